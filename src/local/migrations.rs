//! The format of the store and the steps from each version to the next.

use rusqlite::{Connection, TransactionBehavior};

use super::store::StoreError;

/// One entry per format version; entry 0 makes an empty file version 1.
const STEPS: &[&str] = &[
    // 1: documents, sequences, objects, metric data, log events
    "CREATE TABLE doc (
         id INTEGER PRIMARY KEY, kind TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,
         UNIQUE (kind, scope, name));
     CREATE TABLE sequence (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value INTEGER NOT NULL);
     CREATE TABLE object (
         id INTEGER PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL COLLATE BINARY,
         version TEXT NOT NULL, is_latest INTEGER NOT NULL, is_marker INTEGER NOT NULL,
         size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL, blob TEXT, storage_class TEXT NOT NULL,
         body TEXT NOT NULL, UNIQUE (bucket, key, version));
     CREATE UNIQUE INDEX object_latest ON object (bucket, key) WHERE is_latest = 1;
     CREATE TABLE view_repair (id INTEGER PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL);
     CREATE TABLE upload_part (
         id INTEGER PRIMARY KEY, upload TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
         modified INTEGER NOT NULL, blob TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (upload, number));
     CREATE TABLE metric_series (
         id INTEGER PRIMARY KEY, region TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL,
         UNIQUE (region, namespace, name, dimensions));
     CREATE TABLE metric_datum (
         id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES metric_series (id) ON DELETE CASCADE,
         at INTEGER NOT NULL, unit TEXT NOT NULL, sample_count REAL NOT NULL, sum REAL NOT NULL, minimum REAL NOT NULL,
         maximum REAL NOT NULL, samples TEXT NOT NULL);
     CREATE INDEX metric_datum_at ON metric_datum (series, at);
     CREATE TABLE log_event (
         id INTEGER PRIMARY KEY, region TEXT NOT NULL, log_group TEXT NOT NULL, log_stream TEXT NOT NULL,
         at INTEGER NOT NULL, ingested INTEGER NOT NULL, message TEXT NOT NULL);
     CREATE INDEX log_event_at ON log_event (region, log_group, log_stream, at);",
    // 2: blobs that a change left without a row, so that a killed process leaves none behind
    "ALTER TABLE view_repair ADD COLUMN gone TEXT NOT NULL DEFAULT '';",
    // 3: the numbers of metrics in their index, where those of a series lie side by side, however they came in
    "DROP INDEX metric_datum_at;
     CREATE INDEX metric_datum_numbers ON metric_datum (series, at, unit, sample_count, sum, minimum, maximum);",
];

/// Brings the file to the newest format, or says that it is newer than this program.
pub fn run(connection: &mut Connection) -> Result<(), StoreError> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if version(connection)? == known {
        return Ok(());
    }
    // Another process may be migrating: the version is read again under the write lock.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

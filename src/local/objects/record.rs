//! The rows of object versions.

use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;

use crate::store::{StoreError, Tx};

/// One version of an object, or a delete marker.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectRecord {
    /// The bucket.
    pub bucket: String,
    /// The key, any UTF-8.
    pub key: String,
    /// The version id; `null` in a bucket that never had versioning.
    pub version: String,
    /// Whether this is what an unversioned request sees.
    pub is_latest: bool,
    /// Whether this is a delete marker.
    pub is_marker: bool,
    /// Bytes.
    pub size: u64,
    /// Without quotes.
    pub etag: String,
    /// Milliseconds since the epoch.
    pub modified: i64,
    /// The blob that holds the bytes; none for a marker.
    pub blob: Option<String>,
    /// `STANDARD`, …
    pub storage_class: String,
    /// Headers, user metadata, checksums, tags.
    pub attributes: Value,
}

const COLUMNS: &str = "bucket, key, version, is_latest, is_marker, size, etag, modified, blob, storage_class, body";

fn from_row(row: &Row<'_>) -> rusqlite::Result<ObjectRecord> {
    let body: String = row.get(10)?;
    Ok(ObjectRecord {
        bucket: row.get(0)?,
        key: row.get(1)?,
        version: row.get(2)?,
        is_latest: row.get(3)?,
        is_marker: row.get(4)?,
        size: u64::try_from(row.get::<_, i64>(5)?).unwrap_or(0),
        etag: row.get(6)?,
        modified: row.get(7)?,
        blob: row.get(8)?,
        storage_class: row.get(9)?,
        attributes: serde_json::from_str(&body).unwrap_or(Value::Null),
    })
}

/// The current version of a key, marker or not.
pub fn latest(tx: &Tx<'_>, bucket: &str, key: &str) -> Result<Option<ObjectRecord>, StoreError> {
    Ok(tx
        .connection()
        .prepare_cached(&format!("SELECT {COLUMNS} FROM object WHERE bucket = ?1 AND key = ?2 AND is_latest = 1"))?
        .query_row(params![bucket, key], from_row)
        .optional()?)
}

/// One version of a key.
pub fn version(tx: &Tx<'_>, bucket: &str, key: &str, version: &str) -> Result<Option<ObjectRecord>, StoreError> {
    Ok(tx
        .connection()
        .prepare_cached(&format!("SELECT {COLUMNS} FROM object WHERE bucket = ?1 AND key = ?2 AND version = ?3"))?
        .query_row(params![bucket, key, version], from_row)
        .optional()?)
}

/// Where a listing begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From<'a> {
    /// At the first key of the prefix.
    Start,
    /// At this key, if it is there.
    At(&'a str),
    /// Past this key.
    After(&'a str),
}

impl<'a> From<'a> {
    /// The key, and whether it is itself left out.
    fn bound(self) -> (&'a str, bool) {
        match self {
            Self::Start => ("", false),
            Self::At(key) => (key, false),
            Self::After(key) => (key, true),
        }
    }
}

/// The current objects under a prefix in key order, without markers.
pub fn list(
    tx: &Tx<'_>,
    bucket: &str,
    prefix: &str,
    from: From<'_>,
    limit: usize,
) -> Result<Vec<ObjectRecord>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let (first, left_out) = from.bound();
    // Text compares bytewise, so the keys of a prefix are one range of the index.
    let mut statement = tx.connection().prepare_cached(&format!(
        "SELECT {COLUMNS} FROM object WHERE bucket = ?1 AND is_latest = 1 AND is_marker = 0 \
         AND key >= max(?2, ?3) AND (?4 = 0 OR key > ?3) AND (?5 IS NULL OR key < ?5) ORDER BY key LIMIT ?6"
    ))?;
    let rows = statement.query_map(params![bucket, prefix, first, left_out, prefix_end(prefix), limit], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every version and marker under a prefix: keys in order, the newest version of a key first.
/// With `after_version`, the versions of the first key that are older than that one come first.
pub fn list_versions(
    tx: &Tx<'_>,
    bucket: &str,
    prefix: &str,
    from: From<'_>,
    after_version: Option<&str>,
    limit: usize,
) -> Result<Vec<ObjectRecord>, StoreError> {
    let mut found = Vec::new();
    if let (From::After(key), Some(version)) = (from, after_version) {
        // A version that was deleted since the last page is not there to begin after; its id says where it was. The null
        // version has no such id, and is rather told twice than not at all.
        let mut statement = tx.connection().prepare_cached(&format!(
            "SELECT {COLUMNS} FROM object WHERE bucket = ?1 AND key = ?2 AND CASE \
             WHEN EXISTS (SELECT 1 FROM object WHERE bucket = ?1 AND key = ?2 AND version = ?3) \
             THEN id < (SELECT id FROM object WHERE bucket = ?1 AND key = ?2 AND version = ?3) \
             ELSE version < ?3 OR version = 'null' END ORDER BY id DESC LIMIT ?4"
        ))?;
        let rows =
            statement.query_map(params![bucket, key, version, i64::try_from(limit).unwrap_or(i64::MAX)], from_row)?;
        found = rows.collect::<Result<_, _>>()?;
    }
    let (first, left_out) = from.bound();
    let left = i64::try_from(limit.saturating_sub(found.len())).unwrap_or(i64::MAX);
    let mut statement = tx.connection().prepare_cached(&format!(
        "SELECT {COLUMNS} FROM object WHERE bucket = ?1 \
         AND key >= max(?2, ?3) AND (?4 = 0 OR key > ?3) AND (?5 IS NULL OR key < ?5) \
         ORDER BY key, id DESC LIMIT ?6"
    ))?;
    let rows = statement.query_map(params![bucket, prefix, first, left_out, prefix_end(prefix), left], from_row)?;
    for row in rows {
        found.push(row?);
    }
    Ok(found)
}

/// Whether a bucket holds anything at all: a version, a marker.
pub fn any(tx: &Tx<'_>, bucket: &str) -> Result<bool, StoreError> {
    Ok(tx
        .connection()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM object WHERE bucket = ?1)")?
        .query_row(params![bucket], |row| row.get(0))?)
}

/// Whether a blob has a row that needs it.
pub fn blob_is_used(tx: &Tx<'_>, blob: &str) -> Result<bool, StoreError> {
    Ok(tx
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM object WHERE blob = ?1) OR EXISTS (SELECT 1 FROM upload_part WHERE blob = ?1)",
        )?
        .query_row(params![blob], |row| row.get(0))?)
}

/// Writes the attributes of a version anew; its bytes, time and place in the order stay.
pub fn set_attributes(
    tx: &Tx<'_>,
    bucket: &str,
    key: &str,
    version: &str,
    attributes: &Value,
) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached("UPDATE object SET body = ?4 WHERE bucket = ?1 AND key = ?2 AND version = ?3")?
        .execute(params![bucket, key, version, attributes.to_string()])?;
    Ok(())
}

/// The first text after every text that begins with the prefix; none when there is no such text.
pub fn prefix_end(prefix: &str) -> Option<String> {
    let mut characters: Vec<char> = prefix.chars().collect();
    while let Some(last) = characters.pop() {
        let next = match last {
            // The code points between are surrogates, which are no characters.
            '\u{d7ff}' => Some('\u{e000}'),
            other => char::from_u32(u32::from(other) + 1),
        };
        if let Some(next) = next {
            characters.push(next);
            return Some(characters.into_iter().collect());
        }
    }
    None
}

/// Makes a record the current version; the blobs of the version that it replaced.
pub fn insert(tx: &Tx<'_>, record: &ObjectRecord) -> Result<Vec<String>, StoreError> {
    let replaced: Option<Option<String>> = tx
        .connection()
        .prepare_cached("DELETE FROM object WHERE bucket = ?1 AND key = ?2 AND version = ?3 RETURNING blob")?
        .query_row(params![record.bucket, record.key, record.version], |row| row.get(0))
        .optional()?;
    tx.connection()
        .prepare_cached("UPDATE object SET is_latest = 0 WHERE bucket = ?1 AND key = ?2 AND is_latest = 1")?
        .execute(params![record.bucket, record.key])?;
    tx.connection()
        .prepare_cached(&format!(
            "INSERT INTO object ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        ))?
        .execute(params![
            record.bucket,
            record.key,
            record.version,
            record.is_latest,
            record.is_marker,
            i64::try_from(record.size).unwrap_or(i64::MAX),
            record.etag,
            record.modified,
            record.blob,
            record.storage_class,
            record.attributes.to_string(),
        ])?;
    Ok(replaced.flatten().into_iter().collect())
}

/// Removes a version for good; the newest that is left becomes the current one. The blobs that lost their row.
pub fn remove(tx: &Tx<'_>, bucket: &str, key: &str, version: &str) -> Result<Vec<String>, StoreError> {
    let gone: Option<Option<String>> = tx
        .connection()
        .prepare_cached("DELETE FROM object WHERE bucket = ?1 AND key = ?2 AND version = ?3 RETURNING blob")?
        .query_row(params![bucket, key, version], |row| row.get(0))
        .optional()?;
    if latest(tx, bucket, key)?.is_none() {
        tx.connection()
            .prepare_cached(
                "UPDATE object SET is_latest = 1 WHERE id = \
                 (SELECT id FROM object WHERE bucket = ?1 AND key = ?2 ORDER BY id DESC LIMIT 1)",
            )?
            .execute(params![bucket, key])?;
    }
    Ok(gone.flatten().into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::prefix_end;

    #[test]
    fn the_end_of_a_prefix_is_the_next_text() {
        assert_eq!(prefix_end("raw/"), Some("raw0".to_owned()));
        assert_eq!(prefix_end("a\u{d7ff}"), Some("a\u{e000}".to_owned()));
        assert_eq!(prefix_end("a\u{10ffff}"), Some("b".to_owned()));
        assert_eq!(prefix_end(""), None);
    }
}

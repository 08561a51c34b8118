//! What is in a lake, at a glance.

use super::glue::catalog;
use super::lake::Lake;
use super::objects::BUCKET;
use super::store::StoreError;
use super::tasks;

/// The document of the server that serves a lake.
const SERVER: &str = "server";

/// What is in a lake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LakeStatus {
    /// Buckets.
    pub buckets: u64,
    /// Objects that are there now, old versions not counted.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Databases of all regions.
    pub databases: u64,
    /// Tables of all regions.
    pub tables: u64,
    /// Crawls, queries and job runs that are running.
    pub running: u64,
    /// Seconds that the lake's clock is ahead of the real one.
    pub clock_offset: i64,
    /// The URL of the server that serves it now.
    pub served_at: Option<String>,
}

impl Lake {
    /// Looks into the lake.
    pub fn status(&self) -> Result<LakeStatus, StoreError> {
        let clock_offset = self.clock_offset()?;
        self.store().read(|tx| {
            let number = |sql: &str, kind: Option<&str>| -> Result<u64, StoreError> {
                let count = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
                let found = match kind {
                    Some(kind) => tx.connection().query_row(sql, [kind], count)?,
                    None => tx.connection().query_row(sql, [], count)?,
                };
                Ok(u64::try_from(found).unwrap_or(0))
            };
            let documents = "SELECT count(*) FROM doc WHERE kind = ?1";
            let current = "FROM object WHERE is_latest = 1 AND is_marker = 0";
            let served_at = tx.get("lake", "", SERVER)?.filter(tasks::is_alive);
            Ok(LakeStatus {
                buckets: number(documents, Some(BUCKET))?,
                objects: number(&format!("SELECT count(*) {current}"), None)?,
                bytes: number(&format!("SELECT coalesce(sum(size), 0) {current}"), None)?,
                databases: number(documents, Some(catalog::DATABASE))?,
                tables: number(documents, Some(catalog::TABLE))?,
                running: number(documents, Some(tasks::KIND))?,
                clock_offset,
                served_at: served_at.and_then(|server| server["url"].as_str().map(str::to_owned)),
            })
        })
    }

    /// Notes that this process serves the lake.
    pub(super) fn note_server(&self, url: &str) -> Result<(), StoreError> {
        self.set_endpoint(url.to_owned());
        let mut document = tasks::this_process();
        document["url"] = url.into();
        self.store().write(|tx| tx.put("lake", "", SERVER, &document))
    }
}

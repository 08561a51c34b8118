//! The metadata of the lake: one SQLite file, shared by every process that works on the lake.
//!
//! Invariants:
//! - One API call is one transaction: a reader sees all of it or nothing of it.
//! - A commit that returned is on the disk (WAL, `synchronous=FULL`), so killing the process loses nothing acknowledged.
//! - Two writers wait for each other (`BEGIN IMMEDIATE`, busy timeout); neither overwrites what it has not seen.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::Value;

use super::migrations;

/// How long a writer waits for another process before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(20);

/// Separates the parts of a scope; cannot be in an AWS name.
const SCOPE_SEPARATOR: char = '\u{1f}';

/// What the store can fail with.
#[derive(Debug)]
pub enum StoreError {
    /// The disk (or a quota) is full; the old state is intact.
    Full,
    /// Another process held the lake for longer than the busy timeout.
    Busy,
    /// The lake was written by a newer lakectl.
    TooNew { found: i64, known: i64 },
    /// Anything else, in SQLite's words.
    Other(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => write!(f, "the disk that holds the lake is full; nothing was changed"),
            Self::Busy => write!(f, "another process is writing to this lake and did not finish in time"),
            Self::TooNew { found, known } => {
                write!(f, "this lake has format {found}, this lakectl knows formats up to {known}")
            }
            Self::Other(message) => write!(f, "the lake's store failed: {message}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Joins the parts of a scope, outermost first: `scope(&[region, database])`.
pub fn scope(parts: &[&str]) -> String {
    let mut joined = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            joined.push(SCOPE_SEPARATOR);
        }
        joined.push_str(part);
    }
    joined
}

/// The open metadata file.
pub struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the file, creating and migrating it as needed.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut writer = connect(path)?;
        migrations::run(&mut writer)?;
        Ok(Self { path: path.to_owned(), writer: Mutex::new(writer), readers: Mutex::new(Vec::new()) })
    }

    /// Runs a read in a snapshot of its own.
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let pooled = self.readers.lock().expect("no reader panics while it holds the pool").pop();
        let mut connection = match pooled {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        let result = {
            let transaction = connection.transaction().map_err(StoreError::from)?;
            work(&Tx { connection: &transaction })
        };
        self.readers.lock().expect("no reader panics while it holds the pool").push(connection);
        result
    }

    /// Runs a write as one transaction: committed when `work` is `Ok`, undone otherwise.
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut writer = match self.writer.lock() {
            Ok(writer) => writer,
            // A panic in `work` rolled its transaction back; the connection itself is sound.
            Err(poisoned) => poisoned.into_inner(),
        };
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let value = work(&Tx { connection: &transaction })?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(value)
    }
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // Every command would end in three waits for the disk, to empty the log that the next one begins anew. It stays instead,
    // and is emptied when it is a megabyte, which is what reading it at the next opening may cost.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.pragma_update(None, "wal_autocheckpoint", 250)?;
    Ok(connection)
}

/// A document as the store holds it.
#[derive(Debug, Clone)]
pub struct DocumentText(String);

impl DocumentText {
    /// Reads it.
    pub fn parse(&self) -> Result<Value, StoreError> {
        parse(&self.0)
    }
}

/// A transaction: documents by (kind, scope, name), and the connection for tables of a service's own.
pub struct Tx<'a> {
    connection: &'a Connection,
}

impl Tx<'_> {
    /// The connection, for tables that are more than documents (objects, metric data).
    pub fn connection(&self) -> &Connection {
        self.connection
    }

    /// One document.
    pub fn get(&self, kind: &str, scope: &str, name: &str) -> Result<Option<Value>, StoreError> {
        let body: Option<String> = self
            .connection
            .prepare_cached("SELECT body FROM doc WHERE kind = ?1 AND scope = ?2 AND name = ?3")?
            .query_row(params![kind, scope, name], |row| row.get(0))
            .optional()?;
        body.map(|text| parse(&text)).transpose()
    }

    /// Writes a document, over the old one if there is one.
    pub fn put(&self, kind: &str, scope: &str, name: &str, body: &Value) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO doc (kind, scope, name, body) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (kind, scope, name) DO UPDATE SET body = excluded.body",
            )?
            .execute(params![kind, scope, name, body.to_string()])?;
        Ok(())
    }

    /// Writes a new document; `false` when the name is taken.
    pub fn insert(&self, kind: &str, scope: &str, name: &str, body: &Value) -> Result<bool, StoreError> {
        let changed = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO doc (kind, scope, name, body) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![kind, scope, name, body.to_string()])?;
        Ok(changed == 1)
    }

    /// Deletes a document; `false` when there was none.
    pub fn delete(&self, kind: &str, scope: &str, name: &str) -> Result<bool, StoreError> {
        let changed = self
            .connection
            .prepare_cached("DELETE FROM doc WHERE kind = ?1 AND scope = ?2 AND name = ?3")?
            .execute(params![kind, scope, name])?;
        Ok(changed == 1)
    }

    /// Deletes every document of a kind in exactly this scope; how many there were.
    pub fn delete_scope(&self, kind: &str, scope: &str) -> Result<usize, StoreError> {
        Ok(self
            .connection
            .prepare_cached("DELETE FROM doc WHERE kind = ?1 AND scope = ?2")?
            .execute(params![kind, scope])?)
    }

    /// The documents of a scope by name, those after `after` (exclusive), at most `limit`.
    pub fn page(
        &self,
        kind: &str,
        scope: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Value)>, StoreError> {
        let texts = self.page_of_texts(kind, scope, after, limit, |_| true)?;
        texts.into_iter().map(|(name, text)| Ok((name, text.parse()?))).collect()
    }

    /// As [`Tx::page`], of those only whose name is wanted, with documents that are not read yet: the text of a document
    /// that nobody wants is not even fetched.
    pub fn page_of_texts(
        &self,
        kind: &str,
        scope: &str,
        after: Option<&str>,
        limit: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Vec<(String, DocumentText)>, StoreError> {
        // The names are in the index; a row's text is read whole as soon as it is a column of the result.
        let mut names = self
            .connection
            .prepare_cached("SELECT id, name FROM doc WHERE kind = ?1 AND scope = ?2 AND name > ?3 ORDER BY name")?;
        let mut text = self.connection.prepare_cached("SELECT body FROM doc WHERE id = ?1")?;
        let mut rows = names.query(params![kind, scope, after.unwrap_or("")])?;
        let mut documents = Vec::new();
        while documents.len() < limit {
            let Some(row) = rows.next()? else { break };
            let name = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            if wanted(name) {
                let body = text.query_row([row.get::<_, i64>(0)?], |row| row.get(0))?;
                documents.push((name.to_owned(), DocumentText(body)));
            }
        }
        Ok(documents)
    }

    /// Every document of a scope, by name.
    pub fn list(&self, kind: &str, scope: &str) -> Result<Vec<(String, Value)>, StoreError> {
        self.page(kind, scope, None, usize::MAX)
    }

    /// How many documents a scope has.
    pub fn count(&self, kind: &str, scope: &str) -> Result<usize, StoreError> {
        let count: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM doc WHERE kind = ?1 AND scope = ?2")?
            .query_row(params![kind, scope], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The next number of a named sequence, from 1.
    pub fn next_number(&self, sequence: &str) -> Result<i64, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "INSERT INTO sequence (name, value) VALUES (?1, 1) \
                 ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
            )?
            .query_row(params![sequence], |row| row.get(0))?)
    }
}

fn parse(text: &str) -> Result<Value, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Other(format!("a document in the lake is damaged: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A store that may not grow any more, as on a disk that is full.
    fn full(path: &Path) -> Store {
        let store = Store::open(path).expect("a store");
        let writer = store.writer.lock().expect("the writer");
        let pages: i64 = writer.pragma_query_value(None, "page_count", |row| row.get(0)).expect("its size");
        writer.pragma_update(None, "max_page_count", pages).expect("a limit");
        drop(writer);
        store
    }

    #[test]
    fn a_full_store_says_so_and_keeps_its_old_state() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("lake.sqlite");
        let store = Store::open(&path).expect("a store");
        let put = |store: &Store, name: &str, body: &str| {
            store.write(|tx| tx.put("kind", "", name, &Value::String(body.to_owned())))
        };
        put(&store, "a", "old").expect("there is room");
        drop(store);
        let store = full(&path);
        let large = "x".repeat(1 << 20);
        // Both in one transaction: neither is done.
        let failed = store.write(|tx| {
            tx.put("kind", "", "a", &Value::String("new".to_owned()))?;
            tx.put("kind", "", "b", &Value::String(large.clone()))
        });
        assert!(matches!(failed, Err(StoreError::Full)), "{failed:?}");
        assert!(failed.is_err_and(|error| error.to_string().contains("full; nothing was changed")));
        let read = |store: &Store, name: &str| store.read(|tx| tx.get("kind", "", name));
        assert_eq!(read(&store, "a").expect("it reads"), Some(Value::String("old".to_owned())));
        assert_eq!(read(&store, "b").expect("it reads"), None);
        drop(store);
        // There is room again.
        let store = Store::open(&path).expect("a store");
        put(&store, "b", &large).expect("there is room");
        assert_eq!(read(&store, "a").expect("it reads"), Some(Value::String("old".to_owned())));
        assert_eq!(read(&store, "b").expect("it reads"), Some(Value::String(large)));
    }
}

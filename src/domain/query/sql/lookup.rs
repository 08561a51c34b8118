//! What is known of the catalog while a statement is analyzed.

use std::collections::BTreeMap;

use super::Wanted;
use crate::catalog::Table;

/// What a name means.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A table with data.
    Table(Box<Table>),
    /// A view: its query, and the database of names in it that say none.
    View {
        /// The query.
        sql: String,
        /// The database.
        database: String,
    },
    /// Something whose columns and data are not known; why.
    Opaque(String),
    /// There is no such table; the one that may have been meant.
    NoTable(Option<String>),
    /// There is no such database; the one that may have been meant.
    NoDatabase(Option<String>),
}

/// The part of the catalog that is known so far.
#[derive(Debug, Clone, Default)]
pub struct Lookup {
    /// The database of names without one.
    pub database: Option<String>,
    /// The day on which the query runs, in days since 1970.
    pub today: Option<i64>,
    /// What names mean.
    pub entries: BTreeMap<Wanted, Entry>,
}

impl Entry {
    /// What a table of the catalog is.
    pub fn of(table: Table) -> Self {
        if !table.table_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("VIRTUAL_VIEW")) {
            return Self::Table(Box::new(table));
        }
        match view_query(&table) {
            Some((sql, database)) => Self::View { sql, database },
            None => Self::Opaque(format!("view `{}.{}` was made by another engine", table.database, table.name)),
        }
    }
}

/// The query of a view that Athena made, and the database of names in it that say none. The catalog keeps it as JSON in
/// base64 within a comment.
pub fn view_query(table: &Table) -> Option<(String, String)> {
    let text = table.view_text.as_deref()?.trim().strip_prefix("/* Presto View: ")?.strip_suffix("*/")?;
    let document: serde_json::Value = serde_json::from_slice(&decode(text.trim())?).ok()?;
    let sql = document["originalSql"].as_str()?.to_owned();
    let database = document["schema"].as_str().unwrap_or(&table.database).to_lowercase();
    Some((sql, database))
}

/// The bytes of a text in base64.
fn decode(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in text.trim_end_matches('=').bytes() {
        let digit = ALPHABET.iter().position(|known| *known == byte)?;
        held = (held << 6) | u32::try_from(digit).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

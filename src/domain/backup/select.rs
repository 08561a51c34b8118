//! Which part of a lake is meant.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::Kind;

/// A database, or one of its tables.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The database, in lower case.
    pub database: String,
    /// The table, in lower case.
    pub table: Option<String>,
}

impl FromStr for Name {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (database, table) = match text.split_once('.') {
            Some((database, table)) => (database, Some(table.to_lowercase())),
            None => (text, None),
        };
        if database.is_empty() || table.as_ref().is_some_and(String::is_empty) {
            return Err(format!("`{text}` is neither a database nor `database.table`"));
        }
        Ok(Self { database: database.to_lowercase(), table })
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.table {
            Some(table) => write!(f, "{}.{table}", self.database),
            None => f.write_str(&self.database),
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.word() == text).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|kind| kind.word()).collect();
            format!("`{text}` is no kind: {}", words.join(", "))
        })
    }
}

/// A part of a lake.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The kinds; all when empty.
    pub kinds: BTreeSet<Kind>,
    /// The databases and tables; all when empty.
    pub only: BTreeSet<Name>,
}

impl Selection {
    /// Whether documents of the kind may be meant.
    pub fn has_kind(&self, kind: Kind) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&kind)) && (self.only.is_empty() || kind.is_of_catalog())
    }

    /// Whether anything of the database may be meant.
    pub fn has_database(&self, database: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name.database == database)
    }

    /// Whether the table is meant.
    pub fn has_table(&self, database: &str, table: &str) -> bool {
        self.only.is_empty()
            || self
                .only
                .iter()
                .any(|name| name.database == database && name.table.as_deref().is_none_or(|wanted| wanted == table))
    }

    /// Whether a document is meant. The database of a table that is meant is, too: without it there is no table.
    pub fn has(&self, kind: Kind, document: &Value) -> bool {
        if !self.has_kind(kind) {
            return false;
        }
        if self.only.is_empty() {
            return true;
        }
        match kind.home_of(document) {
            None => false,
            Some((database, Some(table))) => self.has_table(database, table),
            Some((database, None)) if kind == Kind::Databases => self.has_database(database),
            // What is about the whole database goes with the whole database only.
            Some((database, None)) => self.only.iter().any(|name| name.database == database && name.table.is_none()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_table_comes_with_its_database_and_its_own_grants() {
        let selection = Selection { only: ["Sales.Orders".parse().unwrap()].into(), ..Selection::default() };
        let table = |name: &str| json!({ "DatabaseName": "sales", "Name": name });
        assert!(selection.has(Kind::Tables, &table("orders")) && !selection.has(Kind::Tables, &table("other")));
        assert!(selection.has(Kind::Databases, &json!({ "Name": "sales" })));
        let on = |resource: Value| json!({ "Principal": {}, "Resource": resource });
        assert!(selection.has(Kind::Grants, &on(json!({ "Table": table("orders") }))));
        assert!(!selection.has(Kind::Grants, &on(json!({ "Database": { "Name": "sales" } }))));
        assert!(!selection.has_kind(Kind::Alarms));
        assert!("a.".parse::<Name>().is_err() && ".b".parse::<Name>().is_err());
    }
}

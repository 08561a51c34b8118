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

impl Name {
    /// Whether what belongs to this database, and to this table of it, is about what the name says.
    pub fn is_home_of(&self, database: &str, table: Option<&str>) -> bool {
        self.database == database && (self.table.is_none() || self.table.as_deref() == table)
    }
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
        let may_be_meant = self.only.is_empty() || kind.is_of_catalog() || is_needed_by_others(kind);
        may_be_meant && (self.kinds.is_empty() || self.kinds.contains(&kind))
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
            // Which of them are needed is known when those that need them are: see [`needed`].
            None => is_needed_by_others(kind),
            Some((database, Some(table))) => self.has_table(database, table),
            Some((database, None)) if kind == Kind::Databases => self.has_database(database),
            // What is about the whole database goes with the whole database only.
            Some((database, None)) => self.only.iter().any(|name| name.database == database && name.table.is_none()),
        }
    }
}

/// Whether documents of the kind belong to no database, and what belongs to one cannot do without them.
pub fn is_needed_by_others(kind: Kind) -> bool {
    matches!(kind, Kind::Registries | Kind::Schemas | Kind::Tags | Kind::Classifiers)
}

/// What documents cannot do without, by kind and name: the classifiers of crawlers, the tags that are assigned, the schemas
/// of tables with their registries.
pub fn needed<'a>(documents: impl Iterator<Item = (Kind, &'a Value)>) -> BTreeSet<(Kind, String)> {
    let mut all = BTreeSet::new();
    let texts = |list: &Value| -> Vec<String> {
        list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    for (kind, document) in documents {
        match kind {
            Kind::Crawlers => {
                all.extend(texts(&document["Classifiers"]).into_iter().map(|name| (Kind::Classifiers, name)));
            }
            Kind::Assignments => {
                let tags = document["LFTags"].as_array().into_iter().flatten();
                all.extend(tags.filter_map(|tag| Some((Kind::Tags, tag["TagKey"].as_str()?.to_owned()))));
            }
            Kind::Tables => {
                if let Some((registry, schema)) =
                    schema_of(&document["StorageDescriptor"]["SchemaReference"]["SchemaId"])
                {
                    all.insert((Kind::Schemas, format!("{registry}/{schema}")));
                    all.insert((Kind::Registries, registry.to_owned()));
                }
            }
            _ => {}
        }
    }
    all
}

/// Registry and name of a schema that is named, or given by its ARN.
fn schema_of(id: &Value) -> Option<(&str, &str)> {
    match id["SchemaArn"].as_str() {
        Some(arn) => arn.split_once(":schema/")?.1.split_once('/'),
        None => Some((id["RegistryName"].as_str()?, id["SchemaName"].as_str()?)),
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
        // Whichever of them may be needed.
        assert!(selection.has(Kind::Classifiers, &json!({ "Name": "lines" })));
        assert!("a.".parse::<Name>().is_err() && ".b".parse::<Name>().is_err());
    }

    #[test]
    fn what_others_need_is_known_by_name() {
        let id = json!({ "RegistryName": "r", "SchemaName": "s" });
        let arn = json!({ "SchemaArn": "arn:aws:glue:us-east-1:123456789012:schema/r2/s2" });
        let table = |id: Value| json!({ "StorageDescriptor": { "SchemaReference": { "SchemaId": id } } });
        let documents = [
            (Kind::Crawlers, json!({ "DatabaseName": "db", "Classifiers": ["lines"] })),
            (Kind::Assignments, json!({ "LFTags": [{ "TagKey": "zone", "TagValues": ["raw"] }] })),
            (Kind::Tables, table(id)),
            (Kind::Tables, table(arn)),
            (Kind::Tables, json!({ "StorageDescriptor": {} })),
        ];
        let wanted = [
            (Kind::Registries, "r"),
            (Kind::Registries, "r2"),
            (Kind::Schemas, "r/s"),
            (Kind::Schemas, "r2/s2"),
            (Kind::Tags, "zone"),
            (Kind::Classifiers, "lines"),
        ];
        let found = needed(documents.iter().map(|(kind, document)| (*kind, document)));
        assert_eq!(found, wanted.map(|(kind, name)| (kind, name.to_owned())).into());
    }
}

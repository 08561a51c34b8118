//! LF-tags: keys with their values, and what objects carry.

use std::collections::BTreeMap;

use super::expression::{TagExpression, TagExpressionError, TagMatch};

/// Tags by key.
pub type Tags = BTreeMap<String, String>;

/// A tag and the values that it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LfTag {
    /// The key.
    pub key: String,
    /// Sorted.
    pub values: Vec<String>,
}

impl LfTag {
    /// A key as the service folds it.
    pub fn key(text: &str) -> Result<String, String> {
        let letters = |letter: char| letter.is_alphanumeric() || letter.is_whitespace() || "_.:/=+-@%".contains(letter);
        let sound = !text.is_empty() && text.chars().count() <= 128 && text.chars().all(letters);
        if sound {
            return Ok(text.to_lowercase());
        }
        Err(format!("`{text}` is no key of an LF-tag: at most 128 letters, digits, spaces and _.:/=+-@%"))
    }

    /// A value as the service folds it.
    pub fn value(text: &str) -> Result<String, String> {
        if text.is_empty() || text.chars().count() > 256 || text.chars().any(char::is_control) {
            return Err(format!("`{text}` is no value of an LF-tag: 1 to 256 characters"));
        }
        Ok(text.to_lowercase())
    }
}

/// Reads `key=value`, several of them with commas: one value each.
pub fn parse_tags(text: &str) -> Result<Tags, TagExpressionError> {
    let expression: TagExpression = text.parse()?;
    let one = |part: &TagMatch| match part.values.as_slice() {
        [value] if value != "*" => Ok((part.key.clone(), value.clone())),
        _ => Err(TagExpressionError::new(format!("`{}` takes exactly one value on an object", part.key))),
    };
    expression.parts().iter().map(one).collect()
}

/// The tags of a table, where they were assigned. Tables inherit from their database, columns from their table; what is
/// assigned nearer wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assigned {
    /// On the database.
    pub database: Tags,
    /// On the table.
    pub table: Tags,
    /// On columns, by name.
    pub columns: BTreeMap<String, Tags>,
}

/// Where a tag of an object was assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagOrigin {
    /// On its database.
    Database,
    /// On the table.
    Table,
    /// On the column.
    Column,
}

impl TagOrigin {
    /// The word for people and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Table => "table",
            Self::Column => "column",
        }
    }
}

impl Assigned {
    /// The table's tags with those of the database below them.
    pub fn of_table(&self) -> Tags {
        let mut tags = self.database.clone();
        tags.extend(self.table.clone());
        tags
    }

    /// A column's tags with those of the table and the database below them.
    pub fn of_column(&self, column: &str) -> Tags {
        let mut tags = self.of_table();
        tags.extend(self.columns.get(column).cloned().unwrap_or_default());
        tags
    }

    /// The tags of the table, or of one of its columns, each with where it was assigned.
    pub fn origins(&self, column: Option<&str>) -> Vec<(String, String, TagOrigin)> {
        let layers = [
            (TagOrigin::Database, Some(&self.database)),
            (TagOrigin::Table, Some(&self.table)),
            (TagOrigin::Column, column.and_then(|name| self.columns.get(name))),
        ];
        let mut found: BTreeMap<String, (String, TagOrigin)> = BTreeMap::new();
        for (origin, tags) in layers {
            for (key, value) in tags.into_iter().flatten() {
                found.insert(key.clone(), (value.clone(), origin));
            }
        }
        found.into_iter().map(|(key, (value, origin))| (key, value, origin)).collect()
    }

    /// The same with tags set (a value) or taken off (none) on the database, the table or columns.
    #[must_use]
    pub fn with(&self, place: &TagPlace, changes: &BTreeMap<String, Option<String>>) -> Self {
        let mut changed = self.clone();
        let apply = |tags: &mut Tags| {
            for (key, value) in changes {
                match value {
                    Some(value) => drop(tags.insert(key.clone(), value.clone())),
                    None => drop(tags.remove(key)),
                }
            }
        };
        match place {
            TagPlace::Database => apply(&mut changed.database),
            TagPlace::Table => apply(&mut changed.table),
            TagPlace::Columns(names) => {
                for name in names {
                    apply(changed.columns.entry(name.clone()).or_default());
                }
            }
        }
        changed
    }
}

/// On what of a table's tags a change is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagPlace {
    /// On the database.
    Database,
    /// On the table itself.
    Table,
    /// On these columns.
    Columns(Vec<String>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_assigned_nearer_wins_and_says_where_it_is() {
        let tags = |value: &str| Tags::from([("pii".to_owned(), value.to_owned())]);
        let mut assigned = Assigned { database: tags("no"), ..Assigned::default() };
        assigned.columns.insert("mail".to_owned(), tags("yes"));
        let of = |column| assigned.origins(column).pop().map(|(_, value, origin)| (value, origin));
        assert_eq!(of(None), Some(("no".to_owned(), TagOrigin::Database)));
        assert_eq!(of(Some("mail")), Some(("yes".to_owned(), TagOrigin::Column)));
        let change = BTreeMap::from([("pii".to_owned(), None)]);
        let without = assigned.with(&TagPlace::Columns(vec!["mail".to_owned()]), &change);
        assert_eq!(without.of_column("mail"), tags("no"));
    }
}

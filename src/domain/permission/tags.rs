//! Expressions of LF-tags: AND across keys, OR within the values of a key; there is no OR across keys.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

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

/// One key and the values that match.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagMatch {
    /// The key.
    pub key: String,
    /// Sorted; `*` stands for any value.
    pub values: Vec<String>,
}

/// A conjunction of [`TagMatch`]es, sorted by key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TagExpression(Vec<TagMatch>);

impl TagExpression {
    /// Sorts the parts, so that two expressions that mean the same are the same.
    pub fn new(mut parts: Vec<TagMatch>) -> Self {
        for part in &mut parts {
            part.values.sort();
            part.values.dedup();
        }
        parts.sort();
        Self(parts)
    }

    /// The parts, by key.
    pub fn parts(&self) -> &[TagMatch] {
        &self.0
    }

    /// Whether an object with these tags is meant. An expression without parts means nothing.
    pub fn matches(&self, tags: &BTreeMap<String, String>) -> bool {
        !self.0.is_empty()
            && self.0.iter().all(|part| {
                tags.get(&part.key)
                    .is_some_and(|value| part.values.iter().any(|wanted| wanted == "*" || wanted == value))
            })
    }
}

/// A text that is no expression of tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagExpressionError(String);

impl fmt::Display for TagExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TagExpressionError {}

impl FromStr for TagExpression {
    type Err = TagExpressionError;

    /// Takes `zone=curated,raw & pii=none`: `&`, `and` or a comma before the next key; `|` or a comma between values; `*`
    /// is any value. Keys and values are folded, as the service folds them.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = |why: &str| TagExpressionError(format!("`{text}` is no expression of LF-tags: {why}"));
        let lower = text.to_lowercase();
        if lower.split_whitespace().any(|word| word == "or") {
            return Err(wrong("there is no OR across keys; write the values of one key as key=a|b, or grant twice"));
        }
        let mut parts: Vec<TagMatch> = Vec::new();
        let pieces = lower.split(['&', ',']).flat_map(|piece| piece.split(" and ")).map(str::trim);
        for piece in pieces {
            let values = match piece.split_once('=') {
                Some((key, values)) => {
                    let key = key.trim().to_owned();
                    if key.is_empty() {
                        return Err(wrong("a key is missing before `=`"));
                    }
                    if parts.iter().any(|part| part.key == key) {
                        return Err(wrong(&format!("the key `{key}` is there twice; write its values as {key}=a|b")));
                    }
                    parts.push(TagMatch { key, values: Vec::new() });
                    values
                }
                None => piece,
            };
            let Some(part) = parts.last_mut() else { return Err(wrong("write it as key=value")) };
            for value in values.split('|').map(str::trim) {
                if value.is_empty() {
                    return Err(wrong(&format!("a value of `{}` is missing", part.key)));
                }
                part.values.push(value.to_owned());
            }
        }
        Ok(Self::new(parts))
    }
}

/// Reads `key=value`, several of them with commas: one value each.
pub fn parse_tags(text: &str) -> Result<Tags, TagExpressionError> {
    let expression: TagExpression = text.parse()?;
    let one = |part: &TagMatch| match part.values.as_slice() {
        [value] if value != "*" => Ok((part.key.clone(), value.clone())),
        _ => Err(TagExpressionError(format!("`{}` takes exactly one value on an object", part.key))),
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

impl fmt::Display for TagExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            let and = if index == 0 { "" } else { " and " };
            write!(f, "{and}{}={}", part.key, part.values.join("|"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(parts: &[(&str, &[&str])]) -> TagExpression {
        TagExpression::new(
            parts
                .iter()
                .map(|(key, values)| TagMatch {
                    key: (*key).to_owned(),
                    values: values.iter().map(|value| (*value).to_owned()).collect(),
                })
                .collect(),
        )
    }

    #[test]
    fn keys_are_anded_and_values_are_ored() {
        let tags = BTreeMap::from([("zone".to_owned(), "raw".to_owned()), ("team".to_owned(), "air".to_owned())]);
        assert!(expression(&[("zone", &["raw", "gold"])]).matches(&tags));
        assert!(expression(&[("zone", &["*"]), ("team", &["air"])]).matches(&tags));
        assert!(!expression(&[("zone", &["raw"]), ("team", &["sea"])]).matches(&tags));
        assert!(!expression(&[("owner", &["*"])]).matches(&tags));
        assert!(!expression(&[]).matches(&tags));
    }

    #[test]
    fn expressions_are_read_as_they_are_typed() {
        let parsed = |text: &str| text.parse::<TagExpression>();
        let both = expression(&[("zone", &["raw", "gold"]), ("pii", &["none"])]);
        for text in ["zone=raw,gold,pii=none", "PII=none and Zone=raw|gold", "zone = gold | raw & pii=none"] {
            assert_eq!(parsed(text), Ok(both.clone()), "{text}");
        }
        assert_eq!(parsed(&both.to_string()), Ok(both));
        for wrong in ["", "zone", "=x", "zone=", "zone=a or pii=b", "zone=a,zone=b", "zone=a||b"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
        assert!(parse_tags("zone=a|b").is_err() && parse_tags("zone=*").is_err());
    }

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

//! Expressions of LF-tags: AND across keys, OR within the values of a key; there is no OR across keys.
//!
//! Invariant: an expression that is kept under a name is that name, whatever it says at the moment; what it says decides
//! what it matches, and one of which nobody knows what it says matches nothing.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// One key and the values that match.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagMatch {
    /// The key.
    pub key: String,
    /// Sorted; `*` stands for any value.
    pub values: Vec<String>,
}

/// A conjunction of [`TagMatch`]es, sorted by key; perhaps one that is kept under a name.
#[derive(Debug, Clone, Default)]
pub struct TagExpression {
    name: Option<String>,
    parts: Vec<TagMatch>,
}

impl TagExpression {
    /// Sorts the parts, so that two expressions that mean the same are the same.
    pub fn new(mut parts: Vec<TagMatch>) -> Self {
        for part in &mut parts {
            part.values.sort();
            part.values.dedup();
        }
        parts.sort();
        Self { name: None, parts }
    }

    /// The expression of a name, of which it is not known yet what it says.
    pub fn named(name: &str) -> Self {
        Self { name: Some(name.to_owned()), parts: Vec::new() }
    }

    /// The same expression, with what it says.
    #[must_use]
    pub fn saying(self, said: &Self) -> Self {
        Self { name: self.name, parts: said.parts.clone() }
    }

    /// What it says, apart from its name.
    #[must_use]
    pub fn said(&self) -> Self {
        Self { name: None, parts: self.parts.clone() }
    }

    /// The name that it is kept under.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The parts, by key; none of a named one that was not read.
    pub fn parts(&self) -> &[TagMatch] {
        &self.parts
    }

    /// Whether an object with these tags is meant. An expression without parts means nothing.
    pub fn matches(&self, tags: &BTreeMap<String, String>) -> bool {
        !self.parts.is_empty()
            && self.parts.iter().all(|part| {
                tags.get(&part.key)
                    .is_some_and(|value| part.values.iter().any(|wanted| wanted == "*" || wanted == value))
            })
    }

    /// Reads what [`Self::typed`] writes: an expression, or the name of one. What has no `=` is a name, and so is what
    /// follows `@`.
    pub fn from_typed(text: &str) -> Result<Self, TagExpressionError> {
        let name = text.strip_prefix('@').or_else(|| (!text.contains('=')).then_some(text));
        match name.map(str::trim) {
            None => text.parse(),
            Some("") => Err(TagExpressionError::new(format!(
                "`{text}` is no expression of LF-tags: write it as key=value, or give the name of one"
            ))),
            Some(name) => Ok(Self::named(name)),
        }
    }

    /// As it is typed after `tag:`.
    pub fn typed(&self) -> String {
        match &self.name {
            Some(name) if name.contains('=') || name.starts_with('@') => format!("@{name}"),
            Some(name) => name.clone(),
            None => self.to_string(),
        }
    }

    /// In full: of a named one its name and what it says.
    pub fn told(&self) -> String {
        match &self.name {
            Some(name) if self.parts.is_empty() => name.clone(),
            Some(name) => format!("{name} ({})", self.said()),
            None => self.to_string(),
        }
    }

    fn identity(&self) -> (Option<&str>, &[TagMatch]) {
        match &self.name {
            Some(name) => (Some(name), &[]),
            None => (None, &self.parts),
        }
    }
}

impl PartialEq for TagExpression {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for TagExpression {}

impl PartialOrd for TagExpression {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TagExpression {
    fn cmp(&self, other: &Self) -> Ordering {
        self.identity().cmp(&other.identity())
    }
}

impl Hash for TagExpression {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

/// An expression and the name that it is kept under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedExpression {
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What it says, without its name.
    pub expression: TagExpression,
}

impl NamedExpression {
    /// A name as the service takes it.
    pub fn name(text: &str) -> Result<String, String> {
        let name = text.trim();
        if name.is_empty() || name.chars().count() > 255 || name.chars().any(char::is_control) {
            return Err(format!("`{text}` is no name of an expression: 1 to 255 characters on one line"));
        }
        Ok(name.to_owned())
    }
}

/// A text that is no expression of tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagExpressionError(String);

impl TagExpressionError {
    pub(super) fn new(text: String) -> Self {
        Self(text)
    }
}

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

impl fmt::Display for TagExpression {
    /// What it says, or the name that it is kept under: the same text for the same expression.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = &self.name {
            return write!(f, "the expression {name}");
        }
        for (index, part) in self.parts.iter().enumerate() {
            let and = if index == 0 { "" } else { " and " };
            write!(f, "{and}{}={}", part.key, part.values.join("|"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::parse_tags;

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
    fn a_named_expression_is_its_name_and_matches_what_it_says() {
        let raw = expression(&[("zone", &["raw"])]);
        let named = TagExpression::named("safe");
        let read = named.clone().saying(&raw);
        assert_eq!(named, read);
        assert_ne!(read, raw);
        let tags = BTreeMap::from([("zone".to_owned(), "raw".to_owned())]);
        assert!(read.matches(&tags) && read.said() == raw);
        assert!(!named.matches(&tags), "nobody knows what it says");
        for name in ["safe", "a=b", "@home", "with blanks, and commas"] {
            let named = TagExpression::named(name);
            assert_eq!(TagExpression::from_typed(&named.typed()), Ok(named));
        }
        assert_eq!(TagExpression::from_typed("zone=raw"), Ok(raw));
        assert!(TagExpression::from_typed("").is_err() && TagExpression::from_typed("@").is_err());
        assert!("safe".parse::<TagExpression>().is_err(), "a name is no expression where none is meant");
    }
}

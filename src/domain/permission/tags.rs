//! Expressions of LF-tags: AND across keys, OR within the values of a key; there is no OR across keys.

use std::collections::BTreeMap;
use std::fmt;

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
}

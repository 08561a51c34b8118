//! What differs between the documents of a backup and those of a lake.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Kind, normal};

/// Documents by kind and name.
pub type Documents = BTreeMap<(Kind, String), Value>;

/// How a document differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The lake does not have it.
    Missing,
    /// The lake has it otherwise.
    Changed,
    /// Only the lake has it.
    Extra,
}

impl How {
    /// The word in JSON and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Extra => "extra",
        }
    }
}

/// A document that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Its kind.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// How it differs.
    pub how: How,
    /// The members that differ.
    pub members: Vec<&'static str>,
}

/// The members in which two documents differ: name, what is kept, what is there.
pub fn members(kind: Kind, kept: &Map<String, Value>, live: &Map<String, Value>) -> Vec<(&'static str, Value, Value)> {
    let of = |map: &Map<String, Value>, name: &str| map.get(name).cloned().unwrap_or(Value::Null);
    kind.given()
        .iter()
        .filter(|name| kept.get(**name) != live.get(**name))
        .map(|name| (*name, of(kept, name), of(live, name)))
        .collect()
}

/// Everything that differs, in order.
pub fn all(kept: &Documents, live: &Documents, account: &str) -> Vec<Difference> {
    let mut found = Vec::new();
    for ((kind, name), document) in kept {
        let difference = |how, members| Difference { kind: *kind, name: name.clone(), how, members };
        match live.get(&(*kind, name.clone())) {
            None => found.push(difference(How::Missing, Vec::new())),
            Some(other) => {
                let (ours, theirs) = (normal::given(*kind, document, account), normal::given(*kind, other, account));
                let differing = members(*kind, &ours, &theirs);
                if !differing.is_empty() {
                    found.push(difference(How::Changed, differing.iter().map(|(name, ..)| *name).collect()));
                }
            }
        }
    }
    let extra = live.keys().filter(|key| !kept.contains_key(*key));
    found.extend(extra.map(|(kind, name)| Difference {
        kind: *kind,
        name: name.clone(),
        how: How::Extra,
        members: Vec::new(),
    }));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn missing_changed_and_extra_are_told_apart() {
        let lake = |tables: &[(&str, &str)]| -> Documents {
            let one = |(name, text): &(&str, &str)| {
                ((Kind::Tables, (*name).to_owned()), json!({ "Description": text, "CreateTime": text.len() }))
            };
            tables.iter().map(one).collect()
        };
        let found =
            all(&lake(&[("a", "x"), ("b", "x"), ("c", "x")]), &lake(&[("a", "x"), ("b", "yy"), ("d", "")]), "1");
        let told: Vec<(&str, How)> = found.iter().map(|one| (one.name.as_str(), one.how)).collect();
        assert_eq!(told, [("b", How::Changed), ("c", How::Missing), ("d", How::Extra)]);
        assert_eq!(found[0].members, ["Description"]);
    }
}

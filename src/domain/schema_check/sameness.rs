//! How much two definitions differ: not at all, in blanks, in documentation, in substance.

use std::fmt;

use serde_json::{Map, Value};

use crate::schema::{DataFormat, same_definition};

/// How a definition differs from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// Byte by byte the same.
    Bytes,
    /// The same but for blanks.
    Canonical,
    /// The same but for documentation and the order of attributes.
    Documentation,
    Changed,
}

impl Sameness {
    /// Compares two definitions. A text that cannot be read has changed.
    pub fn of(format: DataFormat, old: &str, new: &str) -> Self {
        if old == new {
            Self::Bytes
        } else if same_definition(format, old, new) {
            Self::Canonical
        } else if bare(format, old).is_some_and(|old| Some(old) == bare(format, new)) {
            Self::Documentation
        } else {
            Self::Changed
        }
    }

    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bytes => "byte_equal",
            Self::Canonical => "canonical_equal",
            Self::Documentation => "documentation_only",
            Self::Changed => "changed",
        }
    }
}

impl fmt::Display for Sameness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes => "byte by byte the same",
            Self::Canonical => "the same but for blanks",
            Self::Documentation => "only documentation or the order of attributes changed",
            Self::Changed => "the definition changed",
        })
    }
}

/// A definition without what is only for people.
#[derive(Debug, PartialEq)]
enum Bare {
    Json(Value),
    Words(Vec<String>),
}

fn bare(format: DataFormat, text: &str) -> Option<Bare> {
    let json = || serde_json::from_str::<Value>(text).ok();
    match format {
        DataFormat::Avro => json().map(|value| Bare::Json(sorted(avro(&value)))),
        DataFormat::Json => json().map(|value| Bare::Json(sorted(json_schema(&value)))),
        DataFormat::Protobuf => Some(Bare::Words(words(text))),
    }
}

/// Without `doc`. Defaults are data, and stay as they are.
fn avro(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(avro).collect(),
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| *name != "doc")
            .map(|(name, member)| (name.clone(), if name == "default" { member.clone() } else { avro(member) }))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// Keywords that hold schemas under names of their own.
const NAMED: [&str; 6] =
    ["properties", "patternProperties", "definitions", "$defs", "dependencies", "dependentSchemas"];
/// Keywords that hold data.
const DATA: [&str; 4] = ["default", "enum", "const", "required"];
/// Keywords that are only for people.
const DOCUMENTATION: [&str; 4] = ["title", "description", "$comment", "examples"];

/// Without titles, descriptions, comments and examples.
fn json_schema(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(json_schema).collect(),
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| !DOCUMENTATION.contains(&name.as_str()))
            .map(|(name, member)| {
                let member = match member {
                    Value::Object(named) if NAMED.contains(&name.as_str()) => named
                        .iter()
                        .map(|(name, schema)| (name.clone(), json_schema(schema)))
                        .collect::<Map<_, _>>()
                        .into(),
                    data if DATA.contains(&name.as_str()) => data.clone(),
                    schema => json_schema(schema),
                };
                (name.clone(), member)
            })
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// Members by name: JSON objects compare without order when their keys are in one.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members.into_iter().collect();
            members.sort_by(|left, right| left.0.cmp(&right.0));
            members.into_iter().map(|(name, member)| (name, sorted(member))).collect::<Map<_, _>>().into()
        }
        other => other,
    }
}

/// The words and signs of a Protobuf file, without comments and blanks.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '/' if characters.peek() == Some(&'/') => {
                characters.by_ref().find(|next| *next == '\n');
            }
            '/' if characters.peek() == Some(&'*') => {
                characters.next();
                let mut last = ' ';
                for next in characters.by_ref() {
                    if last == '*' && next == '/' {
                        break;
                    }
                    last = next;
                }
            }
            '"' | '\'' => {
                let mut word = String::from(character);
                let mut escaped = false;
                for next in characters.by_ref() {
                    word.push(next);
                    if next == character && !escaped {
                        break;
                    }
                    escaped = next == '\\' && !escaped;
                }
                words.push(word);
            }
            blank if blank.is_whitespace() => {}
            letter if letter.is_alphanumeric() || letter == '_' || letter == '.' => {
                let mut word = String::from(letter);
                while let Some(next) = characters.next_if(|next| next.is_alphanumeric() || *next == '_' || *next == '.')
                {
                    word.push(next);
                }
                words.push(word);
            }
            sign => words.push(sign.to_string()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_is_no_substance() {
        let of = |format, old: &str, new: &str| Sameness::of(format, old, new);
        let avro = r#"{"type":"record","name":"R","doc":"x","fields":[{"name":"doc","type":"string","default":"d"}]}"#;
        assert_eq!(of(DataFormat::Avro, avro, avro), Sameness::Bytes);
        assert_eq!(of(DataFormat::Avro, avro, &avro.replace(',', ", ")), Sameness::Canonical);
        assert_eq!(
            of(DataFormat::Avro, avro, &avro.replace("\"doc\":\"x\"", "\"doc\":\"y\"")),
            Sameness::Documentation
        );
        assert_eq!(
            of(DataFormat::Avro, avro, &avro.replace("\"default\":\"d\"", "\"default\":\"e\"")),
            Sameness::Changed
        );
        let json = r#"{"title":"a","properties":{"title":{"type":"string"}}}"#;
        assert_eq!(of(DataFormat::Json, json, &json.replace("\"a\"", "\"b\"")), Sameness::Documentation);
        assert_eq!(
            of(DataFormat::Json, json, &json.replace("\"properties\":{\"title\"", "\"properties\":{\"name\"")),
            Sameness::Changed
        );
        let proto = "syntax = \"proto3\"; // a\nmessage M { string x = 1; }";
        assert_eq!(of(DataFormat::Protobuf, proto, &proto.replace("// a", "/* b // */")), Sameness::Documentation);
        assert_eq!(of(DataFormat::Protobuf, proto, &proto.replace("x = 1", "x = 2")), Sameness::Changed);
    }
}

//! Event patterns: which events a rule is about.
//!
//! Source: EventBridge User Guide, "Creating EventBridge event patterns" and "Comparison operators". What is not known
//! here is an error that names it, never a pattern that matches too much.

mod matcher;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use matcher::Matcher;

/// A pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct EventPattern {
    node: Node,
}

#[derive(Debug, Clone, PartialEq)]
struct Node {
    /// What every field must be.
    fields: Vec<(String, Field)>,
    /// One of each of these must match as well.
    alternatives: Vec<Vec<Node>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Field {
    Inner(Node),
    /// One of them matches.
    Any(Vec<Matcher>),
}

impl EventPattern {
    /// Reads a pattern from its JSON text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| format!("Event pattern is not valid JSON: {error}"))?;
        let Value::Object(members) = value else { return Err("Event pattern must be a JSON object".to_owned()) };
        if members.is_empty() {
            return Err("Event pattern must not be empty".to_owned());
        }
        Ok(Self { node: Node::parse(&members)? })
    }

    /// Whether an event is one of those that the pattern is about.
    pub fn matches(&self, event: &Value) -> bool {
        self.node.matches(Some(event))
    }
}

impl Node {
    fn parse(members: &Map<String, Value>) -> Result<Self, String> {
        let mut node = Self { fields: Vec::new(), alternatives: Vec::new() };
        for (name, value) in members {
            match value {
                Value::Array(choices) if name == "$or" => {
                    let choices = choices.iter().map(|choice| match choice {
                        Value::Object(members) => Self::parse(members),
                        _ => Err("$or takes a list of patterns".to_owned()),
                    });
                    node.alternatives.push(choices.collect::<Result<_, _>>()?);
                }
                Value::Object(inner) => node.fields.push((name.clone(), Field::Inner(Self::parse(inner)?))),
                Value::Array(choices) if choices.is_empty() => {
                    return Err(format!("Event pattern: `{name}` has no values to match"));
                }
                Value::Array(choices) => {
                    let matchers = choices.iter().map(Matcher::parse).collect::<Result<_, _>>()?;
                    node.fields.push((name.clone(), Field::Any(matchers)));
                }
                _ => return Err(format!("Event pattern: \"{name}\" must be an object or an array")),
            }
        }
        Ok(node)
    }

    fn matches(&self, value: Option<&Value>) -> bool {
        if let Some(Value::Array(items)) = value {
            return items.iter().any(|item| self.matches(Some(item)));
        }
        let field_matches = |(name, field): &(String, Field)| {
            let found = value.and_then(|value| value.get(name));
            match field {
                Field::Inner(node) => node.matches(found),
                Field::Any(matchers) => matchers.iter().any(|matcher| matcher.matches(found)),
            }
        };
        self.fields.iter().all(field_matches)
            && self.alternatives.iter().all(|choices| choices.iter().any(|choice| choice.matches(value)))
    }
}

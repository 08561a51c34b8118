//! What a path gives: a value with its type.

use std::cmp::Ordering;

use super::super::text::{self, Kind};
use crate::engine::format;

/// An item; arrays and objects stay the text that they are.
#[derive(Debug, Clone, PartialEq)]
pub enum Item<'a> {
    Null,
    Boolean(bool),
    /// Of 32 bits when it fits there, as in Trino; otherwise of 64.
    Integer(i64),
    Double(f64),
    /// A whole number beyond 64 bits, by its digits.
    Long(&'a str),
    Text(String),
    Array(&'a str),
    Object(&'a str),
}

impl<'a> Item<'a> {
    /// Reads a value; none for what is no JSON.
    pub fn of(value: &'a str) -> Option<Self> {
        let value = value.trim();
        Some(match text::kind(value)? {
            Kind::Null => Item::Null,
            Kind::Boolean => Item::Boolean(value == "true"),
            Kind::String => Item::Text(text::string(value)?),
            Kind::Array => Item::Array(value),
            Kind::Object => Item::Object(value),
            Kind::Number if value.contains(['.', 'e', 'E']) => Item::Double(value.parse().ok()?),
            Kind::Number => match value.parse() {
                Ok(number) => Item::Integer(number),
                Err(_) => Item::Long(value),
            },
        })
    }

    /// As JSON text.
    pub fn json(&self) -> String {
        let mut out = String::new();
        match self {
            Item::Null => out.push_str("null"),
            Item::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Item::Integer(value) => out.push_str(&value.to_string()),
            Item::Double(value) => format::java_double(*value, &mut out),
            Item::Long(digits) => out.push_str(digits),
            Item::Text(value) => text::quote(value, &mut out),
            // It was read as JSON.
            Item::Array(value) | Item::Object(value) => {
                out = text::canonical(value, false).unwrap_or_else(|| (*value).to_owned());
            }
        }
        out
    }

    /// As text, the way that a cast of the item's own type writes it; none for NULL, arrays and objects.
    pub fn scalar(&self) -> Option<String> {
        match self {
            Item::Null | Item::Array(_) | Item::Object(_) => None,
            Item::Text(value) => Some(value.clone()),
            Item::Double(value) => {
                let mut out = String::new();
                format::scientific(*value, &mut out);
                Some(out)
            }
            other => Some(other.json()),
        }
    }

    pub fn type_name(&self) -> &'static str {
        match self {
            Item::Null => "null",
            Item::Boolean(_) => "boolean",
            Item::Integer(_) | Item::Double(_) | Item::Long(_) => "number",
            Item::Text(_) => "string",
            Item::Array(_) => "array",
            Item::Object(_) => "object",
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Item::Integer(value) => Some(*value as f64),
            Item::Double(value) => Some(*value),
            Item::Long(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    /// The order of two items; none when their types have none. `Some(None)` when a NaN is among them.
    pub fn compare(&self, other: &Item<'_>) -> Option<Option<Ordering>> {
        match (self, other) {
            (Item::Null, Item::Null) => Some(Some(Ordering::Equal)),
            (Item::Boolean(a), Item::Boolean(b)) => Some(Some(a.cmp(b))),
            (Item::Text(a), Item::Text(b)) => Some(Some(a.cmp(b))),
            (Item::Integer(a), Item::Integer(b)) => Some(Some(a.cmp(b))),
            _ => {
                let (a, b) = (self.number()?, other.number()?);
                Some(a.partial_cmp(&b))
            }
        }
    }
}

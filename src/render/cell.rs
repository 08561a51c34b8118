//! One value as text.

use serde_json::Value;

use super::{Column, Style};
use crate::domain::size;

/// The value of a column in a row; dots in the key descend.
pub fn value<'a>(row: &'a Value, column: &Column) -> &'a Value {
    column.key.split('.').fold(row, |value, part| &value[part])
}

/// For people: rounded and worded.
pub fn friendly(value: &Value, style: Style) -> String {
    match (style, value) {
        (_, Value::Null) => "-".to_owned(),
        (Style::Bytes, Value::Number(number)) => number.as_u64().map_or_else(|| number.to_string(), size::friendly),
        (Style::Limit, Value::Number(number)) => number.as_u64().map_or_else(|| number.to_string(), size::written),
        (Style::Flag, Value::Bool(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        (_, Value::Object(members)) if members.values().all(Value::is_string) => {
            members.iter().map(|(key, value)| format!("{key}={}", plain(value))).collect::<Vec<_>>().join(", ")
        }
        (_, other) => plain(other),
    }
}

/// Exactly, without quotes round text.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

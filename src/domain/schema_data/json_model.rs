//! The part of JSON Schema that says what columns there are: types, properties, items, references within the document.

use serde_json::Value;

use super::avro_check::escaped;

/// References that are followed one after another.
const MOST_REFERENCES: usize = 32;

/// A schema with what it refers to put in its place.
pub(super) fn resolved<'a>(document: &'a Value, schema: &'a Value) -> Result<&'a Value, String> {
    let mut schema = schema;
    for _ in 0..MOST_REFERENCES {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { return Ok(schema) };
        let pointer = reference
            .strip_prefix('#')
            .ok_or_else(|| format!("`$ref` to `{reference}` leaves the document; bundle it first"))?;
        schema = document.pointer(pointer).ok_or_else(|| format!("`$ref` to `{reference}` leads nowhere"))?;
    }
    Err("the references of the schema go round".to_owned())
}

/// The types that a schema allows, without `null`; empty when it does not say.
pub(super) fn types(schema: &Value) -> Vec<&str> {
    let listed = match &schema["type"] {
        Value::String(word) => vec![word.as_str()],
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
        _ if schema["enum"].as_array().is_some_and(|values| values.iter().all(Value::is_string)) => vec!["string"],
        _ if schema.get("properties").is_some() => vec!["object"],
        _ => Vec::new(),
    };
    listed.into_iter().filter(|word| *word != "null").collect()
}

/// A pointer one name further.
pub(super) fn below(path: &str, name: &str) -> String {
    format!("{path}/{}", escaped(name))
}

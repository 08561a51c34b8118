//! The JSON Schema of the file, by which editors complete and check it.

use serde_json::{Map, Value, json};

use super::spec::{Field, Kind, SECTIONS, SETTINGS, Section, Shape, VARIABLES};

/// The whole schema. It is looser than the reader where a text is checked further: variables may stand in any text.
pub fn json_schema() -> Value {
    let mut properties = Map::new();
    for field in SETTINGS.fields {
        properties.insert(field.name.to_owned(), of_field(field));
    }
    properties.insert(
        VARIABLES.to_owned(),
        json!({
            "description": "Names and values that texts use as ${name}; account and region are there without being said",
            "type": "object",
            "additionalProperties": { "type": ["string", "integer", "boolean"] },
        }),
    );
    for section in SECTIONS {
        properties.insert(section.name.to_owned(), of_section(section));
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "lake.toml",
        "description": SETTINGS.about,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn of_section(section: &Section) -> Value {
    let entry = of_entry(section);
    match section.shape {
        Shape::Single => with_about(entry, section.about),
        Shape::Named => json!({ "description": section.about, "type": "object", "additionalProperties": entry }),
        Shape::Nested(_) => json!({
            "description": section.about,
            "type": "object",
            "additionalProperties": { "type": "object", "additionalProperties": entry },
        }),
        Shape::List => json!({ "description": section.about, "type": "array", "items": entry }),
    }
}

fn of_entry(section: &Section) -> Value {
    let properties: Map<String, Value> =
        section.fields.iter().map(|field| (field.name.to_owned(), of_field(field))).collect();
    let required: Vec<&str> = section.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut entry = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    // An environment's file says only what differs, so that nothing is required of a named entry.
    if !required.is_empty() && section.shape == Shape::List {
        entry["required"] = json!(required);
    }
    entry
}

fn of_field(field: &Field) -> Value {
    let texts = json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    let value = match field.kind {
        Kind::Text | Kind::Parsed(_) | Kind::Place | Kind::File => json!({ "type": "string" }),
        Kind::Choice(words) => json!({ "anyOf": [{ "enum": words }, { "type": "string", "pattern": "\\$\\{" }] }),
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Whole => json!({ "type": "integer", "minimum": 0 }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Texts | Kind::Places | Kind::ParsedList(_) => texts,
        Kind::Pairs => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
    };
    with_about(value, field.about)
}

fn with_about(mut value: Value, about: &str) -> Value {
    if let Some(members) = value.as_object_mut() {
        members.shift_insert(0, "description".to_owned(), json!(about));
    }
    value
}

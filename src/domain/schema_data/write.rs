//! Schemas for columns and for records, in Avro and JSON Schema.

use serde_json::{Map, Value, json};

use super::infer::Shape;
use crate::types::{GlueType, StructField};

/// An Avro record for the columns of a table. Every column may be null: the catalog does not say otherwise.
pub fn avro_of_columns(name: &str, columns: &[(String, GlueType)]) -> Result<Value, String> {
    let fields: Vec<StructField> =
        columns.iter().map(|(name, column_type)| StructField::new(name.clone(), column_type.clone())).collect();
    avro_record(name, &fields)
}

/// A JSON Schema (draft 7) for the columns of a table.
pub fn json_schema_of_columns(name: &str, columns: &[(String, GlueType)]) -> Value {
    let properties: Map<String, Value> =
        columns.iter().map(|(name, column_type)| (name.clone(), nullable(json_of_type(column_type)))).collect();
    json_document(name, json!({ "type": "object", "properties": properties }))
}

/// An Avro record for records that were seen; with what an operator should know about it.
pub fn avro_of_shape(name: &str, shape: &Shape) -> Result<(Value, Vec<String>), String> {
    if !shape.is_object() {
        return Err("the records are not all objects, and an Avro record is one".to_owned());
    }
    let mut notes = Vec::new();
    let record = avro_shape_record(&avro_name(name, &mut Vec::new()), shape, "", &mut notes)?;
    Ok((record, notes))
}

/// A JSON Schema (draft 7) for records that were seen. Members that were in every record are required.
pub fn json_schema_of_shape(name: &str, shape: &Shape) -> Value {
    json_document(name, json_of_shape(shape))
}

fn json_document(name: &str, schema: Value) -> Value {
    let mut document = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "title": name });
    if let (Some(document), Value::Object(members)) = (document.as_object_mut(), schema) {
        document.extend(members);
    }
    document
}

/// Adds null to a schema that has a type.
fn nullable(mut schema: Value) -> Value {
    if let Some(word) = schema["type"].as_str().map(str::to_owned) {
        schema["type"] = json!([word, "null"]);
    }
    schema
}

fn avro_record(name: &str, fields: &[StructField]) -> Result<Value, String> {
    let mut written = Vec::new();
    for field in fields {
        let own = checked_name(&field.name)?;
        let inner = avro_of_type(&format!("{name}_{own}"), &field.field_type)?;
        written.push(json!({ "name": own, "type": ["null", inner], "default": null }));
    }
    Ok(json!({ "type": "record", "name": avro_name(name, &mut Vec::new()), "fields": written }))
}

fn avro_of_type(name: &str, of: &GlueType) -> Result<Value, String> {
    Ok(match of {
        GlueType::Boolean => json!("boolean"),
        GlueType::TinyInt | GlueType::SmallInt | GlueType::Int => json!("int"),
        GlueType::BigInt => json!("long"),
        GlueType::Float => json!("float"),
        GlueType::Double => json!("double"),
        GlueType::Decimal { precision, scale } => {
            json!({ "type": "bytes", "logicalType": "decimal", "precision": precision, "scale": scale })
        }
        GlueType::String | GlueType::Char(_) | GlueType::VarChar(_) => json!("string"),
        GlueType::Binary => json!("bytes"),
        GlueType::Date => json!({ "type": "int", "logicalType": "date" }),
        GlueType::Timestamp => json!({ "type": "long", "logicalType": "timestamp-millis" }),
        GlueType::Array(element) => {
            json!({ "type": "array", "items": ["null", avro_of_type(&format!("{name}_item"), element)?] })
        }
        GlueType::Map(key, value) if key.is_text() => {
            json!({ "type": "map", "values": ["null", avro_of_type(&format!("{name}_value"), value)?] })
        }
        GlueType::Map(key, _) => {
            return Err(format!("a map with keys of {key} is none in Avro, whose keys are strings"));
        }
        GlueType::Struct(fields) => avro_record(name, fields)?,
    })
}

fn json_of_type(of: &GlueType) -> Value {
    match of {
        GlueType::Boolean => json!({ "type": "boolean" }),
        GlueType::TinyInt => json!({ "type": "integer", "minimum": i8::MIN, "maximum": i8::MAX }),
        GlueType::SmallInt => json!({ "type": "integer", "minimum": i16::MIN, "maximum": i16::MAX }),
        GlueType::Int => json!({ "type": "integer", "minimum": i32::MIN, "maximum": i32::MAX }),
        GlueType::BigInt => json!({ "type": "integer" }),
        GlueType::Float | GlueType::Double | GlueType::Decimal { .. } => json!({ "type": "number" }),
        GlueType::String | GlueType::Timestamp => json!({ "type": "string" }),
        GlueType::Char(length) | GlueType::VarChar(length) => json!({ "type": "string", "maxLength": length }),
        GlueType::Binary => json!({ "type": "string", "contentEncoding": "base64" }),
        GlueType::Date => json!({ "type": "string", "format": "date" }),
        GlueType::Array(element) => json!({ "type": "array", "items": nullable(json_of_type(element)) }),
        GlueType::Map(_, value) => json!({ "type": "object", "additionalProperties": nullable(json_of_type(value)) }),
        GlueType::Struct(fields) => {
            let properties: Map<String, Value> =
                fields.iter().map(|field| (field.name.clone(), nullable(json_of_type(&field.field_type)))).collect();
            json!({ "type": "object", "properties": properties })
        }
    }
}

fn json_of_shape(shape: &Shape) -> Value {
    let mut words: Vec<&str> = Vec::new();
    let mut schema = json!({});
    if shape.objects > 0 {
        words.push("object");
        let properties: Map<String, Value> =
            shape.members.iter().map(|(name, member)| (name.clone(), json_of_shape(member))).collect();
        let required: Vec<&str> = shape
            .members
            .iter()
            .filter(|(_, member)| member.values == shape.objects)
            .map(|(name, _)| name.as_str())
            .collect();
        schema["properties"] = Value::Object(properties);
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
    }
    if shape.arrays > 0 {
        words.push("array");
        if let Some(element) = shape.element.as_deref().filter(|element| element.values > 0) {
            schema["items"] = json_of_shape(element);
        }
    }
    if shape.strings > 0 {
        words.push("string");
        if shape.dates == shape.strings {
            schema["format"] = json!("date");
        } else if shape.moments == shape.strings {
            schema["format"] = json!("date-time");
        }
    }
    if shape.fractions > 0 {
        words.push("number");
    } else if shape.integers > 0 {
        words.push("integer");
    }
    if shape.booleans > 0 {
        words.push("boolean");
    }
    if shape.nulls > 0 {
        words.push("null");
    }
    let mut whole = json!({});
    match words[..] {
        [] => {}
        [only] => whole["type"] = json!(only),
        ref several => whole["type"] = json!(several),
    }
    if let (Some(whole), Value::Object(members)) = (whole.as_object_mut(), schema) {
        whole.extend(members);
    }
    whole
}

fn avro_shape_record(name: &str, shape: &Shape, path: &str, notes: &mut Vec<String>) -> Result<Value, String> {
    let mut fields = Vec::new();
    let mut taken: Vec<String> = Vec::new();
    for (member, inner) in &shape.members {
        let own = avro_name(member, &mut taken);
        let path = format!("{path}/{member}");
        if own != *member {
            notes.push(format!("{path} is no name in Avro and became `{own}`: data must be renamed to fit"));
        }
        let branches = avro_branches(&format!("{name}_{own}"), inner, &path, notes)?;
        let mut field = json!({ "name": own });
        if shape.always_has(inner) {
            field["type"] = one_or_union(branches);
        } else {
            let mut all = vec![json!("null")];
            all.extend(branches);
            field["type"] = one_or_union(all);
            field["default"] = Value::Null;
        }
        fields.push(field);
    }
    Ok(json!({ "type": "record", "name": name, "fields": fields }))
}

fn one_or_union(mut branches: Vec<Value>) -> Value {
    if branches.len() == 1 { branches.remove(0) } else { Value::Array(branches) }
}

/// The types of a place, without null.
fn avro_branches(name: &str, shape: &Shape, path: &str, notes: &mut Vec<String>) -> Result<Vec<Value>, String> {
    let mut branches = Vec::new();
    if shape.booleans > 0 {
        branches.push(json!("boolean"));
    }
    if shape.fractions > 0 {
        branches.push(json!("double"));
    } else if let Some((low, high)) = shape.range {
        let is_int = i32::try_from(low).is_ok() && i32::try_from(high).is_ok();
        branches.push(json!(if is_int { "int" } else { "long" }));
    }
    if shape.strings > 0 {
        branches.push(json!("string"));
    }
    if shape.arrays > 0 {
        let empty = Shape::default();
        let element = shape.element.as_deref().unwrap_or(&empty);
        let mut items = avro_branches(&format!("{name}_item"), element, &format!("{path}/items"), notes)?;
        if element.values == 0 {
            notes.push(format!("{path} was always empty: its items are taken for strings"));
            items = vec![json!("string")];
        }
        if element.nulls > 0 {
            items.insert(0, json!("null"));
        }
        branches.push(json!({ "type": "array", "items": one_or_union(items) }));
    }
    if shape.objects > 0 && shape.members.is_empty() {
        notes.push(format!("{path} was always an object without members: it is taken for a map of strings"));
        branches.push(json!({ "type": "map", "values": "string" }));
    } else if shape.objects > 0 {
        branches.push(avro_shape_record(name, shape, path, notes)?);
    }
    if branches.is_empty() && shape.nulls == shape.values && !path.ends_with("/items") {
        notes.push(format!("{path} was always null: it is taken for a string"));
        branches.push(json!("string"));
    }
    if branches.len() > 1 {
        notes.push(format!("{path} has values of {} types", branches.len()));
    }
    Ok(branches)
}

/// A name that Avro takes, unlike those taken: letters, digits and underscores, no digit first.
fn avro_name(name: &str, taken: &mut Vec<String>) -> String {
    let mut own: String =
        name.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '_' }).collect();
    if own.is_empty() || own.starts_with(|first: char| first.is_ascii_digit()) {
        own.insert(0, '_');
    }
    while taken.contains(&own) {
        own.push('_');
    }
    taken.push(own.clone());
    own
}

/// A column's name must stay as it is: data is found by it.
fn checked_name(name: &str) -> Result<String, String> {
    let own = avro_name(name, &mut Vec::new());
    if own == name {
        Ok(own)
    } else {
        Err(format!("the column `{name}` has no name in Avro: letters, digits and _ are allowed"))
    }
}

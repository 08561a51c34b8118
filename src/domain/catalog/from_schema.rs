//! The columns that a registered schema gives a table.
//!
//! Sources: Hive's AvroSerDe, "Avro to Hive type conversion"; for JSON Schema, what the JSON readers of the catalog take.
//! A type that has no column type is an error that names its field.

use std::collections::BTreeMap;

use serde_json::Value;

use super::TableColumn;
use crate::domain::types::{GlueType, MAX_DECIMAL_PRECISION, StructField};

/// Definitions nest at most so deep; one that refers to itself never ends.
const DEPTH: usize = 32;

/// The columns of an Avro record.
pub fn columns_of_avro(definition: &str) -> Result<Vec<TableColumn>, String> {
    let schema: Value =
        serde_json::from_str(definition).map_err(|error| format!("the definition is no JSON: {error}"))?;
    let mut avro = Avro::default();
    match avro.convert(&schema, "", "the schema", 0)? {
        GlueType::Struct(fields) if schema["type"] == "record" => Ok(columns(fields, &schema["fields"], "doc")),
        _ => Err("the schema is no record: a table needs named columns".to_owned()),
    }
}

/// The columns of a JSON Schema object.
pub fn columns_of_json_schema(definition: &str) -> Result<Vec<TableColumn>, String> {
    let schema: Value =
        serde_json::from_str(definition).map_err(|error| format!("the definition is no JSON: {error}"))?;
    let Some(properties) = schema["properties"].as_object() else {
        return Err("the schema has no `properties`: a table needs named columns".to_owned());
    };
    let fields = properties
        .iter()
        .map(|(name, property)| Ok(StructField::new(name.to_lowercase(), json_type(&schema, property, name, 0)?)));
    let fields: Vec<StructField> = fields.collect::<Result<_, String>>()?;
    let docs: Vec<Value> = properties
        .iter()
        .map(|(name, property)| serde_json::json!({ "name": name, "doc": property["description"] }))
        .collect();
    Ok(columns(fields, &Value::from(docs), "doc"))
}

fn columns(fields: Vec<StructField>, docs: &Value, member: &str) -> Vec<TableColumn> {
    fields
        .into_iter()
        .enumerate()
        .map(|(index, field)| TableColumn {
            name: field.name.to_lowercase(),
            column_type: field.field_type.to_string(),
            comment: docs[index][member].as_str().map(str::to_owned),
        })
        .collect()
}

#[derive(Default)]
struct Avro {
    /// Named types, by their full and their short names.
    known: BTreeMap<String, GlueType>,
}

impl Avro {
    fn convert(&mut self, schema: &Value, namespace: &str, field: &str, depth: usize) -> Result<GlueType, String> {
        if depth > DEPTH {
            return Err(format!("{field}: the type is nested too deep"));
        }
        let primitive = |name: &str| {
            Some(match name {
                "boolean" => GlueType::Boolean,
                "int" => GlueType::Int,
                "long" => GlueType::BigInt,
                "float" => GlueType::Float,
                "double" => GlueType::Double,
                "bytes" => GlueType::Binary,
                "string" => GlueType::String,
                _ => return None,
            })
        };
        match schema {
            Value::String(name) => {
                if let Some(found) = primitive(name) {
                    return Ok(found);
                }
                let full = if name.contains('.') { name.clone() } else { format!("{namespace}.{name}") };
                let found = self.known.get(&full).or_else(|| self.known.get(name));
                found
                    .cloned()
                    .ok_or_else(|| format!("{field}: the type {name} has no column type (or refers to itself)"))
            }
            // A null besides one type only says that the value may be missing, which any column may.
            Value::Array(choices) => {
                let mut others = choices.iter().filter(|choice| *choice != "null");
                match (others.next(), others.next()) {
                    (Some(one), None) => self.convert(one, namespace, field, depth + 1),
                    _ => Err(format!("{field}: a union of several types has no column type")),
                }
            }
            Value::Object(members) => {
                let kind = match members.get("type") {
                    Some(Value::String(kind)) => kind.as_str(),
                    Some(inner) => return self.convert(inner, namespace, field, depth + 1),
                    None => return Err(format!("{field}: a type is missing")),
                };
                let logical = members.get("logicalType").and_then(Value::as_str);
                let of_name = |name: &str| {
                    let space = members.get("namespace").and_then(Value::as_str).unwrap_or(namespace);
                    if name.contains('.') { name.to_owned() } else { format!("{space}.{name}") }
                };
                let found = match (kind, logical) {
                    ("int", Some("date")) => GlueType::Date,
                    ("long", Some("timestamp-millis" | "timestamp-micros")) => GlueType::Timestamp,
                    ("bytes" | "fixed", Some("decimal")) => {
                        let number = |name: &str| members.get(name).and_then(Value::as_u64).unwrap_or(0);
                        let (precision, scale) = (number("precision"), number("scale"));
                        if precision == 0 || precision > u64::from(MAX_DECIMAL_PRECISION) || scale > precision {
                            return Err(format!("{field}: decimal({precision},{scale}) has no column type"));
                        }
                        #[expect(clippy::cast_possible_truncation, reason = "both are at most 38")]
                        GlueType::Decimal { precision: precision as u8, scale: scale as u8 }
                    }
                    ("fixed", _) => GlueType::Binary,
                    ("enum", _) => GlueType::String,
                    ("array", _) => GlueType::array(self.convert(&schema["items"], namespace, field, depth + 1)?),
                    ("map", _) => {
                        GlueType::map(GlueType::String, self.convert(&schema["values"], namespace, field, depth + 1)?)
                    }
                    ("record" | "error", _) => {
                        self.record(schema, &of_name(schema["name"].as_str().unwrap_or("")), depth)?
                    }
                    (other, _) => return self.convert(&Value::from(other), namespace, field, depth + 1),
                };
                if let Some(name) = members.get("name").and_then(Value::as_str) {
                    self.known.insert(of_name(name), found.clone());
                }
                Ok(found)
            }
            other => Err(format!("{field}: {other} is no type")),
        }
    }

    fn record(&mut self, schema: &Value, full_name: &str, depth: usize) -> Result<GlueType, String> {
        let namespace = full_name.rsplit_once('.').map_or("", |(space, _)| space);
        let mut fields = Vec::new();
        for field in schema["fields"].as_array().into_iter().flatten() {
            let name = field["name"].as_str().unwrap_or_default();
            let kind = self.convert(&field["type"], namespace, &format!("field `{name}`"), depth + 1)?;
            fields.push(StructField::new(name, kind));
        }
        if fields.is_empty() {
            return Err("a record without fields has no column type".to_owned());
        }
        Ok(GlueType::Struct(fields))
    }
}

fn json_type(root: &Value, schema: &Value, field: &str, depth: usize) -> Result<GlueType, String> {
    if depth > DEPTH {
        return Err(format!("field `{field}`: the type is nested too deep, or refers to itself"));
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
        let target = target.ok_or_else(|| format!("field `{field}`: {reference} is not in this definition"))?;
        return json_type(root, target, field, depth + 1);
    }
    let kind = match &schema["type"] {
        Value::String(kind) => kind.as_str(),
        Value::Array(kinds) => {
            let mut others = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null");
            match (others.next(), others.next()) {
                (Some(kind), None) => kind,
                _ => return Err(format!("field `{field}`: several types have no column type")),
            }
        }
        _ if schema["enum"].as_array().is_some_and(|values| values.iter().all(Value::is_string)) => "string",
        _ => return Err(format!("field `{field}` has no `type`")),
    };
    Ok(match (kind, schema["format"].as_str()) {
        ("string", Some("date")) => GlueType::Date,
        ("string", _) => GlueType::String,
        ("integer", _) => GlueType::BigInt,
        ("number", _) => GlueType::Double,
        ("boolean", _) => GlueType::Boolean,
        ("array", _) => GlueType::array(json_type(root, &schema["items"], field, depth + 1)?),
        ("object", _) => match (schema["properties"].as_object(), &schema["additionalProperties"]) {
            (Some(properties), _) if !properties.is_empty() => {
                let fields = properties.iter().map(|(name, property)| {
                    Ok(StructField::new(name, json_type(root, property, &format!("{field}.{name}"), depth + 1)?))
                });
                GlueType::Struct(fields.collect::<Result<_, String>>()?)
            }
            (_, values @ Value::Object(_)) => {
                GlueType::map(GlueType::String, json_type(root, values, field, depth + 1)?)
            }
            _ => return Err(format!("field `{field}`: an object without properties has no column type")),
        },
        (other, _) => return Err(format!("field `{field}`: `{other}` has no column type")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(columns: Result<Vec<TableColumn>, String>) -> String {
        let columns = columns.unwrap_or_else(|error| panic!("{error}"));
        columns.iter().map(|column| format!("{} {}", column.name, column.column_type)).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn avro_records_become_columns() {
        let definition = r#"{"type": "record", "name": "e.UserEvent", "fields": [
            {"name": "user_Id", "type": "string", "doc": "who"},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "price", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}]},
            {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A"]}},
            {"name": "other", "type": "Kind"},
            {"name": "tags", "type": {"type": "array", "items": "int"}},
            {"name": "place", "type": {"type": "record", "name": "Place", "fields": [{"name": "lat", "type": "double"}]}},
            {"name": "more", "type": {"type": "map", "values": "e.Place"}}]}"#;
        assert_eq!(
            shown(columns_of_avro(definition)),
            "user_id string, at timestamp, price decimal(10,2), kind string, other string, tags array<int>, \
             place struct<lat:double>, more map<string,struct<lat:double>>"
        );
        assert_eq!(columns_of_avro(definition).unwrap()[0].comment.as_deref(), Some("who"));
    }

    #[test]
    fn what_has_no_column_type_is_named() {
        let record =
            |kind: &str| format!(r#"{{"type": "record", "name": "R", "fields": [{{"name": "f", "type": {kind}}}]}}"#);
        for kind in
            [r#"["int", "string"]"#, r#""R""#, r#"{"type": "bytes", "logicalType": "decimal", "precision": 99}"#, "7"]
        {
            let error = columns_of_avro(&record(kind)).unwrap_err();
            assert!(error.contains("`f`"), "{kind}: {error}");
        }
        assert!(columns_of_avro("\"string\"").is_err());
        let error = columns_of_json_schema(r#"{"properties": {"x": {"type": ["string", "integer"]}}}"#).unwrap_err();
        assert!(error.contains("`x`"), "{error}");
    }

    #[test]
    fn json_schemas_become_columns() {
        let definition = r##"{"type": "object", "$defs": {"p": {"type": "object", "properties": {"lat": {"type": "number"}}}},
            "properties": {"id": {"type": "integer", "description": "the key"}, "day": {"type": "string", "format": "date"},
            "ok": {"type": ["boolean", "null"]}, "at": {"$ref": "#/$defs/p"}, "tags": {"type": "array", "items": {"type": "string"}},
            "by": {"type": "object", "additionalProperties": {"type": "integer"}}}}"##;
        assert_eq!(
            shown(columns_of_json_schema(definition)),
            "id bigint, day date, ok boolean, at struct<lat:double>, tags array<string>, by map<string,bigint>"
        );
    }
}

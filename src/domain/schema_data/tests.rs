//! Records, columns and schemas against each other.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::types::GlueType;

fn faults(schema: &DataSchema, record: &Value) -> Vec<String> {
    schema.check(record).iter().map(ToString::to_string).collect()
}

fn avro(definition: Value) -> DataSchema {
    DataSchema::read(DataFormat::Avro, &definition.to_string()).unwrap()
}

#[test]
fn a_record_is_held_against_an_avro_schema_whole() {
    let schema = avro(json!({"type": "record", "name": "n.R", "fields": [
        {"name": "id", "type": "int"},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
        {"name": "next", "type": ["null", "R"], "default": null},
        {"name": "size", "type": ["null", "long", "string"], "default": null},
        {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 2}, "default": "ab"},
    ]}));
    assert!(faults(&schema, &json!({"id": 1, "kind": "A"})).is_empty());
    assert!(faults(&schema, &json!({"id": 1, "kind": "A", "next": {"id": 2, "kind": "B"}, "size": 7})).is_empty());
    // Avro's own JSON encoding names the branch.
    let tagged = json!({"id": 1, "kind": "A", "next": {"n.R": {"id": 2, "kind": "B"}}, "size": {"long": 7}});
    assert!(faults(&schema, &tagged).is_empty());
    let broken = json!({"id": 3_000_000_000u64, "kind": "C", "next": {"id": "x", "kind": "A"}, "size": true, "hash": "abc", "more": 1});
    assert_eq!(
        faults(&schema, &broken),
        [
            "/id: 3000000000 is beyond the range of int",
            "/kind: `C` is no symbol of the enum `n.Kind`: A, B",
            "/next/id: expected int, found the string \"x\"",
            "/size: the boolean true fits none of the union's types: null, long, string",
            "/hash: the fixed `n.Hash` has 2 bytes, and this has 3",
            "field `more` is not in the schema",
        ]
    );
    assert_eq!(faults(&schema, &json!([])), ["expected the record `n.R`, found an array"]);
}

#[test]
fn nested_unions_end() {
    let node = |name: &str| {
        json!({"type": "record", "name": name, "fields": [
        {"name": "x", "type": ["null", "A", "B"], "default": null}, {"name": "y", "type": ["null", "int"], "default": null}]})
    };
    let mut first = node("A");
    first["fields"][0]["type"] = json!(["null", "A", node("B")]);
    let schema = avro(first);
    let mut record = json!({"y": "wrong"});
    for _ in 0..100 {
        record = json!({"x": record});
    }
    assert_eq!(schema.check(&record).len(), 1);
}

#[test]
fn a_record_is_held_against_a_json_schema() {
    let definition = r#"{"type": "object", "properties": {"a": {"type": "integer"}, "d": {"type": "string", "format": "date"}}, "required": ["b"]}"#;
    let schema = DataSchema::read(DataFormat::Json, definition).unwrap();
    let found = faults(&schema, &json!({"a": "x", "d": "2026-13-01"}));
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("/a: ")), "{found:?}");
    let elsewhere = DataSchema::read(DataFormat::Json, r#"{"$ref": "http://example.com/x.json"}"#);
    assert!(matches!(elsewhere, Err(SchemaError::Unsupported(_) | SchemaError::Invalid(_))), "{elsewhere:?}");
    let protobuf = DataSchema::read(DataFormat::Protobuf, "syntax = \"proto3\"; message M { string a = 1; }");
    assert!(matches!(protobuf, Err(SchemaError::Unsupported(_))), "{protobuf:?}");
}

fn written(bridged: &Bridged) -> Vec<String> {
    bridged.columns.iter().map(|column| format!("{} {}", column.name, column.column_type)).collect()
}

#[test]
fn avro_fields_are_columns() {
    let definition = json!({"type": "record", "name": "R", "fields": [
        {"name": "Id", "type": "long", "doc": "the key"},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
        {"name": "tags", "type": {"type": "map", "values": {"type": "array", "items": "string"}}},
        {"name": "place", "type": {"type": "record", "name": "P", "fields": [{"name": "x", "type": ["int", "long"]}]}},
    ]});
    let bridged = columns_of(DataFormat::Avro, &definition.to_string()).unwrap();
    assert_eq!(
        written(&bridged),
        [
            "id bigint",
            "day date",
            "at timestamp",
            "price decimal(10,2)",
            "tags map<string,array<string>>",
            "place struct<x:bigint>"
        ]
    );
    assert_eq!(bridged.columns[0].comment.as_deref(), Some("the key"));
    for (field, named) in [
        (json!(["string", "int"]), "`f`"),
        (json!({"type": "record", "name": "Q", "fields": [{"name": "q", "type": ["null", "Q"]}]}), "itself"),
    ] {
        let definition = json!({"type": "record", "name": "R", "fields": [{"name": "f", "type": field}]});
        let error = columns_of(DataFormat::Avro, &definition.to_string()).unwrap_err();
        assert!(error.contains(named), "{error}");
    }
}

#[test]
fn json_properties_are_columns() {
    let definition = json!({"type": "object", "properties": {
        "id": {"type": "integer"}, "age": {"type": "integer", "minimum": 0, "maximum": 200},
        "name": {"type": ["string", "null"]}, "place": {"$ref": "#/definitions/p"},
        "tags": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
        "more": {"type": "object", "additionalProperties": {"type": "number"}},
    }, "definitions": {"p": {"properties": {"x": {"type": "number"}}}}});
    let bridged = columns_of(DataFormat::Json, &definition.to_string()).unwrap();
    assert_eq!(
        written(&bridged),
        [
            "id bigint",
            "age int",
            "name string",
            "place struct<x:double>",
            "tags array<string>",
            "more map<string,double>"
        ]
    );
    let error = columns_of(DataFormat::Json, r#"{"type":"object","properties":{"a/b":{"type":["string","integer"]}}}"#);
    assert!(error.unwrap_err().starts_with("#/properties/a~1b is one of"));
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9f64).prop_map(Value::from),
        "[a-z]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-c]", inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn records_fit_the_schema_that_was_inferred_from_them(
        records in prop::collection::vec(prop::collection::hash_map("[a-d]", value(), 0..5), 1..6)
    ) {
        let mut shape = Shape::default();
        let records: Vec<Value> = records.into_iter().map(|members| members.into_iter().collect()).collect();
        records.iter().for_each(|record| shape.add(record));
        let json = DataSchema::read(DataFormat::Json, &json_schema_of_shape("R", &shape).to_string());
        let json = json.map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        let (avro, _) = avro_of_shape("R", &shape).map_err(TestCaseError::fail)?;
        let avro = DataSchema::read(DataFormat::Avro, &avro.to_string());
        let avro = avro.map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        for record in &records {
            prop_assert_eq!(faults(&json, record), Vec::<String>::new());
            prop_assert_eq!(faults(&avro, record), Vec::<String>::new());
        }
    }

    #[test]
    fn columns_survive_a_schema(columns in prop::collection::vec(column_type(), 1..5)) {
        let columns: Vec<(String, GlueType)> =
            columns.into_iter().enumerate().map(|(index, column)| (format!("c{index}"), column)).collect();
        let avro = avro_of_columns("t", &columns).map_err(TestCaseError::fail)?;
        let bridged = columns_of(DataFormat::Avro, &avro.to_string()).map_err(TestCaseError::fail)?;
        let before: Vec<String> = columns.iter().map(|(name, column)| format!("{name} {column}")).collect();
        prop_assert_eq!(written(&bridged), before);
    }
}

/// Types that Avro has too.
fn column_type() -> impl Strategy<Value = GlueType> {
    let leaf = prop_oneof![
        Just(GlueType::Boolean),
        Just(GlueType::Int),
        Just(GlueType::BigInt),
        Just(GlueType::Float),
        Just(GlueType::Double),
        Just(GlueType::String),
        Just(GlueType::Binary),
        Just(GlueType::Date),
        Just(GlueType::Timestamp),
        Just(GlueType::Decimal { precision: 12, scale: 3 }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(GlueType::array),
            inner.clone().prop_map(|value| GlueType::map(GlueType::String, value)),
            prop::collection::vec(inner, 1..3).prop_map(|types| {
                GlueType::Struct(
                    types
                        .into_iter()
                        .enumerate()
                        .map(|(index, field)| crate::types::StructField::new(format!("f{index}"), field))
                        .collect(),
                )
            }),
        ]
    })
}

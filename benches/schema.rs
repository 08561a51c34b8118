//! The schema engine on large definitions: `cargo bench --bench schema`.
//!
//! Wanted: an Avro pair of 5,000 fields within 50 ms, JSON Schema with 2,000 properties within 100 ms, Protobuf with 1,000
//! messages within 200 ms, each with everything that is done to answer; a recursive `oneOf` of 12 branches, five deep, by
//! its budget.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use lakectl::domain::schema::{Budget, DataFormat, Mode, Profile, Question, Report, Version, examine};

fn ask(format: DataFormat, profile: Profile, old: &str, new: &str) -> Report {
    let previous = [Version { number: 1, definition: old }];
    examine(&Question { format, mode: Mode::Full, new, previous: &previous, profile, budget: Budget::default() })
}

/// A record of many fields, every tenth of another type.
fn avro(fields: usize, type_name: &str) -> String {
    let fields: Vec<String> = (0..fields)
        .map(|number| {
            let field_type = if number % 10 == 0 { type_name } else { "string" };
            format!(r#"{{"name": "f{number}", "type": ["null", "{field_type}"], "default": null}}"#)
        })
        .collect();
    format!(r#"{{"type": "record", "name": "Event", "fields": [{}]}}"#, fields.join(",\n"))
}

fn json(properties: usize, type_name: &str) -> String {
    let properties: Vec<String> = (0..properties)
        .map(|number| {
            let property = if number % 10 == 0 { type_name } else { "string" };
            format!(r#""p{number}": {{"type": "{property}", "description": "number {number}"}}"#)
        })
        .collect();
    format!(r#"{{"type": "object", "properties": {{{}}}, "additionalProperties": false}}"#, properties.join(",\n"))
}

fn protobuf(messages: usize, type_name: &str) -> String {
    let messages: Vec<String> = (0..messages)
        .map(|number| {
            let fields: Vec<String> = (1..=10)
                .map(|field| {
                    let field_type = if field == 10 { type_name } else { "string" };
                    format!("  {field_type} f{field} = {field};\n")
                })
                .collect();
            let next = number.saturating_sub(1);
            format!("message M{number} {{\n{}  M{next} next = 11;\n}}\n", fields.concat())
        })
        .collect();
    format!("syntax = \"proto3\";\npackage big;\n{}", messages.concat())
}

/// Branches within branches, each of which can be the whole again.
fn one_of(branches: usize, depth: usize, bound: usize) -> String {
    let level = |level: usize| {
        let next = if level + 1 == depth { 0 } else { level + 1 };
        let branches: Vec<String> = (0..branches)
            .map(|branch| {
                format!(
                    r##"{{"type": "object", "properties": {{"kind": {{"maxLength": {}}}, "b{branch}": {{"$ref": "#/definitions/l{next}"}}}}}}"##,
                    bound + branch
                )
            })
            .collect();
        format!(r#""l{level}": {{"oneOf": [{}]}}"#, branches.join(", "))
    };
    let levels: Vec<String> = (0..depth).map(level).collect();
    format!(r##"{{"definitions": {{{}}}, "$ref": "#/definitions/l0"}}"##, levels.join(", "))
}

fn engine(criterion: &mut Criterion) {
    let pairs = [
        ("Avro, 5,000 fields", DataFormat::Avro, avro(5_000, "int"), avro(5_000, "long")),
        ("JSON Schema, 2,000 properties", DataFormat::Json, json(2_000, "integer"), json(2_000, "number")),
        ("Protobuf, 1,000 messages", DataFormat::Protobuf, protobuf(1_000, "int32"), protobuf(1_000, "string")),
        ("JSON Schema, recursive oneOf, 12 branches, 5 deep", DataFormat::Json, one_of(12, 5, 3), one_of(12, 5, 4)),
    ];
    for (name, format, old, new) in &pairs {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| ask(*format, Profile::Glue, black_box(old), black_box(new)));
        });
    }
    let (name, format, old, new) = &pairs[1];
    criterion.bench_function(&format!("{name}, semantic"), |bencher| {
        bencher.iter(|| ask(*format, Profile::Semantic, black_box(old), black_box(new)));
    });
}

criterion_group! {
    name = schema;
    config = Criterion::default().sample_size(20);
    targets = engine
}
criterion_main!(schema);

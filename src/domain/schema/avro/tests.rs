//! Data written by one schema and read by another, with another library in between.

use apache_avro::reader::datum::GenericDatumReader;
use apache_avro::types::Value;
use apache_avro::writer::datum::GenericDatumWriter;
use proptest::prelude::*;
use serde_json::json;

use crate::schema::{Budget, DataFormat, Mode, Outcome, Profile, Question, Version, examine};

/// A type, from which definitions and data are made.
#[derive(Debug, Clone, PartialEq)]
enum Model {
    Primitive(&'static str),
    Array(Box<Model>),
    Map(Box<Model>),
    /// Null or something else; whether null comes first.
    Nullable(Box<Model>, bool),
    Enum(u8, Vec<u8>, bool),
    Fixed(u8, u8),
    /// Fields by number, each with or without a default.
    Record(u8, Vec<(u8, Model, bool)>),
}

fn model() -> impl Strategy<Value = Model> {
    let leaf = prop_oneof![
        4 => prop::sample::select(vec!["boolean", "int", "long", "float", "double", "string", "bytes", "null"])
            .prop_map(Model::Primitive),
        1 => (0..3_u8, prop::collection::btree_set(0..5_u8, 1..4), any::<bool>())
            .prop_map(|(name, symbols, default)| Model::Enum(name, symbols.into_iter().collect(), default)),
        1 => (0..3_u8, 1..4_u8).prop_map(|(name, size)| Model::Fixed(name, size)),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            1 => inner.clone().prop_map(|inner| Model::Array(Box::new(inner))),
            1 => inner.clone().prop_map(|inner| Model::Map(Box::new(inner))),
            2 => (inner.clone(), any::<bool>())
                .prop_filter("no union in a union", |(inner, _)| !matches!(inner, Model::Nullable(..) | Model::Primitive("null")))
                .prop_map(|(inner, first)| Model::Nullable(Box::new(inner), first)),
            4 => (0..3_u8, prop::collection::btree_map(0..5_u8, (inner, any::<bool>()), 0..4)).prop_map(|(name, fields)| {
                Model::Record(name, fields.into_iter().map(|(field, (model, default))| (field, model, default)).collect())
            }),
        ]
    })
}

/// The definition. Every named type has a name of its own place, so that none is defined twice.
fn definition(model: &Model, place: &str) -> serde_json::Value {
    let inner = |model: &Model, step: &str| definition(model, &format!("{place}_{step}"));
    match model {
        Model::Primitive(name) => json!(name),
        Model::Array(model) => json!({"type": "array", "items": inner(model, "i")}),
        Model::Map(model) => json!({"type": "map", "values": inner(model, "v")}),
        Model::Nullable(model, true) => json!(["null", inner(model, "n")]),
        Model::Nullable(model, false) => json!([inner(model, "n"), "null"]),
        Model::Enum(name, symbols, default) => {
            let symbols: Vec<String> = symbols.iter().map(|symbol| format!("S{symbol}")).collect();
            let mut made = json!({"type": "enum", "name": format!("E{name}{place}"), "symbols": symbols});
            if *default {
                made["default"] = json!(symbols[0]);
            }
            made
        }
        Model::Fixed(name, size) => json!({"type": "fixed", "name": format!("F{name}{place}"), "size": size}),
        Model::Record(name, fields) => {
            let fields: Vec<serde_json::Value> = fields
                .iter()
                .map(|(number, model, default)| {
                    let mut field = json!({"name": format!("f{number}"), "type": inner(model, &format!("f{number}"))});
                    if *default {
                        field["default"] = default_of(model);
                    }
                    field
                })
                .collect();
            json!({"type": "record", "name": format!("R{name}{place}"), "fields": fields})
        }
    }
}

fn default_of(model: &Model) -> serde_json::Value {
    match model {
        Model::Primitive("boolean") => json!(true),
        Model::Primitive("int" | "long") => json!(1),
        Model::Primitive("float" | "double") => json!(1.5),
        Model::Primitive("string" | "bytes") => json!("a"),
        Model::Primitive(_) | Model::Nullable(_, true) => json!(null),
        Model::Array(_) => json!([]),
        Model::Map(_) => json!({}),
        Model::Nullable(model, false) => default_of(model),
        Model::Enum(_, symbols, _) => json!(format!("S{}", symbols[0])),
        Model::Fixed(_, size) => json!("a".repeat(usize::from(*size))),
        Model::Record(_, fields) => {
            fields.iter().map(|(number, model, _)| (format!("f{number}"), default_of(model))).collect()
        }
    }
}

/// A value, chosen by the numbers.
fn datum(model: &Model, choice: &mut impl Iterator<Item = u8>) -> Value {
    let number = choice.next().unwrap_or(0);
    match model {
        Model::Primitive("boolean") => Value::Boolean(number.is_multiple_of(2)),
        Model::Primitive("int") => Value::Int([0, 1, -1, i32::MAX, i32::MIN][usize::from(number % 5)]),
        Model::Primitive("long") => Value::Long([0, 1, -1, i64::MAX, i64::MIN][usize::from(number % 5)]),
        Model::Primitive("float") => Value::Float(f32::from(number)),
        Model::Primitive("double") => Value::Double(f64::from(number) + 0.1),
        Model::Primitive("string") => Value::String("é".repeat(usize::from(number % 3))),
        Model::Primitive("bytes") => Value::Bytes(vec![b'a'; usize::from(number % 3)]),
        Model::Primitive(_) => Value::Null,
        Model::Array(model) => Value::Array((0..number % 3).map(|_| datum(model, choice)).collect()),
        Model::Map(model) => Value::Map((0..number % 3).map(|key| (format!("k{key}"), datum(model, choice))).collect()),
        Model::Nullable(model, first) => match (number.is_multiple_of(2), first) {
            (true, true) => Value::Union(0, Box::new(Value::Null)),
            (true, false) => Value::Union(1, Box::new(Value::Null)),
            (false, true) => Value::Union(1, Box::new(datum(model, choice))),
            (false, false) => Value::Union(0, Box::new(datum(model, choice))),
        },
        Model::Enum(_, symbols, _) => {
            let index = usize::from(number) % symbols.len();
            Value::Enum(u32::try_from(index).expect("a few symbols"), format!("S{}", symbols[index]))
        }
        Model::Fixed(_, size) => Value::Fixed(usize::from(*size), vec![number; usize::from(*size)]),
        Model::Record(_, fields) => {
            Value::Record(fields.iter().map(|(field, model, _)| (format!("f{field}"), datum(model, choice))).collect())
        }
    }
}

/// A type that may or may not read the other.
fn changed(model: &Model, steps: &mut std::slice::Iter<'_, u8>) -> Model {
    let step = steps.next().copied().unwrap_or(255);
    match model {
        Model::Primitive("int") if step < 60 => Model::Primitive(["long", "float", "double"][usize::from(step % 3)]),
        Model::Primitive("long") if step < 60 => Model::Primitive(["int", "double"][usize::from(step % 2)]),
        Model::Primitive("float") if step < 60 => Model::Primitive("double"),
        Model::Primitive("string") if step < 40 => Model::Primitive("bytes"),
        Model::Enum(name, symbols, default) if step < 80 => {
            let mut symbols = symbols.clone();
            if step.is_multiple_of(2) {
                symbols.push(7)
            } else {
                symbols[0] = 8
            }
            Model::Enum(*name, symbols, *default)
        }
        Model::Array(model) => Model::Array(Box::new(changed(model, steps))),
        Model::Map(model) => Model::Map(Box::new(changed(model, steps))),
        Model::Nullable(model, first) if step < 230 => Model::Nullable(Box::new(changed(model, steps)), *first),
        Model::Nullable(model, _) => changed(model, steps),
        Model::Record(name, fields) => {
            let mut made: Vec<(u8, Model, bool)> = Vec::new();
            for (number, model, default) in fields {
                match steps.next().copied().unwrap_or(255) {
                    0..=25 => {}
                    26..=40 => made.push((*number + 10, changed(model, steps), *default)),
                    _ => made.push((*number, changed(model, steps), *default)),
                }
            }
            if step < 60 {
                made.push((20, Model::Primitive("string"), step < 45));
            }
            Model::Record(*name, made)
        }
        other => other.clone(),
    }
}

fn outcome(old: &str, new: &str) -> Outcome {
    let previous = [Version { number: 1, definition: old }];
    let (format, mode, profile) = (DataFormat::Avro, Mode::Backward, Profile::Semantic);
    examine(&Question { format, mode, new, previous: &previous, profile, budget: Budget::default() }).outcome
}

/// What the reader makes of the data, or why not.
fn read(old: &str, new: &str, value: Value) -> Result<Value, String> {
    let writer = apache_avro::Schema::parse_str(old).map_err(|error| format!("old: {error}"))?;
    let reader = apache_avro::Schema::parse_str(new).map_err(|error| format!("new: {error}"))?;
    let mut bytes = Vec::new();
    let writing = GenericDatumWriter::builder(&writer).build().map_err(|error| format!("writer: {error}"))?;
    writing.write_value(&mut bytes, value).map_err(|error| format!("write: {error}"))?;
    let reading = GenericDatumReader::builder(&writer).reader_schema(&reader).build();
    let reading = reading.map_err(|error| format!("reader: {error}"))?;
    reading.read_value(&mut bytes.as_slice()).map_err(|error| format!("read: {error}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_called_compatible_is_read(
        model in model(),
        steps in prop::collection::vec(any::<u8>(), 24),
        choices in prop::collection::vec(any::<u8>(), 64),
    ) {
        let new = definition(&changed(&model, &mut steps.iter()), "").to_string();
        let old = definition(&model, "").to_string();
        let outcome = outcome(&old, &new);
        if matches!(outcome, Outcome::Compatible | Outcome::Same { .. }) {
            let mut choices = choices.into_iter();
            for _ in 0..4 {
                let value = datum(&model, &mut choices);
                let result = read(&old, &new, value.clone());
                prop_assert!(result.is_ok(), "{:?}\n{}\n{}\n{:?}", result, old, new, value);
            }
        }
    }
}

/// The test above says nothing if nothing is ever called compatible, or everything.
#[test]
fn pairs_are_of_both_kinds() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (mut compatible, mut incompatible) = (0, 0);
    for _ in 0..400 {
        let strategy = (model(), prop::collection::vec(any::<u8>(), 24));
        let (model, steps) = strategy.new_tree(&mut runner).expect("a pair").current();
        let new = definition(&changed(&model, &mut steps.iter()), "").to_string();
        match outcome(&definition(&model, "").to_string(), &new) {
            Outcome::Compatible => compatible += 1,
            Outcome::Incompatible => incompatible += 1,
            _ => {}
        }
    }
    assert!(compatible > 40 && incompatible > 20, "{compatible} compatible, {incompatible} incompatible");
}

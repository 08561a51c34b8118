//! The proof, the values that refute and the checks of values, against another validator.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::parse;
use super::instance::{Checker, Validity};
use super::{subset, witness};
use crate::schema::Budget;
use crate::schema::obstacle::Work;
use crate::schema::source::parse_json;

fn names() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "ab", "x"]).prop_map(str::to_owned)
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..7).prop_map(Value::from),
        Just(json!(0.5)),
        Just(json!(2.5)),
        "[ab1]{0,4}".prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(names(), inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn type_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["null", "boolean", "integer", "number", "string", "array", "object"])
}

/// A schema of one or a few keywords, and of others within.
fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        1 => Just(json!({})),
        1 => any::<bool>().prop_map(Value::from),
        4 => type_name().prop_map(|name| json!({"type": name})),
        2 => (type_name(), type_name()).prop_filter("two", |(a, b)| a != b).prop_map(|(a, b)| json!({"type": [a, b]})),
        2 => (0..3_u8, 0..5_u8).prop_map(|(least, most)| json!({"type": "string", "minLength": least, "maxLength": most})),
        1 => prop::sample::select(vec!["^a", "b$", "^[ab]*$", "1"]).prop_map(|pattern| json!({"pattern": pattern})),
        2 => (-2_i8..2, 0_i8..6).prop_map(|(least, most)| json!({"type": "integer", "minimum": least, "maximum": most})),
        1 => (-2_i8..4).prop_map(|most| json!({"exclusiveMaximum": most})),
        1 => (1_u8..5).prop_map(|of| json!({"type": "number", "multipleOf": of})),
        2 => prop::collection::vec(scalar(), 1..4).prop_map(|values| json!({"enum": values})),
        1 => scalar().prop_map(|value| json!({"const": value})),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let object = (
            prop::collection::btree_map(names(), inner.clone(), 0..3),
            prop::collection::btree_set(names(), 0..2),
            prop_oneof![Just(None), Just(Some(json!(false))), inner.clone().prop_map(Some)],
            any::<bool>(),
        )
            .prop_map(|(properties, required, additional, typed)| {
                let mut made = json!({"properties": properties});
                if !required.is_empty() {
                    made["required"] = json!(required);
                }
                if let Some(additional) = additional {
                    made["additionalProperties"] = additional;
                }
                if typed {
                    made["type"] = json!("object");
                }
                made
            });
        let array = (inner.clone(), 0..3_u8, 0..4_u8, any::<bool>()).prop_map(|(items, least, most, unique)| {
            json!({"type": "array", "items": items, "minItems": least, "maxItems": most, "uniqueItems": unique})
        });
        let several = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            6 => object,
            3 => array,
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| json!({"items": [a], "additionalItems": b})),
            2 => (prop::sample::select(vec!["anyOf", "oneOf", "allOf"]), several).prop_map(|(key, list)| json!({key: list})),
            1 => inner.clone().prop_map(|not| json!({"not": not})),
            1 => (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| json!({"if": a, "then": b, "else": c})),
            1 => inner.clone().prop_map(|inner| json!({"patternProperties": {"^a": inner}})),
            1 => inner.clone().prop_map(|inner| json!({"contains": inner})),
            1 => inner.clone().prop_map(|inner| json!({"propertyNames": inner})),
            1 => inner.prop_map(|inner| json!({"dependencies": {"a": ["b"], "x": inner}})),
        ]
    })
}

/// Something like a schema: a keyword less, or a bound, a value or a branch more.
fn loosened(schema: &Value, steps: &mut std::slice::Iter<'_, u8>) -> Value {
    let Value::Object(members) = schema else { return schema.clone() };
    let mut made = serde_json::Map::new();
    for (key, value) in members {
        let step = steps.next().copied().unwrap_or(255);
        if step < 20 {
            continue;
        }
        let value = match (key.as_str(), value) {
            ("maximum" | "maxLength" | "maxItems", Value::Number(number)) if step < 90 => {
                json!(number.as_i64().unwrap_or(0) + 1)
            }
            ("minimum" | "minLength" | "minItems", Value::Number(number)) if step < 90 => {
                json!((number.as_i64().unwrap_or(0) - 1).max(if key == "minimum" { -9 } else { 0 }))
            }
            ("enum", Value::Array(values)) if step < 90 => {
                let mut values = values.clone();
                values.push(json!("more"));
                Value::from(values)
            }
            ("anyOf" | "oneOf", Value::Array(branches)) if step < 60 => {
                let mut branches = branches.clone();
                branches.push(json!({"type": "null"}));
                Value::from(branches)
            }
            ("anyOf" | "oneOf" | "allOf", Value::Array(branches)) => {
                branches.iter().map(|branch| loosened(branch, steps)).collect()
            }
            ("properties" | "patternProperties", Value::Object(named)) => {
                named.iter().map(|(name, inner)| (name.clone(), loosened(inner, steps))).collect()
            }
            ("items" | "additionalProperties" | "contains" | "then" | "else", inner) => loosened(inner, steps),
            (_, value) => value.clone(),
        };
        made.insert(key.clone(), value);
    }
    if steps.next().is_some_and(|step| *step < 25) {
        return json!({"anyOf": [made, {"type": "boolean"}]});
    }
    Value::Object(made)
}

fn pair() -> impl Strategy<Value = (Value, Value)> {
    (schema(), schema(), prop::collection::vec(any::<u8>(), 24), 0..4_u8).prop_map(|(old, other, steps, way)| {
        let new = if way == 0 { other } else { loosened(&old, &mut steps.iter()) };
        (old, new)
    })
}

fn other_validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options().with_draft(jsonschema::Draft::Draft7).build(schema).expect("a schema")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn values_are_checked_as_another_validator_checks_them(schema in schema(), values in prop::collection::vec(value(), 12)) {
        let document = parse(&schema.to_string()).0.expect("a schema");
        let mut checker = Checker::new(&document);
        let other = other_validator(&schema);
        for value in values {
            let own = checker.check(&document.root, &parse_json(&value.to_string()).expect("JSON"));
            if own != Validity::Unknown {
                prop_assert_eq!(own == Validity::Valid, other.is_valid(&value), "{} {}", schema, value);
            }
        }
    }

    #[test]
    fn what_is_proven_holds_and_what_is_refuted_does_not((old, new) in pair(), values in prop::collection::vec(value(), 24)) {
        let writer = parse(&old.to_string()).0.expect("a schema");
        let reader = parse(&new.to_string()).0.expect("a schema");
        let (by_writer, by_reader) = (other_validator(&old), other_validator(&new));
        let mut work = Work::new(Budget(200_000));
        let proven = subset::proves(&reader, &writer, &mut work);
        let found = witness::find(&reader, &writer, &mut Work::new(Budget(200_000)));
        prop_assert!(!proven || found.is_empty(), "{} {}", old, new);
        for found in found {
            let value: Value = serde_json::from_str(&super::shown(&found.value)).expect("JSON");
            prop_assert!(by_writer.is_valid(&value) && !by_reader.is_valid(&value), "{} {} {}", old, new, value);
        }
        for value in values {
            if proven && by_writer.is_valid(&value) {
                prop_assert!(by_reader.is_valid(&value), "{} {} {}", old, new, value);
            }
        }
    }
}

/// The test above says nothing if nothing is ever proven or refuted.
#[test]
fn most_pairs_are_decided() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (mut proven, mut refuted, mut open) = (0, 0, 0);
    for _ in 0..400 {
        let (old, new) = pair().new_tree(&mut runner).expect("a pair").current();
        let writer = parse(&old.to_string()).0.expect("a schema");
        let reader = parse(&new.to_string()).0.expect("a schema");
        if subset::proves(&reader, &writer, &mut Work::new(Budget(200_000))) {
            proven += 1;
        } else if witness::find(&reader, &writer, &mut Work::new(Budget(200_000))).is_empty() {
            open += 1;
        } else {
            refuted += 1;
        }
    }
    assert!(proven > 150 && refuted > 40 && open < 80, "{proven} proven, {refuted} refuted, {open} open");
}

/// An object of many properties; the last one has this type.
fn wide(properties: usize, last: &str, required: bool) -> String {
    let mut members = serde_json::Map::new();
    for number in 1..properties {
        members.insert(format!("p{number}"), json!({"type": "string"}));
    }
    members.insert("last".to_owned(), json!({"type": last}));
    let names: Vec<&String> = if required { members.keys().collect() } else { Vec::new() };
    json!({"type": "object", "required": names, "properties": members, "additionalProperties": false}).to_string()
}

#[test]
fn one_of_thousands_of_properties_is_found_within_the_default_budget() {
    for required in [false, true] {
        let (old, new) = (wide(4_000, "integer", required), wide(4_000, "string", required));
        let (old, new) = (parse(&old).0.unwrap(), parse(&new).0.unwrap());
        let mut work = Work::new(Budget::default());
        assert!(!subset::proves(&new, &old, &mut work));
        let found = witness::find(&new, &old, &mut work);
        assert_eq!(found.iter().map(|witness| witness.path.as_str()).collect::<Vec<_>>(), ["#/last"], "{required}");
        assert!(!work.is_spent());
        let mut work = Work::new(Budget::default());
        assert!(subset::proves(&old, &old, &mut work), "{required}");
    }
}

//! Evaluation against a fixed set of keys, and properties.

use super::*;
use crate::domain::types::GlueType;
use proptest::prelude::*;

fn keys() -> Vec<(String, GlueType)> {
    [
        ("year", "int"),
        ("city", "string"),
        ("dt", "date"),
        ("at", "timestamp"),
        ("price", "decimal(38,10)"),
        ("ok", "boolean"),
    ]
    .into_iter()
    .map(|(name, key_type)| (name.to_owned(), key_type.parse().expect("a type")))
    .collect()
}

const VALUES: [&str; 6] =
    ["2024", "São Paulo", "2024-02-01", "2024-02-01 10:00:00", "12345678901234567890123.50", "true"];

fn verdict(expression: &str) -> Result<bool, String> {
    let parsed: PartitionExpression = expression.parse().map_err(|error: ExpressionError| error.to_string())?;
    let filter = parsed.bind(&keys()).map_err(|error| error.to_string())?;
    Ok(filter.matches(&VALUES))
}

#[test]
fn evaluates() {
    for (expression, expected) in [
        ("year = 2024", true),
        ("YEAR='2024'", true),
        ("year <> 2024", false),
        ("year != 02024", false),
        ("2023 < year AND year <= 2024", true),
        ("year > 900", true),
        ("year between 2020 and 2024", true),
        ("year not between 2020 and 2024", false),
        ("year in (1, 2, 2024)", true),
        ("not (year = 1 or city = 'x')", true),
        ("year = 1 or city = 'São Paulo' and dt >= '2024-01-31'", true),
        ("city like 'S_o P%'", true),
        ("city like '%x%'", false),
        ("city not like '100\\%'", true),
        ("`city` is not null and \"city\" is not null", true),
        ("city is null", false),
        ("dt = date '2024-02-01'", true),
        ("at > '2024-02-01 09:59:59.999'", true),
        ("at = timestamp '2024-02-01 10:00:00.0'", true),
        ("at >= '2024-02-01'", true),
        ("price = 12345678901234567890123.5", true),
        ("price > -1 and price > 12345678901234567890122.9", true),
    ] {
        assert_eq!(verdict(expression), Ok(expected), "{expression}");
    }
}

#[test]
fn nulls_are_unknown() {
    let judge = |expression: &str, value: &str| {
        let parsed: PartitionExpression = expression.parse().expect("an expression");
        parsed.bind(&[("k".into(), GlueType::Int)]).expect("a key").matches(&[value])
    };
    for expression in ["k = 1", "k <> 1", "not k = 1", "k in (1)", "k not in (1)", "k between 0 and 9"] {
        assert!(!judge(expression, "__HIVE_DEFAULT_PARTITION__"), "{expression}");
    }
    assert!(judge("k is null", "__HIVE_DEFAULT_PARTITION__"));
    assert!(judge("k = 1 or k is null", "__HIVE_DEFAULT_PARTITION__"));
    assert!(!judge("k <> 1", "not a number"));
}

#[test]
fn refuses_what_it_cannot_judge() {
    for (expression, named) in [
        ("", "expected a partition key"),
        ("year", "expected a comparison at character 5"),
        ("year = ", "expected a text"),
        ("year = 2024 city = 'x'", "expected AND, OR or the end at character 13"),
        ("month = 1", "'month' is no partition key"),
        ("ok = 'true'", "boolean"),
        ("city = 5", "5 is no string"),
        ("year = 'abc'", "abc is no int"),
        ("dt = '2024-2-1'", "no date"),
        ("year like '20%'", "LIKE takes"),
        ("year = 1.2.3", "no number"),
        ("city = 'x", "not closed"),
        ("year = 1; drop", "unexpected ';'"),
        ("(year = 1", "expected ')'"),
        ("and = 1", "not AND"),
        ("year = other", "expected a text"),
    ] {
        let error = verdict(expression).expect_err(expression);
        assert!(error.contains(named), "{expression}: {error}");
    }
    assert!(verdict(&format!("{}year = 1{}", "(".repeat(500), ")".repeat(500))).is_err());
    assert!(verdict(&format!("year in ({}1)", "1,".repeat(2000))).expect_err("too long").contains("2048"));
}

proptest! {
    #[test]
    fn no_text_crashes(expression in "\\PC{0,60}", sane in "(year|city|not|and|or|in|\\(|\\)|'a'|1|=|<|,| ){0,20}") {
        let _ = verdict(&expression);
        let _ = verdict(&sane);
    }

    #[test]
    fn comparisons_are_those_of_numbers(own in any::<i64>(), other in any::<i64>()) {
        let judge = |sign: &str| {
            let parsed: PartitionExpression = format!("k {sign} {other}").parse().expect("an expression");
            parsed.bind(&[("k".into(), GlueType::BigInt)]).expect("a key").matches(&[own.to_string()])
        };
        prop_assert_eq!((judge("="), judge("<"), judge(">="), judge("<>")), (own == other, own < other, own >= other, own != other));
    }

    #[test]
    fn any_text_can_be_asked_for(value in "\\PC{1,20}") {
        prop_assume!(value != crate::domain::partition::DEFAULT_PARTITION);
        let parsed: PartitionExpression = format!("k = '{}'", value.replace('\'', "''")).parse().expect("an expression");
        let filter = parsed.bind(&[("k".into(), GlueType::String)]).expect("a key");
        prop_assert!(filter.matches(std::slice::from_ref(&value)));
        let longer = format!("{value}x");
        prop_assert!(!filter.matches(&[longer]));
    }
}

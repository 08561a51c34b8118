//! Evaluation against a fixed set of keys, and properties.

use super::*;
use crate::types::GlueType;
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
        prop_assume!(value != crate::partition::DEFAULT_PARTITION);
        let parsed: PartitionExpression = format!("k = '{}'", value.replace('\'', "''")).parse().expect("an expression");
        let filter = parsed.bind(&[("k".into(), GlueType::String)]).expect("a key");
        prop_assert!(filter.matches(std::slice::from_ref(&value)));
        let longer = format!("{value}x");
        prop_assert!(!filter.matches(&[longer]));
    }
}

/// An expression that is one, made by the grammar: what is written, and what it says by rules of its own.
#[derive(Debug, Clone)]
enum Sample {
    Number(&'static str, i64),
    NumberIn(Vec<i64>),
    NumberBetween(i64, i64),
    Text(&'static str, String),
    Like(String),
    Day(&'static str, usize),
    IsNull(usize),
    Not(Box<Sample>),
    And(Vec<Sample>),
    Or(Vec<Sample>),
}

/// The keys of the samples, and the days that theirs are of.
const NAMES: [&str; 3] = ["n", "s", "d"];
const DAYS: [&str; 4] = ["2023-12-31", "2024-01-01", "2024-02-29", "2024-10-01"];

/// The values of a partition; none is the folder of no value.
#[derive(Debug, Clone)]
struct Row {
    number: Option<i64>,
    text: Option<String>,
    day: Option<usize>,
}

impl Row {
    fn values(&self) -> [String; 3] {
        let absent = || crate::partition::DEFAULT_PARTITION.to_owned();
        [
            self.number.map_or_else(absent, |number| number.to_string()),
            self.text.clone().unwrap_or_else(absent),
            self.day.map_or_else(absent, |day| DAYS[day].to_owned()),
        ]
    }
}

/// Writes a sample in one of the ways that it can be written: `style` chooses among them.
fn written(sample: &Sample, style: &mut u64) -> String {
    let mut choose = |bound: u64| {
        *style = style.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*style >> 33) % bound
    };
    let key = |name: &str, way: u64| match way {
        0 => name.to_owned(),
        1 => name.to_uppercase(),
        2 => format!("`{name}`"),
        _ => format!("\"{name}\""),
    };
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let mirrored = |sign: &'static str| match sign {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        same => same,
    };
    let compared = |name: &str, sign: &'static str, literal: String, way: u64| match way % 8 {
        4.. => format!("{literal}{}{}", mirrored(sign), key(name, way % 4)),
        _ => format!("{} {sign} {literal}", key(name, way % 4)),
    };
    let not = ["NOT", "not", "Not"][usize::try_from(choose(3)).expect("small")];
    match sample {
        Sample::Number(sign, number) => {
            let literal = if choose(2) == 0 { number.to_string() } else { format!("'{number}'") };
            compared("n", sign, literal, choose(8))
        }
        Sample::NumberIn(numbers) => {
            let list: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            format!("{} in ({})", key("n", choose(4)), list.join(", "))
        }
        Sample::NumberBetween(low, high) => format!("{} Between {low} AND {high}", key("n", choose(4))),
        Sample::Text(sign, text) => compared("s", sign, quoted(text), choose(8)),
        Sample::Like(pattern) => format!("{} LIKE {}", key("s", choose(4)), quoted(pattern)),
        Sample::Day(sign, day) => {
            let literal = if choose(2) == 0 { quoted(DAYS[*day]) } else { format!("date {}", quoted(DAYS[*day])) };
            compared("d", sign, literal, choose(8))
        }
        Sample::IsNull(name) => format!("{} is null", key(NAMES[*name], choose(4))),
        Sample::Not(inner) => match &**inner {
            // Where NOT has a place of its own, both are meant.
            Sample::IsNull(name) if choose(2) == 0 => format!("{} is not null", key(NAMES[*name], choose(4))),
            Sample::Like(pattern) if choose(2) == 0 => format!("{} not like {}", key("s", choose(4)), quoted(pattern)),
            inner => format!("{not} ({})", written(inner, style)),
        },
        Sample::And(parts) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| match part {
                    Sample::Or(_) => format!("({})", written(part, style)),
                    part => written(part, style),
                })
                .collect();
            parts.join(" and ")
        }
        // AND binds closer: its parts need no parentheses.
        Sample::Or(parts) => parts.iter().map(|part| written(part, style)).collect::<Vec<_>>().join(" OR "),
    }
}

/// SQL's answer, with none for unknown.
fn judged(sample: &Sample, row: &Row) -> Option<bool> {
    let holds = |sign: &str, order: std::cmp::Ordering| match sign {
        "=" => order.is_eq(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        ">=" => order.is_ge(),
        _ => order.is_ne(),
    };
    match sample {
        Sample::Number(sign, number) => row.number.map(|own| holds(sign, own.cmp(number))),
        Sample::NumberIn(numbers) => row.number.map(|own| numbers.contains(&own)),
        Sample::NumberBetween(low, high) => row.number.map(|own| (*low..=*high).contains(&own)),
        Sample::Text(sign, text) => row.text.as_ref().map(|own| holds(sign, own.cmp(text))),
        Sample::Like(pattern) => row.text.as_ref().map(|own| {
            fn is_like(pattern: &[char], text: &[char]) -> bool {
                match (pattern.first(), text.first()) {
                    (None, None) => true,
                    (Some('%'), _) => (0..=text.len()).any(|taken| is_like(&pattern[1..], &text[taken..])),
                    (Some('_'), Some(_)) => is_like(&pattern[1..], &text[1..]),
                    (Some(wanted), Some(own)) => wanted == own && is_like(&pattern[1..], &text[1..]),
                    _ => false,
                }
            }
            is_like(&pattern.chars().collect::<Vec<_>>(), &own.chars().collect::<Vec<_>>())
        }),
        Sample::Day(sign, day) => row.day.map(|own| holds(sign, own.cmp(day))),
        Sample::IsNull(name) => Some([row.number.is_none(), row.text.is_none(), row.day.is_none()][*name]),
        Sample::Not(inner) => judged(inner, row).map(|result| !result),
        Sample::And(parts) => {
            let results: Vec<_> = parts.iter().map(|part| judged(part, row)).collect();
            if results.contains(&Some(false)) {
                Some(false)
            } else {
                results.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
            }
        }
        Sample::Or(parts) => {
            let results: Vec<_> = parts.iter().map(|part| judged(part, row)).collect();
            if results.contains(&Some(true)) {
                Some(true)
            } else {
                results.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
            }
        }
    }
}

fn samples() -> impl Strategy<Value = Sample> {
    let sign = || prop::sample::select(vec!["=", "<>", "!=", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![
        (sign(), -3..4_i64).prop_map(|(sign, number)| Sample::Number(sign, number)),
        prop::collection::vec(-3..4_i64, 1..4).prop_map(Sample::NumberIn),
        (-3..4_i64, -3..4_i64).prop_map(|(low, high)| Sample::NumberBetween(low, high)),
        (sign(), "[ab'é ]{0,3}").prop_map(|(sign, text)| Sample::Text(sign, text)),
        "[ab%_']{0,5}".prop_map(Sample::Like),
        (sign(), 0..DAYS.len()).prop_map(|(sign, day)| Sample::Day(sign, day)),
        (0..NAMES.len()).prop_map(Sample::IsNull),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| Sample::Not(Box::new(inner))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Sample::And),
            prop::collection::vec(inner, 2..4).prop_map(Sample::Or),
        ]
    })
}

fn rows() -> impl Strategy<Value = Row> {
    (prop::option::of(-3..4_i64), prop::option::of("[ab'é ]{0,4}"), prop::option::of(0..DAYS.len()))
        .prop_map(|(number, text, day)| Row { number, text, day })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_the_grammar_makes_is_judged_as_sql_does(
        sample in samples(),
        rows in prop::collection::vec(rows(), 1..8),
        style in any::<u64>(),
    ) {
        let mut choices = style;
        let expression = written(&sample, &mut choices);
        prop_assume!(expression.chars().count() <= MAX_EXPRESSION);
        let keys: Vec<(String, GlueType)> = NAMES
            .into_iter()
            .zip([GlueType::BigInt, GlueType::String, GlueType::Date])
            .map(|(name, key_type)| (name.to_owned(), key_type))
            .collect();
        let parsed: Result<PartitionExpression, _> = expression.parse();
        let filter = parsed.and_then(|parsed| parsed.bind(&keys));
        let filter = filter.map_err(|error| TestCaseError::fail(format!("{expression}: {error}")))?;
        for row in rows {
            let found = filter.matches(&row.values());
            prop_assert_eq!(found, judged(&sample, &row) == Some(true), "{} of {:?}", expression, row);
        }
    }
}

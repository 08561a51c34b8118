//! From the numbers of a rule's row to its outcome, in the service's names and words.

use std::collections::BTreeMap;

use super::{Condition, Operand, Operator, Outcome, Rule, Status};

/// Whether a condition holds for a number.
fn holds(condition: &Condition, value: f64) -> bool {
    let numbers: Vec<f64> = condition
        .operands
        .iter()
        .filter_map(|operand| match operand {
            Operand::Number(_, number) => Some(*number),
            _ => None,
        })
        .collect();
    let positive = match (condition.operator, numbers.as_slice()) {
        (Operator::Equal | Operator::In, numbers) => numbers.contains(&value),
        (Operator::Greater, [number]) => value > *number,
        (Operator::GreaterOrEqual, [number]) => value >= *number,
        (Operator::Less, [number]) => value < *number,
        (Operator::LessOrEqual, [number]) => value <= *number,
        (Operator::Between, [low, high]) => value > *low && value < *high,
        _ => false,
    };
    positive != condition.not
}

/// Judges a rule by the numbers of its row.
pub fn judge(rule: &Rule, row: &[Option<f64>]) -> Outcome {
    let number = |index: usize| row.get(index).copied().flatten();
    let needed = |index: usize| number(index).unwrap_or(0.0);
    match rule.kind.name {
        "ColumnExists" => told(needed(0) > 0.0, "the table has no such column", BTreeMap::new()),
        "ColumnNamesMatchPattern" => {
            told(needed(0) == needed(1), "not all names of columns match the pattern", BTreeMap::new())
        }
        "IsComplete" | "Completeness" => share(rule, needed(1), needed(0), "Completeness"),
        "IsUnique" | "Uniqueness" => share(rule, needed(0), needed(2), "Uniqueness"),
        "UniqueValueRatio" => share(rule, needed(0), needed(1), "UniqueValueRatio"),
        "IsPrimaryKey" => primary_key(rule, needed(0), needed(2), needed(3)),
        "ColumnValues" => compliance(rule, row, "ColumnValues.Compliance"),
        "ColumnLength" => compliance(rule, row, "ColumnLength.Compliance"),
        "DataFreshness" => compliance(rule, row, "DataFreshness.Compliance"),
        "ColumnDataType" => compliance(rule, row, "ColumnDataType.Compliance"),
        "ReferentialIntegrity" => share(rule, needed(1), needed(0), "ReferentialIntegrity"),
        "RowCountMatch" => share(rule, needed(0), needed(1), "RowCountMatch"),
        "Entropy" => {
            let total = number(0).filter(|total| *total > 0.0);
            value(rule, total.map(|total| total.ln() - needed(1) / total))
        }
        _ => value(rule, number(0)),
    }
}

/// The name of a measurement, as the service's metrics have it.
fn metric(rule: &Rule, what: &str) -> String {
    match (rule.kind.name, rule.parameters.as_slice()) {
        ("RowCount" | "ColumnCount" | "CustomSql" | "RowCountMatch", _) => format!("Dataset.*.{what}"),
        ("ReferentialIntegrity", [_, other]) => {
            format!("Column.{}.{what}", other.split('.').next().unwrap_or_default())
        }
        (_, [one]) => format!("Column.{one}.{what}"),
        (_, many) => format!("Multicolumn.[{}].{what}", many.join(",")),
    }
}

fn told(passed: bool, otherwise: &str, metrics: BTreeMap<String, f64>) -> Outcome {
    let status = if passed { Status::Pass } else { Status::Fail };
    Outcome { status, message: (!passed).then(|| otherwise.to_owned()), metrics }
}

fn unmet(value: f64) -> String {
    format!("Value: {value:?} does not meet the constraint requirement!")
}

/// A number that is compared with the rule's condition.
fn value(rule: &Rule, found: Option<f64>) -> Outcome {
    let Some(found) = found.filter(|found| found.is_finite()) else {
        return told(false, "there is no value to look at", BTreeMap::new());
    };
    let name = if rule.kind.name == "CustomSql" { "CustomSQL" } else { rule.kind.name };
    let metrics = BTreeMap::from([(metric(rule, name), found)]);
    let passed = rule.condition.as_ref().is_some_and(|condition| holds(condition, found));
    told(passed, &unmet(found), metrics)
}

/// A part of a whole: the condition's, or all of it when there is none.
fn share(rule: &Rule, part: f64, whole: f64, name: &str) -> Outcome {
    if whole <= 0.0 {
        return told(false, "there is no row to look at", BTreeMap::new());
    }
    let found = part / whole;
    let metrics = BTreeMap::from([(metric(rule, name), found)]);
    let passed = match &rule.condition {
        Some(condition) => holds(condition, found),
        None => part >= whole,
    };
    told(passed, &unmet(found), metrics)
}

fn primary_key(rule: &Rule, once: f64, rows: f64, incomplete: f64) -> Outcome {
    if rows <= 0.0 {
        return told(false, "there is no row to look at", BTreeMap::new());
    }
    let (unique, complete) = (once / rows, (rows - incomplete) / rows);
    let metrics = BTreeMap::from([(metric(rule, "Uniqueness"), unique), (metric(rule, "Completeness"), complete)]);
    let first = if complete < 1.0 { complete } else { unique };
    told(once >= rows && incomplete <= 0.0, &unmet(first), metrics)
}

/// Rows for which the rule's condition holds: all of them, or the share that its threshold wants.
fn compliance(rule: &Rule, row: &[Option<f64>], name: &str) -> Outcome {
    let number = |index: usize| row.get(index).copied().flatten().unwrap_or(0.0);
    let (rows, met, missing) = (number(0), number(1), number(2));
    if rows <= 0.0 {
        return told(false, "there is no row to look at", BTreeMap::new());
    }
    let found = met / rows;
    let metrics = BTreeMap::from([(metric(rule, name), found)]);
    let passed = match &rule.threshold {
        Some(threshold) => holds(threshold, found),
        None => met >= rows,
    };
    let failing = rows - met;
    let message = if missing > 0.0 && missing >= failing {
        format!("Value: NULL does not meet the constraint requirement! ({failing} of {rows} rows)")
    } else {
        format!("{} ({failing} of {rows} rows)", unmet(found))
    };
    told(passed, &message, metrics)
}

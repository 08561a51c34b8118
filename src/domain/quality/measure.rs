//! What has to be looked up for a rule: mostly one statement, whose single row of numbers [`judge`](super::judge) reads.
//!
//! The statements read the table by the name `primary`, and the others by the aliases that the caller gives them.

use std::collections::BTreeMap;

use regex::Regex;

use super::predicate::{column_value, holds_for, is_text, quoted};
use super::{Condition, Rule};
use crate::suggest::closest;

/// What is known before anything is read.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Names and types of the table's columns, its partition keys included.
    pub columns: Vec<(String, String)>,
    /// The same of other tables, by alias.
    pub references: BTreeMap<String, Vec<(String, String)>>,
    /// Milliseconds since the epoch.
    pub now_millis: i64,
}

/// How a rule is measured.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// The numbers are known already.
    Ready(Vec<Option<f64>>),
    /// A statement that gives one row of numbers.
    Sql(String),
    /// The rule's own statement: it must give one number.
    Own(String),
}

impl Known {
    /// A column by the name that a rule gives it, whatever its case.
    pub(super) fn column(&self, name: &str) -> Result<(&str, &str), String> {
        find(&self.columns, name).ok_or_else(|| {
            let near = closest(name, self.columns.iter().map(|(column, _)| column.as_str()));
            let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            format!("the table has no column {name}{near}")
        })
    }
}

fn find<'c>(columns: &'c [(String, String)], name: &str) -> Option<(&'c str, &'c str)> {
    let found = columns.iter().find(|(column, _)| column.eq_ignore_ascii_case(name));
    found.map(|(column, type_name)| (column.as_str(), type_name.as_str()))
}

/// How a rule is measured; an error when it cannot be.
pub fn measure(rule: &Rule, known: &Known) -> Result<Measure, String> {
    let from = match &rule.filter {
        Some(filter) => format!("FROM \"primary\" WHERE ({filter})"),
        None => "FROM \"primary\"".to_owned(),
    };
    let parameter = rule.parameters.first().map(String::as_str).unwrap_or_default();
    let column = || known.column(parameter);
    let number = || {
        let (name, type_name) = column()?;
        number_of(name, type_name)
    };
    let sql = match rule.kind.name {
        "RowCount" => format!("SELECT count(*) {from}"),
        "ColumnCount" => return Ok(Measure::Ready(vec![count(known.columns.len())])),
        "ColumnExists" => return Ok(Measure::Ready(vec![count(usize::from(column().is_ok()))])),
        "ColumnNamesMatchPattern" => {
            let pattern = Regex::new(&format!("^(?:{parameter})$"))
                .map_err(|_| format!("`{parameter}` is no regular expression"))?;
            let matching = known.columns.iter().filter(|(name, _)| pattern.is_match(name)).count();
            return Ok(Measure::Ready(vec![count(known.columns.len()), count(matching)]));
        }
        "IsComplete" | "Completeness" => format!("SELECT count(*), count({}) {from}", quoted(column()?.0)),
        "IsUnique" | "Uniqueness" | "UniqueValueRatio" | "IsPrimaryKey" => groups(rule, known, &from)?,
        "DistinctValuesCount" => format!("SELECT count(DISTINCT {}) {from}", quoted(column()?.0)),
        "Mean" => format!("SELECT avg({}) {from}", number()?),
        "Sum" => format!("SELECT sum({}) {from}", number()?),
        "StandardDeviation" => format!("SELECT stddev_pop({}) {from}", number()?),
        "Entropy" => {
            let name = quoted(column()?.0);
            let and = if rule.filter.is_some() { "AND" } else { "WHERE" };
            format!(
                "SELECT sum(n), sum(n * ln(n)) FROM \
                 (SELECT CAST(count(*) AS double) AS n {from} {and} {name} IS NOT NULL GROUP BY {name}) AS g"
            )
        }
        "ColumnCorrelation" => {
            let (other, type_name) = known.column(rule.parameters.get(1).map_or("", String::as_str))?;
            format!("SELECT corr({}, {}) {from}", number()?, number_of(other, type_name)?)
        }
        "ColumnLength" => {
            let length = format!("length(coalesce(CAST({} AS varchar), ''))", quoted(column()?.0));
            let condition = needed(rule)?;
            rows(&from, &holds_for(&length, "bigint", condition, known.now_millis)?, "0")
        }
        "ColumnValues" => {
            let (name, type_name) = column()?;
            let holds = holds_for(&quoted(name), type_name, needed(rule)?, known.now_millis)?;
            rows(&from, &holds, &format!("CASE WHEN {} IS NULL AND NOT ({holds}) THEN 1 ELSE 0 END", quoted(name)))
        }
        "DataFreshness" => {
            let (name, type_name) = column()?;
            let at = column_value(&quoted(name), type_name, "timestamp")?;
            let now = super::predicate::timestamp(known.now_millis)?;
            let age = format!("date_diff('second', {at}, {now})");
            let holds = holds_for(&age, "bigint", needed(rule)?, known.now_millis)?;
            rows(&from, &holds, &format!("CASE WHEN {} IS NULL THEN 1 ELSE 0 END", quoted(name)))
        }
        "ColumnDataType" => data_type(rule, known)?,
        "CustomSql" if rule.condition.is_none() => {
            return Err(
                "CustomSql without a condition, which tells rows apart, is not judged here: compare a count".to_owned()
            );
        }
        "CustomSql" => return Ok(Measure::Own(parameter.trim().trim_end_matches(';').to_owned())),
        "ReferentialIntegrity" => integrity(rule, known)?,
        "RowCountMatch" => {
            reference(known, parameter)?;
            format!(
                "SELECT a.n, b.n FROM (SELECT count(*) AS n FROM \"primary\") AS a \
                 CROSS JOIN (SELECT count(*) AS n FROM {}) AS b",
                quoted(parameter)
            )
        }
        other => return Err(format!("the rule type {other} is not judged here")),
    };
    Ok(Measure::Sql(sql))
}

fn needed(rule: &Rule) -> Result<&Condition, String> {
    rule.condition.as_ref().ok_or_else(|| format!("{} compares with nothing", rule.kind.name))
}

#[expect(clippy::unnecessary_wraps, reason = "a number of a row, where NULL is possible")]
fn count(number: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a number of columns")]
    Some(number as f64)
}

fn number_of(name: &str, type_name: &str) -> Result<String, String> {
    column_value(&quoted(name), type_name, "double")
}

/// Rows, rows for which it holds, and rows that fail for want of a value.
fn rows(from: &str, holds: &str, missing: &str) -> String {
    format!(
        "SELECT count(*), coalesce(sum(CASE WHEN {holds} THEN 1 ELSE 0 END), 0), coalesce(sum({missing}), 0) {from}"
    )
}

/// Values that come once, different values, rows that count, and rows among them that lack a value.
fn groups(rule: &Rule, known: &Known, from: &str) -> Result<String, String> {
    let names: Vec<String> =
        rule.parameters.iter().map(|name| known.column(name).map(|found| quoted(found.0))).collect::<Result<_, _>>()?;
    let each =
        |word: &str, join: &str| names.iter().map(|name| format!("{name} IS {word}")).collect::<Vec<_>>().join(join);
    // Rows without any value tell nothing about values; a key must not have them.
    let only = match (rule.kind.name, &rule.filter) {
        ("IsPrimaryKey", _) => String::new(),
        (_, Some(_)) => format!(" AND ({})", each("NOT NULL", " OR ")),
        (_, None) => format!(" WHERE {}", each("NOT NULL", " OR ")),
    };
    let list = names.join(", ");
    Ok(format!(
        "SELECT coalesce(sum(CASE WHEN n = 1 THEN 1 ELSE 0 END), 0), count(*), coalesce(sum(n), 0), \
         coalesce(sum(CASE WHEN {} THEN n ELSE 0 END), 0) \
         FROM (SELECT {list}, count(*) AS n {from}{only} GROUP BY {list}) AS g",
        each("NULL", " OR ")
    ))
}

/// Values that can be read as a type, among those that there are.
fn data_type(rule: &Rule, known: &Known) -> Result<String, String> {
    let (name, type_name) = known.column(rule.parameters.first().map_or("", String::as_str))?;
    let condition = needed(rule)?;
    let Some(super::Operand::Text(wanted)) = condition.operands.first() else {
        return Err("ColumnDataType is compared with the name of a type".to_owned());
    };
    let target = match wanted.to_uppercase().as_str() {
        "BOOLEAN" => "boolean",
        "DATE" => "date",
        "TIMESTAMP" => "timestamp",
        "INTEGER" => "integer",
        "LONG" => "bigint",
        "DOUBLE" => "double",
        "FLOAT" => "real",
        _ => {
            return Err(format!(
                "`{wanted}` is no type of ColumnDataType: Boolean, Date, Timestamp, Integer, Long, Double or Float"
            ));
        }
    };
    let name = quoted(name);
    let text = if is_text(type_name) { name.clone() } else { format!("CAST({name} AS varchar)") };
    let only = match &rule.filter {
        Some(filter) => format!("WHERE ({filter}) AND {name} IS NOT NULL"),
        None => format!("WHERE {name} IS NOT NULL"),
    };
    Ok(rows(&format!("FROM \"primary\" {only}"), &format!("TRY_CAST({text} AS {target}) IS NOT NULL"), "0"))
}

fn reference<'k>(known: &'k Known, alias: &str) -> Result<&'k [(String, String)], String> {
    known.references.get(alias).map(Vec::as_slice).ok_or_else(|| format!("no table was given for the alias {alias}"))
}

/// Rows, and rows whose values another table has: `"a,b" "alias.{x,y}"`.
fn integrity(rule: &Rule, known: &Known) -> Result<String, String> {
    let [own, other] = rule.parameters.as_slice() else { return Err("two lists of columns are needed".to_owned()) };
    let shape = || format!("`{other}` is no alias with columns: write alias.column or alias.{{a,b}}");
    let (alias, columns) = other.split_once('.').ok_or_else(shape)?;
    let list = |text: &str| -> Vec<String> {
        text.trim_matches(['{', '}']).split(',').map(|name| name.trim().to_owned()).collect()
    };
    let (own, columns) = (list(own), list(columns));
    if own.len() != columns.len() {
        return Err(format!("{} columns cannot be looked up in {}", own.len(), columns.len()));
    }
    let there = reference(known, alias)?;
    let mut conditions = Vec::new();
    let mut selected = Vec::new();
    for (own, column) in own.iter().zip(&columns) {
        let own = quoted(known.column(own)?.0);
        let found = find(there, column).ok_or_else(|| format!("the table of {alias} has no column {column}"))?;
        let found = quoted(found.0);
        conditions.push(format!("p.{own} = r.{found}"));
        selected.push(found);
    }
    Ok(format!(
        "SELECT count(*), count(r.known) FROM \"primary\" AS p LEFT JOIN (SELECT DISTINCT {}, 1 AS known FROM {}) AS r \
         ON {}",
        selected.join(", "),
        quoted(alias),
        conditions.join(" AND ")
    ))
}

//! Partition projection: partitions that are worked out from the table's properties instead of being in the catalog.
//!
//! Source of the rules: Athena User Guide, 'Partition projection with Amazon Athena' (properties `projection.*` and
//! `storage.location.template`). Whatever the properties do not say completely is an error that names the property.

use std::collections::BTreeMap;

use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::common::ScalarValue;
use datafusion::logical_expr::{Expr, Operator};

use super::error::EngineError;
use super::functions::{add_months, format_pattern, parse_pattern};
use super::source::{PartitionDefinition, Storage, TableDefinition};
use super::table::{directory, partition_value};
use super::write::escape;

/// The most partitions that one query looks at.
pub const MOST_PARTITIONS: usize = 1_000_000;

const DAY: i64 = 86_400_000;

/// Whether a table's partitions are projected.
pub fn is_enabled(table: &TableDefinition) -> bool {
    !table.partition_keys.is_empty()
        && table.parameters.get("projection.enabled").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
}

/// A value of a partition key: as it stands in a path, and as the query sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyValue {
    pub text: String,
    pub value: ScalarValue,
}

/// The projection of one table.
#[derive(Debug)]
pub struct Projection<'a> {
    table: &'a TableDefinition,
    /// The keys in lower case, with the types that the query sees.
    fields: &'a [FieldRef],
    /// Milliseconds since 1970.
    now: i64,
}

fn invalid(table: &TableDefinition, property: &str, what: impl std::fmt::Display) -> EngineError {
    EngineError::user(
        "INVALID_TABLE_PROPERTY",
        format_args!(
            "Table {}.{} is configured for partition projection, but {property} {what}",
            table.database, table.name
        ),
    )
}

impl<'a> Projection<'a> {
    pub fn new(table: &'a TableDefinition, fields: &'a [FieldRef], now: i64) -> Self {
        Self { table, fields, now }
    }

    fn property(&self, key: &str, name: &str) -> Option<&'a str> {
        let wanted = format!("projection.{key}.{name}");
        let exact = self.table.parameters.get(&wanted);
        let found = exact.or_else(|| {
            self.table.parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case(&wanted)).map(|(_, value)| value)
        });
        found.map(|value| value.trim())
    }

    fn need(&self, key: &str, name: &str) -> Result<&'a str, EngineError> {
        self.property(key, name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| invalid(self.table, &format!("projection.{key}.{name}"), "is missing"))
    }

    /// Every value that a key may have. `filters` are the conditions of the query, for keys that get their values there.
    pub fn candidates(&self, index: usize, filters: &[Expr]) -> Result<Vec<KeyValue>, EngineError> {
        let field = &self.fields[index];
        let key = field.name().as_str();
        let texts = match self.need(key, "type")?.to_ascii_lowercase().as_str() {
            "enum" => self.need(key, "values")?.split(',').map(|value| value.trim().to_owned()).collect(),
            "integer" => self.integers(key)?,
            "date" => return self.dates(key, field.data_type()),
            "injected" => {
                let wanted = injected(key, filters);
                if wanted.is_empty() {
                    return Err(EngineError::user(
                        "CONSTRAINT_VIOLATION",
                        format_args!(
                            "For the injected projected partition column {key}, the WHERE clause must contain only static \
                             equality conditions, and at least one such condition must be present."
                        ),
                    ));
                }
                wanted
            }
            other => {
                return Err(invalid(
                    self.table,
                    &format!("projection.{key}.type"),
                    format_args!("is '{other}', which is no type"),
                ));
            }
        };
        texts.into_iter().map(|text| self.valued(key, text, field.data_type())).collect()
    }

    fn valued(&self, key: &str, text: String, kind: &DataType) -> Result<KeyValue, EngineError> {
        match partition_value(&text, kind) {
            Some(value) => Ok(KeyValue { text, value }),
            None => Err(invalid(
                self.table,
                &format!("the projected value '{text}'"),
                format_args!("is no value of the key {key}"),
            )),
        }
    }

    fn number(&self, key: &str, name: &str, default: i64) -> Result<i64, EngineError> {
        match self.property(key, name) {
            None => Ok(default),
            Some(text) => text.parse().map_err(|_| {
                invalid(
                    self.table,
                    &format!("projection.{key}.{name}"),
                    format_args!("is '{text}', which is no number"),
                )
            }),
        }
    }

    /// The step between two values, which is 1 or more.
    fn interval(&self, key: &str) -> Result<i64, EngineError> {
        let step = self.number(key, "interval", 1)?;
        if step < 1 {
            return Err(invalid(self.table, &format!("projection.{key}.interval"), "is not positive"));
        }
        Ok(step)
    }

    fn range(&self, key: &str) -> Result<(&'a str, &'a str), EngineError> {
        let text = self.need(key, "range")?;
        match text.split_once(',') {
            Some((from, to)) if !to.contains(',') => Ok((from.trim(), to.trim())),
            _ => Err(invalid(
                self.table,
                &format!("projection.{key}.range"),
                format_args!("is '{text}', not two values with a comma"),
            )),
        }
    }

    fn too_many(&self, key: &str) -> EngineError {
        invalid(
            self.table,
            &format!("projection.{key}"),
            format_args!("has more than {MOST_PARTITIONS} values; narrow its range"),
        )
    }

    fn integers(&self, key: &str) -> Result<Vec<String>, EngineError> {
        let (from, to) = self.range(key)?;
        let bound = |text: &str| {
            text.parse::<i64>().map_err(|_| {
                invalid(
                    self.table,
                    &format!("projection.{key}.range"),
                    format_args!("has '{text}', which is no number"),
                )
            })
        };
        let (from, to, step) = (bound(from)?, bound(to)?, self.interval(key)?);
        let digits = usize::try_from(self.number(key, "digits", 0)?).unwrap_or(0).min(30);
        let mut out = Vec::new();
        let mut at = Some(from);
        while let Some(value) = at.filter(|value| *value <= to) {
            if out.len() >= MOST_PARTITIONS {
                return Err(self.too_many(key));
            }
            out.push(if value < 0 {
                format!("-{:0digits$}", value.unsigned_abs())
            } else {
                format!("{value:0digits$}")
            });
            at = value.checked_add(step);
        }
        Ok(out)
    }

    fn dates(&self, key: &str, kind: &DataType) -> Result<Vec<KeyValue>, EngineError> {
        let format = self.need(key, "format")?;
        let (from, to) = self.range(key)?;
        let bound = |text: &str| {
            let parsed = match relative(text, self.now) {
                Some(at) => Some(at),
                None => parse_pattern(text, format)?,
            };
            parsed.ok_or_else(|| {
                invalid(
                    self.table,
                    &format!("projection.{key}.range"),
                    format_args!("has '{text}', which is not of the format '{format}'"),
                )
            })
        };
        let (from, to) = (bound(from)?, bound(to)?);
        let unit = match self.property(key, "interval.unit") {
            Some(unit) => unit.to_ascii_uppercase(),
            // Athena knows the step of formats of whole days and whole months.
            None => match finest(format) {
                'd' => "DAYS".to_owned(),
                'M' => "MONTHS".to_owned(),
                _ => return Err(invalid(self.table, &format!("projection.{key}.interval.unit"), "is missing")),
            },
        };
        let step = self.interval(key)?;
        let mut out: Vec<KeyValue> = Vec::new();
        let mut count = 0;
        loop {
            let at = count_units(from, &unit, step.saturating_mul(count)).ok_or_else(|| {
                invalid(self.table, &format!("projection.{key}.interval.unit"), format_args!("is '{unit}'"))
            })?;
            if at > to {
                return Ok(out);
            }
            if out.len() >= MOST_PARTITIONS {
                return Err(self.too_many(key));
            }
            let text = format_pattern(at, format)?;
            let value = match kind {
                DataType::Date32 => ScalarValue::Date32(i32::try_from(at.div_euclid(DAY)).ok()),
                DataType::Timestamp(_, None) => ScalarValue::TimestampMillisecond(Some(at), None),
                other => self.valued(key, text.clone(), other)?.value,
            };
            // A step finer than the format gives the same text again.
            if out.last().is_none_or(|last| last.text != text) {
                out.push(KeyValue { text, value });
            }
            count += 1;
        }
    }

    /// The partition that has these values.
    pub fn partition(&self, values: &[&KeyValue]) -> Result<(PartitionDefinition, Vec<ScalarValue>), EngineError> {
        let location = match self.table.parameters.get("storage.location.template") {
            Some(template) => self.fill(template, values)?,
            None => {
                let parts: Vec<String> = self
                    .table
                    .partition_keys
                    .iter()
                    .zip(values)
                    .map(|(key, value)| format!("{}={}", key.name, escape(&value.text)))
                    .collect();
                format!("{}{}/", directory(&self.table.storage.location), parts.join("/"))
            }
        };
        let partition = PartitionDefinition {
            values: values.iter().map(|value| value.text.clone()).collect(),
            storage: Storage { location, ..self.table.storage.clone() },
            columns: Vec::new(),
            parameters: BTreeMap::new(),
        };
        Ok((partition, values.iter().map(|value| value.value.clone()).collect()))
    }

    /// Puts values in place of `${key}`.
    fn fill(&self, template: &str, values: &[&KeyValue]) -> Result<String, EngineError> {
        let mut out = String::new();
        let mut rest = template;
        let mut used = vec![false; values.len()];
        while let Some((before, after)) = rest.split_once("${") {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                return Err(invalid(self.table, "storage.location.template", "has a '${' without its '}'"));
            };
            let index = self.fields.iter().position(|field| field.name().eq_ignore_ascii_case(name.trim()));
            let Some(index) = index else {
                return Err(invalid(
                    self.table,
                    "storage.location.template",
                    format_args!("names '{name}', which is no partition key"),
                ));
            };
            used[index] = true;
            out.push_str(&values[index].text);
            rest = after;
        }
        out.push_str(rest);
        if let Some(index) = used.iter().position(|used| !used) {
            return Err(invalid(
                self.table,
                "storage.location.template",
                format_args!("does not name the partition key {}", self.fields[index].name()),
            ));
        }
        Ok(out)
    }
}

/// The smallest unit that a pattern writes, by its letter.
fn finest(format: &str) -> char {
    let mut quoted = false;
    let mut found = 'y';
    const ORDER: &str = "yMdHmsS";
    for character in format.chars() {
        if character == '\'' {
            quoted = !quoted;
        }
        let known = match character {
            'h' | 'k' | 'K' => 'H',
            'D' => 'd',
            other => other,
        };
        if !quoted && ORDER.find(known).is_some_and(|place| Some(place) > ORDER.find(found)) {
            found = known;
        }
    }
    found
}

/// `NOW`, `NOW-3YEARS`, `NOW + 1 MONTH`.
fn relative(text: &str, now: i64) -> Option<i64> {
    let rest = text.trim();
    if !rest.get(..3)?.eq_ignore_ascii_case("now") {
        return None;
    }
    let rest = rest[3..].trim();
    if rest.is_empty() {
        return Some(now);
    }
    let (sign, rest) = match rest.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, rest.strip_prefix('+')?),
    };
    let rest = rest.trim();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let amount: i64 = rest[..digits].parse().ok()?;
    let mut unit = rest[digits..].trim().to_ascii_uppercase();
    if !unit.ends_with('S') {
        unit.push('S');
    }
    count_units(now, &unit, sign * amount)
}

/// A time so many units later; none when there is no such unit, or no such time.
fn count_units(from: i64, unit: &str, count: i64) -> Option<i64> {
    let length = match unit {
        "YEARS" => return add_months(from, count.checked_mul(12)?),
        "MONTHS" => return add_months(from, count),
        "WEEKS" => 7 * DAY,
        "DAYS" => DAY,
        "HOURS" => 3_600_000,
        "MINUTES" => 60_000,
        "SECONDS" => 1000,
        "MILLIS" => 1,
        _ => return None,
    };
    from.checked_add(count.checked_mul(length)?)
}

/// The values that the query's conditions give a key, in order.
fn injected(key: &str, filters: &[Expr]) -> Vec<String> {
    let mut all: Option<Vec<String>> = None;
    for filter in filters {
        let Some(values) = equal_to(key, filter) else { continue };
        all = Some(match all {
            None => values,
            Some(known) => known.into_iter().filter(|value| values.contains(value)).collect(),
        });
    }
    let mut all = all.unwrap_or_default();
    all.sort();
    all.dedup();
    all
}

/// The values that a condition allows for a key, when it allows only certain ones.
fn equal_to(key: &str, filter: &Expr) -> Option<Vec<String>> {
    match filter {
        Expr::BinaryExpr(binary) => match binary.op {
            Operator::Eq => {
                let (left, right) = (bare(&binary.left), bare(&binary.right));
                let value = match (is_key(key, left), is_key(key, right)) {
                    (true, false) => right,
                    (false, true) => left,
                    _ => return None,
                };
                literal(value).map(|value| vec![value])
            }
            Operator::Or => {
                let mut values = equal_to(key, &binary.left)?;
                values.extend(equal_to(key, &binary.right)?);
                Some(values)
            }
            Operator::And => match (equal_to(key, &binary.left), equal_to(key, &binary.right)) {
                (Some(left), Some(right)) => Some(left.into_iter().filter(|value| right.contains(value)).collect()),
                (found, None) | (None, found) => found,
            },
            _ => None,
        },
        Expr::InList(list) if !list.negated && is_key(key, bare(&list.expr)) => {
            list.list.iter().map(|item| literal(bare(item))).collect()
        }
        _ => None,
    }
}

fn bare(expr: &Expr) -> &Expr {
    match expr {
        Expr::Cast(cast) => bare(&cast.expr),
        other => other,
    }
}

fn is_key(key: &str, expr: &Expr) -> bool {
    matches!(expr, Expr::Column(column) if column.name() == key)
}

fn literal(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Literal(value, _) if !value.is_null() => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_counted_from_now() {
        // 2024-02-29 12:30:00
        let now = 1_709_209_800_000;
        for (text, expected) in [
            ("NOW", Some("2024-02-29 12")),
            ("now-1DAY", Some("2024-02-28 12")),
            ("NOW - 1 YEARS", Some("2023-02-28 12")),
            ("NOW+2HOURS", Some("2024-02-29 14")),
            ("NOW+2", None),
            ("2024", None),
        ] {
            let found = relative(text, now).map(|at| format_pattern(at, "yyyy-MM-dd HH").expect("a pattern"));
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_finest_unit_of_a_format() {
        for (format, expected) in [("yyyy/MM/dd", 'd'), ("yyyy-MM", 'M'), ("yyyy", 'y'), ("yyyy'H'MMddHH", 'H')] {
            assert_eq!(finest(format), expected, "{format}");
        }
    }
}

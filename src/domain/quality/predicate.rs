//! Conditions on the values of a column, as SQL that is true or false of every row, never unknown.

use time::OffsetDateTime;
use time::macros::format_description;

use super::{Condition, Operand, Operator};

/// A name in double quotes.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn text_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A moment as a literal.
pub fn timestamp(millis: i64) -> Result<String, String> {
    let at = OffsetDateTime::from_unix_timestamp(millis.div_euclid(1000))
        .map_err(|_| "a moment outside the years 1 to 9999".to_owned())?;
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    let text = at.format(format).map_err(|_| "a moment that cannot be written".to_owned())?;
    Ok(format!("TIMESTAMP '{text}'"))
}

/// Whether a column holds texts.
pub fn is_text(type_name: &str) -> bool {
    let name = type_name.to_lowercase();
    name == "string" || name.starts_with("varchar") || name.starts_with("char")
}

fn is_number(type_name: &str) -> bool {
    const NUMBERS: &[&str] = &["tinyint", "smallint", "int", "integer", "bigint", "float", "real", "double"];
    let name = type_name.to_lowercase();
    NUMBERS.contains(&name.as_str()) || name.starts_with("decimal")
}

fn is_date(type_name: &str) -> bool {
    matches!(type_name.to_lowercase().as_str(), "date" | "timestamp")
}

/// The value of a column as another type: a text is read as one where it can be.
pub fn column_value(column: &str, type_name: &str, target: &str) -> Result<String, String> {
    if is_text(type_name) {
        return Ok(format!("TRY_CAST({column} AS {target})"));
    }
    let fits = if target == "double" { is_number(type_name) } else { is_date(type_name) };
    match fits {
        true => Ok(format!("CAST({column} AS {target})")),
        false => Err(format!("the column {column} of type {type_name} cannot be taken as {target}")),
    }
}

/// A condition on a value of a type. Without a value it fails, unless it is negated and does not name NULL.
pub fn holds_for(value: &str, type_name: &str, condition: &Condition, now: i64) -> Result<String, String> {
    let names_null = condition.operands.contains(&Operand::Null);
    let each = |operand: &Operand| equal(value, type_name, operand, now);
    let positive = match (condition.operator, condition.operands.as_slice()) {
        (Operator::Equal | Operator::In, operands) => {
            operands.iter().map(each).collect::<Result<Vec<_>, _>>()?.join(" OR ")
        }
        (Operator::Greater, [operand]) => compare(value, type_name, ">", operand, now)?,
        (Operator::GreaterOrEqual, [operand]) => compare(value, type_name, ">=", operand, now)?,
        (Operator::Less, [operand]) => compare(value, type_name, "<", operand, now)?,
        (Operator::LessOrEqual, [operand]) => compare(value, type_name, "<=", operand, now)?,
        (Operator::Between, [low, high]) => {
            format!("{} AND {}", compare(value, type_name, ">", low, now)?, compare(value, type_name, "<", high, now)?)
        }
        (Operator::Matches, [Operand::Text(pattern)]) => {
            let text = if is_text(type_name) { value.to_owned() } else { format!("CAST({value} AS varchar)") };
            format!("regexp_like({text}, {})", text_literal(&format!("^(?:{pattern})$")))
        }
        _ => return Err("the condition has the wrong number of values".to_owned()),
    };
    let positive = format!("coalesce(({positive}), false)");
    if !condition.not {
        return Ok(positive);
    }
    // Rows without a value pass `!=` and `not in`, and nothing else that is negated.
    let lets_null = matches!(condition.operator, Operator::Equal | Operator::In) && !names_null;
    Ok(match (lets_null, names_null) {
        (true, _) | (_, true) => format!("NOT {positive}"),
        (false, false) => format!("({value} IS NOT NULL AND NOT {positive})"),
    })
}

fn equal(value: &str, type_name: &str, operand: &Operand, now: i64) -> Result<String, String> {
    let text = if is_text(type_name) { value.to_owned() } else { format!("CAST({value} AS varchar)") };
    match operand {
        Operand::Null => Ok(format!("{value} IS NULL")),
        Operand::Empty => Ok(format!("{text} = ''")),
        Operand::WhitespacesOnly => Ok(format!("regexp_like({text}, '^\\s+$')")),
        Operand::Text(wanted) if is_text(type_name) => Ok(format!("{value} = {}", text_literal(wanted))),
        Operand::Text(wanted) if type_name.eq_ignore_ascii_case("boolean") => {
            Ok(format!("{text} = {}", text_literal(&wanted.to_lowercase())))
        }
        operand => compare(value, type_name, "=", operand, now),
    }
}

fn compare(value: &str, type_name: &str, sign: &str, operand: &Operand, now: i64) -> Result<String, String> {
    match operand {
        Operand::Number(text, _) if is_number(type_name) => Ok(format!("{value} {sign} {text}")),
        Operand::Number(text, _) => {
            Ok(format!("{} {sign} CAST({text} AS double)", column_value(value, type_name, "double")?))
        }
        Operand::Duration(seconds) => Ok(format!("{value} {sign} {seconds}")),
        Operand::Now(offset) => {
            let moment = timestamp(now.saturating_add(offset.saturating_mul(1000)))?;
            Ok(format!("{} {sign} {moment}", column_value(value, type_name, "timestamp")?))
        }
        Operand::Text(text) if is_day(text) => {
            Ok(format!("{} {sign} TIMESTAMP '{text} 00:00:00'", column_value(value, type_name, "timestamp")?))
        }
        Operand::Text(text) if is_text(type_name) => Ok(format!("{value} {sign} {}", text_literal(text))),
        Operand::Text(text) => Err(format!("a column of type {type_name} cannot be compared with \"{text}\"")),
        Operand::Null | Operand::Empty | Operand::WhitespacesOnly | Operand::Amount(..) => {
            Err("there is no order with such a value".to_owned())
        }
    }
}

/// Whether a text is a day: `2026-11-22`.
fn is_day(text: &str) -> bool {
    let format = format_description!("[year]-[month]-[day]");
    time::Date::parse(text, format).is_ok()
}

//! Dates by the format codes of MySQL: `date_format` and `date_parse`.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, TimestampMillisecondArray};

use super::bucket::{self, Field, Part};
use super::date::{DAY, day_of_year, iso_week, local, weekday};
use super::parse::civil;
use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    use Arg::{Temporal, Text};
    r.add("date_format", Args::Exact(&[Temporal, Text]), Returns::Text, date_format);
    r.add("date_parse", Args::Exact(&[Text, Text]), Returns::TimestampMillis, date_parse);
}

pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn date_format(args: &[ArrayRef]) -> Out {
    let patterns = rows::text(&args[1])?;
    let values = local(&super::fine::nearest_millis(&args[0])?)?;
    let present: Vec<ArrayRef> = vec![Arc::new(values.clone()), Arc::clone(&args[1])];
    rows::to_text(&present, |row| mysql_format(values.value(row), patterns.value(row)).map(Some))
}

/// Formats by MySQL's codes.
fn mysql_format(local: i64, pattern: &str) -> Result<String, EngineError> {
    use std::fmt::Write as _;
    let day = local.div_euclid(DAY);
    let (year, month, dom) = civil(day);
    let ms = local.rem_euclid(DAY);
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let hour12 = if hour % 12 == 0 { 12 } else { hour % 12 };
    let half = if hour < 12 { "AM" } else { "PM" };
    let mut out = String::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        let Some(code) = characters.next() else { break };
        // Writing to a string cannot fail.
        let _ = match code {
            'Y' => write!(out, "{year:04}"),
            'y' => write!(out, "{:02}", year.rem_euclid(100)),
            'm' => write!(out, "{month:02}"),
            'c' => write!(out, "{month}"),
            'd' => write!(out, "{dom:02}"),
            'e' => write!(out, "{dom}"),
            'H' => write!(out, "{hour:02}"),
            'k' => write!(out, "{hour}"),
            'h' | 'I' => write!(out, "{hour12:02}"),
            'l' => write!(out, "{hour12}"),
            'i' => write!(out, "{minute:02}"),
            's' | 'S' => write!(out, "{second:02}"),
            'f' => write!(out, "{:06}", ms % 1000 * 1000),
            'p' => write!(out, "{half}"),
            'r' => write!(out, "{hour12:02}:{minute:02}:{second:02} {half}"),
            'T' => write!(out, "{hour:02}:{minute:02}:{second:02}"),
            'j' => write!(out, "{:03}", day_of_year(day)),
            'a' => write!(out, "{}", &DAYS[weekday(day) as usize - 1][..3]),
            'W' => write!(out, "{}", DAYS[weekday(day) as usize - 1]),
            'b' => write!(out, "{}", &MONTHS[month as usize - 1][..3]),
            'M' => write!(out, "{}", MONTHS[month as usize - 1]),
            'v' => write!(out, "{:02}", iso_week(day).1),
            'x' => write!(out, "{:04}", iso_week(day).0),
            '%' => write!(out, "%"),
            'D' | 'U' | 'u' | 'V' | 'w' | 'X' => {
                return Err(not_supported(code));
            }
            other => write!(out, "{other}"),
        };
    }
    Ok(out)
}

fn date_parse(args: &[ArrayRef]) -> Out {
    let (texts, patterns) = (rows::text(&args[0])?, rows::text(&args[1])?);
    // A pattern is mostly the same in every row.
    let mut last: Option<(&str, Vec<Part>)> = None;
    let out: TimestampMillisecondArray = rows::to_number(args, |row| {
        let (text, pattern) = (texts.value(row), patterns.value(row));
        let parts = match last.take() {
            Some((same, parts)) if same == pattern => parts,
            _ => parts(pattern)?,
        };
        let found = bucket::read(text, &parts);
        last = Some((pattern, parts));
        found.map(|found| Some(found.millis)).map_err(|message| EngineError::user("INVALID_FUNCTION_ARGUMENT", message))
    })?;
    Ok(Arc::new(out))
}

fn not_supported(code: char) -> EngineError {
    EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("%{code} not supported in date format string"))
}

/// The parts of a pattern of MySQL's codes, for reading.
fn parts(pattern: &str) -> Result<Vec<Part>, EngineError> {
    let mut out = Vec::new();
    let mut todo: Vec<char> = pattern.chars().rev().collect();
    let small = |field: Field| Part::Number(field, 2, false);
    while let Some(character) = todo.pop() {
        if character != '%' {
            out.push(Part::Text(character.to_string()));
            continue;
        }
        let Some(code) = todo.pop() else { break };
        out.push(match code {
            'Y' => Part::Number(Field::Year, 4, true),
            'x' => Part::Number(Field::Weekyear, 4, true),
            // Two digits are a year from 1970 on.
            'y' => Part::TwoDigits(Field::Year, 2020, false),
            'm' | 'c' => small(Field::Month),
            'd' | 'e' => small(Field::DayOfMonth),
            'H' | 'k' => small(Field::Hour),
            'h' | 'I' | 'l' => small(Field::ClockHourOfHalfday),
            'i' => small(Field::Minute),
            's' | 'S' => small(Field::Second),
            'f' => Part::Fraction(9),
            'j' => Part::Number(Field::DayOfYear, 3, false),
            'v' => small(Field::Week),
            'p' => Part::HalfdayName,
            'T' => {
                todo.extend("%H:%i:%S".chars().rev());
                continue;
            }
            'r' => {
                todo.extend("%h:%i:%S %p".chars().rev());
                continue;
            }
            'b' | 'M' => Part::MonthName,
            'a' | 'W' => Part::DayName,
            'D' | 'U' | 'u' | 'V' | 'w' | 'X' => return Err(not_supported(code)),
            other => Part::Text(other.to_string()),
        });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn mysql_codes_read_and_write() {
        let at = parse::timestamp_millis("2001-01-01 06:55:00").expect("a time");
        let read = |text: &str, pattern: &str| {
            bucket::read(text, &parts(pattern).expect("a pattern")).map(|found| found.millis).ok()
        };
        assert_eq!(read("2001/01/01 06:55", "%Y/%m/%d %H:%i"), Some(at));
        assert_eq!(read("06:55:00", "%T"), Some(6 * 3_600_000 + 55 * 60_000));
        assert_eq!(read("January 1 01 06:55:00 AM", "%b %e %y %r"), Some(at));
        assert_eq!(read("2001/13/01", "%Y/%m/%d"), None);
        assert_eq!(read("1", "%y"), None);
        assert_eq!(mysql_format(at, "%Y-%c-%e %l:%i %p %a %j").as_deref(), Ok("2001-1-1 6:55 AM Mon 001"));
    }
}

//! Dates by the format codes of MySQL: `date_format` and `date_parse`.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, TimestampMillisecondArray};

use super::date::{DAY, day_of_year, iso_week, local, weekday};
use super::parse::{civil, days, is_leap};
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
                return Err(EngineError::user(
                    "INVALID_FUNCTION_ARGUMENT",
                    format_args!("%{code} not supported in date format string"),
                ));
            }
            other => write!(out, "{other}"),
        };
    }
    Ok(out)
}

fn date_parse(args: &[ArrayRef]) -> Out {
    let (texts, patterns) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let out: TimestampMillisecondArray = rows::to_number(args, |row| {
        let (text, pattern) = (texts.value(row), patterns.value(row));
        mysql_parse(text, pattern)?.map(Some).ok_or_else(|| {
            EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                format_args!("Invalid format: \"{text}\" is malformed for '{pattern}'"),
            )
        })
    })?;
    Ok(Arc::new(out))
}

/// Reads by MySQL's codes; none when the text does not fit.
fn mysql_parse(text: &str, pattern: &str) -> Result<Option<i64>, EngineError> {
    fn number(rest: &mut &str, most: usize) -> Option<i64> {
        let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        if count == 0 {
            return None;
        }
        let (digits, after) = rest.split_at(count);
        *rest = after;
        digits.parse().ok()
    }
    fn name(rest: &mut &str, names: &[&str], short: bool) -> Option<i64> {
        for (index, name) in names.iter().enumerate() {
            let wanted = if short { &name[..3] } else { name };
            if rest.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted)) {
                *rest = &rest[wanted.len()..];
                return Some(index as i64 + 1);
            }
        }
        None
    }
    let (mut year, mut month, mut day, mut hour, mut minute, mut second, mut millis) = (1970, 1, 1, 0, 0, 0, 0);
    let (mut afternoon, mut twelve, mut day_of_year) = (None, false, None);
    let mut rest = text;
    let mut todo: Vec<char> = pattern.chars().rev().collect();
    while let Some(character) = todo.pop() {
        if character != '%' {
            let Some(after) = rest.strip_prefix(character) else { return Ok(None) };
            rest = after;
            continue;
        }
        let Some(code) = todo.pop() else { return Ok(None) };
        let read = match code {
            'Y' => number(&mut rest, 4).map(|value| year = value),
            'y' => number(&mut rest, 2).map(|value| year = if value < 70 { 2000 + value } else { 1900 + value }),
            'm' | 'c' => number(&mut rest, 2).map(|value| month = value),
            'd' | 'e' => number(&mut rest, 2).map(|value| day = value),
            'H' | 'k' => number(&mut rest, 2).map(|value| hour = value),
            'h' | 'I' | 'l' => number(&mut rest, 2).map(|value| {
                hour = value;
                twelve = true;
            }),
            'i' => number(&mut rest, 2).map(|value| minute = value),
            's' | 'S' => number(&mut rest, 2).map(|value| second = value),
            'f' => {
                let count = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
                let (digits, after) = rest.split_at(count);
                rest = after;
                format!("{digits:0<3}")
                    .get(..3)
                    .and_then(|digits| digits.parse::<i64>().ok())
                    .map(|value| millis = value)
            }
            'j' => number(&mut rest, 3).map(|value| day_of_year = Some(value)),
            'p' => {
                let half = rest.get(..2).map(str::to_ascii_uppercase);
                match half.as_deref() {
                    Some("AM") => afternoon = Some(false),
                    Some("PM") => afternoon = Some(true),
                    _ => return Ok(None),
                }
                rest = &rest[2..];
                Some(())
            }
            'T' => {
                todo.extend("%H:%i:%S".chars().rev());
                Some(())
            }
            'r' => {
                todo.extend("%h:%i:%S %p".chars().rev());
                Some(())
            }
            'b' => name(&mut rest, &MONTHS, true).map(|value| month = value),
            'M' => name(&mut rest, &MONTHS, false).map(|value| month = value),
            'a' => name(&mut rest, &DAYS, true).map(|_| ()),
            'W' => name(&mut rest, &DAYS, false).map(|_| ()),
            '%' => rest.strip_prefix('%').map(|after| rest = after),
            other => return Err(EngineError::unsupported(format_args!("date_parse with the code %{other}"))),
        };
        if read.is_none() {
            return Ok(None);
        }
    }
    if !rest.is_empty() || minute > 59 || second > 59 || hour > 23 {
        return Ok(None);
    }
    if twelve {
        if !(1..=12).contains(&hour) {
            return Ok(None);
        }
        hour = hour % 12 + if afternoon == Some(true) { 12 } else { 0 };
    }
    let Some(mut date) = days(year, u32::try_from(month).unwrap_or(0), u32::try_from(day).unwrap_or(0)) else {
        return Ok(None);
    };
    if let Some(number) = day_of_year {
        let most = if is_leap(year) { 366 } else { 365 };
        if !(1..=most).contains(&number) {
            return Ok(None);
        }
        date = days(year, 1, 1).unwrap_or(0) + number as i32 - 1;
    }
    Ok(Some(i64::from(date) * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + millis))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn mysql_codes_read_and_write() {
        let at = parse::timestamp_millis("2001-01-01 06:55:00").expect("a time");
        assert_eq!(mysql_parse("2001/01/01 06:55", "%Y/%m/%d %H:%i"), Ok(Some(at)));
        assert_eq!(mysql_parse("06:55:00", "%T"), Ok(Some(6 * 3_600_000 + 55 * 60_000)));
        assert_eq!(mysql_parse("2001/13/01", "%Y/%m/%d"), Ok(None));
        assert_eq!(mysql_format(at, "%Y-%c-%e %l:%i %p %a %j").as_deref(), Ok("2001-1-1 6:55 AM Mon 001"));
    }
}

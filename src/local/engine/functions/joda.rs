//! Dates and times in Joda's patterns: `format_datetime(t, 'yyyy-MM-dd')` and `parse_datetime`.

use std::fmt::Write as _;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, TimestampMillisecondArray};
use datafusion::arrow::datatypes::DataType;

use super::date::{day_of_year, iso_week, local, weekday};
use super::mysql::{DAYS, MONTHS};
use super::parse::{civil, days};
use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;
use crate::engine::zones;

const DAY: i64 = 86_400_000;

pub fn register(r: &mut Registry) {
    use Arg::{Temporal, Text};
    r.add("format_datetime", Args::Exact(&[Temporal, Text]), Returns::Text, format_datetime);
    r.add("parse_datetime", Args::Exact(&[Text, Text]), Returns::Rule(|_| Some(super::date::utc())), parse_datetime);
}

/// A piece of a pattern: a letter and how often it stands there, or plain text.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Field(char, usize),
    Text(String),
}

fn pieces(pattern: &str) -> Result<Vec<Piece>, EngineError> {
    let mut out: Vec<Piece> = Vec::new();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_ascii_alphabetic() {
            let mut count = 1;
            while characters.peek() == Some(&character) {
                characters.next();
                count += 1;
            }
            if !"yYxMwedEDaHhKkmsSzZ".contains(character) {
                let what = format_args!("the pattern letter {character} of '{pattern}'");
                return Err(if "GCQ".contains(character) {
                    EngineError::unsupported(what)
                } else {
                    EngineError::user(
                        "INVALID_FUNCTION_ARGUMENT",
                        format_args!("Illegal pattern component: {character}"),
                    )
                });
            }
            out.push(Piece::Field(character, count));
            continue;
        }
        let mut text = String::new();
        if character == '\'' {
            // Two quotes are one; otherwise everything up to the next quote is text.
            if characters.peek() == Some(&'\'') {
                characters.next();
                text.push('\'');
            } else {
                loop {
                    match characters.next() {
                        None => break,
                        Some('\'') if characters.peek() == Some(&'\'') => {
                            characters.next();
                            text.push('\'');
                        }
                        Some('\'') => break,
                        Some(other) => text.push(other),
                    }
                }
            }
        } else {
            text.push(character);
        }
        out.push(Piece::Text(text));
    }
    Ok(out)
}

fn format_datetime(args: &[ArrayRef]) -> Out {
    let patterns = rows::text(&args[1])?;
    let times = super::fine::nearest_millis(&args[0])?;
    let values = local(&times)?;
    let instants = rows::millis(&times)?;
    let zone = match args[0].data_type() {
        DataType::Timestamp(_, Some(zone)) => zone.to_string(),
        _ => "UTC".to_owned(),
    };
    let present: Vec<ArrayRef> = vec![Arc::new(values.clone()), Arc::clone(&args[1])];
    rows::to_text(&present, |row| {
        let offset = values.value(row) - instants.value(row);
        write(values.value(row), offset, &zone, patterns.value(row)).map(Some)
    })
}

/// A time by a pattern, in UTC.
pub fn format_pattern(millis: i64, pattern: &str) -> Result<String, EngineError> {
    write(millis, 0, "UTC", pattern)
}

/// The time in UTC that a text says by a pattern; none when it is not of the pattern.
pub fn parse_pattern(text: &str, pattern: &str) -> Result<Option<i64>, EngineError> {
    read(text, &pieces(pattern)?)
}

fn write(local: i64, offset: i64, zone: &str, pattern: &str) -> Result<String, EngineError> {
    let day = local.div_euclid(DAY);
    let (year, month, dom) = civil(day);
    let ms = local.rem_euclid(DAY);
    let (hour, minute, second, millis) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
    let mut out = String::new();
    for piece in pieces(pattern)? {
        let (letter, count) = match piece {
            Piece::Text(text) => {
                out.push_str(&text);
                continue;
            }
            Piece::Field(letter, count) => (letter, count),
        };
        // Writing to a string cannot fail.
        let mut number = |value: i64| {
            let _ = write!(out, "{value:0count$}");
        };
        match letter {
            'y' | 'Y' if count == 2 => number(year.rem_euclid(100)),
            'y' | 'Y' => number(year),
            'x' if count == 2 => number(iso_week(day).0.rem_euclid(100)),
            'x' => number(iso_week(day).0),
            'M' if count >= 4 => out.push_str(MONTHS[month as usize - 1]),
            'M' if count == 3 => out.push_str(&MONTHS[month as usize - 1][..3]),
            'M' => number(i64::from(month)),
            'w' => number(iso_week(day).1),
            'e' => number(weekday(day)),
            'E' if count >= 4 => out.push_str(DAYS[weekday(day) as usize - 1]),
            'E' => out.push_str(&DAYS[weekday(day) as usize - 1][..3]),
            'd' => number(i64::from(dom)),
            'D' => number(day_of_year(day)),
            'a' => out.push_str(if hour < 12 { "AM" } else { "PM" }),
            'H' => number(hour),
            'k' => number(if hour == 0 { 24 } else { hour }),
            'K' => number(hour % 12),
            'h' => number(if hour % 12 == 0 { 12 } else { hour % 12 }),
            'm' => number(minute),
            's' => number(second),
            'S' => {
                let digits = format!("{millis:03}000000");
                out.push_str(digits.get(..count).unwrap_or(&digits));
            }
            'Z' if count >= 3 => out.push_str(zone),
            'Z' => {
                let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60_000);
                let colon = if count == 2 { ":" } else { "" };
                let _ = write!(out, "{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60);
            }
            _ if zone == "UTC" => out.push_str(if count >= 4 { "Coordinated Universal Time" } else { "UTC" }),
            _ => return Err(EngineError::unsupported(format_args!("the pattern letter z in the zone {zone}"))),
        }
    }
    Ok(out)
}

fn parse_datetime(args: &[ArrayRef]) -> Out {
    let (texts, patterns) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let out: TimestampMillisecondArray = rows::to_number(args, |row| {
        let (text, pattern) = (texts.value(row), patterns.value(row));
        read(text, &pieces(pattern)?)?.map(Some).ok_or_else(|| {
            EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Invalid format: \"{text}\" is malformed"))
        })
    })?;
    Ok(Arc::new(out.with_timezone("UTC")))
}

/// Takes a number of at most so many digits off a text.
fn number(rest: &mut &str, most: usize) -> Option<i64> {
    let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, after) = rest.split_at(count);
    *rest = after;
    digits.parse().ok()
}

fn name(rest: &mut &str, names: &[&str]) -> Option<usize> {
    for (place, name) in names.iter().enumerate() {
        for wanted in [*name, &name[..3]] {
            if rest.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted)) {
                *rest = &rest[wanted.len()..];
                return Some(place);
            }
        }
    }
    None
}

fn read(text: &str, pieces: &[Piece]) -> Result<Option<i64>, EngineError> {
    let (mut year, mut month, mut day, mut hour, mut minute, mut second, mut millis) = (1970, 1, 1, 0, 0, 0, 0);
    let (mut half, mut twelve, mut of_year) = (None, false, None);
    let mut rest = text;
    for (place, piece) in pieces.iter().enumerate() {
        let (letter, count) = match piece {
            Piece::Text(wanted) => {
                let Some(after) = rest.strip_prefix(wanted.as_str()) else { return Ok(None) };
                rest = after;
                continue;
            }
            Piece::Field(letter, count) => (*letter, *count),
        };
        // Numbers that stand side by side have exactly as many digits as letters.
        let touching = matches!(pieces.get(place + 1), Some(Piece::Field(next, _)) if !"aEzZ".contains(*next));
        let digits = if touching { count } else { 9.max(count) };
        let found = match letter {
            'y' | 'Y' => {
                let before = rest.len();
                number(&mut rest, digits).map(|value| {
                    // Two digits are a year between 1946 and 2045, when the pattern has two as well.
                    let two = count == 2 && before - rest.len() == 2;
                    year = if two { if value < 46 { 2000 + value } else { 1900 + value } } else { value };
                })
            }
            'M' if count >= 3 => name(&mut rest, &MONTHS).map(|at| month = at as i64 + 1),
            'M' => number(&mut rest, digits.min(2)).map(|value| month = value),
            'd' => number(&mut rest, digits.min(2)).map(|value| day = value),
            'D' => number(&mut rest, digits.min(3)).map(|value| of_year = Some(value)),
            'E' => name(&mut rest, &DAYS).map(drop),
            'a' => name_of_half(&mut rest).map(|value| half = Some(value)),
            'H' | 'k' => number(&mut rest, digits.min(2)).map(|value| hour = value % 24),
            'h' | 'K' => number(&mut rest, digits.min(2)).map(|value| {
                hour = value;
                twelve = true;
            }),
            'm' => number(&mut rest, digits.min(2)).map(|value| minute = value),
            's' => number(&mut rest, digits.min(2)).map(|value| second = value),
            'S' => {
                let taken = rest.bytes().take(if touching { count } else { 9 }).take_while(u8::is_ascii_digit).count();
                let (fraction, after) = rest.split_at(taken);
                rest = after;
                format!("{fraction:0<3}")[..3].parse().ok().filter(|_| taken > 0).map(|value: i64| millis = value)
            }
            'Z' => {
                let end =
                    rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-:/_".contains(c))).unwrap_or(rest.len());
                let (zone, after) = rest.split_at(end);
                rest = after;
                let spelled = match zone.len() {
                    5 if zone.starts_with(['+', '-']) => format!("{}:{}", &zone[..3], &zone[3..]),
                    _ => zone.to_owned(),
                };
                match zones::offset_millis(&spelled, 0) {
                    Some(0) => Some(()),
                    Some(_) => {
                        return Err(EngineError::unsupported(format_args!("parse_datetime with the offset {zone}")));
                    }
                    None => None,
                }
            }
            other => return Err(EngineError::unsupported(format_args!("parse_datetime with the letter {other}"))),
        };
        if found.is_none() {
            return Ok(None);
        }
    }
    if twelve {
        hour = hour % 12 + if half == Some(true) { 12 } else { 0 };
    }
    if !rest.is_empty() || hour > 23 || minute > 59 || second > 59 {
        return Ok(None);
    }
    let date = match of_year {
        Some(number) => days(year, 1, 1).map(|first| first + number as i32 - 1),
        None => days(year, u32::try_from(month).unwrap_or(0), u32::try_from(day).unwrap_or(0)),
    };
    Ok(date.map(|date| i64::from(date) * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + millis))
}

/// Whether it is the afternoon.
fn name_of_half(rest: &mut &str) -> Option<bool> {
    let afternoon = match rest.get(..2)?.to_ascii_uppercase().as_str() {
        "AM" => false,
        "PM" => true,
        _ => return None,
    };
    *rest = &rest[2..];
    Some(afternoon)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn patterns_write_and_read() {
        let at = parse::timestamp_millis("2001-08-22 13:04:05.321").expect("a time");
        for (pattern, expected) in [
            ("yyyy-MM-dd HH:mm:ss.SSS", "2001-08-22 13:04:05.321"),
            ("EEE, d MMM yy 'at' h:mm a", "Wed, 22 Aug 01 at 1:04 PM"),
            ("D xxxx-'W'ww-e ZZ", "234 2001-W34-3 +00:00"),
        ] {
            assert_eq!(write(at, 0, "UTC", pattern).as_deref(), Ok(expected));
        }
        let read = |text: &str, pattern: &str| read(text, &pieces(pattern).expect("a pattern"));
        assert_eq!(read("2001-08-22 13:04:05.321", "yyyy-MM-dd HH:mm:ss.SSS"), Ok(Some(at)));
        assert_eq!(read("20010822130405321", "yyyyMMddHHmmssSSS"), Ok(Some(at)));
        assert_eq!(read("22/8/2001 1:04:05.321 pm", "d/M/y h:m:s.S a"), Ok(Some(at)));
        assert_eq!(read("2001-13-22", "yyyy-MM-dd"), Ok(None));
    }
}

//! Dates and times in Joda's patterns: `format_datetime(t, 'yyyy-MM-dd')` and `parse_datetime`.

use std::fmt::Write as _;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef};
use datafusion::arrow::datatypes::DataType;

use super::bucket::{self, Field, Part, ZONE_NAMES};
use super::date::{day_of_year, iso_week, local, weekday};
use super::mysql::{DAYS, MONTHS};
use super::parse::civil;
use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

const DAY: i64 = 86_400_000;

/// The middle of the hundred years that two digits are one of.
const PIVOT: i64 = 1996;

pub fn register(r: &mut Registry) {
    use Arg::{Temporal, Text};
    r.add("format_datetime", Args::Exact(&[Temporal, Text]), Returns::Text, format_datetime);
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
            if !"GCyYxMwedEDaHhKkmsSzZ".contains(character) {
                let what = format_args!("the pattern letter {character} of '{pattern}'");
                return Err(if character == 'Q' {
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
    Ok(bucket::read(text, &parts(pattern)?).ok().map(|found| found.millis))
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
            'G' => out.push_str(if year > 0 { "AD" } else { "BC" }),
            'C' => number(if year > 0 { year } else { 1 - year } / 100),
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
            _ if zone.starts_with(['+', '-']) => out.push_str(zone),
            _ => {
                let names = ZONE_NAMES
                    .iter()
                    .find(|names| names.id == zone)
                    .ok_or_else(|| EngineError::unsupported(format_args!("the pattern letter z in the zone {zone}")))?;
                let (short, long) = names.at(offset);
                out.push_str(if count >= 4 { long } else { short });
            }
        }
    }
    Ok(out)
}

/// The parts of a pattern, for reading.
pub fn parts(pattern: &str) -> Result<Vec<Part>, EngineError> {
    let pieces = pieces(pattern)?;
    let numeric = |piece: Option<&Piece>| match piece {
        Some(Piece::Field('M', count)) => *count <= 2,
        Some(Piece::Field(letter, _)) => "CxyYdhHmsSeDwkK".contains(*letter),
        _ => false,
    };
    let mut out = Vec::with_capacity(pieces.len());
    for (place, piece) in pieces.iter().enumerate() {
        let (letter, count) = match piece {
            Piece::Text(text) => {
                out.push(Part::Text(text.clone()));
                continue;
            }
            Piece::Field(letter, count) => (*letter, *count),
        };
        let touching = numeric(pieces.get(place + 1));
        let small = |field: Field| Part::Number(field, count.max(2), false);
        let years = |field: Field, signed: bool| match count {
            // Source: Joda-Time reads two digits as the year nearest to thirty years ago.
            2 => Part::TwoDigits(if field == Field::YearOfEra { Field::Year } else { field }, PIVOT, !touching),
            _ => Part::Number(field, if touching { count } else { count.max(9) }, signed),
        };
        out.push(match letter {
            'C' => Part::Number(Field::Century, count, false),
            'x' => years(Field::Weekyear, true),
            'y' => years(Field::Year, true),
            'Y' => years(Field::YearOfEra, false),
            'M' if count >= 3 => Part::MonthName,
            'M' => small(Field::Month),
            'd' => small(Field::DayOfMonth),
            'D' => Part::Number(Field::DayOfYear, count.max(3), false),
            'w' => small(Field::Week),
            'e' => Part::Number(Field::DayOfWeek, count, false),
            'E' => Part::DayName,
            'a' => Part::HalfdayName,
            'H' => small(Field::Hour),
            'k' => small(Field::ClockHour),
            'K' => small(Field::HourOfHalfday),
            'h' => small(Field::ClockHourOfHalfday),
            'm' => small(Field::Minute),
            's' => small(Field::Second),
            'S' => Part::Fraction(count),
            'Z' if count >= 3 => Part::ZoneId,
            'Z' => Part::Offset,
            'z' if count < 4 => Part::ZoneName,
            other => return Err(EngineError::unsupported(format_args!("parse_datetime with the letter {other}"))),
        });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::engine::zones;

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
        for (text, pattern, expected) in [
            ("2001-08-22 13:04:05.321", "yyyy-MM-dd HH:mm:ss.SSS", Some(at)),
            ("20010822130405321", "yyyyMMddHHmmssSSS", Some(at)),
            ("22/8/2001 1:04:05.321 pm", "d/M/y h:m:s.SSS a", Some(at)),
            ("2001-W34-3T13:04:05.321+00:00", "xxxx-'W'ww-e'T'HH:mm:ss.SSSZZ", Some(at)),
            ("2001-08-22 15:04:05.321 Europe/Berlin", "yyyy-MM-dd HH:mm:ss.SSS ZZZ", Some(at)),
            ("2001-08-22 09:04:05.321 EDT", "yyyy-MM-dd HH:mm:ss.SSS z", Some(at)),
            ("22/8/2001 1:04:05.321 pm", "d/M/y h:m:s.S a", None),
            ("2001-13-22", "yyyy-MM-dd", None),
        ] {
            assert_eq!(parse_pattern(text, pattern), Ok(expected), "{text} {pattern}");
        }
        let summer = zones::offset_millis("America/Los_Angeles", at).expect("a zone");
        assert_eq!(
            write(at, summer, "America/Los_Angeles", "z zzzz G C").as_deref(),
            Ok("PDT Pacific Daylight Time AD 20")
        );
    }
}

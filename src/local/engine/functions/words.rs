//! Text from numbers and from other text: `format_number`, `soundex` and the like.

use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::{DataType, Int64Type};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Double, Text};
    r.add("format_number", Args::Exact(&[Double]), Returns::Text, format_number);
    r.add("human_readable_seconds", Args::Exact(&[Double]), Returns::Text, readable_seconds);
    r.add("soundex", Args::Exact(&[Text]), Returns::Text, soundex);
    r.add("luhn_check", Args::Exact(&[Text]), Returns::Boolean, luhn);
    r.add("strpos", Args::Exact(&[Text, Text, Bigint]), Returns::Bigint, strpos);
    r.add("from_utf8", Args::Exact(&[Arg::Varbinary]), Returns::Text, from_utf8);
    r.add("from_utf8", Args::Exact(&[Arg::Varbinary, Text]), Returns::Text, from_utf8);
    r.add("from_utf8", Args::Exact(&[Arg::Varbinary, Bigint]), Returns::Text, from_utf8);
}

fn bad(text: impl std::fmt::Display) -> EngineError {
    EngineError::user("INVALID_FUNCTION_ARGUMENT", text)
}

fn format_number(args: &[ArrayRef]) -> Out {
    const UNITS: [&str; 6] = ["", "K", "M", "B", "T", "Q"];
    let values = rows::double(&args[0])?;
    rows::to_text(args, |row| {
        let mut value = values.value(row);
        let mut unit = 0;
        while (value >= 1000.0 || value <= -1000.0) && unit < UNITS.len() - 1 {
            unit += 1;
            value /= 1000.0;
        }
        let magnitude = value.abs();
        let digits = if magnitude < 10.0 { 2 } else { usize::from(magnitude < 100.0) };
        let text = format!("{value:.digits$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        Ok(Some(format!("{text}{}", UNITS[unit])))
    })
}

fn readable_seconds(args: &[ArrayRef]) -> Out {
    const UNITS: [(&str, i64); 5] = [("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)];
    let values = rows::double(&args[0])?;
    rows::to_text(args, |row| {
        let value = values.value(row);
        if !value.is_finite() || value.abs() > 9e15 {
            return Err(bad("Invalid argument found: must be a finite number of seconds"));
        }
        let mut rest = value.abs().round() as i64;
        let mut parts = Vec::new();
        for (name, size) in UNITS {
            let count = rest / size;
            rest %= size;
            if count > 0 || (size == 1 && parts.is_empty()) {
                parts.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
            }
        }
        Ok(Some(parts.join(", ")))
    })
}

fn soundex(args: &[ArrayRef]) -> Out {
    fn code(letter: char) -> Option<char> {
        Some(match letter {
            'B' | 'F' | 'P' | 'V' => '1',
            'C' | 'G' | 'J' | 'K' | 'Q' | 'S' | 'X' | 'Z' => '2',
            'D' | 'T' => '3',
            'L' => '4',
            'M' | 'N' => '5',
            'R' => '6',
            _ => return None,
        })
    }
    let text = rows::text(&args[0])?;
    rows::to_text(args, |row| {
        let letters: Vec<char> =
            text.value(row).chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).collect();
        if let Some(foreign) = letters.iter().find(|letter| !letter.is_ascii()) {
            return Err(bad(format_args!("The character is not mapped: {foreign}")));
        }
        let Some(first) = letters.first() else { return Ok(Some(String::new())) };
        let mut out = first.to_string();
        let mut last = code(*first);
        for letter in &letters[1..] {
            let own = code(*letter);
            if let Some(digit) = own
                && own != last
            {
                out.push(digit);
            }
            // H and W do not part letters of one code; vowels do.
            if !matches!(letter, 'H' | 'W') {
                last = own;
            }
        }
        out.truncate(4);
        Ok(Some(format!("{out:0<4}")))
    })
}

fn luhn(args: &[ArrayRef]) -> Out {
    let text = rows::text(&args[0])?;
    rows::to_boolean(args, |row| {
        let digits: Vec<u32> = text
            .value(row)
            .chars()
            .rev()
            .map(|c| c.to_digit(10).ok_or_else(|| bad("Invalid argument found: must be digits")))
            .collect::<Result<_, _>>()?;
        if digits.is_empty() {
            return Ok(Some(false));
        }
        let sum: u32 = digits
            .iter()
            .enumerate()
            .map(|(place, digit)| match place % 2 {
                0 => *digit,
                _ if *digit > 4 => digit * 2 - 9,
                _ => digit * 2,
            })
            .sum();
        Ok(Some(sum.is_multiple_of(10)))
    })
}

/// The place of the nth occurrence; of the nth from the end when negative.
fn strpos(args: &[ArrayRef]) -> Out {
    let (text, part, instance) = (rows::text(&args[0])?, rows::text(&args[1])?, rows::bigint(&args[2])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        let (value, part, instance) = (text.value(row), part.value(row), instance.value(row));
        if instance == 0 {
            return Err(bad("'instance' must be a positive or negative number."));
        }
        if part.is_empty() {
            return Ok(Some(1));
        }
        // Occurrences may overlap.
        let mut places: Vec<usize> =
            value.char_indices().map(|(at, _)| at).filter(|at| value[*at..].starts_with(part)).collect();
        if instance < 0 {
            places.reverse();
        }
        let found = usize::try_from(instance.unsigned_abs() - 1).ok().and_then(|nth| places.get(nth));
        Ok(Some(found.map_or(0, |at| value[..*at].chars().count() as i64 + 1)))
    })?))
}

/// What is no UTF-8 becomes the replacement, which may be empty.
/// `from_utf8(bytes)`: what is no character becomes `\u{fffd}`, or the text that is given, or the character of a number.
fn from_utf8(args: &[ArrayRef]) -> Out {
    let bytes = rows::binary(&args[0])?;
    rows::to_text(args, |row| {
        let mut code = [0; 4];
        let with = match args.get(1) {
            None => "\u{fffd}",
            Some(with) if *with.data_type() == DataType::Int64 => {
                let code_point = u32::try_from(rows::bigint(with)?.value(row)).ok().and_then(char::from_u32);
                code_point.ok_or_else(|| bad("Invalid replacement character"))?.encode_utf8(&mut code)
            }
            Some(with) => rows::text(with)?.value(row),
        };
        if with.chars().count() > 1 {
            return Err(bad("Replacement character string must empty or a single character"));
        }
        let (mut out, mut rest) = (String::new(), bytes.value(row));
        while !rest.is_empty() {
            let valid = match std::str::from_utf8(rest) {
                Ok(text) => text,
                Err(error) => std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default(),
            };
            out.push_str(valid);
            rest = &rest[valid.len()..];
            if !rest.is_empty() {
                out.push_str(with);
                rest = &rest[broken(rest)..];
            }
        }
        Ok(Some(out))
    })
}

/// The length of what is no character but begins as one: with all bytes that its first one calls for.
///
/// Source: Airlift, `SliceUtf8.fixInvalidUtf8`.
fn broken(bytes: &[u8]) -> usize {
    let wanted = match bytes[0] {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        0xf8..=0xfb => 5,
        0xfc..=0xfd => 6,
        _ => 1,
    };
    1 + bytes[1..].iter().take(wanted - 1).take_while(|byte| **byte & 0xc0 == 0x80).count()
}

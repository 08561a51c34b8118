//! Text from numbers and from other text: `format`, `format_number`, `soundex` and the like.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Int64Type};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::coercion::{integer_rank, is_text};
use crate::engine::error::EngineError;
use crate::engine::format as cells;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Double, Text};
    r.add("format", Args::Rule(format_types), Returns::Text, format);
    r.add("format_number", Args::Exact(&[Double]), Returns::Text, format_number);
    r.add("human_readable_seconds", Args::Exact(&[Double]), Returns::Text, readable_seconds);
    r.add("soundex", Args::Exact(&[Text]), Returns::Text, soundex);
    r.add("luhn_check", Args::Exact(&[Text]), Returns::Boolean, luhn);
    r.add("strpos", Args::Exact(&[Text, Text, Bigint]), Returns::Bigint, strpos);
    r.add("from_utf8", Args::Exact(&[Arg::Varbinary, Text]), Returns::Text, from_utf8);
}

fn bad(text: impl std::fmt::Display) -> EngineError {
    EngineError::user("INVALID_FUNCTION_ARGUMENT", text)
}

fn format_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    if kinds.len() < 2 || !is_text(kinds.first()?) {
        return None;
    }
    Some(kinds.iter().map(|kind| if is_text(kind) { DataType::Utf8 } else { kind.clone() }).collect())
}

/// One `%…` of a pattern.
struct Spec {
    argument: Option<usize>,
    flags: String,
    width: usize,
    precision: Option<usize>,
    conversion: char,
}

fn spec(rest: &str) -> Result<(Spec, &str), EngineError> {
    let number = |text: &str| -> (Option<usize>, usize) {
        let end = text.bytes().take_while(u8::is_ascii_digit).count();
        (text[..end].parse().ok(), end)
    };
    let mut rest = rest;
    let mut argument = None;
    let (index, end) = number(rest);
    if rest[end..].starts_with('$') {
        argument = index;
        rest = &rest[end + 1..];
    }
    let end = rest.find(|c: char| !"-#+ 0,(".contains(c)).unwrap_or(rest.len());
    let flags = rest[..end].to_owned();
    rest = &rest[end..];
    let (width, end) = number(rest);
    rest = &rest[end..];
    let mut precision = None;
    if let Some(after) = rest.strip_prefix('.') {
        let (digits, end) = number(after);
        precision = Some(digits.ok_or_else(|| bad("Invalid format string"))?);
        rest = &after[end..];
    }
    let conversion = rest.chars().next().ok_or_else(|| bad("Invalid format string: '%' at its end"))?;
    let rest = &rest[conversion.len_utf8()..];
    Ok((Spec { argument, flags, width: width.unwrap_or(0), precision, conversion }, rest))
}

fn format(args: &[ArrayRef]) -> Out {
    let patterns = rows::text(&args[0])?;
    rows::to_text(&args[..1], |row| {
        let (mut out, mut rest, mut next) = (String::new(), patterns.value(row), 1);
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            let (spec, after) = spec(&rest[at + 1..])?;
            rest = after;
            let text = match spec.conversion {
                '%' => "%".to_owned(),
                'n' => "\n".to_owned(),
                _ => {
                    let place = spec.argument.unwrap_or_else(|| {
                        next += 1;
                        next - 1
                    });
                    let argument = args.get(place).filter(|_| place > 0);
                    let argument =
                        argument.ok_or_else(|| bad(format_args!("Format specifier '%{}'", spec.conversion)))?;
                    converted(&spec, argument, row)?
                }
            };
            let missing = spec.width.saturating_sub(text.chars().count());
            if spec.flags.contains('-') {
                out.push_str(&text);
                out.push_str(&" ".repeat(missing));
            } else if spec.flags.contains('0') && "dfxeX".contains(spec.conversion) {
                let (sign, digits) = match text.strip_prefix(['-', '+']) {
                    Some(digits) => text.split_at(text.len() - digits.len()),
                    None => ("", text.as_str()),
                };
                out.push_str(sign);
                out.push_str(&"0".repeat(missing));
                out.push_str(digits);
            } else {
                out.push_str(&" ".repeat(missing));
                out.push_str(&text);
            }
        }
        out.push_str(rest);
        Ok(Some(out))
    })
}

/// Thousands in groups of three.
fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn converted(spec: &Spec, array: &ArrayRef, row: usize) -> Result<String, EngineError> {
    let wrong = || {
        bad(format_args!(
            "Invalid format string: {} != {}",
            spec.conversion,
            crate::engine::types::athena_name(array.data_type())
        ))
    };
    let Some(plain) = cells::format_cell(array, row) else {
        return Ok(if spec.conversion == 'b' { "false" } else { "null" }.to_owned());
    };
    let kind = array.data_type();
    let signed = |text: String| {
        let positive = !text.starts_with('-');
        if positive && spec.flags.contains('+') {
            format!("+{text}")
        } else if positive && spec.flags.contains(' ') {
            format!(" {text}")
        } else {
            text
        }
    };
    let comma = |text: String| if spec.flags.contains(',') { grouped(&text) } else { text };
    if spec.flags.contains(['(', '#']) {
        return Err(EngineError::unsupported(format_args!("format with the flags '{}'", spec.flags)));
    }
    Ok(match spec.conversion {
        's' | 'S' => {
            let cut: String = plain.chars().take(spec.precision.unwrap_or(usize::MAX)).collect();
            if spec.conversion == 'S' { cut.to_uppercase() } else { cut }
        }
        'd' if integer_rank(kind).is_some() => signed(comma(plain)),
        'x' | 'X' | 'o' if integer_rank(kind).is_some() => {
            let numbers = compute::cast(array, &DataType::Int64)?;
            let value = numbers.as_primitive::<Int64Type>().value(row);
            let bits = u32::from(integer_rank(kind).unwrap_or(8)) * 8;
            let value = if bits == 64 { value as u64 } else { value as u64 & ((1 << bits) - 1) };
            match spec.conversion {
                'x' => format!("{value:x}"),
                'X' => format!("{value:X}"),
                _ => format!("{value:o}"),
            }
        }
        'f' if matches!(kind, DataType::Float32 | DataType::Float64) => {
            let value: f64 = plain.parse().map_err(|_| wrong())?;
            if value.is_finite() { signed(comma(half_up(value, spec.precision.unwrap_or(6)))) } else { plain }
        }
        'f' if matches!(kind, DataType::Decimal128(_, _)) => {
            let scale = spec.precision.unwrap_or(6);
            let scale = i8::try_from(scale).ok().filter(|scale| *scale <= 30).ok_or_else(wrong)?;
            let value = super::parse::decimal(&plain, 38, scale).ok_or_else(wrong)?;
            let mut out = String::new();
            cells::decimal(value, scale, &mut out);
            signed(comma(out))
        }
        'e' | 'E' if matches!(kind, DataType::Float32 | DataType::Float64) => {
            let value: f64 = plain.parse().map_err(|_| wrong())?;
            let text = format!("{value:.*e}", spec.precision.unwrap_or(6));
            let (mantissa, exponent) = text.split_once('e').ok_or_else(wrong)?;
            let exponent: i32 = exponent.parse().map_err(|_| wrong())?;
            let sign = if exponent < 0 { '-' } else { '+' };
            let text = format!("{mantissa}e{sign}{:02}", exponent.abs());
            signed(if spec.conversion == 'E' { text.to_uppercase() } else { text })
        }
        'b' | 'B' => {
            if *kind == DataType::Boolean {
                plain
            } else {
                "true".to_owned()
            }
        }
        'c' if is_text(kind) && plain.chars().count() == 1 => plain,
        'd' | 'x' | 'X' | 'o' | 'f' | 'e' | 'E' | 'c' => return Err(wrong()),
        other => return Err(EngineError::unsupported(format_args!("format with %{other}"))),
    })
}

/// So many digits behind the point, halves away from zero in the decimal digits that Java prints.
fn half_up(value: f64, digits: usize) -> String {
    let text = format!("{value:e}");
    let scale = i8::try_from(digits).unwrap_or(30).min(30);
    match super::parse::decimal(&text, 38, scale) {
        Some(unscaled) => {
            let mut out = String::new();
            cells::decimal(unscaled, scale, &mut out);
            if value.is_sign_negative() && !out.starts_with('-') && value != 0.0 { format!("-{out}") } else { out }
        }
        None => format!("{value:.digits$}"),
    }
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
fn from_utf8(args: &[ArrayRef]) -> Out {
    let (bytes, with) = (rows::binary(&args[0])?, rows::text(&args[1])?);
    rows::to_text(args, |row| {
        let with = with.value(row);
        if with.chars().count() > 1 {
            return Err(bad("Replacement character string must empty or a single character"));
        }
        let mut out = String::new();
        for chunk in bytes.value(row).utf8_chunks() {
            out.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                out.push_str(with);
            }
        }
        Ok(Some(out))
    })
}

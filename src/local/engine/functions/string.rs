//! Text functions. Positions and lengths count characters, from 1.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, Int64Array, ListBuilder, StringBuilder};
use datafusion::arrow::datatypes::{DataType, Field, Int64Type};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::coercion::{common_of, is_text};
use crate::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Text};
    r.add("length", Args::Exact(&[Text]), Returns::Bigint, length);
    r.add("lower", Args::Exact(&[Text]), Returns::Text, |a| map(a, lower));
    r.add("upper", Args::Exact(&[Text]), Returns::Text, |a| map(a, upper));
    r.add("reverse", Args::Exact(&[Text]), Returns::Text, |a| map(a, |text| text.chars().rev().collect()));
    r.add("trim", Args::Exact(&[Text]), Returns::Text, |a| map(a, |text| text.trim_matches(is_blank).to_owned()));
    r.add("ltrim", Args::Exact(&[Text]), Returns::Text, |a| {
        map(a, |text| text.trim_start_matches(is_blank).to_owned())
    });
    r.add("rtrim", Args::Exact(&[Text]), Returns::Text, |a| map(a, |text| text.trim_end_matches(is_blank).to_owned()));
    r.add("trim", Args::Exact(&[Text, Text]), Returns::Text, |a| trim_set(a, true, true));
    r.add("ltrim", Args::Exact(&[Text, Text]), Returns::Text, |a| trim_set(a, true, false));
    r.add("rtrim", Args::Exact(&[Text, Text]), Returns::Text, |a| trim_set(a, false, true));
    r.add("concat", Args::Rule(concat_types), Returns::Same(0), concat);
    r.add("concat_ws", Args::AtLeast(2, Text), Returns::Text, concat_ws);
    r.add("substr", Args::Exact(&[Text, Bigint]), Returns::Text, substr);
    r.add("substr", Args::Exact(&[Text, Bigint, Bigint]), Returns::Text, substr);
    r.add("strpos", Args::Exact(&[Text, Text]), Returns::Bigint, strpos);
    r.add("replace", Args::Exact(&[Text, Text]), Returns::Text, replace);
    r.add("replace", Args::Exact(&[Text, Text, Text]), Returns::Text, replace);
    r.add("split_part", Args::Exact(&[Text, Text, Bigint]), Returns::Text, split_part);
    r.add("split", Args::Exact(&[Text, Text]), Returns::Rule(text_list), split);
    r.add("split", Args::Exact(&[Text, Text, Bigint]), Returns::Rule(text_list), split);
    r.add("starts_with", Args::Exact(&[Text, Text]), Returns::Boolean, starts_with);
    r.add("$listagg", Args::Exact(&[Text, Text]), Returns::Text, listagg);
    r.add("lpad", Args::Exact(&[Text, Bigint, Text]), Returns::Text, |a| pad(a, true));
    r.add("rpad", Args::Exact(&[Text, Bigint, Text]), Returns::Text, |a| pad(a, false));
    r.add("codepoint", Args::Exact(&[Text]), Returns::Integer, codepoint);
    r.add("translate", Args::Exact(&[Text, Text, Text]), Returns::Text, translate);
    r.add("levenshtein_distance", Args::Exact(&[Text, Text]), Returns::Bigint, levenshtein);
    r.add("hamming_distance", Args::Exact(&[Text, Text]), Returns::Bigint, hamming);
    r.add("$like", Args::Exact(&[Text, Text]), Returns::Boolean, like);
    r.add("$like", Args::Exact(&[Text, Text, Text]), Returns::Boolean, like);
}

/// As Java's `Character.isWhitespace`: blanks that do not keep words together, and some control characters.
fn is_blank(character: char) -> bool {
    match character {
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{85}' => false,
        '\u{1c}'..='\u{1f}' => true,
        other => other.is_whitespace(),
    }
}

/// Each character by itself, as Trino has it: one that has no single small one stays, and the place of a sigma is not seen.
///
/// Source: Airlift, `SliceUtf8.toLowerCase`, by Java's `Character.toLowerCase`.
pub fn lower(text: &str) -> String {
    let each = |character: char| match character {
        '\u{130}' => 'i',
        other => single(other.to_lowercase(), other),
    };
    text.chars().map(each).collect()
}

/// The same for large ones: there is no large `ß`.
pub fn upper(text: &str) -> String {
    text.chars().map(|character| single(character.to_uppercase(), character)).collect()
}

fn single(mut mapped: impl Iterator<Item = char>, otherwise: char) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => otherwise,
    }
}

fn map(args: &[ArrayRef], each: impl Fn(&str) -> String) -> Out {
    let text = rows::text(&args[0])?;
    rows::to_text(args, |row| Ok(Some(each(text.value(row)))))
}

fn length(args: &[ArrayRef]) -> Out {
    let text = rows::text(&args[0])?;
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| Ok(Some(text.value(row).chars().count() as i64)))?))
}

fn trim_set(args: &[ArrayRef], start: bool, end: bool) -> Out {
    let (text, set) = (rows::text(&args[0])?, rows::text(&args[1])?);
    rows::to_text(args, |row| {
        let set: Vec<char> = set.value(row).chars().collect();
        let mut value = text.value(row);
        if start {
            value = value.trim_start_matches(set.as_slice());
        }
        if end {
            value = value.trim_end_matches(set.as_slice());
        }
        Ok(Some(value.to_owned()))
    })
}

/// All text, or all arrays of one type, or an array and items for it.
fn concat_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    if kinds.len() < 2 {
        return None;
    }
    if kinds.iter().all(|kind| is_text(kind) || *kind == DataType::Null) {
        return Some(vec![DataType::Utf8; kinds.len()]);
    }
    if kinds.iter().all(|kind| matches!(kind, DataType::List(_))) {
        let shared = common_of(kinds)?;
        return Some(vec![shared; kinds.len()]);
    }
    None
}

/// NULL as soon as one part is.
fn concat(args: &[ArrayRef]) -> Out {
    if matches!(args[0].data_type(), DataType::List(_)) {
        return super::nested::concat(args);
    }
    let parts = args.iter().map(rows::text).collect::<Result<Vec<_>, _>>()?;
    rows::to_text(args, |row| Ok(Some(parts.iter().map(|part| part.value(row)).collect())))
}

/// NULL parts are left out; a NULL separator makes the whole NULL.
fn concat_ws(args: &[ArrayRef]) -> Out {
    let parts = args.iter().map(rows::text).collect::<Result<Vec<_>, _>>()?;
    rows::to_text(&args[..1], |row| {
        let present: Vec<&str> =
            parts[1..].iter().filter(|part| part.is_valid(row)).map(|part| part.value(row)).collect();
        Ok(Some(present.join(parts[0].value(row))))
    })
}

/// A start of 0, or before the beginning, gives the empty text; a negative one counts from the end.
fn substr(args: &[ArrayRef]) -> Out {
    let (text, start) = (rows::text(&args[0])?, rows::bigint(&args[1])?);
    let length = args.get(2).map(rows::bigint).transpose()?;
    rows::to_text(args, |row| {
        let value = text.value(row);
        let total = value.chars().count() as i64;
        let start = start.value(row);
        let from = if start > 0 { start - 1 } else { total + start };
        if start == 0 || from < 0 || from >= total {
            return Ok(Some(String::new()));
        }
        let count = length.map_or(i64::MAX, |length| length.value(row)).max(0);
        Ok(Some(value.chars().skip(from as usize).take(usize::try_from(count).unwrap_or(usize::MAX)).collect()))
    })
}

fn strpos(args: &[ArrayRef]) -> Out {
    let (text, part) = (rows::text(&args[0])?, rows::text(&args[1])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        let value = text.value(row);
        Ok(Some(value.find(part.value(row)).map_or(0, |at| value[..at].chars().count() as i64 + 1)))
    })?))
}

fn replace(args: &[ArrayRef]) -> Out {
    let (text, part) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let with = args.get(2).map(rows::text).transpose()?;
    rows::to_text(args, |row| {
        Ok(Some(text.value(row).replace(part.value(row), with.map_or("", |with| with.value(row)))))
    })
}

/// NULL when there are fewer parts; an index below 1 is an error.
fn split_part(args: &[ArrayRef]) -> Out {
    let (text, by, index) = (rows::text(&args[0])?, rows::text(&args[1])?, rows::bigint(&args[2])?);
    rows::to_text(args, |row| {
        let index = index.value(row);
        if index < 1 {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "Index must be greater than zero"));
        }
        let (value, by) = (text.value(row), by.value(row));
        if by.is_empty() {
            return Ok(value.chars().nth(index as usize - 1).map(String::from));
        }
        Ok(value.split(by).nth(index as usize - 1).map(str::to_owned))
    })
}

pub fn text_list(_: &[DataType]) -> Option<DataType> {
    Some(DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))))
}

fn split(args: &[ArrayRef]) -> Out {
    let (text, by) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let limit = args.get(2).map(rows::bigint).transpose()?;
    let mut builder = ListBuilder::new(StringBuilder::new());
    for row in rows::live(args) {
        let Some(row) = row else {
            builder.append_null();
            continue;
        };
        if by.value(row).is_empty() {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "The delimiter may not be the empty string"));
        }
        match limit.map(|limit| limit.value(row)) {
            None => text.value(row).split(by.value(row)).for_each(|part| builder.values().append_value(part)),
            Some(limit) if limit > 0 => {
                text.value(row)
                    .splitn(limit as usize, by.value(row))
                    .for_each(|part| builder.values().append_value(part));
            }
            Some(_) => return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "Limit must be positive")),
        }
        builder.append(true);
    }
    Ok(Arc::new(builder.finish()))
}

fn starts_with(args: &[ArrayRef]) -> Out {
    let (text, prefix) = (rows::text(&args[0])?, rows::text(&args[1])?);
    rows::to_boolean(args, |row| Ok(Some(text.value(row).starts_with(prefix.value(row)))))
}

/// The longest text that `listagg` makes, in bytes. Source: Trino, `ListaggAggregationFunction`.
const LONGEST_LIST: usize = 1_048_576;

/// What `listagg` has put together, unless it is too long.
fn listagg(args: &[ArrayRef]) -> Out {
    let (joined, overflow) = (rows::text(&args[0])?, rows::text(&args[1])?);
    if let Some(row) = (0..joined.len()).find(|row| joined.is_valid(*row) && joined.value(*row).len() > LONGEST_LIST) {
        return Err(if overflow.value(row) == "truncate" {
            EngineError::unsupported(format_args!("listagg that truncates more than {LONGEST_LIST} bytes"))
        } else {
            EngineError::user(
                "EXCEEDED_FUNCTION_MEMORY_LIMIT",
                format_args!(
                    "Concatenated string has the length in bytes larger than the maximum output length {LONGEST_LIST}"
                ),
            )
        });
    }
    Ok(Arc::clone(&args[0]))
}

fn pad(args: &[ArrayRef], left: bool) -> Out {
    let (text, size, with) = (rows::text(&args[0])?, rows::bigint(&args[1])?, rows::text(&args[2])?);
    rows::to_text(args, |row| {
        let (value, size, with) = (text.value(row), size.value(row), with.value(row));
        if !(0..=1_000_000).contains(&size) {
            return Err(EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                "Target length must be in the range [0..1000000]",
            ));
        }
        if with.is_empty() {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "Padding string must not be empty"));
        }
        let (size, count) = (size as usize, value.chars().count());
        if count >= size {
            return Ok(Some(value.chars().take(size).collect()));
        }
        let padding: String = with.chars().cycle().take(size - count).collect();
        Ok(Some(if left { padding + value } else { value.to_owned() + &padding }))
    })
}

pub fn chr(args: &[ArrayRef]) -> Out {
    let code = rows::bigint(&args[0])?;
    rows::to_text(args, |row| {
        let code = code.value(row);
        u32::try_from(code).ok().and_then(char::from_u32).map(|character| Some(character.to_string())).ok_or_else(
            || EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Not a valid Unicode code point: {code}")),
        )
    })
}

fn codepoint(args: &[ArrayRef]) -> Out {
    let text = rows::text(&args[0])?;
    Ok(Arc::new(rows::to_number::<datafusion::arrow::datatypes::Int32Type>(args, |row| {
        let mut characters = text.value(row).chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) => Ok(Some(one as i32)),
            _ => Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "Input string must be a single character string")),
        }
    })?))
}

fn translate(args: &[ArrayRef]) -> Out {
    let (text, from, to) = (rows::text(&args[0])?, rows::text(&args[1])?, rows::text(&args[2])?);
    rows::to_text(args, |row| {
        let (from, to): (Vec<char>, Vec<char>) = (from.value(row).chars().collect(), to.value(row).chars().collect());
        Ok(Some(
            text.value(row)
                .chars()
                .filter_map(|character| match from.iter().position(|f| *f == character) {
                    None => Some(character),
                    Some(at) => to.get(at).copied(),
                })
                .collect(),
        ))
    })
}

fn levenshtein(args: &[ArrayRef]) -> Out {
    let (a, b) = (rows::text(&args[0])?, rows::text(&args[1])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        let (a, b): (Vec<char>, Vec<char>) = (a.value(row).chars().collect(), b.value(row).chars().collect());
        let mut previous: Vec<i64> = (0..=b.len() as i64).collect();
        for (i, x) in a.iter().enumerate() {
            let mut current = vec![i as i64 + 1];
            for (j, y) in b.iter().enumerate() {
                let change = previous[j] + i64::from(x != y);
                current.push(change.min(previous[j + 1] + 1).min(current[j] + 1));
            }
            previous = current;
        }
        Ok(previous.last().copied())
    })?))
}

fn hamming(args: &[ArrayRef]) -> Out {
    let (a, b) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let out: Int64Array = rows::to_number::<Int64Type>(args, |row| {
        let (a, b) = (a.value(row), b.value(row));
        if a.chars().count() != b.chars().count() {
            return Err(EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                "The input strings to hamming_distance function must have the same length",
            ));
        }
        Ok(Some(a.chars().zip(b.chars()).filter(|(x, y)| x != y).count() as i64))
    })?;
    Ok(Arc::new(out))
}

/// `LIKE` where only the character after ESCAPE escapes, and without ESCAPE none does.
fn like(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let escape = args.get(2).map(rows::text).transpose()?;
    let mut compiled: Option<(String, Vec<Part>)> = None;
    rows::to_boolean(args, |row| {
        let source = pattern.value(row);
        let escape = match escape.map(|escape| escape.value(row)) {
            None => None,
            Some(text) => {
                let mut characters = text.chars();
                match (characters.next(), characters.next()) {
                    (Some(one), None) => Some(one),
                    _ => {
                        return Err(EngineError::user(
                            "INVALID_FUNCTION_ARGUMENT",
                            "Escape string must be a single character",
                        ));
                    }
                }
            }
        };
        if compiled.as_ref().is_none_or(|(seen, _)| seen != source) {
            compiled = Some((source.to_owned(), like_parts(source, escape)?));
        }
        let parts = compiled.as_ref().map_or(&[][..], |(_, parts)| parts.as_slice());
        let characters: Vec<char> = text.value(row).chars().collect();
        Ok(Some(like_matches(&characters, parts)))
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    One(char),
    AnyOne,
    AnyMany,
}

fn like_parts(pattern: &str, escape: Option<char>) -> Result<Vec<Part>, EngineError> {
    let mut parts = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        parts.push(if Some(character) == escape {
            match characters.next() {
                Some(next) if next == '%' || next == '_' || Some(next) == escape => Part::One(next),
                _ => {
                    return Err(EngineError::user(
                        "INVALID_FUNCTION_ARGUMENT",
                        "Escape character must be followed by '%', '_' or the escape character itself",
                    ));
                }
            }
        } else {
            match character {
                '%' => Part::AnyMany,
                '_' => Part::AnyOne,
                other => Part::One(other),
            }
        });
    }
    Ok(parts)
}

/// Matches with one point of return: the last `%`.
fn like_matches(text: &[char], parts: &[Part]) -> bool {
    let (mut t, mut p) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        match parts.get(p) {
            Some(Part::AnyMany) => {
                back = Some((p, t));
                p += 1;
            }
            Some(Part::AnyOne) => {
                t += 1;
                p += 1;
            }
            Some(Part::One(character)) if *character == text[t] => {
                t += 1;
                p += 1;
            }
            _ => match back {
                None => return false,
                Some((many, from)) => {
                    back = Some((many, from + 1));
                    t = from + 1;
                    p = many + 1;
                }
            },
        }
    }
    parts[p..].iter().all(|part| *part == Part::AnyMany)
}

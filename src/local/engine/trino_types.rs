//! Trino's type names as a query writes them: `varchar(10)`, `array(integer)`, `row(a bigint)`.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, TimeUnit};

use super::error::EngineError;
use super::functions::fine;
use super::text_types::LONGEST_CHAR;
use super::types::map_type;

/// UUIDs: their bytes.
pub const UUID: DataType = DataType::FixedSizeBinary(16);
/// IP addresses: the bytes of version 6, in which version 4 has its place, and one more, which tells the type from the other.
pub const IP_ADDRESS: DataType = DataType::FixedSizeBinary(17);

/// A type of the dialect: its Arrow type, and the length of `varchar(n)` and `char(n)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrinoType {
    pub kind: DataType,
    pub length: Option<usize>,
    /// Whether it is `char(n)`, whose values are filled with blanks.
    pub pads: bool,
    /// The types inside an array, a map or a row, where one of them has a length; otherwise nothing.
    pub inner: Vec<TrinoType>,
}

impl TrinoType {
    /// A type without a length.
    pub fn plain(kind: DataType) -> Self {
        Self { kind, length: None, pads: false, inner: Vec::new() }
    }

    /// Whether there is a length, in the type or inside of it.
    pub fn has_length(&self) -> bool {
        self.length.is_some() || !self.inner.is_empty()
    }

    /// The type of a part: of the items of an array, of keys and values of a map, of a field of a row.
    pub fn part(&self, index: usize, kind: &DataType) -> Self {
        self.inner.get(index).cloned().unwrap_or_else(|| Self::plain(kind.clone()))
    }

    /// A type of parts.
    fn of(kind: DataType, parts: Vec<TrinoType>) -> Self {
        let inner = if parts.iter().any(Self::has_length) { parts } else { Vec::new() };
        Self { kind, length: None, pads: false, inner }
    }

    pub fn parse(text: &str) -> Result<Self, EngineError> {
        let lower = text.trim().to_ascii_lowercase();
        let (name, inner) = match lower.find(['(', '<']) {
            None => (lower.as_str(), None),
            Some(at) => {
                let close = lower.rfind([')', '>']).filter(|close| *close > at).ok_or_else(|| unknown(text))?;
                let (name, inner) = (lower[..at].trim(), &lower[at + 1..close]);
                let tail = lower[close + 1..].trim();
                if tail == "with time zone" {
                    return zoned(name, precision(inner, text)?, text);
                }
                if !tail.is_empty() && tail != "without time zone" {
                    return Err(unknown(text));
                }
                (name, Some(inner))
            }
        };
        let numbers = || -> Result<Vec<u32>, EngineError> {
            inner.unwrap_or_default().split(',').map(|part| part.trim().parse().map_err(|_| unknown(text))).collect()
        };
        let kind = match (name, inner) {
            ("boolean", None) => DataType::Boolean,
            ("tinyint", None) => DataType::Int8,
            ("smallint", None) => DataType::Int16,
            ("integer" | "int", None) => DataType::Int32,
            ("bigint", None) => DataType::Int64,
            ("real", None) => DataType::Float32,
            ("double" | "double precision", None) => DataType::Float64,
            ("varchar" | "string", None) => DataType::Utf8,
            ("varbinary", None) => DataType::Binary,
            ("json", None) => DataType::LargeUtf8,
            ("date", None) => DataType::Date32,
            ("timestamp" | "timestamp without time zone", None) => DataType::Timestamp(TimeUnit::Millisecond, None),
            ("timestamp with time zone", None) => {
                return zoned("timestamp", TimeUnit::Millisecond, text);
            }
            ("timestamp", Some(inner)) => DataType::Timestamp(precision(inner, text)?, None),
            ("time" | "time without time zone", None) => DataType::Time32(TimeUnit::Millisecond),
            ("time", Some(inner)) => fine::time_type(precision(inner, text)?),
            ("uuid", None) => UUID,
            ("ipaddress", None) => IP_ADDRESS,
            ("decimal" | "dec" | "numeric", None) => DataType::Decimal128(38, 0),
            ("decimal" | "dec" | "numeric", Some(_)) => {
                let numbers = numbers()?;
                let (precision, scale) = match numbers.as_slice() {
                    [precision] => (*precision, 0),
                    [precision, scale] => (*precision, *scale),
                    _ => return Err(unknown(text)),
                };
                if precision == 0 || precision > 38 || scale > precision {
                    return Err(EngineError::user(
                        "TYPE_NOT_FOUND",
                        format_args!(
                            "DECIMAL precision must be in range [1, 38] and scale at most the precision: {text}"
                        ),
                    ));
                }
                DataType::Decimal128(precision as u8, scale as i8)
            }
            ("varchar", Some(_)) => match numbers()?.as_slice() {
                [length] => {
                    return Ok(Self { length: Some(*length as usize), ..Self::plain(DataType::Utf8) });
                }
                _ => return Err(unknown(text)),
            },
            ("char" | "character", None) => {
                return Ok(Self { length: Some(1), pads: true, ..Self::plain(DataType::Utf8) });
            }
            ("char" | "character", Some(_)) => match numbers()?.as_slice() {
                [length] if *length <= LONGEST_CHAR => {
                    return Ok(Self { length: Some(*length as usize), pads: true, ..Self::plain(DataType::Utf8) });
                }
                [length] => {
                    return Err(EngineError::user(
                        "TYPE_NOT_FOUND",
                        format_args!("CHAR length must be in range [0, {LONGEST_CHAR}], got {length}"),
                    ));
                }
                _ => return Err(unknown(text)),
            },
            ("array", Some(inner)) => {
                let item = Self::parse(inner)?.nested(text)?;
                let kind = DataType::List(Arc::new(Field::new("item", item.kind.clone(), true)));
                return Ok(Self::of(kind, vec![item]));
            }
            ("map", Some(inner)) => match split(inner).as_slice() {
                [key, value] => {
                    let (key, value) = (Self::parse(key)?.nested(text)?, Self::parse(value)?.nested(text)?);
                    return Ok(Self::of(map_type(key.kind.clone(), value.kind.clone()), vec![key, value]));
                }
                _ => return Err(unknown(text)),
            },
            ("row" | "struct", Some(inner)) => {
                let (mut fields, mut parts) = (Vec::new(), Vec::new());
                for (index, part) in split(inner).into_iter().enumerate() {
                    let (name, kind) = match part.trim().split_once(' ') {
                        Some((name, kind)) if !name.contains(['(', '<']) => (name.trim_matches('"').to_owned(), kind),
                        _ => (format!("c${index}"), part),
                    };
                    let part = Self::parse(kind)?.nested(text)?;
                    fields.push(Field::new(name, part.kind.clone(), true));
                    parts.push(part);
                }
                return Ok(Self::of(DataType::Struct(fields.into()), parts));
            }
            ("hyperloglog" | "tdigest" | "interval" | "time with time zone", _) => {
                return Err(EngineError::unsupported(format_args!("type {text}")));
            }
            _ => return Err(unknown(text)),
        };
        Ok(Self::plain(kind))
    }

    /// What may be inside another type: no `char(n)`.
    fn nested(self, whole: &str) -> Result<Self, EngineError> {
        if self.pads { Err(EngineError::unsupported(format_args!("type {whole}"))) } else { Ok(self) }
    }
}

/// The unit of `timestamp(p)` and `time(p)`.
fn precision(inner: &str, text: &str) -> Result<TimeUnit, EngineError> {
    let digits: usize = inner.trim().parse().map_err(|_| unknown(text))?;
    fine::unit(digits).ok_or_else(|| EngineError::unsupported(format_args!("type {text}")))
}

fn zoned(name: &str, unit: TimeUnit, text: &str) -> Result<TrinoType, EngineError> {
    if name != "timestamp" {
        return Err(EngineError::unsupported(format_args!("type {text}")));
    }
    Ok(TrinoType::plain(DataType::Timestamp(unit, Some(Arc::from("UTC")))))
}

fn unknown(text: &str) -> EngineError {
    EngineError::user("TYPE_NOT_FOUND", format_args!("Unknown type: {text}"))
}

/// Splits at the commas that are in no bracket.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, character) in text.char_indices() {
        match character {
            '(' | '<' => depth += 1,
            ')' | '>' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse() {
        for (text, expected) in [
            ("INTEGER", "integer"),
            ("varchar(10)", "varchar"),
            ("ARRAY<INT>", "array(integer)"),
            ("map(varchar, array(bigint))", "map(varchar, array(bigint))"),
            ("row(a bigint, b decimal(10,2))", "row(a bigint, b decimal(10,2))"),
            ("TIMESTAMP WITH TIME ZONE", "timestamp(3) with time zone"),
            ("TIMESTAMP(3) WITH TIME ZONE", "timestamp(3) with time zone"),
            ("timestamp(6)", "timestamp(6)"),
            ("time", "time(3)"),
            ("time(0)", "time(0)"),
            ("uuid", "uuid"),
            ("ipaddress", "ipaddress"),
        ] {
            let parsed = TrinoType::parse(text).expect("a type");
            assert_eq!(super::super::types::athena_name(&parsed.kind), expected);
        }
        assert!(TrinoType::parse("text").is_err());
        assert!(TrinoType::parse("char(3)").is_ok_and(|kind| kind.pads && kind.length == Some(3)));
        assert!(TrinoType::parse("array(varchar(3))").is_ok_and(|kind| kind.has_length() && kind.length.is_none()));
        assert!(TrinoType::parse("array(varchar)").is_ok_and(|kind| !kind.has_length()));
        assert!(TrinoType::parse("timestamp(4)").is_err() && TrinoType::parse("time(3) with time zone").is_err());
        assert!(TrinoType::parse("char(65537)").is_err() && TrinoType::parse("array(char(3))").is_err());
    }
}

//! Trino's type names as a query writes them: `varchar(10)`, `array(integer)`, `row(a bigint)`.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, TimeUnit};

use super::error::EngineError;
use super::text_types::LONGEST_CHAR;
use super::types::map_type;

/// A type of the dialect: its Arrow type, and the length of `varchar(n)` and `char(n)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrinoType {
    pub kind: DataType,
    pub length: Option<usize>,
    /// Whether it is `char(n)`, whose values are filled with blanks.
    pub pads: bool,
}

impl TrinoType {
    pub fn parse(text: &str) -> Result<Self, EngineError> {
        let lower = text.trim().to_ascii_lowercase();
        let (name, inner) = match lower.find(['(', '<']) {
            None => (lower.as_str(), None),
            Some(at) => {
                let close = lower.rfind([')', '>']).filter(|close| *close > at).ok_or_else(|| unknown(text))?;
                let (name, inner) = (lower[..at].trim(), &lower[at + 1..close]);
                let tail = lower[close + 1..].trim();
                if tail == "with time zone" {
                    return zoned(name, text);
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
            ("timestamp with time zone", None) => return zoned("timestamp", text),
            ("timestamp", Some(_)) => match numbers()?.as_slice() {
                [0] => DataType::Timestamp(TimeUnit::Second, None),
                [3] => DataType::Timestamp(TimeUnit::Millisecond, None),
                _ => return Err(EngineError::unsupported(format_args!("type {text}"))),
            },
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
                [length] => return Ok(Self { kind: DataType::Utf8, length: Some(*length as usize), pads: false }),
                _ => return Err(unknown(text)),
            },
            ("char" | "character", None) => return Ok(Self { kind: DataType::Utf8, length: Some(1), pads: true }),
            ("char" | "character", Some(_)) => match numbers()?.as_slice() {
                [length] if *length <= LONGEST_CHAR => {
                    return Ok(Self { kind: DataType::Utf8, length: Some(*length as usize), pads: true });
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
                DataType::List(Arc::new(Field::new("item", Self::parse(inner)?.nested(text)?, true)))
            }
            ("map", Some(inner)) => match split(inner).as_slice() {
                [key, value] => map_type(Self::parse(key)?.nested(text)?, Self::parse(value)?.nested(text)?),
                _ => return Err(unknown(text)),
            },
            ("row" | "struct", Some(inner)) => {
                let mut fields = Vec::new();
                for (index, part) in split(inner).into_iter().enumerate() {
                    let (name, kind) = match part.trim().split_once(' ') {
                        Some((name, kind)) if !name.contains(['(', '<']) => (name.trim_matches('"').to_owned(), kind),
                        _ => (format!("c${index}"), part),
                    };
                    fields.push(Field::new(name, Self::parse(kind)?.nested(text)?, true));
                }
                DataType::Struct(fields.into())
            }
            ("time" | "uuid" | "ipaddress" | "hyperloglog" | "tdigest" | "interval" | "time with time zone", _) => {
                return Err(EngineError::unsupported(format_args!("type {text}")));
            }
            _ => return Err(unknown(text)),
        };
        Ok(Self { kind, length: None, pads: false })
    }

    fn nested(self, whole: &str) -> Result<DataType, EngineError> {
        match self.length {
            None => Ok(self.kind),
            Some(_) => Err(EngineError::unsupported(format_args!("type {whole}"))),
        }
    }
}

fn zoned(name: &str, text: &str) -> Result<TrinoType, EngineError> {
    if name != "timestamp" {
        return Err(EngineError::unsupported(format_args!("type {text}")));
    }
    Ok(TrinoType {
        kind: DataType::Timestamp(TimeUnit::Millisecond, Some(Arc::from("UTC"))),
        length: None,
        pads: false,
    })
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
        ] {
            let parsed = TrinoType::parse(text).expect("a type");
            assert_eq!(super::super::types::athena_name(&parsed.kind), expected);
        }
        assert!(TrinoType::parse("text").is_err());
        assert!(TrinoType::parse("char(3)").is_ok_and(|kind| kind.pads && kind.length == Some(3)));
        assert!(TrinoType::parse("char(65537)").is_err() && TrinoType::parse("array(char(3))").is_err());
    }
}

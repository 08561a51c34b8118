//! The characters between the fields, items and keys of LazySimpleSerDe's lines.
//!
//! Each level of nesting has one of its own, and a map two: between its entries and behind their keys. Source: Hive's
//! `LazySerDeParameters`, Trino's `TextEncodingOptions`.

use std::collections::BTreeMap;

use datafusion::arrow::datatypes::DataType;

use crate::engine::error::EngineError;

/// The bytes that are taken where the table names none: control characters that are not used for anything else.
const BYTES: [u8; 24] = [1, 2, 3, 4, 5, 6, 7, 8, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29];

/// How many of them there are, unless the table asks for more.
const LEVELS: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiters {
    bytes: [u8; BYTES.len()],
    levels: usize,
    /// What takes the meaning from the byte behind it.
    pub escape: Option<u8>,
}

impl Delimiters {
    /// A delimiter of fields, and otherwise what is usual.
    pub fn new(field: u8) -> Self {
        let mut bytes = BYTES;
        bytes[0] = field;
        Self { bytes, levels: LEVELS, escape: None }
    }

    /// What the parameters of a SerDe say.
    pub fn of(parameters: &BTreeMap<String, String>) -> Result<Self, EngineError> {
        let named = |names: &[&str]| names.iter().find_map(|name| parameters.get(*name));
        let byte = |names: &[&str], usual: u8| named(names).map_or(Ok(usual), |text| byte_of(text, usual));
        let mut delimiters = Self::new(byte(&["field.delim", "serialization.format"], BYTES[0])?);
        // Hive had the name with the slip first, and reads it still.
        delimiters.bytes[1] = byte(&["collection.delim", "colelction.delim"], BYTES[1])?;
        delimiters.bytes[2] = byte(&["mapkey.delim"], BYTES[2])?;
        let more = ["hive.serialization.extend.nesting.levels", "hive.serialization.extend.additional.nesting.levels"];
        if more.iter().any(|name| parameters.get(*name).is_some_and(|text| text.eq_ignore_ascii_case("true"))) {
            delimiters.levels = BYTES.len();
        }
        delimiters.escape = named(&["escape.delim"]).map(|text| byte_of(text, b'\\')).transpose()?;
        Ok(delimiters)
    }

    /// What stands between fields.
    pub fn field(&self) -> u8 {
        self.bytes[0]
    }

    /// What stands between values that are inside so many others. `check` holds that there is one.
    pub fn at(&self, depth: usize) -> u8 {
        self.bytes[depth]
    }

    /// Fails for a type that has more levels than there are delimiters.
    pub fn check(&self, column: &str, kind: &DataType) -> Result<(), EngineError> {
        let needed = depth(kind);
        if needed < self.levels {
            return Ok(());
        }
        Err(EngineError::user(
            "HIVE_INVALID_METADATA",
            format_args!(
                "column {column}: LazySimpleSerDe has {} levels of delimiters inside a field, and the type {} needs {needed}",
                self.levels - 1,
                crate::engine::types::athena_name(kind),
            ),
        ))
    }

    /// Whether a byte of a text must be escaped, where texts are.
    pub fn is_special(&self, byte: u8) -> bool {
        self.escape == Some(byte) || self.bytes[..self.levels].contains(&byte)
    }
}

/// How many delimiters a value of a type has inside.
fn depth(kind: &DataType) -> usize {
    match kind {
        DataType::List(item) => 1 + depth(item.data_type()),
        DataType::Struct(fields) => 1 + fields.iter().map(|field| depth(field.data_type())).max().unwrap_or(0),
        DataType::Map(entries, _) => depth(entries.data_type()) + 1,
        _ => 0,
    }
}

/// A delimiter is a character, an escape of one, or the number of its byte.
fn byte_of(text: &str, usual: u8) -> Result<u8, EngineError> {
    match text {
        "" => Ok(usual),
        "\\t" => Ok(b'\t'),
        "\\u0001" | "\\001" => Ok(1),
        one if one.len() == 1 => {
            let byte = one.as_bytes()[0];
            // `serialization.format = 1` is Hive's way to say the byte 1.
            Ok(if byte.is_ascii_digit() { byte - b'0' } else { byte })
        }
        // Java's bytes have a sign.
        number if number.parse::<i8>().is_ok() => Ok(number.parse::<i8>().unwrap_or_default().cast_unsigned()),
        number => number
            .parse::<u8>()
            .map_err(|_| EngineError::unsupported(format_args!("delimiter {text:?} of more than one character"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::types::HiveType;

    fn of(parameters: &[(&str, &str)]) -> Result<Delimiters, EngineError> {
        Delimiters::of(&parameters.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn they_are_named_or_numbered() {
        let all = |parameters: &[(&str, &str)]| {
            of(parameters).map(|read| [read.at(0), read.at(1), read.at(2), read.at(3)]).map_err(|error| error.message)
        };
        assert_eq!(all(&[]), Ok([1, 2, 3, 4]));
        assert_eq!(all(&[("field.delim", ","), ("collection.delim", "|"), ("mapkey.delim", ":")]), Ok(*b",|:\x04"));
        assert_eq!(all(&[("serialization.format", "1"), ("colelction.delim", "16")]), Ok([1, 16, 3, 4]));
        assert_eq!(all(&[("field.delim", "-2"), ("mapkey.delim", "200")]), Ok([254, 2, 200, 4]));
        let error = all(&[("collection.delim", "||")]).expect_err("two characters");
        assert!(error.contains("delimiter \"||\""), "{error}");
    }

    #[test]
    fn each_level_needs_one() {
        let fits = |parameters: &[(&str, &str)], name: &str| {
            let kind = HiveType::parse(name).expect("a type").arrow();
            of(parameters).expect("delimiters").check("c", &kind).is_ok()
        };
        let nested = |count: usize| format!("{}int{}", "array<".repeat(count), ">".repeat(count));
        assert!(fits(&[], "int") && fits(&[], &nested(7)) && !fits(&[], &nested(8)));
        assert!(fits(&[], "map<int,map<int,map<int,array<int>>>>"));
        assert!(!fits(&[], "map<int,map<int,map<int,map<int,int>>>>"));
        let more = [("hive.serialization.extend.nesting.levels", "true")];
        assert!(fits(&more, &nested(23)) && !fits(&more, &nested(24)));
    }
}

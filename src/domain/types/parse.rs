//! Reading a type from text, and writing a struct field's name so that it can be read back.

use std::fmt;

use super::{GlueType, MAX_DECIMAL_PRECISION, StructField};
use crate::suggest::closest;

/// How deep types may nest. Hive itself stops far earlier; the bound keeps hostile input off the stack.
const MAX_DEPTH: usize = 64;

/// The names of types, for what was meant.
const TYPES: [&str; 19] = [
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "float",
    "double",
    "decimal",
    "string",
    "char",
    "varchar",
    "binary",
    "date",
    "timestamp",
    "array",
    "map",
    "struct",
    "integer",
    "real",
];

/// Why a text is no type, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeParseError {
    /// Byte offset into the text that was read.
    pub offset: usize,
    pub message: String,
}

impl fmt::Display for TypeParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at character {}", self.message, self.offset + 1)
    }
}

impl std::error::Error for TypeParseError {}

pub(super) fn parse(text: &str) -> Result<GlueType, TypeParseError> {
    let mut parser = Parser { text, at: 0 };
    let parsed = parser.parse_type(0)?;
    parser.skip_space();
    if parser.at < text.len() {
        return Err(parser.error("unexpected text after the type"));
    }
    Ok(parsed)
}

/// Writes a field name, between backticks when the bare name could not be read back.
pub(super) fn write_name(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    let special = name.is_empty() || name.trim() != name || name.contains([':', ',', '<', '>', '`']);
    if special { write!(f, "`{}`", name.replace('`', "``")) } else { f.write_str(name) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn error(&self, message: impl Into<String>) -> TypeParseError {
        self.error_at(self.at, message)
    }

    fn error_at(&self, offset: usize, message: impl Into<String>) -> TypeParseError {
        TypeParseError { offset, message: message.into() }
    }

    fn take(&mut self, wanted: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), TypeParseError> {
        if self.take(wanted) { Ok(()) } else { Err(self.error(format!("expected '{wanted}'"))) }
    }

    fn word(&mut self) -> &'a str {
        self.skip_space();
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn number(&mut self) -> Result<(usize, u32), TypeParseError> {
        self.skip_space();
        let start = self.at;
        let digits = self.word();
        let value = digits.parse().map_err(|_| self.error_at(start, "expected a number"))?;
        Ok((start, value))
    }

    fn parse_type(&mut self, depth: usize) -> Result<GlueType, TypeParseError> {
        if depth > MAX_DEPTH {
            return Err(self.error(format!("types may nest {MAX_DEPTH} deep at most")));
        }
        self.skip_space();
        let start = self.at;
        let word = self.word();
        Ok(match word.to_ascii_lowercase().as_str() {
            "boolean" | "bool" => GlueType::Boolean,
            "tinyint" | "byte" => GlueType::TinyInt,
            "smallint" | "short" => GlueType::SmallInt,
            "int" | "integer" => GlueType::Int,
            "bigint" | "long" => GlueType::BigInt,
            "float" | "real" => GlueType::Float,
            "double" => GlueType::Double,
            "decimal" | "numeric" => self.decimal()?,
            "string" => GlueType::String,
            "char" => GlueType::Char(self.length(255)?),
            "varchar" => GlueType::VarChar(self.length(65_535)?),
            "binary" => GlueType::Binary,
            "date" => GlueType::Date,
            "timestamp" => GlueType::Timestamp,
            "array" => {
                self.expect('<')?;
                let element = self.parse_type(depth + 1)?;
                self.expect('>')?;
                GlueType::array(element)
            }
            "map" => {
                self.expect('<')?;
                let key = self.parse_type(depth + 1)?;
                self.expect(',')?;
                let value = self.parse_type(depth + 1)?;
                self.expect('>')?;
                GlueType::map(key, value)
            }
            "struct" => self.fields(depth)?,
            "" => return Err(self.error_at(start, "expected a type")),
            _ => {
                let near = closest(&word.to_lowercase(), TYPES.iter().copied());
                let near = near.map(|near| format!(" (did you mean {near}?)")).unwrap_or_default();
                return Err(self.error_at(start, format!("unknown type '{word}'{near}")));
            }
        })
    }

    fn decimal(&mut self) -> Result<GlueType, TypeParseError> {
        let (mut precision, mut scale) = (10, 0);
        if self.take('(') {
            let (at, value) = self.number()?;
            if value == 0 || value > u32::from(MAX_DECIMAL_PRECISION) {
                return Err(self.error_at(at, format!("a decimal has 1 to {MAX_DECIMAL_PRECISION} digits")));
            }
            precision = value;
            if self.take(',') {
                let (at, value) = self.number()?;
                if value > precision {
                    return Err(self.error_at(at, "the scale of a decimal is at most its precision"));
                }
                scale = value;
            }
            self.expect(')')?;
        }
        // Both were bounded by MAX_DECIMAL_PRECISION above.
        Ok(GlueType::Decimal { precision: precision as u8, scale: scale as u8 })
    }

    fn length(&mut self, most: u32) -> Result<u32, TypeParseError> {
        self.expect('(')?;
        let (at, length) = self.number()?;
        if length == 0 || length > most {
            return Err(self.error_at(at, format!("the length is 1 to {most}")));
        }
        self.expect(')')?;
        Ok(length)
    }

    fn fields(&mut self, depth: usize) -> Result<GlueType, TypeParseError> {
        self.expect('<')?;
        let mut fields = Vec::new();
        if self.take('>') {
            return Ok(GlueType::Struct(fields));
        }
        loop {
            let name = self.name()?;
            self.expect(':')?;
            let field_type = self.parse_type(depth + 1)?;
            fields.push(StructField { name, field_type });
            if self.take('>') {
                return Ok(GlueType::Struct(fields));
            }
            self.expect(',')?;
        }
    }

    /// A field name: between backticks (a doubled one stands for itself), or everything up to the colon.
    fn name(&mut self) -> Result<String, TypeParseError> {
        self.skip_space();
        if self.take('`') {
            let mut name = String::new();
            loop {
                let rest = self.rest();
                let Some(end) = rest.find('`') else { return Err(self.error("the backtick is not closed")) };
                name.push_str(&rest[..end]);
                self.at += end + 1;
                if !self.rest().starts_with('`') {
                    return Ok(name);
                }
                name.push('`');
                self.at += 1;
            }
        }
        let rest = self.rest();
        let Some(end) = rest.find([':', ',', '<', '>']) else {
            return Err(self.error("expected a field name and ':'"));
        };
        let name = rest[..end].trim_end();
        if name.is_empty() {
            return Err(self.error("expected a field name"));
        }
        if !rest[end..].starts_with(':') {
            // Point at the first blank: that is where the colon is missing.
            let gap = name.find(char::is_whitespace).unwrap_or(name.len());
            return Err(self.error_at(self.at + gap, "expected ':' after the field name"));
        }
        self.at += end;
        Ok(name.to_owned())
    }
}

//! Types: the catalog's Hive type strings, the engine's Arrow types, and Athena's names for them.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Fields, IntervalUnit, TimeUnit};

use super::error::EngineError;
use super::text_types::TextType;

/// A Hive type, as the catalog writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HiveType {
    Boolean,
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    Float,
    Double,
    Decimal(u8, i8),
    String,
    Varchar(u32),
    Char(u32),
    Binary,
    Date,
    Timestamp,
    Array(Box<HiveType>),
    Map(Box<HiveType>, Box<HiveType>),
    Struct(Vec<(String, HiveType)>),
}

impl HiveType {
    /// Parses a type string; letter case and blanks do not matter.
    pub fn parse(text: &str) -> Result<Self, EngineError> {
        let mut parser = TypeParser { text, rest: text, depth: 0 };
        let parsed = parser.parse()?;
        parser.blanks();
        if parser.rest.is_empty() { Ok(parsed) } else { Err(parser.error()) }
    }

    /// The type of a text: its length.
    pub fn text_type(&self) -> TextType {
        match self {
            HiveType::Char(length) => TextType::Char(*length),
            HiveType::Varchar(length) if *length < i32::MAX as u32 => TextType::Varchar(Some(*length)),
            _ => TextType::Varchar(None),
        }
    }

    /// Whether there is a `char(n)` inside.
    pub fn has_char(&self) -> bool {
        match self {
            HiveType::Char(_) => true,
            HiveType::Array(item) => item.has_char(),
            HiveType::Map(key, value) => key.has_char() || value.has_char(),
            HiveType::Struct(fields) => fields.iter().any(|(_, kind)| kind.has_char()),
            _ => false,
        }
    }

    /// The Arrow type of a value inside another value.
    pub fn nested(&self) -> DataType {
        match self {
            HiveType::String | HiveType::Varchar(_) | HiveType::Char(_) => DataType::Utf8,
            other => other.arrow(),
        }
    }

    /// The Arrow type of a column. Text is a view type, which groups and joins fastest.
    pub fn arrow(&self) -> DataType {
        match self {
            HiveType::Boolean => DataType::Boolean,
            HiveType::TinyInt => DataType::Int8,
            HiveType::SmallInt => DataType::Int16,
            HiveType::Int => DataType::Int32,
            HiveType::BigInt => DataType::Int64,
            HiveType::Float => DataType::Float32,
            HiveType::Double => DataType::Float64,
            HiveType::Decimal(precision, scale) => DataType::Decimal128(*precision, *scale),
            HiveType::String | HiveType::Varchar(_) | HiveType::Char(_) => DataType::Utf8View,
            HiveType::Binary => DataType::Binary,
            HiveType::Date => DataType::Date32,
            // Trino reads Hive timestamps with millisecond precision.
            HiveType::Timestamp => DataType::Timestamp(TimeUnit::Millisecond, None),
            HiveType::Array(item) => DataType::List(Arc::new(Field::new("item", item.nested(), true))),
            HiveType::Map(key, value) => map_type(key.nested(), value.nested()),
            HiveType::Struct(fields) => DataType::Struct(
                fields.iter().map(|(name, kind)| Field::new(name.to_lowercase(), kind.nested(), true)).collect(),
            ),
        }
    }
}

/// The one shape of map type that the engine uses.
pub fn map_type(key: DataType, value: DataType) -> DataType {
    let entries = Fields::from(vec![Field::new("key", key, false), Field::new("value", value, true)]);
    DataType::Map(Arc::new(Field::new("entries", DataType::Struct(entries), false)), false)
}

struct TypeParser<'a> {
    text: &'a str,
    rest: &'a str,
    depth: usize,
}

/// How deeply types may be inside one another.
pub const DEEPEST_TYPE: usize = 100;

impl<'a> TypeParser<'a> {
    fn error(&self) -> EngineError {
        EngineError::user("HIVE_INVALID_METADATA", format_args!("'{}' is not a valid column type", self.text))
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, character: char) -> bool {
        self.blanks();
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, character: char) -> Result<(), EngineError> {
        if self.eat(character) { Ok(()) } else { Err(self.error()) }
    }

    fn word(&mut self, stops: &[char]) -> &'a str {
        self.blanks();
        let end = self.rest.find(|c: char| stops.contains(&c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.trim()
    }

    fn number<T: std::str::FromStr>(&mut self) -> Result<T, EngineError> {
        let error = self.error();
        self.word(&[',', ')']).parse().map_err(|_| error)
    }

    fn parse(&mut self) -> Result<HiveType, EngineError> {
        self.depth += 1;
        if self.depth > DEEPEST_TYPE {
            return Err(EngineError::user("HIVE_INVALID_METADATA", "a column type is too deeply nested"));
        }
        let parsed = self.parse_one();
        self.depth -= 1;
        parsed
    }

    fn parse_one(&mut self) -> Result<HiveType, EngineError> {
        let word = self.word(&['<', '>', '(', ')', ',', ' ', ':']).to_ascii_lowercase();
        Ok(match word.as_str() {
            "boolean" => HiveType::Boolean,
            "tinyint" => HiveType::TinyInt,
            "smallint" => HiveType::SmallInt,
            "int" | "integer" => HiveType::Int,
            "bigint" | "long" => HiveType::BigInt,
            "float" | "real" => HiveType::Float,
            "double" => HiveType::Double,
            "string" => HiveType::String,
            "binary" | "varbinary" => HiveType::Binary,
            "date" => HiveType::Date,
            "timestamp" => HiveType::Timestamp,
            "decimal" | "numeric" => {
                if self.eat('(') {
                    let precision = self.number::<u8>()?;
                    let scale = if self.eat(',') { self.number::<i8>()? } else { 0 };
                    self.expect(')')?;
                    if precision == 0 || precision > 38 || scale < 0 || scale as u8 > precision {
                        return Err(self.error());
                    }
                    HiveType::Decimal(precision, scale)
                } else {
                    HiveType::Decimal(10, 0)
                }
            }
            "varchar" | "char" => {
                let length = if self.eat('(') {
                    let length = self.number::<u32>()?;
                    self.expect(')')?;
                    length
                } else {
                    u32::MAX
                };
                if word == "char" { HiveType::Char(length) } else { HiveType::Varchar(length) }
            }
            "array" => {
                self.expect('<')?;
                let item = self.parse()?;
                self.expect('>')?;
                HiveType::Array(Box::new(item))
            }
            "map" => {
                self.expect('<')?;
                let key = self.parse()?;
                self.expect(',')?;
                let value = self.parse()?;
                self.expect('>')?;
                HiveType::Map(Box::new(key), Box::new(value))
            }
            "struct" => {
                self.expect('<')?;
                let mut fields = Vec::new();
                loop {
                    let name = self.word(&[':', '>', ',']).trim_matches('`').to_owned();
                    self.expect(':')?;
                    fields.push((name, self.parse()?));
                    if !self.eat(',') {
                        break;
                    }
                }
                self.expect('>')?;
                HiveType::Struct(fields)
            }
            _ => return Err(self.error()),
        })
    }
}

/// The Hive type string of an Arrow type, for tables that a query creates.
pub fn hive_name(kind: &DataType) -> Result<String, EngineError> {
    Ok(match kind {
        DataType::Boolean => "boolean".to_owned(),
        DataType::Int8 => "tinyint".to_owned(),
        DataType::Int16 => "smallint".to_owned(),
        DataType::Int32 => "int".to_owned(),
        DataType::Int64 => "bigint".to_owned(),
        DataType::Float32 => "float".to_owned(),
        DataType::Float64 => "double".to_owned(),
        DataType::Decimal128(precision, scale) => format!("decimal({precision},{scale})"),
        DataType::Utf8 | DataType::Utf8View => "string".to_owned(),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => "binary".to_owned(),
        DataType::Date32 => "date".to_owned(),
        DataType::Timestamp(_, None) => "timestamp".to_owned(),
        DataType::List(item) => format!("array<{}>", hive_name(item.data_type())?),
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) if fields.len() == 2 => {
                format!("map<{},{}>", hive_name(fields[0].data_type())?, hive_name(fields[1].data_type())?)
            }
            _ => return Err(EngineError::system("a map without key and value")),
        },
        DataType::Struct(fields) => {
            let mut parts = Vec::with_capacity(fields.len());
            for field in fields {
                parts.push(format!("{}:{}", field.name(), hive_name(field.data_type())?));
            }
            format!("struct<{}>", parts.join(","))
        }
        other => {
            return Err(EngineError::user(
                "NOT_SUPPORTED",
                format_args!("Unsupported Hive type: {}", athena_name(other)),
            ));
        }
    })
}

/// Trino's full name of a type, as `typeof` and error messages print it.
pub fn athena_name(kind: &DataType) -> String {
    match kind {
        DataType::Null => "unknown".to_owned(),
        DataType::Boolean => "boolean".to_owned(),
        DataType::Int8 => "tinyint".to_owned(),
        DataType::Int16 => "smallint".to_owned(),
        DataType::Int32 => "integer".to_owned(),
        DataType::Int64 | DataType::UInt64 => "bigint".to_owned(),
        DataType::Float32 => "real".to_owned(),
        DataType::Float64 => "double".to_owned(),
        DataType::Decimal128(precision, scale) => format!("decimal({precision},{scale})"),
        DataType::Utf8 | DataType::Utf8View => "varchar".to_owned(),
        DataType::LargeUtf8 => "json".to_owned(),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => "varbinary".to_owned(),
        DataType::Date32 => "date".to_owned(),
        DataType::Timestamp(unit, None) => format!("timestamp({})", timestamp_precision(*unit)),
        DataType::Timestamp(unit, Some(_)) => format!("timestamp({}) with time zone", timestamp_precision(*unit)),
        DataType::List(item) | DataType::LargeList(item) => format!("array({})", athena_name(item.data_type())),
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) if fields.len() == 2 => {
                format!("map({}, {})", athena_name(fields[0].data_type()), athena_name(fields[1].data_type()))
            }
            _ => "map".to_owned(),
        },
        DataType::Struct(fields) => {
            let parts: Vec<String> = fields
                .iter()
                .map(|field| {
                    let kind = athena_name(field.data_type());
                    if is_unnamed(field.name()) { kind } else { format!("{} {kind}", field.name()) }
                })
                .collect();
            format!("row({})", parts.join(", "))
        }
        DataType::Interval(IntervalUnit::YearMonth) => "interval year to month".to_owned(),
        DataType::Interval(_) | DataType::Duration(_) => "interval day to second".to_owned(),
        DataType::Time32(unit) | DataType::Time64(unit) => format!("time({})", timestamp_precision(*unit)),
        DataType::FixedSizeBinary(16) => "uuid".to_owned(),
        DataType::FixedSizeBinary(17) => "ipaddress".to_owned(),
        other => other.to_string().to_lowercase(),
    }
}

/// Fields of a `ROW(…)` have no name of their own.
pub fn is_unnamed(field: &str) -> bool {
    field.strip_prefix('c').is_some_and(|rest| rest.starts_with('$'))
}

fn timestamp_precision(unit: TimeUnit) -> u8 {
    match unit {
        TimeUnit::Second => 0,
        TimeUnit::Millisecond => 3,
        TimeUnit::Microsecond => 6,
        TimeUnit::Nanosecond => 9,
    }
}

/// A column of a result, with the fields of Athena's `ColumnInfo` that depend on the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnInfo {
    pub name: String,
    /// Athena's short type name: `varchar`, `float` for real, `array` without element types.
    pub type_name: String,
    pub precision: i32,
    pub scale: i32,
}

impl ColumnInfo {
    pub fn new(name: impl Into<String>, kind: &DataType) -> Self {
        let (type_name, precision, scale) = match kind {
            DataType::Null => ("unknown", 0, 0),
            DataType::Boolean => ("boolean", 0, 0),
            DataType::Int8 => ("tinyint", 3, 0),
            DataType::Int16 => ("smallint", 5, 0),
            DataType::Int32 => ("integer", 10, 0),
            DataType::Int64 | DataType::UInt64 => ("bigint", 19, 0),
            DataType::Float32 => ("float", 17, 0),
            DataType::Float64 => ("double", 17, 0),
            DataType::Decimal128(precision, scale) => ("decimal", i32::from(*precision), i32::from(*scale)),
            DataType::Utf8 | DataType::Utf8View => ("varchar", i32::MAX, 0),
            DataType::LargeUtf8 => ("json", 0, 0),
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView => ("varbinary", 1_073_741_824, 0),
            DataType::Date32 => ("date", 0, 0),
            DataType::Timestamp(_, None) => ("timestamp", 3, 0),
            DataType::Timestamp(_, Some(_)) => ("timestamp with time zone", 3, 0),
            DataType::Time32(_) | DataType::Time64(_) => ("time", 3, 0),
            DataType::FixedSizeBinary(16) => ("uuid", 0, 0),
            DataType::FixedSizeBinary(17) => ("ipaddress", 0, 0),
            DataType::List(_) | DataType::LargeList(_) => ("array", 0, 0),
            DataType::Map(_, _) => ("map", 0, 0),
            DataType::Struct(_) => ("row", 0, 0),
            DataType::Interval(IntervalUnit::YearMonth) => ("interval year to month", 0, 0),
            DataType::Interval(_) | DataType::Duration(_) => ("interval day to second", 0, 0),
            _ => ("unknown", 0, 0),
        };
        Self { name: name.into(), type_name: type_name.to_owned(), precision, scale }
    }

    /// The same for a text whose type has a length.
    pub fn with_length(mut self, kind: TextType) -> Self {
        if self.type_name == "varchar"
            && let Some(length) = kind.length().and_then(|length| i32::try_from(length).ok())
        {
            self.precision = length;
            if kind.is_char() {
                "char".clone_into(&mut self.type_name);
            }
        }
        self
    }

    /// The type of a text, as the catalog writes it; none for what is no text.
    pub fn hive_text(&self) -> Option<String> {
        // What Hive takes. Source: Apache Hive, "LanguageManual Types".
        const LONGEST: i32 = 65_535;
        match (self.type_name.as_str(), self.precision) {
            ("char", length) => Some(format!("char({length})")),
            ("varchar", length) if length <= LONGEST => Some(format!("varchar({})", length.max(1))),
            ("varchar", _) => Some("string".to_owned()),
            _ => None,
        }
    }

    /// The column of a utility statement: text.
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), type_name: "string".to_owned(), precision: 0, scale: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_types_parse_and_print_back() {
        for text in [
            "array<struct<a:int,b:array<string>>>",
            "map<string,decimal(10,2)>",
            "struct<x:timestamp,y:map<int,double>>",
        ] {
            let parsed = HiveType::parse(text).expect("a valid type");
            assert_eq!(hive_name(&parsed.arrow()).expect("a type with a name"), text);
        }
    }

    #[test]
    fn broken_types_are_named() {
        for text in ["", "array<", "strng", "decimal(39,0)", "struct<a>", "int int"] {
            let error = HiveType::parse(text).expect_err("an invalid type");
            assert!(error.message.contains(&format!("'{text}'")), "{error}");
        }
    }
}

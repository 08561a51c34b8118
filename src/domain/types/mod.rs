//! The column type grammar of the catalog: Hive's types, as the Glue Data Catalog stores them in text.
//!
//! Invariants: a [`GlueType`] prints in one canonical form (lower case, no spaces) and parsing that form gives it back;
//! [`GlueType::merge`] is commutative, never narrows, and falls back to `string`, which every value can be read as.

mod merge;
mod parse;

use std::fmt;
use std::str::FromStr;

pub use parse::TypeParseError;

/// The largest precision of a decimal (Hive: 38 digits).
pub const MAX_DECIMAL_PRECISION: u8 = 38;

/// A column type of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum GlueType {
    Boolean,
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    Float,
    Double,
    Decimal { precision: u8, scale: u8 },
    String,
    Char(u32),
    VarChar(u32),
    Binary,
    Date,
    Timestamp,
    Array(Box<GlueType>),
    Map(Box<GlueType>, Box<GlueType>),
    Struct(Vec<StructField>),
}

/// A named member of a struct type. Names compare without regard to case and keep the case they were written in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StructField {
    pub name: String,
    pub field_type: GlueType,
}

impl StructField {
    /// A field from its name and type.
    pub fn new(name: impl Into<String>, field_type: GlueType) -> Self {
        Self { name: name.into(), field_type }
    }
}

impl GlueType {
    /// An array of `element`.
    pub fn array(element: GlueType) -> Self {
        Self::Array(Box::new(element))
    }

    /// A map from `key` to `value`.
    pub fn map(key: GlueType, value: GlueType) -> Self {
        Self::Map(Box::new(key), Box::new(value))
    }

    /// Whether the type holds numbers without a fraction.
    pub fn is_integer(&self) -> bool {
        matches!(self, Self::TinyInt | Self::SmallInt | Self::Int | Self::BigInt)
    }

    /// Whether the type holds numbers.
    pub fn is_numeric(&self) -> bool {
        self.is_integer() || matches!(self, Self::Float | Self::Double | Self::Decimal { .. })
    }

    /// Whether the type holds text.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::String | Self::Char(_) | Self::VarChar(_))
    }

    /// Whether the type is made of other types.
    pub fn is_nested(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Map(..) | Self::Struct(_))
    }
}

impl FromStr for GlueType {
    type Err = TypeParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse::parse(text)
    }
}

impl fmt::Display for GlueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => f.write_str("boolean"),
            Self::TinyInt => f.write_str("tinyint"),
            Self::SmallInt => f.write_str("smallint"),
            Self::Int => f.write_str("int"),
            Self::BigInt => f.write_str("bigint"),
            Self::Float => f.write_str("float"),
            Self::Double => f.write_str("double"),
            Self::Decimal { precision, scale } => write!(f, "decimal({precision},{scale})"),
            Self::String => f.write_str("string"),
            Self::Char(length) => write!(f, "char({length})"),
            Self::VarChar(length) => write!(f, "varchar({length})"),
            Self::Binary => f.write_str("binary"),
            Self::Date => f.write_str("date"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::Array(element) => write!(f, "array<{element}>"),
            Self::Map(key, value) => write!(f, "map<{key},{value}>"),
            Self::Struct(fields) => {
                f.write_str("struct<")?;
                for (index, field) in fields.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    parse::write_name(f, &field.name)?;
                    write!(f, ":{}", field.field_type)?;
                }
                f.write_str(">")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> GlueType {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn prints_what_it_reads() {
        for text in [
            "int",
            "decimal(12,2)",
            "varchar(10)",
            "array<string>",
            "map<string,array<int>>",
            "struct<a:int,b:struct<c:array<double>>>",
            "struct<`a:b`:int,`c``d`:string>",
            "struct<>",
        ] {
            assert_eq!(parsed(text).to_string(), text);
        }
    }

    #[test]
    fn reads_any_case_spaces_and_other_spellings() {
        assert_eq!(parsed(" INTEGER "), GlueType::Int);
        assert_eq!(parsed("Long"), GlueType::BigInt);
        assert_eq!(parsed("DECIMAL"), GlueType::Decimal { precision: 10, scale: 0 });
        assert_eq!(parsed("decimal ( 5 )"), GlueType::Decimal { precision: 5, scale: 0 });
        assert_eq!(parsed("Array< Struct< A : INT , b : STRING > >").to_string(), "array<struct<A:int,b:string>>");
    }

    #[test]
    fn says_where_a_type_is_wrong() {
        for (text, offset) in [
            ("arry<int>", 0),
            ("array<int", 9),
            ("struct<a int>", 8),
            ("decimal(39,1)", 8),
            ("decimal(3,4)", 10),
            ("int x", 4),
            ("", 0),
            ("map<int>", 7),
        ] {
            let error = text.parse::<GlueType>().expect_err(text);
            assert_eq!(error.offset, offset, "{text}: {error}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error_not_a_crash() {
        let text = format!("{}int{}", "array<".repeat(100_000), ">".repeat(100_000));
        assert!(text.parse::<GlueType>().is_err());
    }

    #[test]
    fn merges_by_widening() {
        for (left, right, wide) in [
            ("int", "bigint", "bigint"),
            ("tinyint", "smallint", "smallint"),
            ("int", "double", "double"),
            ("float", "double", "double"),
            ("bigint", "string", "string"),
            ("boolean", "int", "string"),
            ("date", "timestamp", "string"),
            ("decimal(10,2)", "decimal(8,4)", "decimal(12,4)"),
            ("decimal(5,2)", "int", "decimal(12,2)"),
            ("decimal(38,0)", "decimal(38,38)", "double"),
            ("varchar(3)", "varchar(9)", "varchar(9)"),
            ("varchar(3)", "string", "string"),
            ("array<int>", "array<double>", "array<double>"),
            ("array<int>", "int", "string"),
            ("map<string,int>", "map<string,bigint>", "map<string,bigint>"),
            ("struct<a:int,b:string>", "struct<A:bigint,c:date>", "struct<a:bigint,b:string,c:date>"),
        ] {
            assert_eq!(parsed(left).merge(&parsed(right)).to_string(), wide, "{left} + {right}");
        }
    }

    pub(crate) fn any_type() -> impl Strategy<Value = GlueType> {
        let leaf = prop_oneof![
            Just(GlueType::Boolean),
            Just(GlueType::TinyInt),
            Just(GlueType::SmallInt),
            Just(GlueType::Int),
            Just(GlueType::BigInt),
            Just(GlueType::Float),
            Just(GlueType::Double),
            Just(GlueType::String),
            Just(GlueType::Binary),
            Just(GlueType::Date),
            Just(GlueType::Timestamp),
            (1u32..=255).prop_map(GlueType::Char),
            (1u32..=65_535).prop_map(GlueType::VarChar),
            (1u8..=38)
                .prop_flat_map(|precision| (Just(precision), 0..=precision))
                .prop_map(|(precision, scale)| GlueType::Decimal { precision, scale }),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                inner.clone().prop_map(GlueType::array),
                (inner.clone(), inner.clone()).prop_map(|(key, value)| GlueType::map(key, value)),
                prop::collection::vec(("[a-zA-Z0-9_ :,<>`é-]{1,8}", inner), 0..4).prop_map(|fields| {
                    GlueType::Struct(
                        fields.into_iter().map(|(name, field_type)| StructField { name, field_type }).collect(),
                    )
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_type_survives_print_and_parse(any in any_type()) {
            prop_assert_eq!(any.to_string().parse::<GlueType>().expect("a printed type parses"), any);
        }

        #[test]
        fn any_text_is_a_type_or_an_error(text in "\\PC{0,40}") {
            if let Ok(parsed) = text.parse::<GlueType>() {
                prop_assert_eq!(parsed.to_string().parse::<GlueType>().expect("a printed type parses"), parsed);
            }
        }

        #[test]
        fn merge_of_scalars_is_commutative_and_idempotent(left in any_type(), right in any_type()) {
            prop_assert_eq!(left.merge(&left), left.clone());
            if !left.is_nested() && !right.is_nested() {
                prop_assert_eq!(left.merge(&right), right.merge(&left));
            }
        }
    }
}

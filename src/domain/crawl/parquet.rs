//! The columns of a Parquet file, from a neutral description of its footer.

use super::{Column, FileFormat, FileSchema};
use crate::types::{GlueType, StructField};

/// The physical type of a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParquetPhysical {
    Boolean,
    Int32,
    Int64,
    Int96,
    Float,
    Double,
    ByteArray,
    /// Length in bytes.
    FixedLenByteArray(i32),
}

/// How a leaf or group is to be understood; logical and older converted types alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParquetLogical {
    String,
    Enum,
    Json,
    Bson,
    Uuid,
    Date,
    Time,
    Timestamp,
    Interval,
    Float16,
    Decimal {
        precision: i32,
        scale: i32,
    },
    Integer {
        bits: u8,
        signed: bool,
    },
    List,
    Map,
    /// Anything newer, by its name: reported, not guessed.
    Other(&'static str),
}

/// Whether a node may be missing or appear more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParquetRepetition {
    Required,
    Optional,
    Repeated,
}

/// A node of a file's schema.
#[derive(Debug, Clone, PartialEq)]
pub struct ParquetNode {
    pub name: String,
    pub repetition: ParquetRepetition,
    pub logical: Option<ParquetLogical>,
    /// None for a group.
    pub physical: Option<ParquetPhysical>,
    pub children: Vec<ParquetNode>,
}

/// The schema of a file from the children of its root and the number of rows in its footer.
pub fn parquet_file_schema(columns: &[ParquetNode], rows: u64, file_bytes: u64) -> Result<FileSchema, String> {
    let columns = columns
        .iter()
        .map(|node| Ok(Column::new(node.name.to_lowercase(), parquet_type_to_glue(node)?)))
        .collect::<Result<Vec<_>, String>>()?;
    let mut names: Vec<String> = columns.iter().map(|column: &Column| column.name.clone()).collect();
    names.sort();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("two columns differ in case alone: '{}'", twice[0]));
    }
    Ok(FileSchema {
        format: FileFormat::Parquet,
        columns,
        paths: Vec::new(),
        records_read: rows,
        bytes_read: file_bytes,
        complete: true,
        notes: Vec::new(),
    })
}

/// The column type for one node.
pub fn parquet_type_to_glue(node: &ParquetNode) -> Result<GlueType, String> {
    convert(node, 0)
}

fn convert(node: &ParquetNode, depth: usize) -> Result<GlueType, String> {
    if depth > 64 {
        return Err(format!("'{}' is nested more than 64 deep", node.name));
    }
    let single = match node.physical {
        Some(physical) => leaf(node, physical)?,
        None => group(node, depth)?,
    };
    // A repeated field outside a LIST group is a list of itself (the format's backward compatibility rules).
    Ok(if node.repetition == ParquetRepetition::Repeated { GlueType::array(single) } else { single })
}

fn leaf(node: &ParquetNode, physical: ParquetPhysical) -> Result<GlueType, String> {
    use ParquetLogical as L;
    use ParquetPhysical as P;
    Ok(match (node.logical, physical) {
        (Some(L::Decimal { precision, scale }), _) => match (u8::try_from(precision), u8::try_from(scale)) {
            (Ok(precision @ 1..=38), Ok(scale)) if scale <= precision => GlueType::Decimal { precision, scale },
            _ => return Err(format!("'{}' is a decimal({precision},{scale}), which no table can hold", node.name)),
        },
        (Some(L::Date), P::Int32) => GlueType::Date,
        (Some(L::Timestamp), P::Int64) | (_, P::Int96) => GlueType::Timestamp,
        (Some(L::Time), P::Int32) => GlueType::Int,
        (Some(L::Time), P::Int64) => GlueType::BigInt,
        (Some(L::Integer { bits: 8, signed: true }), P::Int32) => GlueType::TinyInt,
        (Some(L::Integer { bits: 16, signed: true }) | Some(L::Integer { bits: 8, signed: false }), P::Int32) => {
            GlueType::SmallInt
        }
        (Some(L::Integer { bits: 32, signed: false }), P::Int32) => GlueType::BigInt,
        (Some(L::Integer { bits: 64, signed: false }), P::Int64) => GlueType::Decimal { precision: 20, scale: 0 },
        (Some(L::String | L::Enum | L::Json), P::ByteArray | P::FixedLenByteArray(_)) => GlueType::String,
        (Some(L::Other(name)), _) => {
            return Err(format!("'{}' has the Parquet type {name}, which no table can hold", node.name));
        }
        (_, P::Boolean) => GlueType::Boolean,
        (_, P::Int32) => GlueType::Int,
        (_, P::Int64) => GlueType::BigInt,
        (_, P::Float) => GlueType::Float,
        (_, P::Double) => GlueType::Double,
        (_, P::ByteArray | P::FixedLenByteArray(_)) => GlueType::Binary,
    })
}

fn group(node: &ParquetNode, depth: usize) -> Result<GlueType, String> {
    match (node.logical, node.children.as_slice()) {
        (Some(ParquetLogical::List), [repeated]) if repeated.repetition == ParquetRepetition::Repeated => {
            let once = ParquetNode { repetition: ParquetRepetition::Required, ..repeated.clone() };
            // `list.element` wraps the element; older writers repeat the element itself.
            let wrapped = repeated.physical.is_none()
                && repeated.children.len() == 1
                && repeated.name != "array"
                && repeated.name != format!("{}_tuple", node.name);
            Ok(GlueType::array(convert(if wrapped { &repeated.children[0] } else { &once }, depth + 1)?))
        }
        (Some(ParquetLogical::Map), [entries]) if entries.children.len() == 2 => {
            Ok(GlueType::map(convert(&entries.children[0], depth + 1)?, convert(&entries.children[1], depth + 1)?))
        }
        (_, []) => Err(format!("the group '{}' is empty", node.name)),
        (_, children) => children
            .iter()
            .map(|child| Ok(StructField::new(child.name.to_lowercase(), convert(child, depth + 1)?)))
            .collect::<Result<Vec<_>, String>>()
            .map(GlueType::Struct),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParquetRepetition::{Optional, Repeated, Required};

    fn leaf(name: &str, physical: ParquetPhysical, logical: Option<ParquetLogical>) -> ParquetNode {
        ParquetNode {
            name: name.to_owned(),
            repetition: Optional,
            logical,
            physical: Some(physical),
            children: Vec::new(),
        }
    }

    fn group(
        name: &str,
        repetition: ParquetRepetition,
        logical: Option<ParquetLogical>,
        children: Vec<ParquetNode>,
    ) -> ParquetNode {
        ParquetNode { name: name.to_owned(), repetition, logical, physical: None, children }
    }

    #[test]
    fn maps_leaves() {
        for (physical, logical, glue) in [
            (ParquetPhysical::Int32, None, "int"),
            (ParquetPhysical::Int64, None, "bigint"),
            (ParquetPhysical::Int96, None, "timestamp"),
            (ParquetPhysical::Int64, Some(ParquetLogical::Timestamp), "timestamp"),
            (ParquetPhysical::Int32, Some(ParquetLogical::Date), "date"),
            (ParquetPhysical::ByteArray, Some(ParquetLogical::String), "string"),
            (ParquetPhysical::ByteArray, None, "binary"),
            (
                ParquetPhysical::FixedLenByteArray(16),
                Some(ParquetLogical::Decimal { precision: 20, scale: 4 }),
                "decimal(20,4)",
            ),
            (ParquetPhysical::Int32, Some(ParquetLogical::Integer { bits: 8, signed: true }), "tinyint"),
        ] {
            assert_eq!(parquet_type_to_glue(&leaf("x", physical, logical)).expect("a type").to_string(), glue);
        }
        assert!(
            parquet_type_to_glue(&leaf(
                "x",
                ParquetPhysical::Int32,
                Some(ParquetLogical::Decimal { precision: 50, scale: 0 })
            ))
            .is_err()
        );
    }

    #[test]
    fn maps_groups() {
        let element = leaf("element", ParquetPhysical::Int32, None);
        let list = group(
            "l",
            Optional,
            Some(ParquetLogical::List),
            vec![group("list", Repeated, None, vec![element.clone()])],
        );
        assert_eq!(parquet_type_to_glue(&list).expect("a list").to_string(), "array<int>");
        let old = group(
            "l",
            Optional,
            Some(ParquetLogical::List),
            vec![ParquetNode { repetition: Repeated, ..element.clone() }],
        );
        assert_eq!(parquet_type_to_glue(&old).expect("an old list").to_string(), "array<int>");
        let key = leaf("key", ParquetPhysical::ByteArray, Some(ParquetLogical::String));
        let map = group(
            "m",
            Optional,
            Some(ParquetLogical::Map),
            vec![group("key_value", Repeated, None, vec![key, element.clone()])],
        );
        assert_eq!(parquet_type_to_glue(&map).expect("a map").to_string(), "map<string,int>");
        let record = group(
            "s",
            Required,
            None,
            vec![element.clone(), ParquetNode { name: "Many".into(), repetition: Repeated, ..element }],
        );
        assert_eq!(parquet_type_to_glue(&record).expect("a struct").to_string(), "struct<element:int,many:array<int>>");
    }
}

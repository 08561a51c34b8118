//! The schema in a Parquet file's footer, in the crawler's neutral terms.

use std::fs::File;
use std::path::Path;

use datafusion::parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use datafusion::parquet::file::reader::{FileReader, SerializedFileReader};
use datafusion::parquet::schema::types::Type;

use crate::domain::crawl::{
    FileSchema, ParquetLogical, ParquetNode, ParquetPhysical, ParquetRepetition, parquet_file_schema,
};

/// Reads the footer of a file of `size` bytes; an error in words.
pub fn schema(path: &Path, size: u64) -> Result<FileSchema, String> {
    let file = File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    let reader = SerializedFileReader::new(file)
        .map_err(|error| format!("truncated or broken Parquet: {}", first_line(&error.to_string())))?;
    let metadata = reader.metadata().file_metadata();
    let columns: Vec<ParquetNode> = metadata.schema().get_fields().iter().map(|field| node(field)).collect();
    let rows = u64::try_from(metadata.num_rows()).unwrap_or(0);
    parquet_file_schema(&columns, rows, size)
}

fn node(field: &Type) -> ParquetNode {
    let info = field.get_basic_info();
    let repetition = if !info.has_repetition() {
        ParquetRepetition::Required
    } else {
        match info.repetition() {
            Repetition::REQUIRED => ParquetRepetition::Required,
            Repetition::OPTIONAL => ParquetRepetition::Optional,
            Repetition::REPEATED => ParquetRepetition::Repeated,
        }
    };
    let logical = info.logical_type_ref().and_then(logical).or_else(|| converted(field, info.converted_type()));
    let physical = match field {
        Type::PrimitiveType { physical_type, type_length, .. } => Some(physical(*physical_type, *type_length)),
        Type::GroupType { .. } => None,
    };
    let children = match field {
        Type::GroupType { fields, .. } => fields.iter().map(|child| node(child)).collect(),
        Type::PrimitiveType { .. } => Vec::new(),
    };
    ParquetNode { name: field.name().to_owned(), repetition, logical, physical, children }
}

fn physical(physical: Physical, length: i32) -> ParquetPhysical {
    match physical {
        Physical::BOOLEAN => ParquetPhysical::Boolean,
        Physical::INT32 => ParquetPhysical::Int32,
        Physical::INT64 => ParquetPhysical::Int64,
        Physical::INT96 => ParquetPhysical::Int96,
        Physical::FLOAT => ParquetPhysical::Float,
        Physical::DOUBLE => ParquetPhysical::Double,
        Physical::BYTE_ARRAY => ParquetPhysical::ByteArray,
        Physical::FIXED_LEN_BYTE_ARRAY => ParquetPhysical::FixedLenByteArray(length),
    }
}

fn logical(logical: &LogicalType) -> Option<ParquetLogical> {
    Some(match logical {
        LogicalType::String => ParquetLogical::String,
        LogicalType::Map => ParquetLogical::Map,
        LogicalType::List => ParquetLogical::List,
        LogicalType::Enum => ParquetLogical::Enum,
        LogicalType::Decimal(decimal) => ParquetLogical::Decimal { precision: decimal.precision, scale: decimal.scale },
        LogicalType::Date => ParquetLogical::Date,
        LogicalType::Time(_) => ParquetLogical::Time,
        LogicalType::Timestamp(_) => ParquetLogical::Timestamp,
        LogicalType::Integer(integer) => {
            ParquetLogical::Integer { bits: integer.bit_width.unsigned_abs(), signed: integer.is_signed }
        }
        // A column of nothing but nulls: what its physical type says.
        LogicalType::Unknown => return None,
        LogicalType::Json => ParquetLogical::Json,
        LogicalType::Bson => ParquetLogical::Bson,
        LogicalType::Uuid => ParquetLogical::Uuid,
        LogicalType::Float16 => ParquetLogical::Float16,
        LogicalType::Variant(_) => ParquetLogical::Other("VARIANT"),
        LogicalType::Geometry(_) => ParquetLogical::Other("GEOMETRY"),
        LogicalType::Geography(_) => ParquetLogical::Other("GEOGRAPHY"),
        LogicalType::_Unknown { .. } => ParquetLogical::Other("of a newer format version"),
    })
}

fn converted(field: &Type, converted: ConvertedType) -> Option<ParquetLogical> {
    let integer = |bits, signed| Some(ParquetLogical::Integer { bits, signed });
    match converted {
        ConvertedType::NONE => None,
        ConvertedType::UTF8 => Some(ParquetLogical::String),
        ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE => Some(ParquetLogical::Map),
        ConvertedType::LIST => Some(ParquetLogical::List),
        ConvertedType::ENUM => Some(ParquetLogical::Enum),
        ConvertedType::DECIMAL => match field {
            Type::PrimitiveType { precision, scale, .. } => {
                Some(ParquetLogical::Decimal { precision: *precision, scale: *scale })
            }
            Type::GroupType { .. } => None,
        },
        ConvertedType::DATE => Some(ParquetLogical::Date),
        ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS => Some(ParquetLogical::Time),
        ConvertedType::TIMESTAMP_MILLIS | ConvertedType::TIMESTAMP_MICROS => Some(ParquetLogical::Timestamp),
        ConvertedType::UINT_8 => integer(8, false),
        ConvertedType::UINT_16 => integer(16, false),
        ConvertedType::UINT_32 => integer(32, false),
        ConvertedType::UINT_64 => integer(64, false),
        ConvertedType::INT_8 => integer(8, true),
        ConvertedType::INT_16 => integer(16, true),
        ConvertedType::INT_32 => integer(32, true),
        ConvertedType::INT_64 => integer(64, true),
        ConvertedType::JSON => Some(ParquetLogical::Json),
        ConvertedType::BSON => Some(ParquetLogical::Bson),
        ConvertedType::INTERVAL => Some(ParquetLogical::Interval),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or(text)
}

//! The schema in a Parquet file's footer, in the crawler's neutral terms.

use datafusion::parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use datafusion::parquet::file::metadata::{FileMetaData, ParquetMetaDataReader};
use datafusion::parquet::schema::types::Type;

use super::{FileSchema, ParquetLogical, ParquetNode, ParquetPhysical, ParquetRepetition, parquet_file_schema};

/// How many bytes at the end of a file tell where its footer begins: the length, and the magic.
pub const TRAILER: usize = 8;

/// The length of the footer before the trailer; an error in words when these are not the last bytes of a Parquet file.
pub fn footer_length(trailer: &[u8]) -> Result<usize, String> {
    match trailer {
        [length @ .., b'P', b'A', b'R', b'1'] => {
            let bytes = length.try_into().map_err(|_| "truncated or broken Parquet: no footer".to_owned())?;
            Ok(u32::from_le_bytes(bytes) as usize)
        }
        [.., b'P', b'A', b'R', b'E'] => Err("encrypted Parquet, which the crawler does not read".to_owned()),
        _ => Err("truncated or broken Parquet: Invalid Parquet file. Corrupt footer".to_owned()),
    }
}

/// The schema of a file of `size` bytes, from its footer without the trailer.
pub fn schema_in_footer(footer: &[u8], size: u64) -> Result<FileSchema, String> {
    let metadata = ParquetMetaDataReader::decode_metadata(footer)
        .map_err(|error| format!("truncated or broken Parquet: {}", first_line(&error.to_string())))?;
    schema_of(metadata.file_metadata(), size)
}

/// The schema that the metadata of a file of `size` bytes tell.
pub fn schema_of(metadata: &FileMetaData, size: u64) -> Result<FileSchema, String> {
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

//! The columns of an ORC file, from its footer.

use super::{Column, FileFormat, FileSchema};
use crate::orc::{OrcKind, OrcType, Postscript, Tail};
use crate::types::{GlueType, StructField};

/// The schema of a file of `size` bytes, from its last [`Postscript::tail_length`] bytes.
pub fn schema_in_tail(tail: &[u8], postscript: &Postscript, size: u64) -> Result<FileSchema, String> {
    let found = Tail::read(tail, postscript, size)?;
    let columns = found
        .columns
        .iter()
        .map(|(name, kind)| Ok(Column::new(name.to_lowercase(), glue_type(name, kind)?)))
        .collect::<Result<Vec<_>, String>>()?;
    let mut names: Vec<&str> = columns.iter().map(|column: &Column| column.name.as_str()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("two columns differ in case alone: '{}'", twice[0]));
    }
    Ok(FileSchema {
        format: FileFormat::Orc,
        columns,
        paths: Vec::new(),
        records_read: found.rows,
        bytes_read: size,
        complete: true,
        notes: Vec::new(),
    })
}

fn glue_type(name: &str, orc: &OrcType) -> Result<GlueType, String> {
    Ok(match &orc.kind {
        OrcKind::Boolean => GlueType::Boolean,
        OrcKind::Byte => GlueType::TinyInt,
        OrcKind::Short => GlueType::SmallInt,
        OrcKind::Int => GlueType::Int,
        OrcKind::Long => GlueType::BigInt,
        OrcKind::Float => GlueType::Float,
        OrcKind::Double => GlueType::Double,
        OrcKind::String => GlueType::String,
        OrcKind::Varchar(length) => GlueType::VarChar(*length),
        OrcKind::Char(length) => GlueType::Char(*length),
        OrcKind::Binary => GlueType::Binary,
        OrcKind::Date => GlueType::Date,
        OrcKind::Timestamp | OrcKind::TimestampInstant => GlueType::Timestamp,
        OrcKind::Decimal { precision, scale } => match (u8::try_from(*precision), u8::try_from(*scale)) {
            (Ok(precision), Ok(scale)) => GlueType::Decimal { precision, scale },
            _ => return Err(format!("'{name}' is a decimal({precision},{scale}), which no table can hold")),
        },
        OrcKind::List(item) => GlueType::array(glue_type(name, item)?),
        OrcKind::Map(key, value) => GlueType::map(glue_type(name, key)?, glue_type(name, value)?),
        OrcKind::Struct(fields) => GlueType::Struct(
            fields
                .iter()
                .map(|(name, kind)| Ok(StructField::new(name.to_lowercase(), glue_type(name, kind)?)))
                .collect::<Result<Vec<_>, String>>()?,
        ),
        OrcKind::Union => return Err(format!("'{name}' has the ORC type UNION, which no query can read")),
    })
}

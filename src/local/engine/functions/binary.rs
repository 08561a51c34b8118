//! Functions over bytes, and a few that belong nowhere else.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, StringArray};
use sha2::Digest as _;

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

pub fn register(r: &mut Registry) {
    use Arg::{Any, Bigint, Text, Varbinary};
    r.add("length", Args::Exact(&[Varbinary]), Returns::Bigint, |a| {
        let bytes = rows::binary(&a[0])?;
        Ok(Arc::new(rows::to_number::<datafusion::arrow::datatypes::Int64Type>(a, |row| {
            Ok(Some(bytes.value(row).len() as i64))
        })?))
    });
    r.add("to_utf8", Args::Exact(&[Text]), Returns::Varbinary, |a| {
        let text = rows::text(&a[0])?;
        rows::to_binary(a, |row| Ok(Some(text.value(row).as_bytes().to_vec())))
    });
    r.add("to_hex", Args::Exact(&[Varbinary]), Returns::Text, |a| {
        let bytes = rows::binary(&a[0])?;
        rows::to_text(a, |row| Ok(Some(hex::encode_upper(bytes.value(row)))))
    });
    r.add("from_hex", Args::Exact(&[Text]), Returns::Varbinary, |a| {
        let text = rows::text(&a[0])?;
        rows::to_binary(a, |row| {
            hex::decode(text.value(row))
                .map(Some)
                .map_err(|error| EngineError::user("INVALID_FUNCTION_ARGUMENT", error))
        })
    });
    r.add("sha256", Args::Exact(&[Varbinary]), Returns::Varbinary, |a| {
        let bytes = rows::binary(&a[0])?;
        rows::to_binary(a, |row| Ok(Some(sha2::Sha256::digest(bytes.value(row)).to_vec())))
    });
    r.add("sha512", Args::Exact(&[Varbinary]), Returns::Varbinary, |a| {
        let bytes = rows::binary(&a[0])?;
        rows::to_binary(a, |row| Ok(Some(sha2::Sha512::digest(bytes.value(row)).to_vec())))
    });
    r.add("md5", Args::Exact(&[Varbinary]), Returns::Varbinary, |a| {
        let bytes = rows::binary(&a[0])?;
        rows::to_binary(a, |row| Ok(Some(md5::Md5::digest(bytes.value(row)).to_vec())))
    });
    r.add("typeof", Args::Exact(&[Any]), Returns::Text, type_of);
    r.add("$typeof_plain", Args::Exact(&[Any]), Returns::Text, type_without_length);
    r.add("chr", Args::Exact(&[Bigint]), Returns::Text, super::string::chr);
}

/// The type of a value that has a literal text in it: when it is a text itself, its length is not known here.
fn type_without_length(args: &[ArrayRef]) -> Out {
    if crate::engine::types::athena_name(args[0].data_type()).contains("varchar") {
        return Err(EngineError::unsupported("typeof of a varchar whose length comes of a literal"));
    }
    type_of(args)
}

fn type_of(args: &[ArrayRef]) -> Out {
    let name = athena_name(args[0].data_type());
    Ok(Arc::new(StringArray::from(vec![name; args[0].len()])))
}

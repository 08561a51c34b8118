//! JSON: the type, its functions, and casts to and from it.
//!
//! A value of the type is its text, compact and with sorted keys where Trino sorts them; in plans it is Arrow's `LargeUtf8`,
//! which nothing else here uses, so that it is told apart from varchar everywhere.

mod build;
mod cast;
mod clauses;
mod extract;
mod path;
mod standard;
mod text;

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, LargeStringBuilder, StringArray};
use datafusion::arrow::datatypes::{DataType, Int64Type};

pub use build::{DROP_NULL, KEEP_NULL, UNIQUE_KEYS};
pub use cast::{from_json, is_castable_from, is_castable_to, to_json, write};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;
use text::Kind;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Json, Text};
    for value in [Text, Json] {
        let two: &'static [Arg] = if value == Text { &[Text, Text] } else { &[Json, Text] };
        let one: &'static [Arg] = if value == Text { &[Text] } else { &[Json] };
        let by_index: &'static [Arg] = if value == Text { &[Text, Bigint] } else { &[Json, Bigint] };
        r.add("json_extract", Args::Exact(two), Returns::Json, extract::extract);
        r.add("json_extract_scalar", Args::Exact(two), Returns::Text, extract::extract_scalar);
        r.add("json_size", Args::Exact(two), Returns::Bigint, extract::size);
        r.add("json_array_length", Args::Exact(one), Returns::Bigint, array_length);
        r.add("json_array_get", Args::Exact(by_index), Returns::Json, array_get);
        r.add("is_json_scalar", Args::Exact(one), Returns::Boolean, is_scalar);
        let contains: [&'static [Arg]; 4] = if value == Text {
            [&[Text, Arg::Boolean], &[Text, Bigint], &[Text, Arg::Double], &[Text, Text]]
        } else {
            [&[Json, Arg::Boolean], &[Json, Bigint], &[Json, Arg::Double], &[Json, Text]]
        };
        for args in contains {
            r.add("json_array_contains", Args::Exact(args), Returns::Boolean, array_contains);
        }
    }
    build::register(r);
    clauses::register(r);
    r.add("json_parse", Args::Exact(&[Text]), Returns::Json, parse);
    r.add("json_format", Args::Exact(&[Json]), Returns::Text, |a| Ok(Arc::new(texts(&a[0])?)));
}

/// The texts of a column of JSON, or of varchar.
fn texts(array: &ArrayRef) -> Result<StringArray, EngineError> {
    match array.data_type() {
        DataType::LargeUtf8 => {
            let plain = datafusion::arrow::compute::cast(array, &DataType::Utf8)?;
            Ok(plain.as_string::<i32>().clone())
        }
        _ => rows::text(array).cloned(),
    }
}

/// JSON for each row.
fn to_values(args: &[ArrayRef], mut each: impl FnMut(usize) -> Result<Option<String>, EngineError>) -> Out {
    let mut builder = LargeStringBuilder::new();
    for row in rows::live(args) {
        match row {
            None => builder.append_null(),
            Some(row) => builder.append_option(each(row)?),
        }
    }
    Ok(Arc::new(builder.finish()))
}

fn parse(args: &[ArrayRef]) -> Out {
    let json = texts(&args[0])?;
    to_values(args, |row| parsed(json.value(row)).map(Some))
}

/// The canonical text of a JSON text.
pub fn parsed(json: &str) -> Result<String, EngineError> {
    text::canonical(json, true).ok_or_else(|| {
        EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Cannot convert value to JSON: '{json}'"))
    })
}

/// NULL for what is no array.
fn array_length(args: &[ArrayRef]) -> Out {
    let json = texts(&args[0])?;
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        Ok(text::items(json.value(row)).map(|items| items.len() as i64))
    })?))
}

fn array_get(args: &[ArrayRef]) -> Out {
    let (json, index) = (texts(&args[0])?, rows::bigint(&args[1])?);
    to_values(args, |row| {
        let Some(items) = text::items(json.value(row)) else { return Ok(None) };
        let index = index.value(row);
        let at = if index < 0 { index + items.len() as i64 } else { index };
        let item = usize::try_from(at).ok().and_then(|at| items.get(at));
        Ok(item.filter(|item| text::kind(item) != Some(Kind::Null)).and_then(|item| text::canonical(item, false)))
    })
}

fn array_contains(args: &[ArrayRef]) -> Out {
    let json = texts(&args[0])?;
    rows::to_boolean(args, |row| {
        let Some(items) = text::items(json.value(row)) else { return Ok(None) };
        let found = items.iter().any(|item| match (text::kind(item), args[1].data_type()) {
            (Some(Kind::Boolean), DataType::Boolean) => (*item == "true") == args[1].as_boolean().value(row),
            (Some(Kind::Number), DataType::Int64) => item.parse() == Ok(args[1].as_primitive::<Int64Type>().value(row)),
            (Some(Kind::Number), DataType::Float64) => {
                item.parse() == Ok(args[1].as_primitive::<datafusion::arrow::datatypes::Float64Type>().value(row))
            }
            (Some(Kind::String), DataType::Utf8) => {
                text::string(item).is_some_and(|text| text == args[1].as_string::<i32>().value(row))
            }
            _ => false,
        });
        Ok(Some(found))
    })
}

fn is_scalar(args: &[ArrayRef]) -> Out {
    let json = texts(&args[0])?;
    rows::to_boolean(args, |row| match text::canonical(json.value(row), false).as_deref().and_then(text::kind) {
        Some(Kind::Array | Kind::Object) => Ok(Some(false)),
        Some(_) => Ok(Some(true)),
        None => {
            Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Invalid JSON value: {}", json.value(row))))
        }
    })
}

//! Casts to JSON and from it.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, LargeStringBuilder, ListArray, MapArray, StringArray, StringBuilder, StructArray,
    new_null_array,
};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::datatypes::DataType;

use super::text::{self, Kind};
use crate::engine::coercion::{integer_rank, is_numeric, is_text};
use crate::engine::error::EngineError;
use crate::engine::format;
use crate::engine::functions::cast;
use crate::engine::trino_types::TrinoType;
use crate::engine::types::{athena_name, is_unnamed};

/// Whether Trino makes JSON of values of a type.
pub fn is_castable_to(kind: &DataType) -> bool {
    match kind {
        DataType::Null | DataType::Boolean | DataType::Date32 | DataType::LargeUtf8 | DataType::Timestamp(_, None) => {
            true
        }
        DataType::List(item) => is_castable_to(item.data_type()),
        DataType::Struct(fields) => fields.iter().all(|field| is_castable_to(field.data_type())),
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) => is_key(fields[0].data_type()) && is_castable_to(fields[1].data_type()),
            _ => false,
        },
        other => is_text(other) || is_numeric(other),
    }
}

fn is_key(kind: &DataType) -> bool {
    is_text(kind) || is_numeric(kind) || *kind == DataType::Boolean
}

/// Whether Trino makes values of a type of JSON.
pub fn is_castable_from(kind: &DataType) -> bool {
    match kind {
        DataType::Boolean | DataType::LargeUtf8 => true,
        DataType::List(item) => is_castable_from(item.data_type()),
        DataType::Struct(fields) => fields.iter().all(|field| is_castable_from(field.data_type())),
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) => is_key(fields[0].data_type()) && is_castable_from(fields[1].data_type()),
            _ => false,
        },
        other => is_text(other) || is_numeric(other),
    }
}

pub fn to_json(array: &ArrayRef) -> Result<ArrayRef, EngineError> {
    let mut builder = LargeStringBuilder::new();
    let mut out = String::new();
    for row in 0..array.len() {
        if array.is_null(row) {
            builder.append_null();
            continue;
        }
        out.clear();
        write(array.as_ref(), row, &mut out)?;
        builder.append_value(&out);
    }
    Ok(Arc::new(builder.finish()))
}

/// Appends a value as JSON text.
pub fn write(array: &dyn Array, row: usize, out: &mut String) -> Result<(), EngineError> {
    if array.is_null(row) || *array.data_type() == DataType::Null {
        out.push_str("null");
        return Ok(());
    }
    match array.data_type() {
        kind if is_text(kind) || matches!(kind, DataType::Date32 | DataType::Timestamp(_, _)) => {
            let mut plain = String::new();
            format::write_precise(array, row, &mut plain)?;
            text::quote(&plain, out);
        }
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            out.push('[');
            for item in 0..items.len() {
                if item > 0 {
                    out.push(',');
                }
                write(items.as_ref(), item, out)?;
            }
            out.push(']');
        }
        DataType::Map(_, _) => {
            let entries = array.as_map().value(row);
            let mut keys: Vec<(String, usize)> = (0..entries.len())
                .map(|entry| (format::format_cell(entries.column(0), entry).unwrap_or_default(), entry))
                .collect();
            keys.sort();
            out.push('{');
            for (place, (key, entry)) in keys.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                text::quote(&key, out);
                out.push(':');
                write(entries.column(1).as_ref(), entry, out)?;
            }
            out.push('}');
        }
        DataType::Struct(fields) => {
            out.push('{');
            for (place, field) in fields.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                text::quote(if is_unnamed(field.name()) { "" } else { field.name() }, out);
                out.push(':');
                write(array.as_struct().column(place).as_ref(), row, out)?;
            }
            out.push('}');
        }
        DataType::Float32 | DataType::Float64 => {
            let mut number = String::new();
            format::write_cell(array, row, &mut number);
            if number.ends_with(['N', 'y']) { text::quote(&number, out) } else { out.push_str(&number) }
        }
        _ => {
            format::write_cell(array, row, out);
        }
    }
    Ok(())
}

/// JSON text as values of another type; a lenient cast makes NULL of what cannot be.
pub fn from_json(array: &ArrayRef, kind: &DataType, lenient: bool) -> Result<ArrayRef, EngineError> {
    let texts = super::texts(array)?;
    let values: Vec<Option<&str>> = texts.iter().collect();
    read(&values, kind, lenient)
}

fn bad(value: &str, kind: &DataType) -> EngineError {
    EngineError::user("INVALID_CAST_ARGUMENT", format_args!("Cannot cast '{value}' to {}", athena_name(kind)))
}

fn read(values: &[Option<&str>], kind: &DataType, lenient: bool) -> Result<ArrayRef, EngineError> {
    if *kind == DataType::LargeUtf8 {
        let mut builder = LargeStringBuilder::new();
        values.iter().for_each(|value| builder.append_option(value.and_then(|value| text::canonical(value, false))));
        return Ok(Arc::new(builder.finish()));
    }
    // The JSON word null is NULL.
    let values: Vec<Option<&str>> =
        values.iter().map(|value| value.map(str::trim).filter(|value| text::kind(value) != Some(Kind::Null))).collect();
    match kind {
        DataType::List(field) => {
            let (mut items, mut lengths, mut valid) = (Vec::new(), Vec::new(), Vec::new());
            for value in values {
                let found = parts(value, kind, lenient, text::items)?;
                valid.push(found.is_some());
                let found = found.unwrap_or_default();
                lengths.push(found.len());
                items.extend(found.into_iter().map(Some));
            }
            let items = read(&items, field.data_type(), lenient)?;
            let offsets = OffsetBuffer::from_lengths(lengths);
            Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, items, Some(NullBuffer::from(valid)))?))
        }
        DataType::Map(entries, _) => {
            let DataType::Struct(fields) = entries.data_type() else { return Err(EngineError::system("a map type")) };
            let (mut keys, mut items, mut lengths, mut valid) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for value in values {
                let found = parts(value, kind, lenient, text::members)?;
                valid.push(found.is_some());
                let found = found.unwrap_or_default();
                lengths.push(found.len());
                for (key, item) in found {
                    keys.push(key);
                    items.push(Some(item));
                }
            }
            let keys: ArrayRef = Arc::new(StringArray::from(keys));
            let keys = cast::cast(&keys, &TrinoType::plain(fields[0].data_type().clone()), lenient)?;
            let items = read(&items, fields[1].data_type(), lenient)?;
            let structs = StructArray::try_new(fields.clone(), vec![keys, items], None)?;
            let offsets = OffsetBuffer::from_lengths(lengths);
            let nulls = Some(NullBuffer::from(valid));
            Ok(Arc::new(MapArray::try_new(Arc::clone(entries), offsets, structs, nulls, false)?))
        }
        DataType::Struct(fields) => {
            let mut columns: Vec<Vec<Option<&str>>> = vec![Vec::with_capacity(values.len()); fields.len()];
            let mut valid = Vec::with_capacity(values.len());
            for value in values {
                let row = fields_of(value, fields, kind, lenient)?;
                valid.push(row.is_some());
                for (place, column) in columns.iter_mut().enumerate() {
                    column.push(row.as_ref().and_then(|row| row[place]));
                }
            }
            if fields.is_empty() {
                return Ok(new_null_array(kind, valid.len()));
            }
            let columns = columns
                .iter()
                .zip(fields)
                .map(|(column, field)| read(column, field.data_type(), lenient))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(Arc::new(StructArray::try_new(fields.clone(), columns, Some(NullBuffer::from(valid)))?))
        }
        _ => scalars(&values, kind, lenient),
    }
}

/// The parts of an array or object; none for NULL.
fn parts<'a, T>(
    value: Option<&'a str>,
    kind: &DataType,
    lenient: bool,
    take: impl Fn(&'a str) -> Option<Vec<T>>,
) -> Result<Option<Vec<T>>, EngineError> {
    match value.map(|value| take(value).ok_or_else(|| bad(value, kind))) {
        None => Ok(None),
        Some(Ok(parts)) => Ok(Some(parts)),
        Some(Err(_)) if lenient => Ok(None),
        Some(Err(error)) => Err(error),
    }
}

/// The fields of a row: by name from an object, by place from an array.
fn fields_of<'a>(
    value: Option<&'a str>,
    fields: &datafusion::arrow::datatypes::Fields,
    kind: &DataType,
    lenient: bool,
) -> Result<Option<Vec<Option<&'a str>>>, EngineError> {
    let Some(value) = value else { return Ok(None) };
    if text::kind(value) == Some(Kind::Array) {
        let Some(items) = parts(Some(value), kind, lenient, text::items)? else { return Ok(None) };
        if items.len() != fields.len() {
            return if lenient { Ok(None) } else { Err(bad(value, kind)) };
        }
        return Ok(Some(items.into_iter().map(Some).collect()));
    }
    let Some(members) = parts(Some(value), kind, lenient, text::members)? else { return Ok(None) };
    Ok(Some(
        fields
            .iter()
            .map(|field| {
                members.iter().find(|(name, _)| name.eq_ignore_ascii_case(field.name())).map(|(_, value)| *value)
            })
            .collect(),
    ))
}

fn scalars(values: &[Option<&str>], kind: &DataType, lenient: bool) -> Result<ArrayRef, EngineError> {
    let mut builder = StringBuilder::new();
    for value in values {
        let Some(value) = value else {
            builder.append_null();
            continue;
        };
        let read = match text::kind(value) {
            Some(Kind::String) => text::string(value),
            Some(Kind::Boolean) if is_numeric(kind) => Some(if *value == "true" { "1" } else { "0" }.to_owned()),
            Some(Kind::Number) if *kind == DataType::Boolean => {
                value.parse::<f64>().ok().map(|number| (number != 0.0).to_string())
            }
            // Numbers are rounded on the way into a whole type, as a cast of a double is.
            Some(Kind::Number) if integer_rank(kind).is_some() && value.contains(['.', 'e', 'E']) => {
                value.parse::<f64>().ok().map(|number| format!("{:.0}", number.round()))
            }
            Some(Kind::Number) if is_text(kind) => text::canonical(value, false),
            Some(Kind::Number | Kind::Boolean) => Some((*value).to_owned()),
            _ => None,
        };
        match read {
            Some(read) => builder.append_value(read),
            None if lenient => builder.append_null(),
            None => return Err(bad(value, kind)),
        }
    }
    let plain: ArrayRef = Arc::new(builder.finish());
    cast::cast(&plain, &TrinoType::plain(kind.clone()), lenient)
}

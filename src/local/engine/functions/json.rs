//! JSON text: values out of it by path.

use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::Int64Type;
use serde_json::Value;

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::local::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    use Arg::Text;
    r.add("json_extract_scalar", Args::Exact(&[Text, Text]), Returns::Text, extract_scalar);
    r.add("json_array_length", Args::Exact(&[Text]), Returns::Bigint, array_length);
    r.add("json_size", Args::Exact(&[Text, Text]), Returns::Bigint, size);
    r.add("is_json_scalar", Args::Exact(&[Text]), Returns::Boolean, is_scalar);
}

/// A step of a path: a member, or an item.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Member(String),
    Item(usize),
}

fn path(text: &str) -> Result<Vec<Step>, EngineError> {
    let bad = || EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Invalid JSON path: '{text}'"));
    let mut rest = text.strip_prefix('$').ok_or_else(bad)?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            let name = &after[..end];
            if name == "*" || name.is_empty() {
                return if name == "*" {
                    Err(EngineError::unsupported(format_args!("JSON path '{text}' with a wildcard")))
                } else {
                    Err(EngineError::unsupported(format_args!("JSON path '{text}' with recursive descent")))
                };
            }
            steps.push(Step::Member(name.to_owned()));
            rest = &after[end..];
        } else if let Some(after) = rest.strip_prefix('[') {
            let end = after.find(']').ok_or_else(bad)?;
            let inner = after[..end].trim();
            rest = &after[end + 1..];
            if inner == "*" {
                return Err(EngineError::unsupported(format_args!("JSON path '{text}' with a wildcard")));
            }
            let quoted = inner
                .strip_prefix('"')
                .and_then(|inner| inner.strip_suffix('"'))
                .or_else(|| inner.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\'')));
            steps.push(match quoted {
                Some(name) => Step::Member(name.to_owned()),
                None => match inner.parse() {
                    Ok(index) => Step::Item(index),
                    Err(_) => Step::Member(inner.to_owned()),
                },
            });
        } else {
            return Err(bad());
        }
    }
    Ok(steps)
}

fn find<'a>(value: &'a Value, steps: &[Step]) -> Option<&'a Value> {
    steps.iter().try_fold(value, |value, step| match (step, value) {
        (Step::Member(name), Value::Object(object)) => object.get(name),
        (Step::Item(index), Value::Array(items)) => items.get(*index),
        _ => None,
    })
}

fn extract_scalar(args: &[ArrayRef]) -> Out {
    let (json, paths) = (rows::text(&args[0])?, rows::text(&args[1])?);
    rows::to_text(args, |row| {
        let steps = path(paths.value(row))?;
        let Ok(value) = serde_json::from_str::<Value>(json.value(row)) else { return Ok(None) };
        Ok(match find(&value, &steps) {
            None | Some(Value::Null | Value::Array(_) | Value::Object(_)) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_string()),
        })
    })
}

fn array_length(args: &[ArrayRef]) -> Out {
    let json = rows::text(&args[0])?;
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        Ok(match serde_json::from_str::<Value>(json.value(row)) {
            Ok(Value::Array(items)) => Some(items.len() as i64),
            _ => None,
        })
    })?))
}

fn size(args: &[ArrayRef]) -> Out {
    let (json, paths) = (rows::text(&args[0])?, rows::text(&args[1])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        let steps = path(paths.value(row))?;
        let Ok(value) = serde_json::from_str::<Value>(json.value(row)) else { return Ok(None) };
        Ok(find(&value, &steps).map(|found| match found {
            Value::Array(items) => items.len() as i64,
            Value::Object(members) => members.len() as i64,
            _ => 0,
        }))
    })?))
}

fn is_scalar(args: &[ArrayRef]) -> Out {
    let json = rows::text(&args[0])?;
    rows::to_boolean(args, |row| match serde_json::from_str::<Value>(json.value(row)) {
        Ok(Value::Array(_) | Value::Object(_)) => Ok(Some(false)),
        Ok(_) => Ok(Some(true)),
        Err(_) => Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "Invalid JSON value")),
    })
}

//! `json_object` and `json_array`: the parts, which come as JSON already, put together to a text.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, StringBuilder, new_null_array};
use datafusion::arrow::datatypes::DataType;

use super::super::registry::Registry;
use super::super::rows::{self, Out};
use super::super::udf::{Arg, Args, Returns};
use super::{cast, text};
use crate::engine::coercion::{is_numeric, is_text};
use crate::engine::error::EngineError;

/// The first argument of both: whether NULL is a member, or none.
pub const KEEP_NULL: &str = "null";
/// What stands behind it when each key may be there once only.
pub const UNIQUE_KEYS: &str = " unique";
pub const DROP_NULL: &str = "absent";

pub fn register(r: &mut Registry) {
    r.add("$json_item", Args::Rule(item_type), Returns::Json, |a| match a[0].data_type() {
        DataType::Null => Ok(new_null_array(&DataType::LargeUtf8, a[0].len())),
        _ => cast::to_json(&a[0]),
    });
    r.add("$json_given", Args::Exact(&[Arg::Text]), Returns::Json, |a| {
        let json = rows::text(&a[0])?;
        super::to_values(a, |row| {
            let bad = || {
                EngineError::user(
                    "JSON_INPUT_CONVERSION_ERROR",
                    format_args!("conversion to JSON failed: '{}'", json.value(row)),
                )
            };
            text::canonical(json.value(row), false).map(Some).ok_or_else(bad)
        })
    });
    r.add("$json_text", Args::Exact(&[Arg::Text]), Returns::Json, |a| {
        Ok(datafusion::arrow::compute::cast(&a[0], &DataType::LargeUtf8)?)
    });
    r.add("$json_array", Args::Rule(array_types), Returns::Text, array);
    r.add("$json_object", Args::Rule(object_types), Returns::Text, object);
}

/// What may stand in the constructors without FORMAT JSON.
fn item_type(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let [kind] = kinds else { return None };
    if is_text(kind) {
        return Some(vec![DataType::Utf8]);
    }
    let plain = is_numeric(kind)
        || matches!(kind, DataType::Boolean | DataType::Null | DataType::Date32 | DataType::Timestamp(_, None));
    plain.then(|| kinds.to_vec())
}

fn array_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let mut out = vec![DataType::Utf8];
    out.resize(kinds.len(), DataType::LargeUtf8);
    Some(out)
}

fn object_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let pairs = kinds.len().checked_sub(1).filter(|rest| rest % 2 == 0)? / 2;
    let keys_are_text = kinds.iter().skip(1).step_by(2).all(|kind| is_text(kind) || *kind == DataType::Null);
    let mut out = vec![DataType::Utf8];
    for _ in 0..pairs {
        out.extend([DataType::Utf8, DataType::LargeUtf8]);
    }
    keys_are_text.then_some(out)
}

fn keeps_null(mode: &ArrayRef) -> Result<bool, EngineError> {
    let mode = rows::text(mode)?;
    Ok(!mode.is_empty() && mode.value(0).trim_end_matches(UNIQUE_KEYS) == KEEP_NULL)
}

fn array(args: &[ArrayRef]) -> Out {
    let keep = keeps_null(&args[0])?;
    let mut builder = StringBuilder::new();
    for row in 0..args[0].len() {
        let mut out = String::from("[");
        for item in &args[1..] {
            let item = item.as_string::<i64>();
            if item.is_null(row) && !keep {
                continue;
            }
            if out.len() > 1 {
                out.push(',');
            }
            out.push_str(if item.is_null(row) { "null" } else { item.value(row) });
        }
        out.push(']');
        builder.append_value(out);
    }
    Ok(Arc::new(builder.finish()))
}

fn object(args: &[ArrayRef]) -> Out {
    let keep = keeps_null(&args[0])?;
    let mode = rows::text(&args[0])?;
    let unique = !mode.is_empty() && mode.value(0).ends_with(UNIQUE_KEYS);
    let mut builder = StringBuilder::new();
    for row in 0..args[0].len() {
        let mut out = String::from("{");
        let mut seen: Vec<&str> = Vec::new();
        for pair in args[1..].chunks_exact(2) {
            let (key, value) = (rows::text(&pair[0])?, pair[1].as_string::<i64>());
            if key.is_null(row) {
                return Err(EngineError::user(
                    "INVALID_FUNCTION_ARGUMENT",
                    "null value passed for JSON object key to JSON_OBJECT function",
                ));
            }
            let key = key.value(row);
            if seen.contains(&key) && unique {
                return Err(EngineError::user(
                    "INVALID_FUNCTION_ARGUMENT",
                    "duplicate key passed to JSON_OBJECT function",
                ));
            }
            if seen.contains(&key) {
                return Err(EngineError::unsupported(format_args!("JSON_OBJECT with the key '{key}' twice")));
            }
            seen.push(key);
            if value.is_null(row) && !keep {
                continue;
            }
            if out.len() > 1 {
                out.push(',');
            }
            text::quote(key, &mut out);
            out.push(':');
            out.push_str(if value.is_null(row) { "null" } else { value.value(row) });
        }
        out.push('}');
        builder.append_value(out);
    }
    Ok(Arc::new(builder.finish()))
}

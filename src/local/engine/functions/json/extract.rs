//! Values out of JSON by path.

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::Int64Type;

use std::sync::Arc;

use super::super::rows::{self, Out};
use super::path::{self, Paths};
use super::text::{self, Kind};
use super::{texts, to_values};

pub fn extract(args: &[ArrayRef]) -> Out {
    let (json, paths) = (texts(&args[0])?, rows::text(&args[1])?);
    let mut known = Paths::default();
    to_values(args, |row| {
        let steps = known.get(paths.value(row))?;
        Ok(path::find(json.value(row), steps).and_then(|value| text::canonical(value, false)))
    })
}

/// The text of a string, number or truth value; NULL for anything else.
fn scalar(value: &str) -> Option<String> {
    let value = value.trim();
    match text::kind(value)? {
        Kind::Null | Kind::Array | Kind::Object => None,
        Kind::String => text::string(value),
        Kind::Number | Kind::Boolean => text::canonical(value, false).map(|_| value.to_owned()),
    }
}

pub fn extract_scalar(args: &[ArrayRef]) -> Out {
    let (json, paths) = (texts(&args[0])?, rows::text(&args[1])?);
    let mut known = Paths::default();
    rows::to_text(args, |row| {
        let steps = known.get(paths.value(row))?;
        Ok(path::find(json.value(row), steps).and_then(scalar))
    })
}

pub fn size(args: &[ArrayRef]) -> Out {
    let (json, paths) = (texts(&args[0])?, rows::text(&args[1])?);
    let mut known = Paths::default();
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        let steps = known.get(paths.value(row))?;
        let Some(found) = path::find(json.value(row), steps) else { return Ok(None) };
        let found = found.trim();
        Ok(match text::kind(found) {
            Some(Kind::Array) => text::items(found).map(|items| items.len() as i64),
            Some(Kind::Object) => text::members(found).map(|members| members.len() as i64),
            Some(_) => text::canonical(found, false).map(|_| 0),
            None => None,
        })
    })?))
}

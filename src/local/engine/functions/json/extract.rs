//! Values out of JSON by path.

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::Int64Type;

use std::sync::Arc;

use super::super::rows::{self, Out};
use super::path::{self, Paths};
use super::text::{self, Kind};
use super::{texts, to_values};
use crate::local::engine::error::EngineError;

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

/// A path of the SQL standard: its mode, and the path itself.
fn standard(path: &str) -> Result<(bool, &str), EngineError> {
    let path = path.trim();
    match path.split_once(char::is_whitespace) {
        Some(("lax", rest)) => Ok((true, rest.trim())),
        Some(("strict", rest)) => Ok((false, rest.trim())),
        _ => Err(EngineError::user(
            "INVALID_PATH",
            format_args!("JSON path '{path}' does not begin with 'lax' or 'strict'"),
        )),
    }
}

/// What a standard path finds. Lax paths look into arrays, which is not done here.
fn located<'a>(json: &'a str, path: &str, known: &mut Paths) -> Result<Option<&'a str>, EngineError> {
    let (_, path) = standard(path)?;
    let steps = known.get(path)?;
    for end in 0..steps.len() {
        let before = path::find(json, &steps[..end]).and_then(text::kind);
        if before == Some(Kind::Array) && matches!(steps[end], path::Step::Member(_)) {
            return Err(EngineError::unsupported(format_args!("JSON path '{path}' through an array")));
        }
    }
    Ok(path::find(json, steps))
}

pub fn json_value(args: &[ArrayRef]) -> Out {
    let (json, paths) = (texts(&args[0])?, rows::text(&args[1])?);
    let mut known = Paths::default();
    rows::to_text(args, |row| Ok(located(json.value(row), paths.value(row), &mut known)?.and_then(scalar)))
}

pub fn json_query(args: &[ArrayRef]) -> Out {
    let (json, paths) = (texts(&args[0])?, rows::text(&args[1])?);
    let mut known = Paths::default();
    rows::to_text(args, |row| {
        Ok(located(json.value(row), paths.value(row), &mut known)?.and_then(|value| text::canonical(value, false)))
    })
}

pub fn json_exists(args: &[ArrayRef]) -> Out {
    let (json, paths) = (texts(&args[0])?, rows::text(&args[1])?);
    let mut known = Paths::default();
    rows::to_boolean(args, |row| Ok(Some(located(json.value(row), paths.value(row), &mut known)?.is_some())))
}

//! A typed view of an operation's input.
//!
//! Numbers and booleans may arrive as strings: the query protocol has nothing else.

use serde_json::Value;

use super::{ServiceError, as_timestamp_millis};

/// The years 1 to 9999, in milliseconds since the epoch: what clients can read and sums cannot overflow.
const TIMES: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

/// The members of an input or of a structure in it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    value: &'a Value,
}

impl<'a> Input<'a> {
    /// A view of a value; anything but an object has no members.
    pub fn new(value: &'a Value) -> Self {
        Self { value }
    }

    /// The value itself.
    pub fn raw(&self) -> &'a Value {
        self.value
    }

    /// A member that is there and not null.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.value.get(name).filter(|value| !value.is_null())
    }

    /// A required string.
    pub fn string(&self, name: &str) -> Result<&'a str, ServiceError> {
        self.opt_string(name)?.ok_or_else(|| missing(name))
    }

    /// A string, if it is there.
    pub fn opt_string(&self, name: &str) -> Result<Option<&'a str>, ServiceError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(wrong(name, "a string")),
        }
    }

    /// A whole number, if it is there.
    pub fn opt_integer(&self, name: &str) -> Result<Option<i64>, ServiceError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Number(number)) => number.as_i64().map(Some).ok_or_else(|| wrong(name, "a whole number")),
            Some(Value::String(text)) => text.parse().map(Some).map_err(|_| wrong(name, "a whole number")),
            Some(_) => Err(wrong(name, "a whole number")),
        }
    }

    /// A required whole number.
    pub fn integer(&self, name: &str) -> Result<i64, ServiceError> {
        self.opt_integer(name)?.ok_or_else(|| missing(name))
    }

    /// A number, if it is there.
    pub fn opt_number(&self, name: &str) -> Result<Option<f64>, ServiceError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => as_number(value).map(Some).ok_or_else(|| wrong(name, "a number")),
        }
    }

    /// A required number.
    pub fn number(&self, name: &str) -> Result<f64, ServiceError> {
        self.opt_number(name)?.ok_or_else(|| missing(name))
    }

    /// A boolean, if it is there.
    pub fn opt_bool(&self, name: &str) -> Result<Option<bool>, ServiceError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(Value::String(text)) if text == "true" => Ok(Some(true)),
            Some(Value::String(text)) if text == "false" => Ok(Some(false)),
            Some(_) => Err(wrong(name, "true or false")),
        }
    }

    /// A boolean that is false when it is not there.
    pub fn flag(&self, name: &str) -> Result<bool, ServiceError> {
        Ok(self.opt_bool(name)?.unwrap_or(false))
    }

    /// A list; empty when it is not there.
    pub fn list(&self, name: &str) -> Result<&'a [Value], ServiceError> {
        match self.get(name) {
            None => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(wrong(name, "a list")),
        }
    }

    /// A list of strings; empty when it is not there.
    pub fn strings(&self, name: &str) -> Result<Vec<&'a str>, ServiceError> {
        self.list(name)?.iter().map(|item| item.as_str().ok_or_else(|| wrong(name, "a list of strings"))).collect()
    }

    /// A structure, if it is there.
    pub fn opt_structure(&self, name: &str) -> Result<Option<Input<'a>>, ServiceError> {
        match self.get(name) {
            None => Ok(None),
            Some(value @ Value::Object(_)) => Ok(Some(Input::new(value))),
            Some(_) => Err(wrong(name, "a structure")),
        }
    }

    /// A required structure.
    pub fn structure(&self, name: &str) -> Result<Input<'a>, ServiceError> {
        self.opt_structure(name)?.ok_or_else(|| missing(name))
    }

    /// A time in milliseconds since the epoch, if it is there: marked, as seconds, or as ISO 8601 text.
    pub fn opt_timestamp(&self, name: &str) -> Result<Option<i64>, ServiceError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let millis = time_of(value).ok_or_else(|| wrong(name, "a time"))?;
        if TIMES.contains(&millis) { Ok(Some(millis)) } else { Err(wrong(name, "a time of the years 1 to 9999")) }
    }
}

/// The milliseconds of a time in any of its ways.
pub fn time_of(value: &Value) -> Option<i64> {
    if let Some(millis) = as_timestamp_millis(value) {
        return Some(millis);
    }
    if let Value::String(text) = value
        && let Ok(time) = time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339)
    {
        return Some(i64::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a number that is too large becomes the largest, which is refused"
    )]
    as_number(value).filter(|seconds| seconds.is_finite()).map(|seconds| (seconds * 1000.0).round() as i64)
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn missing(name: &str) -> ServiceError {
    ServiceError::invalid(format!(
        "1 validation error detected: Value null at '{}' failed to satisfy constraint: Member must not be null",
        member_path(name)
    ))
}

fn wrong(name: &str, wanted: &str) -> ServiceError {
    ServiceError::invalid(format!("1 validation error detected: Value at '{}' is not {wanted}", member_path(name)))
}

fn member_path(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}

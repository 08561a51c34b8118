//! What several operations read and write alike: metrics, dimensions, statistics, units.

use serde_json::{Value, json};

use super::errors::invalid_value;
use crate::check;
use crate::domain::alarm::Statistic;
use crate::wire::{Input, ServiceError};

/// The model's values of `StandardUnit`.
pub const UNITS: [&str; 27] = [
    "Seconds",
    "Microseconds",
    "Milliseconds",
    "Bytes",
    "Kilobytes",
    "Megabytes",
    "Gigabytes",
    "Terabytes",
    "Bits",
    "Kilobits",
    "Megabits",
    "Gigabits",
    "Terabits",
    "Percent",
    "Count",
    "Bytes/Second",
    "Kilobytes/Second",
    "Megabytes/Second",
    "Gigabytes/Second",
    "Terabytes/Second",
    "Bits/Second",
    "Kilobits/Second",
    "Megabits/Second",
    "Gigabits/Second",
    "Terabits/Second",
    "Count/Second",
    "None",
];

/// A namespace or the name of a metric.
pub fn name<'a>(input: Input<'a>, member: &str) -> Result<&'a str, ServiceError> {
    let name = input.string(member)?;
    check::length(member, name, 1, 255)?;
    Ok(name)
}

/// Dimensions with their values, as they were given.
pub fn dimensions(input: Input<'_>) -> Result<Vec<(String, String)>, ServiceError> {
    let given = input.list("Dimensions")?;
    if given.len() > 30 {
        return Err(invalid_value("The collection Dimensions must not have a size greater than 30."));
    }
    let mut dimensions: Vec<(String, String)> = Vec::new();
    for dimension in given {
        let dimension = Input::new(dimension);
        let (name, value) = (dimension.string("Name")?, dimension.string("Value")?);
        check::length("Dimensions.Name", name, 1, 255)?;
        check::length("Dimensions.Value", value, 1, 1024)?;
        if dimensions.iter().any(|(other, _)| other == name) {
            return Err(invalid_value(format!("The dimension {name} is given twice.")));
        }
        dimensions.push((name.to_owned(), value.to_owned()));
    }
    Ok(dimensions)
}

/// Borrowed pairs, as the state takes them.
pub fn pairs(dimensions: &[(String, String)]) -> Vec<(&str, &str)> {
    dimensions.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Dimensions as the service shows them.
pub fn shown_dimensions(dimensions: &[(String, String)]) -> Value {
    dimensions.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect()
}

/// A unit, if one is named.
pub fn unit(input: Input<'_>) -> Result<Option<&str>, ServiceError> {
    let unit = input.opt_string("Unit")?;
    if let Some(unit) = unit {
        check::one_of("Unit", unit, &UNITS)?;
    }
    Ok(unit)
}

/// A statistic by the service's name.
pub fn statistic(text: &str) -> Result<Statistic, ServiceError> {
    text.parse().map_err(invalid_value)
}

/// A year: data are kept for fifteen months.
const LONGEST_PERIOD: i64 = 366 * 86_400;

/// A period in seconds: 1, 5, 10, 30 or a multiple of 60.
pub fn period(seconds: i64) -> Result<i64, ServiceError> {
    if matches!(seconds, 1 | 5 | 10 | 20 | 30) || ((60..=LONGEST_PERIOD).contains(&seconds) && seconds % 60 == 0) {
        return Ok(seconds);
    }
    Err(invalid_value("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60."))
}

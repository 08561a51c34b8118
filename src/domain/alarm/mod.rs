//! Alarms and the arithmetic under them: statistics of a period, metric math, and the state that follows from the last
//! periods.
//!
//! Invariants: nothing here knows the time or where data is kept; a value that is not there is `None` (or absent from a
//! [`Series`]) and never zero; a function that is not written here is an error by its name.
//!
//! Source: the CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data", "Using metric math".

mod composite;
mod definition;
mod evaluate;
mod math;
mod recipe;
mod statistic;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

pub use composite::{CompositeDefinition, CompositeRule};
pub use definition::{
    AlarmDefinition, AlarmEvent, DataQuery, DataSource, Line, LiveAlarm, MetricName, MetricStatistic, NewDatum,
    Periods, Watched, comparison, dimension,
};
pub use evaluate::{AlarmRule, DataPoint, EXTRA_PERIODS, Evaluation};
pub use math::{MathError, MathExpression, MathInput, MathValue};
pub use recipe::{Need, Order, Parameter, Prepared, Recipe, prepare};
pub use statistic::{Sample, Statistic, align};

/// Values by the beginning of their period, in seconds since the epoch.
pub type Series = BTreeMap<i64, f64>;

/// The state of an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlarmState {
    Ok,
    Alarm,
    InsufficientData,
}

/// How a value is held against the threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    GreaterThanThreshold,
    GreaterThanOrEqualToThreshold,
    LessThanThreshold,
    LessThanOrEqualToThreshold,
}

/// What a period without data counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MissingData {
    #[default]
    Missing,
    Ignore,
    Breaching,
    NotBreaching,
}

impl Comparison {
    /// Whether a value goes over the line.
    pub fn breaches(self, value: f64, threshold: f64) -> bool {
        match self {
            Self::GreaterThanThreshold => value > threshold,
            Self::GreaterThanOrEqualToThreshold => value >= threshold,
            Self::LessThanThreshold => value < threshold,
            Self::LessThanOrEqualToThreshold => value <= threshold,
        }
    }

    /// "greater than", as it stands in the reason of a state.
    pub fn words(self) -> &'static str {
        match self {
            Self::GreaterThanThreshold => "greater than",
            Self::GreaterThanOrEqualToThreshold => "greater than or equal to",
            Self::LessThanThreshold => "less than",
            Self::LessThanOrEqualToThreshold => "less than or equal to",
        }
    }
}

macro_rules! named {
    ($type:ident, $what:literal, { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $name),+ })
            }
        }

        impl FromStr for $type {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(format!("'{text}' is no {}: {}", $what, [$($name),+].join(", "))),
                }
            }
        }
    };
}

named!(AlarmState, "alarm state", { Ok => "OK", Alarm => "ALARM", InsufficientData => "INSUFFICIENT_DATA" });
named!(Comparison, "comparison", {
    GreaterThanThreshold => "GreaterThanThreshold",
    GreaterThanOrEqualToThreshold => "GreaterThanOrEqualToThreshold",
    LessThanThreshold => "LessThanThreshold",
    LessThanOrEqualToThreshold => "LessThanOrEqualToThreshold",
});
named!(MissingData, "treatment of missing data", {
    Missing => "missing",
    Ignore => "ignore",
    Breaching => "breaching",
    NotBreaching => "notBreaching",
});

/// Reads a number. Neither NaN nor an infinity: no service takes them, and nothing compares with NaN.
pub fn finite(text: &str) -> Result<f64, String> {
    let number: f64 = text.trim().parse().map_err(|_| format!("`{text}` is no number"))?;
    if number.is_finite() { Ok(number) } else { Err(format!("`{text}` is no finite number")) }
}

//! What PutMetricAlarm takes: checked, and kept as it came.

use serde_json::{Map, Value, json};

use super::errors::{invalid_combination, invalid_value, missing};
use super::query::{self, Query};
use super::shape;
use crate::check;
use crate::domain::alarm::{Comparison, MissingData};
use crate::wire::{Input, ServiceError};

/// Members that are shown as they were given.
const KEPT: [&str; 21] = [
    "AlarmName",
    "AlarmDescription",
    "OKActions",
    "AlarmActions",
    "InsufficientDataActions",
    "MetricName",
    "Namespace",
    "Statistic",
    "ExtendedStatistic",
    "Unit",
    "EvaluateLowSampleCountPercentile",
    "ThresholdMetricId",
    "TreatMissingData",
    "ComparisonOperator",
    "Dimensions",
    "Metrics",
    "EvaluationWindow",
    "Period",
    "EvaluationPeriods",
    "DatapointsToAlarm",
    "Threshold",
];

const NUMBERS: [&str; 4] = ["Period", "EvaluationPeriods", "DatapointsToAlarm", "Threshold"];

/// Limits. Source: CloudWatch API reference, PutMetricAlarm.
const MOST_ACTIONS: usize = 5;
const DAY: i64 = 86_400;
const LONGEST: i64 = 7 * DAY;

/// Reads and checks an alarm; the document that is kept.
pub fn read(input: Input<'_>) -> Result<Map<String, Value>, ServiceError> {
    let name = input.string("AlarmName")?;
    check::length("AlarmName", name, 1, 255)?;
    check::characters("AlarmName", name, "no control characters", |c| !c.is_control())?;
    if let Some(description) = input.opt_string("AlarmDescription")? {
        check::length("AlarmDescription", description, 0, 1024)?;
    }
    for unsupported in ["EvaluationCriteria", "WarmUpConfiguration", "EvaluationInterval", "ThresholdMetricId"] {
        if input.get(unsupported).is_some() {
            return Err(ServiceError::unsupported(format_args!("monitoring alarms with {unsupported}")));
        }
    }
    for actions in ["OKActions", "AlarmActions", "InsufficientDataActions"] {
        check::count(actions, input.strings(actions)?.len(), 0, MOST_ACTIONS)?;
    }
    let periods = input.integer("EvaluationPeriods")?;
    check::range("EvaluationPeriods", periods, 1, 10_080)?;
    if let Some(wanted) = input.opt_integer("DatapointsToAlarm")? {
        check::range("DatapointsToAlarm", wanted, 1, 10_080)?;
        if wanted > periods {
            return Err(invalid_value(
                "The parameter DatapointsToAlarm must be less than or equal to EvaluationPeriods.",
            ));
        }
    }
    input.string("ComparisonOperator")?.parse::<Comparison>().map_err(|_| {
        ServiceError::unsupported(
            "monitoring alarms with an anomaly detection comparison, or an unknown ComparisonOperator",
        )
    })?;
    if let Some(treatment) = input.opt_string("TreatMissingData")? {
        treatment.parse::<MissingData>().map_err(invalid_value)?;
    }
    input.opt_number("Threshold")?.ok_or_else(|| missing("The parameter Threshold is required."))?;
    let seconds = length_of_period(input)?;
    let total = seconds * periods;
    if total > LONGEST || (seconds < 3600 && total > DAY) {
        return Err(invalid_combination(
            "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400), or seven \
             days when Period is an hour or more.",
        ));
    }
    window(input, seconds)?;
    let mut kept = Map::new();
    for member in KEPT {
        let Some(value) = input.get(member) else { continue };
        let is_empty = value.as_array().is_some_and(Vec::is_empty);
        let value = match (NUMBERS.contains(&member), is_empty) {
            // Numbers of the query protocol are text.
            (true, _) => json!(input.number(member)?),
            (false, true) => continue,
            (false, false) if member == "Metrics" => {
                input.list(member)?.iter().map(|query| kept_query(Input::new(query))).collect::<Result<_, _>>()?
            }
            (false, false) => value.clone(),
        };
        kept.insert(member.to_owned(), value);
    }
    for member in &NUMBERS[..3] {
        if let Some(whole) = input.opt_integer(member)? {
            kept.insert((*member).to_owned(), json!(whole));
        }
    }
    kept.insert("ActionsEnabled".to_owned(), json!(input.opt_bool("ActionsEnabled")?.unwrap_or(true)));
    Ok(kept)
}

/// A query with its numbers and flags as such, whichever protocol it came by.
fn kept_query(query: Input<'_>) -> Result<Value, ServiceError> {
    let mut kept = query.raw().clone();
    if let Some(returns) = query.opt_bool("ReturnData")? {
        kept["ReturnData"] = json!(returns);
    }
    if let Some(period) = query.opt_integer("Period")? {
        kept["Period"] = json!(period);
    }
    if let Some(stat) = query.opt_structure("MetricStat")?
        && let Some(period) = stat.opt_integer("Period")?
    {
        kept["MetricStat"]["Period"] = json!(period);
    }
    Ok(kept)
}

fn length_of_period(input: Input<'_>) -> Result<i64, ServiceError> {
    let metrics = input.list("Metrics")?;
    if metrics.is_empty() {
        shape::name(input, "MetricName")?;
        shape::name(input, "Namespace")?;
        shape::dimensions(input)?;
        shape::unit(input)?;
        let (plain, extended) = (input.opt_string("Statistic")?, input.opt_string("ExtendedStatistic")?);
        match (plain, extended) {
            (Some(text), None) | (None, Some(text)) => shape::statistic(text)?,
            _ => return Err(invalid_combination("Exactly one of Statistic and ExtendedStatistic must be specified.")),
        };
        let seconds = input.opt_integer("Period")?.ok_or_else(|| missing("The parameter Period is required."))?;
        return alarm_period(seconds);
    }
    for alone in ["MetricName", "Namespace", "Period", "Unit", "Statistic", "ExtendedStatistic"] {
        if input.get(alone).is_some() {
            return Err(invalid_combination(format!("Metrics list cannot be used together with {alone}.")));
        }
    }
    if metrics.len() > 20 {
        return Err(invalid_value("An alarm takes at most 20 metrics and expressions."));
    }
    let queries = query::read(metrics)?;
    let returned = queries.iter().filter(|query| query.returns).count();
    if returned != 1 {
        return Err(invalid_value(format!(
            "Exactly one element of the metrics list should return data, not {returned}."
        )));
    }
    let longest = queries.iter().filter_map(Query::period).max();
    alarm_period(longest.ok_or_else(|| missing("An alarm on an expression needs a period."))?)
}

fn alarm_period(seconds: i64) -> Result<i64, ServiceError> {
    if matches!(seconds, 10 | 20 | 30) || ((60..=LONGEST).contains(&seconds) && seconds % 60 == 0) {
        return Ok(seconds);
    }
    Err(invalid_value("The parameter Period must be 10, 20, 30 or a multiple of 60, up to seven days."))
}

fn window(input: Input<'_>, seconds: i64) -> Result<(), ServiceError> {
    let Some(window) = input.opt_structure("EvaluationWindow")? else { return Ok(()) };
    let Some(wall_clock) = window.opt_structure("WallClockWindow")? else { return Ok(()) };
    if let Some(zone) = wall_clock.opt_string("Timezone")?
        && zone.parse::<chrono_tz::Tz>().is_err()
    {
        return Err(invalid_value(format!("The value {zone} for parameter Timezone is invalid.")));
    }
    if !matches!(seconds, 60 | 300 | 3600 | DAY | 604_800) {
        return Err(invalid_value("A wall clock window needs a Period of 60, 300, 3600, 86400 or 604800 seconds."));
    }
    Ok(())
}

//! Statistics of one metric.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::errors::{invalid_combination, invalid_value, missing};
use super::shape::{self, name, pairs, period, statistic};
use super::state::{self, Metric};
use crate::domain::alarm::Sample;
use crate::wire::{Call, Operation, Reply, Run, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "GetMetricStatistics", run: Run::Sync(get) }];

/// Datapoints of one answer. Source: CloudWatch API reference, GetMetricStatistics.
const MOST_POINTS: i64 = 1440;

fn get(call: &Call) -> Reply {
    let input = call.input();
    let (namespace, metric) = (name(input, "Namespace")?, name(input, "MetricName")?);
    let dimensions = shape::dimensions(input)?;
    let seconds = period(input.integer("Period")?)?;
    let unit = shape::unit(input)?;
    let from = input.opt_timestamp("StartTime")?.ok_or_else(|| missing("The parameter StartTime is required."))?;
    let to = input.opt_timestamp("EndTime")?.ok_or_else(|| missing("The parameter EndTime is required."))?;
    // Times are whole seconds to the service.
    if from.div_euclid(1000) >= to.div_euclid(1000) {
        return Err(invalid_value("The parameter StartTime must be less than the parameter EndTime."));
    }
    if (to - from) / (seconds * 1000) > MOST_POINTS {
        return Err(invalid_combination(format!(
            "You have requested up to {} datapoints, which exceeds the limit of {MOST_POINTS}. You may reduce the \
             datapoints requested by increasing Period, or decreasing the time range.",
            (to - from) / (seconds * 1000)
        )));
    }
    let (plain, extended) = (input.strings("Statistics")?, input.strings("ExtendedStatistics")?);
    if plain.is_empty() && extended.is_empty() {
        return Err(invalid_combination(
            "At least one of the parameters Statistics and ExtendedStatistics must be specified.",
        ));
    }
    // Periods are counted from the start, which is cut to the minute (to the period, when that is shorter).
    let grain = seconds.min(60) * 1000;
    let from = from - from.rem_euclid(grain);
    let length = seconds * 1000;
    let pairs = pairs(&dimensions);
    let metric_key = Metric { region: &call.caller.region, namespace, name: metric, dimensions: &pairs };
    let data = call.lake.store().read(|tx| state::data(tx, &metric_key, from, to))?;
    // A point is of one unit: data of different units do not mix.
    let mut groups: BTreeMap<(i64, String), Vec<Sample>> = BTreeMap::new();
    for datum in data.into_iter().filter(|datum| unit.is_none_or(|unit| unit == datum.unit)) {
        let start = from + (datum.at - from).div_euclid(length) * length;
        groups.entry((start, datum.unit)).or_default().push(datum.sample);
    }
    let mut points = Vec::new();
    for ((start, unit), samples) in groups {
        let mut point = json!({ "Timestamp": timestamp_millis(start), "Unit": unit });
        for text in &plain {
            if let Some(value) = statistic(text)?.of(&samples) {
                point[*text] = json!(value);
            }
        }
        let mut values = serde_json::Map::new();
        for text in &extended {
            if let Some(value) = statistic(text)?.of(&samples) {
                values.insert((*text).to_owned(), json!(value));
            }
        }
        if !values.is_empty() {
            point["ExtendedStatistics"] = Value::Object(values);
        }
        points.push(point);
    }
    Ok(json!({ "Label": metric, "Datapoints": points }))
}

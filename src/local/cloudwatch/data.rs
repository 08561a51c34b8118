//! Data come in; which metrics there are.

use serde_json::{Value, json};

use super::errors::{invalid_combination, invalid_value, missing};
use super::evaluate;
use super::shape::{self, name, shown_dimensions};
use super::state::{self, Datum, Metric, sample_of};
use crate::clock::epoch_millis;
use crate::domain::alarm::Sample;
use crate::paging;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "ListMetrics", run: Run::Sync(list) },
    Operation { name: "PutMetricData", run: Run::Sync(put) },
];

/// Source: CloudWatch API reference, PutMetricData.
const MOST_METRICS: usize = 1000;
const MOST_VALUES: usize = 150;
const PAST_LIMIT: i64 = 14 * 86_400_000;
const FUTURE_LIMIT: i64 = 2 * 3_600_000;
/// Metrics without data for so long are no more listed. Source: CloudWatch API reference, ListMetrics.
const LISTED_FOR: i64 = 14 * 86_400_000;
const RECENTLY: i64 = 3 * 3_600_000;

struct Given {
    name: String,
    dimensions: Vec<(String, String)>,
    datum: Datum,
}

fn put(call: &Call) -> Reply {
    let input = call.input();
    let namespace = name(input, "Namespace")?;
    if namespace.starts_with("AWS/") {
        return Err(invalid_value(
            "The value AWS/ for parameter Namespace is invalid: it is reserved for AWS services.",
        ));
    }
    if !input.list("EntityMetricData")?.is_empty() {
        return Err(ServiceError::unsupported("monitoring PutMetricData with EntityMetricData"));
    }
    let given = input.list("MetricData")?;
    if given.is_empty() {
        return Err(missing("The parameter MetricData is required."));
    }
    if given.len() > MOST_METRICS {
        return Err(invalid_value(format!(
            "The collection MetricData must not have a size greater than {MOST_METRICS}."
        )));
    }
    let now = epoch_millis(call.now());
    let data: Vec<Given> =
        (1..).zip(given).map(|(at, datum)| read(Input::new(datum), at, now)).collect::<Result<_, _>>()?;
    call.lake.store().write(|tx| {
        for given in &data {
            let pairs = shape::pairs(&given.dimensions);
            let metric = Metric { region: &call.caller.region, namespace, name: &given.name, dimensions: &pairs };
            state::insert(tx, &metric, &given.datum)?;
        }
        evaluate::all(tx, &call.caller.region, now)?;
        Ok(json!({}))
    })
}

/// Reads one of the data; errors name it by its place in the list, from 1.
fn read(datum: Input<'_>, place: usize, now: i64) -> Result<Given, ServiceError> {
    let name = name(datum, "MetricName")?;
    let at = datum.opt_timestamp("Timestamp")?.unwrap_or(now);
    if at < now - PAST_LIMIT || at > now + FUTURE_LIMIT {
        return Err(invalid_value(format!(
            "The parameter MetricData.member.{place}.Timestamp must specify a time within the past two weeks and no more \
             than two hours in the future."
        )));
    }
    let values = datum.list("Values")?;
    let (value, set) = (datum.opt_number("Value")?, datum.opt_structure("StatisticValues")?);
    let sample = match (value, set, values.is_empty()) {
        (Some(value), None, true) => sample_of(vec![(finite(place, "Value", value)?, 1.0)]),
        (None, Some(set), true) => statistic_set(place, set)?,
        (None, None, false) => sample_of(counted(place, values, datum.list("Counts")?)?),
        (None, None, true) => {
            return Err(missing("At least one of the parameters Value, Values, StatisticValues must be specified."));
        }
        (Some(_), Some(_), _) => return Err(exclusive(place, "Value", "StatisticValues")),
        (Some(_), None, false) => return Err(exclusive(place, "Value", "Values")),
        (None, Some(_), false) => return Err(exclusive(place, "StatisticValues", "Values")),
    };
    if let Some(resolution) = datum.opt_integer("StorageResolution")?
        && !matches!(resolution, 1 | 60)
    {
        return Err(invalid_value("The parameter StorageResolution must be 1 or 60."));
    }
    let unit = shape::unit(datum)?.unwrap_or("None").to_owned();
    Ok(Given { name: name.to_owned(), dimensions: shape::dimensions(datum)?, datum: Datum { at, unit, sample } })
}

fn exclusive(place: usize, one: &str, other: &str) -> ServiceError {
    invalid_combination(format!(
        "The parameters MetricData.member.{place}.{one} and MetricData.member.{place}.{other} are mutually exclusive and \
         you have specified both."
    ))
}

/// A number that the service takes: finite and within 2^360.
fn finite(place: usize, member: &str, value: f64) -> Result<f64, ServiceError> {
    if value.is_finite() && value.abs() <= 2_f64.powi(360) {
        return Ok(value);
    }
    Err(invalid_value(format!("The value {value} for parameter MetricData.member.{place}.{member} is invalid.")))
}

fn statistic_set(place: usize, set: Input<'_>) -> Result<Sample, ServiceError> {
    let number = |member: &str| finite(place, member, set.number(member)?);
    let sample = Sample {
        count: number("SampleCount")?,
        sum: number("Sum")?,
        minimum: number("Minimum")?,
        maximum: number("Maximum")?,
        values: Vec::new(),
    };
    if sample.count < 0.0 || sample.minimum > sample.maximum {
        return Err(invalid_value(
            "The parameter StatisticValues is not a statistic set: check SampleCount, Minimum, Maximum.",
        ));
    }
    Ok(sample)
}

fn counted(place: usize, values: &[Value], counts: &[Value]) -> Result<Vec<(f64, f64)>, ServiceError> {
    if values.len() > MOST_VALUES {
        return Err(invalid_value(format!("The collection Values must not have a size greater than {MOST_VALUES}.")));
    }
    if !counts.is_empty() && counts.len() != values.len() {
        return Err(invalid_value(format!(
            "The parameters MetricData.member.{place}.Values and MetricData.member.{place}.Counts must be of the same size."
        )));
    }
    let number = |member: &str, value: &Value| {
        let number = value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        finite(place, member, number.ok_or_else(|| invalid_value(format!("{value} in {member} is not a number.")))?)
    };
    values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let count = counts.get(index).map_or(Ok(1.0), |count| number("Counts", count))?;
            if count <= 0.0 {
                return Err(invalid_value("The parameter Counts must be greater than zero."));
            }
            Ok((number("Values", value)?, count))
        })
        .collect()
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    let (namespace, metric) = (input.opt_string("Namespace")?, input.opt_string("MetricName")?);
    let mut wanted = Vec::new();
    for filter in input.list("Dimensions")? {
        let filter = Input::new(filter);
        wanted.push((filter.string("Name")?, filter.opt_string("Value")?));
    }
    let since = match input.opt_string("RecentlyActive")? {
        None => LISTED_FOR,
        Some("PT3H") => RECENTLY,
        Some(other) => {
            return Err(invalid_value(format!("The value {other} for parameter RecentlyActive is invalid.")));
        }
    };
    let page = paging::Page::read_named(call, "NextToken", "MaxResults", 500, 500)?;
    let now = epoch_millis(call.now());
    let all = call.lake.store().read(|tx| state::series(tx, &call.caller.region))?;
    let shown = all.into_iter().filter(|(series, newest)| {
        *newest > now - since
            && namespace.is_none_or(|namespace| namespace == series.namespace)
            && metric.is_none_or(|metric| metric == series.name)
            && wanted.iter().all(|(name, value)| {
                series.dimensions.iter().any(|(own, set)| own == name && value.is_none_or(|value| value == set))
            })
    });
    // The token is a position in a stable order.
    let numbered = shown.enumerate().map(|(at, (series, _))| {
        let shape = json!({
            "Namespace": series.namespace,
            "MetricName": series.name,
            "Dimensions": shown_dimensions(&series.dimensions),
        });
        (format!("{at:09}"), shape)
    });
    let (metrics, next) = page.cut(numbered);
    let mut answer = json!({ "Metrics": metrics });
    if let Some(next) = next {
        answer["NextToken"] = json!(next);
    }
    Ok(answer)
}

//! Queries over several metrics, with arithmetic: GetMetricData, and the metrics of alarms.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::errors::{invalid, invalid_combination, invalid_value, missing};
use super::shape::{self, name, pairs, period, statistic};
use super::state::{self, Metric};
use crate::domain::alarm::{MathExpression, MathInput, MathValue, Sample, Series, Statistic};
use crate::paging;
use crate::store::{StoreError, Tx};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "GetMetricData", run: Run::Sync(get) }];

/// Queries of one request. Source: CloudWatch API reference, GetMetricData.
const MOST_QUERIES: usize = 500;
const MOST_POINTS: usize = 100_800;
/// Datapoints of one query. Source: CloudWatch API reference, GetMetricData.
const MOST_POINTS_OF_QUERY: i64 = 100_800;

/// One query of a request or of an alarm.
#[derive(Debug, Clone)]
pub struct Query {
    /// What others refer to it by.
    pub id: String,
    /// What people call it.
    pub label: Option<String>,
    /// Whether its values are wanted, not only used.
    pub returns: bool,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Stat {
        namespace: String,
        name: String,
        dimensions: Vec<(String, String)>,
        stat: Statistic,
        unit: Option<String>,
        period: i64,
    },
    Math(MathExpression, Option<i64>),
}

impl Query {
    /// The length of its periods in seconds; none for arithmetic that takes it from what it uses.
    pub fn period(&self) -> Option<i64> {
        match &self.what {
            What::Stat { period, .. } => Some(*period),
            What::Math(_, period) => *period,
        }
    }

    /// The statistic of a metric that it asks for, with the length of its periods in seconds; none for arithmetic.
    pub fn statistic(&self) -> Option<(Statistic, i64)> {
        match &self.what {
            What::Stat { stat, period, .. } => Some((*stat, *period)),
            What::Math(..) => None,
        }
    }

    /// Hands on what was measured of its metric in a window, in order of time: milliseconds and a sample. Nothing for
    /// arithmetic.
    pub fn each(
        &self,
        tx: &Tx<'_>,
        region: &str,
        window: Window,
        mut take: impl FnMut(i64, Sample),
    ) -> Result<(), StoreError> {
        let What::Stat { namespace, name, dimensions, stat, unit, .. } = &self.what else { return Ok(()) };
        let pairs = pairs(dimensions);
        let metric = Metric { region, namespace, name, dimensions: &pairs };
        let with_values = matches!(stat, Statistic::Percentile(_));
        state::each(tx, &metric, (window.from, window.to), with_values, |at, own, sample| {
            if unit.as_ref().is_none_or(|unit| unit == own) {
                take(at, sample);
            }
        })
    }

    fn default_label(&self) -> String {
        match &self.what {
            What::Stat { name, .. } => name.clone(),
            What::Math(..) => self.id.clone(),
        }
    }
}

/// Reads queries and checks that they hang together.
pub fn read(given: &[Value]) -> Result<Vec<Query>, ServiceError> {
    let mut queries: Vec<Query> = Vec::new();
    for query in given {
        let query = read_one(Input::new(query))?;
        if queries.iter().any(|other| other.id == query.id) {
            return Err(invalid_value(format!(
                "The values for parameter id in MetricDataQueries are not unique: {}",
                query.id
            )));
        }
        queries.push(query);
    }
    for query in &queries {
        if let What::Math(expression, _) = &query.what {
            for id in expression.references() {
                let known = queries.iter().any(|other| other.id == id) || matches!(id, "REPEAT" | "LINEAR");
                if !known {
                    return Err(invalid_value(format!(
                        "Error in expression '{}': Undefined identifier {id}",
                        query.id
                    )));
                }
            }
        }
    }
    Ok(queries)
}

fn read_one(query: Input<'_>) -> Result<Query, ServiceError> {
    let id = query.string("Id")?;
    let is_id =
        id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_id || id.len() > 255 {
        return Err(invalid_value(format!(
            "The value {id} for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$"
        )));
    }
    if query.get("AccountId").is_some() {
        return Err(ServiceError::unsupported("monitoring metrics of another account (AccountId)"));
    }
    let what = match (query.opt_structure("MetricStat")?, query.opt_string("Expression")?) {
        (Some(stat), None) => {
            let metric = stat.structure("Metric")?;
            What::Stat {
                namespace: name(metric, "Namespace")?.to_owned(),
                name: name(metric, "MetricName")?.to_owned(),
                dimensions: shape::dimensions(metric)?,
                stat: statistic(stat.string("Stat")?)?,
                unit: shape::unit(stat)?.map(str::to_owned),
                period: period(stat.integer("Period")?)?,
            }
        }
        (None, Some(text)) => {
            let expression = text
                .parse::<MathExpression>()
                .map_err(|error| invalid_value(format!("Error in expression '{id}': {error}")))?;
            What::Math(expression, query.opt_integer("Period")?.map(period).transpose()?)
        }
        _ => return Err(invalid_combination("Exactly one of MetricStat and Expression must be given for each query.")),
    };
    Ok(Query {
        id: id.to_owned(),
        label: query.opt_string("Label")?.map(str::to_owned),
        returns: query.opt_bool("ReturnData")?.unwrap_or(true),
        what,
    })
}

/// The points of one answer: its id, its label, and values by the start of their period in seconds.
type Points = (String, String, Vec<(i64, f64)>);

/// The periods that are asked for, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// The start of the first.
    pub from: i64,
    /// The end of the last, exclusive.
    pub to: i64,
}

/// The value of every query, by id. Series are by the start of their periods in seconds.
pub fn evaluate(
    tx: &Tx<'_>,
    region: &str,
    queries: &[Query],
    window: Window,
) -> Result<BTreeMap<String, MathValue>, ServiceError> {
    let mut measured = Vec::new();
    for query in queries {
        if let Some((stat, period)) = query.statistic() {
            // Data come in order of time, so that only the samples of one period are held.
            let mut periods = Binning::new(stat, period, window);
            query.each(tx, region, window, |at, sample| periods.take(at, sample))?;
            measured.push((query.id.clone(), periods.end()));
        }
    }
    combine(queries, measured, window)
}

/// As [`evaluate`], from the series of the metrics.
pub fn combine(
    queries: &[Query],
    measured: Vec<(String, Series)>,
    window: Window,
) -> Result<BTreeMap<String, MathValue>, ServiceError> {
    let common = queries.iter().filter_map(Query::period).max().unwrap_or(60);
    let mut input = MathInput::default();
    for (id, series) in measured {
        input.values.insert(id.clone(), MathValue::Series(series));
        input.metrics.push(id);
    }
    input.periods = starts(window, common);
    // Expressions may use one another: each round evaluates those whose parts are there.
    let mut left: Vec<(&Query, &MathExpression)> = queries
        .iter()
        .filter_map(|query| match &query.what {
            What::Math(expression, _) => Some((query, expression)),
            What::Stat { .. } => None,
        })
        .collect();
    while !left.is_empty() {
        let before = left.len();
        let mut waiting = Vec::new();
        for (query, expression) in left {
            let ready = expression
                .references()
                .iter()
                .all(|id| input.values.contains_key(*id) || *id == "REPEAT" || *id == "LINEAR");
            if !ready {
                waiting.push((query, expression));
                continue;
            }
            let value = expression
                .evaluate(&input)
                .map_err(|error| invalid_value(format!("Error in expression '{}': {error}", query.id)))?;
            input.values.insert(query.id.clone(), value);
        }
        if waiting.len() == before {
            let ids: Vec<&str> = waiting.iter().map(|(query, _)| query.id.as_str()).collect();
            return Err(invalid_value(format!("The expressions {} use one another.", ids.join(", "))));
        }
        left = waiting;
    }
    Ok(input.values)
}

fn starts(window: Window, period: i64) -> Vec<i64> {
    let step = usize::try_from(period * 1000).unwrap_or(1).max(1);
    (window.from..window.to).step_by(step).map(|at| at.div_euclid(1000)).collect()
}

/// Makes samples that come in order of time into one number for each period.
#[derive(Debug)]
pub struct Binning {
    stat: Statistic,
    length: i64,
    from: i64,
    series: Series,
    period: i64,
    samples: Vec<Sample>,
}

impl Binning {
    /// Periods of some seconds from the beginning of a window.
    pub fn new(stat: Statistic, period: i64, window: Window) -> Self {
        let length = period * 1000;
        Self { stat, length, from: window.from, series: Series::new(), period: i64::MIN, samples: Vec::new() }
    }

    /// Takes the next sample, with its time in milliseconds.
    pub fn take(&mut self, at: i64, sample: Sample) {
        let start = (self.from + (at - self.from).div_euclid(self.length) * self.length).div_euclid(1000);
        if start != self.period {
            self.close();
            self.period = start;
        }
        self.samples.push(sample);
    }

    /// The series, once there are no more samples.
    pub fn end(mut self) -> Series {
        self.close();
        self.series
    }

    fn close(&mut self) {
        self.series.extend(self.stat.of(&self.samples).map(|value| (self.period, value)));
        self.samples.clear();
    }
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    let queries = read(input.list("MetricDataQueries")?)?;
    if queries.is_empty() || queries.len() > MOST_QUERIES {
        return Err(invalid_value(format!("MetricDataQueries must have 1 to {MOST_QUERIES} queries.")));
    }
    if !queries.iter().any(|query| query.returns) {
        return Err(invalid_value("At least one query must have ReturnData set to true."));
    }
    let from = input.opt_timestamp("StartTime")?.ok_or_else(|| missing("The parameter StartTime is required."))?;
    let to = input.opt_timestamp("EndTime")?.ok_or_else(|| missing("The parameter EndTime is required."))?;
    // Times are whole seconds to the service.
    match from.div_euclid(1000).cmp(&to.div_euclid(1000)) {
        Ordering::Less => {}
        Ordering::Equal => return Err(invalid("The parameter StartTime must not equal parameter EndTime.")),
        Ordering::Greater => return Err(invalid("The parameter EndTime must be greater than StartTime.")),
    }
    let ascending = match input.opt_string("ScanBy")? {
        None | Some("TimestampDescending") => false,
        Some("TimestampAscending") => true,
        Some(other) => return Err(invalid_value(format!("The value {other} for parameter ScanBy is invalid."))),
    };
    let most = input.opt_integer("MaxDatapoints")?.and_then(|most| usize::try_from(most).ok()).unwrap_or(MOST_POINTS);
    let skip: usize = match input.opt_string("NextToken")? {
        None => 0,
        Some(token) => paging::decode(token)
            .and_then(|token| token.parse().ok())
            .ok_or_else(|| ServiceError::client("InvalidNextToken", "The next token specified is invalid."))?,
    };
    for query in &queries {
        let points = (to - from) / (query.period().unwrap_or(60) * 1000);
        if points > MOST_POINTS_OF_QUERY {
            return Err(invalid_value(format!(
                "The query {} asks for {points} datapoints; at most {MOST_POINTS_OF_QUERY} are given. Use a longer Period \
                 or a shorter time range.",
                query.id
            )));
        }
    }
    let shortest = queries.iter().filter_map(Query::period).min().unwrap_or(60);
    let window = Window { from: from - from.rem_euclid(shortest.min(60) * 1000), to };
    let values = call.lake.store().read(|tx| evaluate(tx, &call.caller.region, &queries, window))?;
    let mut points: Vec<Points> = Vec::new();
    let grid = starts(window, queries.iter().filter_map(Query::period).max().unwrap_or(60));
    for query in queries.iter().filter(|query| query.returns) {
        let label = query.label.clone().unwrap_or_else(|| query.default_label());
        match values.get(&query.id) {
            Some(MathValue::Series(series)) => {
                points.push((query.id.clone(), label, series.iter().map(|(at, value)| (*at, *value)).collect()))
            }
            Some(MathValue::Scalar(number)) => {
                points.push((query.id.clone(), label, grid.iter().map(|at| (*at, *number)).collect()))
            }
            Some(MathValue::Array(list)) => {
                for series in list {
                    points.push((
                        query.id.clone(),
                        label.clone(),
                        series.iter().map(|(at, value)| (*at, *value)).collect(),
                    ));
                }
            }
            None => {}
        }
    }
    let mut results = Vec::new();
    let (mut to_skip, mut room, mut more) = (skip, most, false);
    for (id, label, mut values) in points {
        if !ascending {
            values.reverse();
        }
        let rest = values.split_off(to_skip.min(values.len()));
        to_skip -= values.len();
        let mut page = rest;
        more |= page.len() > room;
        let is_partial = page.len() > room;
        page.truncate(room);
        room -= page.len();
        results.push(json!({
            "Id": id,
            "Label": label,
            "Timestamps": page.iter().map(|(at, _)| timestamp_millis(at * 1000)).collect::<Vec<_>>(),
            "Values": page.iter().map(|(_, value)| *value).collect::<Vec<_>>(),
            "StatusCode": if is_partial { "PartialData" } else { "Complete" },
        }));
    }
    let mut answer = json!({ "MetricDataResults": results, "Messages": [] });
    if more {
        answer["NextToken"] = json!(paging::encode(&(skip + most).to_string()));
    }
    Ok(answer)
}

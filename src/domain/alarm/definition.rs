//! Alarms as an operator defines them: a metric, or arithmetic over several, and a line that it should not cross.

use std::collections::BTreeMap;

use super::{AlarmState, Comparison, CompositeDefinition, MissingData, Statistic};

/// A metric: exactly these dimensions, no more and no fewer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MetricName {
    pub namespace: String,
    pub name: String,
    pub dimensions: BTreeMap<String, String>,
}

/// A statistic of a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricStatistic {
    pub metric: MetricName,
    pub statistic: Statistic,
}

/// What an alarm watches.
#[derive(Debug, Clone, PartialEq)]
pub enum Watched {
    /// One metric.
    Metric(MetricStatistic),
    /// An expression over metrics by their ids.
    Expression { text: String, label: Option<String>, metrics: BTreeMap<String, MetricStatistic> },
}

/// An alarm.
#[derive(Debug, Clone, PartialEq)]
pub struct AlarmDefinition {
    pub name: String,
    pub description: Option<String>,
    pub watched: Watched,
    /// Seconds.
    pub period: i32,
    pub evaluation_periods: i32,
    /// None: all of the evaluation periods.
    pub datapoints_to_alarm: Option<i32>,
    pub threshold: f64,
    pub comparison: Comparison,
    pub missing_data: MissingData,
    /// ARNs that are told when it goes off.
    pub actions: Vec<String>,
    /// Periods by the clock of this time zone; none slides with the time.
    pub wall_clock: Option<String>,
}

/// An alarm that is there.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveAlarm {
    /// What it is defined as; none when it watches what lakectl has no words for.
    pub definition: Option<AlarmDefinition>,
    /// What it looks at, when it is a composite alarm.
    pub composite: Option<CompositeDefinition>,
    pub name: String,
    pub arn: Option<String>,
    pub description: Option<String>,
    pub state: AlarmState,
    pub reason: Option<String>,
    /// Since when the state is what it is.
    pub since_millis: Option<i64>,
    pub actions_enabled: bool,
}

/// Something that happened to an alarm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlarmEvent {
    pub at_millis: Option<i64>,
    pub kind: String,
    pub summary: String,
}

/// A value to put.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDatum {
    pub metric: MetricName,
    pub value: f64,
    /// `Count`, `Bytes`, …
    pub unit: Option<String>,
    /// None: now.
    pub at_millis: Option<i64>,
}

/// Data that are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct DataQuery {
    /// What expressions call it.
    pub id: String,
    pub label: Option<String>,
    /// Seconds.
    pub period: i32,
    /// Whether its line is wanted, not only used.
    pub returned: bool,
    pub source: DataSource,
}

/// Where data come from.
#[derive(Debug, Clone, PartialEq)]
pub enum DataSource {
    Metric(MetricStatistic),
    /// Arithmetic over the ids of other queries.
    Expression(String),
}

/// Values over time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    pub id: String,
    pub label: String,
    /// By the start of each period in milliseconds.
    pub points: BTreeMap<i64, f64>,
}

/// A span of time in periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periods {
    /// Milliseconds since the epoch.
    pub from_millis: i64,
    /// Milliseconds since the epoch.
    pub to_millis: i64,
    /// Seconds.
    pub period: i32,
}

impl std::fmt::Display for MetricName {
    /// `Namespace/Name{a=b,c=d}`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.namespace, self.name)?;
        if self.dimensions.is_empty() {
            return Ok(());
        }
        let pairs: Vec<String> = self.dimensions.iter().map(|(name, value)| format!("{name}={value}")).collect();
        write!(f, "{{{}}}", pairs.join(","))
    }
}

impl std::fmt::Display for MetricStatistic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.statistic, self.metric)
    }
}

impl std::fmt::Display for Watched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Metric(metric) => metric.fmt(f),
            Self::Expression { text, metrics, .. } => {
                let named: Vec<String> = metrics.iter().map(|(id, metric)| format!("{id} = {metric}")).collect();
                write!(f, "{text}, where {}", named.join("; "))
            }
        }
    }
}

impl Watched {
    /// The metrics that it reads.
    pub fn metrics(&self) -> Vec<&MetricName> {
        match self {
            Self::Metric(metric) => vec![&metric.metric],
            Self::Expression { metrics, .. } => metrics.values().map(|metric| &metric.metric).collect(),
        }
    }
}

impl AlarmDefinition {
    /// The rule in one line: `Sum > 5 in 2 of 3 periods of 300 s`.
    pub fn rule(&self) -> String {
        let sign = match self.comparison {
            Comparison::GreaterThanThreshold => ">",
            Comparison::GreaterThanOrEqualToThreshold => ">=",
            Comparison::LessThanThreshold => "<",
            Comparison::LessThanOrEqualToThreshold => "<=",
        };
        let needed = self.datapoints_to_alarm.unwrap_or(self.evaluation_periods);
        format!("{sign} {} in {needed} of {} periods of {} s", self.threshold, self.evaluation_periods, self.period)
    }
}

/// A comparison by its sign, or by the service's name.
pub fn comparison(text: &str) -> Result<Comparison, String> {
    Ok(match text {
        ">" => Comparison::GreaterThanThreshold,
        ">=" => Comparison::GreaterThanOrEqualToThreshold,
        "<" => Comparison::LessThanThreshold,
        "<=" => Comparison::LessThanOrEqualToThreshold,
        name => return name.parse().map_err(|_| format!("`{name}` is no comparison: >, >=, < or <=")),
    })
}

/// A dimension as `name=value`.
pub fn dimension(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(format!("`{text}` is no dimension: write name=value")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_and_rules_read_as_lines() {
        let metric = MetricName {
            namespace: "AWS/Athena".to_owned(),
            name: "ProcessedBytes".to_owned(),
            dimensions: BTreeMap::from([("WorkGroup".to_owned(), "primary".to_owned())]),
        };
        let watched = Watched::Metric(MetricStatistic { metric, statistic: Statistic::Sum });
        assert_eq!(watched.to_string(), "Sum of AWS/Athena/ProcessedBytes{WorkGroup=primary}");
        let alarm = AlarmDefinition {
            name: "a".to_owned(),
            description: None,
            watched,
            period: 300,
            evaluation_periods: 3,
            datapoints_to_alarm: Some(2),
            threshold: 0.5,
            comparison: Comparison::LessThanThreshold,
            missing_data: MissingData::Missing,
            actions: Vec::new(),
            wall_clock: None,
        };
        assert_eq!(alarm.rule(), "< 0.5 in 2 of 3 periods of 300 s");
        assert_eq!(comparison(">="), Ok(Comparison::GreaterThanOrEqualToThreshold));
        assert_eq!(comparison("LessThanThreshold"), Ok(Comparison::LessThanThreshold));
        assert!(comparison("=>").is_err() && dimension("a=").is_err());
    }
}

//! Metrics.

use std::collections::BTreeMap;

use crate::aws::Read;
use crate::domain::alarm::{MetricName, MetricStatistic, Periods};
use crate::domain::shell_word::command;
use crate::error::{Error, Result};

/// The metrics that have data, by name.
pub async fn list(read: &Read, namespace: Option<&str>, name: Option<&str>) -> Result<Vec<MetricName>> {
    let mut metrics = read.metrics(namespace, name).await?;
    metrics.sort();
    Ok(metrics)
}

/// What a metric had to say about a stretch of time.
#[derive(Debug, Default)]
pub struct Readings {
    /// By the start of each period in milliseconds.
    pub points: BTreeMap<i64, f64>,
    /// The metrics of that name when it has no data: another set of dimensions is another metric, and the usual mistake.
    pub others: Vec<MetricName>,
    /// Whether the service lists the metric, or gave data of it.
    pub is_known: bool,
    /// What the service says is missing.
    pub problems: Vec<String>,
}

/// A statistic of a metric.
pub async fn get(read: &Read, wanted: &MetricStatistic, periods: Periods) -> Result<Readings> {
    let (points, problems) = read.statistics(wanted, periods).await?;
    let mut readings = Readings { points, others: Vec::new(), is_known: true, problems };
    if readings.points.is_empty() {
        let metric = &wanted.metric;
        readings.others = list(read, Some(&metric.namespace), Some(&metric.name)).await?;
        readings.is_known = readings.others.contains(metric);
        readings.others.retain(|other| other != metric);
    }
    Ok(readings)
}

/// Why nothing is known of a metric: its name or its namespace is another one, or it has never had data.
pub async fn unknown(read: &Read, metric: &MetricName) -> Error {
    let error = Error::not_found(format!("there is no metric {metric}"));
    let Ok(of_namespace) = list(read, Some(&metric.namespace), None).await else {
        return error.hint("lakectl metric list");
    };
    if !of_namespace.is_empty() {
        return error.did_you_mean(&metric.name, of_namespace.iter().map(|known| known.name.as_str())).hint(command(
            "lakectl metric list --namespace",
            &[&metric.namespace],
            "",
        ));
    }
    let all = list(read, None, None).await.unwrap_or_default();
    error.did_you_mean(&metric.namespace, all.iter().map(|known| known.namespace.as_str())).hint("lakectl metric list")
}

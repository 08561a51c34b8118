//! Metrics.

use std::collections::BTreeMap;

use crate::aws::Read;
use crate::domain::alarm::{MetricName, MetricStatistic, Periods};
use crate::error::Result;

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
    /// What the service says is missing.
    pub problems: Vec<String>,
}

/// A statistic of a metric.
pub async fn get(read: &Read, wanted: &MetricStatistic, periods: Periods) -> Result<Readings> {
    let (points, problems) = read.statistics(wanted, periods).await?;
    let mut readings = Readings { points, others: Vec::new(), problems };
    if readings.points.is_empty() {
        let metric = &wanted.metric;
        readings.others = list(read, Some(&metric.namespace), Some(&metric.name)).await?;
        readings.others.retain(|other| other != metric);
    }
    Ok(readings)
}

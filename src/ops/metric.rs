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

/// A statistic by the start of each period in milliseconds, and the metrics of that name when it has no data: another
/// set of dimensions is another metric, and the usual mistake.
pub async fn get(
    read: &Read,
    wanted: &MetricStatistic,
    periods: Periods,
) -> Result<(BTreeMap<i64, f64>, Vec<MetricName>)> {
    let points = read.statistics(wanted, periods).await?;
    if !points.is_empty() {
        return Ok((points, Vec::new()));
    }
    let metric = &wanted.metric;
    let mut others = list(read, Some(&metric.namespace), Some(&metric.name)).await?;
    others.retain(|other| other != metric);
    Ok((points, others))
}

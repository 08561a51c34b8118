//! Data of several metrics at once, with arithmetic between them.

use std::collections::BTreeMap;

use aws_sdk_cloudwatch::types as sdk;
use aws_smithy_types::DateTime;

use super::Read;
use super::cloudwatch::{said, stat_query};
use super::failure::Named;
use super::page;
use crate::domain::alarm::{DataQuery, DataSource, Line, Periods};
use crate::error::Result;

/// Queries of one request. Source: CloudWatch API reference, GetMetricData.
const MOST_QUERIES: usize = 500;

impl Read {
    /// The lines of queries, in the order of those that return one; and what the service says is missing. Only queries
    /// of one request can use each other, so that more than the service takes at once must be independent.
    pub async fn metric_lines(&self, queries: &[DataQuery], periods: Periods) -> Result<(Vec<Line>, Vec<String>)> {
        let (mut lines, mut problems) = (Vec::new(), Vec::new());
        for queries in queries.chunks(MOST_QUERIES) {
            let wanted: Vec<sdk::MetricDataQuery> = queries.iter().map(query).collect();
            let pages = page::all("datapoints", |token| {
                let call = self.clients.cloudwatch.get_metric_data().set_metric_data_queries(Some(wanted.clone()));
                let call = call
                    .start_time(DateTime::from_millis(periods.from_millis))
                    .end_time(DateTime::from_millis(periods.to_millis));
                async move {
                    let answer = call.set_next_token(token).send().await.named("cloudwatch", "GetMetricData")?;
                    let messages: Vec<String> = answer.messages.unwrap_or_default().iter().map(said).collect();
                    Ok((vec![(answer.metric_data_results.unwrap_or_default(), messages)], answer.next_token))
                }
            })
            .await?;
            let mut found: BTreeMap<String, Line> = BTreeMap::new();
            for (results, messages) in pages {
                problems.extend(messages);
                for result in results {
                    let id = result.id.unwrap_or_default();
                    let line = found.entry(id.clone()).or_default();
                    line.id = id;
                    line.label = result.label.unwrap_or_default();
                    problems.extend(result.messages.unwrap_or_default().iter().map(said));
                    let times = result.timestamps.unwrap_or_default();
                    let points = times.iter().zip(result.values.unwrap_or_default());
                    line.points.extend(points.filter_map(|(at, value)| Some((at.to_millis().ok()?, value))));
                }
            }
            let in_order = queries.iter().filter(|query| query.returned);
            lines.extend(in_order.filter_map(|query| found.remove(&query.id)));
        }
        Ok((lines, problems))
    }
}

fn query(query: &DataQuery) -> sdk::MetricDataQuery {
    let mut built = match &query.source {
        DataSource::Metric(metric) => stat_query(&query.id, metric, query.period, query.returned),
        DataSource::Expression(text) => sdk::MetricDataQuery::builder()
            .id(&query.id)
            .expression(text)
            .period(query.period)
            .return_data(query.returned)
            .build(),
    };
    built.label.clone_from(&query.label);
    built
}

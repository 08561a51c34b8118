//! The queries of today.
//!
//! What a query did is known when it is described, which takes its workgroup's name and its id: a call for each. So the
//! workgroups that are expected are asked for their newest ids while the list of all is read. Of the others, and of those
//! that had more queries than one page of ids, their metrics are taken, as far as they publish them.

use std::collections::{BTreeMap, BTreeSet};

use super::step::{self, Listed, Page};
use crate::aws::Read;
use crate::domain::alarm::{DataQuery, DataSource, Line, MetricName, MetricStatistic, Periods, Statistic};
use crate::domain::cost;
use crate::domain::price::list_prices;
use crate::domain::query::{Execution, State};
use crate::error::{Error, Result};

const DAY: i64 = 86_400_000;
/// The workgroup that every account has.
const PRIMARY: &str = "primary";
/// Ids of queries that one call describes. Source: Amazon Athena API reference, BatchGetQueryExecution.
const MOST_QUERIES: usize = 50;
/// Metrics that one call gives. Source: CloudWatch API reference, GetMetricData.
const MOST_METRICS: usize = 500;

/// The queries since midnight.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueriesToday {
    pub count: usize,
    pub failed: usize,
    pub running: usize,
    pub scanned_bytes: u64,
    /// Dollars.
    pub spent: f64,
    /// Whether there may be more than were looked at.
    pub is_least: bool,
    /// Workgroups whose queries were not looked at one by one: the numbers are those of their metrics, which have neither
    /// what runs nor the least that each query is billed.
    pub measured: Vec<String>,
    /// Workgroups whose queries are not known, with the reason.
    pub unknown: Vec<String>,
    /// The names of all workgroups that were found.
    pub workgroups: BTreeSet<String>,
}

/// What is known of a workgroup's queries.
#[derive(Debug, Clone, Default, PartialEq)]
struct Numbers {
    count: usize,
    failed: usize,
    running: usize,
    scanned_bytes: u64,
    spent: f64,
}

/// A workgroup's newest queries.
#[derive(Debug)]
struct History {
    today: Numbers,
    /// Whether all of today's are among them.
    is_whole: bool,
}

/// The queries of all workgroups; those that are expected are asked for at once.
pub async fn read(read: &Read, midnight: i64, expected: &BTreeSet<String>) -> Result<QueriesToday> {
    let expected: BTreeSet<String> = expected.iter().cloned().chain([PRIMARY.to_owned()]).collect();
    let (groups, runs, bytes, ids) = tokio::join!(
        read.workgroup_page(None),
        read.metric_page(Some("AWS/Athena"), Some("TotalExecutionTime"), None),
        read.metric_page(Some("AWS/Athena"), Some("ProcessedBytes"), None),
        ids(read, expected.iter().cloned().collect()),
    );
    let (groups, next) = groups?;
    let first: BTreeSet<String> = groups.into_iter().map(|group| group.name).collect();
    let ids = ids?;
    // Whoever has no more than one page of queries needs no metrics.
    let is_short = |page: &Page<String>| !step::is_token(page.1.as_deref()) && page.0.len() <= MOST_QUERIES;
    let short: BTreeSet<&str> =
        ids.iter().filter(|(_, page)| page.as_ref().is_ok_and(is_short)).map(|(group, _)| group.as_str()).collect();
    let wanted = Metrics::of([runs, bytes], |group| first.contains(group) && !short.contains(group));
    let strangers = first.difference(&expected).cloned().collect();
    let known = ids.into_iter().filter(|(group, _)| first.contains(group)).collect();
    let (histories, strangers, measured, second) = tokio::join!(
        histories(read, midnight, known),
        self::ids(read, strangers),
        wanted.read(read, midnight),
        step::second_page(next, |token| read.workgroup_page(token)),
    );
    let Listed { items: second, has_more } = second?;
    let second: Vec<String> = second.into_iter().map(|group| group.name).collect();
    let mut today = QueriesToday { workgroups: first.iter().chain(&second).cloned().collect(), ..Default::default() };
    for (group, history) in histories? {
        match (history, measured.get(&group)) {
            (Ok(history), measured) => {
                // What was measured is only more when the history does not go back to midnight.
                match measured.filter(|measured| !history.is_whole && measured.count > history.today.count) {
                    Some(measured) => {
                        today.add(&Numbers { running: history.today.running, ..measured.clone() });
                        today.measured.push(group);
                    }
                    None => today.add(&history.today),
                }
                today.is_least |= !history.is_whole;
            }
            (Err(_), Some(measured)) => today.add_measured(group, measured),
            (Err(error), None) => today.unknown.push(format!("{group} ({})", error.chain().join(": "))),
        }
    }
    for (group, ids) in strangers? {
        match (ids, measured.get(&group)) {
            (Ok((ids, _)), _) if ids.is_empty() => {}
            (_, Some(measured)) => today.add_measured(group, measured),
            (Ok(_), None) => {
                today.unknown.push(format!("{group} (new here, and without metrics: the next look has them)"))
            }
            (Err(error), None) => today.unknown.push(format!("{group} ({})", error.chain().join(": "))),
        }
    }
    today.unknown.extend(second.into_iter().map(|group| format!("{group} (one of very many workgroups)")));
    if has_more {
        today.unknown.push("further ones (there are very many workgroups)".to_owned());
    }
    Ok(today)
}

impl QueriesToday {
    fn add(&mut self, numbers: &Numbers) {
        self.count += numbers.count;
        self.failed += numbers.failed;
        self.running += numbers.running;
        self.scanned_bytes += numbers.scanned_bytes;
        self.spent += numbers.spent;
    }

    fn add_measured(&mut self, group: String, numbers: &Numbers) {
        self.add(numbers);
        self.is_least = true;
        self.measured.push(group);
    }
}

/// The first page of the ids of workgroups' queries.
async fn ids(read: &Read, groups: Vec<String>) -> Result<Vec<(String, Result<Page<String>>)>> {
    step::each(groups, |group| {
        let read = read.clone();
        async move {
            let page = read.query_id_page(Some(&group), None).await;
            (group, page)
        }
    })
    .await
}

/// What the newest queries of workgroups did today.
async fn histories(
    read: &Read,
    midnight: i64,
    ids: Vec<(String, Result<Page<String>>)>,
) -> Result<Vec<(String, Result<History>)>> {
    step::each(ids, |(group, page)| {
        let read = read.clone();
        async move {
            let history = match page {
                Err(error) => Err(error),
                Ok((ids, _)) if ids.is_empty() => Ok(History { today: Numbers::default(), is_whole: true }),
                Ok((mut ids, next)) => {
                    let has_more = step::is_token(next.as_deref()) || ids.len() > MOST_QUERIES;
                    ids.truncate(MOST_QUERIES);
                    read.described_queries(&ids).await.and_then(|(queries, undescribed)| match undescribed.first() {
                        Some((id, reason)) => Err(Error::failed(format!("query {id} was not described: {reason}"))),
                        None => Ok(history(&queries, midnight, has_more)),
                    })
                }
            };
            (group, history)
        }
    })
    .await
}

fn history(queries: &[Execution], midnight: i64, has_more: bool) -> History {
    let is_of_today = |query: &&Execution| query.submitted_millis.is_some_and(|at| at >= midnight);
    let mut today = Numbers::default();
    for query in queries.iter().filter(is_of_today) {
        today.count += 1;
        today.failed += usize::from(query.state == State::Failed);
        today.running += usize::from(matches!(query.state, State::Running | State::Queued));
        today.scanned_bytes += query.scanned_bytes;
        today.spent += cost::query(query, list_prices());
    }
    History { is_whole: !has_more || today.count < queries.len(), today }
}

/// The metrics of workgroups: with which workgroup and state of queries they are.
struct Metrics(Vec<(MetricName, String, String)>);

impl Metrics {
    /// Those of the workgroups that are wanted, as far as they may be read.
    fn of(pages: [Result<Page<MetricName>>; 2], is_wanted: impl Fn(&str) -> bool) -> Self {
        let metrics = pages.into_iter().flatten().flat_map(|(metrics, _)| metrics);
        let mut wanted = Vec::new();
        for metric in metrics {
            let dimension = |name: &str| metric.dimensions.get(name).cloned();
            // The same is told by other sets of dimensions too, which would count twice.
            if metric.dimensions.len() == 3
                && let (Some(group), Some(state), Some(_)) =
                    (dimension("WorkGroup"), dimension("QueryState"), dimension("QueryType"))
                && is_wanted(&group)
            {
                wanted.push((metric, group, state));
            }
        }
        Self(wanted)
    }

    /// What they say of today, by workgroup. Those that cannot be read say nothing.
    async fn read(&self, read: &Read, midnight: i64) -> BTreeMap<String, Numbers> {
        let periods = Periods { from_millis: midnight, to_millis: midnight + DAY, period: 86_400 };
        let queries: Vec<DataQuery> =
            self.0.iter().enumerate().map(|(index, (metric, ..))| query(index, metric)).collect();
        let requests: Vec<Vec<DataQuery>> = queries.chunks(MOST_METRICS).map(<[DataQuery]>::to_vec).collect();
        let answers = step::each(requests, |queries| {
            let read = read.clone();
            async move { read.metric_lines(&queries, periods).await.map(|(lines, _)| lines) }
        });
        let lines: Vec<Line> = answers.await.into_iter().flatten().flatten().flatten().collect();
        self.numbers(&lines)
    }

    fn numbers(&self, lines: &[Line]) -> BTreeMap<String, Numbers> {
        let mut found: BTreeMap<String, Numbers> = BTreeMap::new();
        for line in lines {
            let index: Option<usize> = line.id.strip_prefix('m').and_then(|index| index.parse().ok());
            let Some((metric, group, state)) = index.and_then(|index| self.0.get(index)) else { continue };
            let value: f64 = line.points.values().sum();
            let numbers = found.entry(group.clone()).or_default();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole numbers to begin with")]
            let whole = value as u64;
            if metric.name == "ProcessedBytes" {
                numbers.scanned_bytes += whole;
                if state != "FAILED" {
                    numbers.spent += value / 1e12 * list_prices().athena.tb_scanned;
                }
            } else {
                let count = usize::try_from(whole).unwrap_or(usize::MAX);
                numbers.count += count;
                numbers.failed += if state == "FAILED" { count } else { 0 };
            }
        }
        found
    }
}

fn query(index: usize, metric: &MetricName) -> DataQuery {
    let statistic = if metric.name == "ProcessedBytes" { Statistic::Sum } else { Statistic::SampleCount };
    DataQuery {
        id: format!("m{index}"),
        label: None,
        period: 86_400,
        returned: true,
        source: DataSource::Metric(MetricStatistic { metric: metric.clone(), statistic }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(name: &str, dimensions: &[(&str, &str)]) -> MetricName {
        MetricName {
            namespace: "AWS/Athena".to_owned(),
            name: name.to_owned(),
            dimensions: dimensions.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        }
    }

    #[test]
    fn metrics_are_counted_once_and_failures_cost_nothing() {
        let of = |group, state| [("WorkGroup", group), ("QueryState", state), ("QueryType", "DML")];
        let runs = vec![
            metric("TotalExecutionTime", &of("bi", "SUCCEEDED")),
            metric("TotalExecutionTime", &of("bi", "FAILED")),
            metric("TotalExecutionTime", &[("WorkGroup", "bi")]),
            metric("TotalExecutionTime", &of("other", "SUCCEEDED")),
        ];
        let bytes =
            vec![metric("ProcessedBytes", &of("bi", "SUCCEEDED")), metric("ProcessedBytes", &of("bi", "FAILED"))];
        let metrics = Metrics::of([Ok((runs, None)), Ok((bytes, None))], |group| group == "bi");
        let line =
            |id: &str, value| Line { id: id.to_owned(), points: BTreeMap::from([(0, value)]), ..Line::default() };
        let lines = [line("m0", 5.0), line("m1", 2.0), line("m2", 2e12), line("m3", 1e12), line("m4", 9.0)];
        let wanted = Numbers { count: 7, failed: 2, running: 0, scanned_bytes: 3_000_000_000_000, spent: 10.0 };
        assert_eq!(metrics.numbers(&lines), BTreeMap::from([("bi".to_owned(), wanted)]));
    }

    #[test]
    fn a_page_that_does_not_reach_midnight_is_not_all_of_today() {
        let at = |at| Execution {
            id: String::new(),
            sql: String::new(),
            state: State::Succeeded,
            statement: None,
            substatement: None,
            database: None,
            catalog: None,
            workgroup: None,
            output_location: None,
            managed_result: false,
            reason: None,
            failure: None,
            scanned_bytes: 0,
            total_millis: None,
            queue_millis: None,
            engine_millis: None,
            reused: false,
            manifest: None,
            submitted_millis: Some(at),
            completed_millis: None,
            parameters: Vec::new(),
            engine: None,
        };
        let whole = |queries: &[Execution], has_more| {
            let history = history(queries, 100, has_more);
            (history.today.count, history.is_whole)
        };
        assert_eq!(whole(&[at(300), at(200)], true), (2, false));
        assert_eq!(whole(&[at(300), at(99)], true), (1, true));
        assert_eq!(whole(&[at(300), at(200)], false), (2, true));
    }
}

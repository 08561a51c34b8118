//! `lakectl metric get`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::clock::epoch_millis;
use crate::context::Ctx;
use crate::domain::alarm::{MetricName, MetricStatistic, Periods, Statistic, dimension};
use crate::domain::span::Span;
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, View, spark};

/// Show a statistic of a metric over time
///
/// A metric is the exact set of its dimensions: with one more or one less it is another metric.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local metric get DataPipeline DataQualityScore --statistic Minimum\n  lakectl metric get AWS/Athena ProcessedBytes --dimension WorkGroup=primary --since 7d --period 1d --statistic Sum"
)]
pub struct MetricGetArgs {
    /// The namespace
    namespace: String,
    /// The metric's name
    metric: String,
    /// A dimension: name=value
    #[arg(long = "dimension", value_name = "NAME=VALUE", value_parser = dimension)]
    dimensions: Vec<(String, String)>,
    /// Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95
    #[arg(long, value_name = "STATISTIC", default_value = "Average")]
    statistic: Statistic,
    /// How long a period is
    #[arg(long, value_name = "DURATION", default_value = "5m")]
    period: Span,
    /// How far to look back
    #[arg(long, value_name = "DURATION", default_value = "3h")]
    since: Span,
}

const COLUMNS: &[Column] = &[Column::text("TIME", "time"), Column::text("VALUE", "value")];

pub async fn run(ctx: &Ctx, args: MetricGetArgs) -> Result<Answer> {
    let period = i32::try_from(args.period.0.as_secs()).unwrap_or(i32::MAX);
    if period <= 0 || (period > 60 && period % 60 != 0) {
        return Err(Error::usage(format!("a period of {period} s is not possible")).hint("whole minutes, such as 5m"));
    }
    let wanted = MetricStatistic {
        metric: MetricName {
            namespace: args.namespace,
            name: args.metric,
            dimensions: args.dimensions.into_iter().collect(),
        },
        statistic: args.statistic,
    };
    let read = ctx.read().await?;
    let now = epoch_millis(ctx.lake_time().await?);
    let length = i64::from(period) * 1000;
    // Whole periods, to the end of the one that is not over yet.
    let to_millis = now - now.rem_euclid(length) + length;
    let back = i64::try_from(args.since.0.as_millis()).unwrap_or(i64::MAX).min(now);
    let from_millis = (now - back) - (now - back).rem_euclid(length);
    let readings = ops::metric::get(read, &wanted, Periods { from_millis, to_millis, period }).await?;
    if !readings.others.is_empty() {
        let named: Vec<String> = readings.others.iter().take(5).map(ToString::to_string).collect();
        let no_data = format!("no data of {}; there is data of {}", wanted.metric, named.join(", "));
        if !readings.is_known {
            return Err(Error::not_found(format!("there is no metric {}", wanted.metric)).hint(no_data));
        }
        ctx.ui.warn(&no_data);
    } else if !readings.is_known && readings.problems.is_empty() {
        return Err(ops::metric::unknown(read, &wanted.metric).await);
    }
    for problem in &readings.problems {
        ctx.ui.warn(problem);
    }
    let outcome = if readings.problems.is_empty() { Outcome::Done } else { Outcome::Partial };
    let rows: Vec<Value> =
        readings.points.iter().map(|(at, value)| json!({ "time": time(Some(*at)), "value": value })).collect();
    // From the first value on: a metric that is new is not drawn as a long blank.
    let first = readings.points.keys().next().copied().unwrap_or(to_millis);
    let count = usize::try_from((to_millis - first) / length).unwrap_or(0);
    let values: Vec<Option<f64>> = (0..count)
        .scan(first, |at, _| Some(std::mem::replace(at, *at + length)))
        .map(|at| readings.points.get(&at).copied())
        .collect();
    let text = spark::chart(&wanted.to_string(), &values, &rows, COLUMNS, ctx.ui.look());
    Ok(Answer::done(View::drawn("datapoints", rows, COLUMNS, text)).with(outcome))
}

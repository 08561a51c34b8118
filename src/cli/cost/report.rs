//! `lakectl cost report`

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use super::estimate::read_prices;
use crate::clock::{epoch_millis, from_epoch_millis, rfc3339};
use crate::context::Ctx;
use crate::domain::cost::{Area, DAY, Days};
use crate::domain::price::dollars;
use crate::domain::span::Span;
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, View, spark};

/// Show what each day cost, and where it goes
///
/// Queries, job runs and crawls by their history, storage by the sizes that are measured once a day: a thirtieth of a
/// month for each day. Watching is alarms since they were made, as far back as the service knows, and those custom metrics
/// that it lists, by the hours in which they had values. All amounts are estimates from a list of prices; a day whose parts
/// are not all known says so. What is not measured yet is told and is no failure; what could not be read makes the report
/// one in part, exit code 8.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local cost report\n  lakectl cost report --since 90d -o csv\n  lakectl cost report --prices eu-west-1.json -o json"
)]
pub struct CostReportArgs {
    /// How far to look back
    #[arg(long, value_name = "DURATION", default_value = "30d")]
    since: Span,
    /// A file of prices in place of [prices] in lake.toml, or the list that lakectl comes with
    #[arg(long, value_name = "FILE")]
    prices: Option<PathBuf>,
}

const COLUMNS: &[Column] = &[
    Column::text("DAY", "day"),
    Column::text("STORAGE", "storage_text"),
    Column::text("QUERIES", "queries_text"),
    Column::text("JOBS", "jobs_text"),
    Column::text("CRAWLERS", "crawlers_text"),
    Column::text("WATCHING", "watching_text"),
    Column::text("TOTAL", "total_text"),
];

/// The longest span: the service keeps sizes for 455 days.
const MOST_DAYS: i64 = 455;

pub async fn run(ctx: &Ctx, args: CostReportArgs) -> Result<Answer> {
    let back = i64::try_from(args.since.0.as_millis()).unwrap_or(i64::MAX);
    if back > MOST_DAYS * DAY {
        return Err(Error::usage(format!("--since goes back {MOST_DAYS} days at most")));
    }
    let prices = Arc::new(match &args.prices {
        None => crate::cli::lake_file::prices_here(ctx)?,
        Some(path) => read_prices(path)?,
    });
    let now = epoch_millis(ctx.lake_time().await?);
    let days = ops::cost::report(ctx.read().await?, now - back, now, &prices).await?;
    for unknown in &days.unknown {
        ctx.ui.warn(&format!("not in the report: {unknown}"));
    }
    for pending in &days.pending {
        ctx.ui.warn(&format!("not in the report yet: {pending}"));
    }
    let rows: Vec<Value> = (0..days.days.len()).map(|index| row(&days, index)).collect();
    let totals: Vec<f64> = (0..days.days.len()).map(|index| days.total(index).0).collect();
    let sum: f64 = totals.iter().sum();
    let values: Vec<Option<f64>> = totals.iter().copied().map(Some).collect();
    let trend = days.trend();
    let label = prices.label();
    let look = ctx.ui.look();
    let said = match trend {
        None => "no trend: the first half of the days cost nothing".to_owned(),
        Some(trend) => format!("the second half of the days cost {:+.0} % against the first", trend * 100.0),
    };
    let text = format!(
        "{}total {} since {}; {said}\n{label}\n",
        spark::chart("Dollars a day, estimated", &values, &rows, COLUMNS, look),
        dollars(sum),
        args.since
    );
    let value = json!({
        "currency": prices.currency,
        "label": label,
        "since": crate::cli::catalog::time(Some(now - back)),
        "total": sum,
        "trend": trend,
        "unknown": days.unknown,
        "pending": days.pending,
        "items": rows,
    });
    let outcome = if days.unknown.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(Answer::done(View::drawn_record("cost_report", value, COLUMNS, text)).with(outcome))
}

fn row(days: &Days, index: usize) -> Value {
    let (total, is_whole) = days.total(index);
    let amount = |area: Area| days.amounts.get(&area).and_then(|amounts| amounts.get(index).copied().flatten());
    let day: String = rfc3339(from_epoch_millis(days.days[index])).chars().take(10).collect();
    let mut row = json!({
        "day": day,
        "total": total,
        "is_whole": is_whole,
        "total_text": format!("{}{}", dollars(total), if is_whole { "" } else { " or more" }),
    });
    for area in [Area::Storage, Area::Queries, Area::Jobs, Area::Crawlers, Area::Watching] {
        let word = area.word();
        row[word] = json!(amount(area));
        row[format!("{word}_text")] = json!(amount(area).map_or("unknown".to_owned(), dollars));
    }
    row
}

//! `lakectl report`

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde_json::json;

use crate::clock::{epoch_millis, rfc3339};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::cost::CostOptions;
use crate::outcome::{Answer, Outcome};
use crate::render::View;
use crate::render::overview::{Overview, page};

/// The time whose queries, jobs and crawls are added up, in milliseconds.
const MONTH: i64 = 30 * 86_400_000;

/// The lake on one page: zones, tables, schemas, lineage, access, alarms, costs and what the doctor finds
///
/// One HTML file without a script, which asks nobody for anything: for a phone, for print, in light and dark. Who may read
/// what is on it: give it to those who may know.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local report --to lake.html\n  lakectl report --no-storage > lake.html\n\nExit code 8 when something could not be read; the page says what."
)]
pub struct ReportArgs {
    /// The file to write; stdout when it is not given
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Leave out what objects cost: they are not listed
    #[arg(long)]
    no_storage: bool,
}

pub async fn run(ctx: &Ctx, args: ReportArgs) -> Result<Answer> {
    let now = ctx.lake_time().await?;
    let millis = epoch_millis(now);
    let prices = Arc::new(crate::cli::lake_file::prices_here(ctx)?);
    let options = CostOptions { now: millis, since: millis - MONTH, prices: prices.clone(), storage: !args.no_storage };
    let progress = ctx.ui.progress_on_terminal("looking at the lake");
    let read = ops::report::read(ctx.read().await?, now, &options, |bucket| progress.show(bucket)).await;
    drop(progress);
    let report = read?;
    for unknown in &report.unknown {
        ctx.ui.warn(&format!("unknown: {unknown}"));
    }
    let label = prices.label();
    let html = page(&Overview {
        account: &report.account,
        read_at: &rfc3339(now),
        facts: &report.facts,
        findings: &report.findings,
        lineage: &report.lineage,
        access: report.access.as_ref(),
        costs: &report.costs.items,
        prices: &label,
        unknown: &report.unknown,
    });
    let outcome = if report.unknown.is_empty() { Outcome::Done } else { Outcome::Partial };
    let Some(path) = args.to else { return Ok(Answer::done(View::document(html)).with(outcome)) };
    std::fs::write(&path, &html).map_err(|error| Error::unwritable(&path, error))?;
    let shown = path.display().to_string();
    let value = json!({ "file": shown, "bytes": html.len(), "unknown": report.unknown });
    let lines = vec![format!("+ {shown}")];
    Ok(Answer::done(View::changes("report", value, lines)).with(outcome))
}

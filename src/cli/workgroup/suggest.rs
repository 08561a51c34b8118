//! `lakectl workgroup suggest`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::domain::shell_word::command;
use crate::domain::size;
use crate::domain::workgroup::{WorkGroupName, suggest};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

/// Suggest a scan limit from what the workgroup's queries scanned
///
/// The limit is twice what ninety-nine in a hundred queries scanned at most, rounded up: the usual queries run, and one
/// that reads everything is stopped.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workgroup suggest primary\n  lakectl workgroup suggest analysts --last 2000 -o json --select suggestion.scan_limit"
)]
pub struct WorkgroupSuggestArgs {
    /// The workgroup's name
    name: WorkGroupName,
    /// How many of the newest queries are looked at
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    last: u32,
}

const FIELDS: &[Column] = &[
    Column::text("Workgroup", "workgroup"),
    Column::new("Queries that scanned", "queries", Style::Count),
    Column::new("Half scanned at most", "median", Style::Bytes),
    Column::new("99 % scanned at most", "p99", Style::Bytes),
    Column::new("The largest scanned", "most", Style::Bytes),
    Column::new("Limit now", "scan_limit_now", Style::Limit),
    Column::new("Limit suggested", "scan_limit", Style::Limit),
    Column::new("It would have stopped", "stopped", Style::Count),
];

pub async fn run(ctx: &Ctx, args: WorkgroupSuggestArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let name = args.name.as_str();
    let group = ops::workgroup::find(read, name).await?;
    let (found, _) = read.queries(Some(name), args.last as usize).await?;
    let scans: Vec<u64> = found.iter().map(|query| query.scanned_bytes).collect();
    let found = suggest(&scans);
    match found.limit {
        Some(limit) if group.scan_limit != Some(limit) => {
            ctx.ui.hint(&command("lakectl workgroup set", &[name], &format!("--scan-limit {}", size::written(limit))));
        }
        Some(_) => {}
        None => ctx.ui.status("no query of the workgroup has scanned anything yet: there is nothing to suggest from"),
    }
    let value = json!({
        "workgroup": name,
        "queries": found.queries,
        "median": found.median,
        "p99": found.p99,
        "most": found.most,
        "scan_limit_now": group.scan_limit,
        "scan_limit": found.limit,
        "stopped": found.limit.map(|_| found.stopped),
    });
    Ok(Answer::done(View::record("suggestion", value, FIELDS)))
}

//! `lakectl queries list`

use clap::{Args, ValueEnum};
use serde_json::json;

use super::value;
use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::query::{Execution, State};
use crate::domain::workgroup::WorkGroupName;
use crate::error::Result;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Section, Style, View};

/// List the newest queries of a workgroup
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local queries list --state failed\n  lakectl queries list --workgroup analysts --search weather --limit 200"
)]
pub struct QueriesListArgs {
    /// The workgroup; the primary one when none is given
    #[arg(long, value_name = "NAME")]
    workgroup: Option<WorkGroupName>,
    /// Only queries in this state
    #[arg(long, value_enum, value_name = "STATE")]
    state: Option<StateArg>,
    /// Only queries whose text holds this, in any case
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Look at no more than the newest N
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
    /// Sums in place of the queries: how many in each state, what they scanned and cost
    #[arg(long)]
    totals: bool,
}

/// A state on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StateArg {
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

impl StateArg {
    fn state(self) -> State {
        match self {
            Self::Queued => State::Queued,
            Self::Running => State::Running,
            Self::Succeeded => State::Succeeded,
            Self::Failed => State::Failed,
            Self::Cancelled => State::Cancelled,
        }
    }
}

const COLUMNS: &[Column] = &[
    Column::text("ID", "id"),
    Column::text("STATE", "state"),
    Column::text("SUBMITTED", "submitted"),
    Column::new("SCANNED", "bytes_scanned", Style::Bytes),
    Column::new("MS", "total_millis", Style::Count),
    Column::text("SQL", "sql_start"),
];
/// How much of a statement a list shows.
const SHOWN: usize = 60;

pub async fn run(ctx: &Ctx, args: QueriesListArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let workgroup = args.workgroup.as_ref().map(WorkGroupName::as_str);
    let search = args.search.map(|text| text.to_lowercase());
    let (found, undescribed) = read.queries(workgroup, args.limit as usize).await?;
    for (id, reason) in &undescribed {
        ctx.ui.warn(&format!("query {id} is not described by the service: {reason}"));
    }
    let outcome = if undescribed.is_empty() { Outcome::Done } else { Outcome::Partial };
    let chosen: Vec<&Execution> = found
        .iter()
        .filter(|query| args.state.is_none_or(|state| state.state() == query.state))
        .filter(|query| search.as_ref().is_none_or(|text| query.sql.to_lowercase().contains(text)))
        .collect();
    if args.totals {
        return Ok(Answer::done(totals(&chosen, args.limit)).with(outcome));
    }
    let rows = chosen
        .into_iter()
        .map(|query| {
            let mut row = value(query);
            row["sql_start"] = json!(start(&query.sql));
            row
        })
        .collect();
    Ok(Answer::done(View::list("queries", rows, COLUMNS)).with(outcome))
}

const TOTALS: &[Column] = &[
    Column::new("Queries", "queries", Style::Count),
    Column::new("Scanned", "bytes_scanned", Style::Bytes),
    Column::text("Dollars, about", "estimated_dollars"),
    Column::new("Milliseconds", "total_millis", Style::Count),
    Column::new("Results used again", "reused", Style::Count),
    Column::text("Since", "since"),
];
const STATES: &[Column] = &[
    Column::text("STATE", "state"),
    Column::new("QUERIES", "queries", Style::Count),
    Column::new("SCANNED", "bytes_scanned", Style::Bytes),
    Column::text("DOLLARS, ABOUT", "estimated_dollars"),
];

/// Sums over queries, in all and by state.
fn totals(queries: &[&Execution], looked_at: u32) -> View {
    let sums = |queries: &[&Execution]| {
        let dollars: f64 = queries.iter().map(|query| query.dollars()).sum();
        json!({
            "queries": queries.len(),
            "bytes_scanned": queries.iter().map(|query| query.scanned_bytes).sum::<u64>(),
            "estimated_dollars": (dollars * 1e6).round() / 1e6,
        })
    };
    let states = [State::Queued, State::Running, State::Succeeded, State::Failed, State::Cancelled];
    let by_state = states.into_iter().filter_map(|state| {
        let of_state: Vec<&Execution> = queries.iter().copied().filter(|query| query.state == state).collect();
        let mut row = sums(&of_state);
        row["state"] = json!(state.word());
        (!of_state.is_empty()).then_some(row)
    });
    let mut value = sums(queries);
    value["total_millis"] = json!(queries.iter().filter_map(|query| query.total_millis).sum::<u64>());
    value["reused"] = json!(queries.iter().filter(|query| query.reused).count());
    value["since"] = json!(time(queries.iter().filter_map(|query| query.submitted_millis).min()));
    value["looked_at_most"] = json!(looked_at);
    value["states"] = by_state.collect();
    View::record_with("totals", value, TOTALS, vec![Section { title: "By state", key: "states", columns: STATES }])
}

/// The statement's first words, on one line.
fn start(sql: &str) -> String {
    let words = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= SHOWN {
        return words;
    }
    words.chars().take(SHOWN - 1).chain(['…']).collect()
}

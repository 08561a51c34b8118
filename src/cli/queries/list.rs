//! `lakectl queries list`

use clap::{Args, ValueEnum};
use serde_json::json;

use super::value;
use crate::context::Ctx;
use crate::domain::query::State;
use crate::domain::workgroup::WorkGroupName;
use crate::error::Result;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};

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
    let rows = found
        .iter()
        .filter(|query| args.state.is_none_or(|state| state.state() == query.state))
        .filter(|query| search.as_ref().is_none_or(|text| query.sql.to_lowercase().contains(text)))
        .map(|query| {
            let mut row = value(query);
            row["sql_start"] = json!(start(&query.sql));
            row
        })
        .collect();
    Ok(Answer::done(View::list("queries", rows, COLUMNS)).with(outcome))
}

/// The statement's first words, on one line.
fn start(sql: &str) -> String {
    let words = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= SHOWN {
        return words;
    }
    words.chars().take(SHOWN - 1).chain(['…']).collect()
}

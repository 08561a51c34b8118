//! `lakectl queries`: queries that were run, and those that run.

mod cancel;
mod list;
mod results;
mod show;

use clap::Subcommand;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::query::{Execution, StatementKind};
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Queries {
    /// List the newest queries of a workgroup
    List(list::QueriesListArgs),
    /// Show a query: state, cost, times, failure
    Show(show::QueriesShowArgs),
    /// Stop queries that run or wait
    Cancel(cancel::QueriesCancelArgs),
    /// Show the rows of a query, waiting for it while it runs
    Results(results::QueriesResultsArgs),
}

impl Queries {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::List(args) => list::run(ctx, args).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Cancel(args) => cancel::run(ctx, args).await,
            Self::Results(args) => results::run(ctx, args).await,
        }
    }
}

/// An execution as JSON.
fn value(execution: &Execution) -> Value {
    json!({
        "id": execution.id,
        "state": execution.state.word(),
        "statement_type": execution.statement.map(StatementKind::word),
        "statement": execution.substatement,
        "sql": execution.sql,
        "parameters": execution.parameters,
        "database": execution.database,
        "catalog": execution.catalog,
        "workgroup": execution.workgroup,
        "engine": execution.engine,
        "submitted": time(execution.submitted_millis),
        "completed": time(execution.completed_millis),
        "queue_millis": execution.queue_millis,
        "engine_millis": execution.engine_millis,
        "total_millis": execution.total_millis,
        "bytes_scanned": execution.scanned_bytes,
        "estimated_dollars": execution.dollars(),
        "reused": execution.reused,
        "result": execution.output_location,
        "manifest": execution.manifest,
        "reason": execution.reason,
        "error": execution.failure.as_ref().map(|failure| json!({
            "category": failure.category_word(),
            "type": failure.error_type,
            "retryable": failure.retryable,
        })),
    })
}

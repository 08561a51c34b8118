//! `lakectl queries results`

use clap::Args;

use crate::cli::query::{ResultArgs, show_result, wait};
use crate::context::Ctx;
use crate::domain::query::State;
use crate::domain::span::Span;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;

/// Show the rows of a query, waiting for it while it runs
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl queries results 5a1c0f5e-0d6c-4b4e-9d1f-2b7f7c0f6a11\n  lakectl queries results ID -o csv > rows.csv\n\nExit codes: 9 when the query failed, 10 on --timeout."
)]
pub struct QueriesResultsArgs {
    /// The query's id
    id: String,
    /// How long to wait for the query
    #[arg(long, value_name = "DURATION", default_value = "30m")]
    timeout: Span,
    #[command(flatten)]
    result: ResultArgs,
}

pub async fn run(ctx: &Ctx, args: QueriesResultsArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let execution = read.query(&args.id).await?;
    let execution = match execution.state {
        State::Succeeded => execution,
        State::Failed | State::Cancelled => return Err(ops::query::failure(read, &execution).await),
        State::Queued | State::Running => wait(ctx, &args.id, args.timeout.0, false, &mut ctx.listen()).await?,
    };
    show_result(ctx, execution, &args.result).await
}

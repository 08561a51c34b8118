//! `lakectl logs`: what jobs, crawlers and everything else have written.

mod query;
mod tail;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Logs {
    /// Show the end of a log, and what comes
    Tail(tail::LogsTailArgs),
    /// Ask logs a question in the language of Logs Insights
    Query(query::LogsQueryArgs),
}

impl Logs {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Tail(args) => tail::run(ctx, args).await,
            Self::Query(args) => query::run(ctx, args).await,
        }
    }
}

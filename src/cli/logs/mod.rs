//! `lakectl logs`: what jobs, crawlers and everything else have written.

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
}

impl Logs {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Tail(args) => tail::run(ctx, args).await,
        }
    }
}

//! `lakectl cost`: what the lake costs.

mod estimate;
mod report;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Cost {
    /// Estimate what the lake costs: storage, queries, jobs, crawlers, alarms and metrics
    Estimate(estimate::CostEstimateArgs),
    /// Show what each day cost, and where it goes
    Report(report::CostReportArgs),
}

impl Cost {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Estimate(args) => estimate::run(ctx, args).await,
            Self::Report(args) => report::run(ctx, args).await,
        }
    }
}

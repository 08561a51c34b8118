//! `lakectl metric`: what the lake and its pipelines measure.

mod get;
mod list;
mod put;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Metric {
    /// List the metrics that have data
    List(list::MetricListArgs),
    /// Show a statistic of a metric over time
    Get(get::MetricGetArgs),
    /// Put a value
    Put(put::MetricPutArgs),
}

impl Metric {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::List(args) => list::run(ctx, args).await,
            Self::Get(args) => get::run(ctx, args).await,
            Self::Put(args) => put::run(ctx, args).await,
        }
    }
}

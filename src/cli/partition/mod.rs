//! `lakectl partition`: the partitions of a table, and its folders.

mod add;
mod drop;
mod list;
mod shown;
mod sync;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Partition {
    /// List the partitions of a table
    List(list::PartitionListArgs),
    /// Add the partitions that the folders of a table have and the catalog has not
    Sync(sync::PartitionSyncArgs),
    /// Add partitions by name
    Add(add::PartitionAddArgs),
    /// Remove partitions from the catalog; their objects stay
    Drop(drop::PartitionDropArgs),
}

impl Partition {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::List(args) => list::run(ctx, args).await,
            Self::Sync(args) => sync::run(ctx, args).await,
            Self::Add(args) => add::run(ctx, args).await,
            Self::Drop(args) => drop::run(ctx, args).await,
        }
    }
}

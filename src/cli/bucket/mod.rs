//! `lakectl bucket`: the zones of the lake.

mod create;
mod delete;
mod list;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Bucket {
    /// Create a bucket, or bring the one that is there to the same state
    Create(create::BucketCreateArgs),
    /// List the account's buckets
    List,
    /// Delete an empty bucket
    Delete(delete::BucketDeleteArgs),
}

impl Bucket {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::List => list::run(ctx).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

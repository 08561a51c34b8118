//! `lakectl bucket`: the zones of the lake.

mod create;
mod delete;
mod empty;
mod list;
mod show;
mod size;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Bucket {
    /// Create a bucket that passes a security review, or bring the one that is there to that state
    Create(create::BucketCreateArgs),
    /// List the account's buckets
    #[command(after_help = "Examples:\n  lakectl bucket list\n  lakectl bucket list -o json --select 'buckets[].name'")]
    List,
    /// Show a bucket: its security, its lifecycle, what is in it
    Show(show::BucketShowArgs),
    /// Add up what takes room in a bucket and what it costs
    Size(size::BucketSizeArgs),
    /// Delete everything in a bucket: objects, versions, markers, unfinished uploads
    Empty(empty::BucketEmptyArgs),
    /// Delete an empty bucket
    Delete(delete::BucketDeleteArgs),
}

impl Bucket {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::List => list::run(ctx).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Size(args) => size::run(ctx, args).await,
            Self::Empty(args) => empty::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

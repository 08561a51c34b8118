//! `lakectl bucket create`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::bucket::BucketResource;

/// Create a bucket, or bring the one that is there to the same state
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local bucket create lake-raw\n  lakectl bucket create lake-raw --dry-run"
)]
pub struct BucketCreateArgs {
    /// The bucket's name
    name: BucketName,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: BucketCreateArgs) -> Result<Answer> {
    change::carry_out(ctx, &BucketResource { name: args.name }, &args.change.answers()).await
}

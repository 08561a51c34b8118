//! `lakectl bucket delete`

use clap::Args;

use crate::cli::args::DestroyArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete an empty bucket
///
/// A bucket that holds anything (objects, old versions, delete markers, unfinished uploads) stays: empty it first.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local bucket delete old-raw --confirm old-raw\n  lakectl bucket delete old-raw --dry-run"
)]
pub struct BucketDeleteArgs {
    /// The bucket's name
    name: BucketName,
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: BucketDeleteArgs) -> Result<Answer> {
    let name = args.name;
    ops::bucket::require(ctx.read().await?, &name).await?;
    let danger = Danger::Severe { question: format!("deleting bucket {name}"), name: name.to_string() };
    let step = Step::deletion("bucket", name.as_str(), danger);
    let target = &name;
    let delete = |write: Write| async move {
        let deleted = write.delete_bucket(target).await;
        deleted.map_err(|error| match error.has_code(&["BucketNotEmpty"]) {
            true => error.hint(format!("delete what is in it first: lakectl bucket empty {target}")),
            false => error,
        })
    };
    let is_there = |read: Read| async move { read.bucket_exists(target).await };
    change::delete(ctx, step, &args.destroy.answers(), delete, is_there).await
}

//! `lakectl lifecycle remove`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::bucket::BucketName;
use crate::domain::lifecycle::Edit;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::lifecycle::LifecycleResource;

/// Remove rules by their ids
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local lifecycle remove lake-raw lakectl-archive-90 --yes\n  lakectl lifecycle remove lake-raw logs thumbnails --dry-run"
)]
pub struct LifecycleRemoveArgs {
    /// The bucket's name
    #[arg(value_name = "BUCKET")]
    bucket: BucketName,
    /// The ids of the rules
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    #[command(flatten)]
    change: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: LifecycleRemoveArgs) -> Result<Answer> {
    let question = format!("removing from bucket {} the lifecycle rules {}", args.bucket, args.ids.join(", "));
    let edit = Edit { remove: args.ids, ..Edit::default() };
    let resource = LifecycleResource { bucket: args.bucket, edit };
    change::carry_out_asking(ctx, &resource, &args.change.answers(), &Danger::Moderate(question)).await
}

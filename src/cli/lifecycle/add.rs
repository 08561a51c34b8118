//! `lakectl lifecycle add`

use clap::Args;

use super::rule_args::RuleArgs;
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::domain::lifecycle::Edit;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::lifecycle::LifecycleResource;

/// Add rules; one that is there and says something else is an error
///
/// Rules act on objects that are there already, too: see what they will do with `lakectl lifecycle preview` and the same
/// flags. All other rules, and the least size for transitions, stay as they are.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local lifecycle add lake-raw --template tiering\n  lakectl lifecycle add lake-raw --id logs --prefix logs/ --transition 30d:STANDARD_IA --expire 365d --dry-run"
)]
pub struct LifecycleAddArgs {
    /// The bucket's name
    #[arg(value_name = "BUCKET")]
    bucket: BucketName,
    #[command(flatten)]
    rule: RuleArgs,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: LifecycleAddArgs) -> Result<Answer> {
    let wanted = args.rule.rules()?;
    let edit = Edit { set: wanted.rules, minimum_size: wanted.minimum_size, only_new: true, ..Edit::default() };
    let resource = LifecycleResource { bucket: args.bucket, edit };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}

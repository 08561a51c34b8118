//! `lakectl workgroup create`

use clap::Args;

use super::settings::SettingsArgs;
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::workgroup::WorkGroupName;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::workgroup::WorkGroupResource;

/// Create a workgroup, or bring the one that is there to the same settings
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workgroup create analysts --output-location s3://lake-results/analysts/ --scan-limit 10GB\n  lakectl workgroup create etl --no-enforce --dry-run"
)]
pub struct WorkgroupCreateArgs {
    /// The workgroup's name
    name: WorkGroupName,
    #[command(flatten)]
    settings: SettingsArgs,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: WorkgroupCreateArgs) -> Result<Answer> {
    args.settings.warn_without_bucket(ctx).await?;
    let resource = WorkGroupResource { name: args.name, wanted: args.settings.change()? };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}

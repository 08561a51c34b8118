//! `lakectl workgroup set`

use clap::Args;

use super::settings::{SettingsArgs, switch};
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::workgroup::{WorkGroupChange, WorkGroupName};
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::workgroup::WorkGroupResource;

/// Change settings of a workgroup; what is not said stays
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workgroup set primary --output-location s3://lake-results/\n  lakectl workgroup set analysts --scan-limit 50GB --dry-run"
)]
pub struct WorkgroupSetArgs {
    /// The workgroup's name
    name: WorkGroupName,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Queries name the place of their results themselves
    #[arg(long, conflicts_with = "output_location")]
    no_output_location: bool,
    /// A query may scan any amount
    #[arg(long, conflicts_with = "scan_limit")]
    no_scan_limit: bool,
    /// Results are not encrypted by the service
    #[arg(long, conflicts_with = "encryption")]
    no_encryption: bool,
    /// Take queries
    #[arg(long, conflicts_with = "disable")]
    enable: bool,
    /// Take no queries
    #[arg(long)]
    disable: bool,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: WorkgroupSetArgs) -> Result<Answer> {
    args.settings.warn_without_bucket(ctx).await?;
    let mut wanted = args.settings.change()?;
    wanted.enabled = switch(args.enable, args.disable);
    if args.no_output_location {
        wanted.output_location = Some(None);
    }
    if args.no_encryption {
        wanted.encryption = Some(None);
    }
    if args.no_scan_limit {
        wanted.scan_limit = Some(None);
    }
    if wanted == WorkGroupChange::default() {
        return Err(Error::usage("nothing to set was said").hint("see lakectl workgroup set --help"));
    }
    ops::workgroup::find(ctx.read().await?, args.name.as_str()).await?;
    change::carry_out(ctx, &WorkGroupResource { name: args.name, wanted }, &args.change.answers()).await
}

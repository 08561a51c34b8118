//! `lakectl admin add`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::cli::grant::named;
use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::admin::AdminResource;

/// Make a principal an administrator of the data lake; the other settings stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local admin add role/steward\n  lakectl admin add role/auditor --read-only --dry-run"
)]
pub struct AdminAddArgs {
    /// An ARN, role/NAME or user/NAME
    principal: String,
    /// It may see everything, and change nothing
    #[arg(long)]
    read_only: bool,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: AdminAddArgs) -> Result<Answer> {
    let principal = named(ctx, &args.principal).await?.as_str().to_owned();
    let admin = AdminResource { principal, read_only: args.read_only, wanted: true };
    change::carry_out(ctx, &admin, &args.change.answers()).await
}

//! `lakectl admin remove`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::cli::grant::named;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::admin::AdminResource;

/// Take a principal off the administrators of the data lake; never oneself
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local admin remove role/steward --yes\n  lakectl admin remove role/auditor --read-only --dry-run"
)]
pub struct AdminRemoveArgs {
    /// An ARN, role/NAME or user/NAME
    principal: String,
    /// It is one of those who may see everything, and change nothing
    #[arg(long)]
    read_only: bool,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: AdminRemoveArgs) -> Result<Answer> {
    let principal = named(ctx, &args.principal).await?.as_str().to_owned();
    let read = ctx.read().await?;
    ops::access::may_remove_admin(read, &principal, args.read_only).await?;
    let danger = Danger::Moderate(format!("taking {principal} off the administrators"));
    let admin = AdminResource { principal, read_only: args.read_only, wanted: false };
    change::carry_out_asking(ctx, &admin, &args.remove.answers(), &danger).await
}

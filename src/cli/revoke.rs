//! `lakectl revoke`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::cli::grant::WhatArgs;
use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::grant::RevokeResource;

/// Revoke permissions from a principal; what is not granted is no error
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local revoke SELECT --on raw.weather --from role/analyst --yes\n  lakectl revoke SELECT --on raw.weather --columns date --from role/analyst --dry-run"
)]
pub struct RevokeArgs {
    #[command(flatten)]
    what: WhatArgs,
    /// Who: an ARN, role/NAME, user/NAME, an account or `IAM_ALLOWED_PRINCIPALS`
    #[arg(long, value_name = "PRINCIPAL")]
    from: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: RevokeArgs) -> Result<Answer> {
    let resource = RevokeResource(args.what.resource(ctx, &args.from).await?);
    change::carry_out(ctx, &resource, &args.remove.answers()).await
}

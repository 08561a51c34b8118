//! `lakectl revoke`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::cli::grant::{WhatArgs, batch};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops::grant::Direction;
use crate::ops::grant_check;
use crate::outcome::Answer;
use crate::plan::kind::grant::{GrantResource, RevokeResource};

/// Revoke permissions from a principal; what is not granted is no error
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local revoke SELECT --on raw.weather --from role/analyst --yes\n  lakectl revoke SELECT --on raw.weather --columns date --from role/analyst --dry-run"
)]
pub struct RevokeArgs {
    #[command(flatten)]
    what: WhatArgs,
    /// Who: an ARN, role/NAME, user/NAME, an account or `IAM_ALLOWED_PRINCIPALS`; several with commas
    #[arg(
        long,
        value_name = "PRINCIPAL",
        value_delimiter = ',',
        required_unless_present = "file",
        conflicts_with = "file"
    )]
    from: Vec<String>,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: RevokeArgs) -> Result<Answer> {
    let answers = args.remove.answers();
    if let Some(file) = &args.what.file {
        return batch::from_file(ctx, Direction::Revoke, file, &answers).await;
    }
    if let [principal] = args.from.as_slice() {
        let resource = args.what.resource(ctx, principal).await?;
        tell_what_stays(ctx, &resource).await?;
        return change::carry_out(ctx, &RevokeResource(resource), &answers).await;
    }
    let mut grants = Vec::new();
    for principal in &args.from {
        let resource = args.what.clone().resource(ctx, principal).await?;
        tell_what_stays(ctx, &resource).await?;
        grants.extend(resource.wanted().into_iter().map(|grant| (principal.clone(), grant)));
    }
    batch::carry_out(ctx, Direction::Revoke, grants, &answers).await
}

/// A revoke takes what was granted in so many words: what gives the same otherwise is not passed over.
async fn tell_what_stays(ctx: &Ctx, revoked: &GrantResource) -> Result<()> {
    for left in grant_check::still_given(ctx.read().await?, &revoked.wanted()).await? {
        ctx.ui.warn(&left);
    }
    Ok(())
}

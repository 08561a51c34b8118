//! `lakectl governance opt-in`, `opt-out` and `opt-ins`

use clap::Args;
use serde_json::json;

use crate::cli::args::{ChangeArgs, RemoveArgs};
use crate::cli::change;
use crate::cli::grant::{named, resolve};
use crate::context::{Ctx, Danger};
use crate::domain::permission::{Principal, Resource};
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::plan::kind::governance::OptInResource;
use crate::render::{Column, View};

const COLUMNS: &[Column] = &[Column::text("PRINCIPAL", "principal"), Column::text("RESOURCE", "resource")];

/// Let Lake Formation decide about a principal on an object that is still open to others
///
/// In hybrid mode the others keep what IAM lets them do. The principal keeps only what is granted to it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local governance opt-in role/analyst --on crm.people\n  lakectl governance opt-in role/analyst --on crm --dry-run"
)]
pub struct GovernanceOptArgs {
    /// An ARN, role/NAME or user/NAME
    principal: String,
    /// db, db.table, db.* or a place
    #[arg(long, value_name = "RESOURCE")]
    on: String,
    #[command(flatten)]
    change: ChangeArgs,
}

/// Take an opt-in back: where the object is open to IAM, IAM decides about the principal again
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local governance opt-out role/analyst --on crm.people --yes\n  lakectl governance opt-out role/analyst --on crm --dry-run"
)]
pub struct GovernanceOptOutArgs {
    /// An ARN, role/NAME or user/NAME
    principal: String,
    /// db, db.table, db.* or a place
    #[arg(long, value_name = "RESOURCE")]
    on: String,
    #[command(flatten)]
    change: RemoveArgs,
}

/// List who is opted in, on what
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local governance opt-ins\n  lakectl governance opt-ins -o json")]
pub struct GovernanceOptInsArgs {}

pub async fn run(ctx: &Ctx, args: GovernanceOptArgs) -> Result<Answer> {
    let (principal, target) = (named(ctx, &args.principal).await?, resolve(ctx, &args.on).await?);
    let opt_in = OptInResource { principal, target, wanted: true };
    change::carry_out(ctx, &opt_in, &args.change.answers()).await
}

pub async fn run_out(ctx: &Ctx, args: GovernanceOptOutArgs) -> Result<Answer> {
    let (principal, target) = (named(ctx, &args.principal).await?, resolve(ctx, &args.on).await?);
    let danger = Danger::Moderate(format!("letting IAM decide about {principal} on {target} where it is open"));
    let opt_in = OptInResource { principal, target, wanted: false };
    change::carry_out_asking(ctx, &opt_in, &args.change.answers(), &danger).await
}

pub async fn list(ctx: &Ctx) -> Result<Answer> {
    let (found, unknown) = ops::governance::opt_ins(ctx.read().await?).await?;
    if unknown > 0 {
        ctx.ui.warn(&format!("{unknown} opt-ins are of a kind that this lakectl does not know; they are not shown"));
    }
    let row = |(who, on): &(Principal, Resource)| json!({ "principal": who.as_str(), "resource": on.to_string() });
    let outcome = if unknown == 0 { Outcome::Done } else { Outcome::Partial };
    Ok(Answer::done(View::list("opt_ins", found.iter().map(row).collect(), COLUMNS)).with(outcome))
}

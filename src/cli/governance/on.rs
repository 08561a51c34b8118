//! `lakectl governance on`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::catalog::DatabaseName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::governance::GovernedResource;

/// Let Lake Formation alone decide about a database, its tables and those to come
///
/// Takes ALL of `IAM_ALLOWED_PRINCIPALS` away. Who loses what is said before it happens: of the principals that grants,
/// crawlers and jobs name, by name; of whoever else IAM lets in, as a whole.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local governance on crm --dry-run\n  lakectl governance on crm --yes\n\nGrant what is to stay first; `lakectl access matrix --on DB` shows what there is."
)]
pub struct GovernanceOnArgs {
    /// The database
    database: DatabaseName,
    #[command(flatten)]
    change: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: GovernanceOnArgs) -> Result<Answer> {
    let found = ops::governance::enforcement(ctx.read().await?, &args.database).await?;
    let resources: Vec<GovernedResource> =
        found.targets.into_iter().map(|target| GovernedResource { target }).collect();
    let danger = Danger::Moderate(format!("letting Lake Formation alone decide about {}", args.database));
    change::carry_out_each(ctx, &resources, &found.losses, &args.change.answers(), &danger).await
}

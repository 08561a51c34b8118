//! `lakectl location deregister`

use clap::Args;

use super::place;
use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Action, Step};

/// Take a place out of Lake Formation's care
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local location deregister s3://lake-curated/sales --yes\n  lakectl location deregister s3://lake-curated --dry-run"
)]
pub struct LocationDeregisterArgs {
    /// The place: s3://bucket or s3://bucket/prefix
    #[arg(value_name = "S3_URI", value_parser = place)]
    arn: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: LocationDeregisterArgs) -> Result<Answer> {
    let location = ops::location::need(ctx.read().await?, &args.arn).await?;
    let mut step = Step::new("location", location.uri(), true, Vec::new());
    step.action = Action::Delete;
    step.warnings.push("tables there are read with IAM's permissions alone from then on".to_owned());
    let danger = Danger::Moderate(format!("deregistering {}", location.uri()));
    let answers = args.remove.answers();
    change::remove(ctx, step, &answers, &danger, |write| async move { write.deregister_location(&args.arn).await })
        .await
}

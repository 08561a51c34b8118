//! `lakectl dashboard create`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::dashboard::{Subject, make, name};
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::dashboard::DashboardResource;

/// Create a dashboard of what is there, or bring the one that is there up to date
///
/// For the lake: pipeline health, quality, queries and cost. Run it again when there are new jobs, workgroups or buckets.
/// Widgets that others put on it stay.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local dashboard create lake --for lake\n  lakectl dashboard create etl --for job:etl --dry-run\n  lakectl dashboard create raw --for zone:raw"
)]
pub struct DashboardCreateArgs {
    /// The dashboard's name
    #[arg(value_parser = name)]
    name: String,
    /// What it is about: lake, zone:NAME (or a bucket's name), workgroup:NAME, job:NAME
    #[arg(long = "for", value_name = "SUBJECT")]
    subject: Subject,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: DashboardCreateArgs) -> Result<Answer> {
    let facts = ops::dashboard::facts(ctx.read().await?, &args.subject).await?;
    let widgets = make(&args.subject, &facts);
    if widgets.is_empty() {
        return Err(Error::failed(format!("there is nothing to show of {}", args.subject)));
    }
    let resource = DashboardResource { name: args.name, widgets };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}

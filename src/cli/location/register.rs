//! `lakectl location register`

use clap::Args;

use super::place;
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::cli::grant::named;
use crate::context::Ctx;
use crate::domain::permission::Location;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::location::LocationResource;

/// Register a place with Lake Formation, or bring the registration that is there to the same state
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local location register s3://lake-curated/sales\n  lakectl location register s3://lake-curated --role LakeAccess --hybrid --dry-run"
)]
pub struct LocationRegisterArgs {
    /// The place: s3://bucket or s3://bucket/prefix
    #[arg(value_name = "S3_URI", value_parser = place)]
    arn: String,
    /// The role that reads and writes there: a name or an ARN; the service's own when it is not given
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Let principals that are not opted in keep what IAM lets them do
    #[arg(long)]
    hybrid: bool,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: LocationRegisterArgs) -> Result<Answer> {
    let role = match args.role {
        Some(name) => Some(named(ctx, &name).await?.as_str().to_owned()),
        None => None,
    };
    if let Some(place) = args.arn.strip_prefix("arn:aws:s3:::") {
        let bucket = place.split('/').next().unwrap_or(place);
        crate::cli::place::warn_without_bucket(ctx, bucket, "nothing can be read there").await?;
    }
    let location = Location { arn: args.arn, role, hybrid: args.hybrid, verification: None };
    change::carry_out(ctx, &LocationResource(location), &args.change.answers()).await
}

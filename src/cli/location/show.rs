//! `lakectl location show`

use clap::Args;

use super::{place, row};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const FIELDS: &[Column] = &[
    Column::text("Location", "location"),
    Column::text("ARN", "arn"),
    Column::text("Role", "role"),
    Column::new("Hybrid", "hybrid", Style::Flag),
    Column::text("Verification", "verification"),
];

/// Show a registered place
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local location show s3://lake-curated/sales\n  lakectl location show s3://lake-curated -o json"
)]
pub struct LocationShowArgs {
    /// The place: s3://bucket or s3://bucket/prefix
    #[arg(value_name = "S3_URI", value_parser = place)]
    arn: String,
}

pub async fn run(ctx: &Ctx, args: LocationShowArgs) -> Result<Answer> {
    let location = ops::location::need(ctx.read().await?, &args.arn).await?;
    Ok(Answer::done(View::record("location", row(&location), FIELDS)))
}

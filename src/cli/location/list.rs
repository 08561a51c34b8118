//! `lakectl location list`

use clap::Args;

use super::row;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("LOCATION", "location"),
    Column::text("ROLE", "role"),
    Column::new("HYBRID", "hybrid", Style::Flag),
    Column::text("VERIFICATION", "verification"),
];

/// List the registered places
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local location list\n  lakectl location list -o json")]
pub struct LocationListArgs {}

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let locations = ops::location::list(ctx.read().await?).await?;
    Ok(Answer::done(View::list("locations", locations.iter().map(row).collect(), COLUMNS)))
}

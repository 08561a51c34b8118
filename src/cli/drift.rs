//! `lakectl drift`

use clap::Args;

use crate::cli::lake_file;
use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Say whether the lake is still what lake.toml says
///
/// Nothing is told that `lakectl apply` would not change.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local drift\n  lakectl drift --env prod -o json\n\nExit codes: 0 when nothing differs, 3 when something does."
)]
pub struct DriftArgs {}

pub async fn run(ctx: &Ctx, _args: DriftArgs) -> Result<Answer> {
    let mut loaded = lake_file::load(ctx).await?;
    let planning = lake_file::planned(ctx, &mut loaded).await?;
    let shown = lake_file::show(ctx, &loaded, &planning)?;
    let outcome = match (shown.plan.is_empty(), shown.plan.has_unknown()) {
        (false, _) => Outcome::Differences,
        (true, true) => Outcome::Partial,
        (true, false) => Outcome::Done,
    };
    Ok(Answer::done(View::changes("drift", shown.value, shown.lines)).with(outcome))
}

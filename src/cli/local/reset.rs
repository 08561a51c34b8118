//! `lakectl local reset`

use clap::Args;
use serde_json::json;

use super::store_failed;
use crate::cli::args::DestroyArgs;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::View;

/// Empty the lake; its keys and its clock stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local local reset --dry-run\n  lakectl --local local reset --confirm .lake"
)]
pub struct LocalResetArgs {
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: LocalResetArgs) -> Result<Answer> {
    let lake = ctx.lake().await?;
    let status = lake.status().map_err(store_failed)?;
    let directory = lake.directory().display().to_string();
    let name =
        lake.directory().file_name().map_or_else(|| directory.clone(), |name| name.to_string_lossy().into_owned());
    let danger = Danger::Severe { question: format!("emptying the lake in {directory}"), name };
    let consent = ctx.consent(&args.destroy.answers(), &danger)?;
    let done = consent.is_some();
    if done {
        ctx.check_pins().await?;
        let sweep = lake.reset().map_err(store_failed)?;
        tokio::task::block_in_place(|| sweep.wait());
    }
    let word = if done { "emptied" } else { "would empty" };
    let line = format!(
        "{word} the lake in {directory}: {} buckets, {} objects, {} databases, {} tables",
        status.buckets, status.objects, status.databases, status.tables
    );
    let value = json!({
        "directory": directory,
        "applied": done,
        "buckets": status.buckets,
        "objects": status.objects,
        "bytes": status.bytes,
        "databases": status.databases,
        "tables": status.tables,
    });
    Ok(Answer::done(View::lines("reset", value, vec![line])))
}

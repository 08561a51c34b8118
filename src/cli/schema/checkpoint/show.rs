//! `lakectl schema checkpoint show`

use clap::Args;
use serde_json::json;

use crate::cli::schema::RegistryArg;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

/// Show the checkpoint of a schema
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local schema checkpoint show user_event --registry event-schemas\n  lakectl schema checkpoint show user_event -o json"
)]
pub struct CheckpointShowArgs {
    /// The schema's name
    #[arg(value_parser = crate::cli::schema::alone)]
    name: String,
    #[command(flatten)]
    registry: RegistryArg,
}

const FIELDS: &[Column] = &[
    Column::text("Registry", "registry"),
    Column::text("Name", "name"),
    Column::text("Compatibility", "compatibility"),
    Column::text("Checkpoint", "checkpoint"),
    Column::text("Checkpoint status", "checkpoint_status"),
    Column::text("Latest version", "latest_available"),
];

pub async fn run(ctx: &Ctx, args: CheckpointShowArgs) -> Result<Answer> {
    let registry = args.registry.registry.as_str();
    let (schema, versions) = ops::schema::versions(ctx.read().await?, registry, &args.name).await?;
    let status = versions.iter().find(|version| version.number == schema.checkpoint).map(|version| &version.status);
    let latest = versions.iter().rfind(|version| version.status == "AVAILABLE").map(|version| version.number);
    let value = json!({
        "registry": schema.registry,
        "name": schema.name,
        "compatibility": schema.mode.to_string(),
        "checkpoint": schema.checkpoint,
        "checkpoint_status": status,
        "latest_available": latest,
    });
    Ok(Answer::done(View::record("checkpoint", value, FIELDS)))
}

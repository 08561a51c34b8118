//! `lakectl schema versions`

use clap::Args;
use serde_json::json;

use super::RegistryArg;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

/// List the versions of a schema, those that failed included
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local schema versions user_event --registry event-schemas\n  lakectl schema versions user_event -o jsonl"
)]
pub struct SchemaVersionsArgs {
    /// The schema's name
    #[arg(value_parser = super::alone)]
    name: String,
    #[command(flatten)]
    registry: RegistryArg,
}

const COLUMNS: &[Column] = &[
    Column::new("VERSION", "number", Style::Count),
    Column::text("STATUS", "status"),
    Column::new("CHECKPOINT", "is_checkpoint", Style::Flag),
    Column::text("CREATED", "created"),
    Column::text("ID", "id"),
];

pub async fn run(ctx: &Ctx, args: SchemaVersionsArgs) -> Result<Answer> {
    let registry = args.registry.registry.as_str();
    let (schema, versions) = ops::schema::versions(ctx.read().await?, registry, &args.name).await?;
    let rows = versions
        .into_iter()
        .map(|version| {
            json!({
                "number": version.number,
                "status": version.status,
                "is_checkpoint": version.number == schema.checkpoint,
                "created": version.created,
                "id": version.id,
            })
        })
        .collect();
    Ok(Answer::done(View::list("versions", rows, COLUMNS)))
}

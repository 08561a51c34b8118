//! `lakectl schema list`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

/// List schemas
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local schema list\n  lakectl schema list --registry event-schemas -o json"
)]
pub struct SchemaListArgs {
    /// Only those of this registry
    #[arg(long, value_name = "NAME")]
    registry: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::text("REGISTRY", "registry"),
    Column::text("NAME", "name"),
    Column::text("DESCRIPTION", "description"),
    Column::text("UPDATED", "updated"),
];

pub async fn run(ctx: &Ctx, args: SchemaListArgs) -> Result<Answer> {
    let schemas = ops::schema::list(ctx.read().await?, args.registry.as_deref()).await?;
    let rows = schemas
        .into_iter()
        .map(|schema| {
            json!({
                "registry": schema.registry,
                "name": schema.name,
                "description": schema.description,
                "updated": schema.updated,
            })
        })
        .collect();
    Ok(Answer::done(View::list("schemas", rows, COLUMNS)))
}

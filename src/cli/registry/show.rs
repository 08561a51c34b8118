//! `lakectl registry show`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, View};

/// Show a registry and its schemas
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local registry show event-schemas\n  lakectl registry show event-schemas -o json"
)]
pub struct RegistryShowArgs {
    /// The registry's name
    name: String,
}

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("Description", "description"),
    Column::text("Created", "created"),
    Column::text("Updated", "updated"),
];
const SCHEMAS: &[Column] =
    &[Column::text("NAME", "name"), Column::text("DESCRIPTION", "description"), Column::text("UPDATED", "updated")];
const SECTION: Section = Section { title: "Schemas", key: "schemas", columns: SCHEMAS };

pub async fn run(ctx: &Ctx, args: RegistryShowArgs) -> Result<Answer> {
    let (registry, schemas) = ops::registry::show(ctx.read().await?, &args.name).await?;
    let schemas: Vec<_> = schemas
        .into_iter()
        .map(|schema| json!({ "name": schema.name, "description": schema.description, "updated": schema.updated }))
        .collect();
    let value = json!({
        "name": registry.name,
        "arn": registry.arn,
        "description": registry.description,
        "created": registry.created,
        "updated": registry.updated,
        "schemas": schemas,
    });
    Ok(Answer::done(View::record_with("registry", value, FIELDS, vec![SECTION])))
}

//! `lakectl schema show`

use clap::Args;
use serde_json::json;

use super::RegistryArg;
use crate::context::Ctx;
use crate::domain::schema::DataFormat;
use crate::error::Result;
use crate::ops;
use crate::ops::schema::DefinitionName;
use crate::outcome::Answer;
use crate::render::{Column, View};

/// Show a schema and the definition of a version
#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  lakectl --local schema show user_event --registry event-schemas\n  lakectl schema show user_event --version 2 --definition > user_event.v2.avsc"
)]
pub struct SchemaShowArgs {
    /// The schema's name, or NAME@VERSION
    #[arg(value_parser = super::alone)]
    name: String,
    #[command(flatten)]
    registry: RegistryArg,
    /// Which version, in place of the latest available one
    #[arg(long = "version", alias = "version-number", value_name = "N")]
    number: Option<i64>,
    /// Only the definition, as it was registered
    #[arg(long)]
    definition: bool,
}

const FIELDS: &[Column] = &[
    Column::text("Registry", "registry"),
    Column::text("Name", "name"),
    Column::text("Description", "description"),
    Column::text("Format", "format"),
    Column::text("Compatibility", "compatibility"),
    Column::text("Checkpoint", "checkpoint"),
    Column::text("Latest version", "latest_version"),
    Column::text("Shown version", "version.number"),
    Column::text("Version id", "version.id"),
    Column::text("Status", "version.status"),
    Column::text("Registered", "version.created"),
    Column::text("Definition", "version.pretty"),
];

pub async fn run(ctx: &Ctx, args: SchemaShowArgs) -> Result<Answer> {
    let registry = args.registry.registry.as_str();
    let (name, number) = match args.name.parse() {
        Ok(DefinitionName::Registered { name, version }) => (name, args.number.or(version)),
        _ => (args.name, args.number),
    };
    let (schema, version, definition) = ops::schema::version(ctx.read().await?, registry, &name, number).await?;
    let value = json!({
        "registry": schema.registry,
        "name": schema.name,
        "arn": schema.arn,
        "description": schema.description,
        "format": schema.format.to_string(),
        "compatibility": schema.mode.to_string(),
        "checkpoint": schema.checkpoint,
        "latest_version": schema.latest,
        "next_version": schema.next,
        "created": schema.created,
        "updated": schema.updated,
        "version": {
            "number": version.number,
            "id": version.id,
            "status": version.status,
            "created": version.created,
            "definition": definition,
            "pretty": pretty(schema.format, &definition),
        },
    });
    let view = if args.definition {
        View::lines("schema", value, definition.lines().map(str::to_owned).collect())
    } else {
        View::record("schema", value, FIELDS)
    };
    Ok(Answer::done(view))
}

/// A definition as people read it: JSON with a line for each member, in the order that was registered.
fn pretty(format: DataFormat, definition: &str) -> String {
    let is_json = format != DataFormat::Protobuf;
    let parsed = is_json.then(|| serde_json::from_str::<serde_json::Value>(definition).ok()).flatten();
    // What was written over several lines was written to be read.
    let parsed = parsed.filter(|_| definition.trim().lines().count() < 2);
    parsed.and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or_else(|| definition.to_owned())
}

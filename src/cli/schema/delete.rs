//! `lakectl schema delete`

use clap::Args;

use super::RegistryArg;
use crate::cli::args::DestroyArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Action, Step};

/// Delete a schema with all its versions
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local schema delete user_event --registry event-schemas --confirm user_event\n  lakectl schema delete user_event --dry-run"
)]
pub struct SchemaDeleteArgs {
    /// The schema's name
    name: String,
    #[command(flatten)]
    registry: RegistryArg,
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: SchemaDeleteArgs) -> Result<Answer> {
    let (name, registry) = (args.name, args.registry.registry.to_string());
    let (_, versions) = ops::schema::versions(ctx.read().await?, &registry, &name).await?;
    let mut step = Step::new("schema", format!("{registry}/{name}"), true, Vec::new());
    step.action = Action::Delete;
    step.warnings.push(format!("its {} versions go with it", versions.len()));
    let danger = Danger::Severe { question: format!("deleting schema {name}"), name: name.clone() };
    let answers = args.destroy.answers();
    change::remove(ctx, step, &answers, &danger, |write| async move { write.delete_schema(&registry, &name).await })
        .await
}

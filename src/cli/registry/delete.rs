//! `lakectl registry delete`

use clap::Args;

use crate::cli::args::DestroyArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::Step;

/// Delete a registry with its schemas and all their versions
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local registry delete scratch --confirm scratch\n  lakectl registry delete scratch --dry-run"
)]
pub struct RegistryDeleteArgs {
    /// The registry's name
    name: String,
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: RegistryDeleteArgs) -> Result<Answer> {
    let name = args.name;
    let (_, schemas) = ops::registry::show(ctx.read().await?, &name).await?;
    let danger = Danger::Severe { question: format!("deleting registry {name}"), name: name.clone() };
    let mut step = Step::deletion("registry", name.as_str(), danger.clone());
    if !schemas.is_empty() {
        let names: Vec<&str> = schemas.iter().map(|schema| schema.name.as_str()).collect();
        step.warnings.push(format!("its {} schemas go with it: {}", names.len(), names.join(", ")));
    }
    let target = name.clone();
    let answers = args.destroy.answers();
    change::remove(ctx, step, &answers, &danger, |write| async move { write.delete_registry(&target).await }).await
}

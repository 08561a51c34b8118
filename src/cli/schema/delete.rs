//! `lakectl schema delete`

use clap::Args;

use super::RegistryArg;
use crate::cli::args::DestroyArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::registry::VersionRange;
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::plan::Step;

/// Delete a schema with all its versions, or some of its versions
///
/// The checkpoint and the first version stay as long as the schema is there: the service deletes neither. The numbers of
/// deleted versions are not used again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local schema delete user_event --registry event-schemas --confirm user_event\n  lakectl schema delete user_event --versions 2-5 --dry-run"
)]
pub struct SchemaDeleteArgs {
    /// The schema's name
    #[arg(value_parser = super::alone)]
    name: String,
    #[command(flatten)]
    registry: RegistryArg,
    /// Only these versions: 5, or 5-8; 25 at most
    #[arg(long, value_name = "RANGE")]
    versions: Option<VersionRange>,
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: SchemaDeleteArgs) -> Result<Answer> {
    let (name, registry) = (args.name, args.registry.registry.to_string());
    let answers = args.destroy.answers();
    let Some(range) = args.versions else {
        let (_, versions) = ops::schema::versions(ctx.read().await?, &registry, &name).await?;
        let danger = Danger::Severe { question: format!("deleting schema {name}"), name: name.clone() };
        let mut step = Step::deletion("schema", format!("{registry}/{name}"), danger.clone());
        step.warnings.push(format!("its {} versions go with it", versions.len()));
        return change::remove(ctx, step, &answers, &danger, |write| async move {
            write.delete_schema(&registry, &name).await
        })
        .await;
    };
    let numbers = ops::schema::deletable(ctx.read().await?, &registry, &name, range).await?;
    let shown: Vec<String> = numbers.iter().map(|number| format!("v{number}")).collect();
    let question = format!("deleting {} of schema {name}", shown.join(", "));
    let danger = Danger::Severe { question, name: name.clone() };
    let step = Step::deletion("schema", format!("{registry}/{name} {}", shown.join(", ")), danger.clone());
    change::remove(ctx, step, &answers, &danger, |write| async move {
        let left = write.delete_schema_versions(&registry, &name, range).await?;
        // Numbers in the range that are there no more are no failure.
        let left: Vec<String> = left
            .into_iter()
            .filter(|(number, _)| numbers.contains(number))
            .map(|(number, why)| format!("v{number}: {why}"))
            .collect();
        if left.is_empty() {
            return Ok(());
        }
        Err(Error::new(Kind::Partial, format!("some versions of schema {name} are still there"))
            .because(left.join("; ")))
    })
    .await
}

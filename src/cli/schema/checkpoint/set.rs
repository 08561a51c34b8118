//! `lakectl schema checkpoint set`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::cli::schema::RegistryArg;
use crate::context::Ctx;
use crate::domain::schema::Profile;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::schema_mode::SchemaModeResource;

/// Move the checkpoint of a schema to another version
///
/// Registering a version does not move the checkpoint; this does. The version must be available.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local schema checkpoint set user_event 3 --registry event-schemas\n  lakectl schema checkpoint set user_event 3 --dry-run"
)]
pub struct CheckpointSetArgs {
    /// The schema's name
    #[arg(value_parser = crate::cli::schema::alone)]
    name: String,
    /// The version's number
    #[arg(value_name = "VERSION")]
    number: i64,
    #[command(flatten)]
    registry: RegistryArg,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: CheckpointSetArgs) -> Result<Answer> {
    let resource = SchemaModeResource {
        registry: args.registry.registry.to_string(),
        name: args.name,
        mode: None,
        checkpoint: Some(args.number),
        profile: Profile::default(),
        force: false,
    };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}

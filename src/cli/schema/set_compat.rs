//! `lakectl schema set-compat`

use clap::Args;

use super::RegistryArg;
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::schema::{Mode, Profile};
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::schema_mode::SchemaModeResource;

/// Change the compatibility mode of a schema
///
/// The service does not look at the versions that are there. Here each version is held against every one before it first,
/// and when the new mode would not have let one in, nothing is changed: each is named with the reason. `--force` sets the mode
/// all the same.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local schema set-compat user_event full_all --registry event-schemas\n  lakectl schema set-compat user_event backward --checkpoint 3 --dry-run\n\nExit codes: 3 when versions that are there do not fit the new mode."
)]
pub struct SchemaSetCompatArgs {
    /// The schema's name
    #[arg(value_parser = super::alone)]
    name: String,
    /// none, disabled, backward, backward_all, forward, forward_all, full, full_all
    mode: Mode,
    #[command(flatten)]
    registry: RegistryArg,
    /// The version that new ones are checked against [default: the latest available one]
    #[arg(long, value_name = "N")]
    checkpoint: Option<i64>,
    /// The profile of rules to look at the history by: glue, json-lenient, proto-wire, proto-wire-json,
    /// proto-file, semantic
    #[arg(long, value_name = "PROFILE", default_value_t)]
    rules: Profile,
    /// Set the mode although versions that are there do not fit it
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: SchemaSetCompatArgs) -> Result<Answer> {
    let resource = SchemaModeResource {
        registry: args.registry.registry.to_string(),
        name: args.name,
        mode: Some(args.mode),
        checkpoint: args.checkpoint,
        profile: args.rules,
        force: args.force,
    };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}

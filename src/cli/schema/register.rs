//! `lakectl schema register`

use std::path::PathBuf;

use clap::Args;

use super::RegistryArg;
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::schema::{DataFormat, Mode, SchemaName};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::schema::SchemaResource;

/// Register a definition as a schema's next version, when it fits the versions before it
///
/// The definition is checked here first, by the rules that `schema check` knows: one that does not fit is refused before
/// the registry uses up a version number for it. The same definition again changes nothing.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local schema register schemas/user_event.avsc --registry event-schemas --name user_event\n  lakectl schema register user.avsc --name user --dry-run\n\nExit codes: 3 when it does not fit, 9 when the registry refused what fits by the rules known here."
)]
pub struct SchemaRegisterArgs {
    /// The file with the definition
    file: PathBuf,
    #[command(flatten)]
    registry: RegistryArg,
    /// The schema's name
    #[arg(long, value_name = "NAME")]
    name: SchemaName,
    /// avro, json or protobuf, when the file's name does not tell
    #[arg(long, value_name = "FORMAT")]
    format: Option<DataFormat>,
    /// The compatibility mode of a new schema: none, disabled, backward, backward_all, forward, forward_all, full,
    /// full_all [default: backward]
    #[arg(long, value_name = "MODE")]
    compatibility: Option<Mode>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: SchemaRegisterArgs) -> Result<Answer> {
    let file = ops::schema::read_file(&args.file, args.format)?;
    let resource = SchemaResource {
        registry: args.registry.registry.to_string(),
        name: args.name.to_string(),
        file,
        mode: args.compatibility,
    };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}

//! `lakectl schema`: what events look like, and whether a new version fits the old ones.

mod baseline;
mod bundle;
mod check;
mod checkpoint;
mod delete;
mod diff;
mod infer;
mod list;
mod register;
mod set_compat;
mod show;
mod validate;
mod versions;

use clap::{Args, Subcommand};

use crate::context::Ctx;
use crate::domain::registry::DEFAULT_REGISTRY;
use crate::domain::schema::{DataFormat, RegistryName};
use crate::error::Result;
use crate::ops::schema::{Definition, DefinitionName};
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Schema {
    /// Check definitions against older ones, in files, in a commit or in a registry; nothing is registered
    Check(check::SchemaCheckArgs),
    /// Register a definition as a schema's next version, when it fits the versions before it
    Register(register::SchemaRegisterArgs),
    /// Show what differs between two definitions, and what that means for their data
    Diff(diff::SchemaDiffArgs),
    /// List schemas
    List(list::SchemaListArgs),
    /// Show a schema and the definition of a version
    Show(show::SchemaShowArgs),
    /// List the versions of a schema, those that failed included
    Versions(versions::SchemaVersionsArgs),
    /// Change the compatibility mode of a schema
    SetCompat(set_compat::SchemaSetCompatArgs),
    /// The version that new ones are checked against
    #[command(subcommand)]
    Checkpoint(checkpoint::Checkpoint),
    /// Hold the records of files against a schema
    Validate(validate::SchemaValidateArgs),
    /// Make a schema from data
    Infer(infer::SchemaInferArgs),
    /// Put a definition and the files it refers to into one
    Bundle(bundle::SchemaBundleArgs),
    /// Delete a schema with all its versions, or some of its versions
    Delete(delete::SchemaDeleteArgs),
}

impl Schema {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Check(args) => check::run(ctx, args).await,
            Self::Register(args) => register::run(ctx, args).await,
            Self::List(args) => list::run(ctx, args).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Versions(args) => versions::run(ctx, args).await,
            Self::SetCompat(args) => set_compat::run(ctx, args).await,
            Self::Checkpoint(verb) => verb.run(ctx).await,
            Self::Diff(args) => diff::run(ctx, args).await,
            Self::Validate(args) => validate::run(ctx, args).await,
            Self::Infer(args) => infer::run(ctx, args).await,
            Self::Bundle(args) => bundle::run(&args),
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

/// Which registry.
#[derive(Debug, Clone, Args)]
pub struct RegistryArg {
    /// The registry
    #[arg(long, value_name = "NAME", default_value = DEFAULT_REGISTRY)]
    registry: RegistryName,
}

/// Reads the name of a schema: it stands alone, though lakectl shows it behind its registry.
pub fn alone(text: &str) -> std::result::Result<String, String> {
    match text.split_once('/') {
        Some((registry, name)) => Err(format!("the registry is said by a flag: {name} --registry {registry}")),
        None => Ok(text.to_owned()),
    }
}

/// A definition by whatever name it was given. The lake is connected to only for one in a registry.
pub async fn definition(
    ctx: &Ctx,
    name: &DefinitionName,
    registry: &str,
    format: Option<DataFormat>,
) -> Result<Definition> {
    if name.is_registered() {
        return name.read_registered(ctx.read().await?, registry).await;
    }
    name.read_here(format)
}

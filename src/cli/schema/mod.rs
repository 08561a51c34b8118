//! `lakectl schema`: what events look like, and whether a new version fits the old ones.

mod check;
mod delete;
mod list;
mod register;
mod set_compat;
mod show;
mod versions;

use clap::{Args, Subcommand};

use crate::context::Ctx;
use crate::domain::registry::DEFAULT_REGISTRY;
use crate::domain::schema::RegistryName;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Schema {
    /// Check a definition against older ones, in files or in a registry; nothing is written
    Check(check::SchemaCheckArgs),
    /// Register a definition as a schema's next version, when it fits the versions before it
    Register(register::SchemaRegisterArgs),
    /// List schemas
    List(list::SchemaListArgs),
    /// Show a schema and the definition of a version
    Show(show::SchemaShowArgs),
    /// List the versions of a schema, those that failed included
    Versions(versions::SchemaVersionsArgs),
    /// Change the compatibility mode of a schema
    SetCompat(set_compat::SchemaSetCompatArgs),
    /// Delete a schema with all its versions
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

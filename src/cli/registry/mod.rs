//! `lakectl registry`: where schemas are kept.

mod create;
mod delete;
mod list;
mod show;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Registry {
    /// Create a registry, or bring the one that is there to the same state
    Create(create::RegistryCreateArgs),
    /// List the registries
    #[command(
        after_help = "Examples:\n  lakectl registry list\n  lakectl registry list -o json --select 'registries[].name'"
    )]
    List,
    /// Show a registry and its schemas
    Show(show::RegistryShowArgs),
    /// Delete a registry with its schemas and all their versions
    Delete(delete::RegistryDeleteArgs),
}

impl Registry {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::List => list::run(ctx).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

//! `lakectl db`: the databases of the catalog.

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
pub enum Db {
    /// Create a database, or bring the one that is there to the same state
    Create(create::DbCreateArgs),
    /// List the databases
    #[command(after_help = "Examples:\n  lakectl db list\n  lakectl db list -o json --select 'databases[].name'")]
    List,
    /// Show a database and its tables
    Show(show::DbShowArgs),
    /// Delete a database with its tables; their objects stay
    Delete(delete::DbDeleteArgs),
}

impl Db {
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

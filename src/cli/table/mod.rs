//! `lakectl table`: the tables of the catalog.

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
pub enum Table {
    /// Create a table over files, or bring the one that is there to the same state
    Create(create::TableCreateArgs),
    /// List the tables of a database, or of all
    List(list::TableListArgs),
    /// Show a table: columns, partitions, size
    Show(show::TableShowArgs),
    /// Delete a table's definition; its objects stay
    Delete(delete::TableDeleteArgs),
}

impl Table {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::List(args) => list::run(ctx, args).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

//! `lakectl table`: the tables of the catalog.

mod compact;
mod convert;
mod create;
mod delete;
mod history;
mod infer;
mod lineage;
mod list;
mod prune;
mod rewrite;
mod rollback;
mod search;
mod show;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Table {
    /// Create a table over files, or bring the one that is there to the same state
    Create(Box<create::TableCreateArgs>),
    /// List the tables of a database, or of all
    List(list::TableListArgs),
    /// Show a table: columns, partitions, size
    Show(show::TableShowArgs),
    /// Find tables by what their names, columns, comments and parameters say
    Search(search::TableSearchArgs),
    Lineage(lineage::TableLineageArgs),
    /// List the versions of a table, newest first
    History(history::TableHistoryArgs),
    /// Give a table the definition that it had in an earlier version; its objects and partitions stay
    Rollback(rollback::TableRollbackArgs),
    /// Forget old versions of a table; the newest ones stay
    Prune(prune::TablePruneArgs),
    /// Make another table of the same rows in a better format, proven row by row
    Convert(Box<convert::TableConvertArgs>),
    /// Put the small files of a table together, proven row by row
    Compact(Box<compact::TableCompactArgs>),
    /// Delete a table's definition; its objects stay
    Delete(delete::TableDeleteArgs),
}

impl Table {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, *args).await,
            Self::List(args) => list::run(ctx, args).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Search(args) => search::run(ctx, args).await,
            Self::Lineage(args) => lineage::run(ctx, args).await,
            Self::History(args) => history::run(ctx, args).await,
            Self::Rollback(args) => rollback::run(ctx, args).await,
            Self::Prune(args) => prune::run(ctx, args).await,
            Self::Convert(args) => convert::run(ctx, *args).await,
            Self::Compact(args) => compact::run(ctx, *args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

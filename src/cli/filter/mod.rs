//! `lakectl filter`: parts of tables, by rows and columns, that can be granted on their own.

mod create;
mod delete;
mod list;
mod show;

use clap::Subcommand;
use serde_json::{Value, json};

use crate::context::Ctx;
use crate::domain::permission::CellsFilter;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Filter {
    /// Create a filter, or bring the one that is there to the same state
    Create(create::FilterCreateArgs),
    /// List the filters of a table, or of every table
    List(list::FilterListArgs),
    /// Show a filter
    Show(show::FilterShowArgs),
    /// Delete a filter, and the grants on it
    Delete(delete::FilterDeleteArgs),
}

impl Filter {
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

/// A filter as it is shown.
fn row(filter: &CellsFilter) -> Value {
    let (columns, excluded) = filter.columns.listed();
    json!({
        "name": filter.name,
        "table": format!("{}.{}", filter.database, filter.table),
        "rows": filter.rows,
        "columns": columns,
        "excluded_columns": excluded,
        "version": filter.version,
    })
}

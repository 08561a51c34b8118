//! `lakectl table list`

use clap::Args;

use crate::cli::catalog::{TABLE_COLUMNS, table_row};
use crate::context::Ctx;
use crate::domain::catalog::DatabaseName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;

/// List the tables of a database, or of all
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table list raw\n  lakectl table list -o json --select 'tables[].location'"
)]
pub struct TableListArgs {
    /// The database; all when none is given
    database: Option<DatabaseName>,
}

pub async fn run(ctx: &Ctx, args: TableListArgs) -> Result<Answer> {
    let tables = ops::table::list(ctx.read().await?, args.database.as_ref()).await?;
    Ok(Answer::done(View::list("tables", tables.iter().map(table_row).collect(), TABLE_COLUMNS)))
}

//! `lakectl db show`

use clap::Args;
use serde_json::json;

use crate::cli::catalog::{TABLE_COLUMNS, table_row, time};
use crate::context::Ctx;
use crate::domain::catalog::DatabaseName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, View};

/// Show a database and its tables
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local db show raw\n  lakectl db show raw -o json --select 'database.tables[].name'"
)]
pub struct DbShowArgs {
    /// The database's name
    name: DatabaseName,
}

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("Description", "description"),
    Column::text("Location", "location"),
    Column::text("Created", "created"),
];
const SECTION: Section = Section { title: "Tables", key: "tables", columns: TABLE_COLUMNS };

pub async fn run(ctx: &Ctx, args: DbShowArgs) -> Result<Answer> {
    let (database, tables) = ops::db::show(ctx.read().await?, &args.name).await?;
    let value = json!({
        "name": database.name,
        "description": database.description,
        "location": database.location,
        "parameters": database.parameters,
        "created": time(database.created_millis),
        "tables": tables.iter().map(table_row).collect::<Vec<_>>(),
    });
    Ok(Answer::done(View::record_with("database", value, FIELDS, vec![SECTION])))
}

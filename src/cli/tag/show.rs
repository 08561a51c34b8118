//! `lakectl tag show`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::grant::target;
use crate::context::Ctx;
use crate::domain::permission::{Resource, TagOrigin};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

const COLUMNS: &[Column] = &[
    Column::text("OBJECT", "object"),
    Column::text("KEY", "key"),
    Column::text("VALUE", "value"),
    Column::text("ASSIGNED ON", "origin"),
];

/// Show the tags of a database or table and its columns, each with where it was assigned
///
/// Tables inherit from their database, columns from their table; what is assigned nearer wins.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local tag show crm.people\n  lakectl tag show crm -o json")]
pub struct TagShowArgs {
    /// The database or table: db or db.table
    #[arg(value_name = "RESOURCE")]
    on: String,
}

pub async fn run(ctx: &Ctx, args: TagShowArgs) -> Result<Answer> {
    let tagged = ops::tag::tagged(ctx.read().await?, &target(&args.on)?).await?;
    let mut rows = Vec::new();
    let mut add = |object: &str, column: Option<&str>| {
        for (key, value, origin) in tagged.assigned.origins(column) {
            rows.push(row(object, column, &key, &value, origin));
        }
    };
    let name = match &tagged.resource {
        Resource::Database { database } => database.clone(),
        other => other.to_string(),
    };
    add(&name, None);
    for column in &tagged.columns {
        add(&format!("{name}.{column}"), Some(column));
    }
    Ok(Answer::done(View::list("tags", rows, COLUMNS)))
}

fn row(object: &str, column: Option<&str>, key: &str, value: &str, origin: TagOrigin) -> Value {
    json!({ "object": object, "column": column, "key": key, "value": value, "origin": origin.word() })
}

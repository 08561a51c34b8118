//! `lakectl table search`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::domain::catalog::DatabaseName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

/// Find tables by what their names, columns, comments and parameters say
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table search customer\n  lakectl table search order id --database curated"
)]
pub struct TableSearchArgs {
    /// Words that must all stand in one place, whatever their case
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Only tables of this database
    #[arg(short, long, visible_alias = "db", value_name = "NAME")]
    database: Option<DatabaseName>,
}

const COLUMNS: &[Column] = &[
    Column::text("DATABASE", "database"),
    Column::text("NAME", "name"),
    Column::new("FOUND IN", "places", Style::List),
    Column::text("LOCATION", "location"),
];

pub async fn run(ctx: &Ctx, args: TableSearchArgs) -> Result<Answer> {
    let found = ops::table::search(ctx.read().await?, args.database.as_ref(), &args.words).await?;
    let rows = found
        .iter()
        .map(|(table, mentions)| {
            json!({
                "database": table.database,
                "name": table.name,
                "description": table.description,
                "location": table.location,
                "places": mentions.iter().map(|mention| format!("{}: {}", mention.place, mention.text)).collect::<Vec<_>>(),
                "mentions": mentions
                    .iter()
                    .map(|mention| json!({ "place": mention.place, "text": mention.text }))
                    .collect::<Vec<_>>(),
            })
        })
        .collect();
    Ok(Answer::done(View::list("tables", rows, COLUMNS)))
}

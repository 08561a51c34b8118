//! `lakectl tag expand`

use clap::Args;
use serde_json::{Value, json};

use crate::context::Ctx;
use crate::domain::permission::{Resource, TagExpression};
use crate::error::Result;
use crate::ops;
use crate::ops::tag::Match;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("RESOURCE", "resource"),
    Column::text("KIND", "kind"),
    Column::new("COLUMNS", "columns", Style::List),
    Column::new("WHOLE", "whole", Style::Flag),
];

/// Show what an expression of tags matches today: databases, tables, columns
///
/// A grant by tags is one on what its expression matches at any time, objects to come included.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag expand pii=none\n  lakectl tag expand 'zone=curated|raw & pii=none' -o json\n\nKeys are ANDed, the values of a key are ORed; there is no OR across keys."
)]
pub struct TagExpandArgs {
    /// The expression: key=value, `|` between values, `&` between keys; or the name of one that is kept
    #[arg(value_name = "EXPR", value_parser = TagExpression::from_typed)]
    expression: TagExpression,
}

pub async fn run(ctx: &Ctx, args: TagExpandArgs) -> Result<Answer> {
    let found = ops::tag::expand(ctx.read().await?, &args.expression).await?;
    Ok(Answer::done(View::list("matches", found.iter().map(row).collect(), COLUMNS)))
}

fn row(found: &Match) -> Value {
    let (name, kind, columns) = match &found.resource {
        Resource::Database { database } => (database.clone(), "database", Value::Null),
        other => (other.to_string(), "table", json!(found.columns)),
    };
    json!({ "resource": name, "kind": kind, "columns": columns, "whole": found.whole })
}

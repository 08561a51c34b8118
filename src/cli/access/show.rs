//! `lakectl access show`

use clap::Args;
use serde_json::{Value, json};

use super::asked;
use crate::context::Ctx;
use crate::domain::permission::effective::Right;
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("PRINCIPAL", "principal"),
    Column::text("PERMISSION", "permission"),
    Column::text("RESOURCE", "resource"),
    Column::new("COLUMNS", "columns", Style::List),
    Column::new("EXCLUDED", "excluded_columns", Style::List),
    Column::text("ROWS", "rows"),
    Column::new("GRANTABLE", "grantable", Style::Flag),
    Column::text("FROM", "origin"),
];

/// Show effective rights, of a principal or on a resource, each with where it comes from
///
/// Tag policies, filters and grants on all tables are shown as what they come to on the objects that are there today.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local access show --principal role/analyst\n  lakectl access show --on crm.people -o json\n\nExit code 8 when something that decides could not be read; it is named on stderr."
)]
pub struct AccessShowArgs {
    /// An ARN, role/NAME, user/NAME or an account
    #[arg(long, value_name = "PRINCIPAL", required_unless_present = "on")]
    principal: Option<String>,
    /// db, db.table, s3://bucket/prefix, or catalog
    #[arg(long, value_name = "RESOURCE")]
    on: Option<String>,
}

pub async fn run(ctx: &Ctx, args: AccessShowArgs) -> Result<Answer> {
    let (principal, resource) = asked(ctx, args.principal.as_deref(), args.on.as_deref()).await?;
    let (rights, unknown) = ops::access::show(ctx.read().await?, principal.as_ref(), resource.as_ref()).await?;
    for gap in &unknown {
        ctx.ui.warn(&format!("unknown: {gap}"));
    }
    let outcome = if unknown.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(Answer::done(View::list("rights", rights.iter().map(row).collect(), COLUMNS)).with(outcome))
}

fn row(right: &Right) -> Value {
    let (columns, excluded) = right.columns.listed();
    let through = if right.as_everybody { " to all principals of the account" } else { "" };
    json!({
        "principal": right.principal.as_str(),
        "permission": right.permission.as_str(),
        "resource": right.resource.to_string(),
        "columns": columns,
        "excluded_columns": excluded,
        "rows": right.rows,
        "grantable": right.grantable,
        "origin": format!("{}{through}", right.origin),
    })
}

//! `lakectl access list`

use clap::Args;
use serde_json::{Value, json};

use super::asked;
use crate::context::Ctx;
use crate::domain::permission::{Grant, Resource};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("PRINCIPAL", "principal"),
    Column::text("PERMISSION", "permission"),
    Column::text("RESOURCE", "resource"),
    Column::new("COLUMNS", "columns", Style::List),
    Column::new("EXCLUDED", "excluded_columns", Style::List),
    Column::new("GRANTABLE", "grantable", Style::Flag),
];

/// List grants: all, those on a resource, or those of a principal
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local access list --on raw.weather\n  lakectl access list --principal role/analyst -o json"
)]
pub struct AccessListArgs {
    /// db, db.table, db.* for every table, s3://bucket/prefix, zone:path, tag:EXPR, tag-db:EXPR, tag-key:KEY,
    /// tag-expression:NAME, or catalog
    #[arg(long, value_name = "RESOURCE")]
    on: Option<String>,
    /// An ARN, role/NAME, user/NAME, an account or `IAM_ALLOWED_PRINCIPALS`
    #[arg(long, value_name = "PRINCIPAL")]
    principal: Option<String>,
}

pub async fn run(ctx: &Ctx, args: AccessListArgs) -> Result<Answer> {
    let (principal, resource) = asked(ctx, args.principal.as_deref(), args.on.as_deref()).await?;
    let found = ops::access::list(ctx.read().await?, resource.as_ref(), principal.as_ref()).await?;
    if found.unknown > 0 {
        ctx.ui.warn(&format!(
            "{} grants are of a kind that this lakectl does not know; they are not shown",
            found.unknown
        ));
    }
    if found.lacks_filters {
        ctx.ui.warn("you may not list the filters: grants through filters are not shown");
    }
    Ok(Answer::done(View::list("grants", found.grants.iter().map(row).collect(), COLUMNS)))
}

fn row(grant: &Grant) -> Value {
    let (columns, excluded) = grant.columns.listed();
    json!({
        "principal": grant.principal.as_str(),
        "permission": grant.permission.as_str(),
        "resource_type": kind(&grant.resource),
        "resource": grant.resource.to_string(),
        "columns": columns,
        "excluded_columns": excluded,
        "grantable": grant.grantable,
    })
}

fn kind(resource: &Resource) -> &'static str {
    match resource {
        Resource::Catalog => "catalog",
        Resource::Database { .. } => "database",
        Resource::Table { .. } => "table",
        Resource::AllTables { .. } => "all_tables",
        Resource::DataLocation { .. } => "location",
        Resource::CellsFilter { .. } => "filter",
        Resource::Tag { .. } => "tag",
        Resource::TagExpression { .. } => "tag_expression",
        Resource::TagPolicy { .. } => "tag_policy",
    }
}

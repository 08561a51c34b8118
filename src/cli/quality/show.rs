//! `lakectl quality show`

use clap::Args;
use serde_json::json;

use super::{RULES, report_row, rule_row};
use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, View};

/// Show a ruleset and what it found last
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local quality show lakectl-lake-sales\n  lakectl quality show sales-rules -o json --select ruleset.text"
)]
pub struct QualityShowArgs {
    /// The ruleset's name
    name: String,
}

const FIELDS: &[Column] = &[
    Column::text("ruleset", "name"),
    Column::text("table", "table"),
    Column::text("changed", "modified"),
    Column::text("last checked", "last.started"),
    Column::text("score", "last.score_text"),
    Column::text("rules", "text"),
];

/// Results of a table that are looked through for the last one of a ruleset.
const LOOKED_AT: usize = 50;

pub async fn run(ctx: &Ctx, args: QualityShowArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let ruleset = ops::quality::need(read, &args.name).await?;
    let table: Option<TableName> = ruleset.table.as_deref().and_then(|table| table.parse().ok());
    let reports = ops::quality::history(read, table.as_ref(), LOOKED_AT).await?;
    let last = reports.iter().find(|report| report.ruleset.as_deref() == Some(&ruleset.name));
    let value = json!({
        "name": ruleset.name,
        "table": ruleset.table,
        "description": ruleset.description,
        "modified": time(ruleset.modified_millis),
        "text": ruleset.text,
        "last": last.map(report_row),
        "rules": last.map(|last| last.rules.iter().map(rule_row).collect::<Vec<_>>()),
    });
    let sections = vec![Section { title: "Last found", key: "rules", columns: RULES }];
    Ok(Answer::done(View::record_with("ruleset", value, FIELDS, sections)))
}

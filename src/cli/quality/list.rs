//! `lakectl quality list`

use clap::Args;
use serde_json::json;

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

/// List the rulesets
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local quality list\n  lakectl quality list --table lake.sales -o json")]
pub struct QualityListArgs {
    /// Only those of this table
    #[arg(long, value_name = "TABLE")]
    table: Option<TableName>,
}

const COLUMNS: &[Column] = &[
    Column::text("RULESET", "name"),
    Column::text("TABLE", "table"),
    Column::new("RULES", "rule_count", Style::Count),
    Column::text("CHANGED", "modified"),
];

pub async fn run(ctx: &Ctx, args: QualityListArgs) -> Result<Answer> {
    let rulesets = ops::quality::list(ctx.read().await?, args.table.as_ref()).await?;
    let rows = rulesets
        .iter()
        .map(|ruleset| {
            json!({
                "name": ruleset.name,
                "table": ruleset.table,
                "rule_count": ruleset.rule_count,
                "description": ruleset.description,
                "modified": time(ruleset.modified_millis),
            })
        })
        .collect();
    Ok(Answer::done(View::list("rulesets", rows, COLUMNS)))
}

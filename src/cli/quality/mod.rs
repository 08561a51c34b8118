//! `lakectl quality`: rules about the data of tables, and what they find.

mod check;
mod delete;
mod history;
mod list;
mod show;

use clap::Subcommand;
use serde_json::{Value, json};

use super::catalog::time;
use crate::context::Ctx;
use crate::domain::quality::{Report, RuleReport};
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style};

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Quality {
    /// Check a table by rules, and put its score as a metric
    Check(check::QualityCheckArgs),
    /// List the rulesets
    List(list::QualityListArgs),
    /// Show a ruleset and what it found last
    Show(show::QualityShowArgs),
    /// List what checks have found, newest first
    History(history::QualityHistoryArgs),
    /// Delete a ruleset; what it found stays
    Delete(delete::QualityDeleteArgs),
}

impl Quality {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Check(args) => check::run(ctx, args).await,
            Self::List(args) => list::run(ctx, args).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::History(args) => history::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

/// The columns of rules and what they came to.
const RULES: &[Column] = &[
    Column::text("RESULT", "result"),
    Column::text("RULE", "rule"),
    Column::text("MEASURED", "measured"),
    Column::text("REASON", "message"),
];

/// The columns of results.
const REPORTS: &[Column] = &[
    Column::text("CHECKED", "started"),
    Column::text("TABLE", "table"),
    Column::text("RULESET", "ruleset"),
    Column::text("SCORE", "score_text"),
    Column::new("PASSED", "passed", Style::Count),
    Column::new("FAILED", "failed", Style::Count),
    Column::new("NOT JUDGED", "errors", Style::Count),
];

fn rule_row(rule: &RuleReport) -> Value {
    let measured: Vec<String> = rule.metrics.values().map(|value| rounded(*value)).collect();
    json!({
        "rule": rule.text,
        "result": rule.status,
        "message": rule.message,
        "metrics": rule.metrics,
        "measured": measured.join(", "),
    })
}

/// A measurement as people read it.
fn rounded(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn report_row(report: &Report) -> Value {
    json!({
        "id": report.id,
        "table": report.table,
        "ruleset": report.ruleset,
        "score": report.score,
        "score_text": report.score.map(rounded),
        "passed": report.count("PASS"),
        "failed": report.count("FAIL"),
        "errors": report.count("ERROR"),
        "started": time(report.started_millis),
        "completed": time(report.completed_millis),
    })
}

//! `lakectl governance show`

use clap::Args;
use serde_json::{Value, json};

use crate::context::Ctx;
use crate::domain::catalog::DatabaseName;
use crate::error::Result;
use crate::ops;
use crate::ops::governance::State;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("RESOURCE", "resource"),
    Column::new("OPEN TO IAM", "open", Style::Flag),
    Column::new("NEW TABLES OPEN", "new_tables_open", Style::Flag),
    Column::text("LOCATION", "location"),
    Column::new("HYBRID", "hybrid", Style::Flag),
];

/// Show how a database and its tables are governed
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local governance show crm\n  lakectl governance show crm -o json")]
pub struct GovernanceShowArgs {
    /// The database
    database: DatabaseName,
}

pub async fn run(ctx: &Ctx, args: GovernanceShowArgs) -> Result<Answer> {
    let (states, unknown) = ops::governance::show(ctx.read().await?, &args.database).await?;
    for gap in &unknown {
        ctx.ui.warn(&format!("unknown: {gap}"));
    }
    let outcome = if unknown.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(Answer::done(View::list("governance", states.iter().map(row).collect(), COLUMNS)).with(outcome))
}

fn row(state: &State) -> Value {
    json!({
        "resource": state.resource.to_string(),
        "open": state.open,
        "new_tables_open": state.new_tables_open,
        "location": state.location,
        "hybrid": state.hybrid,
    })
}

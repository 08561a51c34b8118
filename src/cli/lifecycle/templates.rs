//! `lakectl lifecycle templates`

use clap::Args;
use serde_json::json;

use crate::domain::lifecycle::{TEMPLATES, actions};
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("TEMPLATE", "name"),
    Column::text("RULE", "rule_id"),
    Column::new("DOES", "actions", Style::List),
    Column::text("FOR", "about"),
];

/// List the rules that come with lakectl
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl lifecycle templates\n  lakectl lifecycle templates -o json --select \"templates[?name=='cold'].rule | [0]\""
)]
pub struct LifecycleTemplatesArgs {}

pub fn run(_args: &LifecycleTemplatesArgs) -> Result<Answer> {
    let rows = TEMPLATES
        .iter()
        .map(|template| {
            let rule = template.rule();
            json!({
                "name": template.name,
                "rule_id": template.rule_id(),
                "actions": actions(&rule),
                "about": template.about,
                "rule": rule,
            })
        })
        .collect();
    Ok(Answer::done(View::list("templates", rows, COLUMNS)))
}

//! `lakectl config show`

use clap::Args;
use serde_json::{Value, json};

use crate::context::Ctx;
use crate::outcome::Answer;
use crate::render::{Column, View};

/// Show every setting, its value, and the flag, variable or file that says it
///
/// Flags come before variables, and those before lake.toml. Nothing is asked of any service, and no secret is shown.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl config show\n  lakectl --local config show -o json --select \"settings[?name=='lake'].value | [0]\""
)]
pub struct ConfigShowArgs {}

const COLUMNS: &[Column] =
    &[Column::text("SETTING", "name"), Column::text("VALUE", "value"), Column::text("FROM", "from")];

pub fn run(ctx: &Ctx, _: ConfigShowArgs) -> Answer {
    let rows: Vec<Value> = ctx
        .settings
        .origins
        .iter()
        .map(|origin| json!({ "name": origin.name, "value": origin.value, "from": origin.from }))
        .collect();
    Answer::done(View::list("settings", rows, COLUMNS))
}

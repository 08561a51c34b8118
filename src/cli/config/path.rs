//! `lakectl config path`

use std::path::Path;

use clap::Args;
use serde_json::{Value, json};

use crate::context::Ctx;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};
use crate::settings::Target;

/// Show the files and directories that are used, and whether they are there
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl config path\n  lakectl --local config path -o json --select \"paths[?what=='local lake'].path | [0]\""
)]
pub struct ConfigPathArgs {}

const COLUMNS: &[Column] =
    &[Column::text("WHAT", "what"), Column::text("PATH", "path"), Column::new("THERE", "exists", Style::Flag)];

pub fn run(ctx: &Ctx, _: ConfigPathArgs) -> Answer {
    let settings = &ctx.settings;
    let mut rows: Vec<Value> = Vec::new();
    let mut add = |what: &str, path: &Path| {
        rows.push(json!({ "what": what, "path": path.display().to_string(), "exists": path.exists() }));
    };
    for (position, file) in settings.project_files.iter().enumerate() {
        add(if position == 0 { "lake's file" } else { "environment's file" }, file);
    }
    match &settings.target {
        Target::Local { directory } => add("local lake", directory),
        Target::Aws { .. } => settings.machine.profile_files.iter().for_each(|file| add("AWS profiles", file)),
    }
    if let Some(bundle) = &settings.machine.ca_bundle {
        add("certificates", bundle);
    }
    if let Some(state) = &settings.state {
        add("state", state);
    }
    if let Some(cache) = &settings.machine.cache {
        add("cache", cache);
    }
    Answer::done(View::list("paths", rows, COLUMNS))
}

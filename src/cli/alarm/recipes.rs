//! `lakectl alarm recipes`

use clap::Args;
use serde_json::{Value, json};

use crate::domain::alarm::{Parameter, Recipe};
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

/// List the recipes of `alarm create`, or show one
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl alarm recipes\n  lakectl alarm recipes athena-scan-cost")]
pub struct AlarmRecipesArgs {
    /// The recipe to show
    name: Option<Recipe>,
}

const COLUMNS: &[Column] = &[
    Column::text("RECIPE", "name"),
    Column::text("TARGET", "target"),
    Column::text("THRESHOLD", "threshold"),
    Column::new("PARAMETERS", "parameter_list", Style::List),
    Column::text("NEEDS", "needs"),
];

const FIELDS: &[Column] = &[
    Column::text("Recipe", "name"),
    Column::text("Target", "target"),
    Column::text("Threshold", "threshold"),
    Column::new("Parameters", "parameter_list", Style::List),
    Column::text("About", "about"),
    Column::text("Needs", "needs"),
    Column::text("On a local lake", "local"),
];

fn row(recipe: Recipe) -> Value {
    let parameters = recipe.parameters();
    let written = |parameter: &Parameter| match parameter.default {
        Some(default) => format!("{}={default}", parameter.name),
        None => format!("{}=…", parameter.name),
    };
    let list: Vec<String> = parameters.iter().map(written).collect();
    let needs = recipe.needs().to_string();
    json!({
        "name": recipe.to_string(),
        "target": recipe.target(),
        "threshold": format!("{} {}", recipe.default_threshold(), recipe.threshold_unit()),
        "default_threshold": recipe.default_threshold(),
        "threshold_unit": recipe.threshold_unit(),
        "parameters": parameters
            .iter()
            .map(|parameter| json!({ "dimension": parameter.name, "default": parameter.default }))
            .collect::<Vec<_>>(),
        "parameter_list": list,
        "needs": Some(needs).filter(|needs| !needs.is_empty()),
        "about": recipe.about(),
        "works_locally": recipe.not_here().is_none(),
        "local": recipe.not_here().map_or("goes off".to_owned(), |reason| format!("does not go off: {reason}")),
    })
}

pub fn run(args: &AlarmRecipesArgs) -> Result<Answer> {
    Ok(Answer::done(match args.name {
        Some(recipe) => View::record("recipe", row(recipe), FIELDS),
        None => View::list("recipes", Recipe::all().map(row).collect(), COLUMNS),
    }))
}

//! `lakectl alarm recipes`

use serde_json::json;

use crate::domain::alarm::Recipe;
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, View};

const COLUMNS: &[Column] = &[
    Column::text("RECIPE", "name"),
    Column::text("TARGET", "target"),
    Column::text("THRESHOLD", "threshold"),
    Column::text("ABOUT", "about"),
];

pub fn run() -> Result<Answer> {
    let rows = Recipe::ALL
        .into_iter()
        .map(|recipe| {
            json!({
                "name": recipe.to_string(),
                "target": recipe.target(),
                "threshold": format!("{} {}", recipe.default_threshold(), recipe.threshold_unit()),
                "default_threshold": recipe.default_threshold(),
                "threshold_unit": recipe.threshold_unit(),
                "about": recipe.about(),
            })
        })
        .collect();
    Ok(Answer::done(View::list("recipes", rows, COLUMNS)))
}

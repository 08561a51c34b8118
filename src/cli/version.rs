//! `lakectl version`

use serde_json::json;

use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const FIELDS: &[Column] = &[
    Column::text("version", "version"),
    Column::text("platform", "platform"),
    Column::new("local lake", "local_lake", Style::Flag),
    Column::text("license", "license"),
];

pub fn run() -> Result<Answer> {
    let value = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "platform": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        "local_lake": cfg!(feature = "local"),
        "license": env!("CARGO_PKG_LICENSE"),
    });
    Ok(Answer::done(View::record("version", value, FIELDS)))
}

//! The baseline of `lakectl schema check`: reading the file, and what the clock says about its entries.

use std::path::Path;

use crate::clock::rfc3339;
use crate::context::Ctx;
use crate::domain::schema_check::{Baseline, Checked};
use crate::error::{Error, Result};
use crate::settings::line_and_column;

/// A baseline and its file's name.
pub struct BaselineFile {
    path: String,
    baseline: Baseline,
}

/// Reads a baseline file.
pub fn read(path: &Path) -> Result<BaselineFile> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| Error::unreadable(path, error))?;
    let baseline = Baseline::parse(&text).map_err(|error| {
        let (line, column) = error.span.map_or((1, 1), |span| line_and_column(&text, span.start));
        Error::usage(format!("{shown} is no baseline: {}", error.message)).at(format!("{shown}:{line}:{column}")).hint(
            "an entry is [[accept]] with rule, path, versions = [1, 2] or [\"*\"], reason, expires = 2026-12-31, and schema = \"user.avsc\" when it is about that file alone",
        )
    })?;
    Ok(BaselineFile { path: shown.to_string(), baseline })
}

/// Takes away what the baseline accepts today; gives a sentence for each entry that is of no use any more.
pub fn apply(file: &BaselineFile, checked: &mut [Checked], ctx: &Ctx) -> Vec<String> {
    let now = rfc3339(ctx.clock().now());
    let today = now.get(..10).unwrap_or_default();
    let used = checked.iter_mut().flat_map(|check| file.baseline.apply(check, today)).collect();
    file.baseline
        .stale(&used, checked, today)
        .into_iter()
        .map(|(entry, why)| format!("{}: the entry for {} at {} is stale: {why}", file.path, entry.rule, entry.path))
        .collect()
}

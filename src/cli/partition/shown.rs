//! How partitions are shown: by the folders that Hive would give them.

use serde_json::{Value, json};

use crate::context::Ctx;
use crate::domain::partition::partition_path;
use crate::ops::partition::Applied;

/// So many items are shown; the number of the others is.
const SHOWN: usize = 20;

/// Lines of items under a sign, the first of them by name.
pub fn lines(sign: char, keys: &[String], items: &[(&[String], Option<&str>)], word: &str) -> Vec<String> {
    let mut lines: Vec<String> = items
        .iter()
        .take(SHOWN)
        .map(|(values, location)| {
            let name = partition_path(keys.iter().zip(*values));
            let at = location.map(|location| format!(" at {location}")).unwrap_or_default();
            format!("{sign} partition {name} {word}{at}")
        })
        .collect();
    if items.len() > SHOWN {
        lines.push(format!("{sign} and {} more {word}", items.len() - SHOWN));
    }
    lines
}

/// Says what failed before Ctrl-C ended the work: then the command ends with an error that only counts them.
pub fn warn_when_interrupted(ctx: &Ctx, keys: &[String], applied: &Applied) {
    if applied.not_begun > 0 {
        for line in failures(keys, applied).0 {
            ctx.ui.warn(line.trim_start_matches("! "));
        }
    }
}

/// What failed, item by item.
pub fn failures(keys: &[String], applied: &Applied) -> (Vec<String>, Value) {
    let name = |values: &[String]| partition_path(keys.iter().zip(values));
    let lines = applied
        .failures
        .iter()
        .map(|failure| format!("! partition {}: {}: {}", name(&failure.values), failure.code, failure.message))
        .collect();
    let values = applied
        .failures
        .iter()
        .map(|failure| json!({ "values": failure.values, "code": failure.code, "message": failure.message }))
        .collect();
    (lines, values)
}

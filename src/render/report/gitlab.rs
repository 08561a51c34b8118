//! GitLab's code quality report. Source: GitLab, "Code Quality report format": a file and a line are required, so what has
//! no place is put on the first line of its schema.

use serde_json::{Value, json};

use super::{Entry, Level, report_path};

pub(super) fn write(entries: &[Vec<Entry>]) -> String {
    let issues: Vec<Value> = entries
        .iter()
        .flatten()
        .map(|entry| {
            let severity = match (&entry.accepted, entry.level) {
                (Some(_), _) => "info",
                (None, Level::Error) => "critical",
                (None, Level::Warning) => "minor",
            };
            let line = entry.location.as_ref().map_or(1, |place| place.line);
            let accepted = entry.accepted.as_ref().map(|reason| format!(" [accepted: {reason}]")).unwrap_or_default();
            json!({
                "description": format!("{}{accepted}", entry.message),
                "check_name": entry.rule,
                "fingerprint": entry.fingerprint,
                "severity": severity,
                "location": { "path": report_path(&entry.file), "lines": { "begin": line } },
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&issues).expect("a JSON value can always be written");
    text.push('\n');
    text
}

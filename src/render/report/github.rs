//! GitHub's workflow commands: `::error file=…,line=…::message`. Source: GitHub, "Workflow commands for GitHub Actions".

use super::{Entry, Level, report_path};
use crate::ui::sanitize;

pub(super) fn write(entries: &[Vec<Entry>]) -> String {
    let mut text = String::new();
    for entry in entries.iter().flatten() {
        let command = match (&entry.accepted, entry.level) {
            (Some(_), _) => "notice",
            (None, Level::Error) => "error",
            (None, Level::Warning) => "warning",
        };
        let mut properties = Vec::new();
        if let Some(place) = &entry.location {
            properties.push(format!("file={}", property(&report_path(&place.file))));
            properties.push(format!("line={}", place.line));
            properties.push(format!("endLine={}", place.end_line));
            // Columns are understood within one line only.
            if place.line == place.end_line {
                properties.push(format!("col={}", place.column));
                properties.push(format!("endColumn={}", place.end_column));
            }
        }
        properties.push(format!("title={}", property(&entry.rule)));
        let accepted = entry.accepted.as_ref().map(|reason| format!(" [accepted: {reason}]")).unwrap_or_default();
        text.push_str(&format!(
            "::{command} {}::{}\n",
            properties.join(","),
            data(&format!("{}{accepted}", entry.message))
        ));
    }
    text
}

fn data(text: &str) -> String {
    sanitize(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

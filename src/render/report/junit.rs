//! JUnit XML, as continuous integration servers read it: one test case per schema; what does not fit is a failure, what
//! cannot be read an error, what cannot be told skipped.

use super::{Entry, Level};
use crate::domain::schema_check::{Checked, Ending};
use crate::ui::is_dangerous;

pub(super) fn write(checked: &[Checked], entries: &[Vec<Entry>]) -> String {
    let of = |wanted: fn(&Ending) -> bool| checked.iter().filter(|check| wanted(&check.ending)).count();
    let failures = of(is_failure);
    let errors = of(Ending::is_bad_input);
    let skipped = of(|ending| matches!(ending, Ending::Unknown { .. }));
    let counts =
        format!("tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"", checked.len());
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lakectl\" {counts}>\n  <testsuite name=\"schema check\" {counts}>\n"
    );
    for (check, entries) in checked.iter().zip(entries) {
        let name = escape(&check.file);
        text.push_str(&format!("    <testcase classname=\"schema\" name=\"{name}\" file=\"{name}\""));
        let summary = escape(&check.summary());
        let element = match &check.ending {
            ending if is_failure(ending) => "failure",
            ending if ending.is_bad_input() => "error",
            Ending::Unknown { .. } => "skipped",
            _ => {
                text.push_str("/>\n");
                continue;
            }
        };
        let body: String = entries.iter().filter(|entry| entry.accepted.is_none()).map(line).collect();
        let kind = entries.first().map_or("", |entry| entry.rule.as_str());
        text.push_str(&format!(
            ">\n      <{element} message=\"{summary}\" type=\"{}\">\n{}      </{element}>\n    </testcase>\n",
            escape(kind),
            escape(&body)
        ));
    }
    text.push_str("  </testsuite>\n</testsuites>\n");
    text
}

fn is_failure(ending: &Ending) -> bool {
    matches!(ending, Ending::Incompatible | Ending::Refused { .. })
}

fn line(entry: &Entry) -> String {
    let place = entry
        .location
        .as_ref()
        .map(|place| format!("{}:{}:{}: ", place.file, place.line, place.column))
        .unwrap_or_default();
    let level = match entry.level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    format!("{place}{level}[{}]: {}\n", entry.rule, entry.message)
}

/// Text between tags and in attributes. Characters that XML 1.0 cannot hold are shown by their number.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(character),
            other if is_dangerous(other) || matches!(other, '\r' | '\u{fffe}' | '\u{ffff}') => {
                escaped.extend(character.escape_unicode());
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

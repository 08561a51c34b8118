//! Findings for the programs that show them in reviews and pipelines: SARIF, GitHub annotations, GitLab code quality,
//! JUnit.
//!
//! Invariants:
//! - Every finding is in every format, whether it has a place in a file or not.
//! - A fingerprint does not change when lines move.

mod github;
mod gitlab;
mod junit;
mod sarif;

use sha2::{Digest, Sha256};

use super::finding::changes;
use crate::domain::schema::{Finding, Severity};
use crate::domain::schema_check::{Accepted, Checked, Ending};
use crate::ui::sanitize;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// Static analysis results (SARIF 2.1.0), for code scanning
    Sarif,
    /// Workflow commands that GitHub shows as annotations
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit XML: one test case per schema
    Junit,
}

/// The whole report as a text.
pub fn write(checked: &[Checked], format: ReportFormat) -> String {
    let entries: Vec<Vec<Entry>> = checked.iter().map(entries).collect();
    match format {
        ReportFormat::Sarif => sarif::write(&entries),
        ReportFormat::Github => github::write(&entries),
        ReportFormat::Gitlab => gitlab::write(&entries),
        ReportFormat::Junit => junit::write(checked, &entries),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Error,
    Warning,
}

/// Lines and columns count from 1; columns count characters, the end is behind the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Location {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// One thing to show.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// The schema's file.
    file: String,
    rule: String,
    level: Level,
    message: String,
    location: Option<Location>,
    /// The old version's place, when that is a file too.
    old: Option<Location>,
    fingerprint: String,
    /// Why it was accepted.
    accepted: Option<String>,
    /// (name, value), for formats that carry them.
    properties: Vec<(&'static str, String)>,
}

fn entries(checked: &Checked) -> Vec<Entry> {
    let mut entries: Vec<Entry> = match &checked.ending {
        Ending::Invalid(errors) => errors
            .iter()
            .map(|error| {
                let place = error.place;
                let (file, text) = checked.source(place);
                let location = location(file, text, place.span.start, place.span.end);
                plain(checked, "INVALID_SCHEMA", error.message.clone(), Some(location))
            })
            .collect(),
        Ending::Unreadable { reason, .. } => vec![plain(checked, "UNREADABLE_SCHEMA", reason.clone(), None)],
        Ending::Refused { reason } => vec![plain(checked, "COMPATIBILITY_DISABLED", reason.clone(), None)],
        Ending::Unknown { reason } if checked.count(Severity::Unknown) == 0 => {
            vec![plain(checked, "UNKNOWN_COMPATIBILITY", reason.clone(), None)]
        }
        _ => Vec::new(),
    };
    entries.extend(changes(&checked.findings).iter().map(|(first, others)| entry(checked, first, others)));
    entries.extend(checked.accepted.iter().map(|Accepted { finding, reason, expires }| Entry {
        accepted: Some(format!("{reason} (until {expires})")),
        ..entry(checked, finding, &[])
    }));
    entries
}

fn plain(checked: &Checked, rule: &str, message: String, location: Option<Location>) -> Entry {
    let fingerprint = fingerprint(&[rule, &checked.file, &message]);
    let message = if location.is_none() { format!("{}: {message}", checked.file) } else { message };
    Entry {
        file: checked.file.clone(),
        rule: rule.to_owned(),
        level: Level::Error,
        message: sanitize(&message),
        location,
        old: None,
        fingerprint,
        accepted: None,
        properties: vec![("profile", checked.profile.to_string())],
    }
}

fn entry(checked: &Checked, finding: &Finding, others: &[i64]) -> Entry {
    let span = finding.new.place.span;
    let (file, text) = checked.source(finding.new.place);
    let old = checked.version(finding.against);
    let old_location = old.filter(|old| old.is_file).map(|old| {
        let span = finding.old.place.span;
        let (file, text) = old.source(finding.old.place);
        location(file, text, span.start, span.end)
    });
    let label = old.map_or_else(|| format!("v{}", finding.against), |old| old.label.clone());
    let mut message =
        format!("{} ({} against {label}, profile {})", finding.message, finding.direction, finding.profile);
    for cause in &finding.causes {
        message.push_str(&format!("; {cause}"));
    }
    if let Some(fix) = &finding.fix {
        message.push_str(&format!(". Fix: {}", fix.text));
    }
    let mut versions = vec![finding.against.to_string()];
    versions.extend(others.iter().map(i64::to_string));
    let direction = finding.direction.to_string();
    let against = finding.against.to_string();
    Entry {
        file: checked.file.clone(),
        rule: finding.rule.to_owned(),
        level: if finding.severity == Severity::Breaking { Level::Error } else { Level::Warning },
        message: sanitize(&message),
        location: Some(location(file, text, span.start, span.end)),
        old: old_location,
        fingerprint: fingerprint(&[finding.rule, &checked.file, &finding.path, &direction, &against]),
        accepted: None,
        properties: vec![
            ("profile", finding.profile.to_string()),
            ("direction", direction),
            ("severity", finding.severity.to_string()),
            ("against", versions.join(",")),
            ("path", finding.path.clone()),
        ],
    }
}

fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex::encode(hash.finalize())
}

fn location(file: &str, text: &str, start: usize, end: usize) -> Location {
    let (line, column) = line_and_column(text, start);
    let (end_line, end_column) = line_and_column(text, end.max(start));
    Location { file: file.to_owned(), line, column, end_line, end_column }
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(at)];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// A path as it stands in reports: slashes, and nothing before the first name.
fn report_path(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.trim_start_matches("./").to_owned()
}

#[cfg(test)]
mod tests;

//! The doctor's findings for the programs that show them in reviews and pipelines: SARIF and JUnit.

use serde_json::{Value, json};

use crate::domain::doctor::{Check, Finding, Severity};
use crate::ui::sanitize;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum DoctorReport {
    /// Static analysis results (SARIF 2.1.0), for code scanning
    Sarif,
    /// JUnit XML: one test case per check
    Junit,
}

/// The whole report as a text.
pub fn write(checks: &[&Check], findings: &[&Finding], format: DoctorReport) -> String {
    match format {
        DoctorReport::Sarif => sarif(checks, findings),
        DoctorReport::Junit => junit(checks, findings),
    }
}

fn sarif(checks: &[&Check], findings: &[&Finding]) -> String {
    let rules: Vec<Value> = checks
        .iter()
        .map(|check| json!({ "id": check.id, "shortDescription": { "text": check.about }, "properties": { "area": check.area } }))
        .collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            json!({
                "ruleId": finding.check,
                "level": finding.severity.to_string(),
                "message": { "text": message(finding) },
                "locations": [{ "logicalLocations": [{ "fullyQualifiedName": finding.seen.subject }] }],
                "partialFingerprints": { "finding/v1": format!("{}:{}", finding.check, finding.seen.subject) },
            })
        })
        .collect();
    let driver = json!({ "name": "lakectl", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    let report = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "results": results }],
    });
    format!("{report:#}\n")
}

/// The elements and attributes that Jenkins, GitLab and their kin read, in the order of their schema: a suite for each area,
/// a case for each check, and no times, which nobody took.
fn junit(checks: &[&Check], findings: &[&Finding]) -> String {
    let found =
        |check: &Check| findings.iter().filter(|finding| finding.check == check.id).copied().collect::<Vec<_>>();
    let counts = |checks: &[&Check]| {
        let failures = checks.iter().filter(|check| !found(check).is_empty()).count();
        format!("tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\"", checks.len())
    };
    let all_counts = counts(checks).replace(" skipped=\"0\"", "");
    let mut text =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lakectl doctor\" {all_counts}>\n");
    let mut areas: Vec<&str> = Vec::new();
    for check in checks {
        if !areas.contains(&check.area) {
            areas.push(check.area);
        }
    }
    for area in areas {
        let of_area: Vec<&Check> = checks.iter().filter(|check| check.area == area).copied().collect();
        text.push_str(&format!("  <testsuite name=\"{}\" {}>\n", escape(area), counts(&of_area)));
        for check in of_area {
            let head = format!("    <testcase classname=\"{}\" name=\"{}\"", escape(area), escape(check.id));
            let lines: Vec<String> = found(check).into_iter().map(message).collect();
            if lines.is_empty() {
                text.push_str(&format!("{head}/>\n"));
                continue;
            }
            text.push_str(&format!(
                "{head}>\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                check.severity,
                escape(check.about),
                escape(&lines.join("\n"))
            ));
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

fn message(finding: &Finding) -> String {
    let mend = finding.seen.mend.as_ref().map(|command| format!("; mend it: {command}")).unwrap_or_default();
    format!("{}: {}{mend}", finding.seen.subject, finding.seen.evidence)
}

fn escape(text: &str) -> String {
    let clean = text.split('\n').map(sanitize).collect::<Vec<_>>().join("\n");
    let mut escaped = String::with_capacity(clean.len());
    for letter in clean.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // XML 1.0 has no place for these, however they are written.
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The word for how many findings of each severity there are: `2 errors, 1 note`.
pub fn counted(findings: &[&Finding]) -> String {
    let of = |severity, word: &str| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        (count > 0).then(|| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") })
    };
    let parts = [of(Severity::Error, "error"), of(Severity::Warning, "warning"), of(Severity::Note, "note")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "nothing was found".to_owned() } else { parts.join(", ") }
}

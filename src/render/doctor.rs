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

fn junit(checks: &[&Check], findings: &[&Finding]) -> String {
    let failed = checks.iter().filter(|check| findings.iter().any(|finding| finding.check == check.id)).count();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"lakectl doctor\" tests=\"{}\" failures=\"{failed}\">\n",
        checks.len()
    );
    for check in checks {
        let of_check: Vec<&&Finding> = findings.iter().filter(|finding| finding.check == check.id).collect();
        let head = format!("  <testcase classname=\"{}\" name=\"{}\"", check.area, check.id);
        if of_check.is_empty() {
            text.push_str(&format!("{head}/>\n"));
            continue;
        }
        let lines: Vec<String> = of_check.iter().map(|finding| message(finding)).collect();
        text.push_str(&format!(
            "{head}>\n    <failure type=\"{}\" message=\"{}\">{}</failure>\n  </testcase>\n",
            check.severity,
            escape(check.about),
            escape(&lines.join("\n"))
        ));
    }
    text.push_str("</testsuite>\n");
    text
}

fn message(finding: &Finding) -> String {
    let mend = finding.seen.mend.as_ref().map(|command| format!("; mend it: {command}")).unwrap_or_default();
    format!("{}: {}{mend}", finding.seen.subject, finding.seen.evidence)
}

fn escape(text: &str) -> String {
    let clean = text.split('\n').map(sanitize).collect::<Vec<_>>().join("\n");
    clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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

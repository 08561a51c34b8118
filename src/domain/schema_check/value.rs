//! A check as JSON: stable names, additive changes only.

use serde_json::{Value, json};

use super::{Checked, Ending, OldVersion};
use crate::schema::{DefinitionError, Finding, Place, Spot};

impl Checked {
    /// The whole check.
    pub fn json(&self) -> Value {
        let findings: Vec<Value> = self.findings.iter().map(|finding| self.finding_json(finding)).collect();
        let accepted: Vec<Value> = self
            .accepted
            .iter()
            .map(|accepted| {
                let mut value = self.finding_json(&accepted.finding);
                value["accepted"] = json!({ "reason": accepted.reason, "expires": accepted.expires });
                value
            })
            .collect();
        let versions: Vec<Value> = self.old.iter().map(version_json).collect();
        let mut value = json!({
            "file": self.file,
            "format": self.format.map(|format| format.to_string()),
            "compatibility": self.mode.to_string(),
            "profile": self.profile.to_string(),
            "verdict": self.ending.word(),
            "same_as": null,
            "reason": null,
            "versions": versions,
            "findings": findings,
            "accepted": accepted,
            "errors": [],
            "fixed": self.fixed,
        });
        match &self.ending {
            Ending::Same { version } => value["same_as"] = json!(version),
            Ending::Unknown { reason } | Ending::Refused { reason } => value["reason"] = json!(reason),
            Ending::Unreadable { reason, hint } => {
                value["reason"] = json!(reason);
                value["hint"] = json!(hint);
            }
            Ending::Invalid(errors) => {
                value["errors"] = errors.iter().map(|error| error_json(self.source(error.place).0, error)).collect();
            }
            Ending::Compatible | Ending::Nothing | Ending::Incompatible => {}
        }
        value
    }

    fn finding_json(&self, finding: &Finding) -> Value {
        let old_file = self.version(finding.against).map_or("", |old| old.source(finding.old.place).0);
        let causes: Vec<Value> = finding
            .causes
            .iter()
            .map(|cause| json!({ "branch": cause.branch, "rule": cause.rule, "message": cause.message }))
            .collect();
        let fix = finding.fix.as_ref().map(|fix| {
            let edits: Vec<Value> = fix
                .edits
                .iter()
                .map(|edit| json!({ "start": edit.span.start, "end": edit.span.end, "replacement": edit.replacement }))
                .collect();
            json!({ "text": fix.text, "edits": edits })
        });
        json!({
            "rule": finding.rule,
            "profile": finding.profile.to_string(),
            "direction": finding.direction.to_string(),
            "against": finding.against,
            "severity": finding.severity.to_string(),
            "path": finding.path,
            "message": finding.message,
            "new": spot_json(self.source(finding.new.place).0, &finding.new),
            "old": spot_json(old_file, &finding.old),
            "causes": causes,
            "fix": fix,
        })
    }
}

fn version_json(old: &OldVersion) -> Value {
    json!({ "number": old.number, "label": old.label })
}

fn place_json(file: &str, place: Place) -> Value {
    json!({
        "file": file, "line": place.line, "column": place.column,
        "start": place.span.start, "end": place.span.end,
    })
}

fn spot_json(file: &str, spot: &Spot) -> Value {
    let mut value = place_json(file, spot.place);
    value["text"] = json!(spot.text);
    value
}

fn error_json(file: &str, error: &DefinitionError) -> Value {
    let mut value = place_json(file, error.place);
    value["message"] = json!(error.message);
    value["hint"] = json!(error.hint);
    value
}

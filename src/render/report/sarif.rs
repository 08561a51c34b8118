//! SARIF 2.1.0 (OASIS), as code scanning services read it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Entry, Level, Location, report_path};

pub(super) fn write(entries: &[Vec<Entry>]) -> String {
    let all: Vec<&Entry> = entries.iter().flatten().collect();
    let mut rules: BTreeMap<&str, usize> = all.iter().map(|entry| (entry.rule.as_str(), 0)).collect();
    for (index, (_, place)) in rules.iter_mut().enumerate() {
        *place = index;
    }
    let descriptors: Vec<Value> = rules
        .keys()
        .map(|rule| {
            json!({
                "id": rule,
                "name": rule,
                "shortDescription": { "text": words(rule) },
                "defaultConfiguration": { "level": "error" },
            })
        })
        .collect();
    let results: Vec<Value> = all.iter().map(|entry| result(entry, rules[entry.rule.as_str()])).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lakectl",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": descriptors,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&document).expect("a JSON value can always be written");
    text.push('\n');
    text
}

/// `TYPE_MISMATCH` as words.
fn words(rule: &str) -> String {
    let mut words = rule.to_ascii_lowercase().replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

fn result(entry: &Entry, rule_index: usize) -> Value {
    let level = match entry.level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    let mut result = json!({
        "ruleId": entry.rule,
        "ruleIndex": rule_index,
        "level": level,
        "message": { "text": entry.message },
        "locations": entry.location.iter().map(location).collect::<Vec<_>>(),
        "partialFingerprints": { "lakectl/v1": entry.fingerprint },
        "properties": entry
            .properties
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect::<Map<_, _>>(),
    });
    if let Some(old) = &entry.old {
        let mut related = location(old);
        related["message"] = json!({ "text": "the old version" });
        result["relatedLocations"] = json!([related]);
    }
    if let Some(reason) = &entry.accepted {
        result["suppressions"] = json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
    }
    result
}

fn location(location: &Location) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&location.file) },
            "region": {
                "startLine": location.line,
                "startColumn": location.column,
                "endLine": location.end_line,
                "endColumn": location.end_column,
            },
        },
    })
}

/// A relative reference: everything but the harmless characters is percent-encoded, a colon too, which would begin a
/// scheme.
fn uri(path: &str) -> String {
    let path = report_path(path);
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/@+".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

//! Accepted breaks: a TOML file that names each one by rule, path and versions, with a reason and a last day.
//!
//! Entries are never keyed by line: reformatting a schema must not bring a finding back.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use toml_edit::Datetime;

use super::Checked;
use crate::schema::Finding;

/// An accepted break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The finding's rule.
    pub rule: String,
    /// The finding's path.
    pub path: String,
    /// Old versions, by number or by label; `*` is every one.
    pub versions: Vec<String>,
    /// The schema's file as it is named in the check; none: any.
    pub schema: Option<String>,
    pub reason: String,
    /// The last day on which it holds: `2026-12-31`.
    pub expires: String,
}

/// A baseline file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    pub entries: Vec<Entry>,
}

/// Why a text is no baseline, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineError {
    pub message: String,
    /// Bytes of the text.
    pub span: Option<Range<usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    accept: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    rule: String,
    path: String,
    versions: Vec<RawVersion>,
    schema: Option<String>,
    reason: String,
    expires: Datetime,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawVersion {
    Number(i64),
    Label(String),
}

impl Baseline {
    /// Reads a file's text.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let raw: RawFile = toml_edit::de::from_str(text)
            .map_err(|error| BaselineError { message: error.message().to_owned(), span: error.span() })?;
        let entries = raw.accept.into_iter().map(Entry::checked).collect::<Result<_, _>>()?;
        Ok(Self { entries })
    }

    /// The entry that accepts a finding on a day.
    fn accepting(&self, file: &str, label: &str, finding: &Finding, today: &str) -> Option<(usize, &Entry)> {
        self.entries.iter().enumerate().find(|(_, entry)| entry.holds_on(today) && entry.is_about(file, label, finding))
    }

    /// Takes away what is accepted on a day (`2026-11-22`), and gives the entries that were used.
    pub fn apply(&self, checked: &mut Checked, today: &str) -> BTreeSet<usize> {
        let mut used = BTreeSet::new();
        let findings = std::mem::take(&mut checked.findings);
        for finding in findings {
            let label = checked.version(finding.against).map_or("", |old| old.label.as_str()).to_owned();
            match self.accepting(&checked.file, &label, &finding, today) {
                Some((index, entry)) => {
                    used.insert(index);
                    checked.accepted.push(super::Accepted {
                        finding,
                        reason: entry.reason.clone(),
                        expires: entry.expires.clone(),
                    });
                }
                None => checked.findings.push(finding),
            }
        }
        checked.settle();
        used
    }

    /// Entries that accepted nothing although their schema was checked, with the reason why.
    pub fn stale<'a>(&'a self, used: &BTreeSet<usize>, checked: &[Checked], today: &str) -> Vec<(&'a Entry, String)> {
        let mut stale = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let concerned =
                |checked: &&Checked| entry.schema.as_ref().is_none_or(|schema| same_file(schema, &checked.file));
            if used.contains(&index) || !checked.iter().any(|checked| concerned(&checked)) {
                continue;
            }
            let still_there = checked.iter().filter(concerned).any(|checked| {
                checked.findings.iter().any(|finding| {
                    let label = checked.version(finding.against).map_or("", |old| old.label.as_str());
                    entry.is_about(&checked.file, label, finding)
                })
            });
            let why = match (entry.holds_on(today), still_there) {
                (false, true) => format!("it expired on {}", entry.expires),
                (false, false) => format!("it expired on {} and nothing matches it", entry.expires),
                (true, _) => "nothing matches it".to_owned(),
            };
            stale.push((entry, why));
        }
        stale
    }
}

impl Entry {
    fn checked(raw: RawEntry) -> Result<Self, BaselineError> {
        let wrong = |message: String| BaselineError { message, span: None };
        let name = format!("the entry for {} at {}", raw.rule, raw.path);
        if raw.reason.trim().is_empty() {
            return Err(wrong(format!("{name} has an empty `reason`")));
        }
        if raw.versions.is_empty() {
            return Err(wrong(format!("{name} names no version; `versions = [\"*\"]` is every one")));
        }
        let Some(date) = raw.expires.date else {
            return Err(wrong(format!("{name} has an `expires` without a day")));
        };
        let versions = raw.versions.into_iter().map(|version| match version {
            RawVersion::Number(number) => number.to_string(),
            RawVersion::Label(label) => label,
        });
        Ok(Self {
            rule: raw.rule,
            path: raw.path,
            versions: versions.collect(),
            schema: raw.schema,
            reason: raw.reason,
            expires: format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
        })
    }

    /// Whether it holds on a day: the last day counts.
    fn holds_on(&self, today: &str) -> bool {
        today <= self.expires.as_str()
    }

    fn is_about(&self, file: &str, label: &str, finding: &Finding) -> bool {
        let number = finding.against.to_string();
        self.rule == finding.rule
            && self.path == finding.path
            && self.schema.as_ref().is_none_or(|schema| same_file(schema, file))
            && self.versions.iter().any(|version| {
                version == "*" || *version == number || version.strip_prefix('v') == Some(&number) || version == label
            })
    }

    /// The entry as it is written in a file.
    pub fn toml(&self) -> String {
        let text = |text: &str| toml_edit::Value::from(text).to_string();
        let versions: Vec<String> = self
            .versions
            .iter()
            .map(|version| if version.parse::<i64>().is_ok() { version.clone() } else { text(version) })
            .collect();
        let schema = self.schema.as_ref().map(|schema| format!("schema = {}\n", text(schema))).unwrap_or_default();
        format!(
            "[[accept]]\nrule = {}\npath = {}\nversions = [{}]\n{schema}reason = {}\nexpires = {}\n",
            text(&self.rule),
            text(&self.path),
            versions.join(", "),
            text(&self.reason),
            self.expires,
        )
    }
}

/// Whether two ways to write a path are one: `./a/b` and `a/b`.
fn same_file(left: &str, right: &str) -> bool {
    let plain = |path: &str| path.replace('\\', "/").trim_start_matches("./").to_owned();
    plain(left) == plain(right)
}

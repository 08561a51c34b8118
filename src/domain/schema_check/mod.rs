//! A check of schemas against older ones, as a value: what was compared with what, what came out, what was accepted.
//!
//! Invariants:
//! - An ending is never better than what the rules said: only a [`baseline`] entry that holds today takes a finding away,
//!   and what it took away is kept beside its reason.
//! - Nothing here reads a file or a registry.

mod against;
mod baseline;
mod changes;
mod run;
mod sameness;
mod value;

use super::schema::{DataFormat, DefinitionError, Finding, Mode, Place, Profile, Severity, validate};
use super::schema_bundle::Bundle;

pub use against::Against;
pub use baseline::{Baseline, BaselineError, Entry};
pub use changes::{Change, changes};
pub use run::{Job, check, fix};
pub use sameness::Sameness;

/// An older version to compare with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldVersion {
    pub number: i64,
    /// What people call it: a file's path, `git:main:user.avsc`, `user v3`.
    pub label: String,
    /// Whether the label is the path of a file that is there.
    pub is_file: bool,
    pub text: String,
    /// The definition, when it is made of more files than this one.
    pub bundle: Option<Bundle>,
}

impl OldVersion {
    /// What is compared.
    pub fn definition(&self) -> &str {
        self.bundle.as_ref().map_or(&self.text, Bundle::text)
    }

    /// The name and the text of the file that a place is in.
    pub fn source(&self, place: Place) -> (&str, &str) {
        source((&self.label, &self.text), self.bundle.as_ref(), place)
    }
}

fn source<'a>(own: (&'a str, &'a str), bundle: Option<&'a Bundle>, place: Place) -> (&'a str, &'a str) {
    let other = bundle.filter(|_| place.file > 0).and_then(|bundle| bundle.files().get(place.file));
    other.map_or(own, |file| (file.label.as_str(), file.text.as_str()))
}

/// How a check of one schema ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    Compatible,
    /// There is no older version; the definition is valid.
    Nothing,
    /// An older version is this definition already.
    Same {
        version: i64,
    },
    Incompatible,
    /// The rules have no answer.
    Unknown {
        reason: String,
    },
    /// The definition is not valid.
    Invalid(Vec<DefinitionError>),
    /// The file could not be used at all.
    Unreadable {
        reason: String,
        hint: Option<String>,
    },
    /// The mode lets no new version in.
    Refused {
        reason: String,
    },
}

impl Ending {
    /// The word in JSON and reports.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Nothing => "new",
            Self::Same { .. } => "same",
            Self::Incompatible => "incompatible",
            Self::Unknown { .. } => "unknown",
            Self::Invalid(_) => "invalid",
            Self::Unreadable { .. } => "unreadable",
            Self::Refused { .. } => "refused",
        }
    }

    /// Whether the new version may follow the old ones.
    pub fn is_fine(&self) -> bool {
        matches!(self, Self::Compatible | Self::Nothing | Self::Same { .. })
    }

    /// Whether the definition itself is at fault, whatever it is compared with.
    pub fn is_bad_input(&self) -> bool {
        matches!(self, Self::Invalid(_) | Self::Unreadable { .. })
    }
}

/// A finding that the baseline accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub finding: Finding,
    pub reason: String,
    /// `2026-12-31`
    pub expires: String,
}

/// One schema, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The file as it was named.
    pub file: String,
    /// None when the file could not be read.
    pub format: Option<DataFormat>,
    pub mode: Mode,
    pub profile: Profile,
    /// The file's text.
    pub text: String,
    /// The definition, when it is made of more files than this one.
    pub bundle: Option<Bundle>,
    /// The versions that count, oldest first.
    pub old: Vec<OldVersion>,
    pub ending: Ending,
    /// Why not everything was compared, if so.
    pub gave_up: Option<String>,
    /// What counts, in the order of the text.
    pub findings: Vec<Finding>,
    pub accepted: Vec<Accepted>,
    /// Edits that were written into the file.
    pub fixed: usize,
}

impl Checked {
    /// A file that could not be used.
    pub fn unreadable(file: String, mode: Mode, profile: Profile, reason: String, hint: Option<String>) -> Self {
        Self {
            file,
            format: None,
            mode,
            profile,
            text: String::new(),
            bundle: None,
            old: Vec::new(),
            ending: Ending::Unreadable { reason, hint },
            gave_up: None,
            findings: Vec::new(),
            accepted: Vec::new(),
            fixed: 0,
        }
    }

    /// Looks at a definition that an older version equals as at any other: two equal texts can both be no definition.
    pub fn must_be_valid(&mut self) {
        let Some(format) = self.format.filter(|_| matches!(self.ending, Ending::Same { .. })) else { return };
        let mut errors = validate(format, self.bundle.as_ref().map_or(&self.text, Bundle::text));
        if !errors.is_empty() {
            if let Some(bundle) = &self.bundle {
                bundle.origins().errors(&mut errors);
            }
            self.ending = Ending::Invalid(errors);
        }
    }

    /// The name and the text of the file that a place of the new definition is in.
    pub fn source(&self, place: Place) -> (&str, &str) {
        source((&self.file, &self.text), self.bundle.as_ref(), place)
    }

    /// The old version of a number.
    pub fn version(&self, number: i64) -> Option<&OldVersion> {
        self.old.iter().find(|old| old.number == number)
    }

    /// The ending again, after findings were taken away: what is left decides.
    pub(super) fn settle(&mut self) {
        if !matches!(self.ending, Ending::Incompatible | Ending::Unknown { .. }) || self.count(Severity::Breaking) > 0 {
            return;
        }
        let unknown = self.findings.iter().find(|finding| finding.severity == Severity::Unknown);
        let reason =
            self.gave_up.clone().or_else(|| unknown.map(|first| format!("{} ({})", first.message, first.path)));
        self.ending = reason.map_or(Ending::Compatible, |reason| Ending::Unknown { reason });
    }

    /// Findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// One line without a full stop: what came out, by which rules, compared with what.
    pub fn summary(&self) -> String {
        let rules = format!("profile {}", self.profile);
        let against = self.against();
        match &self.ending {
            Ending::Compatible => {
                let accepted = match self.accepted.len() {
                    0 => String::new(),
                    count => format!(", {} accepted by the baseline", counted(count, "finding")),
                };
                format!("{}: {} compatible with {against}{accepted} ({rules})", self.file, self.mode)
            }
            Ending::Nothing => {
                let format = self.format.map_or_else(String::new, |format| format!("{format} "));
                format!("{}: a valid {format}schema; there is no older version to compare with", self.file)
            }
            Ending::Same { version } => {
                let label = self.version(*version).map_or_else(|| format!("v{version}"), |old| old.label.clone());
                format!("{}: the same definition as {label}", self.file)
            }
            Ending::Incompatible => {
                let breaking = counted(self.count(Severity::Breaking), "finding");
                format!("{}: not {} compatible with {against}: {breaking} ({rules})", self.file, self.mode)
            }
            Ending::Unknown { reason } => {
                format!("{}: whether it is {} compatible cannot be told: {reason} ({rules})", self.file, self.mode)
            }
            Ending::Invalid(errors) => {
                let format = self.format.map_or_else(String::new, |format| format!("{format} "));
                format!("{}: not a valid {format}schema: {}", self.file, counted(errors.len(), "error"))
            }
            Ending::Unreadable { reason, .. } => format!("{}: {reason}", self.file),
            Ending::Refused { reason } => format!("{}: {reason}", self.file),
        }
    }

    /// The versions it was compared with, in few words.
    fn against(&self) -> String {
        let mut broken: Vec<i64> = self.findings.iter().map(|finding| finding.against).collect();
        broken.sort_unstable();
        broken.dedup();
        let numbers: Vec<i64> = match (&self.ending, broken.is_empty()) {
            (Ending::Incompatible, false) => broken,
            _ => self.old.iter().map(|old| old.number).collect(),
        };
        match numbers[..] {
            [] if self.mode == Mode::None => "anything".to_owned(),
            [] => "nothing".to_owned(),
            [only] => self.version(only).map_or_else(|| format!("v{only}"), |old| old.label.clone()),
            [first, .., last] if last - first + 1 == i64::try_from(numbers.len()).unwrap_or(0) => {
                format!("v{first} to v{last}")
            }
            _ => {
                let all: Vec<String> = numbers.iter().map(|number| format!("v{number}")).collect();
                all.join(", ")
            }
        }
    }
}

/// `1 finding`, `2 findings`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests;

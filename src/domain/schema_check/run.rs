//! The check of one schema, and the writing of fixes.

use super::{Checked, Ending, OldVersion};
use crate::schema::{
    Budget, DataFormat, Edit, Finding, Mode, Outcome, Profile, Question, Severity, Version, apply_edits, examine,
    same_definition, validate,
};
use crate::schema_bundle::Bundle;

/// What is to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The file as it was named.
    pub file: String,
    pub format: DataFormat,
    pub mode: Mode,
    pub profile: Profile,
    pub budget: Budget,
    /// The file's text.
    pub text: String,
    /// The definition, when it is made of more files than this one.
    pub bundle: Option<Bundle>,
    /// Every older version, oldest first.
    pub history: Vec<OldVersion>,
    /// The numbers of those to compare with. The others only tell whether the definition is there already.
    pub against: Vec<i64>,
}

impl Job {
    /// What is checked.
    fn definition(&self) -> &str {
        self.bundle.as_ref().map_or(&self.text, Bundle::text)
    }
}

/// Rounds of fixing: a fix may uncover what the same place hid.
const ROUNDS: usize = 8;

/// Checks one schema.
pub fn check(job: &Job) -> Checked {
    let (mut ending, mut findings, gave_up) = judged(job);
    told_where_it_is(job, &mut ending, &mut findings);
    let old = job.history.iter().filter(|old| job.against.contains(&old.number) || is_same(&ending, old)).cloned();
    Checked {
        file: job.file.clone(),
        format: Some(job.format),
        mode: job.mode,
        profile: job.profile,
        text: job.text.clone(),
        bundle: job.bundle.clone(),
        old: old.collect(),
        ending,
        gave_up,
        findings,
        accepted: Vec::new(),
        fixed: 0,
    }
}

/// Findings and errors by their places in the files that a definition is made of.
fn told_where_it_is(job: &Job, ending: &mut Ending, findings: &mut [Finding]) {
    if let Some(bundle) = &job.bundle {
        let origins = bundle.origins();
        findings.iter_mut().for_each(|finding| origins.new_side(finding));
        if let Ending::Invalid(errors) = ending {
            origins.errors(errors);
        }
    }
    for (old, bundle) in job.history.iter().filter_map(|old| Some((old, old.bundle.as_ref()?))) {
        let origins = bundle.origins();
        let about = findings.iter_mut().filter(|finding| finding.against == old.number);
        about.for_each(|finding| origins.old_side(finding));
    }
}

fn is_same(ending: &Ending, old: &OldVersion) -> bool {
    matches!(ending, Ending::Same { version } if *version == old.number)
}

/// Checks one schema and writes every fix that needs no decision; `checked.text` is the mended text and `checked.fixed`
/// the number of findings that are gone. Fixes that would make the definition invalid, or not better, are left out.
pub fn fix(job: &Job) -> Checked {
    let mut best = check(job);
    for _ in 0..ROUNDS {
        let edits: Vec<Edit> = best
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Breaking)
            .filter_map(|finding| finding.fix.as_ref())
            .flat_map(|fix| fix.edits.iter().cloned())
            .collect();
        let Some(text) = apply_edits(&best.text, &edits) else { break };
        let bundle = match best.bundle.as_ref().map(|bundle| bundle.again(&text)).transpose() {
            Ok(bundle) => bundle.flatten(),
            Err(_) => break,
        };
        let mended = Job { text, bundle, ..job.clone() };
        if !validate(job.format, mended.definition()).is_empty() {
            break;
        }
        let again = check(&mended);
        let (before, after) = (best.count(Severity::Breaking), again.count(Severity::Breaking));
        if after >= before {
            break;
        }
        let fixed = best.fixed + (before - after);
        best = Checked { fixed, ..again };
    }
    best
}

fn judged(job: &Job) -> (Ending, Vec<Finding>, Option<String>) {
    let text = job.definition();
    // Those that are compared are looked at for sameness there.
    let is_known =
        |old: &&OldVersion| !job.against.contains(&old.number) && same_definition(job.format, old.definition(), text);
    if let Some(same) = job.history.iter().rev().find(is_known) {
        return (Ending::Same { version: same.number }, Vec::new(), None);
    }
    let previous: Vec<Version<'_>> = job
        .history
        .iter()
        .filter(|old| job.against.contains(&old.number))
        .map(|old| Version { number: old.number, definition: old.definition() })
        .collect();
    let question = Question {
        format: job.format,
        // The versions are chosen already: each of them counts.
        mode: transitive(job.mode),
        new: text,
        previous: &previous,
        profile: job.profile,
        budget: job.budget,
    };
    let report = examine(&question);
    let ending = match report.outcome {
        Outcome::Compatible if previous.is_empty() && job.mode != Mode::None => Ending::Nothing,
        Outcome::Compatible => Ending::Compatible,
        Outcome::Same { version } => Ending::Same { version },
        Outcome::Incompatible => Ending::Incompatible,
        Outcome::Unknown { reason } => Ending::Unknown { reason },
        Outcome::Invalid(errors) => Ending::Invalid(errors),
        Outcome::Refused { reason } => Ending::Refused { reason },
    };
    (ending, report.findings, report.gave_up)
}

/// The mode that asks the same of each version.
fn transitive(mode: Mode) -> Mode {
    match mode {
        Mode::Backward => Mode::BackwardAll,
        Mode::Forward => Mode::ForwardAll,
        Mode::Full => Mode::FullAll,
        other => other,
    }
}

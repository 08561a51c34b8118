//! Findings that are known and stay, each with its reason and the day on which it is looked at again.

use super::Finding;

/// A finding that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// The check's name.
    pub check: String,
    /// The thing; every one when none is named.
    pub subject: Option<String>,
    /// Why it stays.
    pub reason: String,
    /// The first day on which it counts again: `2027-01-31`.
    pub until: Option<String>,
}

/// The entry that lets a finding stay on a day, if one does. Days are written so that they sort as text.
pub fn ignored<'a>(finding: &Finding, known: &'a [Ignore], today: &str) -> Option<&'a Ignore> {
    known.iter().find(|ignore| {
        ignore.check == finding.check
            && ignore.subject.as_ref().is_none_or(|subject| *subject == finding.seen.subject)
            && ignore.until.as_deref().is_none_or(|until| today < until)
    })
}

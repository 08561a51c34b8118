//! How a verb that did not fail ended.

use crate::render::View;

/// How it ended; decides the exit code together with [`crate::error::Kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done. Exit 0.
    Done,
    /// There was nothing to do. Exit 0.
    Unchanged,
    /// Differences or findings, where the caller asked for the code. Exit 3.
    Differences,
    /// Whether something holds could not be told, and the caller did not say that this is fine. Exit 1.
    Unknown,
    /// Some of the input is not valid; each is named in the view. Exit 2.
    BadInput,
    /// Some items failed; each is named in the view. Exit 8.
    Partial,
}

impl Outcome {
    /// The process's exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Done | Self::Unchanged => 0,
            Self::Unknown => 1,
            Self::BadInput => 2,
            Self::Differences => 3,
            Self::Partial => 8,
        }
    }
}

/// What a verb returns: a value to show and how it ended.
#[derive(Debug)]
pub struct Answer {
    /// What goes to stdout.
    pub view: View,
    /// How it ended.
    pub outcome: Outcome,
}

impl Answer {
    /// Done, with something to show.
    pub fn done(view: View) -> Self {
        Self { view, outcome: Outcome::Done }
    }

    /// The same with another outcome.
    pub fn with(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }
}

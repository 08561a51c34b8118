//! What the comparisons of the three formats hand over, before it is known which texts the spans belong to.

use std::collections::HashSet;

use super::finding::{Budget, Cause, Edit, Fix, Severity};
use super::source::Span;

/// What stands against reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Obstacle {
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
    /// See [`super::Finding::path`].
    pub(super) path: String,
    pub(super) message: String,
    pub(super) fix: Option<Fix>,
    pub(super) reader: Span,
    pub(super) writer: Span,
    pub(super) causes: Vec<Cause>,
}

/// Whether something is in the way that breaks.
pub(super) fn breaks(obstacles: &[Obstacle]) -> bool {
    obstacles.iter().any(Obstacle::is_breaking)
}

impl Obstacle {
    pub(super) fn is_breaking(&self) -> bool {
        self.severity == Severity::Breaking
    }
}

/// Each obstacle once: a type that is used twice is reported once.
pub(super) fn each_once(found: Vec<Obstacle>) -> Vec<Obstacle> {
    let mut reported = HashSet::new();
    found
        .into_iter()
        .filter(|obstacle| reported.insert((obstacle.rule, obstacle.reader, obstacle.writer, obstacle.message.clone())))
        .collect()
}

/// The result of a comparison.
#[derive(Debug, Clone, Default)]
pub(super) struct Compared {
    /// In the order of the reader's text where it has one.
    pub(super) obstacles: Vec<Obstacle>,
    /// Why not everything was compared. What was found until then holds.
    pub(super) gave_up: Option<String>,
}

impl Fix {
    /// Something that only a person can do.
    pub(super) fn advice(text: impl Into<String>) -> Self {
        Self { text: text.into(), edits: Vec::new() }
    }

    /// Something that can be written for them.
    pub(super) fn edit(text: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { text: text.into(), edits }
    }
}

/// The steps that are left of a budget. Once they are used up they stay so.
#[derive(Debug)]
pub(super) struct Work {
    left: u64,
    total: u64,
}

impl Work {
    pub(super) fn new(budget: Budget) -> Self {
        Self { left: budget.0, total: budget.0 }
    }

    /// Takes a step; false when there is none left.
    pub(super) fn step(&mut self) -> bool {
        self.steps(1)
    }

    /// Takes several steps at once; false when there are not so many left.
    pub(super) fn steps(&mut self, steps: u64) -> bool {
        let enough = self.left >= steps;
        self.left = self.left.saturating_sub(steps);
        enough
    }

    /// Whether the budget is used up.
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// The sentence that says so.
    pub(super) fn spent(&self) -> String {
        format!("the schemas are too entangled to be compared within {} steps", self.total)
    }
}

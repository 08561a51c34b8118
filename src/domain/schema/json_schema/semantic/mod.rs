//! Whether every value of one schema is a value of another, whatever rules say: the profile `semantic`.
//!
//! Three answers. Yes, when [`subset`] proves it. No, when [`witness`] finds a value that the writer's schema takes and
//! the reader's refuses; the finding shows the value and the keyword that refuses it. Unknown otherwise, with the
//! differences that the published rules know as hints where to look.
//!
//! Invariant: both sides are sound. A proof uses nothing that it cannot follow, and a value counts only when
//! [`instance`] decided both times.

mod instance;
mod object;
mod subset;
mod types;
mod witness;

use super::super::finding::Severity;
use super::super::obstacle::{Compared, Obstacle, Work};
use super::build::shown;
use super::{Document, compare};
use crate::schema::{Direction, Fix, Profile};

/// The longest value that a message shows whole, in characters.
const MAX_SHOWN: usize = 200;

/// Judges two documents.
pub(super) fn judge(reader: &Document, writer: &Document, direction: Direction, work: &mut Work) -> Compared {
    if subset::proves(reader, writer, work) {
        return Compared::default();
    }
    let mut differences = compare::compare(reader, writer, direction, Profile::Glue, work);
    differences.obstacles.retain(|obstacle| obstacle.severity != Severity::Compatible);
    let witnesses = witness::find(reader, writer, work);
    let proved = !witnesses.is_empty();
    let mut obstacles: Vec<Obstacle> = witnesses
        .into_iter()
        .map(|witness| {
            let value = shown(&witness.value);
            let value = match value.char_indices().nth(MAX_SHOWN) {
                Some((end, _)) => format!("{}…", &value[..end]),
                None => value,
            };
            let message = match direction {
                Direction::Backward => {
                    format!("{value} was valid and is not any more: `{}` refuses it", witness.keyword)
                }
                Direction::Forward => {
                    format!("{value} is valid now and is not for the old version: its `{}` refuses it", witness.keyword)
                }
            };
            Obstacle {
                rule: "COUNTEREXAMPLE",
                severity: Severity::Breaking,
                path: witness.path,
                message,
                fix: Some(Fix::advice("let the schema take the value, or make sure that there is no such data")),
                reader: witness.reader,
                writer: writer.root.span,
                causes: Vec::new(),
            }
        })
        .collect();
    if !proved && differences.obstacles.is_empty() {
        obstacles.push(Obstacle {
            rule: "NOT_PROVEN",
            severity: Severity::Unknown,
            path: "#".to_owned(),
            message: "it could neither be proven nor refuted that all data stays valid".to_owned(),
            fix: None,
            reader: reader.root.span,
            writer: writer.root.span,
            causes: Vec::new(),
        });
    }
    // Where a value decides, the differences only explain.
    let severity = if proved { Severity::Warning } else { Severity::Unknown };
    obstacles.extend(differences.obstacles.into_iter().map(|obstacle| {
        // That this profile judges it needs no saying here.
        let fix = if obstacle.severity == Severity::Warning { None } else { obstacle.fix };
        Obstacle { severity, fix, ..obstacle }
    }));
    Compared { obstacles, gave_up: differences.gave_up }
}

#[cfg(test)]
mod tests;

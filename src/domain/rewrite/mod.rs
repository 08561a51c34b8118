//! Rewriting a table: the same rows in other files. Which statement copies what, how the copy is proven, what is gained.
//!
//! Invariants:
//! - The same source and the same settings give the same steps: a rewrite that was killed goes on where it stood.
//! - A step writes partitions of its own, or files of its own in them: what a broken step left can be told and removed.
//! - Nothing is swapped that was not proven: by the number of rows and by a sum that does not depend on their order.

mod journal;
mod pack;
mod sql;
#[cfg(test)]
mod tests;

pub use journal::{Journal, OldPart, Phase, Purpose, StagedFile, StepState};
pub use pack::{Portion, SourceFile, SourcePart, chunks, halves, is_too_large, portions, steps_of, worth_it};
pub use sql::{KeyType, Predicate, checksum_query, insert, key_query, normalized, predicates, table};

use serde::{Deserialize, Serialize};

use crate::query::dollars_of;

/// Partitions that one statement may write. Source: Amazon Athena User Guide, "Considerations and limitations for CTAS
/// queries", 100 partitions.
pub const MOST_PARTITIONS: usize = 100;
/// The longest condition that one statement gets, in bytes: far enough below the longest statement.
pub const MOST_CONDITION_BYTES: usize = 150_000;
/// The parameter of a table that is being filled: the rewrite that fills it.
pub const STAGING_MARK: &str = "lakectl.rewrite";
/// The parameter of a converted table: what it was made from.
pub const CONVERTED_FROM: &str = "lakectl.converted_from";
/// The parameter of a converted table: what the files of its source were when it was made.
pub const CONVERTED_STATE: &str = "lakectl.converted_state";
/// The parameter of a compacted table: the journals of the rewrites whose old files are still there.
pub const OLD_DATA: &str = "lakectl.old_data";

/// Files and their bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Size {
    pub files: u64,
    pub bytes: u64,
}

impl Size {
    /// The size of files.
    pub fn of<'a>(bytes: impl IntoIterator<Item = &'a u64>) -> Self {
        bytes.into_iter().fold(Self::default(), |size, bytes| Self { files: size.files + 1, bytes: size.bytes + bytes })
    }

    /// What a query that reads everything costs, at the list price of most regions.
    pub fn scan_dollars(self) -> f64 {
        dollars_of(self.bytes)
    }
}

/// How much less a full scan reads, in percent; negative when it reads more.
pub fn saved_percent(before: Size, after: Size) -> f64 {
    if before.bytes == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a share with one digit")]
    let (old, new) = (before.bytes as f64, after.bytes as f64);
    ((old - new) / old * 1000.0).round() / 10.0
}

/// One statement of a rewrite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The partitions that it writes, as values of the keys; none is NULL. Empty for a table without partitions.
    pub partitions: Vec<Vec<Option<String>>>,
    /// The files that it reads, when it does not read all of its partitions.
    pub files: Vec<String>,
    /// How far it is.
    pub state: StepState,
}

impl Step {
    /// A step that was not begun.
    pub fn new(partitions: Vec<Vec<Option<String>>>, files: Vec<String>) -> Self {
        Self { partitions, files, state: StepState::Pending }
    }
}

/// What one group of rows must be the same in: the values of the partition keys, the number of rows, their sum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proof {
    pub keys: Vec<Option<String>>,
    pub rows: u64,
    pub sum: String,
}

/// In what two sides differ, in words; at most a few of them, then how many more.
pub fn compare(names: &[String], old: &[Proof], new: &[Proof]) -> Vec<String> {
    use std::collections::BTreeMap;
    const TOLD: usize = 5;
    let by_key = |side: &[Proof]| -> BTreeMap<Vec<Option<String>>, Proof> {
        side.iter().filter(|proof| proof.rows > 0).map(|proof| (proof.keys.clone(), proof.clone())).collect()
    };
    let (old, new) = (by_key(old), by_key(new));
    let mut keys: Vec<_> = old.keys().chain(new.keys()).collect();
    keys.sort();
    keys.dedup();
    let mut differences = Vec::new();
    for key in keys {
        let what = if names.is_empty() {
            "the table".to_owned()
        } else {
            let pairs =
                names.iter().zip(key).map(|(name, value)| format!("{name}={}", value.as_deref().unwrap_or("NULL")));
            pairs.collect::<Vec<_>>().join("/")
        };
        match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) if old.rows != new.rows => {
                differences.push(format!("{what}: {} rows before, {} after", old.rows, new.rows));
            }
            (Some(old), Some(new)) if old.sum != new.sum => {
                differences.push(format!("{what}: its {} rows are not the same", old.rows));
            }
            (Some(old), None) => differences.push(format!("{what}: {} rows before, none after", old.rows)),
            (None, Some(new)) => differences.push(format!("{what}: no rows before, {} after", new.rows)),
            _ => {}
        }
    }
    let more = differences.len().saturating_sub(TOLD);
    differences.truncate(TOLD);
    if more > 0 {
        differences.push(format!("and {more} more"));
    }
    differences
}

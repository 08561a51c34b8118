//! What a rewrite has done so far, as it is kept in the lake.

use serde::{Deserialize, Serialize};

use super::{Size, Step};

/// What a rewrite is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Another table of the same rows.
    Convert,
    /// Fewer, larger files of the same table.
    Compact,
}

/// How far a rewrite is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Rows are being copied.
    Copying,
    /// All rows are copied and proven; the swap may have begun.
    Proven,
    /// The table has the new files; the old ones are kept.
    Swapped,
}

/// A file that the rewrite wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagedFile {
    pub key: String,
    pub bytes: u64,
}

/// How far a step is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Not begun, or begun and cleared away.
    Pending,
    /// Sent, or about to be. The token is kept before, the query's id as soon as it is known.
    Started {
        token: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        query: Option<String>,
    },
    /// Done: what it wrote and scanned.
    Done { files: Vec<StagedFile>, scanned: u64 },
}

/// A partition of the table as it was; of a table without partitions the table itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldPart {
    /// As the catalog has them.
    pub values: Vec<String>,
    /// The same as values of the keys' types.
    pub keys: Vec<Option<String>>,
    pub location: String,
}

/// The state of one rewrite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// Of this format.
    pub format: u32,
    /// The rewrite.
    pub run: String,
    pub purpose: Purpose,
    /// `database.table`
    pub source: String,
    /// `database.table`
    pub target: String,
    /// What was asked for, in one text: a rewrite goes on only as it was begun.
    pub settings: String,
    /// What the source's definition and files were.
    pub fingerprint: String,
    /// The names of the partition keys of what is written.
    pub keys: Vec<String>,
    pub parts: Vec<OldPart>,
    pub steps: Vec<Step>,
    pub phase: Phase,
    /// The source, as far as it is rewritten.
    pub before: Size,
    /// Rows that were proven.
    pub rows: u64,
    /// Bytes that the statements have scanned so far.
    pub scanned: u64,
    /// Statements so far.
    pub statements: u64,
}

impl Journal {
    /// The format of this version.
    pub const FORMAT: u32 = 1;

    /// The files that were written.
    pub fn staged(&self) -> impl Iterator<Item = &StagedFile> {
        self.steps.iter().flat_map(|step| match &step.state {
            StepState::Done { files, .. } => files.as_slice(),
            _ => &[],
        })
    }

    /// What was written.
    pub fn after(&self) -> Size {
        self.staged().fold(Size::default(), |size, file| Size { files: size.files + 1, bytes: size.bytes + file.bytes })
    }

    /// How many steps are done.
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step.state, StepState::Done { .. })).count()
    }
}

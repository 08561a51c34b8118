//! What a statement says, read before it runs: where it begins and ends in a script, whether it only reads, which tables,
//! columns and partitions it asks for, and which names it has wrong.
//!
//! Invariants:
//! - What is not understood is said ([`Unreadable`], [`Analysis::gaps`]), never guessed.
//! - A partition is left out of an estimate only when no row of it can satisfy the conditions; everything doubtful stays in.
//! - Nothing here changes a statement: the text that is sent is the operator's.

mod analyze;
mod condition;
mod dialect;
pub mod json_clauses;
mod literal;
mod lookup;
pub mod names;
mod output;
mod relation;
mod script;
#[cfg(test)]
mod tests;
pub mod typed_literals;

use super::Position;

pub use analyze::analyze;
pub use condition::{Blocked, Condition};
pub use dialect::Athena;
pub use lookup::{Entry, Lookup, view_query};
pub use script::{Effect, NamedParameters, Piece, effect, first_word, named_parameters, positional_count, split};

/// The most tables that a statement may read, views and repeated subqueries counted each time.
pub const MOST_READS: usize = 500;

/// Why a statement was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong with it.
    pub message: String,
    /// Where, when that is known.
    pub place: Option<Position>,
}

impl Unreadable {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None }
    }

    fn at(message: impl Into<String>, line: u64, column: u64) -> Self {
        let number = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        let place = (line > 0).then(|| Position { line: number(line), column: number(column) });
        Self { message: message.into(), place }
    }
}

/// A table that a statement reads, once for each time that it is scanned.
#[derive(Debug, Clone)]
pub struct TableRead {
    /// Its database.
    pub database: String,
    /// Its name.
    pub table: String,
    /// Where the statement names it; none inside a view.
    pub place: Option<Position>,
    /// The columns that are needed, in lower case.
    pub columns: std::collections::BTreeSet<String>,
    /// What must hold of the partition keys; a partition is read when all may hold.
    pub conditions: Vec<Condition>,
    /// Conditions on partition keys that choose no partitions, and why.
    pub blocked: Vec<Blocked>,
}

/// A name that means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub place: Option<Position>,
    /// The name that may have been meant.
    pub suggestion: Option<String>,
}

/// What is wrong with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is no such database.
    Database(String),
    /// There is no such table: `database.table`.
    Table(String),
    /// No table in reach has the column.
    Column(String),
    /// More than one table in reach has the column.
    Ambiguous(String),
    /// An unqualified table, and no database was said.
    NoDatabase(String),
}

impl std::fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Database(name) => write!(f, "there is no database `{name}`"),
            Self::Table(name) => write!(f, "there is no table `{name}`"),
            Self::Column(name) => write!(f, "no table here has a column `{name}`"),
            Self::Ambiguous(name) => write!(f, "column `{name}` is in more than one table here"),
            Self::NoDatabase(name) => write!(f, "table `{name}` is named without a database, and none was given"),
        }
    }
}

/// What a statement asks of the catalog.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The tables, in the order in which they are met.
    pub reads: Vec<TableRead>,
    /// Names that mean nothing.
    pub problems: Vec<Problem>,
    /// Where a `*` asks for every column of a table: its place, and the table.
    pub stars: Vec<(Option<Position>, String)>,
    /// What could not be followed, in words.
    pub gaps: Vec<String>,
    /// Whether it asks what there is in the catalog, through `information_schema`.
    pub asks_catalog: bool,
    /// Whether a limit ends it early and nothing needs all rows first: less may be scanned than is estimated.
    pub stops_early: bool,
}

/// A table or database that the analysis needs to know first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The database.
    pub database: String,
    /// The table.
    pub table: String,
}

/// How an analysis ended.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Here it is.
    Done(Analysis),
    /// These must be looked up first.
    Needs(Vec<Wanted>),
}

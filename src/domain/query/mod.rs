//! Queries: what an execution is, and the rules for reading its result.
//!
//! Invariants:
//! - Whether a result begins with a header follows from the statement, never from the look of its first row.
//! - NULL and empty text are never mixed up on the way from the result to the reader.

mod advice;
pub mod batch;
/// Needs the Parquet reader that comes with the embedded lake.
#[cfg(feature = "local")]
pub mod column_chunks;
pub mod estimate;
mod message;
pub mod result_file;
pub mod sql;
#[cfg(test)]
mod tests;
pub mod typed;
mod words;

pub use advice::advice;
pub use message::{Position, pointer, position, unknown_column, unknown_database, unknown_name};
pub use words::{FUNCTIONS, KEYWORDS};

/// The longest statement, in bytes of UTF-8. Source: Amazon Athena API reference, StartQueryExecution, QueryString.
pub const MOST_BYTES: usize = 262_144;
/// The most rows that one page of results holds. Source: Amazon Athena API reference, GetQueryResults, MaxResults.
pub const PAGE_ROWS: i32 = 1000;
/// The least that a scan costs, in bytes. Source: Amazon Athena pricing.
const LEAST_CHARGED_BYTES: u64 = 10_000_000;
/// Dollars per terabyte scanned; most regions. Source: Amazon Athena pricing.
const DOLLARS_PER_TERABYTE: f64 = 5.0;

/// Where an execution stands. It may go back from running to queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waiting for its turn.
    Queued,
    /// Being worked on.
    Running,
    /// Ended well.
    Succeeded,
    /// Ended badly.
    Failed,
    /// Stopped, by someone or by a limit.
    Cancelled,
}

impl State {
    /// Whether it can change no more.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Cancelled)
    }

    /// The word in status lines.
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The service's classes of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementKind {
    /// Definitions: CREATE, ALTER, DROP.
    Ddl,
    /// Data: SELECT, INSERT, CREATE TABLE AS, UNLOAD.
    Dml,
    /// Questions about the catalog: SHOW, DESCRIBE, EXPLAIN.
    Utility,
}

impl StatementKind {
    /// The service's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ddl => "DDL",
            Self::Dml => "DML",
            Self::Utility => "UTILITY",
        }
    }
}

/// A query to be started.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// The statement.
    pub sql: String,
    /// The database of unqualified names.
    pub database: Option<String>,
    /// The catalog of the database.
    pub catalog: Option<String>,
    /// The workgroup; the service's primary one when none is named.
    pub workgroup: Option<String>,
    /// `s3://…` for the result.
    pub output_location: Option<String>,
    /// What stands for each `?`, in order.
    pub parameters: Vec<String>,
    /// An earlier result of the same statement will do when it is no older than so many minutes.
    pub reuse_minutes: Option<i32>,
    /// Made once for one meant execution, so that sending it twice runs it once. 32 to 128 characters.
    pub token: String,
}

/// Why an execution failed, as the service says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// 1 the service, 2 the user, 3 other.
    pub category: Option<i32>,
    /// The number of the error; see the service's error reference.
    pub error_type: Option<i32>,
    /// Whether running it again may help.
    pub retryable: bool,
}

impl Failure {
    /// Who is at fault, in a word.
    pub fn category_word(&self) -> &'static str {
        match self.category {
            Some(1) => "system",
            Some(2) => "user",
            _ => "other",
        }
    }
}

/// An execution, as the service sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Execution {
    /// Its identity.
    pub id: String,
    /// The statement.
    pub sql: String,
    /// Where it stands.
    pub state: State,
    /// The class of the statement, once known.
    pub statement: Option<StatementKind>,
    /// What exactly it is: `SELECT`, `CREATE_TABLE_AS_SELECT`, `SHOW_TABLES`, …
    pub substatement: Option<String>,
    /// The database of unqualified names.
    pub database: Option<String>,
    /// The catalog of the database.
    pub catalog: Option<String>,
    /// The workgroup it runs in.
    pub workgroup: Option<String>,
    /// The object of the result.
    pub output_location: Option<String>,
    /// Whether the service keeps the result itself.
    pub managed_result: bool,
    /// The service's words about the state, mostly about a failure.
    pub reason: Option<String>,
    /// More about a failure.
    pub failure: Option<Failure>,
    /// Bytes read so far.
    pub scanned_bytes: u64,
    /// From submission to end, in milliseconds.
    pub total_millis: Option<u64>,
    /// In the queue, in milliseconds.
    pub queue_millis: Option<u64>,
    /// In the engine, in milliseconds.
    pub engine_millis: Option<u64>,
    /// Whether an earlier result was given again.
    pub reused: bool,
    /// The list of files that the statement wrote.
    pub manifest: Option<String>,
    /// When it was submitted, in milliseconds since the epoch.
    pub submitted_millis: Option<i64>,
    /// When it ended, in milliseconds since the epoch.
    pub completed_millis: Option<i64>,
    /// What stood for each `?`.
    pub parameters: Vec<String>,
    /// The engine's version.
    pub engine: Option<String>,
}

/// How a result is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// CSV whose first line is the header; the same header is the first row of the first page.
    Header,
    /// Rows without a header, columns packed into one tab-separated cell.
    Packed,
    /// No rows: data was written elsewhere, and a count may say how much.
    Written,
}

impl Execution {
    /// The layout of the result.
    pub fn layout(&self) -> Layout {
        let sub = self.substatement.as_deref().unwrap_or("").to_ascii_uppercase().replace(' ', "_");
        match (self.statement, sub.as_str()) {
            (
                _,
                "CREATE_TABLE_AS_SELECT"
                | "INSERT"
                | "INSERT_INTO"
                | "UNLOAD"
                | "UPDATE"
                | "DELETE"
                | "MERGE"
                | "MERGE_INTO",
            ) => Layout::Written,
            (Some(StatementKind::Ddl | StatementKind::Utility), _) => Layout::Packed,
            // The service names no statement type for some statements; those with a table of rows have a CSV.
            (Some(StatementKind::Dml), _) => Layout::Header,
            (None, _) if self.output_location.as_deref().is_some_and(|place| place.ends_with(".txt")) => Layout::Packed,
            (None, _) => Layout::Header,
        }
    }

    /// What the scan costs, in dollars, at the list price of most regions. Definitions and failures cost nothing.
    pub fn dollars(&self) -> f64 {
        if self.reused
            || self.scanned_bytes == 0
            || self.state == State::Failed
            || matches!(self.statement, Some(StatementKind::Ddl))
        {
            return 0.0;
        }
        dollars_of(self.scanned_bytes)
    }
}

impl Execution {
    /// The same for a budget, which is on the safe side: what failed may have been charged for what it scanned.
    pub fn charged_at_most(&self) -> f64 {
        if self.reused || matches!(self.statement, Some(StatementKind::Ddl)) {
            0.0
        } else {
            dollars_of(self.scanned_bytes)
        }
    }
}

/// What a scan costs, in dollars, at the list price of most regions. One of nothing costs nothing.
pub fn dollars_of(bytes: u64) -> f64 {
    if bytes == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "an estimate with two digits")]
    let bytes = bytes.max(LEAST_CHARGED_BYTES) as f64;
    bytes / 1e12 * DOLLARS_PER_TERABYTE
}

/// An amount of money as operators write it, in dollars: `5USD`, `$5`, `0.50usd`.
pub fn dollars(text: &str) -> Result<f64, String> {
    let wrong = || format!("`{text}` is no amount of money: write 5USD or 0.50USD");
    let lower = text.trim().to_ascii_lowercase();
    let number = lower.strip_suffix("usd").or_else(|| lower.strip_prefix('$')).ok_or_else(wrong)?.trim();
    let is_plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    number.parse::<f64>().ok().filter(|amount| is_plain && amount.is_finite()).ok_or_else(wrong)
}

/// A column of a result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResultColumn {
    /// Its name; need not be unique, may be empty.
    pub name: String,
    /// The service's type name.
    pub kind: String,
    /// Digits in all: of a decimal.
    pub precision: i32,
    /// Digits after the point: of a decimal.
    pub scale: i32,
}

impl ResultColumn {
    /// Whether its values can stand in JSON as they are: whole and floating numbers and booleans. A decimal cannot: most
    /// readers of JSON would round it.
    pub fn is_literal(&self) -> bool {
        matches!(
            self.kind.to_ascii_lowercase().as_str(),
            "boolean" | "tinyint" | "smallint" | "integer" | "int" | "bigint" | "float" | "real" | "double"
        )
    }

    /// Whether its values are numbers, which people read right-aligned.
    pub fn is_number(&self) -> bool {
        let kind = self.kind.to_ascii_lowercase();
        kind.starts_with("decimal") || (self.is_literal() && kind != "boolean")
    }
}

/// One page of a result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResultPage {
    /// The columns.
    pub columns: Vec<ResultColumn>,
    /// The rows as the service sends them, header included where it sends one.
    pub rows: Vec<Vec<Option<String>>>,
    /// Rows that the statement wrote.
    pub update_count: Option<i64>,
    /// The token of the next page.
    pub next: Option<String>,
}

/// Splits a row whose columns came packed into one cell, tabs between them, padding after each.
pub fn unpack(row: Vec<Option<String>>, columns: usize) -> Vec<Option<String>> {
    let mut cells = match row.as_slice() {
        [Some(packed)] if columns > 1 => {
            packed.splitn(columns, '\t').map(|cell| Some(cell.trim().to_owned())).collect()
        }
        _ => row,
    };
    cells.resize(columns.max(1), None);
    cells
}

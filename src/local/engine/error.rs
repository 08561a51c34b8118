//! What a query can fail with, in Athena's words and numbers.

use std::fmt;

use datafusion::arrow::error::ArrowError;
use datafusion::common::{DataFusionError, SchemaError};

/// Athena's `AthenaError.ErrorCategory`: who has to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCategory {
    System = 1,
    User = 2,
    Other = 3,
}

/// A failed query: the fields of Athena's `AthenaError` and the text of `StateChangeReason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineError {
    pub category: ErrorCategory,
    /// Athena's `ErrorType`, for example 1006 for a syntax error.
    pub error_type: i32,
    pub retryable: bool,
    /// `CODE: line l:c: text`, as Athena prints it.
    pub message: String,
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EngineError {}

/// A place in the query text, both parts from 1; unknown when the parser kept none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    pub line: u64,
    pub column: u64,
}

impl Place {
    /// `line 1:8: `, or nothing when the place is unknown.
    pub fn prefix(self) -> String {
        if self.line == 0 { String::new() } else { format!("line {}:{}: ", self.line, self.column) }
    }
}

impl EngineError {
    /// An error of the query's author, with Trino's error code in front.
    pub fn user(code: &str, text: impl fmt::Display) -> Self {
        Self {
            category: ErrorCategory::User,
            error_type: error_type(code),
            retryable: false,
            message: format!("{code}: {text}"),
        }
    }

    /// The same, with the place in the query text when it is known.
    pub fn at(code: &str, place: Place, text: impl fmt::Display) -> Self {
        Self::user(code, format_args!("{}{text}", place.prefix()))
    }

    /// A construct that Athena runs and this engine does not: always by name, never a guess.
    pub fn unsupported(what: impl fmt::Display) -> Self {
        Self::user("NOT_SUPPORTED", format_args!("runs on Athena, not in the local engine: {what}"))
    }

    /// A fault of this side: a broken disk, a broken invariant.
    pub fn system(text: impl fmt::Display) -> Self {
        Self {
            category: ErrorCategory::System,
            error_type: 2000,
            retryable: false,
            message: format!("GENERIC_INTERNAL_ERROR: {text}"),
        }
    }

    /// The query was stopped by its owner.
    pub fn cancelled() -> Self {
        Self {
            category: ErrorCategory::User,
            error_type: 1011,
            retryable: false,
            message: "Query was cancelled".to_owned(),
        }
    }

    /// The workgroup's limit on bytes scanned was passed.
    pub fn cutoff(limit: u64) -> Self {
        Self {
            category: ErrorCategory::User,
            error_type: 1008,
            retryable: false,
            message: format!("Bytes scanned limit was exceeded: the limit is {limit} bytes"),
        }
    }

    /// Whether the query needed more memory than it may have.
    pub fn is_out_of_memory(&self) -> bool {
        self.message.starts_with("EXCEEDED_MEMORY_LIMIT")
    }

    /// Somebody else changed what is to be changed.
    pub fn conflict(text: impl fmt::Display) -> Self {
        Self { retryable: true, ..Self::user(CONFLICT, text) }
    }

    /// Whether somebody else was first.
    pub fn is_conflict(&self) -> bool {
        self.message.strip_prefix(CONFLICT).is_some_and(|rest| rest.starts_with(':'))
    }

    /// Whether this is the engine's own word for 'stopped'.
    pub fn is_cancelled(&self) -> bool {
        self.error_type == 1011
    }
}

const CONFLICT: &str = "CONCURRENT_MODIFICATION";

/// The numbers that Athena documents; every other user error is 1000.
fn error_type(code: &str) -> i32 {
    match code {
        "SYNTAX_ERROR" => 1006,
        "COLUMN_NOT_FOUND" | "TYPE_MISMATCH" | "FUNCTION_NOT_FOUND" | "SCHEMA_NOT_FOUND" => 1004,
        "TABLE_NOT_FOUND" => 1110,
        "NOT_SUPPORTED" => 1005,
        "HIVE_BAD_DATA" | "HIVE_CURSOR_ERROR" | "HIVE_CANNOT_OPEN_SPLIT" => 1100,
        "PERMISSION_DENIED" => 234,
        _ => 1000,
    }
}

impl From<EngineError> for DataFusionError {
    fn from(error: EngineError) -> Self {
        DataFusionError::External(Box::new(error))
    }
}

impl From<std::io::Error> for EngineError {
    fn from(error: std::io::Error) -> Self {
        Self::system(error)
    }
}

impl From<ArrowError> for EngineError {
    fn from(error: ArrowError) -> Self {
        match error {
            ArrowError::DivideByZero => Self::user("DIVISION_BY_ZERO", "Division by zero"),
            ArrowError::ArithmeticOverflow(text) => Self::user("NUMERIC_VALUE_OUT_OF_RANGE", text),
            ArrowError::ExternalError(source) => from_boxed(source.as_ref()),
            ArrowError::ParquetError(text) => Self::user("HIVE_BAD_DATA", text),
            other => Self::user("GENERIC_USER_ERROR", other),
        }
    }
}

/// An error that travelled through the engine inside a box.
fn from_boxed(source: &(dyn std::error::Error + Send + Sync + 'static)) -> EngineError {
    if let Some(error) = source.downcast_ref::<EngineError>() {
        return error.clone();
    }
    if let Some(error) = source.downcast_ref::<DataFusionError>() {
        return from_datafusion(error);
    }
    EngineError::user("GENERIC_USER_ERROR", source)
}

impl From<DataFusionError> for EngineError {
    fn from(error: DataFusionError) -> Self {
        from_datafusion(&error)
    }
}

fn from_datafusion(error: &DataFusionError) -> EngineError {
    match error {
        DataFusionError::External(source) => from_boxed(source.as_ref()),
        DataFusionError::Context(_, source) | DataFusionError::Diagnostic(_, source) => from_datafusion(source),
        DataFusionError::Shared(source) => from_datafusion(source),
        DataFusionError::Collection(errors) => {
            errors.first().map_or_else(|| EngineError::system("an empty list of errors"), from_datafusion)
        }
        DataFusionError::ArrowError(source, _) => match source.as_ref() {
            ArrowError::DivideByZero => EngineError::user("DIVISION_BY_ZERO", "Division by zero"),
            ArrowError::ArithmeticOverflow(text) => EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", text),
            ArrowError::ExternalError(source) => from_boxed(source.as_ref()),
            ArrowError::ParquetError(text) => EngineError::user("HIVE_BAD_DATA", text),
            other => EngineError::user("GENERIC_USER_ERROR", other),
        },
        DataFusionError::ParquetError(source) => EngineError::user("HIVE_BAD_DATA", source),
        DataFusionError::ObjectStore(source) => match source.as_ref() {
            datafusion::object_store::Error::Generic { source, .. } => from_boxed(source.as_ref()),
            other => EngineError::user("HIVE_CANNOT_OPEN_SPLIT", other),
        },
        DataFusionError::SchemaError(source, _) => from_schema(source),
        DataFusionError::SQL(source, _) => EngineError::user("SYNTAX_ERROR", source),
        DataFusionError::ResourcesExhausted(text) => EngineError {
            category: ErrorCategory::User,
            error_type: 0,
            retryable: false,
            message: format!("EXCEEDED_MEMORY_LIMIT: Query exhausted resources at this scale factor: {text}"),
        },
        DataFusionError::NotImplemented(text) if text.contains("InSubquery(") => {
            EngineError::unsupported("IN (query) outside the conditions of WHERE and HAVING")
        }
        DataFusionError::NotImplemented(text) if text.contains("Exists(") => {
            EngineError::unsupported("EXISTS (query) outside the conditions of WHERE and HAVING")
        }
        DataFusionError::NotImplemented(text) if text.contains("ScalarSubquery(") => {
            EngineError::unsupported("a subquery that depends on the row around it by more than equality")
        }
        DataFusionError::NotImplemented(text) => EngineError::unsupported(text),
        DataFusionError::Internal(text) if text.contains("Cannot run range queries on datatype") => {
            EngineError::unsupported("a window over a range of values of this type; ROWS goes by place")
        }
        DataFusionError::Plan(text) => from_plan(text),
        DataFusionError::Execution(text) if text.contains("External error: ") => from_plan(text),
        DataFusionError::Execution(text) if text.contains("subquery returned more than one row") => {
            EngineError::user("SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows")
        }
        DataFusionError::Execution(text) => EngineError::user("GENERIC_USER_ERROR", text),
        other => EngineError::system(other.strip_backtrace()),
    }
}

fn from_schema(error: &SchemaError) -> EngineError {
    match error {
        SchemaError::FieldNotFound { field, .. } => {
            let place = field
                .spans
                .first()
                .map_or_else(Place::default, |span| Place { line: span.start.line, column: span.start.column });
            let name = match &field.relation {
                Some(relation) => format!("{}.{}", relation.table(), field.name),
                None => field.name.clone(),
            };
            EngineError::at("COLUMN_NOT_FOUND", place, format_args!("Column '{name}' cannot be resolved"))
        }
        SchemaError::AmbiguousReference { field } => {
            let place = field
                .spans
                .first()
                .map_or_else(Place::default, |span| Place { line: span.start.line, column: span.start.column });
            EngineError::at("AMBIGUOUS_NAME", place, format_args!("Column '{}' is ambiguous", field.name))
        }
        other => EngineError::user("SYNTAX_ERROR", other),
    }
}

/// The planner's sentences that Athena has a code for.
fn from_plan(text: &str) -> EngineError {
    // The planner turns errors of a function's own typing rule into text.
    if let Some((_, own)) = text.split_once("External error: ")
        && let Some((code, rest)) = own.split_once(": ")
        && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    {
        return EngineError::user(code, rest.split(". No function matches").next().unwrap_or(rest));
    }
    if text.contains("must be in GROUP BY")
        || text.contains("non-aggregate values")
        || text.contains("must appear in the GROUP BY")
    {
        let name = text.split('"').nth(1).unwrap_or(text);
        return EngineError::user(
            "EXPRESSION_NOT_AGGREGATE",
            format_args!("'{name}' must be an aggregate expression or appear in GROUP BY clause"),
        );
    }
    if text.contains("non-boolean predicate") {
        return EngineError::user("TYPE_MISMATCH", "WHERE and HAVING clauses must evaluate to a boolean");
    }
    if text.contains("Aggregate functions are not allowed") {
        return EngineError::user("SYNTAX_ERROR", text);
    }
    EngineError::user("SYNTAX_ERROR", text)
}

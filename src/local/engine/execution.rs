//! A running query: its columns, its rows as they come, its statistics.

use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::execution::{SendableRecordBatchStream, SessionState};
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::execute_stream;
use futures::{FutureExt as _, StreamExt};

use super::classify::Classification;
use super::csv_out;
use super::error::EngineError;
use super::scan::meter::{ScanMeter, ScanStatistics};
use super::scan::parquet;
use super::scan::store::FileStore;
use super::types::ColumnInfo;

/// The beginning of the message of a query whose engine panicked.
const PANIC: &str = "GENERIC_INTERNAL_ERROR: the engine failed in the middle of the query: ";

/// A panic as an error; nothing of the failed side is looked at after it.
fn panicked(panic: &(dyn std::any::Any + Send)) -> EngineError {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without a text");
    let mut error = EngineError::system("");
    error.message = format!("{PANIC}{text}");
    error
}

/// Adds the object's name to an error of a Parquet reader, which knows none.
async fn name_object(store: Option<Arc<FileStore>>, error: EngineError) -> EngineError {
    let of_reader = error.message.starts_with("HIVE_BAD_DATA: ");
    let perhaps = error.message.starts_with("GENERIC_") && !error.is_cancelled();
    let Some(store) = store.filter(|_| (of_reader || perhaps) && !error.message.contains("(object ")) else {
        return error;
    };
    let message = error.message.clone();
    let found = tokio::task::spawn_blocking(move || parquet::broken_file(&store, &message, of_reader)).await;
    match found {
        Ok(Some(uri)) => {
            let message = match error.message.strip_prefix(PANIC) {
                Some(text) => format!("HIVE_BAD_DATA: the file cannot be read: {text}"),
                None if of_reader => error.message,
                None => format!("HIVE_BAD_DATA: {}", error.message.split_once(": ").map_or("", |(_, text)| text)),
            };
            EngineError { message: format!("{message} (object {uri})"), ..EngineError::user("HIVE_BAD_DATA", "") }
        }
        _ => error,
    }
}

/// Where the rows come from.
pub(super) enum Rows {
    Stream(SendableRecordBatchStream),
    Ready(Vec<RecordBatch>),
}

/// How to run a query once more with less memory: a plan whose joins sort, and so can spill.
pub(super) struct Retry {
    pub plan: LogicalPlan,
    pub state: SessionState,
}

impl Retry {
    async fn start(self) -> Result<SendableRecordBatchStream, EngineError> {
        let physical = self.state.create_physical_plan(&self.plan).await?;
        Ok(execute_stream(physical, self.state.task_ctx())?)
    }
}

/// What a statement answers with. Rows are read from the tables while they are taken here.
pub struct Execution {
    pub classification: Classification,
    pub columns: Vec<ColumnInfo>,
    /// Rows written, for statements that write.
    pub update_count: Option<u64>,
    /// The objects that the statement wrote.
    pub manifest: Vec<String>,
    pub(super) rows: Rows,
    pub(super) meter: Arc<ScanMeter>,
    /// The Parquet files that the query reads; none for statements that read no table.
    pub(super) store: Option<Arc<FileStore>>,
    pub(super) hides_columns: bool,
    /// Until the first row is out, a query that ran out of memory can begin again.
    pub(super) retry: Option<Retry>,
}

impl std::fmt::Debug for Execution {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Execution")
            .field("classification", &self.classification)
            .field("columns", &self.columns)
            .finish()
    }
}

impl Execution {
    /// The answer of a utility statement: lines of text. Names and values of several columns are packed with tabs: the
    /// description of a result names each column, its rows have one cell.
    pub(super) fn lines(
        classification: Classification,
        column: &str,
        lines: Vec<String>,
        meter: Arc<ScanMeter>,
    ) -> Result<Self, EngineError> {
        let array: ArrayRef = Arc::new(StringArray::from(lines));
        let batch = RecordBatch::try_from_iter([(column, array)])?;
        Ok(Self {
            classification,
            columns: column.split('\t').map(ColumnInfo::text).collect(),
            update_count: None,
            manifest: Vec::new(),
            rows: Rows::Ready(vec![batch]),
            meter,
            store: None,
            hides_columns: false,
            retry: None,
        })
    }

    /// The answer of a statement that has none.
    pub(super) fn nothing(classification: Classification, meter: Arc<ScanMeter>) -> Self {
        Self {
            classification,
            columns: Vec::new(),
            update_count: None,
            manifest: Vec::new(),
            rows: Rows::Ready(Vec::new()),
            meter,
            store: None,
            hides_columns: false,
            retry: None,
        }
    }

    /// The next rows; none at the end.
    pub async fn next_batch(&mut self) -> Option<Result<RecordBatch, EngineError>> {
        match &mut self.rows {
            Rows::Ready(batches) => (!batches.is_empty()).then(|| Ok(batches.remove(0))),
            Rows::Stream(stream) => {
                let cancel = self.meter.cancellation().clone();
                let next = tokio::select! {
                    biased;
                    () = cancel.cancelled() => {
                        // Dropping the stream stops everything that feeds it.
                        self.rows = Rows::Ready(Vec::new());
                        return Some(Err(EngineError::cancelled()));
                    }
                    // A panic of a reader or a function comes through the tasks of the plan to here.
                    next = AssertUnwindSafe(stream.next()).catch_unwind() => match next {
                        Ok(next) => next.map(|batch| batch.map_err(EngineError::from)),
                        Err(panic) => {
                            self.rows = Rows::Ready(Vec::new());
                            let hides = self.store.as_ref().is_some_and(|store| store.hides_rows());
                            Some(Err(panicked(if hides { &"" } else { panic.as_ref() })))
                        }
                    },
                };
                match next {
                    Some(Err(error)) if error.is_out_of_memory() => match self.retry.take() {
                        Some(retry) => self.begin_again(retry).await,
                        None => Some(Err(error)),
                    },
                    Some(Err(error)) => {
                        self.retry = None;
                        self.rows = Rows::Ready(Vec::new());
                        Some(Err(name_object(self.store.clone(), error).await))
                    }
                    next => {
                        self.retry = None;
                        next
                    }
                }
            }
        }
    }

    /// Runs the query with joins that spill. What the first attempt read does not count twice.
    async fn begin_again(&mut self, retry: Retry) -> Option<Result<RecordBatch, EngineError>> {
        self.rows = Rows::Ready(Vec::new());
        self.meter.reset();
        match retry.start().await {
            Ok(stream) => self.rows = Rows::Stream(stream),
            Err(error) => return Some(Err(error)),
        }
        Box::pin(self.next_batch()).await
    }

    /// Takes all rows.
    pub async fn collect(&mut self) -> Result<Vec<RecordBatch>, EngineError> {
        let mut batches = Vec::new();
        while let Some(batch) = self.next_batch().await {
            batches.push(batch?);
        }
        Ok(batches)
    }

    /// Takes all rows as text, cell by cell; none is NULL.
    pub async fn text_rows(&mut self) -> Result<Vec<Vec<Option<String>>>, EngineError> {
        let mut rows = Vec::new();
        while let Some(batch) = self.next_batch().await {
            let batch = batch?;
            for row in 0..batch.num_rows() {
                rows.push(batch.columns().iter().map(|column| super::format::format_cell(column, row)).collect());
            }
        }
        Ok(rows)
    }

    /// Writes header and rows as Athena's result file; returns the number of rows.
    pub async fn write_csv(&mut self, out: &mut (impl Write + Send)) -> Result<u64, EngineError> {
        csv_out::write_header(&self.columns, out)?;
        let mut buffer = String::new();
        let mut rows = 0;
        while let Some(batch) = self.next_batch().await {
            let batch = batch?;
            rows += batch.num_rows() as u64;
            csv_out::write_batch(&batch, &mut buffer, out)?;
        }
        out.flush()?;
        Ok(rows)
    }

    /// Writes the rows as lines of text, columns between tabs and no header: the result file of a utility statement.
    pub async fn write_text(&mut self, out: &mut (impl Write + Send)) -> Result<u64, EngineError> {
        let rows = self.text_rows().await?;
        for row in &rows {
            let cells: Vec<&str> = row.iter().map(|cell| cell.as_deref().unwrap_or_default()).collect();
            writeln!(out, "{}", cells.join("\t"))?;
        }
        out.flush()?;
        Ok(rows.len() as u64)
    }

    /// Whether a table of the query hides rows or columns from its caller.
    pub fn is_filtered(&self) -> bool {
        self.store.as_ref().is_some_and(|store| store.hides_rows()) || self.hides_columns
    }

    /// What was read so far; complete after the last row.
    pub fn statistics(&self) -> ScanStatistics {
        self.meter.statistics()
    }
}

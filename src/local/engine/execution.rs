//! A running query: its columns, its rows as they come, its statistics.

use std::io::Write;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::execution::{SendableRecordBatchStream, SessionState};
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::execute_stream;
use futures::StreamExt;

use super::classify::Classification;
use super::csv_out;
use super::error::EngineError;
use super::scan::meter::{ScanMeter, ScanStatistics};
use super::types::ColumnInfo;

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
    /// The answer of a utility statement: lines of text.
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
            columns: vec![ColumnInfo::text(column)],
            update_count: None,
            manifest: Vec::new(),
            rows: Rows::Ready(vec![batch]),
            meter,
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
                    next = stream.next() => next.map(|batch| batch.map_err(EngineError::from)),
                };
                match next {
                    Some(Err(error)) if error.is_out_of_memory() => match self.retry.take() {
                        Some(retry) => self.begin_again(retry).await,
                        None => Some(Err(error)),
                    },
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

    /// What was read so far; complete after the last row.
    pub fn statistics(&self) -> ScanStatistics {
        self.meter.statistics()
    }
}

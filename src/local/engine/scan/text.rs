//! The scan of text files: each partition of the plan reads its files one after another on a thread of its own.

use std::fmt;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DataFusionError, Result};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType, ReplaceChildrenOptions};
use datafusion::physical_plan::stream::RecordBatchReceiverStream;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties};

use super::ScanFile;
use super::lines::Lines;
use super::meter::{Metered, ScanMeter};
use super::unpack::Packing;
use crate::engine::error::EngineError;
use crate::engine::serde::skip::LineSkip;
use crate::engine::serde::{FileColumn, TextFormat, input_error};
use crate::engine::source::bring_now;

/// Where a column of the output comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputColumn {
    /// Position among the file columns that are read.
    File(usize),
    /// Position among the partition values.
    Partition(usize),
}

/// Reads text files into batches of the projected columns.
#[derive(Debug, Clone)]
pub struct TextScan {
    pub format: Arc<TextFormat>,
    pub skip: LineSkip,
    /// The columns to be read from each file.
    pub columns: Arc<[FileColumn]>,
    pub output: Arc<[OutputColumn]>,
    pub schema: SchemaRef,
    /// One list of files for each partition of the plan.
    pub groups: Vec<Vec<ScanFile>>,
    pub limit: Option<usize>,
    pub meter: Arc<ScanMeter>,
    properties: Arc<PlanProperties>,
}

impl TextScan {
    pub fn new(
        (format, skip): (Arc<TextFormat>, LineSkip),
        columns: Vec<FileColumn>,
        output: Vec<OutputColumn>,
        schema: SchemaRef,
        groups: Vec<Vec<ScanFile>>,
        limit: Option<usize>,
        meter: Arc<ScanMeter>,
    ) -> Self {
        let properties = PlanProperties::new(
            EquivalenceProperties::new(Arc::clone(&schema)),
            Partitioning::UnknownPartitioning(groups.len()),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Self {
            format,
            skip,
            columns: columns.into(),
            output: output.into(),
            schema,
            groups,
            limit,
            meter,
            properties: Arc::new(properties),
        }
    }

    /// Adds the partition columns to what came out of a file.
    fn complete(&self, file: &ScanFile, read: &RecordBatch) -> Result<RecordBatch> {
        let rows = read.num_rows();
        let columns = self
            .output
            .iter()
            .map(|column| match column {
                OutputColumn::File(index) => Ok(Arc::clone(read.column(*index))),
                OutputColumn::Partition(index) => file.partition_values[*index].to_array_of_size(rows),
            })
            .collect::<Result<Vec<ArrayRef>>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options)?)
    }

    /// Reads the files; `send` says whether anybody still wants more.
    fn read(
        &self,
        files: &[ScanFile],
        batch_rows: usize,
        mut send: impl FnMut(RecordBatch) -> bool,
    ) -> Result<(), DataFusionError> {
        let mut wanted = self.limit.unwrap_or(usize::MAX);
        for file in files {
            let opened = self.format.open(self.skip, file, &self.meter, &self.columns, batch_rows);
            let mut reader = opened.map_err(|error| name_object(error, file))?;
            if !file.is_continued() {
                self.meter.add_files(1);
            }
            while let Some(batch) = reader.next_batch().map_err(|error| name_object(error, file))? {
                self.meter.check()?;
                self.meter.add_rows(batch.num_rows() as u64);
                let batch = if batch.num_rows() > wanted { batch.slice(0, wanted) } else { batch };
                wanted -= batch.num_rows();
                if !send(self.complete(file, &batch)?) || wanted == 0 {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

/// Whether an object's bytes are its text, by the end of its name.
pub fn is_plain(uri: &str) -> bool {
    Packing::of(uri) == Packing::Plain
}

/// What some editors put before a text in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Opens an object for reading, unpacking it by the end of its name as Athena does. A mark of the order of bytes before the
/// text is no part of it.
pub fn open(file: &ScanFile, packing: Packing, meter: &Arc<ScanMeter>) -> Result<Box<dyn BufRead + Send>, EngineError> {
    let mut input = open_whole(file, packing, meter)?;
    if file.is_continued() {
        return Ok(input);
    }
    let mut first = Vec::with_capacity(BYTE_ORDER_MARK.len());
    input.by_ref().take(BYTE_ORDER_MARK.len() as u64).read_to_end(&mut first).map_err(input_error)?;
    if first == BYTE_ORDER_MARK {
        return Ok(input);
    }
    Ok(Box::new(Cursor::new(first).chain(input)))
}

fn open_whole(
    file: &ScanFile,
    packing: Packing,
    meter: &Arc<ScanMeter>,
) -> Result<Box<dyn BufRead + Send>, EngineError> {
    // Where lines begin is seen only in what is before them.
    bring_now(file.elsewhere.as_deref(), &file.uri, 0..file.size)?;
    let opened = std::fs::File::open(&file.path).map_err(|error| {
        EngineError::user("HIVE_CANNOT_OPEN_SPLIT", format_args!("Error opening {}: {error}", file.uri))
    })?;
    if let Some(range) = &file.range {
        let lines = Lines::open(opened, range)?;
        return Ok(Box::new(BufReader::with_capacity(128 * 1024, Metered::new(lines, Arc::clone(meter)))));
    }
    packing.open(BufReader::with_capacity(128 * 1024, Metered::new(opened, Arc::clone(meter))), &file.uri)
}

/// Errors of a reader speak of a row; the reader of the message needs the object.
fn name_object(error: EngineError, file: &ScanFile) -> EngineError {
    if error.is_cancelled() || error.error_type == 1008 || error.message.contains(&*file.uri) {
        return error;
    }
    let from = match &file.range {
        Some(range) if range.start > 0 => format!(", counted from byte {}", range.start),
        _ => String::new(),
    };
    EngineError { message: format!("{} (object {}{from})", error.message, file.uri), ..error }
}

impl DisplayAs for TextScan {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: usize = self.groups.iter().map(Vec::len).sum();
        write!(f, "TextScan: format={}, files={files}", self.format.name())
    }
}

impl ExecutionPlan for TextScan {
    fn name(&self) -> &'static str {
        "TextScan"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        Vec::new()
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(
        self: Arc<Self>,
        _: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(self)
    }

    fn with_new_children(self: Arc<Self>, _: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(self)
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let scan = self.clone();
        let batch_rows = context.session_config().batch_size();
        let mut builder = RecordBatchReceiverStream::builder(Arc::clone(&self.schema), 2);
        let sender = builder.tx();
        builder.spawn_blocking(move || {
            let files = scan.groups.get(partition).map_or(&[][..], Vec::as_slice);
            scan.read(files, batch_rows, |batch| sender.blocking_send(Ok(batch)).is_ok())
        });
        Ok(builder.build())
    }
}

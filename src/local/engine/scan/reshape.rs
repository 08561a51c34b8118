//! Columns of Parquet files that are made into those of the table by a [`Shape`], as expressions over what is read; and which
//! columns hold bytes that the file does not say are text.

use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::common::{Result, internal_err};
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::{CachedParquetFileReaderFactory, ParquetFileReaderFactory};
use datafusion::logical_expr::ColumnarValue;
use datafusion::parquet::arrow::arrow_reader::ArrowReaderOptions;
use datafusion::parquet::arrow::async_reader::AsyncFileReader;
use datafusion::parquet::basic::{ConvertedType, Type as PhysicalType};
use datafusion::parquet::file::metadata::ParquetMetaData;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use futures::FutureExt;
use futures::future::BoxFuture;

use super::super::error::EngineError;
use super::shape::Shape;

/// What a column of a file is to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The column of the table.
    pub name: String,
    pub kind: DataType,
    pub shape: Shape,
}

/// A column of a file as the table has it.
#[derive(Debug)]
pub struct Reshaped {
    pub input: Arc<dyn PhysicalExpr>,
    pub target: Arc<Target>,
}

impl PartialEq for Reshaped {
    fn eq(&self, other: &Self) -> bool {
        self.input.eq(&other.input) && self.target == other.target
    }
}

impl Eq for Reshaped {}

impl Hash for Reshaped {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.input.hash(state);
        self.target.name.hash(state);
    }
}

impl fmt::Display for Reshaped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.input.fmt(f)
    }
}

impl PhysicalExpr for Reshaped {
    fn data_type(&self, _: &Schema) -> Result<DataType> {
        Ok(self.target.kind.clone())
    }

    fn nullable(&self, _: &Schema) -> Result<bool> {
        Ok(true)
    }

    fn evaluate(&self, batch: &RecordBatch) -> Result<ColumnarValue> {
        let array = self.input.evaluate(batch)?.into_array(batch.num_rows())?;
        let made = self.target.shape.apply(&array).map_err(|error| {
            EngineError::user(
                "HIVE_BAD_DATA",
                format_args!("Malformed Parquet file: column {}: {error}", self.target.name),
            )
        })?;
        Ok(ColumnarValue::Array(made))
    }

    fn children(&self) -> Vec<&Arc<dyn PhysicalExpr>> {
        vec![&self.input]
    }

    fn with_new_children(self: Arc<Self>, mut children: Vec<Arc<dyn PhysicalExpr>>) -> Result<Arc<dyn PhysicalExpr>> {
        match children.pop() {
            Some(input) if children.is_empty() => Ok(Arc::new(Self { input, target: Arc::clone(&self.target) })),
            _ => internal_err!("a reshaped column has one input"),
        }
    }

    fn fmt_sql(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.input.fmt_sql(f)
    }
}

/// The columns, by their names in files, of which some file does not say that their bytes are text. Parquet's reader looks
/// only at what the file says, whatever it is asked to make of the bytes.
#[derive(Debug, Default)]
pub struct Unchecked(Mutex<HashSet<String>>);

impl Unchecked {
    /// Whether the bytes of a column may be no text. Every file is noted before the first of its rows is read.
    pub fn holds(&self, column: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(column)
    }

    fn note(&self, file: &ParquetMetaData) {
        let is_unchecked = |kind: ConvertedType| !matches!(kind, ConvertedType::UTF8 | ConvertedType::DECIMAL);
        for column in file.file_metadata().schema_descr().columns() {
            if column.physical_type() == PhysicalType::BYTE_ARRAY
                && is_unchecked(column.converted_type())
                && let Some(root) = column.path().parts().first()
                && !self.holds(root)
            {
                self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(root.clone());
            }
        }
    }
}

/// Opens files, and notes what they do not say.
#[derive(Debug)]
pub struct Watching {
    pub files: CachedParquetFileReaderFactory,
    pub unchecked: Arc<Unchecked>,
}

impl ParquetFileReaderFactory for Watching {
    fn create_reader(
        &self,
        partition_index: usize,
        partitioned_file: PartitionedFile,
        metadata_size_hint: Option<usize>,
        metrics: &ExecutionPlanMetricsSet,
    ) -> Result<Box<dyn AsyncFileReader + Send>> {
        let file = self.files.create_reader(partition_index, partitioned_file, metadata_size_hint, metrics)?;
        Ok(Box::new(Watched { file, unchecked: Arc::clone(&self.unchecked) }))
    }
}

struct Watched {
    file: Box<dyn AsyncFileReader + Send>,
    unchecked: Arc<Unchecked>,
}

impl AsyncFileReader for Watched {
    fn get_bytes(&mut self, range: Range<u64>) -> BoxFuture<'_, datafusion::parquet::errors::Result<Bytes>> {
        self.file.get_bytes(range)
    }

    fn get_byte_ranges(
        &mut self,
        ranges: Vec<Range<u64>>,
    ) -> BoxFuture<'_, datafusion::parquet::errors::Result<Vec<Bytes>>> {
        self.file.get_byte_ranges(ranges)
    }

    fn get_metadata<'a>(
        &'a mut self,
        options: Option<&'a ArrowReaderOptions>,
    ) -> BoxFuture<'a, datafusion::parquet::errors::Result<Arc<ParquetMetaData>>> {
        async move {
            let metadata = self.file.get_metadata(options).await?;
            self.unchecked.note(&metadata);
            Ok(metadata)
        }
        .boxed()
    }
}

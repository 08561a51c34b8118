//! The scan of Parquet files: DataFusion's own reader, with columns found whatever the case of their names.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Schema, SchemaRef};
use datafusion::catalog::Session;
use datafusion::common::config::TableParquetOptions;
use datafusion::common::stats::Precision;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::common::{Result, Statistics};
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::CachedParquetFileReaderFactory;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::object_store::ObjectStore;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr_adapter::{
    DefaultPhysicalExprAdapterFactory, PhysicalExprAdapter, PhysicalExprAdapterFactory,
};
use datafusion::physical_plan::ExecutionPlan;

use super::reshape::{Reshaped, Target, Unchecked, Watching};
use super::shape::{self, Shape};
use super::store::FileStore;
use super::{ScanFile, estimate, rounding};
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

/// The name under which a query's files are registered with the engine.
pub fn store_url() -> ObjectStoreUrl {
    ObjectStoreUrl::parse("lake://files").expect("a constant URL is valid")
}

/// A column of the table that no file has and nobody asks for. A file whose columns are those of the table would be read
/// without [`Finder`]; and the reader makes them alike by taking bytes for text.
const NOBODY: &str = "\0";

/// What is read of a group of Parquet files.
pub struct ParquetScan<'a> {
    pub store: &'a Arc<FileStore>,
    /// The columns of the table that are in files.
    pub file_schema: SchemaRef,
    /// The columns whose values are the same for a whole file.
    pub constant_fields: Vec<FieldRef>,
    pub files: &'a [ScanFile],
    /// Positions among both.
    pub projection: Vec<usize>,
    pub limit: Option<usize>,
    /// Columns are found by their place, not by name.
    pub by_place: bool,
    /// Whether the planner may know how many rows and which values the files say they have.
    pub estimates: bool,
}

impl ParquetScan<'_> {
    /// The plan that reads them.
    pub async fn plan(self, state: &dyn Session) -> Result<Arc<dyn ExecutionPlan>> {
        let entries: Vec<PartitionedFile> = self
            .files
            .iter()
            .map(|file| {
                let name = self.store.add(file);
                PartitionedFile::new(name, file.size).with_partition_values(file.partition_values.to_vec())
            })
            .collect();
        // A footer is read once for a query, however many threads read the file.
        let footers = state.runtime_env().cache_manager.get_file_metadata_cache();
        // What is known of a column is known by its name.
        let known = match self.estimates && !self.by_place {
            true => estimate::of_files(self.store.as_ref(), &footers, &self.file_schema, &entries).await,
            false => Statistics::new_unknown(&self.file_schema),
        };
        let of_files = self.file_schema.fields().len();
        let nobody = Arc::new(Field::new(NOBODY, DataType::Boolean, true));
        let fields: Vec<FieldRef> = self.file_schema.fields().iter().cloned().chain([nobody]).collect();
        let table_schema =
            TableSchema::builder(Arc::new(Schema::new(fields))).with_table_partition_cols(self.constant_fields).build();
        let projection = self.projection.into_iter().map(|at| if at < of_files { at } else { at + 1 }).collect();
        let mut statistics = Statistics::new_unknown(table_schema.table_schema());
        for (of_table, of_files) in statistics.column_statistics.iter_mut().zip(known.column_statistics) {
            *of_table = of_files;
        }
        statistics.num_rows = known.num_rows;
        let bytes: u64 = self.files.iter().map(|file| file.size).sum();
        statistics.total_byte_size = Precision::Inexact(usize::try_from(bytes).unwrap_or(usize::MAX));
        let count = state.config().target_partitions().clamp(1, entries.len().max(1));
        let mut groups: Vec<Vec<PartitionedFile>> = vec![Vec::new(); count];
        for (index, entry) in entries.into_iter().enumerate() {
            groups[index % count].push(entry);
        }
        let store: Arc<dyn ObjectStore> = Arc::<FileStore>::clone(self.store);
        let unchecked = Arc::new(Unchecked::default());
        let files = CachedParquetFileReaderFactory::new(store, footers);
        let readers = Arc::new(Watching { files, unchecked: Arc::clone(&unchecked) });
        let mut options = TableParquetOptions::default();
        // Nanoseconds, as which they would be read otherwise, hold the years 1677 to 2262 only.
        options.global.coerce_int96 = Some("us".to_owned());
        let source = ParquetSource::new(table_schema).with_table_parquet_options(options);
        let source = Arc::new(source.with_parquet_file_reader_factory(readers));
        let config = FileScanConfigBuilder::new(store_url(), source)
            .with_file_groups(groups.into_iter().map(FileGroup::new).collect())
            .with_projection_indices(Some(projection))?
            .with_limit(self.limit)
            .with_statistics(statistics)
            .with_expr_adapter(Some(Arc::new(Finder { by_place: self.by_place, unchecked })))
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }
}

/// The most bytes of files that are read again to find out which is broken.
const MOST_EXAMINED: u64 = 1 << 30;

/// Which of the files that a failed query has read is broken: the first that cannot be read on its own, by its object's
/// name. A reader that panics is a broken file too. When the failure is known to be a file's, the only file is it.
pub fn broken_file(store: &FileStore, message: &str, of_a_file: bool) -> Option<Arc<str>> {
    if let Some(uri) = store.named(message) {
        return Some(uri);
    }
    let files = store.recent();
    if let [(uri, _)] = files.as_slice()
        && of_a_file
    {
        return Some(Arc::clone(uri));
    }
    let mut left = MOST_EXAMINED;
    for (uri, path) in files {
        let size = std::fs::metadata(&path).map(|file| file.len()).unwrap_or(0);
        left = left.checked_sub(size)?;
        let whole = std::panic::catch_unwind(|| {
            let file = std::fs::File::open(&path).ok()?;
            let rows = ParquetRecordBatchReaderBuilder::try_new(file).ok()?.build().ok()?;
            rows.into_iter().all(|batch| batch.is_ok()).then_some(())
        });
        if !matches!(whole, Ok(Some(()))) {
            return Some(uri);
        }
    }
    None
}

/// Finds each column of the table in a file regardless of case, and refuses types that do not agree.
#[derive(Debug)]
struct Finder {
    /// By its place in the file instead.
    by_place: bool,
    unchecked: Arc<Unchecked>,
}

impl PhysicalExprAdapterFactory for Finder {
    fn create(&self, logical: SchemaRef, physical: SchemaRef) -> Result<Arc<dyn PhysicalExprAdapter>> {
        let (mut names, mut targets) = (HashMap::new(), HashMap::new());
        let file_names: Vec<&str> = physical.fields().iter().map(|field| field.name().as_str()).collect();
        let mut fields = Vec::with_capacity(logical.fields().len());
        for (place, field) in logical.fields().iter().enumerate() {
            if field.name() == NOBODY {
                fields.push(Arc::clone(field));
                continue;
            }
            let by_name = || shape::place(&file_names, field.name()).and_then(|at| physical.fields().get(at));
            let found = if self.by_place { physical.fields().get(place) } else { by_name() };
            match found {
                Some(found) => {
                    let unchecked = self.unchecked.holds(found.name());
                    let shape = Shape::of_parquet(found.data_type(), field.data_type(), unchecked)
                        .ok_or_else(|| mismatch(found.name(), found.data_type(), field.data_type()))?;
                    names.insert(field.name().clone(), found.name().clone());
                    // What DataFusion casts itself it also compares with what the file says of its values.
                    let is_ours = field.data_type().is_nested() && found.data_type() != field.data_type();
                    if is_ours || unchecked {
                        let target = Target { name: field.name().clone(), kind: field.data_type().clone(), shape };
                        targets.insert(field.name().clone(), Arc::new(target));
                        fields.push(Arc::clone(found));
                    } else {
                        fields.push(Arc::new(field.as_ref().clone().with_name(found.name())));
                    }
                }
                None if self.by_place => {
                    // Another column of the file may have this name.
                    let nobody = format!("no column {place}");
                    names.insert(field.name().clone(), nobody.clone());
                    fields.push(Arc::new(field.as_ref().clone().with_name(nobody)));
                }
                None => fields.push(Arc::clone(field)),
            }
        }
        let renamed = Arc::new(Schema::new(fields));
        let inner = DefaultPhysicalExprAdapterFactory.create(renamed, Arc::clone(&physical))?;
        Ok(Arc::new(Renaming { names, targets, inner, physical }))
    }
}

#[derive(Debug)]
struct Renaming {
    names: HashMap<String, String>,
    /// The columns that are reshaped.
    targets: HashMap<String, Arc<Target>>,
    inner: Arc<dyn PhysicalExprAdapter>,
    /// What is in the file.
    physical: SchemaRef,
}

impl PhysicalExprAdapter for Renaming {
    fn rewrite(&self, expr: Arc<dyn PhysicalExpr>) -> Result<Arc<dyn PhysicalExpr>> {
        let renamed = expr
            .transform(|node| {
                let Some(column) = node.downcast_ref::<Column>() else { return Ok(Transformed::no(node)) };
                let Some(name) = self.names.get(column.name()) else { return Ok(Transformed::no(node)) };
                let named = || Arc::new(Column::new(name, column.index())) as Arc<dyn PhysicalExpr>;
                Ok(match self.targets.get(column.name()) {
                    Some(target) => {
                        Transformed::yes(Arc::new(Reshaped { input: named(), target: Arc::clone(target) }) as _)
                    }
                    None if name != column.name() => Transformed::yes(named()),
                    None => Transformed::no(node),
                })
            })
            .data()?;
        rounding::round(self.inner.rewrite(renamed)?, &self.physical)
    }
}

/// Trino reads a Parquet column as the declared type only when the two are of one kind.
fn mismatch(name: &str, file: &DataType, table: &DataType) -> EngineError {
    EngineError::user(
        "HIVE_BAD_DATA",
        format_args!(
            "Field {name}'s type {} in parquet file is incompatible with type {} defined in table schema",
            athena_name(file),
            athena_name(table)
        ),
    )
}

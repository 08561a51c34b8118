//! The one table provider: a table of the catalog, read from its files.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Schema, SchemaRef, TimeUnit};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::config::ConfigOptions;
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_expr::ScalarFunctionExpr;
use datafusion::physical_expr::expressions::{Column, Literal};
use datafusion::physical_plan::empty::EmptyExec;
use datafusion::physical_plan::filter::FilterExec;
use datafusion::physical_plan::projection::ProjectionExec;
use datafusion::physical_plan::union::UnionExec;
use datafusion::physical_plan::{ExecutionPlan, PhysicalExpr};

use super::barrier::{self, Barrier};
use super::context::QueryContext;
use super::error::EngineError;
use super::functions::{parse, registry};
use super::projection::{self, KeyValue, Projection};
use super::prune::{is_about, keep};
use super::rewrite;
use super::scan::ScanFile;
use super::scan::parquet::ParquetScan;
use super::scan::share::{split, spread};
use super::scan::text::{OutputColumn, TextScan};
use super::serde::{FileColumn, TableFormat};
use super::source::{ObjectFile, PartitionDefinition, Storage, TableDefinition};
use super::text_types::{Scope, TextType};
use super::types::HiveType;

/// The value that Hive writes for NULL in the name of a partition.
const NULL_PARTITION: &str = "__HIVE_DEFAULT_PARTITION__";

/// The columns that every table has and `*` does not show.
pub const HIDDEN: &[&str] = &["$path", "$file_size", "$file_modified_time"];

/// The type of a hidden column.
fn hidden_type(name: &str) -> DataType {
    match name {
        "$file_size" => DataType::Int64,
        "$file_modified_time" => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
        _ => DataType::Utf8View,
    }
}

/// What a hidden column says of a file.
fn hidden_value(name: &str, file: &ObjectFile) -> ScalarValue {
    match name {
        "$file_size" => ScalarValue::Int64(i64::try_from(file.size).ok()),
        "$file_modified_time" => {
            let millis =
                file.modified.duration_since(SystemTime::UNIX_EPOCH).map(|since| since.as_millis()).unwrap_or(0);
            ScalarValue::TimestampMillisecond(i64::try_from(millis).ok(), Some("UTC".into()))
        }
        _ => ScalarValue::Utf8View(Some(file.uri.clone())),
    }
}

/// A table as the query sees it: the columns that the caller may see, then the partition keys.
#[derive(Debug)]
pub struct GlueTable {
    definition: TableDefinition,
    context: Arc<QueryContext>,
    /// Every column and every partition key.
    full: SchemaRef,
    visible: SchemaRef,
    /// Position among the visible columns -> position in `full`.
    positions: Vec<usize>,
    /// The lengths of texts, of every column and partition key.
    text_types: Vec<TextType>,
}

/// The files of one format, whatever partition they are in.
struct Group {
    format: TableFormat,
    files: Vec<ScanFile>,
}

impl GlueTable {
    pub fn new(definition: TableDefinition, context: Arc<QueryContext>) -> Result<Self, EngineError> {
        let mut fields = Vec::new();
        let mut text_types = Vec::new();
        let mut positions = Vec::new();
        for column in definition.columns.iter().chain(&definition.partition_keys) {
            let name = column.name.to_lowercase();
            let kind = HiveType::parse(&column.type_name)?;
            let is_key = fields.len() >= definition.columns.len();
            // Values inside others have no length here, and neither have those of paths.
            if kind.has_char() && (is_key || !kind.text_type().is_char()) {
                return Err(EngineError::unsupported(format_args!("column {name} of type {}", column.type_name)));
            }
            if let TextType::Char(length) = kind.text_type()
                && !(1..=255).contains(&length)
            {
                return Err(EngineError::user(
                    "HIVE_INVALID_METADATA",
                    format_args!("'{}' is not a valid column type: char has 1 to 255 characters", column.type_name),
                ));
            }
            text_types.push(if is_key { TextType::Varchar(None) } else { kind.text_type() });
            if !definition.denied_columns.contains(&name) {
                positions.push(fields.len());
            }
            fields.push(Arc::new(Field::new(name, kind.arrow(), true)));
        }
        // The path of a file names the values of the partition keys.
        let hides_a_key =
            definition.partition_keys.iter().any(|key| definition.denied_columns.contains(&key.name.to_lowercase()));
        for name in &context.hidden {
            if name != "$path" || !hides_a_key {
                positions.push(fields.len());
            }
            fields.push(Arc::new(Field::new(name, hidden_type(name), true)));
        }
        let full = Arc::new(Schema::new(fields));
        let visible = Arc::new(full.project(&positions).map_err(EngineError::from)?);
        Ok(Self { definition, context, full, visible, positions, text_types })
    }

    /// The type of a column that is a text.
    pub fn text_type(&self, name: &str) -> TextType {
        let index = self.full.index_of(name).ok();
        index.and_then(|index| self.text_types.get(index).copied()).unwrap_or(TextType::Varchar(None))
    }

    /// Texts with the lengths that their types say, whatever the files have.
    fn fitted(&self, plan: Arc<dyn ExecutionPlan>, columns: &[usize]) -> Result<Arc<dyn ExecutionPlan>> {
        let kind = |index: &usize| self.text_types.get(*index).copied().unwrap_or(TextType::Null);
        if columns.iter().all(|index| kind(index).length().is_none()) {
            return Ok(plan);
        }
        let schema = plan.schema();
        let function = registry::scalar("$fit").ok_or_else(|| EngineError::system("no function fits texts"))?;
        let mut items = Vec::with_capacity(columns.len());
        for (place, index) in columns.iter().enumerate() {
            let name = self.full.field(*index).name();
            let column: Arc<dyn PhysicalExpr> = Arc::new(Column::new(name, place));
            let item = match kind(index) {
                kind @ (TextType::Char(length) | TextType::Varchar(Some(length))) => {
                    let args: Vec<Arc<dyn PhysicalExpr>> = vec![
                        column,
                        Arc::new(Literal::new(ScalarValue::Int64(Some(i64::from(length))))),
                        Arc::new(Literal::new(ScalarValue::Boolean(Some(kind.is_char())))),
                    ];
                    let options = Arc::new(ConfigOptions::default());
                    Arc::new(ScalarFunctionExpr::try_new(Arc::clone(&function), args, &schema, options)?)
                }
                _ => column,
            };
            items.push((item, name.clone()));
        }
        Ok(Arc::new(ProjectionExec::try_new(items, plan)?))
    }

    fn partition_fields(&self) -> &[FieldRef] {
        let columns = self.definition.columns.len();
        &self.full.fields()[columns..columns + self.definition.partition_keys.len()]
    }

    /// The columns whose values are the same for a whole file: partition keys, and hidden columns.
    fn constant_fields(&self) -> &[FieldRef] {
        &self.full.fields()[self.definition.columns.len()..]
    }

    /// The partitions that can hold a wanted row, with their values.
    async fn partitions(
        &self,
        state: &dyn Session,
        filters: &[Expr],
    ) -> Result<Vec<(PartitionDefinition, Vec<ScalarValue>)>> {
        if projection::is_enabled(&self.definition) {
            return self.projected(state, filters);
        }
        let all = self.context.catalog.partitions(&self.definition).await?;
        let mut valued = Vec::with_capacity(all.len());
        for partition in all {
            let values = self.partition_values(&partition)?;
            valued.push((partition, values));
        }
        let total = valued.len();
        let kept = self.prune(state, valued, filters)?;
        self.context.meter.add_partitions(kept.len() as u64, (total - kept.len()) as u64);
        Ok(kept)
    }

    /// The same for partitions that the table's properties project. Each key is pruned on its own first: all values of
    /// all keys together may be very many.
    fn projected(&self, state: &dyn Session, filters: &[Expr]) -> Result<Vec<(PartitionDefinition, Vec<ScalarValue>)>> {
        let fields = self.partition_fields();
        let projection = Projection::new(&self.definition, fields, self.context.now);
        let mut keys: Vec<Vec<KeyValue>> = Vec::with_capacity(fields.len());
        for (index, field) in fields.iter().enumerate() {
            let candidates = projection.candidates(index, filters)?;
            let rows: Vec<[ScalarValue; 1]> = candidates.iter().map(|key| [key.value.clone()]).collect();
            let keep = keep(state, std::slice::from_ref(field), &rows, filters)?;
            keys.push(candidates.into_iter().zip(keep).filter_map(|(key, keep)| keep.then_some(key)).collect());
        }
        let total = keys.iter().try_fold(1_usize, |total, key| total.checked_mul(key.len()));
        if total.is_none_or(|total| total > projection::MOST_PARTITIONS) {
            return Err(EngineError::user(
                "INVALID_TABLE_PROPERTY",
                format_args!(
                    "the query looks at more than {} projected partitions of {}.{}; narrow it with conditions on {}",
                    projection::MOST_PARTITIONS,
                    self.definition.database,
                    self.definition.name,
                    fields.iter().map(|field| field.name().as_str()).collect::<Vec<_>>().join(", ")
                ),
            )
            .into());
        }
        let mut chosen: Vec<Vec<&KeyValue>> = vec![Vec::new()];
        for key in &keys {
            chosen = chosen
                .into_iter()
                .flat_map(|prefix| key.iter().map(move |value| prefix.iter().copied().chain([value]).collect()))
                .collect();
        }
        let all = chosen.iter().map(|values| projection.partition(values)).collect::<Result<Vec<_>, _>>()?;
        let kept = self.prune(state, all, filters)?;
        self.context.meter.add_partitions(kept.len() as u64, 0);
        Ok(kept)
    }

    fn partition_values(&self, partition: &PartitionDefinition) -> Result<Vec<ScalarValue>, EngineError> {
        let fields = self.partition_fields();
        if fields.len() != partition.values.len() {
            return Err(EngineError::user(
                "HIVE_INVALID_METADATA",
                format_args!(
                    "partition {:?} of {}.{} has not {} values",
                    partition.values,
                    self.definition.database,
                    self.definition.name,
                    fields.len()
                ),
            ));
        }
        fields
            .iter()
            .zip(&partition.values)
            .map(|(field, text)| {
                partition_value(text, field.data_type()).ok_or_else(|| {
                    EngineError::user(
                        "HIVE_INVALID_PARTITION_VALUE",
                        format_args!(
                            "Invalid partition value '{text}' for {} partition key: {}",
                            super::types::athena_name(field.data_type()).to_uppercase(),
                            field.name()
                        ),
                    )
                })
            })
            .collect()
    }

    /// Drops the partitions whose values alone make a filter untrue. A filter that fails here is left to the query.
    fn prune(
        &self,
        state: &dyn Session,
        partitions: Vec<(PartitionDefinition, Vec<ScalarValue>)>,
        filters: &[Expr],
    ) -> Result<Vec<(PartitionDefinition, Vec<ScalarValue>)>> {
        let rows: Vec<&Vec<ScalarValue>> = partitions.iter().map(|(_, values)| values).collect();
        let keep = keep(state, self.partition_fields(), &rows, filters)?;
        Ok(partitions.into_iter().zip(keep).filter_map(|(partition, keep)| keep.then_some(partition)).collect())
    }

    fn is_partition_filter(&self, filter: &Expr) -> bool {
        is_about(filter, self.partition_fields())
    }

    /// Lists the files to read, put together by how they are read.
    async fn groups(&self, state: &dyn Session, filters: &[Expr]) -> Result<Vec<Group>> {
        let mut groups: Vec<Group> = Vec::new();
        if self.definition.partition_keys.is_empty() {
            self.add_files(&mut groups, &self.definition.storage, Vec::new()).await?;
        } else {
            for (partition, values) in self.partitions(state, filters).await? {
                self.check_partition(&partition)?;
                let mut storage = partition.storage.clone();
                if storage.serde_library.is_empty() {
                    storage.serde_library.clone_from(&self.definition.storage.serde_library);
                    storage.serde_parameters.clone_from(&self.definition.storage.serde_parameters);
                }
                self.add_files(&mut groups, &storage, values).await?;
            }
        }
        Ok(groups)
    }

    async fn add_files(&self, groups: &mut Vec<Group>, storage: &Storage, values: Vec<ScalarValue>) -> Result<()> {
        self.context.meter.check()?;
        let format = TableFormat::of(&self.definition, storage)?;
        let prefix = directory(&storage.location);
        let files = self.context.objects.list(&prefix).await?;
        let files = files.into_iter().filter(|file| {
            let below = file.uri.strip_prefix(&prefix).unwrap_or(&file.uri);
            file.size > 0 && !below.split('/').any(|part| part.starts_with(['_', '.']))
        });
        let shared: Arc<[ScalarValue]> = values.into();
        let files = files.map(|file| {
            let hidden = self.context.hidden.iter().map(|name| hidden_value(name, &file));
            let partition_values = if self.context.hidden.is_empty() {
                Arc::clone(&shared)
            } else {
                shared.iter().cloned().chain(hidden).collect()
            };
            ScanFile {
                uri: file.uri.into(),
                path: file.path,
                elsewhere: file.elsewhere,
                size: file.size,
                partition_values,
                range: None,
            }
        });
        match groups.iter_mut().find(|group| group.format == format) {
            Some(group) => group.files.extend(files),
            None => groups.push(Group { format, files: files.collect() }),
        }
        Ok(())
    }

    /// A partition whose own columns contradict the table's cannot be read as the table says.
    fn check_partition(&self, partition: &PartitionDefinition) -> Result<(), EngineError> {
        let declared: BTreeMap<String, &str> =
            partition.columns.iter().map(|column| (column.name.to_lowercase(), column.type_name.as_str())).collect();
        for (column, field) in self.definition.columns.iter().zip(self.full.fields()) {
            let Some(type_name) = declared.get(field.name()) else { continue };
            let kind = HiveType::parse(type_name)?.arrow();
            if kind == *field.data_type() || widens(&kind, field.data_type()) {
                continue;
            }
            return Err(EngineError::user(
                "HIVE_PARTITION_SCHEMA_MISMATCH",
                format_args!(
                    "There is a mismatch between the table and partition schemas. The types are incompatible and cannot be coerced. \
                     The column '{}' in table '{}.{}' is declared as type '{}', but partition '{}' declared column '{}' as type '{type_name}'.",
                    field.name(),
                    self.definition.database,
                    self.definition.name,
                    column.type_name,
                    self.partition_name(partition),
                    field.name(),
                ),
            ));
        }
        Ok(())
    }

    fn partition_name(&self, partition: &PartitionDefinition) -> String {
        let parts: Vec<String> = self
            .definition
            .partition_keys
            .iter()
            .zip(&partition.values)
            .map(|(key, value)| format!("{}={value}", key.name))
            .collect();
        parts.join("/")
    }

    /// The scan of the given columns of `full`.
    async fn read(
        &self,
        state: &dyn Session,
        groups: Vec<Group>,
        columns: &[usize],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let schema = Arc::new(self.full.project(columns)?);
        let mut plans: Vec<Arc<dyn ExecutionPlan>> = Vec::new();
        for group in groups.into_iter().filter(|group| !group.files.is_empty()) {
            plans.push(match &group.format {
                TableFormat::Parquet { by_place } => {
                    self.context.meter.add_files(group.files.len() as u64);
                    let file_schema =
                        Arc::new(Schema::new(self.full.fields()[..self.definition.columns.len()].to_vec()));
                    let scan = ParquetScan {
                        store: &self.context.store,
                        file_schema,
                        constant_fields: self.constant_fields().to_vec(),
                        files: &group.files,
                        by_place: *by_place,
                        projection: columns.to_vec(),
                        limit,
                        estimates: self.definition.row_filter.is_none(),
                    };
                    scan.plan(state).await?
                }
                TableFormat::Text(format, skip) => {
                    let mut read = Vec::new();
                    let mut output = Vec::with_capacity(columns.len());
                    for index in columns {
                        if let Some(key) = index.checked_sub(self.definition.columns.len()) {
                            output.push(OutputColumn::Partition(key));
                            continue;
                        }
                        let field = self.full.field(*index);
                        let column = FileColumn {
                            position: *index,
                            name: field.name().clone(),
                            kind: field.data_type().clone(),
                        };
                        format.check(&column)?;
                        output.push(OutputColumn::File(read.len()));
                        read.push(column);
                    }
                    let partitions = self.context.options.target_partitions;
                    // A limit is reached soonest by reading files one after the other.
                    let parts = if format.is_splittable() && skip.is_splittable() && limit.is_none() {
                        split(group.files, partitions)
                    } else {
                        group.files
                    };
                    let files = spread(parts, partitions);
                    let format = (Arc::new(format.clone()), *skip);
                    let meter = Arc::clone(&self.context.meter);
                    Arc::new(TextScan::new(format, read, output, Arc::clone(&schema), files, limit, meter))
                }
            });
        }
        let plan = match plans.len() {
            0 => return Ok(Arc::new(EmptyExec::new(schema))),
            1 => plans.remove(0),
            _ => UnionExec::try_new(plans)?,
        };
        self.fitted(plan, columns)
    }

    /// The scan with the caller's row filter over it, closed to anything that the query would push below. Nothing is read
    /// but what the query and the filter name: a value that cannot be read in another column is nobody's business.
    async fn read_filtered(
        &self,
        state: &dyn Session,
        text: &str,
        filters: &[Expr],
        columns: &[usize],
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.context.store.hide_rows();
        let groups = self.groups(state, filters).await?;
        let schema = DFSchema::try_from(self.full.as_ref().clone())?;
        let scope = Scope::new(Arc::new(schema.clone()), self.text_types.clone());
        let filter = rewrite::row_filter(text, state, (&schema, &scope), self.context.now)?;
        let mut read: Vec<usize> = columns.to_vec();
        for column in filter.column_refs() {
            read.push(self.full.index_of(column.name())?);
        }
        read.sort_unstable();
        read.dedup();
        let narrow = DFSchema::try_from(self.full.project(&read)?)?;
        let filter = state.create_physical_expr(filter, &narrow)?;
        let filtered = Arc::new(FilterExec::try_new(filter, self.read(state, groups, &read, None).await?)?);
        let projection: Vec<(Arc<dyn PhysicalExpr>, String)> = columns
            .iter()
            .map(|index| {
                let name = self.full.field(*index).name();
                let place = read.binary_search(index).expect("the query's columns are among those read");
                (Arc::new(Column::new(name, place)) as Arc<dyn PhysicalExpr>, name.clone())
            })
            .collect();
        Ok(Arc::new(Barrier::new(Arc::new(ProjectionExec::try_new(projection, filtered)?))))
    }
}

#[async_trait]
impl TableProvider for GlueTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.visible)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        // Filters only prune partitions here, so each stays in the plan as well.
        Ok(filters
            .iter()
            .map(|filter| {
                if self.is_partition_filter(filter) {
                    TableProviderFilterPushDown::Inexact
                } else {
                    TableProviderFilterPushDown::Unsupported
                }
            })
            .collect())
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let columns: Vec<usize> = match projection {
            Some(projection) => projection.iter().map(|index| self.positions[*index]).collect(),
            None => self.positions.clone(),
        };
        match &self.definition.row_filter {
            None => self.read(state, self.groups(state, filters).await?, &columns, limit).await,
            Some(text) => self.read_filtered(state, text, filters, &columns).await.map_err(barrier::without_values),
        }
    }
}

/// A location is a directory, whether or not it was written with its last slash.
pub fn directory(location: &str) -> String {
    if location.ends_with('/') { location.to_owned() } else { format!("{location}/") }
}

/// Whether values of the first type can be read as the second without loss.
fn widens(from: &DataType, to: &DataType) -> bool {
    use DataType as T;
    matches!(
        (from, to),
        (T::Int8, T::Int16 | T::Int32 | T::Int64)
            | (T::Int16, T::Int32 | T::Int64)
            | (T::Int32, T::Int64)
            | (T::Float32, T::Float64)
    )
}

/// The value of a partition key, as the catalog writes it in a path.
pub fn partition_value(text: &str, kind: &DataType) -> Option<ScalarValue> {
    if text == NULL_PARTITION {
        return ScalarValue::try_from(kind).ok();
    }
    Some(match kind {
        DataType::Utf8View => ScalarValue::Utf8View(Some(text.to_owned())),
        DataType::Int8 => ScalarValue::Int8(Some(text.parse().ok()?)),
        DataType::Int16 => ScalarValue::Int16(Some(text.parse().ok()?)),
        DataType::Int32 => ScalarValue::Int32(Some(text.parse().ok()?)),
        DataType::Int64 => ScalarValue::Int64(Some(text.parse().ok()?)),
        DataType::Float32 => ScalarValue::Float32(Some(parse::double(text)? as f32)),
        DataType::Float64 => ScalarValue::Float64(Some(parse::double(text)?)),
        DataType::Boolean => ScalarValue::Boolean(Some(match text.to_ascii_lowercase().as_str() {
            "true" => true,
            "false" => false,
            _ => return None,
        })),
        DataType::Date32 => ScalarValue::Date32(Some(parse::date(text)?)),
        DataType::Timestamp(_, None) => ScalarValue::TimestampMillisecond(Some(parse::timestamp_millis(text)?), None),
        DataType::Decimal128(precision, scale) => {
            ScalarValue::Decimal128(Some(parse::decimal(text, *precision, *scale)?), *precision, *scale)
        }
        _ => return None,
    })
}

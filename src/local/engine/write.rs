//! Statements that write rows: `CREATE TABLE … AS SELECT` and `INSERT INTO`, as Parquet, ORC, JSON or text.
//!
//! All files are complete before the first becomes an object, and all objects are there before the catalog names them.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray, UInt32Array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::parquet::basic::{Compression, GzipLevel};
use datafusion::sql::sqlparser::ast::{
    CreateTable, CreateTableOptions, Expr, ObjectName, SqlOption, Value, ValueWithSpan,
};
use tempfile::NamedTempFile;

use super::coercion::{common, is_text};
use super::error::EngineError;
use super::execution::Execution;
use super::format;
use super::functions::chars;
use super::serde::delimiters::Delimiters;
use super::sink::{FileFormat, Sink};
use super::source::{ColumnDefinition, Objects, PartitionDefinition, Storage, TableDefinition};
use super::table::directory;
use super::text_types::TextType;
use super::types::{athena_name, hive_name};

/// Athena's limit on partitions that one statement writes.
const MOST_PARTITIONS: usize = 100;

/// What `CREATE TABLE … WITH (…) AS` asks for.
#[derive(Debug, Clone)]
pub struct Creation {
    pub database: String,
    pub name: String,
    pub if_not_exists: bool,
    pub location: Option<String>,
    pub partitioned_by: Vec<String>,
    pub format: FileFormat,
    compression: Option<String>,
    delimiter: Option<u8>,
}

/// Database and table of a name with one, two or three parts, in lower case.
pub fn table_name(name: &ObjectName, database: &str) -> Result<(String, String), EngineError> {
    let parts: Vec<String> = name.0.iter().map(|part| part.to_string().trim_matches('"').to_lowercase()).collect();
    match parts.as_slice() {
        [table] => Ok((database.to_owned(), table.clone())),
        [database, table] => Ok((database.clone(), table.clone())),
        [catalog, database, table] if catalog == super::context::CATALOG => Ok((database.clone(), table.clone())),
        _ => Err(EngineError::user("CATALOG_NOT_FOUND", format_args!("table name {name}"))),
    }
}

fn text_of(value: &Expr) -> Option<String> {
    match value {
        Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(text), .. }) => Some(text.clone()),
        _ => None,
    }
}

impl Creation {
    /// Reads the statement's name and properties; a property that is not honoured is an error with its name.
    pub fn new(create: &CreateTable, database: &str) -> Result<Self, EngineError> {
        let (database, name) = table_name(&create.name, database)?;
        if create.or_replace || create.temporary || create.external || !create.columns.is_empty() {
            return Err(EngineError::user("SYNTAX_ERROR", "CREATE TABLE … AS takes a name, WITH (…) and a query"));
        }
        let mut creation = Self {
            database,
            name,
            if_not_exists: create.if_not_exists,
            location: None,
            partitioned_by: Vec::new(),
            format: FileFormat::Parquet(Compression::GZIP(GzipLevel::default())),
            compression: None,
            delimiter: None,
        };
        let options = match &create.table_options {
            CreateTableOptions::None => &[][..],
            CreateTableOptions::With(options) => options.as_slice(),
            _ => return Err(EngineError::user("SYNTAX_ERROR", "CREATE TABLE … AS takes its properties in WITH (…)")),
        };
        for option in options {
            let SqlOption::KeyValue { key, value } = option else {
                return Err(EngineError::user("SYNTAX_ERROR", format_args!("table property {option}")));
            };
            creation.property(&key.value.to_lowercase(), value)?;
        }
        creation.settle()
    }

    /// What `UNLOAD … TO 'place' WITH (…)` asks for.
    pub fn unload(place: &str, options: &[SqlOption]) -> Result<Self, EngineError> {
        let mut creation = Self {
            database: String::new(),
            name: "UNLOAD".to_owned(),
            if_not_exists: false,
            location: Some(directory(place)),
            partitioned_by: Vec::new(),
            format: FileFormat::Parquet(Compression::GZIP(GzipLevel::default())),
            compression: None,
            delimiter: None,
        };
        let mut formatted = false;
        for option in options {
            let SqlOption::KeyValue { key, value } = option else {
                return Err(EngineError::user("SYNTAX_ERROR", format_args!("UNLOAD property {option}")));
            };
            match key.value.to_lowercase().as_str() {
                "compression" => creation.property("write_compression", value)?,
                "external_location" | "is_external" => {
                    return Err(EngineError::user("SYNTAX_ERROR", format_args!("UNLOAD property {key}")));
                }
                other => creation.property(other, value)?,
            }
            formatted |= key.value.eq_ignore_ascii_case("format");
        }
        if !formatted {
            return Err(EngineError::user("INVALID_TABLE_PROPERTY", "UNLOAD needs the property format"));
        }
        creation.settle()
    }

    /// Puts together what the properties say one by one.
    fn settle(mut self) -> Result<Self, EngineError> {
        if let Some(name) = &self.compression {
            self.format = self.format.compressed(name)?;
        }
        match (&mut self.format, self.delimiter) {
            (_, None) => {}
            (FileFormat::Text { delimiters, .. }, Some(own)) => *delimiters = Delimiters::new(own),
            (format, Some(_)) => {
                return Err(EngineError::user(
                    "INVALID_TABLE_PROPERTY",
                    format_args!("field_delimiter is for TEXTFILE, not for {}", format.name()),
                ));
            }
        }
        Ok(self)
    }

    fn property(&mut self, key: &str, value: &Expr) -> Result<(), EngineError> {
        let invalid = || {
            EngineError::user(
                "INVALID_TABLE_PROPERTY",
                format_args!("Invalid value for table property '{key}': {value}"),
            )
        };
        match key {
            "format" => self.format = FileFormat::parse(&text_of(value).ok_or_else(invalid)?, "CREATE TABLE AS")?,
            "field_delimiter" => {
                let text = text_of(value).ok_or_else(invalid)?;
                let text = if text == "\\t" { "\t" } else { &text };
                self.delimiter = match text.as_bytes() {
                    [byte] if byte.is_ascii() => Some(*byte),
                    _ => return Err(EngineError::unsupported(format_args!("field_delimiter {value}"))),
                };
            }
            "external_location" => self.location = Some(directory(&text_of(value).ok_or_else(invalid)?)),
            "partitioned_by" => {
                let Expr::Array(array) = value else { return Err(invalid()) };
                self.partitioned_by = array
                    .elem
                    .iter()
                    .map(|item| text_of(item).map(|text| text.to_lowercase()).ok_or_else(invalid))
                    .collect::<Result<_, _>>()?;
            }
            "parquet_compression" | "orc_compression" | "write_compression" => {
                self.compression = Some(text_of(value).ok_or_else(invalid)?.to_uppercase());
            }
            "is_external" => {}
            _ => return Err(EngineError::unsupported(format_args!("CREATE TABLE AS with the property {key}"))),
        }
        Ok(())
    }

    /// The table that the columns of the query make.
    pub fn definition(
        &self,
        execution: &Execution,
        kinds: &[DataType],
        location: &str,
    ) -> Result<TableDefinition, EngineError> {
        let mut columns = Vec::with_capacity(kinds.len());
        for (index, (column, kind)) in execution.columns.iter().zip(kinds).enumerate() {
            let name = column.name.to_lowercase();
            if name == format!("_col{index}") {
                return Err(EngineError::user(
                    "MISSING_COLUMN_NAME",
                    format_args!("Column name not specified at position {}", index + 1),
                ));
            }
            if columns.iter().any(|column: &ColumnDefinition| column.name == name) {
                return Err(EngineError::user(
                    "DUPLICATE_COLUMN_NAME",
                    format_args!("Column name '{name}' specified more than once"),
                ));
            }
            let type_name = column.hive_text().map_or_else(|| hive_name(kind), Ok)?;
            columns.push(ColumnDefinition::new(name, type_name));
        }
        let split = columns.len().saturating_sub(self.partitioned_by.len());
        let keys = columns.split_off(split);
        if !keys.iter().map(|key| &key.name).eq(&self.partitioned_by) || columns.is_empty() {
            return Err(EngineError::user(
                "HIVE_COLUMN_ORDER_MISMATCH",
                format_args!(
                    "Partition keys must be the last columns in the table and in the same order as the table properties: [{}]",
                    self.partitioned_by.join(", ")
                ),
            ));
        }
        for (column, kind) in columns.iter().zip(kinds) {
            self.format.check(&column.name, kind)?;
        }
        let compression = self.compression.as_deref().unwrap_or(self.format.default_compression());
        Ok(TableDefinition {
            database: self.database.clone(),
            name: self.name.clone(),
            table_type: "EXTERNAL_TABLE".to_owned(),
            columns,
            partition_keys: keys,
            storage: self.format.storage(location),
            parameters: self.format.parameters(compression),
            ..TableDefinition::default()
        })
    }
}

/// The one right triple of a Parquet table.
pub fn parquet_storage(location: &str) -> Storage {
    Storage {
        location: location.to_owned(),
        input_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat".to_owned(),
        output_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat".to_owned(),
        serde_library: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe".to_owned(),
        serde_parameters: BTreeMap::from([("serialization.format".to_owned(), "1".to_owned())]),
    }
}

/// The rows that one statement writes, file by file.
pub struct Written {
    pub rows: u64,
    /// Names of the objects written.
    pub objects: Vec<String>,
    /// The values of each partition written, with its directory.
    pub partitions: Vec<(Vec<String>, String)>,
}

/// An open file of one partition.
struct Open {
    values: Vec<String>,
    directory: String,
    sink: Sink,
    file: NamedTempFile,
}

/// Where rows go and as what.
pub struct Target<'a> {
    /// A directory, with its last slash.
    pub location: &'a str,
    /// Every column, partition keys last.
    pub names: &'a [String],
    pub kinds: &'a [DataType],
    /// The lengths of those that are texts.
    pub texts: &'a [TextType],
    /// The partition keys among them.
    pub keys: &'a [String],
    pub format: FileFormat,
    /// The beginning of the files' names.
    pub stem: &'a str,
    /// Where partitions are that are there already, each with its last slash.
    pub places: &'a BTreeMap<Vec<String>, String>,
}

/// Writes all rows of a query below a location.
pub async fn write(
    execution: &mut Execution,
    objects: &Arc<dyn Objects>,
    target: &Target<'_>,
) -> Result<Written, EngineError> {
    let Target { location, names, kinds, texts, keys, format, stem, places } = *target;
    let split = names.len() - keys.len();
    let schema: SchemaRef = Arc::new(Schema::new(
        names[..split].iter().zip(kinds).map(|(name, kind)| Field::new(name, stored(kind), true)).collect::<Vec<_>>(),
    ));
    let mut open: BTreeMap<String, Open> = BTreeMap::new();
    let mut rows = 0;
    while let Some(batch) = execution.next_batch().await {
        let batch = batch?;
        rows += batch.num_rows() as u64;
        for (values, part) in partition(&batch, split)? {
            let below: Vec<String> =
                keys.iter().zip(&values).map(|(key, value)| format!("{}={}", escape(key), escape(value))).collect();
            let below = below.join("/");
            if !open.contains_key(&below) {
                if open.len() == MOST_PARTITIONS {
                    return Err(EngineError::user(
                        "HIVE_TOO_MANY_OPEN_PARTITIONS",
                        format_args!("Exceeded limit of {MOST_PARTITIONS} open writers for partitions/buckets"),
                    ));
                }
                let directory = match places.get(&values) {
                    Some(place) => place.clone(),
                    None if below.is_empty() => location.to_owned(),
                    None => format!("{location}{below}/"),
                };
                open.insert(below.clone(), start(objects, &schema, format, values, directory)?);
            }
            let Some(file) = open.get_mut(&below) else { continue };
            let columns = part[..split]
                .iter()
                .zip(schema.fields())
                .zip(texts)
                .map(|((column, field), text)| fit(compute::cast(column, field.data_type())?, *text))
                .collect::<Result<Vec<ArrayRef>, EngineError>>()?;
            file.sink.write(&RecordBatch::try_new(Arc::clone(&schema), columns)?)?;
        }
    }
    if open.is_empty() && keys.is_empty() {
        // A table without rows still gets a file, whose schema any reader can see.
        open.insert(String::new(), start(objects, &schema, format, Vec::new(), location.to_owned())?);
    }
    let mut finished = Vec::with_capacity(open.len());
    for target in open.into_values() {
        target.sink.close()?;
        finished.push((target.values, target.directory, target.file));
    }
    let mut written = Written { rows, objects: Vec::new(), partitions: Vec::new() };
    for (values, directory, file) in finished {
        let uri = format!("{directory}{stem}_{}{}", uuid::Uuid::new_v4(), format.extension());
        if let Err(error) = objects.put_file(&uri, file.path()).await {
            remove(objects, &written.objects).await;
            return Err(error);
        }
        written.objects.push(uri);
        if !keys.is_empty() {
            written.partitions.push((values, directory));
        }
    }
    Ok(written)
}

/// Texts as long as their column takes: only blanks at the end are left out.
fn fit(column: ArrayRef, kind: TextType) -> Result<ArrayRef, EngineError> {
    let (Some(length), Some(texts)) = (kind.length(), column.as_string_opt::<i32>()) else { return Ok(column) };
    let longest = length as usize;
    if !kind.is_char() && texts.iter().flatten().all(|text| text.len() <= longest) {
        return Ok(column);
    }
    let fitted = texts.iter().map(|text| {
        let Some(text) = text else { return Ok(None) };
        let kept = chars::cut(text, longest);
        if text[kept.len()..].contains(|character| character != ' ') {
            return Err(EngineError::user(
                "INVALID_CAST_ARGUMENT",
                format_args!("Cannot truncate non-space characters when casting to {} on INSERT", kind.name()),
            ));
        }
        let mut kept = kept.to_owned();
        if kind.is_char() {
            chars::pad(&mut kept, longest);
        }
        Ok(Some(kept))
    });
    Ok(Arc::new(fitted.collect::<Result<StringArray, EngineError>>()?))
}

/// Takes back the objects of a statement that fails. What cannot be taken back stays: the statement's own error is told.
pub async fn remove(objects: &Arc<dyn Objects>, written: &[String]) {
    for uri in written {
        drop(objects.remove_file(uri).await);
    }
}

fn start(
    objects: &Arc<dyn Objects>,
    schema: &SchemaRef,
    format: FileFormat,
    values: Vec<String>,
    directory: String,
) -> Result<Open, EngineError> {
    let file = NamedTempFile::new_in(objects.staging())?;
    let sink = Sink::new(file.reopen()?, format, schema)?;
    Ok(Open { values, directory, sink, file })
}

/// How a type is kept in a file: plain text, times in milliseconds.
fn stored(kind: &DataType) -> DataType {
    match kind {
        kind if is_text(kind) => DataType::Utf8,
        DataType::Timestamp(_, None) => DataType::Timestamp(datafusion::arrow::datatypes::TimeUnit::Millisecond, None),
        other => other.clone(),
    }
}

/// The text of the partition columns, and the other columns of the rows that share it.
type PartitionRows = (Vec<String>, Vec<ArrayRef>);

/// How a partition is called whose key is NULL.
const NULL_PARTITION: &str = "__HIVE_DEFAULT_PARTITION__";

/// The value of a key by which a partition is known. An empty text has no directory, so that it becomes NULL. Source: Trino's
/// `HiveWriteUtils` and `HiveUtil.escapePathName`.
fn partition_value(text: Option<String>) -> Result<String, EngineError> {
    let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| NULL_PARTITION.to_owned());
    if text.bytes().all(|byte| (0x20..=0x7e).contains(&byte)) {
        return Ok(text);
    }
    let bytes: Vec<String> = text.bytes().map(|byte| format!("{byte:02X}")).collect();
    Err(EngineError::user(
        "HIVE_INVALID_PARTITION_VALUE",
        format_args!(
            "Hive partition keys can only contain printable ASCII characters (0x20 - 0x7E). Invalid value: {}",
            bytes.join(" ")
        ),
    ))
}

/// The rows of a batch by the text of its partition columns.
fn partition(batch: &RecordBatch, split: usize) -> Result<Vec<PartitionRows>, EngineError> {
    if split == batch.num_columns() {
        return Ok(vec![(Vec::new(), batch.columns().to_vec())]);
    }
    let mut groups: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
    for row in 0..batch.num_rows() {
        let values = batch.columns()[split..]
            .iter()
            .map(|column| partition_value(format::format_cell(column, row)))
            .collect::<Result<_, _>>()?;
        groups.entry(values).or_default().push(row as u32);
    }
    groups
        .into_iter()
        .map(|(values, rows)| {
            let rows = UInt32Array::from(rows);
            let columns = batch.columns()[..split]
                .iter()
                .map(|column| Ok(compute::take(column, &rows, None)?))
                .collect::<Result<Vec<_>, EngineError>>()?;
            Ok((values, columns))
        })
        .collect()
}

/// Escapes a name for a path as Hive does.
pub fn escape(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_control() || "\"#%'*/:=?\\{[]^".contains(character) {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// The partitions of a table that a statement wrote, as the catalog keeps them.
pub fn partitions_of(table: &TableDefinition, written: &Written) -> Vec<PartitionDefinition> {
    written
        .partitions
        .iter()
        .map(|(values, directory)| PartitionDefinition {
            values: values.clone(),
            storage: Storage { location: directory.clone(), ..table.storage.clone() },
            columns: table.columns.clone(),
            parameters: BTreeMap::new(),
        })
        .collect()
}

/// Fails unless every column of the query can go into its column of the table.
pub fn check_insert(table: &[DataType], query: &[DataType]) -> Result<(), EngineError> {
    let fits = table.len() == query.len()
        && table.iter().zip(query).all(|(to, from)| {
            (is_text(to) && is_text(from))
                || common(to, from).is_some_and(|shared| shared == *to)
                || *from == DataType::Null
        });
    if fits {
        return Ok(());
    }
    let names = |kinds: &[DataType]| kinds.iter().map(athena_name).collect::<Vec<_>>().join(", ");
    Err(EngineError::user(
        "TYPE_MISMATCH",
        format_args!("Insert query has mismatched column types: Table: [{}], Query: [{}]", names(table), names(query)),
    ))
}

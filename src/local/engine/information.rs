//! `information_schema`: the catalog as tables.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringViewArray, new_empty_array};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::catalog::TableProvider;
use datafusion::common::ScalarValue;
use datafusion::datasource::MemTable;

use super::context::{CATALOG, QueryContext};
use super::error::EngineError;
use super::source::PartitionDefinition;
use super::table::partition_value;
use super::types::{HiveType, athena_name};
use super::view::View;

/// The end of the name of a table's table of partitions.
pub const PARTITIONS: &str = "$partitions";

/// The partitions of a table: a column for each key, and a row for each partition.
pub async fn partitions(
    context: &QueryContext,
    database: &str,
    table: &str,
) -> Result<Arc<dyn TableProvider>, EngineError> {
    let name = format!("{table}{PARTITIONS}");
    let missing = || {
        EngineError::at(
            "TABLE_NOT_FOUND",
            context.place(&name),
            format_args!("Table '{CATALOG}.{database}.{name}' does not exist"),
        )
    };
    let definition = context.catalog.table(database, table).await?.ok_or_else(missing)?;
    if definition.partition_keys.is_empty() {
        return Err(missing());
    }
    if definition.unreadable {
        return Err(EngineError::at(
            "PERMISSION_DENIED",
            context.place(&name),
            format_args!("Insufficient Lake Formation permission(s): Required Select on {table}"),
        ));
    }
    if super::projection::is_enabled(&definition) {
        return Err(EngineError::unsupported(format_args!("\"{name}\" of a table that projects its partitions")));
    }
    let parts = super::ddl::visible_partitions(context.catalog.as_ref(), &definition).await?;
    let (mut fields, mut columns): (Vec<Field>, Vec<ArrayRef>) = Default::default();
    for (place, key) in definition.partition_keys.iter().enumerate() {
        let kind = HiveType::parse(&key.type_name)?.arrow();
        let value = |part: &PartitionDefinition| {
            let text = part.values.get(place).map_or("", String::as_str);
            partition_value(text, &kind).ok_or_else(|| {
                EngineError::user(
                    "HIVE_INVALID_PARTITION_VALUE",
                    format_args!("Invalid partition value '{text}' for {} partition key: {}", key.type_name, key.name),
                )
            })
        };
        let values = parts.iter().map(value).collect::<Result<Vec<_>, _>>()?;
        let column = match values.is_empty() {
            true => new_empty_array(&kind),
            false => ScalarValue::iter_to_array(values)?,
        };
        fields.push(Field::new(key.name.to_lowercase(), column.data_type().clone(), true));
        columns.push(column);
    }
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns)?;
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
}

/// The name of the schema.
pub const SCHEMA: &str = "information_schema";

/// Columns of text, one of them perhaps of numbers.
struct Rows {
    names: &'static [&'static str],
    number: Option<&'static str>,
    cells: Vec<Vec<Option<String>>>,
}

impl Rows {
    fn new(names: &'static [&'static str], number: Option<&'static str>) -> Self {
        Self { names, number, cells: Vec::new() }
    }

    fn table(self) -> Result<Arc<dyn TableProvider>, EngineError> {
        let (mut fields, mut columns): (Vec<Field>, Vec<ArrayRef>) = Default::default();
        for (place, name) in self.names.iter().enumerate() {
            let cells = self.cells.iter().map(|row| row[place].as_deref());
            if self.number == Some(name) {
                fields.push(Field::new(*name, DataType::Int64, true));
                columns.push(Arc::new(cells.map(|cell| cell?.parse().ok()).collect::<Int64Array>()));
            } else {
                fields.push(Field::new(*name, DataType::Utf8View, true));
                columns.push(Arc::new(cells.collect::<StringViewArray>()));
            }
        }
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns)?;
        Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
    }
}

/// One of the tables of the schema; none when it has no table of that name.
pub async fn table(context: &QueryContext, name: &str) -> Result<Option<Arc<dyn TableProvider>>, EngineError> {
    let some = |text: &str| Some(text.to_owned());
    let mut rows = match name {
        "schemata" => Rows::new(&["catalog_name", "schema_name"], None),
        "tables" => Rows::new(&["table_catalog", "table_schema", "table_name", "table_type"], None),
        "views" => Rows::new(&["table_catalog", "table_schema", "table_name", "view_definition"], None),
        "columns" => Rows::new(
            &[
                "table_catalog",
                "table_schema",
                "table_name",
                "column_name",
                "ordinal_position",
                "column_default",
                "is_nullable",
                "data_type",
                "comment",
                "extra_info",
            ],
            Some("ordinal_position"),
        ),
        _ => return Ok(None),
    };
    for database in context.catalog.databases().await? {
        if name == "schemata" {
            rows.cells.push(vec![some(CATALOG), some(&database)]);
            continue;
        }
        for table in context.catalog.tables(&database).await? {
            let Some(definition) = context.catalog.table(&database, &table).await? else { continue };
            let is_view = definition.table_type == "VIRTUAL_VIEW";
            let place = vec![some(CATALOG), some(&database), some(&table)];
            match name {
                "tables" => {
                    let kind = if is_view { "VIEW" } else { "BASE TABLE" };
                    rows.cells.push(place.into_iter().chain([some(kind)]).collect());
                }
                "views" if is_view => {
                    let sql = View::of(&definition).ok().map(|view| view.sql);
                    rows.cells.push(place.into_iter().chain([sql]).collect());
                }
                "views" => {}
                _ => {
                    let split = definition.columns.len();
                    let all = definition.columns.iter().chain(&definition.partition_keys);
                    for (at, column) in all.enumerate() {
                        if definition.denied_columns.contains(&column.name.to_lowercase()) {
                            continue;
                        }
                        let kind = HiveType::parse(&column.type_name).map_or_else(
                            |_| column.type_name.clone(),
                            |kind| match kind.text_type() {
                                text if text.length().is_some() => text.name(),
                                _ => athena_name(&kind.arrow()),
                            },
                        );
                        let more = [
                            some(&column.name),
                            Some((at + 1).to_string()),
                            None,
                            some("YES"),
                            Some(kind),
                            column.comment.clone(),
                            (at >= split).then(|| "partition key".to_owned()),
                        ];
                        rows.cells.push(place.iter().cloned().chain(more).collect());
                    }
                }
            }
        }
    }
    rows.table().map(Some)
}

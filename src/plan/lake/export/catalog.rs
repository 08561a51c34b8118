//! Databases and tables.

use serde_json::{Map, Value, json};

use super::Export;
use crate::domain::catalog::{
    ColumnList, DatabaseName, Table, TableColumn, TableFormat, TableFormatOptions, TableStorage,
};
use crate::domain::lake_file::Entry;
use crate::error::Result;

/// Parameters that say what was measured, or who did it, and not what the table is.
const MEASURED: &[&str] = &[
    "EXTERNAL",
    "UPDATED_BY_CRAWLER",
    "CrawlerSchemaDeserializerVersion",
    "CrawlerSchemaSerializerVersion",
    "averageRecordSize",
    "objectCount",
    "recordCount",
    "sizeKey",
    "transient_lastDdlTime",
    "last_modified_time",
    "last_modified_by",
    "numFiles",
    "numRows",
    "rawDataSize",
    "totalSize",
];

impl Export<'_> {
    pub(super) async fn catalog(&mut self) -> Result<()> {
        if !self.part.has("databases") && !self.part.has("tables") {
            return Ok(());
        }
        for database in self.read.databases().await? {
            if !self.part.has_database(&database.name) {
                continue;
            }
            if !is_plain(&database.name) {
                self.leave_out(format!("database {}", database.name), "its name cannot be used in queries");
                continue;
            }
            if self.part.has("databases") {
                let location = database.location.as_deref().filter(|place| place.starts_with("s3://"));
                let entry = Entry::new("databases", &database.name)
                    .with("description", json!(database.description))
                    .with("location", json!(location.map(|place| self.place(place))));
                self.entries.push(entry);
            }
            if !self.part.has("tables") {
                continue;
            }
            for table in self.read.tables(&DatabaseName::stored(&database.name)).await? {
                let what = format!("table {}.{}", table.database, table.name);
                match self.table(&table) {
                    Ok(entry) => self.entries.push(entry),
                    Err(why) => self.leave_out(what, why),
                }
            }
        }
        Ok(())
    }

    fn table(&self, table: &Table) -> Result<Entry, &'static str> {
        if table.view_text.is_some() || table.table_type.as_deref() == Some("VIRTUAL_VIEW") {
            return Err("it is a view");
        }
        if table.is_iceberg() {
            return Err("it is an Iceberg table");
        }
        if !is_plain(&table.name) {
            return Err("its name cannot be used in queries");
        }
        let location = table.location.as_deref().filter(|place| place.starts_with("s3://"));
        let location = location.ok_or("it has no place in S3")?;
        let columns = written(&table.columns).ok_or("its columns cannot be written on one line")?;
        let keys = written(&table.partition_keys).ok_or("its partition keys cannot be written on one line")?;
        if columns.is_empty() {
            return Err("it has no columns");
        }
        let (word, format) = format(table).ok_or("no format of the file has its reader")?;
        let implied = format.storage().parameters;
        let parameters: Map<String, Value> = table
            .parameters
            .iter()
            .filter(|(name, _)| !MEASURED.contains(&name.as_str()) && !implied.contains_key(*name))
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect();
        let comments: Map<String, Value> = table
            .columns
            .iter()
            .chain(&table.partition_keys)
            .filter_map(|column| Some((column.name.clone(), json!(column.comment.as_ref()?))))
            .collect();
        let mut entry = Entry::new("tables", format!("{}.{}", table.database, table.name))
            .with("columns", columns)
            .with("location", self.place(location))
            .with("format", word)
            .with("comments", comments)
            .with("description", json!(table.description))
            .with("owner", json!(table.owner))
            .with("parameters", parameters);
        if !keys.is_empty() {
            entry = entry.with("partitioned_by", keys);
        }
        if format.delimiter != ',' {
            entry = entry.with("delimiter", format.delimiter.to_string());
        }
        if format.header {
            entry = entry.with("header", true);
        }
        Ok(if format.quoted { entry.with("quoted", true) } else { entry })
    }
}

/// Whether a name reads back as itself.
fn is_plain(name: &str) -> bool {
    name.parse::<DatabaseName>().is_ok_and(|read| read.as_str() == name)
}

/// Columns on one line, when that reads back as the same columns.
fn written(columns: &[TableColumn]) -> Option<String> {
    let text =
        columns.iter().map(|column| format!("{} {}", column.name, column.column_type)).collect::<Vec<_>>().join(", ");
    let read: ColumnList = text.parse().ok()?;
    let same = |read: &TableColumn, column: &TableColumn| {
        (&read.name, &read.column_type) == (&column.name, &column.column_type)
    };
    (read.0.len() == columns.len() && read.0.iter().zip(columns).all(|(read, column)| same(read, column)))
        .then_some(text)
}

/// The format whose classes and parameters the table has.
fn format(table: &Table) -> Option<(&'static str, TableFormatOptions)> {
    let delimiter = ["field.delim", "separatorChar", "delimiter"]
        .iter()
        .find_map(|name| table.serde_parameters.get(*name).or_else(|| table.parameters.get(*name)))
        .and_then(|text| text.parse::<char>().ok())
        .unwrap_or(',');
    let header = table.parameters.contains_key("skip.header.line.count");
    let words = ["parquet", "orc", "avro", "json", "csv", "text"];
    let candidates = words.into_iter().flat_map(|word| [false, true].map(|quoted| (word, quoted)));
    for (word, quoted) in candidates {
        let format: TableFormat = word.parse().ok()?;
        let is_text = matches!(format, TableFormat::Csv | TableFormat::Text);
        if quoted && format != TableFormat::Csv {
            continue;
        }
        let options = TableFormatOptions {
            format,
            delimiter: if is_text { delimiter } else { ',' },
            header: is_text && header,
            quoted,
        };
        let TableStorage { format: storage, parameters } = options.storage();
        let is_it = table.input_format.as_deref() == Some(storage.input_format)
            && table.output_format.as_deref() == Some(storage.output_format)
            && table.serialization_library.as_deref() == Some(storage.serialization_library)
            && storage.serde_parameters.iter().all(|(name, value)| table.serde_parameters.get(name) == Some(value))
            && parameters.iter().all(|(name, value)| table.parameters.get(name) == Some(value))
            && (options.header || !header);
        if is_it {
            return Some((word, options));
        }
    }
    None
}

//! How DESCRIBE and SHOW CREATE TABLE lay out a table.

use crate::engine::error::EngineError;
use crate::engine::source::{ColumnDefinition, PartitionDefinition, TableDefinition};

/// Hive pads each cell to twenty characters.
fn padded(text: &str) -> String {
    format!("{text:<20}")
}

fn column_line(column: &ColumnDefinition) -> String {
    format!(
        "{}\t{}\t{}",
        padded(&column.name),
        padded(&column.type_name),
        padded(column.comment.as_deref().unwrap_or_default())
    )
}

/// Whether a column is shown: all are to whoever may see the definition and no row, else those that are granted.
fn is_visible(table: &TableDefinition, column: &ColumnDefinition) -> bool {
    may_name(table, &column.name)
}

fn may_name(table: &TableDefinition, column: &str) -> bool {
    table.unreadable || !table.denied_columns.contains(&column.to_lowercase())
}

/// The columns of the buckets that the caller may see.
fn visible_buckets<'a>(table: &TableDefinition, columns: &'a [String]) -> Vec<&'a str> {
    columns.iter().map(String::as_str).filter(|column| may_name(table, column)).collect()
}

/// The columns that the caller may see.
fn visible(table: &TableDefinition) -> impl Iterator<Item = &ColumnDefinition> {
    table.columns.iter().filter(|column| is_visible(table, column))
}

/// The partition keys that the caller may see.
fn visible_keys(table: &TableDefinition) -> Vec<&ColumnDefinition> {
    table.partition_keys.iter().filter(|key| is_visible(table, key)).collect()
}

/// A column alone.
pub fn column(table: &TableDefinition, name: &str) -> Result<String, EngineError> {
    let mut all = visible(table).chain(visible_keys(table));
    all.find(|column| column.name.eq_ignore_ascii_case(name))
        .map(column_line)
        .ok_or_else(|| EngineError::user("COLUMN_NOT_FOUND", format_args!("Invalid column reference {name}")))
}

/// A line of two cells, as Hive writes those of a definition.
fn pair(name: &str, value: &str) -> String {
    format!("{}\t{}\t ", padded(name), padded(value))
}

fn parameter_lines<'a>(lines: &mut Vec<String>, parameters: impl Iterator<Item = (&'a String, &'a String)>) {
    lines.extend(parameters.map(|(key, value)| format!("\t{}\t{}", padded(key), padded(value))));
}

/// The definition behind the columns: of the table, or of a partition, and how its files are kept.
fn definition(lines: &mut Vec<String>, table: &TableDefinition, partition: Option<&PartitionDefinition>) {
    let storage = partition.map_or(&table.storage, |partition| &partition.storage);
    let parameters = partition.map_or(&table.parameters, |partition| &partition.parameters);
    lines.push("\t \t ".to_owned());
    match partition {
        None => {
            lines.push("# Detailed Table Information\t \t ".to_owned());
            lines.push(pair("Database:", &table.database));
        }
        Some(partition) => {
            lines.push("# Detailed Partition Information\t \t ".to_owned());
            lines.push(pair("Partition Value:", &format!("[{}]", partition.values.join(", "))));
            lines.push(pair("Database:", &table.database));
            lines.push(pair("Table:", &table.name));
        }
    }
    lines.push(pair("Location:", &storage.location));
    if partition.is_none() {
        lines.push(pair("Table Type:", &table.table_type));
    }
    let name = if partition.is_none() { "Table Parameters:" } else { "Partition Parameters:" };
    lines.push(format!("{name}\t \t "));
    parameter_lines(lines, parameters.iter());
    lines.push("\t \t ".to_owned());
    lines.push("# Storage Information\t \t ".to_owned());
    lines.push(pair("SerDe Library:", &storage.serde_library));
    lines.push(pair("InputFormat:", &storage.input_format));
    lines.push(pair("OutputFormat:", &storage.output_format));
    lines.push(pair("Compressed:", "No"));
    let (columns, count) = match &table.buckets {
        Some((columns, count)) => (visible_buckets(table, columns).join(", "), i64::from(*count)),
        None => (String::new(), -1),
    };
    lines.push(pair("Num Buckets:", &count.to_string()));
    lines.push(pair("Bucket Columns:", &format!("[{columns}]")));
    lines.push(pair("Sort Columns:", "[]"));
    if !storage.serde_parameters.is_empty() {
        lines.push("Storage Desc Params:\t \t ".to_owned());
        parameter_lines(lines, storage.serde_parameters.iter());
    }
}

/// The columns; with `whole` the definition too, which is that of a partition when one is given.
pub fn describe(table: &TableDefinition, whole: bool, partition: Option<&PartitionDefinition>) -> Vec<String> {
    let mut lines = described_columns(table);
    if whole {
        let heading = format!("{}\t{}\t{}", padded("# col_name"), padded("data_type"), padded("comment"));
        lines.splice(0..0, [heading, "\t \t ".to_owned()]);
        definition(&mut lines, table, partition);
    }
    lines
}

fn described_columns(table: &TableDefinition) -> Vec<String> {
    let keys = visible_keys(table);
    let mut lines: Vec<String> = visible(table).chain(keys.iter().copied()).map(column_line).collect();
    if !keys.is_empty() {
        lines.push("\t \t ".to_owned());
        lines.push("# Partition Information\t \t ".to_owned());
        lines.push(format!("{}\t{}\t{}", padded("# col_name"), padded("data_type"), padded("comment")));
        lines.push("\t \t ".to_owned());
        lines.extend(keys.into_iter().map(column_line));
    }
    lines
}

pub fn columns(table: &TableDefinition) -> Vec<String> {
    visible(table).chain(visible_keys(table)).map(|column| padded(&column.name)).collect()
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\t', "\\t").replace('\n', "\\n"))
}

fn column_list(lines: &mut Vec<String>, columns: &[&ColumnDefinition]) {
    for (index, column) in columns.iter().enumerate() {
        let comment =
            column.comment.as_deref().map_or_else(String::new, |comment| format!(" COMMENT {}", quoted(comment)));
        let end = if index + 1 == columns.len() { ")" } else { ", " };
        lines.push(format!("  `{}` {}{comment}{end}", column.name, column.type_name));
    }
}

fn property_list<'a>(lines: &mut Vec<String>, properties: impl Iterator<Item = (&'a String, &'a String)>, end: &str) {
    let properties: Vec<_> = properties.collect();
    for (index, (key, value)) in properties.iter().enumerate() {
        let end = if index + 1 == properties.len() { end } else { ", " };
        lines.push(format!("  {}={}{end}", quoted(key), quoted(value)));
    }
}

pub fn create_table(table: &TableDefinition) -> Vec<String> {
    let mut lines = vec![format!("CREATE EXTERNAL TABLE `{}.{}`(", table.database, table.name)];
    column_list(&mut lines, &visible(table).collect::<Vec<_>>());
    if let Some(description) = &table.description {
        lines.push(format!("COMMENT {}", quoted(description)));
    }
    let keys = visible_keys(table);
    if !keys.is_empty() {
        lines.push("PARTITIONED BY ( ".to_owned());
        column_list(&mut lines, &keys);
    }
    let buckets = table.buckets.as_ref().map(|(columns, count)| (visible_buckets(table, columns), count));
    if let Some((columns, count)) = buckets.filter(|(columns, _)| !columns.is_empty()) {
        lines.push("CLUSTERED BY ( ".to_owned());
        for (index, column) in columns.iter().enumerate() {
            let end = if index + 1 == columns.len() { ") " } else { ", " };
            lines.push(format!("  {column}{end}"));
        }
        lines.push(format!("INTO {count} BUCKETS"));
    }
    lines.push("ROW FORMAT SERDE ".to_owned());
    lines.push(format!("  {} ", quoted(&table.storage.serde_library)));
    if !table.storage.serde_parameters.is_empty() {
        lines.push("WITH SERDEPROPERTIES ( ".to_owned());
        property_list(&mut lines, table.storage.serde_parameters.iter(), ") ");
    }
    lines.push("STORED AS INPUTFORMAT ".to_owned());
    lines.push(format!("  {} ", quoted(&table.storage.input_format)));
    lines.push("OUTPUTFORMAT ".to_owned());
    lines.push(format!("  {}", quoted(&table.storage.output_format)));
    lines.push("LOCATION".to_owned());
    lines.push(format!("  {}", quoted(&table.storage.location)));
    let shown = table.parameters.iter().filter(|(key, _)| *key != "EXTERNAL");
    if shown.clone().next().is_some() {
        lines.push("TBLPROPERTIES (".to_owned());
        property_list(&mut lines, shown, ")");
    }
    lines
}

/// Hive's patterns: `*` is any text, `|` separates alternatives, case does not matter.
pub fn matches(pattern: Option<&str>, name: &str) -> bool {
    let Some(pattern) = pattern else { return true };
    pattern.split('|').any(|pattern| {
        let parts: Vec<String> = pattern.split('*').map(|part| regex::escape(part.trim_start_matches('.'))).collect();
        // `.*` is written as often as `*`.
        let expression = format!("(?i)^{}$", parts.join(".*").replace("\\..*", ".*"));
        regex::Regex::new(&expression).is_ok_and(|regex| regex.is_match(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_hives() {
        assert!(matches(None, "a"));
        assert!(matches(Some("raw_*"), "raw_weather"));
        assert!(matches(Some("raw_.*"), "raw_weather"));
        assert!(matches(Some("x|RAW*"), "raw_weather"));
        assert!(!matches(Some("raw"), "raw_weather"));
    }
}

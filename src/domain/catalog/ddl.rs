//! A table as the statement that would make it.

use super::{Table, TableColumn};

/// The statement, one clause a line, in the dialect of the catalog's DDL.
pub fn create_statement(table: &Table) -> String {
    if let Some(view) = &table.view_text {
        return format!("-- a view; the catalog holds it as\n{view}");
    }
    let mut lines = vec![format!("CREATE EXTERNAL TABLE {}.{} (", quoted(&table.database), quoted(&table.name))];
    lines.push(format!("{})", column_lines(&table.columns)));
    if let Some(description) = &table.description {
        lines.push(format!("COMMENT {}", text(description)));
    }
    if !table.partition_keys.is_empty() {
        lines.push(format!("PARTITIONED BY (\n{})", column_lines(&table.partition_keys)));
    }
    if let Some(library) = &table.serialization_library {
        lines.push(format!("ROW FORMAT SERDE\n  {}", text(library)));
        if !table.serde_parameters.is_empty() {
            lines.push(format!("WITH SERDEPROPERTIES (\n{})", property_lines(table.serde_parameters.iter())));
        }
    }
    if let (Some(input), Some(output)) = (&table.input_format, &table.output_format) {
        lines.push(format!("STORED AS INPUTFORMAT\n  {}\nOUTPUTFORMAT\n  {}", text(input), text(output)));
    }
    if let Some(location) = &table.location {
        lines.push(format!("LOCATION\n  {}", text(location)));
    }
    // `EXTERNAL` is said by the statement itself.
    let parameters: Vec<_> = table.parameters.iter().filter(|(name, _)| name.as_str() != "EXTERNAL").collect();
    if !parameters.is_empty() {
        lines.push(format!("TBLPROPERTIES (\n{})", property_lines(parameters.into_iter())));
    }
    lines.join("\n")
}

fn column_lines(columns: &[TableColumn]) -> String {
    let lines: Vec<String> = columns
        .iter()
        .map(|column| {
            let comment = column.comment.as_deref().map(|comment| format!(" COMMENT {}", text(comment)));
            format!("  {} {}{}", quoted(&column.name), column.column_type, comment.unwrap_or_default())
        })
        .collect();
    lines.join(",\n")
}

fn property_lines<'a>(properties: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    let lines: Vec<String> = properties.map(|(name, value)| format!("  {}={}", text(name), text(value))).collect();
    lines.join(",\n")
}

/// An identifier: backquotes, doubled inside.
fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A text literal, with backslash escapes.
fn text(value: &str) -> String {
    let escaped = value.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n").replace('\t', "\\t");
    format!("'{escaped}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_texts_cannot_break_out() {
        let table = Table {
            database: "raw".to_owned(),
            name: "a`b".to_owned(),
            columns: vec![TableColumn {
                name: "id".to_owned(),
                column_type: "bigint".to_owned(),
                comment: Some("it's".to_owned()),
            }],
            partition_keys: vec![TableColumn {
                name: "day".to_owned(),
                column_type: "string".to_owned(),
                comment: None,
            }],
            location: Some("s3://raw/t/".to_owned()),
            ..Table::default()
        };
        assert_eq!(
            create_statement(&table),
            "CREATE EXTERNAL TABLE `raw`.`a``b` (\n  `id` bigint COMMENT 'it\\'s')\nPARTITIONED BY (\n  `day` string)\nLOCATION\n  's3://raw/t/'"
        );
    }
}

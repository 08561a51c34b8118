//! Tables and records for people.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use serde_json::Value;

use super::cell::{friendly, value};
use super::{Column, Section, Style};
use crate::ui::sanitize;

/// A line under the header and nothing else.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A list as a table; a hint of emptiness instead of a lone header.
pub fn draw(rows: &[Value], columns: &[Column], width: Option<u16>) -> String {
    if rows.is_empty() {
        return "none".to_owned();
    }
    let cells =
        rows.iter().map(|row| columns.iter().map(|column| friendly(value(row, column), column.style)).collect());
    let right: Vec<bool> = columns.iter().map(|column| matches!(column.style, Style::Count | Style::Bytes)).collect();
    draw_cells(columns.iter().map(|column| column.title.to_owned()).collect(), cells, &right, width)
}

/// Rows of text under names.
pub fn draw_cells(
    names: Vec<String>,
    rows: impl Iterator<Item = Vec<String>>,
    right: &[bool],
    width: Option<u16>,
) -> String {
    let mut table = Table::new();
    table.load_style(STYLE);
    match width {
        Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        // Piped: every value whole, on one line.
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    table.set_header(names.iter().map(|name| sanitize(name)));
    for row in rows {
        table.add_row(row.iter().map(|cell| sanitize(cell)));
    }
    for (index, right) in right.iter().enumerate() {
        if *right && let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

/// One thing: a line per field that is there, then its lists.
pub fn draw_record(record: &Value, fields: &[Column], lists: &[Section], width: Option<u16>) -> String {
    let shown: Vec<(&str, String)> = fields
        .iter()
        .filter(|field| !value(record, field).is_null())
        .map(|field| (field.title, friendly(value(record, field), field.style)))
        .collect();
    let indent = shown.iter().map(|(title, _)| title.chars().count()).max().unwrap_or(0);
    let mut text: Vec<String> =
        shown.into_iter().map(|(title, value)| format!("{title:indent$}  {}", sanitize(&value))).collect();
    for list in lists {
        let rows = list.key.split('.').fold(record, |value, part| &value[part]);
        text.push(String::new());
        text.push(list.title.to_owned());
        text.push(draw(rows.as_array().map_or(&[], Vec::as_slice), list.columns, width));
    }
    text.join("\n")
}

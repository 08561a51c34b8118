//! Tables and records for people.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use serde_json::Value;

use super::cell::{friendly, value};
use super::{Column, Section, Style};
use crate::ui::{Look, Role, one_line, sanitize};

/// A line under the header and nothing else.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A list as a table; a hint of emptiness instead of a lone header.
pub fn draw(rows: &[Value], columns: &[Column], look: Look) -> String {
    if rows.is_empty() {
        return look.paint(Role::Dim, "none");
    }
    let cells =
        rows.iter().map(|row| columns.iter().map(|column| friendly(value(row, column), column.style)).collect());
    let right: Vec<bool> =
        columns.iter().map(|column| matches!(column.style, Style::Count | Style::Bytes | Style::Limit)).collect();
    draw_cells(columns.iter().map(|column| column.title.to_owned()).collect(), cells, &right, look)
}

/// Rows of text under names.
pub fn draw_cells(names: Vec<String>, rows: impl Iterator<Item = Vec<String>>, right: &[bool], look: Look) -> String {
    let mut table = Table::new();
    table.load_style(STYLE);
    match look.width {
        Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        // Piped: every value whole, on one line.
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    table.set_header(names.iter().map(|name| one_line(name)));
    for row in rows {
        table.add_row(row.iter().map(|cell| one_line(cell)));
    }
    for (index, right) in right.iter().enumerate() {
        if *right && let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    painted(&table.trim_fmt(), look)
}

/// The lines above the separator are the header's.
fn painted(text: &str, look: Look) -> String {
    if !look.color {
        return text.to_owned();
    }
    let mut is_header = true;
    let lines = text.lines().map(|line| {
        if is_header && line.trim_start().starts_with('─') {
            is_header = false;
            return look.paint(Role::Dim, line);
        }
        if is_header { look.paint(Role::Heading, line) } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// One thing: a line per field that says something, then its lists.
pub fn draw_record(record: &Value, fields: &[Column], lists: &[Section], look: Look) -> String {
    let shown: Vec<(&str, String)> = fields
        .iter()
        .filter(|field| match value(record, field) {
            Value::Null => false,
            // A list of nothing would be a title without a word beside it.
            Value::Array(items) => !items.is_empty() || field.style != Style::List,
            _ => true,
        })
        .map(|field| (field.title, friendly(value(record, field), field.style)))
        .collect();
    let indent = shown.iter().map(|(title, _)| title.chars().count()).max().unwrap_or(0);
    let mut text: Vec<String> = shown
        .into_iter()
        .map(|(title, value)| {
            // The lines of a value stand under its first one, so that none looks like a field.
            let below = format!("\n{:indent$}  ", "");
            let value = sanitize(&value).replace('\n', &below);
            format!("{}  {value}", look.paint(Role::Heading, &format!("{title:indent$}")))
        })
        .collect();
    for list in lists {
        let rows = list.key.split('.').fold(record, |value, part| &value[part]);
        text.push(String::new());
        text.push(look.paint(Role::Heading, list.title));
        text.push(match rows {
            // What is said in place of a list: that it is not known.
            Value::String(said) => sanitize(said),
            rows => draw(rows.as_array().map_or(&[], Vec::as_slice), list.columns, look),
        });
    }
    text.join("\n")
}

//! CSV, TSV and Markdown, and every format of a stream of rows.

use serde_json::Value;

use super::cell::{plain, value};
use super::{Column, Rows, table};
use crate::error::Result;
use crate::render::Format;
use crate::ui::{Ui, sanitize};

/// How many rows of a stream a table holds before it is drawn; a longer result is drawn in several tables.
const TABLE_ROWS: usize = 10_000;

/// A list in a delimited format.
pub fn write_list(ui: &Ui, rows: &[Value], columns: &[Column], format: Format) -> Result<()> {
    let names: Vec<Option<String>> = columns.iter().map(|column| Some(column.key.to_owned())).collect();
    let mut out = String::new();
    header(&mut out, &names, format);
    for row in rows {
        let cells: Vec<Option<String>> = columns
            .iter()
            .map(|column| match value(row, column) {
                Value::Null => None,
                other => Some(plain(other)),
            })
            .collect();
        line(&mut out, &cells, format);
    }
    ui.write(out.as_bytes())
}

/// A stream of rows in any format.
pub fn stream(ui: &Ui, mut rows: Box<dyn Rows>, format: Format) -> Result<()> {
    match format {
        Format::Table => stream_tables(ui, rows.as_mut())?,
        Format::Json => stream_json(ui, rows.as_mut())?,
        Format::Jsonl => {
            while let Some(batch) = rows.next()? {
                let mut out = String::new();
                for row in &batch {
                    out.push_str(&object(rows.as_ref(), row));
                    out.push('\n');
                }
                ui.write(out.as_bytes())?;
            }
        }
        Format::Csv | Format::Tsv | Format::Markdown => {
            let names: Vec<Option<String>> = rows.names().iter().cloned().map(Some).collect();
            let mut out = String::new();
            header(&mut out, &names, format);
            ui.write(out.as_bytes())?;
            while let Some(batch) = rows.next()? {
                out.clear();
                for row in &batch {
                    line(&mut out, row, format);
                }
                ui.write(out.as_bytes())?;
            }
        }
    }
    ui.flush()
}

fn stream_tables(ui: &Ui, rows: &mut dyn Rows) -> Result<()> {
    let names = rows.names().to_vec();
    let right: Vec<bool> = (0..names.len()).map(|column| rows.is_literal(column)).collect();
    let mut held: Vec<Vec<String>> = Vec::new();
    let mut drawn = false;
    loop {
        let batch = rows.next()?;
        let ended = batch.is_none();
        for row in batch.into_iter().flatten() {
            held.push(row.into_iter().map(|cell| cell.unwrap_or_else(|| "NULL".to_owned())).collect());
        }
        if held.len() >= TABLE_ROWS || (ended && (!held.is_empty() || !drawn)) {
            let text = table::draw_cells(names.clone(), held.drain(..), &right, ui.width());
            ui.write(text.as_bytes())?;
            ui.write(b"\n")?;
            drawn = true;
        }
        if ended {
            return Ok(());
        }
    }
}

fn stream_json(ui: &Ui, rows: &mut dyn Rows) -> Result<()> {
    ui.write(format!("{{\n  \"schema_version\": {},\n  \"rows\": [", super::SCHEMA_VERSION).as_bytes())?;
    let mut first = true;
    while let Some(batch) = rows.next()? {
        let mut out = String::new();
        for row in &batch {
            out.push_str(if first { "\n    " } else { ",\n    " });
            first = false;
            out.push_str(&object(rows, row));
        }
        ui.write(out.as_bytes())?;
    }
    ui.write(if first { b"]\n}\n" } else { b"\n  ]\n}\n" })
}

/// A row as a JSON object. Columns of the same name keep the first one's name and get a number after it.
fn object(rows: &dyn Rows, row: &[Option<String>]) -> String {
    let names = rows.names();
    let mut object = serde_json::Map::new();
    for (index, cell) in row.iter().enumerate() {
        let mut name = names.get(index).cloned().unwrap_or_default();
        let mut number = 1;
        while object.contains_key(&name) {
            number += 1;
            name = format!("{}_{number}", names.get(index).map_or("", String::as_str));
        }
        let value = match cell {
            None => Value::Null,
            Some(text) if rows.is_literal(index) => {
                // NaN and infinities have no JSON literal: they stay text.
                serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
            }
            Some(text) => Value::String(text.clone()),
        };
        object.insert(name, value);
    }
    Value::Object(object).to_string()
}

fn header(out: &mut String, names: &[Option<String>], format: Format) {
    line(out, names, format);
    if format == Format::Markdown {
        out.push_str(&"|---".repeat(names.len()));
        out.push_str("|\n");
    }
}

/// One line. In CSV a NULL is nothing and an empty text is `""`.
fn line(out: &mut String, cells: &[Option<String>], format: Format) {
    match format {
        Format::Markdown => {
            for cell in cells {
                out.push_str("| ");
                let text = sanitize(cell.as_deref().unwrap_or("")).replace('|', "\\|").replace('\n', " ");
                out.push_str(&text);
                out.push(' ');
            }
            out.push_str("|\n");
        }
        Format::Tsv => {
            for (index, cell) in cells.iter().enumerate() {
                if index > 0 {
                    out.push('\t');
                }
                let text = cell.as_deref().unwrap_or("");
                out.push_str(
                    &text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r"),
                );
            }
            out.push('\n');
        }
        _ => {
            for (index, cell) in cells.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                match cell.as_deref() {
                    None => {}
                    Some("") => out.push_str("\"\""),
                    Some(text) if text.contains([',', '"', '\n', '\r']) => {
                        out.push('"');
                        out.push_str(&text.replace('"', "\"\""));
                        out.push('"');
                    }
                    Some(text) => out.push_str(text),
                }
            }
            out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_keeps_null_and_empty_apart() {
        let mut out = String::new();
        line(&mut out, &[None, Some(String::new()), Some("a,\"b\"".to_owned()), Some("x".to_owned())], Format::Csv);
        assert_eq!(out, ",\"\",\"a,\"\"b\"\"\",x\n");
    }
}

//! A stream of rows in any format, a batch at a time: the memory does not grow with the result.

use std::borrow::Cow;

use super::json_rows::Keys;
use super::{Format, RowColumn, Rows, delimited, table, upright};
use crate::domain::query::batch::{Batch, Row};
use crate::error::Result;
use crate::ui::{Ui, json_safe, sanitize};

/// How many rows a table holds before it is drawn; a longer result is drawn in several tables.
const TABLE_ROWS: usize = 10_000;

/// Where rows go: what goes to a terminal is made harmless.
pub trait Sink {
    /// Takes bytes.
    fn write(&mut self, bytes: &[u8]) -> Result<()>;
    /// Whether people look at it.
    fn is_terminal(&self) -> bool;
}

impl Sink for &Ui {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        Ui::write(self, bytes)
    }

    fn is_terminal(&self) -> bool {
        self.stdout_is_terminal()
    }
}

/// Writes every row; `name` is the key in the JSON document.
pub fn write(ui: &Ui, mut rows: Box<dyn Rows>, format: Format, name: &str) -> Result<()> {
    match format {
        Format::Table => tables(ui, rows.as_mut())?,
        other => {
            let mut sink = ui;
            document(&mut sink, rows.as_mut(), other, name)?;
        }
    }
    ui.flush()?;
    rows.shown();
    Ok(())
}

/// Writes every row in a format for programs.
pub fn document(sink: &mut dyn Sink, rows: &mut dyn Rows, format: Format, name: &str) -> Result<()> {
    match format {
        Format::Json => json(sink, rows, name),
        Format::Jsonl => {
            let keys = Keys::of(rows);
            each_batch(sink, rows, Clean::Always(json_safe), |out, row| {
                keys.object(out, row);
                out.push(b'\n');
            })
        }
        Format::Table | Format::Csv | Format::Tsv | Format::Markdown => {
            let disarm = rows.style().csv_safe && matches!(format, Format::Csv | Format::Tsv);
            let columns: Vec<RowColumn> = rows.columns().to_vec();
            let mut out = Vec::new();
            let names = columns
                .iter()
                .map(|column| if disarm { disarmed(&column.name) } else { Cow::Borrowed(column.name.as_str()) });
            let names: Vec<Cow<'_, str>> = names.collect();
            delimited::header(&mut out, names.iter().map(AsRef::as_ref), format);
            // Of what is for people nothing acts on a terminal; what is for programs is as it is, unless it goes to one.
            let clean = match format {
                Format::Csv | Format::Tsv => Clean::OnTerminal(sanitize),
                _ => Clean::Always(sanitize),
            };
            clean.write(sink, &out)?;
            each_batch(sink, rows, clean, |out, row| {
                if !disarm {
                    return delimited::line(out, row.cells(), format);
                }
                let cells: Vec<Option<Cow<'_, str>>> = row
                    .cells()
                    .zip(&columns)
                    .map(|(cell, column)| {
                        cell.map(|text| if column.is_number { Cow::Borrowed(text) } else { disarmed(text) })
                    })
                    .collect();
                delimited::line(out, cells.iter().map(Option::as_deref), format);
            })
        }
    }
}

/// A text that no spreadsheet takes for a formula.
fn disarmed(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// How a text is made harmless, and when.
#[derive(Clone, Copy)]
enum Clean {
    /// Wherever it goes: in JSON nothing is lost by it.
    Always(fn(&str) -> String),
    /// Where it goes to a terminal.
    OnTerminal(fn(&str) -> String),
}

impl Clean {
    fn write(self, sink: &mut dyn Sink, bytes: &[u8]) -> Result<()> {
        match self {
            Self::OnTerminal(_) if !sink.is_terminal() => sink.write(bytes),
            Self::Always(clean) | Self::OnTerminal(clean) => {
                sink.write(clean(&String::from_utf8_lossy(bytes)).as_bytes())
            }
        }
    }
}

/// Writes each batch in one piece.
fn each_batch(
    sink: &mut dyn Sink,
    rows: &mut dyn Rows,
    clean: Clean,
    mut draw: impl FnMut(&mut Vec<u8>, Row<'_>),
) -> Result<()> {
    let width = rows.columns().len();
    let (mut batch, mut out) = (Batch::new(width), Vec::new());
    while rows.next(&mut batch)? {
        out.clear();
        batch.rows().for_each(|row| draw(&mut out, row));
        clean.write(sink, &out)?;
        batch.clear(width);
    }
    Ok(())
}

fn tables(ui: &Ui, rows: &mut dyn Rows) -> Result<()> {
    let names: Vec<String> = rows.columns().iter().map(|column| column.name.clone()).collect();
    let right: Vec<bool> = rows.columns().iter().map(|column| column.is_number).collect();
    let mut batch = Batch::new(names.len());
    let mut held: Vec<Vec<String>> = Vec::new();
    let (mut drawn, mut is_upright) = (0_u64, rows.style().upright.then_some(true));
    let mut is_first = true;
    loop {
        let more = rows.next(&mut batch)?;
        for row in batch.rows() {
            held.push(row.cells().map(|cell| cell.unwrap_or("NULL").to_owned()).collect());
        }
        batch.clear(names.len());
        if held.len() >= TABLE_ROWS || (!more && (!held.is_empty() || is_first)) {
            let look = ui.look();
            // What the first rows are like decides for all.
            let turned = *is_upright
                .get_or_insert_with(|| look.width.is_some_and(|width| upright::is_too_wide(&names, &held, width)));
            let text = if turned && !held.is_empty() {
                upright::draw(&names, &held, drawn + 1, look)
            } else {
                table::draw_cells(names.clone(), held.iter().cloned(), &right, look)
            };
            ui.write(text.as_bytes())?;
            ui.write(b"\n")?;
            drawn += held.len() as u64;
            held.clear();
            is_first = false;
        }
        if !more {
            return Ok(());
        }
    }
}

fn json(sink: &mut dyn Sink, rows: &mut dyn Rows, name: &str) -> Result<()> {
    let keys = Keys::of(rows);
    sink.write(format!("{{\n  \"schema_version\": {},\n  \"{name}\": [", super::SCHEMA_VERSION).as_bytes())?;
    let mut first = true;
    each_batch(sink, rows, Clean::Always(json_safe), |out, row| {
        out.extend_from_slice(if first { b"\n    " } else { b",\n    " });
        first = false;
        keys.object(out, row);
    })?;
    sink.write(if first { b"]\n}\n" } else { b"\n  ]\n}\n" })
}

#[cfg(test)]
mod tests {
    use super::disarmed;

    #[test]
    fn formulas_are_disarmed() {
        for (text, expected) in [("=1+1", "'=1+1"), ("@x", "'@x"), ("-2", "'-2"), ("a=1", "a=1"), ("", "")] {
            assert_eq!(disarmed(text), expected);
        }
    }
}

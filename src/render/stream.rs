//! A stream of rows in any format, a batch at a time: the memory does not grow with the result.

use super::{Format, RowColumn, Rows, delimited, table};
use crate::domain::query::batch::{Batch, Row};
use crate::error::Result;
use crate::ui::{Ui, json_safe, sanitize};

/// How many rows a table holds before it is drawn; a longer result is drawn in several tables.
const TABLE_ROWS: usize = 10_000;

/// Writes every row; `name` is the key in the JSON document.
pub fn write(ui: &Ui, mut rows: Box<dyn Rows>, format: Format, name: &str) -> Result<()> {
    match format {
        Format::Table => tables(ui, rows.as_mut())?,
        Format::Json => json(ui, rows.as_mut(), name)?,
        Format::Jsonl => {
            let keys = Keys::of(rows.columns());
            each_batch(ui, rows.as_mut(), json_safe, |out, row| {
                keys.object(out, row);
                out.push(b'\n');
            })?;
        }
        Format::Csv | Format::Tsv | Format::Markdown => {
            let mut out = Vec::new();
            delimited::header(&mut out, rows.columns().iter().map(|column| column.name.as_str()), format);
            ui.write(&out)?;
            each_batch(ui, rows.as_mut(), sanitize, |out, row| delimited::line(out, row.cells(), format))?;
        }
    }
    ui.flush()
}

/// Writes each batch in one piece; what goes to a terminal is made harmless by `clean`, and nothing else is touched.
fn each_batch(
    ui: &Ui,
    rows: &mut dyn Rows,
    clean: fn(&str) -> String,
    mut draw: impl FnMut(&mut Vec<u8>, Row<'_>),
) -> Result<()> {
    let width = rows.columns().len();
    let is_terminal = ui.stdout_is_terminal();
    let (mut batch, mut out) = (Batch::new(width), Vec::new());
    while rows.next(&mut batch)? {
        out.clear();
        batch.rows().for_each(|row| draw(&mut out, row));
        if is_terminal {
            ui.write(clean(&String::from_utf8_lossy(&out)).as_bytes())?;
        } else {
            ui.write(&out)?;
        }
        batch.clear(width);
    }
    Ok(())
}

fn tables(ui: &Ui, rows: &mut dyn Rows) -> Result<()> {
    let names: Vec<String> = rows.columns().iter().map(|column| column.name.clone()).collect();
    let right: Vec<bool> = rows.columns().iter().map(|column| column.is_number).collect();
    let mut batch = Batch::new(names.len());
    let mut held: Vec<Vec<String>> = Vec::new();
    let mut drawn = false;
    loop {
        let more = rows.next(&mut batch)?;
        for row in batch.rows() {
            held.push(row.cells().map(|cell| cell.unwrap_or("NULL").to_owned()).collect());
        }
        batch.clear(names.len());
        if held.len() >= TABLE_ROWS || (!more && (!held.is_empty() || !drawn)) {
            let text = table::draw_cells(names.clone(), held.drain(..), &right, ui.look());
            ui.write(text.as_bytes())?;
            ui.write(b"\n")?;
            drawn = true;
        }
        if !more {
            return Ok(());
        }
    }
}

fn json(ui: &Ui, rows: &mut dyn Rows, name: &str) -> Result<()> {
    let keys = Keys::of(rows.columns());
    ui.write(format!("{{\n  \"schema_version\": {},\n  \"{name}\": [", super::SCHEMA_VERSION).as_bytes())?;
    let mut first = true;
    each_batch(ui, rows, json_safe, |out, row| {
        out.extend_from_slice(if first { b"\n    " } else { b",\n    " });
        first = false;
        keys.object(out, row);
    })?;
    ui.write(if first { b"]\n}\n" } else { b"\n  ]\n}\n" })
}

/// The keys of a row's JSON object, quoted, with the colon.
struct Keys {
    keys: Vec<(String, bool)>,
}

impl Keys {
    /// Columns of the same name keep the first one's name and get a number after it.
    fn of(columns: &[RowColumn]) -> Self {
        let mut names: Vec<String> = Vec::with_capacity(columns.len());
        for column in columns {
            let mut name = column.name.clone();
            let mut number = 1;
            while names.contains(&name) {
                number += 1;
                name = format!("{}_{number}", column.name);
            }
            names.push(name);
        }
        let keys = names.into_iter().zip(columns).map(|(name, column)| {
            let mut key = Vec::new();
            quote(&mut key, &name);
            (String::from_utf8_lossy(&key).into_owned() + ":", column.is_literal)
        });
        Self { keys: keys.collect() }
    }

    fn object(&self, out: &mut Vec<u8>, row: Row<'_>) {
        out.push(b'{');
        for (index, ((key, is_literal), cell)) in self.keys.iter().zip(row.cells()).enumerate() {
            if index > 0 {
                out.push(b',');
            }
            out.extend_from_slice(key.as_bytes());
            match cell {
                None => out.extend_from_slice(b"null"),
                // The digits themselves: no number is rounded on the way.
                Some(text) if *is_literal && is_json_literal(text) => out.extend_from_slice(text.as_bytes()),
                Some(text) => quote(out, text),
            }
        }
        out.push(b'}');
    }
}

fn quote(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect("text can always be written to memory");
}

/// Whether JSON knows the text as a number or a boolean: NaN and the infinities it does not.
fn is_json_literal(text: &str) -> bool {
    if matches!(text, "true" | "false") {
        return true;
    }
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[whole..];
    if let [b'.', fraction @ ..] = rest {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', digits @ ..] => digits,
            digits => digits,
        };
        let count = digits(exponent);
        if count == 0 {
            return false;
        }
        rest = &exponent[count..];
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, is_literal: bool) -> RowColumn {
        RowColumn { name: name.to_owned(), is_literal, is_number: is_literal }
    }

    #[test]
    fn numbers_keep_their_digits_and_names_stay_apart() {
        let keys = Keys::of(&[column("n", true), column("n", true), column("t", false), column("\"", true)]);
        let mut batch = Batch::new(4);
        batch.push(&[Some("9007199254740993"), Some("NaN"), Some("1"), None]);
        let mut out = Vec::new();
        batch.rows().for_each(|row| keys.object(&mut out, row));
        assert_eq!(String::from_utf8(out).unwrap(), r#"{"n":9007199254740993,"n_2":"NaN","t":"1","\"":null}"#);
    }

    #[test]
    fn literals_are_those_of_json() {
        for yes in ["0", "-1", "1.0E10", "1.5e-3", "true", "123456789012345678901234567890"] {
            assert!(is_json_literal(yes), "{yes}");
            assert!(serde_json::from_str::<serde_json::Value>(yes).is_ok(), "{yes}");
        }
        for no in ["", "-", "01", "1.", ".5", "+1", "1E", "NaN", "Infinity", "True", "1 "] {
            assert!(!is_json_literal(no), "{no}");
        }
    }
}

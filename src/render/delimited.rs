//! CSV, TSV and Markdown.

use serde_json::Value;

use super::Column;
use super::cell::{plain, value};
use crate::error::Result;
use crate::render::Format;
use crate::ui::{Ui, sanitize};

/// A list in a delimited format.
pub fn write_list(ui: &Ui, rows: &[Value], columns: &[Column], format: Format) -> Result<()> {
    let mut out = Vec::new();
    let clean = ui.stdout_is_terminal();
    header(&mut out, columns.iter().map(|column| column.key), format);
    for row in rows {
        let cells: Vec<Option<String>> = columns
            .iter()
            .map(|column| match value(row, column) {
                Value::Null => None,
                other if clean => Some(sanitize(&plain(other))),
                other => Some(plain(other)),
            })
            .collect();
        line(&mut out, cells.iter().map(Option::as_deref), format);
    }
    ui.write(&out)
}

/// The line of names, and what sets it apart.
pub fn header<'a>(out: &mut Vec<u8>, names: impl Iterator<Item = &'a str> + Clone, format: Format) {
    line(out, names.clone().map(Some), format);
    if format == Format::Markdown {
        names.for_each(|_| out.extend_from_slice(b"|---"));
        out.extend_from_slice(b"|\n");
    }
}

/// One line. In CSV a NULL is nothing and an empty text is `""`.
pub fn line<'a>(out: &mut Vec<u8>, cells: impl Iterator<Item = Option<&'a str>>, format: Format) {
    match format {
        Format::Markdown => {
            for cell in cells {
                out.extend_from_slice(b"| ");
                let text = sanitize(cell.unwrap_or("")).replace('|', "\\|").replace('\n', " ");
                out.extend_from_slice(text.as_bytes());
                out.push(b' ');
            }
            out.extend_from_slice(b"|\n");
        }
        Format::Tsv => {
            for (index, cell) in cells.enumerate() {
                if index > 0 {
                    out.push(b'\t');
                }
                for &byte in cell.unwrap_or("").as_bytes() {
                    match byte {
                        b'\\' => out.extend_from_slice(b"\\\\"),
                        b'\t' => out.extend_from_slice(b"\\t"),
                        b'\n' => out.extend_from_slice(b"\\n"),
                        b'\r' => out.extend_from_slice(b"\\r"),
                        other => out.push(other),
                    }
                }
            }
            out.push(b'\n');
        }
        _ => {
            for (index, cell) in cells.enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                match cell {
                    None => {}
                    Some("") => out.extend_from_slice(b"\"\""),
                    Some(text) if text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) => {
                        out.push(b'"');
                        for (index, part) in text.split('"').enumerate() {
                            if index > 0 {
                                out.extend_from_slice(b"\"\"");
                            }
                            out.extend_from_slice(part.as_bytes());
                        }
                        out.push(b'"');
                    }
                    Some(text) => out.extend_from_slice(text.as_bytes()),
                }
            }
            out.push(b'\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(cells: &[Option<&str>], format: Format) -> String {
        let mut out = Vec::new();
        line(&mut out, cells.iter().copied(), format);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn csv_keeps_null_and_empty_apart() {
        assert_eq!(lines(&[None, Some(""), Some("a,\"b\""), Some("x")], Format::Csv), ",\"\",\"a,\"\"b\"\"\",x\n");
    }

    #[test]
    fn tsv_keeps_a_row_on_one_line() {
        assert_eq!(lines(&[Some("a\tb\n\\"), None, Some("é")], Format::Tsv), "a\\tb\\n\\\\\t\té\n");
    }
}

//! Rows turned upright: a line for each value, for what is wider than the terminal.

use unicode_width::UnicodeWidthStr;

use crate::ui::{Look, Role, one_line, sanitize};

/// Blanks that a table puts round each cell.
pub const PADDING: usize = 2;

/// Whether rows drawn as a table would not fit into so many columns of the terminal.
pub fn is_too_wide(names: &[String], rows: &[Vec<String>], width: u16) -> bool {
    let mut widths: Vec<usize> = names.iter().map(|name| one_line(name).width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(one_line(cell).width());
        }
    }
    // One blank more between two columns.
    let table: usize = widths.iter().map(|width| width + PADDING + 1).sum();
    names.len() > 1 && table - 1 > usize::from(width)
}

/// Draws rows, the first of which has this number.
pub fn draw(names: &[String], rows: &[Vec<String>], first: u64, look: Look) -> String {
    let names: Vec<String> = names.iter().map(|name| one_line(name)).collect();
    let indent = names.iter().map(|name| name.width()).max().unwrap_or(0);
    // The lines of a value stand under its first one, so that none looks like a column.
    let below = format!("\n{:indent$}  ", "");
    let mut lines = Vec::with_capacity(rows.len() * (names.len() + 1));
    for (number, row) in (first..).zip(rows) {
        lines.push(look.paint(Role::Dim, &format!("─ row {number}")));
        for (name, cell) in names.iter().zip(row) {
            let blanks = " ".repeat(indent - name.width());
            lines.push(format!(
                "{}{blanks}  {}",
                look.paint(Role::Heading, name),
                sanitize(cell).replace('\n', &below)
            ));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn what_does_not_fit_is_turned() {
        let rows = [texts(&["12345", "é"])];
        assert!(!is_too_wide(&texts(&["a", "b"]), &rows, 11));
        assert!(is_too_wide(&texts(&["a", "b"]), &rows, 10));
        assert!(!is_too_wide(&texts(&["a"]), &[texts(&["1234567890"])], 5), "one column is as wide upright");
    }

    #[test]
    fn each_value_has_a_line() {
        let text = draw(&texts(&["id", "name"]), &[texts(&["1", "a\nb"]), texts(&["2", "NULL"])], 7, Look::default());
        assert_eq!(text, "─ row 7\nid    1\nname  a\n      b\n─ row 8\nid    2\nname  NULL");
    }
}

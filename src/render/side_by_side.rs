//! Two texts beside each other, line by line, what differs marked.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::domain::text_diff::{Line, diff};
use crate::ui::sanitize;

/// Lines around a difference that are shown.
const CONTEXT: usize = 3;
/// Columns where there is no terminal.
const USUAL_WIDTH: usize = 120;

/// Draws two texts: the old one on the left, the new one on the right, `<` beside a line that went, `>` beside one that
/// came, `|` between lines that took each other's place. Long stretches of equal lines are left out.
pub fn draw(old: (&str, &str), new: (&str, &str), width: Option<u16>) -> String {
    let width = width.map_or(USUAL_WIDTH, usize::from).max(40);
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) = (old.1.lines().collect(), new.1.lines().collect());
    let rows = rows(&diff(&old_lines, &new_lines));
    let digits = old_lines.len().max(new_lines.len()).to_string().len();
    let half = (width.saturating_sub(2 * digits + 5)) / 2;
    let cell = |lines: &[&str], at: Option<usize>| match at {
        Some(index) => format!("{:>digits$} {}", index + 1, fitted(lines[index], half)),
        None => " ".repeat(digits + 1 + half),
    };
    let mut text = format!(
        "{} {}   {} {}\n",
        " ".repeat(digits),
        fitted(old.0, half),
        " ".repeat(digits),
        fitted(new.0, half).trim_end()
    );
    let mut left_out = false;
    for (index, (left, mark, right)) in rows.iter().enumerate() {
        let near = &rows[index.saturating_sub(CONTEXT)..rows.len().min(index + CONTEXT + 1)];
        if near.iter().all(|(_, mark, _)| *mark == ' ') {
            left_out = true;
            continue;
        }
        if std::mem::take(&mut left_out) {
            text.push_str("...\n");
        }
        let line = format!("{} {mark} {}", cell(&old_lines, *left), cell(&new_lines, *right));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

type Row = (Option<usize>, char, Option<usize>);

/// Lines that went and came in one place stand beside each other.
fn rows(lines: &[Line]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut went, mut came) = (Vec::new(), Vec::new());
    let flush = |went: &mut Vec<usize>, came: &mut Vec<usize>, rows: &mut Vec<Row>| {
        for index in 0..went.len().max(came.len()) {
            let (left, right) = (went.get(index).copied(), came.get(index).copied());
            let mark = match (left, right) {
                (Some(_), Some(_)) => '|',
                (Some(_), None) => '<',
                _ => '>',
            };
            rows.push((left, mark, right));
        }
        went.clear();
        came.clear();
    };
    for line in lines {
        match line {
            Line::Old(index) => went.push(*index),
            Line::New(index) => came.push(*index),
            Line::Both(left, right) => {
                flush(&mut went, &mut came, &mut rows);
                rows.push((Some(*left), ' ', Some(*right)));
            }
        }
    }
    flush(&mut went, &mut came, &mut rows);
    rows
}

/// A line of exactly so many columns.
fn fitted(line: &str, columns: usize) -> String {
    let line = sanitize(&line.replace('\t', "    "));
    let mut fitted = String::new();
    let mut used = 0;
    for character in line.chars() {
        let width = character.width().unwrap_or(0);
        if used + width > columns {
            break;
        }
        fitted.push(character);
        used += width;
    }
    if fitted.len() < line.len() && columns > 0 {
        while fitted.width() > columns - 1 {
            fitted.pop();
        }
        fitted.push('…');
    }
    fitted.push_str(&" ".repeat(columns.saturating_sub(fitted.width())));
    fitted
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn lines_stand_beside_each_other() {
        let old = "same\nold\ngone\nend\n1\n2\n3\n4\n5\n6\n7";
        let new = "same\nnew\nend\n1\n2\n3\n4\n5\n6\n7";
        let drawn = draw(("a", old), ("b", new), Some(40));
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), ["a", "b"]);
        assert!(lines[2].contains('|') && lines[2].contains("old") && lines[2].contains("new"), "{drawn}");
        assert!(lines[3].ends_with('<'), "{drawn}");
        assert_eq!(lines.len(), 7, "{drawn}");
        assert!(drawn.lines().all(|line| line.chars().count() <= 40), "{drawn}");
    }
}

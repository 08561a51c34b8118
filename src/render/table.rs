//! Tables and records for people.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

use super::cell::{friendly, value};
use super::upright::{PADDING, is_too_wide};
use super::{Column, Section, Style};
use crate::ui::{Look, Role, one_line, sanitize};

/// A line under the header and nothing else.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A list as a table; a hint of emptiness instead of a lone header.
pub fn draw(rows: &[Value], columns: &[Column], look: Look) -> String {
    if rows.is_empty() {
        return look.paint(Role::Dim, "none");
    }
    let names: Vec<String> = columns.iter().map(|column| column.title.to_owned()).collect();
    let mut cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| columns.iter().map(|column| friendly(value(row, column), column.style)).collect())
        .collect();
    if let Some(width) = look.width {
        // To the second, and where that does not do to the minute: better than a time on three lines.
        for length in ["2026-11-23T10:00:00".len(), "2026-11-23T10:00".len()] {
            if is_too_wide(&names, &cells, width) {
                cells.iter_mut().flatten().filter(|cell| is_time(cell)).for_each(|cell| shorten(cell, length));
            }
        }
    }
    let right: Vec<bool> =
        columns.iter().map(|column| matches!(column.style, Style::Count | Style::Bytes | Style::Limit)).collect();
    draw_cells(names, cells.into_iter(), &right, look)
}

/// Whether a text is a time as lakectl writes them: `2026-11-23T10:00:00.123Z`.
fn is_time(text: &str) -> bool {
    let is_like = |(byte, like): (u8, u8)| if like == b'0' { byte.is_ascii_digit() } else { byte == like };
    text.len() >= "0000-00-00T00:00:00Z".len()
        && text.ends_with('Z')
        && text.bytes().zip(*b"0000-00-00T00:00:00").all(is_like)
        && text[19..text.len() - 1].bytes().all(|byte| byte == b'.' || byte.is_ascii_digit())
}

/// A time with so much of it as so many characters hold.
fn shorten(time: &mut String, length: usize) {
    if time.len() > length {
        time.truncate(length);
        time.push('Z');
    }
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
    let mut widths: Vec<usize> = names.iter().map(|name| one_line(name).width() + PADDING).collect();
    for row in rows {
        let cells: Vec<_> = row.iter().map(|cell| one_line(cell)).collect();
        widths.iter_mut().zip(&cells).for_each(|(width, cell)| *width = (*width).max(cell.width() + PADDING));
        table.add_row(cells);
    }
    for (index, least) in look.width.map(|width| least_widths(&widths, width)).into_iter().flatten().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
        }
    }
    for (index, right) in right.iter().enumerate() {
        if *right && let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    painted(&table.trim_fmt(), look)
}

/// How narrow each column may become, the widths that they would like being given. The first columns say what a row is about,
/// and are what one copies: they are the last to be wrapped.
fn least_widths(wanted: &[usize], width: u16) -> Vec<u16> {
    const NARROW: usize = 12;
    let width = usize::from(width);
    let needed: usize = wanted.iter().map(|wanted| wanted.min(&NARROW) + 1).sum();
    // Where there is no room at all nothing is preferred.
    let Some(mut spare) = (width + 1).checked_sub(needed) else { return Vec::new() };
    let mut least = Vec::with_capacity(wanted.len());
    for (index, wanted) in wanted.iter().enumerate() {
        let most = if index == 0 { width / 2 } else { width / 3 };
        let more = wanted.min(&most).saturating_sub(NARROW).min(spare);
        spare -= more;
        least.push(u16::try_from(wanted.min(&NARROW) + more).unwrap_or(u16::MAX));
    }
    least
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const COLUMNS: &[Column] = &[Column::text("NAME", "name"), Column::text("A", "a"), Column::text("B", "b")];

    fn drawn(width: Option<u16>) -> String {
        let row = json!({ "name": "a-name-of-a-bucket", "a": "2026-11-23T02:15:06.147Z", "b": "2026-11-23T02:15:06Z" });
        draw(&[row], COLUMNS, Look { width, ..Look::default() })
    }

    #[test]
    fn times_are_as_long_as_there_is_room() {
        for (width, expected) in [
            (None, " a-name-of-a-bucket   2026-11-23T02:15:06.147Z   2026-11-23T02:15:06Z"),
            (Some(80), " a-name-of-a-bucket   2026-11-23T02:15:06.147Z   2026-11-23T02:15:06Z"),
            (Some(66), " a-name-of-a-bucket   2026-11-23T02:15:06Z   2026-11-23T02:15:06Z"),
            (Some(60), " a-name-of-a-bucket   2026-11-23T02:15Z   2026-11-23T02:15Z"),
        ] {
            let text = drawn(width);
            let last = text.lines().last().unwrap_or_default();
            assert_eq!(last.trim_end(), expected, "{width:?}\n{text}");
        }
    }

    #[test]
    fn the_first_column_is_wrapped_last() {
        let text = drawn(Some(48));
        assert!(text.contains(" a-name-of-a-bucket "), "{text}");
    }

    #[test]
    fn room_goes_to_the_first_columns_first() {
        assert_eq!(least_widths(&[20, 20, 60], 80), [20, 20, 26]);
        assert_eq!(least_widths(&[60, 20, 20], 80), [40, 20, 18]);
        assert_eq!(least_widths(&[5, 6], 80), [5, 6]);
        assert_eq!(least_widths(&[30, 30, 30], 20), Vec::<u16>::new());
        for width in 40..120 {
            let least = least_widths(&[30, 9, 40, 25], width);
            let table: u16 = least.iter().sum::<u16>() + 3;
            assert!(least.is_empty() || table <= width, "{width}: {least:?}");
        }
    }

    #[test]
    fn what_is_no_time_stays() {
        assert!(is_time("2026-11-23T02:15:06Z") && is_time("2026-11-23T02:15:06.147Z"));
        for other in
            ["2026-11-23", "2026-11-23T02:15:06+00:00", "aaaa-bb-ccTdd:ee:ffZ", "2026-11-23T02:15:06 or Z", "é"]
        {
            assert!(!is_time(other), "{other}");
        }
    }
}

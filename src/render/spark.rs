//! Values over time on one line, and bars beside amounts, in characters.

use serde_json::Value;

use super::{Column, table};
use crate::ui::{Look, Role, sanitize};

/// Eighths of a cell, from the least to the most.
const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Columns of a line where there is no terminal.
const USUAL_WIDTH: usize = 80;

/// A line for values, one character each; a blank for one that is not there. More values than columns are put together,
/// as their mean.
pub fn line(values: &[Option<f64>], width: usize) -> String {
    let values = fitted(values, width.max(1));
    let known = || values.iter().flatten().copied();
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let step = |value: f64| {
        let share = if most > least { (value - least) / (most - least) } else { 0.5 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 7 is 0 to 7")]
        let index = (share * 7.0).round() as usize;
        STEPS[index.min(STEPS.len() - 1)]
    };
    values.iter().map(|value| value.map_or(' ', step)).collect()
}

fn fitted(values: &[Option<f64>], width: usize) -> Vec<Option<f64>> {
    if values.len() <= width {
        return values.to_vec();
    }
    let mean = |part: &[Option<f64>]| {
        let known: Vec<f64> = part.iter().flatten().copied().collect();
        #[expect(clippy::cast_precision_loss, reason = "some thousand values")]
        let count = known.len() as f64;
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / count)
    };
    (0..width).map(|column| mean(&values[column * values.len() / width..(column + 1) * values.len() / width])).collect()
}

/// A line under its title, with the least, the most and the last value, above the rows as a table.
pub fn chart(title: &str, values: &[Option<f64>], rows: &[Value], columns: &[Column], look: Look) -> String {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let Some(last) = known.last() else { return format!("{}\n", table::draw(rows, columns, look)) };
    let (least, most) =
        (known.iter().copied().fold(f64::INFINITY, f64::min), known.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    let width = look.width.map_or(USUAL_WIDTH, usize::from);
    let head = look.paint(Role::Heading, &sanitize(title));
    let line = line(values, width);
    let [least, most, last] = [least, most, *last].map(short);
    format!("{head}\n{line}\nleast {least}, most {most}, last {last}\n\n{}\n", table::draw(rows, columns, look))
}

/// A number without what only sums of fractions leave behind its twelfth digit.
fn short(value: f64) -> String {
    format!("{value:.11e}").parse().unwrap_or(value).to_string()
}

/// A bar of up to so many columns, as long as the share of the whole is.
pub fn bar(share: f64, width: usize) -> String {
    const PARTS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    #[expect(clippy::cast_precision_loss, reason = "the width of a terminal")]
    let eighths = (share.clamp(0.0, 1.0) * width as f64 * 8.0).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 8 times the width")]
    let eighths = eighths as usize;
    let mut bar = "█".repeat(eighths / 8);
    if !eighths.is_multiple_of(8) {
        bar.push(PARTS[eighths % 8]);
    }
    bar
}

/// A list as a table, with a bar for the share of each row.
pub fn bars(rows: &[Value], columns: &[Column], shares: &[f64], look: Look) -> String {
    const WIDTH: usize = 20;
    let mut all = columns.to_vec();
    all.push(Column::text("SHARE", "bar"));
    let drawn: Vec<Value> = rows
        .iter()
        .zip(shares)
        .map(|(row, share)| {
            let mut row = row.clone();
            row["bar"] = bar(*share, WIDTH).into();
            row
        })
        .collect();
    table::draw(&drawn, &all, look)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_from_the_least_to_the_most() {
        let values: Vec<Option<f64>> = (0..8).map(|number| Some(f64::from(number))).collect();
        assert_eq!(line(&values, 80), "▁▂▃▄▅▆▇█");
        assert_eq!(line(&[Some(1.0), None, Some(1.0)], 80), "▅ ▅");
        assert_eq!(line(&values, 4).chars().count(), 4);
        assert_eq!(
            [0.013_800_000_000_000_002, 0.1 + 0.2, 1e15, 0.0, 2.5].map(short),
            ["0.0138", "0.3", "1000000000000000", "0", "2.5"]
        );
        assert_eq!(line(&[], 10), "");
    }

    #[test]
    fn bars_are_shares() {
        assert_eq!(bar(1.0, 4), "████");
        assert_eq!(bar(0.5, 4), "██");
        assert_eq!(bar(0.0, 4), "");
        assert_eq!(bar(2.0, 4), "████");
        assert_eq!(bar(1.0 / 32.0, 4), "▏");
    }
}

//! A dashboard in characters: each widget under its title, each metric on a line with its newest value.

use unicode_width::UnicodeWidthStr;

use super::spark::line;
use crate::ui::{Look, Role, one_line, sanitize};

/// A widget.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    pub title: Option<String>,
    pub rows: Vec<Row>,
}

/// A line of a widget.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    Line {
        label: String,
        /// From the oldest to the newest; none where there is nothing.
        values: Vec<Option<f64>>,
    },
    State {
        name: String,
        state: String,
    },
    Text(String),
}

/// Columns of a label, at most.
const LABEL: usize = 40;
/// Columns of a line.
const LINE: usize = 30;

/// Draws the widgets below one another.
pub fn draw(panels: &[Panel], look: Look) -> String {
    let mut text = String::new();
    for panel in panels {
        if let Some(title) = &panel.title {
            text.push_str(&format!("{}\n", look.paint(Role::Heading, &one_line(title))));
        }
        let widest = panel.rows.iter().map(label_width).max().unwrap_or(0).min(LABEL);
        if panel.rows.is_empty() {
            text.push_str("  no data\n");
        }
        for row in &panel.rows {
            text.push_str(&drawn(row, widest, look));
        }
        text.push('\n');
    }
    text
}

fn label_width(row: &Row) -> usize {
    match row {
        Row::Line { label, .. } => one_line(label).width(),
        Row::State { name, .. } => one_line(name).width(),
        Row::Text(_) => 0,
    }
}

fn padded(label: &str, width: usize) -> String {
    let label = one_line(label);
    let blanks = width.saturating_sub(label.width());
    format!("{label}{:blanks$}", "")
}

fn drawn(row: &Row, width: usize, look: Look) -> String {
    match row {
        Row::Text(text) => match text.strip_prefix("## ") {
            Some(heading) => format!("{}\n", look.paint(Role::Heading, &format!("── {} ──", sanitize(heading)))),
            None => format!("  {}\n", sanitize(text)),
        },
        Row::State { name, state } => format!("  {}  {}\n", padded(name, width), sanitize(state)),
        Row::Line { label, values } => {
            let known: Vec<f64> = values.iter().flatten().copied().collect();
            let Some(last) = known.last() else { return format!("  {}  no data\n", padded(label, width)) };
            let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            format!("  {}  {}  last {}, most {}\n", padded(label, width), line(values, LINE), short(*last), short(most))
        }
    }
}

/// A number as people read it: three digits behind the point, thousands as k, M, G, T.
fn short(value: f64) -> String {
    const UNITS: &[(f64, &str)] = &[(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")];
    for (size, unit) in UNITS {
        if value.abs() >= *size {
            let scale = if *unit == "k" { 1e3 } else { *size };
            return format!("{:.1}{unit}", value / scale);
        }
    }
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(short(3.0), "3");
        assert_eq!(short(0.83), "0.83");
        assert_eq!(short(12_345.0), "12.3k");
        assert_eq!(short(20e12), "20.0T");
    }

    #[test]
    fn each_metric_is_a_line() {
        let panel = Panel {
            title: Some("Scores".to_owned()),
            rows: vec![
                Row::Line { label: "sales".to_owned(), values: vec![Some(1.0), None, Some(0.5)] },
                Row::State { name: "bad".to_owned(), state: "ALARM".to_owned() },
            ],
        };
        let text = draw(&[panel], Look::default());
        assert!(text.contains("  sales  █ ▁  last 0.5, most 1\n"), "{text}");
        assert!(text.contains("  bad    ALARM\n"), "{text}");
    }
}

//! Drawing of values: what a verb returns, as a table, JSON, JSON lines, CSV, TSV or Markdown.
//!
//! Invariants:
//! - Every format draws the same [`View`]; none knows a verb.
//! - JSON is the whole value, stable: snake_case keys, `schema_version`, UTC times, bytes as integers.
//! - Only the table format rounds or abbreviates.

mod cell;
pub mod dashboard;
mod delimited;
pub mod doctor;
pub mod finding;
pub mod heat_map;
mod json_rows;
pub mod lineage;
pub mod overview;
pub mod page;
pub mod report;
pub mod save;
pub mod side_by_side;
pub mod spark;
mod stream;
mod table;
mod upright;

use std::fmt;

use serde_json::{Value, json};

use crate::domain::query::ResultColumn;
use crate::domain::query::batch::Batch;
use crate::error::{Error, Result};
use crate::ui::{Role, Ui, json_safe, sanitize};

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Aligned columns for people
    #[default]
    Table,
    /// One JSON document
    Json,
    /// One JSON object per line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// Tab-separated values with a header
    Tsv,
    /// A Markdown table
    Markdown,
}

/// The version in every JSON envelope; grows only with incompatible changes.
pub const SCHEMA_VERSION: u32 = 1;

/// How a column's values are shown in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Text,
    /// An integer, right-aligned.
    Count,
    /// Bytes, shown as `1.5 MiB`.
    Bytes,
    /// Bytes that somebody wrote as a limit, shown exactly: `10MB`.
    Limit,
    /// Yes or no.
    Flag,
    /// A list, joined by commas.
    List,
}

/// A column: the title for people, the key in the JSON objects.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The title.
    pub title: &'static str,
    /// The key; dots descend.
    pub key: &'static str,
    /// How values are shown.
    pub style: Style,
}

impl Column {
    /// A column of text.
    pub const fn text(title: &'static str, key: &'static str) -> Self {
        Self { title, key, style: Style::Text }
    }

    /// A column of another style.
    pub const fn new(title: &'static str, key: &'static str, style: Style) -> Self {
        Self { title, key, style }
    }
}

/// Rows that come one batch after another: results too large to hold.
pub trait Rows: Send {
    /// The columns, in order; their names need not be unique.
    fn columns(&self) -> &[RowColumn];
    /// Fills the batch, which is empty, with the next rows. False at the end.
    fn next(&mut self, batch: &mut Batch) -> Result<bool>;
    /// Says what is to be said about rows that have all been shown: what is said earlier would stand between them.
    fn shown(&self) {}
    /// The types of the columns, where they are those of a query's result.
    fn kinds(&self) -> &[ResultColumn] {
        &[]
    }
    /// How the rows are drawn.
    fn style(&self) -> RowStyle {
        RowStyle::default()
    }
}

/// How rows are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowStyle {
    /// In CSV and TSV, no text is a formula for a spreadsheet.
    pub csv_safe: bool,
    /// Tables have a line for each value, however wide the terminal is.
    pub upright: bool,
}

/// A column of a stream of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowColumn {
    /// Its name.
    pub name: String,
    /// Whether JSON can show its values as they are: numbers and booleans.
    pub is_literal: bool,
    /// Whether people read its values right-aligned.
    pub is_number: bool,
}

/// What a verb has to show.
pub struct View {
    name: &'static str,
    body: Body,
}

enum Body {
    /// A list of objects under a plural name.
    List { rows: Vec<Value>, columns: &'static [Column] },
    /// One object, with further lists in it.
    Record { value: Value, fields: &'static [Column], lists: Vec<Section> },
    /// Lines that are the answer themselves, beside their JSON. `signed`: a sign tells what each is about.
    Lines { value: Value, lines: Vec<String>, signed: bool },
    /// A list with a drawing of its own in place of the table, made harmless by who drew it.
    Drawn { rows: Vec<Value>, columns: &'static [Column], text: String },
    /// One object with a list `items`, which has a drawing of its own.
    DrawnRecord { value: Value, columns: &'static [Column], text: String },
    /// A text in a format of its own, whatever the output format is.
    Document(String),
    /// A stream of rows.
    Rows(Box<dyn Rows>),
    /// All was shown before.
    Nothing,
}

/// A list inside a record, shown as a table of its own.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// The key of the list in the record.
    pub key: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View").field("name", &self.name).finish_non_exhaustive()
    }
}

impl View {
    /// A list; `name` is the plural noun, the key in the JSON document.
    pub fn list(name: &'static str, rows: Vec<Value>, columns: &'static [Column]) -> Self {
        Self { name, body: Body::List { rows, columns } }
    }

    /// One thing; `name` is the singular noun.
    pub fn record(name: &'static str, value: Value, fields: &'static [Column]) -> Self {
        Self { name, body: Body::Record { value, fields, lists: Vec::new() } }
    }

    /// One thing with lists in it.
    pub fn record_with(name: &'static str, value: Value, fields: &'static [Column], lists: Vec<Section>) -> Self {
        Self { name, body: Body::Record { value, fields, lists } }
    }

    /// Lines for people, and the value behind them for JSON.
    pub fn lines(name: &'static str, value: Value, lines: Vec<String>) -> Self {
        Self { name, body: Body::Lines { value, lines, signed: false } }
    }

    /// Lines that say what is, or would be, changed: a sign opens each, `+`, `~`, `-`, `!` or `=`.
    pub fn changes(name: &'static str, value: Value, lines: Vec<String>) -> Self {
        Self { name, body: Body::Lines { value, lines, signed: true } }
    }

    /// A list that people see as a drawing; whoever drew it has sanitized it.
    pub fn drawn(name: &'static str, rows: Vec<Value>, columns: &'static [Column], text: String) -> Self {
        Self { name, body: Body::Drawn { rows, columns, text } }
    }

    /// One thing whose list `items` people see as a drawing; whoever drew it has sanitized it.
    pub fn drawn_record(name: &'static str, value: Value, items: &'static [Column], text: String) -> Self {
        Self { name, body: Body::DrawnRecord { value, columns: items, text } }
    }

    /// The same with one more member in its JSON object; nothing for people.
    #[must_use]
    pub fn with(mut self, key: &'static str, member: Value) -> Self {
        if let Body::Record { value, .. } | Body::Lines { value, .. } | Body::DrawnRecord { value, .. } = &mut self.body
        {
            value[key] = member;
        }
        self
    }

    /// A text in a format of its own, which is written as it is.
    pub fn document(text: String) -> Self {
        Self { name: "document", body: Body::Document(text) }
    }

    /// A stream of rows.
    pub fn rows(rows: Box<dyn Rows>) -> Self {
        Self { name: "rows", body: Body::Rows(rows) }
    }

    /// A stream of rows under a plural noun, the key in the JSON document.
    pub fn named_rows(name: &'static str, rows: Box<dyn Rows>) -> Self {
        Self { name, body: Body::Rows(rows) }
    }

    /// Nothing more: a verb that runs for long has shown what it had to show.
    pub fn nothing() -> Self {
        Self { name: "nothing", body: Body::Nothing }
    }

    /// The JSON document.
    fn envelope(&self) -> Result<Value> {
        let value = match &self.body {
            Body::List { rows, .. } | Body::Drawn { rows, .. } => Value::Array(rows.clone()),
            Body::Record { value, .. } | Body::Lines { value, .. } | Body::DrawnRecord { value, .. } => value.clone(),
            Body::Nothing => Value::Null,
            Body::Document(_) => return Err(Error::usage("--select needs a JSON document")),
            Body::Rows(_) => return Err(Error::failed("a stream of rows is no document")),
        };
        Ok(json!({ "schema_version": SCHEMA_VERSION, self.name: value }))
    }
}

/// Writes a view to stdout.
pub fn show(ui: &Ui, view: View, format: Format, select: Option<&str>) -> Result<()> {
    if let Body::Rows(rows) = view.body {
        if select.is_some() {
            return Err(Error::usage("--select needs the whole document, and query results are a stream")
                .hint("select in SQL, or pipe -o jsonl into jq"));
        }
        return stream::write(ui, rows, format, view.name);
    }
    if matches!(view.body, Body::Nothing) {
        return ui.flush();
    }
    if let (Body::Document(text), None) = (&view.body, select) {
        // Each format escapes what means something in it; what it lets through must not act on a terminal.
        let text = if text.starts_with('{') { json_safe(text) } else { sanitize(text) };
        ui.write(text.as_bytes())?;
        return ui.flush();
    }
    if let Some(expression) = select {
        let selected = self::select(&view.envelope()?, expression)?;
        return show_selected(ui, &selected, format);
    }
    match (format, &view.body) {
        (Format::Json, _) => write_line(ui, &pretty(&view.envelope()?)),
        (Format::Table, Body::Lines { lines, signed, .. }) => {
            let look = ui.look();
            lines.iter().try_for_each(|line| {
                let line = sanitize(line);
                match Role::of_sign(&line).filter(|_| *signed) {
                    Some(role) => write_line(ui, &look.paint(role, &line)),
                    None => write_line(ui, &line),
                }
            })
        }
        (Format::Table, Body::List { rows, columns }) => write_line(ui, &table::draw(rows, columns, ui.look())),
        (Format::Table, Body::Record { value, fields, lists }) => {
            write_line(ui, &table::draw_record(value, fields, lists, ui.look()))
        }
        (Format::Table, Body::Drawn { text, .. } | Body::DrawnRecord { text, .. }) => ui.write(text.as_bytes()),
        (Format::Jsonl, Body::List { rows, .. } | Body::Drawn { rows, .. }) => {
            rows.iter().try_for_each(|row| write_line(ui, &compact(row)))
        }
        (Format::Jsonl, Body::DrawnRecord { value, .. }) => {
            items(value).iter().try_for_each(|row| write_line(ui, &compact(row)))
        }
        (_, Body::DrawnRecord { value, columns, .. }) => delimited::write_list(ui, items(value), columns, format),
        (Format::Jsonl, Body::Record { value, .. } | Body::Lines { value, .. }) => write_line(ui, &compact(value)),
        (_, Body::List { rows, columns } | Body::Drawn { rows, columns, .. }) => {
            delimited::write_list(ui, rows, columns, format)
        }
        (_, Body::Record { value, fields, .. }) => {
            delimited::write_list(ui, std::slice::from_ref(value), fields, format)
        }
        (_, Body::Lines { lines, .. }) => {
            let clean = format == Format::Markdown || ui.stdout_is_terminal();
            lines.iter().try_for_each(|line| if clean { write_line(ui, &sanitize(line)) } else { write_line(ui, line) })
        }
        (_, Body::Rows(_) | Body::Nothing | Body::Document(_)) => Ok(()),
    }?;
    ui.flush()
}

/// The list within a record that is drawn.
fn items(value: &Value) -> &[Value] {
    value["items"].as_array().map_or(&[], Vec::as_slice)
}

/// A JMESPath expression, if it is one.
pub fn compile(expression: &str) -> Result<jmespath::Expression<'static>> {
    jmespath::compile(expression).map_err(|error| {
        Error::usage(format!("`{expression}` is no JMESPath expression"))
            .because(error.to_string())
            .hint("it chooses from what -o json shows, as 'databases[].name' does of lakectl db list")
    })
}

/// A JMESPath selection of a document.
fn select(document: &Value, expression: &str) -> Result<Value> {
    let compiled = compile(expression)?;
    let failed = |error: String| Error::failed(format!("`{expression}` could not be applied")).because(error);
    let data = jmespath::Variable::from_json(&document.to_string()).map_err(failed)?;
    let found = compiled.search(data).map_err(|error| failed(error.to_string()))?;
    serde_json::to_value(&*found).map_err(|error| failed(error.to_string()))
}

/// A selection is shown as what it is: text and numbers plainly in a table, everything else as JSON.
fn show_selected(ui: &Ui, value: &Value, format: Format) -> Result<()> {
    match (format, value) {
        (Format::Json, value) => write_line(ui, &pretty(value))?,
        (Format::Jsonl, Value::Array(items)) => items.iter().try_for_each(|item| write_line(ui, &compact(item)))?,
        (Format::Jsonl, value) => write_line(ui, &compact(value))?,
        (_, Value::Array(items)) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().try_for_each(|item| write_line(ui, &sanitize(&cell::plain(item))))?;
        }
        (_, Value::Object(_) | Value::Array(_)) => write_line(ui, &pretty(value))?,
        (_, scalar) => write_line(ui, &sanitize(&cell::plain(scalar)))?,
    }
    ui.flush()
}

fn pretty(value: &Value) -> String {
    json_safe(&serde_json::to_string_pretty(value).expect("a JSON value can always be written"))
}

/// A value on one line of JSON.
fn compact(value: &Value) -> String {
    json_safe(&value.to_string())
}

fn write_line(ui: &Ui, line: &str) -> Result<()> {
    ui.write(line.as_bytes())?;
    ui.write(b"\n")
}

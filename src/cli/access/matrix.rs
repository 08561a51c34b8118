//! `lakectl access matrix`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::grant::target;
use crate::context::Ctx;
use crate::domain::permission::Resource;
use crate::domain::permission::matrix::{Level, Matrix};
use crate::domain::query::batch::Batch;
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Format, RowColumn, Rows, Style, View, heat_map};

const COLUMNS: &[Column] = &[
    Column::text("PRINCIPAL", "principal"),
    Column::text("OBJECT", "object"),
    Column::text("LEVEL", "level"),
    Column::text("ACCESS", "access"),
    Column::new("FROM", "origins", Style::List),
];

/// Show principals by tables, or by the columns of one table: who may how much
///
/// Only principals that hold something are shown. JSON has an object for each cell that is not empty.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local access matrix\n  lakectl access matrix --on crm.people -o csv > people.csv\n  lakectl access matrix --on crm --html > access.html\n\nThe HTML page is self-contained: a heat map that can be searched. Exit code 8 when something could not be read."
)]
pub struct AccessMatrixArgs {
    /// A database for its tables, or a table for its columns; every table when it is not given
    #[arg(long, value_name = "RESOURCE")]
    on: Option<String>,
    /// Write one HTML page
    #[arg(long)]
    html: bool,
}

pub async fn run(ctx: &Ctx, args: AccessMatrixArgs) -> Result<Answer> {
    let on = args.on.as_deref().map(target).transpose()?;
    if !matches!(on, None | Some(Resource::Database { .. } | Resource::Table { .. })) {
        return Err(Error::usage("a matrix is of all tables, of a database, or of a table"));
    }
    let (matrix, unknown) = ops::access::matrix(ctx.read().await?, on.as_ref()).await?;
    for gap in &unknown {
        ctx.ui.warn(&format!("unknown: {gap}"));
    }
    let outcome = if unknown.is_empty() { Outcome::Done } else { Outcome::Partial };
    let view = if args.html {
        let of = args.on.as_deref().map(|on| format!(" of {on}")).unwrap_or_default();
        View::document(heat_map::page(&format!("Who may what{of}"), &matrix, &unknown))
    } else if matches!(ctx.settings.format, Format::Json | Format::Jsonl) || ctx.settings.select.is_some() {
        View::list("cells", cells(&matrix), COLUMNS)
    } else {
        View::rows(Box::new(Drawn::new(matrix)))
    };
    Ok(Answer::done(view).with(outcome))
}

fn cells(matrix: &Matrix) -> Vec<Value> {
    let mut all = Vec::new();
    for (principal, cells) in &matrix.rows {
        for (object, cell) in matrix.objects.iter().zip(cells).filter(|(_, cell)| cell.level > Level::None) {
            all.push(json!({
                "principal": principal,
                "object": object,
                "level": cell.level.word(),
                "access": cell.text,
                "origins": cell.origins,
            }));
        }
    }
    all
}

/// A matrix as rows whose columns are its objects.
struct Drawn {
    columns: Vec<RowColumn>,
    rows: Option<Vec<Vec<Option<String>>>>,
}

impl Drawn {
    fn new(matrix: Matrix) -> Self {
        let column = |name: &str| RowColumn { name: name.to_owned(), is_literal: false, is_number: false };
        let columns = std::iter::once("principal").chain(matrix.objects.iter().map(String::as_str)).map(column);
        let columns = columns.collect();
        let row = |(principal, cells): (String, Vec<crate::domain::permission::matrix::Cell>)| {
            std::iter::once(Some(principal))
                .chain(cells.into_iter().map(|cell| Some(cell.text).filter(|text| !text.is_empty())))
                .collect()
        };
        Self { columns, rows: Some(matrix.rows.into_iter().map(row).collect()) }
    }
}

impl Rows for Drawn {
    fn columns(&self) -> &[RowColumn] {
        &self.columns
    }

    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let Some(rows) = self.rows.take() else { return Ok(false) };
        rows.iter().for_each(|row| batch.push(row));
        Ok(true)
    }
}

//! The rows of a result, and the line about them when they are over.

use serde_json::json;

use super::shown::ResultArgs;
use crate::context::Ctx;
use crate::domain::price::dollars;
use crate::domain::query::batch::Batch;
use crate::domain::query::typed::Shape;
use crate::domain::query::{Execution, ResultColumn, StatementKind};
use crate::domain::size;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::query::{QueryResult, ResultRows};
use crate::outcome::Answer;
use crate::render::{Format, RowColumn, RowStyle, Rows, View, save};
use crate::ui::Ui;

/// The result of a query that succeeded, as a view; written to a file where that is asked for.
pub async fn show_result(ctx: &Ctx, execution: Execution, args: &ResultArgs) -> Result<Answer> {
    let summary = Summary::of(&execution, ctx.is_beside());
    match ops::query::result(ctx.read().await?, &execution, &args.options()).await? {
        QueryResult::Rows(rows) => {
            let kinds = rows.columns().to_vec();
            warn_of_nested(ctx, &kinds);
            let columns = kinds
                .iter()
                .map(|column| RowColumn {
                    name: column.name.clone(),
                    is_literal: column.is_literal(),
                    is_number: column.is_number(),
                })
                .collect();
            let stream = Stream { columns, kinds, style: args.style(), rows, count: 0, ui: ctx.ui.clone(), summary };
            let Some(path) = &args.to else { return Ok(Answer::done(View::rows(Box::new(stream)))) };
            let (target, query) = (path.clone(), execution.id.clone());
            let saving = tokio::task::spawn_blocking(move || save::write(&target, Box::new(stream)));
            let stopped = |error| Error::failed("the writing of the file was stopped in the middle").because(error);
            let saved = saving.await.map_err(stopped)??;
            let value = json!({ "query_id": query, "file": path, "rows": saved.rows, "bytes": saved.bytes });
            let count =
                if saved.rows == 1 { "1 row".to_owned() } else { format!("{} rows", size::grouped(saved.rows)) };
            let line = format!("{}: {count}, {}", path.display(), size::friendly(saved.bytes));
            Ok(Answer::done(View::lines("saved", value, vec![line])))
        }
        QueryResult::Done { .. } if args.to.is_some() => {
            Err(Error::usage("the statement gives no rows that could be written to a file")
                .hint("leave --to out; the statement was run"))
        }
        QueryResult::Done { written } => {
            let statement = execution.substatement.as_deref().or(execution.statement.map(StatementKind::word));
            let words = statement.unwrap_or("done").to_ascii_lowercase().replace('_', " ");
            let line = match written {
                Some(count) => format!("{words}: {} rows written", size::grouped(count)),
                None => format!("{words}: done"),
            };
            let value = json!({
                "query_id": execution.id,
                "statement": statement,
                "rows_written": written,
                "manifest": execution.manifest,
                "bytes_scanned": execution.scanned_bytes,
            });
            ctx.ui.status(&summary.line(None, false));
            Ok(Answer::done(View::lines("result", value, vec![line])))
        }
    }
}

/// Nested values come as text without quotes: what JSON makes of them may not be what they are.
fn warn_of_nested(ctx: &Ctx, columns: &[ResultColumn]) {
    let nested: Vec<&str> =
        columns.iter().filter(|column| column.shape() == Shape::Nested).map(|column| column.name.as_str()).collect();
    if !nested.is_empty() && matches!(ctx.settings.format, Format::Json | Format::Jsonl) {
        ctx.ui.warn(&format!(
            "the service writes the texts in {} without quotes, so that one with a comma and a blank in it looks like two; CAST(… AS JSON) in the statement is exact",
            nested.join(", ")
        ));
    }
}

/// What is said about a query when all its rows are out.
#[derive(Debug, Clone)]
struct Summary {
    id: String,
    scan: String,
    place: Option<String>,
}

impl Summary {
    /// Of a query that is over; `here` when the engine of this machine ran it over a copy.
    fn of(execution: &Execution, here: bool) -> Self {
        let bytes = size::friendly(execution.scanned_bytes);
        let mut scan = if here {
            format!("scanned {bytes} on this machine, no charge")
        } else {
            format!("scanned {bytes} (about {})", dollars(execution.dollars()))
        };
        if let Some(millis) = execution.total_millis {
            #[expect(clippy::cast_precision_loss, reason = "one digit after the point is shown")]
            let seconds = millis as f64 / 1000.0;
            scan.push_str(&format!(", {seconds:.1} s"));
        }
        if execution.reused {
            scan.push_str(", an earlier result was reused");
        }
        // The copy goes with the command: nobody can look at its results later.
        let place = execution.output_location.clone().filter(|_| !here);
        Self { id: execution.id.clone(), scan, place }
    }

    /// `query ID: 1,234 rows, scanned 45.6 KiB (about $0.000050), 0.8 s`
    fn line(&self, rows: Option<u64>, cut: bool) -> String {
        let count = match rows {
            None => String::new(),
            Some(count) if cut => format!("the first {} rows of more, ", size::grouped(count)),
            Some(1) => "1 row, ".to_owned(),
            Some(count) => format!("{} rows, ", size::grouped(count)),
        };
        format!("query {}: {count}{}", self.id, self.scan)
    }
}

/// The rows on their way out.
struct Stream {
    columns: Vec<RowColumn>,
    kinds: Vec<ResultColumn>,
    style: RowStyle,
    rows: ResultRows,
    count: u64,
    ui: Ui,
    summary: Summary,
}

impl Rows for Stream {
    fn columns(&self) -> &[RowColumn] {
        &self.columns
    }

    fn kinds(&self) -> &[ResultColumn] {
        &self.kinds
    }

    fn style(&self) -> RowStyle {
        self.style
    }

    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let more = self.rows.next(batch)?;
        if more {
            self.count += batch.len() as u64;
        }
        Ok(more)
    }

    fn shown(&self) {
        self.ui.status(&self.summary.line(Some(self.count), self.rows.is_cut()));
        if let Some(place) = &self.summary.place {
            self.ui.status(&format!("result: {place}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[test]
    fn the_line_counts_rows_as_people_read() {
        let summary = Summary { id: "q".to_owned(), scan: "scanned 1 B".to_owned(), place: None };
        assert_eq!(summary.line(Some(1), false), "query q: 1 row, scanned 1 B");
        assert_eq!(summary.line(Some(1234), false), "query q: 1,234 rows, scanned 1 B");
        assert_eq!(summary.line(None, false), "query q: scanned 1 B");
        assert_eq!(summary.line(Some(1234), true), "query q: the first 1,234 rows of more, scanned 1 B");
    }
}

//! Reading a result: its first page; when there is more, the object that holds all of it, or page after page.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::mpsc;

use crate::aws::{Read, ResultBody};
use crate::domain::query::batch::Batch;
use crate::domain::query::result_file::Parser;
use crate::domain::query::{Execution, Layout, ResultColumn, ResultPage, unpack};
use crate::error::{Error, Kind, Result};

/// Pieces and pages that wait between the network and the reader.
const IN_FLIGHT: usize = 16;

type Row = Vec<Option<String>>;

/// What a query gave.
#[derive(Debug)]
pub enum QueryResult {
    /// Rows.
    Rows(ResultRows),
    /// No rows: a definition, or data written elsewhere.
    Done {
        /// How many rows were written, where the service says.
        written: Option<u64>,
    },
}

/// The rows of a result, to be read from a thread that may block.
#[derive(Debug)]
pub struct ResultRows {
    columns: Vec<ResultColumn>,
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// All of it is here.
    Whole(Option<Vec<Row>>),
    /// The object, piece by piece.
    Object { pieces: mpsc::Receiver<Result<Bytes>>, parser: Box<Parser>, place: Arc<str>, ended: bool },
    /// Page by page.
    Pages(mpsc::Receiver<Result<Vec<Row>>>),
}

impl ResultRows {
    /// The columns.
    pub fn columns(&self) -> &[ResultColumn] {
        &self.columns
    }

    /// Adds the next rows to an empty batch; false at the end. Blocks: not for a thread that runs futures.
    pub fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        match &mut self.source {
            Source::Whole(rows) => {
                let Some(rows) = rows.take() else { return Ok(false) };
                rows.iter().for_each(|row| batch.push(row));
            }
            Source::Pages(pages) => {
                let Some(rows) = pages.blocking_recv() else { return Ok(false) };
                rows?.iter().for_each(|row| batch.push(row));
            }
            Source::Object { pieces, parser, place, ended } => {
                let broken =
                    |error| Error::failed(format!("the result in {place} cannot be read")).because(format!("{error}"));
                while batch.is_empty() {
                    if *ended {
                        return Ok(false);
                    }
                    match pieces.blocking_recv() {
                        Some(piece) => parser.push(&piece?, batch).map_err(broken)?,
                        None => {
                            *ended = true;
                            parser.finish(batch).map_err(broken)?;
                        }
                    }
                }
            }
        }
        Ok(true)
    }
}

/// Opens the result of a query that succeeded.
pub async fn result(read: &Read, execution: &Execution) -> Result<QueryResult> {
    let layout = execution.layout();
    let mut first = read.result_page(&execution.id, None).await?;
    name_packed(execution, &mut first.columns);
    let written = first.update_count.and_then(|count| u64::try_from(count).ok());
    if layout == Layout::Written || first.columns.is_empty() {
        return Ok(QueryResult::Done { written: written.filter(|_| layout == Layout::Written) });
    }
    let columns = first.columns.clone();
    let source = match (&first.next, layout, execution.output_location.as_deref()) {
        (None, ..) => Source::Whole(Some(shaped(first, layout, columns.len(), true))),
        (Some(_), Layout::Header, Some(place)) if !execution.managed_result => {
            match read.result_object(place).await {
                Ok(body) => object(body, place, columns.len()),
                // Who may ask for results need not be allowed to read their bucket.
                Err(error) if error.kind() == Kind::Denied => pages(read, execution, first, layout),
                Err(error) => return Err(error.context(format!("the result in {place} cannot be read"))),
            }
        }
        (Some(_), ..) => pages(read, execution, first, layout),
    };
    Ok(QueryResult::Rows(ResultRows { columns, source }))
}

/// A description of a table packs three columns into each row, and may name only the first.
fn name_packed(execution: &Execution, columns: &mut Vec<ResultColumn>) {
    let describes = execution.substatement.as_deref().is_some_and(|name| name.starts_with("DESCRIBE"));
    if describes && matches!(columns.as_slice(), [only] if only.name == "col_name") {
        let column = |name: &str| ResultColumn { name: name.to_owned(), kind: "string".to_owned() };
        columns.extend([column("data_type"), column("comment")]);
    }
}

/// The rows of a page, without the header and with packed columns apart.
fn shaped(page: ResultPage, layout: Layout, columns: usize, is_first: bool) -> Vec<Row> {
    let header = usize::from(is_first && layout == Layout::Header);
    let rows = page.rows.into_iter().skip(header);
    match layout {
        Layout::Packed => rows.map(|row| unpack(row, columns)).collect(),
        Layout::Header | Layout::Written => rows.collect(),
    }
}

fn object(mut body: ResultBody, place: &str, columns: usize) -> Source {
    let (sender, pieces) = mpsc::channel(IN_FLIGHT);
    tokio::spawn(async move {
        while let Some(piece) = body.next().await.transpose() {
            let failed = piece.is_err();
            // The reader may have had enough.
            if sender.send(piece).await.is_err() || failed {
                return;
            }
        }
    });
    Source::Object { pieces, parser: Box::new(Parser::new(columns)), place: place.into(), ended: false }
}

fn pages(read: &Read, execution: &Execution, first: ResultPage, layout: Layout) -> Source {
    let (sender, rows) = mpsc::channel(IN_FLIGHT);
    let (read, id) = (read.clone(), execution.id.clone());
    let columns = first.columns.len();
    tokio::spawn(async move {
        let mut page = Ok(first);
        let mut is_first = true;
        loop {
            let (rows, next) = match page {
                Ok(mut page) => {
                    let next = page.next.take();
                    (Ok(shaped(page, layout, columns, is_first)), next)
                }
                Err(error) => (Err(error), None),
            };
            if sender.send(rows).await.is_err() {
                return;
            }
            let Some(token) = next else { return };
            page = read.result_page(&id, Some(&token)).await;
            is_first = false;
            if let Ok(page) = &page
                && page.next.as_deref() == Some(token.as_str())
            {
                let error = Error::failed(format!("the service gives the same page of query {id} again and again"));
                drop(sender.send(Err(error)).await);
                return;
            }
        }
    });
    Source::Pages(rows)
}

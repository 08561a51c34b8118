//! Reading a result: its first page; when there is more, the object that holds all of it, or page after page.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::ranges;
use crate::aws::{Read, Tokens};
use crate::domain::query::batch::Batch;
use crate::domain::query::result_file::Parser;
use crate::domain::query::{Execution, Layout, PAGE_ROWS, ResultColumn, ResultPage, unpack};
use crate::error::{Error, Kind, Result};

/// Pages that wait between the network and the reader.
const IN_FLIGHT: usize = 4;
/// Up to so many rows, pages are asked for one by one rather than the object.
const FEW_ROWS: u64 = 5_000;

/// Where rows come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fetch {
    /// The first page; when there is more, the object.
    #[default]
    Fastest,
    /// Page by page.
    Pages,
    /// The object that holds all of it.
    Object,
}

/// How a result is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResultOptions {
    /// Where rows come from.
    pub fetch: Fetch,
    /// No more rows than this are asked for.
    pub limit: Option<u64>,
}

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
    /// Rows that are still wanted.
    left: u64,
    /// Whether there were more than are wanted.
    cut: bool,
}

#[derive(Debug)]
enum Source {
    /// All of it is here.
    Whole(Option<Vec<Row>>),
    /// The object, piece by piece.
    Object { pieces: ranges::Pieces, parser: Box<Parser>, place: Arc<str>, ended: bool },
    /// Page by page, each with whether there is another one.
    Pages { pages: mpsc::Receiver<Result<(Vec<Row>, bool)>>, more: bool },
}

impl ResultRows {
    /// The columns.
    pub fn columns(&self) -> &[ResultColumn] {
        &self.columns
    }

    /// Whether the result has more rows than were asked for.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Adds the next rows to an empty batch; false at the end. Blocks: not for a thread that runs futures.
    pub fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        if self.left == 0 {
            return Ok(false);
        }
        if !self.fill(batch)? {
            return Ok(false);
        }
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX);
        if batch.len() > wanted {
            batch.truncate(wanted);
            self.cut = true;
        }
        self.left -= batch.len() as u64;
        if self.left == 0 && !self.cut {
            self.cut = self.has_more()?;
        }
        Ok(true)
    }

    /// Whether the source has another row; it is not shown.
    fn has_more(&mut self) -> Result<bool> {
        match &mut self.source {
            Source::Whole(rows) => Ok(rows.is_some()),
            Source::Pages { more, .. } => Ok(*more),
            Source::Object { .. } => {
                let mut rest = Batch::new(self.columns.len());
                self.fill(&mut rest)
            }
        }
    }

    fn fill(&mut self, batch: &mut Batch) -> Result<bool> {
        match &mut self.source {
            Source::Whole(rows) => {
                let Some(rows) = rows.take() else { return Ok(false) };
                rows.iter().for_each(|row| batch.push(row));
            }
            Source::Pages { pages, more } => {
                let (rows, has_next) = match pages.blocking_recv() {
                    Some(page) => page?,
                    None if *more => return Err(broke_off()),
                    None => return Ok(false),
                };
                rows.iter().for_each(|row| batch.push(row));
                *more = has_next;
            }
            Source::Object { pieces, parser, place, ended } => {
                let broken =
                    |error| Error::failed(format!("the result in {place} cannot be read")).because(format!("{error}"));
                while batch.is_empty() {
                    if *ended {
                        return Ok(false);
                    }
                    match pieces.blocking_recv().ok_or_else(broke_off)?? {
                        Some(piece) => parser.push(&piece, batch).map_err(broken)?,
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

/// Whoever reads went away before the end: what is here is not the result.
fn broke_off() -> Error {
    Error::failed("the reading of the result broke off")
}

/// Opens the result of a query that succeeded.
pub async fn result(read: &Read, execution: &Execution, options: &ResultOptions) -> Result<QueryResult> {
    let layout = execution.layout();
    let header = u64::from(layout == Layout::Header);
    // One more than is shown: whether there are more is worth knowing, and costs nothing.
    let most = options.limit.map_or(u64::MAX, |limit| limit.saturating_add(header + 1));
    let most = i32::try_from(most).unwrap_or(PAGE_ROWS).min(PAGE_ROWS);
    let mut first = read.result_page(&execution.id, None, most).await?;
    name_packed(execution, &mut first.columns);
    let written = first.update_count.and_then(|count| u64::try_from(count).ok());
    if layout == Layout::Written || first.columns.is_empty() {
        return Ok(QueryResult::Done { written: written.filter(|_| layout == Layout::Written) });
    }
    let columns = first.columns.clone();
    let place = execution.output_location.as_deref().filter(|_| !execution.managed_result && layout == Layout::Header);
    let few = options.limit.is_some_and(|limit| limit <= FEW_ROWS);
    let by_object = match options.fetch {
        Fetch::Object => true,
        Fetch::Fastest => first.next.is_some() && !few,
        Fetch::Pages => false,
    };
    let source = match place.filter(|_| by_object) {
        Some(place) => match ranges::open(read, place).await {
            Ok(pieces) => Source::Object {
                pieces,
                parser: Box::new(Parser::new(columns.len())),
                place: place.into(),
                ended: false,
            },
            // Who may ask for results need not be allowed to read their bucket.
            Err(error) if error.kind() == Kind::Denied && options.fetch == Fetch::Fastest => {
                pages(read, execution, first, layout, options.limit)
            }
            Err(error) => return Err(error.context(format!("the result in {place} cannot be read"))),
        },
        None if first.next.is_none() => Source::Whole(Some(shaped(first, layout, columns.len(), true))),
        None => pages(read, execution, first, layout, options.limit),
    };
    Ok(QueryResult::Rows(ResultRows { columns, source, left: options.limit.unwrap_or(u64::MAX), cut: false }))
}

/// A description of a table packs three columns into each row, and may name only the first.
fn name_packed(execution: &Execution, columns: &mut Vec<ResultColumn>) {
    let describes = execution.substatement.as_deref().is_some_and(|name| name.starts_with("DESCRIBE"));
    if describes && matches!(columns.as_slice(), [only] if only.name == "col_name") {
        let column =
            |name: &str| ResultColumn { name: name.to_owned(), kind: "string".to_owned(), ..ResultColumn::default() };
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

/// Reads page after page, no more rows than are wanted.
fn pages(read: &Read, execution: &Execution, first: ResultPage, layout: Layout, limit: Option<u64>) -> Source {
    let (sender, pages) = mpsc::channel(IN_FLIGHT);
    let (read, id) = (read.clone(), execution.id.clone());
    let columns = first.columns.len();
    let mut left = limit.unwrap_or(u64::MAX);
    tokio::spawn(async move {
        let mut page = Ok(first);
        let (mut tokens, mut is_first) = (Tokens::default(), true);
        let what = format!("query {id}");
        loop {
            let (rows, next) = match page {
                Ok(mut page) => {
                    let next = page.next.take();
                    let rows = shaped(page, layout, columns, is_first);
                    left = left.saturating_sub(rows.len() as u64);
                    match tokens.next(&what, next) {
                        Ok(next) => (Ok((rows, next.is_some())), next),
                        Err(error) => (Err(error), None),
                    }
                }
                Err(error) => (Err(error), None),
            };
            // The reader may have had enough.
            if sender.send(rows).await.is_err() || left == 0 {
                return;
            }
            let Some(token) = next else { return };
            page = read.result_page(&id, Some(&token), i32::try_from(left).unwrap_or(PAGE_ROWS)).await;
            is_first = false;
        }
    });
    // Until a page says that it is the last.
    Source::Pages { pages, more: true }
}

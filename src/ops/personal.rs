//! Personal data in a table: a bounded sample is read, and counted; no value leaves this file.

use std::time::Duration;

use super::query::{self, Current, Place, QueryResult, ResultOptions};
use super::table;
use crate::aws::Write;
use crate::clock::new_id;
use crate::domain::catalog::TableName;
use crate::domain::permission::{Assigned, Resource};
use crate::domain::personal::{Suspicion, Tally, judge};
use crate::domain::query::batch::Batch;
use crate::domain::query::{Request, State};
use crate::error::{Error, Result};

/// How long the sample may take.
const TIMEOUT: Duration = Duration::from_secs(300);

/// What a sample says of a table.
#[derive(Debug, Clone)]
pub struct Report {
    /// Rows that were looked at.
    pub rows: u64,
    /// The columns that seem to hold personal data, in the table's order.
    pub columns: Vec<(String, Suspicion)>,
    /// The tags that the table has.
    pub assigned: Assigned,
}

/// Looks at so many rows of a table. The sample is a query, which costs what a query costs.
pub async fn look(
    write: &Write,
    name: &TableName,
    rows: u32,
    workgroup: Option<String>,
    current: &Current,
) -> Result<Report> {
    let table = table::need(write, name).await?;
    let assigned = write.assigned_tags(&Resource::table(&table.database, &table.name)).await?;
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let sql = format!("SELECT * FROM {}.{} LIMIT {rows}", quoted(&table.database), quoted(&table.name));
    let output_location = match query::place(write, workgroup.as_deref()).await? {
        Place::Workgroup => None,
        Place::Location(place) => Some(place),
    };
    let request = Request {
        sql,
        database: None,
        catalog: None,
        workgroup,
        output_location,
        parameters: Vec::new(),
        reuse_minutes: None,
        token: new_id(),
    };
    let id = current.start(write, &request).await?;
    let execution = current.wait(write, &id, TIMEOUT).await?;
    if execution.state != State::Succeeded {
        return Err(query::failure(write, &execution).await.context(format!("no sample of {name} could be read")));
    }
    let QueryResult::Rows(mut found) = query::result(write, &execution, &ResultOptions::default()).await? else {
        return Err(Error::failed(format!("the sample of {name} has no rows and no columns")));
    };
    let titles: Vec<String> = found.columns().iter().map(|column| column.name.to_lowercase()).collect();
    let width = titles.len();
    let count = move || -> Result<(u64, Vec<Tally>)> {
        let (mut rows, mut tallies, mut batch) = (0, vec![Tally::default(); width], Batch::new(width));
        while found.next(&mut batch)? {
            for row in batch.rows() {
                rows += 1;
                tallies.iter_mut().zip(row.cells()).for_each(|(tally, cell)| tally.add(cell));
            }
            batch.clear(width);
        }
        Ok((rows, tallies))
    };
    let counted = tokio::task::spawn_blocking(count).await;
    let (rows, tallies) = counted.map_err(|error| Error::failed("reading the sample broke off").because(error))??;
    let judged = titles.into_iter().zip(tallies).filter_map(|(title, tally)| {
        let suspicion = judge(&title, &tally)?;
        Some((title, suspicion))
    });
    Ok(Report { rows, columns: judged.collect(), assigned })
}

//! Expectations of access, tried for real by running queries as the principal, or judged by what explains access.

use std::time::Duration;

use super::query::{self, Place, QueryResult, ResultOptions};
use super::{access, table};
use crate::aws::{Read, Write};
use crate::clock::new_id;
use crate::domain::catalog::TableName;
use crate::domain::permission::expectation::{Access, Clause};
use crate::domain::permission::explain::{Question, Says};
use crate::domain::permission::{Permission, Principal, Resource};
use crate::domain::query::batch::Batch;
use crate::domain::query::{Execution, Request, State};
use crate::error::{Error, Kind, Result};

/// How long one try may take.
const TIMEOUT: Duration = Duration::from_secs(120);

/// What became of an expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not.
    Broken,
    /// It could not be told.
    Unknown,
}

/// The answer to one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it holds.
    pub verdict: Verdict,
    /// `tried` or `explained`.
    pub how: &'static str,
    /// Why, in a sentence.
    pub why: String,
}

/// Who tries: whoever runs the tests, and the principal; without the latter, access is explained.
#[derive(Debug)]
pub struct Tester<'a> {
    /// Whoever runs the tests; sees everything.
    pub own: &'a Write,
    /// The principal's own rights.
    pub principal: Option<Write>,
    /// Its name.
    pub name: Principal,
}

/// Finds out whether a clause holds.
pub async fn check(tester: &Tester<'_>, clause: &Clause, resource: &Resource) -> Result<Finding> {
    match clause {
        Clause::Can(access) => compare(tester, access, resource, true).await,
        Clause::Cannot(access) => compare(tester, access, resource, false).await,
        Clause::SeesOnly { on, rows } => sees_only(tester, on, rows, resource).await,
    }
}

async fn compare(tester: &Tester<'_>, access: &Access, resource: &Resource, wanted: bool) -> Result<Finding> {
    let access = &whole(access, wanted, check_exists(tester.own, access, resource).await?);
    let is_table = matches!(resource, Resource::Table { .. });
    match (&tester.principal, access.permission) {
        (Some(principal), Permission::Select) if is_table => tried(tester, principal, access, wanted).await,
        (Some(principal), Permission::Describe) if is_table => {
            let may = principal.table(&name_of(&access.on)?).await;
            let may = match may {
                Ok(found) => found.is_some(),
                Err(error) if error.kind() == Kind::Denied => false,
                Err(error) => return Err(error),
            };
            Ok(finding(may == wanted, "tried", format!("its definition is {}", if may { "seen" } else { "hidden" })))
        }
        _ => explained(tester, access, resource, wanted).await,
    }
}

fn finding(holds: bool, how: &'static str, why: String) -> Finding {
    Finding { verdict: if holds { Verdict::Holds } else { Verdict::Broken }, how, why }
}

/// An expectation about what is not there checks nothing.
/// The columns of what is there.
async fn check_exists(read: &Read, access: &Access, resource: &Resource) -> Result<Vec<String>> {
    match resource {
        Resource::Table { .. } => {
            let found = table::need(read, &name_of(&access.on)?).await?;
            let known: Vec<String> =
                found.columns.iter().chain(&found.partition_keys).map(|column| column.name.to_lowercase()).collect();
            match access.columns.iter().find(|column| !known.contains(column)) {
                None => Ok(known),
                Some(column) => Err(Error::not_found(format!("{} has no column `{column}`", access.on))
                    .did_you_mean(column, known.iter().map(String::as_str))),
            }
        }
        Resource::Database { database } => {
            let name = crate::domain::catalog::DatabaseName::stored(database);
            super::db::need(read, &name).await.map(|_| Vec::new())
        }
        _ => Ok(Vec::new()),
    }
}

fn name_of(on: &str) -> Result<TableName> {
    on.parse().map_err(Error::usage)
}

/// A table without columns is the whole of it: whoever can SELECT it can read every column, and whoever cannot SELECT it
/// can read none.
fn whole(access: &Access, wanted: bool, known: Vec<String>) -> Access {
    if access.permission != Permission::Select || !access.columns.is_empty() {
        return access.clone();
    }
    // A principal that may read some columns is given those by `SELECT *`, so that one query tries what must be refused.
    let columns = if wanted { known } else { Vec::new() };
    Access { columns, ..access.clone() }
}

/// Each column by itself where it must not be read, all together where they must.
async fn tried(tester: &Tester<'_>, principal: &Write, access: &Access, wanted: bool) -> Result<Finding> {
    let from = quoted_table(&access.on)?;
    let statements: Vec<String> = match (access.columns.is_empty(), wanted) {
        (true, _) => vec![format!("SELECT * FROM {from} LIMIT 1")],
        (false, true) => {
            let list: Vec<String> = access.columns.iter().map(|column| quoted(column)).collect();
            vec![format!("SELECT {} FROM {from} LIMIT 1", list.join(", "))]
        }
        (false, false) => {
            access.columns.iter().map(|column| format!("SELECT {} FROM {from} LIMIT 1", quoted(column))).collect()
        }
    };
    for statement in statements {
        match (run(principal, &statement).await?, wanted) {
            (Ran::Rows(_), true) | (Ran::Failed(_), false) => {
                // What fails for everybody says nothing about the principal.
                if let (Ran::Failed(why), false) = (run(tester.own, &statement).await?, wanted) {
                    let why = format!("the query fails for whoever asks: {why}");
                    return Ok(Finding { verdict: Verdict::Unknown, how: "tried", why });
                }
            }
            (Ran::Rows(_), false) => return Ok(finding(false, "tried", format!("this query runs: {statement}"))),
            (Ran::Failed(why), true) => return Ok(finding(false, "tried", why)),
        }
    }
    let why = if wanted { "the query runs" } else { "every such query is refused" };
    Ok(finding(true, "tried", why.to_owned()))
}

async fn explained(tester: &Tester<'_>, access: &Access, resource: &Resource, wanted: bool) -> Result<Finding> {
    let mut names = access.columns.clone();
    if names.is_empty() && access.permission == Permission::Select {
        names = check_exists(tester.own, access, resource).await?;
    }
    let columns: Vec<Option<String>> =
        if names.is_empty() { vec![None] } else { names.into_iter().map(Some).collect() };
    let mut reasons = Vec::new();
    for column in columns {
        let question = Question {
            principal: tester.name.clone(),
            permission: access.permission,
            resource: resource.clone(),
            column: column.clone(),
        };
        let found = access::explain(tester.own, &question).await?;
        let why = match found.layers.iter().find(|layer| layer.says == found.answer) {
            Some(layer) => format!("{}: {}", layer.name, layer.why),
            None => "nothing grants it".to_owned(),
        };
        let why = column.map_or_else(|| why.clone(), |column| format!("{column}: {why}"));
        match (found.answer, wanted) {
            (Says::Unknown | Says::Nothing, _) => {
                return Ok(Finding { verdict: Verdict::Unknown, how: "explained", why });
            }
            (Says::Yes, true) | (Says::No, false) => reasons.push(why),
            _ => return Ok(finding(false, "explained", why)),
        }
    }
    Ok(finding(true, "explained", reasons.join("; ")))
}

async fn sees_only(tester: &Tester<'_>, on: &str, rows: &str, resource: &Resource) -> Result<Finding> {
    let Some(principal) = &tester.principal else {
        return sees_only_explained(tester, on, rows, resource).await;
    };
    let from = quoted_table(on)?;
    let seen = match number(run(principal, &format!("SELECT count(*) FROM {from}")).await?) {
        Ok(seen) => seen,
        Err(why) => return Ok(finding(false, "tried", format!("it sees no rows at all: {why}"))),
    };
    // Rows for which the condition is unknown are outside of it, too.
    let outside = format!("SELECT count(*) FROM {from} WHERE NOT coalesce(({rows}), false)");
    if let Ok(outside) = number(run(principal, &outside).await?) {
        let why = format!("it sees {seen} rows, {outside} of them outside of {rows}");
        return Ok(finding(outside == 0, "tried", why));
    }
    // It may not read the columns of the condition: then it must see as many rows as satisfy it.
    match number(run(tester.own, &format!("SELECT count(*) FROM {from} WHERE ({rows})")).await?) {
        Ok(inside) => {
            let why = format!("it sees {seen} rows, and {inside} satisfy {rows}");
            let verdict = match seen.cmp(&inside) {
                std::cmp::Ordering::Greater => Verdict::Broken,
                std::cmp::Ordering::Equal => Verdict::Holds,
                // Fewer rows may be others.
                std::cmp::Ordering::Less => Verdict::Unknown,
            };
            Ok(Finding { verdict, how: "tried", why })
        }
        Err(why) => Ok(Finding { verdict: Verdict::Unknown, how: "tried", why: format!("{rows} fails: {why}") }),
    }
}

/// Without trying, a condition is compared with that of the filters as a text.
async fn sees_only_explained(tester: &Tester<'_>, on: &str, rows: &str, resource: &Resource) -> Result<Finding> {
    let (rights, unknown) = access::show(tester.own, Some(&tester.name), Some(resource)).await?;
    let reads = |permission: Permission| matches!(permission, Permission::Select | Permission::All);
    let mut conditions: Vec<Option<String>> =
        rights.into_iter().filter(|right| reads(right.permission)).map(|right| right.rows).collect();
    conditions.sort();
    conditions.dedup();
    let same = |text: &str| {
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        squeeze(text) == squeeze(rows)
    };
    let (verdict, why) = match conditions.as_slice() {
        _ if !unknown.is_empty() => (Verdict::Unknown, unknown.join("; ")),
        [] => (Verdict::Broken, format!("nothing lets it read {on}")),
        all if all.contains(&None) => (Verdict::Broken, "a grant lets it see every row".to_owned()),
        [Some(one)] if same(one) => (Verdict::Holds, format!("its filter says {one}")),
        all => {
            let texts: Vec<&str> = all.iter().flatten().map(String::as_str).collect();
            (Verdict::Unknown, format!("its filters say {}", texts.join(" OR ")))
        }
    };
    Ok(Finding { verdict, how: "explained", why })
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn quoted_table(on: &str) -> Result<String> {
    let name = name_of(on)?;
    Ok(format!("{}.{}", quoted(name.database.as_str()), quoted(&name.table)))
}

enum Ran {
    /// The first cell of the first row, when there is one.
    Rows(Option<String>),
    /// The service's reason.
    Failed(String),
}

fn number(ran: Ran) -> std::result::Result<u64, String> {
    match ran {
        Ran::Rows(Some(text)) => text.parse().map_err(|_| format!("`{text}` is no count")),
        Ran::Rows(None) => Err("there is no count".to_owned()),
        Ran::Failed(why) => Err(why),
    }
}

/// Runs a statement as somebody. That it is refused is an answer; that it cannot be run at all is an error.
async fn run(write: &Write, sql: &str) -> Result<Ran> {
    let output_location = match query::place(write, None).await? {
        Place::Workgroup => None,
        Place::Location(place) => Some(place),
    };
    let request = Request {
        sql: sql.to_owned(),
        database: None,
        catalog: None,
        workgroup: None,
        output_location,
        parameters: Vec::new(),
        reuse_minutes: None,
        token: new_id(),
    };
    let id = match query::start(write, &request).await {
        Ok(id) => id,
        Err(error) if error.kind() == Kind::Denied => return Ok(Ran::Failed(error.chain().join(": "))),
        Err(error) => return Err(error),
    };
    let execution: Execution = query::wait(write, &id, TIMEOUT, &|_| {}).await?;
    if execution.state != State::Succeeded {
        return Ok(Ran::Failed(execution.reason.unwrap_or_else(|| "the service gives no reason".to_owned())));
    }
    first_cell(write, &execution).await
}

async fn first_cell(read: &Read, execution: &Execution) -> Result<Ran> {
    match query::result(read, execution, &ResultOptions::default()).await? {
        QueryResult::Done { .. } => Ok(Ran::Rows(None)),
        QueryResult::Rows(mut rows) => {
            let width = rows.columns().len();
            let read = move || -> Result<Option<String>> {
                let mut batch = Batch::new(width);
                rows.next(&mut batch)?;
                Ok(batch.rows().next().and_then(|row| row.cells().next().flatten().map(str::to_owned)))
            };
            let cell = tokio::task::spawn_blocking(read).await;
            Ok(Ran::Rows(cell.map_err(|error| Error::failed("reading a result broke off").because(error))??))
        }
    }
}

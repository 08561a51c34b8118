//! Crawlers: running one, waiting for it, and what it changed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::aws::{Read, Write};
use crate::domain::catalog::{DatabaseName, Table, TableColumn};
use crate::domain::crawler::{Crawl, CrawlProblem, Crawler, problem, warning};
use crate::domain::shell_word::{command, option};
use crate::error::{Error, Kind, Result};
use crate::require::{Sought, require_read};
use crate::wait::Wait;

/// How many crawls of the history are looked at while waiting.
const RECENT: usize = 20;

/// Every crawler, by name.
pub async fn list(read: &Read) -> Result<Vec<Crawler>> {
    let mut crawlers = read.crawlers().await?;
    crawlers.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(crawlers)
}

/// A crawler that must be there.
pub async fn need(read: &Read, name: &str) -> Result<Crawler> {
    let sought = Sought { what: format!("crawler `{name}`"), typed: name, list: "lakectl crawler list".to_owned() };
    let known = || async { Ok(read.crawlers().await?.into_iter().map(|crawler| crawler.name).collect()) };
    require_read(read.crawler(name).await, sought, known).await
}

/// A crawler with its newest crawls.
pub async fn show(read: &Read, name: &str) -> Result<(Crawler, Vec<Crawl>)> {
    let crawler = need(read, name).await?;
    let crawls = read.crawls(name, RECENT).await?;
    Ok((crawler, crawls))
}

/// The crawls of a crawler, newest first.
pub async fn history(read: &Read, name: &str, limit: usize) -> Result<Vec<Crawl>> {
    need(read, name).await?;
    read.crawls(name, limit).await
}

/// What was there before a crawl: without it nobody could say what the crawl changed.
#[derive(Debug)]
pub struct Before {
    pub crawler: Crawler,
    /// The tables of the crawler's database.
    tables: BTreeMap<String, Table>,
    /// The crawls that were over.
    over: BTreeSet<String>,
}

/// Looks at what is there.
pub async fn before(read: &Read, name: &str) -> Result<Before> {
    let crawler = need(read, name).await?;
    let crawls = read.crawls(name, RECENT).await?;
    let over = crawls.into_iter().filter(Crawl::is_over).map(|crawl| crawl.id).collect();
    let tables = tables_of(read, &crawler).await?;
    Ok(Before { crawler, tables, over })
}

async fn tables_of(read: &Read, crawler: &Crawler) -> Result<BTreeMap<String, Table>> {
    let Some(database) = &crawler.database else { return Ok(BTreeMap::new()) };
    // A crawler keeps the name as it was given; the catalog folds it.
    let tables = match read.tables(&DatabaseName::stored(&database.to_lowercase())).await {
        Ok(tables) => tables,
        // The crawl makes the database.
        Err(error) if error.has_code(&["EntityNotFoundException"]) => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok(tables.into_iter().map(|table| (table.name.clone(), table)).collect())
}

/// Starts the crawler; `false` when it was running already, so that this one is to be waited for.
pub async fn start(write: &Write, before: &Before) -> Result<bool> {
    write.start_crawler(&before.crawler.name).await
}

/// The crawl that was started or is running, as soon as the history has it.
pub async fn find(read: &Read, before: &Before) -> Result<Option<Crawl>> {
    let crawls = read.crawls(&before.crawler.name, RECENT).await?;
    // The oldest that was not over: a crawl started after ours is not ours.
    Ok(crawls.into_iter().rfind(|crawl| !before.over.contains(&crawl.id)))
}

/// Waits until the crawl is over. A ready crawler alone would mean nothing: it may not have begun.
pub async fn wait(
    read: &Read,
    before: &Before,
    timeout: Duration,
    progress: &(dyn Fn(&str) + Send + Sync),
) -> Result<Crawl> {
    let name = &before.crawler.name;
    let mut wait = Wait::new(read.clock(), timeout);
    loop {
        match find(read, before).await? {
            Some(crawl) if crawl.is_over() => return Ok(crawl),
            Some(crawl) => progress(&format!("crawler {name}: {}", crawl.state.to_lowercase())),
            None => progress(&format!("crawler {name}: starting")),
        }
        wait.pause(&format!("the crawl of `{name}`")).await.map_err(|error| {
            error.hint(format!("{} (waits for the running crawl)", command("lakectl crawler run", &[name], "")))
        })?;
    }
}

/// What a crawl did.
#[derive(Debug)]
pub struct Report {
    pub crawl: Crawl,
    pub tables: Vec<TableDifference>,
    pub problems: Vec<CrawlProblem>,
    /// Things that an operator should know and that are no problem of an object.
    pub warnings: Vec<String>,
}

/// What a crawl changed about one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDifference {
    pub name: String,
    pub kind: TableDifferenceKind,
}

/// How it differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableDifferenceKind {
    /// With so many columns.
    Added(usize),
    Deleted,
    /// Its objects are gone; the table stays.
    Deprecated,
    Columns {
        added: Vec<TableColumn>,
        /// (name, from, to)
        changed: Vec<(String, String, String)>,
        removed: Vec<String>,
        /// (property, from, to): the format, the place, the partition keys
        properties: Vec<(&'static str, String, String)>,
    },
}

/// What is in the log and the catalog after a crawl that is over.
pub async fn report(read: &Read, before: &Before, crawl: Crawl) -> Result<Report> {
    let mut unseen = None;
    let lines = match read.crawl_log(&crawl).await {
        Ok(lines) => lines,
        // The crawl is over, whoever may read its log.
        Err(error) if error.kind() == Kind::Denied => {
            unseen = Some(format!("the crawl's log cannot be read, so unreadable objects are not known: {error}"));
            Vec::new()
        }
        Err(error) => return Err(error),
    };
    let prefix = crawl.message_prefix.as_deref().unwrap_or(&crawl.id);
    let problems: Vec<CrawlProblem> = lines.iter().filter_map(|line| problem(line, prefix)).collect();
    let warnings = unseen.into_iter().chain(lines.iter().filter_map(|line| warning(line, prefix))).collect();
    let name = &before.crawler.name;
    match crawl.state.as_str() {
        "COMPLETED" => {}
        "STOPPED" => return Err(Error::new(Kind::RemoteFailed, format!("the crawl of `{name}` was stopped"))),
        state => {
            let reason = crawl.error.clone().unwrap_or_else(|| format!("its state is {state}"));
            let hint = missing_right(&reason, &before.crawler);
            let mut error = Error::new(Kind::RemoteFailed, format!("the crawl of `{name}` failed")).because(reason);
            if let Some(hint) = hint {
                error = error.hint(hint);
            }
            for object in problems.iter().filter_map(|problem| problem.object.clone()) {
                error = error.at(object);
            }
            return Err(error);
        }
    }
    let after = tables_of(read, &before.crawler).await?;
    Ok(Report { tables: differences(&before.tables, &after), problems, warnings, crawl })
}

/// The grant that lets a crawl make its tables, where Lake Formation did not let it.
fn missing_right(reason: &str, crawler: &Crawler) -> Option<String> {
    let (_, database) = reason.split_once("Required Create Table on ")?;
    let database = database.split_whitespace().next()?;
    let role = if crawler.role.starts_with("arn:") { crawler.role.clone() } else { format!("role/{}", crawler.role) };
    Some(command("lakectl grant CREATE_TABLE --on", &[database], &option("--to", &role)))
}

/// The differences between two states of a database, by table.
fn differences(before: &BTreeMap<String, Table>, after: &BTreeMap<String, Table>) -> Vec<TableDifference> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut differences = Vec::new();
    for name in names {
        let kind = match (before.get(name), after.get(name)) {
            (None, Some(table)) => TableDifferenceKind::Added(table.columns.len() + table.partition_keys.len()),
            (Some(_), None) => TableDifferenceKind::Deleted,
            (Some(old), Some(new)) => match difference(old, new) {
                Some(kind) => kind,
                None => continue,
            },
            (None, None) => continue,
        };
        differences.push(TableDifference { name: name.clone(), kind });
    }
    differences
}

/// The parameter that a crawl marks a table with when its objects are gone.
const DEPRECATED: &str = "DEPRECATED_BY_CRAWLER";

fn difference(old: &Table, new: &Table) -> Option<TableDifferenceKind> {
    if new.parameter(DEPRECATED).is_some() && old.parameter(DEPRECATED).is_none() {
        return Some(TableDifferenceKind::Deprecated);
    }
    let find = |columns: &[TableColumn], name: &str| columns.iter().find(|column| column.name == name).cloned();
    let mut added = Vec::new();
    let mut changed = Vec::new();
    for column in &new.columns {
        match find(&old.columns, &column.name) {
            None => added.push(column.clone()),
            Some(known) if known.column_type != column.column_type => {
                changed.push((column.name.clone(), known.column_type, column.column_type.clone()));
            }
            Some(_) => {}
        }
    }
    let removed: Vec<String> = old
        .columns
        .iter()
        .filter(|column| find(&new.columns, &column.name).is_none())
        .map(|column| column.name.clone())
        .collect();
    let keys = |table: &Table| table.partition_keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(", ");
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let properties: Vec<_> = [
        ("format", text(&old.serialization_library), text(&new.serialization_library)),
        ("location", text(&old.location), text(&new.location)),
        ("partition keys", keys(old), keys(new)),
    ]
    .into_iter()
    .filter(|(_, from, to)| from != to)
    .collect();
    let same = added.is_empty() && changed.is_empty() && removed.is_empty() && properties.is_empty();
    (!same).then_some(TableDifferenceKind::Columns { added, changed, removed, properties })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[(&str, &str)]) -> Table {
        let columns = columns.iter().map(|(name, column_type)| TableColumn {
            name: (*name).to_owned(),
            column_type: (*column_type).to_owned(),
            comment: None,
        });
        Table { columns: columns.collect(), ..Table::default() }
    }

    #[test]
    fn differences_are_named() {
        let before = BTreeMap::from([
            ("gone".to_owned(), table(&[])),
            ("same".to_owned(), table(&[("a", "int")])),
            (
                "t".to_owned(),
                Table { serialization_library: Some("csv".to_owned()), ..table(&[("a", "int"), ("b", "string")]) },
            ),
        ]);
        let after = BTreeMap::from([
            ("new".to_owned(), table(&[("a", "int")])),
            ("same".to_owned(), table(&[("a", "int")])),
            (
                "t".to_owned(),
                Table { serialization_library: Some("json".to_owned()), ..table(&[("a", "bigint"), ("c", "int")]) },
            ),
        ]);
        let found = differences(&before, &after);
        let names: Vec<&str> = found.iter().map(|difference| difference.name.as_str()).collect();
        assert_eq!(names, ["gone", "new", "t"]);
        let TableDifferenceKind::Columns { added, changed, removed, properties } = &found[2].kind else {
            panic!("{found:?}")
        };
        assert_eq!((added[0].name.as_str(), removed.as_slice()), ("c", ["b".to_owned()].as_slice()));
        assert_eq!(properties[0], ("format", "csv".to_owned(), "json".to_owned()));
        assert_eq!(changed[0], ("a".to_owned(), "int".to_owned(), "bigint".to_owned()));
    }
}

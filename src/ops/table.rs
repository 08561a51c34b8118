//! Tables.

pub use crate::aws::Measured;
use crate::aws::Read;
use crate::db;
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{DatabaseName, Mention, Partition, Table, TableName, mentions};
use crate::domain::crawl::CrawlTarget;
use crate::domain::permission::{Columns, Grant, Permission, PolicyTarget, Resource};
use crate::domain::shell_word::command;
use crate::error::{Error, Result};
use crate::require::{Sought, require_read};
use crate::side_by_side::side_by_side;

/// The tables of a database, or of every database, by name.
pub async fn list(read: &Read, database: Option<&DatabaseName>) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    match database {
        Some(name) => {
            db::need(read, name).await?;
            tables = read.tables(name).await?;
        }
        None => {
            let found = side_by_side(read.databases().await?, |database| {
                let read = read.clone();
                async move { read.tables(&DatabaseName::stored(&database.name)).await }
            });
            for of_database in found.await? {
                tables.extend(of_database?);
            }
        }
    }
    tables.sort_by(|a, b| (&a.database, &a.name).cmp(&(&b.database, &b.name)));
    Ok(tables)
}

/// A table that must be there.
pub async fn need(read: &Read, name: &TableName) -> Result<Table> {
    let found = read.table(name).await;
    if matches!(found, Ok(None)) {
        db::need(read, &name.database).await?;
    }
    let typed = name.to_string();
    let list = command("lakectl table list", &[name.database.as_str()], "");
    let sought = Sought { what: format!("table `{name}`"), typed: &typed, list };
    let known = || async {
        let tables = read.tables(&name.database).await?;
        Ok(tables.iter().map(|table| format!("{}.{}", name.database, table.name)).collect())
    };
    require_read(found, sought, known).await
}

/// Pages of a listing that a look at a table takes, unless it is asked to add everything up.
const PAGES: usize = 5;

/// Partitions that a look at a table shows; `partition list` has them all.
const PARTITIONS: usize = 1000;
/// Pages of each segment that a look counts, unless it is asked to count everything: about 100,000 partitions.
const COUNTED: usize = 25;

/// Somebody who may read a table, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    pub principal: String,
    pub columns: Columns,
    /// The grant's resource: the table, all tables, a filter, LF-tags.
    pub by: String,
}

/// A table with what is known about it.
#[derive(Debug)]
pub struct Shown {
    pub table: Table,
    /// The first of its partitions, up to [`PARTITIONS`].
    pub partitions: Vec<Partition>,
    /// How many partitions were counted.
    pub partition_count: usize,
    /// Whether those are all; a table may have millions.
    pub has_counted_all: bool,
    /// What lies at its location; none when that cannot be listed.
    pub data: Option<Measured>,
    /// Who may read it by a grant; none when the caller may not know.
    pub readers: Option<Vec<Reader>>,
    /// What could not be found out, and why.
    pub notes: Vec<String>,
}

/// A table with its partitions, its data and its readers. `all`: add up the data however much there is.
pub async fn show(read: &Read, name: &TableName, all: bool) -> Result<Shown> {
    let table = need(read, name).await?;
    let (mut partitions, mut next) = (Vec::new(), None);
    if !table.partition_keys.is_empty() {
        (partitions, next) = read.partition_page(name, None, None).await?;
    }
    // An empty page may have a successor, and a full one most often has: then they are counted, page by page, and not kept.
    let (partition_count, has_counted_all) = match next {
        None => (partitions.len(), true),
        Some(_) => read.count_partitions(name, if all { usize::MAX } else { COUNTED }).await?,
    };
    partitions.truncate(PARTITIONS);
    let mut shown =
        Shown { data: None, readers: None, partitions, partition_count, has_counted_all, notes: Vec::new(), table };
    let pages = if all { usize::MAX } else { PAGES };
    if let Some(place) = shown.table.location.as_deref().and_then(CrawlTarget::parse) {
        match data(read, &place, pages).await {
            Ok(data) => shown.data = Some(data),
            Err(error) => shown.notes.push(format!("its data cannot be looked at: {error}")),
        }
    }
    match readers(read, name).await {
        Ok(readers) => shown.readers = Some(readers),
        Err(error) => shown.notes.push(format!("who may read it cannot be looked up: {error}")),
    }
    Ok(shown)
}

async fn data(read: &Read, place: &CrawlTarget, pages: usize) -> Result<Measured> {
    let bucket: BucketName = place.bucket.parse().map_err(|error: String| {
        Error::failed(format!("`{}` is no name of a bucket", place.bucket)).because(error.to_string())
    })?;
    let prefix = if place.prefix.is_empty() { String::new() } else { format!("{}/", place.prefix) };
    let measured = read.measure(&bucket, &prefix, pages).await?;
    if measured.objects > 0 || place.prefix.is_empty() {
        return Ok(measured);
    }
    // The location may be one object.
    read.measure(&bucket, &place.prefix, 1).await
}

/// Who holds a grant that lets them read.
async fn readers(read: &Read, name: &TableName) -> Result<Vec<Reader>> {
    let database = name.database.to_string();
    let resource = Resource::Table { database: database.clone(), table: name.table.clone() };
    let mut grants = read.grants_about(&resource).await?.grants;
    grants.extend(read.grants_on(&Resource::AllTables { database }).await?.grants);
    let (tags, _) = read.lf_tags(&resource).await?;
    if !tags.is_empty() {
        let by_tags = |grant: &Grant| match &grant.resource {
            Resource::TagPolicy { target: PolicyTarget::Table, expression } => expression.matches(&tags),
            _ => false,
        };
        grants.extend(read.grants().await?.grants.into_iter().filter(by_tags));
    }
    grants.retain(|grant| matches!(grant.permission, Permission::Select | Permission::All));
    grants.sort();
    let mut readers: Vec<Reader> = grants
        .into_iter()
        .map(|grant| Reader {
            principal: grant.principal.as_str().to_owned(),
            columns: grant.columns,
            by: grant.resource.to_string(),
        })
        .collect();
    // ALL holds SELECT, and both may be granted.
    readers.dedup();
    Ok(readers)
}

/// Tables that mention all the words in one place, with the places. Those found by name come first.
pub async fn search(
    read: &Read,
    database: Option<&DatabaseName>,
    words: &[String],
) -> Result<Vec<(Table, Vec<Mention>)>> {
    let mut found: Vec<(Table, Vec<Mention>)> = list(read, database)
        .await?
        .into_iter()
        .map(|table| {
            let mentions = mentions(&table, words);
            (table, mentions)
        })
        .filter(|(_, mentions)| !mentions.is_empty())
        .collect();
    found.sort_by_key(|(_, mentions)| mentions.first().is_none_or(|first| first.place != "name"));
    Ok(found)
}

/// The versions of a table, newest first.
pub async fn history(read: &Read, name: &TableName) -> Result<Vec<Table>> {
    need(read, name).await?;
    read.table_versions(name).await
}

/// An earlier version of a table, for going back to it.
pub async fn version(read: &Read, name: &TableName, wanted: &str) -> Result<Table> {
    let live = need(read, name).await?;
    if live.is_iceberg() {
        return Err(Error::refused(format!("`{name}` is an Iceberg table: its versions are the snapshots of its metadata"))
            .hint("roll it back where it is written, in Spark or Athena: an old entry of the catalog would point to old metadata"));
    }
    let versions = read.table_versions(name).await?;
    let known: Vec<String> = versions.iter().filter_map(|table| table.version.clone()).collect();
    // The catalog writes 3 or 0000000003; an operator may write either.
    let bare = |version: &str| version.trim_start_matches('0').to_owned();
    let found = versions.into_iter().find(|table| table.version.as_deref().map(bare) == Some(bare(wanted)));
    found.ok_or_else(|| {
        Error::not_found(format!("table `{name}` has no version {wanted}")).hint(format!(
            "it has {}: {}",
            known.join(", "),
            command("lakectl table history", &[&name.to_string()], "")
        ))
    })
}

//! Partitions: listed, and brought in line with the folders of the table.

use std::collections::{HashMap, HashSet};

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use crate::aws::{Course, OutdatedPartition, PartitionFailure, Read, Tokens, Write};
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{Partition, Table, TableName};
use crate::domain::crawl::CrawlTarget;
use crate::domain::partition::{
    Difference, Layout, NewPartition, PartitionExpression, PartitionFilter, Survey, compare, fits, warnings,
};
use crate::domain::shell_word::command;
use crate::error::{Error, Kind, Result};
use crate::table;

/// Pages that wait between the service and the reader.
const IN_FLIGHT: usize = 4;
/// Folders that are listed at once.
const LISTINGS: usize = 16;
/// With more folders than this right below the location, one listing of everything takes fewer calls.
const MOST_LISTINGS: usize = 400;

/// The partition keys of a table that has some.
fn keys_of(table: &Table, name: &TableName) -> Result<Vec<String>> {
    if table.parameter("table_type").is_some_and(|kind| kind.eq_ignore_ascii_case("iceberg")) {
        return Err(Error::usage(format!("`{name}` is an Iceberg table: it keeps its partitions in its own metadata")));
    }
    if table.partition_keys.is_empty() {
        return Err(Error::usage(format!("table `{name}` has no partition keys"))
            .hint(format!("{} shows its columns", command("lakectl table show", &[&name.to_string()], ""))));
    }
    Ok(table.partition_keys.iter().map(|key| key.name.clone()).collect())
}

/// A filter, checked against the table here: a mistake is told with its place.
fn bind(table: &Table, text: &str) -> Result<PartitionFilter> {
    let wrong = |error: String| Error::usage(format!("`{text}` is no filter of partitions")).because(error);
    let expression: PartitionExpression = text.parse().map_err(|error| wrong(format!("{error}")))?;
    let keys: Result<Vec<_>> = table
        .partition_keys
        .iter()
        .map(|key| {
            let kind =
                key.column_type.parse().map_err(|error| wrong(format!("type of key `{}`: {error}", key.name)))?;
            Ok((key.name.clone(), kind))
        })
        .collect();
    expression.bind(&keys?).map_err(|error| wrong(format!("{error}")))
}

/// Partitions, page by page.
#[derive(Debug)]
pub struct Pages {
    /// The partition keys.
    pub keys: Vec<String>,
    pages: mpsc::Receiver<Result<Vec<Partition>>>,
}

impl Pages {
    /// The next page; none at the end. Blocks: not for a thread that runs futures.
    pub fn blocking_next(&mut self) -> Option<Result<Vec<Partition>>> {
        self.pages.blocking_recv()
    }

    /// The next page; none at the end.
    pub async fn next(&mut self) -> Option<Result<Vec<Partition>>> {
        self.pages.recv().await
    }
}

/// Begins to read the partitions that a filter chooses, or all, in the order of the catalog.
pub async fn list(read: &Read, name: &TableName, filter: Option<&str>) -> Result<Pages> {
    let table = table::need(read, name).await?;
    let keys = keys_of(&table, name)?;
    if let Some(filter) = filter {
        bind(&table, filter)?;
    }
    let (sender, pages) = mpsc::channel(IN_FLIGHT);
    let (read, name, filter) = (read.clone(), name.clone(), filter.map(str::to_owned));
    tokio::spawn(async move {
        let (mut tokens, mut token) = (Tokens::default(), None);
        loop {
            let (page, next) = match read.partition_page(&name, filter.as_deref(), token).await {
                Ok((page, next)) => (Ok(page), next),
                Err(error) => (Err(error), None),
            };
            // The reader may have had enough.
            if sender.send(page).await.is_err() || next.is_none() {
                return;
            }
            token = match tokens.next("partitions", next) {
                Ok(next) => next,
                Err(error) => {
                    drop(sender.send(Err(error)).await);
                    return;
                }
            };
        }
    });
    Ok(Pages { keys, pages })
}

/// What a sync would do, or did.
#[derive(Debug)]
pub struct SyncPlan {
    /// The table.
    pub name: TableName,
    /// Its partition keys.
    pub keys: Vec<String>,
    /// Where it lies.
    pub location: String,
    /// What the folders and the catalog differ in.
    pub difference: Difference,
    /// Partitions with the columns or the format of an earlier state of the table, when they were asked for.
    pub outdated: Vec<OutdatedPartition>,
    /// What an operator should know.
    pub warnings: Vec<String>,
    /// No folder fits the layout, and there are objects: the layout is wrong rather than every partition dead.
    pub fits_nothing: bool,
}

/// How to look.
#[derive(Debug, Clone, Default)]
pub struct SyncOptions {
    /// Only partitions that this expression chooses.
    pub filter: Option<String>,
    /// How the folders tell the values.
    pub layout: Layout,
    /// Look for partitions whose columns or format are not the table's.
    pub cascade: bool,
}

/// Lists the table's location once and compares it with the catalog.
pub async fn look(read: &Read, name: &TableName, options: &SyncOptions) -> Result<SyncPlan> {
    let table = table::need(read, name).await?;
    let keys = keys_of(&table, name)?;
    options.layout.check(&keys).map_err(Error::usage)?;
    let filter = options.filter.as_deref().map(|text| bind(&table, text)).transpose()?;
    let location = table.location.clone().unwrap_or_default();
    let base = CrawlTarget::parse(&location)
        .ok_or_else(|| Error::failed(format!("the location of `{name}` is no place in S3: `{location}`")))?;
    let expression = options.filter.as_deref();
    let (survey, catalog) =
        tokio::try_join!(survey(read, &base, &options.layout, &keys), read.partitions_in_segments(name, expression),)?;
    let mut survey = survey;
    let fits_nothing = survey.folders.is_empty() && survey.unplaced > 0;
    let mut difference = compare(&base, &options.layout, &keys, &survey, catalog);
    // The service judges values by rules of its own: what it chose is compared with all folders, not with those chosen here.
    if let Some(filter) = &filter {
        difference.missing.retain(|new| filter.matches(&new.values));
        survey.folders.retain(|values, _| filter.matches(values));
    }
    let mut warnings = warnings(&keys, &survey, &difference);
    if table.parameter("projection.enabled").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        warnings
            .push("the table has partition projection: queries in Athena do not look at these partitions".to_owned());
    }
    let outdated = if options.cascade { read.outdated_partitions(name, expression).await? } else { Vec::new() };
    Ok(SyncPlan { name: name.clone(), keys, location: base.to_string(), difference, outdated, warnings, fits_nothing })
}

/// Everything below a location, folder by folder, several at once.
async fn survey(read: &Read, base: &CrawlTarget, layout: &Layout, keys: &[String]) -> Result<Survey> {
    let bucket = base.bucket.parse::<BucketName>().map_err(|error| {
        Error::failed(format!("`{}` is no name of a bucket", base.bucket)).because(error.to_string())
    })?;
    let root = if base.prefix.is_empty() { String::new() } else { format!("{}/", base.prefix) };
    let mut prefixes = read.only_folders(&bucket, &root, MOST_LISTINGS).await?.unwrap_or_else(|| vec![root.clone()]);
    prefixes.reverse();
    let mut running = JoinSet::new();
    let mut all = Survey::default();
    loop {
        while running.len() < LISTINGS {
            let Some(prefix) = prefixes.pop() else { break };
            let (read, bucket, root) = (read.clone(), bucket.clone(), root.len());
            let (layout, keys) = (layout.clone(), keys.to_vec());
            running.spawn(async move {
                let mut survey = Survey::default();
                let tell = |key: &str, bytes| {
                    survey.add(&layout, &keys, key.get(root..).unwrap_or_default(), bytes);
                };
                read.each_object(&bucket, &prefix, tell).await.map(|()| survey)
            });
        }
        let Some(ended) = running.join_next().await else { return Ok(all) };
        let part = ended.map_err(|error| Error::failed("a listing was stopped in the middle").because(error))??;
        all.merge(part);
    }
}

/// What an apply left undone.
#[derive(Debug, Default)]
pub struct Applied {
    /// How many were added, removed and brought up to date.
    pub added: usize,
    pub removed: usize,
    pub updated: usize,
    /// How many were not begun, because the operator pressed Ctrl-C.
    pub not_begun: usize,
    /// Item by item.
    pub failures: Vec<PartitionFailure>,
}

impl Applied {
    /// An error when not everything was begun.
    pub fn interrupted(&self, name: &TableName) -> Option<Error> {
        if self.not_begun == 0 {
            return None;
        }
        let parts = [
            (self.added, "added"),
            (self.removed, "removed"),
            (self.updated, "brought up to date"),
            (self.failures.len(), "failed"),
            (self.not_begun, "not begun"),
        ];
        let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
        let parts = parts.collect::<Vec<_>>().join(", ");
        Some(
            Error::new(Kind::Interrupted, format!("interrupted; partitions of {name}: {parts}"))
                .hint("run the same command again: it does what is missing"),
        )
    }
}

/// Removes partitions, until the operator presses Ctrl-C; `progress` hears of each batch.
pub async fn remove(
    write: &Write,
    name: &TableName,
    values: &[Vec<String>],
    progress: &(dyn Fn(&str) + Send + Sync),
    stop: watch::Receiver<bool>,
) -> Result<Applied> {
    let total = values.len();
    let done = |count: usize| progress(&format!("partitions of {name}: {count} of {total} removed"));
    let ended = write.delete_partitions(name, values, Course { done: &done, stop }).await?;
    let removed = total.saturating_sub(ended.failures.len() + ended.not_begun);
    Ok(Applied { removed, not_begun: ended.not_begun, failures: ended.failures, ..Applied::default() })
}

/// Adds partitions, until the operator presses Ctrl-C; `progress` hears of each batch.
pub async fn add(
    write: &Write,
    name: &TableName,
    missing: &[NewPartition],
    progress: &(dyn Fn(&str) + Send + Sync),
    stop: watch::Receiver<bool>,
) -> Result<Applied> {
    let total = missing.len();
    let done = |count: usize| progress(&format!("partitions of {name}: {count} of {total} added"));
    let ended = write.create_partitions(name, missing, Course { done: &done, stop }).await?;
    let added = total.saturating_sub(ended.failures.len() + ended.not_begun);
    Ok(Applied { added, not_begun: ended.not_begun, failures: ended.failures, ..Applied::default() })
}

/// Makes the differences go: adds, with `drop_dead` removes, and updates what was outdated, until the operator presses
/// Ctrl-C.
pub async fn apply(
    write: &Write,
    sync: &SyncPlan,
    drop_dead: bool,
    progress: &(dyn Fn(&str) + Send + Sync),
    stop: watch::Receiver<bool>,
) -> Result<Applied> {
    let (name, missing) = (&sync.name, &sync.difference.missing);
    let mut applied = Applied::default();
    if !missing.is_empty() {
        applied = add(write, name, missing, progress, stop.clone()).await?;
    }
    let dead: Vec<Vec<String>> = sync.difference.dead.iter().map(|dead| dead.values.clone()).collect();
    if drop_dead && !dead.is_empty() {
        let ended = remove(write, name, &dead, progress, stop.clone()).await?;
        applied.removed = ended.removed;
        applied.not_begun += ended.not_begun;
        applied.failures.extend(ended.failures);
    }
    // What is gone cannot be brought up to date.
    let gone: HashSet<&[String]> = if drop_dead { dead.iter().map(Vec::as_slice).collect() } else { HashSet::new() };
    let outdated: Vec<OutdatedPartition> =
        sync.outdated.iter().filter(|old| !gone.contains(old.values())).cloned().collect();
    if !outdated.is_empty() {
        let total = outdated.len();
        let done = |count: usize| progress(&format!("partitions of {name}: {count} of {total} brought up to date"));
        let ended = write.update_partitions(name, &outdated, Course { done: &done, stop }).await?;
        applied.updated = total.saturating_sub(ended.failures.len() + ended.not_begun);
        applied.not_begun += ended.not_begun;
        applied.failures.extend(ended.failures);
    }
    Ok(applied)
}

/// What partitions, named by their folders, are in the catalog.
#[derive(Debug)]
pub struct Named {
    pub keys: Vec<String>,
    /// Not there yet, with the location that they get.
    pub missing: Vec<NewPartition>,
    /// There already.
    pub known: Vec<Partition>,
    /// Of those that are missing, values that are none of their key's type: key, type, value.
    pub unfit: Vec<(String, String, String)>,
}

/// Looks partitions up that are named as `key=value/key=value`; with one of them, `location` may be elsewhere.
pub async fn named(
    read: &Read,
    name: &TableName,
    specs: &[String],
    layout: &Layout,
    location: Option<&str>,
) -> Result<Named> {
    let table = table::need(read, name).await?;
    let keys = keys_of(&table, name)?;
    layout.check(&keys).map_err(Error::usage)?;
    if location.is_some() && specs.len() != 1 {
        return Err(Error::usage("--location is for one partition; several lie in their own folders"));
    }
    let base = table.location.clone().unwrap_or_default();
    let mut found = Named { keys: keys.clone(), missing: Vec::new(), known: Vec::new(), unfit: Vec::new() };
    let mut all = specs.iter().map(|spec| values_of(&keys, spec)).collect::<Result<Vec<_>>>()?;
    all.sort();
    all.dedup();
    let there = read.partitions_with(name, &all).await?;
    let mut there: HashMap<Vec<String>, Partition> =
        there.into_iter().map(|partition| (partition.values.clone(), partition)).collect();
    for values in all {
        match there.remove(&values) {
            Some(partition) => found.known.push(partition),
            None => {
                let unfit =
                    table.partition_keys.iter().zip(&values).filter(|(key, value)| !fits(&key.column_type, value));
                found
                    .unfit
                    .extend(unfit.map(|(key, value)| (key.name.clone(), key.column_type.clone(), value.clone())));
                let folder = layout.write(&keys, &values);
                let own = || format!("{}/{folder}/", base.trim_end_matches('/'));
                let location = location.map_or_else(own, str::to_owned);
                found.missing.push(NewPartition { values, location });
            }
        }
    }
    Ok(found)
}

/// The values of `year=2026/month=11`, in the order of the keys.
fn values_of(keys: &[String], spec: &str) -> Result<Vec<String>> {
    let wrong = || {
        let example: Vec<String> = keys.iter().map(|key| format!("{key}=VALUE")).collect();
        Error::usage(format!("`{spec}` names no partition")).hint(format!("write {}", example.join("/")))
    };
    let pairs = crate::domain::partition::parse_partition_path(spec).ok_or_else(wrong)?;
    if pairs.len() != keys.len() {
        return Err(wrong());
    }
    let value = |key: &String| {
        let found = pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty()).ok_or_else(wrong)
    };
    keys.iter().map(value).collect()
}

/// The partitions that a filter chooses, all of them: for a removal.
pub async fn chosen(read: &Read, name: &TableName, filter: &str) -> Result<(Vec<String>, Vec<Partition>)> {
    let mut pages = list(read, name, Some(filter)).await?;
    let mut all = Vec::new();
    while let Some(page) = pages.next().await {
        all.extend(page?);
    }
    Ok((pages.keys, all))
}

/// An error for failures that are all there is.
pub fn failed(failures: &[PartitionFailure], total: usize) -> Option<Error> {
    let first = failures.first().filter(|_| failures.len() == total && total > 0)?;
    let kind = if first.code.contains("AccessDenied") { Kind::Denied } else { Kind::Failed };
    let error = Error::new(kind, format!("none of {total} partitions could be changed"));
    Some(error.because(format!("{}: {}", first.code, first.message)))
}

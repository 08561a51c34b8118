//! Bringing what a statement reads into a lake beside: definitions, the partitions that may have rows, their files. The
//! statement then runs there, and the service is not asked.
//!
//! Invariant: nothing is brought of a table whose rules the caller's reads would go around.

use std::collections::{BTreeMap, BTreeSet};

use tokio::io::AsyncWriteExt as _;
use tokio::task::JoinSet;

use super::far::FarFiles;
use super::{footer, ranges};
use crate::aws::{NewUpload, Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{Database, DatabaseName, Table, TableName};
use crate::domain::query::sql::{Analysis, Entry, Lookup};
use crate::domain::rewrite::SourceFile;
use crate::domain::size;
use crate::error::{Error, Result};
use crate::rewrite::files;
use crate::rules;

/// Files that are on their way at once.
const AT_ONCE: usize = 8;
/// The bucket of the lake beside for results.
const RESULTS: &str = "lakectl-results-beside";

/// What was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Brought {
    pub files: u64,
    pub bytes: u64,
    /// Files that stay where they are: the parts of them that are needed come while the statement runs.
    pub far: u64,
    /// Their bytes altogether.
    pub far_bytes: u64,
}

/// A table that is needed: its definition, the partitions that may have rows, the files.
struct Needed {
    name: TableName,
    partitions: Vec<Vec<String>>,
    files: Vec<SourceFile>,
    /// Whether a statement reads parts of the files: of Parquet and ORC the columns that it names.
    is_far: bool,
}

impl Needed {
    fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// The bytes that are read of it at most.
    async fn read_bytes(&self, read: &Read, analysis: &Analysis) -> Result<u64> {
        if !self.is_far {
            return Ok(self.bytes());
        }
        let name = self.name.to_string();
        let reads = analysis.reads.iter().filter(|read| format!("{}.{}", read.database, read.table) == name);
        let columns: BTreeSet<String> = reads.flat_map(|read| read.columns.iter().cloned()).collect();
        let mut buckets: BTreeMap<&str, Vec<(String, u64)>> = BTreeMap::new();
        for file in &self.files {
            let (bucket, key) =
                file.uri.strip_prefix("s3://").and_then(|rest| rest.split_once('/')).unwrap_or_default();
            buckets.entry(bucket).or_default().push((key.to_owned(), file.bytes));
        }
        let mut bytes = 0;
        for (bucket, files) in buckets {
            let bucket = named(bucket)?;
            bytes += footer::column_bytes(read, &bucket, &files, &columns).await?;
        }
        Ok(bytes)
    }
}

/// What of earlier statements is there already.
#[derive(Debug, Default)]
pub struct Stock {
    tables: BTreeSet<String>,
    partitions: BTreeSet<(String, Vec<String>)>,
    files: BTreeSet<String>,
    buckets: BTreeSet<String>,
    databases: BTreeSet<String>,
}

/// Brings it all, unless it is more than `most` bytes; `tell` hears how far it is.
pub async fn bring(
    read: &Read,
    (near, far): (&Write, Option<&FarFiles>),
    (analysis, lookup): (&Analysis, &Lookup),
    most: Option<u64>,
    stock: &mut Stock,
    tell: &(dyn Fn(&str) + Send + Sync),
) -> Result<Brought> {
    if analysis.asks_catalog {
        return Err(Error::usage("the statement asks what is in the catalog, and only what it reads is brought here")
            .hint("run it without --engine local: it scans nothing and costs nothing"));
    }
    if !analysis.gaps.is_empty() {
        return Err(Error::refused(
            "what the statement reads cannot be told before it runs, so it cannot be brought here",
        )
        .because(analysis.gaps.join("; "))
        .hint("run it without --engine local"));
    }
    let tables: BTreeMap<String, &Table> = lookup
        .entries
        .values()
        .filter_map(|entry| match entry {
            Entry::Table(table) => Some((format!("{}.{}", table.database, table.name), table.as_ref())),
            _ => None,
        })
        .collect();
    allowed(read, &tables.values().copied().collect::<Vec<_>>()).await?;
    let mut needed = Vec::new();
    for (name, table) in &tables {
        let mut found = look(read, name, table, analysis).await?;
        found.is_far &= far.is_some();
        needed.push(found);
    }
    let mut bytes: u64 = needed.iter().map(Needed::bytes).sum();
    if most.is_some_and(|most| bytes > most) {
        // The footers tell what the columns are that are read.
        bytes = 0;
        for table in &needed {
            bytes += table.read_bytes(read, analysis).await?;
        }
    }
    if let Some(most) = most.filter(|most| bytes > *most) {
        let mut error = Error::refused(format!(
            "the statement reads {} altogether, more than the {} that are brought to this machine",
            size::friendly(bytes),
            size::friendly(most)
        ));
        for table in &needed {
            let bytes = table.bytes();
            let count = table.files.len();
            let files = if count == 1 { "file" } else { "files" };
            error = error.hint(format!("{}: {} in {count} {files}", table.name, size::friendly(bytes)));
        }
        return Err(error
            .hint("read fewer partitions, or bring more: a larger --max-scan, or --no-max-scan")
            .hint("or have the service read them: without --engine local"));
    }
    bucket(near, RESULTS, stock).await?;
    for database in databases(lookup) {
        if stock.databases.insert(database.clone()) {
            let definition = Database {
                name: database,
                description: None,
                location: None,
                parameters: BTreeMap::new(),
                created_millis: None,
            };
            // Every lake has one called `default`.
            if near.database(&DatabaseName::stored(&definition.name)).await?.is_none() {
                near.create_database(&definition).await?;
            }
        }
    }
    for (wanted, entry) in &lookup.entries {
        if matches!(entry, Entry::Table(_) | Entry::View { .. }) {
            let name = TableName::new(DatabaseName::stored(&wanted.database), &wanted.table).map_err(Error::failed)?;
            if stock.tables.insert(name.to_string()) {
                near.take_table(read, &name).await?;
            }
        }
    }
    for table in &needed {
        let fresh: Vec<Vec<String>> = table
            .partitions
            .iter()
            .filter(|values| stock.partitions.insert((table.name.to_string(), (*values).clone())))
            .cloned()
            .collect();
        near.take_partitions(read, &table.name, &fresh).await?;
    }
    let (mut fresh, mut brought) = (Vec::new(), Brought::default());
    for table in needed {
        for file in table.files.iter().filter(|file| stock.files.insert(file.uri.clone())) {
            let bucket_name = file.uri.strip_prefix("s3://").and_then(|rest| rest.split('/').next());
            fresh.push((bucket_name.unwrap_or_default().to_owned(), file.clone(), table.is_far));
        }
    }
    let mut whole = Vec::new();
    for (bucket_name, file, is_far) in fresh {
        bucket(near, &bucket_name, stock).await?;
        match far.filter(|_| is_far) {
            Some(far) => {
                far.add(&file.uri, file.bytes, file.modified)?;
                brought.far += 1;
                brought.far_bytes += file.bytes;
            }
            None => {
                brought.files += 1;
                brought.bytes += file.bytes;
                whole.push((file.uri, file.bytes));
            }
        }
    }
    carry(read, near, whole, tell).await?;
    Ok(brought)
}

/// Where results of the lake beside go.
pub fn results() -> String {
    format!("s3://{RESULTS}/")
}

/// Refuses tables of which Lake Formation lets the caller read a part only, or nobody can tell.
async fn allowed(read: &Read, tables: &[&Table]) -> Result<()> {
    if tables.is_empty() {
        return Ok(());
    }
    let partial = rules::partial(read, tables).await?;
    let Some((name, _)) = partial.first() else { return Ok(()) };
    let mut error =
        Error::refused(format!("`{name}` is in Lake Formation's care, and reading its files here would go around it"));
    for (name, why) in &partial {
        error = error.hint(format!("{name}: {why}"));
    }
    Err(error.hint("run it without --engine local: the service applies the rules"))
}

fn databases(lookup: &Lookup) -> BTreeSet<String> {
    let known = lookup.entries.iter().filter(|(_, entry)| matches!(entry, Entry::Table(_) | Entry::View { .. }));
    known.map(|(wanted, _)| wanted.database.clone()).chain(lookup.database.clone()).collect()
}

async fn bucket(near: &Write, name: &str, stock: &mut Stock) -> Result<()> {
    if stock.buckets.contains(name) {
        return Ok(());
    }
    near.create_bucket(&named(name)?).await?;
    stock.buckets.insert(name.to_owned());
    Ok(())
}

fn named(bucket: &str) -> Result<BucketName> {
    let wrong = |error: String| Error::failed(format!("`{bucket}` is no name of a bucket")).because(error);
    bucket.parse().map_err(wrong)
}

/// What of a table is read.
async fn look(read: &Read, name: &str, table: &Table, analysis: &Analysis) -> Result<Needed> {
    if table.is_iceberg() {
        return Err(Error::refused(format!(
            "`{name}` is an Iceberg table, which the engine of this machine does not read"
        ))
        .hint("run it without --engine local"));
    }
    let full = TableName::new(DatabaseName::stored(&table.database), &table.name).map_err(Error::failed)?;
    let location = table.location.clone().unwrap_or_default();
    let is_projected = table.parameter("projection.enabled").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let mut partitions = Vec::new();
    let places: BTreeSet<String> = if table.partition_keys.is_empty() {
        BTreeSet::from([location])
    } else if is_projected {
        let template = table.parameter("storage.location.template").map(|template| {
            let fixed = template.split("${").next().unwrap_or(template);
            fixed.rsplit_once('/').map_or(fixed, |(folder, _)| folder).to_owned()
        });
        BTreeSet::from([template.unwrap_or(location)])
    } else {
        let reads: Vec<_> =
            analysis.reads.iter().filter(|read| format!("{}.{}", read.database, read.table) == name).collect();
        let mut places = BTreeSet::new();
        for partition in read.partitions_in_segments(&full, None).await? {
            let may_hold =
                reads.iter().any(|read| read.conditions.iter().all(|condition| condition.may_hold(&partition.values)));
            if may_hold {
                places.insert(partition.location.unwrap_or_default());
                partitions.push(partition.values);
            }
        }
        places
    };
    let whose = name.to_owned();
    let listed = crate::picture::each(read, places.into_iter().collect(), move |read, place| {
        let whose = whose.clone();
        async move { files(&read, &place, &whose).await }
    });
    // The partitions of a projected table may lie below one another's places.
    let found: BTreeMap<String, SourceFile> =
        listed.await?.into_iter().flatten().map(|file| (file.uri.clone(), file)).collect();
    let library = table.serialization_library.as_deref().unwrap_or_default().to_ascii_lowercase();
    let is_far = library.contains("parquet") || library.contains("orc");
    Ok(Needed { name: full, partitions, files: found.into_values().collect(), is_far })
}

/// Downloads files and puts them where they have the same names.
async fn carry(
    read: &Read,
    near: &Write,
    files: Vec<(String, u64)>,
    tell: &(dyn Fn(&str) + Send + Sync),
) -> Result<()> {
    let (all, total) = (files.len(), files.iter().map(|(_, bytes)| bytes).sum::<u64>());
    let mut waiting = files.into_iter();
    let (mut running, mut done, mut bytes) = (JoinSet::new(), 0_usize, 0_u64);
    loop {
        while running.len() < AT_ONCE {
            let Some((uri, size)) = waiting.next() else { break };
            let (read, near) = (read.clone(), near.clone());
            running.spawn(async move { one(&read, &near, &uri).await.map(|()| size) });
        }
        let Some(ended) = running.join_next().await else { return Ok(()) };
        bytes += ended.map_err(|error| Error::failed("a download was stopped in the middle").because(error))??;
        done += 1;
        let noun = if all == 1 { "file" } else { "files" };
        tell(&format!("reading: {done} of {all} {noun}, {} of {}", size::friendly(bytes), size::friendly(total)));
    }
}

async fn one(read: &Read, near: &Write, uri: &str) -> Result<()> {
    let broken = |error| Error::failed(format!("{uri} cannot be kept on this machine")).because(error);
    let file = tempfile::NamedTempFile::new().map_err(broken)?;
    let mut out = tokio::fs::File::from_std(file.reopen().map_err(broken)?);
    let mut pieces = ranges::open(read, uri).await.map_err(|error| error.context(format!("{uri} cannot be read")))?;
    loop {
        let piece = pieces.recv().await.ok_or_else(|| Error::failed(format!("the reading of {uri} broke off")))?;
        let Some(piece) = piece? else { break };
        out.write_all(&piece).await.map_err(broken)?;
    }
    out.flush().await.map_err(broken)?;
    let (bucket, key) = uri.strip_prefix("s3://").and_then(|rest| rest.split_once('/')).unwrap_or_default();
    let bucket: BucketName =
        bucket.parse().map_err(|error: String| Error::failed(format!("{uri} names no bucket")).because(error))?;
    let metadata = BTreeMap::new();
    let upload = NewUpload {
        bucket: &bucket,
        key,
        file: file.path(),
        content_type: "application/octet-stream",
        metadata: &metadata,
        replaces: true,
    };
    near.upload(&upload).await
}

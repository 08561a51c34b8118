//! What a statement asks of the catalog, and what it will scan: from the catalog and the listings of the partitions that are
//! left, and from the footers of Parquet files when asked.

use std::collections::{BTreeSet, HashMap};
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::task::JoinSet;

use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{DatabaseName, Partition, Table, TableName};
use crate::domain::crawl::CrawlTarget;
use crate::domain::partition::Layout;
use crate::domain::query::estimate::{Estimate, TableEstimate, is_columnar, warnings};
use crate::domain::query::sql::{Analysis, Entry, Lookup, Outcome, TableRead, Unreadable, Wanted, analyze};
use crate::domain::suggest;
use crate::error::{Error, Kind, Result};
use crate::query::footer;

/// Listings at once.
const LISTINGS: usize = 16;
/// With more partitions than this, one listing of the table takes fewer calls.
const MOST_LISTINGS: usize = 400;
/// How often names may lead to further names: views in views.
const MOST_ROUNDS: usize = 40;

/// A statement to be judged before it runs.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The statement.
    pub sql: &'a str,
    /// What stands for its `?`s.
    pub parameters: &'a [String],
    /// The database of names without one.
    pub database: Option<&'a str>,
    /// The time of the lake.
    pub now: SystemTime,
    /// Whether the footers of Parquet files are read.
    pub footers: bool,
}

/// What the statement says, and what the catalog says to it; in words why it is not understood.
pub async fn understand(
    read: &Read,
    question: &Question<'_>,
) -> Result<std::result::Result<(Analysis, Lookup), Unreadable>> {
    let today =
        question.now.duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_secs() / 86_400).ok());
    let database = question.database.map(str::to_lowercase);
    let mut lookup = Lookup { database, today, ..Lookup::default() };
    for _ in 0..MOST_ROUNDS {
        match analyze(question.sql, question.parameters, &lookup) {
            Err(unreadable) => return Ok(Err(unreadable)),
            Ok(Outcome::Done(analysis)) => return Ok(Ok((analysis, lookup))),
            Ok(Outcome::Needs(wanted)) => {
                for wanted in wanted {
                    let entry = look_up(read, &wanted).await?;
                    lookup.entries.insert(wanted, entry);
                }
            }
        }
    }
    Err(Error::failed("the views of the statement lead to views without end"))
}

async fn look_up(read: &Read, wanted: &Wanted) -> Result<Entry> {
    let database = DatabaseName::stored(&wanted.database);
    let Ok(name) = TableName::new(database.clone(), &wanted.table) else { return Ok(Entry::NoTable(None)) };
    match read.table(&name).await {
        Ok(Some(table)) => return Ok(Entry::of(table)),
        Ok(None) => {}
        Err(error) if error.kind() == Kind::Denied => {
            return Ok(Entry::Opaque(format!("`{name}` may not be read from the catalog, or is not there")));
        }
        Err(error) => return Err(error),
    }
    if read.database(&database).await?.is_none() {
        let known = read.databases().await?;
        let near = suggest::closest(&wanted.database, known.iter().map(|database| database.name.as_str()));
        return Ok(Entry::NoDatabase(near.map(str::to_owned)));
    }
    let known = read.tables(&database).await?;
    let near = suggest::closest(&wanted.table, known.iter().map(|table| table.name.as_str()));
    Ok(Entry::NoTable(near.map(str::to_owned)))
}

/// What the statement scans.
pub async fn estimate(read: &Read, analysis: &Analysis, lookup: &Lookup, footers: bool) -> Result<Estimate> {
    let mut sizes = Sizes { read, partitions: HashMap::new(), listed: HashMap::new() };
    let mut found = Vec::new();
    let mut gaps = analysis.gaps.clone();
    for table_read in &analysis.reads {
        let wanted = Wanted { database: table_read.database.clone(), table: table_read.table.clone() };
        let Some(Entry::Table(table)) = lookup.entries.get(&wanted) else { continue };
        match sizes.table(table, table_read, footers).await {
            Ok(mut estimate) => {
                if analysis.stops_early && estimate.at_most.is_none() {
                    estimate.at_most = Some("its LIMIT may end it earlier".to_owned());
                }
                found.push((table_read, table.as_ref(), estimate));
            }
            Err(error) if matches!(error.kind(), Kind::Denied | Kind::NotFound) => {
                gaps.push(format!("{}.{}: {}", table_read.database, table_read.table, error.chain().join(": ")));
            }
            Err(error) => return Err(error),
        }
    }
    let borrowed: Vec<(&TableRead, &Table, &TableEstimate)> =
        found.iter().map(|(read, table, estimate)| (*read, *table, estimate)).collect();
    let warnings = warnings(analysis, &borrowed);
    Ok(Estimate { tables: found.into_iter().map(|(_, _, estimate)| estimate).collect(), gaps, warnings })
}

/// Files with their sizes, by key.
type Files = Vec<(String, u64)>;

struct Sizes<'a> {
    read: &'a Read,
    partitions: HashMap<String, Vec<Partition>>,
    /// What lies at a place.
    listed: HashMap<String, Files>,
}

impl Sizes<'_> {
    async fn table(&mut self, table: &Table, read: &TableRead, footers: bool) -> Result<TableEstimate> {
        let name = format!("{}.{}", table.database, table.name);
        let format = table.classification().map(str::to_ascii_lowercase);
        let place = place(table.location.as_deref().unwrap_or_default(), &name)?;
        let is_projected =
            table.parameter("projection.enabled").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let mut at_most = None;
        let (partitions, files) = if table.is_iceberg() {
            at_most = Some("an Iceberg table's old snapshots and statistics are not told apart".to_owned());
            let mut files = self.place(&place).await?;
            files.retain(|(key, _)| !key.contains("/metadata/"));
            (None, files)
        } else if table.partition_keys.is_empty() {
            (None, self.place(&place).await?)
        } else if is_projected {
            let (chosen, files) = self.projected(table, read, &place).await?;
            (Some(chosen), files)
        } else {
            let (chosen, files) = self.partitioned(table, read, &place).await?;
            (Some(chosen), files)
        };
        let all_columns = table.columns.len();
        let needed = table.columns.iter().filter(|column| read.columns.contains(&column.name.to_lowercase())).count();
        let whole: u64 = files.iter().map(|(_, bytes)| bytes).sum();
        let mut bytes = whole;
        if is_columnar(format.as_deref()) && !table.is_iceberg() {
            if footers && format.as_deref() == Some("parquet") {
                bytes = footer::column_bytes(self.read, &place.bucket, &files, &read.columns).await?;
                at_most = Some("row groups may be passed over".to_owned());
            } else if needed < all_columns || !read.conditions.is_empty() {
                at_most = Some(format!("{needed} of {all_columns} columns are needed"));
            }
        }
        Ok(TableEstimate {
            name,
            format,
            partitions,
            files: files.len() as u64,
            bytes,
            columns: (needed, all_columns),
            at_most,
        })
    }

    /// The partitions of the catalog that may have rows, and all there are; their files.
    async fn partitioned(&mut self, table: &Table, read: &TableRead, place: &Place) -> Result<((u64, u64), Files)> {
        let name = TableName::new(DatabaseName::stored(&table.database), &table.name).map_err(Error::failed)?;
        let key = name.to_string();
        if !self.partitions.contains_key(&key) {
            let found = self.read.partitions_in_segments(&name, None).await?;
            self.partitions.insert(key.clone(), found);
        }
        let partitions = self.partitions.get(&key).map_or(&[][..], Vec::as_slice);
        let chosen: Vec<&Partition> = partitions
            .iter()
            .filter(|partition| read.conditions.iter().all(|condition| condition.may_hold(&partition.values)))
            .collect();
        let counts = (chosen.len() as u64, partitions.len() as u64);
        let locations: BTreeSet<String> =
            chosen.iter().map(|partition| partition.location.clone().unwrap_or_default()).collect();
        let places = locations.iter().map(|location| self::place(location, &key)).collect::<Result<Vec<_>>>()?;
        if places.len() <= MOST_LISTINGS {
            return Ok((counts, self.places(&places).await?));
        }
        // Those below the table's own place come out of one listing; the others are listed on their own.
        let (inside, outside): (Vec<_>, Vec<_>) =
            places.into_iter().partition(|at| at.bucket == place.bucket && at.prefix.starts_with(&place.prefix));
        let prefixes: BTreeSet<String> = inside.into_iter().map(|at| at.prefix).collect();
        let mut files = self.place(place).await?;
        files.retain(|(key, _)| {
            let before = prefixes.range(..=key.clone()).next_back();
            before.is_some_and(|prefix| key.starts_with(prefix))
        });
        files.extend(self.places(&outside).await?);
        Ok((counts, files))
    }

    /// The same for partitions that the table's own properties describe: they are what the folders say.
    async fn projected(&mut self, table: &Table, read: &TableRead, place: &Place) -> Result<((u64, u64), Files)> {
        let keys: Vec<String> = table.partition_keys.iter().map(|key| key.name.clone()).collect();
        let layout = match table.parameter("storage.location.template") {
            None => Layout::Hive,
            Some(template) => {
                let below =
                    template.strip_prefix(&place.uri()).unwrap_or(template).trim_matches('/').replace("${", "{");
                below.parse::<Layout>().map_err(|error| {
                    Error::failed(format!(
                        "the template of `{}.{}` is not understood: {template}",
                        table.database, table.name
                    ))
                    .because(error)
                })?
            }
        };
        let mut seen = HashMap::<Vec<String>, bool>::new();
        let mut files = self.place(place).await?;
        files.retain(|(key, _)| {
            let relative = key.get(place.prefix.len()..).unwrap_or_default();
            let folders = relative.rsplit_once('/').map_or("", |(folders, _)| folders);
            // What the layout does not place may be read by no query, but is not left out of a bound.
            let Some(found) = layout.read(&keys, folders) else { return true };
            *seen
                .entry(found.values)
                .or_insert_with_key(|values| read.conditions.iter().all(|condition| condition.may_hold(values)))
        });
        let chosen = seen.values().filter(|chosen| **chosen).count();
        Ok(((chosen as u64, seen.len() as u64), files))
    }

    async fn place(&mut self, place: &Place) -> Result<Files> {
        self.places(std::slice::from_ref(place)).await
    }

    /// The files at places, several listed at once.
    async fn places(&mut self, places: &[Place]) -> Result<Files> {
        let mut missing: Vec<Place> =
            places.iter().filter(|place| !self.listed.contains_key(&place.uri())).cloned().collect();
        let mut running = JoinSet::new();
        loop {
            while running.len() < LISTINGS {
                let Some(place) = missing.pop() else { break };
                let read = self.read.clone();
                running.spawn(async move {
                    let mut files = Files::new();
                    let tell = |key: &str, bytes| {
                        let name = key.rsplit('/').next().unwrap_or(key);
                        if bytes > 0 && !name.is_empty() && !name.starts_with(['_', '.']) {
                            files.push((key.to_owned(), bytes));
                        }
                    };
                    read.each_object(&place.bucket, &place.prefix, tell).await.map(|()| (place.uri(), files))
                });
            }
            let Some(ended) = running.join_next().await else { break };
            let (uri, files) =
                ended.map_err(|error| Error::failed("a listing was stopped in the middle").because(error))??;
            self.listed.insert(uri, files);
        }
        Ok(places.iter().filter_map(|place| self.listed.get(&place.uri())).flatten().cloned().collect())
    }
}

/// A folder in a bucket.
#[derive(Debug, Clone)]
struct Place {
    bucket: BucketName,
    /// With the slash at its end, or empty.
    prefix: String,
}

impl Place {
    fn uri(&self) -> String {
        format!("s3://{}/{}", self.bucket, self.prefix)
    }
}

fn place(location: &str, whose: &str) -> Result<Place> {
    let nowhere = || Error::failed(format!("the location of `{whose}` is no place in S3: `{location}`"));
    let target = CrawlTarget::parse(location).ok_or_else(nowhere)?;
    let bucket = target.bucket.parse::<BucketName>().map_err(|error| nowhere().because(error.to_string()))?;
    let prefix =
        if target.prefix.is_empty() { String::new() } else { format!("{}/", target.prefix.trim_end_matches('/')) };
    Ok(Place { bucket, prefix })
}

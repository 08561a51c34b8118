//! What is to be rewritten: the table, its partitions, their files.

use sha2::{Digest as _, Sha256};

use super::Wish;
use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{Table, TableColumn, TableName};
use crate::domain::crawl::CrawlTarget;
use crate::domain::lifecycle::reads_at_once;
use crate::domain::rewrite::{KeyType, Purpose, Size, SourceFile, SourcePart, normalized, worth_it};
use crate::domain::shell_word::command;
use crate::error::{Error, Kind, Result};
use crate::picture;

/// How the rows are divided among statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// By the partitions and files that are there.
    Parts,
    /// By the values of the new keys, which a query finds.
    Keys,
}

/// Which keys the new table has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keys {
    /// Those of the source.
    Same,
    /// None.
    None,
    /// These columns, in this order.
    By(Vec<String>),
}

/// A source that was looked at.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The source.
    pub table: Table,
    /// The new table's columns, keys apart.
    pub columns: Vec<TableColumn>,
    /// The new table's keys.
    pub keys: Vec<TableColumn>,
    /// The keys' types.
    pub kinds: Vec<KeyType>,
    /// What is rewritten.
    pub parts: Vec<SourcePart>,
    /// Whether these are all that the table has.
    pub is_all: bool,
    /// How many partitions with files were looked at.
    pub there: usize,
    /// How the rows are divided.
    pub division: Division,
    /// The definition and the files, in one text.
    pub fingerprint: String,
    /// All files of the parts.
    pub before: Size,
}

impl Survey {
    /// The names of the keys with their types.
    pub fn predicates(&self) -> Vec<(&str, KeyType)> {
        self.keys.iter().map(|key| key.name.as_str()).zip(self.kinds.iter().copied()).collect()
    }

    /// Columns and keys in the order of the new table.
    pub fn all_columns(&self) -> Vec<TableColumn> {
        self.columns.iter().chain(&self.keys).cloned().collect()
    }
}

/// Looks at a source.
pub async fn survey(read: &Read, wish: &Wish) -> Result<Survey> {
    let table = crate::table::need(read, &wish.source).await?;
    check(&wish.source, &table, wish.purpose)?;
    let (columns, keys) = divide(&table, &wish.keys, &wish.source)?;
    let kinds = keys.iter().map(KeyType::of).collect::<std::result::Result<Vec<_>, _>>().map_err(Error::usage)?;
    let is_projected = table.parameter("projection.enabled").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let same = keys == table.partition_keys;
    let division = if !keys.is_empty() && (!same || is_projected) { Division::Keys } else { Division::Parts };
    if is_projected && wish.purpose == Purpose::Compact {
        return Err(Error::usage(format!(
            "`{}` works its partitions out from its properties: there are no entries that could be given other places",
            wish.source
        ))
        .hint(command(
            "make another table of it: lakectl table convert",
            &[&wish.source.to_string(), "DATABASE.TABLE"],
            "",
        )));
    }
    let mut parts = if table.partition_keys.is_empty() || is_projected {
        let location = table.location.clone().unwrap_or_default();
        vec![SourcePart { values: Vec::new(), keys: Vec::new(), location, files: Vec::new() }]
    } else {
        let found = read.partitions_in_segments(&wish.source, wish.filter.as_deref()).await?;
        let mut parts = Vec::with_capacity(found.len());
        for partition in found {
            let keys = if division == Division::Parts && !keys.is_empty() {
                let values = kinds.iter().zip(&partition.values).map(|(kind, value)| normalized(*kind, value));
                let values: std::result::Result<Vec<_>, _> = values.collect();
                values.map_err(|why| Error::failed(format!("`{}` cannot be rewritten: {why}", wish.source)))?
            } else {
                Vec::new()
            };
            let location = partition.location.unwrap_or_default();
            parts.push(SourcePart { values: partition.values, keys, location, files: Vec::new() });
        }
        parts
    };
    parts.sort_by(|a, b| a.values.cmp(&b.values));
    if let Some(pair) = twins(&parts) {
        return Err(Error::failed(format!("partitions {pair} of `{}` are the same to a query", wish.source))
            .hint("drop one of them: lakectl partition drop"));
    }
    let places: Vec<String> = parts.iter().map(|part| part.location.clone()).collect();
    let name = wish.source.to_string();
    let listed = picture::each(read, places, move |read, location| {
        let name = name.clone();
        async move { listing(&read, &location, &name).await }
    })
    .await?;
    let archived: usize = listed.iter().map(|(_, archived)| archived).sum();
    if archived > 0 {
        return Err(Error::refused(format!(
            "{archived} files of `{}` are archived: no query reads their rows, and they would be missing in the new files",
            wish.source
        ))
        .hint("restore them, or leave their partitions out with --filter"));
    }
    for (part, (files, _)) in parts.iter_mut().zip(listed) {
        part.files = files;
    }
    let there = parts.iter().filter(|part| !part.files.is_empty()).count();
    if wish.purpose == Purpose::Compact {
        // What is in as few files as it can be stays where it is.
        parts.retain(|part| worth_it(part, wish.target_file));
    }
    let is_all = wish.filter.is_none() && (wish.purpose == Purpose::Convert || parts.len() == there);
    let before = Size::of(parts.iter().flat_map(|part| &part.files).map(|file| &file.bytes));
    let fingerprint = fingerprint(&table, &parts);
    Ok(Survey { columns, keys, kinds, is_all, there, division, fingerprint, before, parts, table })
}

/// Refuses what has no files of its own, or files that a statement cannot write.
fn check(name: &TableName, table: &Table, purpose: Purpose) -> Result<()> {
    if table.view_text.is_some() || table.table_type.as_deref() == Some("VIRTUAL_VIEW") {
        return Err(Error::usage(format!("`{name}` is a view: it has no files of its own"))
            .hint("make a table of it with a statement: CREATE TABLE … AS SELECT"));
    }
    if table.location.as_deref().and_then(CrawlTarget::parse).is_none() {
        return Err(Error::usage(format!("`{name}` has no place in S3")));
    }
    let skips = |name: &str| table.parameter(name).is_some_and(|count| count.trim() != "0");
    let skipped = match (skips("skip.header.line.count"), skips("skip.footer.line.count")) {
        (true, _) => Some("begin with a header"),
        (false, true) => Some("end with a footer"),
        (false, false) => None,
    };
    if purpose == Purpose::Compact
        && let Some(skipped) = skipped
    {
        return Err(Error::usage(format!(
            "the files of `{name}` {skipped}, which statements do not write: they cannot be put together"
        ))
        .hint(command(
            "make a better table of it: lakectl table convert",
            &[&name.to_string(), "DATABASE.TABLE"],
            "--format parquet",
        )));
    }
    Ok(())
}

/// The new table's columns and keys: keys come last, as statements write them.
fn divide(table: &Table, keys: &Keys, name: &TableName) -> Result<(Vec<TableColumn>, Vec<TableColumn>)> {
    let all: Vec<TableColumn> = table.columns.iter().chain(&table.partition_keys).cloned().collect();
    let wanted: Vec<String> = match keys {
        Keys::Same => return Ok((table.columns.clone(), table.partition_keys.clone())),
        Keys::None => Vec::new(),
        Keys::By(names) => names.iter().map(|name| name.to_lowercase()).collect(),
    };
    let mut chosen = Vec::with_capacity(wanted.len());
    for (index, key) in wanted.iter().enumerate() {
        if wanted[..index].contains(key) {
            return Err(Error::usage(format!("`{key}` is named twice as a partition key")));
        }
        let found = all.iter().find(|column| column.name.to_lowercase() == *key).cloned();
        chosen.push(found.ok_or_else(|| {
            Error::not_found(format!("`{name}` has no column `{key}` to partition by"))
                .did_you_mean(key, all.iter().map(|column| column.name.as_str()))
        })?);
    }
    let rest: Vec<TableColumn> = all.into_iter().filter(|column| !chosen.contains(column)).collect();
    if rest.is_empty() {
        return Err(Error::usage("a table needs a column that is no partition key"));
    }
    Ok((rest, chosen))
}

/// Two partitions that differ in spelling only.
fn twins(parts: &[SourcePart]) -> Option<String> {
    let mut seen = std::collections::BTreeMap::new();
    for part in parts.iter().filter(|part| !part.keys.is_empty()) {
        if let Some(other) = seen.insert(&part.keys, &part.values) {
            return Some(format!("{} and {}", other.join("/"), part.values.join("/")));
        }
    }
    None
}

/// The files that a query reads at a place, by name.
pub async fn files(read: &Read, location: &str, whose: &str) -> Result<Vec<SourceFile>> {
    listing(read, location, whose).await.map(|(files, _)| files)
}

/// The same, and how many files are archived, so that queries pass over them without a word.
pub async fn listing(read: &Read, location: &str, whose: &str) -> Result<(Vec<SourceFile>, usize)> {
    let (bucket, prefix) = place(location, whose)?;
    let objects = read.objects(&bucket, &prefix).await?;
    let (there, archived): (Vec<_>, Vec<_>) = objects
        .into_iter()
        .filter(|object| {
            let below = object.key.get(prefix.len()..).unwrap_or_default();
            object.size > 0 && !below.is_empty() && !below.split('/').any(|part| part.starts_with(['_', '.']))
        })
        .partition(|object| reads_at_once(&object.storage_class));
    let mut files: Vec<SourceFile> = there
        .into_iter()
        .map(|object| SourceFile {
            uri: format!("s3://{bucket}/{}", object.key),
            bytes: object.size,
            modified: object.modified,
        })
        .collect();
    files.sort_by(|a, b| a.uri.cmp(&b.uri));
    Ok((files, archived.len()))
}

/// A location as a bucket and a prefix with its slash.
pub fn place(location: &str, whose: &str) -> Result<(BucketName, String)> {
    let nowhere = || Error::failed(format!("the location of `{whose}` is no place in S3: `{location}`"));
    let target = CrawlTarget::parse(location).ok_or_else(nowhere)?;
    let bucket = target.bucket.parse::<BucketName>().map_err(|error| nowhere().because(error.to_string()))?;
    let prefix =
        if target.prefix.is_empty() { String::new() } else { format!("{}/", target.prefix.trim_end_matches('/')) };
    Ok((bucket, prefix))
}

/// What must not change while a table is rewritten, as one digest.
fn fingerprint(table: &Table, parts: &[SourcePart]) -> String {
    let mut digest = Sha256::new();
    let mut add = |text: &str| {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text.as_bytes());
    };
    for column in table.columns.iter().chain(&table.partition_keys) {
        add(&column.name);
        add(&column.column_type);
    }
    add(table.serialization_library.as_deref().unwrap_or_default());
    add(&format!("{:?} {:?}", table.serde_parameters, table.location));
    for part in parts {
        add(&part.values.join("\0"));
        add(&part.location);
        for file in &part.files {
            add(&file.uri);
            add(&format!("{} {:?}", file.bytes, file.modified));
        }
    }
    hex::encode(digest.finalize())
}

/// The error for a source that did not hold still.
pub fn changed(name: &TableName, what: &str) -> Error {
    Error::new(Kind::Conflict, format!("{what} of `{name}` changed while it was rewritten; nothing was swapped"))
        .hint("run the same command again: it begins anew with what is there then")
}

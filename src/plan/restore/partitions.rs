//! Partitions: streamed from their files, compared by a short sum of each, given in batches.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Map, Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{Restore, Source, Told};
use crate::aws::document::Change;
use crate::aws::{Read, Tokens, Write};
use crate::domain::backup::{Kind, Part, Renames, normal};
use crate::domain::catalog::TableName;
use crate::error::{Error, Kind as Failure, Result};
use crate::ops::backup::{Store, documents};

/// Partitions of a batch. Source: AWS Glue service model, BatchCreatePartition.
const BATCH: usize = 100;
/// Batches that are on their way at once.
const AT_ONCE: usize = 4;

/// How the partitions of a backup and of a table compare.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that are there as they should be.
    pub same: u64,
    /// Those that are not there.
    pub missing: u64,
    /// Those that are there otherwise.
    pub changed: u64,
    /// Those that only the table has.
    pub extra: u64,
}

impl Counts {
    /// Whether all that should be there is.
    pub fn is_same(&self) -> bool {
        self.missing + self.changed == 0
    }
}

/// The values of a partition, as one text.
fn key(document: &Value) -> String {
    document["Values"].to_string()
}

/// A short sum of what is given of a partition.
fn sum(given: &Map<String, Value>) -> u64 {
    fn add(value: &Value, hasher: &mut DefaultHasher) {
        match value {
            Value::Object(members) => {
                // Whoever wrote it, the order of members means nothing.
                let mut members: Vec<_> = members.iter().collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                for (name, value) in members {
                    name.hash(hasher);
                    add(value, hasher);
                }
                u8::MAX.hash(hasher);
            }
            Value::Array(items) => {
                items.len().hash(hasher);
                items.iter().for_each(|item| add(item, hasher));
            }
            other => other.to_string().hash(hasher),
        }
    }
    let mut hasher = DefaultHasher::new();
    for name in Kind::Partitions.given() {
        name.hash(&mut hasher);
        if let Some(value) = given.get(*name) {
            add(value, &mut hasher);
        }
    }
    hasher.finish()
}

/// The partitions that a table has, each by its values with its sum.
async fn known(read: &Read, table: &TableName, account: &str) -> Result<HashMap<String, u64>> {
    let (mut found, mut tokens, mut token) = (HashMap::new(), Tokens::default(), None::<String>);
    loop {
        let page = read.partition_documents(table, None, token.as_deref()).await;
        let (documents, next) = match page {
            // The table is yet to come.
            Err(error) if error.has_code(&["EntityNotFoundException"]) => return Ok(found),
            page => page?,
        };
        for document in documents {
            found.insert(key(&document), sum(&normal::given(Kind::Partitions, &document, account)));
        }
        match tokens.next("partitions", next)? {
            None => return Ok(found),
            next => token = next,
        }
    }
}

/// A stream over the partitions of a backup.
struct Stream<'a> {
    store: &'a Store,
    renames: &'a Renames,
    parts: std::slice::Iter<'a, Part>,
    open: Option<(crate::ops::backup::Documents, crate::ops::backup::Fetched)>,
}

impl<'a> Stream<'a> {
    fn of(source: &Source<'a>) -> Self {
        Self { store: source.store, renames: source.renames, parts: source.parts.iter(), open: None }
    }

    /// The next partitions, with their new names; none at the end.
    async fn next(&mut self) -> Result<Option<Vec<Value>>> {
        loop {
            if let Some((documents, _)) = &mut self.open
                && let Some(found) = documents.read()?
            {
                let renamed = |document| self.renames.apply(Kind::Partitions, document);
                return Ok(Some(found.into_iter().map(renamed).collect()));
            }
            let Some(part) = self.parts.next() else { return Ok(None) };
            let fetched = self.store.fetch(part).await?;
            self.open = Some((documents(&fetched.path, part)?, fetched));
        }
    }
}

/// Compares.
pub async fn count(read: &Read, table: &TableName, source: &Source<'_>, account: &str) -> Result<Counts> {
    let mut there = known(read, table, account).await?;
    let mut counts = Counts::default();
    let mut stream = Stream::of(source);
    while let Some(found) = stream.next().await? {
        for document in found {
            match there.remove(&key(&document)) {
                None => counts.missing += 1,
                Some(other) if other == sum(&normal::given(Kind::Partitions, &document, account)) => counts.same += 1,
                Some(_) => counts.changed += 1,
            }
        }
    }
    counts.extra = there.len() as u64;
    Ok(counts)
}

/// The batches of one table that are on their way.
struct Batches<'a> {
    table: &'a TableName,
    write: &'a Write,
    running: JoinSet<Result<(u64, Vec<String>)>>,
    done: u64,
    failed: Vec<String>,
}

impl Batches<'_> {
    async fn send(&mut self, call: Change, list: &'static str, inputs: Vec<Value>) -> Result<()> {
        while self.running.len() >= AT_ONCE {
            self.one().await?;
        }
        let count = inputs.len() as u64;
        let request =
            json!({ "DatabaseName": self.table.database.as_str(), "TableName": self.table.table, list: inputs });
        let write = self.write.clone();
        self.running.spawn(async move {
            let answer = write.change(call, &request).await?;
            let errors = answer["Errors"].as_array().into_iter().flatten().filter_map(|error| {
                let detail = &error["ErrorDetail"];
                // Somebody was faster; whether it is the same is looked at in the end.
                let is_there = detail["ErrorCode"].as_str() == Some("AlreadyExistsException");
                (!is_there).then(|| format!("{}: {}", error["PartitionValues"], detail["ErrorMessage"]))
            });
            Ok((count, errors.collect()))
        });
        Ok(())
    }

    async fn one(&mut self) -> Result<bool> {
        let Some(ended) = self.running.join_next().await else { return Ok(false) };
        let (count, failed) = ended.map_err(|error| Error::failed("a call broke off").because(error))??;
        self.done += count - failed.len() as u64;
        self.failed.extend(failed);
        Ok(true)
    }
}

impl Restore {
    /// Adds the partitions that are missing, and replaces those that differ when that was said; then looks whether all are
    /// there.
    pub(super) async fn give_partitions(
        &self,
        table: &TableName,
        write: &Write,
        stop: watch::Receiver<bool>,
        told: Told,
    ) -> Result<()> {
        let source = self.source(table);
        let there = known(write, table, &self.account).await?;
        let mut batches = Batches { table, write, running: JoinSet::new(), done: 0, failed: Vec::new() };
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        let mut stream = Stream::of(&source);
        let name = table.to_string();
        while let Some(found) = stream.next().await? {
            for document in found {
                let input = Value::Object(normal::input(Kind::Partitions, &document, &self.account));
                match there.get(&key(&document)) {
                    None => new.push(input),
                    Some(other) if *other == sum(&normal::given(Kind::Partitions, &document, &self.account)) => {}
                    Some(_) => {
                        changed.push(json!({ "PartitionValueList": document["Values"], "PartitionInput": input }))
                    }
                }
                if new.len() == BATCH {
                    batches.send(Change::BatchCreatePartition, "PartitionInputList", std::mem::take(&mut new)).await?;
                }
                if changed.len() == BATCH {
                    batches.send(Change::BatchUpdatePartition, "Entries", std::mem::take(&mut changed)).await?;
                }
            }
            told(&name, batches.done);
            if *stop.borrow() {
                return Err(Error::new(Failure::Interrupted, format!("interrupted after {} partitions", batches.done)));
            }
        }
        if !new.is_empty() {
            batches.send(Change::BatchCreatePartition, "PartitionInputList", new).await?;
        }
        if !changed.is_empty() {
            batches.send(Change::BatchUpdatePartition, "Entries", changed).await?;
        }
        while batches.one().await? {}
        told(&name, batches.done);
        if let Some(first) = batches.failed.first() {
            return Err(Error::failed(format!("{} partitions of {name} were not restored", batches.failed.len()))
                .because(first.clone()));
        }
        let counts = count(write, table, &source, &self.account).await?;
        if counts.is_same() {
            return Ok(());
        }
        Err(Error::failed(format!(
            "partitions of {name} do not read back as they were written: {} are missing, {} differ",
            counts.missing, counts.changed
        )))
    }
}

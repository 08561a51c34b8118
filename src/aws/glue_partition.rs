//! Partitions: read by pages and segments, written by batches. Each item of a batch fails for itself.

use std::future::Future;

use aws_sdk_glue::types as sdk;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::failure::{Named, incomplete};
use super::glue_catalog::partition;
use super::page::{self, Tokens};
use super::{Read, Write};
use crate::domain::catalog::{Partition, TableName};
use crate::domain::partition::NewPartition;
use crate::error::{Error, Result};

/// Items of a batch. Source: AWS Glue service model.
const CREATE: usize = 100;
const GET: usize = 1000;
const UPDATE: usize = 100;
const DELETE: usize = 25;
/// Batches that are on their way at once.
const BATCHES: usize = 4;
/// Parts of a listing that are read at once; the service takes up to ten.
const SEGMENTS: i32 = 4;

/// An item of a batch that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionFailure {
    /// The partition's values.
    pub values: Vec<String>,
    /// The service's code.
    pub code: String,
    /// The service's words.
    pub message: String,
}

/// A partition whose columns or format are not those of its table: its values alone, for a table may have very many.
#[derive(Debug, Clone)]
pub struct OutdatedPartition {
    values: Vec<String>,
}

impl OutdatedPartition {
    /// The partition's values.
    pub fn values(&self) -> &[String] {
        &self.values
    }
}

/// How batches go on.
pub struct Course<'a> {
    /// Told how many items are done.
    pub done: &'a (dyn Fn(usize) + Send + Sync),
    /// Turns true when no further batch is to be begun.
    pub stop: watch::Receiver<bool>,
}

impl Course<'_> {
    /// To the end, and nobody is told.
    pub fn to_the_end() -> Self {
        Self { done: &|_| {}, stop: watch::channel(false).1 }
    }
}

/// What became of batches.
#[derive(Debug, Default)]
pub struct Batched {
    /// What failed, item by item.
    pub failures: Vec<PartitionFailure>,
    /// Items that were not begun.
    pub not_begun: usize,
}

impl Batched {
    /// Without the failures of this code: what they say is what was wanted.
    fn without(mut self, code: &str) -> Self {
        self.failures.retain(|failure| failure.code != code);
        self
    }
}

impl Read {
    /// A page of partitions, without their columns, and the token of the next one.
    pub async fn partition_page(
        &self,
        name: &TableName,
        filter: Option<&str>,
        token: Option<String>,
    ) -> Result<(Vec<Partition>, Option<String>)> {
        let call = self.get_partitions(name, filter).exclude_column_schema(true).set_next_token(token);
        let answer = call.send().await.named("glue", "GetPartitions")?;
        let next = answer.next_token.filter(|token| !token.is_empty());
        Ok((answer.partitions.unwrap_or_default().into_iter().map(partition).collect(), next))
    }

    /// The partitions that a filter chooses, or all, in no order; read in several segments at once.
    pub async fn partitions_in_segments(&self, name: &TableName, filter: Option<&str>) -> Result<Vec<Partition>> {
        let mut segments = JoinSet::new();
        for number in 0..SEGMENTS {
            let (read, name, filter) = (self.clone(), name.clone(), filter.map(str::to_owned));
            let segment = sdk::Segment::builder().segment_number(number).total_segments(SEGMENTS).build();
            let segment = segment.map_err(incomplete)?;
            segments.spawn(async move {
                page::all("partitions", |token| {
                    let call = read.get_partitions(&name, filter.as_deref()).exclude_column_schema(true);
                    let call = call.segment(segment.clone()).set_next_token(token);
                    async move {
                        let answer = call.send().await.named("glue", "GetPartitions")?;
                        let partitions: Vec<Partition> =
                            answer.partitions.unwrap_or_default().into_iter().map(partition).collect();
                        Ok((partitions, answer.next_token))
                    }
                })
                .await
            });
        }
        let mut all: Vec<Partition> = Vec::new();
        while let Some(segment) = segments.join_next().await {
            all.extend(segment.map_err(stopped)??);
        }
        // Where segments are not understood, each of them is everything.
        all.sort_unstable_by(|a, b| a.values.cmp(&b.values));
        all.dedup_by(|a, b| a.values == b.values);
        Ok(all)
    }

    /// How many partitions a table has, as far as so many pages of each segment tell; and whether those were all.
    pub async fn count_partitions(&self, name: &TableName, pages: usize) -> Result<(usize, bool)> {
        let mut segments = JoinSet::new();
        for number in 0..SEGMENTS {
            let (read, name) = (self.clone(), name.clone());
            let segment = sdk::Segment::builder().segment_number(number).total_segments(SEGMENTS).build();
            let segment = segment.map_err(incomplete)?;
            segments.spawn(async move {
                let (mut count, mut tokens, mut token) = (0, Tokens::default(), None);
                for _ in 0..pages {
                    let call = read.get_partitions(&name, None).exclude_column_schema(true).segment(segment.clone());
                    let answer = call.set_next_token(token.take()).send().await.named("glue", "GetPartitions")?;
                    count += answer.partitions.map_or(0, |partitions| partitions.len());
                    match tokens.next("partitions", answer.next_token)? {
                        None => return Ok((count, true)),
                        next => token = next,
                    }
                }
                Ok((count, false))
            });
        }
        let (mut count, mut is_all) = (0, true);
        while let Some(segment) = segments.join_next().await {
            let (some, ended) = segment.map_err(stopped)??;
            count += some;
            is_all &= ended;
        }
        Ok((count, is_all))
    }

    /// The partitions that have exactly these values, as far as they are there, in no order.
    pub async fn partitions_with(&self, name: &TableName, values: &[Vec<String>]) -> Result<Vec<Partition>> {
        let mut found = Vec::new();
        for batch in values.chunks(GET) {
            found.extend(self.raw_partitions(name, batch).await?.into_iter().map(partition));
        }
        Ok(found)
    }

    /// As [`Read::partitions_with`], of one batch and with everything that the service says.
    async fn raw_partitions(&self, name: &TableName, values: &[Vec<String>]) -> Result<Vec<sdk::Partition>> {
        let list = |values: &Vec<String>| {
            sdk::PartitionValueList::builder().set_values(Some(values.clone())).build().map_err(incomplete)
        };
        let mut wanted = values.iter().map(list).collect::<Result<Vec<_>>>()?;
        let mut found = Vec::new();
        while !wanted.is_empty() {
            let call = self.clients.glue.batch_get_partition().database_name(name.database.as_str());
            let call = call.table_name(&name.table).set_partitions_to_get(Some(wanted.clone()));
            let answer = call.send().await.named("glue", "BatchGetPartition")?;
            found.extend(answer.partitions.unwrap_or_default());
            let left = answer.unprocessed_keys.unwrap_or_default();
            if left.len() >= wanted.len() {
                return Err(Error::failed(format!("the service gives none of the {} partitions", left.len())));
            }
            wanted = left;
        }
        Ok(found)
    }

    /// The partitions whose columns or format are not those of the table.
    pub async fn outdated_partitions(&self, name: &TableName, filter: Option<&str>) -> Result<Vec<OutdatedPartition>> {
        let storage = self.storage_of(name).await?;
        let storage = &storage;
        page::all("partitions", |token| async move {
            let call = self.get_partitions(name, filter).set_next_token(token);
            let answer = call.send().await.named("glue", "GetPartitions")?;
            let outdated = answer.partitions.unwrap_or_default().into_iter().filter(|partition| {
                let own = partition.storage_descriptor.as_ref();
                own.is_none_or(|own| {
                    own.columns != storage.columns
                        || own.input_format != storage.input_format
                        || own.output_format != storage.output_format
                        || own.serde_info.as_ref().map(reader) != storage.serde_info.as_ref().map(reader)
                })
            });
            let outdated = outdated.map(|old| OutdatedPartition { values: old.values.unwrap_or_default() });
            Ok((outdated.collect(), answer.next_token))
        })
        .await
    }

    fn get_partitions(
        &self,
        name: &TableName,
        filter: Option<&str>,
    ) -> aws_sdk_glue::operation::get_partitions::builders::GetPartitionsFluentBuilder {
        let call = self.clients.glue.get_partitions().database_name(name.database.as_str()).table_name(&name.table);
        call.set_expression(filter.map(str::to_owned))
    }

    /// What a partition of the table is stored like.
    pub(super) async fn storage_of(&self, name: &TableName) -> Result<sdk::StorageDescriptor> {
        let table = self.raw_table(name).await?;
        let table = table.ok_or_else(|| Error::not_found(format!("there is no table `{name}`")))?;
        table.storage_descriptor.ok_or_else(|| Error::failed(format!("table `{name}` does not say how it is stored")))
    }
}

/// The library and its parameters; the name of a serializer means nothing.
fn reader(info: &sdk::SerDeInfo) -> (Option<&str>, Option<&std::collections::HashMap<String, String>>) {
    (info.serialization_library(), info.parameters().filter(|parameters| !parameters.is_empty()))
}

impl Write {
    /// Adds partitions, stored like their table. One that is there already is done, whoever made it.
    pub async fn create_partitions(
        &self,
        name: &TableName,
        partitions: &[NewPartition],
        course: Course<'_>,
    ) -> Result<Batched> {
        let storage = self.storage_of(name).await?;
        let batches = partitions.chunks(CREATE).map(|batch| {
            let inputs: Vec<sdk::PartitionInput> = batch
                .iter()
                .map(|new| {
                    let mut storage = storage.clone();
                    storage.location = Some(new.location.clone());
                    let input = sdk::PartitionInput::builder().set_values(Some(new.values.clone()));
                    input.storage_descriptor(storage).build()
                })
                .collect();
            let call = self.clients.glue.batch_create_partition().database_name(name.database.as_str());
            let call = call.table_name(&name.table).set_partition_input_list(Some(inputs));
            let send = async move {
                let answer = call.send().await.named("glue", "BatchCreatePartition")?;
                Ok(failures(answer.errors))
            };
            (batch.len(), send)
        });
        Ok(in_batches(partitions.len(), batches, course).await?.without("AlreadyExistsException"))
    }

    /// Removes partitions; their objects stay. One that is gone already is done.
    pub async fn delete_partitions(
        &self,
        name: &TableName,
        partitions: &[Vec<String>],
        course: Course<'_>,
    ) -> Result<Batched> {
        let batches = partitions.chunks(DELETE).map(|batch| {
            let lists = batch.iter().map(|values| {
                sdk::PartitionValueList::builder().set_values(Some(values.clone())).build().map_err(incomplete)
            });
            let lists: Result<Vec<_>> = lists.collect();
            let call = self.clients.glue.batch_delete_partition().database_name(name.database.as_str());
            let call = call.table_name(&name.table);
            let send = async move {
                let call = call.set_partitions_to_delete(Some(lists?));
                let answer = call.send().await.named("glue", "BatchDeletePartition")?;
                Ok(failures(answer.errors))
            };
            (batch.len(), send)
        });
        Ok(in_batches(partitions.len(), batches, course).await?.without("EntityNotFoundException"))
    }

    /// Gives partitions the columns and the format of their table; their location and parameters stay.
    pub async fn update_partitions(
        &self,
        name: &TableName,
        partitions: &[OutdatedPartition],
        course: Course<'_>,
    ) -> Result<Batched> {
        let storage = self.storage_of(name).await?;
        let batches = partitions.chunks(UPDATE).map(|batch| {
            let values: Vec<Vec<String>> = batch.iter().map(|old| old.values.clone()).collect();
            (batch.len(), self.clone().update_batch(name.clone(), storage.clone(), values))
        });
        in_batches(partitions.len(), batches, course).await
    }

    /// Reads the partitions of a batch and writes them back. One that is gone meanwhile is not made again.
    async fn update_batch(
        self,
        name: TableName,
        storage: sdk::StorageDescriptor,
        values: Vec<Vec<String>>,
    ) -> Result<Vec<PartitionFailure>> {
        let entries = self.raw_partitions(&name, &values).await?.into_iter().map(|old| {
            let mut merged = old.storage_descriptor.unwrap_or_else(|| storage.clone());
            merged.columns.clone_from(&storage.columns);
            merged.input_format.clone_from(&storage.input_format);
            merged.output_format.clone_from(&storage.output_format);
            merged.serde_info.clone_from(&storage.serde_info);
            let input = sdk::PartitionInput::builder()
                .set_values(old.values.clone())
                .set_last_access_time(old.last_access_time)
                .set_parameters(old.parameters)
                .set_last_analyzed_time(old.last_analyzed_time)
                .storage_descriptor(merged)
                .build();
            sdk::BatchUpdatePartitionRequestEntry::builder()
                .set_partition_value_list(old.values)
                .partition_input(input)
                .build()
                .map_err(incomplete)
        });
        let entries: Vec<_> = entries.collect::<Result<_>>()?;
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let call = self.clients.glue.batch_update_partition().database_name(name.database.as_str());
        let call = call.table_name(&name.table).set_entries(Some(entries));
        let answer = call.send().await.named("glue", "BatchUpdatePartition")?;
        let errors = answer.errors.unwrap_or_default().into_iter();
        Ok(errors.map(|error| failure(error.partition_value_list.unwrap_or_default(), error.error_detail)).collect())
    }
}

fn failures(errors: Option<Vec<sdk::PartitionError>>) -> Vec<PartitionFailure> {
    let errors = errors.unwrap_or_default().into_iter();
    errors.map(|error| failure(error.partition_values.unwrap_or_default(), error.error_detail)).collect()
}

pub(super) fn failure(values: Vec<String>, detail: Option<sdk::ErrorDetail>) -> PartitionFailure {
    let (code, message) = detail.map(|detail| (detail.error_code, detail.error_message)).unwrap_or_default();
    PartitionFailure { values, code: code.unwrap_or_default(), message: message.unwrap_or_default() }
}

fn stopped(error: tokio::task::JoinError) -> Error {
    Error::failed("a call was stopped in the middle").because(error)
}

/// Sends batches of so many items in all, a few at once; what failed of them. A call that fails as a whole ends it all, and
/// so does a stop, after those that are on their way. A batch is made when its turn comes: all of them at once would be the table's columns, times its partitions.
async fn in_batches<F>(
    total: usize,
    mut batches: impl Iterator<Item = (usize, F)> + Send,
    course: Course<'_>,
) -> Result<Batched>
where
    F: Future<Output = Result<Vec<PartitionFailure>>> + Send + 'static,
{
    let mut running = JoinSet::new();
    let (mut failures, mut broken, mut begun, mut finished) = (Vec::new(), None, 0, 0);
    loop {
        while running.len() < BATCHES && broken.is_none() && !*course.stop.borrow() {
            let Some((count, send)) = batches.next() else { break };
            begun += count;
            running.spawn(async move { (count, send.await) });
        }
        let Some(ended) = running.join_next().await else { break };
        match ended.map_err(stopped) {
            Ok((count, Ok(errors))) => {
                finished += count;
                failures.extend(errors);
                (course.done)(finished);
            }
            Ok((_, Err(error))) | Err(error) => broken = Some(error),
        }
    }
    match broken {
        None => Ok(Batched { failures, not_begun: total - begun }),
        Some(error) if finished == 0 => Err(error),
        Some(error) => Err(error.context(format!("only {finished} were done")).hint("run the same command again")),
    }
}

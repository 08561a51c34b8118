//! Giving partitions other places, as when their rows were written anew.

use std::collections::HashMap;

use aws_sdk_glue::types as sdk;

use super::Write;
use super::failure::{Named, incomplete};
use super::glue_partition::{PartitionFailure, failure};
use crate::domain::catalog::TableName;
use crate::error::{Error, Result};

/// What tells the size of files that are not a partition's any more.
const OF_FILES: [&str; 5] = ["numFiles", "totalSize", "rawDataSize", "sizeKey", "objectCount"];
/// Items of a batch. Source: AWS Glue service model.
pub const MOVES: usize = 100;

impl Write {
    /// Gives up to [`MOVES`] partitions other places; they are stored like their table from then on, and keep what else is
    /// known of them. What could not be changed.
    pub async fn move_partitions(
        &self,
        name: &TableName,
        moves: &[(Vec<String>, String)],
    ) -> Result<Vec<PartitionFailure>> {
        let storage = self.storage_of(name).await?;
        let list = |values: &Vec<String>| {
            sdk::PartitionValueList::builder().set_values(Some(values.clone())).build().map_err(incomplete)
        };
        let wanted = moves.iter().map(|(values, _)| list(values)).collect::<Result<Vec<_>>>()?;
        let call = self.clients.glue.batch_get_partition().database_name(name.database.as_str());
        let call = call.table_name(&name.table).set_partitions_to_get(Some(wanted));
        let answer = call.send().await.named("glue", "BatchGetPartition")?;
        let found = answer.partitions.unwrap_or_default().into_iter();
        let mut known: HashMap<Vec<String>, sdk::Partition> =
            found.map(|partition| (partition.values().to_vec(), partition)).collect();
        let mut entries = Vec::with_capacity(moves.len());
        for (values, location) in moves {
            let old = known
                .remove(values)
                .ok_or_else(|| Error::not_found(format!("partition {} of `{name}` is gone", values.join("/"))))?;
            let mut place = storage.clone();
            place.location = Some(location.clone());
            let parameters = old.parameters.map(|mut parameters| {
                parameters.retain(|key, _| !OF_FILES.contains(&key.as_str()));
                parameters
            });
            let input = sdk::PartitionInput::builder()
                .set_values(Some(values.clone()))
                .set_last_access_time(old.last_access_time)
                .set_parameters(parameters)
                .storage_descriptor(place)
                .build();
            let entry = sdk::BatchUpdatePartitionRequestEntry::builder();
            let entry = entry.set_partition_value_list(Some(values.clone())).partition_input(input);
            entries.push(entry.build().map_err(incomplete)?);
        }
        let call = self.clients.glue.batch_update_partition().database_name(name.database.as_str());
        let answer = call.table_name(&name.table).set_entries(Some(entries)).send().await;
        let errors = answer.named("glue", "BatchUpdatePartition")?.errors.unwrap_or_default().into_iter();
        Ok(errors.map(|error| failure(error.partition_value_list.unwrap_or_default(), error.error_detail)).collect())
    }
}

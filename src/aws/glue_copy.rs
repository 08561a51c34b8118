//! Taking definitions over from another catalog, with everything that is known of them.

use aws_sdk_glue::types as sdk;

use super::failure::{Named, incomplete};
use super::{Read, Write};
use crate::domain::catalog::TableName;
use crate::error::{Error, Result};

/// Items of a batch. Source: AWS Glue service model.
const BATCH: usize = 100;

impl Write {
    /// Makes a table as another catalog has it.
    pub async fn take_table(&self, from: &Read, name: &TableName) -> Result<()> {
        let table = from.raw_table(name).await?;
        let table = table.ok_or_else(|| Error::not_found(format!("table `{name}` is gone")))?;
        let input = sdk::TableInput::builder()
            .name(table.name)
            .set_description(table.description)
            .set_owner(table.owner)
            .set_table_type(table.table_type)
            .set_parameters(table.parameters)
            .set_partition_keys(Some(table.partition_keys.unwrap_or_default()))
            .set_storage_descriptor(table.storage_descriptor)
            .set_view_original_text(table.view_original_text)
            .set_view_expanded_text(table.view_expanded_text)
            .retention(table.retention)
            .build()
            .map_err(incomplete)?;
        let call = self.clients.glue.create_table().database_name(name.database.as_str()).table_input(input);
        call.send().await.named("glue", "CreateTable").map(drop)
    }

    /// Adds partitions as another catalog has them: each with its own columns and format.
    pub async fn take_partitions(&self, from: &Read, name: &TableName, values: &[Vec<String>]) -> Result<()> {
        for batch in values.chunks(BATCH) {
            let list = |values: &Vec<String>| {
                sdk::PartitionValueList::builder().set_values(Some(values.clone())).build().map_err(incomplete)
            };
            let wanted = batch.iter().map(list).collect::<Result<Vec<_>>>()?;
            let call = from.clients.glue.batch_get_partition().database_name(name.database.as_str());
            let call = call.table_name(&name.table).set_partitions_to_get(Some(wanted));
            let answer = call.send().await.named("glue", "BatchGetPartition")?;
            let found = answer.partitions.unwrap_or_default();
            if found.len() != batch.len() {
                return Err(Error::failed(format!(
                    "of {} partitions of `{name}` the catalog gives {}",
                    batch.len(),
                    found.len()
                ))
                .hint("run the statement again: somebody may have changed them"));
            }
            let inputs = found.into_iter().map(|partition| {
                sdk::PartitionInput::builder()
                    .set_values(partition.values)
                    .set_parameters(partition.parameters)
                    .set_storage_descriptor(partition.storage_descriptor)
                    .build()
            });
            let call = self.clients.glue.batch_create_partition().database_name(name.database.as_str());
            let call = call.table_name(&name.table).set_partition_input_list(Some(inputs.collect()));
            let answer = call.send().await.named("glue", "BatchCreatePartition")?;
            if let Some(error) = answer.errors.unwrap_or_default().into_iter().next() {
                let why = error.error_detail.and_then(|detail| detail.error_message).unwrap_or_default();
                return Err(Error::failed(format!("a partition of `{name}` could not be taken over")).because(why));
            }
        }
        Ok(())
    }
}

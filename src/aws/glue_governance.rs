//! What new tables of a database are granted when they are made.

use aws_sdk_glue::types as sdk;

use super::failure::{Named, incomplete};
use super::glue_catalog::absent;
use super::{Read, Write};
use crate::domain::catalog::DatabaseName;
use crate::error::{Error, Result};

impl Read {
    /// Whether new tables of a database are open to whoever IAM lets in; none when there is no such database.
    pub async fn are_new_tables_open(&self, name: &DatabaseName) -> Result<Option<bool>> {
        let answer = self.clients.glue.get_database().name(name.as_str()).send().await.named("glue", "GetDatabase");
        let database = absent(answer)?.and_then(|answer| answer.database);
        let is_open =
            |database: sdk::Database| database.create_table_default_permissions.is_some_and(|list| !list.is_empty());
        Ok(database.map(is_open))
    }

    /// Whether the catalog has a policy of its own, which may let in whom no policy of their own does.
    pub async fn has_catalog_policy(&self) -> Result<bool> {
        let answer = self.clients.glue.get_resource_policy().send().await.named("glue", "GetResourcePolicy");
        Ok(absent(answer)?.is_some_and(|answer| answer.policy_in_json.is_some()))
    }
}

impl Write {
    /// Takes the default for new tables away; what else the database has stays.
    pub async fn close_new_tables(&self, name: &DatabaseName) -> Result<()> {
        let answer = self.clients.glue.get_database().name(name.as_str()).send().await.named("glue", "GetDatabase")?;
        let Some(live) = answer.database else {
            return Err(Error::not_found(format!("there is no database `{name}`")));
        };
        let input = sdk::DatabaseInput::builder()
            .name(&live.name)
            .set_description(live.description)
            .set_location_uri(live.location_uri)
            .set_parameters(live.parameters)
            .set_create_table_default_permissions(Some(Vec::new()))
            .set_target_database(live.target_database)
            .set_federated_database(live.federated_database)
            .build()
            .map_err(incomplete)?;
        let call = self.clients.glue.update_database().name(&live.name).database_input(input);
        call.send().await.named("glue", "UpdateDatabase").map(drop)
    }
}

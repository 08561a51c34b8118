//! Registries, schemas and their versions.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_glue::types as sdk;

use super::failure::Named;
use super::glue_catalog::absent;
use super::page;
use super::{Read, Write};
use crate::domain::registry::{Registry, Schema, SchemaSummary, SchemaVersion, VersionRange};
use crate::domain::schema::{DataFormat, Mode};
use crate::error::{Error, Result};

/// A schema to create.
#[derive(Debug, Clone)]
pub struct NewSchema<'a> {
    pub registry: &'a str,
    pub name: &'a str,
    pub format: DataFormat,
    pub mode: Mode,
    pub description: Option<&'a str>,
    pub tags: BTreeMap<String, String>,
    pub definition: &'a str,
}

fn registry_id(name: &str) -> sdk::RegistryId {
    sdk::RegistryId::builder().registry_name(name).build()
}

fn schema_id(registry: &str, name: &str) -> sdk::SchemaId {
    sdk::SchemaId::builder().registry_name(registry).schema_name(name).build()
}

impl Read {
    /// Every registry.
    pub async fn registries(&self) -> Result<Vec<Registry>> {
        page::all("registries", |token| async move {
            let call = self.clients.glue.list_registries().set_next_token(token);
            let answer = call.send().await.named("glue", "ListRegistries")?;
            let registries = answer.registries.unwrap_or_default().into_iter().map(|registry| Registry {
                name: registry.registry_name.unwrap_or_default(),
                arn: registry.registry_arn,
                description: registry.description,
                created: registry.created_time,
                updated: registry.updated_time,
            });
            Ok((registries.collect(), answer.next_token))
        })
        .await
    }

    /// A registry; none when there is none.
    pub async fn registry(&self, name: &str) -> Result<Option<Registry>> {
        let call = self.clients.glue.get_registry().registry_id(registry_id(name));
        let answer = absent(call.send().await.named("glue", "GetRegistry"))?;
        Ok(answer.map(|registry| Registry {
            name: registry.registry_name.unwrap_or_default(),
            arn: registry.registry_arn,
            description: registry.description,
            created: registry.created_time,
            updated: registry.updated_time,
        }))
    }

    /// The schemas of a registry, or of all of them.
    pub async fn schemas(&self, registry: Option<&str>) -> Result<Vec<SchemaSummary>> {
        page::all("schemas", |token| async move {
            let call = self.clients.glue.list_schemas().set_registry_id(registry.map(registry_id));
            let answer = call.set_next_token(token).send().await.named("glue", "ListSchemas")?;
            let schemas = answer.schemas.unwrap_or_default().into_iter().map(|schema| SchemaSummary {
                registry: schema.registry_name.unwrap_or_default(),
                name: schema.schema_name.unwrap_or_default(),
                description: schema.description,
                updated: schema.updated_time,
            });
            Ok((schemas.collect(), answer.next_token))
        })
        .await
    }

    /// A schema; none when there is none, or no such registry.
    pub async fn schema(&self, registry: &str, name: &str) -> Result<Option<Schema>> {
        let call = self.clients.glue.get_schema().schema_id(schema_id(registry, name));
        let Some(schema) = absent(call.send().await.named("glue", "GetSchema"))? else { return Ok(None) };
        let format = schema.data_format.as_ref().map_or("", sdk::DataFormat::as_str);
        let mode = schema.compatibility.as_ref().map_or("", sdk::Compatibility::as_str);
        Ok(Some(Schema {
            registry: schema.registry_name.unwrap_or_else(|| registry.to_owned()),
            name: schema.schema_name.unwrap_or_else(|| name.to_owned()),
            arn: schema.schema_arn,
            description: schema.description,
            format: format.parse().map_err(Error::failed)?,
            mode: mode.parse().map_err(Error::failed)?,
            checkpoint: schema.schema_checkpoint.unwrap_or(1),
            latest: schema.latest_schema_version.unwrap_or(0),
            next: schema.next_schema_version.unwrap_or(1),
            created: schema.created_time,
            updated: schema.updated_time,
        }))
    }

    /// The versions of a schema, oldest first, those that failed included.
    pub async fn schema_versions(&self, registry: &str, name: &str) -> Result<Vec<SchemaVersion>> {
        let mut versions = page::all("schema versions", |token| async move {
            let call = self.clients.glue.list_schema_versions().schema_id(schema_id(registry, name));
            let answer = call.set_next_token(token).send().await.named("glue", "ListSchemaVersions")?;
            let versions = answer.schemas.unwrap_or_default().into_iter().map(|version| SchemaVersion {
                id: version.schema_version_id.unwrap_or_default(),
                number: version.version_number.unwrap_or(0),
                status: version.status.map_or_else(String::new, |status| status.as_str().to_owned()),
                created: version.created_time,
            });
            Ok((versions.collect(), answer.next_token))
        })
        .await?;
        versions.sort_by_key(|version| version.number);
        Ok(versions)
    }

    /// A version with its definition, by its id.
    pub async fn schema_version(&self, id: &str) -> Result<(SchemaVersion, String)> {
        let call = self.clients.glue.get_schema_version().schema_version_id(id);
        let version = call.send().await.named("glue", "GetSchemaVersion")?;
        let shown = SchemaVersion {
            id: version.schema_version_id.unwrap_or_else(|| id.to_owned()),
            number: version.version_number.unwrap_or(0),
            status: version.status.map_or_else(String::new, |status| status.as_str().to_owned()),
            created: version.created_time,
        };
        Ok((shown, version.schema_definition.unwrap_or_default()))
    }
}

impl Read {
    /// The metadata of a version as pairs, sorted; a key with several values has a pair for each.
    pub async fn schema_version_metadata(&self, id: &str) -> Result<Vec<(String, String)>> {
        let mut pairs = page::all("schema version metadata", |token| async move {
            let call = self.clients.glue.query_schema_version_metadata().schema_version_id(id);
            let answer = call.set_next_token(token).send().await.named("glue", "QuerySchemaVersionMetadata")?;
            let mut pairs = Vec::new();
            for (key, info) in answer.metadata_info_map.unwrap_or_default() {
                let others = info.other_metadata_value_list.unwrap_or_default();
                let values =
                    info.metadata_value.into_iter().chain(others.into_iter().filter_map(|item| item.metadata_value));
                pairs.extend(values.map(|value| (key.clone(), value)));
            }
            Ok((pairs, answer.next_token))
        })
        .await?;
        pairs.sort();
        Ok(pairs)
    }

    /// The tags of a schema or registry, by its ARN.
    pub async fn registry_tags(&self, arn: &str) -> Result<BTreeMap<String, String>> {
        let answer = self.clients.glue.get_tags().resource_arn(arn).send().await.named("glue", "GetTags")?;
        Ok(answer.tags.unwrap_or_default().into_iter().collect())
    }
}

impl Write {
    /// Creates a registry.
    pub async fn create_registry(&self, name: &str, description: Option<&str>) -> Result<()> {
        let call = self.clients.glue.create_registry().registry_name(name);
        let call = call.set_description(description.map(str::to_owned));
        call.send().await.named("glue", "CreateRegistry").map(drop)
    }

    /// Changes a registry's description.
    pub async fn update_registry(&self, name: &str, description: &str) -> Result<()> {
        let call = self.clients.glue.update_registry().registry_id(registry_id(name)).description(description);
        call.send().await.named("glue", "UpdateRegistry").map(drop)
    }

    /// Deletes a registry with its schemas.
    pub async fn delete_registry(&self, name: &str) -> Result<()> {
        let call = self.clients.glue.delete_registry().registry_id(registry_id(name));
        call.send().await.named("glue", "DeleteRegistry").map(drop)
    }

    /// Creates a schema with its first version.
    pub async fn create_schema(&self, new: &NewSchema<'_>) -> Result<SchemaVersion> {
        let tags: HashMap<String, String> = new.tags.clone().into_iter().collect();
        let call = self
            .clients
            .glue
            .create_schema()
            .registry_id(registry_id(new.registry))
            .schema_name(new.name)
            .data_format(sdk::DataFormat::from(new.format.to_string().as_str()))
            .compatibility(sdk::Compatibility::from(new.mode.to_string().as_str()))
            .set_description(new.description.map(str::to_owned))
            .set_tags((!tags.is_empty()).then_some(tags))
            .schema_definition(new.definition);
        let answer = call.send().await.named("glue", "CreateSchema")?;
        Ok(SchemaVersion {
            id: answer.schema_version_id.unwrap_or_default(),
            number: answer.latest_schema_version.unwrap_or(1),
            status: answer.schema_version_status.map_or_else(String::new, |status| status.as_str().to_owned()),
            created: None,
        })
    }

    /// Registers a version; one that is pending is to be asked for again.
    pub async fn register_schema_version(&self, registry: &str, name: &str, definition: &str) -> Result<SchemaVersion> {
        let call = self.clients.glue.register_schema_version().schema_id(schema_id(registry, name));
        let answer = call.schema_definition(definition).send().await.named("glue", "RegisterSchemaVersion")?;
        Ok(SchemaVersion {
            id: answer.schema_version_id.unwrap_or_default(),
            number: answer.version_number.unwrap_or(0),
            status: answer.status.map_or_else(String::new, |status| status.as_str().to_owned()),
            created: None,
        })
    }

    /// Sets a schema's mode and checkpoint, which the service takes only together.
    pub async fn update_schema_mode(&self, registry: &str, name: &str, mode: Mode, checkpoint: i64) -> Result<()> {
        let number = sdk::SchemaVersionNumber::builder().version_number(checkpoint).build();
        let call = self.clients.glue.update_schema().schema_id(schema_id(registry, name));
        let call = call.compatibility(sdk::Compatibility::from(mode.to_string().as_str()));
        call.schema_version_number(number).send().await.named("glue", "UpdateSchema").map(drop)
    }

    /// Moves a schema's checkpoint; the mode stays.
    pub async fn update_schema_checkpoint(&self, registry: &str, name: &str, checkpoint: i64) -> Result<()> {
        let number = sdk::SchemaVersionNumber::builder().version_number(checkpoint).build();
        let call = self.clients.glue.update_schema().schema_id(schema_id(registry, name));
        call.schema_version_number(number).send().await.named("glue", "UpdateSchema").map(drop)
    }

    /// Changes a schema's description.
    pub async fn update_schema_description(&self, registry: &str, name: &str, description: &str) -> Result<()> {
        let call = self.clients.glue.update_schema().schema_id(schema_id(registry, name));
        call.description(description).send().await.named("glue", "UpdateSchema").map(drop)
    }

    /// Adds a pair to a version's metadata.
    pub async fn put_schema_version_metadata(&self, id: &str, key: &str, value: &str) -> Result<()> {
        let pair = sdk::MetadataKeyValuePair::builder().metadata_key(key).metadata_value(value).build();
        let call = self.clients.glue.put_schema_version_metadata().schema_version_id(id).metadata_key_value(pair);
        call.send().await.named("glue", "PutSchemaVersionMetadata").map(drop)
    }

    /// Adds tags to a schema or registry.
    pub async fn tag_in_registry(&self, arn: &str, tags: &BTreeMap<String, String>) -> Result<()> {
        let mut call = self.clients.glue.tag_resource().resource_arn(arn);
        for (key, value) in tags {
            call = call.tags_to_add(key, value);
        }
        call.send().await.named("glue", "TagResource").map(drop)
    }

    /// Deletes versions; gives what the service says of each one that it does not delete.
    pub async fn delete_schema_versions(
        &self,
        registry: &str,
        name: &str,
        range: VersionRange,
    ) -> Result<Vec<(i64, String)>> {
        let call = self.clients.glue.delete_schema_versions().schema_id(schema_id(registry, name));
        let answer = call.versions(range.to_string()).send().await.named("glue", "DeleteSchemaVersions")?;
        let errors = answer.schema_version_errors.unwrap_or_default().into_iter().map(|item| {
            let details = item.error_details;
            let code = details.as_ref().and_then(|details| details.error_code.clone()).unwrap_or_default();
            let message = details.and_then(|details| details.error_message).unwrap_or_default();
            (item.version_number.unwrap_or(0), format!("{code}: {message}"))
        });
        Ok(errors.collect())
    }

    /// Deletes a schema with its versions.
    pub async fn delete_schema(&self, registry: &str, name: &str) -> Result<()> {
        let call = self.clients.glue.delete_schema().schema_id(schema_id(registry, name));
        call.send().await.named("glue", "DeleteSchema").map(drop)
    }
}

//! Registries, schemas and their versions.

use aws_sdk_glue::types as sdk;

use super::failure::Named;
use super::glue_catalog::absent;
use super::page;
use super::{Read, Write};
use crate::domain::registry::{Registry, Schema, SchemaSummary, SchemaVersion};
use crate::domain::schema::{DataFormat, Mode};
use crate::error::{Error, Result};

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
    pub async fn create_schema(
        &self,
        registry: Option<&str>,
        name: &str,
        format: DataFormat,
        mode: Mode,
        definition: &str,
    ) -> Result<SchemaVersion> {
        let call = self
            .clients
            .glue
            .create_schema()
            .set_registry_id(registry.map(registry_id))
            .schema_name(name)
            .data_format(sdk::DataFormat::from(format.to_string().as_str()))
            .compatibility(sdk::Compatibility::from(mode.to_string().as_str()))
            .schema_definition(definition);
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

    /// Deletes a schema with its versions.
    pub async fn delete_schema(&self, registry: &str, name: &str) -> Result<()> {
        let call = self.clients.glue.delete_schema().schema_id(schema_id(registry, name));
        call.send().await.named("glue", "DeleteSchema").map(drop)
    }
}

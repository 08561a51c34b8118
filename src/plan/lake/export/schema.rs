//! Registries and schemas.

use serde_json::json;

use super::Export;
use crate::domain::lake_file::Entry;
use crate::domain::schema::DataFormat;
use crate::error::Result;
use crate::ops::schema::registered;

impl Export<'_> {
    pub(super) async fn schemas(&mut self) -> Result<()> {
        if !self.part.has("registries") && !self.part.has("schemas") {
            return Ok(());
        }
        for registry in self.read.registries().await? {
            if self.part.has("registries") {
                let entry = Entry::new("registries", &registry.name).with("description", json!(registry.description));
                self.entries.push(entry);
            }
            if !self.part.has("schemas") {
                continue;
            }
            for summary in self.read.schemas(Some(&registry.name)).await? {
                let full_name = format!("{}/{}", registry.name, summary.name);
                let Some(found) = registered(self.read, &registry.name, &summary.name).await? else { continue };
                let Some(latest) = found.versions.last() else {
                    self.leave_out(format!("schema {full_name}"), "it has no available version");
                    continue;
                };
                let extension = match found.schema.format {
                    DataFormat::Avro => "avsc",
                    DataFormat::Json => "json",
                    DataFormat::Protobuf => "proto",
                };
                let file = format!("schemas/{full_name}.{extension}");
                if crate::domain::lake_file::inside(&file).is_err() {
                    self.leave_out(format!("schema {full_name}"), "no file can have its name");
                    continue;
                }
                let tags = match &found.schema.arn {
                    Some(arn) => self.read.registry_tags(arn).await?,
                    None => Default::default(),
                };
                self.files.insert(file.clone(), latest.definition.clone());
                self.entries.push(
                    Entry::new("schemas", full_name)
                        .with("file", file)
                        .with("compatibility", found.schema.mode.to_string())
                        .with("description", json!(found.schema.description))
                        .with("tags", json!(tags)),
                );
            }
        }
        Ok(())
    }
}

//! Registries as resources.

use serde_json::json;

use crate::aws::{Read, Write};
use crate::domain::registry::Registry;
use crate::error::Result;
use crate::{Change, Resource, Step};

/// A registry that should be there. What is not given stays as it is.
#[derive(Debug, Clone)]
pub struct RegistryResource {
    pub name: String,
    pub description: Option<String>,
}

impl Resource for RegistryResource {
    type Live = Registry;

    async fn read(&self, read: &Read) -> Result<Option<Registry>> {
        read.registry(&self.name).await
    }

    fn diff(&self, live: Option<&Registry>) -> Result<Step> {
        let old = live.and_then(|registry| registry.description.clone());
        let new = self.description.clone().or_else(|| old.clone());
        let changes = Change::between("description", json!(old), json!(new)).into_iter().collect();
        Ok(Step::new("registry", self.name.as_str(), live.is_some(), changes))
    }

    async fn apply(&self, live: Option<&Registry>, _step: &Step, write: &Write) -> Result<()> {
        match live {
            None => write.create_registry(&self.name, self.description.as_deref()).await,
            Some(_) => write.update_registry(&self.name, self.description.as_deref().unwrap_or_default()).await,
        }
    }
}

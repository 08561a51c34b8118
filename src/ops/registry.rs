//! Registries.

use crate::aws::Read;
use crate::domain::registry::{Registry, SchemaSummary};
use crate::error::Result;
use crate::require::{Sought, require_read};

/// Every registry, by name.
pub async fn list(read: &Read) -> Result<Vec<Registry>> {
    let mut registries = read.registries().await?;
    registries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(registries)
}

/// A registry that must be there.
pub async fn need(read: &Read, name: &str) -> Result<Registry> {
    let sought = Sought { what: format!("registry `{name}`"), typed: name, list: "lakectl registry list".to_owned() };
    let known = || async { Ok(read.registries().await?.into_iter().map(|registry| registry.name).collect()) };
    require_read(read.registry(name).await, sought, known).await
}

/// A registry with its schemas.
pub async fn show(read: &Read, name: &str) -> Result<(Registry, Vec<SchemaSummary>)> {
    let registry = need(read, name).await?;
    let mut schemas = read.schemas(Some(name)).await?;
    schemas.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((registry, schemas))
}

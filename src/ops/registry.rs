//! Registries.

use crate::aws::Read;
use crate::domain::registry::{Registry, SchemaSummary};
use crate::error::{Error, Result};

/// Every registry, by name.
pub async fn list(read: &Read) -> Result<Vec<Registry>> {
    let mut registries = read.registries().await?;
    registries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(registries)
}

/// A registry that must be there.
pub async fn need(read: &Read, name: &str) -> Result<Registry> {
    if let Some(registry) = read.registry(name).await? {
        return Ok(registry);
    }
    let known = read.registries().await?;
    Err(Error::not_found(format!("there is no registry `{name}`"))
        .did_you_mean(name, known.iter().map(|registry| registry.name.as_str()))
        .hint("lakectl registry list"))
}

/// A registry with its schemas.
pub async fn show(read: &Read, name: &str) -> Result<(Registry, Vec<SchemaSummary>)> {
    let registry = need(read, name).await?;
    let mut schemas = read.schemas(Some(name)).await?;
    schemas.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((registry, schemas))
}

//! Resources as they are typed.

use crate::cli::place;
use crate::context::Ctx;
use crate::domain::permission::Resource;
use crate::domain::zone::Zone;
use crate::error::{Error, Result};
use crate::ops;

/// What can be typed, for messages.
const FORMS: &str = "write db, db.table, db.*, s3://bucket/prefix, zone:path, tag:EXPR, tag-db:EXPR, tag-key:KEY, tag-expression:NAME or \
     catalog";

/// A resource as it is typed, with zones looked up and tags checked.
pub async fn resolve(ctx: &Ctx, text: &str) -> Result<Resource> {
    if let Some((name, path)) = text.split_once(':')
        && !path.starts_with("//")
        && let Some(bucket) = place::zone(ctx, name).await?
    {
        return target(&format!("s3://{bucket}/{}", path.trim_start_matches('/')));
    }
    if let Some((name, path)) = text.split_once(':')
        && let Some(zone) = Zone::ALL.into_iter().find(|zone| zone.name() == name)
    {
        let bucket = ops::bucket::of_zone(ctx.read().await?, zone).await?;
        return target(&format!("s3://{bucket}/{}", path.trim_start_matches('/')));
    }
    let resource = target(text)?;
    match &resource {
        Resource::TagPolicy { expression, .. } => ops::tag::check(ctx.read().await?, expression).await?,
        Resource::TagExpression { name } => drop(ops::tag::need_expression(ctx.read().await?, name).await?),
        Resource::Tag { key, values } => {
            let tag = ops::tag::need(ctx.read().await?, key).await?;
            if let Some(value) = values.iter().find(|value| *value != "*" && !tag.values.contains(value)) {
                return Err(Error::not_found(format!("LF-tag `{key}` has no value `{value}`"))
                    .did_you_mean(value, tag.values.iter().map(String::as_str)));
            }
        }
        _ => {}
    }
    Ok(resource)
}

/// A resource as it is typed.
pub fn target(text: &str) -> Result<Resource> {
    if text == "catalog" {
        return Ok(Resource::Catalog);
    }
    if let Some(place) = text.strip_prefix("s3://") {
        let place = place.trim_end_matches('/');
        if place.is_empty() {
            return Err(Error::usage(format!("`{text}` names no bucket")));
        }
        return Ok(Resource::DataLocation { arn: format!("arn:aws:s3:::{place}") });
    }
    if let Some(by_tag) = Resource::by_tag(text) {
        return by_tag.map_err(Error::usage);
    }
    match text.split_once('.') {
        None if !text.is_empty() && !text.contains(':') => Ok(Resource::database(text)),
        Some((database, "*")) if !database.is_empty() => Ok(Resource::AllTables { database: database.to_lowercase() }),
        Some((database, table)) if !database.is_empty() && !table.is_empty() => Ok(Resource::table(database, table)),
        _ => Err(Error::usage(format!("`{text}` is no resource")).hint(FORMS)),
    }
}

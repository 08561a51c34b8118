//! Registered locations.

use crate::aws::Read;
use crate::domain::permission::Location;
use crate::error::{Error, Result};

/// Every registered location, by place.
pub async fn list(read: &Read) -> Result<Vec<Location>> {
    let mut locations = read.locations().await?;
    locations.sort_by(|a, b| a.arn.cmp(&b.arn));
    Ok(locations)
}

/// A location that must be registered, by its ARN.
pub async fn need(read: &Read, arn: &str) -> Result<Location> {
    if let Some(location) = read.location(arn).await? {
        return Ok(location);
    }
    let known: Vec<String> = list(read).await?.iter().map(Location::uri).collect();
    let wanted = format!("s3://{}/", arn.strip_prefix("arn:aws:s3:::").unwrap_or(arn));
    Err(Error::not_found(format!("{wanted} is not registered"))
        .did_you_mean(&wanted, known.iter().map(String::as_str))
        .hint("lakectl location list"))
}

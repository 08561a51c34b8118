//! The grants that bear on a place in S3.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::list::entries;
use super::resource::location;
use super::settings::{check_catalog, require_admin};
use super::{grants, objects};
use crate::domain::permission::Resource;
use crate::paging::Page;
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "GetEffectivePermissionsForPath", run: Run::Sync(for_path) }];

/// Grants on the location itself, on what it is within, and on the databases and tables that lie in it.
fn for_path(call: &Call) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let page = Page::read(call, 1000, 1000)?;
    let arn = location(call.input().string("ResourceArn")?)?;
    let path = format!("{}/", arn.trim_start_matches("arn:aws:s3:::"));
    let region = call.caller.region.as_str();
    let found = call.lake.store().read(|tx| {
        require_admin(tx, &call.caller)?;
        let mut found: BTreeMap<String, Value> = BTreeMap::new();
        for record in grants::all(tx, region)? {
            let Some(grant) = record.grants.first() else { continue };
            let place = match &grant.resource {
                Resource::DataLocation { arn } => Some(arn.trim_start_matches("arn:aws:s3:::").to_owned()),
                Resource::Database { database } => objects::database_document(tx, region, database)
                    .ok()
                    .and_then(|document| s3_path(&document["LocationUri"])),
                Resource::Table { database, table } => objects::table_document(tx, region, database, table)
                    .ok()
                    .and_then(|document| s3_path(&document["StorageDescriptor"]["Location"])),
                _ => None,
            };
            let Some(place) = place.map(|place| format!("{}/", place.trim_end_matches('/'))) else { continue };
            let within = matches!(grant.resource, Resource::DataLocation { .. }) && path.starts_with(&place);
            if within || place.starts_with(&path) {
                found.extend(entries(&call.caller.account, &record).into_iter().map(|entry| (entry.name, entry.wire)));
            }
        }
        Ok::<_, ServiceError>(found)
    })?;
    let (permissions, token) = page.cut(found);
    Ok(json!({ "Permissions": permissions, "NextToken": token }))
}

fn s3_path(uri: &Value) -> Option<String> {
    uri.as_str()?.strip_prefix("s3://").map(str::to_owned)
}

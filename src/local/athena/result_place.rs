//! Where a caller may have a query's result written. A file in the folder of a table would be rows of it.

use serde_json::Value;

use super::workgroup;
use crate::glue::catalog;
use crate::lakeformation::place::{covers, touches_registered};
use crate::lakeformation::settings::is_admin;
use crate::s3::access::policy_allows;
use crate::store::{StoreError, Tx};
use crate::wire::{Call, ServiceError};

/// The folder below a result's place in which CREATE TABLE AS puts the files of tables.
const TABLES: &str = "tables";

/// Fails unless the caller may have a file written at `uri`: administrators anywhere, others where the workgroup says, where
/// the bucket's policy lets them write themselves, and outside of all data. `place` is the folder that was asked for.
pub fn require(tx: &Tx<'_>, call: &Call, of_group: &Value, place: &str, uri: &str) -> Result<(), ServiceError> {
    let caller = &call.caller;
    let same = |left: &str, right: &str| left.trim_end_matches('/') == right.trim_end_matches('/');
    if of_group["OutputLocation"].as_str().is_some_and(|own| same(own, place))
        || caller.vouched
        || is_admin(tx, &caller.region, &caller.account, &caller.principal)?
        || !holds_data(tx, &caller.region, uri)?
    {
        return Ok(());
    }
    let (bucket, key) = super::result_file::split(uri).unwrap_or_default();
    let resource = format!("arn:aws:s3:::{bucket}/{key}");
    let document = tx.get(crate::objects::BUCKET, "", bucket)?.unwrap_or_default();
    if policy_allows(&document, &caller.principal, &caller.account, "s3:PutObject", &resource)? {
        return Ok(());
    }
    Err(ServiceError::client(
        "AccessDeniedException",
        format!(
            "User: {} is not authorized to perform: s3:PutObject on resource: \"{resource}\"; that is a place of \
             data, results go where the workgroup says",
            caller.principal
        ),
    ))
}

/// Whether a file there would lie in a registered location, in the folder of a database, table or partition, or where
/// CREATE TABLE AS puts tables. The partitions are looked at last: there may be many.
fn holds_data(tx: &Tx<'_>, region: &str, uri: &str) -> Result<bool, StoreError> {
    let inside = |location: &Value| location.as_str().is_some_and(|location| covers(location, uri));
    if touches_registered(tx, region, uri)? || is_for_tables(tx, region, uri)? {
        return Ok(true);
    }
    let databases = catalog::databases(tx, region)?;
    if databases.iter().any(|database| inside(&database["LocationUri"])) {
        return Ok(true);
    }
    let mut keyed = Vec::new();
    for database in &databases {
        let database = database["Name"].as_str().unwrap_or_default();
        for table in catalog::tables(tx, region, database)? {
            if inside(&table["StorageDescriptor"]["Location"]) {
                return Ok(true);
            }
            if table["PartitionKeys"].as_array().is_some_and(|keys| !keys.is_empty()) {
                keyed.push((database.to_owned(), table["Name"].as_str().unwrap_or_default().to_owned()));
            }
        }
    }
    for (database, table) in &keyed {
        let partitions = catalog::partitions(tx, region, database, table)?;
        if partitions.iter().any(|partition| inside(&partition["StorageDescriptor"]["Location"])) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a file there would lie among the tables that some workgroup's queries make.
fn is_for_tables(tx: &Tx<'_>, region: &str, uri: &str) -> Result<bool, StoreError> {
    Ok(workgroup::all(tx, region)?.values().any(|group| {
        group["Configuration"]["ResultConfiguration"]["OutputLocation"]
            .as_str()
            .is_some_and(|place| covers(&format!("{}/{TABLES}", place.trim_end_matches('/')), uri))
    }))
}

//! Keys for the bytes of one table or partition, for engines that read the files themselves.
//!
//! Source: Lake Formation API reference, GetTemporaryGlueTableCredentials and GetTemporaryGluePartitionCredentials, and
//! the Developer Guide, "Application integration for full table access" and "for credential vending".

use serde_json::{Value, json};

use super::access::{self, TableAccess};
use super::location;
use super::settings;
use crate::check;
use crate::credentials::Session;
use crate::domain::permission::{Permission, Resource};
use crate::glue::catalog;
use crate::store::Tx;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetTemporaryGluePartitionCredentials", run: Run::Sync(for_partition) },
    Operation { name: "GetTemporaryGlueTableCredentials", run: Run::Sync(for_table) },
];

/// Which bytes, and through which registration.
struct Place {
    bucket: String,
    prefix: String,
}

fn for_table(call: &Call) -> Reply {
    let input = call.input();
    let (database, name) = table_of(call, input)?;
    let place = call.lake.store().read(|tx| {
        let table = authorized(tx, call, &database, &name)?;
        place(tx, call, &table["StorageDescriptor"]["Location"])
    })?;
    let mut answer = keys(call, &place)?;
    answer["VendedS3Path"] = json!([format!("s3://{}/{}", place.bucket, place.prefix)]);
    Ok(answer)
}

fn for_partition(call: &Call) -> Reply {
    let input = call.input();
    let (database, name) = table_of(call, input)?;
    let values = input.structure("Partition")?.strings("Values")?;
    let place = call.lake.store().read(|tx| {
        authorized(tx, call, &database, &name)?;
        let partition = catalog::partition(tx, &call.caller.region, &database, &name, &values)?;
        let partition = partition.ok_or_else(|| not_found("Cannot find partition."))?;
        place(tx, call, &partition["StorageDescriptor"]["Location"])
    })?;
    keys(call, &place)
}

/// Database and table of `arn:aws:glue:REGION:ACCOUNT:table/DATABASE/TABLE`.
fn table_of(call: &Call, input: Input<'_>) -> Result<(String, String), ServiceError> {
    let arn = input.string("TableArn")?;
    let name = arn.strip_prefix(call.arn("glue", "table/").as_str()).and_then(|rest| rest.split_once('/'));
    match name {
        Some((database, table)) if !table.is_empty() && !table.contains('/') => {
            Ok((database.to_lowercase(), table.to_lowercase()))
        }
        _ => Err(ServiceError::invalid(format!("{arn} is no table of account {}", call.caller.account))),
    }
}

/// The table, when the caller may have its bytes.
fn authorized(tx: &Tx<'_>, call: &Call, database: &str, name: &str) -> Result<Value, ServiceError> {
    let (input, caller) = (call.input(), &call.caller);
    let table = catalog::table(tx, &caller.region, database, name)?.ok_or_else(|| not_found("Table not found."))?;
    let mut wanted = input.strings("Permissions")?;
    if wanted.is_empty() {
        wanted.push("SELECT");
    }
    let resource = Resource::Table { database: database.to_owned(), table: name.to_owned() };
    let mut restricted = None;
    for permission in wanted {
        check::one_of("Permissions", permission, &["ALL", "SELECT", "ALTER", "DROP", "DELETE", "INSERT", "DESCRIBE"])?;
        if permission == "SELECT" {
            match access::table_data(tx, caller, database, &table)? {
                TableAccess::Denied => {
                    return Err(denied("Insufficient Lake Formation permission(s): Required Select"));
                }
                TableAccess::Allowed(visible) => {
                    restricted = match (visible.columns.is_some(), visible.row_filter.is_some()) {
                        (_, true) => Some("CELL_FILTER_PERMISSION"),
                        (true, false) => Some("COLUMN_PERMISSION"),
                        (false, false) => None,
                    };
                }
            }
        } else {
            let permission: Permission =
                permission.parse().map_err(|_| ServiceError::invalid(format!("Unknown permission {permission}")))?;
            access::require(tx, caller, permission, &resource)?;
        }
    }
    let settings = settings::read(tx, &caller.region, &caller.account)?;
    let is_listed = settings["ExternalDataFilteringAllowList"].as_array().into_iter().flatten().any(|entry| {
        let name = entry["DataLakePrincipalIdentifier"].as_str().unwrap_or_default();
        name == caller.account || name == caller.principal
    });
    let filters_itself = settings["AllowExternalDataFiltering"] == true && is_listed;
    let whole_is_enough = settings["AllowFullTableExternalDataAccess"] == true && restricted.is_none();
    if !filters_itself && !whole_is_enough {
        return Err(denied(
            "The data lake settings let no external engine read this: set AllowFullTableExternalDataAccess for tables \
             that the caller may read whole, or AllowExternalDataFiltering with the caller in \
             ExternalDataFilteringAllowList for engines that filter themselves.",
        ));
    }
    if let Some(kind) = restricted
        && !input.strings("SupportedPermissionTypes")?.contains(&kind)
    {
        let message =
            format!("The caller's permissions on the table are of the type {kind}, which it does not support");
        return Err(ServiceError::client("PermissionTypeMismatchException", message));
    }
    Ok(table)
}

/// The registered place that a location is in.
fn place(tx: &Tx<'_>, call: &Call, location: &Value) -> Result<Place, ServiceError> {
    let uri = location.as_str().unwrap_or_default();
    let rest = ["s3://", "s3a://", "s3n://"].iter().find_map(|scheme| uri.strip_prefix(scheme));
    let (bucket, prefix) = rest
        .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
        .ok_or_else(|| ServiceError::invalid(format!("`{uri}` is no place in S3")))?;
    location::role_for(tx, &call.caller.region, bucket, prefix)?
        .ok_or_else(|| not_found(format!("{uri} is not in a location that is registered with Lake Formation")))?;
    Ok(Place { bucket: bucket.to_owned(), prefix: prefix.trim_end_matches('/').to_owned() })
}

/// Keys that reach the bytes of the place and no others; the names in its bucket can be listed.
fn keys(call: &Call, place: &Place) -> Reply {
    let input = call.input();
    let seconds = input.opt_integer("DurationSeconds")?.unwrap_or(3600);
    check::range("DurationSeconds", seconds, 900, 43_200)?;
    let wanted = input.strings("Permissions")?;
    let writes = wanted.iter().any(|permission| matches!(*permission, "ALL" | "INSERT" | "DELETE"));
    // Nothing asked for is SELECT, and nothing but SELECT reads.
    let reads = wanted.is_empty() || wanted.iter().any(|permission| matches!(*permission, "ALL" | "SELECT"));
    let mut actions = if reads { vec!["s3:GetObject"] } else { Vec::new() };
    if writes {
        actions.extend(["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]);
    }
    let below = if place.prefix.is_empty() { "*".to_owned() } else { format!("{}/*", place.prefix) };
    let policy = json!({ "Statement": [
        { "Effect": "Allow", "Principal": "*", "Action": actions,
          "Resource": format!("arn:aws:s3:::{}/{below}", place.bucket) },
        { "Effect": "Allow", "Principal": "*", "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
          "Resource": format!("arn:aws:s3:::{}", place.bucket) },
    ]});
    // The session is the caller's own: as the location's role it could ask for what that role was granted.
    let credential = call.lake.open_session(Session {
        principal: &call.caller.principal,
        seconds,
        policy: Some(policy),
        vouched: false,
        name: None,
    })?;
    Ok(json!({
        "AccessKeyId": credential.access_key,
        "SecretAccessKey": credential.secret_key,
        "SessionToken": credential.session_token,
        "Expiration": timestamp_millis(credential.expires.unwrap_or_default()),
    }))
}

fn denied(message: impl Into<String>) -> ServiceError {
    ServiceError::client("AccessDeniedException", message)
}

fn not_found(message: impl Into<String>) -> ServiceError {
    ServiceError::client("EntityNotFoundException", message)
}

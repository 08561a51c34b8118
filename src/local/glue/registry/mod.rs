//! The schema registry: registries, schemas, their versions and the versions' metadata.
//!
//! Invariants:
//! - A version's definition never changes; its number is never used again, not even when the version failed or went.
//! - A version is AVAILABLE only when the rules of `domain::schema` said that it fits. What they cannot judge is refused
//!   before a number is taken.
//! - The same definition registered twice is one version.

mod judge;
pub mod metadata;
pub mod registries;
pub mod schemas;
#[cfg(test)]
mod tests;
pub mod versions;

use serde_json::Value;

use crate::check;
use crate::store::{Tx, scope};
use crate::wire::{Call, Input, ServiceError};

/// The registry that is made when a schema is created without one.
const DEFAULT_REGISTRY: &str = "default-registry";

/// The document kind of registries; the scope is the region.
const REGISTRY: &str = "registry";
/// The document kind of schemas; the scope is the region and the registry.
const SCHEMA: &str = "schema";
/// The document kind of versions; the scope is the region, the registry and the schema, the name the padded number.
const VERSION: &str = "schema_version";
/// The document kind that finds a version by its id; the scope is the region.
const VERSION_ID: &str = "schema_version_id";

const NAME_PATTERN: &str = "[a-zA-Z0-9-_$#.]+";

/// Which schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaKey {
    registry: String,
    schema: String,
}

impl SchemaKey {
    fn scope(&self, call: &Call) -> String {
        call.scope(&[&self.registry, &self.schema])
    }

    fn arn(&self, call: &Call) -> String {
        call.arn("glue", &format!("schema/{}/{}", self.registry, self.schema))
    }
}

fn registry_arn(call: &Call, registry: &str) -> String {
    call.arn("glue", &format!("registry/{registry}"))
}

/// The name under which the store sorts version `number`.
fn version_name(number: i64) -> String {
    format!("{number:06}")
}

fn check_name(member: &str, name: &str) -> Result<(), ServiceError> {
    check::length(member, name, 1, 255)?;
    check::characters(member, name, NAME_PATTERN, |c| c.is_ascii_alphanumeric() || "-_$#.".contains(c))
}

/// The registry that a `RegistryId` names; `None` when the request has none.
fn opt_registry_id(call: &Call) -> Result<Option<String>, ServiceError> {
    let Some(id) = call.input().opt_structure("RegistryId")? else { return Ok(None) };
    match (id.opt_string("RegistryName")?, id.opt_string("RegistryArn")?) {
        (Some(name), None) => {
            check_name("RegistryName", name)?;
            Ok(Some(name.to_owned()))
        }
        (None, Some(arn)) => match resource_of(call, arn)?.split_once('/') {
            Some(("registry", name)) => Ok(Some(name.to_owned())),
            _ => Err(ServiceError::invalid(format!("{arn} is not the ARN of a registry"))),
        },
        _ => Err(ServiceError::invalid("One (and only one) of registryName or registryArn has to be provided. ")),
    }
}

/// The registry that a required `RegistryId` names.
fn registry_id(call: &Call) -> Result<String, ServiceError> {
    call.input().structure("RegistryId")?;
    opt_registry_id(call)?
        .ok_or_else(|| ServiceError::invalid("One (and only one) of registryName or registryArn has to be provided. "))
}

/// The schema that a `SchemaId` names; `None` when the request has none.
fn opt_schema_id(call: &Call) -> Result<Option<SchemaKey>, ServiceError> {
    let Some(id) = call.input().opt_structure("SchemaId")? else { return Ok(None) };
    let (arn, registry, schema) =
        (id.opt_string("SchemaArn")?, id.opt_string("RegistryName")?, id.opt_string("SchemaName")?);
    match (arn, registry, schema) {
        (None, Some(registry), Some(schema)) => {
            check_name("RegistryName", registry)?;
            check_name("SchemaName", schema)?;
            Ok(Some(SchemaKey { registry: registry.to_owned(), schema: schema.to_owned() }))
        }
        (Some(arn), None, None) => {
            let mut parts = resource_of(call, arn)?.split('/');
            match (parts.next(), parts.next(), parts.next(), parts.next()) {
                (Some("schema"), Some(registry), Some(schema), None) => {
                    Ok(Some(SchemaKey { registry: registry.to_owned(), schema: schema.to_owned() }))
                }
                _ => Err(ServiceError::invalid(format!("{arn} is not the ARN of a schema"))),
            }
        }
        _ => Err(ServiceError::invalid(
            "One (and only one) of (registryName and schemaName) or schemaArn has to be provided. ",
        )),
    }
}

/// The schema that a required `SchemaId` names.
fn schema_id(call: &Call) -> Result<SchemaKey, ServiceError> {
    call.input().structure("SchemaId")?;
    opt_schema_id(call)?.ok_or_else(|| {
        ServiceError::invalid("One (and only one) of (registryName and schemaName) or schemaArn has to be provided. ")
    })
}

/// What an ARN of this account, region and service names.
fn resource_of<'a>(call: &Call, arn: &'a str) -> Result<&'a str, ServiceError> {
    arn.strip_prefix(call.arn("glue", "").as_str()).ok_or_else(|| {
        ServiceError::invalid(format!("{arn} is not an ARN of account {} and this region", call.caller.account))
    })
}

/// Whether a registry, or a schema in it, is there.
pub fn exists(tx: &Tx<'_>, region: &str, registry: &str, schema: Option<&str>) -> Result<bool, ServiceError> {
    let found = match schema {
        None => tx.get(REGISTRY, &scope(&[region]), registry)?,
        Some(schema) => tx.get(SCHEMA, &scope(&[region, registry]), schema)?,
    };
    Ok(found.is_some())
}

fn registry_document(call: &Call, tx: &Tx<'_>, registry: &str) -> Result<Value, ServiceError> {
    tx.get(REGISTRY, &call.scope(&[]), registry)?.ok_or_else(|| {
        not_found(format!(
            "Registry is not found. RegistryName: {registry}, RegistryArn: {}",
            registry_arn(call, registry)
        ))
    })
}

fn schema_document(call: &Call, tx: &Tx<'_>, key: &SchemaKey) -> Result<Value, ServiceError> {
    tx.get(SCHEMA, &call.scope(&[&key.registry]), &key.schema)?.ok_or_else(|| {
        not_found(format!(
            "Schema is not found. RegistryName: {}, SchemaName: {}, SchemaArn: {}",
            key.registry,
            key.schema,
            key.arn(call)
        ))
    })
}

fn version_document(call: &Call, tx: &Tx<'_>, key: &SchemaKey, number: i64) -> Result<Value, ServiceError> {
    tx.get(VERSION, &key.scope(call), &version_name(number))?.ok_or_else(|| {
        not_found(format!(
            "Schema version is not found. RegistryName: {}, SchemaName: {}, VersionNumber: {number}, SchemaArn: {}",
            key.registry,
            key.schema,
            key.arn(call)
        ))
    })
}

/// The number that a `SchemaVersionNumber` structure names.
fn version_number(id: Input<'_>, schema: &Value) -> Result<i64, ServiceError> {
    match (id.opt_bool("LatestVersion")?.unwrap_or(false), id.opt_integer("VersionNumber")?) {
        (true, None) => Ok(schema["latest"].as_i64().unwrap_or(0)),
        (false, Some(number)) => {
            check::range("VersionNumber", number, 1, 100_000)?;
            Ok(number)
        }
        _ => Err(ServiceError::invalid("One (and only one) of VersionNumber or LatestVersion is required.")),
    }
}

/// The version that a request names: by its id, or by schema and number.
fn named_version(call: &Call, tx: &Tx<'_>) -> Result<(SchemaKey, Value), ServiceError> {
    let input = call.input();
    match (opt_schema_id(call)?, input.opt_string("SchemaVersionId")?) {
        (None, Some(id)) => {
            let is_id =
                id.len() == 36 && id.chars().all(|c| c == '-' || c.is_ascii_digit() || ('a'..='f').contains(&c));
            if !is_id {
                check::characters(
                    "SchemaVersionId",
                    id,
                    "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}",
                    |_| false,
                )?;
            }
            let place = tx
                .get(VERSION_ID, &call.scope(&[]), id)?
                .ok_or_else(|| not_found(format!("Schema version is not found. SchemaVersionId: {id}")))?;
            let part = |name: &str| place[name].as_str().unwrap_or_default().to_owned();
            let key = SchemaKey { registry: part("registry"), schema: part("schema") };
            let version = version_document(call, tx, &key, place["number"].as_i64().unwrap_or(0))?;
            Ok((key, version))
        }
        (Some(key), None) => {
            let schema = schema_document(call, tx, &key)?;
            let number = version_number(input.structure("SchemaVersionNumber")?, &schema)?;
            let version = version_document(call, tx, &key, number)?;
            Ok((key, version))
        }
        _ => Err(ServiceError::invalid(
            "One (and only one) of (SchemaId and SchemaVersionNumber) or SchemaVersionId has to be provided.",
        )),
    }
}

fn not_found(message: String) -> ServiceError {
    ServiceError::client("EntityNotFoundException", message)
}

fn already_exists(message: String) -> ServiceError {
    ServiceError::client("AlreadyExistsException", message)
}

/// Puts the members that have a value beside the others.
fn add(shape: &mut Value, member: &str, value: &Value) {
    if !value.is_null() {
        shape[member] = value.clone();
    }
}

//! Versions of schemas.

use serde_json::{Value, json};

use super::judge::{self, Judgment};
use super::schemas::{FORMATS, definition};
use super::{
    SCHEMA, SchemaKey, VERSION, VERSION_ID, add, named_version, not_found, schema_document, schema_id,
    version_document, version_name, version_number,
};
use crate::check;
use crate::clock::{new_id, rfc3339};
use crate::domain::text_diff;
use crate::paging::Page;
use crate::store::Tx;
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CheckSchemaVersionValidity", run: Run::Sync(check_validity) },
    Operation { name: "DeleteSchemaVersions", run: Run::Sync(delete) },
    Operation { name: "GetSchemaByDefinition", run: Run::Sync(get_by_definition) },
    Operation { name: "GetSchemaVersion", run: Run::Sync(get) },
    Operation { name: "GetSchemaVersionsDiff", run: Run::Sync(get_diff) },
    Operation { name: "ListSchemaVersions", run: Run::Sync(list) },
    Operation { name: "RegisterSchemaVersion", run: Run::Sync(register) },
];

/// Versions of an account and region, those that failed included. Source: AWS Glue quotas (adjustable on AWS).
const MOST_VERSIONS: usize = 1000;

/// Versions that one request may delete.
const MOST_DELETED: i64 = 25;

/// Stores a definition as the schema's next version; with a `reason` it is one that failed.
pub fn insert(
    call: &Call,
    tx: &Tx<'_>,
    key: &SchemaKey,
    schema: &mut Value,
    definition: &str,
    reason: Option<&str>,
) -> Result<Value, ServiceError> {
    if tx.count(VERSION_ID, &call.scope(&[]))? >= MOST_VERSIONS {
        return Err(ServiceError::client(
            "ResourceNumberLimitExceededException",
            "More schema versions cannot be created. The maximum limit has been reached.",
        ));
    }
    let number = schema["next"].as_i64().unwrap_or(1);
    let id = new_id();
    let version = json!({
        "id": id,
        "number": number,
        "definition": definition,
        "status": if reason.is_some() { "FAILURE" } else { "AVAILABLE" },
        "reason": reason,
        "created": rfc3339(call.now()),
        "metadata": [],
    });
    tx.put(VERSION, &key.scope(call), &version_name(number), &version)?;
    let place = json!({ "registry": key.registry, "schema": key.schema, "number": number });
    tx.put(VERSION_ID, &call.scope(&[]), &id, &place)?;
    schema["next"] = json!(number + 1);
    schema["latest"] = json!(number);
    if number == 1 {
        schema["checkpoint"] = json!(1);
    }
    Ok(version)
}

fn register(call: &Call) -> Reply {
    let key = schema_id(call)?;
    let text = call.input().string("SchemaDefinition")?;
    definition(text)?;
    call.lake.store().write(|tx| {
        let mut schema = schema_document(call, tx, &key)?;
        let format = schema["format"].as_str().unwrap_or_default().to_owned();
        judge::check_valid(&format, text)?;
        let available = available(tx, &key.scope(call))?;
        for (number, stored) in &available {
            if judge::same(&format, stored, text)? {
                return Ok(registered(&version_document(call, tx, &key, *number)?));
            }
        }
        if schema["compatibility"] == "DISABLED" && !available.is_empty() {
            return Err(ServiceError::invalid(format!(
                "Compatibility DISABLED does not allow versioning. SchemaId: SchemaId(schemaArn=null, schemaName={}, registryName={})",
                key.schema, key.registry
            )));
        }
        let version = match judge::judge(&schema, text, &available)? {
            Judgment::Fits => insert(call, tx, &key, &mut schema, text, None)?,
            Judgment::Breaks(reason) => insert(call, tx, &key, &mut schema, text, Some(&reason))?,
        };
        tx.put(SCHEMA, &call.scope(&[&key.registry]), &key.schema, &schema)?;
        Ok(registered(&version))
    })
}

fn registered(version: &Value) -> Value {
    json!({ "SchemaVersionId": version["id"], "VersionNumber": version["number"], "Status": version["status"] })
}

/// Number and definition of the available versions, oldest first.
fn available(tx: &Tx<'_>, scope: &str) -> Result<Vec<(i64, String)>, ServiceError> {
    let versions = tx.list(VERSION, scope)?.into_iter().map(|(_, version)| version);
    Ok(versions
        .filter(|version| version["status"] == "AVAILABLE")
        .map(|version| {
            (version["number"].as_i64().unwrap_or(0), version["definition"].as_str().unwrap_or_default().to_owned())
        })
        .collect())
}

fn get(call: &Call) -> Reply {
    call.lake.store().read(|tx| {
        let (key, version) = named_version(call, tx)?;
        let schema = schema_document(call, tx, &key)?;
        Ok(json!({
            "SchemaVersionId": version["id"],
            "SchemaDefinition": version["definition"],
            "DataFormat": schema["format"],
            "SchemaArn": key.arn(call),
            "VersionNumber": version["number"],
            "Status": version["status"],
            "CreatedTime": version["created"],
        }))
    })
}

fn get_by_definition(call: &Call) -> Reply {
    let key = schema_id(call)?;
    let text = call.input().string("SchemaDefinition")?;
    definition(text)?;
    call.lake.store().read(|tx| {
        let schema = schema_document(call, tx, &key)?;
        let format = schema["format"].as_str().unwrap_or_default();
        // A definition that failed once and was accepted later is the accepted one.
        let mut versions = tx.list(VERSION, &key.scope(call))?;
        versions.sort_by_key(|(_, version)| version["status"] != "AVAILABLE");
        for (_, version) in versions {
            if judge::same(format, version["definition"].as_str().unwrap_or_default(), text)? {
                return Ok(json!({
                    "SchemaVersionId": version["id"],
                    "SchemaArn": key.arn(call),
                    "DataFormat": format,
                    "Status": version["status"],
                    "CreatedTime": version["created"],
                }));
            }
        }
        Err(not_found(format!(
            "Schema is not found. RegistryName: {}, SchemaName: {}, SchemaArn: {}",
            key.registry,
            key.schema,
            key.arn(call)
        )))
    })
}

fn list(call: &Call) -> Reply {
    let key = schema_id(call)?;
    let page = Page::read(call, 100, 100)?;
    let all = call.lake.store().read(|tx| {
        schema_document(call, tx, &key)?;
        Ok::<_, ServiceError>(tx.list(VERSION, &key.scope(call))?)
    })?;
    let (versions, next) = page.cut(all.into_iter().map(|(name, version)| {
        let shape = json!({
            "SchemaArn": key.arn(call),
            "SchemaVersionId": version["id"],
            "VersionNumber": version["number"],
            "Status": version["status"],
            "CreatedTime": version["created"],
        });
        (name, shape)
    }));
    let mut answer = json!({ "Schemas": versions });
    add(&mut answer, "NextToken", &json!(next));
    Ok(answer)
}

fn get_diff(call: &Call) -> Reply {
    let key = schema_id(call)?;
    let input = call.input();
    check::one_of("SchemaDiffType", input.string("SchemaDiffType")?, &["SYNTAX_DIFF"])?;
    let (first, second) = (input.structure("FirstSchemaVersionNumber")?, input.structure("SecondSchemaVersionNumber")?);
    call.lake.store().read(|tx| {
        let schema = schema_document(call, tx, &key)?;
        let read = |id| {
            let version = version_document(call, tx, &key, version_number(id, &schema)?)?;
            Ok::<_, ServiceError>(version["definition"].as_str().unwrap_or_default().to_owned())
        };
        Ok(json!({ "Diff": text_diff::marked(&read(first)?, &read(second)?).join("\n") }))
    })
}

fn check_validity(call: &Call) -> Reply {
    let input = call.input();
    let format = input.string("DataFormat")?;
    check::one_of("DataFormat", format, &FORMATS)?;
    let text = input.string("SchemaDefinition")?;
    definition(text)?;
    Ok(match judge::first_error(format, text)? {
        None => json!({ "Valid": true }),
        Some(error) => json!({ "Valid": false, "Error": error.chars().take(5000).collect::<String>() }),
    })
}

/// `5` or `5-8`.
fn range(text: &str) -> Result<(i64, i64), ServiceError> {
    let number = |part: &str| {
        let is_number = !part.starts_with('0') && part.chars().all(|c| c.is_ascii_digit());
        part.parse::<i64>().ok().filter(|_| is_number)
    };
    let ends = match text.split_once('-') {
        Some((first, last)) => number(first).zip(number(last)),
        None => number(text).map(|only| (only, only)),
    };
    let Some((first, last)) = ends else {
        check::characters("Versions", text, "[1-9][0-9]*|[1-9][0-9]*-[1-9][0-9]*", |_| false)?;
        return Err(ServiceError::invalid("Versions must not be empty."));
    };
    if first > last {
        return Err(ServiceError::invalid(format!("Version range {text} begins after its end.")));
    }
    if last - first >= MOST_DELETED {
        return Err(ServiceError::invalid(format!("At most {MOST_DELETED} versions can be deleted in one request.")));
    }
    Ok((first, last))
}

/// Deletes a range: nothing when it covers the checkpoint; otherwise what can go, with an error per version that cannot.
fn delete(call: &Call) -> Reply {
    let key = schema_id(call)?;
    let (first, last) = range(call.input().string("Versions")?)?;
    call.lake.store().write(|tx| {
        let mut schema = schema_document(call, tx, &key)?;
        let checkpoint = schema["checkpoint"].as_i64().unwrap_or(1);
        let scope = key.scope(call);
        let covers_checkpoint =
            (first..=last).contains(&checkpoint) && tx.get(VERSION, &scope, &version_name(checkpoint))?.is_some();
        if covers_checkpoint && checkpoint != 1 {
            return Err(ServiceError::new(
                409,
                "ConcurrentModificationException",
                format!("Schema version {checkpoint} is the checkpoint of the schema and cannot be deleted."),
            ));
        }
        let mut errors = Vec::new();
        for number in first..=last {
            let refused = match tx.get(VERSION, &scope, &version_name(number))? {
                None => Some(("EntityNotFoundException", "Schema version is not found.")),
                Some(_) if number == 1 => Some(("InvalidInputException", "The first version cannot be deleted.")),
                Some(version) => {
                    tx.delete(VERSION, &scope, &version_name(number))?;
                    tx.delete(VERSION_ID, &call.scope(&[]), version["id"].as_str().unwrap_or_default())?;
                    None
                }
            };
            if let Some((code, message)) = refused {
                errors.push(json!({
                    "VersionNumber": number,
                    "ErrorDetails": { "ErrorCode": code, "ErrorMessage": message },
                }));
            }
        }
        let left = tx.list(VERSION, &scope)?;
        schema["latest"] = left.last().map_or(json!(0), |(_, version)| version["number"].clone());
        schema["updated"] = json!(rfc3339(call.now()));
        tx.put(SCHEMA, &call.scope(&[&key.registry]), &key.schema, &schema)?;
        Ok(json!({ "SchemaVersionErrors": errors }))
    })
}

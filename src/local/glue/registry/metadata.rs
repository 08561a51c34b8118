//! Metadata of versions: keys with one current value and those before it.

use serde_json::{Value, json};

use super::{SchemaKey, VERSION, add, already_exists, named_version, not_found, schema_document, version_name};
use crate::check;
use crate::clock::rfc3339;
use crate::paging::Page;
use crate::store::Tx;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "PutSchemaVersionMetadata", run: Run::Sync(put) },
    Operation { name: "QuerySchemaVersionMetadata", run: Run::Sync(query) },
    Operation { name: "RemoveSchemaVersionMetadata", run: Run::Sync(remove) },
];

/// Pairs of one version. Source: AWS Glue quotas.
const MOST_PAIRS: usize = 10;

fn checked<'a>(member: &str, text: &'a str, most: usize) -> Result<&'a str, ServiceError> {
    check::length(member, text, 1, most)?;
    check::characters(member, text, "[a-zA-Z0-9+-=._./@]+", |c| {
        // `+-=` is a range in the model's pattern.
        c.is_ascii_alphabetic() || ('+'..='=').contains(&c) || "._/@".contains(c)
    })?;
    Ok(text)
}

fn pair(call: &Call) -> Result<(&str, &str), ServiceError> {
    let pair = call.input().structure("MetadataKeyValue")?;
    Ok((
        checked("MetadataKey", pair.string("MetadataKey")?, 128)?,
        checked("MetadataValue", pair.string("MetadataValue")?, 256)?,
    ))
}

fn pairs(version: &Value) -> Vec<Value> {
    version["metadata"].as_array().cloned().unwrap_or_default()
}

fn put(call: &Call) -> Reply {
    let (name, value) = pair(call)?;
    call.lake.store().write(|tx| {
        let (key, mut version) = named_version(call, tx)?;
        let mut all = pairs(&version);
        if all.iter().any(|pair| pair["key"] == name && pair["value"] == value) {
            return Err(already_exists(format!(
                "Resource already exist for schema version id: {}, metadata key: {name}, metadata value: {value}",
                version["id"].as_str().unwrap_or_default()
            )));
        }
        if all.len() >= MOST_PAIRS {
            return Err(ServiceError::client(
                "ResourceNumberLimitExceededException",
                "Your resource limits for Schema Version Metadata have been exceeded.",
            ));
        }
        all.push(json!({ "key": name, "value": value, "created": rfc3339(call.now()) }));
        version["metadata"] = Value::Array(all);
        save(call, tx, &key, &version)?;
        answer(call, tx, &key, &version, (name, value))
    })
}

fn remove(call: &Call) -> Reply {
    let (name, value) = pair(call)?;
    call.lake.store().write(|tx| {
        let (key, mut version) = named_version(call, tx)?;
        let all = pairs(&version);
        let left: Vec<Value> =
            all.iter().filter(|pair| pair["key"] != name || pair["value"] != value).cloned().collect();
        if left.len() == all.len() {
            return Err(not_found(format!(
                "Resource not found for schema version id: {}, metadata key: {name}, metadata value: {value}",
                version["id"].as_str().unwrap_or_default()
            )));
        }
        version["metadata"] = Value::Array(left);
        save(call, tx, &key, &version)?;
        answer(call, tx, &key, &version, (name, value))
    })
}

fn save(call: &Call, tx: &Tx<'_>, key: &SchemaKey, version: &Value) -> Result<(), ServiceError> {
    let number = version["number"].as_i64().unwrap_or(0);
    Ok(tx.put(VERSION, &key.scope(call), &version_name(number), version)?)
}

fn answer(call: &Call, tx: &Tx<'_>, key: &SchemaKey, version: &Value, pair: (&str, &str)) -> Reply {
    let schema = schema_document(call, tx, key)?;
    Ok(json!({
        "SchemaArn": key.arn(call),
        "SchemaName": key.schema,
        "RegistryName": key.registry,
        "LatestVersion": schema["latest"] == version["number"],
        "VersionNumber": version["number"],
        "SchemaVersionId": version["id"],
        "MetadataKey": pair.0,
        "MetadataValue": pair.1,
    }))
}

fn query(call: &Call) -> Reply {
    let page = Page::read(call, 50, 50)?;
    let mut wanted = Vec::new();
    for filter in call.input().list("MetadataList")? {
        let filter = Input::new(filter);
        wanted.push((filter.opt_string("MetadataKey")?, filter.opt_string("MetadataValue")?));
    }
    call.lake.store().read(|tx| {
        let (_, version) = named_version(call, tx)?;
        let mut by_key: std::collections::BTreeMap<String, Vec<Value>> = std::collections::BTreeMap::new();
        for pair in pairs(&version) {
            let (name, value) = (pair["key"].as_str().unwrap_or_default(), pair["value"].as_str());
            let matches = wanted.is_empty()
                || wanted.iter().any(|(key, filter)| {
                    key.is_none_or(|key| key == name) && filter.is_none_or(|filter| Some(filter) == value)
                });
            if matches {
                let shape = json!({ "MetadataValue": pair["value"], "CreatedTime": pair["created"] });
                by_key.entry(name.to_owned()).or_default().push(shape);
            }
        }
        let (entries, next) = page.cut(by_key.into_iter().map(|(key, values)| (key.clone(), (key, values))));
        let mut map = json!({});
        for (key, mut values) in entries {
            // The newest value is the key's; the others come with it.
            let Some(mut current) = values.pop() else { continue };
            if !values.is_empty() {
                values.reverse();
                current["OtherMetadataValueList"] = Value::Array(values);
            }
            map[key] = current;
        }
        let mut answer = json!({ "MetadataInfoMap": map, "SchemaVersionId": version["id"] });
        add(&mut answer, "NextToken", &json!(next));
        Ok(answer)
    })
}

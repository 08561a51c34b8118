//! Schemas: a name, a format, a compatibility mode, a checkpoint.

use serde_json::{Value, json};

use super::registries::{self, description};
use super::{
    DEFAULT_REGISTRY, REGISTRY, SCHEMA, SchemaKey, add, already_exists, check_name, judge, opt_registry_id,
    registry_arn, registry_document, schema_document, schema_id, version_document, version_number, versions,
};
use crate::check;
use crate::clock::rfc3339;
use crate::glue::tag;
use crate::paging::Page;
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateSchema", run: Run::Sync(create) },
    Operation { name: "DeleteSchema", run: Run::Sync(delete) },
    Operation { name: "GetSchema", run: Run::Sync(get) },
    Operation { name: "ListSchemas", run: Run::Sync(list) },
    Operation { name: "UpdateSchema", run: Run::Sync(update) },
];

/// The model's values of `Compatibility`.
const MODES: [&str; 8] = ["NONE", "DISABLED", "BACKWARD", "BACKWARD_ALL", "FORWARD", "FORWARD_ALL", "FULL", "FULL_ALL"];

/// The model's values of `DataFormat`.
pub const FORMATS: [&str; 3] = ["AVRO", "JSON", "PROTOBUF"];

/// A definition in a request, within the model's limits.
pub fn definition(text: &str) -> Result<(), ServiceError> {
    check::length("SchemaDefinition", text, 1, 170_000)?;
    if text.trim().is_empty() {
        check::characters("SchemaDefinition", text, r".*\S.*", |_| false)?;
    }
    Ok(())
}

fn create(call: &Call) -> Reply {
    let input = call.input();
    let name = input.string("SchemaName")?;
    check_name("SchemaName", name)?;
    let format = input.string("DataFormat")?;
    check::one_of("DataFormat", format, &FORMATS)?;
    let mode = input.opt_string("Compatibility")?.unwrap_or("NONE");
    check::one_of("Compatibility", mode, &MODES)?;
    let description = description(call)?;
    let tags = tag::given(&input)?;
    let definition_text = input.opt_string("SchemaDefinition")?;
    if let Some(text) = definition_text {
        definition(text)?;
        judge::check_valid(format, text)?;
    }
    let named_registry = opt_registry_id(call)?;
    let registry = named_registry.clone().unwrap_or_else(|| DEFAULT_REGISTRY.to_owned());
    let key = SchemaKey { registry, schema: name.to_owned() };
    call.lake.store().write(|tx| {
        if named_registry.is_some() {
            registry_document(call, tx, &key.registry)?;
        } else if tx.get(REGISTRY, &call.scope(&[]), DEFAULT_REGISTRY)?.is_none() {
            registries::insert(call, tx, DEFAULT_REGISTRY, None)?;
        }
        if tx.get(SCHEMA, &call.scope(&[&key.registry]), name)?.is_some() {
            return Err(already_exists(format!(
                "Schema already exists. RegistryName: {}, SchemaName: {name}, SchemaArn: {}",
                key.registry,
                key.arn(call)
            )));
        }
        let now = rfc3339(call.now());
        let mut document = json!({
            "format": format,
            "compatibility": mode,
            "description": description,
            "checkpoint": 1,
            "latest": 0,
            "next": 1,
            "created": now,
            "updated": now,
        });
        let version = match definition_text {
            Some(text) => Some(versions::insert(call, tx, &key, &mut document, text, None)?),
            None => None,
        };
        tx.put(SCHEMA, &call.scope(&[&key.registry]), name, &document)?;
        let mut shape = shape(call, &key, &document);
        for member in ["CreatedTime", "UpdatedTime"] {
            shape.as_object_mut().expect("a shape is an object").remove(member);
        }
        shape["Tags"] = json!(tags);
        if let Some(version) = version {
            shape["SchemaVersionId"] = version["id"].clone();
            shape["SchemaVersionStatus"] = version["status"].clone();
        }
        tag::set(tx, &key.arn(call), tags)?;
        Ok(shape)
    })
}

fn shape(call: &Call, key: &SchemaKey, document: &Value) -> Value {
    let mut shape = json!({
        "RegistryName": key.registry,
        "RegistryArn": registry_arn(call, &key.registry),
        "SchemaName": key.schema,
        "SchemaArn": key.arn(call),
        "DataFormat": document["format"],
        "Compatibility": document["compatibility"],
        "SchemaCheckpoint": document["checkpoint"],
        "LatestSchemaVersion": document["latest"],
        "NextSchemaVersion": document["next"],
        "SchemaStatus": "AVAILABLE",
        "CreatedTime": document["created"],
        "UpdatedTime": document["updated"],
    });
    add(&mut shape, "Description", &document["description"]);
    shape
}

fn get(call: &Call) -> Reply {
    let key = schema_id(call)?;
    let document = call.lake.store().read(|tx| schema_document(call, tx, &key))?;
    Ok(shape(call, &key, &document))
}

fn list(call: &Call) -> Reply {
    let page = Page::read(call, 100, 100)?;
    let registry = opt_registry_id(call)?;
    let all = call.lake.store().read(|tx| {
        let registries = match registry {
            Some(name) => {
                registry_document(call, tx, &name)?;
                vec![name]
            }
            None => tx.list(REGISTRY, &call.scope(&[]))?.into_iter().map(|(name, _)| name).collect(),
        };
        let mut all = Vec::new();
        for registry in registries {
            for (schema, document) in tx.list(SCHEMA, &call.scope(&[&registry]))? {
                let key = SchemaKey { registry: registry.clone(), schema };
                let mut shape = json!({
                    "RegistryName": key.registry,
                    "SchemaName": key.schema,
                    "SchemaArn": key.arn(call),
                    "SchemaStatus": "AVAILABLE",
                    "CreatedTime": document["created"],
                    "UpdatedTime": document["updated"],
                });
                add(&mut shape, "Description", &document["description"]);
                // Sorted as the loops go: the separator is smaller than any character of a name.
                all.push((format!("{}\u{1}{}", key.registry, key.schema), shape));
            }
        }
        Ok::<_, ServiceError>(all)
    })?;
    let (schemas, next) = page.cut(all);
    let mut answer = json!({ "Schemas": schemas });
    add(&mut answer, "NextToken", &json!(next));
    Ok(answer)
}

/// A new mode needs a checkpoint with it; the history is not judged again. Source: Glue API reference, UpdateSchema.
fn update(call: &Call) -> Reply {
    let key = schema_id(call)?;
    let input = call.input();
    let mode = input.opt_string("Compatibility")?;
    if let Some(mode) = mode {
        check::one_of("Compatibility", mode, &MODES)?;
    }
    let description = description(call)?;
    let checkpoint = input.opt_structure("SchemaVersionNumber")?;
    if mode.is_some() && checkpoint.is_none() {
        return Err(ServiceError::invalid(
            "The checkpoint version number is required when the compatibility setting is updated.",
        ));
    }
    if mode.is_none() && checkpoint.is_none() && description.is_none() {
        return Err(ServiceError::invalid(
            "At least one of Description, Compatibility or SchemaVersionNumber has to be provided.",
        ));
    }
    call.lake.store().write(|tx| {
        let mut document = schema_document(call, tx, &key)?;
        if let Some(checkpoint) = checkpoint {
            let number = version_number(checkpoint, &document)?;
            let version = version_document(call, tx, &key, number)?;
            if version["status"] != "AVAILABLE" {
                return Err(ServiceError::invalid(format!(
                    "Schema version {number} is not available and cannot be the checkpoint."
                )));
            }
            document["checkpoint"] = json!(number);
        }
        if let Some(mode) = mode {
            document["compatibility"] = json!(mode);
        }
        if description.is_some() {
            document["description"] = json!(description);
        }
        document["updated"] = json!(rfc3339(call.now()));
        tx.put(SCHEMA, &call.scope(&[&key.registry]), &key.schema, &document)?;
        Ok(json!({ "SchemaArn": key.arn(call), "SchemaName": key.schema, "RegistryName": key.registry }))
    })
}

fn delete(call: &Call) -> Reply {
    let key = schema_id(call)?;
    call.lake.store().write(|tx| {
        schema_document(call, tx, &key)?;
        registries::remove_schema(call, tx, &key.registry, &key.schema)?;
        Ok(json!({ "SchemaArn": key.arn(call), "SchemaName": key.schema, "Status": "DELETING" }))
    })
}

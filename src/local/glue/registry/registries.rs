//! Registries.

use serde_json::{Value, json};

use super::{
    REGISTRY, SCHEMA, VERSION, VERSION_ID, add, already_exists, check_name, registry_arn, registry_document,
    registry_id,
};
use crate::check;
use crate::clock::rfc3339;
use crate::glue::tag;
use crate::paging::Page;
use crate::store::Tx;
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateRegistry", run: Run::Sync(create) },
    Operation { name: "DeleteRegistry", run: Run::Sync(delete) },
    Operation { name: "GetRegistry", run: Run::Sync(get) },
    Operation { name: "ListRegistries", run: Run::Sync(list) },
    Operation { name: "UpdateRegistry", run: Run::Sync(update) },
];

/// Registries of an account and region. Source: AWS Glue quotas (adjustable on AWS).
const MOST_REGISTRIES: usize = 10;

/// The description in a request, checked.
pub fn description(call: &Call) -> Result<Option<&str>, ServiceError> {
    let description = call.input().opt_string("Description")?;
    if let Some(text) = description {
        check::length("Description", text, 0, 2048)?;
        check::characters("Description", text, r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*", |c| {
            !c.is_control() || matches!(c, '\r' | '\n' | '\t')
        })?;
    }
    Ok(description)
}

/// Makes a registry in a transaction of the caller's.
pub fn insert(call: &Call, tx: &Tx<'_>, name: &str, description: Option<&str>) -> Result<(), ServiceError> {
    let scope = call.scope(&[]);
    if tx.get(REGISTRY, &scope, name)?.is_some() {
        return Err(already_exists(format!("Registry already exists. RegistryName: {name}")));
    }
    if tx.count(REGISTRY, &scope)? >= MOST_REGISTRIES {
        return Err(ServiceError::client(
            "ResourceNumberLimitExceededException",
            "More registries cannot be created. The maximum limit has been reached.",
        ));
    }
    let now = rfc3339(call.now());
    tx.put(REGISTRY, &scope, name, &json!({ "description": description, "created": now, "updated": now }))?;
    Ok(())
}

fn create(call: &Call) -> Reply {
    let input = call.input();
    let (name, description) = (input.string("RegistryName")?, description(call)?);
    check_name("RegistryName", name)?;
    let tags = tag::given(&input)?;
    let arn = registry_arn(call, name);
    call.lake.store().write(|tx| {
        insert(call, tx, name, description)?;
        let mut shape = json!({ "RegistryArn": arn, "RegistryName": name, "Tags": tags });
        add(&mut shape, "Description", &json!(description));
        tag::set(tx, &arn, tags)?;
        Ok(shape)
    })
}

fn shape(call: &Call, name: &str, document: &Value) -> Value {
    let mut shape = json!({
        "RegistryName": name,
        "RegistryArn": registry_arn(call, name),
        "Status": "AVAILABLE",
        "CreatedTime": document["created"],
        "UpdatedTime": document["updated"],
    });
    add(&mut shape, "Description", &document["description"]);
    shape
}

fn get(call: &Call) -> Reply {
    let name = registry_id(call)?;
    let document = call.lake.store().read(|tx| registry_document(call, tx, &name))?;
    Ok(shape(call, &name, &document))
}

fn list(call: &Call) -> Reply {
    let page = Page::read(call, 100, 100)?;
    let all = call.lake.store().read(|tx| tx.list(REGISTRY, &call.scope(&[])))?;
    let (registries, next) = page.cut(all.into_iter().map(|(name, document)| {
        let shape = shape(call, &name, &document);
        (name, shape)
    }));
    let mut answer = json!({ "Registries": registries });
    add(&mut answer, "NextToken", &json!(next));
    Ok(answer)
}

fn update(call: &Call) -> Reply {
    let name = registry_id(call)?;
    call.input().string("Description")?;
    let description = description(call)?;
    call.lake.store().write(|tx| {
        let mut document = registry_document(call, tx, &name)?;
        document["description"] = json!(description);
        document["updated"] = json!(rfc3339(call.now()));
        tx.put(REGISTRY, &call.scope(&[]), &name, &document)?;
        Ok(json!({ "RegistryName": name, "RegistryArn": registry_arn(call, &name) }))
    })
}

/// A registry goes with its schemas, their versions and all metadata.
fn delete(call: &Call) -> Reply {
    let name = registry_id(call)?;
    let arn = registry_arn(call, &name);
    call.lake.store().write(|tx| {
        registry_document(call, tx, &name)?;
        for (schema, _) in tx.list(SCHEMA, &call.scope(&[&name]))? {
            remove_schema(call, tx, &name, &schema)?;
        }
        tx.delete(REGISTRY, &call.scope(&[]), &name)?;
        tag::remove_all(tx, &arn)?;
        Ok(json!({ "RegistryName": name, "RegistryArn": arn, "Status": "DELETING" }))
    })
}

/// Removes a schema with everything that is under it.
pub fn remove_schema(call: &Call, tx: &Tx<'_>, registry: &str, schema: &str) -> Result<(), ServiceError> {
    let scope = call.scope(&[registry, schema]);
    for (_, version) in tx.list(VERSION, &scope)? {
        tx.delete(VERSION_ID, &call.scope(&[]), version["id"].as_str().unwrap_or_default())?;
    }
    tx.delete_scope(VERSION, &scope)?;
    tx.delete(SCHEMA, &call.scope(&[registry]), schema)?;
    tag::remove_all(tx, &call.arn("glue", &format!("schema/{registry}/{schema}")))
}

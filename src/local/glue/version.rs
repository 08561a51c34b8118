//! Versions of tables: the current one, and those that updates have archived.

use serde_json::{Value, json};

use super::actor::Actor;
use super::page::{self, Page};
use super::{catalog, check, governance, table};
use crate::domain::permission::Permission;
use crate::store::Tx;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetTableVersion", run: Run::Sync(get) },
    Operation { name: "GetTableVersions", run: Run::Sync(list) },
    Operation { name: "DeleteTableVersion", run: Run::Sync(delete) },
    Operation { name: "BatchDeleteTableVersion", run: Run::Sync(batch_delete) },
];

/// Versions that one BatchDeleteTableVersion takes. Source: AWS Glue service model.
const BATCH_DELETE: usize = 100;

fn get(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let wanted = call.input().opt_string("VersionId")?.map(number).transpose()?;
    let document = call.lake.store().read(|tx| {
        let current = table::visible(tx, call, &database, &name)?;
        match wanted {
            None => Ok(current),
            Some(version) if version == catalog::version_of(&current) => Ok(current),
            Some(version) => {
                let scope = call.scope(&[&database, &name]);
                let former = tx.get(catalog::VERSION, &scope, &catalog::version_name(version))?;
                let former = former.ok_or_else(|| no_version(&version.to_string()))?;
                governance::visible_version(tx, &call.caller, former)?
                    .ok_or_else(|| governance::denied("Select", &name))
            }
        }
    })?;
    Ok(json!({ "TableVersion": version(document) }))
}

fn list(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let page = Page::of(&call.input(), 100)?;
    let found = call.lake.store().read(|tx| {
        let current = table::visible(tx, call, &database, &name)?;
        let mut versions = Vec::new();
        for (place, former) in tx.list(catalog::VERSION, &call.scope(&[&database, &name]))? {
            if let Some(former) = governance::visible_version(tx, &call.caller, former)? {
                versions.push((place, former));
            }
        }
        versions.push((catalog::version_name(catalog::version_of(&current)), current));
        // Newest first: pages are cut by how far a version is from the last one possible.
        let newest_first = versions.into_iter().rev().map(|(_, document)| {
            let place = catalog::version_name(u64::MAX - catalog::version_of(&document));
            (place, version(document))
        });
        Ok::<_, ServiceError>(page::items(newest_first, &page))
    })?;
    Ok(found.into_output("TableVersions"))
}

fn delete(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let wanted = call.input().string("VersionId")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| remove(tx, &actor, &database, &name, wanted))?;
    Ok(json!({}))
}

fn batch_delete(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    check::count("VersionIds", input.list("VersionIds")?, BATCH_DELETE)?;
    let wanted = input.strings("VersionIds")?;
    let actor = Actor::of(call);
    let errors = call.lake.store().write(|tx| {
        let mut errors = Vec::new();
        for version in wanted {
            if let Err(error) = remove(tx, &actor, &database, &name, version) {
                let detail = table::detail(error)?;
                errors.push(json!({ "TableName": name, "VersionId": version, "ErrorDetail": detail }));
            }
        }
        Ok::<_, ServiceError>(errors)
    })?;
    Ok(json!({ "Errors": errors }))
}

fn remove(tx: &Tx<'_>, actor: &Actor, database: &str, name: &str, wanted: &str) -> Result<(), ServiceError> {
    let current = catalog::need_table(tx, actor.region(), database, name)?;
    governance::may_table(tx, actor, Permission::Alter, database, name)?;
    let version = number(wanted)?;
    if version == catalog::version_of(&current) {
        return Err(ServiceError::invalid(format!("Version {wanted} is the current version of the table.")));
    }
    let scope = catalog::table_scope(actor, database, name);
    if tx.delete(catalog::VERSION, &scope, &catalog::version_name(version))? {
        return Ok(());
    }
    Err(no_version(wanted))
}

fn version(document: Value) -> Value {
    json!({ "VersionId": document["VersionId"], "Table": document })
}

fn names(call: &Call) -> Result<(String, String), ServiceError> {
    let input: Input<'_> = call.input();
    check::catalog(call, &input)?;
    Ok((check::folded_name(&input, "DatabaseName")?, check::folded_name(&input, "TableName")?))
}

fn number(text: &str) -> Result<u64, ServiceError> {
    text.parse().map_err(|_| no_version(text))
}

fn no_version(version: &str) -> ServiceError {
    check::not_found(format!("Table version {version} not found."))
}

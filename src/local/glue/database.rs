//! Databases: wire to state.

use serde_json::json;

use super::actor::Actor;
use super::page::{self, Page};
use super::{catalog, check, governance, tag};
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateDatabase", run: Run::Sync(create) },
    Operation { name: "GetDatabase", run: Run::Sync(get) },
    Operation { name: "GetDatabases", run: Run::Sync(list) },
    Operation { name: "UpdateDatabase", run: Run::Sync(update) },
    Operation { name: "DeleteDatabase", run: Run::Sync(delete) },
];

fn create(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    let database = input.structure("DatabaseInput")?;
    let tags = tag::given(&input)?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        let document = catalog::create_database(tx, &actor, &database)?;
        let name = document["Name"].as_str().unwrap_or_default();
        tag::set(tx, &call.arn("glue", &format!("database/{name}")), tags)
    })?;
    Ok(json!({}))
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    let name = check::folded_name(&input, "Name")?;
    let visible = call.lake.store().read(|tx| {
        let document = catalog::need_database(tx, &call.caller.region, &name)?;
        governance::visible_database(tx, &call.caller, document)
    })?;
    let document = visible.ok_or_else(|| governance::denied("Describe", &name))?;
    Ok(json!({ "Database": document }))
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    if let Some(share) = input.opt_string("ResourceShareType")? {
        check::one_of("ResourceShareType", share, &["FOREIGN", "ALL", "FEDERATED"])?;
        if share != "ALL" {
            // Nothing is shared with the lake's one account.
            return Ok(json!({ "DatabaseList": [] }));
        }
    }
    let page = Page::of(&input, 100)?;
    let found = call.lake.store().read(|tx| {
        page::documents(tx, catalog::DATABASE, &call.scope(&[]), &page, |document| {
            governance::visible_database(tx, &call.caller, document)
        })
    })?;
    Ok(found.into_output("DatabaseList"))
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    let name = check::folded_name(&input, "Name")?;
    let database = input.structure("DatabaseInput")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| catalog::update_database(tx, &actor, &name, &database))?;
    Ok(json!({}))
}

fn delete(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    let name = check::folded_name(&input, "Name")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        catalog::delete_database(tx, &actor, &name)?;
        tag::remove_all(tx, &call.arn("glue", &format!("database/{name}")))?;
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({}))
}

//! Opt-ins: principals that Lake Formation governs on a resource even in hybrid access mode.
//!
//! The lake has no IAM policies, so an opted-in principal loses what `IAM_ALLOWED_PRINCIPALS` would have let it do.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::objects::check_exists;
use super::resource::{self, to_wire};
use super::settings::require_admin;
use crate::clock::epoch_millis;
use crate::domain::permission::{Columns, Principal, Resource};
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateLakeFormationOptIn", run: Run::Sync(create) },
    Operation { name: "DeleteLakeFormationOptIn", run: Run::Sync(delete) },
    Operation { name: "ListLakeFormationOptIns", run: Run::Sync(list) },
];

const KIND: &str = "lf_opt_in";

/// Whether a principal is opted in on a resource.
pub fn is_opted_in(
    tx: &Tx<'_>,
    region: &str,
    account: &str,
    principal: &str,
    resource: &Resource,
) -> Result<bool, StoreError> {
    Ok(tx.get(KIND, &scope(&[region]), &name(account, principal, resource))?.is_some())
}

fn name(account: &str, principal: &str, resource: &Resource) -> String {
    format!("{principal}\u{1f}{}", to_wire(account, resource))
}

fn read(call: &Call) -> Result<(String, Resource), ServiceError> {
    let input = call.input();
    if input.get("Condition").is_some() {
        return Err(ServiceError::unsupported("lakeformation opt-ins with a Condition"));
    }
    let principal = input.structure("Principal")?.string("DataLakePrincipalIdentifier")?;
    principal.parse::<Principal>().map_err(|_| ServiceError::invalid(format!("Invalid principal: {principal}")))?;
    Ok((principal.to_owned(), resource::read(&call.caller, input)?.resource))
}

fn create(call: &Call) -> Reply {
    let (principal, resource) = read(call)?;
    let account = call.caller.account.as_str();
    call.lake.store().write(|tx| {
        require_admin(tx, &call.caller)?;
        check_exists(tx, &call.caller.region, &resource, &Columns::All)?;
        let document = json!({
            "Resource": to_wire(account, &resource),
            "Principal": { "DataLakePrincipalIdentifier": principal },
            "LastModified": timestamp_millis(epoch_millis(call.now())),
            "LastUpdatedBy": call.caller.principal,
        });
        if tx.insert(KIND, &call.scope(&[]), &name(account, &principal, &resource), &document)? {
            return Ok(json!({}));
        }
        Err(ServiceError::invalid("The principal is already opted in on the resource"))
    })
}

fn delete(call: &Call) -> Reply {
    let (principal, resource) = read(call)?;
    call.lake.store().write(|tx| {
        require_admin(tx, &call.caller)?;
        if tx.delete(KIND, &call.scope(&[]), &name(&call.caller.account, &principal, &resource))? {
            return Ok(json!({}));
        }
        Err(ServiceError::client("EntityNotFoundException", "Opt-in not found"))
    })
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    let page = Page::read(call, 1000, 1000)?;
    let resource = match input.opt_structure("Resource")? {
        Some(resource) => Some(to_wire(&call.caller.account, &resource::parse(&call.caller, resource)?.resource)),
        None => None,
    };
    let principal = match input.opt_structure("Principal")? {
        Some(principal) => Some(principal.string("DataLakePrincipalIdentifier")?),
        None => None,
    };
    let all = call.lake.store().read(|tx| {
        require_admin(tx, &call.caller)?;
        tx.list(KIND, &call.scope(&[])).map_err(ServiceError::from)
    })?;
    let chosen: BTreeMap<String, Value> = all
        .into_iter()
        .filter(|(_, info)| {
            resource.as_ref().is_none_or(|resource| info["Resource"] == *resource)
                && principal.is_none_or(|name| info["Principal"]["DataLakePrincipalIdentifier"] == name)
        })
        .collect();
    let (list, token) = page.cut(chosen);
    Ok(json!({ "LakeFormationOptInsInfoList": list, "NextToken": token }))
}

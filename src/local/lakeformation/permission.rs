//! Granting and revoking.

use serde_json::Value;

use super::grants::{self, Author};
use super::objects;
use super::resource::{self, Given};
use super::settings::{check_catalog, denied, is_admin};
use crate::clock::epoch_millis;
use crate::domain::permission::{Columns, Grant, Permission, Principal, Resource};
use crate::store::Tx;
use crate::wire::{Call, Caller, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GrantPermissions", run: Run::Sync(grant_permissions) },
    Operation { name: "RevokePermissions", run: Run::Sync(revoke_permissions) },
];

/// Which way a request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Give.
    Grant,
    /// Take.
    Revoke,
}

/// A request, read and checked against the model, not yet against the catalog.
#[derive(Debug, Clone)]
pub struct Change {
    given: Given,
    principal: Principal,
    permissions: Vec<Permission>,
    with_option: Vec<Permission>,
}

/// Who changes, from where, and when.
pub fn author<'a>(call: &'a Call) -> Author<'a> {
    Author {
        region: &call.caller.region,
        account: &call.caller.account,
        principal: &call.caller.principal,
        now: epoch_millis(call.now()),
    }
}

/// Reads a request or an entry of a batch.
pub fn read(caller: &Caller, input: Input<'_>) -> Result<Change, ServiceError> {
    check_catalog(caller, input, "CatalogId")?;
    if input.get("Condition").is_some() {
        return Err(ServiceError::unsupported("lakeformation permissions with a Condition"));
    }
    let name = input.structure("Principal")?.string("DataLakePrincipalIdentifier")?;
    let principal = match name.parse::<Principal>() {
        Ok(principal) if name.contains(':') || name.bytes().all(|byte| byte.is_ascii_digit()) => principal,
        Ok(principal) if principal.is_every_iam_principal() => principal,
        _ => return Err(ServiceError::invalid(format!("Invalid principal: {name}"))),
    };
    let given = resource::read(caller, input)?;
    let change = Change {
        permissions: permissions(input, "Permissions")?,
        with_option: permissions(input, "PermissionsWithGrantOption")?,
        given,
        principal,
    };
    if change.permissions.is_empty() && change.with_option.is_empty() {
        return Err(ServiceError::invalid("Permissions cannot be empty"));
    }
    for permission in change.permissions.iter().chain(&change.with_option) {
        let fits = permission.fits(&change.given.resource)
            && (!change.given.with_columns || *permission == Permission::Select);
        if !fits {
            return Err(ServiceError::invalid(format!(
                "Permissions modification is invalid: {permission} cannot be granted on this resource"
            )));
        }
    }
    if change.principal.is_every_iam_principal() && (!change.with_option.is_empty() || change.given.with_columns) {
        return Err(ServiceError::invalid(
            "Permissions modification is invalid: IAM_ALLOWED_PRINCIPALS takes neither a grant option nor columns",
        ));
    }
    Ok(change)
}

/// Makes the change, or says why not.
pub fn apply(tx: &Tx<'_>, author: Author<'_>, direction: Direction, change: &Change) -> Result<(), ServiceError> {
    let Change { given, permissions, with_option, .. } = change;
    authorize(tx, author, change)?;
    match direction {
        Direction::Grant => {
            objects::check_exists(tx, author.region, &given.resource, &given.columns)?;
            let mut grants: Vec<Grant> =
                permissions.iter().map(|permission| change.right(*permission, false)).collect();
            grants.extend(with_option.iter().map(|permission| change.right(*permission, true)));
            grants::add(tx, author, &grants)?;
        }
        Direction::Revoke => {
            let rights = |list: &[Permission]| -> Vec<Grant> {
                list.iter().map(|permission| change.right(*permission, false)).collect()
            };
            let option_only: Vec<Permission> =
                with_option.iter().copied().filter(|permission| !permissions.contains(permission)).collect();
            let mut found = grants::remove(tx, author, &rights(permissions), false)?;
            found |= grants::remove(tx, author, &rights(&option_only), true)?;
            if !found {
                return Err(ServiceError::invalid(
                    "No permissions revoked. Grantee has no permissions and no grantable permissions on resource.",
                ));
            }
        }
    }
    Ok(())
}

impl Change {
    /// What the permissions are on.
    pub fn resource(&self) -> &Resource {
        &self.given.resource
    }

    fn right(&self, permission: Permission, grantable: bool) -> Grant {
        let columns = if permission == Permission::Select { self.given.columns.clone() } else { Columns::All };
        Grant {
            principal: self.principal.clone(),
            resource: self.given.resource.clone(),
            permission,
            columns,
            grantable,
        }
    }
}

/// An administrator may give everything; others what they hold with the grant option.
fn authorize(tx: &Tx<'_>, author: Author<'_>, change: &Change) -> Result<(), ServiceError> {
    if is_admin(tx, author.region, author.account, author.principal)? {
        return Ok(());
    }
    let me = Principal::as_given(author.principal);
    let mut held = grants::of(tx, author.region, author.account, &me, &change.given.resource)?;
    if let Resource::Table { database, .. } = &change.given.resource {
        let all_tables = Resource::AllTables { database: database.clone() };
        let wide = grants::of(tx, author.region, author.account, &me, &all_tables)?;
        held.extend(wide.into_iter().map(|grant| Grant { resource: change.given.resource.clone(), ..grant }));
    }
    let may = change.permissions.iter().chain(&change.with_option).all(|permission| {
        let wanted = Grant { principal: me.clone(), ..change.right(*permission, true) };
        wanted.missing_from(&held).is_none()
    });
    if may { Ok(()) } else { Err(denied()) }
}

fn permissions(input: Input<'_>, member: &str) -> Result<Vec<Permission>, ServiceError> {
    let mut list = Vec::new();
    for name in input.strings(member)? {
        let known = Permission::EVERY.iter().map(|permission| permission.as_str()).collect::<Vec<_>>();
        crate::check::one_of(member, name, &known)?;
        let permission = name.parse().map_err(|_| ServiceError::invalid(format!("Invalid permission: {name}")))?;
        if !list.contains(&permission) {
            list.push(permission);
        }
    }
    Ok(list)
}

fn change(call: &Call, direction: Direction) -> Reply {
    let change = read(&call.caller, call.input())?;
    let _changing = call.lake.overlaps().begin(&call.caller, change.resource())?;
    call.lake.store().write(|tx| apply(tx, author(call), direction, &change))?;
    Ok(Value::Object(serde_json::Map::new()))
}

fn grant_permissions(call: &Call) -> Reply {
    change(call, Direction::Grant)
}

fn revoke_permissions(call: &Call) -> Reply {
    change(call, Direction::Revoke)
}

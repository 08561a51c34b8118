//! The data lake's settings: administrators, and what every new object is granted to.

use serde_json::{Value, json};

use crate::check;
use crate::domain::permission::{EVERY_IAM_PRINCIPAL, Principal};
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Caller, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetDataLakeSettings", run: Run::Sync(get_settings) },
    Operation { name: "PutDataLakeSettings", run: Run::Sync(put_settings) },
    Operation { name: "GetDataLakePrincipal", run: Run::Sync(get_principal) },
];

const KIND: &str = "lf_settings";

/// The settings of a region; those of a new account when nobody wrote any.
pub fn read(tx: &Tx<'_>, region: &str, account: &str) -> Result<Value, StoreError> {
    if let Some(settings) = tx.get(KIND, &scope(&[region]), "")? {
        return Ok(settings);
    }
    let open = json!([{
        "Principal": { "DataLakePrincipalIdentifier": EVERY_IAM_PRINCIPAL },
        "Permissions": ["ALL"],
    }]);
    Ok(json!({
        "DataLakeAdmins": [{ "DataLakePrincipalIdentifier": format!("arn:aws:iam::{account}:root") }],
        "ReadOnlyAdmins": [],
        "CreateDatabaseDefaultPermissions": open,
        "CreateTableDefaultPermissions": open,
        "Parameters": { "CROSS_ACCOUNT_VERSION": "4", "SET_CONTEXT": "TRUE" },
        "TrustedResourceOwners": [],
        "AllowExternalDataFiltering": false,
        "AllowFullTableExternalDataAccess": false,
        "ExternalDataFilteringAllowList": [],
        "AuthorizedSessionTagValueList": [],
    }))
}

/// Whether a principal is the root of the account or a data lake administrator.
pub fn is_admin(tx: &Tx<'_>, region: &str, account: &str, principal: &str) -> Result<bool, StoreError> {
    Ok(principal == format!("arn:aws:iam::{account}:root")
        || names(&read(tx, region, account)?, "DataLakeAdmins", principal))
}

/// Whether a principal may see all metadata: an administrator or a read-only one.
pub fn is_reader(tx: &Tx<'_>, region: &str, account: &str, principal: &str) -> Result<bool, StoreError> {
    Ok(is_admin(tx, region, account, principal)? || names(&read(tx, region, account)?, "ReadOnlyAdmins", principal))
}

/// As [`is_admin`], as an error when the caller is none.
pub fn require_admin(tx: &Tx<'_>, caller: &Caller) -> Result<(), ServiceError> {
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? { Ok(()) } else { Err(denied()) }
}

/// The service's answer to whoever may not.
pub fn denied() -> ServiceError {
    ServiceError::client(
        "AccessDeniedException",
        "Resource does not exist or requester is not authorized to access requested permissions.",
    )
}

/// Only the account's own catalog is here.
pub fn check_catalog(caller: &Caller, input: Input<'_>, member: &str) -> Result<(), ServiceError> {
    match input.opt_string(member)? {
        Some(catalog) if catalog != caller.account => Err(ServiceError::unsupported(format_args!(
            "lakeformation {member} {catalog}, which is not the catalog of account {}",
            caller.account
        ))),
        _ => Ok(()),
    }
}

fn names(settings: &Value, member: &str, principal: &str) -> bool {
    settings[member]
        .as_array()
        .is_some_and(|list| list.iter().any(|entry| entry["DataLakePrincipalIdentifier"] == principal))
}

fn get_settings(call: &Call) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let settings = call.lake.store().read(|tx| read(tx, &call.caller.region, &call.caller.account))?;
    Ok(json!({ "DataLakeSettings": settings }))
}

fn get_principal(call: &Call) -> Reply {
    Ok(json!({ "Identity": call.caller.principal }))
}

/// Replaces the whole of the settings: what is left out goes back to being empty.
fn put_settings(call: &Call) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let wanted = call.input().structure("DataLakeSettings")?;
    let settings = json!({
        "DataLakeAdmins": principals(wanted, "DataLakeAdmins")?,
        "ReadOnlyAdmins": principals(wanted, "ReadOnlyAdmins")?,
        "CreateDatabaseDefaultPermissions": default_permissions(wanted, "CreateDatabaseDefaultPermissions")?,
        "CreateTableDefaultPermissions": default_permissions(wanted, "CreateTableDefaultPermissions")?,
        "Parameters": parameters(wanted)?,
        "TrustedResourceOwners": wanted.strings("TrustedResourceOwners")?,
        "AllowExternalDataFiltering": wanted.flag("AllowExternalDataFiltering")?,
        "AllowFullTableExternalDataAccess": wanted.flag("AllowFullTableExternalDataAccess")?,
        "ExternalDataFilteringAllowList": principals(wanted, "ExternalDataFilteringAllowList")?,
        "AuthorizedSessionTagValueList": wanted.strings("AuthorizedSessionTagValueList")?,
    });
    call.lake.store().write(|tx| {
        require_admin(tx, &call.caller)?;
        tx.put(KIND, &scope(&[&call.caller.region]), "", &settings)?;
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({}))
}

fn principals(settings: Input<'_>, member: &str) -> Result<Vec<Value>, ServiceError> {
    let list = settings.list(member)?;
    check::count(member, list.len(), 0, 30)?;
    list.iter()
        .map(|entry| {
            let name = Input::new(entry).string("DataLakePrincipalIdentifier")?;
            name.parse::<Principal>().map_err(|_| ServiceError::invalid(format!("Invalid principal: {name}")))?;
            Ok(json!({ "DataLakePrincipalIdentifier": name }))
        })
        .collect()
}

/// Either nothing or ALL to whoever IAM lets in: there is no third default.
fn default_permissions(settings: Input<'_>, member: &str) -> Result<Value, ServiceError> {
    let list = settings.list(member)?;
    let sound = list.iter().all(|entry| {
        entry["Principal"]["DataLakePrincipalIdentifier"] == EVERY_IAM_PRINCIPAL
            && entry["Permissions"] == json!(["ALL"])
    });
    if list.len() > 1 || !sound {
        return Err(ServiceError::invalid(format!("{member} must be empty or grant ALL to {EVERY_IAM_PRINCIPAL}")));
    }
    Ok(Value::from(list.to_vec()))
}

fn parameters(settings: Input<'_>) -> Result<Value, ServiceError> {
    let Some(given) = settings.opt_structure("Parameters")? else {
        return Ok(json!({ "CROSS_ACCOUNT_VERSION": "4", "SET_CONTEXT": "TRUE" }));
    };
    let mut parameters = given.raw().clone();
    match given.opt_string("CROSS_ACCOUNT_VERSION")? {
        None => parameters["CROSS_ACCOUNT_VERSION"] = json!("4"),
        Some("1" | "2" | "3" | "4" | "5") => {}
        Some(other) => return Err(ServiceError::invalid(format!("Invalid CROSS_ACCOUNT_VERSION: {other}"))),
    }
    if given.get("SET_CONTEXT").is_none() {
        parameters["SET_CONTEXT"] = json!("TRUE");
    }
    Ok(parameters)
}

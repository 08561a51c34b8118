//! The token service of the local lake: who is asking, and sessions of roles.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::credentials::Session;
use super::lakeformation::settings::is_admin;
use super::model::Model;
use super::wire::{Call, Operation, Reply, Run, Service, ServiceError, timestamp_millis};

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "sts",
    operations: &[&[
        Operation { name: "AssumeRole", run: Run::Sync(assume_role) },
        Operation { name: "GetCallerIdentity", run: Run::Sync(get_caller_identity) },
    ]],
    xml_namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    invalid_code: "ValidationError",
    invalid_member: None,
    model: LazyLock::new(|| Model::new(include_str!("../model/sts.txt"))),
};

/// Session lengths that AssumeRole takes, in seconds. Source: AWS STS API reference, AssumeRole.
const SESSION_SECONDS: std::ops::RangeInclusive<i64> = 900..=43_200;

fn get_caller_identity(call: &Call) -> Reply {
    let (principal, account) = (&call.caller.principal, &call.caller.account);
    let session = call.lake.credential(&call.caller.access_key)?.and_then(|credential| credential.session);
    let (arn, user_id) = match session {
        Some(session) => (session_arn(account, principal, &session), format!("{}:{session}", call.caller.access_key)),
        None if principal.ends_with(":root") => (principal.clone(), account.clone()),
        None => (principal.clone(), call.caller.access_key.clone()),
    };
    Ok(json!({ "Arn": arn, "UserId": user_id, "Account": account }))
}

/// A session of a role as AWS names it: without the role's path.
fn session_arn(account: &str, role: &str, session: &str) -> String {
    let name = role.rsplit('/').next().unwrap_or(role);
    format!("arn:aws:sts::{account}:assumed-role/{name}/{session}")
}

/// The lake has no trust policies: administrators may assume any role, others only the one that they are. What the
/// session may do is up to its role's grants.
fn assume_role(call: &Call) -> Reply {
    let input = call.input();
    let (role, session) = (input.string("RoleArn")?, input.string("RoleSessionName")?);
    for narrowing in ["Policy", "PolicyArns"] {
        // A session that may more than was asked for would be a wrong answer.
        if input.get(narrowing).is_some() {
            return Err(ServiceError::unsupported(format_args!("sts AssumeRole with {narrowing}")));
        }
    }
    let seconds = input.opt_integer("DurationSeconds")?.unwrap_or(3600);
    if !SESSION_SECONDS.contains(&seconds) {
        return Err(ServiceError::invalid(format!("DurationSeconds {seconds} is not between 900 and 43200")));
    }
    role.strip_prefix(&format!("arn:aws:iam::{}:role/", call.caller.account))
        .ok_or_else(|| ServiceError::invalid(format!("{role} is not a role of account {}", call.caller.account)))?;
    let caller = &call.caller;
    let may_assume = call.lake.store().read(|tx| {
        Ok::<_, ServiceError>(
            caller.principal == role || is_admin(tx, &caller.region, &caller.account, &caller.principal)?,
        )
    })?;
    if !may_assume {
        return Err(ServiceError::new(
            403,
            "AccessDenied",
            format!("User: {} is not authorized to perform: sts:AssumeRole on resource: {role}", caller.principal),
        ));
    }
    // A session acts with its role's rights, so its principal is the role: grants name roles, not sessions.
    let credential = call.lake.open_session(Session {
        principal: role,
        seconds,
        policy: None,
        vouched: false,
        name: Some(session),
    })?;
    let expires: Value = timestamp_millis(credential.expires.unwrap_or_default());
    Ok(json!({
        "Credentials": {
            "AccessKeyId": credential.access_key,
            "SecretAccessKey": credential.secret_key,
            "SessionToken": credential.session_token,
            "Expiration": expires,
        },
        "AssumedRoleUser": {
            "AssumedRoleId": format!("{}:{session}", credential.access_key),
            "Arn": session_arn(&call.caller.account, role, session),
        },
        "PackedPolicySize": 0,
    }))
}

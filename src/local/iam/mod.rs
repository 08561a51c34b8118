//! The identity service of the local lake, as far as there is something to tell: whether the lake would let a principal do
//! something.
//!
//! Invariants:
//! - Nobody has policies. In S3 the bucket's own decides about everybody but the root; some things are for administrators
//!   alone, and a role is handed on by them and by itself. What is denied here, the services refuse.
//! - All else is allowed here and may be refused by the services: Lake Formation's grants decide about it, and no policy is
//!   about them.
//! - What hangs on a request that there is none of is denied, with the keys that the request would say.
//! - Administrators may ask about everybody, and others about themselves.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::lakeformation::settings::is_admin;
use super::model::Model;
use super::s3::access::{Verdict, policy_says_or_asks};
use super::wire::{Call, Operation, Reply, Run, Service, ServiceError};

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "iam",
    operations: &[&[Operation { name: "SimulatePrincipalPolicy", run: Run::Sync(simulate_principal_policy) }]],
    xml_namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    invalid_code: "InvalidInput",
    invalid_member: None,
    model: LazyLock::new(|| Model::new(include_str!("../model/iam.txt"))),
};

/// The most actions on resources of one question: it is answered at once.
const MOST: usize = 10_000;

fn simulate_principal_policy(call: &Call) -> Reply {
    let input = call.input();
    let principal = input.string("PolicySourceArn")?;
    let asks = &call.caller.principal;
    if asks != principal && !administers(call, asks)? {
        let message =
            format!("User: {asks} is not authorized to perform: iam:SimulatePrincipalPolicy on resource: {principal}");
        return Err(ServiceError::new(403, "AccessDenied", message));
    }
    let own = principal.strip_prefix(&format!("arn:aws:iam::{}:", call.caller.account)).unwrap_or_default();
    if !own.starts_with("role/") && !own.starts_with("user/") {
        let message = format!("The user or role {principal} cannot be found.");
        return Err(ServiceError::new(404, "NoSuchEntity", message));
    }
    for other in [
        "PolicyInputList",
        "PermissionsBoundaryPolicyInputList",
        "ResourcePolicy",
        "ResourceOwner",
        "CallerArn",
        "ResourceHandlingOption",
        "Marker",
    ] {
        // A judgement of other policies than those that decide would be a wrong answer.
        if input.get(other).is_some() {
            return Err(ServiceError::unsupported(format_args!("iam SimulatePrincipalPolicy with {other}")));
        }
    }
    let actions = input.strings("ActionNames")?;
    let resources = match input.strings("ResourceArns")? {
        none if none.is_empty() => vec!["*"],
        some => some,
    };
    if actions.is_empty() || actions.len() * resources.len() > MOST {
        return Err(ServiceError::invalid(format!("ActionNames on ResourceArns are 1 to {MOST}")));
    }
    let mut results = Vec::new();
    for action in actions {
        for resource in &resources {
            let (decision, lacks) = decision(call, principal, action, resource)?;
            results.push(json!({
                "EvalActionName": action, "EvalResourceName": resource, "EvalDecision": decision,
                "MatchedStatements": [], "MissingContextValues": lacks,
            }));
        }
    }
    Ok(json!({ "IsTruncated": false, "EvaluationResults": Value::Array(results) }))
}

/// What the root and administrators of the data lake alone may do, in lower case.
const OF_ADMINS: &[&str] = &[
    "athena:createworkgroup",
    "athena:deleteworkgroup",
    "athena:updateworkgroup",
    "glue:createtrigger",
    "glue:createworkflow",
    "glue:deletetrigger",
    "glue:deleteworkflow",
    "glue:updatetrigger",
    "glue:updateworkflow",
    "lakeformation:deletelftag",
    "lakeformation:deregisterresource",
    "lakeformation:putdatalakesettings",
    "lakeformation:registerresource",
    "lakeformation:updatelftag",
    "lakeformation:updateresource",
];

/// The region that the requests will be for: IAM itself is of none, and each region has its administrators.
fn requested_region(call: &Call) -> Result<&str, ServiceError> {
    for entry in call.input().list("ContextEntries")? {
        if entry["ContextKeyName"] == "aws:RequestedRegion"
            && let Some(region) = entry["ContextKeyValues"][0].as_str()
        {
            return Ok(region);
        }
    }
    Ok(&call.caller.region)
}

/// Whether somebody is an administrator where the requests will be for; the root is one everywhere.
fn administers(call: &Call, principal: &str) -> Result<bool, ServiceError> {
    let (region, account) = (requested_region(call)?, &call.caller.account);
    Ok(call.lake.store().read(|tx| is_admin(tx, region, account, principal))?)
}

/// IAM's word for what the lake would do, and the keys of a request that it hangs on.
fn decision(
    call: &Call,
    principal: &str,
    action: &str,
    resource: &str,
) -> Result<(&'static str, BTreeSet<String>), ServiceError> {
    let action_name = action.to_ascii_lowercase();
    let without = |decision| Ok((decision, BTreeSet::new()));
    let is_own_role = action_name == "iam:passrole" && principal == resource;
    if action_name == "iam:passrole" || OF_ADMINS.contains(&action_name.as_str()) {
        return without(if is_own_role || administers(call, principal)? { "allowed" } else { "implicitDeny" });
    }
    if !action_name.starts_with("s3:") {
        return without("allowed");
    }
    let place = resource.strip_prefix("arn:aws:s3:::").unwrap_or_default();
    let bucket = place.split('/').next().unwrap_or_default();
    let Some(bucket) = call.lake.objects().bucket(bucket)? else { return without("implicitDeny") };
    let (said, lacks) = policy_says_or_asks(&bucket, principal, &call.caller.account, action, resource);
    let decision = match said {
        Verdict::Allowed => "allowed",
        Verdict::Denied => "explicitDeny",
        Verdict::Silent => "implicitDeny",
    };
    Ok((decision, lacks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects::BUCKET;
    use crate::testing;

    fn judged(lake: &testing::TestLake, actions: &[&str], resources: &[&str]) -> Vec<String> {
        let principal = format!("arn:aws:iam::{}:role/ann", lake.lake.options().account);
        let input = json!({ "PolicySourceArn": principal, "ActionNames": actions, "ResourceArns": resources });
        let answer = lake.ok(&SERVICE, "SimulatePrincipalPolicy", input);
        let results = answer["EvaluationResults"].as_array().cloned().unwrap_or_default();
        results.iter().map(|one| one["EvalDecision"].as_str().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn a_bucket_lets_in_whom_its_policy_lets_in() {
        let lake = testing::lake();
        let policy = json!({ "Statement": [
            { "Effect": "Allow", "Principal": "*", "Action": "s3:Put*", "Resource": "arn:aws:s3:::raw" },
            { "Effect": "Deny", "Principal": "*", "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::raw" },
        ] });
        let bucket = json!({ "region": "us-east-1", "policy": policy.to_string() });
        lake.lake.store().write(|tx| tx.put(BUCKET, "", "raw", &bucket)).unwrap();
        let actions = ["s3:PutBucketTagging", "s3:PutBucketPolicy", "s3:DeleteBucket", "glue:CreateTable"];
        let of = |resource: &str| judged(&lake, &actions, &[resource]);
        assert_eq!(of("arn:aws:s3:::raw"), ["allowed", "explicitDeny", "implicitDeny", "allowed"]);
        assert_eq!(of("arn:aws:s3:::none"), ["implicitDeny", "implicitDeny", "implicitDeny", "allowed"]);
    }

    #[test]
    fn what_hangs_on_a_request_is_said_for_its_question_alone() {
        let lake = testing::lake();
        let statement = |effect: &str, action: &str, condition: Value| {
            json!({ "Effect": effect, "Principal": "*", "Action": action, "Resource": "arn:aws:s3:::raw",
                "Condition": condition })
        };
        let network =
            json!({ "IpAddress": { "aws:SourceIp": "10.0.0.0/8" }, "Bool": { "aws:SecureTransport": "true" } });
        let policy = json!({ "Statement": [
            statement("Allow", "s3:PutBucketTagging", network.clone()),
            statement("Allow", "s3:PutBucketPolicy", json!({})),
            statement("Deny", "s3:PutBucketPolicy", json!({ "StringNotEquals": { "aws:SourceVpc": "vpc-1" } })),
            statement("Deny", "s3:DeleteBucket", network.clone()),
            statement("Allow", "s3:PutLifecycleConfiguration", network),
            statement("Deny", "s3:PutLifecycleConfiguration", json!({})),
            statement("Allow", "s3:PutBucketLogging", json!({})),
        ] });
        let bucket = json!({ "region": "us-east-1", "policy": policy.to_string() });
        lake.lake.store().write(|tx| tx.put(BUCKET, "", "raw", &bucket)).unwrap();
        let principal = format!("arn:aws:iam::{}:role/ann", lake.lake.options().account);
        let judged = |action: &str| {
            let input = json!({ "PolicySourceArn": principal, "ActionNames": [action, "glue:CreateTable"],
                "ResourceArns": ["arn:aws:s3:::raw"] });
            let answer = lake.ok(&SERVICE, "SimulatePrincipalPolicy", input);
            let results = &answer["EvaluationResults"];
            assert_eq!(results[1]["EvalDecision"], "allowed", "{answer}");
            (results[0]["EvalDecision"].clone(), results[0]["MissingContextValues"].clone())
        };
        let none = json!([]);
        assert_eq!(judged("s3:PutBucketTagging"), (json!("implicitDeny"), json!(["aws:SourceIp"])));
        assert_eq!(judged("s3:PutBucketPolicy"), (json!("implicitDeny"), json!(["aws:SourceVpc"])));
        assert_eq!(judged("s3:DeleteBucket"), (json!("implicitDeny"), none.clone()));
        assert_eq!(judged("s3:PutLifecycleConfiguration"), (json!("explicitDeny"), none.clone()));
        assert_eq!(judged("s3:PutBucketLogging"), (json!("allowed"), none));
    }

    #[test]
    fn a_role_is_handed_on_by_itself_and_by_administrators() {
        let lake = testing::lake();
        let of = |role: &str| format!("arn:aws:iam::{}:role/{role}", lake.lake.options().account);
        let resources = [of("ann"), of("etl")];
        let said = judged(&lake, &["iam:PassRole"], &[&resources[0], &resources[1]]);
        assert_eq!(said, ["allowed", "implicitDeny"]);
    }

    #[test]
    fn administrators_ask_about_everybody_and_others_about_themselves() {
        let lake = testing::lake();
        let of = |role: &str| format!("arn:aws:iam::{}:role/{role}", lake.lake.options().account);
        let asked = |by: &str, about: &str| {
            let input = json!({ "PolicySourceArn": about, "ActionNames": ["glue:CreateTable"] });
            let mut call = testing::call(&lake.lake, input);
            call.caller.principal = by.to_owned();
            simulate_principal_policy(&call).map(|_| ()).map_err(|error| error.code.to_string())
        };
        assert_eq!(asked(&of("ann"), &of("ann")), Ok(()));
        assert_eq!(asked(&of("ann"), &of("etl")), Err("AccessDenied".to_owned()));
        assert_eq!(asked(&lake.lake.root_principal(), &of("etl")), Ok(()));
    }

    #[test]
    fn who_is_not_of_the_account_and_what_is_not_judged_are_errors() {
        let lake = testing::lake();
        let other = json!({ "PolicySourceArn": "arn:aws:iam::999999999999:role/a", "ActionNames": ["s3:GetObject"] });
        assert_eq!(lake.error(&SERVICE, "SimulatePrincipalPolicy", other).0, "NoSuchEntity");
        let principal = format!("arn:aws:iam::{}:role/ann", lake.lake.options().account);
        let with = json!({ "PolicySourceArn": principal, "ActionNames": ["s3:GetObject"], "PolicyInputList": ["{}"] });
        assert_eq!(lake.error(&SERVICE, "SimulatePrincipalPolicy", with).0, "NotImplemented");
    }
}

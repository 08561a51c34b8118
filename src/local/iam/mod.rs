//! The identity service of the local lake, as far as there is something to tell: whether the lake would let a principal do
//! something.
//!
//! Invariant: what is answered here is what the services do. Nobody has policies: in S3 the bucket's own decides about
//! everybody but the root, some things are for administrators alone, and elsewhere Lake Formation's grants decide, which no
//! policy is about.

use serde_json::{Value, json};

use super::lakeformation::settings::is_admin;
use super::s3::access::{Verdict, policy_says};
use super::wire::{Call, Operation, Reply, Run, Service, ServiceError};

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "iam",
    operations: &[&[Operation { name: "SimulatePrincipalPolicy", run: Run::Sync(simulate_principal_policy) }]],
    xml_namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    invalid_code: "InvalidInput",
};

/// The most actions on resources of one question: it is answered at once.
const MOST: usize = 10_000;

fn simulate_principal_policy(call: &Call) -> Reply {
    let input = call.input();
    let principal = input.string("PolicySourceArn")?;
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
            let decision = decision(call, principal, action, resource)?;
            results.push(json!({
                "EvalActionName": action, "EvalResourceName": resource, "EvalDecision": decision,
                "MatchedStatements": [], "MissingContextValues": [],
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

/// IAM's word for what the lake would do.
fn decision(call: &Call, principal: &str, action: &str, resource: &str) -> Result<&'static str, ServiceError> {
    let action_name = action.to_ascii_lowercase();
    if OF_ADMINS.contains(&action_name.as_str()) {
        let (region, account) = (requested_region(call)?, &call.caller.account);
        let is_one = call.lake.store().read(|tx| is_admin(tx, region, account, principal))?;
        return Ok(if is_one { "allowed" } else { "implicitDeny" });
    }
    if !action_name.starts_with("s3:") {
        return Ok("allowed");
    }
    let place = resource.strip_prefix("arn:aws:s3:::").unwrap_or_default();
    let bucket = place.split('/').next().unwrap_or_default();
    let Some(bucket) = call.lake.objects().bucket(bucket)? else { return Ok("implicitDeny") };
    let said = policy_says(&bucket, principal, &call.caller.account, action, resource)?;
    Ok(match said {
        Verdict::Allowed => "allowed",
        Verdict::Denied => "explicitDeny",
        Verdict::Silent => "implicitDeny",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local::objects::BUCKET;
    use crate::local::testing;

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
    fn who_is_not_of_the_account_and_what_is_not_judged_are_errors() {
        let lake = testing::lake();
        let other = json!({ "PolicySourceArn": "arn:aws:iam::999999999999:role/a", "ActionNames": ["s3:GetObject"] });
        assert_eq!(lake.error(&SERVICE, "SimulatePrincipalPolicy", other).0, "NoSuchEntity");
        let principal = format!("arn:aws:iam::{}:role/ann", lake.lake.options().account);
        let with = json!({ "PolicySourceArn": principal, "ActionNames": ["s3:GetObject"], "PolicyInputList": ["{}"] });
        assert_eq!(lake.error(&SERVICE, "SimulatePrincipalPolicy", with).0, "NotImplemented");
    }
}

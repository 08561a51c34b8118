//! Bucket policies: checked when they are put, kept to the letter, evaluated by `access`.

use s3s::dto::{
    DeleteBucketPolicyInput, DeleteBucketPolicyOutput, GetBucketPolicyInput, GetBucketPolicyOutput,
    GetBucketPolicyStatusInput, GetBucketPolicyStatusOutput, PolicyStatus, PutBucketPolicyInput, PutBucketPolicyOutput,
};
use s3s::{S3Request, S3Response};
use serde_json::Value;

use super::{target, write};
use crate::domain::policy::one_or_many;
use crate::s3::account;
use crate::s3::service::{Answer, Service};
use crate::wire::ServiceError;

/// The largest policy, in bytes.
const SIZE_LIMIT: usize = 20 << 10;

fn absent() -> ServiceError {
    ServiceError::new(404, "NoSuchBucketPolicy", "The bucket policy does not exist")
}

fn malformed(message: impl Into<String>) -> ServiceError {
    ServiceError::client("MalformedPolicy", message)
}

/// `GetBucketPolicy`.
pub async fn get(service: &Service, request: S3Request<GetBucketPolicyInput>) -> Answer<GetBucketPolicyOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetBucketPolicy"))?;
    let policy = bucket["policy"].as_str().ok_or_else(absent)?;
    Ok(S3Response::new(GetBucketPolicyOutput { policy: Some(policy.to_owned()) }))
}

/// `PutBucketPolicy`.
pub async fn put(service: &Service, request: S3Request<PutBucketPolicyInput>) -> Answer<PutBucketPolicyOutput> {
    let bucket = service.enter(&request, target!(request, "s3:PutBucketPolicy"))?;
    let input = &request.input;
    let policy = check(&input.policy, &input.bucket)?;
    if is_public(&policy) && account::switches(&service.lake, &bucket)?.block_public_policy {
        return Err(ServiceError::new(
            403,
            "AccessDenied",
            "User is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by the \
             BlockPublicPolicy setting in S3 Block Public Access.",
        ));
    }
    write(service, &input.bucket, "policy", Some(&input.policy))?;
    Ok(S3Response::with_status(PutBucketPolicyOutput::default(), http::StatusCode::NO_CONTENT))
}

/// `DeleteBucketPolicy`.
pub async fn delete(
    service: &Service,
    request: S3Request<DeleteBucketPolicyInput>,
) -> Answer<DeleteBucketPolicyOutput> {
    service.enter(&request, target!(request, "s3:DeleteBucketPolicy"))?;
    write::<Value>(service, &request.input.bucket, "policy", None)?;
    Ok(S3Response::new(DeleteBucketPolicyOutput::default()))
}

/// `GetBucketPolicyStatus`.
pub async fn status(
    service: &Service,
    request: S3Request<GetBucketPolicyStatusInput>,
) -> Answer<GetBucketPolicyStatusOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetBucketPolicyStatus"))?;
    let policy = bucket["policy"].as_str().ok_or_else(absent)?;
    let policy = serde_json::from_str(policy).unwrap_or(Value::Null);
    Ok(S3Response::new(GetBucketPolicyStatusOutput {
        policy_status: Some(PolicyStatus { is_public: Some(is_public(&policy)) }),
    }))
}

/// Whether some statement allows everybody without a condition.
fn is_public(policy: &Value) -> bool {
    one_or_many(&policy["Statement"]).iter().any(|statement| {
        let everybody = statement["Principal"] == "*"
            || one_or_many(&statement["Principal"]["AWS"]).iter().any(|principal| principal == "*");
        statement["Effect"] == "Allow" && everybody && statement["Condition"].is_null()
    })
}

/// The rules that S3 checks a policy by when it is put.
fn check(text: &str, bucket: &str) -> Result<Value, ServiceError> {
    if text.len() > SIZE_LIMIT {
        return Err(malformed("Policy exceeds the maximum allowed document size."));
    }
    let not_json = "Policies must be valid JSON and the first byte must be '{'";
    let policy: Value = serde_json::from_str(text).map_err(|_| malformed(not_json))?;
    if !policy.is_object() {
        return Err(malformed(not_json));
    }
    if let Some(version) = policy.get("Version")
        && version != "2012-10-17"
        && version != "2008-10-17"
    {
        return Err(malformed("The policy must contain a valid version string"));
    }
    let statements = one_or_many(&policy["Statement"]);
    if statements.is_empty() {
        return Err(malformed("Could not parse the policy: Statement is empty!"));
    }
    for statement in statements {
        check_statement(statement, bucket)?;
    }
    Ok(policy)
}

fn check_statement(statement: &Value, bucket: &str) -> Result<(), ServiceError> {
    let one_of = |name: &str, negated: &str| statement.get(name).is_some() != statement.get(negated).is_some();
    match statement["Effect"].as_str() {
        Some("Allow" | "Deny") => {}
        Some(other) => return Err(malformed(format!("Invalid effect: {other}"))),
        None => return Err(malformed("Missing required field Effect")),
    }
    for (name, negated) in [("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource")] {
        if !one_of(name, negated) {
            return Err(malformed(format!("Missing required field {name}")));
        }
    }
    let actions = statement.get("Action").or(statement.get("NotAction")).unwrap_or(&Value::Null);
    for action in one_or_many(actions) {
        let known = action
            .as_str()
            .is_some_and(|action| action == "*" || action.get(..3).is_some_and(|p| p.eq_ignore_ascii_case("s3:")));
        if !known {
            return Err(malformed("Policy has invalid action"));
        }
    }
    let arn = format!("arn:aws:s3:::{bucket}");
    let resources = statement.get("Resource").or(statement.get("NotResource")).unwrap_or(&Value::Null);
    for resource in one_or_many(resources) {
        let ours = resource.as_str().is_some_and(|resource| {
            resource == "*"
                || resource.strip_prefix(&arn).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '*']))
        });
        if !ours {
            return Err(malformed("Policy has invalid resource"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_are_checked_as_s3_does() {
        let tls = r#"{"Version":"2012-10-17","Statement":[{"Sid":"TlsOnly","Effect":"Deny","Principal":"*","Action":"s3:*",
            "Resource":["arn:aws:s3:::raw","arn:aws:s3:::raw/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}"#;
        assert!(!is_public(&check(tls, "raw").unwrap()));
        for (policy, why) in [
            ("[]", "valid JSON"),
            (r#"{"Statement":[]}"#, "empty"),
            (r#"{"Statement":[{"Effect":"Maybe"}]}"#, "Invalid effect"),
            (r#"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#, "Principal"),
            (r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ec2:*","Resource":"*"}]}"#, "invalid action"),
            (
                r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other/*"}]}"#,
                "invalid resource",
            ),
        ] {
            let error = check(policy, "raw").unwrap_err();
            assert!(error.code == "MalformedPolicy" && error.message.contains(why), "{policy}: {error}");
        }
    }
}

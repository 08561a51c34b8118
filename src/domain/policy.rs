//! Bucket policies: the one statement that lakectl owns, merged by its Sid; every other statement stays as it is.

use serde_json::{Value, json};

/// The Sid of the statement that denies requests without TLS.
pub const TLS_ONLY_SID: &str = "LakectlDenyInsecureTransport";

/// The statement that denies every request without TLS.
///
/// Source: Amazon S3 User Guide, "Security best practices", Enforce encryption of data in transit.
pub fn tls_only_statement(bucket: &str) -> Value {
    json!({
        "Sid": TLS_ONLY_SID,
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [format!("arn:aws:s3:::{bucket}"), format!("arn:aws:s3:::{bucket}/*")],
        "Condition": { "Bool": { "aws:SecureTransport": "false" } },
    })
}

/// Whether the policy holds our statement, exactly.
pub fn has_tls_only(policy: Option<&Value>, bucket: &str) -> bool {
    let wanted = tls_only_statement(bucket);
    statements(policy).iter().any(|statement| **statement == wanted)
}

/// The policy with our statement in it.
pub fn with_tls_only(policy: Option<&Value>, bucket: &str) -> Value {
    let mut all: Vec<Value> =
        statements(policy).into_iter().filter(|statement| statement["Sid"] != TLS_ONLY_SID).cloned().collect();
    all.push(tls_only_statement(bucket));
    let mut document = match policy {
        Some(Value::Object(members)) => Value::Object(members.clone()),
        _ => json!({ "Version": "2012-10-17" }),
    };
    document["Statement"] = Value::Array(all);
    document
}

/// A policy's statements; a lone one may stand without its list.
fn statements(policy: Option<&Value>) -> Vec<&Value> {
    match policy.map(|policy| &policy["Statement"]) {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(statement @ Value::Object(_)) => vec![statement],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_statements_stay() {
        let theirs = json!({"Version": "2012-10-17", "Id": "x", "Statement": {"Sid": "Theirs", "Effect": "Deny"}});
        let merged = with_tls_only(Some(&theirs), "b");
        assert_eq!(merged["Id"], "x");
        assert_eq!(merged["Statement"][0]["Sid"], "Theirs");
        assert!(has_tls_only(Some(&merged), "b"));
        assert!(!has_tls_only(Some(&merged), "other"));
        assert_eq!(with_tls_only(Some(&merged), "b"), merged);
    }
}

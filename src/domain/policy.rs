//! Bucket policies: the statements that lakectl owns, merged by their Sids; every other statement stays as it is.

use serde_json::{Value, json};

/// The Sid of the statement that denies requests without TLS.
pub const TLS_ONLY_SID: &str = "LakectlDenyInsecureTransport";
/// The Sid of the statement that lets S3 deliver access logs.
pub const LOG_DELIVERY_SID: &str = "LakectlAccessLogDelivery";

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

/// The statement that lets S3 write the access logs of the account's buckets.
///
/// Source: Amazon S3 User Guide, "Enabling Amazon S3 server access logging", Permissions for log delivery.
pub fn log_delivery_statement(bucket: &str, account: &str) -> Value {
    json!({
        "Sid": LOG_DELIVERY_SID,
        "Effect": "Allow",
        "Principal": { "Service": "logging.s3.amazonaws.com" },
        "Action": "s3:PutObject",
        "Resource": format!("arn:aws:s3:::{bucket}/*"),
        "Condition": { "StringEquals": { "aws:SourceAccount": account } },
    })
}

/// Whether the policy denies every request without TLS: by our statement, or by anybody's that says the same.
pub fn is_tls_only(policy: Option<&Value>, bucket: &str) -> bool {
    statements(policy).into_iter().any(|statement| denies_insecure(statement, bucket))
}

/// Whether a statement denies every request without TLS to the bucket and to all in it.
fn denies_insecure(statement: &Value, bucket: &str) -> bool {
    let any =
        |value: &Value, texts: &[&str]| one_or_many(value).iter().any(|item| texts.iter().any(|text| item == text));
    let resources = &statement["Resource"];
    let everything = any(resources, &["*"]);
    let covers = |suffix: &str| everything || any(resources, &[&format!("arn:aws:s3:::{bucket}{suffix}")]);
    let everybody = statement["Principal"] == "*" || any(&statement["Principal"]["AWS"], &["*"]);
    let condition = statement["Condition"].as_object();
    let only_transport = condition.is_some_and(|operators| {
        operators.len() == 1 && operators.get("Bool").and_then(Value::as_object).is_some_and(|keys| keys.len() == 1)
    });
    let transport = &statement["Condition"]["Bool"]["aws:SecureTransport"];
    statement["Effect"] == "Deny"
        && everybody
        && any(&statement["Action"], &["s3:*", "*"])
        && ((covers("") && covers("/*")) || covers("*"))
        && only_transport
        && (any(transport, &["false"]) || *transport == false)
}

/// Whether the policy holds this statement of ours, exactly.
pub fn has(policy: Option<&Value>, wanted: &Value) -> bool {
    statements(policy).contains(&wanted)
}

/// The policy with these statements of ours in it, in place of what has their Sids.
pub fn with(policy: Option<&Value>, wanted: &[Value]) -> Value {
    let is_replaced = |statement: &Value| wanted.iter().any(|wanted| wanted["Sid"] == statement["Sid"]);
    let mut all: Vec<Value> =
        statements(policy).into_iter().filter(|statement| !is_replaced(statement)).cloned().collect();
    all.extend_from_slice(wanted);
    let mut document = match policy {
        Some(Value::Object(members)) => Value::Object(members.clone()),
        _ => json!({ "Version": "2012-10-17" }),
    };
    document["Statement"] = Value::Array(all);
    document
}

/// A policy's statements; a lone one may stand without its list.
pub fn statements(policy: Option<&Value>) -> Vec<&Value> {
    match policy.map(|policy| &policy["Statement"]) {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(statement @ Value::Object(_)) => vec![statement],
        _ => Vec::new(),
    }
}

/// An element of a policy: one value or a list of them.
pub fn one_or_many(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_statements_stay() {
        let theirs = json!({"Version": "2012-10-17", "Id": "x", "Statement": {"Sid": "Theirs", "Effect": "Deny"}});
        let ours = [tls_only_statement("b"), log_delivery_statement("b", "123456789012")];
        let merged = with(Some(&theirs), &ours);
        assert_eq!(merged["Id"], "x");
        assert_eq!(merged["Statement"][0]["Sid"], "Theirs");
        assert!(has(Some(&merged), &ours[0]) && has(Some(&merged), &ours[1]));
        assert!(is_tls_only(Some(&merged), "b"));
        assert!(!is_tls_only(Some(&merged), "other"));
        assert_eq!(with(Some(&merged), &ours), merged);
    }

    #[test]
    fn anybodys_statement_that_says_the_same_counts_and_a_weaker_one_does_not() {
        let statement = |change: &dyn Fn(&mut Value)| {
            let mut statement = tls_only_statement("b");
            statement["Sid"] = json!("Baseline");
            change(&mut statement);
            json!({ "Statement": [statement] })
        };
        assert!(is_tls_only(Some(&statement(&|_| {})), "b"));
        assert!(is_tls_only(Some(&statement(&|s| s["Principal"] = json!({"AWS": ["*"]}))), "b"));
        assert!(is_tls_only(Some(&statement(&|s| s["Resource"] = json!("*"))), "b"));
        let weaker: [&dyn Fn(&mut Value); 5] = [
            &|s| s["Effect"] = json!("Allow"),
            &|s| s["Action"] = json!("s3:GetObject"),
            &|s| s["Resource"] = json!("arn:aws:s3:::b/*"),
            &|s| s["Principal"] = json!({"AWS": "arn:aws:iam::123456789012:role/a"}),
            &|s| s["Condition"]["IpAddress"] = json!({"aws:SourceIp": "10.0.0.0/8"}),
        ];
        for change in weaker {
            assert!(!is_tls_only(Some(&statement(change)), "b"));
        }
    }
}

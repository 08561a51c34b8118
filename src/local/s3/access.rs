//! Who asks, and whether a bucket's policy lets them.
//!
//! Source of the evaluation: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements".

use std::collections::BTreeSet;

use async_trait::async_trait;
use s3s::S3Result;
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::{S3Auth, SecretKey};
use serde_json::{Value, json};

use super::condition;
use crate::clock::epoch_millis;
use crate::credentials::Credential;
use crate::domain::policy::one_or_many;
use crate::lake::Lake;
use crate::wire::ServiceError;

/// The keys of the lake, for the verification of signatures.
pub struct Keys {
    /// The lake.
    pub lake: Lake,
}

#[async_trait]
impl S3Auth for Keys {
    async fn get_secret_key(&self, access_key: &str) -> S3Result<SecretKey> {
        match self.lake.credential(access_key) {
            Ok(Some(credential)) if credential.is_expired(epoch_millis(self.lake.clock().now())) => {
                Err(super::errors::s3_error(expired(), ""))
            }
            Ok(Some(credential)) => Ok(SecretKey::from(credential.secret_key)),
            Ok(None) => Err(super::errors::s3_error(unknown_key(), "")),
            Err(error) => Err(super::errors::s3_error(error.into(), "")),
        }
    }
}

/// S3's error for a key that it does not know.
pub fn unknown_key() -> ServiceError {
    ServiceError::new(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
}

/// S3's error for the key of a session that is over.
fn expired() -> ServiceError {
    ServiceError::client("ExpiredToken", "The provided token has expired.")
}

/// Access is decided by each operation, which knows its action and its resources.
pub struct Later;

#[async_trait]
impl S3Access for Later {
    async fn check(&self, _context: &mut S3AccessContext<'_>) -> S3Result<()> {
        Ok(())
    }
}

/// Who asks.
#[derive(Debug, Clone)]
pub struct Asker {
    /// The principal's ARN.
    pub principal: String,
    /// What the session may do besides, as a policy document.
    pub policy: Option<Value>,
}

impl From<Credential> for Asker {
    fn from(credential: Credential) -> Self {
        Self { principal: credential.principal, policy: credential.policy }
    }
}

/// A question to a policy.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The ARN of who asks; none is anonymous.
    pub principal: Option<&'a str>,
    /// The lake's account.
    pub account: &'a str,
    /// `s3:GetObject`, …
    pub action: &'a str,
    /// `arn:aws:s3:::bucket/key`
    pub resource: &'a str,
    /// What the request says besides.
    pub keys: condition::Keys<'a>,
}

/// What a policy says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A statement denies, whatever others say.
    Denied,
    /// A statement allows.
    Allowed,
    /// No statement applies.
    Silent,
}

/// What a policy document says to a question. A condition that the lake cannot judge is an error that names it.
pub fn evaluate(policy: &Value, question: Question<'_>) -> Result<Verdict, ServiceError> {
    let mut verdict = Verdict::Silent;
    for statement in one_or_many(&policy["Statement"]) {
        let applies = principal_matches(statement, question)
            && element_matches(statement, "Action", "NotAction", |pattern| {
                wildcard(&pattern.to_ascii_lowercase(), &question.action.to_ascii_lowercase())
            })
            && element_matches(statement, "Resource", "NotResource", |pattern| wildcard(pattern, question.resource))
            && condition::hold(&statement["Condition"], question.keys)?;
        if applies && statement["Effect"] == "Deny" {
            return Ok(Verdict::Denied);
        }
        if applies && statement["Effect"] == "Allow" {
            verdict = Verdict::Allowed;
        }
    }
    Ok(verdict)
}

/// Whether a bucket's policy lets a principal do something with an object in it, by work of the lake itself: there is no
/// request, so a condition on anything but who asks is an error that names it. `bucket` is the bucket's document.
pub fn policy_allows(
    bucket: &Value,
    principal: &str,
    account: &str,
    action: &str,
    resource: &str,
) -> Result<bool, ServiceError> {
    Ok(policy_says(bucket, principal, account, action, resource)? == Verdict::Allowed)
}

/// What a bucket's policy says where there is no request, as [`policy_allows`]; and the keys of conditions that it hangs on
/// and that only a request has. With such keys the verdict is silence.
pub fn policy_says_or_asks(
    bucket: &Value,
    principal: &str,
    account: &str,
    action: &str,
    resource: &str,
) -> (Verdict, BTreeSet<String>) {
    let (mut allowed, mut of_denials, mut of_others) = (false, BTreeSet::new(), BTreeSet::new());
    let policy = bucket["policy"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    for statement in policy.iter().flat_map(|policy| one_or_many(&policy["Statement"])) {
        let alone = json!({ "policy": json!({ "Statement": statement }).to_string() });
        match policy_says(&alone, principal, account, action, resource) {
            Ok(Verdict::Denied) => return (Verdict::Denied, BTreeSet::new()),
            Ok(Verdict::Allowed) => allowed = true,
            Ok(Verdict::Silent) => {}
            Err(_) => {
                let operators = statement["Condition"].as_object().into_iter().flat_map(|all| all.values());
                let keys = operators.filter_map(Value::as_object).flat_map(|wanted| wanted.keys().cloned());
                let is_known = |key: &String| KNOWN.contains(&key.to_ascii_lowercase().as_str());
                let (known, others): (Vec<String>, Vec<String>) = keys.partition(is_known);
                // Where all are known it is the operator that is not.
                let keys = if others.is_empty() { known } else { others };
                if statement["Effect"] == "Deny" { of_denials.extend(keys) } else { of_others.extend(keys) }
            }
        }
    }
    match (allowed, of_denials.is_empty()) {
        (true, true) => (Verdict::Allowed, BTreeSet::new()),
        (true, false) => (Verdict::Silent, of_denials),
        // Nothing allows for certain, so that a denial is of no weight.
        (false, _) => (Verdict::Silent, of_others),
    }
}

/// What is known of whoever asks without a request, in lower case.
const KNOWN: [&str; 3] = ["aws:principalaccount", "aws:principalarn", "aws:securetransport"];

/// What a bucket's policy says where there is no request, as [`policy_allows`].
fn policy_says(
    bucket: &Value,
    principal: &str,
    account: &str,
    action: &str,
    resource: &str,
) -> Result<Verdict, ServiceError> {
    let policy = bucket["policy"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let Some(policy) = policy else { return Ok(Verdict::Silent) };
    let keys = |key: &str| -> Result<condition::Found, ServiceError> {
        Ok(match key {
            "aws:securetransport" => condition::Found::one(Some("true")),
            "aws:principalarn" => condition::Found::one(Some(principal)),
            "aws:principalaccount" => condition::Found::one(Some(account)),
            _ => condition::Found::Unknown,
        })
    };
    evaluate(&policy, Question { principal: Some(principal), account, action, resource, keys: &keys })
}

fn element_matches(statement: &Value, name: &str, negated: &str, matches: impl Fn(&str) -> bool) -> bool {
    let any = |element: &Value| one_or_many(element).iter().filter_map(Value::as_str).any(&matches);
    match (statement.get(name), statement.get(negated)) {
        (Some(element), _) => any(element),
        (None, Some(element)) => !any(element),
        (None, None) => false,
    }
}

/// Naming the account or its root leaves it to IAM who of the account may, and here IAM lets nobody but the root: so it
/// names the root. A denial of the account is one of everybody in it.
fn principal_matches(statement: &Value, question: Question<'_>) -> bool {
    let whole_account = statement["Effect"] == "Deny" && statement.get("Principal").is_some();
    let named = |element: &Value| {
        if element == "*" {
            return true;
        }
        let Some(principal) = question.principal else {
            return one_or_many(&element["AWS"]).iter().any(|value| value == "*");
        };
        let account_root = format!("arn:aws:iam::{}:root", question.account);
        let role = role_of(principal);
        one_or_many(&element["AWS"]).iter().filter_map(Value::as_str).any(|pattern| {
            let is_account = pattern == question.account || pattern == account_root;
            // Naming a role names its sessions.
            pattern == "*"
                || pattern == principal
                || role.as_deref() == Some(pattern)
                || (is_account && (whole_account || principal == account_root))
        })
    };
    match (statement.get("Principal"), statement.get("NotPrincipal")) {
        (Some(element), _) => named(element),
        (None, Some(element)) => !named(element),
        (None, None) => false,
    }
}

/// The role of a session: `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` is one of `arn:aws:iam::ACCOUNT:role/NAME`.
fn role_of(principal: &str) -> Option<String> {
    let (account, rest) = principal.strip_prefix("arn:aws:sts::")?.split_once(":assumed-role/")?;
    let name = rest.split('/').next()?;
    Some(format!("arn:aws:iam::{account}:role/{name}"))
}

/// `*` is any text, `?` is any one character.
pub fn wildcard(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut seen, mut star) = (0, 0, None);
    while seen < text.len() {
        if at < pattern.len() && (pattern[at] == '?' || (pattern[at] == text[seen] && pattern[at] != '*')) {
            at += 1;
            seen += 1;
        } else if at < pattern.len() && pattern[at] == '*' {
            star = Some((at, seen));
            at += 1;
        } else if let Some((star_at, star_seen)) = star {
            at = star_at + 1;
            seen = star_seen + 1;
            star = Some((star_at, star_seen + 1));
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|character| *character == '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::s3::condition::Found;

    fn ask(policy: &Value, principal: Option<&str>, action: &str, resource: &str) -> Verdict {
        let keys = |key: &str| Ok(if key == "aws:securetransport" { Found::one(Some("true")) } else { Found::Unknown });
        evaluate(policy, Question { principal, account: "123456789012", action, resource, keys: &keys }).unwrap()
    }

    #[test]
    fn wildcards_match_as_iam_does() {
        assert!(wildcard("*", ""));
        assert!(wildcard("arn:aws:s3:::raw/*", "arn:aws:s3:::raw/a/b"));
        assert!(wildcard("a*b?d*", "aXXbcdYY"));
        assert!(!wildcard("arn:aws:s3:::raw/*", "arn:aws:s3:::raw"));
        assert!(!wildcard("a?", "a"));
    }

    #[test]
    fn a_deny_beats_an_allow() {
        let policy = json!({"Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::raw/*"},
            {"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::123456789012:role/a"}, "Action": ["s3:Put*"],
             "Resource": "arn:aws:s3:::raw/*"},
        ]});
        let analyst = Some("arn:aws:iam::123456789012:role/a");
        assert_eq!(ask(&policy, analyst, "s3:GetObject", "arn:aws:s3:::raw/k"), Verdict::Allowed);
        assert_eq!(ask(&policy, analyst, "s3:PutObject", "arn:aws:s3:::raw/k"), Verdict::Denied);
        assert_eq!(ask(&policy, None, "s3:PutObject", "arn:aws:s3:::raw/k"), Verdict::Allowed);
        assert_eq!(ask(&policy, analyst, "s3:GetObject", "arn:aws:s3:::other/k"), Verdict::Silent);
    }

    #[test]
    fn naming_the_account_names_its_root_unless_it_denies() {
        let statement = |effect: &str, element: &str, principal: &str| json!({"Statement": [{"Effect": effect, element: {"AWS": principal}, "Action": "s3:*", "Resource": "*"}]});
        let (root, analyst) = (Some("arn:aws:iam::123456789012:root"), Some("arn:aws:iam::123456789012:role/a"));
        let get = |policy: &Value, principal| ask(policy, principal, "s3:GetObject", "arn:aws:s3:::raw/k");
        for account in ["123456789012", "arn:aws:iam::123456789012:root"] {
            let allow = statement("Allow", "Principal", account);
            assert_eq!((get(&allow, root), get(&allow, analyst)), (Verdict::Allowed, Verdict::Silent));
            let deny = statement("Deny", "Principal", account);
            assert_eq!((get(&deny, root), get(&deny, analyst)), (Verdict::Denied, Verdict::Denied));
            let all_but = statement("Deny", "NotPrincipal", account);
            assert_eq!((get(&all_but, root), get(&all_but, analyst)), (Verdict::Silent, Verdict::Denied));
        }
    }

    #[test]
    fn tls_only_denies_nothing_here() {
        let policy = json!({"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}}}});
        assert_eq!(ask(&policy, None, "s3:GetObject", "arn:aws:s3:::raw/k"), Verdict::Silent);
        let inverse = json!({"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "true"}}}});
        assert_eq!(ask(&inverse, None, "s3:GetObject", "arn:aws:s3:::raw/k"), Verdict::Denied);
    }

    #[test]
    fn naming_a_role_names_its_sessions() {
        let policy = json!({"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/a"},
            "Action": "s3:GetObject", "Resource": "*"}});
        let session = Some("arn:aws:sts::123456789012:assumed-role/a/me");
        assert_eq!(ask(&policy, session, "s3:GetObject", "arn:aws:s3:::raw/k"), Verdict::Allowed);
        let other = Some("arn:aws:sts::123456789012:assumed-role/b/me");
        assert_eq!(ask(&policy, other, "s3:GetObject", "arn:aws:s3:::raw/k"), Verdict::Silent);
    }
}

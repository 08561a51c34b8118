//! Conditions of bucket policies: what a request says of itself, and the operators that compare it.
//!
//! Sources: IAM User Guide, "IAM JSON policy elements: Condition operators" and "AWS global condition context keys";
//! Service Authorization Reference, "Condition keys for Amazon S3".

use std::net::Ipv4Addr;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::access::wildcard;
use crate::domain::policy::one_or_many;
use crate::wire::ServiceError;

/// What a request says about a condition key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// These values; several only where the key is one of several values.
    Values(Vec<String>),
    /// Nothing: the key is not in the request.
    Absent,
    /// The lake does not know the key.
    Unknown,
}

impl Found {
    /// One value, or nothing.
    pub fn one(value: Option<impl Into<String>>) -> Self {
        value.map_or(Self::Absent, |value| Self::Values(vec![value.into()]))
    }
}

/// What is asked about a request, besides who and what.
pub type Keys<'a> = &'a dyn Fn(&str) -> Result<Found, ServiceError>;

/// Whether all conditions hold. One that the lake cannot judge is an error that names it.
pub fn hold(conditions: &Value, keys: Keys<'_>) -> Result<bool, ServiceError> {
    let Value::Object(operators) = conditions else { return Ok(true) };
    for (operator, wanted) in operators {
        let Value::Object(wanted) = wanted else { continue };
        for (key, wanted) in wanted {
            let unsupported =
                || ServiceError::unsupported(format_args!("the bucket policy condition {operator} on {key}"));
            let found = match keys(&key.to_ascii_lowercase())? {
                Found::Unknown => return Err(unsupported()),
                Found::Absent => Vec::new(),
                Found::Values(values) => values,
            };
            if !holds(operator, &found, wanted).ok_or_else(unsupported)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Whether one condition holds; none when the operator is not known.
fn holds(operator: &str, found: &[String], wanted: &Value) -> Option<bool> {
    let wanted: Vec<String> = one_or_many(wanted)
        .iter()
        .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        .collect();
    if operator == "Null" {
        return Some(wanted.iter().any(|wanted| (wanted == "true") == found.is_empty()));
    }
    let (set, operator) = match operator.split_once(':') {
        Some((set, operator)) => (Some(set), operator),
        None => (None, operator),
    };
    let (operator, if_exists) = match operator.strip_suffix("IfExists") {
        Some(base) => (base, true),
        None => (operator, false),
    };
    let (compare, negated) = operator_of(operator)?;
    let one = |value: &String| wanted.iter().any(|wanted| compare(wanted, value)) != negated;
    Some(match set {
        // A set without members has none that does not match.
        Some("ForAllValues") => found.iter().all(one),
        Some("ForAnyValue") => found.iter().any(one),
        Some(_) => return None,
        None if found.is_empty() => if_exists || negated,
        None if negated => found.iter().all(one),
        None => found.iter().any(one),
    })
}

type Compare = fn(&str, &str) -> bool;

/// (whether a wanted value takes a found one, whether the operator is the opposite).
fn operator_of(name: &str) -> Option<(Compare, bool)> {
    Some(match name {
        "Bool" | "StringEqualsIgnoreCase" => (|wanted, found| wanted.eq_ignore_ascii_case(found), false),
        "StringNotEqualsIgnoreCase" => (|wanted, found| wanted.eq_ignore_ascii_case(found), true),
        "StringEquals" | "BinaryEquals" => (|wanted, found| wanted == found, false),
        "StringNotEquals" => (|wanted, found| wanted == found, true),
        "StringLike" | "ArnLike" | "ArnEquals" => (wildcard, false),
        "StringNotLike" | "ArnNotLike" | "ArnNotEquals" => (wildcard, true),
        "NumericEquals" => (|wanted, found| numbers(wanted, found, |found, wanted| found == wanted), false),
        "NumericNotEquals" => (|wanted, found| numbers(wanted, found, |found, wanted| found == wanted), true),
        "NumericLessThan" => (|wanted, found| numbers(wanted, found, |found, wanted| found < wanted), false),
        "NumericLessThanEquals" => (|wanted, found| numbers(wanted, found, |found, wanted| found <= wanted), false),
        "NumericGreaterThan" => (|wanted, found| numbers(wanted, found, |found, wanted| found > wanted), false),
        "NumericGreaterThanEquals" => (|wanted, found| numbers(wanted, found, |found, wanted| found >= wanted), false),
        "DateEquals" => (|wanted, found| dates(wanted, found, |found, wanted| found == wanted), false),
        "DateNotEquals" => (|wanted, found| dates(wanted, found, |found, wanted| found == wanted), true),
        "DateLessThan" => (|wanted, found| dates(wanted, found, |found, wanted| found < wanted), false),
        "DateLessThanEquals" => (|wanted, found| dates(wanted, found, |found, wanted| found <= wanted), false),
        "DateGreaterThan" => (|wanted, found| dates(wanted, found, |found, wanted| found > wanted), false),
        "DateGreaterThanEquals" => (|wanted, found| dates(wanted, found, |found, wanted| found >= wanted), false),
        "IpAddress" => (in_network, false),
        "NotIpAddress" => (in_network, true),
        _ => return None,
    })
}

fn numbers(wanted: &str, found: &str, holds: fn(f64, f64) -> bool) -> bool {
    match (wanted.parse(), found.parse()) {
        (Ok(wanted), Ok(found)) => holds(found, wanted),
        _ => false,
    }
}

fn dates(wanted: &str, found: &str, holds: fn(i64, i64) -> bool) -> bool {
    let seconds = |text: &str| match OffsetDateTime::parse(text, &Rfc3339) {
        Ok(time) => Some(time.unix_timestamp()),
        Err(_) => text.parse().ok(),
    };
    match (seconds(wanted), seconds(found)) {
        (Some(wanted), Some(found)) => holds(found, wanted),
        _ => false,
    }
}

/// Whether an address is in a network (`10.0.0.0/8`, or one address).
fn in_network(network: &str, address: &str) -> bool {
    let (base, bits) = network.split_once('/').unwrap_or((network, "32"));
    let (Ok(base), Ok(bits), Ok(address)) =
        (base.parse::<Ipv4Addr>(), bits.parse::<u32>(), address.parse::<Ipv4Addr>())
    else {
        // Nobody comes from an IPv6 address here.
        return false;
    };
    let mask = u32::MAX.checked_shl(32_u32.saturating_sub(bits)).unwrap_or(0);
    u32::from(base) & mask == u32::from(address) & mask
}

/// A parameter of a query string, decoded.
pub fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let pairs = query?.split('&');
    let value = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).find(|(found, _)| *found == name)?.1;
    percent_decode_str(&value.replace('+', " ")).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judged(conditions: Value, found: &[(&str, &[&str])]) -> bool {
        let found: Vec<(String, Found)> = found
            .iter()
            .map(|(key, values)| {
                let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
                ((*key).to_owned(), if values.is_empty() { Found::Absent } else { Found::Values(values) })
            })
            .collect();
        let keys = |key: &str| {
            Ok(found.iter().find(|(name, _)| name == key).map_or(Found::Unknown, |(_, found)| found.clone()))
        };
        hold(&conditions, &keys).unwrap()
    }

    #[test]
    fn operators_compare_as_iam_does() {
        fn prefix<'a>(value: &'a [&'a str]) -> [(&'a str, &'a [&'a str]); 1] {
            [("s3:prefix", value)]
        }
        assert!(judged(json!({"StringLike": {"s3:prefix": ["a/*", "b/*"]}}), &prefix(&["b/c"])));
        assert!(!judged(json!({"StringLike": {"s3:prefix": "a/*"}}), &prefix(&[])));
        assert!(judged(json!({"StringLikeIfExists": {"s3:prefix": "a/*"}}), &prefix(&[])));
        assert!(judged(json!({"StringNotEquals": {"s3:prefix": "a"}}), &prefix(&[])));
        assert!(judged(json!({"Null": {"s3:prefix": "true"}}), &prefix(&[])));
        assert!(!judged(json!({"Null": {"s3:prefix": true}}), &prefix(&["x"])));
        let number = [("s3:max-keys", &["10"][..])];
        assert!(judged(json!({"NumericLessThanEquals": {"s3:max-keys": "10"}}), &number));
        assert!(!judged(json!({"NumericGreaterThan": {"s3:max-keys": 10}}), &number));
        let address = [("aws:sourceip", &["127.0.0.1"][..])];
        assert!(judged(json!({"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "127.0.0.0/8"]}}), &address));
        assert!(judged(json!({"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}), &address));
        let now = [("aws:currenttime", &["2026-11-22T10:00:00Z"][..])];
        assert!(judged(json!({"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}), &now));
        assert!(!judged(json!({"DateGreaterThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}), &now));
    }

    #[test]
    fn sets_are_judged_whole() {
        let keys = [("s3:requestobjecttagkeys", &["a", "b"][..])];
        let all =
            |wanted: Value| judged(json!({"ForAllValues:StringEquals": {"s3:RequestObjectTagKeys": wanted}}), &keys);
        assert!(all(json!(["a", "b", "c"])) && !all(json!(["a"])));
        assert!(judged(json!({"ForAnyValue:StringEquals": {"s3:RequestObjectTagKeys": "b"}}), &keys));
    }

    #[test]
    fn what_cannot_be_judged_is_named() {
        let unknown = |_: &str| Ok(Found::Unknown);
        let error = hold(&json!({"StringEquals": {"aws:Moon": "full"}}), &unknown).unwrap_err();
        assert!(error.message.contains("StringEquals on aws:Moon"), "{error}");
        let absent = |_: &str| Ok(Found::Absent);
        assert!(hold(&json!({"StringSmells": {"s3:prefix": "x"}}), &absent).is_err());
    }

    #[test]
    fn parameters_are_decoded() {
        assert_eq!(parameter(Some("list-type=2&prefix=a%2Fb+c&x"), "prefix").as_deref(), Some("a/b c"));
        assert_eq!(parameter(Some("x"), "x").as_deref(), Some(""));
        assert_eq!(parameter(None, "x"), None);
    }
}

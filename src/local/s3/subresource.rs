//! Which part of a bucket or object a query names: `?lifecycle`, `?acl`.
//!
//! `s3s` passes over the ones that it does not know and takes the request for one about the bucket or object itself: a
//! `DELETE /bucket?metadataConfiguration` would delete the bucket. What is not known here is refused by its name.
//!
//! Source of the names: S3 API Reference, "Actions".

use http::Method;
use http::request::Parts;
use percent_encoding::percent_decode_str;

use super::{host, names_key};
use crate::wire::ServiceError;

/// What a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Account,
    Bucket,
    Object,
}

/// Refuses a request about a part that this lake does not know, or not for this method.
///
/// A part is a name without a value. Other names that S3 does not know are passed over, as AWS does.
pub fn refuse_unknown(parts: &Parts) -> Result<(), ServiceError> {
    let level = level(parts);
    let known = known(&parts.method, level);
    for pair in parts.uri.query().unwrap_or("").split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = percent_decode_str(name).decode_utf8_lossy();
        if value.is_empty() && !known.contains(&name.as_ref()) && !is_parameter(&name) {
            let about = match level {
                Level::Account => "the account",
                Level::Bucket => "a bucket",
                Level::Object => "an object",
            };
            let name: String = name.chars().take(64).collect();
            return Err(ServiceError::unsupported(format_args!("s3 {} ?{name} of {about}", parts.method)));
        }
    }
    Ok(())
}

fn level(parts: &Parts) -> Level {
    let host = parts.headers.get(http::header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    if names_key(parts) {
        Level::Object
    } else if host::bucket_of(host).is_some() || parts.uri.path() != "/" {
        Level::Bucket
    } else {
        Level::Account
    }
}

/// The parts that `s3s` tells apart.
fn known(method: &Method, level: Level) -> &'static [&'static str] {
    match (method.as_str(), level) {
        ("GET", Level::Bucket) => &[
            "accelerate",
            "acl",
            "analytics",
            "cors",
            "encryption",
            "intelligent-tiering",
            "inventory",
            "lifecycle",
            "location",
            "logging",
            "metadataTable",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "session",
            "tagging",
            "uploads",
            "versioning",
            "versions",
            "website",
        ],
        ("PUT", Level::Bucket) => &[
            "accelerate",
            "acl",
            "analytics",
            "cors",
            "encryption",
            "intelligent-tiering",
            "inventory",
            "lifecycle",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "policy",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "tagging",
            "versioning",
            "website",
        ],
        ("DELETE", Level::Bucket) => &[
            "analytics",
            "cors",
            "encryption",
            "intelligent-tiering",
            "inventory",
            "lifecycle",
            "metadataTable",
            "metrics",
            "ownershipControls",
            "policy",
            "publicAccessBlock",
            "replication",
            "tagging",
            "website",
        ],
        ("POST", Level::Bucket) => &["delete", "metadataTable"],
        ("GET", Level::Object) => &["acl", "attributes", "legal-hold", "retention", "tagging", "torrent"],
        // Without Object Lock here, what sets a hold is refused before its document is read.
        ("PUT", Level::Object) => &["acl", "tagging"],
        ("POST", Level::Object) => &["restore", "select", "uploads"],
        ("DELETE", Level::Object) => &["tagging"],
        _ => &[],
    }
}

/// Parameters of requests, which may be empty: clients send `prefix=`.
fn is_parameter(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "AWSAccessKeyId",
        "Expires",
        "Signature",
        "bucket-region",
        "continuation-token",
        "delimiter",
        "encoding-type",
        "fetch-owner",
        "id",
        "key-marker",
        "list-type",
        "marker",
        "max-buckets",
        "max-keys",
        "max-parts",
        "max-uploads",
        "part-number-marker",
        "partNumber",
        "prefix",
        "select-type",
        "start-after",
        "upload-id-marker",
        "uploadId",
        "version-id-marker",
        "versionId",
        "x-id",
    ];
    let lower = name.to_ascii_lowercase();
    NAMES.contains(&name) || lower.starts_with("x-amz-") || lower.starts_with("response-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(method: &str, uri: &str) -> Option<String> {
        let request = http::Request::builder().method(method).uri(uri).header("host", "127.0.0.1:4566").body(());
        let (parts, ()) = request.expect("a request").into_parts();
        refuse_unknown(&parts).err().map(|error| error.message)
    }

    #[test]
    fn what_is_not_known_is_refused_by_its_name() {
        for (method, uri, name) in [
            ("DELETE", "/raw?metadataConfiguration", "?metadataConfiguration of a bucket"),
            ("GET", "/raw?abac", "?abac of a bucket"),
            ("PUT", "/raw/?abac=", "?abac of a bucket"),
            ("PUT", "/raw/k?renameObject&x-id=RenameObject", "?renameObject of an object"),
            ("PUT", "/raw/k?encryption", "?encryption of an object"),
            ("DELETE", "/raw/k?annotation&annotationName=a", "?annotation of an object"),
            ("GET", "/raw?%61bac", "?abac of a bucket"),
            ("DELETE", "/raw/k?acl", "s3 DELETE ?acl of an object"),
            ("GET", "/?abac", "?abac of the account"),
        ] {
            let message = refused(method, uri).unwrap_or_else(|| panic!("{method} {uri} is let through"));
            assert!(message.contains(name), "{message}");
        }
    }

    #[test]
    fn what_is_known_goes_on() {
        for (method, uri) in [
            ("GET", "/"),
            ("GET", "/raw?list-type=2&prefix=&delimiter=&marker=&encoding-type=url"),
            ("GET", "/raw?lifecycle"),
            ("GET", "/raw?versions&key-marker="),
            ("PUT", "/raw/k?tagging="),
            ("POST", "/raw/k?uploads"),
            ("POST", "/raw/k?select&select-type=2"),
            ("GET", "/raw/k?response-content-type=&versionId="),
            ("GET", "/raw/k?X-Amz-Security-Token=&v=20261122"),
        ] {
            assert_eq!(refused(method, uri), None, "{method} {uri}");
        }
    }
}

//! What a presigned URL says in its query and S3 reads as headers (`x-amz-meta-…`, `x-amz-storage-class`, …).
//!
//! Signers move headers into the query when whoever uses the URL cannot be told to send them. The older signature is made
//! over them as if they were headers. Of the checksums in the query S3 takes no notice: a signer that has no body yet
//! would say that of an empty one.

use http::header::{CONTENT_TYPE, HeaderName};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use super::{OLDER_KEY, query_value};

/// Parameters that are about the signature itself, in lower case.
const SIGNING: &[&str] = &[
    "x-amz-algorithm",
    "x-amz-credential",
    "x-amz-date",
    "x-amz-expires",
    "x-amz-signedheaders",
    "x-amz-signature",
    "x-amz-security-token",
    "x-amz-content-sha256",
];

/// Adds to a request the headers that its URL names; one that was sent stays as it is.
pub fn unfold(parts: &mut Parts) {
    let is_older = query_value(parts, OLDER_KEY).is_some();
    if !is_older && query_value(parts, "X-Amz-Signature").is_none() {
        return;
    }
    let decode =
        |text: &str| percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let mut found = HeaderMap::new();
    for (name, value) in parts.uri.query().unwrap_or("").split('&').filter_map(|pair| pair.split_once('=')) {
        let name = decode(name).to_ascii_lowercase();
        if !is_header(&name, is_older) {
            continue;
        }
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(&decode(value))) {
            found.insert(name, value);
        }
    }
    for (name, value) in found.iter().filter(|(name, _)| !parts.headers.contains_key(*name)).collect::<Vec<_>>() {
        parts.headers.insert(name, value.clone());
    }
}

fn is_header(name: &str, is_older: bool) -> bool {
    if is_older {
        return name.starts_with("x-amz-") || name == CONTENT_TYPE.as_str() || name == "content-md5";
    }
    let is_checksum = name.starts_with("x-amz-checksum-") || name.starts_with("x-amz-sdk-");
    name.starts_with("x-amz-") && !is_checksum && !SIGNING.contains(&name)
}

//! Signature Version 4 for every service but S3 (which `s3s` verifies, with its chunked bodies and presigned URLs).
//!
//! Source of the algorithm: AWS General Reference, "Create a signed AWS API request".

use std::time::{Duration, SystemTime};

use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use http::request::Parts;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use time::macros::format_description;

use super::ServiceError;

/// How far a client's clock may be off.
const ALLOWED_SKEW: Duration = Duration::from_secs(15 * 60);

/// What the `Authorization` header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The access key.
    pub access_key: String,
    /// `YYYYMMDD`
    pub date: String,
    /// The region of the scope.
    pub region: String,
    /// The signing name of the scope.
    pub service: String,
    /// Lower-case names, in order.
    pub signed_headers: Vec<String>,
    /// Lower-case hexadecimal.
    pub signature: String,
}

impl Claim {
    /// Reads the header, or the scope parameter of a presigned URL; `None` when the request is not signed.
    pub fn read(parts: &Parts) -> Option<Self> {
        let header = parts.headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
        let rest = header.strip_prefix("AWS4-HMAC-SHA256")?.trim_start();
        let (mut credential, mut headers, mut signature) = (None, None, None);
        for field in rest.split(',') {
            match field.trim().split_once('=')? {
                ("Credential", value) => credential = Some(value),
                ("SignedHeaders", value) => headers = Some(value),
                ("Signature", value) => signature = Some(value),
                _ => {}
            }
        }
        // The key may hold slashes in principle, so the scope is read from the right.
        let mut scope = credential?.rsplitn(5, '/');
        let (_terminator, service, region, date, access_key) =
            (scope.next()?, scope.next()?, scope.next()?, scope.next()?, scope.next()?);
        Some(Self {
            access_key: access_key.to_owned(),
            date: date.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
            signed_headers: headers?.split(';').map(str::to_owned).collect(),
            signature: signature?.to_owned(),
        })
    }
}

/// Checks a claim against the secret of its access key. `now` is the real time, not the lake's virtual one.
pub fn verify(claim: &Claim, secret: &str, parts: &Parts, body: &[u8], now: SystemTime) -> Result<(), ServiceError> {
    let stamp = header(&parts.headers, "x-amz-date").ok_or_else(|| incomplete("the x-amz-date header is missing"))?;
    check_time(&stamp, now)?;
    if !claim.signed_headers.iter().any(|name| name == "host") {
        return Err(incomplete("the host header is not signed"));
    }
    let body_hash = hex::encode(Sha256::digest(body));
    if let Some(declared) = header(&parts.headers, "x-amz-content-sha256")
        && declared != body_hash
        && declared != "UNSIGNED-PAYLOAD"
    {
        return Err(mismatch());
    }
    let declared = header(&parts.headers, "x-amz-content-sha256").unwrap_or(body_hash);
    let canonical = canonical_request(claim, parts, &declared);
    let scope = format!("{}/{}/{}/aws4_request", claim.date, claim.region, claim.service);
    let to_sign = format!("AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{}", hex::encode(Sha256::digest(canonical)));
    let mut key = sign(format!("AWS4{secret}").as_bytes(), &claim.date);
    for part in [&claim.region, &claim.service, "aws4_request", &to_sign] {
        key = sign(&key, part);
    }
    let expected = hex::encode(key);
    if bool::from(expected.as_bytes().ct_eq(claim.signature.as_bytes())) { Ok(()) } else { Err(mismatch()) }
}

fn canonical_request(claim: &Claim, parts: &Parts, body_hash: &str) -> String {
    let mut query: Vec<(String, String)> = parts
        .uri
        .query()
        .unwrap_or("")
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        })
        .collect();
    query.sort();
    let query: Vec<String> = query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let headers: String =
        claim.signed_headers.iter().map(|name| format!("{name}:{}\n", signed_value(parts, name))).collect();
    // Paths of these services hold only unreserved characters, so encoding them again changes nothing.
    format!(
        "{}\n{}\n{}\n{headers}\n{}\n{body_hash}",
        parts.method,
        parts.uri.path(),
        query.join("&"),
        claim.signed_headers.join(";")
    )
}

/// The value of a signed header. In-process requests carry the host in their URI alone.
fn signed_value(parts: &Parts, name: &str) -> String {
    let host = || (name == "host").then(|| parts.uri.authority().map(ToString::to_string)).flatten();
    header(&parts.headers, name).or_else(host).unwrap_or_default()
}

/// All values of a header, joined and trimmed as the algorithm asks.
fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let values: Vec<String> = headers
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    if values.is_empty() { None } else { Some(values.join(",")) }
}

fn check_time(stamp: &str, now: SystemTime) -> Result<(), ServiceError> {
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    let Ok(signed) = time::PrimitiveDateTime::parse(stamp, format) else {
        return Err(incomplete("the x-amz-date header is not of the form 20261122T100000Z"));
    };
    let distance = time::OffsetDateTime::from(now) - signed.assume_utc();
    if distance.unsigned_abs() > ALLOWED_SKEW {
        return Err(ServiceError::new(
            403,
            "InvalidSignatureException",
            format!("Signature expired: {stamp} is {} seconds from the lake's time", distance.whole_seconds()),
        ));
    }
    Ok(())
}

fn sign(key: &[u8], message: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn mismatch() -> ServiceError {
    ServiceError::new(
        403,
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided. \
         Check your AWS Secret Access Key and signing method.",
    )
}

fn incomplete(why: &str) -> ServiceError {
    ServiceError::new(403, "IncompleteSignatureException", format!("Authorization header is incomplete: {why}"))
}

/// The error for a key that the lake does not know.
pub fn unknown_key() -> ServiceError {
    ServiceError::new(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
}

/// The error for the key of a session that is over.
pub fn expired() -> ServiceError {
    ServiceError::new(403, "ExpiredTokenException", "The security token included in the request is expired")
}

/// The error for a request that carries no signature.
pub fn unsigned() -> ServiceError {
    ServiceError::new(403, "MissingAuthenticationTokenException", "Request is missing Authentication Token")
}

/// The services that answer in XML have names of their own for these errors.
pub fn in_query_terms(mut error: ServiceError) -> ServiceError {
    let code = match error.code.as_ref() {
        "InvalidSignatureException" => "SignatureDoesNotMatch",
        "UnrecognizedClientException" => "InvalidClientTokenId",
        "ExpiredTokenException" => "ExpiredToken",
        "MissingAuthenticationTokenException" => "MissingAuthenticationToken",
        "IncompleteSignatureException" => "IncompleteSignature",
        _ => return error,
    };
    error.code = code.into();
    error
}

//! A `Range` that is no range: S3 passes it over and sends the whole object, `s3s` refuses it.
//!
//! The header can be among the signed ones, so that it may go only after the signature is verified: `s3s` asks its
//! routes then. The request goes on without the header, in the name of the principal who was found.
//!
//! Source: RFC 9110, 14.2; S3 API Reference, GetObject: several ranges in one request are not supported.

use http::header::{AUTHORIZATION, HeaderMap, RANGE};
use http::{Extensions, Method};
use s3s::dto::Range;
use s3s::{Body, S3Request, S3Response, S3Result};

use super::access::{Asker, unknown_key};
use super::errors::s3_error;
use super::{serve, session_token, strip_presigned_query};
use crate::lake::Lake;
use crate::wire::{Response, ServiceError, full};

/// Whether a request has a range that means nothing.
pub fn is_meant(method: &Method, headers: &HeaderMap) -> bool {
    let reads = method == Method::GET || method == Method::HEAD;
    let range = headers.get(RANGE).map(|value| value.to_str().unwrap_or_default());
    reads && range.is_some_and(|range| range.trim() == "bytes=-" || Range::parse(range).is_err())
}

/// Answers a request whose signature is verified as if it had no range.
pub async fn answer(lake: &Lake, assumed: Option<Asker>, request: S3Request<Body>) -> S3Result<S3Response<Body>> {
    let (mut parts, ()) = http::Request::new(()).into_parts();
    parts.method = request.method;
    parts.uri = request.uri;
    parts.headers = request.headers;
    let asker = match (assumed, request.credentials) {
        (Some(assumed), _) => Some(assumed),
        (None, Some(keys)) => {
            let found = lake.credential(&keys.access_key).map_err(ServiceError::from);
            let credential =
                found.and_then(|found| found.ok_or_else(unknown_key)).map_err(|error| s3_error(error, ""))?;
            if credential.session_token.is_some() && credential.session_token != session_token(&parts) {
                let message = "The provided token is malformed or otherwise invalid.";
                return Err(s3_error(ServiceError::client("InvalidToken", message), ""));
            }
            Some(credential.into())
        }
        (None, None) => None,
    };
    parts.headers.remove(RANGE);
    parts.headers.remove(AUTHORIZATION);
    strip_presigned_query(&mut parts);
    Ok(told(serve(lake, parts, full(""), "", asker).await))
}

/// The answer, in the terms of `s3s`.
fn told(response: Response) -> S3Response<Body> {
    let (parts, body) = response.into_parts();
    let mut told = S3Response::with_headers(Body::http_body_unsync(body), parts.headers);
    told.status = Some(parts.status);
    told.extensions = Extensions::clone(&parts.extensions);
    told
}

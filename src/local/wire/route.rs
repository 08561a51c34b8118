//! Which service and protocol a request is for, and the way there: body, signature, operation, answer.
//!
//! One port serves all: the target header decides first, then the RPC path, then the signature's scope, then the form;
//! what is left is S3.

use bytes::{Bytes, BytesMut};
use http::request::Parts;
use http_body_util::BodyExt;

use super::json::{self, Flavor};
use super::signature::{self, Claim};
use super::{Body, Call, Caller, Request, Response, ServiceError};
use crate::clock::{Clock, SystemClock, epoch_millis, new_id};
use crate::lake::Lake;
use crate::services;

/// No request of the JSON services is larger: PutMetricData takes 1 MB, PutLogEvents 1 MiB, definitions 170,000 bytes.
const BODY_LIMIT: usize = 8 << 20;

/// What needs no signature on AWS: the caller has the word of another service. The lake knows no such service.
const UNSIGNED: (&str, &[&str]) = ("sts", &["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"]);

/// How a request is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// One of the JSON protocols.
    Json(Flavor),
    /// `rpc-v2-cbor`
    Cbor,
    /// Form in, XML out.
    Query,
}

/// Where a request goes.
struct Route {
    /// The service; for one that the lake does not have, its name.
    service: Result<&'static super::Service, String>,
    /// The operation; in the query protocol it is known once the form is read.
    operation: String,
    protocol: Protocol,
}

/// Answers a request of any service.
pub async fn dispatch(lake: &Lake, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let claim = Claim::read(&parts);
    let Some(mut route) = find(&parts, claim.as_ref()) else {
        return crate::s3::handle(lake, http::Request::from_parts(parts, body)).await;
    };
    let request_id = new_id();
    let query_compatible = parts.headers.contains_key("x-amzn-query-mode");
    let reply = match read(body).await {
        Some(body) => answer(lake, &mut route, &parts, claim, body, &request_id).await,
        None => Err(ServiceError::new(413, "RequestEntityTooLarge", "the request body is too large or was cut off")),
    };
    match route.protocol {
        Protocol::Json(flavor) => json::encode(flavor, reply, &request_id, query_compatible),
        Protocol::Cbor => super::cbor::encode(reply, &request_id),
        Protocol::Query => {
            let namespace = route.service.map_or("", |service| service.xml_namespace);
            super::query::encode(&route.operation, namespace, reply.map_err(signature::in_query_terms), &request_id)
        }
    }
}

/// The whole body; `None` when it is too large or was cut off.
async fn read(mut body: Body) -> Option<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.ok()?.into_data() else { continue };
        if bytes.len() + data.len() > BODY_LIMIT {
            return None;
        }
        bytes.extend_from_slice(&data);
    }
    Some(bytes.freeze())
}

/// Where a request goes; `None` is S3.
fn find(parts: &Parts, claim: Option<&Claim>) -> Option<Route> {
    let by_target = |prefix: &str| services::by_target(prefix).ok_or_else(|| prefix.to_owned());
    if let Some(target) = parts.headers.get("x-amz-target").and_then(|value| value.to_str().ok()) {
        let (prefix, operation) = target.split_once('.').unwrap_or((target, ""));
        let json10 =
            parts.headers.get(http::header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().ends_with(b"1.0"));
        let flavor = if json10 { Flavor::Json10 } else { Flavor::Json11 };
        let service = by_target(prefix);
        return Some(Route { service, operation: operation.to_owned(), protocol: Protocol::Json(flavor) });
    }
    if let Some(rest) = parts.uri.path().strip_prefix("/service/")
        && parts.headers.get("smithy-protocol").is_some_and(|value| value == "rpc-v2-cbor")
    {
        let (prefix, operation) = rest.split_once("/operation/")?;
        return Some(Route { service: by_target(prefix), operation: operation.to_owned(), protocol: Protocol::Cbor });
    }
    let is_form = parts
        .headers
        .get(http::header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let signing_name = match claim {
        Some(claim) => Some(claim.service.as_str()).filter(|name| *name != "s3")?,
        // S3 takes no such form; what takes one unsigned is in the token service.
        None if is_form && parts.uri.path() == "/" => UNSIGNED.0,
        None => return None,
    };
    let service = services::by_signing_name(signing_name).ok_or_else(|| signing_name.to_owned());
    if is_form || service.as_ref().is_ok_and(|service| !service.xml_namespace.is_empty()) {
        return Some(Route { service, operation: String::new(), protocol: Protocol::Query });
    }
    let operation = parts.uri.path().trim_start_matches('/').to_owned();
    Some(Route { service, operation, protocol: Protocol::Json(Flavor::Rest) })
}

async fn answer(
    lake: &Lake,
    route: &mut Route,
    parts: &Parts,
    claim: Option<Claim>,
    body: Bytes,
    request_id: &str,
) -> super::Reply {
    if claim.is_none()
        && route.protocol == Protocol::Query
        && let Ok((operation, _)) = super::query::decode(parts, &body)
        && UNSIGNED.1.contains(&operation.as_str())
    {
        return Err(ServiceError::not_implemented(UNSIGNED.0, &operation));
    }
    let caller = authenticate(lake, parts, claim, &body)?;
    let body = decompress(parts, body)?;
    let input = match route.protocol {
        Protocol::Json(_) => json::decode(&body),
        Protocol::Cbor => super::cbor::decode(&body),
        Protocol::Query => super::query::decode(parts, &body).map(|(operation, input)| {
            route.operation = operation;
            input
        }),
    };
    // A service that is not here is named even when its body is of a kind that no service here has.
    let service = route.service.as_ref().map_err(|name| ServiceError::not_implemented(name, &route.operation))?;
    let call = Call { lake: lake.clone(), caller, input: input?, request_id: request_id.to_owned() };
    service.run(&route.operation, call).await
}

/// Verifies the signature and finds out who signed.
pub fn authenticate(lake: &Lake, parts: &Parts, claim: Option<Claim>, body: &[u8]) -> Result<Caller, ServiceError> {
    let Some(claim) = claim else { return Err(signature::unsigned()) };
    let credential = match lake.credential(&claim.access_key)? {
        Some(credential) => {
            if !lake.options().any_credentials {
                signature::verify(&claim, &credential.secret_key, parts, body, SystemClock.now())?;
                credential.check_token(parts)?;
                if credential.is_expired(epoch_millis(lake.clock().now())) {
                    return Err(signature::expired());
                }
            }
            credential
        }
        None if lake.options().any_credentials => lake.root_credential()?,
        None => return Err(signature::unknown_key()),
    };
    Ok(Caller {
        access_key: claim.access_key,
        principal: credential.principal,
        account: lake.options().account.clone(),
        region: claim.region,
        vouched: credential.vouched,
    })
}

/// PutMetricData bodies of 10 KB and more come compressed.
fn decompress(parts: &Parts, body: Bytes) -> Result<Bytes, ServiceError> {
    use std::io::Read;
    if parts.headers.get(http::header::CONTENT_ENCODING).is_none_or(|value| value != "gzip") {
        return Ok(body);
    }
    let mut plain = Vec::new();
    let limit = u64::try_from(BODY_LIMIT).unwrap_or(u64::MAX);
    flate2::read::MultiGzDecoder::new(body.as_ref()).take(limit).read_to_end(&mut plain).map_err(|error| {
        ServiceError::client("SerializationException", format!("the request body is not gzip: {error}"))
    })?;
    Ok(plain.into())
}

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
use crate::clock::{Clock, SystemClock, new_id};
use crate::local::lake::Lake;
use crate::local::services;

/// No request of the JSON services is larger: PutMetricData takes 1 MB, PutLogEvents 1 MiB, definitions 170,000 bytes.
const BODY_LIMIT: usize = 8 << 20;

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
    service: &'static super::Service,
    operation: Option<String>,
    protocol: Protocol,
}

/// Answers a request of any service.
pub async fn dispatch(lake: &Lake, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let claim = Claim::read(&parts);
    let Some(route) = find(&parts, claim.as_ref()) else {
        return crate::local::s3::handle(lake, http::Request::from_parts(parts, body)).await;
    };
    let request_id = new_id();
    let query_compatible = parts.headers.contains_key("x-amzn-query-mode");
    let reply = match read(body).await {
        Some(body) => answer(lake, &route, &parts, claim, body, &request_id).await,
        None => Err(ServiceError::new(413, "RequestEntityTooLarge", "the request body is too large or was cut off")),
    };
    match route.protocol {
        Protocol::Json(flavor) => json::encode(flavor, reply, &request_id, query_compatible),
        Protocol::Cbor => super::cbor::encode(reply, &request_id),
        Protocol::Query => {
            let operation = route.operation.as_deref().unwrap_or("Unknown");
            super::query::encode(operation, route.service.xml_namespace, reply, &request_id)
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

fn find(parts: &Parts, claim: Option<&Claim>) -> Option<Route> {
    if let Some(target) = parts.headers.get("x-amz-target").and_then(|value| value.to_str().ok()) {
        let (prefix, operation) = target.split_once('.')?;
        let service = services::by_target(prefix)?;
        let json10 =
            parts.headers.get(http::header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().ends_with(b"1.0"));
        let flavor = if json10 { Flavor::Json10 } else { Flavor::Json11 };
        return Some(Route { service, operation: Some(operation.to_owned()), protocol: Protocol::Json(flavor) });
    }
    if let Some(rest) = parts.uri.path().strip_prefix("/service/")
        && parts.headers.get("smithy-protocol").is_some_and(|value| value == "rpc-v2-cbor")
    {
        let (prefix, operation) = rest.split_once("/operation/")?;
        let service = services::by_target(prefix)?;
        return Some(Route { service, operation: Some(operation.to_owned()), protocol: Protocol::Cbor });
    }
    let signing_name = claim.map(|claim| claim.service.as_str());
    if let Some(service) = signing_name.and_then(services::by_signing_name) {
        if service.xml_namespace.is_empty() {
            let operation = parts.uri.path().trim_start_matches('/').to_owned();
            return Some(Route { service, operation: Some(operation), protocol: Protocol::Json(Flavor::Rest) });
        }
        return Some(Route { service, operation: None, protocol: Protocol::Query });
    }
    None
}

async fn answer(
    lake: &Lake,
    route: &Route,
    parts: &Parts,
    claim: Option<Claim>,
    body: Bytes,
    request_id: &str,
) -> super::Reply {
    let caller = authenticate(lake, parts, claim, &body)?;
    let body = decompress(parts, body)?;
    let (operation, input) = match route.protocol {
        Protocol::Json(_) => (route.operation.clone().unwrap_or_default(), json::decode(&body)?),
        Protocol::Cbor => (route.operation.clone().unwrap_or_default(), super::cbor::decode(&body)?),
        Protocol::Query => super::query::decode(parts, &body)?,
    };
    let call = Call { lake: lake.clone(), caller, input, request_id: request_id.to_owned() };
    route.service.run(&operation, call).await
}

/// Verifies the signature and finds out who signed.
pub fn authenticate(lake: &Lake, parts: &Parts, claim: Option<Claim>, body: &[u8]) -> Result<Caller, ServiceError> {
    let Some(claim) = claim else { return Err(signature::unsigned()) };
    let credential = match lake.credential(&claim.access_key)? {
        Some(credential) => {
            if !lake.options().any_credentials {
                signature::verify(&claim, &credential.secret_key, parts, body, SystemClock.now())?;
                credential.check_token(parts)?;
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

//! The object storage service of the local lake, over `s3s`, which knows S3's HTTP and XML; what S3 does is here.
//!
//! Invariants:
//! - Bodies are streamed: an object is never whole in memory, on the way in or out.
//! - Every operation begins with [`service::Service::enter`]: who asks, whether the bucket is there and is whose the
//!   caller thinks it is, and whether the caller may.
//! - Who may: the root of the account may do everything that no `Deny` of the bucket's policy takes away, and can always
//!   mend the policy. Anybody else may do what a bucket policy allows and nothing more: there are no identity policies
//!   in the lake, and a principal who reads tables through Lake Formation must not read the files behind them.
//! - A request from this machine counts as sent over TLS: in-process there is no wire, and the loopback never leaves it.
//! - Buckets of every region are reached from every region; AWS would redirect the client.

pub mod access;
mod access_log;
mod account;
mod attributes;
mod bucket;
mod checksum;
mod chunked;
mod condition;
mod conditions;
mod copy;
mod delete;
mod describe;
mod errors;
mod form;
mod get;
mod host;
pub mod lifecycle;
mod list;
mod list_uploads;
mod multipart;
mod notify;
mod overrides;
mod presigned;
mod put;
mod replicate;
mod restore;
mod service;
mod settings;
mod sizes;
mod subresource;
#[cfg(test)]
mod tests;
mod whole;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use http_body_util::BodyExt;
use s3s::service::S3ServiceBuilder;

use super::lake::Lake;
use super::wire::signature::Claim;
use super::wire::{Body, Request, Response, ServiceError, full};
use crate::clock::{Clock, SystemClock, new_id};
use overrides::Overrides;

pub use service::OPERATIONS;

/// The largest document that sets something up: 1,000 lifecycle rules take a few hundred kilobytes.
const DOCUMENT_LIMIT: usize = 4 << 20;

/// Answers a request.
pub async fn handle(lake: &Lake, request: Request) -> Response {
    let request_id = new_id().replace('-', "")[..16].to_uppercase();
    let is_head = request.method() == Method::HEAD;
    // A log that cannot be kept is no reason to refuse what it would say.
    let (parts, body) = request.into_parts();
    let asked = access_log::Asked::read(lake, &parts).ok().flatten();
    let about = errors::About::read(&parts);
    let response = answer(lake, Request::from_parts(parts, body), &request_id).await;
    let mut response = errors::complete(response, &about, &request_id).await;
    if response.extensions().get::<describe::PlainTag>().is_some() {
        response = describe::plain_tag(response).await;
    }
    if let Some(asked) = asked
        && let Err(error) = asked.note(lake, &response, &request_id)
    {
        tracing::warn!(%error, "a request was not noted in the access log");
    }
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        headers.insert("x-amz-request-id", value.clone());
        headers.insert("x-amz-id-2", value);
    }
    headers.entry("server").or_insert(HeaderValue::from_static("AmazonS3"));
    if is_head && about.is_bucket() {
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/xml"));
    }
    if let Some(service::SentStatus(status)) = response.extensions().get() {
        *response.status_mut() = *status;
    }
    // The answer to HEAD has no body, not even an error's, and neither has "not modified".
    let bodiless = is_head || response.status() == StatusCode::NOT_MODIFIED;
    if bodiless { response.map(|_| full("")) } else { response }
}

/// A list may come as several headers of one name (`gzip` and `aws-chunked`); joined they mean, and sign as, the same.
fn join_repeated(headers: &mut http::HeaderMap) {
    let repeated: Vec<http::HeaderName> =
        headers.keys().filter(|name| headers.get_all(*name).iter().count() > 1).cloned().collect();
    for name in repeated {
        let values: Vec<&[u8]> = headers.get_all(&name).iter().map(HeaderValue::as_bytes).collect();
        if let Ok(joined) = HeaderValue::from_bytes(&values.join(b",".as_slice())) {
            headers.insert(name, joined);
        }
    }
}

/// Tags as S3 takes them and `s3s` does not: with one quote, or without any around more than letters and digits. Only where
/// signatures are not checked, because the headers can be among the signed ones.
fn quote_tags(headers: &mut http::HeaderMap) {
    const TAGS: [&str; 4] =
        ["if-match", "if-none-match", "x-amz-copy-source-if-match", "x-amz-copy-source-if-none-match"];
    for name in TAGS {
        let Some(tag) = headers.get(name).and_then(|value| value.to_str().ok()) else { continue };
        let is_quoted = tag.len() > 1 && tag.starts_with('"') && tag.ends_with('"');
        if is_quoted || tag == "*" || tag.starts_with("W/") {
            continue;
        }
        if let Ok(quoted) = HeaderValue::from_str(&format!("\"{}\"", tag.trim_matches('"'))) {
            headers.insert(name, quoted);
        }
    }
}

/// A body in frames says its length by itself; clients then send it in HTTP's own chunks, without a `Content-Length`.
fn tell_length(headers: &mut http::HeaderMap) {
    let is_framed =
        headers.get("x-amz-content-sha256").is_some_and(|value| value.as_bytes().starts_with(b"STREAMING-"));
    if is_framed
        && !headers.contains_key(CONTENT_LENGTH)
        && let Some(length) = headers.get("x-amz-decoded-content-length").cloned()
    {
        headers.insert(CONTENT_LENGTH, length);
    }
}

async fn answer(lake: &Lake, request: Request, request_id: &str) -> Response {
    let (mut parts, body) = request.into_parts();
    if !parts.headers.contains_key(HOST)
        && let Some(host) = parts.uri.authority().and_then(|authority| HeaderValue::from_str(authority.as_str()).ok())
    {
        parts.headers.insert(HOST, host);
    }
    join_repeated(&mut parts.headers);
    tell_length(&mut parts.headers);
    let checked = check_digits(&parts).and_then(|()| check_lifetime(&parts));
    if let Err(error) = checked.and_then(|()| subresource::refuse_unknown(&parts)) {
        return refuse(error, request_id);
    }
    presigned::unfold(&mut parts);
    let body = match form::prepare(&mut parts, body, !lake.options().any_credentials).await {
        Ok(body) => body,
        Err(error) => return refuse(error, request_id),
    };
    let region = Claim::read(&parts).map(|claim| claim.region);
    match assumed_principal(lake, &mut parts) {
        Ok(Some(asker)) => {
            if let Some(region) = region {
                parts.extensions.insert(service::ClaimedRegion(region));
            }
            quote_tags(&mut parts.headers);
            let overrides = Overrides::take(&mut parts);
            overrides.apply(serve(lake, parts, body, request_id, Some(asker)).await)
        }
        Ok(None) => serve(lake, parts, body, request_id, None).await,
        Err(error) => refuse(error, request_id),
    }
}

/// Answers a request by `s3s`, which verifies its signature unless somebody is assumed to ask.
async fn serve(
    lake: &Lake,
    mut parts: Parts,
    body: Body,
    request_id: &str,
    assumed: Option<access::Asker>,
) -> Response {
    // `s3s` takes the frames off only where it checks their signatures.
    let (body, trailers) = if assumed.is_some() { chunked::unframe(&mut parts, body) } else { (body, None) };
    let (body, document) = match take_document(sets_something_up(&parts), body).await {
        Ok(taken) => taken,
        Err(error) => return refuse(error, request_id),
    };
    if let Some(error) = document.as_ref().and_then(|document| settings::dropped::refused_early(document)) {
        return refuse(error, request_id);
    }
    let service = service::Service {
        lake: lake.clone(),
        document,
        trailers,
        request_id: request_id.to_owned(),
        session_token: session_token(&parts),
        assumed: assumed.clone(),
    };
    let mut builder = S3ServiceBuilder::new(service);
    builder.set_host(host::LakeHost);
    builder.set_auth(access::Keys { lake: lake.clone() });
    builder.set_access(access::Later);
    builder.set_route(account::AccountRoute { lake: lake.clone(), assumed });
    let request = http::Request::from_parts(parts, s3s::Body::http_body_unsync(body));
    match builder.build().call(request).await {
        Ok(response) => response.map(BodyExt::boxed),
        Err(error) => {
            let source: s3s::StdError = error.into();
            refuse(ServiceError::new(500, "InternalError", source.to_string()), request_id)
        }
    }
}

/// The document of a request that sets something up, kept beside the body that goes on: `s3s` drops what it does not
/// know of it.
async fn take_document(wanted: bool, mut body: Body) -> Result<(Body, Option<Bytes>), ServiceError> {
    if !wanted {
        return Ok((body, None));
    }
    let mut document = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ServiceError::client("IncompleteBody", "The request body was cut off."))?;
        document.extend_from_slice(frame.data_ref().map_or(&[], |data| data.as_ref()));
        if document.len() > DOCUMENT_LIMIT {
            return Err(ServiceError::client("MaxMessageLengthExceeded", "Your request was too big."));
        }
    }
    let document = Bytes::from(document);
    Ok((full(document.clone()), (!document.is_empty()).then_some(document)))
}

/// Whether a request puts something about a bucket, not an object.
fn sets_something_up(parts: &Parts) -> bool {
    parts.method == Method::PUT && !names_key(parts)
}

/// Whether a request is about an object.
fn names_key(parts: &Parts) -> bool {
    named(parts).1.is_some()
}

/// The bucket and the key that a request names, the key as it is written in the path.
fn named(parts: &Parts) -> (Option<String>, Option<&str>) {
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let path = parts.uri.path();
    let path = path.strip_prefix('/').unwrap_or(path);
    let (bucket, key) = match host::bucket_of(host) {
        Some(bucket) => (bucket, path),
        None => path.split_once('/').map_or((path.to_owned(), ""), |(bucket, key)| (bucket.to_owned(), key)),
    };
    (Some(bucket).filter(|bucket| !bucket.is_empty()), Some(key).filter(|key| !key.is_empty()))
}

fn refuse(error: ServiceError, request_id: &str) -> Response {
    match errors::s3_error(error, request_id).to_http_response() {
        Ok(response) => response.map(BodyExt::boxed),
        Err(_) => {
            let mut response = http::Response::new(full(""));
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}

/// The token that keys of a role session come with.
fn session_token(parts: &Parts) -> Option<String> {
    let header = parts.headers.get("x-amz-security-token").and_then(|value| value.to_str().ok()).map(str::to_owned);
    header.or_else(|| query_value(parts, "X-Amz-Security-Token"))
}

fn query_value(parts: &Parts, name: &str) -> Option<String> {
    let pairs = parts.uri.query()?.split('&');
    let value = pairs.filter_map(|pair| pair.split_once('=')).find(|(found, _)| *found == name)?.1;
    percent_encoding::percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// `s3s` reckons with the digits of a date before it looks whether they are some.
fn check_digits(parts: &Parts) -> Result<(), ServiceError> {
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let scopes = [
        header("authorization").and_then(|header| Some(header.split_once("Credential=")?.1.to_owned())),
        query_value(parts, "X-Amz-Credential"),
    ];
    let dates = scopes.into_iter().flatten().filter_map(|scope| scope.split('/').nth(1).map(str::to_owned));
    // The older signature has the time in words.
    let times = [header("x-amz-date"), query_value(parts, "X-Amz-Date")].into_iter().flatten();
    let times = times.filter(|time| time.len() == "yyyyMMddTHHmmssZ".len());
    if dates.chain(times).all(|date| date.bytes().all(|byte| byte >= b'0')) {
        return Ok(());
    }
    Err(ServiceError::client(
        "AuthorizationHeaderMalformed",
        "The authorization header is malformed; incorrect date format. This date in the credential must be in the \
         format \"yyyyMMdd\".",
    ))
}

/// A presigned URL lives for seconds up to a week.
fn check_lifetime(parts: &Parts) -> Result<(), ServiceError> {
    let Some(seconds) = query_value(parts, "X-Amz-Expires") else { return check_older_expiry(parts) };
    let message = match seconds.parse::<i64>() {
        Ok(seconds) if seconds < 0 => "X-Amz-Expires must be non-negative",
        Ok(seconds) if seconds > 604_800 => {
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"
        }
        Ok(seconds) => return check_expiry(parts, seconds),
        Err(_) => "X-Amz-Expires should be a number",
    };
    Err(ServiceError::client("AuthorizationQueryParametersError", message))
}

/// An URL whose time is over says so, whoever signed it.
fn check_expiry(parts: &Parts, seconds: i64) -> Result<(), ServiceError> {
    const STAMP: &[time::format_description::BorrowedFormatItem<'_>] =
        time::macros::format_description!("[year][month][day]T[hour][minute][second]Z");
    let begun = query_value(parts, "X-Amz-Date").and_then(|date| time::PrimitiveDateTime::parse(&date, STAMP).ok());
    let now = time::OffsetDateTime::from(SystemClock.now()).unix_timestamp();
    if begun.is_some_and(|begun| begun.assume_utc().unix_timestamp() + seconds < now) {
        return Err(ServiceError::new(403, "AccessDenied", "Request has expired"));
    }
    Ok(())
}

/// An URL of the older signature says when its time is over.
fn check_older_expiry(parts: &Parts) -> Result<(), ServiceError> {
    let over = query_value(parts, OLDER_KEY).and_then(|_| query_value(parts, "Expires")?.parse::<i64>().ok());
    let now = time::OffsetDateTime::from(SystemClock.now()).unix_timestamp();
    if over.is_some_and(|over| over < now) {
        return Err(ServiceError::new(403, "AccessDenied", "Request has expired"));
    }
    Ok(())
}

/// Where an URL of the older signature names the key.
const OLDER_KEY: &str = "AWSAccessKeyId";

/// With `any_credentials`, nobody's signature is checked: the request goes on unsigned, as the principal whose key it
/// names, or as the root of the account.
fn assumed_principal(lake: &Lake, parts: &mut Parts) -> Result<Option<access::Asker>, ServiceError> {
    if !lake.options().any_credentials {
        return Ok(None);
    }
    let named = Claim::read(parts).map(|claim| claim.access_key).or_else(|| {
        let scope = query_value(parts, "X-Amz-Credential");
        scope.and_then(|scope| scope.split('/').next().map(str::to_owned)).or_else(|| query_value(parts, OLDER_KEY))
    });
    let known = named.map(|key| lake.credential(&key)).transpose()?.flatten();
    parts.headers.remove(AUTHORIZATION);
    strip_presigned_query(parts);
    let root = || access::Asker { principal: lake.root_principal(), policy: None };
    Ok(Some(known.map_or_else(root, access::Asker::from)))
}

fn strip_presigned_query(parts: &mut Parts) {
    const SIGNING: &[&str] = &[
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature",
    ];
    strip_query(parts, SIGNING);
    if query_value(parts, OLDER_KEY).is_some() {
        strip_query(parts, &[OLDER_KEY, "Signature", "Expires"]);
    }
}

/// Takes parameters out of the query.
fn strip_query(parts: &mut Parts, names: &[&str]) {
    let Some(query) = parts.uri.query() else { return };
    let stays = |pair: &&str| !names.contains(&pair.split('=').next().unwrap_or(""));
    let kept: Vec<&str> = query.split('&').filter(stays).collect();
    let path = parts.uri.path();
    let target = if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) };
    let mut uri = std::mem::take(&mut parts.uri).into_parts();
    uri.path_and_query = target.parse().ok();
    parts.uri = http::Uri::from_parts(uri).unwrap_or_default();
}

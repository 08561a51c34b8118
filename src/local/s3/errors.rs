//! Errors as S3 sends them: the code and the message by `s3s`, and what else an error names.
//!
//! S3 says in members of their own which bucket, key, condition or argument an error is about, and clients read them.
//! `s3s` has no place for them: they travel in a header of the response that never leaves, and join the document last.
//! Source: S3 API Reference, "Error responses".

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use http_body_util::BodyExt;
use s3s::{S3Error, S3ErrorCode};
use serde_json::{Map, Value};

use crate::wire::{Response, ServiceError, full};

/// The header in which members travel from the operation to [`complete`].
const MEMBERS: HeaderName = HeaderName::from_static("x-lake-error-members");

/// What an error says in headers: the member of the error, and the header.
const HEADERS: &[(&str, &str)] = &[
    ("ETag", "etag"),
    ("LastModified", "last-modified"),
    ("DeleteMarker", "x-amz-delete-marker"),
    ("MarkerVersionId", "x-amz-version-id"),
    ("Allow", "allow"),
];

/// Errors about a bucket and its settings.
const ABOUT_BUCKETS: &[&str] = &[
    "BucketAlreadyExists",
    "BucketAlreadyOwnedByYou",
    "BucketNotEmpty",
    "InvalidBucketName",
    "NoSuchBucket",
    "NoSuchBucketPolicy",
    "NoSuchCORSConfiguration",
    "NoSuchLifecycleConfiguration",
    "NoSuchPublicAccessBlockConfiguration",
    "NoSuchTagSet",
    "NoSuchWebsiteConfiguration",
    "ObjectLockConfigurationNotFoundError",
    "OwnershipControlsNotFoundError",
    "ReplicationConfigurationNotFoundError",
    "ServerSideEncryptionConfigurationNotFoundError",
];

/// How a document begins.
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// What S3 says with codes that `s3s` sends alone. Source: S3 API Reference, "List of error codes".
const MESSAGES: &[(&str, &str)] = &[
    ("AccessDenied", "Access Denied"),
    ("BadDigest", "The Content-MD5 you specified did not match what we received."),
    ("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"),
    ("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header."),
    ("InternalError", "We encountered an internal error. Please try again."),
    ("InvalidArgument", "Invalid Argument"),
    ("InvalidBucketName", "The specified bucket is not valid."),
    ("InvalidDigest", "The Content-MD5 you specified was invalid."),
    ("InvalidRequest", "Invalid Request"),
    ("InvalidURI", "Couldn't parse the specified URI."),
    ("KeyTooLongError", "Your key is too long"),
    ("MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data."),
    ("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema"),
    ("MethodNotAllowed", "The specified method is not allowed against this resource."),
    ("MissingContentLength", "You must provide the Content-Length HTTP header."),
    ("MissingRequestBodyError", "Request Body is empty"),
    ("NotImplemented", "A header you provided implies functionality that is not implemented."),
    ("RequestTimeTooSkewed", "The difference between the request time and the current time is too large."),
    (
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    ),
    ("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed."),
];

/// What a request is about, kept for its error.
pub struct About {
    method: Method,
    bucket: Option<String>,
    key: Option<String>,
    version: Option<String>,
    upload: Option<String>,
    range: Option<String>,
}

impl About {
    /// From the head of a request, whose path or host names the bucket.
    pub fn read(parts: &http::request::Parts) -> Self {
        let (bucket, key) = super::named(parts);
        let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        Self {
            method: parts.method.clone(),
            bucket,
            key: key.map(decoded),
            version: super::query_value(parts, "versionId"),
            upload: super::query_value(parts, "uploadId"),
            range: parts.headers.get(http::header::RANGE).and_then(|range| range.to_str().ok()).map(str::to_owned),
        }
    }

    /// Whether it is about a bucket as a whole.
    pub fn is_bucket(&self) -> bool {
        self.bucket.is_some() && self.key.is_none()
    }

    /// The members that follow from the request, for an error that does not say them itself.
    fn members(&self, code: &str) -> Vec<(&'static str, Option<&str>)> {
        match code {
            "NoSuchKey" => vec![("Key", self.key.as_deref())],
            "NoSuchVersion" => vec![("Key", self.key.as_deref()), ("VersionId", self.version.as_deref())],
            "NoSuchUpload" => vec![("UploadId", self.upload.as_deref())],
            "InvalidRange" => vec![("RangeRequested", self.range.as_deref())],
            "MethodNotAllowed" => vec![("Method", Some(self.method.as_str()))],
            code if ABOUT_BUCKETS.contains(&code) => vec![("BucketName", self.bucket.as_deref())],
            _ => Vec::new(),
        }
    }
}

/// An error of the lake as `s3s` sends it.
pub fn s3_error(error: ServiceError, request_id: &str) -> S3Error {
    let error = error.with_invalid_code("InvalidArgument");
    let code = match error.code.as_ref() {
        "InternalFailure" => "InternalError",
        code => code,
    };
    let code = S3ErrorCode::from_bytes(code.as_bytes()).unwrap_or(S3ErrorCode::InternalError);
    let mut sent = S3Error::with_message(code, error.message);
    sent.set_status_code(StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    let mut headers: HeaderMap = HEADERS
        .iter()
        .filter_map(|(field, header)| {
            let value = error.fields.get(*field)?.as_str()?.parse().ok()?;
            Some((HeaderName::from_static(header), value))
        })
        .collect();
    let mut members = error.fields;
    members.retain(|name, _| HEADERS.iter().all(|(field, _)| field != name));
    if !members.is_empty() {
        let text = serde_json::to_string(&members).unwrap_or_default();
        let text = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC).to_string();
        headers.extend(HeaderValue::from_str(&text).ok().map(|value| (MEMBERS, value)));
    }
    if !headers.is_empty() {
        sent.set_headers(headers);
    }
    if !request_id.is_empty() {
        sent.set_request_id(request_id);
    }
    sent
}

/// Adds to an error's document what it is about.
pub async fn complete(mut response: Response, about: &About, request_id: &str) -> Response {
    let told = response.headers_mut().remove(MEMBERS);
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    if !is_error || about.method == Method::HEAD {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(document) = body.collect().await.map(|body| body.to_bytes()) else {
        return http::Response::from_parts(parts, full(""));
    };
    let mut text = String::from_utf8_lossy(&document).into_owned();
    if let Some(failed) = failed_condition(&text) {
        parts.status = StatusCode::FORBIDDEN;
        text = failed;
    }
    if let Some(told) = out_of_range(&text) {
        text = told;
    }
    let code = between(&text, "<Code>", "</Code>").map(str::to_owned);
    let completed = code.map(|code| {
        let code = code.as_str();
        let mut more = String::new();
        if !text.contains("<Message>")
            && let Some((_, message)) = MESSAGES.iter().find(|(of, _)| *of == code)
        {
            more.push_str(&spell("Message", &Value::from(*message)));
        }
        if !text.contains("<RequestId>") {
            more.push_str(&spell("RequestId", &Value::from(request_id)));
        }
        let text = text.replacen("</Error>", &format!("{more}</Error>"), 1);
        let mut members = told.map(|told| decode(&told)).unwrap_or_default();
        for (name, value) in about.members(code) {
            if let Some(value) = value {
                members.entry(name).or_insert_with(|| value.into());
            }
        }
        let spelled: String = members.iter().map(|(name, value)| spell(name, value)).collect();
        text.replacen("</Error>", &format!("{spelled}</Error>"), 1)
    });
    let document = completed.map_or(document, Into::into);
    if parts.headers.contains_key(http::header::CONTENT_LENGTH) {
        parts.headers.insert(http::header::CONTENT_LENGTH, document.len().into());
    }
    http::Response::from_parts(parts, full(document))
}

/// The error of a form that a condition of its policy does not allow, in the words of S3 in place of those of `s3s`.
fn failed_condition(text: &str) -> Option<String> {
    let plain = quick_xml::escape::unescape(between(text, "<Message>", "</Message>")?).ok()?.into_owned();
    let (operator, rest) = plain.strip_prefix("Policy condition '")?.split_once("' for field '")?;
    let (field, rest) = rest.split_once("' failed: expected ")?;
    let value = rest.strip_prefix("prefix ").unwrap_or(rest).strip_prefix('\'')?.rsplit_once("', got '")?.0;
    let condition = serde_json::json!([operator, format!("${field}"), value]);
    let message = format!("Invalid according to Policy: Policy Condition failed: {condition}");
    let message = Value::from(message);
    Some(format!("{XML}<Error><Code>AccessDenied</Code>{}</Error>", spell("Message", &message)))
}

/// The error of a number in the query that is none, or too large, in the words of S3.
fn out_of_range(text: &str) -> Option<String> {
    let plain = quick_xml::escape::unescape(between(text, "<Message>", "</Message>")?).ok()?.into_owned();
    let (name, value) = plain.strip_prefix("invalid query: ")?.split_once(": ")?;
    if !matches!(name, "max-keys" | "max-parts" | "max-uploads" | "part-number-marker") {
        return None;
    }
    let message = spell("Message", &Value::from(format!("Provided {name} not an integer or within integer range")));
    let argument = [spell("ArgumentName", &Value::from(name)), spell("ArgumentValue", &Value::from(value))].concat();
    Some(format!("{XML}<Error><Code>InvalidArgument</Code>{message}{argument}</Error>"))
}

fn decode(told: &HeaderValue) -> Map<String, Value> {
    let text = percent_encoding::percent_decode(told.as_bytes()).decode_utf8_lossy();
    serde_json::from_str(&text).unwrap_or_default()
}

fn spell(name: &str, value: &Value) -> String {
    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    format!("<{name}>{}</{name}>", quick_xml::escape::escape(value))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}

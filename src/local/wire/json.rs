//! AWS JSON 1.0, 1.1 and REST JSON: bodies are the members themselves; times are seconds, bytes are base64.

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde_json::{Map, Number, Value};

use super::{Reply, Response, ServiceError, as_blob, as_timestamp_millis, full};

/// Which of the JSON protocols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavor {
    /// `application/x-amz-json-1.0`
    Json10,
    /// `application/x-amz-json-1.1`
    Json11,
    /// `application/json`, operation in the path, error code in a header.
    Rest,
}

impl Flavor {
    fn content_type(self) -> &'static str {
        match self {
            Self::Json10 => "application/x-amz-json-1.0",
            Self::Json11 => "application/x-amz-json-1.1",
            Self::Rest => "application/json",
        }
    }
}

/// The input's members.
pub fn decode(body: &[u8]) -> Result<Value, ServiceError> {
    if body.is_empty() {
        return Ok(Value::Object(Map::new()));
    }
    match serde_json::from_slice(body) {
        Ok(value @ Value::Object(_)) => super::refuse_marks(&value).map(|()| value),
        Ok(_) => Err(ServiceError::client("SerializationException", "the request body is not a JSON object")),
        Err(error) => {
            Err(ServiceError::client("SerializationException", format!("the request body is not JSON: {error}")))
        }
    }
}

/// The response for a reply. `query_compatible` adds the header that clients of former query services read.
pub fn encode(flavor: Flavor, reply: Reply, request_id: &str, query_compatible: bool) -> Response {
    match reply {
        Ok(value) => respond(200, flavor, &plain(value), request_id),
        Err(error) => {
            let mut members = error.fields.clone();
            members.insert("__type".to_owned(), Value::String(error.code.to_string()));
            members.insert("message".to_owned(), Value::String(error.message.clone()));
            members.insert("Message".to_owned(), Value::String(error.message.clone()));
            let mut response = respond(error.status, flavor, &Value::Object(members), request_id);
            set(&mut response, "x-amzn-errortype", &error.code);
            if query_compatible {
                let fault = if error.status >= 500 { "Receiver" } else { "Sender" };
                set(&mut response, "x-amzn-query-error", &format!("{};{fault}", error.code));
            }
            response
        }
    }
}

fn respond(status: u16, flavor: Flavor, body: &Value, request_id: &str) -> Response {
    let mut response = http::Response::new(full(body.to_string()));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(flavor.content_type()));
    set(&mut response, "x-amzn-requestid", request_id);
    response
}

/// Sets a header whose value may come from outside; one that cannot be a header is left out.
pub fn set(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
}

/// Marked values become what JSON has for them. A member without a value is left out, as the services do.
fn plain(value: Value) -> Value {
    if let Some(millis) = as_timestamp_millis(&value) {
        return seconds(millis);
    }
    if let Some(base64) = as_blob(&value) {
        return Value::String(base64.to_owned());
    }
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(plain).collect()),
        Value::Object(members) => {
            let told = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(told.map(|(name, value)| (name, plain(value))).collect())
        }
        other => other,
    }
}

/// Whole seconds as an integer, others with milliseconds, as the services do.
fn seconds(millis: i64) -> Value {
    if millis % 1000 == 0 {
        return Value::from(millis / 1000);
    }
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since the epoch are far below 2^52")]
    Number::from_f64(millis as f64 / 1000.0).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::{blob, timestamp_millis};

    #[test]
    fn names_that_would_be_taken_for_marks_are_refused() {
        for body in [r#"{"P": {"$blob": "x"}}"#, r#"{"P": [{"$timestamp": 1}]}"#] {
            let error = decode(body.as_bytes()).unwrap_err();
            assert!(error.message.contains('$'), "{error}");
        }
        assert!(decode(br#"{"P": {"$other": "x"}}"#).is_ok());
    }

    #[test]
    fn marked_values_become_json() {
        let value = plain(
            json!({"At": timestamp_millis(1_500), "Whole": timestamp_millis(2_000), "Bytes": [blob("aGk=")], "No": null}),
        );
        assert_eq!(value, json!({"At": 1.5, "Whole": 2, "Bytes": ["aGk="]}));
    }
}

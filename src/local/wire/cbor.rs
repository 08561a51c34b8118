//! Smithy RPC v2 CBOR: what the Rust SDK speaks to CloudWatch.
//!
//! Source: Smithy 2.0, "Smithy RPC v2 CBOR protocol": times are tag 1, bytes are byte strings, `__type` names an error.

use ciborium::Value as Cbor;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Number, Value};

use super::json::set;
use super::{Reply, Response, ServiceError, as_blob, as_timestamp_millis, blob, full, timestamp_millis};

/// The tag of a time in seconds since the epoch.
const EPOCH_TAG: u64 = 1;

/// The input's members.
pub fn decode(body: &[u8]) -> Result<Value, ServiceError> {
    if body.is_empty() {
        return Ok(Value::Object(Map::new()));
    }
    let malformed =
        |why: String| ServiceError::client("SerializationException", format!("the request body is not CBOR: {why}"));
    let value: Cbor = ciborium::from_reader(body).map_err(|error| malformed(error.to_string()))?;
    match from_cbor(value) {
        Some(value @ Value::Object(_)) => Ok(value),
        _ => Err(malformed("it is not a map with text keys".to_owned())),
    }
}

/// The response for a reply.
pub fn encode(reply: Reply, request_id: &str) -> Response {
    let (status, value, query_error) = match reply {
        Ok(value) => (200, value, None),
        Err(error) => {
            let mut members = error.fields.clone();
            members.insert("__type".to_owned(), Value::String(error.code.to_string()));
            members.insert("message".to_owned(), Value::String(error.message.clone()));
            let fault = if error.status >= 500 { "Receiver" } else { "Sender" };
            (error.status, Value::Object(members), Some(format!("{};{fault}", error.code)))
        }
    };
    let mut bytes = Vec::new();
    ciborium::into_writer(&to_cbor(value), &mut bytes).expect("writing to memory does not fail");
    let mut response = http::Response::new(full(bytes));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/cbor"));
    response.headers_mut().insert("smithy-protocol", HeaderValue::from_static("rpc-v2-cbor"));
    set(&mut response, "x-amzn-requestid", request_id);
    if let Some(query_error) = query_error {
        set(&mut response, "x-amzn-query-error", &query_error);
    }
    response
}

fn from_cbor(value: Cbor) -> Option<Value> {
    Some(match value {
        Cbor::Null => Value::Null,
        Cbor::Bool(flag) => Value::Bool(flag),
        Cbor::Integer(integer) => Value::Number(number_of(i128::from(integer))?),
        Cbor::Float(float) => Number::from_f64(float).map_or_else(|| Value::String(float.to_string()), Value::Number),
        Cbor::Text(text) => Value::String(text),
        Cbor::Bytes(bytes) => blob(&base64(&bytes)),
        Cbor::Tag(EPOCH_TAG, inner) => {
            #[expect(clippy::cast_possible_truncation, reason = "times are far below 2^52")]
            let millis = match *inner {
                Cbor::Integer(seconds) => i64::try_from(i128::from(seconds)).ok()?.checked_mul(1000)?,
                Cbor::Float(seconds) => (seconds * 1000.0).round() as i64,
                _ => return None,
            };
            timestamp_millis(millis)
        }
        Cbor::Array(items) => Value::Array(items.into_iter().map(from_cbor).collect::<Option<_>>()?),
        Cbor::Map(entries) => Value::Object(
            entries
                .into_iter()
                .map(|(name, value)| {
                    // A name that is a mark of ours would come back as something else.
                    let name = name.into_text().ok().filter(|name| !super::is_mark(name))?;
                    Some((name, from_cbor(value)?))
                })
                .collect::<Option<_>>()?,
        ),
        _ => return None,
    })
}

fn number_of(integer: i128) -> Option<Number> {
    i64::try_from(integer).map(Number::from).or_else(|_| u64::try_from(integer).map(Number::from)).ok()
}

fn to_cbor(value: Value) -> Cbor {
    if let Some(millis) = as_timestamp_millis(&value) {
        #[expect(clippy::cast_precision_loss, reason = "times are far below 2^52")]
        return Cbor::Tag(EPOCH_TAG, Box::new(Cbor::Float(millis as f64 / 1000.0)));
    }
    if let Some(text) = as_blob(&value) {
        return Cbor::Bytes(from_base64(text));
    }
    match value {
        Value::Null => Cbor::Null,
        Value::Bool(flag) => Cbor::Bool(flag),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => Cbor::Integer(integer.into()),
            (None, Some(integer)) => Cbor::Integer(integer.into()),
            (None, None) => Cbor::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => Cbor::Text(text),
        Value::Array(items) => Cbor::Array(items.into_iter().map(to_cbor).collect()),
        Value::Object(members) => {
            Cbor::Map(members.into_iter().map(|(name, value)| (Cbor::Text(name), to_cbor(value))).collect())
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    aws_smithy_types::base64::encode(bytes)
}

fn from_base64(text: &str) -> Vec<u8> {
    aws_smithy_types::base64::decode(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_survive_the_way_there_and_back() {
        let value =
            json!({"Name": "x", "At": timestamp_millis(1_500), "Values": [1, 2.5, true, null], "Bytes": blob("aGk=")});
        assert_eq!(from_cbor(to_cbor(value.clone())), Some(value));
    }
}

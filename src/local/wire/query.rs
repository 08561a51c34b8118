//! The AWS query protocol: form members in (`A.member.1.B=x`), XML out. STS, and CloudWatch from older clients.

use std::collections::BTreeMap;
use std::fmt::Write;

use http::header::{CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::{Reply, Response, ServiceError, as_blob, as_timestamp_millis, full};
use crate::clock::{from_epoch_millis, rfc3339};

/// Parts of a form's name; no model nests as deep.
const DEPTH: usize = 32;

/// The operation and the input's members. Values are text: [`super::Input`] reads numbers from it.
pub fn decode(parts: &Parts, body: &[u8]) -> Result<(String, Value), ServiceError> {
    let body =
        std::str::from_utf8(body).map_err(|_| ServiceError::client("MalformedInput", "the form is not UTF-8"))?;
    let mut root = Node::default();
    let mut action = None;
    for pair in parts.uri.query().unwrap_or("").split('&').chain(body.split('&')).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (unescape(name)?, unescape(value)?);
        match name.as_str() {
            "Action" => action = Some(value),
            "Version" => {}
            _ if name.matches('.').count() >= DEPTH => {
                return Err(ServiceError::client("MalformedInput", "a name of the form has too many parts"));
            }
            _ => root.insert(&name, value),
        }
    }
    let action = action.ok_or_else(|| ServiceError::client("MissingAction", "the form has no Action"))?;
    let value = match root.into_value() {
        value @ Value::Object(_) => value,
        _ => Value::Object(Map::new()),
    };
    super::refuse_marks(&value)?;
    Ok((action, value))
}

fn unescape(text: &str) -> Result<String, ServiceError> {
    percent_decode_str(&text.replace('+', " "))
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| ServiceError::client("MalformedInput", "the form is not UTF-8"))
}

/// The tree that dotted names spell.
#[derive(Default)]
struct Node {
    text: Option<String>,
    children: BTreeMap<String, Node>,
}

impl Node {
    fn insert(&mut self, name: &str, value: String) {
        match name.split_once('.') {
            None => self.children.entry(name.to_owned()).or_default().text = Some(value),
            Some((first, rest)) => self.children.entry(first.to_owned()).or_default().insert(rest, value),
        }
    }

    fn into_value(mut self) -> Value {
        if self.children.len() == 1
            && let Some(list) = self.children.remove("member").or_else(|| self.children.remove("entry"))
        {
            return list.into_list();
        }
        if self.children.is_empty() {
            return self.text.map_or(Value::Null, Value::String);
        }
        Value::Object(self.children.into_iter().map(|(name, node)| (name, node.into_value())).collect())
    }

    fn into_list(self) -> Value {
        let mut items: Vec<(u64, Value)> = self
            .children
            .into_iter()
            .filter_map(|(index, node)| Some((index.parse().ok()?, node.into_value())))
            .collect();
        items.sort_by_key(|(index, _)| *index);
        Value::Array(items.into_iter().map(|(_, value)| value).collect())
    }
}

/// The response for a reply.
pub fn encode(operation: &str, namespace: &str, reply: Reply, request_id: &str) -> Response {
    let mut xml = String::new();
    let status = match reply {
        Ok(value) => {
            write_open(&mut xml, &format!("{operation}Response xmlns=\"{namespace}\""));
            write_open(&mut xml, &format!("{operation}Result"));
            write_members(&mut xml, &value);
            write_close(&mut xml, &format!("{operation}Result"));
            write_metadata(&mut xml, request_id);
            write_close(&mut xml, &format!("{operation}Response"));
            200
        }
        Err(error) => {
            let fault = if error.status >= 500 { "Receiver" } else { "Sender" };
            write_open(&mut xml, &format!("ErrorResponse xmlns=\"{namespace}\""));
            write_open(&mut xml, "Error");
            write_text(&mut xml, "Type", fault);
            write_text(&mut xml, "Code", &error.code);
            write_text(&mut xml, "Message", &error.message);
            write_close(&mut xml, "Error");
            write_text(&mut xml, "RequestId", request_id);
            write_close(&mut xml, "ErrorResponse");
            error.status
        }
    };
    let mut response = http::Response::new(full(xml));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
    super::json::set(&mut response, "x-amzn-requestid", request_id);
    response
}

fn write_metadata(xml: &mut String, request_id: &str) {
    write_open(xml, "ResponseMetadata");
    write_text(xml, "RequestId", request_id);
    write_close(xml, "ResponseMetadata");
}

fn write_members(xml: &mut String, value: &Value) {
    if let Value::Object(members) = value {
        for (name, member) in members {
            write_member(xml, name, member);
        }
    }
}

fn write_member(xml: &mut String, name: &str, value: &Value) {
    if let Some(millis) = as_timestamp_millis(value) {
        return write_text(xml, name, &rfc3339(from_epoch_millis(millis)));
    }
    if let Some(base64) = as_blob(value) {
        return write_text(xml, name, base64);
    }
    match value {
        Value::Null => {}
        Value::Array(items) => {
            write_open(xml, name);
            for item in items {
                write_member(xml, "member", item);
            }
            write_close(xml, name);
        }
        Value::Object(_) => {
            write_open(xml, name);
            write_members(xml, value);
            write_close(xml, name);
        }
        Value::String(text) => write_text(xml, name, text),
        other => write_text(xml, name, &other.to_string()),
    }
}

fn write_open(xml: &mut String, tag: &str) {
    xml.push('<');
    xml.push_str(tag);
    xml.push('>');
}

fn write_close(xml: &mut String, tag: &str) {
    xml.push_str("</");
    xml.push_str(tag);
    xml.push('>');
}

fn write_text(xml: &mut String, tag: &str, text: &str) {
    write!(xml, "<{tag}>{}</{tag}>", quick_xml::escape::escape(text)).expect("writing to a string does not fail");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_of_too_many_parts_is_refused() {
        let (parts, ()) = http::Request::new(()).into_parts();
        let body = format!("Action=X&{}=1", "a.".repeat(200_000));
        assert_eq!(decode(&parts, body.as_bytes()).unwrap_err().code, "MalformedInput");
        let body = format!("Action=X&{}b=1", "a.".repeat(31));
        assert!(decode(&parts, body.as_bytes()).is_ok());
    }

    #[test]
    fn dotted_names_spell_a_tree() {
        let (parts, ()) = http::Request::builder().uri("/").body(()).unwrap().into_parts();
        let body = b"Action=PutMetricData&Version=2010-08-01&Namespace=A%2FB&MetricData.member.1.MetricName=x+y&MetricData.member.1.Value=2";
        let (action, input) = decode(&parts, body).unwrap();
        assert_eq!(action, "PutMetricData");
        assert_eq!(input, json!({"Namespace": "A/B", "MetricData": [{"MetricName": "x y", "Value": "2"}]}));
    }
}

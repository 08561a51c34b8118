//! What only the server has: `/_lake/…`. No bucket can be named so.

use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use super::ServeOptions;
use super::guard;
use crate::lake::Lake;
use crate::services;
use crate::wire::{Response, full};

/// Answers a request for `/_lake/…`; `None` for every other.
pub fn answer(lake: &Lake, options: ServeOptions, parts: &Parts) -> Option<Response> {
    let name = parts.uri.path().strip_prefix("/_lake/")?;
    if guard::is_from_elsewhere(&parts.headers) {
        return Some(guard::Refusal::Origin.response());
    }
    let (status, body) = match (name, &parts.method) {
        ("health", &Method::GET | &Method::HEAD) => health(lake),
        ("reset", &Method::POST) if options.allow_reset => reset(lake),
        ("reset", &Method::POST) => refuse(StatusCode::FORBIDDEN, "the lake is emptied only with --allow-reset"),
        ("health" | "reset", _) => refuse(StatusCode::METHOD_NOT_ALLOWED, "another method is wanted here"),
        _ => refuse(StatusCode::NOT_FOUND, "there are /_lake/health and /_lake/reset"),
    };
    let mut response = http::Response::new(full(format!("{body}\n")));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Some(response)
}

/// Healthy is a lake whose store answers.
fn health(lake: &Lake) -> (StatusCode, Value) {
    match lake.root_credential() {
        Ok(_) => {
            let document = json!({
                "status": "ok",
                "version": env!("CARGO_PKG_VERSION"),
                "account": lake.options().account,
                "services": services::names(),
            });
            (StatusCode::OK, document)
        }
        Err(error) => {
            let document = json!({ "status": "failed", "message": error.to_string() });
            (StatusCode::SERVICE_UNAVAILABLE, document)
        }
    }
}

fn reset(lake: &Lake) -> (StatusCode, Value) {
    match lake.reset() {
        Ok(_sweep) => (StatusCode::OK, json!({ "status": "empty" })),
        Err(error) => refuse(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

fn refuse(status: StatusCode, message: &str) -> (StatusCode, Value) {
    (status, json!({ "message": message }))
}

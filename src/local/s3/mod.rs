//! The object storage service of the local lake.

use super::lake::Lake;
use super::wire::{Request, Response, full};

/// The operations of this lake.
pub static OPERATIONS: &[&str] = &[];

/// Answers a request.
pub async fn handle(_lake: &Lake, _request: Request) -> Response {
    let mut response = http::Response::new(full("<Error><Code>NotImplemented</Code></Error>"));
    *response.status_mut() = http::StatusCode::NOT_IMPLEMENTED;
    response
}

//! Work that outlives the command that starts it: the request that starts it is answered by a process of its own, which
//! then ends the work alone.
//!
//! Invariants:
//! - A request is handed over whole, with its signature: the worker verifies it like any other.
//! - What the worker has acknowledged, it has recorded as its own task; the command may leave at once.
//! - A worker belongs to no terminal: Ctrl-C in the command reaches the work as the service's own stop, never as a signal.

use std::path::Path;
use std::process::Stdio;

use bytes::Bytes;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

use super::lake::Lake;
use super::wire::{Request, Response, ServiceError, full, json as wire_json};

/// The operations that begin work in the background, as `X-Amz-Target` names them.
const STARTS: &[&str] = &[
    "AWSGlue.StartCrawler",
    "AWSGlue.StartDataQualityRulesetEvaluationRun",
    "AWSGlue.StartJobRun",
    "AWSGlue.StartTrigger",
    "AWSGlue.StartWorkflowRun",
    "AmazonAthena.StartQueryExecution",
];

/// Whether a request begins work in the background.
pub fn begins_work(request: &Request) -> bool {
    let target = request.headers().get("x-amz-target").and_then(|value| value.to_str().ok());
    target.is_some_and(|target| STARTS.contains(&target))
}

/// Lets a worker answer the request. `program` is this very one; where it cannot be started, this process does the work.
pub async fn hand_over(lake: &Lake, program: &Path, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return failure("the request was cut off");
    };
    let Ok(child) = worker(program, lake.directory(), lake.options().memory) else {
        return lake.handle(http::Request::from_parts(parts, full(body))).await;
    };
    let message = encode_request(&http::Request::from_parts(parts, body));
    // Whether the worker has begun is unknown from here on, so nothing is tried twice.
    match ask(child, &message).await {
        Some(response) => response,
        None => failure("the process that was to do the work ended before it answered"),
    }
}

/// The worker's side: the request that was handed over.
pub fn decode_request(message: &[u8]) -> Option<Request> {
    let message: Value = serde_json::from_slice(message).ok()?;
    let mut builder = http::Request::builder().method(message["method"].as_str()?).uri(message["uri"].as_str()?);
    for (name, value) in headers_of(&message)? {
        builder = builder.header(name, value);
    }
    builder.body(full(hex::decode(message["body"].as_str()?).ok()?)).ok()
}

/// The worker's side: the answer as the one line that the command waits for.
pub async fn encode_response(response: Response) -> String {
    let (parts, body) = response.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let message =
        json!({ "status": parts.status.as_u16(), "headers": headers(&parts.headers), "body": hex::encode(body) });
    format!("{message}\n")
}

fn worker(program: &Path, directory: &Path, memory: Option<u64>) -> std::io::Result<Child> {
    let directory = std::path::absolute(directory)?;
    let mut local = std::ffi::OsString::from("--local=");
    local.push(directory);
    let mut command = Command::new(program);
    command.arg(local).args(["--quiet", "local", "work"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    if let Some(bytes) = memory {
        command.env("LAKE_MEMORY", bytes.to_string());
    }
    #[cfg(unix)]
    command.process_group(0);
    command.spawn()
}

async fn ask(mut child: Child, message: &str) -> Option<Response> {
    let mut stdin = child.stdin.take()?;
    let stdout = child.stdout.take()?;
    stdin.write_all(message.as_bytes()).await.ok()?;
    drop(stdin);
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line).await.ok()?;
    decode_response(&line)
}

fn encode_request(request: &http::Request<Bytes>) -> String {
    json!({
        "method": request.method().as_str(),
        "uri": request.uri().to_string(),
        "headers": headers(request.headers()),
        "body": hex::encode(request.body()),
    })
    .to_string()
}

fn decode_response(line: &str) -> Option<Response> {
    let message: Value = serde_json::from_str(line).ok()?;
    let status = u16::try_from(message["status"].as_u64()?).ok()?;
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers_of(&message)? {
        builder = builder.header(name, value);
    }
    builder.body(full(hex::decode(message["body"].as_str()?).ok()?)).ok()
}

fn headers(headers: &http::HeaderMap) -> Value {
    headers.iter().map(|(name, value)| json!([name.as_str(), hex::encode(value.as_bytes())])).collect()
}

fn headers_of(message: &Value) -> Option<Vec<(String, Vec<u8>)>> {
    let pair = |pair: &Value| Some((pair[0].as_str()?.to_owned(), hex::decode(pair[1].as_str()?).ok()?));
    message["headers"].as_array()?.iter().map(pair).collect()
}

/// A client error, so that nothing repeats the request by itself: the work may have begun.
fn failure(message: &str) -> Response {
    let error = ServiceError::client("WorkerFailed", message);
    wire_json::encode(wire_json::Flavor::Json11, Err(error), "none", false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_request_and_an_answer_survive_the_way() {
        let request = http::Request::builder()
            .method("POST")
            .uri("https://glue.us-east-1.amazonaws.com/")
            .header("x-amz-target", "AWSGlue.StartCrawler")
            .header("x-odd", http::HeaderValue::from_bytes(b"\xfc").unwrap())
            .body(Bytes::from_static(b"{\"Name\":\"\xc3\xbc\"}"))
            .unwrap();
        let there = decode_request(encode_request(&request).as_bytes()).expect("the request");
        assert_eq!((there.method(), there.uri()), (request.method(), request.uri()));
        assert_eq!(there.headers(), request.headers());
        assert!(begins_work(&there));
        assert_eq!(there.into_body().collect().await.unwrap().to_bytes(), request.body());

        let response = http::Response::builder().status(400).header("x-a", "b").body(full("{}")).unwrap();
        let back = decode_response(&encode_response(response).await).expect("the answer");
        assert_eq!((back.status().as_u16(), back.headers()["x-a"].as_bytes()), (400, b"b".as_slice()));
    }

    #[test]
    fn what_is_cut_off_is_no_request() {
        assert!(decode_request(b"{\"method\":\"POST\"").is_none());
        assert!(decode_request(b"").is_none());
    }
}

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;

use super::*;
use crate::LakeOptions;

/// Starts a server on a fresh lake, sends it each text as a connection of its own, and gives back the answers.
async fn answers(options: ServeOptions, requests: &[&str]) -> Vec<String> {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let lake = Lake::open(directory.path(), LakeOptions::default()).expect("a lake");
    let server = Server::bind(lake, options).await.expect("a port");
    let address = server.address();
    assert!(address.ip().is_loopback());
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async { drop(stopped.await) }));
    let mut answers = Vec::new();
    for request in requests {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        // A server that refuses to read on may close before everything is sent.
        drop(stream.write_all(request.as_bytes()).await);
        let mut answer = String::new();
        drop(stream.read_to_string(&mut answer).await);
        answers.push(answer);
    }
    drop(stop);
    assert_eq!(running.await.expect("the server does not panic"), Stopped::Quiet);
    answers
}

fn request(line: &str, headers: &str) -> String {
    format!("{line} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n")
}

#[tokio::test]
async fn health_is_for_everyone_on_this_machine() {
    let answers = answers(ServeOptions::default(), &[&request("GET /_lake/health", "Host: localhost\r\n")]).await;
    assert!(answers[0].starts_with("HTTP/1.1 200 "), "{}", answers[0]);
    assert!(answers[0].contains(r#""status":"ok""#), "{}", answers[0]);
}

#[tokio::test]
async fn web_pages_and_foreign_hosts_are_refused_before_routing() {
    let refused = [
        request("GET /_lake/health", "Host: localhost\r\nOrigin: null\r\n"),
        request("GET /_lake/health", "Host: example.com\r\n"),
        request("GET /_lake/health", "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n"),
        request("POST /", "Host: rebound.example.com\r\nX-Amz-Target: AWSGlue.GetDatabases\r\nContent-Length: 0\r\n"),
        request("GET http://example.com/_lake/health", "Host: localhost\r\n"),
    ];
    let requests: Vec<_> = refused.iter().map(String::as_str).collect();
    for answer in answers(ServeOptions::default(), &requests).await {
        assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
        assert!(!answer.to_lowercase().contains("access-control-allow"), "{answer}");
    }
}

#[tokio::test]
async fn a_reset_needs_its_flag() {
    let request = request("POST /_lake/reset", "Host: localhost\r\nContent-Length: 0\r\n");
    let refused = answers(ServeOptions::default(), &[&request]).await;
    assert!(refused[0].starts_with("HTTP/1.1 403 "), "{}", refused[0]);
    let done = answers(ServeOptions { allow_reset: true, ..ServeOptions::default() }, &[&request]).await;
    assert!(done[0].starts_with("HTTP/1.1 200 "), "{}", done[0]);
}

#[tokio::test]
async fn headers_are_bounded() {
    let large = request("GET /_lake/health", &format!("Host: localhost\r\nX-Large: {}\r\n", "a".repeat(1 << 20)));
    let many: String = (0..200).map(|number| format!("X-{number}: a\r\n")).collect();
    let many = request("GET /_lake/health", &format!("Host: localhost\r\n{many}"));
    for answer in answers(ServeOptions::default(), &[&large, &many]).await {
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431 "), "{answer}");
    }
}

#[tokio::test]
async fn an_unsigned_request_is_refused() {
    let request =
        request("POST /", "Host: localhost\r\nX-Amz-Target: AWSGlue.GetDatabases\r\nContent-Length: 2\r\n") + "{}";
    let answers = answers(ServeOptions::default(), &[&request]).await;
    assert!(answers[0].starts_with("HTTP/1.1 403 "), "{}", answers[0]);
    assert!(answers[0].contains("MissingAuthenticationTokenException"), "{}", answers[0]);
}

//! `lakectl local`: the server, the state of the lake, its clock.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::sandbox::Sandbox;

/// A running `lakectl local serve`; stopped when dropped.
pub struct Served {
    child: Child,
    /// The lines that it printed for a shell, as (name, value).
    pub environment: Vec<(String, String)>,
}

impl Served {
    /// Serves the lake of a sandbox on any free port.
    pub fn start(sandbox: &Sandbox, flags: &[&str]) -> Self {
        let mut command = sandbox.command(["local", "serve", "--port", "0"]);
        command.args(flags);
        Self::of(command)
    }

    /// Serves by a command of the test's own.
    pub fn of(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let stdout = child.stdout.take().expect("stdout is a pipe");
        let mut environment = Vec::new();
        for line in BufReader::new(stdout).lines() {
            let line = line.expect("a line of the server");
            let (name, value) = line.strip_prefix("export ").and_then(|rest| rest.split_once('=')).expect("an export");
            environment.push((name.to_owned(), value.to_owned()));
            if name == "AWS_DEFAULT_REGION" {
                break;
            }
        }
        assert!(!environment.is_empty(), "the server printed nothing");
        Self { child, environment }
    }

    /// One of the variables.
    pub fn variable(&self, name: &str) -> &str {
        let found = self.environment.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("no {name} in {:?}", self.environment)).1
    }

    /// Sends a request and gives back the whole answer.
    pub fn send(&self, line: &str, headers: &str) -> String {
        let address = self.variable("AWS_ENDPOINT_URL").strip_prefix("http://").expect("plain HTTP");
        let mut stream = TcpStream::connect(address).expect("a connection");
        write!(stream, "{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n").expect("to send");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Asks it to stop and waits: its exit code.
    pub fn stop(mut self) -> Option<i32> {
        terminate(&self.child);
        self.child.wait().expect("the server ends").code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn terminate(child: &Child) {
    let done = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(done.is_ok_and(|status| status.success()), "kill is there");
}

#[test]
fn the_server_is_the_same_lake_and_stops_when_told() {
    let sandbox = Sandbox::new();
    let served = Served::start(&sandbox, &[]);
    let over_the_port = Sandbox::without_target();
    let over_the_port =
        served.environment.iter().fold(over_the_port, |sandbox, (name, value)| sandbox.env(name, value));
    over_the_port.ok(["bucket", "create", "made-over-the-port"]);
    sandbox.ok(["bucket", "list"]).stdout_has("made-over-the-port");
    sandbox.ok(["local", "status"]).stdout_has(served.variable("AWS_ENDPOINT_URL"));
    assert_eq!(served.stop(), Some(0));
    let status = sandbox.ok(["local", "status", "-o", "json"]).json();
    assert!(status["lake"]["served_at"].is_null(), "{status}");
}

#[test]
fn a_wrong_secret_is_refused_over_the_port() {
    let sandbox = Sandbox::new();
    let served = Served::start(&sandbox, &[]);
    let wrong = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", served.variable("AWS_ENDPOINT_URL"))
        .env("AWS_ACCESS_KEY_ID", served.variable("AWS_ACCESS_KEY_ID"))
        .env("AWS_SECRET_ACCESS_KEY", "not-the-secret")
        .env("AWS_REGION", "us-east-1");
    wrong.run(["bucket", "list"]).code(4);
}

#[test]
fn web_pages_are_refused() {
    let sandbox = Sandbox::new();
    let served = Served::start(&sandbox, &["--allow-reset"]);
    assert!(served.send("GET /_lake/health", "").starts_with("HTTP/1.1 200"));
    assert!(served.send("GET /_lake/health", "Origin: null\r\n").starts_with("HTTP/1.1 403"));
    assert!(
        served
            .send("POST /_lake/reset", "Origin: http://localhost\r\nContent-Length: 0\r\n")
            .starts_with("HTTP/1.1 403")
    );
}

#[test]
fn a_port_that_is_taken_is_said() {
    let sandbox = Sandbox::new();
    let served = Served::start(&sandbox, &[]);
    let port = served.variable("AWS_ENDPOINT_URL").rsplit(':').next().expect("a port").to_owned();
    sandbox.run(["local", "serve", "--port", &port]).code(1).stderr_has(&port).stderr_has("--port 0");
}

#[test]
fn a_reset_empties_the_lake_and_keeps_its_keys() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "to-be-emptied"]);
    let keys = sandbox.ok(["local", "credentials"]).stdout;
    sandbox.run(["local", "reset"]).code(11).stderr_has("--confirm lake");
    sandbox.ok(["local", "reset", "--dry-run"]).stdout_has("would empty");
    sandbox.ok(["bucket", "list"]).stdout_has("to-be-emptied");
    sandbox.ok(["local", "reset", "--confirm", "lake"]).stdout_has("1 buckets");
    let buckets = sandbox.ok(["bucket", "list", "-o", "json"]).json();
    assert_eq!(buckets["buckets"], serde_json::json!([]));
    assert_eq!(sandbox.ok(["local", "credentials"]).stdout, keys);
}

#[test]
fn the_clock_goes_where_it_is_set() {
    let sandbox = Sandbox::new();
    let clock = sandbox.ok(["local", "clock", "--advance", "90d", "-o", "json"]).json();
    assert_eq!(clock["clock"]["offset_seconds"], 90 * 86_400);
    sandbox.ok(["local", "clock", "--set", "2031-02-03"]).stdout_has("2031-02-03T00:00:0");
    sandbox.ok(["local", "status"]).stdout_has("2031-02-03T00:0");
    let clock = sandbox.ok(["local", "clock", "--real", "-o", "json"]).json();
    assert_eq!(clock["clock"]["offset_seconds"], 0);
    sandbox.run(["local", "clock", "--advance", "soon"]).code(2).stderr_has("90d");
}

#[test]
fn each_principal_has_keys_of_its_own() {
    let sandbox = Sandbox::new();
    let root = sandbox.ok(["local", "credentials", "-o", "json"]).json();
    let analyst = sandbox.ok(["local", "credentials", "--as", "role/analyst", "-o", "json"]).json();
    assert_eq!(analyst["credentials"]["principal"], "arn:aws:iam::123456789012:role/analyst");
    let key = |value: &serde_json::Value| value["credentials"]["environment"]["AWS_ACCESS_KEY_ID"].clone();
    assert_ne!(key(&root), key(&analyst));
}

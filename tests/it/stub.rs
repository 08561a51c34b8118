//! An endpoint between lakectl and a served lake: it counts the calls, and answers some of them as a bad day would.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::local::Served;
use crate::sandbox::Sandbox;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    /// `POST`, …
    pub method: String,
    /// With the query; the whole URL when it came through a proxy.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// A header, by its name in lower case.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// What it asks for: `StartJobRun`, `PutMetricData`, `GrantPermissions`, or method and path of S3.
    pub fn operation(&self) -> String {
        if let Some((_, operation)) = self.header("x-amz-target").rsplit_once('.') {
            return operation.to_owned();
        }
        let path = self.path.split('?').next().unwrap_or("");
        if let Some((_, operation)) = path.rsplit_once("/operation/") {
            return operation.to_owned();
        }
        if let Some(action) = self.text().split('&').find_map(|pair| pair.strip_prefix("Action=").map(str::to_owned)) {
            return action;
        }
        format!("{} {}", self.method, self.path)
    }

    /// Whether it changes something.
    pub fn is_write(&self) -> bool {
        let operation = self.operation();
        // Lake Formation's operations are paths.
        let name = operation.strip_prefix("POST /").unwrap_or(&operation);
        let reads = ["Get", "List", "Describe", "Search", "BatchGet", "Query", "Check", "Simulate", "GET ", "HEAD "];
        !reads.iter().any(|word| name.starts_with(word))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// What a request gets.
#[derive(Debug, Clone)]
pub enum Reply {
    /// What the lake says.
    Lake,
    /// The lake does it, and its answer is lost on the way.
    Lost,
    /// This, and the lake never hears of it.
    Status(u16, String),
    /// A good answer with this date.
    Dated(String, String),
    /// Nothing: the connection ends, and the lake never hears of it.
    Reset,
    /// These bytes as they are, head and all; the lake never hears of it.
    Raw(Vec<u8>),
    /// What the lake says, without its last bytes.
    Cut(usize),
    /// What the lake says, so many bytes at a time with a pause after each, or only the first of them and then nothing.
    Slow { bytes: usize, pause: Duration, goes_on: bool },
}

impl Reply {
    /// An error of a JSON service.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        Self::Status(status, serde_json::json!({ "__type": code, "message": message }).to_string())
    }
}

type Rule = dyn Fn(&Request) -> Reply + Send + Sync;

/// The endpoint.
pub struct Stub {
    address: String,
    requests: Arc<Mutex<Vec<Request>>>,
    _lake: Option<Served>,
}

impl Stub {
    /// Before the lake of a sandbox; the sandbox that talks to it, and the stub.
    pub fn before(sandbox: &Sandbox, rule: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> (Sandbox, Self) {
        let lake = Served::start(sandbox, &["--allow-jobs"]);
        let upstream = lake.variable("AWS_ENDPOINT_URL").strip_prefix("http://").expect("plain HTTP").to_owned();
        let mut client = Sandbox::without_target();
        for (name, value) in &lake.environment {
            client = client.env(name, value);
        }
        let stub = Self::listen(Some(upstream), Arc::new(rule), Some(lake));
        let url = stub.url();
        (client.env("AWS_ENDPOINT_URL", &url), stub)
    }

    /// Before nothing: every request gets its reply from the rule.
    pub fn alone(rule: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::listen(None, Arc::new(rule), None)
    }

    fn listen(upstream: Option<String>, rule: Arc<Rule>, lake: Option<Served>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = requests.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let (upstream, rule, seen) = (upstream.clone(), rule.clone(), seen.clone());
                std::thread::spawn(move || serve(stream, upstream.as_deref(), rule.as_ref(), &seen));
            }
        });
        Self { address, requests, _lake: lake }
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was asked for so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("nobody panics while holding it").clone()
    }

    /// How often an operation was asked for.
    pub fn count(&self, operation: &str) -> usize {
        self.requests().iter().filter(|request| request.operation() == operation).count()
    }
}

fn serve(stream: TcpStream, upstream: Option<&str>, rule: &Rule, seen: &Mutex<Vec<Request>>) {
    let Ok(reading) = stream.try_clone() else { return };
    let mut reading = BufReader::new(reading);
    let mut writing = stream;
    if let Some(request) = read(&mut reading) {
        seen.lock().expect("nobody panics while holding it").push(request.clone());
        let answer = match rule(&request) {
            Reply::Status(status, body) => answer(status, &body).into_bytes(),
            Reply::Dated(date, body) => {
                answer(200, &body).replacen("\r\n", &format!("\r\nDate: {date}\r\n"), 1).into_bytes()
            }
            Reply::Raw(bytes) => bytes,
            Reply::Reset => {
                drop(writing.shutdown(Shutdown::Both));
                return;
            }
            Reply::Cut(bytes) => {
                let mut whole = forward(&request, upstream.expect("a lake to ask"));
                whole.truncate(whole.len().saturating_sub(bytes));
                whole
            }
            Reply::Slow { bytes, pause, goes_on } => {
                let whole = forward(&request, upstream.expect("a lake to ask"));
                let head = whole.windows(4).position(|bytes| bytes == b"\r\n\r\n").map_or(0, |end| end + 4);
                drop(writing.write_all(&whole[..head]));
                for piece in whole[head..].chunks(bytes) {
                    // Whoever asked may have had enough.
                    if writing.write_all(piece).is_err() {
                        return;
                    }
                    std::thread::sleep(pause);
                    if !goes_on {
                        return;
                    }
                }
                return;
            }
            Reply::Lake => forward(&request, upstream.expect("a lake to ask")),
            Reply::Lost => {
                drop(forward(&request, upstream.expect("a lake to ask")));
                drop(writing.shutdown(Shutdown::Both));
                return;
            }
        };
        // One answer a connection: the lake closes after it, and so do we.
        drop(writing.write_all(&answer));
        drop(writing.shutdown(Shutdown::Both));
    }
}

fn answer(status: u16, body: &str) -> String {
    let kind = if body.starts_with('<') { "text/xml" } else { "application/x-amz-json-1.1" };
    format!(
        "HTTP/1.1 {status} Stub\r\nContent-Type: {kind}\r\nx-amzn-RequestId: stub-1\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn read(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    if stream.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut request = Request { method, path, headers, body: Vec::new() };
    if request.header("expect").eq_ignore_ascii_case("100-continue") {
        stream.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n").ok()?;
    }
    if request.header("transfer-encoding").eq_ignore_ascii_case("chunked") {
        request.body = chunks(stream)?;
    } else {
        request.body = vec![0; request.header("content-length").parse().unwrap_or(0)];
        stream.read_exact(&mut request.body).ok()?;
    }
    Some(request)
}

fn chunks(stream: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        let size = usize::from_str_radix(line.trim().split(';').next()?, 16).ok()?;
        let mut chunk = vec![0; size + 2];
        stream.read_exact(&mut chunk).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(&chunk[..size]);
    }
}

/// Puts a request to the lake as it came, on a connection of its own, and gives back the whole answer.
fn forward(request: &Request, upstream: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(upstream).expect("the lake is served");
    let mut head = format!("{} {} HTTP/1.1\r\n", request.method, request.path);
    for (name, value) in &request.headers {
        if !matches!(name.as_str(), "connection" | "expect" | "content-length" | "transfer-encoding") {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    head.push_str(&format!("content-length: {}\r\nconnection: close\r\n\r\n", request.body.len()));
    stream.write_all(head.as_bytes()).expect("to ask the lake");
    stream.write_all(&request.body).expect("to ask the lake");
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer));
    answer
}

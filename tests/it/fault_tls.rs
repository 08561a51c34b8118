//! Servers that are not who they should be: an unknown authority, another name, an old protocol. Nothing is sent to any of
//! them, and the error says what is wrong. Row 16 of the table in ARCHITECTURE.md, "Faults".

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::sandbox::{Sandbox, fixtures};

/// An HTTPS server that answers every request alike and tells of each on its stdout.
const SERVER: &str = r#"
import http.server, ssl, sys
certificate, newest = sys.argv[1], sys.argv[2]
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        print("asked", flush=True)
        body = b'{"DatabaseList":[{"Name":"far"}]}'
        self.send_response(200)
        self.send_header("content-type", "application/x-amz-json-1.1")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *arguments):
        pass
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
if newest == "1.1":
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
context.load_cert_chain(certificate)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
server.handle_error = lambda request, address: None
print(server.server_address[1], flush=True)
server.serve_forever()
"#;

struct Server {
    child: Child,
    port: u16,
    asked: std::sync::Arc<std::sync::atomic::AtomicUsize>,
}

impl Server {
    fn start(certificate: &str, newest: &str) -> Self {
        let mut command = Command::new("python3");
        command.args(["-W", "ignore", "-c", SERVER]).arg(tls(certificate)).arg(newest);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("python3 is there");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let port = lines.next().expect("a port").expect("a line").parse().expect("a port");
        let asked = std::sync::Arc::<std::sync::atomic::AtomicUsize>::default();
        let counted = asked.clone();
        std::thread::spawn(move || {
            for _ in lines.map_while(Result::ok) {
                counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            }
        });
        Self { child, port, asked }
    }

    fn asked(&self) -> usize {
        self.asked.load(std::sync::atomic::Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn tls(name: &str) -> PathBuf {
    fixtures().join("tls").join(format!("{name}.pem"))
}

fn client(server: &Server) -> Sandbox {
    Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &format!("https://127.0.0.1:{}", server.port))
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_REGION", "us-east-1")
}

fn trusting(server: &Server) -> Sandbox {
    client(server).env("AWS_CA_BUNDLE", &tls("authority").display().to_string())
}

#[test]
fn row_16_a_server_of_a_trusted_authority_is_asked() {
    let server = Server::start("here", "any");
    trusting(&server).sh("lakectl db list").code(0).stdout_has("far");
    assert_eq!(server.asked(), 1);
}

#[test]
fn row_16_an_authority_that_nobody_knows_is_refused_and_named() {
    let server = Server::start("here", "any");
    client(&server).sh("lakectl db list").code(1).stderr_has("certificate").stderr_has("AWS_CA_BUNDLE");
    assert_eq!(server.asked(), 0);
}

#[test]
fn row_16_an_apply_sends_nothing_to_whom_nobody_knows() {
    let server = Server::start("here", "any");
    let sandbox = client(&server);
    sandbox.write("lake.toml", "[databases.far]\ndescription = 'other'\n");
    for line in ["lakectl plan", "lakectl apply --yes", "lakectl drift"] {
        sandbox.sh(line).code(1).stderr_has("certificate");
    }
    assert_eq!(server.asked(), 0);
}

#[test]
fn row_16_a_certificate_for_another_name_is_refused() {
    let server = Server::start("elsewhere", "any");
    trusting(&server).sh("lakectl db list").code(1).stderr_has("certificate").stderr_has("127.0.0.1");
    assert_eq!(server.asked(), 0);
}

#[test]
fn row_16_an_old_protocol_is_refused_and_nothing_is_tried_without_tls() {
    let server = Server::start("here", "1.1");
    trusting(&server).sh("lakectl db list").code(1).stderr_has("TLS 1.2");
    assert_eq!(server.asked(), 0);
}

#[test]
fn row_16_a_bundle_that_is_none_is_said_before_anything_is_sent() {
    let server = Server::start("here", "any");
    let sandbox = client(&server);
    let bundle = sandbox.write("bundle.pem", "no certificate\n");
    let sandbox = sandbox.env("AWS_CA_BUNDLE", &bundle.display().to_string());
    sandbox.sh("lakectl db list").code(2).stderr_has("bundle.pem");
    let sandbox = sandbox.env("AWS_CA_BUNDLE", "/nowhere/bundle.pem");
    sandbox.sh("lakectl db list").code(2).stderr_has("/nowhere/bundle.pem");
    assert_eq!(server.asked(), 0);
}

//! A bad day on the seam: a transport around another one that loses, cuts, delays and falsifies answers.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_runtime_api::client::result::ConnectorError;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body::Frame;
use http_body_util::{BodyExt, Full};

use crate::transport::{Body, Transport};

/// A request as it was made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asked {
    /// `GetDatabases`, …; method and path where the protocol names none.
    pub operation: String,
    /// What S3 is asked about.
    pub query: String,
    pub body: Bytes,
}

/// What happens to a request or to its answer.
#[derive(Clone)]
pub enum Fault {
    /// The connection breaks before anybody heard of it.
    Unheard,
    /// It is done, and the connection breaks before the answer.
    Lost,
    /// Nobody ever answers.
    Silence,
    /// The answer comes after a while.
    Late(Duration),
    /// The answer ends after so many bytes, as if that were all of it.
    Cut(usize),
    /// The connection breaks after so many bytes of the answer.
    Broken(usize),
    /// An answer of nobody.
    Instead(u16, &'static str),
    /// The answer as somebody made it.
    Changed(fn(&[u8]) -> Vec<u8>),
    /// The answer to the first request for this operation, as somebody made it, whatever is asked for now.
    Again(fn(&[u8]) -> Vec<u8>),
}

/// What was asked for so far, and how long the right answers were.
#[derive(Debug, Clone, Default)]
pub struct Journal(Arc<Mutex<Vec<(Asked, usize)>>>);

impl Journal {
    /// All of it, in order.
    pub fn all(&self) -> Vec<Asked> {
        self.entries().into_iter().map(|(asked, _)| asked).collect()
    }

    /// How often an operation was asked for.
    pub fn count(&self, operation: &str) -> usize {
        self.all().iter().filter(|asked| asked.operation == operation).count()
    }

    /// The length of the longest right answer to an operation.
    pub fn length(&self, operation: &str) -> Option<usize> {
        let entries = self.entries();
        entries.iter().filter(|(asked, _)| asked.operation == operation).map(|(_, length)| *length).max()
    }

    fn entries(&self) -> Vec<(Asked, usize)> {
        self.0.lock().expect("nobody panics while holding it").clone()
    }

    fn asked(&self, asked: &Asked) -> usize {
        let mut entries = self.0.lock().expect("nobody panics while holding it");
        entries.push((asked.clone(), 0));
        entries.len() - 1
    }

    fn answered(&self, at: usize, length: usize) {
        self.0.lock().expect("nobody panics while holding it")[at].1 = length;
    }
}

/// An answer that is kept.
#[derive(Debug, Clone)]
struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Kept {
    async fn of(transport: &Transport, asked: &Asked, head: http::request::Parts) -> Result<Self, ConnectorError> {
        let answer = transport.ask(http::Request::from_parts(head, whole(asked.body.clone()))).await?;
        let (head, body) = answer.into_parts();
        let body = body.collect().await.map_err(ConnectorError::io)?.to_bytes();
        Ok(Self { status: head.status, headers: head.headers, body })
    }

    fn response(self, body: Body) -> http::Response<Body> {
        let mut response = http::Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        // It says how long the right answer was.
        response.headers_mut().remove(http::header::CONTENT_LENGTH);
        response
    }
}

/// A transport that does to each request what the rule says, and the journal of what was asked for. A request that was made
/// before has the answer that it had then.
pub fn around(
    inner: Transport,
    rule: impl Fn(&Asked) -> Option<Fault> + Send + Sync + 'static,
) -> (Transport, Journal) {
    let journal = Journal::default();
    let known: Arc<Mutex<HashMap<Asked, Kept>>> = Arc::default();
    let (rule, seen) = (Arc::new(rule), journal.clone());
    let transport = Transport::breaking(move |request| {
        let (inner, rule, seen, known) = (inner.clone(), rule.clone(), seen.clone(), known.clone());
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.map_err(ConnectorError::io)?.to_bytes();
            let query = head.uri.query().unwrap_or_default().to_owned();
            let asked = Asked { operation: operation(&head, &body), query, body };
            let at = seen.asked(&asked);
            let fault = rule(&asked);
            match fault {
                Some(Fault::Unheard) => return Err(broken()),
                Some(Fault::Silence) => return std::future::pending().await,
                Some(Fault::Instead(status, text)) => return Ok(invented(status, text)),
                _ => {}
            }
            let before = {
                let known = known.lock().expect("nobody panics while holding it");
                let is_first = |(before, _): &(&Asked, &Kept)| before.operation == asked.operation;
                match fault {
                    Some(Fault::Again(_)) => known.iter().find(is_first).map(|(_, kept)| kept.clone()),
                    _ => known.get(&asked).cloned(),
                }
            };
            let kept = match before {
                Some(kept) => kept,
                None => {
                    let kept = Kept::of(&inner, &asked, head).await?;
                    known.lock().expect("nobody panics while holding it").insert(asked, kept.clone());
                    kept
                }
            };
            let right = kept.body.clone();
            seen.answered(at, right.len());
            match fault {
                Some(Fault::Lost) => Err(broken()),
                Some(Fault::Late(pause)) => {
                    tokio::time::sleep(pause).await;
                    Ok(kept.response(whole(right)))
                }
                Some(Fault::Cut(end)) => Ok(kept.response(whole(right.slice(..end.min(right.len()))))),
                Some(Fault::Broken(end)) => {
                    let first = right.slice(..end.min(right.len()));
                    Ok(kept.response(Breaking { first: Some(first) }.boxed()))
                }
                Some(Fault::Changed(change) | Fault::Again(change)) => Ok(kept.response(whole(change(&right).into()))),
                _ => Ok(kept.response(whole(right))),
            }
        }
    });
    (transport, journal)
}

fn operation(head: &http::request::Parts, body: &[u8]) -> String {
    let target = head.headers.get("x-amz-target").and_then(|target| target.to_str().ok());
    if let Some((_, operation)) = target.and_then(|target| target.rsplit_once('.')) {
        return operation.to_owned();
    }
    let path = head.uri.path();
    match path.rsplit_once("/operation/") {
        Some((_, operation)) => operation.to_owned(),
        None if body.starts_with(b"Action=") => {
            let end = body.iter().position(|byte| *byte == b'&').unwrap_or(body.len());
            String::from_utf8_lossy(&body["Action=".len()..end]).into_owned()
        }
        None => format!("{} {path}", head.method),
    }
}

fn whole(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never| match never {}).boxed()
}

fn invented(status: u16, text: &'static str) -> http::Response<Body> {
    let kind = if text.starts_with('<') { "application/xml" } else { "application/x-amz-json-1.1" };
    let response = http::Response::builder().status(status).header("content-type", kind);
    response.body(whole(Bytes::from_static(text.as_bytes()))).expect("a status and a header")
}

fn broken() -> ConnectorError {
    ConnectorError::io(std::io::Error::from(std::io::ErrorKind::ConnectionReset).into())
}

/// A body that ends in a broken connection.
struct Breaking {
    first: Option<Bytes>,
}

impl http_body::Body for Breaking {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(Some(match self.first.take() {
            Some(bytes) => Ok(Frame::data(bytes)),
            None => Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset).into()),
        }))
    }
}

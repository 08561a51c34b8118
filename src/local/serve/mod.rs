//! The loopback server: the lake's one entrance, [`Lake::handle`], over HTTP on 127.0.0.1, for any AWS client.
//!
//! Invariants:
//! - It listens on the loopback address alone.
//! - A request that a web page could have sent (an `Origin` header, a `Host` that is not this machine) is refused before
//!   anything is routed: a name that a stranger's DNS points here opens nothing.
//! - Headers, bodies, connections and idle time are bounded.
//! - What it answers is what an in-process command gets; nothing is decided here besides `/_lake/…`.

mod admin;
mod body;
mod guard;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::lake::Lake;
use super::wire::{Response, full};
use crate::clock::epoch_millis;

/// Connections served at once; more wait to be accepted.
const CONNECTIONS: usize = 512;
/// All headers of a request together. AWS takes 8 KB of metadata and long signatures; this leaves room.
const HEADER_BYTES: usize = 64 << 10;
/// How many headers a request may have.
const HEADER_COUNT: usize = 128;
/// How long a client may take to send its headers, or leave a kept connection idle.
const HEADER_TIME: Duration = Duration::from_secs(60);
/// How long open requests may take to end once the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);
/// How often schedules are looked at.
const SCHEDULES: Duration = Duration::from_secs(1);
/// How long crawls, queries and job runs may take to end once the server is told to stop.
const TASK_GRACE: Duration = Duration::from_secs(10);

/// How the server is started. What requests may do is in the lake's own options.
#[derive(Debug, Clone, Copy, Default)]
pub struct ServeOptions {
    /// The port; 0 takes any free one.
    pub port: u16,
    /// Let `POST /_lake/reset` empty the lake.
    pub allow_reset: bool,
}

/// A server that has its port and does not answer yet.
#[derive(Debug)]
pub struct Server {
    lake: Lake,
    options: ServeOptions,
    listener: TcpListener,
    address: SocketAddr,
}

/// How a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Everything that had begun has ended.
    Quiet,
    /// Work was still running; the next opening of the lake ends it as failed.
    Busy,
}

impl Server {
    /// Takes the port.
    pub async fn bind(lake: Lake, options: ServeOptions) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let address = listener.local_addr()?;
        lake.note_server(&format!("http://{address}")).map_err(io::Error::other)?;
        lake.set_endpoint(format!("http://{address}"));
        Ok(Self { lake, options, listener, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of the lake.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers requests until `stop` is ready, then lets what has begun end.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Stopped {
        let lake = self.lake.clone();
        let schedules = tokio::spawn(watch_schedules(lake.clone()));
        self.answer_until(stop).await;
        schedules.abort();
        match tokio::time::timeout(TASK_GRACE, lake.tasks().drain()).await {
            Ok(()) => Stopped::Quiet,
            Err(_) => {
                lake.tasks().give_up();
                Stopped::Busy
            }
        }
    }

    /// Answers requests until `stop` is ready and the open ones have ended.
    async fn answer_until(self, stop: impl Future<Output = ()>) {
        let Self { lake, options, listener, .. } = self;
        let graceful = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                accepted = accept(&listener, &places) => accepted,
            };
            let (stream, place) = accepted;
            // Small answers are to leave at once; a socket that cannot do so still works.
            drop(stream.set_nodelay(true));
            let lake = lake.clone();
            let service = service_fn(move |request| {
                let lake = lake.clone();
                async move { Ok::<_, Infallible>(answer(&lake, options, request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADER_TIME)
                .max_buf_size(HEADER_BYTES)
                .max_headers(HEADER_COUNT)
                .serve_connection(TokioIo::new(stream), service);
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                // A client that goes away, or speaks no HTTP, is its own affair.
                drop(connection.await);
                drop(place);
            });
        }
        drop(listener);
        drop(tokio::time::timeout(GRACE, graceful.shutdown()).await);
    }
}

/// A port for as long as one script runs: nobody else is told of it, and it answers who has the lake's keys.
#[derive(Debug)]
pub struct Port {
    url: String,
    /// Dropped with the port: the server hears of it.
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Port {
    /// Opens a port and answers on it until it is dropped.
    pub async fn open(lake: &Lake) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (sender, stopped) = tokio::sync::oneshot::channel::<()>();
        let server = Server { lake: lake.clone(), options: ServeOptions::default(), listener, address };
        tokio::spawn(server.answer_until(async move { drop(stopped.await) }));
        Ok(Self { url: format!("http://{address}"), _stop: sender })
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Starts what is scheduled when its time has come, and evaluates alarms.
async fn watch_schedules(lake: Lake) {
    let mut looked_at = epoch_millis(lake.clock().now());
    let mut ticks = tokio::time::interval(SCHEDULES);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let looked = match lake.follow_clock() {
            Ok(()) => super::glue::run_due(&lake).map(drop),
            Err(error) => Err(error),
        };
        if let Err(error) = looked {
            tracing::warn!(%error, "the schedules could not be looked at");
        }
        let now = epoch_millis(lake.clock().now());
        match lake.follow_alarms(looked_at, now) {
            Ok(_) => looked_at = now,
            Err(error) => tracing::warn!(%error, "the alarms could not be evaluated"),
        }
    }
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, Option<tokio::sync::OwnedSemaphorePermit>) {
    let place = places.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            // Out of file descriptors, or a client gone before it was accepted: both pass.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn answer(lake: &Lake, options: ServeOptions, request: http::Request<Incoming>) -> Response {
    let (parts, incoming) = request.into_parts();
    if let Err(refusal) = guard::check(&parts) {
        return refusal.response();
    }
    if let Some(response) = admin::answer(lake, options, &parts) {
        return response;
    }
    // The time may have been set by `lakectl local clock`; a store that fails is reported by the request itself.
    drop(lake.follow_clock());
    let request = http::Request::from_parts(parts, body::bounded(incoming));
    match AssertUnwindSafe(lake.handle(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => failed(),
    }
}

/// The answer when a handler panicked: the client hears of it, and the other connections go on.
fn failed() -> Response {
    let body = r#"{"__type":"InternalFailure","message":"the local lake failed on this request; its log says why"}"#;
    let mut response = http::Response::new(full(body));
    *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
    response
}

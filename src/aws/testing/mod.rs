//! Clients for unit tests: they talk to a function in place of a wire, on good days and on bad ones.

pub mod fault;

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_s3::config::{AsyncSleep, Sleep};

use super::config::connect_pacing;
use super::transport::Transport;
use super::{ConnectOptions, Read, StaticCredentials};
use crate::clock::SystemClock;

/// Pauses are a thousandth of what they are.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The time that an answer may take, too: for a service that never answers.
    pub short_of_patience: bool,
}

/// Longer than any pause between two attempts, and shorter than the time that an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

impl AsyncSleep for Pace {
    fn sleep(&self, duration: Duration) -> Sleep {
        let is_pause = duration < PATIENCE || self.short_of_patience;
        Sleep::new(tokio::time::sleep(if is_pause { duration / 1000 } else { duration }))
    }
}

/// A client whose requests a transport answers.
pub async fn client(transport: Transport) -> Read {
    client_of(transport, known(), Pace { short_of_patience: false }).await
}

/// Some keys.
pub fn known() -> StaticCredentials {
    StaticCredentials { access_key: "a".to_owned(), secret_key: "b".to_owned(), session_token: None }
}

/// The same with keys and a pace of the test's own.
pub async fn client_of(transport: Transport, keys: StaticCredentials, pace: Pace) -> Read {
    let options = ConnectOptions {
        profile: None,
        region: Some("us-east-1".to_owned()),
        endpoint_url: None,
        assume_role: None,
        transport: Some(transport),
        credentials: Some(keys),
        trace: None,
        clock: Arc::new(SystemClock),
    };
    connect_pacing(options, pace).await.expect("everything that a client needs is given")
}

//! Clients for unit tests: they talk to a function in place of a wire.

use std::sync::Arc;

use super::transport::Transport;
use super::{ConnectOptions, Read, StaticCredentials, connect};
use crate::clock::SystemClock;

/// A client whose requests a transport answers.
pub async fn client(transport: Transport) -> Read {
    connect(ConnectOptions {
        profile: None,
        region: Some("us-east-1".to_owned()),
        endpoint_url: None,
        assume_role: None,
        transport: Some(transport),
        credentials: Some(StaticCredentials {
            access_key: "a".to_owned(),
            secret_key: "b".to_owned(),
            session_token: None,
        }),
        trace: None,
        clock: Arc::new(SystemClock),
    })
    .await
    .expect("everything that a client needs is given")
}

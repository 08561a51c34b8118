//! A lake in a temporary directory and clients of it.

use std::sync::Arc;

use crate::aws::transport::Transport;
use crate::aws::{ConnectOptions, Write, connect};
use crate::clock::SystemClock;

#[path = "../testing.rs"]
mod local;

pub use local::{TestLake, lake};

impl TestLake {
    /// A client whose requests go the test's way.
    pub async fn client(&self, transport: Transport) -> Write {
        let read = connect(ConnectOptions {
            profile: None,
            region: Some("us-east-1".to_owned()),
            endpoint_url: None,
            assume_role: None,
            transport: Some(transport),
            credentials: Some(self.keys()),
            trace: None,
            clock: Arc::new(SystemClock),
        });
        Write::granted(read.await.unwrap())
    }
}

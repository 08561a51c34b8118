//! A lake in a temporary directory and clients of it, for the tests of what is above it.

use std::sync::Arc;

use tempfile::TempDir;

use crate::aws::transport::Transport;
use crate::aws::{ConnectOptions, StaticCredentials, Write, connect};
use crate::clock::SystemClock;
use crate::local::{Lake, LakeOptions};

/// A fresh lake that goes with its directory.
pub struct TestLake {
    /// The lake.
    pub lake: Lake,
    _directory: TempDir,
}

/// A fresh lake at the system's clock.
pub fn lake() -> TestLake {
    let directory = TempDir::new().unwrap();
    let lake = Lake::open(directory.path(), LakeOptions::default()).unwrap();
    TestLake { lake, _directory: directory }
}

impl TestLake {
    /// The keys of the account's root.
    pub fn keys(&self) -> StaticCredentials {
        let keys = self.lake.root_credential().unwrap();
        StaticCredentials {
            access_key: keys.access_key,
            secret_key: keys.secret_key,
            session_token: keys.session_token,
        }
    }

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

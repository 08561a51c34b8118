//! A lake in a temporary directory: part of the unit tests of each package above it.

use lakectl_aws::StaticCredentials;
use lakectl_local::{Lake, LakeOptions};
use tempfile::TempDir;

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
}

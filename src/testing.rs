//! A lake in a temporary directory, for the tests of what is above it.

use tempfile::TempDir;

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

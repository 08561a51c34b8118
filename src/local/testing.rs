//! A lake in a temporary directory, for the services' own tests.

use std::sync::Arc;

use serde_json::Value;
use tempfile::TempDir;

use super::wire::{Call, Caller, Reply, Service};
use super::{Lake, LakeOptions};
use crate::clock::{SharedClock, SystemClock};

/// A fresh lake that goes with its directory.
pub struct TestLake {
    /// The lake.
    pub lake: Lake,
    _directory: TempDir,
}

/// A fresh lake at the system's clock.
pub fn lake() -> TestLake {
    lake_at(Arc::new(SystemClock))
}

/// A fresh lake at a clock of the test's own.
pub fn lake_at(clock: SharedClock) -> TestLake {
    lake_with(LakeOptions { clock: Some(clock), ..LakeOptions::default() })
}

/// A fresh lake with options of the test's own.
pub fn lake_with(options: LakeOptions) -> TestLake {
    let directory = TempDir::new().unwrap();
    let lake = Lake::open(directory.path(), options).unwrap();
    TestLake { lake, _directory: directory }
}

/// A call of the account's root in us-east-1.
pub fn call(lake: &Lake, input: Value) -> Call {
    let caller = Caller {
        access_key: "AKIATEST".to_owned(),
        principal: lake.root_principal(),
        account: lake.options().account.clone(),
        region: "us-east-1".to_owned(),
        vouched: false,
    };
    Call { lake: lake.clone(), caller, input, request_id: "test".to_owned() }
}

impl TestLake {
    /// Runs an operation of a service on a runtime of its own.
    pub fn run(&self, service: &Service, operation: &str, input: Value) -> Reply {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let reply = service.run(operation, call(&self.lake, input)).await;
            self.lake.tasks().drain().await;
            reply
        })
    }

    /// Runs an operation that must succeed.
    pub fn ok(&self, service: &Service, operation: &str, input: Value) -> Value {
        self.run(service, operation, input).unwrap_or_else(|error| panic!("{operation}: {error}"))
    }

    /// Runs an operation that must fail; its code and message.
    pub fn error(&self, service: &Service, operation: &str, input: Value) -> (String, String) {
        match self.run(service, operation, input) {
            Ok(value) => panic!("{operation} succeeded: {value}"),
            Err(error) => (error.code.to_string(), error.message),
        }
    }
}

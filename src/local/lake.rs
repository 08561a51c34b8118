//! An open lake: the directory, what is in it, and the one entrance.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::engine::source::Elsewhere;
use super::lakeformation::Overlaps;
use super::objects::Objects;
use super::private;
use super::store::{Store, StoreError};
use super::tasks::Tasks;
use super::time::LakeClock;
use super::wire::{Request, Response, route};
use crate::clock::SharedClock;

/// The account of a lake that was not told another one.
pub const DEFAULT_ACCOUNT: &str = "123456789012";
/// The region of in-process commands that were not told another one.
pub const DEFAULT_REGION: &str = "us-east-1";

/// How a lake is opened.
#[derive(Debug, Clone)]
pub struct LakeOptions {
    /// Twelve digits; kept with the lake from its first opening on.
    pub account: String,
    /// Take any signature, as the root of the account: for test harnesses.
    pub any_credentials: bool,
    /// Let requests start the scripts of jobs. In-process commands may; the loopback server may only when told.
    pub allow_jobs: bool,
    /// Names of variables that the scripts of jobs do not inherit.
    pub hidden_environment: Vec<String>,
    /// A clock in place of the lake's own.
    pub clock: Option<SharedClock>,
    /// The memory that all running queries may take together, in bytes; the engine's own default when none.
    pub memory: Option<u64>,
    /// Objects that queries read beside the lake's own, part by part.
    pub elsewhere: Option<Arc<dyn Elsewhere>>,
}

impl Default for LakeOptions {
    fn default() -> Self {
        Self {
            account: DEFAULT_ACCOUNT.to_owned(),
            any_credentials: false,
            allow_jobs: true,
            hidden_environment: Vec::new(),
            clock: None,
            memory: None,
            elsewhere: None,
        }
    }
}

/// Why a lake could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// A directory or file could not be made or read.
    Directory { path: PathBuf, source: std::io::Error },
    /// The store refused.
    Store { path: PathBuf, source: StoreError },
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Store { path, source } => write!(f, "{}: {source}", path.display()),
        }
    }
}

impl std::error::Error for OpenError {}

struct Inner {
    directory: PathBuf,
    options: LakeOptions,
    store: Arc<Store>,
    objects: Objects,
    clock: SharedClock,
    own_clock: Arc<LakeClock>,
    tasks: Tasks,
    overlaps: Overlaps,
    endpoint: OnceLock<String>,
}

/// An open lake; clones are the same lake.
#[derive(Clone)]
pub struct Lake {
    inner: Arc<Inner>,
}

impl fmt::Debug for Lake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lake").field("directory", &self.inner.directory).finish_non_exhaustive()
    }
}

impl Lake {
    /// Opens the lake in `directory`, making it if it is not there, and mends what a killed process left half done.
    pub fn open(directory: &Path, mut options: LakeOptions) -> Result<Self, OpenError> {
        make_private_directory(directory)?;
        let store_path = directory.join("lake.sqlite");
        // The store makes its other files as this one is: it holds the lake's keys.
        private::keep(&store_path).map_err(|source| OpenError::Directory { path: directory.to_owned(), source })?;
        let at_store = |source| OpenError::Store { path: store_path.clone(), source };
        let store = Arc::new(Store::open(&store_path).map_err(at_store)?);
        options.account = kept_account(&store, &options.account).map_err(at_store)?;
        let own_clock = Arc::new(LakeClock::stored(&store).map_err(at_store)?);
        let clock = options.clock.clone().unwrap_or_else(|| own_clock.clone());
        let objects = Objects::open(directory, store.clone(), clock.clone())
            .map_err(|source| OpenError::Directory { path: directory.to_owned(), source })?;
        let lake = Self {
            inner: Arc::new(Inner {
                directory: directory.to_owned(),
                options,
                store,
                objects,
                clock,
                own_clock,
                tasks: Tasks::new(),
                overlaps: Overlaps::default(),
                endpoint: OnceLock::new(),
            }),
        };
        lake.ensure_root_credential().map_err(at_store)?;
        lake.forget_expired_sessions().map_err(at_store)?;
        lake.tasks().fail_abandoned(&lake).map_err(at_store)?;
        Ok(lake)
    }

    /// Answers one request: the seam.
    pub async fn handle(&self, request: Request) -> Response {
        route::dispatch(self, request).await
    }

    /// Where the lake is.
    pub fn directory(&self) -> &Path {
        &self.inner.directory
    }

    /// How it was opened.
    pub fn options(&self) -> &LakeOptions {
        &self.inner.options
    }

    /// The metadata.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The objects.
    pub fn objects(&self) -> &Objects {
        &self.inner.objects
    }

    /// The lake's time.
    pub fn clock(&self) -> &SharedClock {
        &self.inner.clock
    }

    /// Where the lake is served, for the scripts of jobs; none in a process that serves nothing.
    pub fn endpoint(&self) -> Option<&str> {
        self.inner.endpoint.get().map(String::as_str)
    }

    /// Notes where the lake is served; the first address stays.
    pub fn set_endpoint(&self, url: String) {
        drop(self.inner.endpoint.set(url));
    }

    /// The changes of permissions that are under way.
    pub fn overlaps(&self) -> &Overlaps {
        &self.inner.overlaps
    }

    /// What runs in the background: crawls, queries, jobs.
    pub fn tasks(&self) -> &Tasks {
        &self.inner.tasks
    }

    pub(super) fn own_clock(&self) -> &LakeClock {
        &self.inner.own_clock
    }
}

/// The account of the lake: the one of its first opening.
fn kept_account(store: &Store, wanted: &str) -> Result<String, StoreError> {
    let account = |document: &serde_json::Value| document["id"].as_str().map(str::to_owned);
    if let Some(kept) = store.read(|tx| tx.get("lake", "", "account"))?.as_ref().and_then(account) {
        return Ok(kept);
    }
    store.write(|tx| {
        // Another process may have opened it first meanwhile.
        if let Some(kept) = tx.get("lake", "", "account")?.as_ref().and_then(account) {
            return Ok(kept);
        }
        tx.put("lake", "", "account", &serde_json::json!({ "id": wanted }))?;
        Ok(wanted.to_owned())
    })
}

/// Makes a directory that only its owner can enter: the lake holds the operator's data and its own keys.
fn make_private_directory(directory: &Path) -> Result<(), OpenError> {
    let at = |source| OpenError::Directory { path: directory.to_owned(), source };
    if directory.is_dir() {
        return Ok(());
    }
    private::folder(directory).map_err(at)
}

//! What a command works with: settings, clock, terminal and, lazily, the lake. The only place that picks AWS or local.
//!
//! Invariant: the right to change is handed out only against a [`Consent`], and a consent is made only after the gates:
//! dry run, confirmation, the account and region that `lake.toml` pins.

#[cfg(not(feature = "local"))]
mod absent;
mod interrupt;
#[cfg(feature = "local")]
mod local;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::OnceCell;

use crate::aws::{self, ConnectOptions, Read, Write};
use crate::clock::{SharedClock, SystemClock};
use crate::error::{Error, Kind, Result};
pub use crate::plan::Danger;
use crate::settings::{Settings, Target};
use crate::ui::Ui;

pub use interrupt::Interrupts;

#[cfg(feature = "local")]
use crate::local::Lake;
#[cfg(feature = "local")]
use crate::ops::query::far::FarFiles;
#[cfg(feature = "local")]
use local::Beside;

/// What the operator said to a change on the command line.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// `--dry-run`
    pub dry_run: bool,
    /// `--yes`
    pub yes: bool,
    /// `--confirm NAME`
    pub confirm: Option<String>,
}

/// The operator's consent to one change.
#[derive(Debug)]
pub struct Consent(());

/// What a command works with.
pub struct Ctx {
    /// What was meant.
    pub settings: Settings,
    /// The terminal.
    pub ui: Ui,
    clock: SharedClock,
    read: OnceCell<Read>,
    #[cfg(feature = "local")]
    lake: OnceCell<Lake>,
    interrupt: Arc<tokio::sync::watch::Sender<bool>>,
    leaves_work: Arc<AtomicBool>,
    /// What queries of an engine in this process may take, when the command says it.
    memory: std::sync::OnceLock<u64>,
    #[cfg(feature = "local")]
    beside: OnceCell<Box<Beside>>,
    /// Whether this is the lake beside another one.
    is_beside: bool,
    /// The files of that other one, of which queries here read parts.
    #[cfg(feature = "local")]
    far: std::sync::OnceLock<Arc<FarFiles>>,
}

impl Ctx {
    /// A context; nothing is opened yet.
    pub fn new(settings: Settings, ui: Ui) -> Self {
        Self {
            settings,
            ui,
            clock: Arc::new(SystemClock),
            read: OnceCell::new(),
            #[cfg(feature = "local")]
            lake: OnceCell::new(),
            interrupt: Arc::new(tokio::sync::watch::channel(false).0),
            leaves_work: Arc::default(),
            memory: std::sync::OnceLock::new(),
            #[cfg(feature = "local")]
            beside: OnceCell::new(),
            is_beside: false,
            #[cfg(feature = "local")]
            far: std::sync::OnceLock::new(),
        }
    }

    /// Whether the lake that is worked on is one of this machine.
    pub fn is_local(&self) -> bool {
        matches!(self.settings.target, Target::Local { .. })
    }

    /// Whether this is the lake that [`Ctx::beside`] made: what it holds is a copy, and what it does costs nothing.
    pub fn is_beside(&self) -> bool {
        self.is_beside
    }

    /// What queries of an engine in this process may take, in bytes. To be said before the first of them.
    pub fn limit_memory(&self, bytes: u64) {
        self.memory.get_or_init(|| bytes);
    }

    /// The clock of waits and durations.
    pub fn clock(&self) -> &SharedClock {
        &self.clock
    }

    /// The time of the lake that is worked on: a local one has a clock of its own.
    pub async fn lake_time(&self) -> Result<std::time::SystemTime> {
        #[cfg(feature = "local")]
        if matches!(self.settings.target, Target::Local { .. }) {
            return Ok(self.lake().await?.clock().now());
        }
        Ok(self.clock.now())
    }

    /// The right to look.
    pub async fn read(&self) -> Result<&Read> {
        self.read.get_or_try_init(|| self.connect()).await
    }

    /// Asks what has to be asked. None means a dry run: show the plan and stop.
    pub fn consent(&self, answers: &Answers, danger: &Danger) -> Result<Option<Consent>> {
        if answers.dry_run {
            return Ok(None);
        }
        let agreed = match danger {
            Danger::None => true,
            Danger::Moderate(question) => answers.yes || self.ui.confirm(question, "--yes")?,
            Danger::Severe { question, name } => match &answers.confirm {
                Some(typed) if typed == name => true,
                Some(typed) => {
                    return Err(Error::refused(format!("--confirm says `{typed}`, but this is about `{name}`"))
                        .hint(format!("when `{name}` is meant: --confirm {name}")));
                }
                None => self.ui.confirm_name(question, name, &format!("--confirm {name}"))?,
            },
        };
        if agreed { Ok(Some(Consent(()))) } else { Err(Error::refused("not confirmed; nothing was changed")) }
    }

    /// The right to change what is not a plan: to start, to stop, to try. Nothing is lost by it and nothing is asked;
    /// the gates of `lake.toml` are passed all the same.
    pub async fn write_without_question(&self) -> Result<Write> {
        self.write(Consent(())).await
    }

    /// The right to try what a principal may: on a local lake, with the keys of that principal. None on AWS, where nobody
    /// is tried without being asked.
    pub async fn write_as(&self, principal: &str) -> Result<Option<Write>> {
        self.check_pins().await?;
        match &self.settings.target {
            Target::Aws { .. } => Ok(None),
            Target::Local { .. } => Ok(Some(Write::granted(self.connect_locally(None, Some(principal)).await?))),
        }
    }

    /// The right to change, for a consent. A `lake.toml` that pins another account or region refuses.
    pub async fn write(&self, _consent: Consent) -> Result<Write> {
        self.check_pins().await?;
        Ok(Write::granted(self.read().await?.clone()))
    }

    /// Refuses what changes anything in another account or region than those that `lake.toml` pins.
    pub async fn check_pins(&self) -> Result<()> {
        let read = self.read().await?;
        if let Some(pinned) = &self.settings.pinned_region
            && pinned != read.region()
        {
            return Err(Error::refused(format!("lake.toml is for region {pinned}, this is {}", read.region()))
                .hint(format!("use --region {pinned}, or change lake.toml")));
        }
        if let Some(pinned) = &self.settings.pinned_account {
            let account = read.account().await?;
            if pinned != account {
                return Err(Error::refused(format!("lake.toml is for account {pinned}, these keys are of {account}"))
                    .hint("use the profile of that account, or change lake.toml"));
            }
        }
        Ok(())
    }

    /// Says that this command may end before the work does that it is about to start. On AWS that is how it always is; on
    /// a local lake the work goes to a process of its own.
    pub fn may_leave_work_running(&self) {
        self.leaves_work.store(true, Ordering::Relaxed);
    }

    /// Waits for what this process still runs in the background of a local lake, and for the workflows that its events
    /// start.
    pub async fn finish(&self) {
        #[cfg(feature = "local")]
        {
            if let Some(lake) = self.lake.get() {
                lake.tasks().drain().await;
                while crate::local::glue::run_due_events(lake).is_ok_and(|started| started > 0) {
                    lake.tasks().drain().await;
                }
            }
            if let Some(lake) = self.beside.get().and_then(|beside| beside.ctx.lake.get()) {
                lake.tasks().drain().await;
            }
        }
    }

    async fn connect(&self) -> Result<Read> {
        let trace: Option<Arc<dyn Fn(String) + Send + Sync>> = self.settings.verbose.then(|| {
            let ui = self.ui.clone();
            let sink: Arc<dyn Fn(String) + Send + Sync> = Arc::new(move |line: String| ui.trace(&line));
            sink
        });
        match &self.settings.target {
            Target::Aws { endpoint_url, profile } => {
                let options = ConnectOptions {
                    profile: profile.clone(),
                    region: self.settings.region.clone(),
                    endpoint_url: endpoint_url.clone(),
                    assume_role: self.role_to_assume()?,
                    transport: None,
                    credentials: None,
                    trace,
                    clock: self.clock.clone(),
                };
                let authorities = self.settings.machine.authorities()?;
                let read = aws::connect_trusting(options, authorities.as_deref()).await?;
                for (url, services) in by_url(read.endpoints()) {
                    let all = services.len() == aws::SERVICES.len();
                    let whose = if all { String::new() } else { format!(" of {}", services.join(", ")) };
                    self.ui.status(&format!("endpoint{whose}: {url}"));
                }
                Ok(read)
            }
            Target::Local { .. } => self.connect_locally(trace, self.settings.acting_as.as_deref()).await,
        }
    }

    fn role_to_assume(&self) -> Result<Option<String>> {
        match &self.settings.acting_as {
            None => Ok(None),
            Some(role) if role.starts_with("arn:") && role.contains(":role/") => Ok(Some(role.clone())),
            Some(other) => Err(Error::new(Kind::Usage, format!("on AWS, --as takes the ARN of a role, not `{other}`"))
                .hint("--as arn:aws:iam::ACCOUNT:role/NAME")),
        }
    }
}

/// The services of each endpoint.
fn by_url<'a>(endpoints: &'a BTreeMap<&'static str, String>) -> BTreeMap<&'a str, Vec<&'static str>> {
    let mut found: BTreeMap<&str, Vec<&'static str>> = BTreeMap::new();
    for (service, url) in endpoints {
        found.entry(url).or_default().push(service);
    }
    found
}

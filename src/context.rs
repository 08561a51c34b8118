//! What a command works with: settings, clock, terminal and, lazily, the lake. The only place that picks AWS or local.
//!
//! Invariant: the right to change is handed out only against a [`Consent`], and a consent is made only after the gates:
//! dry run, confirmation, the account and region that `lake.toml` pins.

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

#[cfg(feature = "local")]
use crate::local::engine::source::{Elsewhere, ObjectFile};
#[cfg(feature = "local")]
use crate::local::{Lake, LakeOptions, detach, lake::DEFAULT_REGION};
use crate::ops::query::far::FarFiles;

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

/// Somebody who listens for Ctrl-C.
#[derive(Debug)]
pub struct Interrupts(tokio::sync::watch::Receiver<bool>);

impl Interrupts {
    /// Resolves when the operator pressed Ctrl-C, be it before this was asked.
    pub async fn heard(&mut self) {
        drop(self.0.wait_for(|interrupted| *interrupted).await);
    }
}

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

/// A lake of this command alone, beside the one that is worked on.
#[cfg(feature = "local")]
struct Beside {
    ctx: Ctx,
    /// Goes with the command.
    _directory: tempfile::TempDir,
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

    /// A lake of this command alone, in a temporary directory: what is brought there is worked on by the engine of this
    /// process. It goes with the command.
    #[cfg(feature = "local")]
    pub async fn beside(&self) -> Result<&Ctx> {
        let made = self
            .beside
            .get_or_try_init(|| async {
                let broken = |error| Error::failed("no temporary directory can be made").because(error);
                let directory = tempfile::Builder::new().prefix("lakectl-").tempdir().map_err(broken)?;
                let settings = Settings {
                    target: Target::Local { directory: directory.path().to_owned() },
                    region: Some(self.read().await?.region().to_owned()),
                    acting_as: None,
                    session: None,
                    pinned_account: None,
                    pinned_region: None,
                    ..self.settings.clone()
                };
                let mut ctx = Ctx::new(settings, self.ui.clone());
                ctx.interrupt = self.interrupt.clone();
                ctx.is_beside = true;
                let far = FarFiles::new(self.read().await?.clone(), directory.path());
                ctx.far.get_or_init(|| far);
                if let Some(bytes) = self.memory.get() {
                    ctx.limit_memory(*bytes);
                }
                Ok::<_, Error>(Box::new(Beside { ctx, _directory: directory }))
            })
            .await?;
        Ok(&made.ctx)
    }

    /// The files of the other lake, in the one beside it.
    #[cfg(feature = "local")]
    pub fn far(&self) -> Option<&FarFiles> {
        self.far.get().map(AsRef::as_ref)
    }

    /// There are none.
    #[cfg(not(feature = "local"))]
    pub fn far(&self) -> Option<&FarFiles> {
        None
    }

    /// There is no engine to work with.
    #[cfg(not(feature = "local"))]
    pub async fn beside(&self) -> Result<&Ctx> {
        Err(Error::new(Kind::Usage, "this lakectl was built without an engine of its own")
            .hint("build it with the feature `local`"))
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

    /// Listens for Ctrl-C from now on. A verb that starts remote work listens before it starts it, and stops that work
    /// when it hears of one; whoever does not listen is ended at once.
    pub fn listen(&self) -> Interrupts {
        Interrupts(self.interrupt.subscribe())
    }

    /// Resolves when the operator pressed Ctrl-C.
    pub async fn interrupted(&self) {
        self.listen().heard().await;
    }

    /// Turns true when the operator pressed Ctrl-C; for work that ends itself.
    pub fn interruption(&self) -> tokio::sync::watch::Receiver<bool> {
        self.interrupt.subscribe()
    }

    /// Whether some verb listens for Ctrl-C.
    pub fn has_interrupt_listeners(&self) -> bool {
        self.interrupt.receiver_count() > 0
    }

    /// Tells the listeners of Ctrl-C; whether they had been told before.
    pub fn interrupt(&self) -> bool {
        self.interrupt.send_replace(true)
    }

    /// Forgets a Ctrl-C that was heard: what begins now is not meant by it.
    pub fn forget_interrupt(&self) {
        self.interrupt.send_replace(false);
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

    #[cfg(not(feature = "local"))]
    async fn connect_locally(&self, _trace: Option<aws::TraceSink>, _principal: Option<&str>) -> Result<Read> {
        Err(Error::new(Kind::Usage, "this lakectl was built without the local lake")
            .hint("build it with the feature `local`"))
    }

    #[cfg(feature = "local")]
    async fn connect_locally(&self, trace: Option<aws::TraceSink>, principal: Option<&str>) -> Result<Read> {
        let lake = self.lake().await?.clone();
        let keys = self.local_keys(&lake, principal)?;
        let region = self.settings.region.clone().unwrap_or_else(|| DEFAULT_REGION.to_owned());
        self.connect_to(lake, keys, region, trace).await
    }

    /// The right to do everything in a lake of its own in a folder that is empty, with this account and region: for trying
    /// something out, whatever the target is.
    #[cfg(feature = "local")]
    pub async fn scratch_lake(&self, directory: &std::path::Path, account: &str, region: &str) -> Result<Write> {
        let mut options = LakeOptions::default();
        account.clone_into(&mut options.account);
        let lake = Lake::open(directory, options)
            .map_err(|error| Error::failed("a lake to try it on cannot be made").because(error))?;
        let keys = lake.root_credential();
        let keys = keys.map_err(|error| Error::failed("the keys of the local lake cannot be read").because(error))?;
        Ok(Write::granted(self.connect_to(lake, keys, region.to_owned(), None).await?))
    }

    /// The same, in a lakectl that has no local lake.
    #[cfg(not(feature = "local"))]
    pub async fn scratch_lake(&self, _directory: &std::path::Path, _account: &str, _region: &str) -> Result<Write> {
        Err(Error::new(Kind::Usage, "this lakectl was built without the local lake")
            .hint("build it with the feature `local`"))
    }

    #[cfg(feature = "local")]
    async fn connect_to(
        &self,
        lake: Lake,
        keys: crate::local::credentials::Credential,
        region: String,
        trace: Option<aws::TraceSink>,
    ) -> Result<Read> {
        let leaves_work = self.leaves_work.clone();
        let transport = aws::transport::Transport::new(move |request| {
            let lake = lake.clone();
            let leaves = leaves_work.load(Ordering::Relaxed) && detach::begins_work(&request);
            async move {
                match std::env::current_exe() {
                    Ok(program) if leaves => detach::hand_over(&lake, &program, request).await,
                    _ => lake.handle(request).await,
                }
            }
        });
        aws::connect(ConnectOptions {
            profile: None,
            region: Some(region),
            endpoint_url: None,
            assume_role: None,
            transport: Some(transport),
            credentials: Some(aws::StaticCredentials {
                access_key: keys.access_key,
                secret_key: keys.secret_key,
                session_token: keys.session_token,
            }),
            trace,
            clock: self.clock.clone(),
        })
        .await
    }

    /// The keys to sign with: those of a principal to act as, of the session that a job's script runs in, or of the root.
    #[cfg(feature = "local")]
    fn local_keys(&self, lake: &Lake, principal: Option<&str>) -> Result<crate::local::credentials::Credential> {
        let unread = |error| Error::failed("the keys of the local lake cannot be read").because(error);
        if let Some(short) = principal {
            if self.settings.session.is_some() {
                return Err(Error::new(Kind::Denied, "a process in a session of the lake cannot act as somebody else")
                    .hint("the script of a job acts as the job's role"));
            }
            let principal = crate::domain::principal::arn(short, &lake.options().account).map_err(Error::usage)?;
            return lake.credential_for(&principal).map_err(unread);
        }
        match &self.settings.session {
            None => lake.root_credential().map_err(unread),
            Some(key) => lake.credential(key).map_err(unread)?.ok_or_else(|| {
                Error::new(Kind::Denied, "the session that LAKE_SESSION names is over, or of another lake")
                    .hint("unset LAKE_SESSION: only the scripts of jobs have it")
            }),
        }
    }

    /// The local lake of the target, opened once.
    #[cfg(feature = "local")]
    pub async fn lake(&self) -> Result<&Lake> {
        self.lake_as(LakeOptions::default()).await
    }

    /// The local lake of the target, opened in another way than in-process commands open it.
    #[cfg(feature = "local")]
    pub async fn lake_as(&self, options: LakeOptions) -> Result<&Lake> {
        let Target::Local { directory } = &self.settings.target else {
            return Err(Error::usage("this command is about a local lake").hint("add --local, or set LAKE_LOCAL"));
        };
        self.lake.get_or_try_init(|| async { self.open_lake(directory, options) }).await
    }

    #[cfg(feature = "local")]
    fn open_lake(&self, directory: &std::path::Path, mut options: LakeOptions) -> Result<Lake> {
        if let Some(account) = &self.settings.pinned_account {
            options.account.clone_from(account);
        }
        options.hidden_environment.clone_from(&self.settings.aws_variables);
        options.memory = self.memory.get().copied().or(self.settings.memory);
        options.elsewhere = self.far.get().map(|far| Arc::clone(far) as Arc<dyn Elsewhere>);
        let is_new = !directory.is_dir();
        if is_new {
            self.ui.status(&format!("making a local lake in {}", directory.display()));
        }
        let lake = Lake::open(directory, options).map_err(|error| {
            let failed =
                Error::failed(format!("the local lake in {} cannot be opened", directory.display())).because(error);
            if is_new {
                failed.hint("name a directory that can be made: --local=DIR, or LAKE_LOCAL=DIR")
            } else {
                failed
            }
        })?;
        lake.follow_lifecycle().map_err(|error| {
            Error::failed("the lifecycle rules of the local lake could not be followed").because(error)
        })?;
        Ok(lake)
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

#[cfg(feature = "local")]
#[async_trait::async_trait]
impl Elsewhere for FarFiles {
    fn list(&self, location: &str) -> Vec<ObjectFile> {
        let own: Option<Arc<dyn Elsewhere>> = self.itself().map(|far| far as Arc<dyn Elsewhere>);
        let files = self.below(location).into_iter();
        files
            .map(|(uri, file)| ObjectFile {
                uri,
                size: file.size,
                modified: crate::clock::from_epoch_millis(file.modified.unwrap_or_default()),
                path: file.path.clone(),
                elsewhere: own.clone(),
            })
            .collect()
    }

    async fn bring(&self, uri: &str, parts: &[std::ops::Range<u64>]) -> std::result::Result<(), String> {
        FarFiles::bring(self, uri, parts).await.map_err(|error| error.chain().join(": "))
    }
}

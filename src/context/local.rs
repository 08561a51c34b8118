//! The local lake of a context: opened once, with the keys of whoever acts; and the lake beside another one.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::Ctx;
use crate::aws::{self, ConnectOptions, Read, Write};
use crate::error::{Error, Kind, Result};
use crate::local::credentials::Credential;
use crate::local::engine::source::{Elsewhere, ObjectFile};
use crate::local::{Lake, LakeOptions, detach, lake::DEFAULT_REGION};
use crate::ops::query::far::FarFiles;
use crate::settings::{Settings, Target};

/// A lake of this command alone, beside the one that is worked on.
pub(super) struct Beside {
    pub(super) ctx: Ctx,
    /// Goes with the command.
    _directory: tempfile::TempDir,
}

impl Ctx {
    /// A lake of this command alone, in a temporary directory: what is brought there is worked on by the engine of this
    /// process. It goes with the command.
    pub async fn beside(&self) -> Result<&Ctx> {
        let made = self
            .beside
            .get_or_try_init(|| async {
                let broken = |error| Error::failed("no temporary directory can be made").because(error);
                let directory = private().prefix("lakectl-").tempdir().map_err(broken)?;
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
                let far = Arc::new(FarFiles::new(self.read().await?.clone(), directory.path()));
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
    pub fn far(&self) -> Option<&FarFiles> {
        self.far.get().map(AsRef::as_ref)
    }

    pub(super) async fn connect_locally(&self, trace: Option<aws::TraceSink>, principal: Option<&str>) -> Result<Read> {
        let lake = self.lake().await?.clone();
        let keys = self.local_keys(&lake, principal)?;
        let region = self.settings.region.clone().unwrap_or_else(|| DEFAULT_REGION.to_owned());
        self.connect_to(lake, keys, region, trace).await
    }

    /// The right to do everything in a lake of its own in a folder that is empty, with this account and region: for trying
    /// something out, whatever the target is.
    pub async fn scratch_lake(&self, directory: &Path, account: &str, region: &str) -> Result<Write> {
        let mut options = LakeOptions::default();
        account.clone_into(&mut options.account);
        let lake = Lake::open(directory, options)
            .map_err(|error| Error::failed("a lake to try it on cannot be made").because(error))?;
        let keys = lake.root_credential();
        let keys = keys.map_err(|error| Error::failed("the keys of the local lake cannot be read").because(error))?;
        Ok(Write::granted(self.connect_to(lake, keys, region.to_owned(), None).await?))
    }

    async fn connect_to(
        &self,
        lake: Lake,
        keys: Credential,
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
    fn local_keys(&self, lake: &Lake, principal: Option<&str>) -> Result<Credential> {
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
    pub async fn lake(&self) -> Result<&Lake> {
        self.lake_as(LakeOptions::default()).await
    }

    /// The local lake of the target, opened in another way than in-process commands open it.
    pub async fn lake_as(&self, options: LakeOptions) -> Result<&Lake> {
        let Target::Local { directory } = &self.settings.target else {
            return Err(Error::usage("this command is about a local lake").hint("add --local, or set LAKE_LOCAL"));
        };
        self.lake.get_or_try_init(|| async { self.open_lake(directory, options) }).await
    }

    fn open_lake(&self, directory: &Path, mut options: LakeOptions) -> Result<Lake> {
        if let Some(account) = &self.settings.pinned_account {
            options.account.clone_from(account);
        }
        options.hidden_environment.clone_from(&self.settings.aws_variables);
        options.memory = self.memory.get().copied().or(self.settings.memory);
        options.elsewhere = self.far.get().map(|far| Arc::new(Far(Arc::clone(far))) as Arc<dyn Elsewhere>);
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

/// Files of a lake elsewhere, as the engine of this one asks for them.
#[derive(Debug, Clone)]
struct Far(Arc<FarFiles>);

#[async_trait::async_trait]
impl Elsewhere for Far {
    fn list(&self, location: &str) -> Vec<ObjectFile> {
        let own: Arc<dyn Elsewhere> = Arc::new(self.clone());
        let files = self.0.below(location).into_iter();
        files
            .map(|(uri, file)| ObjectFile {
                uri,
                size: file.size,
                modified: crate::clock::from_epoch_millis(file.modified.unwrap_or_default()),
                path: file.path.clone(),
                elsewhere: Some(Arc::clone(&own)),
            })
            .collect()
    }

    async fn bring(&self, uri: &str, parts: &[std::ops::Range<u64>]) -> std::result::Result<(), String> {
        self.0.bring(uri, parts).await.map_err(|error| error.chain().join(": "))
    }
}

/// A temporary directory for its owner alone.
fn private<'a, 'b>() -> tempfile::Builder<'a, 'b> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder
}

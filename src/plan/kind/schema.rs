//! Versions of schemas as resources: a definition that should be the latest, judged before a number is used.

use serde_json::json;

use crate::aws::{Read, Write};
use crate::domain::registry::DEFAULT_REGISTRY;
use crate::domain::schema::{Mode, Verdict};
use crate::error::{Error, Kind, Result};
use crate::ops::schema::{Registered, SchemaFile, incompatible, judge, registered, settled};
use crate::plan::{Change, Resource, Step};

/// A definition that should be registered.
#[derive(Debug, Clone)]
pub struct SchemaResource {
    pub registry: String,
    pub name: String,
    pub file: SchemaFile,
    /// The mode of a new schema; of one that is there it must be this.
    pub mode: Option<Mode>,
}

/// What a new schema's mode is unless another one is named: that of AWS's own client libraries.
const DEFAULT_MODE: Mode = Mode::Backward;

impl SchemaResource {
    fn full_name(&self) -> String {
        format!("{}/{}", self.registry, self.name)
    }

    fn creation(&self) -> Step {
        let changes = [
            Change::between("version", json!(null), json!(1)),
            Change::between("format", json!(null), json!(self.file.format.to_string())),
            Change::between("compatibility", json!(null), json!(self.mode.unwrap_or(DEFAULT_MODE).to_string())),
        ];
        Step::new("schema", self.full_name(), false, changes.into_iter().flatten().collect())
    }

    fn fits(&self, live: &Registered) -> Result<()> {
        if live.schema.format != self.file.format {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "schema {} is {}, and {} is {}",
                    self.full_name(),
                    live.schema.format,
                    self.file.path.display(),
                    self.file.format
                ),
            )
            .hint("register it under another name, or name the format with --format"));
        }
        match self.mode {
            Some(mode) if mode != live.schema.mode => Err(Error::new(
                Kind::Conflict,
                format!("schema {} has the compatibility mode {}, not {mode}", self.full_name(), live.schema.mode),
            )
            .hint(format!(
                "leave --compatibility out, or change it first: lakectl schema set-compat {} {mode} --registry {}",
                self.name, self.registry
            ))),
            _ => Ok(()),
        }
    }
}

impl Resource for SchemaResource {
    type Live = Registered;

    async fn read(&self, read: &Read) -> Result<Option<Registered>> {
        if self.registry != DEFAULT_REGISTRY {
            crate::ops::registry::need(read, &self.registry)
                .await
                .map_err(|error| error.hint(format!("lakectl registry create {}", self.registry)))?;
        }
        registered(read, &self.registry, &self.name).await
    }

    fn diff(&self, live: Option<&Registered>) -> Result<Step> {
        let Some(live) = live else { return Ok(self.creation()) };
        self.fits(live)?;
        let next = live.schema.next;
        let latest = live.versions.last().map(|stored| stored.number);
        let mode = live.schema.mode;
        let mut step = Step::new(
            "schema",
            self.full_name(),
            true,
            Change::between("version", json!(latest), json!(next)).into_iter().collect(),
        );
        match judge(&self.file, mode, &live.versions, Some(live.schema.checkpoint)) {
            Verdict::Compatible => Ok(step),
            Verdict::Same { .. } => Ok(Step::new("schema", self.full_name(), true, Vec::new())),
            Verdict::Incompatible(findings) => Err(incompatible(&self.file, &self.name, Some(next), mode, &findings)),
            Verdict::Invalid(errors) => {
                let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
                Err(Error::usage(format!("{} is not a valid schema", self.file.path.display()))
                    .because(messages.join("; ")))
            }
            Verdict::Refused { reason } => {
                Err(Error::failed(format!("schema {} takes no new version", self.full_name())).because(reason))
            }
            Verdict::CannotJudge { reason } => {
                step.warnings.push(format!("not checked here, the registry decides alone: {reason}"));
                Ok(step)
            }
        }
    }

    async fn apply(&self, live: Option<&Registered>, _step: &Step, write: &Write) -> Result<()> {
        let version = match live {
            Some(_) => write.register_schema_version(&self.registry, &self.name, &self.file.text).await?,
            None => {
                // Without a name the service makes its default registry, should it not be there.
                let registry = Some(self.registry.as_str()).filter(|registry| *registry != DEFAULT_REGISTRY);
                let mode = self.mode.unwrap_or(DEFAULT_MODE);
                write.create_schema(registry, &self.name, self.file.format, mode, &self.file.text).await?
            }
        };
        settled(write, &self.name, version).await.map(drop)
    }
}

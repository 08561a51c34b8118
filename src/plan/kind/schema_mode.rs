//! The compatibility mode and the checkpoint of a schema as a resource.

use serde_json::json;

use crate::aws::{Read, Write};
use crate::domain::schema::{Mode, Profile};
use crate::error::{Error, Kind, Result};
use crate::ops::schema::{Registered, misfits, need, registered};
use crate::{Change, Resource, Step};

/// A mode that a schema should have, or a checkpoint, or both. The service wants a checkpoint with a mode: the latest
/// available version, unless one is named.
#[derive(Debug, Clone)]
pub struct SchemaModeResource {
    pub registry: String,
    pub name: String,
    /// None: as it is.
    pub mode: Option<Mode>,
    pub checkpoint: Option<i64>,
    /// The rules by which the history is looked at.
    pub profile: Profile,
    /// Whether a mode is set that the history does not fit.
    pub force: bool,
}

impl SchemaModeResource {
    fn mode(&self, live: &Registered) -> Mode {
        self.mode.unwrap_or(live.schema.mode)
    }

    /// The service sets a mode only with a checkpoint; a mode that stays keeps the checkpoint that is there.
    fn checkpoint(&self, live: &Registered) -> Option<i64> {
        let latest = live.versions.last().map(|stored| stored.number);
        let kept = (live.schema.mode == self.mode(live)).then_some(live.schema.checkpoint);
        self.checkpoint.or(kept).or(latest)
    }

    /// Only an available version can be the checkpoint.
    fn available(&self, live: &Registered, checkpoint: i64) -> Result<()> {
        if live.versions.iter().any(|stored| stored.number == checkpoint) {
            return Ok(());
        }
        let known: Vec<String> = live.versions.iter().map(|stored| format!("v{}", stored.number)).collect();
        Err(Error::new(
            Kind::NotFound,
            format!("v{checkpoint} of schema {} is no available version and cannot be the checkpoint", self.name),
        )
        .hint(format!("available: {}", known.join(", "))))
    }

    /// What of the history would not be let in under the new mode: the service does not look.
    fn misfits(&self, live: &Registered) -> Vec<String> {
        let mode = self.mode(live);
        let mut told = Vec::new();
        for checked in misfits(live, mode, self.profile) {
            let reasons: Vec<String> = checked
                .findings
                .iter()
                .map(|finding| {
                    format!(
                        "{} ({} against v{}, {})",
                        finding.message, finding.direction, finding.against, finding.rule
                    )
                })
                .collect();
            let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
            told.push(format!("{}{reasons}", checked.summary()));
        }
        told
    }
}

impl SchemaModeResource {
    fn refusal(&self, live: &Registered, misfits: &[String]) -> Error {
        let what = format!(
            "schema {} keeps the mode {}: versions that it has do not fit {}",
            self.name,
            live.schema.mode,
            self.mode(live)
        );
        Error::new(Kind::Differences, what)
            .because(misfits.join("; "))
            .hint("--force sets it all the same: the versions stay, and only new ones are checked")
    }
}

impl Resource for SchemaModeResource {
    type Live = Registered;

    async fn read(&self, read: &Read) -> Result<Option<Registered>> {
        need(read, &self.registry, &self.name).await?;
        registered(read, &self.registry, &self.name).await
    }

    fn diff(&self, live: Option<&Registered>) -> Result<Step> {
        let gone = || Error::not_found(format!("there is no schema `{}`", self.name));
        let live = live.ok_or_else(gone)?;
        let checkpoint = self.checkpoint(live).ok_or_else(|| {
            Error::failed(format!("schema {} has no available version, and a mode needs a checkpoint", self.name))
        })?;
        if self.checkpoint.is_some() {
            self.available(live, checkpoint)?;
        }
        let changes = [
            Change::between("compatibility", json!(live.schema.mode.to_string()), json!(self.mode(live).to_string())),
            Change::between("checkpoint", json!(live.schema.checkpoint), json!(checkpoint)),
        ];
        let full_name = format!("{}/{}", self.registry, self.name);
        let mut step = Step::new("schema", full_name, true, changes.into_iter().flatten().collect());
        if step.changes("compatibility") {
            step.warnings = self.misfits(live);
            if !self.force && !step.warnings.is_empty() {
                return Err(self.refusal(live, &step.warnings));
            }
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&Registered>, step: &Step, write: &Write) -> Result<()> {
        let Some(live) = live else { return Err(Error::not_found(format!("there is no schema `{}`", self.name))) };
        let checkpoint = self.checkpoint(live).unwrap_or(1);
        if step.changes("compatibility") {
            write.update_schema_mode(&self.registry, &self.name, self.mode(live), checkpoint).await
        } else {
            write.update_schema_checkpoint(&self.registry, &self.name, checkpoint).await
        }
    }
}

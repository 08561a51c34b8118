//! The compatibility mode of a schema as a resource.

use serde_json::json;

use crate::aws::{Read, Write};
use crate::domain::schema::{self, Mode, Verdict, Version};
use crate::error::{Error, Result};
use crate::ops::schema::{Registered, need, registered};
use crate::plan::{Change, Resource, Step};

/// A mode that a schema should have. The service wants a checkpoint with it: the latest available version, unless one is
/// named.
#[derive(Debug, Clone)]
pub struct SchemaModeResource {
    pub registry: String,
    pub name: String,
    pub mode: Mode,
    pub checkpoint: Option<i64>,
}

impl SchemaModeResource {
    /// The service sets a checkpoint only with a mode; a mode that stays keeps the checkpoint that is there.
    fn checkpoint(&self, live: &Registered) -> Option<i64> {
        let latest = live.versions.last().map(|stored| stored.number);
        let kept = (live.schema.mode == self.mode).then_some(live.schema.checkpoint);
        self.checkpoint.or(kept).or(latest)
    }

    /// The first version that does not fit the ones before it in the new mode: the service does not look.
    fn misfit(&self, live: &Registered) -> Option<i64> {
        let all: Vec<Version<'_>> = live
            .versions
            .iter()
            .map(|stored| Version { number: stored.number, definition: &stored.definition })
            .collect();
        (1..all.len()).find_map(|at| {
            let verdict = schema::check(live.schema.format, self.mode, all[at].definition, &all[..at]);
            matches!(verdict, Verdict::Incompatible(_)).then_some(all[at].number)
        })
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
        let changes = [
            Change::between("compatibility", json!(live.schema.mode.to_string()), json!(self.mode.to_string())),
            Change::between("checkpoint", json!(live.schema.checkpoint), json!(checkpoint)),
        ];
        let full_name = format!("{}/{}", self.registry, self.name);
        let mut step = Step::new("schema", full_name, true, changes.into_iter().flatten().collect());
        if step.changes("compatibility")
            && let Some(number) = self.misfit(live)
        {
            step.warnings.push(format!("v{number} is not {} compatible with those before it; it stays", self.mode));
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&Registered>, _step: &Step, write: &Write) -> Result<()> {
        let checkpoint = live.and_then(|live| self.checkpoint(live)).unwrap_or(1);
        write.update_schema_mode(&self.registry, &self.name, self.mode, checkpoint).await
    }
}

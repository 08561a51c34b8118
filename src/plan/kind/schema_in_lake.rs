//! A schema as a lake's file wants it: a version that is there, under the compatibility mode that is said.

use super::schema::{REGISTRY, SchemaLive, SchemaResource};
use super::schema_mode::SchemaModeResource;
use crate::aws::{Read, Write};
use crate::domain::schema::Mode;
use crate::error::Result;
use crate::{Resource, Step};

/// A schema that should be there. Of one that is there, the mode changes first and judges the version then.
#[derive(Debug, Clone)]
pub struct SchemaInLake {
    /// The version; its mode is that of a new schema.
    pub version: SchemaResource,
}

impl SchemaInLake {
    fn mode_change(&self, mode: Mode) -> SchemaModeResource {
        SchemaModeResource {
            registry: self.version.registry.clone(),
            name: self.version.name.clone(),
            mode: Some(mode),
            checkpoint: None,
            profile: self.version.profile,
            // The file says what is meant; what of the history does not fit is told.
            force: true,
        }
    }

    /// The same version, of a schema whose mode is not its concern.
    fn version_alone(&self) -> SchemaResource {
        SchemaResource { mode: None, ..self.version.clone() }
    }
}

impl Resource for SchemaInLake {
    type Live = SchemaLive;

    async fn read(&self, read: &Read) -> Result<Option<SchemaLive>> {
        self.version.read(read).await
    }

    fn diff(&self, live: Option<&SchemaLive>) -> Result<Step> {
        let mut mode = None;
        let mut judged = live.cloned();
        if let Some(found) = judged.as_mut().and_then(|live| live.schema.as_mut())
            && let Some(wanted) = self.version.mode.filter(|wanted| *wanted != found.schema.mode)
        {
            mode = Some(self.mode_change(wanted).diff(Some(found))?);
            found.schema.mode = wanted;
        }
        let is_there = judged.as_ref().is_some_and(|live| live.schema.is_some());
        let version = match is_there {
            true => self.version_alone().diff(judged.as_ref())?,
            false => self.version.diff(live)?,
        };
        let (mut changes, mut warnings) = mode.map_or_else(Default::default, |step| (step.changes, step.warnings));
        // The registry is an item of its own.
        changes.extend(version.changes.into_iter().filter(|change| change.field != REGISTRY));
        warnings.extend(version.warnings);
        Ok(Step { warnings, ..Step::new("schema", version.name, is_there, changes) })
    }

    async fn apply(&self, live: Option<&SchemaLive>, step: &Step, write: &Write) -> Result<()> {
        let found = live.and_then(|live| live.schema.as_ref());
        if let (Some(found), Some(wanted)) = (found, self.version.mode)
            && step.changes("compatibility")
        {
            self.mode_change(wanted).apply(Some(found), step, write).await?;
        }
        let is_rest = |field: &str| !["compatibility", "checkpoint"].contains(&field);
        if found.is_some() && !step.changes.iter().any(|change| is_rest(change.field)) {
            return Ok(());
        }
        match found.is_some() {
            true => self.version_alone().apply(live, step, write).await,
            false => self.version.apply(live, step, write).await,
        }
    }
}

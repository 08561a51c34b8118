//! Versions of schemas as resources: a definition that should be registered, judged before a number is used.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::missing_tags;
use crate::aws::{NewSchema, Read, Write};
use crate::domain::registry::SchemaVersion;
use crate::domain::schema::{Mode, Profile, Severity};
use crate::domain::schema_check::{Checked, Ending, Sameness};
use crate::domain::shell_word::{command, option};
use crate::error::{Error, Kind, Result};
use crate::ops::schema::{Registered, SchemaFile, judge, refusal, registered, settled};
use crate::{Change, Resource, Step};

/// A definition that should be registered. What is not given stays as it is.
#[derive(Debug, Clone)]
pub struct SchemaResource {
    pub registry: String,
    pub name: String,
    pub file: SchemaFile,
    /// The mode of a new schema; of one that is there it must be this.
    pub mode: Option<Mode>,
    pub profile: Profile,
    /// Whether the registry may be made.
    pub create_registry: bool,
    pub description: Option<String>,
    /// Pairs that the version should have.
    pub metadata: Vec<(String, String)>,
    /// Tags that the schema should have.
    pub tags: BTreeMap<String, String>,
    /// How long the registry may take to judge the version.
    pub timeout: Duration,
}

/// What is there.
#[derive(Debug, Clone)]
pub struct SchemaLive {
    has_registry: bool,
    pub(super) schema: Option<Registered>,
    /// The version that is this definition, and its metadata.
    same: Option<(SchemaVersion, Vec<(String, String)>)>,
    tags: BTreeMap<String, String>,
}

/// What a new schema's mode is unless another one is named: that of AWS's own client libraries.
const DEFAULT_MODE: Mode = Mode::Backward;
/// The change that makes the registry.
pub(super) const REGISTRY: &str = "registry";

impl SchemaResource {
    fn full_name(&self) -> String {
        format!("{}/{}", self.registry, self.name)
    }

    fn checked(&self, live: &Registered) -> Checked {
        judge(&self.file, live.schema.mode, live, self.profile)
    }

    /// What an operator should know beside the plan: what was checked with what, the size, how the definition differs.
    pub fn facts(&self, live: &SchemaLive) -> Vec<String> {
        let bytes = self.file.definition().len();
        let mut facts = vec![format!("the definition has {bytes} of {} bytes", crate::domain::schema::MAX_DEFINITION)];
        let Some(found) = &live.schema else { return facts };
        let latest = found.versions.last();
        facts.push(format!("the checkpoint of {} is v{}", self.full_name(), found.schema.checkpoint));
        let sameness = |definition: &str| Sameness::of(self.file.format, definition, self.file.definition());
        if let Some((version, _)) = &live.same {
            let stored = found.versions.iter().find(|stored| stored.number == version.number);
            let how = stored.map_or(Sameness::Changed, |stored| sameness(&stored.definition));
            facts.push(format!("v{} is this definition already: {how}", version.number));
        } else if let Some(latest) = latest {
            facts.push(format!("compared with v{}: {}", latest.number, sameness(&latest.definition)));
            let checked = self.checked(found);
            if checked.ending.is_fine() {
                facts.push(checked.summary());
            }
        }
        facts
    }

    /// What there is to know of the version, from what was there before and what is there now, as JSON.
    pub fn report(&self, before: Option<&SchemaLive>, after: Option<&SchemaLive>) -> Value {
        let found = before.and_then(|live| live.schema.as_ref());
        let checked = found.map(|found| self.checked(found));
        let stored = after.and_then(|live| live.same.as_ref()).map(|(version, _)| version);
        let latest = found.and_then(|found| found.versions.last());
        let now = after.and_then(|live| live.schema.as_ref()).or(found);
        json!({
            "registry": self.registry,
            "name": self.name,
            "format": self.file.format.to_string(),
            "compatibility": now.map_or(self.mode.unwrap_or(DEFAULT_MODE), |found| found.schema.mode).to_string(),
            "checkpoint": now.map(|found| found.schema.checkpoint),
            "version": stored.map(|version| version.number),
            "version_id": stored.map(|version| &version.id),
            "status": stored.map(|version| &version.status),
            "next_version": now.map_or(1, |found| found.schema.next),
            "bytes": self.file.definition().len(),
            "bytes_allowed": crate::domain::schema::MAX_DEFINITION,
            "profile": self.profile.to_string(),
            "verdict": checked.as_ref().map_or(Ending::Nothing.word(), |checked| checked.ending.word()),
            "compared_with": checked.map(|checked| checked.old.iter().map(|old| old.number).collect::<Vec<_>>()),
            "sameness": latest.map(|latest| Sameness::of(self.file.format, &latest.definition, self.file.definition()).word()),
        })
    }

    fn creation(&self) -> Vec<Change> {
        let changes = [
            Change::between("version", json!(null), json!(1)),
            Change::between("format", json!(null), json!(self.file.format.to_string())),
            Change::between("compatibility", json!(null), json!(self.mode.unwrap_or(DEFAULT_MODE).to_string())),
        ];
        changes.into_iter().flatten().collect()
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
            .hint(command(
                "leave --compatibility out, or change it first: lakectl schema set-compat",
                &[&self.name, &mode.to_string()],
                &option("--registry", &self.registry),
            ))),
            _ => Ok(()),
        }
    }

    /// The changes of a schema that is there, with what cannot be told.
    fn update(&self, found: &Registered, is_same: bool) -> Result<(Vec<Change>, Vec<String>)> {
        self.fits(found)?;
        if is_same {
            return Ok((Vec::new(), Vec::new()));
        }
        let checked = self.checked(found);
        if let Some(refused) = refusal(&self.file, &checked, &self.name, found.schema.next) {
            return Err(refused);
        }
        let mut warnings = Vec::new();
        if let Ending::Unknown { reason } = &checked.ending {
            warnings.push(format!("not judged here, the registry decides alone: {reason}"));
        }
        let latest = found.versions.last().map(|stored| stored.number);
        let change = Change::between("version", json!(latest), json!(found.schema.next));
        Ok((change.into_iter().collect(), warnings))
    }

    fn missing_metadata(&self, live: &SchemaLive) -> Vec<&(String, String)> {
        let known = live.same.as_ref().map_or(&[][..], |(_, pairs)| pairs);
        self.metadata.iter().filter(|pair| !known.contains(pair)).collect()
    }

    async fn store(&self, live: &SchemaLive, write: &Write) -> Result<SchemaVersion> {
        if live.schema.is_some() {
            return write.register_schema_version(&self.registry, &self.name, self.file.definition()).await;
        }
        if !live.has_registry {
            write.create_registry(&self.registry, None).await?;
        }
        let new = NewSchema {
            registry: &self.registry,
            name: &self.name,
            format: self.file.format,
            mode: self.mode.unwrap_or(DEFAULT_MODE),
            description: self.description.as_deref(),
            tags: self.tags.clone(),
            definition: self.file.definition(),
        };
        write.create_schema(&new).await
    }

    /// What the registry may have had against a version that the rules let through: what stricter questions find.
    fn suspicions(&self, found: &Registered) -> Vec<String> {
        let strict = match found.schema.mode {
            Mode::None | Mode::Disabled => return Vec::new(),
            Mode::Backward | Mode::BackwardAll => Mode::BackwardAll,
            Mode::Forward | Mode::ForwardAll => Mode::ForwardAll,
            Mode::Full | Mode::FullAll => Mode::FullAll,
        };
        let mut suspicions = Vec::new();
        for profile in [self.profile, Profile::Glue, Profile::Semantic] {
            for finding in judge(&self.file, strict, found, profile).findings {
                let line = format!(
                    "perhaps {} ({} against v{}, profile {profile}, {})",
                    finding.message, finding.direction, finding.against, finding.rule
                );
                if finding.severity != Severity::Warning && !suspicions.contains(&line) {
                    suspicions.push(line);
                }
            }
        }
        suspicions
    }
}

/// Pairs as a plan shows them.
fn listed<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> Value {
    let written: Vec<String> = pairs.map(|(key, value)| format!("{key}={value}")).collect();
    json!(written.join(", "))
}

impl Resource for SchemaResource {
    type Live = SchemaLive;

    async fn read(&self, read: &Read) -> Result<Option<SchemaLive>> {
        let has_registry = read.registry(&self.registry).await?.is_some();
        if !has_registry && !self.create_registry {
            let missing = crate::ops::registry::need(read, &self.registry).await.err();
            let missing =
                missing.unwrap_or_else(|| Error::not_found(format!("there is no registry `{}`", self.registry)));
            return Err(missing
                .hint(command("lakectl registry create", &[&self.registry], ""))
                .hint("or repeat the command with --create-registry"));
        }
        let mut live = SchemaLive { has_registry, schema: None, same: None, tags: BTreeMap::new() };
        if !has_registry {
            return Ok(Some(live));
        }
        live.schema = registered(read, &self.registry, &self.name).await?;
        let Some(found) = &live.schema else { return Ok(Some(live)) };
        let is_same = |stored: &&crate::ops::schema::Stored| {
            crate::domain::schema::same_definition(self.file.format, &stored.definition, self.file.definition())
        };
        if let Some(same) = found.versions.iter().rev().find(is_same) {
            let pairs = match self.metadata.is_empty() {
                true => Vec::new(),
                false => read.schema_version_metadata(&same.id).await?,
            };
            let version = SchemaVersion {
                id: same.id.clone(),
                number: same.number,
                status: "AVAILABLE".to_owned(),
                created: None,
            };
            live.same = Some((version, pairs));
        }
        if let (Some(arn), false) = (&found.schema.arn, self.tags.is_empty()) {
            live.tags = read.registry_tags(arn).await?;
        }
        Ok(Some(live))
    }

    fn diff(&self, live: Option<&SchemaLive>) -> Result<Step> {
        let empty = SchemaLive { has_registry: false, schema: None, same: None, tags: BTreeMap::new() };
        let live = live.unwrap_or(&empty);
        let (mut changes, warnings) = match &live.schema {
            None => (self.creation(), Vec::new()),
            Some(found) => self.update(found, live.same.is_some())?,
        };
        if !live.has_registry {
            changes.push(Change { field: REGISTRY, old: Value::Null, new: json!(self.registry) });
        }
        let described = live.schema.as_ref().and_then(|found| found.schema.description.clone());
        if let Some(description) = &self.description {
            changes.extend(Change::between("description", json!(described), json!(description)));
        }
        let metadata = self.missing_metadata(live);
        if !metadata.is_empty() {
            let pairs = listed(metadata.into_iter().map(|(key, value)| (key, value)));
            changes.push(Change { field: "metadata", old: Value::Null, new: pairs });
        }
        let tags = missing_tags(&self.tags, &live.tags);
        if !tags.is_empty() {
            changes.push(Change { field: "tags", old: Value::Null, new: listed(tags.iter()) });
        }
        let mut step = Step::new("schema", self.full_name(), live.schema.is_some(), changes);
        step.warnings = warnings;
        Ok(step)
    }

    async fn apply(&self, live: Option<&SchemaLive>, step: &Step, write: &Write) -> Result<()> {
        let empty = SchemaLive { has_registry: false, schema: None, same: None, tags: BTreeMap::new() };
        let live = live.unwrap_or(&empty);
        let version = match &live.same {
            Some((version, _)) => version.clone(),
            None => {
                let stored = self.store(live, write).await?;
                settled(write, &self.name, stored, self.timeout).await.map_err(|error| match &live.schema {
                    Some(found) if error.kind() == Kind::RemoteFailed => {
                        self.suspicions(found).into_iter().fold(error, Error::hint)
                    }
                    _ => error,
                })?
            }
        };
        for (key, value) in self.missing_metadata(live) {
            write.put_schema_version_metadata(&version.id, key, value).await?;
        }
        let Some(found) = &live.schema else { return Ok(()) };
        if step.changes("description")
            && let Some(description) = &self.description
        {
            write.update_schema_description(&self.registry, &self.name, description).await?;
        }
        let tags = missing_tags(&self.tags, &live.tags);
        match &found.schema.arn {
            Some(arn) if !tags.is_empty() => write.tag_in_registry(arn, &tags).await,
            _ => Ok(()),
        }
    }
}

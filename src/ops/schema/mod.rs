//! Schemas: definitions in files, what the registry has, and whether one can follow the other.
//!
//! Invariants: nothing is judged here, that is `domain::schema`'s; a file or version that cannot be read is an error that
//! names it, never left out.

mod bundle;
mod check;
mod container;
mod data;
mod file;
mod git;
mod history;
mod infer;
mod records;
mod source;

use std::time::Duration;

use crate::aws::Read;
use crate::domain::registry::{Schema, SchemaSummary, SchemaVersion, VersionRange};
use crate::domain::schema::{Budget, Mode, Profile, Severity};
use crate::domain::schema_check::{self, Against, Checked, Ending, Job};
use crate::domain::shell_word::{command, option};
use crate::error::{Error, Kind, Result};
use crate::wait::Wait;

pub use bundle::{Bundled, bundle, made, need_folders, with_imports};
pub use check::check_all;
pub use data::{BadRecord, ValidateOptions, Validation, columns, data_schema, validate};
pub use file::{SchemaFile, expand, format_of, invalid, read_file, read_text, replace};
pub use git::Commit;
pub use history::{History, HistoryDirectory, in_commit, in_files, in_registry, stem};
pub use infer::{Inferred, infer_columns, infer_file};
pub use source::{Definition, DefinitionName};

/// A stored version with its definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub number: i64,
    pub id: String,
    pub definition: String,
}

/// A schema with the definitions of its available versions, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub schema: Schema,
    pub versions: Vec<Stored>,
}

/// A schema and its definitions; none when there is no such schema.
pub async fn registered(read: &Read, registry: &str, name: &str) -> Result<Option<Registered>> {
    let Some(schema) = read.schema(registry, name).await? else { return Ok(None) };
    let mut versions = Vec::new();
    for version in read.schema_versions(registry, name).await? {
        if version.status == "AVAILABLE" {
            let (_, definition) = read.schema_version(&version.id).await?;
            versions.push(Stored { number: version.number, id: version.id, definition });
        }
    }
    Ok(Some(Registered { schema, versions }))
}

/// Judges a definition against what a registry has, as the registry's mode asks.
pub fn judge(file: &SchemaFile, mode: Mode, found: &Registered, profile: Profile) -> Checked {
    let history = History::registered(found);
    let against = Against::select(None, mode, &history.versions, history.checkpoint)
        .expect("what the mode asks for is always there");
    schema_check::check(&Job {
        file: file.path.display().to_string(),
        format: file.format,
        mode,
        profile,
        budget: Budget::default(),
        text: file.text.clone(),
        bundle: file.bundle.clone(),
        history: history.versions,
        against,
    })
}

/// A version that cannot follow, as an error: `schema user v4 is not BACKWARD compatible with v3`. None when it can.
pub fn refusal(file: &SchemaFile, checked: &Checked, name: &str, next: i64) -> Option<Error> {
    match &checked.ending {
        Ending::Incompatible => Some(incompatible(file, checked, name, next)),
        Ending::Invalid(errors) => invalid(file, errors),
        Ending::Refused { reason } => {
            Some(Error::new(Kind::Differences, format!("schema {name} takes no new version")).because(reason.clone()))
        }
        Ending::Unreadable { reason, .. } => Some(Error::usage(reason.clone())),
        Ending::Compatible | Ending::Nothing | Ending::Same { .. } | Ending::Unknown { .. } => None,
    }
}

fn incompatible(file: &SchemaFile, checked: &Checked, name: &str, next: i64) -> Error {
    let breaking = || checked.findings.iter().filter(|finding| finding.severity == Severity::Breaking);
    let mut broken: Vec<i64> = breaking().map(|finding| finding.against).collect();
    broken.sort_unstable();
    broken.dedup();
    let broken: Vec<String> = broken.iter().map(|number| format!("v{number}")).collect();
    let mode = checked.mode;
    let (broken, rules) = (broken.join(", "), checked.profile);
    let what = format!("schema {name} v{next} is not {mode} compatible with {broken} (profile {rules})");
    let mut messages: Vec<&str> = Vec::new();
    let mut places: Vec<String> = Vec::new();
    let mut hints: Vec<&str> = Vec::new();
    for finding in breaking() {
        let place = file.place(finding.new.place);
        if !messages.contains(&finding.message.as_str()) {
            messages.push(&finding.message);
        }
        if !places.contains(&place) {
            places.push(place);
        }
        if let Some(fix) = &finding.fix
            && !hints.contains(&fix.text.as_str())
        {
            hints.push(&fix.text);
        }
    }
    let mut error = Error::new(Kind::Differences, what).because(messages.join("; "));
    error = places.into_iter().fold(error, Error::at);
    hints.into_iter().fold(error, Error::hint)
}

/// Every schema, or those of one registry, by registry and name.
pub async fn list(read: &Read, registry: Option<&str>) -> Result<Vec<SchemaSummary>> {
    if let Some(name) = registry {
        super::registry::need(read, name).await?;
    }
    let mut schemas = read.schemas(registry).await?;
    schemas.sort_by(|a, b| (&a.registry, &a.name).cmp(&(&b.registry, &b.name)));
    Ok(schemas)
}

/// A schema that must be there.
pub async fn need(read: &Read, registry: &str, name: &str) -> Result<Schema> {
    if let Some(schema) = read.schema(registry, name).await? {
        return Ok(schema);
    }
    super::registry::need(read, registry).await?;
    let known = read.schemas(Some(registry)).await?;
    Err(Error::not_found(format!("there is no schema `{name}` in the registry {registry}"))
        .did_you_mean(name, known.iter().map(|schema| schema.name.as_str()))
        .hint(format!("lakectl schema list {}", option("--registry", registry))))
}

/// A schema with its versions, oldest first.
pub async fn versions(read: &Read, registry: &str, name: &str) -> Result<(Schema, Vec<SchemaVersion>)> {
    let schema = need(read, registry, name).await?;
    let versions = read.schema_versions(registry, name).await?;
    Ok((schema, versions))
}

/// One version of a schema with its definition: the one of that number, or the latest available.
pub async fn version(
    read: &Read,
    registry: &str,
    name: &str,
    number: Option<i64>,
) -> Result<(Schema, SchemaVersion, String)> {
    let (schema, versions) = versions(read, registry, name).await?;
    let found = match number {
        Some(number) => versions.iter().find(|version| version.number == number),
        None => versions.iter().rfind(|version| version.status == "AVAILABLE"),
    };
    let Some(found) = found else {
        let what = number.map_or("no available version".to_owned(), |number| format!("no version {number}"));
        return Err(Error::not_found(format!("schema `{name}` has {what}")).hint(command(
            "lakectl schema versions",
            &[name],
            &option("--registry", registry),
        )));
    };
    let (version, definition) = read.schema_version(&found.id).await?;
    Ok((schema, version, definition))
}

/// The versions of a range that are there and may go: neither the first one nor the checkpoint, which the service keeps.
pub async fn deletable(read: &Read, registry: &str, name: &str, range: VersionRange) -> Result<Vec<i64>> {
    let (schema, versions) = versions(read, registry, name).await?;
    let numbers: Vec<i64> =
        versions.iter().map(|version| version.number).filter(|number| range.contains(*number)).collect();
    let hint = command("lakectl schema versions", &[name], &option("--registry", registry));
    if numbers.is_empty() {
        return Err(Error::not_found(format!("schema `{name}` has no version {range}")).hint(hint));
    }
    if numbers.contains(&schema.checkpoint) {
        let checkpoint = schema.checkpoint;
        return Err(Error::new(
            Kind::Conflict,
            format!("v{checkpoint} is the checkpoint of schema {name} and cannot be deleted"),
        )
        .hint(command(
            "move it first: lakectl schema checkpoint set",
            &[name, "N"],
            &option("--registry", registry),
        )));
    }
    if numbers.contains(&1) {
        return Err(Error::new(Kind::Conflict, format!("the first version of schema {name} cannot be deleted"))
            .hint("delete the others, or the whole schema"));
    }
    Ok(numbers)
}

/// Waits until the registry has judged a version. A version that failed has burnt its number; the service gives no reason.
pub async fn settled(read: &Read, name: &str, version: SchemaVersion, timeout: Duration) -> Result<SchemaVersion> {
    let mut wait = Wait::new(read.clock(), timeout);
    let mut version = version;
    while version.status == "PENDING" {
        let what = format!("the registry's check of schema {name} v{}", version.number);
        wait.pause(&what).await.map_err(|error| {
            error.hint(command(
                "the version is pending and keeps its number; look later: lakectl schema versions",
                &[name],
                "",
            ))
        })?;
        version = read.schema_version(&version.id).await?.0;
    }
    if version.status == "AVAILABLE" {
        return Ok(version);
    }
    let number = version.number;
    Err(Error::new(
        Kind::RemoteFailed,
        format!("the registry refused schema {name} v{number}: its state is {}", version.status),
    )
    .because("the registry gives no reason, and the rules that it was checked by here let it through")
    .hint(format!("the version number {number} is used up")))
}

/// What of a schema's history would not be allowed in a mode: each version held against each one before it.
pub fn misfits(found: &Registered, mode: Mode, profile: Profile) -> Vec<Checked> {
    if mode.directions().is_empty() {
        // NONE asks nothing of the history, and DISABLED is about versions to come.
        return Vec::new();
    }
    let history = History::registered(found).versions;
    (1..history.len())
        .map(|index| {
            let before = history[..index].to_vec();
            schema_check::check(&Job {
                file: history[index].label.clone(),
                format: found.schema.format,
                mode,
                profile,
                budget: Budget::default(),
                text: history[index].text.clone(),
                bundle: None,
                against: before.iter().map(|old| old.number).collect(),
                history: before,
            })
        })
        .filter(|checked| !checked.ending.is_fine())
        .collect()
}

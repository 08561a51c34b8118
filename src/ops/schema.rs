//! Schemas: definitions in files, what the registry has, and whether one can follow the other.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::aws::Read;
use crate::domain::registry::{Schema, SchemaSummary, SchemaVersion};
use crate::domain::schema::{self, DataFormat, DefinitionError, Finding, Mode, Verdict, Version};
use crate::error::{Error, Kind, Result};
use crate::ops::wait::Wait;

/// A definition in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaFile {
    pub path: PathBuf,
    pub text: String,
    pub format: DataFormat,
}

impl SchemaFile {
    /// `path:line:column`
    pub fn place(&self, place: schema::Place) -> String {
        format!("{}:{}:{}", self.path.display(), place.line, place.column)
    }
}

/// Reads a definition and checks that it is one: text of a size that the registry takes, valid in its format.
pub fn read_file(path: &Path, format: Option<DataFormat>) -> Result<SchemaFile> {
    let shown = path.display();
    let text = std::fs::read(path)
        .map_err(|error| Error::usage(format!("{shown} cannot be read")).because(error))
        .and_then(|bytes| {
            String::from_utf8(bytes).map_err(|error| Error::usage(format!("{shown} is not UTF-8")).because(error))
        })?;
    let format = match format.or_else(|| format_of(path)) {
        Some(format) => format,
        None => {
            return Err(Error::usage(format!("the format of {shown} is not known by its name"))
                .hint("name it with --format avro, json or protobuf"));
        }
    };
    schema::check_definition_size(&text).map_err(|error| Error::usage(format!("{shown}: {error}")))?;
    let file = SchemaFile { path: path.to_owned(), text, format };
    match invalid(&file, &schema::validate(format, &file.text)) {
        Some(error) => Err(error),
        None => Ok(file),
    }
}

/// The format that a file's name says.
fn format_of(path: &Path) -> Option<DataFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "avsc" | "avro" => Some(DataFormat::Avro),
        "json" => Some(DataFormat::Json),
        "proto" => Some(DataFormat::Protobuf),
        _ => None,
    }
}

/// The errors of a definition as ours; none when there are none.
fn invalid(file: &SchemaFile, errors: &[DefinitionError]) -> Option<Error> {
    let first = errors.first()?;
    let mut error = Error::usage(format!("{} is not a valid {} schema", file.path.display(), file.format))
        .because(first.message.clone());
    for found in errors {
        error = error.at(file.place(found.place));
    }
    if let Some(hint) = &first.hint {
        error = error.hint(hint.clone());
    }
    Some(error)
}

/// A stored version with its definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub number: i64,
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
            versions.push(Stored { number: version.number, definition });
        }
    }
    Ok(Some(Registered { schema, versions }))
}

/// Judges a definition against stored versions. AWS does not say which one the modes without `_ALL` look at, the latest
/// or the checkpoint: both are looked at, and a finding names its version.
pub fn judge(file: &SchemaFile, mode: Mode, versions: &[Stored], checkpoint: Option<i64>) -> Verdict {
    let all: Vec<Version<'_>> =
        versions.iter().map(|stored| Version { number: stored.number, definition: &stored.definition }).collect();
    let verdict = schema::check(file.format, mode, &file.text, &all);
    let other =
        all.iter().find(|version| Some(version.number) == checkpoint && checkpoint != all.last().map(|v| v.number));
    match (verdict, other) {
        (verdict @ (Verdict::Compatible | Verdict::Incompatible(_)), Some(other)) if !mode.is_transitive() => {
            match (verdict, schema::check(file.format, mode, &file.text, &[*other])) {
                (Verdict::Incompatible(mut findings), Verdict::Incompatible(more)) => {
                    findings.extend(more);
                    Verdict::Incompatible(findings)
                }
                (Verdict::Compatible, second) => second,
                (first, _) => first,
            }
        }
        (verdict, _) => verdict,
    }
}

/// An incompatible version, as an error: `schema user v4 is not BACKWARD compatible with v3`.
pub fn incompatible(file: &SchemaFile, name: &str, next: Option<i64>, mode: Mode, findings: &[Finding]) -> Error {
    let against = findings.first().map_or(0, |finding| finding.against);
    let next = next.map(|next| format!(" v{next}")).unwrap_or_default();
    let messages: Vec<String> = findings.iter().map(|finding| finding.message.clone()).collect();
    let mut error =
        Error::new(Kind::Differences, format!("schema {name}{next} is not {mode} compatible with v{against}"))
            .because(messages.join("; "));
    let mut hints: Vec<&str> = Vec::new();
    for finding in findings {
        error = error.at(file.place(finding.new.place));
        if let Some(hint) = finding.fix.as_ref().map(|fix| fix.text.as_str())
            && !hints.contains(&hint)
        {
            hints.push(hint);
        }
    }
    hints.into_iter().fold(error, |error, hint| error.hint(hint))
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
        .hint(format!("lakectl schema list --registry {registry}")))
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
        return Err(Error::not_found(format!("schema `{name}` has {what}"))
            .hint(format!("lakectl schema versions {name} --registry {registry}")));
    };
    let (version, definition) = read.schema_version(&found.id).await?;
    Ok((schema, version, definition))
}

/// How long the registry may take to judge a version.
const JUDGED_WITHIN: Duration = Duration::from_secs(120);

/// Waits until the registry has judged a version. A version that failed has burnt its number; the service gives no reason.
pub async fn settled(read: &Read, name: &str, version: SchemaVersion) -> Result<SchemaVersion> {
    let mut wait = Wait::new(read.clock(), JUDGED_WITHIN);
    let mut version = version;
    while version.status == "PENDING" {
        wait.pause(&format!("the check of schema {name} v{}", version.number)).await?;
        version = read.schema_version(&version.id).await?.0;
    }
    if version.status == "AVAILABLE" {
        return Ok(version);
    }
    Err(Error::new(
        Kind::RemoteFailed,
        format!("the registry refused schema {name} v{}: its state is {}", version.number, version.status),
    )
    .because("the registry gives no reason; the rules that lakectl knows found none")
    .hint("the number is used up; compare with lakectl schema check FILE --registry R --name N"))
}

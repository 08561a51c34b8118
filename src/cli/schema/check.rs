//! `lakectl schema check`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::domain::schema::{DataFormat, Finding, Mode, RegistryName, SchemaName, Verdict};
use crate::error::{Error, Result};
use crate::ops::schema::{SchemaFile, Stored, incompatible, judge, need, read_file, registered};
use crate::outcome::Answer;
use crate::render::View;

/// Check a definition against older ones, in files or in a registry; nothing is written
///
/// The rules for Avro are those of Avro's own checker. AWS does not publish the registry's rules: "compatible" is what
/// these rules say, not a promise of the service.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl schema check user.avsc --old user.v1.avsc --old user.v2.avsc --compatibility full_all\n  lakectl schema check user.avsc --registry event-schemas --name user_event\n\nExit code 3 when it is not compatible."
)]
pub struct SchemaCheckArgs {
    /// The file with the new definition
    file: PathBuf,
    /// A file with an older definition, the oldest first
    #[arg(long, value_name = "FILE")]
    old: Vec<PathBuf>,
    /// The registry that has the older versions
    #[arg(long, value_name = "NAME", requires = "name")]
    registry: Option<RegistryName>,
    /// The schema in the registry
    #[arg(long, value_name = "NAME", conflicts_with = "old")]
    name: Option<SchemaName>,
    /// avro, json or protobuf, when the file's name does not tell
    #[arg(long, value_name = "FORMAT")]
    format: Option<DataFormat>,
    /// The compatibility mode, in place of the schema's own [default: backward]
    #[arg(long, value_name = "MODE")]
    compatibility: Option<Mode>,
}

/// What the definition is held against.
struct Against {
    versions: Vec<Stored>,
    checkpoint: Option<i64>,
    mode: Mode,
    next: Option<i64>,
    /// What people call the new definition.
    label: String,
}

pub async fn run(ctx: &Ctx, args: SchemaCheckArgs) -> Result<Answer> {
    let file = read_file(&args.file, args.format)?;
    let against = match &args.name {
        Some(name) => in_registry(ctx, &args, name, &file).await?,
        None => in_files(&args, &file)?,
    };
    let verdict = judge(&file, against.mode, &against.versions, against.checkpoint);
    match verdict {
        Verdict::Compatible => Ok(answer(&file, &against, "compatible", None)),
        Verdict::Same { version } => Ok(answer(&file, &against, "same", Some(version))),
        Verdict::Incompatible(findings) => Err(refused(&file, &against, &findings)),
        Verdict::Invalid(errors) => {
            let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Err(Error::usage(format!("{} is not a valid schema", file.path.display())).because(messages.join("; ")))
        }
        Verdict::Refused { reason } => {
            Err(Error::new(crate::error::Kind::Differences, "the schema takes no new version").because(reason))
        }
        Verdict::CannotJudge { reason } => {
            Err(Error::failed("whether this is compatible cannot be told here").because(reason))
        }
    }
}

fn in_files(args: &SchemaCheckArgs, file: &SchemaFile) -> Result<Against> {
    let mut versions = Vec::new();
    for (path, number) in args.old.iter().zip(1..) {
        let old = read_file(path, Some(file.format))?;
        versions.push(Stored { number, definition: old.text });
    }
    let label = file.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mode = args.compatibility.unwrap_or(Mode::Backward);
    Ok(Against { versions, checkpoint: None, mode, next: None, label })
}

async fn in_registry(ctx: &Ctx, args: &SchemaCheckArgs, name: &SchemaName, file: &SchemaFile) -> Result<Against> {
    let registry = args.registry.as_ref().map_or(crate::domain::registry::DEFAULT_REGISTRY, RegistryName::as_str);
    let read = ctx.read().await?;
    let Some(found) = registered(read, registry, name.as_str()).await? else {
        // The error that names what there is.
        need(read, registry, name.as_str()).await?;
        return Err(Error::not_found(format!("there is no schema `{name}`")));
    };
    if found.schema.format != file.format {
        return Err(Error::usage(format!("schema {name} is {}, not {}", found.schema.format, file.format)));
    }
    Ok(Against {
        checkpoint: Some(found.schema.checkpoint),
        mode: args.compatibility.unwrap_or(found.schema.mode),
        next: Some(found.schema.next),
        label: name.to_string(),
        versions: found.versions,
    })
}

fn refused(file: &SchemaFile, against: &Against, findings: &[Finding]) -> Error {
    incompatible(file, &against.label, against.next, against.mode, findings)
}

fn answer(file: &SchemaFile, against: &Against, verdict: &str, same_as: Option<i64>) -> Answer {
    let numbers: Vec<i64> = against.versions.iter().map(|stored| stored.number).collect();
    let value = json!({
        "file": file.path.display().to_string(),
        "format": file.format.to_string(),
        "compatibility": against.mode.to_string(),
        "verdict": verdict,
        "same_as": same_as,
        "versions": numbers,
    });
    let shown = file.path.display();
    let line = match same_as {
        Some(version) => format!("{shown}: the same definition as v{version}"),
        None if numbers.is_empty() => {
            format!("{shown}: a valid {} schema; there is nothing to compare it with", file.format)
        }
        None => {
            let last = numbers.last().copied().unwrap_or(0);
            let what = if against.mode.is_transitive() { format!("v1 to v{last}") } else { format!("v{last}") };
            format!("{shown}: {} compatible with {what}", against.mode)
        }
    };
    Answer::done(View::lines("check", value, vec![line]))
}

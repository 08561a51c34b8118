//! `lakectl schema register`

use std::path::PathBuf;

use clap::Args;

use super::RegistryArg;
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::schema::{DataFormat, MAX_METADATA_PAIRS, Mode, Profile, SchemaName, check_metadata_pair};
use crate::domain::span::Span;
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::plan::Resource;
use crate::plan::kind::schema::SchemaResource;

/// Register a definition as a schema's next version, when it fits the versions before it
///
/// The definition is checked here first, by the rules that `schema check` knows: one that does not fit is refused before
/// the registry uses up a version number for it. The same definition again changes nothing. The registry is not made
/// unless that is asked for.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local schema register schemas/user_event.avsc --registry event-schemas --name user_event\n  lakectl schema register user.avsc --name user --metadata team=sales --metadata commit=1a2b3c --dry-run\n\nExit codes: 3 when it does not fit, 9 when the registry refused what fits by the rules known here, 10 when it did not answer in time."
)]
pub struct SchemaRegisterArgs {
    /// The file with the definition
    file: PathBuf,
    #[command(flatten)]
    registry: RegistryArg,
    /// The schema's name
    #[arg(long, value_name = "NAME")]
    name: SchemaName,
    /// avro, json or protobuf, when the file's name does not tell
    #[arg(long, value_name = "FORMAT")]
    format: Option<DataFormat>,
    /// The compatibility mode of a new schema: none, disabled, backward, backward_all, forward, forward_all, full,
    /// full_all [default: backward]
    #[arg(long, value_name = "MODE")]
    compatibility: Option<Mode>,
    /// The profile of rules to check by: glue, json-lenient, proto-wire, proto-wire-json,
    /// proto-file, semantic
    #[arg(long, value_name = "PROFILE", default_value_t)]
    rules: Profile,
    /// A folder in which files that the definition refers to are looked for, before its own folder. What they define is
    /// registered with it, in one definition
    #[arg(long, short = 'I', value_name = "DIR")]
    import_path: Vec<PathBuf>,
    /// Make the registry when it is not there
    #[arg(long)]
    create_registry: bool,
    /// What the schema is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// A pair that the version keeps; 10 at most
    #[arg(long, value_name = "KEY=VALUE", value_parser = metadata)]
    metadata: Vec<(String, String)>,
    /// A tag of the schema
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = pair)]
    tags: Vec<(String, String)>,
    /// How long the registry may take to judge the version
    #[arg(long, value_name = "DURATION", default_value = "2m")]
    timeout: Span,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: SchemaRegisterArgs) -> Result<Answer> {
    if args.metadata.len() > MAX_METADATA_PAIRS {
        return Err(Error::usage(format!(
            "a version has {MAX_METADATA_PAIRS} metadata pairs at most, and there are {}",
            args.metadata.len()
        )));
    }
    ops::schema::need_folders(&args.import_path)?;
    let file = ops::schema::read_file(&args.file, args.format, &args.import_path)?;
    if let Some(bundle) = &file.bundle {
        let others: Vec<&str> = bundle.files().iter().skip(1).map(|file| file.label.as_str()).collect();
        ctx.ui.status(&format!("with the definitions of {}", others.join(", ")));
    }
    let resource = SchemaResource {
        registry: args.registry.registry.to_string(),
        name: args.name.to_string(),
        file,
        mode: args.compatibility,
        profile: args.rules,
        create_registry: args.create_registry,
        description: args.description,
        metadata: args.metadata,
        tags: args.tags.into_iter().collect(),
        timeout: args.timeout.0,
    };
    let live = resource.read(ctx.read().await?).await?;
    for fact in live.iter().flat_map(|live| resource.facts(live)) {
        ctx.ui.status(&fact);
    }
    let before = live.clone();
    let answer = change::carry_out_from(ctx, &resource, live, &args.change.answers(), &Danger::None).await?;
    let after = resource.read(ctx.read().await?).await?;
    let report = resource.report(before.as_ref(), after.as_ref());
    Ok(Answer { view: answer.view.with("schema", report), ..answer })
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err(format!("`{text}` is no pair: write key=value")),
    }
}

fn metadata(text: &str) -> Result<(String, String), String> {
    let (key, value) = pair(text)?;
    check_metadata_pair(&key, &value).map_err(|error| error.to_string())?;
    Ok((key, value))
}

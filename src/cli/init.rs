//! `lakectl init`

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::new_file;
use crate::context::Ctx;
use crate::domain::lake_file::json_schema;
use crate::domain::lake_file::template::{TEMPLATES, Template};
use crate::error::{Error, Kind, Result};
use crate::outcome::Answer;
use crate::render::View;
use crate::settings::PROJECT_FILE;

/// The longest name: the names of its buckets hold the zone, the account and the region besides.
const LONGEST: usize = 18;

/// A lake's name that its buckets' names can begin with.
#[derive(Debug, Clone)]
struct LakeName(String);

impl FromStr for LakeName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let legal = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
        let begins = text.starts_with(|character: char| character.is_ascii_lowercase());
        if begins && text.len() <= LONGEST && text.chars().all(legal) && !text.ends_with('-') {
            return Ok(Self(text.to_owned()));
        }
        Err(format!("a name has 1 to {LONGEST} lower-case letters, digits and hyphens, and begins with a letter"))
    }
}

/// Which lake the file is for when no flag says.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Target {
    /// The embedded lake in the directory .lake beside the file
    Local,
    /// AWS
    Aws,
}

/// Write a lake.toml to begin with, and the files that it names
///
/// On a terminal it asks for what no flag says.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl init --template reference --name acme && lakectl apply\n  lakectl init --json-schema > lake.schema.json"
)]
pub struct InitArgs {
    /// The directory to write to
    #[arg(default_value = ".")]
    directory: PathBuf,
    /// reference, minimal, medallion or streaming [default: minimal]
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// The lake's name, which its buckets' names begin with [default: lake]
    #[arg(long, value_name = "NAME")]
    name: Option<LakeName>,
    /// Which lake the file is for when no flag says [default: local]
    #[arg(long, value_enum, value_name = "TARGET")]
    target: Option<Target>,
    /// Print the JSON Schema of the file, by which editors complete it, and write nothing
    #[arg(long, conflicts_with_all = ["template", "name", "target"])]
    json_schema: bool,
}

pub fn run(ctx: &Ctx, args: InitArgs) -> Result<Answer> {
    if args.json_schema {
        return Ok(Answer::done(View::document(format!("{:#}\n", json_schema()))));
    }
    let path = args.directory.join(PROJECT_FILE);
    if path.exists() {
        return Err(exists(&path));
    }
    let template = template(ctx, args.template)?;
    let name = match args.name {
        Some(name) => name,
        None if ctx.ui.can_ask() => ctx
            .ui
            .ask("the lake's name", "lake", &|text| text.parse::<LakeName>().map(drop))?
            .parse()
            .map_err(Error::usage)?,
        None => LakeName("lake".to_owned()),
    };
    let target = match target(ctx, args.target)? {
        Target::Local => "local",
        Target::Aws => "aws",
    };
    let mut files = vec![(path, template.text(&name.0, target))];
    for (file, text) in template.files {
        files.push((args.directory.join(file), (*text).to_owned()));
    }
    for (path, text) in &files {
        new_file::write(path, text, exists)?;
    }
    let names: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    let mut lines: Vec<String> = names.iter().map(|name| format!("+ {name}")).collect();
    lines.push(ctx.ui.own("see what it would make: lakectl plan; make it: lakectl apply"));
    let value = json!({ "template": template.name, "name": name.0, "files": names });
    Ok(Answer::done(View::lines("init", value, lines)))
}

fn template(ctx: &Ctx, named: Option<String>) -> Result<&'static Template> {
    let names: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
    if let Some(name) = named {
        return Template::named(&name).ok_or_else(|| {
            Error::usage(format!("there is no template `{name}`"))
                .did_you_mean(&name, names.iter().copied())
                .hint(format!("there are {}", names.join(", ")))
        });
    }
    if ctx.ui.can_ask() {
        let choices: Vec<String> =
            TEMPLATES.iter().map(|template| format!("{}: {}", template.name, template.about)).collect();
        return Ok(&TEMPLATES[ctx.ui.choose("which lake", &choices)?]);
    }
    Template::named("minimal").ok_or_else(|| Error::failed("the template `minimal` is missing; this is a bug"))
}

fn target(ctx: &Ctx, named: Option<Target>) -> Result<Target> {
    if let Some(target) = named {
        return Ok(target);
    }
    if !ctx.ui.can_ask() {
        return Ok(Target::Local);
    }
    let choices =
        ["local: the embedded lake in .lake, beside the file".to_owned(), "aws: an account on AWS".to_owned()];
    let targets = [Target::Local, Target::Aws];
    Ok(targets[ctx.ui.choose("where it is when no flag says", &choices)?])
}

fn exists(path: &Path) -> Error {
    Error::new(Kind::Conflict, format!("{} is there already", path.display()))
        .hint("look at it with lakectl plan, or name another directory: lakectl init DIRECTORY")
}

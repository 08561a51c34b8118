//! The project file, as far as a command needs it before it knows its lake: target, account, region, guards, zones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml_edit::Document;

use super::{PROJECT_FILE, QueryGuards};
use crate::domain::lake_file;
use crate::domain::permission::is_account;
use crate::error::{Error, Result};

/// What the project file says about the target.
#[derive(Debug, Default)]
pub(super) struct Project {
    /// None: nothing is said.
    pub(super) local: Option<bool>,
    pub(super) account: Option<String>,
    pub(super) region: Option<String>,
    pub(super) guards: QueryGuards,
    pub(super) zones: Zones,
    pub(super) directory: PathBuf,
    pub(super) files: Vec<PathBuf>,
    /// The file that says a key of the top.
    pub(super) said_by: BTreeMap<String, PathBuf>,
}

/// The zones of a project file, and the variables that the names of their buckets may use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zones {
    /// The buckets by the zones' names, as they are written; none where the file leaves the name to lakectl.
    pub buckets: BTreeMap<String, Option<String>>,
    /// The variables of the file.
    pub variables: BTreeMap<String, String>,
}

impl Zones {
    /// Texts of a file; what is written wrongly is for whoever reads the whole file to say.
    fn of(document: &Document<&str>) -> Self {
        let table = |name: &str| document.get(name).and_then(toml_edit::Item::as_table_like);
        let text = |item: &toml_edit::Item| item.as_str().map(str::to_owned);
        let buckets = table("zones").into_iter().flat_map(|table| table.iter()).map(|(name, zone)| {
            let bucket = zone.as_table_like().and_then(|zone| zone.get("bucket")).and_then(text);
            (name.to_owned(), bucket)
        });
        let variables = table("variables").into_iter().flat_map(|table| table.iter());
        Self {
            buckets: buckets.collect(),
            variables: variables.filter_map(|(name, value)| Some((name.to_owned(), text(value)?))).collect(),
        }
    }

    /// What an environment's file says over the project's.
    fn over(self, project: Self) -> Self {
        let (mut buckets, mut variables) = (project.buckets, project.variables);
        for (name, bucket) in self.buckets {
            let known = buckets.entry(name).or_default();
            *known = bucket.or(known.take());
        }
        variables.extend(self.variables);
        Self { buckets, variables }
    }
}

/// Fails unless a region is named as regions are: it becomes a part of host names.
pub(super) fn check_region(region: &str) -> Result<()> {
    let legal = !region.is_empty()
        && region.len() <= 63
        && region
            .chars()
            .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-')
        && !region.starts_with('-')
        && !region.ends_with('-');
    if legal {
        return Ok(());
    }
    Err(Error::usage(format!("`{region}` is no region name")).hint("regions are named like eu-central-1"))
}

impl Project {
    /// The project file, and what the file of an environment says over it.
    pub(super) fn find(from: &Path, environment: Option<&str>) -> Result<Self> {
        let Some(path) = from.ancestors().map(|directory| directory.join(PROJECT_FILE)).find(|path| path.is_file())
        else {
            return match environment {
                None => Ok(Self::default()),
                Some(name) => Err(Error::usage(format!("there is no {PROJECT_FILE} that has an environment `{name}`"))
                    .hint("lakectl init writes one")),
            };
        };
        let mut project = Self::read(&path)?;
        let Some(name) = environment else { return Ok(project) };
        let over = environment_file(&path, name)?;
        let said = Self::read(&over)?;
        project.local = said.local.or(project.local);
        project.account = said.account.or(project.account);
        project.region = said.region.or(project.region);
        project.guards = said.guards.over(project.guards);
        project.zones = said.zones.over(project.zones);
        project.said_by.extend(said.said_by);
        project.files.push(over);
        Ok(project)
    }

    fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Error::usage(format!("{} cannot be read", path.display())).because(error))?;
        Self::parse(path, &text)
    }

    pub(super) fn parse(path: &Path, text: &str) -> Result<Self> {
        let document: Document<&str> = Document::parse(text).map_err(|error: toml_edit::TomlError| {
            let (line, column) = error.span().map_or((1, 1), |span| line_and_column(text, span.start));
            Error::usage(format!("{} is not valid TOML: {}", path.display(), error.message()))
                .at(format!("{}:{line}:{column}", path.display()))
        })?;
        let place = |span: Option<std::ops::Range<usize>>| {
            let (line, column) = span.map_or((1, 1), |span| line_and_column(text, span.start));
            format!("{}:{line}:{column}", path.display())
        };
        // A key that is spelled wrongly would leave the guard off that it was meant to be.
        if document.iter().any(|(key, _)| !lake_file::keys().any(|known| known == key)) {
            return Err(all_wrong(path, text));
        }
        let entry = |name: &str| -> Result<Option<String>> {
            match document.get(name) {
                None => Ok(None),
                Some(item) => item.as_str().map(|text| Some(text.to_owned())).ok_or_else(|| {
                    Error::usage(format!("`{name}` in {} must be a string", path.display())).at(place(item.span()))
                }),
            }
        };
        let local = match entry("target")?.as_deref() {
            None => None,
            Some("aws") => Some(false),
            Some("local") => Some(true),
            Some(other) => {
                return Err(Error::usage(format!("`target` in {} is `{other}`", path.display()))
                    .hint("it is \"local\" or \"aws\""));
            }
        };
        let directory = path.parent().unwrap_or(Path::new(".")).to_owned();
        let at = |name: &str| place(document.get(name).and_then(toml_edit::Item::span));
        let account = entry("account")?;
        if let Some(account) = account.as_deref().filter(|account| !is_account(account)) {
            return Err(Error::usage(format!("`{account}` is no account"))
                .at(at("account"))
                .hint("it has twelve digits"));
        }
        let region = entry("region")?;
        if let Some(region) = &region {
            check_region(region).map_err(|error| error.at(at("region")))?;
        }
        let guards = QueryGuards::parse(&document, &path.display().to_string())?;
        let zones = Zones::of(&document);
        let said_by = document.iter().map(|(key, _)| (key.to_owned(), path.to_owned())).collect();
        Ok(Self { local, account, region, guards, zones, directory, files: vec![path.to_owned()], said_by })
    }
}

/// A file with a key that nobody knows: everything that is wrong with it.
fn all_wrong(path: &Path, text: &str) -> Error {
    let source = lake_file::Source { name: path.display().to_string(), text: text.to_owned() };
    let known = ["account", "region"].map(|name| (name.to_owned(), name.to_owned()));
    let problems = lake_file::read(std::slice::from_ref(&source), &known.into()).err().unwrap_or_default();
    // Texts that hold the account are not known well enough here to be judged.
    let unknown = problems.iter().filter(|problem| problem.message.starts_with("unknown key"));
    unknown.fold(Error::usage(format!("{} has unknown keys", path.display())), |error, problem| {
        let lake_file::Place { line, column, .. } = problem.place;
        error.at(format!("{}:{line}:{column}: {}", source.name, problem.message))
    })
}

/// `lake.NAME.toml` beside `lake.toml`, which must be there.
fn environment_file(project: &Path, name: &str) -> Result<PathBuf> {
    let legal = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
    if name.is_empty() || !name.chars().all(legal) {
        return Err(Error::usage(format!("`{name}` is no name of an environment"))
            .hint("it has letters, digits, hyphens and underscores, and its file is lake.NAME.toml"));
    }
    let directory = project.parent().unwrap_or(Path::new("."));
    let path = directory.join(format!("lake.{name}.toml"));
    if path.is_file() {
        return Ok(path);
    }
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let named = |entry: std::fs::DirEntry| {
        let file = entry.file_name().into_string().ok()?;
        Some(file.strip_prefix("lake.")?.strip_suffix(".toml")?.to_owned())
    };
    let mut known: Vec<String> = entries.filter_map(named).collect();
    known.sort();
    let list = if known.is_empty() { "there are none".to_owned() } else { format!("there are {}", known.join(", ")) };
    Err(Error::usage(format!("there is no environment `{name}`: {} is missing", path.display()))
        .did_you_mean(name, known.iter().map(String::as_str))
        .hint(list))
}

/// Line and column, from 1, of a byte offset.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    (line, column)
}

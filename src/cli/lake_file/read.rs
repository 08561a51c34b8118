//! Reading the file, and the environment's file over it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Items;
use crate::context::Ctx;
use crate::domain::lake_file::{self, Document, Problem, Source};
use crate::domain::price::Prices;
use crate::error::{Error, Result};
use crate::plan::lake::desired::{self, Files, Where};
use crate::plan::lake::saved::Saved;

/// The largest file that is read.
const LARGEST: u64 = 16 << 20;
/// What stands for the account before it is known. A file that is wrong is told before anybody signs in.
const SOME_ACCOUNT: &str = "000000000000";

/// The file, read for an account and region.
pub struct Loaded {
    /// The directory that it is in.
    pub directory: PathBuf,
    /// The file and those over it.
    pub sources: Vec<Source>,
    /// What it says.
    pub document: Document,
    /// What it wants; after planning, with what is there and should not be.
    pub items: Items,
    /// What things cost here.
    pub prices: Prices,
    /// The files that it names, by relative path.
    pub files: BTreeMap<String, String>,
    /// The account.
    pub account: String,
    /// The region.
    pub region: String,
}

impl Loaded {
    /// The lake's name: what is said, or the word for one.
    pub fn name(&self) -> &str {
        self.document.setting("name").unwrap_or("lake")
    }

    /// Whether nothing of it may be deleted.
    pub fn is_protected(&self) -> bool {
        self.document.of("guards").any(|guards| guards.switch("protected") == Some(true))
    }
}

/// What the project's file says that depends on no account; nothing when there is no file.
pub fn said_here(ctx: &Ctx) -> Result<Document> {
    // The names of buckets depend on the account; here they must only be names.
    said_for(ctx, SOME_ACCOUNT, "us-east-1")
}

/// As [`said_here`], for an account and a region.
pub fn said_for(ctx: &Ctx, account: &str, region: &str) -> Result<Document> {
    let sources = ctx.settings.project_files.iter().map(|path| source(path)).collect::<Result<Vec<_>>>()?;
    let known = BTreeMap::from([("account".to_owned(), account.to_owned()), ("region".to_owned(), region.to_owned())]);
    lake_file::read(&sources, &known).map_err(|problems| wrong(&sources, &problems))
}

/// What things cost for the project's lake: what its file says, or the list prices.
pub fn prices_here(ctx: &Ctx) -> Result<Prices> {
    let document = said_here(ctx)?;
    let directory = ctx.settings.project_files.first().and_then(|path| path.parent()).unwrap_or(Path::new("."));
    desired::prices(&document, &Files::of(directory)).map_err(|problem| Error::usage(problem.message))
}

/// Reads the file of the project.
pub async fn load(ctx: &Ctx) -> Result<Loaded> {
    let files = &ctx.settings.project_files;
    let Some(first) = files.first() else {
        return Err(Error::usage("there is no lake.toml here or in a directory above")
            .hint("write one to begin with: lakectl init")
            .hint("or one of a lake that is there: lakectl export"));
    };
    let directory = first.parent().unwrap_or(Path::new(".")).to_owned();
    let sources = files.iter().map(|path| source(path)).collect::<Result<Vec<_>>>()?;
    // Told before anybody has to sign in.
    let region = ctx.settings.region.clone().unwrap_or_else(|| "us-east-1".to_owned());
    let account = ctx.settings.pinned_account.clone().unwrap_or_else(|| SOME_ACCOUNT.to_owned());
    understood(&directory, &sources, BTreeMap::new(), &Where { account, region })?;
    for_lake(ctx, directory, sources, BTreeMap::new()).await
}

/// Reads what a saved plan was made from; scripts of jobs are those of the directory, and must be the same.
pub async fn load_saved(ctx: &Ctx, saved: &Saved) -> Result<Loaded> {
    let files = &ctx.settings.project_files;
    let directory = files.first().and_then(|path| path.parent()).unwrap_or(Path::new(".")).to_owned();
    for_lake(ctx, directory, saved.sources(), saved.files.clone()).await
}

async fn for_lake(
    ctx: &Ctx,
    directory: PathBuf,
    sources: Vec<Source>,
    saved: BTreeMap<String, String>,
) -> Result<Loaded> {
    let read = ctx.read().await?;
    let place = Where { account: read.account().await?.to_owned(), region: read.region().to_owned() };
    let Understood { document, items, prices, files } = understood(&directory, &sources, saved, &place)?;
    let Where { account, region } = place;
    Ok(Loaded { directory, sources, document, items: Arc::new(items), prices, files, account, region })
}

struct Understood {
    document: Document,
    items: Vec<crate::plan::lake::Item>,
    prices: Prices,
    files: BTreeMap<String, String>,
}

fn understood(
    directory: &Path,
    sources: &[Source],
    saved: BTreeMap<String, String>,
    place: &Where,
) -> Result<Understood> {
    let known =
        BTreeMap::from([("account".to_owned(), place.account.clone()), ("region".to_owned(), place.region.clone())]);
    let (document, said) = lake_file::read_some(sources, &known);
    let files = Files::of(directory).with_saved(saved);
    let items = desired::items(&document, &files, place);
    let items = match items {
        Ok(items) if said.is_empty() => items,
        // What is wrong with the words and with what they mean is told at once.
        meant => return Err(wrong(sources, &document.with_meant(said, meant.err().unwrap_or_default()))),
    };
    let prices = desired::prices(&document, &files).map_err(|problem| wrong(sources, &[problem]))?;
    Ok(Understood { document, items, prices, files: files.seen() })
}

fn source(path: &Path) -> Result<Source> {
    let shown = path.display();
    let unreadable = |error: std::io::Error| Error::unreadable(path, error);
    if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(Error::usage(format!("{shown} is larger than {} MiB", LARGEST >> 20)));
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let name = path.file_name().map_or_else(|| shown.to_string(), |name| name.to_string_lossy().into_owned());
    Ok(Source { name, text })
}

fn wrong(sources: &[Source], problems: &[Problem]) -> Error {
    let count = crate::domain::schema_check::counted(problems.len(), "problem");
    let name = sources.first().map_or("lake.toml", |source| source.name.as_str());
    problems.iter().fold(Error::usage(format!("{name} has {count}")), |error, problem| {
        error.at(super::show::placed(sources, problem.place, &problem.message))
    })
}

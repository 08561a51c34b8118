//! `lakectl export`

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::new_file;
use crate::context::Ctx;
use crate::domain::catalog::DatabaseName;
use crate::domain::lake_file::spec::{SECTIONS, Section};
use crate::error::{Error, Kind, Result};
use crate::outcome::Answer;
use crate::plan::lake::export::{Exported, Part, export};
use crate::render::View;
use crate::settings::PROJECT_FILE;

/// Write a lake that is there, or a part of it, as lake.toml and schema files
///
/// The plan of what is written is empty: that is made sure of before it is written. What the file cannot say is told by
/// name and left out. Arguments of jobs that may be secrets are never written.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local export\n  lakectl export prod/ --only databases,tables,grants --database sales"
)]
pub struct ExportArgs {
    /// The directory to write to; it has no lake.toml yet
    #[arg(default_value = ".")]
    directory: PathBuf,
    /// Only these sections of the file: zones, workgroups, registries, schemas, databases, tables, crawlers, jobs, …
    #[arg(long, value_name = "SECTIONS", value_delimiter = ',', value_parser = section)]
    only: Vec<String>,
    /// Only this database, with its tables, crawlers, filters and grants; can be repeated
    #[arg(long, value_name = "NAME")]
    database: Vec<DatabaseName>,
}

/// Sections that say something of the file itself, and nothing of the lake.
const OF_THE_FILE: [&str; 5] = ["guards", "scope", "prices", "recovery", "ignore"];

fn section(text: &str) -> Result<String, String> {
    if Section::named(text).is_some_and(|section| !OF_THE_FILE.contains(&section.name)) {
        return Ok(text.to_owned());
    }
    let names: Vec<&str> =
        SECTIONS.iter().map(|section| section.name).filter(|name| !OF_THE_FILE.contains(name)).collect();
    Err(format!("`{text}` is no section that can be exported: {}", names.join(", ")))
}

pub async fn run(ctx: &Ctx, args: ExportArgs) -> Result<Answer> {
    let path = args.directory.join(PROJECT_FILE);
    if path.exists() {
        return Err(exists(&path));
    }
    let read = ctx.read().await?;
    let head = format!(
        "# What was in account {}, region {}. The plan of this file was empty when it was written.\n",
        read.account().await?,
        read.region()
    );
    let part = Part { sections: args.only.into_iter().collect(), databases: args.database.into_iter().collect() };
    let progress = ctx.ui.progress_on_terminal("reading the lake");
    let exported = export(read, &part, &head, &[]).await;
    drop(progress);
    let Exported { text, files, entries, left_out } = exported?;
    for what in &left_out {
        ctx.ui.warn(&format!("left out: {what}"));
    }
    // The file comes last: while it is not there, the export can be repeated.
    for (name, text) in &files {
        let path = args.directory.join(name);
        // One that says the same already is fine.
        if !std::fs::read_to_string(&path).is_ok_and(|known| known == *text) {
            new_file::write(&path, text, exists)?;
        }
    }
    new_file::write(&path, &text, exists)?;
    let mut names: Vec<String> = vec![path.display().to_string()];
    names.extend(files.keys().map(|name| args.directory.join(name).display().to_string()));
    let mut lines: Vec<String> = names.iter().map(|name| format!("+ {name}")).collect();
    lines.push(format!("{entries} entries, {} left out", left_out.len()));
    let value = json!({ "files": names, "entries": entries, "left_out": left_out });
    Ok(Answer::done(View::lines("export", value, lines)))
}

fn exists(path: &Path) -> Error {
    Error::new(Kind::Conflict, format!("{} is there already", path.display()))
        .hint("name another directory: lakectl export DIRECTORY")
}

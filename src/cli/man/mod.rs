//! `lakectl man`

mod page;
mod roff;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::render::View;

/// Write the manual pages: one for lakectl, one per noun
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl man ~/.local/share/man/man1\n  lakectl man /tmp/man && man /tmp/man/lakectl-bucket.1"
)]
pub struct ManArgs {
    /// The directory to write them to
    directory: PathBuf,
}

pub fn run(args: &ManArgs) -> Result<Answer> {
    let mut tree = super::tree();
    tree.build();
    let mut written = vec![write(&args.directory, "lakectl", tree.clone())?];
    for noun in tree.get_subcommands().filter(|noun| !noun.is_hide_set()) {
        let name = format!("lakectl-{}", noun.get_name());
        written.push(write(&args.directory, &name, noun.clone())?);
    }
    let lines = written.iter().map(|path| path.display().to_string()).collect();
    let value = json!(written.iter().map(|path| path.display().to_string()).collect::<Vec<_>>());
    Ok(Answer::done(View::lines("pages", value, lines)))
}

fn write(directory: &Path, name: &str, command: clap::Command) -> Result<PathBuf> {
    let path = directory.join(format!("{name}.1"));
    let at = |error: std::io::Error| Error::unwritable(&path, error);
    std::fs::create_dir_all(directory).map_err(at)?;
    let page = page::of(name, command).map_err(at)?;
    std::fs::write(&path, page).map_err(at)?;
    Ok(path)
}

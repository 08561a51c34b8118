//! Bad records on their way to the operator's folder: `NAME.rejected.EXT`, and the reasons by line beside them.
//!
//! Invariant: what is there is never written over. Another file of the same name, or the same one on another day, gets a
//! number; the same records are there once.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::domain::ingest;
use crate::error::{Error, Result};

/// Bad records of a file, and where they will be.
#[derive(Debug)]
pub struct Rejects {
    folder: PathBuf,
    stem: String,
    extension: String,
    records: NamedTempFile,
    reasons: NamedTempFile,
}

impl Rejects {
    /// Of a file of this name.
    pub fn new(folder: &Path, name: &str, records: NamedTempFile, reasons: NamedTempFile) -> Self {
        let (stem, extension) = ingest::stem_and_extension(name);
        let extension = if extension.is_empty() { "txt".to_owned() } else { harmless(&extension) };
        Self { folder: folder.to_owned(), stem: harmless(&stem), extension, records, reasons }
    }

    /// Puts the records and the reasons in their place; where the records are.
    pub fn keep(&self) -> Result<PathBuf> {
        let failed = |path: &Path, error| Error::failed(format!("{} cannot be written", path.display())).because(error);
        fs::create_dir_all(&self.folder).map_err(|error| failed(&self.folder, error))?;
        for number in 1_u32.. {
            let twin = if number == 1 { String::new() } else { format!("-{number}") };
            let records = self.folder.join(format!("{}.rejected{twin}.{}", self.stem, self.extension));
            let reasons = self.folder.join(format!("{}.rejected{twin}.reasons.tsv", self.stem));
            let is_here = put(&self.records, &records).map_err(|error| failed(&records, error))?
                && put(&self.reasons, &reasons).map_err(|error| failed(&reasons, error))?;
            if is_here {
                return Ok(records);
            }
        }
        Err(Error::failed(format!("{} has no place for more bad records of {}", self.folder.display(), self.stem)))
    }
}

/// A part of a name that leads into no other folder: what comes from stdin is named by whoever sends it.
fn harmless(part: &str) -> String {
    let is_harmful = |character: char| matches!(character, '/' | '\\') || character.is_control();
    part.chars().map(|character| if is_harmful(character) { '_' } else { character }).collect()
}

/// Puts a file to a name, whole or not at all; `false` when something else has the name.
fn put(from: &NamedTempFile, to: &Path) -> io::Result<bool> {
    if to.exists() {
        return same(from.path(), to);
    }
    let mut beside = NamedTempFile::new_in(to.parent().unwrap_or(Path::new(".")))?;
    io::copy(&mut File::open(from.path())?, &mut beside)?;
    beside.as_file().sync_all()?;
    match beside.persist_noclobber(to) {
        Ok(_) => Ok(true),
        // Another file of this run was faster.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => same(from.path(), to),
        Err(error) => Err(error.error),
    }
}

/// Whether two files hold the same.
fn same(a: &Path, b: &Path) -> io::Result<bool> {
    let (mut a, mut b) = (File::open(a)?, File::open(b)?);
    if a.metadata()?.len() != b.metadata()?.len() {
        return Ok(false);
    }
    let (mut of_a, mut of_b) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = a.read(&mut of_a)?;
        if read == 0 {
            return Ok(true);
        }
        b.read_exact(&mut of_b[..read])?;
        if of_a[..read] != of_b[..read] {
            return Ok(false);
        }
    }
}

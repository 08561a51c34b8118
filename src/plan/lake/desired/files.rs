//! Files that the file names: inside its directory, or as they were when a plan was saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::error::{Error, Result};

/// The largest file that is read. What a registry takes is far less.
const LARGEST: u64 = 10 << 20;

/// The files beside `lake.toml`.
#[derive(Debug, Default)]
pub struct Files {
    directory: PathBuf,
    /// What a saved plan holds; the directory is not looked at for these.
    saved: BTreeMap<String, String>,
    /// What was read, for a plan that is to be saved.
    seen: Mutex<BTreeMap<String, String>>,
}

impl Files {
    /// The files of a directory.
    pub fn of(directory: &Path) -> Self {
        Self { directory: directory.to_owned(), ..Self::default() }
    }

    /// The same, with those of a saved plan in place of those in the directory.
    #[must_use]
    pub fn with_saved(mut self, saved: BTreeMap<String, String>) -> Self {
        self.saved = saved;
        self
    }

    /// What was read so far, by relative path.
    pub fn seen(&self) -> BTreeMap<String, String> {
        self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Where a file is, when it is inside of the directory: links do not lead out of it.
    pub fn path(&self, name: &str) -> Result<PathBuf> {
        let path = self.directory.join(name);
        let unreadable = |error: std::io::Error| Error::usage(format!("{name} cannot be read")).because(error);
        let real = std::fs::canonicalize(&path).map_err(unreadable)?;
        let home = if self.directory.as_os_str().is_empty() { Path::new(".") } else { &self.directory };
        let home = std::fs::canonicalize(home).map_err(unreadable)?;
        if !real.starts_with(&home) {
            return Err(Error::usage(format!("{name} leads out of the directory of the file")));
        }
        Ok(path)
    }

    /// The text of a file.
    pub fn text(&self, name: &str) -> Result<String> {
        let text = match self.saved.get(name) {
            Some(text) => text.clone(),
            None => self.read(name)?,
        };
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.insert(name.to_owned(), text.clone());
        Ok(text)
    }

    fn read(&self, name: &str) -> Result<String> {
        let path = self.path(name)?;
        let unreadable = |error: std::io::Error| Error::usage(format!("{name} cannot be read")).because(error);
        let size = std::fs::metadata(&path).map_err(unreadable)?;
        if size.is_dir() || size.len() > LARGEST {
            return Err(Error::usage(format!("{name} is no file of at most {} MiB", LARGEST >> 20)));
        }
        std::fs::read_to_string(&path).map_err(unreadable)
    }
}

//! Files that a command makes and never replaces.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::error::{Error, Result};

/// Writes a file that is not there yet, with the folders on the way. `exists` says what to do when it is there.
pub fn write(path: &Path, text: &str, exists: impl FnOnce(&Path) -> Error) -> Result<()> {
    let failed = |error: std::io::Error| Error::unwritable(path, error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = match std::fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(exists(path)),
        file => file.map_err(failed)?,
    };
    file.write_all(text.as_bytes()).map_err(failed)
}

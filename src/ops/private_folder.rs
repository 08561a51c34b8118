//! Folders on this machine for their owner alone: what is kept of a lake is nobody else's to read.

use std::fs;
use std::io;
use std::path::Path;

/// Makes a folder, and those above it, that nobody else can look into. What is there stays as it is.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

//! The schema in an ORC file's footer.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::domain::crawl::{FileSchema, orc_footer};
use crate::domain::orc::{LONGEST_POSTSCRIPT, Postscript};

/// Reads the footer of a file of `size` bytes; an error in words.
pub fn schema(path: &Path, size: u64) -> Result<FileSchema, String> {
    let end = |length: u64| -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(size - length))?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let unreadable = |error: io::Error| format!("cannot be read: {error}");
    let postscript = Postscript::read(&end(size.min(LONGEST_POSTSCRIPT as u64)).map_err(unreadable)?, size)?;
    let tail = end(postscript.tail_length()).map_err(unreadable)?;
    orc_footer::schema_in_tail(&tail, &postscript, size)
}

//! The schema in a Parquet file's footer.

use std::fs::File;
use std::path::Path;

use datafusion::parquet::file::reader::{FileReader, SerializedFileReader};

use crate::domain::crawl::{FileSchema, parquet_footer};

/// Reads the footer of a file of `size` bytes; an error in words.
pub fn schema(path: &Path, size: u64) -> Result<FileSchema, String> {
    let file = File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    let reader = SerializedFileReader::new(file).map_err(|error| {
        let text = error.to_string();
        format!("truncated or broken Parquet: {}", text.lines().next().unwrap_or_default())
    })?;
    parquet_footer::schema_of(reader.metadata().file_metadata(), size)
}

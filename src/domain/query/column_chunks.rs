//! How many bytes of a Parquet file some of its columns take.

use std::collections::BTreeSet;

use datafusion::parquet::file::metadata::ParquetMetaDataReader;

/// The compressed bytes of the chunks of these columns (names in lower case), from a footer without its trailer.
pub fn column_bytes(footer: &[u8], columns: &BTreeSet<String>) -> Result<u64, String> {
    let metadata = ParquetMetaDataReader::decode_metadata(footer).map_err(|error| error.to_string())?;
    let chunks = metadata.row_groups().iter().flat_map(|group| group.columns());
    let needed = chunks.filter(|chunk| {
        let root = chunk.column_path().parts().first().map(|name| name.to_lowercase());
        root.is_some_and(|root| columns.contains(&root))
    });
    Ok(needed.map(|chunk| u64::try_from(chunk.compressed_size()).unwrap_or(0)).sum())
}

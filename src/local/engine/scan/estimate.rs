//! What the footers of Parquet files say of their rows, so that the planner joins the smaller side first.
//!
//! Nothing here is taken for the truth: every figure is an estimate, none answers a query, and what cannot be read is
//! unknown. That a file is broken is told when its rows are read.

use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::Statistics;
use datafusion::common::stats::Precision;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::metadata::DFParquetMetadata;
use datafusion::execution::cache::cache_manager::FileMetadataCache;
use datafusion::object_store::ObjectMeta;
use datafusion::parquet::file::metadata::{PageIndexPolicy, ParquetMetaData};
use futures::{StreamExt, stream};

use super::store::FileStore;

/// The most footers that are read for a table; of more files, as many are taken from among all.
const MOST_FOOTERS: usize = 64;

/// Footers that are read at the same time.
const AT_ONCE: usize = 8;

/// Rows beyond which a footer is not believed.
const MOST_ROWS: i64 = 1 << 40;

/// The rows, and the least and greatest values of columns, that all of the files have together.
pub async fn of_files(
    store: &FileStore,
    footers: &Arc<FileMetadataCache>,
    schema: &SchemaRef,
    files: &[PartitionedFile],
) -> Statistics {
    let unknown = Statistics::new_unknown(schema);
    let step = files.len().div_ceil(MOST_FOOTERS).max(1);
    let looked_at: Vec<ObjectMeta> = files.iter().step_by(step).map(|file| file.object_meta.clone()).collect();
    let seen: u64 = looked_at.iter().map(|file| file.size).sum();
    let read: Vec<Option<Statistics>> =
        stream::iter(looked_at).map(|file| of_file(store, footers, schema, file)).buffered(AT_ONCE).collect().await;
    let Some(read) = read.into_iter().collect::<Option<Vec<Statistics>>>() else { return unknown };
    let Ok(merged) = Statistics::try_merge_iter(&read, schema) else { return unknown };
    let mut merged = merged.to_inexact();
    let all: u64 = files.iter().map(|file| file.object_meta.size).sum();
    if let Precision::Inexact(rows) = merged.num_rows {
        let rows = rows as u128 * u128::from(all) / u128::from(seen.max(1));
        merged.num_rows = Precision::Inexact(usize::try_from(rows).unwrap_or(usize::MAX));
    }
    merged
}

async fn of_file(
    store: &FileStore,
    footers: &Arc<FileMetadataCache>,
    schema: &SchemaRef,
    file: ObjectMeta,
) -> Option<Statistics> {
    let footer = DFParquetMetadata::new(store, &file)
        .with_file_metadata_cache(Some(Arc::clone(footers)))
        .with_page_index_policy(Some(PageIndexPolicy::Skip));
    let metadata = footer.fetch_metadata().await.ok()?;
    if !is_plausible(&metadata) {
        return None;
    }
    DFParquetMetadata::statistics_from_parquet_metadata(&metadata, schema).ok()
}

/// Whether the counts can be added and multiplied without end.
fn is_plausible(metadata: &ParquetMetaData) -> bool {
    let groups = metadata.row_groups();
    groups.iter().all(|group| (0..=MOST_ROWS).contains(&group.num_rows()))
        && groups.iter().map(|group| i128::from(group.num_rows())).sum::<i128>() <= i128::from(MOST_ROWS)
}

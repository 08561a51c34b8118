//! Reading the files of a table: one scan per group of files that are read alike.
//!
//! Every byte read from an object passes the `ScanMeter`, before decompression; it stops the query at its limit.

pub mod meter;
pub mod parquet;
pub mod store;
pub mod text;

use std::path::PathBuf;
use std::sync::Arc;

use datafusion::common::ScalarValue;

/// A file to be read and the partition values that its rows carry.
#[derive(Debug, Clone)]
pub struct ScanFile {
    pub uri: Arc<str>,
    pub path: PathBuf,
    pub size: u64,
    pub partition_values: Arc<[ScalarValue]>,
}

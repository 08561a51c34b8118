//! Reading the files of a table: one scan per group of files that are read alike.
//!
//! Every byte read from an object passes the `ScanMeter`, before decompression; it stops the query at its limit.

mod estimate;
pub mod footer;
pub mod lines;
pub mod meter;
pub mod orc;
pub mod parquet;
mod reshape;
mod rounding;
mod shape;
pub mod share;
pub mod store;
pub mod text;
pub mod unpack;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use datafusion::common::ScalarValue;

use crate::engine::source::Elsewhere;

/// A file to be read and the partition values that its rows carry.
#[derive(Debug, Clone)]
pub struct ScanFile {
    pub uri: Arc<str>,
    pub path: PathBuf,
    /// Who brings what is read of it, when it is elsewhere.
    pub elsewhere: Option<Arc<dyn Elsewhere>>,
    pub size: u64,
    pub partition_values: Arc<[ScalarValue]>,
    /// The part of a text file that is read: the lines that begin in it. None is the whole file.
    pub range: Option<Range<u64>>,
}

impl ScanFile {
    /// Whether this is a part other than the first.
    pub fn is_continued(&self) -> bool {
        self.range.as_ref().is_some_and(|range| range.start > 0)
    }
}

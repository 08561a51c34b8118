//! The one count of what a query reads.

use std::io::Read;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio_util::sync::CancellationToken;

use crate::engine::error::EngineError;

/// Bytes, rows and files read by one query, its limit, and its stop signal.
#[derive(Debug, Default)]
pub struct ScanMeter {
    bytes: AtomicU64,
    rows: AtomicU64,
    files: AtomicU64,
    partitions: AtomicU64,
    partitions_pruned: AtomicU64,
    limit: Option<u64>,
    cancel: CancellationToken,
}

/// What the meter stood at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScanStatistics {
    pub bytes: u64,
    pub rows: u64,
    pub files: u64,
    pub partitions: u64,
    pub partitions_pruned: u64,
}

impl ScanMeter {
    pub fn new(limit: Option<u64>, cancel: CancellationToken) -> Self {
        Self { limit, cancel, ..Self::default() }
    }

    /// Counts bytes that were read; fails when the query is over its limit or was stopped.
    pub fn add_bytes(&self, count: u64) -> Result<(), EngineError> {
        let before = self.bytes.fetch_add(count, Ordering::Relaxed);
        match self.limit {
            Some(limit) if before + count > limit => Err(EngineError::cutoff(limit)),
            _ => self.check(),
        }
    }

    /// Fails when the query was stopped.
    pub fn check(&self) -> Result<(), EngineError> {
        if self.cancel.is_cancelled() { Err(EngineError::cancelled()) } else { Ok(()) }
    }

    pub fn cancellation(&self) -> &CancellationToken {
        &self.cancel
    }

    pub fn add_rows(&self, count: u64) {
        self.rows.fetch_add(count, Ordering::Relaxed);
    }

    pub fn add_files(&self, count: u64) {
        self.files.fetch_add(count, Ordering::Relaxed);
    }

    pub fn add_partitions(&self, read: u64, pruned: u64) {
        self.partitions.fetch_add(read, Ordering::Relaxed);
        self.partitions_pruned.fetch_add(pruned, Ordering::Relaxed);
    }

    /// Begins to count anew.
    pub fn reset(&self) {
        for count in [&self.bytes, &self.rows, &self.files, &self.partitions, &self.partitions_pruned] {
            count.store(0, Ordering::Relaxed);
        }
    }

    pub fn statistics(&self) -> ScanStatistics {
        ScanStatistics {
            bytes: self.bytes.load(Ordering::Relaxed),
            rows: self.rows.load(Ordering::Relaxed),
            files: self.files.load(Ordering::Relaxed),
            partitions: self.partitions.load(Ordering::Relaxed),
            partitions_pruned: self.partitions_pruned.load(Ordering::Relaxed),
        }
    }
}

/// A reader whose bytes are counted.
pub struct Metered<R> {
    inner: R,
    meter: std::sync::Arc<ScanMeter>,
}

impl<R> Metered<R> {
    pub fn new(inner: R, meter: std::sync::Arc<ScanMeter>) -> Self {
        Self { inner, meter }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.meter.add_bytes(count as u64).map_err(std::io::Error::other)?;
        Ok(count)
    }
}

//! A read-only object store over the plain files that one query reads, with every byte counted.

use std::fmt;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use async_trait::async_trait;
use bytes::Bytes;
use datafusion::object_store::path::Path;
use datafusion::object_store::{
    Attributes, CopyOptions, Error, GetOptions, GetResult, GetResultPayload, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use futures::stream::{self, BoxStream};
use futures::{FutureExt, StreamExt};

use super::meter::ScanMeter;
use super::{ScanFile, footer};
use crate::engine::error::EngineError;
use crate::engine::source::{self, Elsewhere};

/// Files by number: `f0`, `f1` and so on, so that no object name has to survive as a path.
#[derive(Debug)]
pub struct FileStore {
    files: RwLock<Vec<Known>>,
    meter: Arc<ScanMeter>,
    /// Counts the reads.
    reads: AtomicU64,
    /// Whether a table of the query hides rows, so that no error may tell what was read, or where.
    hides_rows: AtomicBool,
}

/// A file of the query.
#[derive(Debug, Clone)]
struct Known {
    uri: Arc<str>,
    path: PathBuf,
    size: u64,
    elsewhere: Option<Arc<dyn Elsewhere>>,
    /// The number of its last read; 0 is none.
    last: Arc<AtomicU64>,
}

impl fmt::Display for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("lake")
    }
}

impl FileStore {
    pub fn new(meter: Arc<ScanMeter>) -> Self {
        Self { files: RwLock::default(), meter, reads: AtomicU64::new(0), hides_rows: AtomicBool::new(false) }
    }

    /// Makes a file readable; returns the name it has here.
    pub fn add(&self, file: &ScanFile) -> String {
        let ScanFile { uri, path, size, elsewhere, .. } = file.clone();
        let mut files = self.files.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.push(Known { uri, path, size, elsewhere, last: Arc::default() });
        format!("f{}", files.len() - 1)
    }

    /// From now on errors must not say what was read.
    pub fn hide_rows(&self) {
        self.hides_rows.store(true, Ordering::Relaxed);
    }

    pub fn hides_rows(&self) -> bool {
        self.hides_rows.load(Ordering::Relaxed)
    }

    /// The files of the query, the one that was read last first: the name of the object, and the file. None when rows
    /// are hidden. Those that are elsewhere are not among them: what of them was not read is not here.
    pub fn recent(&self) -> Vec<(Arc<str>, PathBuf)> {
        if self.hides_rows() {
            return Vec::new();
        }
        let files = self.files.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let here = files.iter().filter(|file| file.elsewhere.is_none());
        let mut all: Vec<(u64, &Known)> = here.map(|file| (file.last.load(Ordering::Relaxed), file)).collect();
        all.sort_by_key(|(last, _)| std::cmp::Reverse(*last));
        all.into_iter().map(|(_, file)| (Arc::clone(&file.uri), file.path.clone())).collect()
    }

    /// The object that an error of the reader calls by its number, as in `for file f3:`.
    pub fn named(&self, message: &str) -> Option<Arc<str>> {
        let (_, rest) = message.split_once(" for file f")?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = rest[..digits].parse().ok()?;
        let files = self.files.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.get(number).filter(|_| !self.hides_rows()).map(|file| Arc::clone(&file.uri))
    }

    fn find(&self, location: &Path) -> Result<Known> {
        let files = self.files.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        location
            .as_ref()
            .strip_prefix('f')
            .and_then(|number| number.parse::<usize>().ok())
            .and_then(|number| files.get(number).cloned())
            .ok_or_else(|| Error::NotFound { path: location.to_string(), source: "no such file in this query".into() })
    }

    async fn read(&self, location: &Path, ranges: Vec<Range<u64>>) -> Result<Vec<Bytes>> {
        let Known { uri, path, size, elsewhere, last } = self.find(location)?;
        last.store(self.reads.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
        let total: u64 = ranges.iter().map(|range| range.end - range.start).sum();
        self.meter.add_bytes(total).map_err(generic)?;
        source::bring(elsewhere.as_deref(), &uri, &ranges).await.map_err(generic)?;
        tokio::task::spawn_blocking(move || {
            let mut file = std::fs::File::open(&path).map_err(generic)?;
            ranges
                .into_iter()
                .map(|range| {
                    file.seek(SeekFrom::Start(range.start)).map_err(generic)?;
                    let length = usize::try_from(range.end - range.start).map_err(generic)?;
                    let mut buffer = Vec::with_capacity(length);
                    Read::take(&mut file, range.end - range.start).read_to_end(&mut buffer).map_err(generic)?;
                    if buffer.len() < length {
                        let text = format_args!("{uri} is shorter than it was: a read at {} failed", range.start);
                        return Err(generic(EngineError::user("HIVE_CANNOT_OPEN_SPLIT", text)));
                    }
                    footer::check(&buffer, range.end, size).map_err(|lie| {
                        generic(EngineError::user("HIVE_BAD_DATA", format_args!("{lie} (object {uri})")))
                    })?;
                    Ok(Bytes::from(buffer))
                })
                .collect()
        })
        .await
        .map_err(generic)?
    }
}

fn generic(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Generic { store: "lake", source: source.into() }
}

fn read_only() -> Error {
    Error::NotSupported { source: "the files of a query are read only".into() }
}

#[async_trait]
impl ObjectStore for FileStore {
    async fn put_opts(&self, _: &Path, _: PutPayload, _: PutOptions) -> Result<PutResult> {
        Err(read_only())
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        Err(read_only())
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let size = self.find(location)?.size;
        let meta = ObjectMeta {
            location: location.clone(),
            last_modified: Default::default(),
            size,
            e_tag: None,
            version: None,
        };
        let range = match &options.range {
            Some(range) => range.as_range(size).map_err(generic)?,
            None => 0..size,
        };
        let payload = if options.head {
            GetResultPayload::Stream(stream::empty().boxed())
        } else {
            let parts = self.read(location, vec![range.clone()]).await?;
            GetResultPayload::Stream(stream::iter(parts.into_iter().map(Ok)).boxed())
        };
        Ok(GetResult { payload, meta, range, attributes: Attributes::default() })
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        self.read(location, ranges.to_vec()).await
    }

    fn delete_stream(&self, _: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        futures::future::ready(Err(read_only())).into_stream().boxed()
    }

    fn list(&self, _: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        futures::future::ready(Err(read_only())).into_stream().boxed()
    }

    async fn list_with_delimiter(&self, _: Option<&Path>) -> Result<ListResult> {
        Err(read_only())
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        Err(read_only())
    }
}

//! A read-only object store over the plain files that one query reads, with every byte counted.

use std::fmt;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
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

/// Files by number: `f0`, `f1` and so on, so that no object name has to survive as a path.
#[derive(Debug)]
pub struct FileStore {
    files: RwLock<Vec<(PathBuf, u64)>>,
    meter: Arc<ScanMeter>,
}

impl fmt::Display for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("lake")
    }
}

impl FileStore {
    pub fn new(meter: Arc<ScanMeter>) -> Self {
        Self { files: RwLock::default(), meter }
    }

    /// Makes a file readable; returns the name it has here.
    pub fn add(&self, path: PathBuf, size: u64) -> String {
        let mut files = self.files.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.push((path, size));
        format!("f{}", files.len() - 1)
    }

    fn find(&self, location: &Path) -> Result<(PathBuf, u64)> {
        let files = self.files.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        location
            .as_ref()
            .strip_prefix('f')
            .and_then(|number| number.parse::<usize>().ok())
            .and_then(|number| files.get(number).cloned())
            .ok_or_else(|| Error::NotFound { path: location.to_string(), source: "no such file in this query".into() })
    }

    async fn read(&self, location: &Path, ranges: Vec<Range<u64>>) -> Result<Vec<Bytes>> {
        let (path, _) = self.find(location)?;
        let total: u64 = ranges.iter().map(|range| range.end - range.start).sum();
        self.meter.add_bytes(total).map_err(generic)?;
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
                        return Err(generic(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)));
                    }
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
        let (_, size) = self.find(location)?;
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

//! Rows into a file: the whole file or none of it.

#[cfg(feature = "local")]
mod columnar;

use std::io::Write as _;
use std::path::Path;

use super::stream::{Sink, document};
use super::{Format, RowColumn, RowStyle, Rows};
use crate::domain::query::ResultColumn;
use crate::domain::query::batch::Batch;
use crate::error::{Error, Result};

/// How a file is written; its name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// As `-o` writes it.
    Text(Format),
    /// Parquet.
    Parquet,
    /// Arrow's file format.
    Arrow,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// Rows.
    pub rows: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// How a file of this name is written.
pub fn kind(path: &Path) -> Result<FileKind> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("").to_ascii_lowercase();
    let kind = match extension.as_str() {
        "csv" => FileKind::Text(Format::Csv),
        "tsv" => FileKind::Text(Format::Tsv),
        "json" => FileKind::Text(Format::Json),
        "jsonl" | "ndjson" => FileKind::Text(Format::Jsonl),
        "md" => FileKind::Text(Format::Markdown),
        "parquet" => FileKind::Parquet,
        "arrow" | "feather" => FileKind::Arrow,
        _ => {
            return Err(Error::usage(format!("the name {} does not say how the file is written", path.display()))
                .hint("it ends in .csv, .tsv, .json, .jsonl, .md, .parquet or .arrow"));
        }
    };
    if cfg!(not(feature = "local")) && !matches!(kind, FileKind::Text(_)) {
        return Err(Error::usage(format!("this lakectl was built without a writer of .{extension} files"))
            .hint("write .csv, .json or .jsonl, or build it with the feature `local`"));
    }
    Ok(kind)
}

/// Writes all rows. What was at the path stays until the file is whole.
pub fn write(path: &Path, mut rows: Box<dyn Rows>) -> Result<Saved> {
    let kind = kind(path)?;
    let broken = |error: std::io::Error| Error::unwritable(path, error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = like_any_other(path).prefix(".lakectl-").tempfile_in(folder).map_err(broken)?;
    let mut counted = Counted { rows: rows.as_mut(), count: 0 };
    match kind {
        FileKind::Text(format) => {
            let mut sink = FileSink { file: std::io::BufWriter::with_capacity(1 << 20, file.as_file_mut()), path };
            document(&mut sink, &mut counted, format, "rows")?;
            sink.file.flush().map_err(broken)?;
        }
        #[cfg(feature = "local")]
        FileKind::Parquet | FileKind::Arrow => {
            columnar::write(file.as_file_mut(), &mut counted, kind)
                .map_err(|error| error.context(format!("{} cannot be written", path.display())))?;
        }
        #[cfg(not(feature = "local"))]
        FileKind::Parquet | FileKind::Arrow => return Err(Error::usage("this lakectl writes no such files")),
    }
    let count = counted.count;
    let bytes = file.as_file().metadata().map_err(broken)?.len();
    file.persist(path).map_err(|error| broken(error.error))?;
    rows.shown();
    Ok(Saved { rows: count, bytes })
}

/// Temporary files are for their owner alone. This one is as the file that it replaces, or else as any new file: the
/// process's mask decides.
fn like_any_other<'a, 'b>(path: &Path) -> tempfile::Builder<'a, 'b> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).map_or(0o666, |about| about.permissions().mode() & 0o777);
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = path;
    builder
}

struct FileSink<'a> {
    file: std::io::BufWriter<&'a mut std::fs::File>,
    path: &'a Path,
}

impl Sink for FileSink<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let path = self.path;
        self.file
            .write_all(bytes)
            .map_err(|error| Error::failed(format!("{} cannot be written", path.display())).because(error))
    }

    fn is_terminal(&self) -> bool {
        false
    }
}

/// Rows that are counted on their way.
struct Counted<'a> {
    rows: &'a mut dyn Rows,
    count: u64,
}

impl Rows for Counted<'_> {
    fn columns(&self) -> &[RowColumn] {
        self.rows.columns()
    }

    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let more = self.rows.next(batch)?;
        self.count += batch.len() as u64;
        Ok(more)
    }

    fn kinds(&self) -> &[ResultColumn] {
        self.rows.kinds()
    }

    fn style(&self) -> RowStyle {
        self.rows.style()
    }
}

//! Documents in files: lines of JSON, compressed; partitions in columns.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::columnar;
use crate::domain::backup::{Kind, Part};
use crate::error::{Error, Result};

/// The longest line that is read: one document.
const LONGEST: u64 = 64 << 20;

/// A file that knows its checksum.
#[derive(Debug)]
pub struct Counted {
    file: NamedTempFile,
    digest: Sha256,
    bytes: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Counted {
    fn new(file: NamedTempFile) -> Self {
        Self { file, digest: Sha256::new(), bytes: 0 }
    }
}

/// A file that is complete.
#[derive(Debug)]
pub struct Packed {
    /// The file.
    pub file: NamedTempFile,
    /// How its name ends.
    pub ending: &'static str,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub bytes: u64,
    /// The documents in it.
    pub documents: u64,
}

enum Body {
    Lines(Box<GzEncoder<Counted>>),
    Columns(Box<columnar::Writer<Counted>>),
}

/// A file that is being filled.
pub struct Packer {
    body: Body,
    documents: u64,
}

impl std::fmt::Debug for Packer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Packer").field("documents", &self.documents).finish_non_exhaustive()
    }
}

fn unwritable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::failed("a file of the backup cannot be written").because(error)
}

impl Packer {
    /// A file for documents of a kind.
    pub fn new(kind: Kind, file: NamedTempFile) -> Result<Self> {
        let file = Counted::new(file);
        let body = if kind == Kind::Partitions && columnar::IS_THERE {
            Body::Columns(Box::new(columnar::Writer::new(file).map_err(unwritable)?))
        } else {
            Body::Lines(Box::new(GzEncoder::new(file, Compression::default())))
        };
        Ok(Self { body, documents: 0 })
    }

    /// Adds documents.
    pub fn add(&mut self, documents: &[Value]) -> Result<()> {
        match &mut self.body {
            Body::Lines(lines) => {
                for document in documents {
                    serde_json::to_writer(&mut *lines, document).map_err(unwritable)?;
                    lines.write_all(b"\n").map_err(unwritable)?;
                }
            }
            Body::Columns(columns) => columns.add(documents).map_err(unwritable)?,
        }
        self.documents += documents.len() as u64;
        Ok(())
    }

    /// Completes the file, down to the disk.
    pub fn finish(self) -> Result<Packed> {
        let (counted, ending) = match self.body {
            Body::Lines(lines) => (lines.finish().map_err(unwritable)?, "jsonl.gz"),
            Body::Columns(columns) => (columns.finish().map_err(unwritable)?, "parquet"),
        };
        counted.file.as_file().sync_all().map_err(unwritable)?;
        Ok(Packed {
            file: counted.file,
            ending,
            sha256: hex::encode(counted.digest.finalize()),
            bytes: counted.bytes,
            documents: self.documents,
        })
    }
}

/// The documents of a part, some at a time.
pub enum Documents {
    /// Lines of JSON.
    Lines(Box<dyn BufRead + Send>, Part),
    /// Columns.
    Columns(Box<columnar::Reader>, Part),
}

impl std::fmt::Debug for Documents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (Self::Lines(_, part) | Self::Columns(_, part)) = self;
        f.debug_struct("Documents").field("part", part).finish_non_exhaustive()
    }
}

/// How many documents are read at a time.
const BATCH: usize = 1000;

/// Opens a file of a backup whose checksum was found right.
pub fn documents(path: &Path, part: &Part) -> Result<Documents> {
    let unreadable = |error: &dyn std::fmt::Display| {
        Error::failed(format!("{} of the backup cannot be read", part.file)).because(error.to_string())
    };
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    if part.file.ends_with(".parquet") {
        let reader = columnar::Reader::open(file, &part.of, BATCH).map_err(|error| unreadable(&error))?;
        return Ok(Documents::Columns(Box::new(reader), part.clone()));
    }
    Ok(Documents::Lines(Box::new(BufReader::new(MultiGzDecoder::new(BufReader::new(file)))), part.clone()))
}

impl Documents {
    /// The next documents; none at the end.
    pub fn read(&mut self) -> Result<Option<Vec<Value>>> {
        match self {
            Self::Columns(reader, part) => reader.next().map_err(|why| broken(part, &why)),
            Self::Lines(lines, part) => {
                let mut found = Vec::new();
                let mut line = Vec::new();
                while found.len() < BATCH {
                    line.clear();
                    let read = lines.by_ref().take(LONGEST).read_until(b'\n', &mut line);
                    if read.map_err(|error| broken(part, &error.to_string()))? == 0 {
                        break;
                    }
                    if line.last() != Some(&b'\n') {
                        return Err(broken(part, "it has a line that does not end"));
                    }
                    let document: Value =
                        serde_json::from_slice(&line).map_err(|error| broken(part, &error.to_string()))?;
                    if !document.is_object() {
                        return Err(broken(part, "it has a line that is no document"));
                    }
                    found.push(document);
                }
                Ok((!found.is_empty()).then_some(found))
            }
        }
    }

    /// All of them.
    pub fn all(mut self) -> Result<Vec<Value>> {
        let mut all = Vec::new();
        while let Some(some) = self.read()? {
            all.extend(some);
        }
        Ok(all)
    }
}

fn broken(part: &Part, why: &str) -> Error {
    Error::failed(format!("{} of the backup is broken", part.file)).because(why.to_owned())
}

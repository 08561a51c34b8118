//! Where backups are: a folder, or a place in S3. `backups/ID.json` are the manifests, `parts/` the files,
//! `drills/` what was found when backups were tried.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::pack::Packed;
use crate::aws::{NewUpload, Read, StoredObject, Write};
use crate::domain::backup::{Drill, Part};
use crate::domain::bucket::BucketName;
use crate::domain::crawl::CrawlTarget;
use crate::error::{Error, Kind, Result};
use crate::private_folder::make_private;

/// The folder of the manifests.
const BACKUPS: &str = "backups";
/// The folder of what was found when backups were tried.
const DRILLS: &str = "drills";
/// The folder of the files.
const PARTS: &str = "parts";
/// How much of an object is asked for at once.
const PIECE: u64 = 8 << 20;
/// The largest manifest that is read.
const LARGEST: u64 = 256 << 20;
/// How the names of files begin that are not complete.
const UNFINISHED: &str = ".unfinished-";

/// A place for backups.
#[derive(Debug, Clone)]
pub enum Store {
    /// A folder.
    Folder(PathBuf),
    /// A place in S3, and who reads there.
    Bucket {
        /// The bucket.
        bucket: BucketName,
        /// With a slash at its end, or empty.
        prefix: String,
        /// Who reads.
        read: Read,
    },
}

/// A file of a backup on this machine.
#[derive(Debug)]
pub struct Fetched {
    /// Where it is.
    pub path: PathBuf,
    /// What is removed when it is no longer needed.
    _copy: Option<NamedTempFile>,
}

fn cannot(what: &str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let shown = format!("{} cannot be {what}", path.display());
    move |error| Error::failed(shown).because(error)
}

impl Store {
    /// The folder, or the place in S3.
    pub fn of_place(place: &CrawlTarget, read: &Read) -> Result<Self> {
        let bucket = place.bucket.parse().map_err(|error: String| Error::usage(error))?;
        let prefix = if place.prefix.is_empty() { String::new() } else { format!("{}/", place.prefix) };
        Ok(Self::Bucket { bucket, prefix, read: read.clone() })
    }

    /// The place as it is written.
    pub fn shown(&self) -> String {
        match self {
            Self::Folder(folder) => folder.display().to_string(),
            Self::Bucket { bucket, prefix, .. } => format!("s3://{bucket}/{prefix}"),
        }
    }

    /// A file to be filled, where it can be moved to its name.
    pub fn scratch(&self) -> Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED);
        match self {
            Self::Folder(folder) => {
                let parts = folder.join(PARTS);
                make_private(&parts).map_err(cannot("made", &parts))?;
                builder.tempfile_in(&parts).map_err(cannot("written to", &parts))
            }
            Self::Bucket { .. } => builder.tempfile().map_err(|error| {
                Error::failed("a file cannot be made in the folder for temporary ones").because(error)
            }),
        }
    }

    /// The files that are there, with their bytes.
    pub async fn parts(&self) -> Result<BTreeMap<String, u64>> {
        self.files(PARTS).await
    }

    /// The manifests that are there, by the backup's name, oldest first.
    pub async fn ids(&self) -> Result<Vec<String>> {
        Ok(ids(self.files(BACKUPS).await?))
    }

    /// As [`Store::ids`], in one call; an error when there are more.
    pub async fn some_ids(&self) -> Result<Vec<String>> {
        Ok(ids(self.some_files(BACKUPS).await?))
    }

    /// As [`Store::drills`], in one call; an error when there are more.
    pub async fn some_drills(&self) -> Result<Vec<Drill>> {
        Ok(drills(self.some_files(DRILLS).await?))
    }

    /// The drills that were noted, oldest first.
    pub async fn drills(&self) -> Result<Vec<Drill>> {
        Ok(drills(self.files(DRILLS).await?))
    }

    /// Notes a drill, with what was found in it.
    pub async fn put_drill(&self, drill: &Drill, found: &[u8], write: Option<&Write>) -> Result<()> {
        let mut file = self.scratch()?;
        let done = file.write_all(found).and_then(|()| file.as_file().sync_all());
        done.map_err(|error| Error::failed("what the drill found cannot be written").because(error))?;
        self.put(file, &format!("{DRILLS}/{drill}.json"), write).await
    }

    async fn files(&self, below: &str) -> Result<BTreeMap<String, u64>> {
        match self {
            Self::Folder(folder) => {
                let folder = folder.join(below);
                let mut found = BTreeMap::new();
                let entries = match fs::read_dir(&folder) {
                    Ok(entries) => entries,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
                    Err(error) => return Err(cannot("read", &folder)(error)),
                };
                for entry in entries {
                    let entry = entry.map_err(cannot("read", &folder))?;
                    let name = entry.file_name().to_string_lossy().into_owned();
                    if !name.starts_with(UNFINISHED) {
                        let bytes = entry.metadata().map_err(cannot("read", &folder))?.len();
                        found.insert(format!("{below}/{name}"), bytes);
                    }
                }
                Ok(found)
            }
            Self::Bucket { bucket, prefix, read } => {
                Ok(relative(read.objects(bucket, &format!("{prefix}{below}/")).await?, prefix))
            }
        }
    }

    /// As [`Store::files`], in one call; an error when there are more.
    async fn some_files(&self, below: &str) -> Result<BTreeMap<String, u64>> {
        let Self::Bucket { bucket, prefix, read } = self else { return self.files(below).await };
        match read.object_page(bucket, &format!("{prefix}{below}/"), None).await? {
            (objects, None) => Ok(relative(objects, prefix)),
            (_, Some(_)) => Err(Error::failed(format!("there are very many {below} in {}", self.shown()))),
        }
    }

    /// Whether a file that is there, of the right size, is what its name says. A folder's is read; S3 keeps checksums of its own
    /// and does not rot.
    pub fn is_sound(&self, path: &str, sha256: &str) -> Result<bool> {
        let Self::Folder(folder) = self else { return Ok(true) };
        let path = folder.join(path);
        match digest_of(&path) {
            Ok(found) => Ok(found == sha256),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(cannot("read", &path)(error)),
        }
    }

    /// The path of a file that is named by what it holds.
    pub fn path_of(packed: &Packed) -> String {
        format!("{PARTS}/{}.{}", packed.sha256, packed.ending)
    }

    /// Puts a complete file to its name. A manifest is never written over another: that is a conflict.
    pub async fn put(&self, file: NamedTempFile, path: &str, write: Option<&Write>) -> Result<()> {
        let is_document = path.ends_with(".json");
        match self {
            Self::Folder(folder) => {
                let to = folder.join(path);
                if let Some(parent) = to.parent() {
                    make_private(parent).map_err(cannot("made", parent))?;
                    let is_manifest = path.starts_with(BACKUPS);
                    let done = if is_manifest { file.persist_noclobber(&to) } else { file.persist(&to) };
                    done.map_err(|error| match error.error.kind() {
                        std::io::ErrorKind::AlreadyExists => {
                            Error::new(Kind::Conflict, format!("{} is there already", to.display()))
                        }
                        _ => cannot("written", &to)(error.error),
                    })?;
                    // The name is to last as long as what it names.
                    fs::File::open(parent).and_then(|folder| folder.sync_all()).map_err(cannot("written", parent))?;
                }
                Ok(())
            }
            Self::Bucket { bucket, prefix, .. } => {
                let write =
                    write.ok_or_else(|| Error::failed("a backup is written without the right to; this is a bug"))?;
                let upload = NewUpload {
                    bucket,
                    key: &format!("{prefix}{path}"),
                    file: file.path(),
                    content_type: if is_document { "application/json" } else { "application/octet-stream" },
                    metadata: &BTreeMap::new(),
                    replaces: !is_document,
                };
                write.upload(&upload).await
            }
        }
    }

    /// Writes a manifest: the last thing that makes a backup one.
    pub async fn put_manifest(&self, id: &str, bytes: &[u8], write: Option<&Write>) -> Result<()> {
        let mut file = self.scratch()?;
        let done = file.write_all(bytes).and_then(|()| file.as_file().sync_all());
        done.map_err(|error| Error::failed("the manifest cannot be written").because(error))?;
        self.put(file, &format!("{BACKUPS}/{id}.json"), write).await
    }

    /// The bytes of a manifest.
    pub async fn manifest(&self, id: &str) -> Result<Vec<u8>> {
        let path = format!("{BACKUPS}/{id}.json");
        match self {
            Self::Folder(folder) => {
                let path = folder.join(path);
                let mut bytes = Vec::new();
                let file = fs::File::open(&path).map_err(cannot("read", &path))?;
                file.take(LARGEST).read_to_end(&mut bytes).map_err(cannot("read", &path))?;
                Ok(bytes)
            }
            Self::Bucket { bucket, prefix, read } => {
                let key = format!("{prefix}{path}");
                let size = read.objects(bucket, &key).await?.into_iter().find(|object| object.key == key);
                let size = size.ok_or_else(|| Error::not_found(format!("there is no backup `{id}`")))?.size;
                let mut bytes = Vec::new();
                let end = size.min(LARGEST);
                while (bytes.len() as u64) < end {
                    let from = bytes.len() as u64;
                    bytes.extend_from_slice(&read.object_part(bucket, &key, from, PIECE.min(end - from)).await?);
                }
                Ok(bytes)
            }
        }
    }

    /// A file of a backup, found to be what its checksum says.
    pub async fn fetch(&self, part: &Part) -> Result<Fetched> {
        let (found, fetched) = match self {
            Self::Folder(folder) => {
                let path = folder.join(&part.file);
                let found = match digest_of(&path) {
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                        return Err(self.lost(part, "is not there"));
                    }
                    found => found.map_err(cannot("read", &path))?,
                };
                (found, Fetched { path, _copy: None })
            }
            Self::Bucket { bucket, prefix, read } => {
                let (mut copy, mut digest) = (self.scratch()?, Sha256::new());
                let (key, mut from) = (format!("{prefix}{}", part.file), 0);
                while from < part.bytes {
                    let asked = read.object_part(bucket, &key, from, PIECE.min(part.bytes - from)).await;
                    let piece = match asked {
                        Err(error) if error.kind() == Kind::NotFound => return Err(self.lost(part, "is not there")),
                        piece => piece?,
                    };
                    if piece.is_empty() {
                        break;
                    }
                    digest.update(&piece);
                    from += piece.len() as u64;
                    copy.write_all(&piece)
                        .map_err(|error| Error::failed("a file of the backup cannot be kept").because(error))?;
                }
                (hex::encode(digest.finalize()), Fetched { path: copy.path().to_owned(), _copy: Some(copy) })
            }
        };
        if found != part.sha256 {
            return Err(self.lost(part, "is not what it was: its checksum differs"));
        }
        Ok(fetched)
    }

    fn lost(&self, part: &Part, how: &str) -> Error {
        Error::failed(format!("{} of the backup {how}", part.file))
            .hint("restore a backup that is whole: lakectl backup list PLACE")
            .hint("while the lake still has what is in it, a new backup writes the file again: lakectl backup PLACE")
    }
}

/// The SHA-256 of a file, in hexadecimal.
fn digest_of(path: &Path) -> std::io::Result<String> {
    let (mut file, mut digest, mut piece) = (fs::File::open(path)?, Sha256::new(), vec![0; 1 << 20]);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(hex::encode(digest.finalize()));
        }
        digest.update(&piece[..read]);
    }
}

/// Objects by their paths below a prefix, with their bytes.
fn relative(objects: Vec<StoredObject>, prefix: &str) -> BTreeMap<String, u64> {
    let path = |object: StoredObject| Some((object.key.strip_prefix(prefix)?.to_owned(), object.size));
    objects.into_iter().filter_map(path).collect()
}

fn ids(files: BTreeMap<String, u64>) -> Vec<String> {
    let id = |file: &String| file.strip_prefix(&format!("{BACKUPS}/"))?.strip_suffix(".json").map(str::to_owned);
    // By their names, not those of their files: `-002` comes after nothing, and before a dot.
    let mut ids: Vec<String> = files.keys().filter_map(id).collect();
    ids.sort();
    ids
}

fn drills(files: BTreeMap<String, u64>) -> Vec<Drill> {
    let name = |file: &String| file.strip_prefix(&format!("{DRILLS}/"))?.strip_suffix(".json").and_then(Drill::of_name);
    let mut drills: Vec<Drill> = files.keys().filter_map(name).collect();
    drills.sort();
    drills
}

//! What a source has already: looked up by name and by size, told by checksum.
//!
//! Invariant: the listing is streamed, and what is kept of it has a limit: the objects of the names of this run, and the
//! sizes of a source that is not too large. Beyond that, the same content is found under the same name only.

use std::collections::{BTreeSet, HashMap, HashSet};

use tokio::task::JoinSet;

use super::{CHECKSUM_KEY, IngestOptions, Prepared, Source};
use crate::aws::{Read, Tokens};
use crate::domain::bucket::BucketName;
use crate::domain::ingest;
use crate::error::{Error, Result};

/// Questions for metadata that are on their way at once.
const AT_ONCE: usize = 16;
/// Up to so many objects of a source, contents are looked up by their size, too.
const BY_SIZE_OBJECTS: usize = 100_000;
/// The most objects of one size that are asked.
const OF_ONE_SIZE: usize = 64;

/// The objects of a source, as far as they can be of this run's contents.
#[derive(Debug, Default)]
pub struct Known {
    by_stem: HashMap<String, Vec<String>>,
    by_size: HashMap<u64, Vec<String>>,
}

impl Known {
    /// Lists what the source has, once for all files of a run.
    pub async fn list(read: &Read, options: &IngestOptions, files: &[Source]) -> Result<Self> {
        let stems: HashSet<String> = files.iter().map(|file| ingest::key_stem(&file.name)).collect();
        let prefix = format!("{}/", options.source.as_str());
        let (mut known, mut count, mut tokens, mut token) = (Self::default(), 0, Tokens::default(), None);
        loop {
            let (objects, next) = read.object_page(&options.bucket, &prefix, token).await?;
            count += objects.len();
            if count > BY_SIZE_OBJECTS {
                known.by_size = HashMap::new();
            }
            for object in objects {
                for stem in ingest::stems_of_key(&object.key) {
                    if let Some(stem) = stems.get(stem) {
                        known.by_stem.entry(stem.clone()).or_default().push(object.key.clone());
                    }
                }
                if count <= BY_SIZE_OBJECTS {
                    known.by_size.entry(object.size).or_default().push(object.key);
                }
            }
            token = tokens.next("objects", next)?;
            if token.is_none() {
                return Ok(known);
            }
        }
    }

    /// The key of the object with this content.
    pub async fn find(&self, read: &Read, bucket: &BucketName, prepared: &Prepared) -> Result<Option<String>> {
        let same_name = self.by_stem.get(&ingest::key_stem(&prepared.name)).into_iter().flatten();
        let same_size = self.by_size.get(&prepared.stored_bytes).into_iter().flatten().rev().take(OF_ONE_SIZE);
        // The newest first: that is the likeliest one.
        let candidates: BTreeSet<&String> = same_name.chain(same_size).collect();
        let mut candidates = candidates.into_iter().rev();
        loop {
            let mut tasks = JoinSet::new();
            for key in candidates.by_ref().take(AT_ONCE) {
                let (read, bucket, key) = (read.clone(), bucket.clone(), key.clone());
                tasks.spawn(async move { (read.object_metadata(&bucket, &key).await, key) });
            }
            if tasks.is_empty() {
                return Ok(None);
            }
            let mut found = None;
            while let Some(done) = tasks.join_next().await {
                let (metadata, key) = done.map_err(|error| Error::failed("a question broke off").because(error))?;
                let is_same = metadata?.is_some_and(|metadata| metadata.get(CHECKSUM_KEY) == Some(&prepared.checksum));
                // The last of equals, whichever answer came first.
                found = found.max(is_same.then_some(key));
            }
            if found.is_some() {
                return Ok(found);
            }
        }
    }
}

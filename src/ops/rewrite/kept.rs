//! What a rewrite keeps in the lake: a table that is being filled, and below its place the journal and the list of the old
//! files, in a folder that queries do not see.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::survey::{Survey, place};
use super::{Wish, staged};
use crate::aws::{Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::rewrite::{Journal, Phase, STAGING_MARK, SourceFile, StagedFile, StepState};
use crate::error::{Error, Kind, Result};

/// The folder below the new files' place. Queries do not see what begins with an underscore.
pub const FOLDER: &str = "_lakectl/";
const JOURNAL: &str = "journal.json";
const FILES: &str = "files.json";
/// What may be left below a place without a rewrite there.
pub const LEFTOVER: &str = "_lakectl/files.json";

/// A rewrite that was begun.
#[derive(Debug, Clone)]
pub struct Kept {
    pub journal: Journal,
    /// `s3://…/`
    pub base: String,
    /// The state of the journal that was seen.
    etag: String,
}

/// The files of one old partition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldFiles {
    /// The partition's values; none for a table without partitions.
    pub values: Vec<String>,
    pub files: Vec<SourceFile>,
}

impl Kept {
    /// The bucket and prefix of the new files.
    pub fn place(&self) -> Result<(BucketName, String)> {
        place(&self.base, &self.journal.target)
    }

    /// Writes the journal down. Somebody else who works on the same is a conflict.
    pub async fn save(&mut self, write: &Write) -> Result<()> {
        let (bucket, prefix) = self.place()?;
        let text = serde_json::to_string(&self.journal)
            .map_err(|error| Error::failed("the journal cannot be written").because(error))?;
        let key = format!("{prefix}{FOLDER}{JOURNAL}");
        self.etag =
            write.put_document(&bucket, &key, &text, Some(&self.etag)).await.map_err(|error| match error.kind() {
                Kind::Conflict => error.hint("somebody else rewrites the same table at this moment: let them finish"),
                _ => error,
            })?;
        Ok(())
    }

    /// Forgets what was copied, and removes it.
    pub async fn reset(&mut self, write: &Write) -> Result<()> {
        for step in &mut self.journal.steps {
            step.state = StepState::Pending;
        }
        self.save(write).await?;
        let (bucket, strangers) = self.strangers(write).await?;
        remove(write, &bucket, &strangers.into_iter().map(|file| file.key).collect::<Vec<_>>()).await
    }

    /// The files below the place that no step has written as far as the journal knows.
    pub async fn strangers(&self, read: &Read) -> Result<(BucketName, Vec<StagedFile>)> {
        let (bucket, prefix) = self.place()?;
        let known: BTreeSet<&str> = self.journal.staged().map(|file| file.key.as_str()).collect();
        let objects = read.objects(&bucket, &prefix).await?.into_iter();
        let strangers = objects
            .filter(|object| !object.key[prefix.len()..].starts_with(FOLDER) && !known.contains(object.key.as_str()))
            .map(|object| StagedFile { key: object.key, bytes: object.size })
            .collect();
        Ok((bucket, strangers))
    }

    /// `s3://…` of the journal.
    pub fn uri(&self) -> String {
        format!("{}{FOLDER}{JOURNAL}", self.base)
    }

    /// The old files, by their partition.
    pub async fn old_files(&self, read: &Read) -> Result<BTreeMap<Vec<String>, Vec<SourceFile>>> {
        let (bucket, prefix) = self.place()?;
        let key = format!("{prefix}{FOLDER}{FILES}");
        let found = read.document(&bucket, &key).await?;
        let found =
            found.ok_or_else(|| Error::failed(format!("s3://{bucket}/{key}, the list of the old files, is gone")))?;
        let parts: Vec<OldFiles> = parsed(&found.text, &format!("s3://{bucket}/{key}"))?;
        Ok(parts.into_iter().map(|part| (part.values, part.files)).collect())
    }
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str, uri: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::failed(format!("{uri} cannot be read")).because(error))
}

/// The rewrite that was begun for a target, if there is one.
pub async fn find(read: &Read, wish: &Wish) -> Result<Option<Kept>> {
    let name = wish.staging()?;
    let Some(table) = read.table(&name).await? else { return Ok(None) };
    let Some(run) = table.parameter(STAGING_MARK) else {
        return Err(Error::new(Kind::Conflict, format!("`{name}` is a table that no rewrite has made"))
            .hint("rename or delete it: rewrites need its name"));
    };
    let base = table.location.clone().unwrap_or_default();
    let found = load(read, &base).await?;
    Ok(found.filter(|kept| kept.journal.run == run))
}

/// The journal below a place.
pub async fn load(read: &Read, base: &str) -> Result<Option<Kept>> {
    let (bucket, prefix) = place(base, "the rewrite")?;
    let key = format!("{prefix}{FOLDER}{JOURNAL}");
    let Some(document) = read.document(&bucket, &key).await? else { return Ok(None) };
    let journal: Journal = parsed(&document.text, &format!("s3://{bucket}/{key}"))?;
    if journal.format != Journal::FORMAT {
        return Err(Error::failed(format!("s3://{bucket}/{key} was written by another version of lakectl"))
            .hint("finish that rewrite with the version that began it"));
    }
    Ok(Some(Kept { journal, base: base.to_owned(), etag: document.etag }))
}

/// Makes the table that is filled, and writes the first state down. What a run left that died in the middle of this goes.
pub async fn begin(write: &Write, wish: &Wish, survey: &Survey, base: String, journal: Journal) -> Result<Kept> {
    let name = wish.staging()?;
    if let Some(table) = write.table(&name).await? {
        debug_assert!(table.parameter(STAGING_MARK).is_some(), "a stranger's table was refused before");
        write.delete_table(&name).await?;
    }
    write.create_table(&staged(wish, survey, &base, &journal.run)?).await?;
    let (bucket, prefix) = place(&base, &journal.target)?;
    let old: Vec<OldFiles> =
        survey.parts.iter().map(|part| OldFiles { values: part.values.clone(), files: part.files.clone() }).collect();
    let text = |error| Error::failed("the journal cannot be written").because(error);
    let files = serde_json::to_string(&old).map_err(text)?;
    let list = format!("{prefix}{FOLDER}{FILES}");
    remove(write, &bucket, std::slice::from_ref(&list)).await?;
    write.put_document(&bucket, &list, &files, None).await?;
    let first = serde_json::to_string(&journal).map_err(text)?;
    let etag = write.put_document(&bucket, &format!("{prefix}{FOLDER}{JOURNAL}"), &first, None).await?;
    Ok(Kept { journal, base, etag })
}

/// Removes everything of a rewrite that was not swapped. When this is killed in the middle, the journal says that nothing
/// is copied, or is gone.
pub async fn abandon(write: &Write, wish: &Wish, kept: &mut Kept) -> Result<()> {
    debug_assert!(kept.journal.phase == Phase::Copying, "the new files may be the table's");
    kept.reset(write).await?;
    forget(write, kept).await?;
    drop_staging(write, wish).await
}

/// Deletes the definition of the table that was filled.
pub async fn drop_staging(write: &Write, wish: &Wish) -> Result<()> {
    write.delete_table(&wish.staging()?).await.or_else(|error| match error.kind() {
        Kind::NotFound => Ok(()),
        _ => Err(error),
    })
}

/// Removes the journal and what is beside it.
pub async fn forget(write: &Write, kept: &Kept) -> Result<()> {
    let (bucket, prefix) = kept.place()?;
    let own = write.objects(&bucket, &format!("{prefix}{FOLDER}")).await?;
    let keys: Vec<String> = own.into_iter().map(|object| object.key).collect();
    remove(write, &bucket, &keys).await
}

/// Removes objects, all of them or an error.
pub async fn remove(write: &Write, bucket: &BucketName, keys: &[String]) -> Result<()> {
    let failed = write.delete_objects(bucket, keys).await?;
    match failed.first() {
        None => Ok(()),
        Some(first) => Err(Error::new(Kind::Partial, format!("{} objects could not be removed", failed.len()))
            .because(format!("{}: {}", first.key, first.message))),
    }
}

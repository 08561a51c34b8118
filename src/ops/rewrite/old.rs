//! The files that a compaction has left: kept until the operator removes them.

use std::collections::BTreeMap;

use super::kept::{self, Kept};
use super::survey::{files, place};
use super::swap::change_table;
use crate::aws::{Read, Write};
use crate::domain::catalog::TableName;
use crate::domain::rewrite::{OLD_DATA, Phase, Size, SourceFile};
use crate::domain::shell_word::command;
use crate::error::{Error, Result};

/// Old files of a table.
#[derive(Debug)]
pub struct OldData {
    rewrites: Vec<Kept>,
    /// Files that were rewritten and are still there, with the bytes, by bucket.
    known: BTreeMap<String, Vec<String>>,
    /// How many these are.
    pub size: Size,
    /// Files that came to the old places later: no query reads them.
    pub strangers: Vec<String>,
    /// Journals that are gone.
    lost: Vec<String>,
}

impl OldData {
    /// Whether there is nothing to remove.
    pub fn is_empty(&self) -> bool {
        self.rewrites.is_empty() && self.lost.is_empty()
    }
}

/// What earlier compactions of a table have left.
pub async fn old_data(read: &Read, name: &TableName) -> Result<OldData> {
    let table = crate::table::need(read, name).await?;
    let mut found = OldData {
        rewrites: Vec::new(),
        known: BTreeMap::new(),
        size: Size::default(),
        strangers: Vec::new(),
        lost: Vec::new(),
    };
    let uris = table.parameter(OLD_DATA).unwrap_or_default();
    if uris.is_empty() {
        return Ok(found);
    }
    let mut in_use = vec![table.location.clone().unwrap_or_default()];
    if !table.partition_keys.is_empty() {
        in_use = read.partitions_in_segments(name, None).await?.into_iter().filter_map(|part| part.location).collect();
    }
    let bare = |location: &str| location.trim_end_matches('/').to_owned();
    let in_use: std::collections::BTreeSet<String> = in_use.iter().map(|location| bare(location)).collect();
    for uri in uris.split_whitespace() {
        let base = uri.strip_suffix(&format!("{}journal.json", kept::FOLDER)).unwrap_or(uri);
        let Some(kept) = kept::load(read, base).await? else {
            found.lost.push(uri.to_owned());
            continue;
        };
        if kept.journal.phase != Phase::Swapped || kept.journal.source != name.to_string() {
            return Err(Error::refused(format!("{uri} is no finished rewrite of `{name}`")).hint(command(
                "finish it first: lakectl table compact",
                &[&name.to_string()],
                "",
            )));
        }
        let old = kept.old_files(read).await?;
        for part in &kept.journal.parts {
            if in_use.contains(&bare(&part.location)) {
                return Err(Error::refused(format!("`{name}` reads its old files at {} again", part.location))
                    .hint("they are in use and stay"));
            }
            let was: &[SourceFile] = old.get(&part.values).map_or(&[], Vec::as_slice);
            let (bucket, _) = place(&part.location, &name.to_string())?;
            for file in files(read, &part.location, &name.to_string()).await? {
                if was.contains(&file) {
                    found.size.files += 1;
                    found.size.bytes += file.bytes;
                    let key = file.uri.strip_prefix(&format!("s3://{bucket}/")).unwrap_or_default().to_owned();
                    found.known.entry(bucket.to_string()).or_default().push(key);
                } else {
                    found.strangers.push(file.uri);
                }
            }
        }
        found.rewrites.push(kept);
    }
    Ok(found)
}

/// Removes them, and what was kept about their rewrites.
pub async fn remove_old(write: &Write, name: &TableName, old: OldData) -> Result<()> {
    for (bucket, keys) in &old.known {
        let bucket = bucket.parse().map_err(|error: String| {
            Error::failed(format!("`{bucket}` is no name of a bucket")).because(error.to_string())
        })?;
        kept::remove(write, &bucket, keys).await?;
    }
    change_table(write, name, |table| {
        table.parameters.remove(OLD_DATA);
        Ok(())
    })
    .await?;
    for kept in &old.rewrites {
        kept::forget(write, kept).await?;
    }
    Ok(())
}

//! Making a backup: several pieces are read at a time, each goes to its file and is forgotten.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::SystemTime;

use serde_json::Value;
use tokio::task::JoinSet;

use super::gather::{first_units, is_gap, next_units};
use super::pack::{Packed, Packer};
use super::store::Store;
use super::unit::Unit;
use super::{named, readable};
use crate::aws::document::{PartitionSegment, SEGMENTS};
use crate::aws::{Read, Tokens, Write};
use crate::clock::rfc3339;
use crate::domain::backup::manifest::FORMAT;
use crate::domain::backup::{Kind, Manifest, Part, Selection, Unread};
use crate::domain::catalog::TableName;
use crate::error::{Error, Kind as Failure, Result};

/// How many pieces are read at a time.
const AT_ONCE: usize = 6;

/// What a backup is of.
#[derive(Debug, Clone)]
pub struct MakeOptions {
    /// The part of the lake.
    pub selection: Selection,
    /// The time of the lake.
    pub now: SystemTime,
    /// Which lakectl makes it.
    pub made_by: String,
}

/// Told what is being read, and how many documents there were so far.
pub type Progress = Arc<dyn Fn(&Unit, u64) + Send + Sync>;

/// What reading a piece led to.
struct Piece {
    parts: Vec<Part>,
    next: Vec<Unit>,
}

/// What every piece needs.
struct Making {
    read: Read,
    write: Option<Write>,
    store: Store,
    selection: Selection,
    id: String,
    /// The files that are there, with their bytes.
    known: BTreeMap<String, u64>,
    /// The backups that wrote them.
    since: BTreeMap<String, String>,
}

/// Reads the lake and writes the files of a backup, which is none before its manifest is put. The right to write is needed
/// for a place in S3. `told` hears of earlier backups that cannot be used, which keep nobody from making a new one.
pub async fn make(
    read: &Read,
    write: Option<&Write>,
    store: &Store,
    options: &MakeOptions,
    progress: &Progress,
    told: impl Fn(&Error),
) -> Result<Manifest> {
    let (earlier, broken) = readable(store).await?;
    broken.iter().for_each(told);
    let made_at = rfc3339(options.now);
    let taken: Vec<String> = store.ids().await?;
    let id = named(&made_at, &taken);
    let mut since = BTreeMap::new();
    for part in earlier.iter().flat_map(|one| &one.parts) {
        since.insert(part.file.clone(), part.since.clone());
    }
    let making = Arc::new(Making {
        read: read.clone(),
        write: write.cloned(),
        store: store.clone(),
        selection: options.selection.clone(),
        id: id.clone(),
        known: store.parts().await?,
        since,
    });
    let mut waiting: VecDeque<Unit> = first_units(&options.selection).into();
    let mut running = JoinSet::new();
    let (mut parts, mut unread, mut documents) = (Vec::new(), Vec::new(), 0);
    loop {
        while running.len() < AT_ONCE {
            let Some(unit) = waiting.pop_front() else { break };
            let making = making.clone();
            running.spawn(async move {
                let done = making.piece(&unit).await;
                (unit, done)
            });
        }
        let Some(ended) = running.join_next().await else { break };
        let (unit, done) = ended.map_err(|error| Error::failed("the backup broke off").because(error))?;
        match done {
            Ok(Piece { parts: found, next }) => {
                documents += found.iter().map(|part| part.documents).sum::<u64>();
                progress(&unit, documents);
                parts.extend(found);
                waiting.extend(next);
            }
            Err(error) => match is_gap(&error) {
                Some(why) => unread.push(Unread { kind: unit.kind(), of: unit.of(), why }),
                None => return Err(error),
            },
        }
    }
    parts.sort_by(|a: &Part, b: &Part| (a.kind, &a.of, &a.sha256).cmp(&(b.kind, &b.of, &b.sha256)));
    unread.sort_by(|a: &Unread, b: &Unread| (a.kind, &a.of).cmp(&(b.kind, &b.of)));
    Ok(Manifest {
        format: FORMAT,
        id,
        made_at,
        made_by: options.made_by.clone(),
        account: read.account().await?.to_owned(),
        region: read.region().to_owned(),
        kinds: Kind::ALL.into_iter().filter(|kind| options.selection.has_kind(*kind)).collect(),
        only: options.selection.only.iter().map(ToString::to_string).collect(),
        parts,
        unread,
    })
}

/// Puts the manifest: from here on there is a backup. Another one of the same second may have taken the name.
pub async fn commit(mut manifest: Manifest, store: &Store, write: Option<&Write>) -> Result<Manifest> {
    loop {
        let bytes = manifest.write();
        match store.put_manifest(&manifest.id, &bytes, write).await {
            Ok(()) => return Ok(manifest),
            Err(error) if error.kind() == Failure::Conflict => {
                // The answer to an earlier try may have been lost.
                if store.manifest(&manifest.id).await.is_ok_and(|there| there == bytes) {
                    return Ok(manifest);
                }
                let id = named(&manifest.made_at, &store.ids().await?);
                if id == manifest.id {
                    return Err(error);
                }
                for part in manifest.parts.iter_mut().filter(|part| part.since == manifest.id) {
                    part.since.clone_from(&id);
                }
                manifest.id = id;
            }
            Err(error) => return Err(error),
        }
    }
}

impl Making {
    /// Reads a piece and writes what it holds.
    async fn piece(self: &Arc<Self>, unit: &Unit) -> Result<Piece> {
        if let Unit::Partitions(table) = unit {
            return Ok(Piece { parts: self.partitions(table).await?, next: Vec::new() });
        }
        let found = unit.documents(&self.read, &self.selection).await?;
        let next = next_units(unit, &found, &self.selection);
        let mut parts = Vec::new();
        if !found.is_empty() && self.selection.has_kind(unit.kind()) {
            let mut packer = Packer::new(unit.kind(), self.store.scratch()?)?;
            packer.add(&found)?;
            parts.push(self.keep(unit.kind(), unit.of(), packer.finish()?).await?);
        }
        Ok(Piece { parts, next })
    }

    /// The partitions of a table: those of a small one in one go, those of a large one in several segments at once.
    async fn partitions(self: &Arc<Self>, table: &TableName) -> Result<Vec<Part>> {
        let (first, more) = self.read.partition_documents(table, None, None).await?;
        if more.is_none() {
            if first.is_empty() {
                return Ok(Vec::new());
            }
            let mut packer = Packer::new(Kind::Partitions, self.store.scratch()?)?;
            packer.add(&first)?;
            return Ok(vec![self.keep(Kind::Partitions, table.to_string(), packer.finish()?).await?]);
        }
        drop(first);
        let mut segments = JoinSet::new();
        for number in 0..SEGMENTS {
            let (making, table) = (self.clone(), table.clone());
            segments.spawn(async move { making.segment(&table, PartitionSegment { number, total: SEGMENTS }).await });
        }
        let mut parts = Vec::new();
        while let Some(part) = segments.join_next().await {
            parts.extend(part.map_err(|error| Error::failed("the backup broke off").because(error))??);
        }
        Ok(parts)
    }

    async fn segment(&self, table: &TableName, segment: PartitionSegment) -> Result<Option<Part>> {
        let mut packer = Packer::new(Kind::Partitions, self.store.scratch()?)?;
        let (mut tokens, mut token, mut is_empty) = (Tokens::default(), None::<String>, true);
        loop {
            let (found, next): (Vec<Value>, _) =
                self.read.partition_documents(table, Some(segment), token.as_deref()).await?;
            is_empty &= found.is_empty();
            packer.add(&found)?;
            match tokens.next("partitions", next)? {
                None => break,
                next => token = next,
            }
        }
        if is_empty {
            return Ok(None);
        }
        self.keep(Kind::Partitions, table.to_string(), packer.finish()?).await.map(Some)
    }

    /// Puts a file to its name, unless one with the same content is there.
    async fn keep(&self, kind: Kind, of: String, packed: Packed) -> Result<Part> {
        let file = Store::path_of(&packed);
        // One that the disk has changed since is written again, so that the new backup is whole, and the old ones are again.
        let is_there = self.known.get(&file) == Some(&packed.bytes) && self.store.is_sound(&file, &packed.sha256)?;
        let since = if is_there { self.since.get(&file).unwrap_or(&self.id) } else { &self.id }.clone();
        let part = Part {
            kind,
            of,
            file: file.clone(),
            sha256: packed.sha256,
            bytes: packed.bytes,
            documents: packed.documents,
            since,
        };
        if !is_there {
            self.store.put(packed.file, &file, self.write.as_ref()).await?;
        }
        Ok(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn two_backups_of_one_second_are_two() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::Folder(folder.path().to_owned());
        let manifest = |only: &str| Manifest {
            format: FORMAT,
            id: "20261122T100000Z".to_owned(),
            made_at: "2026-11-22T10:00:00Z".to_owned(),
            made_by: "test".to_owned(),
            account: "000000000000".to_owned(),
            region: "us-east-1".to_owned(),
            kinds: vec![Kind::Tables],
            only: vec![only.to_owned()],
            parts: vec![Part {
                kind: Kind::Tables,
                of: only.to_owned(),
                file: "parts/a.jsonl.gz".to_owned(),
                sha256: "a".to_owned(),
                bytes: 1,
                documents: 1,
                since: "20261122T100000Z".to_owned(),
            }],
            unread: Vec::new(),
        };
        let first = commit(manifest("crm"), &store, None).await.expect("it is put");
        let second = commit(manifest("web"), &store, None).await.expect("it is put");
        assert_eq!((first.id.as_str(), second.id.as_str()), ("20261122T100000Z", "20261122T100000Z-002"));
        assert_eq!(second.parts[0].since, second.id);
        // One that is there already, since its answer was lost, is not put twice.
        let again = commit(manifest("crm"), &store, None).await.expect("it is there");
        assert_eq!(again.id, first.id);
        let kept: Vec<Vec<String>> =
            super::super::manifests(&store).await.expect("they are read").into_iter().map(|one| one.only).collect();
        assert_eq!(kept, [["crm"], ["web"]]);
    }
}

//! Restoring a backup: what is kept and what is there make a plan, and the plan is carried out like any other.
//!
//! Invariants:
//! - What is there and differs is never overwritten unless that was said; what is only in the lake is never touched.
//! - A rerun goes on where the last one stopped: what is there already is found to be there.
//! - What is restored is not more open than it was: rights that the lake gives by itself to whatever is made are taken
//!   away again when the backup knows that they were not there.

mod give;
mod partitions;
mod schema;
mod steps;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::Step;
use crate::aws::{Read, Write};
use crate::domain::backup::difference::{self, Difference, Documents, How};
use crate::domain::backup::{Kind, Manifest, Part, Renames, Selection, is_needed_by_others, needed, normal};
use crate::domain::catalog::{DatabaseName, TableName};
use crate::error::{Error, Kind as Failure, Result};
use crate::lake::{Task, Work};
use crate::ops::backup::{Live, Store, documents, live};

pub use partitions::Counts;
pub use steps::Doing;

/// What is to be restored, and how.
#[derive(Debug, Clone)]
pub struct RestoreOptions {
    /// The part of the backup.
    pub selection: Selection,
    /// New names.
    pub renames: Renames,
    /// Whether what is there and differs is replaced.
    pub overwrite: bool,
    /// The nouns and names of the steps that an earlier restore of this backup began, and did not come to its end.
    pub begun: BTreeSet<(String, String)>,
}

/// Hears of a table's partitions that are done.
pub type Told = Arc<dyn Fn(&str, u64) + Send + Sync>;

/// A restore that is planned.
#[derive(Debug)]
pub struct Restore {
    store: Store,
    options: RestoreOptions,
    /// The account that is restored to.
    account: String,
    /// What should be there, with its new names.
    wanted: Documents,
    /// What is there.
    live: Live,
    /// The files of the partitions of each table, by its new name.
    partitions: BTreeMap<TableName, Vec<Part>>,
    /// Whether the backup knows all grants, so that one that it has not was not there.
    knows_grants: bool,
    /// What is done, in the order in which it can be.
    pub tasks: Vec<Task>,
    /// What each task is about.
    doing: Vec<Doing>,
    /// What is there as it should be.
    pub unchanged: usize,
    /// What is there and differs, and would have to be overwritten.
    pub refused: Vec<String>,
    /// What a restore cannot do, or does otherwise than one may think.
    pub warnings: Vec<String>,
}

/// The partitions of a table with their new names.
pub(super) struct Source<'a> {
    store: &'a Store,
    renames: &'a Renames,
    parts: &'a [Part],
}

impl Restore {
    /// Reads the backup and the lake, and works out what is to be done.
    pub async fn plan(read: &Read, store: &Store, manifest: &Manifest, options: RestoreOptions) -> Result<Self> {
        let account = read.account().await?.to_owned();
        let options = within(manifest, options);
        let (mut wanted, partitions) = wanted(store, manifest, &options).await?;
        let databases: BTreeSet<String> = wanted
            .iter()
            .filter_map(|((kind, _), document)| kind.home_of(document).map(|(database, _)| database.to_owned()))
            .collect();
        let kinds: BTreeSet<Kind> = wanted.keys().map(|(kind, _)| *kind).collect();
        let scope = Selection { kinds, only: BTreeSet::new() };
        let mut live = live_of(read, &scope, &databases).await?;
        live.documents.retain(|key, _| wanted.contains_key(key));
        let stay = if options.selection.only.is_empty() { Vec::new() } else { leave(&mut wanted, &mut live, &account) };
        let is_whole =
            |kind: &Kind| manifest.kinds.contains(kind) && !manifest.unread.iter().any(|gap| gap.kind == *kind);
        let mut restore = Self {
            store: store.clone(),
            account,
            wanted,
            live,
            partitions,
            knows_grants: is_whole(&Kind::Grants) && options.selection.has_kind(Kind::Grants),
            options,
            tasks: Vec::new(),
            doing: Vec::new(),
            unchanged: 0,
            refused: Vec::new(),
            warnings: stay,
        };
        if !restore.knows_grants {
            restore.warnings.push(
                "the grants are not part of this restore: databases and tables that are made are as open as the lake makes them"
                    .to_owned(),
            );
        }
        steps::plan(&mut restore, read).await?;
        Ok(restore)
    }

    /// The steps, for people.
    pub fn steps(&self) -> Vec<Step> {
        self.tasks.iter().map(|task| task.step.clone()).collect()
    }

    /// What carries the tasks out. `stop` turns true when it is to stop; `told` hears of partitions that are done.
    pub fn work(self: &Arc<Self>, write: Write, stop: tokio::sync::watch::Receiver<bool>, told: Told) -> Work {
        let restore = self.clone();
        Arc::new(move |position| {
            let (restore, write, stop, told) = (restore.clone(), write.clone(), stop.clone(), told.clone());
            Box::pin(async move {
                match &restore.doing[position] {
                    Doing::Document(key) => restore.give(key, &write).await,
                    Doing::Close((kind, name)) => match restore.target(*kind, name) {
                        Some(target) => restore.close(&target, name, &write).await,
                        None => Ok(()),
                    },
                    Doing::Partitions(table) => restore.give_partitions(table, &write, stop, told).await,
                }
            })
        })
    }

    /// What is still missing or different of what was wanted; looked at anew. Partitions were proved one table at a time.
    pub async fn left(&self, read: &Read) -> Result<Vec<Difference>> {
        let kinds: BTreeSet<Kind> = self.wanted.keys().map(|(kind, _)| *kind).collect();
        let databases: BTreeSet<String> = self
            .wanted
            .iter()
            .filter_map(|((kind, _), document)| kind.home_of(document).map(|(database, _)| database.to_owned()))
            .collect();
        let now = live_of(read, &Selection { kinds, only: BTreeSet::new() }, &databases).await?;
        let all = difference::all(&self.wanted, &now.documents, &self.account);
        Ok(all
            .into_iter()
            .filter(|one| match one.how {
                How::Extra => false,
                How::Missing => true,
                How::Changed => {
                    let key = (one.kind, one.name.clone());
                    let (wanted, now) = (&self.wanted[&key], &now.documents[&key]);
                    !steps::holds(one.kind, wanted, now, &self.account)
                }
            })
            .collect())
    }

    fn source<'a>(&'a self, table: &TableName) -> Source<'a> {
        let parts = self.partitions.get(table).map_or(&[][..], Vec::as_slice);
        Source { store: &self.store, renames: &self.options.renames, parts }
    }
}

/// What is there of these kinds; of what belongs to databases only that of these.
async fn live_of(read: &Read, scope: &Selection, databases: &BTreeSet<String>) -> Result<Live> {
    let (own, other): (BTreeSet<Kind>, BTreeSet<Kind>) =
        scope.kinds.iter().partition(|kind| matches!(kind, Kind::Databases | Kind::Tables | Kind::Assignments));
    let mut found = Live::default();
    if !other.is_empty() {
        found = live(read, &Selection { kinds: other, only: BTreeSet::new() }).await?;
    }
    if !own.is_empty() && !databases.is_empty() {
        let only = databases.iter().map(|name| crate::domain::backup::Name { database: name.clone(), table: None });
        let more = live(read, &Selection { kinds: own, only: only.collect() }).await?;
        found.documents.extend(more.documents);
        found.partitioned.extend(more.partitioned);
        found.unread.extend(more.unread);
    }
    match found.unread.first() {
        None => Ok(found),
        // What cannot be looked at would be overwritten, or made twice.
        Some(gap) => Err(Error::new(Failure::Denied, format!("the {} of the lake cannot be read", gap.kind.word()))
            .because(gap.why.clone())
            .hint("restore as somebody who may see them, or leave them out with --kind")),
    }
}

/// The options for a backup: of one that was made of a part, no more than that part is meant. What it has beyond it is
/// there for the part's sake.
fn within(manifest: &Manifest, mut options: RestoreOptions) -> RestoreOptions {
    if options.selection.only.is_empty() {
        options.selection.only = manifest.only.iter().filter_map(|name| name.parse().ok()).collect();
    }
    options
}

/// What is only needed and is there already stays as it is, whatever it is; what to say of that.
fn leave(wanted: &mut Documents, live: &mut Live, account: &str) -> Vec<String> {
    let mut told = Vec::new();
    wanted.retain(|key, document| {
        let (kind, name) = key;
        let Some(now) = live.documents.get(key).filter(|_| is_needed_by_others(*kind)) else { return true };
        if !steps::holds(*kind, document, now, account) {
            told.push(format!(
                "the {} `{name}` is there, otherwise than in the backup, and stays as it is: others may need it so",
                kind.noun()
            ));
        }
        live.documents.remove(key);
        false
    });
    told
}

type Wanted = (Documents, BTreeMap<TableName, Vec<Part>>);

/// What a backup says should be there, with new names.
async fn wanted(store: &Store, manifest: &Manifest, options: &RestoreOptions) -> Result<Wanted> {
    let mut wanted = Documents::new();
    let mut partitions: BTreeMap<TableName, Vec<Part>> = BTreeMap::new();
    let mut missing = options.selection.only.clone();
    for part in &manifest.parts {
        if !part.kind.is_restored() || !options.selection.has_kind(part.kind) {
            continue;
        }
        if part.kind == Kind::Partitions {
            let (database, table) = part.of.split_once('.').unwrap_or((&part.of, ""));
            if options.selection.has_table(database, table) {
                missing.retain(|name| !name.is_home_of(database, Some(table)));
                let database = options.renames.databases.get(database).map_or(database, String::as_str);
                let name = TableName { database: DatabaseName::stored(database), table: table.to_owned() };
                // A damaged file is to be known before anything is changed.
                store.fetch(part).await?;
                partitions.entry(name).or_default().push(part.clone());
            }
            continue;
        }
        let fetched = store.fetch(part).await?;
        for document in documents(&fetched.path, part)?.all()? {
            if options.selection.has(part.kind, &document) {
                if let Some((database, table)) = part.kind.home_of(&document) {
                    missing.retain(|name| !name.is_home_of(database, table));
                }
                let document = renamed(part.kind, document, &manifest.account, options);
                let name = part.kind.name_of(&document);
                if wanted.insert((part.kind, name.clone()), document).is_some() {
                    return Err(Error::usage(format!("two of the {} would be called `{name}`", part.kind.word()))
                        .hint("choose another --rename-db"));
                }
            }
        }
    }
    if let Some(name) = missing.first() {
        return Err(Error::not_found(format!("backup {} has nothing of {name}", manifest.id)).hint(format!(
            "what it has: lakectl backup show {} {}",
            store.shown(),
            manifest.id
        )));
    }
    if !options.selection.only.is_empty() {
        let needed = needed(wanted.iter().map(|((kind, _), document)| (*kind, document)));
        wanted.retain(|key, _| !is_needed_by_others(key.0) || needed.contains(key));
    }
    Ok((wanted, partitions))
}

fn renamed(kind: Kind, document: Value, account: &str, options: &RestoreOptions) -> Value {
    let renamed = options.renames.apply(kind, document);
    match kind {
        // What names the old account as its own catalog means the new one.
        Kind::Grants | Kind::OptIns | Kind::Assignments => normal::without_own_account(renamed, account),
        _ => renamed,
    }
}

/// Whether what a backup holds and what a lake holds is the same, everything included: the differences, those of
/// partitions as counts.
pub async fn compare(
    read: &Read,
    store: &Store,
    manifest: &Manifest,
    options: &RestoreOptions,
) -> Result<(Vec<Difference>, BTreeMap<TableName, Counts>)> {
    let account = read.account().await?.to_owned();
    let options = &within(manifest, options.clone());
    let (wanted, partitions) = wanted(store, manifest, options).await?;
    let kinds: BTreeSet<Kind> =
        manifest.kinds.iter().copied().filter(|kind| kind.is_restored() && options.selection.has_kind(*kind)).collect();
    let mut now = live(read, &Selection { kinds, only: options.selection.only.clone() }).await?;
    if !options.selection.only.is_empty() {
        // What nothing of the part needs is not of it.
        now.documents.retain(|key, _| !is_needed_by_others(key.0) || wanted.contains_key(key));
    }
    let found = difference::all(&wanted, &now.documents, &account);
    let mut counts = BTreeMap::new();
    let mut tables = now.partitioned.clone();
    tables.extend(partitions.keys().cloned());
    for table in &tables {
        let parts = partitions.get(table).map_or(&[][..], Vec::as_slice);
        let source = Source { store, renames: &options.renames, parts };
        let counted = partitions::count(read, table, &source, &account).await?;
        if !counted.is_same() || counted.extra > 0 {
            counts.insert(table.clone(), counted);
        }
    }
    Ok((found, counts))
}

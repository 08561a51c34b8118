//! A lake's documents as they are now, gathered: all but its partitions.

use std::collections::{BTreeMap, BTreeSet};

use tokio::task::JoinSet;

use super::unit::{Unit, table_of};
use crate::aws::Read;
use crate::domain::backup::difference::Documents;
use crate::domain::backup::{Kind, Selection, Unread};
use crate::domain::catalog::TableName;
use crate::error::{Error, Kind as Failure, Result};

/// How many things are asked for at a time.
const AT_ONCE: usize = 8;

/// Does something with each item, a few at a time; the answers are in the order of the items.
pub async fn each<T, U, F>(items: Vec<T>, act: impl Fn(T) -> F) -> Result<Vec<U>>
where
    U: Send + 'static,
    F: Future<Output = Result<U>> + Send + 'static,
{
    let mut waiting = items.into_iter().enumerate();
    let mut running = JoinSet::new();
    let mut done = BTreeMap::new();
    loop {
        while running.len() < AT_ONCE {
            let Some((index, item)) = waiting.next() else { break };
            let work = act(item);
            running.spawn(async move { (index, work.await) });
        }
        let Some(ended) = running.join_next().await else { break };
        let (index, result) = ended.map_err(|error| Error::failed("a question broke off").because(error))?;
        done.insert(index, result?);
    }
    Ok(done.into_values().collect())
}

/// Why something cannot be read, when the rest can be read all the same: it may not be looked at, it is gone, or the
/// service does not have it.
pub fn is_gap(error: &Error) -> Option<String> {
    let unknown = ["UnknownOperationException", "NotImplemented", "UnsupportedOperation", "InvalidAction"];
    let is_gap = matches!(error.kind(), Failure::Denied | Failure::NotFound) || error.has_code(&unknown);
    // Who is not signed in can read nothing: that is no gap.
    (is_gap && error.aws().is_some_and(|aws| aws.status.is_some())).then(|| error.chain().join(": "))
}

/// The pieces that are read before any other.
pub fn first_units(selection: &Selection) -> Vec<Unit> {
    let by_database =
        |kind: &Kind| matches!(kind, Kind::Tables | Kind::Versions | Kind::Partitions | Kind::Assignments);
    let wants_tables = Kind::ALL.iter().any(|kind| by_database(kind) && selection.has_kind(*kind));
    Kind::ALL
        .into_iter()
        .filter(|kind| !by_database(kind))
        .filter(|kind| selection.has_kind(*kind) || (*kind == Kind::Databases && wants_tables))
        .map(Unit::All)
        .collect()
}

/// The pieces that what was read leads to.
pub fn next_units(unit: &Unit, found: &[serde_json::Value], selection: &Selection) -> Vec<Unit> {
    match unit {
        Unit::All(Kind::Databases) => {
            let names = found.iter().map(|document| Kind::Databases.name_of(document));
            names.filter(|name| selection.has_database(name)).map(Unit::Tables).collect()
        }
        Unit::Tables(database) => {
            // A link has what its target has.
            let own = || found.iter().filter(|document| !document["TargetTable"].is_object());
            let names: Vec<String> = own().filter_map(|table| table["Name"].as_str().map(str::to_owned)).collect();
            let mut units = Vec::new();
            if selection.has_kind(Kind::Versions) && !names.is_empty() {
                units.push(Unit::Versions(database.clone(), names.clone()));
            }
            if selection.has_kind(Kind::Assignments) {
                units.push(Unit::Assignments(database.clone(), names));
            }
            if selection.has_kind(Kind::Partitions) {
                let has_keys =
                    |table: &&serde_json::Value| table["PartitionKeys"].as_array().is_some_and(|keys| !keys.is_empty());
                units.extend(own().filter(has_keys).filter_map(table_of).map(Unit::Partitions));
            }
            units
        }
        _ => Vec::new(),
    }
}

/// A lake as it is now.
#[derive(Debug, Default)]
pub struct Live {
    /// Its documents.
    pub documents: Documents,
    /// The tables that may have partitions.
    pub partitioned: BTreeSet<TableName>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

impl Live {
    /// Why documents of a kind are not known, when they are not.
    pub fn gap(&self, kind: Kind) -> Option<&Unread> {
        self.unread.iter().find(|unread| unread.kind == kind)
    }
}

/// Reads what is meant of a lake, all but its partitions.
pub async fn live(read: &Read, selection: &Selection) -> Result<Live> {
    let mut live = Live::default();
    let mut units = first_units(selection);
    while !units.is_empty() {
        let read_one = |unit: Unit| {
            let (read, selection) = (read.clone(), selection.clone());
            async move {
                let found = unit.documents(&read, &selection).await;
                Ok((unit, found))
            }
        };
        let mut next = Vec::new();
        for (unit, found) in each(std::mem::take(&mut units), read_one).await? {
            let found = match found {
                Ok(found) => found,
                Err(error) => match is_gap(&error) {
                    Some(why) => {
                        live.unread.push(Unread { kind: unit.kind(), of: unit.of(), why });
                        continue;
                    }
                    None => return Err(error),
                },
            };
            for unit in next_units(&unit, &found, selection) {
                match unit {
                    Unit::Partitions(table) => {
                        live.partitioned.insert(table);
                    }
                    unit => next.push(unit),
                }
            }
            let kind = unit.kind();
            if selection.has_kind(kind) {
                live.documents.extend(found.into_iter().map(|document| ((kind, kind.name_of(&document)), document)));
            }
        }
        units = next;
    }
    Ok(live)
}

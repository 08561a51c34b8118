//! Many grants or revokes at once: in few calls, each told on its own.
//!
//! Invariants:
//! - Calls are made one after another, those on one resource next to each other: the service refuses concurrent changes of
//!   one resource.
//! - A grant or revoke is reported as done only when it was read back.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::sync::watch;

use crate::access;
use crate::aws::{EntryFailure, GRANT_BATCH, GrantEntry, Read, Write};
use crate::domain::permission::{Columns, Grant, Permission, Principal, Resource};
use crate::error::{Kind, Result};

/// More resources than this are not asked one by one: everything is listed.
const MOST_ASKED: usize = 10;
/// The pauses before what failed for a moment is tried again.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(8)];

/// Which way it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Give.
    Grant,
    /// Take.
    Revoke,
}

/// What became of a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is as it should be.
    Unchanged,
    /// It is to be granted or revoked.
    Open,
    /// It was granted or revoked.
    Done,
    /// It was not, and why.
    Failed(String),
}

/// What is there of grants that are wanted, on their resources.
#[derive(Debug, Clone, Default)]
pub struct Live {
    by_holder: BTreeMap<(Principal, Resource), Vec<Grant>>,
    /// Wanted resources that are open to whoever IAM lets in.
    pub open: Vec<Resource>,
}

impl Live {
    /// What has to be granted or revoked for a grant, in the shapes in which it is done; or why it cannot be.
    fn work(&self, direction: Direction, grant: &Grant) -> std::result::Result<Vec<Grant>, String> {
        let held = self.by_holder.get(&(grant.principal.clone(), grant.resource.clone()));
        let held = held.map_or(&[][..], Vec::as_slice);
        match direction {
            Direction::Grant => Ok(grant.missing_from(held).into_iter().collect()),
            Direction::Revoke => grant.present_in(held).map_err(|wider| wider.to_string()),
        }
    }
}

/// Reads what is there of the grants.
pub async fn live(read: &Read, wanted: &[Grant]) -> Result<Live> {
    let resources: BTreeSet<Resource> =
        wanted.iter().flat_map(|grant| [Some(grant.resource.clone()), table_of(&grant.resource)]).flatten().collect();
    let mut found = Vec::new();
    if resources.len() > MOST_ASKED {
        found = access::list(read, None, None).await?.grants;
    } else {
        for resource in &resources {
            match read.grants_on(resource).await {
                // What is not there has no grants; granting it will say what is missing.
                Err(error) if error.kind() == Kind::NotFound || error.has_code(&["EntityNotFoundException"]) => {}
                other => found.extend(other?.grants),
            }
        }
    }
    let mut live = Live::default();
    for grant in found {
        if !resources.contains(&grant.resource) {
            continue;
        }
        if grant.principal.is_every_iam_principal() && grant.permission == Permission::All {
            live.open.push(grant.resource.clone());
        }
        live.by_holder.entry((grant.principal.clone(), grant.resource.clone())).or_default().push(grant);
    }
    live.open.sort();
    live.open.dedup();
    Ok(live)
}

fn table_of(resource: &Resource) -> Option<Resource> {
    match resource {
        Resource::CellsFilter { database, table, .. } => Some(Resource::table(database, table)),
        _ => None,
    }
}

/// What each grant needs.
pub fn compare(direction: Direction, wanted: &[Grant], live: &Live) -> Vec<Fate> {
    let fate = |grant: &Grant| match live.work(direction, grant) {
        Ok(work) if work.is_empty() => Fate::Unchanged,
        Ok(_) => Fate::Open,
        Err(reason) => Fate::Failed(reason),
    };
    wanted.iter().map(fate).collect()
}

/// Grants what is missing, or revokes what is there; `told` hears how many are done. What was not begun when `stop` turned
/// true stays open. The fates are in the order of what is wanted.
pub async fn apply(
    write: &Write,
    direction: Direction,
    wanted: &[Grant],
    live: &Live,
    told: &(dyn Fn(usize) + Send + Sync),
    stop: &watch::Receiver<bool>,
) -> Result<Vec<Fate>> {
    let mut fates = compare(direction, wanted, live);
    let mut waiting = entries(direction, wanted, live);
    let mut done = 0;
    for pause in PAUSES.iter().map(Some).chain([None]) {
        let mut again = Vec::new();
        let mut broken: Option<String> = None;
        for batch in waiting.chunks(GRANT_BATCH) {
            if *stop.borrow() {
                break;
            }
            if let Some(reason) = &broken {
                batch.iter().for_each(|(_, places)| fail(&mut fates, places, &format!("not tried: {reason}")));
                continue;
            }
            let request: Vec<GrantEntry> = batch.iter().map(|(entry, _)| entry.clone()).collect();
            let answer = match direction {
                Direction::Grant => write.grant_batch(&request).await,
                Direction::Revoke => write.revoke_batch(&request).await,
            };
            let failures = match answer {
                Ok(failures) => failures,
                Err(error) => {
                    let reason = error.chain().join(": ");
                    batch.iter().for_each(|(_, places)| fail(&mut fates, places, &reason));
                    broken = Some(reason);
                    continue;
                }
            };
            for (index, (entry, places)) in batch.iter().enumerate() {
                let gone = |failure: &&EntryFailure| direction == Direction::Grant || !failure.is_gone();
                match failures.iter().find(|failure| failure.index == index).filter(gone) {
                    None => {
                        done += places.len();
                        places.iter().for_each(|place| fates[*place] = Fate::Done);
                    }
                    Some(failure) if failure.passes() && pause.is_some() => again.push((entry.clone(), places.clone())),
                    Some(failure) => fail(&mut fates, places, &format!("{}: {}", failure.code, failure.message)),
                }
            }
            told(done);
        }
        if again.is_empty() || *stop.borrow() {
            break;
        }
        waiting = again;
        if let Some(pause) = pause {
            tokio::time::sleep(*pause).await;
        }
    }
    read_back(write, direction, wanted, &mut fates).await?;
    Ok(fates)
}

/// What was granted is looked at again, while the service may still show what was before. A call that broke off may have
/// been carried out: what is there is done.
async fn read_back(read: &Read, direction: Direction, wanted: &[Grant], fates: &mut [Fate]) -> Result<()> {
    for pause in PAUSES.iter().map(Some).chain([None]) {
        let seen = live(read, wanted).await?;
        let mut missing = Vec::new();
        for (index, grant) in wanted.iter().enumerate() {
            let is_done = seen.work(direction, grant).is_ok_and(|work| work.is_empty());
            match &fates[index] {
                Fate::Done if !is_done => missing.push(index),
                Fate::Failed(_) if is_done => fates[index] = Fate::Done,
                _ => {}
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        match pause {
            Some(pause) => tokio::time::sleep(*pause).await,
            None => fail(fates, &missing, "it was written but does not read back"),
        }
    }
    Ok(())
}

fn fail(fates: &mut [Fate], places: &[usize], reason: &str) {
    for place in places {
        fates[*place] = Fate::Failed(reason.to_owned());
    }
}

/// What is missing as entries of batches, those on one resource next to each other and in the order in which they are
/// wanted, each with the places of the grants that it makes. Permissions of one principal on one resource and the same columns go together.
fn entries(direction: Direction, wanted: &[Grant], live: &Live) -> Vec<(GrantEntry, Vec<usize>)> {
    type Key<'a> = (&'a Resource, &'a Principal, Columns, bool);
    let mut by_key: BTreeMap<Key<'_>, (GrantEntry, Vec<usize>)> = BTreeMap::new();
    for (place, grant) in wanted.iter().enumerate() {
        // What cannot be done has its reason already.
        for piece in live.work(direction, grant).unwrap_or_default() {
            let key = (&grant.resource, &grant.principal, piece.columns.clone(), piece.grantable);
            let new = || (GrantEntry { grant: piece, permissions: Vec::new() }, Vec::new());
            let (entry, places) = by_key.entry(key).or_insert_with(new);
            if !entry.permissions.contains(&grant.permission) {
                entry.permissions.push(grant.permission);
            }
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    let mut all: Vec<(GrantEntry, Vec<usize>)> = by_key.into_values().collect();
    all.sort_by(|(a, first), (b, second)| (&a.grant.resource, first).cmp(&(&b.grant.resource, second)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(role: &str, permission: Permission, table: &str) -> Grant {
        Grant {
            principal: Principal::as_given(&format!("arn:aws:iam::123456789012:role/{role}")),
            resource: Resource::table("d", table),
            permission,
            columns: Columns::All,
            grantable: false,
        }
    }

    #[test]
    fn permissions_of_one_holder_go_together_and_resources_stay_together() {
        let wanted = [
            grant("a", Permission::Select, "t"),
            grant("a", Permission::Select, "u"),
            grant("b", Permission::Select, "t"),
            grant("a", Permission::Describe, "t"),
            grant("a", Permission::Describe, "t"),
        ];
        let found = entries(Direction::Grant, &wanted, &Live::default());
        let told: Vec<(String, usize, &[usize])> = found
            .iter()
            .map(|(entry, places)| (entry.grant.resource.to_string(), entry.permissions.len(), places.as_slice()))
            .collect();
        assert_eq!(
            told,
            [("d.t".to_owned(), 2, &[0, 3, 4][..]), ("d.t".to_owned(), 1, &[2]), ("d.u".to_owned(), 1, &[1])]
        );
    }

    #[test]
    fn the_order_on_each_resource_is_kept() {
        let names = ["z", "m", "a", "k", "b"];
        let wanted: Vec<Grant> = (0..50)
            .map(|number| {
                grant(&format!("{}{number}", names[number % 5]), Permission::Select, &format!("t{}", number % 3))
            })
            .collect();
        let found = entries(Direction::Grant, &wanted, &Live::default());
        let placed: Vec<(String, usize)> =
            found.iter().map(|(entry, places)| (entry.grant.resource.to_string(), places[0])).collect();
        let mut sorted = placed.clone();
        sorted.sort();
        assert_eq!(placed, sorted, "resource by resource, and on each as they were written");
        assert_eq!(placed.len(), 50);
    }
}

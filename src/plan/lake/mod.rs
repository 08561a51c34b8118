//! Plans of a whole lake: from what the file says to steps, and from steps to what is done.
//!
//! Invariants:
//! - A plan reads and never writes. Every item of the file is compared, and every problem is told, not the first alone.
//! - What is carried out is what was planned: before each step the resource is looked at again, and a difference that the
//!   plan does not hold is a conflict.
//! - What is there and not in the file stays, unless the file says of its kind that it names all (`stranger`).

pub mod cost;
pub mod desired;
mod execute;
pub mod export;
mod item;
pub mod journal;
mod permitted;
mod planned;
mod removal;
pub mod saved;
mod snapshot;
mod stranger;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::kind::grant::ENFORCEMENT;
use super::{Action, Change, Plan, Step, order};
use crate::aws::Read;
use crate::domain::permission::EVERY_IAM_PRINCIPAL;
use crate::error::{Error, Result};

pub use execute::{Ended, Event, Task, Work, carry_out, tasks};
pub use item::{Item, Thing};
pub use permitted::{Missing, Permitted, permitted};
pub use planned::Planned;
pub use removal::{Removal, existing, removals};
pub use snapshot::Snapshot;
pub use stranger::strangers;

/// How many resources are looked at at a time.
const LOOKS: usize = 16;

/// What an item comes to.
#[derive(Debug)]
pub struct Planning {
    /// For each item that could be compared: which, and its step. In the order in which they are made.
    pub steps: Vec<(usize, Step)>,
    /// For each item that could not be planned: which, and why.
    pub refused: Vec<(usize, Error)>,
}

impl Planning {
    /// The steps that change something, as a plan.
    pub fn plan(&self, account: &str, region: &str) -> Plan {
        let steps = self.steps.iter().map(|(_, step)| step.clone()).collect();
        Plan { account: account.to_owned(), region: region.to_owned(), steps }
    }
}

/// Looks at the lake and works out the step of each item.
pub async fn plan(items: &Arc<Vec<Item>>, read: &Read) -> Planning {
    let lake = Arc::new(Snapshot::new(read.clone(), items));
    let made: Arc<BTreeSet<Thing>> = Arc::new(items.iter().filter_map(|item| item.thing.clone()).collect());
    let next = Arc::new(AtomicUsize::new(0));
    let turns = Arc::new(turns(items));
    let mut looking = tokio::task::JoinSet::new();
    for _ in 0..LOOKS.min(items.len()) {
        let (items, lake, made, next) = (items.clone(), lake.clone(), made.clone(), next.clone());
        let turns = turns.clone();
        looking.spawn(async move {
            let mut found = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let Some((index, item)) = turns.get(turn).and_then(|index| Some((*index, items.get(*index)?))) else {
                    return found;
                };
                found.push((index, look(item, &made, &lake).await));
            }
        });
    }
    let mut planning = Planning { steps: Vec::new(), refused: Vec::new() };
    while let Some(found) = looking.join_next().await {
        for (index, step) in found.unwrap_or_default() {
            match step {
                Ok(step) => planning.steps.push((index, step)),
                Err(error) => planning.refused.push((index, error)),
            }
        }
    }
    planning.refused.sort_by_key(|(index, _)| *index);
    if planning.steps.len() + planning.refused.len() < items.len() {
        let lost = Error::failed("a look at the lake ended before its time; this is a bug");
        planning.refused.push((0, lost));
    }
    foresee(items, &mut planning.steps);
    planning.steps.sort_by(|(a_index, a), (b_index, b)| order::compare(a, b).then(a_index.cmp(b_index)));
    planning
}

/// The order in which the items are looked at: the first of each kind, so that every listing begins at once; then what is read
/// one by one; then what the listings tell.
fn turns(items: &[Item]) -> Vec<usize> {
    const ALONE: [&str; 5] = ["bucket", "workgroup", "schema", "tags of", "dashboard"];
    let mut begun = BTreeSet::new();
    let mut turns: Vec<(usize, usize)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        // Tables are listed by database.
        let of = item.name.split('.').next().filter(|_| item.noun == "table").unwrap_or_default();
        let turn = match begun.insert((item.noun, of)) {
            true => 0,
            false if ALONE.contains(&item.noun) => 1,
            false => 2,
        };
        turns.push((turn, index));
    }
    turns.sort_unstable();
    turns.into_iter().map(|(_, index)| index).collect()
}

async fn look(item: &Item, made: &BTreeSet<Thing>, lake: &Snapshot) -> Result<Step> {
    for thing in &item.requires {
        if !made.contains(thing) && !lake.has(thing).await? {
            return Err(Error::not_found(format!("there is no {thing}, neither in the file nor in the lake")));
        }
    }
    item.resource.step(lake).await
}

/// A table or database that is made gets the default that lets in whomever IAM lets in, and a grant that enforces takes it
/// away as soon as it is there.
fn foresee(items: &[Item], steps: &mut [(usize, Step)]) {
    let made: BTreeSet<&Thing> = steps
        .iter()
        .filter(|(_, step)| step.action == Action::Create)
        .filter_map(|(index, _)| items[*index].thing.as_ref())
        .collect();
    let enforced: Vec<bool> =
        items.iter().map(|item| item.enforces && item.requires.iter().any(|thing| made.contains(thing))).collect();
    for (index, step) in steps.iter_mut().filter(|(index, _)| enforced[*index]) {
        debug_assert!(items[*index].enforces, "only grants enforce");
        if !step.changes(ENFORCEMENT) {
            step.changes.push(Change { field: ENFORCEMENT, old: json!(EVERY_IAM_PRINCIPAL), new: Value::Null });
        }
    }
}

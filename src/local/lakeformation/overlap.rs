//! Changes of permissions that overlap in time: the service refuses the second one on the same resource.

use std::collections::BTreeSet;
use std::sync::Mutex;

use super::resource::to_wire;
use crate::domain::permission::Resource;
use crate::wire::{Caller, ServiceError};

/// The resources whose permissions are being changed in this process, by region.
#[derive(Debug, Default)]
pub struct Overlaps(Mutex<BTreeSet<String>>);

/// A change that is under way; it ends when this is dropped.
#[derive(Debug)]
pub struct Changing<'a> {
    all: &'a Overlaps,
    name: String,
}

impl Overlaps {
    /// Begins to change the permissions on a resource. Source: what the service answers to parallel grants on one resource.
    pub fn begin(&self, caller: &Caller, resource: &Resource) -> Result<Changing<'_>, ServiceError> {
        // A filter's grants are grants on its table.
        let table = match resource {
            Resource::CellsFilter { database, table, .. } => &Resource::table(database, table),
            other => other,
        };
        let name = format!("{} {}", caller.region, to_wire(&caller.account, table));
        let mut all = self.0.lock().expect("nobody panics while holding the list of changes");
        if !all.insert(name.clone()) {
            return Err(ServiceError::client(
                "ConcurrentModificationException",
                "Permission update failed: the permissions of the resource are being modified by another request.",
            ));
        }
        Ok(Changing { all: self, name })
    }
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        self.all.0.lock().expect("nobody panics while holding the list of changes").remove(&self.name);
    }
}

//! What the lake could be made again from: the newest backup, and how the last drill went. Both are told by names alone.

use crate::backup::Store;
use crate::domain::backup::{Drill, made_millis};
use crate::error::Result;

/// The newest backup and the last drill.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovery {
    /// The name of the newest backup.
    pub backup: Option<String>,
    /// The last drill.
    pub drill: Option<Drill>,
}

impl Recovery {
    /// When the newest backup was made, in milliseconds since the epoch.
    pub fn made_millis(&self) -> Option<i64> {
        self.backup.as_deref().and_then(made_millis)
    }
}

/// Looks at a place of backups.
pub async fn recovery(store: &Store) -> Result<Recovery> {
    let (ids, drills) = tokio::join!(store.some_ids(), store.some_drills());
    Ok(Recovery { backup: ids?.pop(), drill: drills?.pop() })
}

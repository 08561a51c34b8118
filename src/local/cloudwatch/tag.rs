//! Tags of alarms.

use super::errors::no_tagged;
use super::{ALARM, COMPOSITE};
use crate::store::Tx;
use crate::tags::Tags;
use crate::wire::{Call, Operation, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "ListTagsForResource", run: Run::Sync(|call| TAGS.list(call)) },
    Operation { name: "TagResource", run: Run::Sync(|call| TAGS.add(call)) },
    Operation { name: "UntagResource", run: Run::Sync(|call| TAGS.remove(call)) },
];

/// The tags of alarms.
pub static TAGS: Tags = Tags { kind: "monitoring_tags", value_is_required: false, require };

fn require(tx: &Tx<'_>, call: &Call, arn: &str) -> Result<(), ServiceError> {
    let missing = || no_tagged(format!("Unable to find {arn}"));
    let name = arn.strip_prefix(call.arn("cloudwatch", "alarm:").as_str()).ok_or_else(missing)?;
    for kind in [ALARM, COMPOSITE] {
        if tx.get(kind, &call.caller.region, name)?.is_some() {
            return Ok(());
        }
    }
    Err(missing())
}

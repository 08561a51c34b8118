//! Tags of rules.

use super::{RULE, not_found};
use crate::store::Tx;
use crate::tags::Tags;
use crate::wire::{Call, Operation, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "ListTagsForResource", run: Run::Sync(|call| TAGS.list(call)) },
    Operation { name: "TagResource", run: Run::Sync(|call| TAGS.add(call)) },
    Operation { name: "UntagResource", run: Run::Sync(|call| TAGS.remove(call)) },
];

/// The tags of rules.
pub static TAGS: Tags = Tags { kind: "event_tags", value_is_required: true, require };

fn require(tx: &Tx<'_>, call: &Call, arn: &str) -> Result<(), ServiceError> {
    let missing = || not_found(format!("Rule {arn} does not exist on EventBus default."));
    let name = arn.strip_prefix(call.arn("events", "rule/").as_str()).ok_or_else(missing)?;
    tx.get(RULE, &call.caller.region, name)?.map(drop).ok_or_else(missing)
}

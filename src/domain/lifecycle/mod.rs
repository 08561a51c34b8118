//! Lifecycle configurations of buckets: S3's own rules as values, what makes one valid, how two sets of them merge, which
//! rules the zones of a lake have, and what a configuration does to objects as time goes by.
//!
//! Invariants:
//! - A [`Rule`] holds everything that S3 knows of a rule, in S3's own words: what lakectl does not own goes through
//!   unchanged.
//! - Nothing here knows the time: the evaluator is told it, so that a preview and the local lake's own lifecycle are the
//!   same function.

mod class;
mod configuration;
mod conflict;
mod describe;
mod edit;
mod evaluate;
mod moment;
mod risk;
mod rule;
mod summary;
mod template;
mod validate;

#[cfg(test)]
mod evaluate_tests;
#[cfg(test)]
mod tests;

pub use class::{CLASSES, may_move, rank, reads_at_once};
pub use configuration::{Configuration, MinimumSize};
pub use conflict::conflicts;
pub use describe::{actions, filter};
pub use edit::{Edit, EditProblem};
pub use evaluate::{Action, Evaluator, Event, Version, Versioning};
pub use moment::{After, Moment};
pub use risk::{TablePlace, risks};
pub use rule::{
    Abort, Conjunction, Expiration, Filter, NoncurrentExpiration, NoncurrentTransition, Rule, Selection, Status, Tag,
    Transition,
};
pub use summary::{Summary, Total};
pub use template::{TEMPLATES, Template, zone_rules};
pub use validate::{Problem, problems};

/// Rules whose id begins with this were made by lakectl from a template.
pub const OWNED_RULE_PREFIX: &str = "lakectl-";

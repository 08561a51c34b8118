//! Guards: plans that are refused however they were agreed to.

use super::{Action, Plan};
use crate::error::{Error, Result};

/// How many deletions a plan may hold before it has to be told that they are meant.
pub const DELETIONS: usize = 10;

/// Refuses a plan that deletes much: a smaller file must not empty a lake by accident.
pub fn check(plan: &Plan, mass_deletion_is_meant: bool) -> Result<()> {
    let deletions = plan.steps.iter().filter(|step| step.action == Action::Delete).count();
    let share_is_large = deletions > 2 && deletions * 2 > plan.steps.len();
    if mass_deletion_is_meant || (deletions <= DELETIONS && !share_is_large) {
        return Ok(());
    }
    Err(Error::refused(format!("the plan deletes {deletions} of {} resources", plan.steps.len()))
        .hint("look at it with --dry-run, and delete them one by one when it is meant"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Step;

    fn plan(deletions: usize, others: usize) -> Plan {
        let step = |action| Step { action, ..Step::new("table", "t", true, Vec::new()) };
        let mut steps: Vec<Step> = (0..deletions).map(|_| step(Action::Delete)).collect();
        steps.extend((0..others).map(|_| step(Action::Update)));
        Plan::new("123456789012", "us-east-1", steps)
    }

    #[test]
    fn mass_deletions_have_to_be_meant() {
        assert!(check(&plan(1, 0), false).is_ok());
        assert!(check(&plan(10, 20), false).is_ok());
        assert!(check(&plan(11, 100), false).is_err());
        assert!(check(&plan(3, 1), false).is_err());
        assert!(check(&plan(50, 0), true).is_ok());
    }
}

//! What a principal may do with something, taken back to what is wanted: rights beyond that go.

use serde_json::{Value, json};

use super::grant::described;
use crate::aws::{Read, Write};
use crate::domain::permission::{Columns, Grant, Permission, Principal, Resource as Target};
use crate::error::Result;
use crate::{Change, Danger, Resource, Step};

/// The rights of one principal on one resource, none of which should go beyond what is wanted.
#[derive(Debug, Clone)]
pub struct NarrowedGrants {
    /// Who.
    pub principal: Principal,
    /// On what.
    pub target: Target,
    /// The most that the principal should have there.
    pub wanted: Vec<Grant>,
}

/// A grant that goes too far.
struct Excess {
    /// What is taken away.
    revoked: Grant,
    /// What of it is granted again, because it cannot be taken away in part.
    again: Vec<Grant>,
}

impl NarrowedGrants {
    /// Whether there is anything to take away.
    pub fn is_narrow(&self, live: &[Grant]) -> bool {
        self.excess(live).is_empty()
    }

    fn excess(&self, live: &[Grant]) -> Vec<Excess> {
        let is_ours = |grant: &&Grant| grant.principal == self.principal && grant.resource == self.target;
        live.iter().filter(is_ours).filter_map(|grant| self.excess_of(grant)).collect()
    }

    fn excess_of(&self, grant: &Grant) -> Option<Excess> {
        let same =
            || self.wanted.iter().filter(|one| one.permission == grant.permission || one.permission == Permission::All);
        let columns = |grants: &mut dyn Iterator<Item = &Grant>| {
            grants.map(|one| one.columns.clone()).reduce(|all, one| all.union(&one))
        };
        let Some(wanted) = columns(&mut same()) else {
            // Whoever holds everything holds each right alone no more when it goes.
            let again = if grant.permission == Permission::All { self.wanted.clone() } else { Vec::new() };
            return Some(Excess { revoked: grant.clone(), again });
        };
        let beyond = grant.columns.without(&wanted);
        let passes_on = grant.grantable
            && columns(&mut same().filter(|one| one.grantable))
                .is_none_or(|wanted| grant.columns.without(&wanted).is_some());
        match (beyond, passes_on, &grant.columns) {
            (None, false, _) => None,
            (Some(beyond @ Columns::Only(_)), false, Columns::Only(_)) => {
                Some(Excess { revoked: grant.with_columns(beyond), again: Vec::new() })
            }
            _ => Some(Excess { revoked: grant.clone(), again: same().cloned().collect() }),
        }
    }
}

impl Resource for NarrowedGrants {
    type Live = Vec<Grant>;

    async fn read(&self, read: &Read) -> Result<Option<Vec<Grant>>> {
        Ok(Some(read.grants_on(&self.target).await?.grants))
    }

    fn diff(&self, live: Option<&Vec<Grant>>) -> Result<Step> {
        let excess = self.excess(live.map_or(&[][..], Vec::as_slice));
        let changes: Vec<Change> = excess
            .iter()
            .map(|Excess { revoked, again }| {
                let left: Vec<Value> =
                    again.iter().filter(|one| one.permission == revoked.permission).map(described).collect();
                let new = if left.is_empty() { Value::Null } else { json!(left) };
                Change { field: revoked.permission.as_str(), old: described(revoked), new }
            })
            .collect();
        let name = format!("{} to {}", self.target, self.principal);
        if changes.is_empty() {
            return Ok(Step::new("grant", name, true, changes));
        }
        let question = format!("taking from {} what it has on {} beyond the file", self.principal, self.target);
        let danger = Danger::Moderate(question);
        if self.wanted.is_empty() {
            return Ok(Step { changes, ..Step::deletion("grant", name, danger) });
        }
        Ok(Step { danger, ..Step::new("grant", name, true, changes) })
    }

    async fn apply(&self, live: Option<&Vec<Grant>>, _step: &Step, write: &Write) -> Result<()> {
        let excess = self.excess(live.map_or(&[][..], Vec::as_slice));
        for Excess { revoked, .. } in &excess {
            write.revoke(revoked).await?;
        }
        let mut again: Vec<Grant> = excess.into_iter().flat_map(|one| one.again).collect();
        again.sort();
        again.dedup();
        for grant in again {
            write.grant(&grant).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

    fn grant(permission: Permission, columns: &[&str], grantable: bool) -> Grant {
        Grant {
            principal: "role/analyst".parse::<Principal>().unwrap().in_account("123456789012"),
            resource: Target::table("air", "daily"),
            permission,
            columns: if columns.is_empty() { Columns::All } else { Columns::only(columns.iter().copied()) },
            grantable,
        }
    }

    fn narrowed(wanted: Vec<Grant>) -> NarrowedGrants {
        let one = grant(Permission::Select, &[], false);
        NarrowedGrants { principal: one.principal, target: one.resource, wanted }
    }

    #[test]
    fn what_goes_beyond_is_taken_away_and_what_is_wanted_stays() {
        use Permission::{All, Describe, Select};
        let wanted = narrowed(vec![grant(Select, &["a", "b"], false)]);
        assert!(wanted.is_narrow(&[grant(Select, &["a"], false)]), "what is missing is no excess");
        let taken = |live: Grant| {
            let mut excess = wanted.excess(&[live]);
            assert_eq!(excess.len(), 1);
            let Excess { revoked, again } = excess.remove(0);
            (revoked, again)
        };
        assert_eq!(taken(grant(Describe, &[], false)), (grant(Describe, &[], false), vec![]));
        assert_eq!(taken(grant(Select, &["a", "c"], false)), (grant(Select, &["c"], false), vec![]));
        // A grant of all columns cannot be taken away in part, nor the grant option alone.
        assert_eq!(taken(grant(Select, &[], false)), (grant(Select, &[], false), wanted.wanted.clone()));
        assert_eq!(taken(grant(Select, &["a"], true)), (grant(Select, &["a"], true), wanted.wanted.clone()));
        assert_eq!(taken(grant(All, &[], false)), (grant(All, &[], false), wanted.wanted.clone()));
        let everything = narrowed(vec![grant(All, &[], false)]);
        assert!(everything.is_narrow(&[grant(Select, &[], false), grant(All, &[], false)]));
    }

    #[test]
    fn whoever_should_have_nothing_is_deleted_and_whoever_keeps_something_updated() {
        let live = vec![grant(Permission::Select, &[], false)];
        assert_eq!(narrowed(Vec::new()).diff(Some(&live)).unwrap().action, Action::Delete);
        let step = narrowed(vec![grant(Permission::Select, &["a"], false)]).diff(Some(&live)).unwrap();
        assert_eq!((step.action, step.changes.len()), (Action::Update, 1));
        assert!(matches!(step.danger, Danger::Moderate(_)));
        assert_eq!(narrowed(live.clone()).diff(Some(&live)).unwrap().action, Action::Unchanged);
    }
}

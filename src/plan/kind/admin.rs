//! Administrators of the data lake as resources: one principal that should be one or not. The rest of the settings stays.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::permission::Admins;
use crate::error::Result;
use crate::{Action, Change, Resource, Step};

/// A principal that should, or should not, administer the data lake.
#[derive(Debug, Clone)]
pub struct AdminResource {
    /// The ARN.
    pub principal: String,
    /// Whether it is about seeing everything, not about doing everything.
    pub read_only: bool,
    /// Whether it should be there.
    pub wanted: bool,
}

impl Resource for AdminResource {
    type Live = Admins;

    async fn read(&self, read: &Read) -> Result<Option<Admins>> {
        read.admins().await.map(Some)
    }

    fn diff(&self, live: Option<&Admins>) -> Result<Step> {
        let is_there = live.is_some_and(|live| live.list(self.read_only).contains(&self.principal));
        let right = json!(if self.read_only { "see everything" } else { "do everything" });
        let (old, new) = match (is_there, self.wanted) {
            (true, false) => (right, Value::Null),
            (false, true) => (Value::Null, right),
            _ => (Value::Null, Value::Null),
        };
        let changes: Vec<Change> = Change::between("may", old, new).into_iter().collect();
        let mut step = Step::new("admin", &self.principal, is_there || !self.wanted, changes);
        if !self.wanted && step.action == Action::Update {
            step.action = Action::Delete;
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&Admins>, _step: &Step, write: &Write) -> Result<()> {
        let live = live.cloned().unwrap_or_default();
        write.put_admins(&live.with(&self.principal, self.read_only, self.wanted)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_unchanged_and_others_stay() {
        let live = Admins { full: vec!["a".to_owned(), "b".to_owned()], read_only: vec!["c".to_owned()] };
        let admin =
            |principal: &str, read_only, wanted| AdminResource { principal: principal.to_owned(), read_only, wanted };
        let action = |admin: &AdminResource| admin.diff(Some(&live)).unwrap().action;
        assert_eq!(action(&admin("a", false, true)), Action::Unchanged);
        assert_eq!(action(&admin("x", false, false)), Action::Unchanged);
        assert_eq!(action(&admin("c", false, true)), Action::Create);
        assert_eq!(action(&admin("b", false, false)), Action::Delete);
        assert_eq!(live.with("b", false, false).full, ["a"]);
        assert_eq!(live.with("a", true, true).read_only, ["c", "a"]);
    }
}

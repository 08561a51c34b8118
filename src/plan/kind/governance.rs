//! Who decides about the lake's objects, as resources: IAM's default or Lake Formation alone, and who is opted in.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::catalog::DatabaseName;
use crate::domain::permission::effective::IamDefaults;
use crate::domain::permission::{EVERY_IAM_PRINCIPAL, Grant, Principal, Resource as Target};
use crate::error::Result;
use crate::{Action, Change, Resource, Step};

/// A database or table about which Lake Formation alone should decide.
#[derive(Debug, Clone)]
pub struct GovernedResource {
    /// The database or table.
    pub target: Target,
}

/// What stands in the way.
#[derive(Debug, Clone, Default)]
pub struct Openness {
    open: Vec<Grant>,
    new_tables: bool,
}

impl Resource for GovernedResource {
    type Live = Openness;

    async fn read(&self, read: &Read) -> Result<Option<Openness>> {
        let grants = read.grants_on(&self.target).await?.grants;
        let open = grants.into_iter().filter(|grant| grant.principal.is_every_iam_principal()).collect();
        let new_tables = match &self.target {
            Target::Database { database } => {
                read.are_new_tables_open(&DatabaseName::stored(database)).await?.unwrap_or(false)
            }
            _ => false,
        };
        Ok(Some(Openness { open, new_tables }))
    }

    fn diff(&self, live: Option<&Openness>) -> Result<Step> {
        let nothing = Openness::default();
        let live = live.unwrap_or(&nothing);
        let mut changes = Vec::new();
        if !live.open.is_empty() {
            changes.push(Change { field: "open to IAM", old: json!(EVERY_IAM_PRINCIPAL), new: Value::Null });
        }
        if live.new_tables {
            let old = json!(EVERY_IAM_PRINCIPAL);
            changes.push(Change { field: "new tables open to IAM", old, new: Value::Null });
        }
        Ok(Step::new("governance", self.target.to_string(), true, changes))
    }

    async fn apply(&self, live: Option<&Openness>, step: &Step, write: &Write) -> Result<()> {
        // What is to come first: a table that is made in between must not stay open.
        if step.changes("new tables open to IAM")
            && let Target::Database { database } = &self.target
        {
            write.close_new_tables(&DatabaseName::stored(database)).await?;
        }
        for grant in live.map_or(&[][..], |live| &live.open) {
            write.revoke(grant).await?;
        }
        Ok(())
    }
}

/// The IAM default for databases and tables to come.
#[derive(Debug, Clone, Copy)]
pub struct DefaultsResource(pub IamDefaults);

impl Resource for DefaultsResource {
    type Live = IamDefaults;

    async fn read(&self, read: &Read) -> Result<Option<IamDefaults>> {
        read.iam_defaults().await.map(Some)
    }

    fn diff(&self, live: Option<&IamDefaults>) -> Result<Step> {
        let word = |is_open: bool| json!(if is_open { "open to IAM" } else { "governed" });
        let live = live.copied().unwrap_or_default();
        let changes = [
            Change::between("new databases", word(live.databases), word(self.0.databases)),
            Change::between("new tables", word(live.tables), word(self.0.tables)),
        ];
        Ok(Step::new("governance", "defaults", true, changes.into_iter().flatten().collect()))
    }

    async fn apply(&self, _live: Option<&IamDefaults>, _step: &Step, write: &Write) -> Result<()> {
        write.put_iam_defaults(self.0).await
    }
}

/// A principal that should be opted in to Lake Formation on an object, or not.
#[derive(Debug, Clone)]
pub struct OptInResource {
    /// Who.
    pub principal: Principal,
    /// On what.
    pub target: Target,
    /// Whether it should be.
    pub wanted: bool,
}

impl Resource for OptInResource {
    type Live = bool;

    async fn read(&self, read: &Read) -> Result<Option<bool>> {
        read.is_opted_in(&self.principal, &self.target).await.map(Some)
    }

    fn diff(&self, live: Option<&bool>) -> Result<Step> {
        let is_there = live.copied().unwrap_or(false);
        let by = |opted: bool| if opted { json!("Lake Formation") } else { json!("IAM, where it is open") };
        let changes: Vec<Change> = Change::between("governed by", by(is_there), by(self.wanted)).into_iter().collect();
        let mut step = Step::new("opt-in", format!("{} on {}", self.principal, self.target), true, changes);
        if step.action == Action::Update && self.wanted {
            step.action = Action::Create;
        }
        Ok(step)
    }

    async fn apply(&self, _live: Option<&bool>, _step: &Step, write: &Write) -> Result<()> {
        if self.wanted {
            write.opt_in(&self.principal, &self.target).await
        } else {
            write.opt_out(&self.principal, &self.target).await
        }
    }
}

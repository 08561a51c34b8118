//! Grants as resources: rights of one principal on one resource, that should be there or not.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::permission::{Columns, EVERY_IAM_PRINCIPAL, Grant, Permission, Principal, Resource as Target};
use crate::error::{Error, Kind, Result};
use crate::plan::{Change, Danger, Resource, Step};

/// The change of a grant that takes a table out of the reach of IAM alone.
pub const ENFORCEMENT: &str = "open to IAM";

/// Rights of one principal on one resource.
#[derive(Debug, Clone)]
pub struct GrantResource {
    /// Who.
    pub principal: Principal,
    /// On what.
    pub target: Target,
    /// What.
    pub permissions: Vec<Permission>,
    /// Which columns, for SELECT on a table.
    pub columns: Columns,
    /// Whether the principal may grant it on.
    pub grantable: bool,
    /// Whether Lake Formation alone is to decide about the resource from now on.
    pub enforce: bool,
}

/// What is there: the grants on the resource, of everyone.
#[derive(Debug, Clone)]
pub struct LiveGrants(Vec<Grant>);

impl LiveGrants {
    /// The grants on one resource.
    pub fn new(grants: Vec<Grant>) -> Self {
        Self(grants)
    }
}

impl GrantResource {
    fn wanted(&self) -> Vec<Grant> {
        self.permissions
            .iter()
            .map(|permission| Grant {
                principal: self.principal.clone(),
                resource: self.target.clone(),
                permission: *permission,
                columns: if *permission == Permission::Select { self.columns.clone() } else { Columns::All },
                grantable: self.grantable,
            })
            .collect()
    }

    fn missing(&self, live: &[Grant]) -> Vec<Grant> {
        self.wanted().iter().filter_map(|grant| grant.missing_from(live)).collect()
    }

    /// What a revoke would take away, in the shapes in which it was granted.
    fn present(&self, live: &[Grant]) -> Result<Vec<Grant>> {
        let mut present = Vec::new();
        for grant in self.wanted() {
            present.extend(grant.present_in(live).map_err(|wider| {
                Error::new(Kind::Conflict, wider.to_string())
                    .hint("revoke SELECT as a whole and grant what is left: --columns, or --exclude-columns")
            })?);
        }
        Ok(present)
    }

    fn name(&self) -> String {
        format!("{} to {}", self.target, self.principal)
    }
}

/// The default that lets whoever IAM lets in, while it is there.
fn open_grants(live: &[Grant]) -> Vec<Grant> {
    live.iter().filter(|grant| grant.principal.is_every_iam_principal()).cloned().collect()
}

fn described(grant: &Grant) -> Value {
    let columns = match &grant.columns {
        Columns::All => "yes".to_owned(),
        Columns::Only(names) => names.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
        Columns::Except(names) => {
            format!("all but {}", names.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
        }
    };
    json!(if grant.grantable { format!("{columns}, with grant option") } else { columns })
}

/// What is there on a resource that must be there.
async fn read_live(read: &Read, target: &Target) -> Result<LiveGrants> {
    match read.grants_on(target).await {
        Ok(found) => Ok(LiveGrants(found.grants)),
        Err(error) if error.has_code(&["EntityNotFoundException"]) => {
            Err(error.context(format!("there is no {target}")).with_kind(Kind::NotFound).hint("lakectl table list"))
        }
        Err(error) => Err(error),
    }
}

impl Resource for GrantResource {
    type Live = LiveGrants;

    async fn read(&self, read: &Read) -> Result<Option<LiveGrants>> {
        read_live(read, &self.target).await.map(Some)
    }

    fn diff(&self, live: Option<&LiveGrants>) -> Result<Step> {
        let live = live.map_or(&[][..], |live| &live.0);
        let missing = self.missing(live);
        let mut changes: Vec<Change> = missing
            .iter()
            .map(|grant| Change { field: grant.permission.as_str(), old: Value::Null, new: described(grant) })
            .collect();
        let open = open_grants(live);
        let closing = self.enforce && !open.is_empty();
        if closing {
            changes.push(Change { field: ENFORCEMENT, old: json!(EVERY_IAM_PRINCIPAL), new: Value::Null });
        }
        let has_some = live.iter().any(|grant| grant.principal == self.principal);
        let mut step = Step::new("grant", self.name(), has_some || missing.is_empty(), changes);
        if closing {
            step.danger = Danger::Moderate(format!("taking {} from everybody whom IAM lets in", self.target));
        }
        if !open.is_empty() && !self.enforce && !self.principal.is_every_iam_principal() {
            step.warnings.push(format!(
                "{EVERY_IAM_PRINCIPAL} holds {} on {}: this grant restricts nobody while it does; --enforce takes that away",
                open.iter().map(|grant| grant.permission.as_str()).collect::<Vec<_>>().join(", "),
                self.target,
            ));
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&LiveGrants>, step: &Step, write: &Write) -> Result<()> {
        let live = live.map_or(&[][..], |live| &live.0);
        for grant in self.missing(live) {
            write.grant(&grant).await?;
        }
        if step.changes(ENFORCEMENT) {
            for grant in open_grants(live) {
                write.revoke(&grant).await?;
            }
        }
        Ok(())
    }
}

/// Rights of one principal on one resource that should not be there.
#[derive(Debug, Clone)]
pub struct RevokeResource(pub GrantResource);

impl Resource for RevokeResource {
    type Live = LiveGrants;

    async fn read(&self, read: &Read) -> Result<Option<LiveGrants>> {
        read_live(read, &self.0.target).await.map(Some)
    }

    fn diff(&self, live: Option<&LiveGrants>) -> Result<Step> {
        let live = live.map_or(&[][..], |live| &live.0);
        let changes: Vec<Change> = self
            .0
            .present(live)?
            .iter()
            .map(|grant| Change { field: grant.permission.as_str(), old: described(grant), new: Value::Null })
            .collect();
        if changes.is_empty() {
            return Ok(Step::new("grant", self.0.name(), true, changes));
        }
        let danger = Danger::Moderate(format!("revoking from {} what it has on {}", self.0.principal, self.0.target));
        Ok(Step { changes, ..Step::deletion("grant", self.0.name(), danger) })
    }

    async fn apply(&self, live: Option<&LiveGrants>, _step: &Step, write: &Write) -> Result<()> {
        let live = live.map_or(&[][..], |live| &live.0);
        for grant in self.0.present(live)? {
            write.revoke(&grant).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Action;

    const ACCOUNT: &str = "123456789012";

    fn resource(columns: Columns) -> GrantResource {
        GrantResource {
            principal: "role/analyst".parse::<Principal>().unwrap().in_account(ACCOUNT),
            target: Target::table("air", "daily"),
            permissions: vec![Permission::Select],
            columns,
            grantable: false,
            enforce: false,
        }
    }

    fn open() -> Grant {
        Grant {
            principal: Principal::as_given(EVERY_IAM_PRINCIPAL),
            permission: Permission::All,
            ..resource(Columns::All).wanted().remove(0)
        }
    }

    #[test]
    fn a_grant_without_effect_is_warned_about_and_enforced_on_demand() {
        let live = LiveGrants(vec![open()]);
        let mut wanted = resource(Columns::only(["carrier"]));
        let step = wanted.diff(Some(&live)).unwrap();
        assert_eq!((step.action, step.warnings.len()), (Action::Create, 1));
        wanted.enforce = true;
        let step = wanted.diff(Some(&live)).unwrap();
        assert!(step.changes(ENFORCEMENT) && step.warnings.is_empty(), "{step:?}");
        assert!(matches!(step.danger, Danger::Moderate(_)), "{step:?}");
    }

    #[test]
    fn what_is_granted_is_unchanged_and_what_is_not_is_no_revoke() {
        let wanted = resource(Columns::only(["carrier"]));
        let live = LiveGrants(wanted.wanted());
        assert_eq!(wanted.diff(Some(&live)).unwrap().action, Action::Unchanged);
        assert_eq!(RevokeResource(wanted.clone()).diff(Some(&live)).unwrap().action, Action::Delete);
        let nothing = LiveGrants(Vec::new());
        assert_eq!(RevokeResource(wanted).diff(Some(&nothing)).unwrap().action, Action::Unchanged);
    }

    #[test]
    fn a_column_of_a_whole_grant_cannot_be_revoked_alone() {
        let live = LiveGrants(resource(Columns::All).wanted());
        let error = RevokeResource(resource(Columns::only(["carrier"]))).diff(Some(&live)).unwrap_err();
        assert_eq!(error.kind(), Kind::Conflict);
    }
}

//! Grants as resources: rights of one principal on one resource, that should be there or not.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::catalog::TableName;
use crate::domain::permission::{
    CellsFilter, Columns, EVERY_IAM_PRINCIPAL, Grant, Permission, Principal, Resource as Target,
};
use crate::error::{Error, Kind, Result};
use crate::{Change, Danger, Resource, Step};

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
    /// The filter that the grant is on, when it is to be made for it.
    pub filter: Option<CellsFilter>,
}

/// What is there.
#[derive(Debug, Clone, Default)]
pub struct LiveGrants {
    /// The grants on the resource, of everyone.
    grants: Vec<Grant>,
    /// What whoever IAM lets in holds: of a filter, on its table.
    open: Vec<Grant>,
    /// Whether the filter that is to be made is not there yet.
    lacks_filter: bool,
}

impl LiveGrants {
    /// The grants on one resource.
    pub fn new(grants: Vec<Grant>) -> Self {
        Self { open: open_grants(&grants), grants, lacks_filter: false }
    }
}

impl GrantResource {
    /// What is meant, a grant for each permission.
    pub fn wanted(&self) -> Vec<Grant> {
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

/// A grant as plans show it.
pub fn described(grant: &Grant) -> Value {
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
async fn read_live(read: &Read, target: &Target, filter: Option<&CellsFilter>) -> Result<LiveGrants> {
    let found = |target: Target| async move {
        match read.grants_on(&target).await {
            Ok(found) => Ok(found.grants),
            Err(error) if error.has_code(&["EntityNotFoundException"]) => {
                Err(error.context(format!("there is no {target}")).with_kind(Kind::NotFound).hint("lakectl table list"))
            }
            Err(error) => Err(error),
        }
    };
    let Target::CellsFilter { database, table, name } = target else {
        let grants = found(target.clone()).await?;
        return Ok(LiveGrants::new(grants));
    };
    let open = open_grants(&found(Target::table(database, table)).await?);
    if filter.is_some() {
        let table = format!("{database}.{table}").parse::<TableName>().map_err(Error::usage)?;
        if read.filter(&table, name).await?.is_none() {
            return Ok(LiveGrants { grants: Vec::new(), open, lacks_filter: true });
        }
    }
    Ok(LiveGrants { grants: found(target.clone()).await?, open, lacks_filter: false })
}

impl Resource for GrantResource {
    type Live = LiveGrants;

    async fn read(&self, read: &Read) -> Result<Option<LiveGrants>> {
        read_live(read, &self.target, self.filter.as_ref()).await.map(Some)
    }

    fn diff(&self, live: Option<&LiveGrants>) -> Result<Step> {
        let nothing = LiveGrants::default();
        let LiveGrants { grants, open, lacks_filter } = live.unwrap_or(&nothing);
        let missing = self.missing(grants);
        let mut changes = Vec::new();
        if let Some(filter) = self.filter.as_ref().filter(|_| *lacks_filter) {
            let shown = format!("{}, rows {}", filter.name, filter.rows.as_deref().unwrap_or("all"));
            changes.push(Change { field: "filter", old: Value::Null, new: json!(shown) });
        }
        changes.extend(missing.iter().map(|grant| Change {
            field: grant.permission.as_str(),
            old: Value::Null,
            new: described(grant),
        }));
        let closing = self.enforce && !open.is_empty();
        if closing {
            changes.push(Change { field: ENFORCEMENT, old: json!(EVERY_IAM_PRINCIPAL), new: Value::Null });
        }
        let has_some = grants.iter().any(|grant| grant.principal == self.principal);
        let mut step = Step::new("grant", self.name(), has_some || missing.is_empty(), changes);
        if closing {
            step.danger = Danger::Moderate(format!("taking {} from everybody whom IAM lets in", open_on(open)));
        }
        if !open.is_empty() && !self.enforce && !self.principal.is_every_iam_principal() {
            step.warnings.push(format!(
                "{EVERY_IAM_PRINCIPAL} holds {} on {}: this grant restricts nobody while it does; --enforce takes that away",
                open.iter().map(|grant| grant.permission.as_str()).collect::<Vec<_>>().join(", "),
                open_on(open),
            ));
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&LiveGrants>, step: &Step, write: &Write) -> Result<()> {
        let nothing = LiveGrants::default();
        let live = live.unwrap_or(&nothing);
        if let Some(filter) = self.filter.as_ref().filter(|_| live.lacks_filter) {
            write.create_filter(filter).await?;
        }
        for grant in self.missing(&live.grants) {
            write.grant(&grant).await?;
        }
        if step.changes(ENFORCEMENT) {
            for grant in &live.open {
                write.revoke(grant).await?;
            }
        }
        Ok(())
    }
}

fn open_on(open: &[Grant]) -> String {
    open.first().map_or_else(String::new, |grant| grant.resource.to_string())
}

/// Rights of one principal on one resource that should not be there.
#[derive(Debug, Clone)]
pub struct RevokeResource(pub GrantResource);

impl Resource for RevokeResource {
    type Live = LiveGrants;

    async fn read(&self, read: &Read) -> Result<Option<LiveGrants>> {
        read_live(read, &self.0.target, self.0.filter.as_ref()).await.map(Some)
    }

    fn diff(&self, live: Option<&LiveGrants>) -> Result<Step> {
        let live = live.map_or(&[][..], |live| &live.grants);
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
        let live = live.map_or(&[][..], |live| &live.grants);
        for grant in self.0.present(live)? {
            write.revoke(&grant).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

    const ACCOUNT: &str = "123456789012";

    fn resource(columns: Columns) -> GrantResource {
        GrantResource {
            principal: "role/analyst".parse::<Principal>().unwrap().in_account(ACCOUNT),
            target: Target::table("air", "daily"),
            permissions: vec![Permission::Select],
            columns,
            grantable: false,
            enforce: false,
            filter: None,
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
        let live = LiveGrants::new(vec![open()]);
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
        let live = LiveGrants::new(wanted.wanted());
        assert_eq!(wanted.diff(Some(&live)).unwrap().action, Action::Unchanged);
        assert_eq!(RevokeResource(wanted.clone()).diff(Some(&live)).unwrap().action, Action::Delete);
        let nothing = LiveGrants::new(Vec::new());
        assert_eq!(RevokeResource(wanted).diff(Some(&nothing)).unwrap().action, Action::Unchanged);
    }

    #[test]
    fn a_column_of_a_whole_grant_cannot_be_revoked_alone() {
        let live = LiveGrants::new(resource(Columns::All).wanted());
        let error = RevokeResource(resource(Columns::only(["carrier"]))).diff(Some(&live)).unwrap_err();
        assert_eq!(error.kind(), Kind::Conflict);
    }
}

//! One right of one principal: what of it is missing, and what of it can be taken back.

use std::collections::BTreeSet;
use std::fmt;

use super::{Columns, Permission, Principal, Resource};

/// One right of one principal on one resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// Who.
    pub principal: Principal,
    /// On what.
    pub resource: Resource,
    /// What.
    pub permission: Permission,
    /// Which columns, for SELECT on a table.
    pub columns: Columns,
    /// Whether the principal may grant it on.
    pub grantable: bool,
}

impl Grant {
    /// The same grant with its columns replaced.
    pub fn with_columns(&self, columns: Columns) -> Self {
        Self { columns, ..self.clone() }
    }

    /// What of this grant is not yet in `present`; `None` when nothing is missing.
    ///
    /// Column grants of one principal add up, so only the columns that no present grant has are left to be granted.
    pub fn missing_from(&self, present: &[Self]) -> Option<Self> {
        let mut wanted = self.columns.clone();
        for other in present.iter().filter(|other| self.same_right(other)) {
            if self.grantable && !other.grantable {
                continue;
            }
            wanted = wanted.without(&other.columns)?;
        }
        Some(self.with_columns(wanted))
    }

    /// What of this grant is in `present` and would go with a revoke: the pieces to revoke, each in the shape in which
    /// it was granted. A column list taken from a wider grant is an error of the caller's, told by `Err`.
    pub fn present_in(&self, present: &[Self]) -> Result<Vec<Self>, WiderGrant> {
        let mut pieces = Vec::new();
        for other in present.iter().filter(|other| {
            self.principal == other.principal && self.resource == other.resource && self.permission == other.permission
        }) {
            let columns = match (&self.columns, &other.columns) {
                (Columns::All, granted) => granted.clone(),
                (wanted, granted) if wanted == granted => granted.clone(),
                (Columns::Only(wanted), Columns::Only(granted)) => {
                    let common: BTreeSet<String> = wanted.intersection(granted).cloned().collect();
                    if common.is_empty() {
                        continue;
                    }
                    Columns::Only(common)
                }
                (wanted, granted) if wanted.without(granted).as_ref() == Some(wanted) => continue,
                (_, granted) => return Err(WiderGrant { granted: other.with_columns(granted.clone()) }),
            };
            pieces.push(Self { columns, grantable: other.grantable, ..self.clone() });
        }
        Ok(pieces)
    }

    fn same_right(&self, other: &Self) -> bool {
        self.principal == other.principal
            && self.resource == other.resource
            && (self.permission == other.permission || other.permission == Permission::All)
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} on {} to {}", self.permission, self.columns, self.resource, self.principal)?;
        if self.grantable { write!(f, " with grant option") } else { Ok(()) }
    }
}

/// A revoke names columns that were granted as part of a wider grant, which cannot be split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WiderGrant {
    /// The grant that would have to be replaced.
    pub granted: Grant,
}

impl fmt::Display for WiderGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "these columns are part of a wider grant ({}), which cannot be revoked in part", self.granted)
    }
}

impl std::error::Error for WiderGrant {}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(columns: &[&str]) -> Grant {
        Grant {
            principal: "role/analyst".parse::<Principal>().unwrap().in_account("123456789012"),
            resource: Resource::table("Flights", "Daily"),
            permission: Permission::Select,
            columns: if columns.is_empty() { Columns::All } else { Columns::only(columns.iter().copied()) },
            grantable: false,
        }
    }

    #[test]
    fn only_columns_that_nobody_granted_are_missing() {
        let present = [select(&["a", "b"])];
        assert_eq!(select(&["a"]).missing_from(&present), None);
        assert_eq!(select(&["a", "c"]).missing_from(&present), Some(select(&["c"])));
        assert_eq!(select(&[]).missing_from(&present), Some(select(&[]).with_columns(Columns::except(["a", "b"]))));
    }

    #[test]
    fn a_grant_without_the_option_does_not_cover_one_with_it() {
        let wanted = Grant { grantable: true, ..select(&[]) };
        assert_eq!(wanted.missing_from(&[select(&[])]), Some(wanted.clone()));
        assert_eq!(select(&[]).missing_from(&[wanted]), None);
    }

    #[test]
    fn a_revoke_takes_what_is_there_and_refuses_to_split() {
        assert_eq!(select(&["a", "z"]).present_in(&[select(&["a", "b"])]), Ok(vec![select(&["a"])]));
        assert_eq!(select(&["z"]).present_in(&[select(&["a"])]), Ok(vec![]));
        assert_eq!(select(&[]).present_in(&[select(&["a"])]), Ok(vec![select(&["a"])]));
        assert!(select(&["a"]).present_in(&[select(&[])]).is_err());
    }
}

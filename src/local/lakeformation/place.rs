//! Places in S3 as permissions see them: what lies in what, what is registered, what a principal may point tables at.

use super::access::{Scope, held_by};
use super::location;
use crate::domain::permission::{Permission, Resource};
use crate::store::{StoreError, Tx};

/// Whether a place lies in another one. Keys are not paths: `..` and a second slash mean nothing but themselves.
pub fn covers(outer: &str, inner: &str) -> bool {
    let is_place =
        |place: &str| place.strip_prefix("s3://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    if !is_place(outer) || !is_place(inner) {
        return false;
    }
    let outer = outer.strip_suffix('/').unwrap_or(outer);
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a place lies in a registered location, or a registered location in it.
pub fn touches_registered(tx: &Tx<'_>, region: &str, place: &str) -> Result<bool, StoreError> {
    let registered = location::registered(tx, region)?;
    Ok(registered.iter().any(|arn| {
        let theirs = uri(arn);
        covers(&theirs, place) || covers(place, &theirs)
    }))
}

/// Whether a grant of DATA_LOCATION_ACCESS that the caller holds covers a place.
pub fn is_granted(tx: &Tx<'_>, caller: Scope<'_>, place: &str) -> Result<bool, StoreError> {
    let held = held_by(tx, caller)?;
    Ok(held.iter().flat_map(|record| &record.grants).any(|grant| match &grant.resource {
        Resource::DataLocation { arn } => {
            matches!(grant.permission, Permission::DataLocationAccess | Permission::All) && covers(&uri(arn), place)
        }
        _ => false,
    }))
}

fn uri(arn: &str) -> String {
    format!("s3://{}", arn.strip_prefix("arn:aws:s3:::").unwrap_or(arn))
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_place_lies_in_another_by_whole_names() {
        assert!(covers("s3://lake/emp", "s3://lake/emp/"));
        assert!(covers("s3://lake/emp/", "s3://lake/emp"));
        assert!(covers("s3://lake", "s3://lake/emp/2020/"));
        assert!(!covers("s3://lake/emp/", "s3://lake/employees/"));
        assert!(!covers("s3://lake/emp/", "s3://lake/"));
        assert!(!covers("s3://lake/emp//", "s3://lake/emp/x"));
        assert!(!covers("s3://", "s3://lake/emp"));
        assert!(!covers("", "s3://lake/emp"));
        assert!(!covers("s3:///", "s3://lake/emp"));
        assert!(!covers("s3://lake", "S3://lake/emp"));
    }
}

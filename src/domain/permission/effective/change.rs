//! What a change gives and takes.

use std::collections::BTreeMap;

use super::{Lake, Reading, Right};
use crate::permission::{Columns, Permission, Principal, Resource};

/// What a principal reads in one picture and not, or less of, in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Who.
    pub principal: Principal,
    /// `db.table`
    pub table: String,
    /// The columns, in the table's order.
    pub columns: Vec<String>,
}

/// What each principal reads before and does not read after: with the arguments the other way round, what it gains.
pub fn losses(before: &Lake<'_>, after: &Lake<'_>, principals: &[Principal]) -> Vec<Loss> {
    let mut lost = Vec::new();
    for principal in principals {
        let now = after.reads_all(principal);
        for (name, columns) in before.reads_all(principal) {
            let kept = now.get(&name);
            let gone = |column: &String| match (columns.get(column), kept.and_then(|kept| kept.get(column))) {
                (None, _) | (Some(_), Some(Reading::All)) => false,
                (Some(was), is) => is != Some(was),
            };
            let Some(table) = before.table(&name.0, &name.1) else { continue };
            let columns: Vec<String> = table.columns.iter().filter(|column| gone(column)).cloned().collect();
            if !columns.is_empty() {
                lost.push(Loss { principal: principal.clone(), table: table.name(), columns });
            }
        }
    }
    lost
}

/// A right that a change gives or takes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shift {
    /// Whether it is given; else it is taken.
    pub opens: bool,
    /// To or from whom.
    pub principal: Principal,
    /// On what.
    pub resource: Resource,
    /// What.
    pub permission: Permission,
    /// Which columns.
    pub columns: Columns,
}

/// What a change gives and takes, beyond what principals have otherwise. Rights on some rows only are left out.
pub fn shifts(before: &Lake<'_>, after: &Lake<'_>, principals: &[Principal]) -> Vec<Shift> {
    let mut all = Vec::new();
    for principal in principals {
        let (old, new) = (held(&before.of(principal)), held(&after.of(principal)));
        for (from, to, opens) in [(&old, &new, true), (&new, &old, false)] {
            for ((resource, permission), columns) in to {
                let had = |permission: Permission| from.get(&(resource.clone(), permission));
                let mut left = Some(columns.clone());
                for other in [*permission, Permission::All].into_iter().filter_map(had) {
                    left = left.and_then(|left| left.without(other));
                }
                if let Some(columns) = left.and_then(|left| by_name(after, resource, left)) {
                    let (principal, resource) = (principal.clone(), resource.clone());
                    all.push(Shift { opens, principal, resource, permission: *permission, columns });
                }
            }
        }
    }
    all
}

/// What is left of a set, by the names of the columns that the table has; nothing when it has none of them.
fn by_name(lake: &Lake<'_>, resource: &Resource, columns: Columns) -> Option<Columns> {
    let (Resource::Table { database, table }, Columns::Except(_)) = (resource, &columns) else { return Some(columns) };
    let Some(facts) = lake.table(database, table) else { return Some(columns) };
    let left: Vec<&str> = facts.columns.iter().map(String::as_str).filter(|name| columns.contains(name)).collect();
    (!left.is_empty()).then(|| Columns::only(left))
}

/// The columns of every object and permission, from whatever grants them in all rows.
fn held(rights: &[Right]) -> BTreeMap<(Resource, Permission), Columns> {
    let mut held: BTreeMap<(Resource, Permission), Columns> = BTreeMap::new();
    for right in rights.iter().filter(|right| right.rows.is_none()) {
        held.entry((right.resource.clone(), right.permission))
            .and_modify(|columns| *columns = columns.union(&right.columns))
            .or_insert_with(|| right.columns.clone());
    }
    held
}

#[cfg(test)]
mod tests {
    use super::super::testing::{grant, picture, role};
    use super::*;

    #[test]
    fn taking_the_default_away_is_a_loss_of_those_who_have_nothing_else() {
        let open = grant(
            Principal::as_given("IAM_ALLOWED_PRINCIPALS"),
            Permission::All,
            Resource::table("hr", "emp"),
            Columns::All,
        );
        let own = grant(role("a"), Permission::Select, Resource::table("hr", "emp"), Columns::only(["name"]));
        let before = picture(vec![own.clone(), open]);
        let after = picture(vec![own]);
        let principals = [role("a"), role("b"), role("steward")];
        let lost = losses(&Lake::new(&before), &Lake::new(&after), &principals);
        let told: Vec<(&str, &[String])> =
            lost.iter().map(|loss| (loss.principal.as_str(), loss.columns.as_slice())).collect();
        assert_eq!(told.len(), 2, "{lost:?}");
        assert_eq!(told[0].1, ["salary"]);
        assert_eq!(told[1].1, ["name", "salary"]);
        assert!(losses(&Lake::new(&after), &Lake::new(&before), &principals).is_empty());
    }

    #[test]
    fn a_shift_is_what_was_not_there_before() {
        let on = Resource::table("hr", "emp");
        let before = picture(vec![grant(role("a"), Permission::Select, on.clone(), Columns::only(["name"]))]);
        let after = picture(vec![
            grant(role("a"), Permission::Select, on.clone(), Columns::All),
            grant(role("a"), Permission::Describe, on.clone(), Columns::All),
        ]);
        let (before, after) = (Lake::new(&before), Lake::new(&after));
        let given = shifts(&before, &after, &[role("a"), role("b")]);
        let told: Vec<(bool, Permission, Columns)> =
            given.into_iter().map(|shift| (shift.opens, shift.permission, shift.columns)).collect();
        let opened =
            [(true, Permission::Select, Columns::only(["salary"])), (true, Permission::Describe, Columns::All)];
        assert_eq!(told, opened);
        assert!(shifts(&after, &before, &[role("a")]).iter().all(|shift| !shift.opens));
    }
}

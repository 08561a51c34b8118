//! What is looked at before a grant is written: whether what it names is there, whether the caller may make it, and what
//! keeps it from having an effect.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::Read;
use crate::domain::catalog::{Table, TableName};
use crate::domain::permission::audit::{on as typed, revoke_command};
use crate::domain::permission::{Columns, Grant, Permission, PolicyTarget, Principal, Resource, Tags};
use crate::domain::principal::is_role_of;
use crate::domain::query::sql::{Entry, Lookup, Outcome, ProblemKind, Wanted, analyze};
use crate::domain::shell_word::{command, option};
use crate::domain::workgroup::WorkGroupSummary;
use crate::error::{Error, Kind, Result};

/// What the service does not tell the caller is no answer: it will judge the grant itself.
fn readable<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.aws().is_some() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Fails when the caller surely may not make these grants: it is no administrator, and holds none of them with the grant
/// option. What cannot be found out is left to the service.
pub async fn may_grant(read: &Read, wanted: &[Grant]) -> Result<()> {
    match Grantor::find(read).await? {
        Some(grantor) => grantor.may(wanted),
        None => Ok(()),
    }
}

/// A caller who is no administrator, with what it holds.
#[derive(Debug)]
pub struct Grantor {
    me: Principal,
    held: Vec<Grant>,
}

impl Grantor {
    /// The caller; none when it may grant everything, or when what it holds cannot be found out.
    pub async fn find(read: &Read) -> Result<Option<Self>> {
        let identity = &read.identity().await?.arn;
        if identity.ends_with(":root") {
            return Ok(None);
        }
        let Some(admins) = readable(read.data_lake_admins().await)? else { return Ok(None) };
        if admins.iter().any(|admin| is_role_of(admin, identity)) {
            return Ok(None);
        }
        let me = Principal::as_given(&role_arn(identity));
        let Some(held) = readable(read.grants_of(&me).await)? else { return Ok(None) };
        let is_whole = held.unknown == 0 && held.unread.is_empty();
        Ok(is_whole.then_some(Self { me, held: held.grants }))
    }

    /// Fails when it surely may not make these grants.
    pub fn may(&self, wanted: &[Grant]) -> Result<()> {
        let Self { me, held } = self;
        let Some(first) = wanted.iter().find(|grant| !is_grantable(me, grant, held)) else { return Ok(()) };
        let on = &first.resource;
        Err(Error::new(Kind::Denied, format!("{me} may not grant {} on {on}", first.permission))
            .because("it is no data lake administrator, and does not hold this with the grant option")
            .hint(format!(
                "an administrator can: lakectl grant {} {} {} --with-grant-option",
                first.permission,
                typed(on),
                option("--to", me.as_str())
            ))
            .hint("or: lakectl admin add, by an administrator"))
    }
}

/// Fails when a grant names a table or columns that are not there; each with the place where the grant was written, if it
/// has one. A table that the caller may not look at is left to the service. Each table is looked at once.
pub async fn exists(read: &Read, wanted: &[(Option<&str>, &Grant)]) -> Result<()> {
    let mut seen: BTreeMap<(&str, &str), Option<Vec<String>>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (place, grant) in wanted {
        let Resource::Table { database, table } = &grant.resource else { continue };
        let names = match &grant.columns {
            // A file may name what is made only later; the service says so for its line.
            Columns::All if place.is_some() => continue,
            Columns::All => BTreeSet::new(),
            Columns::Only(names) | Columns::Except(names) => names.clone(),
        };
        let known = match seen.get(&(database.as_str(), table.as_str())) {
            Some(known) => known,
            None => {
                let name: TableName = format!("{database}.{table}").parse().map_err(Error::usage)?;
                let known = match super::table::need(read, &name).await {
                    Ok(found) => Some(columns_of(&found)),
                    Err(error) if error.kind() == Kind::Denied => None,
                    Err(error) if place.is_some() && error.kind() == Kind::NotFound => None,
                    Err(error) => return Err(error),
                };
                &*seen.entry((database.as_str(), table.as_str())).or_insert(known)
            }
        };
        let Some(known) = known else { continue };
        for name in names.iter().filter(|name| !known.contains(name)) {
            wrong.push((*place, format!("{database}.{table} has no column `{name}`"), name.clone(), known.clone()));
        }
    }
    let Some((first, message, typed, known)) = wrong.first() else { return Ok(()) };
    if first.is_none() {
        return Err(no_column(message, typed, known));
    }
    let error = Error::usage(format!("{} columns are not there; nothing was changed", wrong.len()));
    Err(wrong.iter().fold(error, |error, (place, message, ..)| error.at(format!("{}: {message}", place.unwrap_or("")))))
}

/// Fails when columns of a filter are not there. A table that the caller may not look at is left to the service.
pub async fn columns(read: &Read, name: &TableName, columns: &Columns) -> Result<()> {
    let (Columns::Only(names) | Columns::Except(names)) = columns else { return Ok(()) };
    let known = match super::table::need(read, name).await {
        Ok(table) => columns_of(&table),
        Err(error) if error.kind() == Kind::Denied => return Ok(()),
        Err(error) => return Err(error),
    };
    match names.iter().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(missing) => Err(no_column(&format!("{name} has no column `{missing}`"), missing, &known)),
    }
}

/// Fails when a table has no filter of a name. Who may not look is left to the service.
pub async fn filter(read: &Read, name: &TableName, filter: &str) -> Result<()> {
    match super::table::need(read, name).await {
        Ok(_) => {}
        Err(error) if error.kind() == Kind::Denied => return Ok(()),
        Err(error) => return Err(error),
    }
    let Some(known) = readable(read.filters(Some(name)).await)? else { return Ok(()) };
    if known.iter().any(|known| known.name == filter) {
        return Ok(());
    }
    Err(Error::not_found(format!("{name} has no filter `{filter}`"))
        .did_you_mean(filter, known.iter().map(|known| known.name.as_str()))
        .hint(command("lakectl filter list --on", &[&name.to_string()], "")))
}

fn no_column(message: &str, typed: &str, known: &[String]) -> Error {
    Error::not_found(message)
        .did_you_mean(typed, known.iter().map(String::as_str))
        .hint(format!("its columns are {}", known.join(", ")))
}

fn columns_of(table: &Table) -> Vec<String> {
    table.columns.iter().chain(&table.partition_keys).map(|column| column.name.to_lowercase()).collect()
}

/// Fails when a condition cannot be a filter of the rows of a table. A table that the caller may not look at is left to the
/// service.
pub async fn condition(read: &Read, name: &TableName, rows: &str) -> Result<()> {
    match super::table::need(read, name).await {
        Ok(table) => judge(name, table, rows),
        Err(error) if error.kind() == Kind::Denied => Ok(()),
        Err(error) => Err(error),
    }
}

fn judge(name: &TableName, table: Table, rows: &str) -> Result<()> {
    let wrong = || Error::usage(format!("`{rows}` is no condition on the rows of {name}"));
    let known = columns_of(&table);
    let wanted = Wanted { database: name.database.as_str().to_owned(), table: name.table.clone() };
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    // On a line of its own, so that a comment in it ends with it.
    let sql = format!("SELECT 1 FROM {}.{} WHERE (\n{rows}\n)", quoted(&wanted.database), quoted(&wanted.table));
    let lookup = Lookup { entries: BTreeMap::from([(wanted, Entry::of(table))]), ..Lookup::default() };
    match analyze(&sql, &[], &lookup) {
        Err(unreadable) => Err(wrong()
            .because(unreadable.message)
            .hint("a condition is what stands after WHERE, as in --rows \"region = 'EU'\"")),
        Ok(Outcome::Needs(_)) => Err(wrong().because("it reads other tables, and a filter is of its table alone")),
        Ok(Outcome::Done(analysis)) if analysis.reads.len() > 1 => {
            Err(wrong().because("it has a query in it, and a filter is of its table's rows alone"))
        }
        Ok(Outcome::Done(analysis)) => match analysis.problems.into_iter().next() {
            None => Ok(()),
            Some(problem) => {
                let typed = match &problem.kind {
                    ProblemKind::Column(name) => name.clone(),
                    _ => String::new(),
                };
                let wrong = wrong().because(problem.kind.to_string());
                let near = wrong.did_you_mean(&typed, known.iter().map(String::as_str));
                Err(near.hint(format!("{} tells its columns", command("lakectl table show", &[&name.to_string()], ""))))
            }
        },
    }
}

/// What else gives a principal rights that are to be revoked, in sentences with what to do: a revoke takes what was granted
/// in so many words, and is no inverse of having a right. What the caller may not read is not looked at.
pub async fn still_given(read: &Read, revoked: &[Grant]) -> Result<Vec<String>> {
    let Some(first) = revoked.first() else { return Ok(Vec::new()) };
    let (principal, resource) = (&first.principal, &first.resource);
    let Some(held) = readable(read.grants_of(principal).await)? else { return Ok(Vec::new()) };
    let mut held = held.grants;
    if matches!(resource, Resource::Table { .. })
        && let Some(about) = readable(read.grants_about(resource).await)?
    {
        held.extend(about.grants.into_iter().filter(|grant| grant.principal == *principal));
    }
    let by_tags = held.iter().any(|grant| matches!(grant.resource, Resource::TagPolicy { .. }));
    let tags = match resource {
        Resource::Database { .. } | Resource::Table { .. } if by_tags => readable(read.lf_tags(resource).await)?,
        _ => None,
    };
    let (own, columns) = tags.unwrap_or_default();
    let tags: Vec<Tags> = columns.into_values().chain([own]).collect();
    held.sort();
    held.dedup();
    let left = held.iter().filter(|grant| revoked.iter().any(|gone| gives_as_well(grant, gone, revoked, &tags)));
    Ok(left.map(|grant| format!("{grant} stays, and gives it as well: {}", revoke_command(grant))).collect())
}

/// Whether a grant that stays gives what another one gave.
fn gives_as_well(grant: &Grant, gone: &Grant, revoked: &[Grant], tags: &[Tags]) -> bool {
    if revoked.iter().any(|gone| gone.resource == grant.resource && gone.permission == grant.permission) {
        return false;
    }
    let is_about = match (&grant.resource, &gone.resource) {
        (theirs, on) if theirs == on => true,
        (Resource::AllTables { database }, Resource::Table { database: of, .. }) => database == of,
        (Resource::CellsFilter { database, table, .. }, Resource::Table { database: of, table: name }) => {
            database == of && table == name
        }
        (Resource::TagPolicy { target: PolicyTarget::Table, expression }, Resource::Table { .. })
        | (Resource::TagPolicy { target: PolicyTarget::Database, expression }, Resource::Database { .. }) => {
            tags.iter().any(|tags| expression.matches(tags))
        }
        _ => false,
    };
    is_about && (gone.permission == Permission::All || [Permission::All, gone.permission].contains(&grant.permission))
}

/// A session of a role acts for the role.
fn role_arn(identity: &str) -> String {
    match identity.split_once(":assumed-role/") {
        Some((account, rest)) => {
            let role = rest.split('/').next().unwrap_or_default();
            format!("{}:role/{role}", account.replacen(":sts:", ":iam:", 1))
        }
        None => identity.to_owned(),
    }
}

/// Whether what is held covers a grant. Grants on all tables, and grants by tags that may match, are taken to.
fn is_grantable(me: &Principal, wanted: &Grant, held: &[Grant]) -> bool {
    let database = match &wanted.resource {
        Resource::Table { database, .. } | Resource::CellsFilter { database, .. } => Some(database),
        Resource::Database { .. } | Resource::AllTables { .. } => None,
        // What covers a tag, a policy on tags, a location or the catalog is for the service to say.
        _ => return true,
    };
    // A filter narrows its table: whoever may grant the table may grant it.
    let on = match &wanted.resource {
        Resource::CellsFilter { database, table, .. } => Resource::table(database, table),
        other => other.clone(),
    };
    let own = Grant { principal: me.clone(), resource: on.clone(), grantable: true, ..wanted.clone() };
    let direct: Vec<Grant> = held
        .iter()
        .filter(|grant| grant.grantable)
        .filter(|grant| match &grant.resource {
            Resource::AllTables { database: of } => Some(of) == database,
            resource => *resource == on,
        })
        .map(|grant| Grant { principal: me.clone(), resource: on.clone(), ..grant.clone() })
        .collect();
    let by_tags = held.iter().any(|grant| grant.grantable && matches!(grant.resource, Resource::TagPolicy { .. }));
    own.missing_from(&direct).is_none() || by_tags
}

/// The enabled workgroups in which a grant of some columns or rows is not kept, in a sentence with what to do.
///
/// Source: Athena User Guide, "Considerations and limitations for querying data registered with Lake Formation": data
/// filters need engine version 2 or later, and are not supported in Spark workgroups.
pub async fn workgroups(read: &Read, grants: &[Grant]) -> Result<Option<String>> {
    let is_part =
        |grant: &Grant| grant.columns != Columns::All || matches!(grant.resource, Resource::CellsFilter { .. });
    if !grants.iter().any(is_part) {
        return Ok(None);
    }
    // The workgroups of an account are not for everybody to list, and a grant does not need them.
    let Ok(groups) = read.workgroups().await else { return Ok(None) };
    let named = without_filters(&groups);
    Ok((!named.is_empty()).then(|| {
        format!(
            "grants of some columns or rows are kept by Athena SQL engine version 2 and later alone, and there are other \
             workgroups: {}; whoever may use one of them needs no grant on the rest: take the workgroup away, or grant the \
             whole table",
            named.join(", ")
        )
    }))
}

/// The enabled workgroups whose engine knows no data filters.
fn without_filters(groups: &[WorkGroupSummary]) -> Vec<String> {
    let lets_through = |engine: &str| engine.contains("PySpark") || engine.ends_with("version 1");
    groups
        .iter()
        .filter(|group| group.enabled)
        .filter_map(|group| Some((group, group.engine.as_deref().filter(|engine| lets_through(engine))?)))
        .map(|(group, engine)| format!("{} ({engine})", group.name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::permission::Permission;

    fn grant(resource: Resource, permission: Permission, grantable: bool) -> Grant {
        let principal = Principal::as_given("arn:aws:iam::123456789012:role/steward");
        Grant { principal, resource, permission, columns: Columns::All, grantable }
    }

    #[test]
    fn what_is_held_with_the_option_is_grantable() {
        let me = Principal::as_given("arn:aws:iam::123456789012:role/steward");
        let wanted = grant(Resource::table("d", "t"), Permission::Select, false);
        let option = |resource: Resource, permission| vec![grant(resource, permission, true)];
        assert!(!is_grantable(&me, &wanted, &[]));
        assert!(!is_grantable(&me, &wanted, &[grant(Resource::table("d", "t"), Permission::Select, false)]));
        assert!(is_grantable(&me, &wanted, &option(Resource::table("d", "t"), Permission::Select)));
        assert!(is_grantable(&me, &wanted, &option(Resource::table("d", "t"), Permission::All)));
        assert!(!is_grantable(&me, &wanted, &option(Resource::table("d", "u"), Permission::Select)));
        let all = Resource::AllTables { database: "d".to_owned() };
        assert!(is_grantable(&me, &wanted, &option(all, Permission::Select)));
        let filter = Resource::CellsFilter { database: "d".to_owned(), table: "t".to_owned(), name: "f".to_owned() };
        let through = grant(filter, Permission::Select, false);
        assert!(is_grantable(&me, &through, &option(Resource::table("d", "t"), Permission::Select)));
    }

    #[test]
    fn engines_without_filters_are_named() {
        let group = |name: &str, engine: &str, enabled| WorkGroupSummary {
            name: name.to_owned(),
            enabled,
            description: String::new(),
            engine: Some(engine.to_owned()),
            created_millis: None,
        };
        let groups = [
            group("primary", "Athena engine version 3", true),
            group("spark", "PySpark engine version 3", true),
            group("off", "PySpark engine version 3", false),
        ];
        assert_eq!(without_filters(&groups), ["spark (PySpark engine version 3)"]);
    }

    #[test]
    fn a_session_acts_for_its_role() {
        let session = "arn:aws:sts::123456789012:assumed-role/steward/ann";
        assert_eq!(role_arn(session), "arn:aws:iam::123456789012:role/steward");
    }
}

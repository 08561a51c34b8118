//! The grants that are kept: one document per principal and resource.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rusqlite::params;
use serde_json::{Value, json};

use super::resource::{from_wire, to_wire};
use crate::domain::permission::{Columns, Grant, Permission, Principal, Resource};
use crate::store::{StoreError, Tx, scope};

const KIND: &str = "lf_grant";
/// Cannot be in a principal's name.
const SEPARATOR: char = '\u{1f}';

/// Every right of one principal on one resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The rights; all of this principal on this resource.
    pub grants: Vec<Grant>,
    /// Milliseconds since the epoch.
    pub updated: i64,
    /// Who wrote it last.
    pub updated_by: String,
}

/// Where and by whom a change is made.
#[derive(Debug, Clone, Copy)]
pub struct Author<'a> {
    /// The region of the catalog.
    pub region: &'a str,
    /// The account of the catalog.
    pub account: &'a str,
    /// The ARN of the principal.
    pub principal: &'a str,
    /// Milliseconds since the epoch.
    pub now: i64,
}

/// What a principal has on a resource.
pub fn of(
    tx: &Tx<'_>,
    region: &str,
    account: &str,
    principal: &Principal,
    resource: &Resource,
) -> Result<Vec<Grant>, StoreError> {
    let name = name_of(account, principal, resource);
    let document = tx.get(KIND, &scope(&[region]), &name)?;
    Ok(document.map(|document| from_document(&document, principal, resource).grants).unwrap_or_default())
}

/// Everything that a principal has.
pub fn of_principal(tx: &Tx<'_>, region: &str, principal: &Principal) -> Result<Vec<Record>, StoreError> {
    let from = format!("{principal}{SEPARATOR}");
    let to = format!("{principal}\u{20}");
    select(tx, "scope = ?2 AND name >= ?3 AND name < ?4", region, &from, &to)
}

/// Every grant of the region, by principal and resource.
pub fn all(tx: &Tx<'_>, region: &str) -> Result<Vec<Record>, StoreError> {
    select(tx, "scope = ?2 AND name >= ?3 AND ?4 = ?4", region, "", "")
}

/// Reads the grants of the region in order, from a name on, those alone whose names hold both needles, until `visit`
/// has enough. A name is that of a document: the principal and the resource as it is sent.
pub fn scan(
    tx: &Tx<'_>,
    region: &str,
    from: &str,
    needles: [&str; 2],
    mut visit: impl FnMut(String, Record) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut statement = tx.connection().prepare_cached(
        "SELECT name, body FROM doc WHERE kind = ?1 AND scope = ?2 AND name >= ?3 \
         AND instr(name, ?4) > 0 AND instr(name, ?5) > 0 ORDER BY name",
    )?;
    let [first, second] = needles;
    let mut rows = statement.query(params![KIND, scope(&[region]), from, first, second])?;
    while let Some(row) = rows.next()? {
        let (name, body): (String, String) = (row.get(0)?, row.get(1)?);
        if visit(name, parse(&body)?).is_break() {
            break;
        }
    }
    Ok(())
}

fn parse(body: &str) -> Result<Record, StoreError> {
    let document: Value = serde_json::from_str(body)
        .map_err(|error| StoreError::Other(format!("a grant in the lake is damaged: {error}")))?;
    let principal = Principal::as_given(document["principal"].as_str().unwrap_or_default());
    let Some(resource) = from_wire(&document["resource"]) else {
        return Err(StoreError::Other("a grant in the lake is damaged: its resource cannot be read".to_owned()));
    };
    Ok(from_document(&document, &principal, &resource))
}

fn select(tx: &Tx<'_>, condition: &str, region: &str, from: &str, to: &str) -> Result<Vec<Record>, StoreError> {
    let mut statement = tx
        .connection()
        .prepare_cached(&format!("SELECT body FROM doc WHERE kind = ?1 AND {condition} ORDER BY name"))?;
    let rows = statement.query_map(params![KIND, scope(&[region]), from, to], |row| row.get::<_, String>(0))?;
    let mut records = Vec::new();
    for row in rows {
        records.push(parse(&row?)?);
    }
    Ok(records)
}

/// Adds rights; all of one principal on one resource.
pub fn add(tx: &Tx<'_>, author: Author<'_>, grants: &[Grant]) -> Result<(), StoreError> {
    let Some(first) = grants.first() else { return Ok(()) };
    let mut present = of(tx, author.region, author.account, &first.principal, &first.resource)?;
    for grant in grants {
        merge(&mut present, grant);
    }
    write(tx, author, &first.principal, &first.resource, present)
}

/// Takes rights away. With `option_only` just the grant option goes. Whether anything was there to take.
pub fn remove(tx: &Tx<'_>, author: Author<'_>, grants: &[Grant], option_only: bool) -> Result<bool, StoreError> {
    let Some(first) = grants.first() else { return Ok(false) };
    let mut present = of(tx, author.region, author.account, &first.principal, &first.resource)?;
    let mut found = false;
    for grant in grants {
        found |= subtract(&mut present, grant, option_only);
    }
    if found {
        write(tx, author, &first.principal, &first.resource, present)?;
    }
    Ok(found)
}

/// Forgets every grant on the resources that `gone` picks.
pub fn forget(tx: &Tx<'_>, region: &str, account: &str, gone: impl Fn(&Resource) -> bool) -> Result<(), StoreError> {
    for record in all(tx, region)? {
        if let Some(grant) = record.grants.first()
            && gone(&grant.resource)
        {
            tx.delete(KIND, &scope(&[region]), &name_of(account, &grant.principal, &grant.resource))?;
        }
    }
    Ok(())
}

fn write(
    tx: &Tx<'_>,
    author: Author<'_>,
    principal: &Principal,
    resource: &Resource,
    grants: Vec<Grant>,
) -> Result<(), StoreError> {
    let (place, name) = (scope(&[author.region]), name_of(author.account, principal, resource));
    if grants.is_empty() {
        tx.delete(KIND, &place, &name)?;
        return Ok(());
    }
    let record = Record { grants, updated: author.now, updated_by: author.principal.to_owned() };
    tx.put(KIND, &place, &name, &to_document(&record, principal, &to_wire(author.account, resource)))
}

/// Column lists of one right add up; a right with the grant option swallows the same one without it.
fn merge(present: &mut Vec<Grant>, new: &Grant) {
    if let Columns::Only(names) = &new.columns {
        let mut names: BTreeSet<String> = names.clone();
        for other in present.iter_mut().filter(|other| other.permission == new.permission) {
            let Columns::Only(theirs) = &mut other.columns else { continue };
            if other.grantable == new.grantable {
                names.append(theirs);
            } else if new.grantable {
                theirs.retain(|name| !names.contains(name));
            } else {
                names.retain(|name| !theirs.contains(name));
            }
        }
        present.retain(|other| other.columns != Columns::Only(BTreeSet::new()));
        if !names.is_empty() {
            present.push(new.with_columns(Columns::Only(names)));
        }
        return;
    }
    match present.iter_mut().find(|other| other.permission == new.permission && other.columns == new.columns) {
        Some(other) => other.grantable |= new.grantable,
        None => present.push(new.clone()),
    }
}

fn subtract(present: &mut Vec<Grant>, gone: &Grant, option_only: bool) -> bool {
    let mut found = false;
    let mut kept = Vec::new();
    for mut other in std::mem::take(present) {
        if other.permission != gone.permission || (option_only && !other.grantable) {
            kept.push(other);
            continue;
        }
        if let (Columns::Only(names), Columns::Only(theirs)) = (&gone.columns, &other.columns) {
            let taken: BTreeSet<String> = names.intersection(theirs).cloned().collect();
            if taken.is_empty() {
                kept.push(other);
                continue;
            }
            found = true;
            let left: BTreeSet<String> = theirs.difference(&taken).cloned().collect();
            if option_only {
                kept.push(Grant { grantable: false, ..other.with_columns(Columns::Only(taken)) });
            }
            if !left.is_empty() {
                kept.push(other.with_columns(Columns::Only(left)));
            }
        } else if gone.columns == other.columns {
            found = true;
            if option_only {
                other.grantable = false;
                kept.push(other);
            }
        } else {
            kept.push(other);
        }
    }
    for grant in &kept {
        merge(present, grant);
    }
    found
}

/// The name of the document that holds what a principal has on a resource.
pub fn name_of(account: &str, principal: &Principal, resource: &Resource) -> String {
    format!("{principal}{SEPARATOR}{}", to_wire(account, resource))
}

fn to_document(record: &Record, principal: &Principal, resource_wire: &Value) -> Value {
    let rights: Vec<Value> = record
        .grants
        .iter()
        .map(|grant| {
            let columns = match &grant.columns {
                Columns::All => Value::Null,
                Columns::Only(names) => json!({ "only": names }),
                Columns::Except(names) => json!({ "except": names }),
            };
            json!({ "permission": grant.permission.as_str(), "columns": columns, "grantable": grant.grantable })
        })
        .collect();
    json!({
        "principal": principal.as_str(), "resource": resource_wire, "rights": rights,
        "updated": record.updated, "updated_by": record.updated_by,
    })
}

fn from_document(document: &Value, principal: &Principal, resource: &Resource) -> Record {
    let names = |value: &Value| -> Option<BTreeSet<String>> {
        Some(value.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    };
    let grants = document["rights"].as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(|right| {
        let permission: Permission = right["permission"].as_str()?.parse().ok()?;
        let columns = match (names(&right["columns"]["only"]), names(&right["columns"]["except"])) {
            (Some(only), _) => Columns::Only(only),
            (None, Some(except)) if !except.is_empty() => Columns::Except(except),
            _ => Columns::All,
        };
        let grantable = right["grantable"].as_bool().unwrap_or(false);
        Some(Grant { principal: principal.clone(), resource: resource.clone(), permission, columns, grantable })
    });
    Record {
        grants: grants.collect(),
        updated: document["updated"].as_i64().unwrap_or(0),
        updated_by: document["updated_by"].as_str().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(columns: Columns, grantable: bool) -> Grant {
        Grant {
            principal: Principal::as_given("arn:aws:iam::123456789012:role/analyst"),
            resource: Resource::table("d", "t"),
            permission: Permission::Select,
            columns,
            grantable,
        }
    }

    #[test]
    fn column_lists_add_up_and_go_piece_by_piece() {
        let mut present = vec![select(Columns::only(["a"]), false)];
        merge(&mut present, &select(Columns::only(["b"]), false));
        assert_eq!(present, [select(Columns::only(["a", "b"]), false)]);
        merge(&mut present, &select(Columns::only(["a"]), true));
        assert_eq!(present, [select(Columns::only(["b"]), false), select(Columns::only(["a"]), true)]);
        assert!(subtract(&mut present, &select(Columns::only(["a", "z"]), false), false));
        assert_eq!(present, [select(Columns::only(["b"]), false)]);
        assert!(!subtract(&mut present, &select(Columns::only(["z"]), false), false));
        assert!(!subtract(&mut present, &select(Columns::All, false), false));
    }

    #[test]
    fn the_option_alone_can_go() {
        let mut present = vec![select(Columns::All, true)];
        assert!(subtract(&mut present, &select(Columns::All, false), true));
        assert_eq!(present, [select(Columns::All, false)]);
        assert!(!subtract(&mut present, &select(Columns::All, false), true));
    }
}

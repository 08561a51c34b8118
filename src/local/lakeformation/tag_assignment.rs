//! LF-tags on databases, tables and columns. Tables inherit from their database, columns from their table; what is
//! assigned nearer wins.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::access;
use super::objects::{check_exists, column_names, table_document};
use super::resource::{self, Given};
use super::settings::{check_catalog, denied, is_admin};
use super::{grants, tag};
use crate::check;
use crate::domain::permission::{Columns, Permission, Principal, Resource};
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "AddLFTagsToResource", run: Run::Sync(add) },
    Operation { name: "RemoveLFTagsFromResource", run: Run::Sync(remove) },
    Operation { name: "GetResourceLFTags", run: Run::Sync(get) },
];

const KIND: &str = "lf_tag_on";
/// The name of the document that holds the tags of the database or table itself.
const SELF: &str = "\u{1f}self";

/// Tags by key.
pub type Tags = BTreeMap<String, String>;

/// What is assigned to a database and to a table in it and its columns, nothing inherited yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assigned {
    /// On the database.
    pub database: Tags,
    /// On the table.
    pub table: Tags,
    /// On columns, by name.
    pub columns: BTreeMap<String, Tags>,
}

impl Assigned {
    /// The table's tags with those of the database below them.
    pub fn of_table(&self) -> Tags {
        let mut tags = self.database.clone();
        tags.extend(self.table.clone());
        tags
    }

    /// A column's tags with those of the table and the database below them.
    pub fn of_column(&self, column: &str) -> Tags {
        let mut tags = self.of_table();
        tags.extend(self.columns.get(column).cloned().unwrap_or_default());
        tags
    }
}

/// Reads what is assigned to a table.
pub fn of_table(tx: &Tx<'_>, region: &str, database: &str, table: &str) -> Result<Assigned, StoreError> {
    let place = scope(&[region, database, table]);
    let mut columns: BTreeMap<String, Tags> =
        tx.list(KIND, &place)?.into_iter().map(|(name, document)| (name, tags_of(&document))).collect();
    Ok(Assigned {
        database: of_database(tx, region, database)?,
        table: columns.remove(SELF).unwrap_or_default(),
        columns,
    })
}

/// Reads what is assigned to a database.
pub fn of_database(tx: &Tx<'_>, region: &str, database: &str) -> Result<Tags, StoreError> {
    Ok(tx.get(KIND, &scope(&[region, database]), SELF)?.map(|document| tags_of(&document)).unwrap_or_default())
}

/// Forgets the tags of a table and its columns.
pub fn forget_table(tx: &Tx<'_>, region: &str, database: &str, table: &str) -> Result<(), StoreError> {
    tx.delete_scope(KIND, &scope(&[region, database, table])).map(|_| ())
}

/// Forgets the tags of a database.
pub fn forget_database(tx: &Tx<'_>, region: &str, database: &str) -> Result<(), StoreError> {
    tx.delete_scope(KIND, &scope(&[region, database])).map(|_| ())
}

/// Whether anything in the region carries the tag, with this value if one is given.
pub fn is_used(tx: &Tx<'_>, region: &str, key: &str, value: Option<&str>) -> Result<bool, StoreError> {
    Ok(everything(tx, region)?
        .iter()
        .any(|(_, _, tags)| tags.get(key).is_some_and(|theirs| value.is_none_or(|value| theirs == value))))
}

/// Takes a tag off everything.
pub fn forget_tag(tx: &Tx<'_>, region: &str, key: &str) -> Result<(), StoreError> {
    for (place, name, mut tags) in everything(tx, region)? {
        if tags.remove(key).is_some() {
            write(tx, &place, &name, &tags)?;
        }
    }
    Ok(())
}

fn everything(tx: &Tx<'_>, region: &str) -> Result<Vec<(String, String, Tags)>, StoreError> {
    let mut statement = tx.connection().prepare_cached(
        "SELECT scope, name, body FROM doc WHERE kind = ?1 AND scope >= ?2 AND scope < ?3 ORDER BY scope, name",
    )?;
    let (from, to) = (scope(&[region, ""]), format!("{region}\u{20}"));
    let rows = statement.query_map(rusqlite::params![KIND, from, to], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
    })?;
    let mut all = Vec::new();
    for row in rows {
        let (place, name, body) = row?;
        let document: Value = serde_json::from_str(&body)
            .map_err(|error| StoreError::Other(format!("a document in the lake is damaged: {error}")))?;
        all.push((place, name, tags_of(&document)));
    }
    Ok(all)
}

fn tags_of(document: &Value) -> Tags {
    let entries = document.as_object().into_iter().flatten();
    entries.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

fn write(tx: &Tx<'_>, place: &str, name: &str, tags: &Tags) -> Result<(), StoreError> {
    if tags.is_empty() {
        return tx.delete(KIND, place, name).map(|_| ());
    }
    tx.put(KIND, place, name, &json!(tags))
}

/// Where the tags of a resource are: its scope, and the names in it.
fn places(region: &str, given: &Given) -> Result<(String, Vec<String>), ServiceError> {
    match (&given.resource, &given.columns) {
        (Resource::Database { database }, _) => Ok((scope(&[region, database]), vec![SELF.to_owned()])),
        (Resource::Table { database, table }, Columns::Only(names)) => {
            Ok((scope(&[region, database, table]), names.iter().cloned().collect()))
        }
        (Resource::Table { database, table }, Columns::All) if !given.with_columns => {
            Ok((scope(&[region, database, table]), vec![SELF.to_owned()]))
        }
        _ => Err(ServiceError::invalid("LF-tags can be assigned to a database, a table or named columns")),
    }
}

/// A pair as it was sent, with its key and values folded.
type Pair<'a> = (&'a Value, String, Vec<String>);

fn pairs(call: &Call) -> Result<Vec<Pair<'_>>, ServiceError> {
    let list = call.input().list("LFTags")?;
    check::count("LFTags", list.len(), 1, 50)?;
    list.iter()
        .map(|pair| {
            let input = Input::new(pair);
            let values: Vec<String> = input.strings("TagValues")?.into_iter().map(str::to_lowercase).collect();
            check::count("TagValues", values.len(), 1, 50)?;
            Ok((pair, tag::key(input)?, values))
        })
        .collect()
}

/// Administrators, and whoever holds ASSOCIATE on the tag.
fn may_associate(tx: &Tx<'_>, call: &Call, key: &str, value: &str) -> Result<bool, StoreError> {
    let caller = &call.caller;
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(true);
    }
    let me = Principal::as_given(&caller.principal);
    let held = grants::of_principal(tx, &caller.region, &me)?;
    Ok(held.iter().flat_map(|record| &record.grants).any(|grant| {
        matches!(grant.permission, Permission::Associate | Permission::All)
            && matches!(&grant.resource, Resource::Tag { key: theirs, values }
                if theirs == key && values.iter().any(|known| known == "*" || known == value))
    }))
}

fn change(call: &Call, work: impl Fn(&mut Tags, &str, &[String]) -> Result<(), ServiceError>) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let given = resource::read(&call.caller, call.input())?;
    let (region, pairs) = (call.caller.region.as_str(), pairs(call)?);
    let (place, names) = places(region, &given)?;
    let mut failures: Vec<Value> = Vec::new();
    call.lake.store().write(|tx| {
        check_exists(tx, region, &given.resource, &given.columns)?;
        for (pair, key, values) in &pairs {
            let changed = tag::check_values(tx, region, key, values)
                .map_err(|error| ServiceError { message: "Tag or tag value does not exist.".to_owned(), ..error })
                .and_then(|()| {
                    let may = may_associate(tx, call, key, values.first().map_or("", String::as_str))?;
                    if may { Ok(()) } else { Err(denied()) }
                })
                .and_then(|()| {
                    for name in &names {
                        let mut tags = tx.get(KIND, &place, name)?.map(|found| tags_of(&found)).unwrap_or_default();
                        work(&mut tags, key, values)?;
                        write(tx, &place, name, &tags)?;
                    }
                    Ok(())
                });
            if let Err(error) = changed {
                let error = error.with_invalid_code(super::SERVICE.invalid_code);
                let tag = json!({ "CatalogId": call.caller.account, "TagKey": pair["TagKey"], "TagValues": pair["TagValues"] });
                failures.push(json!({
                    "LFTag": tag,
                    "Error": { "ErrorCode": error.code, "ErrorMessage": error.message },
                }));
            }
        }
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({ "Failures": failures }))
}

fn add(call: &Call) -> Reply {
    change(call, |tags, key, values| match values {
        [value] => {
            tags.insert(key.to_owned(), value.clone());
            Ok(())
        }
        _ => Err(ServiceError::invalid(format!("A resource takes exactly one value of tag key {key}"))),
    })
}

fn remove(call: &Call) -> Reply {
    change(call, |tags, key, values| {
        if tags.get(key).is_some_and(|value| values.contains(value)) {
            tags.remove(key);
            return Ok(());
        }
        Err(ServiceError::client("EntityNotFoundException", format!("Tag key {key} is not assigned to the resource")))
    })
}

fn get(call: &Call) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let given = resource::read(&call.caller, call.input())?;
    let inherited = call.input().opt_bool("ShowAssignedLFTags")? != Some(true);
    let account = call.caller.account.as_str();
    let region = call.caller.region.as_str();
    call.lake.store().read(|tx| {
        match &given.resource {
            Resource::Database { database } => {
                check_exists(tx, region, &given.resource, &given.columns)?;
                if !access::sees_database(tx, &call.caller, database)? {
                    return Err(denied());
                }
                let tags = pair_list(account, &of_database(tx, region, database)?);
                Ok(without_empty(json!({ "LFTagOnDatabase": tags })))
            }
            Resource::Table { database, table } => {
                let assigned = of_table(tx, region, database, table)?;
                let document = table_document(tx, region, database, table)?;
                // The tags of a column tell its name, so hidden columns have none.
                let document = access::visible_table(tx, &call.caller, database, &document)?.ok_or_else(denied)?;
                let seen = column_names(&document);
                if let Columns::Only(names) = &given.columns
                    && names.iter().any(|name| !seen.contains(name))
                {
                    return Err(denied());
                }
                Ok(without_empty(table_answer(account, &assigned, &document, &given.columns, inherited)))
            }
            _ => Err(ServiceError::invalid("LF-tags can be read from a database, a table or its columns")),
        }
    })
}

/// A list without tags is left out of an answer.
fn without_empty(mut answer: Value) -> Value {
    if let Value::Object(lists) = &mut answer {
        lists.retain(|_, list| list.as_array().is_none_or(|list| !list.is_empty()));
    }
    answer
}

/// The three lists that the answers about a table have.
pub fn table_answer(account: &str, assigned: &Assigned, table: &Value, wanted: &Columns, inherited: bool) -> Value {
    let on_table = if inherited { assigned.of_table() } else { assigned.table.clone() };
    let columns: Vec<Value> = column_names(table)
        .into_iter()
        .filter(|name| wanted.contains(name))
        .filter_map(|name| {
            let tags = if inherited {
                assigned.of_column(&name)
            } else {
                assigned.columns.get(&name).cloned().unwrap_or_default()
            };
            (!tags.is_empty()).then(|| json!({ "Name": name, "LFTags": pair_list(account, &tags) }))
        })
        .collect();
    json!({
        "LFTagOnDatabase": pair_list(account, &assigned.database),
        "LFTagsOnTable": pair_list(account, &on_table),
        "LFTagsOnColumns": columns,
    })
}

/// Tags as the wire lists them.
pub fn pair_list(account: &str, tags: &Tags) -> Vec<Value> {
    tags.iter().map(|(key, value)| json!({ "CatalogId": account, "TagKey": key, "TagValues": [value] })).collect()
}

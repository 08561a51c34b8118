//! LF-tags: what carries them, what an expression matches, what a change would open.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::Read;
use crate::domain::catalog::{DatabaseName, TableName};
use crate::domain::permission::effective::{Lake, Shift, TableFacts, shifts};
use crate::domain::permission::{
    Assigned, Grant, LfTag, NamedExpression, Principal, Resource, TagExpression, TagPlace,
};
use crate::domain::shell_word::command;
use crate::error::{Error, Result};
use crate::picture::{self, facts};
use crate::require::{Sought, require};
use crate::{db, table};

/// Every tag, by key.
pub async fn list(read: &Read) -> Result<Vec<LfTag>> {
    let mut tags = read.lf_tag_keys().await?;
    tags.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(tags)
}

/// A tag that must be there.
pub async fn need(read: &Read, key: &str) -> Result<LfTag> {
    let sought = Sought { what: format!("LF-tag `{key}`"), typed: key, list: "lakectl tag list".to_owned() };
    let known = || async { Ok(read.lf_tag_keys().await?.into_iter().map(|tag| tag.key).collect()) };
    require(read.lf_tag(key).await?, sought, known).await
}

/// Every named expression, by name.
pub async fn expressions(read: &Read) -> Result<Vec<NamedExpression>> {
    read.tag_expressions().await
}

/// A named expression that must be there.
pub async fn need_expression(read: &Read, name: &str) -> Result<NamedExpression> {
    let list = "lakectl tag expression list".to_owned();
    let sought = Sought { what: format!("LF-tag expression `{name}`"), typed: name, list };
    let known = || async { Ok(read.tag_expressions().await?.into_iter().map(|known| known.name).collect()) };
    let found = read.tag_expression(name).await?;
    require(found, sought, known).await.map_err(|error| error.hint("the tags themselves are written key=value"))
}

/// The grants by a named expression, in words.
pub async fn grants_by(read: &Read, name: &str) -> Result<Vec<String>> {
    let is_by_it = |grant: &&Grant| match &grant.resource {
        Resource::TagPolicy { expression, .. } => expression.name() == Some(name),
        _ => false,
    };
    Ok(read.grants().await?.grants.iter().filter(is_by_it).map(ToString::to_string).collect())
}

/// An expression with what it says, whether it was written down or named; fails when what it names is not there.
pub async fn said(read: &Read, expression: &TagExpression) -> Result<TagExpression> {
    if let Some(name) = expression.name() {
        return Ok(expression.clone().saying(&need_expression(read, name).await?.expression));
    }
    check(read, expression).await?;
    Ok(expression.clone())
}

/// Fails, with the nearest that there is, when a tag or one of its values, or a named expression, is not there.
pub async fn check(read: &Read, expression: &TagExpression) -> Result<()> {
    if let Some(name) = expression.name() {
        return need_expression(read, name).await.map(drop);
    }
    for part in expression.parts() {
        let tag = need(read, &part.key).await?;
        let missing = part.values.iter().find(|value| *value != "*" && !tag.values.contains(value));
        if let Some(value) = missing {
            return Err(Error::not_found(format!("LF-tag `{}` has no value `{value}`", tag.key))
                .did_you_mean(value, tag.values.iter().map(String::as_str))
                .hint(format!(
                    "it has {}: {}",
                    tag.values.join(", "),
                    command("lakectl tag values", &[&tag.key], "")
                )));
        }
    }
    Ok(())
}

/// A database or table that must be there, with its tags and, of a table, what it has for columns.
#[derive(Debug, Clone)]
pub struct Tagged {
    /// The database or table.
    pub resource: Resource,
    /// Its tags.
    pub assigned: Assigned,
    /// The columns; none of a database.
    pub columns: Vec<String>,
}

/// Reads the tags of a database or table.
pub async fn tagged(read: &Read, resource: &Resource) -> Result<Tagged> {
    let columns = match resource {
        Resource::Database { database } => {
            db::need(read, &DatabaseName::stored(database)).await?;
            Vec::new()
        }
        Resource::Table { database, table } => {
            let name: TableName = format!("{database}.{table}").parse().map_err(Error::usage)?;
            facts(&table::need(read, &name).await?).columns
        }
        other => {
            return Err(Error::usage(format!("LF-tags are on databases, tables and columns, and {other} is none")));
        }
    };
    let assigned = read.assigned_tags(resource).await?;
    Ok(Tagged { resource: resource.clone(), assigned, columns })
}

/// Fails when a column is not there.
pub fn check_columns<'a>(tagged: &Tagged, names: impl IntoIterator<Item = &'a String>) -> Result<()> {
    for name in names {
        if !tagged.columns.contains(name) {
            return Err(Error::not_found(format!("{} has no column `{name}`", tagged.resource))
                .did_you_mean(name, tagged.columns.iter().map(String::as_str)));
        }
    }
    Ok(())
}

/// What an expression matches today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// A database or a table.
    pub resource: Resource,
    /// Of a table: the columns that match; all of them when the list is as long as the table.
    pub columns: Vec<String>,
    /// Of a table: whether every column matches.
    pub whole: bool,
}

/// Expands an expression.
pub async fn expand(read: &Read, expression: &TagExpression) -> Result<Vec<Match>> {
    let expression = &said(read, expression).await?;
    let (databases, tables) =
        tokio::try_join!(read.databases_with_tags(expression), read.tables_with_tags(expression))?;
    let mut found: Vec<Match> = databases
        .into_iter()
        .map(|(name, _)| Match { resource: Resource::database(&name), columns: Vec::new(), whole: true })
        .collect();
    found.sort_by(|a, b| a.resource.cmp(&b.resource));
    let tables: BTreeMap<(String, String), Assigned> = tables.into_iter().collect();
    for ((database, name), assigned) in tables {
        let table: TableName = format!("{database}.{name}").parse().map_err(Error::usage)?;
        let all = facts(&table::need(read, &table).await?).columns;
        let matches = |column: &String| expression.matches(&assigned.of_column(column));
        let columns: Vec<String> = all.iter().filter(|column| matches(column)).cloned().collect();
        let whole = columns.len() == all.len();
        found.push(Match { resource: Resource::table(&database, &name), columns, whole });
    }
    Ok(found)
}

/// A change of tags: on what, and the values (none takes a tag off).
#[derive(Debug, Clone)]
pub struct Retagging {
    /// The database or table.
    pub resource: Resource,
    /// The database, the table itself, or columns.
    pub place: TagPlace,
    /// The value of each key.
    pub changes: BTreeMap<String, Option<String>>,
}

/// What a change of tags would give and take, and what could not be read for the answer.
pub async fn preview(read: &Read, change: &Retagging) -> Result<(Vec<Shift>, Vec<String>)> {
    let mut before = picture::read(read).await?;
    let (database, only) = match &change.resource {
        Resource::Database { database } => (database.clone(), None),
        Resource::Table { database, table } => (database.clone(), Some(table.clone())),
        other => return Err(Error::usage(format!("{other} has no LF-tags"))),
    };
    // What is assigned where is asked exactly: what a search found may hold inherited tags.
    let affected: Vec<TableFacts> = before
        .tables
        .iter()
        .filter(|table| table.database == database && only.as_ref().is_none_or(|only| *only == table.table))
        .cloned()
        .collect();
    let on_database = read.assigned_tags(&Resource::database(&database)).await?.database;
    before.database_tags.insert(database.clone(), on_database);
    let resources = affected.iter().map(TableFacts::resource).collect();
    let assigned =
        picture::each(read, resources, |read, table| async move { read.assigned_tags(&table).await }).await?;
    for (table, assigned) in affected.iter().zip(assigned) {
        before.table_tags.insert((table.database.clone(), table.table.clone()), assigned);
    }
    let mut after = before.clone();
    match &change.place {
        TagPlace::Database => {
            let old = Assigned { database: before.database_tags[&database].clone(), ..Assigned::default() };
            let new = old.with(&TagPlace::Database, &change.changes).database;
            for assigned in after.table_tags.iter_mut().filter(|((of, _), _)| *of == database).map(|(_, tags)| tags) {
                assigned.database.clone_from(&new);
            }
            after.database_tags.insert(database, new);
        }
        place => {
            for table in &affected {
                let key = (table.database.clone(), table.table.clone());
                let changed = after.table_tags.get(&key).cloned().unwrap_or_default().with(place, &change.changes);
                after.table_tags.insert(key, changed);
            }
        }
    }
    let principals: BTreeSet<Principal> = before
        .grants
        .iter()
        .filter(|grant| matches!(grant.resource, Resource::TagPolicy { .. }))
        .map(|grant| grant.principal.clone())
        .collect();
    let principals: Vec<Principal> = principals.into_iter().collect();
    let found = shifts(&Lake::new(&before), &Lake::new(&after), &principals);
    Ok((found, before.unknown))
}

//! The whole picture of a lake's governance, read side by side. What the caller may not read is said to be unknown; the
//! rest is there.

use std::collections::BTreeSet;

use crate::aws::Read;
use crate::backup::is_gap;
use crate::domain::catalog::{DatabaseName, Table};
use crate::domain::permission::effective::{Picture, TableFacts};
use crate::domain::permission::{Grant, PolicyTarget, Resource, TagExpression};
use crate::error::{Error, Kind, Result};

/// How many questions are asked at once.
const AT_ONCE: usize = 8;

/// Reads the whole picture.
pub async fn read(read: &Read) -> Result<Picture> {
    let account = read.account().await?.to_owned();
    let (grants, admins, defaults, filters, opt_ins, locations, catalog) = tokio::join!(
        read.grants(),
        read.admins(),
        read.iam_defaults(),
        read.filters(None),
        read.opt_ins(None),
        read.locations(),
        catalog(read),
    );
    let mut picture = Picture { account, ..Picture::default() };
    if let Some(found) = known(&mut picture.unknown, "grants", grants)? {
        picture.grants = found.grants;
        count(&mut picture.unknown, found.unknown, "grants are of a kind that this lakectl does not know");
        let unread = found.unread.iter();
        picture.unknown.extend(
            unread.map(|name| format!("what the LF-tag expression {name} says may not be read by whoever asks")),
        );
    }
    picture.admins = known(&mut picture.unknown, "the administrators", admins)?;
    picture.defaults = known(&mut picture.unknown, "the data lake settings", defaults)?;
    picture.filters = known(&mut picture.unknown, "row and cell filters", filters)?.unwrap_or_default();
    if let Some((known, others)) = known(&mut picture.unknown, "opt-ins", opt_ins)? {
        count(&mut picture.unknown, others, "opt-ins are of a kind that this lakectl does not know");
        picture.opt_ins = Some(known);
    }
    picture.locations = known(&mut picture.unknown, "registered locations", locations)?;
    (picture.databases, picture.tables) = catalog?;
    filter_grants(read, &mut picture).await?;
    tags(read, &mut picture).await?;
    picture.grants.sort();
    picture.grants.dedup();
    Ok(picture)
}

/// What can be read; else it is added to what is unknown.
fn known<T>(unknown: &mut Vec<String>, what: &str, answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == Kind::Denied => {
            unknown.push(format!("{what} may not be read by whoever asks"));
            Ok(None)
        }
        // Other makers' servers lack some of it.
        Err(error) => match is_gap(&error) {
            Some(why) => {
                unknown.push(format!("{what} cannot be read: {why}"));
                Ok(None)
            }
            None => Err(error),
        },
    }
}

fn count(unknown: &mut Vec<String>, number: usize, what: &str) {
    if number > 0 {
        unknown.push(format!("{number} {what}"));
    }
}

/// A table, as far as rights care.
pub fn facts(table: &Table) -> TableFacts {
    TableFacts {
        database: table.database.to_lowercase(),
        table: table.name.to_lowercase(),
        columns: table.columns.iter().chain(&table.partition_keys).map(|column| column.name.to_lowercase()).collect(),
        location: table.location.clone().filter(|place| place.starts_with("s3")),
    }
}

async fn catalog(read: &Read) -> Result<(Vec<String>, Vec<TableFacts>)> {
    let names: Vec<String> = read.databases().await?.into_iter().map(|database| database.name.to_lowercase()).collect();
    let lists = each(read, names.clone(), |read, name| async move {
        match read.tables(&DatabaseName::stored(&name)).await {
            // Deleted in between.
            Err(error) if error.kind() == Kind::NotFound => Ok(Vec::new()),
            other => other,
        }
    })
    .await?;
    let mut tables: Vec<TableFacts> = lists.iter().flatten().map(facts).collect();
    tables.sort_by_key(TableFacts::name);
    Ok((names, tables))
}

/// Grants on filters are listed with their tables alone.
async fn filter_grants(read: &Read, picture: &mut Picture) -> Result<()> {
    let tables: BTreeSet<(String, String)> =
        picture.filters.iter().map(|filter| (filter.database.clone(), filter.table.clone())).collect();
    let resources = tables.into_iter().map(|(database, table)| Resource::table(&database, &table)).collect();
    let found = each(read, resources, |read, resource| async move { read.grants_about(&resource).await }).await;
    for grants in known(&mut picture.unknown, "grants on filters", found)?.unwrap_or_default() {
        picture.grants.extend(grants.grants);
    }
    Ok(())
}

/// What the expressions of the policies match today.
async fn tags(read: &Read, picture: &mut Picture) -> Result<()> {
    let expressions = |wanted: PolicyTarget| -> Vec<TagExpression> {
        let of = |grant: &Grant| match &grant.resource {
            Resource::TagPolicy { target, expression } if *target == wanted && !expression.parts().is_empty() => {
                Some(expression.said())
            }
            _ => None,
        };
        picture.grants.iter().filter_map(of).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let (on_databases, on_tables) = (expressions(PolicyTarget::Database), expressions(PolicyTarget::Table));
    let databases =
        each(read, on_databases, |read, expression| async move { read.databases_with_tags(&expression).await }).await;
    let tables =
        each(read, on_tables, |read, expression| async move { read.tables_with_tags(&expression).await }).await;
    let databases = known(&mut picture.unknown, "what tag expressions match", databases)?.unwrap_or_default();
    picture.database_tags.extend(databases.into_iter().flatten());
    let tables = known(&mut picture.unknown, "what tag expressions match", tables)?.unwrap_or_default();
    picture.table_tags.extend(tables.into_iter().flatten());
    picture.unknown.dedup();
    Ok(())
}

/// Asks the same of many, some at once; the answers in the order of the questions.
pub async fn each<Q, A, F>(read: &Read, questions: Vec<Q>, ask: impl Fn(Read, Q) -> F) -> Result<Vec<A>>
where
    Q: Send + 'static,
    A: Send + 'static,
    F: Future<Output = Result<A>> + Send + 'static,
{
    let mut found = Vec::with_capacity(questions.len());
    let mut asked = tokio::task::JoinSet::new();
    let mut waiting = questions.into_iter().enumerate();
    loop {
        while asked.len() < AT_ONCE
            && let Some((index, question)) = waiting.next()
        {
            let answer = ask(read.clone(), question);
            asked.spawn(async move { (index, answer.await) });
        }
        let Some(answer) = asked.join_next().await else { break };
        let (index, answer) = answer.map_err(|error| Error::failed("a question broke off").because(error))?;
        found.push((index, answer?));
    }
    found.sort_by_key(|(index, _)| *index);
    Ok(found.into_iter().map(|(_, answer)| answer).collect())
}

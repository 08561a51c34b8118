//! Who may do what.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::{Grants, Read};
use crate::domain::catalog::{DatabaseName, TableName};
use crate::domain::permission::audit::{Extra, Finding, Principals, audit as find};
use crate::domain::permission::effective::{Lake, Picture, Right};
use crate::domain::permission::explain::{Explanation, Facts, Place, Question, explain as judge};
use crate::domain::permission::matrix::{Matrix, by_column, by_table};
use crate::domain::permission::{Admins, LfTag, Location, Principal, Resource, TagExpression, TagMatch};
use crate::domain::personal::of_title;
use crate::domain::principal::is_role_of;
use crate::domain::shell_word::{command, option};
use crate::error::{Error, Kind, Result};
use crate::{picture, principal};

/// Explicit grants: all, or those on a resource, of a principal, or of a principal on a resource. Those on filters and by
/// tags are among them.
pub async fn list(read: &Read, resource: Option<&Resource>, principal: Option<&Principal>) -> Result<Grants> {
    let mut found = match (resource, principal) {
        (Some(resource), _) => read.grants_about(resource).await?,
        (None, Some(principal)) => read.grants_of(principal).await?,
        (None, None) => read.grants().await?,
    };
    if resource.is_none() {
        // Grants on filters are listed with their tables alone.
        let filters = readable(read.filters(None).await)?;
        found.lacks_filters = filters.is_none();
        let filters = filters.unwrap_or_default();
        let tables: BTreeSet<Resource> =
            filters.iter().map(|filter| Resource::table(&filter.database, &filter.table)).collect();
        let tables = tables.into_iter().collect();
        let about = picture::each(read, tables, |read, table| async move { read.grants_about(&table).await }).await?;
        about.into_iter().for_each(|about| found.add(about));
    }
    if let Some(principal) = principal {
        found.grants.retain(|grant| grant.principal == *principal);
    }
    Ok(found)
}

/// What principals effectively may: one of them, or everybody on one resource; and what could not be read for it.
pub async fn show(
    read: &Read,
    principal: Option<&Principal>,
    resource: Option<&Resource>,
) -> Result<(Vec<Right>, Vec<String>)> {
    let picture = picture::read(read).await?;
    let lake = Lake::new(&picture);
    let mut rights = match (principal, resource) {
        (Some(principal), _) => lake.of(principal),
        (None, Some(resource)) => lake.on(resource),
        (None, None) => Vec::new(),
    };
    if let (Some(_), Some(resource)) = (principal, resource) {
        rights.retain(|right| right.resource == *resource);
    }
    Ok((rights, picture.unknown))
}

/// Who may how much of every table, of a database's tables, or of a table's columns; and what could not be read for it.
pub async fn matrix(read: &Read, on: Option<&Resource>) -> Result<(Matrix, Vec<String>)> {
    let picture = picture::read(read).await?;
    let lake = Lake::new(&picture);
    let found = match on {
        Some(Resource::Table { database, table }) => {
            let name: TableName = format!("{database}.{table}").parse().map_err(Error::usage)?;
            let facts = picture::facts(&super::table::need(read, &name).await?);
            by_column(&lake, &facts)
        }
        Some(Resource::Database { database }) => {
            super::db::need(read, &DatabaseName::stored(database)).await?;
            let tables: Vec<_> = picture.tables.iter().filter(|table| table.database == *database).collect();
            by_table(&lake, &tables)
        }
        _ => by_table(&lake, &picture.tables.iter().collect::<Vec<_>>()),
    };
    Ok((found, picture.unknown))
}

/// What is wrong with who may do what, and what could not be read for it. Personal data is what carries the tag `pii_tag`,
/// and columns whose titles say it; `principals` are those that exist, and IAM is asked when nobody says which those are.
pub async fn audit(read: &Read, pii_tag: &str, principals: Option<Principals>) -> Result<(Vec<Finding>, Vec<String>)> {
    let mut picture = picture::read(read).await?;
    let mut personal: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for table in &picture.tables {
        for column in &table.columns {
            if let Some(kind) = of_title(column) {
                let said = format!("its title says {kind}");
                personal.entry(table.name()).or_default().insert(column.clone(), said);
            }
        }
    }
    match readable(read.lf_tag(pii_tag).await)? {
        None => picture.unknown.push(format!("what carries the tag {pii_tag} may not be read by whoever asks")),
        Some(None) => {}
        Some(Some(tag)) => mark(read, &tag, &mut picture, &mut personal).await?,
    }
    let caller = read.identity().await?.arn.clone();
    let principals = match principals {
        Some(known) => known,
        None => Principals::Asked(principal::existence(read, &picture, &caller).await?),
    };
    let findings = find(&Lake::new(&picture), &Extra { personal, principals, caller });
    Ok((findings, picture.unknown))
}

/// What carries the tag for personal data, or says that it is none.
async fn mark(
    read: &Read,
    tag: &LfTag,
    picture: &mut Picture,
    personal: &mut BTreeMap<String, BTreeMap<String, String>>,
) -> Result<()> {
    let values = tag
        .values
        .chunks(50)
        .map(|values| TagExpression::new(vec![TagMatch { key: tag.key.clone(), values: values.to_vec() }]));
    let asked =
        picture::each(read, values.collect(), |read, part| async move { read.tables_with_tags(&part).await }).await;
    let Some(found) = readable(asked)? else {
        picture.unknown.push(format!("what carries the tag {} may not be read by whoever asks", tag.key));
        return Ok(());
    };
    for ((database, name), assigned) in found.into_iter().flatten() {
        let Some(table) = picture.tables.iter().find(|table| table.database == database && table.table == name) else {
            continue;
        };
        let columns = personal.entry(table.name()).or_default();
        for column in &table.columns {
            match assigned.of_column(column).get(&tag.key).map(String::as_str) {
                // A column that somebody looked at and found clean is clean, whatever its title says.
                Some("none" | "no" | "false" | "public") => drop(columns.remove(column)),
                Some(value) => drop(columns.insert(column.clone(), format!("tag {}={value}", tag.key))),
                None => {}
            }
        }
    }
    personal.retain(|_, columns| !columns.is_empty());
    Ok(())
}

/// What besides the grant itself keeps a grant on data from having its effect, in sentences with what to do.
pub async fn obstacles(read: &Read, principal: &Principal, target: &Resource) -> Result<Vec<String>> {
    let (Resource::Table { database, table } | Resource::CellsFilter { database, table, .. }) = target else {
        return Ok(Vec::new());
    };
    let name: TableName = format!("{database}.{table}").parse().map_err(Error::usage)?;
    let Some(place) = readable(read.table(&name).await)?.flatten().and_then(|table| table.location) else {
        return Ok(Vec::new());
    };
    if !place.starts_with("s3") {
        return Ok(Vec::new());
    }
    let Some(locations) = readable(read.locations().await)? else {
        return Ok(vec![format!("whether {place} is registered is unknown: the locations may not be read")]);
    };
    let Some(location) = locations.iter().find(|location| lies_in(&place, location)) else {
        return Ok(vec![format!(
            "{place} is not registered: Lake Formation gives nobody keys to its objects, and whoever IAM lets read them \
             reads all of them; {}",
            command("lakectl location register", &[&place], "")
        )]);
    };
    let resource = Resource::table(database, table);
    if location.hybrid && readable(read.is_opted_in(principal, &resource).await)? == Some(false) {
        return Ok(vec![format!(
            "{} is in hybrid mode and {principal} is not opted in on {resource}: IAM's permissions decide; {}",
            location.uri(),
            command("lakectl governance opt-in", &[principal.as_str()], &option("--on", &resource.to_string()))
        )]);
    }
    Ok(Vec::new())
}

/// Whether a place (`s3://…`) lies in a registered location.
pub fn lies_in(place: &str, location: &Location) -> bool {
    let place = place.replacen("s3a://", "s3://", 1);
    format!("{}/", place.trim_end_matches('/')).starts_with(&location.uri())
}

/// Why a principal may or may not. What the caller may not read is unknown; whatever else fails is an error.
pub async fn explain(read: &Read, question: &Question) -> Result<Explanation> {
    let (columns, location) = table(read, question).await?;
    let mut facts = Facts { columns, ..Facts::default() };
    if let Some(column) = &question.column
        && !facts.columns.contains(column)
    {
        return Err(Error::not_found(format!("{} has no column `{column}`", question.resource))
            .did_you_mean(column, facts.columns.iter().map(String::as_str)));
    }
    facts.admins = readable(read.data_lake_admins().await)?;
    facts.grants = read.grants_about(&question.resource).await?.grants;
    let own = read.grants_of(&question.principal).await?;
    (facts.unknown_grants, facts.unread) = (own.unknown, own.unread);
    facts.grants.extend(own.grants);
    let account = question.principal.as_str().split(':').nth(4).unwrap_or_default();
    if !account.is_empty() {
        let group = Principal::as_given(&format!("{account}:IAMPrincipals"));
        let everybody = readable(read.grants_of(&group).await)?.unwrap_or_default();
        facts.unknown_grants += everybody.unknown;
        facts.unread.extend(everybody.unread);
        facts.grants.extend(everybody.grants);
    }
    facts.opted_in = readable(read.is_opted_in(&question.principal, &question.resource).await)?;
    if matches!(question.resource, Resource::Database { .. } | Resource::Table { .. })
        && let Some((tags, column_tags)) = readable(read.lf_tags(&question.resource).await)?
    {
        facts.tags = Some(tags);
        facts.column_tags = column_tags;
    }
    if let Resource::Table { database, table } = &question.resource {
        let name: TableName = format!("{database}.{table}").parse().map_err(Error::usage)?;
        facts.filters = readable(read.filters(Some(&name)).await)?;
    }
    if let Some(place) = location {
        facts.place = match readable(read.locations().await)? {
            None => Place::Unknown(place),
            Some(all) => match all.into_iter().find(|location| lies_in(&place, location)) {
                Some(location) => Place::Registered(location),
                None => Place::Unregistered(place),
            },
        };
    }
    Ok(judge(question, &facts))
}

/// The columns of the table that is asked about, and where it lies in S3.
async fn table(read: &Read, question: &Question) -> Result<(Vec<String>, Option<String>)> {
    let Resource::Table { database, table } = &question.resource else { return Ok((Vec::new(), None)) };
    let name: TableName = format!("{database}.{table}").parse().map_err(Error::usage)?;
    let found = picture::facts(&super::table::need(read, &name).await?);
    Ok((found.columns, found.location))
}

/// What may be read; nothing when the caller may not.
fn readable<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == Kind::Denied => Ok(None),
        Err(error) => Err(error),
    }
}

/// Who administers the data lake, by ARN.
pub async fn admins(read: &Read) -> Result<Admins> {
    let mut admins = read.admins().await?;
    admins.full.sort();
    admins.read_only.sort();
    Ok(admins)
}

/// Fails when taking a principal off the administrators would leave the caller, or everybody, without the right to put it
/// back.
pub async fn may_remove_admin(read: &Read, principal: &str, read_only: bool) -> Result<()> {
    if read_only {
        return Ok(());
    }
    let refused = |why: String| Error::new(Kind::Refused, why).hint("lakectl admin add PRINCIPAL, and act as that one");
    if is_role_of(principal, &read.identity().await?.arn) {
        return Err(refused(format!("{principal} is who you are: you could not put it back")));
    }
    let admins = read.admins().await?;
    if admins.full.iter().all(|admin| admin == principal) && !admins.full.is_empty() {
        return Err(refused(format!("{principal} is the only administrator")));
    }
    Ok(())
}

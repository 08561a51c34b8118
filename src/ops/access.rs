//! Who may do what.

use crate::aws::{Grants, Read};
use crate::domain::catalog::TableName;
use crate::domain::permission::explain::{Explanation, Facts, Question, explain as judge};
use crate::domain::permission::{Admins, Principal, Resource};
use crate::error::{Error, Kind, Result};

/// Explicit grants: all, or those on a resource, of a principal, or of a principal on a resource.
pub async fn list(read: &Read, resource: Option<&Resource>, principal: Option<&Principal>) -> Result<Grants> {
    let mut found = match (resource, principal) {
        (Some(resource), _) => read.grants_about(resource).await?,
        (None, Some(principal)) => read.grants_of(principal).await?,
        (None, None) => read.grants().await?,
    };
    if let Some(principal) = principal {
        found.grants.retain(|grant| grant.principal == *principal);
    }
    Ok(found)
}

/// Why a principal may or may not. What the caller may not read is unknown; whatever else fails is an error.
pub async fn explain(read: &Read, question: &Question) -> Result<Explanation> {
    let mut facts = Facts { columns: columns(read, question).await?, ..Facts::default() };
    if let Some(column) = &question.column
        && !facts.columns.contains(column)
    {
        return Err(Error::not_found(format!("{} has no column `{column}`", question.resource))
            .did_you_mean(column, facts.columns.iter().map(String::as_str)));
    }
    facts.admins = readable(read.data_lake_admins().await)?;
    facts.grants = read.grants_on(&question.resource).await?.grants;
    facts.grants.extend(read.grants_of(&question.principal).await?.grants);
    let account = question.principal.as_str().split(':').nth(4).unwrap_or_default();
    if !account.is_empty() {
        let group = Principal::as_given(&format!("{account}:IAMPrincipals"));
        facts.grants.extend(readable(read.grants_of(&group).await)?.unwrap_or_default().grants);
    }
    facts.opted_in = readable(read.is_opted_in(&question.principal, &question.resource).await)?;
    if matches!(question.resource, Resource::Database { .. } | Resource::Table { .. })
        && let Some((tags, column_tags)) = readable(read.lf_tags(&question.resource).await)?
    {
        facts.tags = Some(tags);
        facts.column_tags = column_tags;
    }
    Ok(judge(question, &facts))
}

async fn columns(read: &Read, question: &Question) -> Result<Vec<String>> {
    let Resource::Table { database, table } = &question.resource else { return Ok(Vec::new()) };
    let name: TableName = format!("{database}.{table}").parse().map_err(Error::usage)?;
    let found = super::table::need(read, &name).await?;
    Ok(found.columns.iter().chain(&found.partition_keys).map(|column| column.name.to_lowercase()).collect())
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

/// Whether an identity is the principal, or a session of the role that it names.
fn is_role_of(principal: &str, identity: &str) -> bool {
    let session = identity.split_once(":assumed-role/").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
    let role = principal.split_once(":role/").map(|(_, rest)| rest.rsplit('/').next().unwrap_or_default());
    principal == identity || (session.is_some() && session == role)
}

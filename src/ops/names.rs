//! The names of what is there, for completion: as many as one look gives, and nothing about them but a word.

use std::collections::BTreeSet;

use crate::aws::Read;
use crate::domain::completion::{Candidate, Kind};
use crate::domain::zone::Zone;
use crate::error::Result;

/// The names of a kind, with a word about each where one tells equal names apart.
pub async fn of(read: &Read, kind: Kind) -> Result<Vec<Candidate>> {
    let plain = |name: String| Candidate::new(name, "");
    Ok(match kind {
        Kind::Alarm => crate::alarm::list(read, None).await?.into_iter().map(|alarm| plain(alarm.name)).collect(),
        Kind::Bucket => crate::bucket::list(read).await?.into_iter().map(|bucket| plain(bucket.name)).collect(),
        Kind::Crawler => crate::crawler::list(read).await?.into_iter().map(|crawler| plain(crawler.name)).collect(),
        Kind::Database => crate::db::list(read).await?.into_iter().map(|database| plain(database.name)).collect(),
        Kind::Expression => {
            let expressions = crate::tag::expressions(read).await?;
            expressions.into_iter().map(|one| Candidate::new(one.name, one.expression.to_string())).collect()
        }
        Kind::Filter => {
            let filters = crate::filter::list(read, None).await?;
            let about = |database: &str, table: &str| format!("{database}.{table}");
            filters.into_iter().map(|one| Candidate::new(one.name, about(&one.database, &one.table))).collect()
        }
        Kind::Job => crate::job::list(read).await?.into_iter().map(|job| plain(job.name)).collect(),
        Kind::Location => {
            let locations = crate::location::list(read).await?;
            let place = |arn: &str| format!("s3://{}", arn.strip_prefix("arn:aws:s3:::").unwrap_or(arn));
            locations.iter().map(|location| plain(place(&location.arn))).collect()
        }
        Kind::Principal => principals(read).await?,
        Kind::Registry => crate::registry::list(read).await?.into_iter().map(|registry| plain(registry.name)).collect(),
        Kind::Schema => {
            let schemas = crate::schema::list(read, None).await?;
            schemas.into_iter().map(|schema| Candidate::new(schema.name, schema.registry)).collect()
        }
        Kind::Table => {
            let tables = crate::table::list(read, None).await?;
            tables.into_iter().map(|table| plain(format!("{}.{}", table.database, table.name))).collect()
        }
        Kind::Tag => {
            let tags = crate::tag::list(read).await?;
            tags.into_iter().map(|tag| Candidate::new(tag.key, tag.values.join(", "))).collect()
        }
        Kind::Workflow => read.workflow_names().await?.into_iter().map(plain).collect(),
        Kind::Workgroup => crate::workgroup::list(read).await?.into_iter().map(|group| plain(group.name)).collect(),
        Kind::Zone => Zone::ALL.into_iter().map(|zone| plain(zone.name().to_owned())).collect(),
    })
}

/// Whoever is granted something, administers the lake, or runs its jobs and crawlers. Each source is asked alone: one that
/// may not be read leaves the others.
async fn principals(read: &Read) -> Result<Vec<Candidate>> {
    let account = read.account().await?.to_owned();
    let mut found: BTreeSet<String> = BTreeSet::new();
    let grants = crate::access::list(read, None, None).await;
    if let Ok(grants) = &grants {
        found.extend(grants.grants.iter().map(|grant| grant.principal.as_str().to_owned()));
    }
    found.extend(read.data_lake_admins().await.unwrap_or_default());
    found.extend(crate::job::list(read).await.unwrap_or_default().into_iter().map(|job| job.role));
    found.extend(crate::crawler::list(read).await.unwrap_or_default().into_iter().map(|crawler| crawler.role));
    if found.is_empty() {
        grants?;
    }
    let short: BTreeSet<String> =
        found.iter().filter(|name| !name.is_empty()).map(|name| short(name, &account)).collect();
    Ok(short.into_iter().map(|name| Candidate::new(name, "")).collect())
}

/// `role/analyst` for a principal of this account: what is typed.
fn short(name: &str, account: &str) -> String {
    if let Some(rest) = name.strip_prefix(&format!("arn:aws:iam::{account}:"))
        && (rest.starts_with("role/") || rest.starts_with("user/"))
    {
        return rest.to_owned();
    }
    let is_bare = !name.contains([':', '/'])
        && !name.bytes().all(|byte| byte.is_ascii_digit())
        && name != "IAM_ALLOWED_PRINCIPALS";
    if is_bare { format!("role/{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn principals_of_the_account_are_short() {
        assert_eq!(short("arn:aws:iam::123456789012:role/analyst", "123456789012"), "role/analyst");
        assert_eq!(
            short("arn:aws:iam::999999999999:role/analyst", "123456789012"),
            "arn:aws:iam::999999999999:role/analyst"
        );
        assert_eq!(short("glue-job", "123456789012"), "role/glue-job");
        assert_eq!(short("IAM_ALLOWED_PRINCIPALS", "123456789012"), "IAM_ALLOWED_PRINCIPALS");
        assert_eq!(short("999999999999", "123456789012"), "999999999999");
    }
}

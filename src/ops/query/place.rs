//! Where a result goes: said by the operator, by the workgroup, or the bucket that is there for results.

use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::domain::shell_word::command;
use crate::domain::workgroup::PRIMARY;
use crate::domain::zone::{ZONE_TAG, Zone};
use crate::error::{Error, Kind, Result};
use crate::workgroup;

/// What is to be said about the place of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nothing: the workgroup says it, or the service keeps the result.
    Workgroup,
    /// This location.
    Location(String),
}

/// The place of the results of a workgroup's queries, when the operator names none.
pub async fn place(read: &Read, workgroup: Option<&str>) -> Result<Place> {
    let name = workgroup.unwrap_or(PRIMARY);
    match read.workgroup(name).await {
        Ok(None) => return workgroup::need(read, name, Ok(None)).await.map(|_| Place::Workgroup),
        Ok(Some(group)) if !group.enabled => {
            return Err(Error::failed(format!("workgroup `{name}` takes no queries: it is disabled")).hint(command(
                "lakectl workgroup set",
                &[name],
                "--enable",
            )));
        }
        Ok(Some(group)) if group.output_location.is_some() || group.managed_results => return Ok(Place::Workgroup),
        Ok(Some(group)) if group.enforced => {
            return Err(Error::failed(format!(
                "workgroup `{name}` insists on its own settings, and they say no place for results"
            ))
            .hint(format!("lakectl workgroup set {name} --output-location s3://BUCKET/PREFIX/")));
        }
        Ok(Some(_)) => {}
        // Who may run queries need not be allowed to read the workgroup: the service will say what is missing.
        Err(error) if error.kind() == Kind::Denied => return Ok(Place::Workgroup),
        Err(error) => return Err(error),
    }
    results_bucket(read).await.map(|bucket| Place::Location(format!("s3://{bucket}/")))
}

/// The bucket that is there for results.
async fn results_bucket(read: &Read) -> Result<String> {
    let missing = |because: String| {
        Error::usage("no place for the result is known")
            .because(because)
            .hint("make a bucket for results once: lakectl bucket create NAME --zone query-results")
            .hint("or say it: --output-location s3://BUCKET/PREFIX/")
            .hint(format!("or for every query: lakectl workgroup set {PRIMARY} --output-location s3://BUCKET/PREFIX/"))
    };
    let tag = format!("the tag {ZONE_TAG}={}", Zone::QueryResults);
    let search = match crate::bucket::search_zone(read, Zone::QueryResults).await {
        Ok(search) => search,
        // Who may run queries need not be allowed to list buckets.
        Err(error) if error.kind() == Kind::Denied => {
            let unseen =
                format!("the workgroup does not say it, and a bucket with {tag} cannot be looked for: {error}");
            return Err(missing(unseen).with_kind(Kind::Denied));
        }
        Err(error) => return Err(error),
    };
    match search.found.as_slice() {
        [one] => return Ok(one.to_string()),
        [] => {}
        several => {
            let names: Vec<&str> = several.iter().map(BucketName::as_str).collect();
            return Err(missing(format!("several buckets have {tag}: {}", names.join(", "))));
        }
    }
    let usual = format!("aws-athena-query-results-{}-{}", read.account().await?, read.region());
    if read.buckets().await?.iter().any(|bucket| bucket.name == usual) {
        return Ok(usual);
    }
    let gap = search.gap().map(|gap| format!(" ({gap})")).unwrap_or_default();
    Err(missing(format!("neither the workgroup nor a bucket with {tag} says where it goes{gap}")))
}

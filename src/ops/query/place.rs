//! Where a result goes: said by the operator, by the workgroup, or the bucket that is there for results.

use crate::aws::Read;
use crate::domain::workgroup::PRIMARY;
use crate::error::{Error, Kind, Result};

/// The tag of a bucket that is there for results, and its value.
const ZONE: (&str, &str) = ("zone", "query-results");
/// More buckets than this are not searched for the tag.
const MOST_BUCKETS: usize = 100;

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
        Ok(None) => {
            let names = read.workgroups().await.map(|groups| groups.into_iter().map(|group| group.name));
            let names: Vec<String> = names.map(Iterator::collect).unwrap_or_default();
            return Err(Error::not_found(format!("there is no workgroup `{name}`"))
                .did_you_mean(name, names.iter().map(String::as_str))
                .hint("lakectl workgroup list"));
        }
        Ok(Some(group)) if !group.enabled => {
            return Err(Error::failed(format!("workgroup `{name}` takes no queries: it is disabled"))
                .hint(format!("lakectl workgroup set {name} --enable")));
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
    let buckets = read.buckets().await?;
    let here =
        |bucket: &&crate::domain::bucket::Bucket| bucket.region.as_deref().is_none_or(|region| region == read.region());
    let mut names: Vec<&str> = buckets.iter().filter(here).map(|bucket| bucket.name.as_str()).collect();
    // Those whose name says it first: with many buckets, the others are not asked.
    names.sort_by_key(|name| (!name.contains("query-results"), *name));
    let mut tagged = Vec::new();
    for name in names.iter().take(MOST_BUCKETS) {
        if read.bucket_tag(name, ZONE.0).await?.as_deref() == Some(ZONE.1) {
            tagged.push(*name);
        }
    }
    match tagged.as_slice() {
        [one] => return Ok((*one).to_owned()),
        [] => {}
        several => {
            return Err(missing(format!("several buckets have the tag {}={}: {}", ZONE.0, ZONE.1, several.join(", "))));
        }
    }
    let usual = format!("aws-athena-query-results-{}-{}", read.account().await?, read.region());
    match names.iter().find(|name| **name == usual) {
        Some(name) => Ok((*name).to_owned()),
        None => Err(missing(format!(
            "neither the workgroup nor a bucket with the tag {}={} says where it goes",
            ZONE.0, ZONE.1
        ))),
    }
}

//! IAM documents for the roles of this lake.

use crate::aws::Read;
use crate::domain::bucket_settings::Known;
use crate::domain::iam_policy::LakeNames;
use crate::domain::zone::Zone;
use crate::error::Result;
use crate::{bucket, db, workgroup};

/// The names that documents are made of, and what could not be read of them.
pub async fn names(read: &Read) -> Result<(LakeNames, Vec<String>)> {
    let identity = read.identity().await?.clone();
    let partition = identity.arn.split(':').nth(1).unwrap_or("aws").to_owned();
    let (buckets, databases, groups) = tokio::try_join!(bucket::list(read), db::list(read), workgroup::list(read))?;
    let mut unknown = Vec::new();
    let mut named = Vec::new();
    for found in bucket::with_zones(read, buckets).await? {
        match found.zone {
            Known::Known(zone) => {
                let zone = zone.and_then(|name| Zone::ALL.into_iter().find(|zone| zone.name() == name));
                named.push((found.bucket.name, zone));
            }
            Known::Unknown(reason) => unknown.push(format!("the zone of bucket {}: {reason}", found.bucket.name)),
        }
    }
    let names = LakeNames {
        partition,
        account: identity.account,
        region: read.region().to_owned(),
        buckets: named,
        databases: databases.into_iter().map(|database| database.name).collect(),
        workgroups: groups.into_iter().map(|group| group.name.to_string()).collect(),
    };
    Ok((names, unknown))
}

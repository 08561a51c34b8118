//! Buckets as resources: each property is a change of its own.

use serde_json::{Value, json};

use crate::aws::{LiveBucket, Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::policy;
use crate::domain::zone::BucketProperties;
use crate::error::Result;
use crate::plan::{Change, Resource, Step};

/// A bucket that should be there, and how.
#[derive(Debug, Clone)]
pub struct BucketResource {
    /// Its name.
    pub name: BucketName,
    /// Its properties.
    pub properties: BucketProperties,
}

impl Resource for BucketResource {
    type Live = LiveBucket;

    async fn read(&self, read: &Read) -> Result<Option<LiveBucket>> {
        if !read.bucket_exists(&self.name).await? {
            return Ok(None);
        }
        read.live_bucket(&self.name).await.map(Some)
    }

    fn diff(&self, live: Option<&LiveBucket>) -> Result<Step> {
        let wanted = &self.properties;
        let mut changes = Vec::new();
        if let Some(versioning) = wanted.versioning {
            let old = live.and_then(|live| live.versioning.clone());
            let new = if versioning { "Enabled" } else { "Suspended" };
            changes.extend(Change::between("versioning", json!(old), json!(new)));
        }
        let encryption = live.and_then(|live| live.encryption.clone());
        changes.extend(Change::between("encryption", json!(encryption), json!(wanted.encryption)));
        let blocked = live.map(|live| live.public_access_blocked);
        changes.extend(Change::between("public_access", access_word(blocked), access_word(Some(true))));
        let ownership = live.and_then(|live| live.ownership.clone());
        changes.extend(Change::between("ownership", json!(ownership), json!("BucketOwnerEnforced")));
        let tls_only = live
            .map(|live| policy::has_tls_only(live.policy.as_ref(), self.name.as_str()))
            .filter(|tls_only| *tls_only);
        changes.extend(Change::between("tls_only", json!(tls_only), json!(true)));
        let rules = live.map(|live| live.rules.clone()).filter(|rules| !rules.is_empty());
        changes.extend(Change::between("lifecycle", json!(rules), json!(wanted.rules)));
        for (name, value) in &wanted.tags {
            let old = live.and_then(|live| live.tags.get(name));
            if old != Some(value) {
                changes.push(Change {
                    field: "tags",
                    old: old.map_or(Value::Null, |old| json!({ name.clone(): old })),
                    new: json!({ name.clone(): value }),
                });
            }
        }
        Ok(Step::new("bucket", self.name.as_str(), live.is_some(), changes))
    }

    async fn apply(&self, live: Option<&LiveBucket>, step: &Step, write: &Write) -> Result<()> {
        let (name, wanted) = (&self.name, &self.properties);
        if live.is_none() {
            write.create_bucket(name).await?;
        }
        // Public access is closed first: no other step must leave a bucket open meanwhile.
        if step.changes("public_access") {
            write.block_public_access(name).await?;
        }
        if step.changes("ownership") {
            write.enforce_bucket_owner(name).await?;
        }
        if step.changes("encryption") {
            write.put_bucket_encryption(name, &wanted.encryption).await?;
        }
        if step.changes("versioning") {
            write.put_bucket_versioning(name, wanted.versioning == Some(true)).await?;
        }
        if step.changes("tls_only") {
            let merged = policy::with_tls_only(live.and_then(|live| live.policy.as_ref()), name.as_str());
            write.put_bucket_policy(name, &merged).await?;
        }
        if step.changes("lifecycle") {
            write.put_owned_lifecycle_rules(name, &wanted.rules).await?;
        }
        if step.changes("tags") {
            write.merge_bucket_tags(name, &wanted.tags).await?;
        }
        Ok(())
    }
}

fn access_word(blocked: Option<bool>) -> Value {
    match blocked {
        None => Value::Null,
        Some(true) => json!("blocked"),
        Some(false) => json!("not blocked"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::zone::Zone;
    use crate::plan::Action;

    fn resource() -> BucketResource {
        BucketResource {
            name: "lake-raw".parse().unwrap(),
            properties: BucketProperties::of(Some(Zone::Raw), None, &BTreeMap::new()),
        }
    }

    fn as_wanted(resource: &BucketResource) -> LiveBucket {
        LiveBucket {
            versioning: Some("Enabled".to_owned()),
            encryption: Some(resource.properties.encryption.clone()),
            public_access_blocked: true,
            ownership: Some("BucketOwnerEnforced".to_owned()),
            policy: Some(policy::with_tls_only(None, "lake-raw")),
            rules: resource.properties.rules.clone(),
            foreign_rules: 0,
            tags: resource.properties.tags.clone(),
        }
    }

    #[test]
    fn a_bucket_as_wanted_has_nothing_to_do() {
        let resource = resource();
        let step = resource.diff(Some(&as_wanted(&resource))).unwrap();
        assert_eq!(step.action, Action::Unchanged, "{step:?}");
    }

    #[test]
    fn a_drifted_property_is_mended_alone() {
        let resource = resource();
        let mut live = as_wanted(&resource);
        live.public_access_blocked = false;
        let step = resource.diff(Some(&live)).unwrap();
        assert_eq!(step.changes.iter().map(|change| change.field).collect::<Vec<_>>(), ["public_access"]);
    }
}

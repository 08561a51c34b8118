//! What a new bucket should be: from what the operator says and what the account has.

use std::collections::BTreeMap;

use super::search_zone;
use crate::aws::{KeyState, Read};
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::{AccessLog, Known, Notify, Replication};
use crate::domain::zone::{BucketProperties, Zone};
use crate::error::{Error, Kind, Result};

/// What the prefix of account-regional names is when nothing else is said.
pub const DEFAULT_PREFIX: &str = "lake";

/// What the operator says.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The bucket's name; none takes one that only the account can own.
    pub name: Option<BucketName>,
    /// What it is for.
    pub zone: Option<Zone>,
    /// The key to encrypt with.
    pub key: Option<String>,
    /// Tags that it must have.
    pub tags: BTreeMap<String, String>,
    /// The bucket that keeps its access logs.
    pub log_bucket: Option<BucketName>,
    /// Who hears of new objects; none leaves it to the zone.
    pub notify: Option<Option<Notify>>,
    /// The bucket that gets copies.
    pub replicate_to: Option<BucketName>,
    /// The role that copies.
    pub replication_role: Option<String>,
    /// The key of the copies.
    pub replica_key: Option<String>,
}

/// What the bucket should be.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its name.
    pub name: BucketName,
    /// Its properties.
    pub properties: BucketProperties,
    /// What the operator should know.
    pub notes: Vec<String>,
}

/// Works out what the bucket should be. The key and the other buckets are looked at before anything is made.
pub async fn wanted(read: &Read, wishes: Wishes) -> Result<Wanted> {
    let account = read.account().await?;
    let name = match (wishes.name, wishes.zone) {
        (Some(name), _) => name,
        (None, zone) => {
            let zone = zone
                .ok_or_else(|| Error::usage("a bucket of no zone needs a name").hint("lakectl bucket create NAME"))?;
            BucketName::account_regional(&format!("{DEFAULT_PREFIX}-{zone}"), account, read.region())
                .map_err(Error::usage)?
        }
    };
    let mut notes = Vec::new();
    let mut properties = BucketProperties::of(wishes.zone, wishes.key.as_deref(), &wishes.tags);
    match &wishes.key {
        Some(key) => notes.extend(check_key(read, key).await?),
        None if wishes.zone.is_some_and(Zone::wants_customer_key) => {
            notes.push("note: without --kms-key the zone is encrypted with S3's own keys (SSE-S3)".to_owned());
        }
        None => {}
    }
    if let Some(notify) = wishes.notify {
        properties.notify = notify;
    }
    if wishes.zone == Some(Zone::Logs) {
        properties.takes_logs_of = Some(account.to_owned());
    }
    match wishes.log_bucket {
        Some(bucket) if bucket == name => {
            return Err(Error::usage("a bucket that keeps its own access logs never stops writing them")
                .hint("make a bucket for them: lakectl bucket create NAME --zone logs"));
        }
        Some(bucket) => {
            properties.access_log = Some(log_to(&bucket, &name));
            properties.access_log_is_named = true;
        }
        None if wishes.zone.is_some_and(|zone| zone != Zone::Logs) => {
            let (log, note) = find_log(read, &name).await?;
            properties.access_log = log;
            notes.extend(note);
        }
        None => {}
    }
    if let Some(to) = wishes.replicate_to {
        let role = wishes.replication_role.ok_or_else(|| {
            Error::usage("--replicate-to needs the role that S3 copies with")
                .hint("--replication-role arn:aws:iam::ACCOUNT:role/NAME")
        })?;
        if wishes.key.is_some() && wishes.replica_key.is_none() {
            return Err(Error::usage(
                "objects that are encrypted with a key are not copied without a key for the copies",
            )
            .hint("--replica-kms-key arn:aws:kms:REGION:ACCOUNT:key/ID, a key of the other bucket's region"));
        }
        notes.extend(check_destination(read, &name, &to).await?);
        // Copies need versions on both sides.
        properties.versioning = Some(true);
        properties.replication = Some(Replication { to: to.to_string(), role, replica_key: wishes.replica_key });
    }
    Ok(Wanted { name, properties, notes })
}

fn log_to(bucket: &BucketName, of: &BucketName) -> AccessLog {
    AccessLog { bucket: bucket.to_string(), prefix: format!("{of}/") }
}

/// The lake's bucket for access logs, when it has one.
async fn find_log(read: &Read, name: &BucketName) -> Result<(Option<AccessLog>, Option<String>)> {
    let off = |why: String| {
        let cure = "make a bucket for them once (lakectl bucket create --zone logs), or name one: --log-bucket";
        (None, Some(format!("note: access logs are left as they are: {why}; {cure}")))
    };
    let search = match search_zone(read, Zone::Logs).await {
        Ok(search) => search,
        Err(error) if error.kind() == Kind::Denied => {
            return Ok(off("the account's buckets may not be listed".to_owned()));
        }
        Err(error) => return Err(error),
    };
    let others: Vec<&BucketName> = search.found.iter().filter(|found| *found != name).collect();
    Ok(match others.as_slice() {
        [one] => (Some(log_to(one, name)), None),
        [] => off(search.gap().unwrap_or_else(|| "no bucket is tagged as the zone `logs`".to_owned())),
        several => {
            let names: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
            off(format!("several buckets are tagged as the zone `logs`: {}", names.join(", ")))
        }
    })
}

/// A key that cannot encrypt is refused here: S3 takes it without a look, and everything written later fails.
async fn check_key(read: &Read, arn: &str) -> Result<Option<String>> {
    let region = arn.split(':').nth(3).unwrap_or_default();
    if region != read.region() {
        return Err(Error::usage(format!("the key is in region `{region}`, the bucket would be in {}", read.region()))
            .hint("objects are encrypted with a key of the bucket's own region"));
    }
    match read.key_state(arn).await? {
        Known::Unknown(reason) => {
            Ok(Some(format!("note: whether the key can encrypt could not be checked ({reason})")))
        }
        Known::Known(None) => Err(Error::not_found(format!("there is no key {arn}"))),
        Known::Known(Some(KeyState { state, .. })) if state != "Enabled" => {
            Err(Error::failed(format!("the key {arn} cannot be used: its state is {state}")))
        }
        Known::Known(Some(KeyState { usage, spec, .. })) if usage != "ENCRYPT_DECRYPT" || !is_symmetric(&spec) => {
            Err(Error::failed(format!("the key {arn} cannot encrypt objects: it is for {usage}, {spec}"))
                .hint("S3 takes symmetric keys for encryption"))
        }
        Known::Known(Some(_)) => Ok(None),
    }
}

/// Servers that are not AWS may leave the kind of the key out.
fn is_symmetric(spec: &str) -> bool {
    spec.is_empty() || spec == "SYMMETRIC_DEFAULT"
}

async fn check_destination(read: &Read, name: &BucketName, to: &BucketName) -> Result<Option<String>> {
    if to == name {
        return Err(Error::usage("a bucket cannot be copied into itself"));
    }
    match read.versioning_anywhere(to.as_str()).await {
        Ok(Known::Known(Some(state))) if state == "Enabled" => Ok(None),
        Ok(Known::Known(_)) => Err(Error::usage(format!("bucket {to} keeps no versions, which copies need"))
            .hint(format!("lakectl bucket create {to} --zone ZONE"))),
        Ok(Known::Unknown(reason)) => {
            Ok(Some(format!("note: whether {to} keeps versions, which copies need, could not be checked ({reason})")))
        }
        Err(error) if error.has_code(&["NoSuchBucket"]) => {
            Err(Error::not_found(format!("there is no bucket `{to}` to copy to"))
                .hint(format!("make it first: lakectl bucket create {to} --zone ZONE")))
        }
        Err(error) => Err(error),
    }
}

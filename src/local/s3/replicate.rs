//! Replication: what a bucket's rules say is copied, in the same breath as it is written. On AWS it takes minutes.
//!
//! Source: Amazon S3 User Guide, "What does Amazon S3 replicate?".

use s3s::dto::{ReplicationConfiguration, ReplicationRule};
use serde_json::Value;

use super::attributes::Attributes;
use super::service::Service;
use super::settings::read;
use crate::objects::{BUCKET, NewObject, ObjectRecord, disk_error};
use crate::wire::ServiceError;

/// What an object says of its own replication.
const COMPLETED: &str = "COMPLETED";
const FAILED: &str = "FAILED";
const REPLICA: &str = "REPLICA";

/// Copies a version that was just written, or its marker, to wherever the bucket's rules say.
pub fn follow(service: &Service, bucket: &Value, record: &ObjectRecord) -> Result<(), ServiceError> {
    let Some(configuration) = read::<ReplicationConfiguration>(bucket, "replication")? else { return Ok(()) };
    let attributes = Attributes::from_value(&record.attributes);
    // A copy is not copied on.
    if bucket["versioning"] != "Enabled" || attributes.replication.as_deref() == Some(REPLICA) {
        return Ok(());
    }
    let mut rules: Vec<&ReplicationRule> =
        configuration.rules.iter().filter(|rule| applies(rule, record, &attributes)).collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.priority));
    let (mut served, mut failed) = (Vec::new(), false);
    for rule in rules {
        let name = rule.destination.bucket.rsplit(":::").next().unwrap_or_default();
        // Of several rules for one destination, the one of the highest priority counts.
        if served.contains(&name) {
            continue;
        }
        served.push(name);
        failed |= !copy(service, rule, name, record, &attributes)?;
    }
    if served.is_empty() || record.is_marker {
        return Ok(());
    }
    let status = if failed { FAILED } else { COMPLETED };
    let told = |found: &ObjectRecord| {
        let attributes = Attributes::from_value(&found.attributes);
        Ok(Attributes { replication: Some(status.to_owned()), ..attributes }.to_value())
    };
    service.lake.objects().update_attributes(&record.bucket, &record.key, Some(&record.version), told)?;
    Ok(())
}

fn applies(rule: &ReplicationRule, record: &ObjectRecord, attributes: &Attributes) -> bool {
    let has_tag = |tag: &s3s::dto::Tag| {
        tag.key
            .as_ref()
            .is_some_and(|key| attributes.tags.get(key) == Some(tag.value.as_ref().unwrap_or(&String::new())))
    };
    let has_prefix = |prefix: Option<&String>| prefix.is_none_or(|prefix| record.key.starts_with(prefix));
    let selected = match &rule.filter {
        None => has_prefix(rule.prefix.as_ref()),
        Some(filter) => {
            let and = filter.and.as_ref();
            has_prefix(filter.prefix.as_ref())
                && has_prefix(and.and_then(|and| and.prefix.as_ref()))
                && filter.tag.iter().all(has_tag)
                && and.is_none_or(|and| and.tags.iter().flatten().all(has_tag))
        }
    };
    // Markers go only where a rule says so; without a filter, the old kind of rule says so.
    let markers = match &rule.delete_marker_replication {
        Some(markers) => markers.status.as_ref().is_some_and(|status| status.as_str() == "Enabled"),
        None => rule.filter.is_none(),
    };
    // Objects that are encrypted with a key are left out unless they are asked for.
    let keys = rule.source_selection_criteria.as_ref().and_then(|criteria| criteria.sse_kms_encrypted_objects.as_ref());
    let takes_keys = keys.is_some_and(|keys| keys.status.as_str() == "Enabled");
    rule.status.as_str() == "Enabled"
        && selected
        && (!record.is_marker || markers)
        && (takes_keys || !attributes.encryption.algorithm.starts_with("aws:kms"))
}

/// Copies to one destination; false when it cannot take copies (any more).
fn copy(
    service: &Service,
    rule: &ReplicationRule,
    name: &str,
    record: &ObjectRecord,
    attributes: &Attributes,
) -> Result<bool, ServiceError> {
    let objects = service.lake.objects();
    let destination = service.lake.store().read(|tx| tx.get(BUCKET, "", name))?;
    if destination.is_none_or(|destination| destination["versioning"] != "Enabled") {
        return Ok(false);
    }
    if record.is_marker {
        objects.delete(name, &record.key)?;
        return Ok(true);
    }
    let mut attributes = Attributes { replication: Some(REPLICA.to_owned()), ..attributes.clone() };
    let encryption = rule.destination.encryption_configuration.as_ref();
    if let Some(key) = encryption.and_then(|encryption| encryption.replica_kms_key_id.clone())
        && attributes.encryption.key.is_some()
    {
        attributes.encryption.key = Some(key);
    }
    let class = rule.destination.storage_class.as_ref().map(|class| class.as_str().to_owned());
    let new = NewObject {
        bucket: name,
        key: &record.key,
        etag: record.etag.clone(),
        storage_class: class.unwrap_or_else(|| record.storage_class.clone()),
        attributes: attributes.to_value(),
    };
    let Some(blob) = objects.path_of(record) else { return Ok(false) };
    let incoming = objects.incoming();
    // The bytes never change, so another name for them is as good as a copy.
    if std::fs::hard_link(&blob, &incoming).is_err() {
        std::fs::copy(&blob, &incoming).map_err(disk_error)?;
    }
    objects.put_as(&new, &incoming, &record.version).map(|_| true)
}

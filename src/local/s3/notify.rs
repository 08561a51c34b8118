//! What happens to objects, on the event bus, of buckets that say so.
//!
//! Source: Amazon S3 User Guide, "EventBridge event message structure" and "Mapping of S3 notification types". Queues,
//! topics and functions are told nothing: there are none here.

use s3s::dto::NotificationConfiguration;
use serde_json::{Value, json};

use super::service::Service;
use super::settings::read;
use crate::clock::epoch_millis;
use crate::events::{self, Event};
use crate::objects::ObjectRecord;
use crate::wire::ServiceError;

/// Tells of an object that was written; `reason` is the operation that wrote it.
pub fn created(service: &Service, bucket: &Value, record: &ObjectRecord, reason: &str) -> Result<(), ServiceError> {
    let detail = json!({
        "object": object(bucket, record),
        "reason": reason,
    });
    tell(service, bucket, &record.bucket, "Object Created", detail)
}

/// Tells of an object that was deleted, or hidden by the marker that `record` is.
pub fn deleted(service: &Service, bucket: &Value, record: &ObjectRecord, by_marker: bool) -> Result<(), ServiceError> {
    let mut object = object(bucket, record);
    if by_marker || record.is_marker {
        // A marker has neither size nor tag.
        for member in ["size", "etag"] {
            object.as_object_mut().map(|members| members.remove(member));
        }
    }
    let detail = json!({
        "object": object,
        "reason": "DeleteObject",
        "deletion-type": if by_marker { "Delete Marker Created" } else { "Permanently Deleted" },
    });
    tell(service, bucket, &record.bucket, "Object Deleted", detail)
}

fn object(bucket: &Value, record: &ObjectRecord) -> Value {
    let mut object = json!({
        "key": record.key,
        "size": record.size,
        "etag": record.etag,
        "sequencer": format!("{:018X}", record.modified),
    });
    if bucket["versioning"].is_string() {
        object["version-id"] = json!(record.version);
    }
    object
}

fn tell(service: &Service, bucket: &Value, name: &str, what: &str, mut detail: Value) -> Result<(), ServiceError> {
    let configuration: Option<NotificationConfiguration> = read(bucket, "notification")?;
    if configuration.is_none_or(|configuration| configuration.event_bridge_configuration.is_none()) {
        return Ok(());
    }
    let region = bucket["region"].as_str().unwrap_or("us-east-1");
    let store = service.lake.store();
    // Most lakes have no rules, and writing an object should not wait for nobody.
    if !store.read(|tx| events::has_rules(tx, region))? {
        return Ok(());
    }
    detail["version"] = json!("0");
    detail["bucket"] = json!({ "name": name });
    detail["request-id"] = json!(service.request_id);
    detail["requester"] = json!(service.account());
    detail["source-ip-address"] = json!("127.0.0.1");
    let resources = vec![format!("arn:aws:s3:::{name}")];
    let event = Event { source: "aws.s3", detail_type: what, resources, detail };
    let now = epoch_millis(service.lake.clock().now());
    store.write(|tx| events::publish(tx, region, &event, now))?;
    Ok(())
}

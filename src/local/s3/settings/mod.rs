//! What a bucket is set to. Each setting is a member of the bucket's document, kept as it was put.
//!
//! Invariants:
//! - A put replaces the whole setting, as S3's does, in one transaction with the reading of the bucket.
//! - A setting that was never put answers what AWS answers for a bucket made today, or AWS's own error for its absence.

pub mod acl;
pub mod dropped;
pub mod lifecycle;
pub mod policy;
pub mod rules;
pub mod simple;
pub mod tags;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::service::Service;
use crate::objects::{BUCKET, no_such_bucket};
use crate::wire::ServiceError;

/// The target of an operation on a bucket's setting.
macro_rules! target {
    ($request:expr, $action:literal) => {
        $crate::s3::service::Target {
            action: $action,
            bucket: &$request.input.bucket,
            key: None,
            owner: $request.input.expected_bucket_owner.as_deref(),
        }
    };
}

pub(super) use target;

/// A setting of a bucket's document.
pub fn read<T: DeserializeOwned>(bucket: &Value, name: &str) -> Result<Option<T>, ServiceError> {
    match bucket.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => T::deserialize(value).map(Some).map_err(|error| {
            ServiceError::new(500, "InternalError", format!("the bucket's {name} setting is damaged: {error}"))
        }),
    }
}

/// Writes a setting, or takes it away.
pub fn write<T: Serialize>(
    service: &Service,
    bucket: &str,
    name: &str,
    setting: Option<&T>,
) -> Result<(), ServiceError> {
    let value = setting.map(serde_json::to_value).transpose().map_err(|error| {
        ServiceError::new(500, "InternalError", format!("the {name} setting cannot be kept: {error}"))
    })?;
    change(service, bucket, |document| {
        match value {
            Some(value) => {
                document.insert(name.to_owned(), value);
            }
            None => {
                document.remove(name);
            }
        }
        Ok(())
    })
}

/// Changes a bucket's document in one transaction.
pub fn change(
    service: &Service,
    bucket: &str,
    change: impl FnOnce(&mut serde_json::Map<String, Value>) -> Result<(), ServiceError>,
) -> Result<(), ServiceError> {
    service.lake.store().write(|tx| {
        let mut document = tx.get(BUCKET, "", bucket)?.ok_or_else(|| no_such_bucket(bucket))?;
        if let Value::Object(members) = &mut document {
            change(members)?;
        }
        tx.put(BUCKET, "", bucket, &document)?;
        Ok(())
    })
}

/// S3's error for a document that its schema does not allow.
pub fn malformed() -> ServiceError {
    ServiceError::client(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
    )
}

/// S3's error for an argument.
pub fn invalid(message: impl Into<String>) -> ServiceError {
    ServiceError::client("InvalidArgument", message)
}

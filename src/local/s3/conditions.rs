//! Conditional requests.

use s3s::dto::{ETagCondition, Timestamp};

use crate::clock::from_epoch_millis;
use crate::objects::ObjectRecord;
use crate::wire::ServiceError;

/// The conditions of a read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadConditions<'a> {
    pub if_match: Option<&'a ETagCondition>,
    pub if_none_match: Option<&'a ETagCondition>,
    pub if_modified_since: Option<&'a Timestamp>,
    pub if_unmodified_since: Option<&'a Timestamp>,
}

/// What the conditions of a read come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Send it.
    Proceed,
    /// The client has it.
    NotModified,
    /// It is not what the client wants: the condition that does not hold.
    Failed(&'static str),
}

impl ReadConditions<'_> {
    /// By RFC 9110, 13.2.2: a tag decides where there is one, the time where there is none.
    pub fn check(&self, record: &ObjectRecord) -> Outcome {
        match (self.if_match, self.if_unmodified_since) {
            (Some(condition), _) if !matches(condition, record) => return Outcome::Failed("If-Match"),
            (None, Some(since)) if modified_after(record, since) => return Outcome::Failed("If-Unmodified-Since"),
            _ => {}
        }
        match (self.if_none_match, self.if_modified_since) {
            (Some(condition), _) if matches(condition, record) => Outcome::NotModified,
            (None, Some(since)) if !modified_after(record, since) => Outcome::NotModified,
            _ => Outcome::Proceed,
        }
    }

    /// Which condition of a copy's source does not hold, in the names of its headers.
    pub fn failed_of_source(&self, record: &ObjectRecord) -> Option<&'static str> {
        match self.check(record) {
            Outcome::Proceed => None,
            Outcome::NotModified if self.if_none_match.is_some() => Some("x-amz-copy-source-If-None-Match"),
            Outcome::NotModified => Some("x-amz-copy-source-If-Modified-Since"),
            Outcome::Failed("If-Match") => Some("x-amz-copy-source-If-Match"),
            Outcome::Failed(_) => Some("x-amz-copy-source-If-Unmodified-Since"),
        }
    }
}

/// The time of a version as it is told: whole seconds.
pub fn modified(record: &ObjectRecord) -> Timestamp {
    Timestamp::from(from_epoch_millis(record.modified))
}

fn modified_after(record: &ObjectRecord, since: &Timestamp) -> bool {
    let since: time::OffsetDateTime = since.clone().into();
    record.modified.div_euclid(1000) > since.unix_timestamp()
}

fn matches(condition: &ETagCondition, record: &ObjectRecord) -> bool {
    match condition {
        ETagCondition::Any => true,
        ETagCondition::ETag(etag) => etag.value() == record.etag,
    }
}

/// The conditions of a write, against the version that is there now.
pub fn check_write(
    if_match: Option<&ETagCondition>,
    if_none_match: Option<&ETagCondition>,
    current: Option<&ObjectRecord>,
) -> Result<(), ServiceError> {
    match (if_none_match, current) {
        (Some(ETagCondition::Any), Some(_)) => return Err(failed("If-None-Match")),
        (Some(ETagCondition::ETag(_)), _) => {
            return Err(ServiceError::new(
                501,
                "NotImplemented",
                "A header you provided implies functionality that is not implemented: If-None-Match with an ETag",
            ));
        }
        _ => {}
    }
    match (if_match, current) {
        (Some(_), None) => Err(no_such_key()),
        (Some(condition), Some(current)) if !matches(condition, current) => Err(failed("If-Match")),
        _ => Ok(()),
    }
}

/// S3's error for a condition that does not hold.
pub fn failed(condition: &str) -> ServiceError {
    ServiceError::new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
        .with_field("Condition", condition)
}

/// S3's error for an object that is not there.
pub fn no_such_key() -> ServiceError {
    ServiceError::new(404, "NoSuchKey", "The specified key does not exist.")
}

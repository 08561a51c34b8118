//! The rules of lifecycle rules. Source: S3 User Guide, "Setting a lifecycle configuration" and "Transitioning objects".

use std::collections::HashSet;

use s3s::dto::{LifecycleRule, LifecycleRuleFilter, Tag, Timestamp, Transition};

use super::{invalid, malformed};
use crate::wire::ServiceError;

/// Most rules of a bucket.
const RULES: usize = 1000;

/// Days before an object may go to an infrequent-access class, and from there to an archive.
const MINIMUM_DAYS: i32 = 30;

/// The classes in the order that objects move down.
const ORDER: &[(&str, u8)] = &[
    ("STANDARD_IA", 1),
    ("INTELLIGENT_TIERING", 2),
    ("ONEZONE_IA", 3),
    ("GLACIER_IR", 3),
    ("GLACIER", 4),
    ("DEEP_ARCHIVE", 5),
];

fn rank(class: &str) -> Option<u8> {
    ORDER.iter().find(|(name, _)| *name == class).map(|(_, rank)| *rank)
}

/// Checks a whole configuration.
pub fn check(rules: &[LifecycleRule]) -> Result<(), ServiceError> {
    if rules.is_empty() || rules.len() > RULES {
        return Err(malformed());
    }
    let mut ids = HashSet::new();
    for rule in rules {
        if let Some(id) = &rule.id {
            if id.chars().count() > 255 {
                return Err(invalid("ID length should not exceed allowed limit of 255"));
            }
            if !ids.insert(id.as_str()) {
                return Err(invalid("Rule ID must be unique. Found same ID for more than one rule"));
            }
        }
        check_rule(rule)?;
    }
    Ok(())
}

fn check_rule(rule: &LifecycleRule) -> Result<(), ServiceError> {
    if !matches!(rule.status.as_str(), "Enabled" | "Disabled") {
        return Err(malformed());
    }
    if rule.prefix.is_some() == rule.filter.is_some() {
        return Err(malformed());
    }
    let has_action = rule.expiration.is_some()
        || rule.transitions.as_ref().is_some_and(|transitions| !transitions.is_empty())
        || rule.noncurrent_version_expiration.is_some()
        || rule.noncurrent_version_transitions.as_ref().is_some_and(|transitions| !transitions.is_empty())
        || rule.abort_incomplete_multipart_upload.is_some();
    if !has_action {
        return Err(ServiceError::client("InvalidRequest", "At least one action needs to be specified in a rule"));
    }
    let selects = Selects::of(rule.filter.as_ref())?;
    check_abort(rule, selects)?;
    check_transitions(rule)?;
    check_expiration(rule, selects)?;
    check_noncurrent(rule)
}

/// By what, besides the prefix, a rule selects objects.
#[derive(Debug, Clone, Copy, Default)]
struct Selects {
    tags: bool,
    size: bool,
}

impl Selects {
    fn of(filter: Option<&LifecycleRuleFilter>) -> Result<Self, ServiceError> {
        let Some(filter) = filter else { return Ok(Self::default()) };
        let given = [
            filter.and.is_some(),
            filter.prefix.is_some(),
            filter.tag.is_some(),
            filter.object_size_greater_than.is_some(),
            filter.object_size_less_than.is_some(),
        ];
        if given.iter().filter(|given| **given).count() > 1 {
            return Err(malformed());
        }
        let (mut tags, mut more, mut less): (Vec<&Tag>, _, _) =
            (filter.tag.iter().collect(), filter.object_size_greater_than, filter.object_size_less_than);
        if let Some(and) = &filter.and {
            tags.extend(and.tags.iter().flatten());
            more = and.object_size_greater_than;
            less = and.object_size_less_than;
            let predicates = usize::from(and.prefix.is_some())
                + tags.len()
                + usize::from(more.is_some())
                + usize::from(less.is_some());
            if predicates < 2 {
                return Err(malformed());
            }
        }
        check_filter_tags(&tags)?;
        if more.is_some_and(|size| size < 0) || less.is_some_and(|size| size < 1) {
            return Err(invalid("'ObjectSize' for filter must be a positive integer"));
        }
        if let (Some(more), Some(less)) = (more, less)
            && more >= less
        {
            return Err(ServiceError::client(
                "InvalidRequest",
                "ObjectSizeLessThan must be a value greater than ObjectSizeGreaterThan",
            ));
        }
        Ok(Self { tags: !tags.is_empty(), size: more.is_some() || less.is_some() })
    }
}

fn check_filter_tags(tags: &[&Tag]) -> Result<(), ServiceError> {
    let mut keys = HashSet::new();
    for tag in tags {
        let key = tag.key.as_deref().unwrap_or("");
        if key.is_empty() || key.chars().count() > 128 {
            return Err(ServiceError::client("InvalidTag", "The TagKey you have provided is invalid"));
        }
        if tag.value.as_deref().unwrap_or("").chars().count() > 256 {
            return Err(ServiceError::client("InvalidTag", "The TagValue you have provided is invalid"));
        }
        if !keys.insert(key) {
            return Err(ServiceError::client("InvalidRequest", "Duplicate Tag Keys are not allowed."));
        }
    }
    Ok(())
}

fn check_abort(rule: &LifecycleRule, selects: Selects) -> Result<(), ServiceError> {
    let Some(abort) = &rule.abort_incomplete_multipart_upload else { return Ok(()) };
    if selects.tags {
        return Err(ServiceError::client(
            "InvalidRequest",
            "AbortIncompleteMultipartUpload cannot be specified with Tags.",
        ));
    }
    if selects.size {
        return Err(ServiceError::client(
            "InvalidRequest",
            "AbortIncompleteMultipartUpload cannot be specified with object size.",
        ));
    }
    if abort.days_after_initiation.is_none_or(|days| days < 1) {
        return Err(invalid(
            "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
        ));
    }
    Ok(())
}

fn check_transitions(rule: &LifecycleRule) -> Result<(), ServiceError> {
    let transitions = rule.transitions.as_deref().unwrap_or(&[]);
    let mut classes = HashSet::new();
    for transition in transitions {
        let class = class_of(transition)?;
        if transition.days.is_some() == transition.date.is_some() {
            return Err(malformed());
        }
        check_midnight(transition.date.as_ref())?;
        if transition.days.is_some_and(|days| days < 0) {
            return Err(invalid("'Days' in Transition action must be nonnegative"));
        }
        if !classes.insert(class) {
            return Err(invalid(format!(
                "'StorageClass' must be different for 'Transition' actions in same 'Rule': {class}"
            )));
        }
        let infrequent = matches!(class, "STANDARD_IA" | "ONEZONE_IA");
        if let Some(days) = transition.days.filter(|days| infrequent && *days < MINIMUM_DAYS) {
            return Err(invalid(format!(
                "'Days' in Transition action must be greater than or equal to 30 for storageClass '{class}' ({days} given)"
            )));
        }
    }
    let dated = transitions.iter().filter(|transition| transition.date.is_some()).count();
    if dated > 0 && dated < transitions.len() {
        return Err(ServiceError::client(
            "InvalidRequest",
            "Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule",
        ));
    }
    check_order(transitions)
}

fn check_midnight(date: Option<&Timestamp>) -> Result<(), ServiceError> {
    let is_midnight = |date: &Timestamp| time::OffsetDateTime::from(date.clone()).time() == time::Time::MIDNIGHT;
    if date.is_some_and(|date| !is_midnight(date)) {
        return Err(invalid("'Date' must be at midnight GMT"));
    }
    Ok(())
}

fn class_of(transition: &Transition) -> Result<&str, ServiceError> {
    let class = transition.storage_class.as_ref().ok_or_else(malformed)?.as_str();
    rank(class).map(|_| class).ok_or_else(malformed)
}

/// Objects go down only, and stay a month in an infrequent-access class before they are archived.
fn check_order(transitions: &[Transition]) -> Result<(), ServiceError> {
    let mut ordered: Vec<(i32, &str)> = transitions
        .iter()
        .filter_map(|transition| Some((transition.days?, transition.storage_class.as_ref()?.as_str())))
        .collect();
    ordered.sort_by_key(|(days, class)| (*days, rank(class)));
    for pair in ordered.windows(2) {
        let [(before_days, before), (after_days, after)] = pair else { continue };
        let forbidden = rank(after) < rank(before)
            || (*before == "ONEZONE_IA" && *after == "GLACIER_IR")
            || (*before == "GLACIER_IR" && *after == "ONEZONE_IA");
        if forbidden {
            return Err(invalid(format!("Cannot transition from storage class '{before}' to '{after}'")));
        }
        if after_days == before_days {
            return Err(invalid(format!(
                "'Days' in the Transition action for StorageClass '{after}' must be greater than for '{before}'"
            )));
        }
        let archived = matches!(*after, "GLACIER" | "DEEP_ARCHIVE");
        if matches!(*before, "STANDARD_IA" | "ONEZONE_IA") && archived && after_days - before_days < MINIMUM_DAYS {
            return Err(invalid(format!(
                "'Days' in the Transition action for StorageClass '{after}' must be 30 days more than \
                 'filter' in the Transition action for StorageClass '{before}'"
            )));
        }
    }
    Ok(())
}

fn check_expiration(rule: &LifecycleRule, selects: Selects) -> Result<(), ServiceError> {
    let Some(expiration) = &rule.expiration else { return Ok(()) };
    let markers = expiration.expired_object_delete_marker.is_some();
    let given = usize::from(expiration.days.is_some()) + usize::from(expiration.date.is_some()) + usize::from(markers);
    if given != 1 {
        return Err(malformed());
    }
    if markers && selects.tags {
        return Err(ServiceError::client("InvalidRequest", "ExpiredObjectDeleteMarker cannot be specified with Tags."));
    }
    check_midnight(expiration.date.as_ref())?;
    let Some(days) = expiration.days else { return Ok(()) };
    if days < 1 {
        return Err(invalid("'Days' for Expiration action must be a positive integer"));
    }
    let last = rule.transitions.iter().flatten().filter_map(|transition| transition.days).max();
    if last.is_some_and(|last| days <= last) {
        return Err(invalid(
            "'Days' in the Expiration action for filter must be greater than 'Days' in the Transition action",
        ));
    }
    Ok(())
}

fn check_noncurrent(rule: &LifecycleRule) -> Result<(), ServiceError> {
    let transitions = rule.noncurrent_version_transitions.as_deref().unwrap_or(&[]);
    let mut last = None;
    for transition in transitions {
        let class = transition.storage_class.as_ref().ok_or_else(malformed)?.as_str();
        rank(class).ok_or_else(malformed)?;
        let days = transition.noncurrent_days.ok_or_else(malformed)?;
        if days < 0 {
            return Err(invalid("'NoncurrentDays' for NoncurrentVersionTransition action must be nonnegative"));
        }
        if matches!(class, "STANDARD_IA" | "ONEZONE_IA") && days < MINIMUM_DAYS {
            return Err(invalid(format!(
                "'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to 30 for storageClass '{class}'"
            )));
        }
        check_kept(transition.newer_noncurrent_versions)?;
        last = last.max(Some(days));
    }
    let Some(expiration) = &rule.noncurrent_version_expiration else { return Ok(()) };
    check_kept(expiration.newer_noncurrent_versions)?;
    let days = expiration.noncurrent_days.ok_or_else(malformed)?;
    if days < 1 {
        return Err(invalid("'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer"));
    }
    if last.is_some_and(|last| days <= last) {
        return Err(invalid(
            "'NoncurrentDays' in the NoncurrentVersionExpiration action must be greater than in the NoncurrentVersionTransition action",
        ));
    }
    Ok(())
}

fn check_kept(versions: Option<i32>) -> Result<(), ServiceError> {
    if versions.is_some_and(|versions| !(1..=100).contains(&versions)) {
        return Err(invalid("'NewerNoncurrentVersions' must be an integer between 1 and 100"));
    }
    Ok(())
}

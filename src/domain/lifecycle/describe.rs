//! Rules in words.

use super::rule::{Rule, Selection};
use crate::size::friendly;

/// Which objects: `prefix logs/, tag kind=tmp`; `all` for the whole bucket.
pub fn filter(rule: &Rule) -> String {
    let Selection { prefix, tags, more_than, less_than } = rule.selection();
    let mut words = Vec::new();
    if !prefix.is_empty() {
        words.push(format!("prefix {prefix}"));
    }
    words.extend(tags.iter().map(|tag| format!("tag {}={}", tag.key, tag.value)));
    let size = |size: i64| friendly(u64::try_from(size).unwrap_or(0));
    words.extend(more_than.map(|least| format!("over {}", size(least))));
    words.extend(less_than.map(|most| format!("under {}", size(most))));
    if words.is_empty() { "all".to_owned() } else { words.join(", ") }
}

/// What it does: one text per action.
pub fn actions(rule: &Rule) -> Vec<String> {
    let mut words = Vec::new();
    for to in &rule.transitions {
        let when = when(to.days, to.date);
        words.push(format!("{when} to {}", to.storage_class));
    }
    if let Some(expires) = &rule.expiration {
        if expires.expired_object_delete_marker == Some(true) {
            words.push("expired markers go".to_owned());
        } else {
            words.push(format!("{} expire", when(expires.days, expires.date)));
        }
    }
    let newest = |kept: Option<i32>| kept.map(|kept| format!(", but the newest {kept}")).unwrap_or_default();
    for to in &rule.noncurrent_version_transitions {
        let days = to.noncurrent_days.unwrap_or(0);
        words.push(format!("old versions {days}d to {}{}", to.storage_class, newest(to.newer_noncurrent_versions)));
    }
    if let Some(expires) = &rule.noncurrent_version_expiration {
        let days = expires.noncurrent_days.unwrap_or(0);
        words.push(format!("old versions {days}d expire{}", newest(expires.newer_noncurrent_versions)));
    }
    if let Some(days) = rule.abort_incomplete_multipart_upload.as_ref().and_then(|abort| abort.days_after_initiation) {
        words.push(format!("uploads {days}d abort"));
    }
    words
}

fn when(days: Option<i32>, date: Option<super::Moment>) -> String {
    match (days, date) {
        (Some(days), _) => format!("{days}d"),
        (None, Some(date)) => date.day(),
        (None, None) => "never".to_owned(),
    }
}

/// `1 day`, `30 days`
pub fn days(count: i32) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

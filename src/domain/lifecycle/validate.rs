//! What S3 takes, said before it is asked, with the reason.
//!
//! Source: Amazon S3 User Guide, "Lifecycle configuration elements", "Transitioning objects" and "Examples"; the limits
//! are those of the API reference of `LifecycleRule`.

use std::collections::BTreeSet;
use std::fmt;

use super::class::{CLASSES, may_move, rank};
use super::configuration::Configuration;
use super::moment::Moment;
use super::rule::{Filter, NoncurrentTransition, Rule, Tag, Transition};

/// Most rules of a bucket.
const RULES: usize = 1000;
/// Most characters of an id.
const ID_CHARACTERS: usize = 255;
/// Most bytes of a prefix: that of a key.
const PREFIX_BYTES: usize = 1024;
/// Most tags of an object, so of a filter that can select one.
const TAGS: usize = 10;
/// Days before an object may go to an infrequent-access class, and between that and an archive.
const MONTH: i32 = 30;
/// Most old versions that a rule can keep.
const KEPT_VERSIONS: i32 = 100;

/// Why S3 would refuse a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The rule's id, or its place; none for the configuration as a whole.
    pub rule: Option<String>,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.rule {
            Some(rule) => write!(f, "rule `{rule}`: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

/// What is wrong with a configuration, as far as the rules of these ids are concerned: what somebody else put there, S3
/// has taken already.
pub fn problems(configuration: &Configuration, changed: &[&str]) -> Vec<Problem> {
    let mut found = Vec::new();
    let whole = |reason: String| Problem { rule: None, reason };
    if configuration.rules.len() > RULES {
        found.push(whole(format!(
            "{} rules are more than the {RULES} that a bucket can have",
            configuration.rules.len()
        )));
    }
    let mut seen = BTreeSet::new();
    for rule in &configuration.rules {
        if !rule.name().is_empty() && !seen.insert(rule.name()) {
            found.push(whole(format!("the id `{}` is there twice; ids are unique in a bucket", rule.name())));
        }
    }
    for (at, rule) in configuration.rules.iter().enumerate() {
        if !changed.contains(&rule.name()) {
            continue;
        }
        let name = if rule.name().is_empty() { format!("number {}", at + 1) } else { shortened(rule.name()) };
        found.extend(of_rule(rule).into_iter().map(|reason| Problem { rule: Some(name.clone()), reason }));
    }
    found
}

fn shortened(id: &str) -> String {
    if id.chars().count() <= ID_CHARACTERS { id.to_owned() } else { id.chars().take(40).chain("…".chars()).collect() }
}

/// What is wrong with one rule.
fn of_rule(rule: &Rule) -> Vec<String> {
    let mut found = Vec::new();
    let length = rule.name().chars().count();
    if length == 0 {
        found.push("it has no ID, and rules are merged by their ids".to_owned());
    } else if length > ID_CHARACTERS {
        found.push(format!("its id has {length} characters; {ID_CHARACTERS} are the most"));
    }
    match (&rule.filter, &rule.prefix) {
        (Some(_), Some(_)) => found.push("it has a Filter and the old Prefix; S3 takes one of them".to_owned()),
        (None, None) => found.push("it has no Filter; an empty one is the whole bucket".to_owned()),
        (Some(filter), None) => of_filter(filter, &mut found),
        (None, Some(_)) => {}
    }
    let selection = rule.selection();
    if selection.prefix.len() > PREFIX_BYTES {
        found.push(format!("its prefix has {} bytes; a key has at most {PREFIX_BYTES}", selection.prefix.len()));
    }
    of_tags(&selection.tags, &mut found);
    of_sizes(selection.more_than, selection.less_than, &mut found);
    if has_no_action(rule) {
        found.push("it does nothing: at least one action is needed".to_owned());
    }
    of_transitions(&rule.transitions, &mut found);
    of_expiration(rule, &mut found);
    of_noncurrent(rule, &mut found);
    if let Some(abort) = &rule.abort_incomplete_multipart_upload {
        if abort.days_after_initiation.is_none_or(|days| days < 1) {
            found.push("unfinished uploads end after at least 1 day".to_owned());
        }
        if !selection.tags.is_empty() {
            found.push("unfinished uploads have no tags: their end cannot be in a rule that selects by tag".to_owned());
        }
        if selection.by_size() {
            found
                .push("unfinished uploads have no size: their end cannot be in a rule that selects by size".to_owned());
        }
    }
    found
}

fn has_no_action(rule: &Rule) -> bool {
    rule.transitions.is_empty()
        && rule.expiration.is_none()
        && rule.noncurrent_version_transitions.is_empty()
        && rule.noncurrent_version_expiration.is_none()
        && rule.abort_incomplete_multipart_upload.is_none()
}

fn of_filter(filter: &Filter, found: &mut Vec<String>) {
    let given = [
        filter.prefix.is_some(),
        filter.tag.is_some(),
        filter.object_size_greater_than.is_some(),
        filter.object_size_less_than.is_some(),
        filter.and.is_some(),
    ];
    if given.iter().filter(|given| **given).count() > 1 {
        found.push("its Filter has several conditions; S3 takes one, or several within And".to_owned());
    }
    if let Some(and) = &filter.and {
        let conditions = usize::from(and.prefix.is_some())
            + and.tags.len()
            + usize::from(and.object_size_greater_than.is_some())
            + usize::from(and.object_size_less_than.is_some());
        if conditions < 2 {
            found.push("And joins at least two conditions; a single one stands alone in the Filter".to_owned());
        }
    }
}

fn of_tags(tags: &[&Tag], found: &mut Vec<String>) {
    if tags.len() > TAGS {
        found.push(format!("it wants {} tags; an object has at most {TAGS}", tags.len()));
    }
    let mut keys = BTreeSet::new();
    for tag in tags {
        let length = tag.key.chars().count();
        if !(1..=128).contains(&length) {
            found.push(format!("a tag's key has 1 to 128 characters, not {length}"));
        }
        let length = tag.value.chars().count();
        if length > 256 {
            found.push(format!("a tag's value has at most 256 characters, not {length}"));
        }
        if !keys.insert(tag.key.as_str()) {
            found.push(format!("the tag `{}` is wanted twice; an object has each key once", tag.key));
        }
    }
}

fn of_sizes(more: Option<i64>, less: Option<i64>, found: &mut Vec<String>) {
    if more.is_some_and(|size| size < 0) {
        found.push("ObjectSizeGreaterThan is not negative".to_owned());
    }
    if less.is_some_and(|size| size < 1) {
        found.push("ObjectSizeLessThan is at least 1".to_owned());
    }
    if let (Some(more), Some(less)) = (more, less)
        && more >= less
    {
        found.push(format!("no object has more than {more} bytes and fewer than {less}"));
    }
}

fn of_transitions(transitions: &[Transition], found: &mut Vec<String>) {
    let mut classes = BTreeSet::new();
    for transition in transitions {
        let class = transition.storage_class.as_str();
        if rank(class).is_none() {
            found.push(unknown_class(class));
        } else if !classes.insert(class) {
            found.push(format!("it moves to {class} twice"));
        }
        match (transition.days, transition.date) {
            (Some(_), Some(_)) => found.push(format!("the move to {class} has Days and Date; one of them")),
            (None, None) => found.push(format!("the move to {class} says no Days and no Date")),
            (Some(days), None) if days < 0 => found.push(format!("the move to {class} is after {days} days")),
            (Some(days), None) if is_infrequent(class) && days < MONTH => {
                found.push(format!("objects go to {class} after at least {MONTH} days, not {days}"));
            }
            (Some(_), None) => {}
            (None, Some(date)) => of_date(date, found),
        }
    }
    let mut by_days: Vec<(i64, &str)> =
        transitions.iter().filter_map(|to| Some((i64::from(to.days?), to.storage_class.as_str()))).collect();
    of_order(&mut by_days, found);
    let mut by_date: Vec<(i64, &str)> =
        transitions.iter().filter_map(|to| Some((to.date?.days_since(Moment(0)), to.storage_class.as_str()))).collect();
    of_order(&mut by_date, found);
}

fn unknown_class(class: &str) -> String {
    let names: Vec<&str> = CLASSES.iter().map(|(name, _)| *name).collect();
    format!("`{class}` is no class that rules move objects to: {}", names.join(", "))
}

fn is_infrequent(class: &str) -> bool {
    matches!(class, "STANDARD_IA" | "ONEZONE_IA")
}

fn of_date(date: Moment, found: &mut Vec<String>) {
    if !date.is_midnight() {
        found.push(format!("{date} is not midnight UTC, and dates of rules are"));
    }
}

/// Objects go down only, and stay a month in an infrequent-access class before they are archived.
fn of_order(moves: &mut [(i64, &str)], found: &mut Vec<String>) {
    moves.sort_by_key(|(days, class)| (*days, rank(class)));
    for pair in moves.windows(2) {
        let [(before_days, before), (after_days, after)] = pair else { continue };
        if rank(before).is_none() || rank(after).is_none() || before == after {
            continue;
        }
        if !may_move(before, after) {
            found.push(format!("no object goes from {before} to {after}: the order is STANDARD, STANDARD_IA, INTELLIGENT_TIERING, ONEZONE_IA or GLACIER_IR, GLACIER, DEEP_ARCHIVE"));
        } else if after_days == before_days {
            found.push(format!("it moves to {before} and {after} at the same time"));
        } else if is_infrequent(before)
            && matches!(*after, "GLACIER" | "DEEP_ARCHIVE")
            && after_days - before_days < i64::from(MONTH)
        {
            found.push(format!(
                "objects stay in {before} for at least {MONTH} days before {after}, not {}",
                after_days - before_days
            ));
        }
    }
}

fn of_expiration(rule: &Rule, found: &mut Vec<String>) {
    let (by_days, by_date) =
        (rule.transitions.iter().any(|to| to.days.is_some()), rule.transitions.iter().any(|to| to.date.is_some()));
    let expires = rule.expiration.clone().unwrap_or_default();
    if (by_days || expires.days.is_some()) && (by_date || expires.date.is_some()) {
        found.push("it mixes Days and Date; S3 takes one kind in a rule".to_owned());
    }
    if rule.expiration.is_none() {
        return;
    }
    match expires.expired_object_delete_marker {
        Some(true) => {
            if expires.days.is_some() || expires.date.is_some() {
                found.push(
                    "ExpiredObjectDeleteMarker stands alone: an Expiration of Days or Date removes such markers by itself"
                        .to_owned(),
                );
            }
            if !rule.selection().tags.is_empty() {
                found.push(
                    "delete markers have no tags: ExpiredObjectDeleteMarker cannot be in a rule that selects by tag"
                        .to_owned(),
                );
            }
        }
        Some(false) | None if expires.days.is_none() && expires.date.is_none() => {
            found.push("its Expiration says no Days, no Date and no ExpiredObjectDeleteMarker".to_owned());
        }
        Some(false) => found.push("ExpiredObjectDeleteMarker stands alone, and is true".to_owned()),
        None => {}
    }
    if expires.days.is_some() && expires.date.is_some() {
        found.push("its Expiration has Days and Date; one of them".to_owned());
    }
    if let Some(days) = expires.days {
        if days < 1 {
            found.push("objects expire after at least 1 day".to_owned());
        }
        let last = rule.transitions.iter().filter_map(|to| to.days).max();
        if let Some(last) = last.filter(|last| days <= *last) {
            found.push(format!("it ends objects after {days} days and still moves them after {last}"));
        }
    }
    if let Some(date) = expires.date {
        of_date(date, found);
        let last = rule.transitions.iter().filter_map(|to| to.date).max();
        if let Some(last) = last.filter(|last| date <= *last) {
            found.push(format!("it ends objects on {} and still moves them on {}", date.day(), last.day()));
        }
    }
}

fn of_noncurrent(rule: &Rule, found: &mut Vec<String>) {
    let mut kept = Vec::new();
    let mut classes = BTreeSet::new();
    for NoncurrentTransition { noncurrent_days, storage_class: class, newer_noncurrent_versions } in
        &rule.noncurrent_version_transitions
    {
        kept.extend(*newer_noncurrent_versions);
        if rank(class).is_none() {
            found.push(unknown_class(class));
        } else if !classes.insert(class.as_str()) {
            found.push(format!("it moves old versions to {class} twice"));
        }
        match noncurrent_days {
            None => found.push(format!("the move of old versions to {class} says no NoncurrentDays")),
            Some(days) if *days < 0 => found.push(format!("the move of old versions to {class} is after {days} days")),
            Some(days) if is_infrequent(class) && *days < MONTH => {
                found.push(format!("old versions go to {class} after at least {MONTH} days, not {days}"));
            }
            Some(_) => {}
        }
    }
    let mut moves: Vec<(i64, &str)> = rule
        .noncurrent_version_transitions
        .iter()
        .filter_map(|to| Some((i64::from(to.noncurrent_days?), to.storage_class.as_str())))
        .collect();
    of_order(&mut moves, found);
    if let Some(expires) = &rule.noncurrent_version_expiration {
        kept.extend(expires.newer_noncurrent_versions);
        match expires.noncurrent_days {
            None => found.push("the end of old versions says no NoncurrentDays".to_owned()),
            Some(days) if days < 1 => found.push("old versions expire after at least 1 day".to_owned()),
            Some(days) => {
                let last = moves.last().map(|(last, _)| *last);
                if let Some(last) = last.filter(|last| i64::from(days) <= *last) {
                    found.push(format!("it ends old versions after {days} days and still moves them after {last}"));
                }
            }
        }
    }
    if let Some(wrong) = kept.iter().find(|kept| !(1..=KEPT_VERSIONS).contains(*kept)) {
        found.push(format!("NewerNoncurrentVersions is 1 to {KEPT_VERSIONS}, not {wrong}"));
    }
    if !kept.is_empty() && rule.filter.is_none() {
        found.push("NewerNoncurrentVersions needs a Filter in place of the old Prefix".to_owned());
    }
}

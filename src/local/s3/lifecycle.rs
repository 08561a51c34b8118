//! The lake's own lifecycle: what S3 does once a day, the lake does when it is opened on another day or its clock is moved
//! on, by the same evaluator that the preview asks.
//!
//! Invariants:
//! - Only what is due between two moments is done, in the order of time; a rule that came late catches up at the first.
//! - A version that was written meanwhile is left alone: the next run looks at it again.

use s3s::dto::{LifecycleRule, Timestamp};
use serde_json::json;

use super::attributes::Attributes;
use super::multipart::UploadDocument;
use super::settings;
use crate::clock::epoch_millis;
use crate::domain::lifecycle::{
    Abort, Action, Configuration, Conjunction, Evaluator, Event, Expiration, Filter, Moment, NoncurrentExpiration,
    NoncurrentTransition, Rule, Status, Tag, Transition, Version, Versioning,
};
use crate::lake::Lake;
use crate::objects::aging::{Aged, Aging};
use crate::objects::uploads::{UPLOAD, UploadPlace, key_of};
use crate::objects::{BUCKET, From, ObjectRecord, list_versions};
use crate::wire::ServiceError;

/// The document that says until when the rules were followed.
const FOLLOWED: &str = "lifecycle";

/// Versions that are read at once.
const PAGE: usize = if cfg!(test) { 20 } else { 2000 };

/// What a run of the lifecycle did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LifecycleRun {
    /// Versions that changed their class.
    pub moved: u64,
    /// Objects that expired: gone, or hidden by a marker.
    pub expired: u64,
    /// Old versions that are gone.
    pub old_versions_expired: u64,
    /// Delete markers that are gone.
    pub markers_removed: u64,
    /// Unfinished uploads that were aborted.
    pub uploads_aborted: u64,
}

impl LifecycleRun {
    fn count(&mut self, action: &Action) {
        let counter = match action {
            Action::Move { .. } | Action::MoveOld { .. } => &mut self.moved,
            Action::Expire | Action::Hide => &mut self.expired,
            Action::ExpireOld => &mut self.old_versions_expired,
            Action::RemoveMarker => &mut self.markers_removed,
            Action::AbortUpload => &mut self.uploads_aborted,
        };
        *counter += 1;
    }
}

impl Lake {
    /// Does what the lifecycle rules ask for since they were followed the last time, once a day of the lake's clock is
    /// over, as S3 does. A lake that never did begins today. What is due at other times (access logs) is done as well.
    pub fn follow_lifecycle(&self) -> Result<LifecycleRun, ServiceError> {
        self.deliver_access_logs()?;
        let now = Moment(epoch_millis(self.clock().now()));
        let last =
            self.store().read(|tx| tx.get("lake", "", FOLLOWED))?.and_then(|document| document["until"].as_i64());
        // The last run was this very day; or the clock was set back, and time begins anew.
        let due = last.map(Moment).filter(|last| last.due_after(0) <= now);
        if last.is_some_and(|last| last <= now.0) && due.is_none() {
            return Ok(LifecycleRun::default());
        }
        let run = due.map_or(Ok(LifecycleRun::default()), |from| self.run_lifecycle(from.0, now.0))?;
        self.put_bucket_sizes()?;
        self.store().write(|tx| tx.put("lake", "", FOLLOWED, &json!({ "until": now.0 })))?;
        Ok(run)
    }

    /// Does what the lifecycle rules of every bucket ask for between two moments, in milliseconds since the epoch.
    pub fn run_lifecycle(&self, from: i64, until: i64) -> Result<LifecycleRun, ServiceError> {
        let mut run = LifecycleRun::default();
        for (bucket, document) in self.store().read(|tx| tx.list(BUCKET, ""))? {
            let Some(rules) = settings::read::<Vec<LifecycleRule>>(&document, "lifecycle")? else { continue };
            let configuration = Configuration {
                minimum_size: document["lifecycle_minimum"].as_str().and_then(|word| word.parse().ok()),
                rules: rules.into_iter().map(rule).collect(),
            };
            let evaluator = Evaluator::new(&configuration, Versioning::of(document["versioning"].as_str()));
            self.age_versions(&bucket, &evaluator, Moment(from), Moment(until), &mut run)?;
            self.end_uploads(&bucket, &evaluator, Moment(until), &mut run)?;
        }
        Ok(run)
    }

    fn age_versions(
        &self,
        bucket: &str,
        evaluator: &Evaluator<'_>,
        from: Moment,
        until: Moment,
        run: &mut LifecycleRun,
    ) -> Result<(), ServiceError> {
        let mut held: Vec<ObjectRecord> = Vec::new();
        let mut last: Option<(String, String)> = None;
        loop {
            let page = self.store().read(|tx| {
                let (start, after) = match &last {
                    None => (From::Start, None),
                    Some((key, version)) => (From::After(key), Some(version.as_str())),
                };
                list_versions(tx, bucket, "", start, after, PAGE)
            })?;
            let ended = page.len() < PAGE;
            last = page.last().map(|record| (record.key.clone(), record.version.clone())).or(last);
            held.extend(page);
            // The last key may go on in the next page.
            let complete = match held.last() {
                Some(last) if !ended => held.iter().position(|record| record.key == last.key).unwrap_or(0),
                _ => held.len(),
            };
            let rest = held.split_off(complete);
            let whole = std::mem::replace(&mut held, rest);
            self.age_page(bucket, evaluator, (from, until), &whole, run)?;
            if ended {
                return Ok(());
            }
        }
    }

    fn age_page(
        &self,
        bucket: &str,
        evaluator: &Evaluator<'_>,
        (from, until): (Moment, Moment),
        records: &[ObjectRecord],
        run: &mut LifecycleRun,
    ) -> Result<(), ServiceError> {
        let (mut changes, mut actions) = (Vec::new(), Vec::new());
        for group in records.chunk_by(|one, other| one.key == other.key) {
            let key = &group[0].key;
            if !evaluator.concerns(key) {
                continue;
            }
            let mut newer = None;
            let mut versions: Vec<Version> = Vec::with_capacity(group.len());
            for record in group {
                versions.push(version(record, newer));
                newer = Some(Moment(record.modified));
            }
            for Event { at, action, version, .. } in evaluator.run(key, &mut versions, from, until) {
                let aging = match &action {
                    Action::Move { to } | Action::MoveOld { to } => Aging::Class(to.clone()),
                    Action::Expire | Action::ExpireOld | Action::RemoveMarker | Action::AbortUpload => Aging::Remove,
                    Action::Hide => Aging::Hide(at.0),
                };
                changes.push(Aged { key: key.clone(), version: version.id, modified: version.modified.0, aging });
                actions.push(action);
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        let done = self.objects().age(bucket, &changes)?;
        actions.iter().zip(done).filter(|(_, done)| *done).for_each(|(action, _)| run.count(action));
        Ok(())
    }

    fn end_uploads(
        &self,
        bucket: &str,
        evaluator: &Evaluator<'_>,
        until: Moment,
        run: &mut LifecycleRun,
    ) -> Result<(), ServiceError> {
        for (name, document) in self.store().read(|tx| tx.list(UPLOAD, bucket))? {
            let document: UploadDocument = serde_json::from_value(document)
                .map_err(|error| ServiceError::new(500, "InternalError", format!("an upload is damaged: {error}")))?;
            let (key, upload) = key_of(&name);
            let due = evaluator.abort(key, Moment(document.initiated));
            if due.is_some_and(|(due, _)| due <= until) {
                self.objects().abort_upload(UploadPlace { bucket, key, upload })?;
                run.count(&Action::AbortUpload);
            }
        }
        Ok(())
    }
}

fn version(record: &ObjectRecord, newer: Option<Moment>) -> Version {
    Version {
        id: record.version.clone(),
        size: record.size,
        class: record.storage_class.clone(),
        modified: Moment(record.modified),
        in_class_since: Moment(record.modified),
        noncurrent_since: newer,
        is_marker: record.is_marker,
        tags: Some(Attributes::from_value(&record.attributes).tags),
    }
}

fn moment(date: Timestamp) -> Moment {
    let date = time::OffsetDateTime::from(date);
    Moment(i64::try_from(date.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX))
}

fn tag(tag: s3s::dto::Tag) -> Tag {
    Tag { key: tag.key.unwrap_or_default(), value: tag.value.unwrap_or_default() }
}

/// A rule as the evaluator knows it.
fn rule(rule: LifecycleRule) -> Rule {
    Rule {
        id: rule.id,
        status: if rule.status.as_str() == "Enabled" { Status::Enabled } else { Status::Disabled },
        filter: rule.filter.map(|filter| Filter {
            prefix: filter.prefix,
            tag: filter.tag.map(tag),
            object_size_greater_than: filter.object_size_greater_than,
            object_size_less_than: filter.object_size_less_than,
            and: filter.and.map(|and| Conjunction {
                prefix: and.prefix,
                tags: and.tags.unwrap_or_default().into_iter().map(tag).collect(),
                object_size_greater_than: and.object_size_greater_than,
                object_size_less_than: and.object_size_less_than,
            }),
        }),
        prefix: rule.prefix,
        transitions: rule
            .transitions
            .unwrap_or_default()
            .into_iter()
            .map(|to| Transition {
                date: to.date.map(moment),
                days: to.days,
                storage_class: to.storage_class.map(|class| class.as_str().to_owned()).unwrap_or_default(),
            })
            .collect(),
        expiration: rule.expiration.map(|expiration| Expiration {
            date: expiration.date.map(moment),
            days: expiration.days,
            expired_object_delete_marker: expiration.expired_object_delete_marker,
        }),
        noncurrent_version_transitions: rule
            .noncurrent_version_transitions
            .unwrap_or_default()
            .into_iter()
            .map(|to| NoncurrentTransition {
                noncurrent_days: to.noncurrent_days,
                storage_class: to.storage_class.map(|class| class.as_str().to_owned()).unwrap_or_default(),
                newer_noncurrent_versions: to.newer_noncurrent_versions,
            })
            .collect(),
        noncurrent_version_expiration: rule.noncurrent_version_expiration.map(|expiration| NoncurrentExpiration {
            noncurrent_days: expiration.noncurrent_days,
            newer_noncurrent_versions: expiration.newer_noncurrent_versions,
        }),
        abort_incomplete_multipart_upload: rule
            .abort_incomplete_multipart_upload
            .map(|abort| Abort { days_after_initiation: abort.days_after_initiation }),
    }
}

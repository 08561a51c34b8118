//! What a configuration does to the versions of a key as time goes by. Pure: the same function is behind the preview and
//! behind the local lake's own lifecycle.
//!
//! Source: Amazon S3 User Guide, "Managing the lifecycle of objects": "Lifecycle actions on versioned buckets",
//! "Conflicts" (permanent deletion before transition, transition before a delete marker, the cheaper class on the same
//! day), "Transitioning objects" (least size).

use std::collections::BTreeMap;

use super::class::{may_move, rank};
use super::configuration::{Configuration, MinimumSize};
use super::moment::Moment;
use super::rule::{Expiration, Rule, Selection};

/// Smaller objects are not worth moving, unless a rule speaks of sizes.
const SMALL_BYTES: u64 = 128 << 10;

/// Whether a bucket keeps versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versioning {
    /// It never did.
    Never,
    /// It does.
    Enabled,
    /// It did.
    Suspended,
}

impl Versioning {
    /// From S3's word.
    pub fn of(word: Option<&str>) -> Self {
        match word {
            Some("Enabled") => Self::Enabled,
            Some(_) => Self::Suspended,
            None => Self::Never,
        }
    }
}

/// One version of an object, or a delete marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its id; `null` where versions are not kept.
    pub id: String,
    /// Bytes.
    pub size: u64,
    /// `STANDARD`, …
    pub class: String,
    /// When it came.
    pub modified: Moment,
    /// When it came into its class, as far as that is known.
    pub in_class_since: Moment,
    /// When a newer one came.
    pub noncurrent_since: Option<Moment>,
    /// Whether it is a delete marker.
    pub is_marker: bool,
    /// Its tags; none when they were not asked for.
    pub tags: Option<BTreeMap<String, String>>,
}

/// What happens to a version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// A current object changes its class.
    Move { to: String },
    /// An old version changes its class.
    MoveOld { to: String },
    /// An object goes for good.
    Expire,
    /// An object is hidden by a delete marker and becomes an old version.
    Hide,
    /// An old version goes for good.
    ExpireOld,
    /// A delete marker that hides nothing goes.
    RemoveMarker,
    /// An unfinished upload ends.
    AbortUpload,
}

impl Action {
    /// The word in tables and JSON.
    pub fn words(&self) -> String {
        match self {
            Self::Move { to } => format!("move to {to}"),
            Self::MoveOld { to } => format!("move old version to {to}"),
            Self::Expire => "expire".to_owned(),
            Self::Hide => "expire (delete marker)".to_owned(),
            Self::ExpireOld => "expire old version".to_owned(),
            Self::RemoveMarker => "remove delete marker".to_owned(),
            Self::AbortUpload => "abort upload".to_owned(),
        }
    }

    /// Which of two that come at the same time is taken: the lower.
    fn precedence(&self) -> (u8, u8) {
        match self {
            Self::Expire | Self::ExpireOld | Self::RemoveMarker | Self::AbortUpload => (0, 0),
            Self::Move { to } | Self::MoveOld { to } => (1, u8::MAX - rank(to).unwrap_or(0)),
            Self::Hide => (2, 0),
        }
    }
}

/// Something that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// Since when the rule asks for it; before `at` when the rule came later.
    pub due: Moment,
    /// Which rule, by its place.
    pub rule: usize,
    /// What.
    pub action: Action,
    /// The version as it is before.
    pub version: Version,
}

/// A configuration, ready to be asked.
#[derive(Debug)]
pub struct Evaluator<'a> {
    /// The enabled rules, with their places.
    rules: Vec<(usize, &'a Rule, Selection<'a>)>,
    minimum: MinimumSize,
    versioning: Versioning,
}

/// An event that may come next.
struct Candidate {
    at: Moment,
    due: Moment,
    rule: usize,
    action: Action,
    index: usize,
}

impl<'a> Evaluator<'a> {
    /// An evaluator of the enabled rules.
    pub fn new(configuration: &'a Configuration, versioning: Versioning) -> Self {
        let rules = configuration.rules.iter().enumerate().filter(|(_, rule)| rule.is_enabled());
        Self {
            rules: rules.map(|(at, rule)| (at, rule, rule.selection())).collect(),
            minimum: configuration.minimum_size.unwrap_or(MinimumSize::All128K),
            versioning,
        }
    }

    /// Whether some rule could be about a key.
    pub fn concerns(&self, key: &str) -> bool {
        self.rules.iter().any(|(_, _, selection)| key.starts_with(selection.prefix))
    }

    /// Whether the tags of a version decide anything.
    pub fn needs_tags(&self, key: &str, size: u64) -> bool {
        self.rules.iter().any(|(_, _, selection)| !selection.tags.is_empty() && selection.takes(key, size))
    }

    /// Lets time go by for one key, from one moment to another: what happens, in order. `versions` are those of the key,
    /// newest first, and are afterwards as they will be.
    pub fn run(&self, key: &str, versions: &mut Vec<Version>, from: Moment, until: Moment) -> Vec<Event> {
        let mut events = Vec::new();
        let mut now = from;
        while let Some(next) = self.next(key, versions, now).filter(|next| next.at <= until) {
            now = next.at;
            let version = versions[next.index].clone();
            self.apply(versions, &next);
            events.push(Event { at: next.at, due: next.due, rule: next.rule, action: next.action, version });
        }
        events
    }

    /// When an unfinished upload ends, and by which rule.
    pub fn abort(&self, key: &str, initiated: Moment) -> Option<(Moment, usize)> {
        let due = |rule: &Rule| {
            Some(initiated.due_after(rule.abort_incomplete_multipart_upload.as_ref()?.days_after_initiation?))
        };
        self.rules
            .iter()
            .filter(|(_, _, selection)| key.starts_with(selection.prefix))
            .filter_map(|(place, rule, _)| Some((due(rule)?, *place)))
            .min()
    }

    fn next(&self, key: &str, versions: &[Version], now: Moment) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        let mut offer = |due: Moment, rule: usize, action: Action, index: usize| {
            let candidate = Candidate { at: due.max(now), due, rule, action, index };
            let order = |one: &Candidate| (one.at, one.action.precedence(), std::cmp::Reverse(one.index), one.rule);
            if best.as_ref().is_none_or(|best| order(&candidate) < order(best)) {
                best = Some(candidate);
            }
        };
        for (index, version) in versions.iter().enumerate() {
            for (place, rule, selection) in &self.rules {
                if !takes(selection, key, version) {
                    continue;
                }
                if index > 0 {
                    self.of_old(rule, selection, versions, index, &mut |due, action| offer(due, *place, action, index));
                } else if version.is_marker {
                    if versions.len() == 1
                        && let Some(due) = rule.expiration.as_ref().and_then(|expires| marker_due(expires, version))
                    {
                        offer(due, *place, Action::RemoveMarker, index);
                    }
                } else {
                    self.of_current(rule, selection, version, &mut |due, action| offer(due, *place, action, index));
                }
            }
        }
        best
    }

    fn of_current(
        &self,
        rule: &Rule,
        selection: &Selection<'_>,
        version: &Version,
        offer: &mut dyn FnMut(Moment, Action),
    ) {
        for to in &rule.transitions {
            if self.moves(selection, version, &to.storage_class)
                && let Some(due) = due(version.modified, to.days, to.date)
            {
                offer(due, Action::Move { to: to.storage_class.clone() });
            }
        }
        let expires = rule.expiration.as_ref();
        if let Some(due) = expires.and_then(|expires| due(version.modified, expires.days, expires.date)) {
            offer(due, if self.versioning == Versioning::Never { Action::Expire } else { Action::Hide });
        }
    }

    fn of_old(
        &self,
        rule: &Rule,
        selection: &Selection<'_>,
        versions: &[Version],
        index: usize,
        offer: &mut dyn FnMut(Moment, Action),
    ) {
        let version = &versions[index];
        let Some(since) = version.noncurrent_since else { return };
        // The version that pushes this one out of those that are kept, and when it came to be one of them.
        let pushed_out = |kept: Option<i32>| match kept.and_then(|kept| usize::try_from(kept).ok()) {
            None | Some(0) => Some(since),
            Some(kept) if index > kept => versions[index - kept].noncurrent_since,
            Some(_) => None,
        };
        for to in &rule.noncurrent_version_transitions {
            if !version.is_marker
                && self.moves(selection, version, &to.storage_class)
                && let (Some(days), Some(pushed)) = (to.noncurrent_days, pushed_out(to.newer_noncurrent_versions))
            {
                offer(since.due_after(days).max(pushed), Action::MoveOld { to: to.storage_class.clone() });
            }
        }
        if let Some(expires) = &rule.noncurrent_version_expiration
            && let (Some(days), Some(pushed)) = (expires.noncurrent_days, pushed_out(expires.newer_noncurrent_versions))
        {
            offer(since.due_after(days).max(pushed), Action::ExpireOld);
        }
    }

    /// Whether a version can go to a class, and is large enough for it.
    fn moves(&self, selection: &Selection<'_>, version: &Version, to: &str) -> bool {
        let archives_anything = self.minimum == MinimumSize::Varies && matches!(to, "GLACIER" | "DEEP_ARCHIVE");
        may_move(&version.class, to) && (version.size >= SMALL_BYTES || selection.by_size() || archives_anything)
    }

    fn apply(&self, versions: &mut Vec<Version>, next: &Candidate) {
        match &next.action {
            Action::Move { to } | Action::MoveOld { to } => {
                versions[next.index].class.clone_from(to);
                versions[next.index].in_class_since = next.at;
            }
            Action::Expire | Action::ExpireOld | Action::RemoveMarker | Action::AbortUpload => {
                versions.remove(next.index);
            }
            Action::Hide => {
                versions[next.index].noncurrent_since = Some(next.at);
                let id = if self.versioning == Versioning::Suspended {
                    // The marker takes the place of the version that has no id of its own.
                    versions.retain(|version| version.id != "null");
                    "null"
                } else {
                    ""
                };
                let marker = Version {
                    id: id.to_owned(),
                    size: 0,
                    class: "STANDARD".to_owned(),
                    modified: next.at,
                    in_class_since: next.at,
                    noncurrent_since: None,
                    is_marker: true,
                    tags: Some(BTreeMap::new()),
                };
                versions.insert(0, marker);
            }
        }
    }
}

fn takes(selection: &Selection<'_>, key: &str, version: &Version) -> bool {
    let tagged = |tags: &BTreeMap<String, String>| {
        selection.tags.iter().all(|tag| tags.get(&tag.key).is_some_and(|value| *value == tag.value))
    };
    // A delete marker has no bytes, so that no size keeps it.
    let sized = if version.is_marker { key.starts_with(selection.prefix) } else { selection.takes(key, version.size) };
    sized && (selection.tags.is_empty() || version.tags.as_ref().is_some_and(tagged))
}

fn due(created: Moment, days: Option<i32>, date: Option<Moment>) -> Option<Moment> {
    days.map(|days| created.due_after(days)).or(date.map(|date| date.max(created)))
}

/// When a marker that hides nothing goes: an expiration by age or date does that, too, once the marker is old enough.
fn marker_due(expires: &Expiration, marker: &Version) -> Option<Moment> {
    if expires.expired_object_delete_marker == Some(true) {
        return Some(marker.modified.due_after(0));
    }
    due(marker.modified, expires.days, expires.date)
}

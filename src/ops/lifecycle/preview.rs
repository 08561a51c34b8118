//! What a bucket's rules, or rules that are only thought of, will do: the listing, page by page, through the evaluator.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::tables_in;
use crate::aws::{Read, StoredVersion, Tokens};
use crate::domain::bucket::BucketName;
use crate::domain::lifecycle::{
    Action, Configuration, Evaluator, Event, Moment, Summary, TablePlace, Version, Versioning, reads_at_once,
};
use crate::domain::price::Prices;
use crate::error::{Error, Kind, Result};

/// Questions for tags that are on their way at once.
const TAGS_AT_ONCE: usize = 32;

/// What is asked.
#[derive(Debug, Clone)]
pub struct PreviewOptions {
    /// The bucket.
    pub bucket: BucketName,
    /// Only keys that begin so.
    pub prefix: String,
    /// The rules that are asked about.
    pub configuration: Configuration,
    /// From when on: now.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// What storage and moving cost.
    pub prices: Arc<Prices>,
}

/// What a table loses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLoss {
    /// `database.table`
    pub table: String,
    /// Objects that queries will not read any more.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The first time.
    pub first: Moment,
}

/// What will happen.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// By rule and action.
    pub summary: Summary,
    /// Versions and markers that were looked at.
    pub versions: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Unfinished uploads that were looked at.
    pub uploads: u64,
    /// What tables lose; none when the catalog cannot be read.
    pub losses: Option<Vec<TableLoss>>,
    /// Versions whose tags decide and cannot be read.
    pub untold_tags: u64,
}

/// Events of a page, with their keys.
pub type EventPage = Vec<(String, Event)>;

/// Looks ahead. Each page's events go to `sink` too, when there is one; a sink that is gone ends the work.
pub async fn preview(
    read: &Read,
    options: &PreviewOptions,
    sink: Option<&mpsc::Sender<Result<EventPage>>>,
) -> Result<Preview> {
    let versioning = Versioning::of(read.bucket_versioning(&options.bucket).await?.as_deref());
    let evaluator = Evaluator::new(&options.configuration, versioning);
    let tables = tables_in(read, &options.bucket).await?;
    let mut work = Work {
        read,
        options,
        evaluator,
        found: Preview::default(),
        losses: Losses::new(tables.as_deref().unwrap_or_default()),
        events: Vec::new(),
    };
    // Only what some rule could be about is listed.
    let Some(prefix) = work.common_prefix() else {
        work.found.losses = tables.as_ref().map(|_| Vec::new());
        return Ok(work.found);
    };
    work.walk(&prefix, versioning, sink).await?;
    work.look_at_uploads(&prefix).await?;
    work.hand_on(sink).await?;
    let losses = work.losses.found();
    work.found.losses = tables.as_ref().map(|_| losses);
    Ok(work.found)
}

struct Work<'a> {
    read: &'a Read,
    options: &'a PreviewOptions,
    evaluator: Evaluator<'a>,
    found: Preview,
    losses: Losses<'a>,
    events: EventPage,
}

impl Work<'_> {
    /// The prefix that every key which matters has; none when no rule can be about any key asked for.
    fn common_prefix(&self) -> Option<String> {
        let enabled = || self.options.configuration.rules.iter().filter(|rule| rule.is_enabled());
        let mut prefixes = enabled().map(|rule| rule.selection().prefix);
        let first = prefixes.next()?;
        let common = prefixes.fold(first, |common, other| {
            let ends = common.char_indices().map(|(at, character)| at + character.len_utf8());
            let same = ends.take_while(|end| other.as_bytes().get(..*end) == common.as_bytes().get(..*end)).last();
            &common[..same.unwrap_or(0)]
        });
        let asked = self.options.prefix.as_str();
        if asked.starts_with(common) {
            Some(asked.to_owned())
        } else {
            common.starts_with(asked).then(|| common.to_owned())
        }
    }

    async fn walk(
        &mut self,
        prefix: &str,
        versioning: Versioning,
        sink: Option<&mpsc::Sender<Result<EventPage>>>,
    ) -> Result<()> {
        let bucket = &self.options.bucket;
        let mut held: Vec<StoredVersion> = Vec::new();
        if versioning == Versioning::Never {
            let (mut tokens, mut token) = (Tokens::default(), None);
            loop {
                let (objects, next) = self.read.object_page(bucket, prefix, token).await?;
                let versions = objects.into_iter().map(|object| StoredVersion {
                    key: object.key,
                    version: "null".to_owned(),
                    size: object.size,
                    storage_class: object.storage_class,
                    modified: object.modified,
                    is_latest: true,
                    is_marker: false,
                });
                self.take(versions.collect()).await?;
                self.hand_on(sink).await?;
                token = tokens.next("objects", next)?;
                if token.is_none() {
                    return Ok(());
                }
            }
        }
        let (mut tokens, mut from) = (Tokens::default(), None);
        loop {
            let (page, next) = self.read.version_page(bucket, prefix, from).await?;
            let next = tokens.marker("versions", next)?;
            held.extend(page);
            // Markers stand apart from versions in a page: newest first within each key, whatever they are.
            held.sort_by(|a, b| {
                a.key.cmp(&b.key).then_with(|| b.is_latest.cmp(&a.is_latest)).then_with(|| b.modified.cmp(&a.modified))
            });
            // The last key may go on in the next page.
            let complete = match (&next, held.last().map(|last| last.key.clone())) {
                (Some(_), Some(last)) => held.iter().position(|version| version.key == last).unwrap_or(0),
                _ => held.len(),
            };
            let rest = held.split_off(complete);
            let whole = std::mem::replace(&mut held, rest);
            self.take(whole).await?;
            self.hand_on(sink).await?;
            from = next;
            if from.is_none() {
                return Ok(());
            }
        }
    }

    /// Looks at whole keys, their versions newest first.
    async fn take(&mut self, versions: Vec<StoredVersion>) -> Result<()> {
        let mut tags = self.tags(&versions).await?;
        let mut rest = versions.as_slice();
        while let Some(first) = rest.first() {
            let count = rest.iter().take_while(|version| version.key == first.key).count();
            let (group, after) = rest.split_at(count);
            rest = after;
            self.found.versions += u64::try_from(count).unwrap_or(0);
            self.found.bytes += group.iter().map(|version| version.size).sum::<u64>();
            if !self.evaluator.concerns(&first.key) {
                continue;
            }
            let mut newer: Option<Moment> = None;
            let mut states = Vec::with_capacity(count);
            for version in group {
                let modified = version.modified.map(Moment).ok_or_else(|| {
                    Error::failed(format!("the listing does not say when `{}` was written", version.key))
                })?;
                let tags = tags.remove(&(version.key.clone(), version.version.clone()));
                states.push(state(version, modified, newer, tags));
                newer = Some(modified);
            }
            let events = self.evaluator.run(&first.key, &mut states, self.options.from, self.options.until);
            for event in events {
                self.found.summary.add(&event, &self.options.prices);
                self.losses.count(&first.key, &event);
                self.events.push((first.key.clone(), event));
            }
        }
        Ok(())
    }

    /// The tags of those versions whose tags decide.
    async fn tags(
        &mut self,
        versions: &[StoredVersion],
    ) -> Result<HashMap<(String, String), BTreeMap<String, String>>> {
        let mut found = HashMap::new();
        let mut asked = versions
            .iter()
            .filter(|version| !version.is_marker && self.evaluator.needs_tags(&version.key, version.size));
        let mut tasks = JoinSet::new();
        loop {
            while tasks.len() < TAGS_AT_ONCE {
                let Some(version) = asked.next() else { break };
                let (read, bucket) = (self.read.clone(), self.options.bucket.clone());
                let (key, version) = (version.key.clone(), version.version.clone());
                tasks.spawn(async move {
                    let id = (version != "null").then_some(version.as_str());
                    let tags = read.object_tags(&bucket, &key, id).await;
                    ((key, version), tags)
                });
            }
            let Some(done) = tasks.join_next().await else { return Ok(found) };
            let (place, tags) = done.map_err(|error| Error::failed("a question for tags broke off").because(error))?;
            match tags {
                Ok(Some(tags)) => {
                    found.insert(place, tags);
                }
                // Gone since it was listed.
                Ok(None) => {}
                Err(error) if error.kind() == Kind::Denied => self.found.untold_tags += 1,
                Err(error) => return Err(error),
            }
        }
    }

    async fn look_at_uploads(&mut self, prefix: &str) -> Result<()> {
        let rules = &self.options.configuration.rules;
        if !rules.iter().any(|rule| rule.is_enabled() && rule.abort_incomplete_multipart_upload.is_some()) {
            return Ok(());
        }
        for upload in self.read.uploads(&self.options.bucket, prefix).await? {
            self.found.uploads += 1;
            let Some(initiated) = upload.initiated.map(Moment) else { continue };
            let Some((due, rule)) = self.evaluator.abort(&upload.key, initiated) else { continue };
            if due > self.options.until {
                continue;
            }
            let version = Version {
                id: upload.id,
                size: 0,
                class: upload.storage_class,
                modified: initiated,
                in_class_since: initiated,
                noncurrent_since: None,
                is_marker: false,
                tags: None,
            };
            let event = Event { at: due.max(self.options.from), due, rule, action: Action::AbortUpload, version };
            self.found.summary.add(&event, &self.options.prices);
            self.events.push((upload.key, event));
        }
        Ok(())
    }

    async fn hand_on(&mut self, sink: Option<&mpsc::Sender<Result<EventPage>>>) -> Result<()> {
        let events = std::mem::take(&mut self.events);
        match sink {
            Some(sink) if !events.is_empty() => sink
                .send(Ok(events))
                .await
                .map_err(|_| Error::new(Kind::ClosedPipe, "the reader of the preview went away")),
            _ => Ok(()),
        }
    }
}

fn state(
    version: &StoredVersion,
    modified: Moment,
    newer: Option<Moment>,
    tags: Option<BTreeMap<String, String>>,
) -> Version {
    Version {
        id: version.version.clone(),
        size: version.size,
        class: version.storage_class.clone(),
        modified,
        in_class_since: modified,
        noncurrent_since: newer,
        is_marker: version.is_marker,
        tags,
    }
}

/// What tables lose, counted as events come.
struct Losses<'a> {
    /// The tables by the prefix of their location.
    by_prefix: HashMap<&'a str, Vec<usize>>,
    tables: &'a [TablePlace],
    counts: BTreeMap<usize, (u64, u64, Moment)>,
}

impl<'a> Losses<'a> {
    fn new(tables: &'a [TablePlace]) -> Self {
        let mut by_prefix: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, table) in tables.iter().enumerate() {
            by_prefix.entry(table.prefix.as_str()).or_default().push(at);
        }
        Self { by_prefix, tables, counts: BTreeMap::new() }
    }

    fn count(&mut self, key: &str, event: &Event) {
        let lost = match &event.action {
            // What cannot be read already is not lost once more.
            Action::Move { to } => !reads_at_once(to) && reads_at_once(&event.version.class),
            Action::Expire | Action::Hide => reads_at_once(&event.version.class),
            Action::MoveOld { .. } | Action::ExpireOld | Action::RemoveMarker | Action::AbortUpload => false,
        };
        if !lost || self.by_prefix.is_empty() {
            return;
        }
        let ends = std::iter::once(0).chain(key.match_indices('/').map(|(at, _)| at + 1));
        for end in ends {
            for table in self.by_prefix.get(&key[..end]).into_iter().flatten() {
                let (objects, bytes, first) = self.counts.entry(*table).or_insert((0, 0, event.at));
                *objects += 1;
                *bytes += event.version.size;
                *first = (*first).min(event.at);
            }
        }
    }

    fn found(&self) -> Vec<TableLoss> {
        let loss = |(at, (objects, bytes, first)): (&usize, &(u64, u64, Moment))| TableLoss {
            table: self.tables[*at].name.clone(),
            objects: *objects,
            bytes: *bytes,
            first: *first,
        };
        self.counts.iter().map(loss).collect()
    }
}

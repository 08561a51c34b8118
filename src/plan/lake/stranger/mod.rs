//! Strangers: what is there, in what the file names, and not in the file, of a kind of which the file says that it names all.
//!
//! Invariants:
//! - Nothing is a stranger unless the file's `[scope]` says so of its kind, and nothing outside of what the file names is:
//!   tables of its databases, grants on them, jobs whose script is in its buckets, ….
//! - What the file cannot say stays, and so does what others make by themselves: views and Iceberg tables, what crawlers of
//!   the file made, roles of services, the default that lets in whomever IAM lets in, the rights of administrators, and whoever applies the file.
//! - What something of the file needs is no stranger.

mod access;
mod catalog;
mod work;

use std::collections::BTreeSet;

use super::item::{Item, Thing};
use super::planned::{Boxed, Planned};
use super::removal::Removal;
use super::snapshot::Snapshot;
use crate::aws::{Read, Write};
use crate::domain::catalog::DatabaseName;
use crate::domain::lake_file::Document;
use crate::domain::price::Prices;
use crate::error::Result;
use crate::{Action, Change, Danger, Step, prove_deleted};

/// The strangers to a file with these items.
pub async fn strangers(document: &Document, items: &[Item], prices: &Prices, read: &Read) -> Result<Vec<Item>> {
    if document.of("scope").next().is_none() {
        return Ok(Vec::new());
    }
    let search = Search::new(document, items, prices, read);
    let (storage, work, access, watched) =
        tokio::try_join!(search.catalog(), search.work(), search.access(), search.alarms())?;
    let mut found: Vec<Item> = [storage, work, access, watched].into_iter().flatten().collect();
    found.sort_by(|a, b| (a.noun, &a.name).cmp(&(b.noun, &b.name)));
    Ok(found)
}

/// What the file names.
struct Search<'a> {
    document: &'a Document,
    items: &'a [Item],
    read: &'a Read,
    databases: BTreeSet<DatabaseName>,
    buckets: BTreeSet<String>,
    /// By noun and name.
    named: BTreeSet<(&'a str, &'a str)>,
    /// What items are, and what they need.
    needed: BTreeSet<&'a Thing>,
    prices: &'a Prices,
}

/// What is found.
struct Found {
    kind: &'static str,
    noun: &'static str,
    name: String,
    thing: Option<Thing>,
    requires: Vec<Thing>,
    removal: Removal,
    is_severe: bool,
    /// Properties that go with it.
    was: Vec<Change>,
    warnings: Vec<String>,
}

impl<'a> Search<'a> {
    fn new(document: &'a Document, items: &'a [Item], prices: &'a Prices, read: &'a Read) -> Self {
        let mut search = Self {
            document,
            items,
            read,
            databases: BTreeSet::new(),
            buckets: BTreeSet::new(),
            named: BTreeSet::new(),
            needed: BTreeSet::new(),
            prices,
        };
        for item in items {
            search.named.insert((item.noun, item.name.as_str()));
            search.needed.extend(item.thing.iter().chain(item.needs()));
            match &item.thing {
                Some(Thing::Database(name)) => drop(search.databases.insert(name.clone())),
                Some(Thing::Bucket(name)) => drop(search.buckets.insert(name.to_string())),
                _ => {}
            }
        }
        search
    }

    fn has_all(&self, kind: &str) -> bool {
        self.document.is_authoritative(kind)
    }

    fn is_named(&self, noun: &str, name: &str) -> bool {
        self.named.contains(&(noun, name))
    }

    fn is_needed(&self, thing: &Thing) -> bool {
        self.needed.contains(thing)
    }

    fn has_database(&self, name: &str) -> bool {
        self.databases.contains(&DatabaseName::stored(name))
    }

    /// Whether a place is in a bucket of the file's zones.
    fn has_place(&self, uri: &str) -> bool {
        let rest = ["s3://", "s3a://", "s3n://", "arn:aws:s3:::"].iter().find_map(|scheme| uri.strip_prefix(scheme));
        rest.and_then(|rest| rest.split('/').next()).is_some_and(|bucket| self.buckets.contains(bucket))
    }

    fn lake(&self) -> &str {
        self.document.setting("name").unwrap_or("lake")
    }

    /// The file says why: where its scope does.
    fn item(&self, kind: &str, noun: &'static str, name: String, resource: Box<dyn Planned>, removal: Removal) -> Item {
        let scope = self.document.of("scope").next();
        Item {
            noun,
            name,
            thing: None,
            requires: Vec::new(),
            after: Vec::new(),
            enforces: false,
            is_stranger: true,
            month: None,
            by_use: None,
            resource,
            removal,
            place: scope.map_or_else(Default::default, |scope| scope.place_of(kind)),
        }
    }

    fn stranger(&self, found: Found) -> Item {
        let Found { kind, noun, name, thing, requires, removal, is_severe, was, warnings } = found;
        let question = format!("deleting {noun} {name}");
        let danger = match is_severe {
            true => Danger::Severe { question, name: self.lake().to_owned() },
            false => Danger::Moderate(question),
        };
        let reason = format!("the file names all {kind} here, and not this one");
        let step = Step { changes: was, warnings, ..Step::deletion(noun, name.clone(), danger) };
        let step = Step { reason: Some(reason), ..step };
        let resource = Box::new(Stranger { step, removal: removal.clone() });
        Item { thing, requires, ..self.item(kind, noun, name, resource, removal) }
    }
}

/// A property that goes.
fn was(field: &'static str, old: impl Into<serde_json::Value>) -> Option<Change> {
    Change::between(field, old.into(), serde_json::Value::Null)
}

/// Something that is there and should not be.
struct Stranger {
    step: Step,
    removal: Removal,
}

impl Planned for Stranger {
    fn step<'a>(&'a self, _lake: &'a Snapshot) -> Boxed<'a, Result<Step>> {
        Box::pin(async move { Ok(self.step.clone()) })
    }

    fn carry_out<'a>(&'a self, planned: &'a Step, write: &'a Write) -> Boxed<'a, Result<()>> {
        Box::pin(async move {
            debug_assert_eq!(planned.action, Action::Delete, "strangers go");
            if !self.removal.is_there(write).await? {
                return Ok(());
            }
            let deleted = self.removal.remove(write).await;
            let read = Read::clone(write);
            prove_deleted(planned, deleted, || self.removal.is_there(&read)).await
        })
    }
}

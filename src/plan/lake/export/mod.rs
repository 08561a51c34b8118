//! A lake that is there as a file: what the file can say of it, and by name what it cannot.
//!
//! Invariants:
//! - The plan of an exported file is empty: it is made here, and what differs is left out and told.
//! - Nothing is left out without a word.

mod access;
mod catalog;
mod pipeline;
mod schema;
mod storage;
mod tag;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::desired::{self, Files, Where};
use crate::Action;
use crate::aws::Read;
use crate::domain::catalog::DatabaseName;
use crate::domain::lake_file::{self, Entry, Source, place};
use crate::error::{Error, Result};

/// How often entries that differ are taken out before it is given up.
const ROUNDS: usize = 4;

/// Which part of the lake.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The sections; all when empty.
    pub sections: BTreeSet<String>,
    /// The databases, with their tables, filters and grants; all when empty.
    pub databases: BTreeSet<DatabaseName>,
}

impl Part {
    fn has(&self, section: &str) -> bool {
        self.sections.is_empty() || self.sections.contains(section)
    }

    fn has_database(&self, name: &str) -> bool {
        self.databases.is_empty() || self.databases.contains(&DatabaseName::stored(name))
    }
}

/// A lake as a file.
#[derive(Debug, Default)]
pub struct Exported {
    /// The text of `lake.toml`.
    pub text: String,
    /// The files that it names: relative path, text.
    pub files: BTreeMap<String, String>,
    /// How many entries it has.
    pub entries: usize,
    /// What is there and not in the file, and why.
    pub left_out: Vec<String>,
}

/// What is gathered.
struct Export<'a> {
    read: &'a Read,
    part: &'a Part,
    entries: Vec<Entry>,
    files: BTreeMap<String, String>,
    /// Zone and bucket.
    zones: Vec<(String, String)>,
    left_out: Vec<String>,
}

impl Export<'_> {
    fn leave_out(&mut self, what: impl std::fmt::Display, why: impl std::fmt::Display) {
        self.left_out.push(format!("{what}: {why}"));
    }

    /// A place, in a zone when it is in one.
    fn place(&self, uri: &str) -> String {
        place::in_zone(uri, self.zones.iter().map(|(zone, bucket)| (zone.as_str(), bucket.as_str())))
    }
}

/// Reads the lake and writes it down.
pub async fn export(read: &Read, part: &Part, head: &str, settings: &[(&str, &str)]) -> Result<Exported> {
    let mut export =
        Export { read, part, entries: Vec::new(), files: BTreeMap::new(), zones: Vec::new(), left_out: Vec::new() };
    export.storage(head).await?;
    export.schemas().await?;
    export.catalog().await?;
    export.pipeline().await?;
    export.tags().await?;
    export.tag_expressions().await?;
    export.access().await?;
    export.watch().await?;
    export.dashboards().await?;
    let Export { mut entries, files, mut left_out, .. } = export;
    for _ in 0..ROUNDS {
        let text = lake_file::write(head, settings, &entries);
        let differing = differing(read, &text, &files).await?;
        if differing.is_empty() {
            let named: BTreeSet<String> = entries
                .iter()
                .filter(|entry| ["schemas", "dashboards"].contains(&entry.section.name))
                .filter_map(|entry| entry.owned("file"))
                .collect();
            let files = files.into_iter().filter(|(name, _)| named.contains(name)).collect();
            return Ok(Exported { text, files, entries: entries.len(), left_out });
        }
        for (section, name, content, why) in differing {
            entries
                .retain(|entry| !(entry.section.name == section && entry.name == name && content_of(entry) == content));
            left_out.push(why);
        }
    }
    Err(Error::failed("the lake changes while it is read").hint("export it again when it is quiet"))
}

/// What tells entries without a name apart.
fn content_of(entry: &Entry) -> Vec<(&'static str, String)> {
    entry.fields.iter().map(|(name, said)| (*name, said.value.to_string())).collect()
}

type Differing = (&'static str, String, Vec<(&'static str, String)>, String);

/// The entries of a text whose plan is not empty: section, name, content, and what differs.
async fn differing(read: &Read, text: &str, files: &BTreeMap<String, String>) -> Result<Vec<Differing>> {
    let place = Where { account: read.account().await?.to_owned(), region: read.region().to_owned() };
    let known =
        BTreeMap::from([("account".to_owned(), place.account.clone()), ("region".to_owned(), place.region.clone())]);
    let sources = [Source { name: "lake.toml".to_owned(), text: text.to_owned() }];
    let document = lake_file::read(&sources, &known);
    let files = Files::of(std::path::Path::new(".")).with_saved(files.clone());
    let items = document.and_then(|document| Ok((desired::items(&document, &files, &place)?, document)));
    let at = |document: &lake_file::Document, place: lake_file::Place, why: String| {
        let entry = document.entries.iter().find(|entry| entry.place == place);
        entry.map(|entry| (entry.section.name, entry.name.clone(), content_of(entry), why))
    };
    let (items, document) = match items {
        Ok(items) => items,
        Err(problems) => {
            let told: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
            return Err(Error::failed("the lake has what its file cannot say").because(told.join("; ")));
        }
    };
    let items = Arc::new(items);
    let planning = super::plan(&items, read).await;
    let mut differing = Vec::new();
    for (index, error) in &planning.refused {
        let item = &items[*index];
        differing.extend(at(
            &document,
            item.place,
            format!("{} {}: {}", item.noun, item.name, error.chain().join(": ")),
        ));
    }
    for (index, step) in planning.steps.iter().filter(|(_, step)| step.action != Action::Unchanged) {
        let fields: BTreeSet<&str> = step.changes.iter().map(|change| change.field).collect();
        let fields = fields.into_iter().collect::<Vec<_>>().join(", ");
        let why = format!("{} {}: the file cannot say its {fields}", step.noun, step.name);
        differing.extend(at(&document, items[*index].place, why));
    }
    // An entry may stand for several items.
    differing.sort();
    differing.dedup_by(|a, b| (a.0, &a.1, &a.2) == (b.0, &b.1, &b.2));
    Ok(differing)
}

//! From entries of the file to resources that plans can hold.
//!
//! Invariant: what cannot be made of an entry is a problem with its place; all of them are told at once.

mod access;
mod alarm;
mod bucket;
mod catalog;
mod dashboard;
mod files;
mod limits;
mod pipeline;
mod schema;
mod tag;

use std::collections::BTreeMap;

use super::item::{Item, Thing};
use super::planned::Planned;
use super::removal::Removal;
use crate::domain::bucket::BucketName;
use crate::domain::lake_file::place::Written;
use crate::domain::lake_file::{Document, Entry, Place, Problem};
use crate::domain::price::{Prices, list_prices};

pub use files::Files;

/// The account and region that the file is read for.
#[derive(Debug, Clone)]
pub struct Where {
    /// Twelve digits.
    pub account: String,
    /// The region.
    pub region: String,
}

/// Everything that the file wants; or all that is wrong with it.
pub fn items(document: &Document, files: &Files, place: &Where) -> Result<Vec<Item>, Vec<Problem>> {
    let (prices, problems) = match prices(document, files) {
        Ok(prices) => (prices, Vec::new()),
        Err(problem) => (list_prices().clone(), vec![problem]),
    };
    let mut builder = Builder { document, files, place, prices, zones: BTreeMap::new(), items: Vec::new(), problems };
    builder.name_zones();
    builder.buckets();
    builder.workgroups();
    builder.registries();
    builder.schemas();
    builder.databases();
    builder.tables();
    builder.crawlers();
    builder.jobs();
    builder.schedules();
    builder.admins();
    builder.locations();
    builder.tags();
    builder.tag_expressions();
    builder.assignments();
    builder.filters();
    builder.grants();
    builder.alarms();
    builder.dashboards();
    builder.limits();
    builder.tell_twice_said();
    let Builder { items, mut problems, .. } = builder;
    if problems.is_empty() {
        return Ok(items);
    }
    problems.sort();
    Err(problems)
}

/// What things cost for the lake of a file.
pub fn prices(document: &Document, files: &Files) -> Result<Prices, Problem> {
    let Some(entry) = document.of("prices").next() else { return Ok(list_prices().clone()) };
    let problem = |field: &str, message: String| Problem { place: entry.place_of(field), message };
    let mut prices = match entry.text("list") {
        None => list_prices().clone(),
        Some(name) => {
            let text = files.text(name).map_err(|error| problem("list", error.chain().join(": ")))?;
            Prices::from_json(&text)
                .map_err(|reason| problem("list", format!("{name} is no list of prices: {reason}")))?
        }
    };
    let said = [
        ("tb_scanned", &mut prices.athena.tb_scanned),
        ("dpu_hour", &mut prices.glue.dpu_hour),
        ("alarm_month", &mut prices.cloudwatch.alarm_month),
        ("metric_month", &mut prices.cloudwatch.metric_month),
    ];
    for (field, price) in said {
        match entry.number(field) {
            Some(said) if said < 0.0 => return Err(problem(field, format!("`{field}` is a price, and not negative"))),
            Some(said) => *price = said,
            None => {}
        }
    }
    Ok(prices)
}

struct Builder<'a> {
    document: &'a Document,
    files: &'a Files,
    place: &'a Where,
    prices: Prices,
    /// The bucket of each zone.
    zones: BTreeMap<&'a str, BucketName>,
    items: Vec<Item>,
    problems: Vec<Problem>,
}

/// What is made of an entry, beside its resource.
struct Made {
    noun: &'static str,
    name: String,
    thing: Option<Thing>,
    requires: Vec<Thing>,
    after: Vec<Thing>,
    removal: Removal,
}

impl<'a> Builder<'a> {
    fn problem(&mut self, place: Place, message: impl Into<String>) {
        self.problems.push(Problem { place, message: message.into() });
    }

    /// A value of a field, or a problem at its place. What the reader checked cannot fail here again.
    fn made<T, E: std::fmt::Display>(&mut self, entry: &Entry, field: &str, made: Result<T, E>) -> Option<T> {
        match made {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problem(entry.place_of(field), format!("`{field}`: {problem}"));
                None
            }
        }
    }

    /// The entry's name as a value, or a problem.
    fn named<T, E: std::fmt::Display>(&mut self, entry: &Entry, made: Result<T, E>) -> Option<T> {
        match made {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problem(entry.place, format!("{} `{}`: {problem}", entry.section.name, entry.name));
                None
            }
        }
    }

    /// A place of a field as `s3://bucket/path`, with its bucket; none when nothing, or nothing sensible, is said.
    fn uri(&mut self, entry: &Entry, field: &str) -> Option<(String, BucketName)> {
        let text = entry.text(field)?;
        self.uri_of(entry.place_of(field), text)
    }

    fn uri_of(&mut self, at: Place, text: &str) -> Option<(String, BucketName)> {
        match Written::read(text) {
            Some(Written::Whole(uri)) => {
                let bucket = uri.strip_prefix("s3://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
                match bucket.parse() {
                    Ok(bucket) => Some((uri.to_owned(), bucket)),
                    Err(problem) => {
                        self.problem(at, format!("`{text}`: {problem}"));
                        None
                    }
                }
            }
            Some(Written::InZone { zone, path }) => match self.zones.get(zone) {
                Some(bucket) => Some((format!("s3://{bucket}/{path}"), bucket.clone())),
                None => {
                    let known: Vec<&str> = self.zones.keys().copied().collect();
                    let nearest = crate::domain::suggest::closest(zone, known.iter().copied());
                    let cure = match nearest {
                        Some(name) => format!("did you mean `{name}`?"),
                        None if known.is_empty() => "the file has none".to_owned(),
                        None => format!("there are {}", known.join(", ")),
                    };
                    self.problem(at, format!("`{text}`: there is no zone `{zone}`; {cure}"));
                    None
                }
            },
            None => {
                self.problem(at, format!("`{text}` is no place: write s3://bucket/prefix/, or zone:path"));
                None
            }
        }
    }

    fn add(&mut self, entry: &Entry, made: Made, resource: impl Planned + 'static) {
        let Made { noun, name, thing, requires, after, removal } = made;
        self.items.push(Item {
            noun,
            name,
            thing,
            requires,
            after,
            enforces: false,
            is_stranger: false,
            month: None,
            by_use: None,
            resource: Box::new(resource),
            removal,
            place: entry.place,
        });
    }

    /// Two entries that speak of the same thing would undo each other's work for ever.
    fn tell_twice_said(&mut self) {
        let mut seen: BTreeMap<(&str, &str), Place> = BTreeMap::new();
        let mut twice = Vec::new();
        for item in self.items.iter().filter(|item| item.noun != "grant") {
            if let Some(first) = seen.insert((item.noun, &item.name), item.place) {
                twice.push((
                    item.place,
                    format!("{} `{}` is said twice; first in line {}", item.noun, item.name, first.line),
                ));
            }
        }
        for (place, message) in twice {
            self.problem(place, message);
        }
    }

    fn all(&self, section: &'static str) -> Vec<&'a Entry> {
        self.document.of(section).collect()
    }
}

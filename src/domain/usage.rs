//! What is in a bucket, added up one version after another: the memory does not grow with the number of objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::price::{Prices, list_prices};

/// Most groups of one answer; what comes after them is added to [`OTHERS`].
pub const MOST_GROUPS: usize = 10_000;
/// The group of what has no group of its own.
pub const OTHERS: &str = "(others)";
/// The group of keys that are not below a further prefix.
pub const NO_PREFIX: &str = "(no prefix)";

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Ages, youngest first: a name and the days that are too many for it.
const AGES: [(&str, i64); 6] = [
    ("under 1 day", 1),
    ("1 to 6 days", 7),
    ("7 to 29 days", 30),
    ("30 to 89 days", 90),
    ("90 to 179 days", 180),
    ("180 to 364 days", 365),
];
const OLDEST: &str = "365 days and more";

/// By what the parts of an answer are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// Storage class.
    #[default]
    Class,
    /// The next part of the key, up to a slash.
    Prefix,
    /// Days since it was written.
    Age,
}

impl Grouping {
    /// The word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Prefix => "prefix",
            Self::Age => "age",
        }
    }
}

/// What a listing says about one thing that takes room.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// The key.
    pub key: &'a str,
    /// The storage class.
    pub class: &'a str,
    /// Bytes.
    pub bytes: u64,
    /// When it was written, in milliseconds since the epoch.
    pub modified: Option<i64>,
    /// What it is.
    pub kind: Kind,
}

/// What an [`Item`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An object as it is seen.
    Current,
    /// A version that another one has replaced.
    Noncurrent,
    /// A delete marker.
    Marker,
    /// An upload that was never completed.
    Upload,
}

/// How many, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// Bytes.
    pub bytes: u64,
}

impl Tally {
    fn add(&mut self, bytes: u64) {
        self.count += 1;
        self.bytes += bytes;
    }
}

/// A sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// Objects as they are seen.
    pub current: Tally,
    /// Replaced versions.
    pub noncurrent: Tally,
    /// Delete markers.
    pub markers: u64,
    /// Unfinished uploads.
    pub uploads: Tally,
    /// What all of them cost a month; none when the price of something is not known. An estimate.
    pub month: Option<f64>,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            current: Tally::default(),
            noncurrent: Tally::default(),
            markers: 0,
            uploads: Tally::default(),
            month: Some(0.0),
        }
    }
}

impl Sum {
    fn add(&mut self, item: Item<'_>, month: Option<f64>) {
        self.month = self.month.zip(month).map(|(sum, month)| sum + month);
        match item.kind {
            Kind::Current => self.current.add(item.bytes),
            Kind::Noncurrent => self.noncurrent.add(item.bytes),
            Kind::Marker => self.markers += 1,
            Kind::Upload => self.uploads.add(item.bytes),
        }
    }

    /// All bytes that are paid for.
    pub fn bytes(&self) -> u64 {
        self.current.bytes + self.noncurrent.bytes + self.uploads.bytes
    }

    /// Everything that has to go before the bucket can: versions, markers, uploads.
    pub fn count(&self) -> u64 {
        self.current.count + self.noncurrent.count + self.markers + self.uploads.count
    }
}

/// A sum and its parts.
#[derive(Debug, Clone)]
pub struct Usage {
    /// Of everything.
    pub total: Sum,
    grouping: Grouping,
    prefix: String,
    now: i64,
    groups: BTreeMap<String, Sum>,
    /// None: the list prices.
    prices: Option<Arc<Prices>>,
}

impl Usage {
    /// Nothing yet. Ages are counted to `now`, in milliseconds since the epoch.
    pub fn new(grouping: Grouping, prefix: &str, now: i64) -> Self {
        let groups = BTreeMap::new();
        Self { total: Sum::default(), grouping, prefix: prefix.to_owned(), now, groups, prices: None }
    }

    /// The same at these prices.
    #[must_use]
    pub fn at(self, prices: Option<Arc<Prices>>) -> Self {
        Self { prices, ..self }
    }

    /// Adds one item.
    pub fn add(&mut self, item: Item<'_>) {
        // A delete marker takes the room of its key, which is nothing.
        let month = match item.kind {
            Kind::Marker => Some(0.0),
            _ => self.prices.as_deref().unwrap_or(list_prices()).storage_month(item.class, item.bytes),
        };
        self.total.add(item, month);
        let name = match self.grouping {
            Grouping::Class => item.class,
            Grouping::Prefix => next_prefix(item.key, &self.prefix),
            Grouping::Age => age(item.modified, self.now),
        };
        if let Some(sum) = self.groups.get_mut(name) {
            return sum.add(item, month);
        }
        let name = if self.groups.len() < MOST_GROUPS { name } else { OTHERS };
        self.groups.entry(name.to_owned()).or_default().add(item, month);
    }

    /// The parts: ages by age, everything else by name.
    pub fn groups(&self) -> Vec<(&str, &Sum)> {
        let mut groups: Vec<(&str, &Sum)> = self.groups.iter().map(|(name, sum)| (name.as_str(), sum)).collect();
        if self.grouping == Grouping::Age {
            groups.sort_by_key(|(name, _)| AGES.iter().position(|(age, _)| age == name).unwrap_or(AGES.len()));
        }
        groups
    }
}

/// What a key begins with up to the next slash after the prefix.
fn next_prefix<'a>(key: &'a str, prefix: &str) -> &'a str {
    let rest = key.strip_prefix(prefix).unwrap_or(key);
    match rest.find('/') {
        Some(at) => &key[..key.len() - rest.len() + at + 1],
        None => NO_PREFIX,
    }
}

fn age(modified: Option<i64>, now: i64) -> &'static str {
    let Some(modified) = modified else { return OTHERS };
    let days = now.saturating_sub(modified) / DAY_MILLIS;
    AGES.iter().find(|(_, limit)| days < *limit).map_or(OLDEST, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item<'a>(key: &'a str, class: &'a str, bytes: u64, days: i64, kind: Kind) -> Item<'a> {
        Item { key, class, bytes, modified: Some(-days * DAY_MILLIS), kind }
    }

    #[test]
    fn everything_that_takes_room_is_counted_once() {
        let mut usage = Usage::new(Grouping::Class, "", 0);
        usage.add(item("a", "STANDARD", 10, 0, Kind::Current));
        usage.add(item("a", "STANDARD", 7, 3, Kind::Noncurrent));
        usage.add(item("b", "GLACIER_IR", 5, 3, Kind::Current));
        usage.add(item("c", "STANDARD", 0, 3, Kind::Marker));
        usage.add(item("d", "STANDARD", 100, 3, Kind::Upload));
        assert_eq!(usage.total.bytes(), 122);
        assert_eq!(usage.total.count(), 5);
        assert!(usage.total.month.is_some_and(|month| month > 0.0));
        let groups = usage.groups();
        assert_eq!(groups.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["GLACIER_IR", "STANDARD"]);
        assert_eq!(groups[1].1.noncurrent, Tally { count: 1, bytes: 7 });
    }

    #[test]
    fn a_price_that_is_not_known_makes_no_sum() {
        let mut usage = Usage::new(Grouping::Class, "", 0);
        usage.add(item("a", "STANDARD", 1 << 30, 0, Kind::Current));
        usage.add(item("b", "TAPE", 1, 0, Kind::Current));
        assert_eq!(usage.total.month, None);
        let known: Vec<bool> = usage.groups().into_iter().map(|(_, sum)| sum.month.is_some()).collect();
        assert_eq!(known, [true, false]);
    }

    #[test]
    fn prefixes_are_one_level_below_the_one_asked_for() {
        let mut usage = Usage::new(Grouping::Prefix, "raw/", 0);
        for key in ["raw/a/1", "raw/a/2/3", "raw/b/1", "raw/top"] {
            usage.add(item(key, "STANDARD", 1, 0, Kind::Current));
        }
        let names: Vec<&str> = usage.groups().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, [NO_PREFIX, "raw/a/", "raw/b/"]);
    }

    #[test]
    fn ages_are_in_order() {
        let mut usage = Usage::new(Grouping::Age, "", 0);
        for days in [400, 0, 6, 7, 364, 365, -3] {
            usage.add(item("k", "STANDARD", 1, days, Kind::Current));
        }
        let groups: Vec<(&str, u64)> =
            usage.groups().into_iter().map(|(name, sum)| (name, sum.current.count)).collect();
        let expected =
            [("under 1 day", 2), ("1 to 6 days", 1), ("7 to 29 days", 1), ("180 to 364 days", 1), (OLDEST, 2)];
        assert_eq!(groups, expected);
    }

    #[test]
    fn many_prefixes_do_not_take_memory_without_end() {
        let mut usage = Usage::new(Grouping::Prefix, "", 0);
        for number in 0..MOST_GROUPS + 5 {
            usage.add(item(&format!("{number:06}/x"), "STANDARD", 1, 0, Kind::Current));
        }
        assert_eq!(usage.groups().len(), MOST_GROUPS + 1);
        assert_eq!(usage.groups().iter().find(|(name, _)| *name == OTHERS).unwrap().1.current.count, 5);
    }
}

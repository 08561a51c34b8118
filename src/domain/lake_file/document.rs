//! What was read: entries with their values and places, and what is wrong with them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::spec::{SETTINGS, Section};

/// A file's name and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As it is shown in messages.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Which of the sources.
    pub source: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub message: String,
}

/// A field that is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// In normal form: a text, a number, a boolean, a list of texts, or texts by name.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
}

/// An entry of a section.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The section.
    pub section: &'static Section,
    /// Its name; empty where the section has none.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub fields: BTreeMap<&'static str, Said>,
}

impl Entry {
    /// What is said of a field.
    pub fn said(&self, field: &str) -> Option<&Said> {
        debug_assert!(self.section.field(field).is_some(), "{} has a field {field}", self.section.name);
        self.fields.get(field)
    }

    /// A text.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.said(field).and_then(|said| said.value.as_str())
    }

    /// A text of its own.
    pub fn owned(&self, field: &str) -> Option<String> {
        self.text(field).map(str::to_owned)
    }

    /// A switch.
    pub fn switch(&self, field: &str) -> Option<bool> {
        self.said(field).and_then(|said| said.value.as_bool())
    }

    /// A whole number.
    pub fn whole(&self, field: &str) -> Option<i32> {
        self.said(field).and_then(|said| said.value.as_i64()).and_then(|number| i32::try_from(number).ok())
    }

    /// A number.
    pub fn number(&self, field: &str) -> Option<f64> {
        self.said(field).and_then(|said| said.value.as_f64())
    }

    /// A list of texts; empty when nothing is said.
    pub fn texts(&self, field: &str) -> Vec<String> {
        let list = self.said(field).and_then(|said| said.value.as_array());
        list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Texts by name; empty when nothing is said.
    pub fn pairs(&self, field: &str) -> BTreeMap<String, String> {
        let members = self.said(field).and_then(|said| said.value.as_object());
        let text = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        members.into_iter().flatten().filter_map(text).collect()
    }

    /// Where a field stands, or the entry when it is not said.
    pub fn place_of(&self, field: &str) -> Place {
        self.said(field).map_or(self.place, |said| said.place)
    }
}

impl Entry {
    /// An entry that stands in no file yet.
    pub fn new(section: &str, name: impl Into<String>) -> Self {
        let section = Section::named(section).unwrap_or(&SETTINGS);
        Self { section, name: name.into(), place: Place::default(), fields: BTreeMap::new() }
    }

    /// The same with a field said; what is nothing, empty or null is not said.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let is_nothing = match &value {
            Value::Null => true,
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        };
        if let Some(field) = self.section.field(field).filter(|_| !is_nothing) {
            self.fields.insert(field.name, Said { value, place: Place::default() });
        }
        self
    }
}

/// What the files say.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What stands outside of every section, by key.
    pub settings: BTreeMap<&'static str, Said>,
    /// The entries, in the order of the sections and of the files.
    pub entries: Vec<Entry>,
}

impl Document {
    /// The entries of a section.
    pub fn of<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Entry> {
        debug_assert!(Section::named(section).is_some(), "{section} is a section");
        self.entries.iter().filter(move |entry| entry.section.name == section)
    }

    /// The entry of a section and name.
    pub fn entry<'a>(&'a self, section: &'a str, name: &str) -> Option<&'a Entry> {
        self.of(section).find(|entry| entry.name == name)
    }

    /// A setting.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).and_then(|said| said.value.as_str())
    }
}

impl Document {
    /// The problems of what is meant beside those of how it is said, sorted by place. What is said in a wrong way may mean
    /// anything, so that nothing more is told of an entry that has a problem, and nothing at all when it is not known of
    /// what entry a problem is.
    pub fn with_meant(&self, said: Vec<Problem>, meant: Vec<Problem>) -> Vec<Problem> {
        let entry_of = |place: Place| {
            let before = self.entries.iter().filter(|entry| entry.place.source == place.source && entry.place <= place);
            before.map(|entry| entry.place).max()
        };
        let wrong: Vec<Option<Place>> = said.iter().map(|problem| entry_of(problem.place)).collect();
        let mut all = said;
        if !wrong.contains(&None) {
            all.extend(meant.into_iter().filter(|problem| !wrong.contains(&entry_of(problem.place))));
        }
        all.sort();
        all.dedup();
        all
    }
}

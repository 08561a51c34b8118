//! What the services take of names and texts, looked at before anything is sent.
//!
//! Source: the services' API references: AWS Glue (names 1 to 255 characters, descriptions to 2048, comments to 255), Amazon
//! Athena (descriptions to 1024), Amazon CloudWatch (names to 255, descriptions to 1024), AWS Lake Formation (names of
//! filters to 255, 30 administrators), Amazon S3 (50 tags, keys to 128 and values to 256 characters), AWS Glue Schema Registry
//! (10 registries in an account, unless more were asked for).

use super::Builder;
use crate::domain::lake_file::Entry;

/// Administrators of a data lake.
const ADMINS: usize = 30;
/// Tags of a bucket.
const TAGS: usize = 50;
/// Longest comment of a column.
const COMMENT: usize = 255;

/// The section, its longest name, its longest description.
const TEXTS: [(&str, usize, usize); 11] = [
    ("workgroups", 128, 1024),
    ("registries", 255, 2048),
    ("schemas", 511, 2048),
    ("databases", 255, 2048),
    ("tables", 511, 2048),
    ("crawlers", 255, 2048),
    ("jobs", 255, 2048),
    ("schedules", 255, 2048),
    ("alarms", 255, 1024),
    ("tags", 128, usize::MAX),
    ("filters", 255, usize::MAX),
];

impl Builder<'_> {
    /// Tells the texts that a service would refuse.
    pub(super) fn limits(&mut self) {
        for (section, longest_name, longest_description) in TEXTS {
            for entry in self.all(section) {
                let name = if entry.name.is_empty() { entry.text("name").unwrap_or_default() } else { &entry.name };
                self.text(entry, entry.place, &format!("the name of {section} `{name}`"), name, longest_name);
                if let Some(text) = entry.section.field("description").and_then(|_| entry.text("description")) {
                    let what = format!("`description` of {section} `{name}`");
                    self.length(entry.place_of("description"), &what, text, longest_description);
                }
            }
        }
        for entry in self.all("tables") {
            for (column, comment) in entry.pairs("comments") {
                let what = format!("the comment of column `{column}`");
                self.length(entry.place_of("comments"), &what, &comment, COMMENT);
            }
        }
        for entry in self.all("zones") {
            self.bucket_tags(entry);
        }
        for entry in self.all("admins") {
            let count = entry.texts("full").len();
            if count > ADMINS {
                let message = format!("{count} administrators; a data lake has {ADMINS} at most");
                self.problem(entry.place_of("full"), message);
            }
        }
    }

    fn text(&mut self, _entry: &Entry, place: crate::domain::lake_file::Place, what: &str, text: &str, most: usize) {
        if text.chars().any(char::is_control) {
            self.problem(place, format!("{} has a control character", crate::one_line(what)));
        }
        self.length(place, what, text, most);
    }

    fn length(&mut self, place: crate::domain::lake_file::Place, what: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            let what: String = crate::one_line(what).chars().take(80).collect();
            self.problem(place, format!("{what}: {length} characters; {most} are possible"));
        }
    }

    fn bucket_tags(&mut self, entry: &Entry) {
        let tags = entry.pairs("tags");
        // The zone's own tag is one more.
        if tags.len() >= TAGS {
            let message = format!("{} tags; a bucket has {} at most beside that of its zone", tags.len(), TAGS - 1);
            self.problem(entry.place_of("tags"), message);
        }
        for (key, value) in tags {
            if key.starts_with("aws:") {
                self.problem(entry.place_of("tags"), format!("`{key}`: keys that begin with aws: are the service's"));
            }
            self.length(entry.place_of("tags"), &format!("the key of tag `{key}`"), &key, 128);
            self.length(entry.place_of("tags"), &format!("the value of tag `{key}`"), &value, 256);
        }
    }
}

//! The place that a crawl looks at.

use std::fmt;

/// An include path: a bucket, and a folder or object in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrawlTarget {
    pub bucket: String,
    /// Without a slash at either end; empty for the whole bucket.
    pub prefix: String,
}

impl CrawlTarget {
    /// Reads `s3://bucket/prefix/` (also `s3a://`). None when it is no such place.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = ["s3://", "s3a://", "s3n://"].iter().find_map(|scheme| text.strip_prefix(scheme))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
        (!bucket.is_empty()).then(|| Self { bucket: bucket.to_owned(), prefix: prefix.to_owned() })
    }

    /// What follows the include path in a key; the object's name when the include path is the object itself. None for
    /// keys outside.
    pub fn relative<'a>(&self, key: &'a str) -> Option<&'a str> {
        if self.prefix.is_empty() {
            return Some(key);
        }
        let rest = key.strip_prefix(self.prefix.as_str())?;
        if rest.is_empty() { key.rsplit('/').next() } else { rest.strip_prefix('/') }
    }

    /// The prefix to list the objects with.
    pub fn listing_prefix(&self) -> &str {
        &self.prefix
    }

    /// The name that a table of the whole include path gets: its last folder, or the bucket.
    pub(super) fn folder_name(&self) -> &str {
        if self.prefix.is_empty() { &self.bucket } else { self.prefix.rsplit('/').next().unwrap_or(&self.prefix) }
    }

    /// The level of the include path, the bucket being 1.
    pub(super) fn level(&self) -> u32 {
        1 + if self.prefix.is_empty() { 0 } else { self.prefix.split('/').count() as u32 }
    }

    /// The location of a folder below the include path, ending in a slash.
    pub(super) fn location(&self, folders: &[String]) -> String {
        let mut location = format!("s3://{}/", self.bucket);
        let prefix = (!self.prefix.is_empty()).then_some(self.prefix.as_str());
        for folder in prefix.into_iter().chain(folders.iter().map(String::as_str)) {
            location.push_str(folder);
            location.push('/');
        }
        location
    }
}

impl fmt::Display for CrawlTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.location(&[]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_relative_to_the_folder() {
        let target = CrawlTarget::parse("s3://lake/raw/weather").expect("a place");
        assert_eq!(target.relative("raw/weather/a.csv"), Some("a.csv"));
        assert_eq!(target.relative("raw/weather"), Some("weather"));
        assert_eq!(target.relative("raw/weather2/a.csv"), None);
        assert_eq!(target.level(), 3);
        assert_eq!(target.location(&["x=1".to_owned()]), "s3://lake/raw/weather/x=1/");
        assert_eq!(CrawlTarget::parse("s3://lake").map(|target| target.to_string()).as_deref(), Some("s3://lake/"));
        assert_eq!(CrawlTarget::parse("/tmp/x"), None);
        assert_eq!(CrawlTarget::parse("s3:///x"), None);
    }
}

//! What the file wants, one thing at a time.

use std::fmt;

use super::planned::Planned;
use super::removal::Removal;
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{DatabaseName, TableName};
use crate::domain::lake_file::Place;

/// Something that others may need.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A bucket.
    Bucket(BucketName),
    /// A registry.
    Registry(String),
    /// A database.
    Database(DatabaseName),
    /// A table.
    Table(TableName),
    /// A crawler.
    Crawler(String),
    /// A job.
    Job(String),
    /// A row and cell filter of a table.
    Filter(TableName, String),
    /// The administrators of the data lake, up to this number of them.
    Admins(usize),
    /// An LF-tag.
    Tag(String),
    /// An expression of LF-tags that is kept under this name.
    TagExpression(String),
    /// An alarm.
    Alarm(String),
    /// What a principal may do with something: resource, principal.
    Rights(String, String),
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bucket(name) => write!(f, "bucket `{name}`"),
            Self::Registry(name) => write!(f, "registry `{name}`"),
            Self::Database(name) => write!(f, "database `{name}`"),
            Self::Table(name) => write!(f, "table `{name}`"),
            Self::Crawler(name) => write!(f, "crawler `{name}`"),
            Self::Job(name) => write!(f, "job `{name}`"),
            Self::Filter(table, name) => write!(f, "filter `{name}` on {table}"),
            Self::Admins(_) => f.write_str("list of administrators"),
            Self::Tag(key) => write!(f, "LF-tag `{key}`"),
            Self::TagExpression(name) => write!(f, "LF-tag expression `{name}`"),
            Self::Alarm(name) => write!(f, "alarm `{name}`"),
            Self::Rights(on, of) => write!(f, "rights of {of} on {on}"),
        }
    }
}

/// One thing that the file wants.
pub struct Item {
    /// The noun of its step.
    pub noun: &'static str,
    /// Its name in messages.
    pub name: String,
    /// What it is to others.
    pub thing: Option<Thing>,
    /// What must be there before it, in the lake or by the file.
    pub requires: Vec<Thing>,
    /// What is made before it when the file makes it at all.
    pub after: Vec<Thing>,
    /// Whether it ends the default that lets in whomever IAM lets in.
    pub enforces: bool,
    /// Whether it is there and should not be: nothing of the file, but what the file's scope makes of what it leaves out.
    pub is_stranger: bool,
    /// What it costs for a month by being there, in dollars; none when it costs nothing, or nobody knows.
    pub month: Option<f64>,
    /// What it costs when it is used: `$0.44 a DPU-hour`.
    pub by_use: Option<String>,
    /// The resource.
    pub resource: Box<dyn Planned>,
    /// How it is removed.
    pub removal: Removal,
    /// Where the file says it.
    pub place: Place,
}

impl Item {
    /// Everything that is made before it.
    pub fn needs(&self) -> impl Iterator<Item = &Thing> {
        self.requires.iter().chain(&self.after)
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.noun, self.name)
    }
}

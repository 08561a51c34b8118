//! One rule, in S3's own words. Its JSON is that of the AWS CLI and SDKs.
//!
//! Source: Amazon S3 API reference, `LifecycleRule`.

use serde::{Deserialize, Serialize};

use super::moment::Moment;

/// Whether S3 follows a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Status {
    /// It does.
    #[default]
    Enabled,
    /// It does not.
    Disabled,
}

impl Status {
    /// S3's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Enabled => "Enabled",
            Self::Disabled => "Disabled",
        }
    }
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Rule {
    /// Unique in the bucket, at most 255 characters.
    #[serde(rename = "ID", default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whether S3 follows it.
    pub status: Status,
    /// Which objects; an empty one is the whole bucket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// The old way to name the objects, in place of the filter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Changes of storage class of current objects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transitions: Vec<Transition>,
    /// The end of current objects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiration: Option<Expiration>,
    /// Changes of storage class of old versions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub noncurrent_version_transitions: Vec<NoncurrentTransition>,
    /// The end of old versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noncurrent_version_expiration: Option<NoncurrentExpiration>,
    /// The end of unfinished uploads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abort_incomplete_multipart_upload: Option<Abort>,
}

/// Which objects a rule is about: at most one of its members.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Filter {
    /// Keys that begin so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Objects with this tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// Objects of more bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_size_greater_than: Option<i64>,
    /// Objects of fewer bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_size_less_than: Option<i64>,
    /// Several of these at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub and: Option<Conjunction>,
}

/// Several conditions at once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Conjunction {
    /// Keys that begin so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Objects with all these tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Objects of more bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_size_greater_than: Option<i64>,
    /// Objects of fewer bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_size_less_than: Option<i64>,
}

/// A tag of objects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Tag {
    /// Its name.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// A change of storage class after some days or on a date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Transition {
    /// Midnight UTC of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Moment>,
    /// Days after creation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i32>,
    /// `GLACIER_IR`, …
    pub storage_class: String,
}

/// The end of current objects: one of its members.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Expiration {
    /// Midnight UTC of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Moment>,
    /// Days after creation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i32>,
    /// Whether delete markers go that hide nothing any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expired_object_delete_marker: Option<bool>,
}

/// A change of storage class of old versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct NoncurrentTransition {
    /// Days after a newer version came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noncurrent_days: Option<i32>,
    /// `GLACIER_IR`, …
    pub storage_class: String,
    /// How many of the newest old versions stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer_noncurrent_versions: Option<i32>,
}

/// The end of old versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct NoncurrentExpiration {
    /// Days after a newer version came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noncurrent_days: Option<i32>,
    /// How many of the newest old versions stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer_noncurrent_versions: Option<i32>,
}

/// The end of unfinished uploads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Abort {
    /// Days after the upload began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_after_initiation: Option<i32>,
}

/// What a rule's filter comes to, whichever way it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection<'a> {
    /// Keys that begin so; empty is all.
    pub prefix: &'a str,
    /// All these tags.
    pub tags: Vec<&'a Tag>,
    /// More bytes than this.
    pub more_than: Option<i64>,
    /// Fewer bytes than this.
    pub less_than: Option<i64>,
}

impl Selection<'_> {
    /// Whether sizes decide.
    pub fn by_size(&self) -> bool {
        self.more_than.is_some() || self.less_than.is_some()
    }

    /// Whether a key and a size are selected; tags are another question.
    pub fn takes(&self, key: &str, size: u64) -> bool {
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        key.starts_with(self.prefix)
            && self.more_than.is_none_or(|least| size > least)
            && self.less_than.is_none_or(|most| size < most)
    }
}

impl Rule {
    /// The id; empty for a rule that has none yet.
    pub fn name(&self) -> &str {
        self.id.as_deref().unwrap_or("")
    }

    /// Whether lakectl made it.
    pub fn is_owned(&self) -> bool {
        self.name().starts_with(super::OWNED_RULE_PREFIX)
    }

    /// Whether S3 follows it.
    pub fn is_enabled(&self) -> bool {
        self.status == Status::Enabled
    }

    /// Which objects it is about.
    pub fn selection(&self) -> Selection<'_> {
        let Some(filter) = &self.filter else {
            return Selection { prefix: self.prefix.as_deref().unwrap_or(""), ..Selection::default() };
        };
        match &filter.and {
            Some(and) => Selection {
                prefix: and.prefix.as_deref().unwrap_or(""),
                tags: and.tags.iter().collect(),
                more_than: and.object_size_greater_than,
                less_than: and.object_size_less_than,
            },
            None => Selection {
                prefix: filter.prefix.as_deref().unwrap_or(""),
                tags: filter.tag.iter().collect(),
                more_than: filter.object_size_greater_than,
                less_than: filter.object_size_less_than,
            },
        }
    }

    /// Makes the rule about these objects, in the one way that S3 takes for them.
    pub fn select(&mut self, prefix: Option<String>, tags: Vec<Tag>, more_than: Option<i64>, less_than: Option<i64>) {
        self.prefix = None;
        let conditions = usize::from(prefix.is_some())
            + tags.len()
            + usize::from(more_than.is_some())
            + usize::from(less_than.is_some());
        self.filter = Some(if conditions > 1 {
            Filter {
                and: Some(Conjunction {
                    prefix,
                    tags,
                    object_size_greater_than: more_than,
                    object_size_less_than: less_than,
                }),
                ..Filter::default()
            }
        } else {
            Filter {
                // An empty prefix is how every tool writes "the whole bucket".
                prefix: if conditions == 0 { Some(String::new()) } else { prefix },
                tag: tags.into_iter().next(),
                object_size_greater_than: more_than,
                object_size_less_than: less_than,
                and: None,
            }
        });
    }

    /// The rule with its lists in order and equal things written equally, to compare what was written with what is read:
    /// S3 answers lists in any order, and an empty filter as an empty prefix.
    pub fn normal(&self) -> Self {
        let mut rule = self.clone();
        rule.transitions.sort();
        rule.noncurrent_version_transitions.sort();
        if let Some(filter) = &mut rule.filter {
            if *filter == Filter::default() {
                filter.prefix = Some(String::new());
            }
            if let Some(and) = &mut filter.and {
                and.tags.sort();
            }
        }
        rule
    }
}

//! LF-tags as resources: a key with its values, and what is assigned to an object.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::permission::{Assigned, LfTag, Resource as Target, TagPlace, Tags};
use crate::error::Result;
use crate::{Change, Danger, Resource, Step};

/// A tag whose values should be there, or not.
#[derive(Debug, Clone)]
pub struct TagResource {
    /// The key, in lower case.
    pub key: String,
    /// Values that should be there.
    pub add: Vec<String>,
    /// Values that should not.
    pub remove: Vec<String>,
}

impl TagResource {
    fn missing(&self, live: &[String]) -> Vec<String> {
        self.add.iter().filter(|value| !live.contains(value)).cloned().collect()
    }

    fn gone(&self, live: &[String]) -> Vec<String> {
        self.remove.iter().filter(|value| live.contains(value)).cloned().collect()
    }
}

impl Resource for TagResource {
    type Live = LfTag;

    async fn read(&self, read: &Read) -> Result<Option<LfTag>> {
        read.lf_tag(&self.key).await
    }

    fn diff(&self, live: Option<&LfTag>) -> Result<Step> {
        let values = live.map_or(&[][..], |live| &live.values);
        let (missing, gone) = (self.missing(values), self.gone(values));
        let mut changes = Vec::new();
        if !missing.is_empty() {
            changes.push(Change { field: "values", old: Value::Null, new: json!(missing) });
        }
        if !gone.is_empty() {
            changes.push(Change { field: "values", old: json!(gone), new: Value::Null });
        }
        let mut step = Step::new("tag", &self.key, live.is_some(), changes);
        if !gone.is_empty() {
            step.danger = Danger::Moderate(format!("taking values off the LF-tag {}: {}", self.key, gone.join(", ")));
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&LfTag>, _step: &Step, write: &Write) -> Result<()> {
        match live {
            None => write.create_lf_tag(&self.key, &self.missing(&[])).await,
            Some(live) => write.update_lf_tag(&self.key, &self.missing(&live.values), &self.gone(&live.values)).await,
        }
    }
}

/// Tags that a database, a table or columns should carry, or not.
#[derive(Debug, Clone)]
pub struct AssignmentResource {
    /// The database or table.
    pub resource: Target,
    /// The database, the table itself, or columns.
    pub place: TagPlace,
    /// The value of each key; none takes the tag off.
    pub changes: BTreeMap<String, Option<String>>,
}

impl AssignmentResource {
    /// The objects, each with what is assigned to it and its name: nothing for the database or table itself.
    fn objects<'a>(&'a self, live: &'a Assigned) -> Vec<(Option<&'a str>, Option<&'a Tags>)> {
        match &self.place {
            TagPlace::Database => vec![(None, Some(&live.database))],
            TagPlace::Table => vec![(None, Some(&live.table))],
            TagPlace::Columns(names) => {
                names.iter().map(|name| (Some(name.as_str()), live.columns.get(name))).collect()
            }
        }
    }

    /// What is to be done: columns with the same changes together, each with the tags to set or, with their old values, to
    /// take off.
    fn work(&self, live: &Assigned, set: bool) -> Vec<(TagPlace, Tags)> {
        let mut by_tags: BTreeMap<Tags, Vec<String>> = BTreeMap::new();
        for (column, tags) in self.objects(live) {
            let old = |key: &String| tags.and_then(|tags| tags.get(key));
            let wanted: Tags = self
                .changes
                .iter()
                .filter_map(|(key, value)| match (value, old(key)) {
                    (Some(value), was) if set && was != Some(value) => Some((key.clone(), value.clone())),
                    (None, Some(was)) if !set => Some((key.clone(), was.clone())),
                    _ => None,
                })
                .collect();
            if !wanted.is_empty() {
                by_tags.entry(wanted).or_default().extend(column.map(str::to_owned));
            }
        }
        let place = |names: Vec<String>| match &self.place {
            TagPlace::Columns(_) => TagPlace::Columns(names),
            whole => whole.clone(),
        };
        by_tags.into_iter().map(|(tags, names)| (place(names), tags)).collect()
    }
}

impl Resource for AssignmentResource {
    type Live = Assigned;

    async fn read(&self, read: &Read) -> Result<Option<Assigned>> {
        read.assigned_tags(&self.resource).await.map(Some)
    }

    fn diff(&self, live: Option<&Assigned>) -> Result<Step> {
        let nothing = Assigned::default();
        let live = live.unwrap_or(&nothing);
        let mut changes = Vec::new();
        for (column, tags) in self.objects(live) {
            for (key, value) in &self.changes {
                let on = column.map(|column| format!("{column}: ")).unwrap_or_default();
                let told =
                    |value: Option<&String>| value.map_or(Value::Null, |value| json!(format!("{on}{key}={value}")));
                let old = tags.and_then(|tags| tags.get(key));
                changes.extend(Change::between("tag", told(old), told(value.as_ref())));
            }
        }
        Ok(Step::new("tags of", self.resource.to_string(), true, changes))
    }

    async fn apply(&self, live: Option<&Assigned>, _step: &Step, write: &Write) -> Result<()> {
        let nothing = Assigned::default();
        let live = live.unwrap_or(&nothing);
        for (place, tags) in self.work(live, false) {
            write.unassign_lf_tags(&self.resource, &place, &tags).await?;
        }
        for (place, tags) in self.work(live, true) {
            write.assign_lf_tags(&self.resource, &place, &tags).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

    fn tags(value: &str) -> Tags {
        Tags::from([("pii".to_owned(), value.to_owned())])
    }

    #[test]
    fn columns_that_carry_it_already_are_left_alone() {
        let mut live = Assigned::default();
        live.columns.insert("mail".to_owned(), tags("yes"));
        let columns = ["mail", "name"].map(str::to_owned).to_vec();
        let mut wanted = AssignmentResource {
            resource: Target::table("crm", "people"),
            place: TagPlace::Columns(columns),
            changes: BTreeMap::from([("pii".to_owned(), Some("yes".to_owned()))]),
        };
        assert_eq!(wanted.work(&live, true), [(TagPlace::Columns(vec!["name".to_owned()]), tags("yes"))]);
        assert_eq!(wanted.diff(Some(&live)).unwrap().changes.len(), 1);
        wanted.changes.insert("pii".to_owned(), None);
        assert_eq!(wanted.work(&live, false), [(TagPlace::Columns(vec!["mail".to_owned()]), tags("yes"))]);
        assert!(wanted.work(&live, true).is_empty());
    }

    #[test]
    fn values_that_are_there_stay() {
        let live = LfTag { key: "zone".to_owned(), values: vec!["raw".to_owned(), "gold".to_owned()] };
        let wanted = |add: &[&str], remove: &[&str]| TagResource {
            key: "zone".to_owned(),
            add: add.iter().map(|value| (*value).to_owned()).collect(),
            remove: remove.iter().map(|value| (*value).to_owned()).collect(),
        };
        assert_eq!(wanted(&["raw"], &["x"]).diff(Some(&live)).unwrap().action, Action::Unchanged);
        let step = wanted(&["new"], &["raw"]).diff(Some(&live)).unwrap();
        assert_eq!((step.action, step.changes.len()), (Action::Update, 2));
        assert!(matches!(step.danger, Danger::Moderate(_)));
        assert_eq!(wanted(&["a"], &[]).diff(None).unwrap().action, Action::Create);
    }
}

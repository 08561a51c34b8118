//! How each kind is removed, and how one sees that it is gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::item::{Item, Thing};
use crate::aws::{Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{DatabaseName, TableName};
use crate::error::{Error, Result};
use crate::kind::admin::AdminResource;
use crate::kind::grant::{GrantResource, RevokeResource};
use crate::kind::tag::AssignmentResource;
use crate::{Danger, Resource, Step, order};

/// What is removed.
#[derive(Debug, Clone)]
pub enum Removal {
    /// A bucket, which must be empty.
    Bucket(BucketName),
    /// A workgroup with what is saved in it.
    WorkGroup(String),
    /// A registry with its schemas.
    Registry(String),
    /// A schema with its versions: registry, name.
    Schema(String, String),
    /// A database with its tables; their objects stay.
    Database(DatabaseName),
    /// A table; its objects stay.
    Table(TableName),
    /// A crawler.
    Crawler(String),
    /// A job; its script stays.
    Job(String),
    /// A trigger.
    Trigger(String),
    /// A registered location, by its ARN.
    Location(String),
    /// A filter, and the grants on it.
    Filter(TableName, String),
    /// Rights of a principal.
    Grant(Box<GrantResource>),
    /// An administrator: ARN, whether one who only sees.
    Admin(String, bool),
    /// An alarm.
    Alarm(String),
    /// A dashboard.
    Dashboard(String),
    /// An LF-tag, with the grants that name it.
    Tag(String),
    /// A named expression of LF-tags, with the grants by it.
    TagExpression(String),
    /// LF-tags of an object.
    Tagged(AssignmentResource),
}

impl Removal {
    /// Removes it.
    pub async fn remove(&self, write: &Write) -> Result<()> {
        match self {
            Self::Bucket(name) => {
                write.delete_bucket(name).await.map_err(|error| match error.has_code(&["BucketNotEmpty"]) {
                    true => error.hint(format!("delete what is in it first: lakectl bucket empty {name}")),
                    false => error,
                })
            }
            Self::WorkGroup(name) => write.delete_workgroup(name, true).await,
            Self::Registry(name) => write.delete_registry(name).await,
            Self::Schema(registry, name) => write.delete_schema(registry, name).await,
            Self::Database(name) => write.delete_database(name).await,
            Self::Table(name) => write.delete_table(name).await,
            Self::Crawler(name) => write.delete_crawler(name).await,
            Self::Job(name) => write.delete_job(name).await,
            Self::Trigger(name) => write.delete_trigger(name).await,
            Self::Location(arn) => write.deregister_location(arn).await,
            Self::Filter(table, name) => write.delete_filter(table, name).await,
            Self::Alarm(name) => write.delete_alarm(name).await,
            Self::Dashboard(name) => write.delete_dashboard(name).await,
            Self::Tag(key) => write.delete_lf_tag(key).await,
            Self::TagExpression(name) => write.delete_tag_expression(name).await,
            Self::Tagged(tagged) => {
                let off = taken_off(tagged);
                let live = off.read(write).await?;
                let step = off.diff(live.as_ref())?;
                off.apply(live.as_ref(), &step, write).await
            }
            Self::Grant(grant) => {
                let revoke = RevokeResource(GrantResource::clone(grant));
                let live = revoke.read(write).await?;
                let step = revoke.diff(live.as_ref())?;
                revoke.apply(live.as_ref(), &step, write).await
            }
            Self::Admin(principal, read_only) => {
                let gone = AdminResource { principal: principal.clone(), read_only: *read_only, wanted: false };
                let live = gone.read(write).await?;
                let step = gone.diff(live.as_ref())?;
                gone.apply(live.as_ref(), &step, write).await
            }
        }
    }

    /// Whether it is still there.
    pub async fn is_there(&self, read: &Read) -> Result<bool> {
        match self {
            Self::Bucket(name) => read.bucket_exists(name).await,
            Self::WorkGroup(name) => Ok(read.workgroup(name).await?.is_some()),
            Self::Registry(name) => Ok(read.registry(name).await?.is_some()),
            Self::Schema(registry, name) => Ok(read.schema(registry, name).await?.is_some()),
            Self::Database(name) => Ok(read.database(name).await?.is_some()),
            Self::Table(name) => Ok(read.table(name).await?.is_some()),
            Self::Crawler(name) => Ok(read.crawler(name).await?.is_some()),
            Self::Job(name) => Ok(read.job(name).await?.is_some()),
            Self::Trigger(name) => Ok(read.trigger(name).await?.is_some()),
            Self::Location(arn) => Ok(read.location(arn).await?.is_some()),
            Self::Filter(table, name) => Ok(super::snapshot::absent_is_none(read.filter(table, name).await)?.is_some()),
            Self::Alarm(name) => Ok(read.alarm(name).await?.is_some()),
            Self::Dashboard(name) => Ok(read.dashboard(name).await?.is_some()),
            Self::Tag(key) => Ok(read.lf_tag(key).await?.is_some()),
            Self::TagExpression(name) => Ok(read.tag_expression(name).await?.is_some()),
            Self::Tagged(tagged) => {
                let off = taken_off(tagged);
                match off.read(read).await {
                    Err(error) if super::snapshot::is_absent(&error) => Ok(false),
                    live => Ok(off.diff(live?.as_ref())?.action != crate::Action::Unchanged),
                }
            }
            Self::Grant(grant) => {
                let revoke = RevokeResource(GrantResource::clone(grant));
                match revoke.read(read).await {
                    Err(error) if super::snapshot::is_absent(&error) => Ok(false),
                    live => Ok(revoke.diff(live?.as_ref())?.action == crate::Action::Delete),
                }
            }
            Self::Admin(principal, read_only) => Ok(read.admins().await?.list(*read_only).contains(principal)),
        }
    }
}

/// The same keys, taken off.
fn taken_off(tagged: &AssignmentResource) -> AssignmentResource {
    let changes = tagged.changes.keys().map(|key| (key.clone(), None)).collect();
    AssignmentResource { changes, ..tagged.clone() }
}

/// The items that are there, with what goes along with each.
pub async fn existing(items: &Arc<Vec<Item>>, read: &Read) -> Result<Vec<(usize, Vec<String>)>> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut looking = tokio::task::JoinSet::new();
    for _ in 0..super::LOOKS.min(items.len()) {
        let (items, read, next) = (items.clone(), read.clone(), next.clone());
        looking.spawn(async move {
            let mut found = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(index) else { return Ok(found) };
                if item.removal.is_there(&read).await? {
                    found.push((index, along(&item.removal, &items, &read).await?));
                }
            }
        });
    }
    let mut there = Vec::new();
    while let Some(found) = looking.join_next().await {
        let lost = |error| Error::failed("a look at the lake ended before its time; this is a bug").because(error);
        there.extend(found.map_err(lost)??);
    }
    Ok(there)
}

/// What goes with a thing and is not in the file.
async fn along(removal: &Removal, items: &[Item], read: &Read) -> Result<Vec<String>> {
    let Removal::Database(name) = removal else { return Ok(Vec::new()) };
    let is_named = |table: &str| {
        items.iter().any(
            |item| matches!(&item.thing, Some(Thing::Table(known)) if known.database == *name && known.table == table),
        )
    };
    let others: Vec<String> =
        read.tables(name).await?.into_iter().map(|table| table.name).filter(|table| !is_named(table)).collect();
    Ok(if others.is_empty() {
        others
    } else {
        vec![format!("tables that the file does not name go with it: {}", others.join(", "))]
    })
}

/// The steps that remove what is there, in their order.
pub fn removals(items: &[Item], there: Vec<(usize, Vec<String>)>) -> Vec<(usize, Step)> {
    let step = |(index, warnings): (usize, Vec<String>)| {
        let item = &items[index];
        (index, Step { warnings, ..Step::deletion(item.noun, item.name.clone(), Danger::None) })
    };
    let mut steps: Vec<(usize, Step)> = there.into_iter().map(step).collect();
    steps.sort_by(|(a_index, a), (b_index, b)| order::compare(a, b).then(a_index.cmp(b_index)));
    steps
}

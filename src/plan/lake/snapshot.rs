//! What is there, read once for all who ask: lists where many are wanted, one thing where few are.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::sync::OnceCell;

use super::item::{Item, Thing};
use crate::aws::Read;
use crate::domain::alarm::LiveAlarm;
use crate::domain::catalog::{Database, DatabaseName, Table, TableName};
use crate::domain::crawler::Crawler;
use crate::domain::job::Job;
use crate::domain::permission::{Admins, CellsFilter, Grant, LfTag, Location, NamedExpression, Resource as Target};
use crate::domain::registry::Registry;
use crate::domain::trigger::Trigger;
use crate::error::{Error, Kind, Result};
use crate::kind::grant::LiveGrants;

/// From so many of a kind on, a list of all is asked for in place of each by its name.
const MANY: usize = 8;

type Tables = Arc<OnceCell<BTreeMap<String, Table>>>;

/// The lake as it is seen by one plan.
pub struct Snapshot {
    read: Read,
    counts: BTreeMap<&'static str, usize>,
    tables_wanted: BTreeMap<DatabaseName, usize>,
    tables: Mutex<BTreeMap<DatabaseName, Tables>>,
    databases: OnceCell<BTreeMap<String, Database>>,
    crawlers: OnceCell<BTreeMap<String, Crawler>>,
    triggers: OnceCell<BTreeMap<String, Trigger>>,
    alarms: OnceCell<BTreeMap<String, LiveAlarm>>,
    locations: OnceCell<BTreeMap<String, Location>>,
    filters: OnceCell<BTreeMap<(String, String, String), CellsFilter>>,
    admins: OnceCell<Admins>,
    grants: OnceCell<BTreeMap<Target, Vec<Grant>>>,
    lf_tags: OnceCell<BTreeMap<String, LfTag>>,
    tag_expressions: OnceCell<BTreeMap<String, NamedExpression>>,
    jobs: OnceCell<BTreeMap<String, Job>>,
    registries: OnceCell<BTreeMap<String, Registry>>,
}

impl Snapshot {
    /// Nothing is read yet; the items say how much will be asked for.
    pub fn new(read: Read, items: &[Item]) -> Self {
        let mut counts = BTreeMap::new();
        let mut tables_wanted = BTreeMap::new();
        for item in items {
            *counts.entry(item.noun).or_default() += 1;
            let tables = item.thing.iter().chain(&item.requires).filter_map(|thing| match thing {
                Thing::Table(name) => Some(name),
                _ => None,
            });
            for table in tables {
                *tables_wanted.entry(table.database.clone()).or_default() += 1;
            }
        }
        Self {
            read,
            counts,
            tables_wanted,
            tables: Mutex::default(),
            databases: OnceCell::new(),
            crawlers: OnceCell::new(),
            triggers: OnceCell::new(),
            alarms: OnceCell::new(),
            locations: OnceCell::new(),
            filters: OnceCell::new(),
            admins: OnceCell::new(),
            grants: OnceCell::new(),
            lf_tags: OnceCell::new(),
            tag_expressions: OnceCell::new(),
            jobs: OnceCell::new(),
            registries: OnceCell::new(),
        }
    }

    /// The right to look at what is not read for all.
    pub fn read(&self) -> &Read {
        &self.read
    }

    fn wants_many(&self, noun: &str) -> bool {
        self.counts.get(noun).is_some_and(|count| *count >= MANY)
    }

    /// A database.
    pub async fn database(&self, name: &DatabaseName) -> Result<Option<Database>> {
        if !self.wants_many("db") {
            return self.read.database(name).await;
        }
        let all = self.databases.get_or_try_init(|| async {
            let all = self.read.databases().await?;
            Ok::<_, Error>(all.into_iter().map(|one| (one.name.clone(), one)).collect())
        });
        Ok(all.await?.get(name.as_str()).cloned())
    }

    /// A table.
    pub async fn table(&self, name: &TableName) -> Result<Option<Table>> {
        if self.tables_wanted.get(&name.database).is_none_or(|count| *count < MANY) {
            return self.read.table(name).await;
        }
        let of_database = {
            let mut tables = self.tables.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            tables.entry(name.database.clone()).or_default().clone()
        };
        let all = of_database.get_or_try_init(|| async {
            let all = match self.read.tables(&name.database).await {
                Err(error) if error.has_code(&["EntityNotFoundException"]) => Vec::new(),
                answer => answer?,
            };
            Ok::<_, Error>(all.into_iter().map(|one| (one.name.clone(), one)).collect())
        });
        Ok(all.await?.get(&name.table).cloned())
    }

    /// A crawler.
    pub async fn crawler(&self, name: &str) -> Result<Option<Crawler>> {
        if !self.wants_many("crawler") {
            return self.read.crawler(name).await;
        }
        let all = self.crawlers.get_or_try_init(|| async {
            let all = self.read.crawlers().await?;
            Ok::<_, Error>(all.into_iter().map(|one| (one.name.clone(), one)).collect())
        });
        Ok(all.await?.get(name).cloned())
    }

    /// A trigger.
    pub async fn trigger(&self, name: &str) -> Result<Option<Trigger>> {
        if !self.wants_many("trigger") {
            return self.read.trigger(name).await;
        }
        let all = self.triggers.get_or_try_init(|| async {
            let all = self.read.triggers().await?;
            Ok::<_, Error>(all.into_iter().map(|one| (one.name.clone(), one)).collect())
        });
        Ok(all.await?.get(name).cloned())
    }

    /// A job.
    pub async fn job(&self, name: &str) -> Result<Option<Job>> {
        if !self.wants_many("job") {
            return self.read.job(name).await;
        }
        let all = self.jobs.get_or_try_init(|| async {
            let all = self.read.jobs().await?;
            Ok::<_, Error>(all.into_iter().map(|one| (one.name.clone(), one)).collect())
        });
        Ok(all.await?.get(name).cloned())
    }

    /// A registry.
    pub async fn registry(&self, name: &str) -> Result<Option<Registry>> {
        if !self.wants_many("registry") {
            return self.read.registry(name).await;
        }
        let all = self.registries.get_or_try_init(|| async {
            let all = self.read.registries().await?;
            Ok::<_, Error>(all.into_iter().map(|one| (one.name.clone(), one)).collect())
        });
        Ok(all.await?.get(name).cloned())
    }

    /// An LF-tag, by its key in lower case.
    pub async fn lf_tag(&self, key: &str) -> Result<Option<LfTag>> {
        if !self.wants_many("tag") {
            return self.read.lf_tag(key).await;
        }
        let all = self.lf_tags.get_or_try_init(|| async {
            let all = self.read.lf_tag_keys().await?;
            Ok::<_, Error>(all.into_iter().map(|one| (one.key.clone(), one)).collect())
        });
        Ok(all.await?.get(key).cloned())
    }

    /// A named expression of LF-tags.
    pub async fn tag_expression(&self, name: &str) -> Result<Option<NamedExpression>> {
        if !self.wants_many("tag expression") {
            return self.read.tag_expression(name).await;
        }
        let all = self.tag_expressions.get_or_try_init(|| async {
            let all = self.read.tag_expressions().await?;
            Ok::<_, Error>(all.into_iter().map(|one| (one.name.clone(), one)).collect())
        });
        Ok(all.await?.get(name).cloned())
    }

    /// An alarm.
    pub async fn alarm(&self, name: &str) -> Result<Option<LiveAlarm>> {
        if !self.wants_many("alarm") {
            return self.read.alarm(name).await;
        }
        let all = self.alarms.get_or_try_init(|| async {
            let all = self.read.alarms(None).await?;
            Ok::<_, Error>(all.into_iter().map(|one| (one.name.clone(), one)).collect())
        });
        Ok(all.await?.get(name).cloned())
    }

    /// A registered location, by its ARN.
    pub async fn location(&self, arn: &str) -> Result<Option<Location>> {
        if !self.wants_many("location") {
            return self.read.location(arn).await;
        }
        let all = self.locations.get_or_try_init(|| async {
            let all = self.read.locations().await?;
            Ok::<_, Error>(all.into_iter().map(|one| (one.arn.clone(), one)).collect())
        });
        Ok(all.await?.get(arn).cloned())
    }

    /// A filter of a table.
    pub async fn filter(&self, table: &TableName, name: &str) -> Result<Option<CellsFilter>> {
        if !self.wants_many("filter") {
            return absent_is_none(self.read.filter(table, name).await);
        }
        let all = self.filters.get_or_try_init(|| async {
            let all = self.read.filters(None).await?;
            let key = |one: &CellsFilter| (one.database.clone(), one.table.clone(), one.name.clone());
            Ok::<_, Error>(all.into_iter().map(|one| (key(&one), one)).collect())
        });
        let key = (table.database.to_string(), table.table.clone(), name.to_owned());
        Ok(all.await?.get(&key).cloned())
    }

    /// The administrators.
    pub async fn admins(&self) -> Result<Admins> {
        self.admins.get_or_try_init(|| self.read.admins()).await.cloned()
    }

    /// The grants on a resource, of everyone; none on a resource that is not there yet.
    pub async fn grants_on(&self, target: &Target) -> Result<LiveGrants> {
        // A listing of all holds no grants through filters.
        if !self.wants_many("grant") || matches!(target, Target::CellsFilter { .. }) {
            return match self.read.grants_on(target).await {
                Ok(found) => Ok(LiveGrants::new(found.grants)),
                Err(error) if is_absent(&error) => Ok(LiveGrants::new(Vec::new())),
                Err(error) => Err(error),
            };
        }
        Ok(LiveGrants::new(self.grants_by_target().await?.get(target).cloned().unwrap_or_default()))
    }

    async fn grants_by_target(&self) -> Result<&BTreeMap<Target, Vec<Grant>>> {
        let all = self.grants.get_or_try_init(|| async {
            let mut by_target: BTreeMap<Target, Vec<Grant>> = BTreeMap::new();
            for grant in self.read.grants().await?.grants {
                by_target.entry(grant.resource.clone()).or_default().push(grant);
            }
            Ok::<_, Error>(by_target)
        });
        all.await
    }

    /// Every grant there is.
    pub async fn every_grant(&self) -> Result<impl Iterator<Item = &Grant>> {
        Ok(self.grants_by_target().await?.values().flatten())
    }

    /// Whether a thing is there.
    pub async fn has(&self, thing: &Thing) -> Result<bool> {
        match thing {
            Thing::Bucket(name) => self.read.bucket_exists(name).await,
            Thing::Registry(name) => Ok(self.registry(name).await?.is_some()),
            Thing::Database(name) => Ok(self.database(name).await?.is_some()),
            Thing::Table(name) => Ok(self.table(name).await?.is_some()),
            Thing::Crawler(name) => Ok(self.crawler(name).await?.is_some()),
            Thing::Job(name) => Ok(self.job(name).await?.is_some()),
            Thing::Filter(table, name) => Ok(self.filter(table, name).await?.is_some()),
            Thing::Tag(key) => Ok(self.lf_tag(key).await?.is_some()),
            Thing::TagExpression(name) => Ok(self.tag_expression(name).await?.is_some()),
            Thing::Alarm(name) => Ok(self.alarm(name).await?.is_some()),
            Thing::Admins(_) | Thing::Rights(..) => Ok(true),
        }
    }
}

pub(super) fn is_absent(error: &Error) -> bool {
    error.kind() == Kind::NotFound || error.has_code(&["EntityNotFoundException"])
}

pub(super) fn absent_is_none<T>(answer: Result<Option<T>>) -> Result<Option<T>> {
    match answer {
        Err(error) if is_absent(&error) => Ok(None),
        answer => answer,
    }
}

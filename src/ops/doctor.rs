//! Gathers what the doctor judges. What cannot be read is told as such, and the rest is judged.

use std::time::SystemTime;

use crate::aws::{LiveBucket, Read};
use crate::clock::epoch_millis;
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{DatabaseName, Table};
use crate::domain::doctor::{BucketFacts, Facts, SchemaFacts};
use crate::domain::workgroup::WorkGroup;
use crate::error::{Error, Result};

/// How many things are asked for at a time.
const AT_ONCE: usize = 16;

/// Everything that the checks look at.
pub async fn gather(read: &Read, now: SystemTime) -> Result<Facts> {
    let identity = read.identity().await?.clone();
    let mut facts = Facts {
        caller: identity.arn,
        region: read.region().to_owned(),
        now_millis: epoch_millis(now),
        ..Facts::default()
    };
    let (buckets, databases, workgroups, crawlers, jobs, triggers) =
        tokio::join!(buckets(read), read.databases(), workgroups(read), read.crawlers(), read.jobs(), read.triggers());
    let (schemas, locations, admins, grants, alarms) =
        tokio::join!(schemas(read), read.locations(), read.admins(), read.grants(), read.alarms(None));
    let mut unread = Vec::new();
    facts.buckets = part(&mut unread, "buckets", buckets);
    facts.databases = part(&mut unread, "databases", databases);
    facts.workgroups = part(&mut unread, "workgroups", workgroups);
    facts.crawlers = part(&mut unread, "crawlers", crawlers);
    facts.jobs = part(&mut unread, "jobs", jobs);
    facts.triggers = part(&mut unread, "triggers", triggers);
    (facts.registries, facts.schemas) = part(&mut unread, "schemas", schemas);
    facts.locations = part(&mut unread, "locations", locations);
    facts.admins = part(&mut unread, "admins", admins);
    facts.grants = part(&mut unread, "grants", grants.map(|found| found.grants));
    facts.alarms = part(&mut unread, "alarms", alarms);
    let names: Vec<String> = facts.databases.iter().map(|database| database.name.clone()).collect();
    facts.tables = part(&mut unread, "tables", tables(read, names).await);
    facts.unread = unread;
    Ok(facts)
}

/// A part of the lake, or the reason why it is not known.
fn part<T: Default>(unread: &mut Vec<(String, String)>, what: &str, found: Result<T>) -> T {
    found.unwrap_or_else(|error| {
        unread.push((what.to_owned(), error.chain().join(": ")));
        T::default()
    })
}

async fn buckets(read: &Read) -> Result<Vec<BucketFacts>> {
    let account = read.account().await?.to_owned();
    let region = read.region().to_owned();
    let mut all = super::bucket::list(read).await?;
    all.retain(|bucket| bucket.region.as_deref().is_none_or(|of| of == region));
    let names = all.into_iter().filter_map(|bucket| bucket.name.parse::<BucketName>().ok()).collect();
    let look = move |name: BucketName| {
        let (read, account, region) = (read.clone(), account.clone(), region.clone());
        async move {
            let live = read.live_bucket(&name).await?;
            Ok(facts_of(&name, name.is_account_regional(&account, &region), live))
        }
    };
    each(names, look).await
}

fn facts_of(name: &BucketName, is_account_regional: bool, live: LiveBucket) -> BucketFacts {
    BucketFacts {
        name: name.to_string(),
        is_account_regional,
        versioning: live.versioning,
        encryption: live.encryption,
        public_access: live.public_access,
        ownership: live.ownership,
        policy: live.policy,
        lifecycle: live.lifecycle,
        logging: live.logging,
        notification: live.notification,
        replication: live.replication,
        tags: live.tags,
    }
}

async fn workgroups(read: &Read) -> Result<Vec<WorkGroup>> {
    let names = read.workgroups().await?.into_iter().map(|group| group.name).collect();
    let look = |name: String| {
        let read = read.clone();
        async move { read.workgroup(&name).await }
    };
    Ok(each(names, look).await?.into_iter().flatten().collect())
}

async fn tables(read: &Read, databases: Vec<String>) -> Result<Vec<Table>> {
    let look = |name: String| {
        let read = read.clone();
        async move { read.tables(&DatabaseName::stored(&name)).await }
    };
    Ok(each(databases, look).await?.into_iter().flatten().collect())
}

async fn schemas(read: &Read) -> Result<(Vec<String>, Vec<SchemaFacts>)> {
    let registries: Vec<String> = read.registries().await?.into_iter().map(|registry| registry.name).collect();
    let names = read.schemas(None).await?.into_iter().map(|schema| (schema.registry, schema.name)).collect();
    let look = |(registry, name): (String, String)| {
        let read = read.clone();
        async move {
            let Some(schema) = read.schema(&registry, &name).await? else { return Ok(None) };
            let versions = read.schema_versions(&registry, &name).await?;
            let versions = versions.iter().filter(|version| version.status == "AVAILABLE").count();
            Ok(Some(SchemaFacts { registry, name, mode: schema.mode, versions }))
        }
    };
    Ok((registries, each(names, look).await?.into_iter().flatten().collect()))
}

/// Asks for each, several at a time; the answers are in the order of the questions.
async fn each<Q, T, F>(questions: Vec<Q>, ask: impl Fn(Q) -> F) -> Result<Vec<T>>
where
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
{
    let mut answers = Vec::with_capacity(questions.len());
    let mut asked = tokio::task::JoinSet::new();
    let mut waiting = questions.into_iter().enumerate();
    loop {
        while asked.len() < AT_ONCE
            && let Some((index, question)) = waiting.next()
        {
            let answer = ask(question);
            asked.spawn(async move { (index, answer.await) });
        }
        let Some(answer) = asked.join_next().await else { break };
        let (index, answer) = answer.map_err(|error| Error::failed("a question broke off").because(error))?;
        answers.push((index, answer?));
    }
    answers.sort_by_key(|(index, _)| *index);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}

//! Gathers what the doctor judges. What cannot be read is told as such, and the rest is judged.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use crate::aws::{LiveBucket, Read, Tokens};
use crate::clock::epoch_millis;
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{DatabaseName, Table, TableName};
use crate::domain::doctor::{BucketFacts, Facts, FileSample, PartitionSample, SchemaFacts, Whereabouts, bucket_name};
use crate::domain::workgroup::WorkGroup;
use crate::error::{Error, Kind, Result};

/// How many things are asked for at a time.
const AT_ONCE: usize = 16;
/// So many partitions of a table are counted; more are many all the same.
const MOST_PARTITIONS: usize = 10_000;
/// A table with more partitions than this is not compared with each of them.
const COMPARED: usize = 1000;

/// Everything that the checks look at.
///
/// `samples` is for what takes calls for each table: its files and its partitions.
pub async fn gather(read: &Read, now: SystemTime, samples: bool) -> Result<Facts> {
    let identity = read.identity().await?.clone();
    let mut facts = Facts {
        caller: identity.arn,
        region: read.region().to_owned(),
        now_millis: epoch_millis(now),
        ..Facts::default()
    };
    facts.clock_skew = read.clock_skew();
    let (buckets, databases, workgroups, crawlers, jobs, triggers) =
        tokio::join!(buckets(read), read.databases(), workgroups(read), read.crawlers(), read.jobs(), read.triggers());
    let (schemas, locations, admins, defaults, grants, alarms) = tokio::join!(
        schemas(read),
        read.locations(),
        read.admins(),
        read.iam_defaults(),
        read.grants(),
        read.alarms(None)
    );
    let mut unread = Vec::new();
    (facts.buckets, facts.other_regions) = part(&mut unread, "buckets", buckets);
    facts.databases = part(&mut unread, "databases", databases);
    facts.workgroups = part(&mut unread, "workgroups", workgroups);
    facts.crawlers = part(&mut unread, "crawlers", crawlers);
    facts.jobs = part(&mut unread, "jobs", jobs);
    facts.triggers = part(&mut unread, "triggers", triggers);
    (facts.registries, facts.schemas) = part(&mut unread, "schemas", schemas);
    facts.locations = part(&mut unread, "locations", locations);
    facts.admins = part(&mut unread, "admins", admins);
    facts.iam_defaults = part(&mut unread, "defaults for new databases", defaults.map(Some));
    facts.grants = part(&mut unread, "grants", grants.map(|found| found.grants));
    facts.alarms = part(&mut unread, "alarms", alarms);
    let names: Vec<String> = facts.databases.iter().map(|database| database.name.clone()).collect();
    facts.tables = part(&mut unread, "tables", tables(read, names).await);
    facts.elsewhere = part(&mut unread, "buckets elsewhere", elsewhere(read, &facts).await);
    if samples {
        facts.files = part(&mut unread, "files of tables", files(read, &facts).await);
        facts.partitions = part(&mut unread, "partitions of tables", partitions(read, &facts).await);
    }
    facts.unread = unread;
    Ok(facts)
}

/// Looks for the buckets that something names and the account does not list.
async fn elsewhere(read: &Read, facts: &Facts) -> Result<BTreeMap<String, Whereabouts>> {
    let places = facts.tables.iter().filter_map(|table| table.location.as_deref());
    let places = places.chain(facts.databases.iter().filter_map(|one| one.location.as_deref()));
    let places = places.chain(facts.workgroups.iter().filter_map(|group| group.output_location.as_deref()));
    let places = places.chain(facts.jobs.iter().filter_map(|job| job.script.as_deref()));
    let places =
        places.chain(facts.crawlers.iter().flat_map(|crawler| crawler.targets.iter().map(|to| to.path.as_str())));
    let mut names: BTreeSet<String> = places.filter_map(bucket_name).map(str::to_owned).collect();
    names.extend(facts.locations.iter().filter_map(|location| bucket_name(&location.uri()).map(str::to_owned)));
    names.retain(|name| {
        !facts.other_regions.contains_key(name) && !facts.buckets.iter().any(|bucket| bucket.name == *name)
    });
    let look = |name: String| {
        let read = read.clone();
        async move {
            let Ok(bucket) = name.parse::<BucketName>() else { return Ok((name, Whereabouts::Nowhere)) };
            let found = match read.bucket_exists(&bucket).await {
                Ok(true) => Whereabouts::Own,
                Ok(false) => Whereabouts::Nowhere,
                // The owner that is expected is not the owner, or the caller may not look.
                Err(_) => Whereabouts::Others,
            };
            Ok((name, found))
        }
    };
    Ok(each(names.into_iter().collect(), look).await?.into_iter().collect())
}

/// Whether a table has a place of its own that can be listed, and its name.
fn listed(table: &Table, facts: &Facts) -> Option<(String, BucketName, String)> {
    let place = table.location.as_deref()?;
    facts.bucket_of(place)?;
    let bucket = bucket_name(place)?.parse().ok()?;
    let prefix = place.splitn(4, '/').nth(3).unwrap_or_default().trim_end_matches('/');
    let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    Some((format!("{}.{}", table.database, table.name), bucket, prefix))
}

/// The first page of what lies in each table's place. What begins with `_` or `.` is no data.
async fn files(read: &Read, facts: &Facts) -> Result<BTreeMap<String, FileSample>> {
    let questions = facts.tables.iter().filter_map(|table| listed(table, facts)).collect();
    let look = |(name, bucket, prefix): (String, BucketName, String)| {
        let read = read.clone();
        async move {
            let (objects, more) = match read.object_page(&bucket, &prefix, None).await {
                Ok(page) => page,
                Err(error) if error.kind() == Kind::Denied => return Ok(None),
                Err(error) => return Err(error),
            };
            let mut sample = FileSample { is_all: more.is_none(), ..FileSample::default() };
            for object in objects {
                let file = object.key.rsplit('/').next().unwrap_or_default();
                if object.size > 0 && !file.starts_with(['_', '.']) {
                    sample.files += 1;
                    sample.bytes += object.size;
                }
            }
            Ok(Some((name, sample)))
        }
    };
    Ok(each(questions, look).await?.into_iter().flatten().collect())
}

/// The partitions of each partitioned table, up to a number; those of a table with few are compared with it.
async fn partitions(read: &Read, facts: &Facts) -> Result<BTreeMap<String, PartitionSample>> {
    let partitioned = facts.tables.iter().filter(|table| !table.partition_keys.is_empty() && !table.is_iceberg());
    let questions: Vec<(TableName, String)> = partitioned
        .filter_map(|table| {
            let name = TableName::new(DatabaseName::stored(&table.database), &table.name).ok()?;
            Some((name, table.location.clone().unwrap_or_default()))
        })
        .collect();
    let look = |(name, place): (TableName, String)| {
        let read = read.clone();
        async move {
            let mut sample = PartitionSample::default();
            let (mut tokens, mut token) = (Tokens::default(), None);
            loop {
                let (page, next) = read.partition_page(&name, None, token).await?;
                sample.partitions += page.len();
                let outside = |place: &str, one: &str| !one.starts_with(place.trim_end_matches('/'));
                sample.outside +=
                    page.iter().filter(|one| one.location.as_deref().is_some_and(|one| outside(&place, one))).count();
                sample.is_all = next.is_none();
                if next.is_none() || sample.partitions >= MOST_PARTITIONS {
                    break;
                }
                token = tokens.next("partitions", next)?;
            }
            if sample.is_all && (1..=COMPARED).contains(&sample.partitions) {
                sample.outdated = read.outdated_partitions(&name, None).await?.len();
            }
            Ok((name.to_string(), sample))
        }
    };
    Ok(each(questions, look).await?.into_iter().collect())
}

/// A part of the lake, or the reason why it is not known.
fn part<T: Default>(unread: &mut Vec<(String, String)>, what: &str, found: Result<T>) -> T {
    found.unwrap_or_else(|error| {
        unread.push((what.to_owned(), error.chain().join(": ")));
        T::default()
    })
}

async fn buckets(read: &Read) -> Result<(Vec<BucketFacts>, BTreeMap<String, String>)> {
    let account = read.account().await?.to_owned();
    let region = read.region().to_owned();
    let mut all = super::bucket::list(read).await?;
    let elsewhere = all.iter().filter_map(|bucket| {
        let of = bucket.region.clone().filter(|of| *of != region)?;
        Some((bucket.name.clone(), of))
    });
    let elsewhere = elsewhere.collect();
    all.retain(|bucket| bucket.region.as_deref().is_none_or(|of| of == region));
    let names = all.into_iter().filter_map(|bucket| bucket.name.parse::<BucketName>().ok()).collect();
    let look = move |name: BucketName| {
        let (read, account, region) = (read.clone(), account.clone(), region.clone());
        async move {
            let live = read.live_bucket(&name).await?;
            Ok(facts_of(&name, name.is_account_regional(&account, &region), live))
        }
    };
    Ok((each(names, look).await?, elsewhere))
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

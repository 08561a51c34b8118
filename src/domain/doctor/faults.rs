//! Lakes that have the faults: every check finds its own in one of them, and none in a lake that has none.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::*;
use crate::alarm::{
    AlarmDefinition, AlarmState, Comparison, LiveAlarm, MetricName, MetricStatistic, MissingData, Statistic, Watched,
};
use crate::backup::Drill;
use crate::bucket_settings::{AccessLog, Known, LiveNotification, LiveReplication, PublicAccess, Replication};
use crate::catalog::{Database, Table, TableColumn};
use crate::crawler::{Crawler, CrawlerTarget, LastCrawl};
use crate::job::Job;
use crate::lifecycle::{Configuration, Rule};
use crate::permission::effective::IamDefaults;
use crate::permission::{Admins, Columns, EVERY_IAM_PRINCIPAL, Grant, Location, Permission, Principal, Resource};
use crate::policy;
use crate::schema::Mode;
use crate::trigger::{Action, Trigger, When, Work};
use crate::workgroup::WorkGroup;
use crate::zone::Encryption;

const YEAR: i64 = 365 * 86_400_000;

fn rules(text: serde_json::Value) -> Known<Option<Configuration>> {
    let rules: Vec<Rule> = serde_json::from_value(text).expect("rules as S3 writes them");
    Known::Known(Some(Configuration { minimum_size: None, rules }))
}

/// A bucket as it should be.
fn bucket(name: &str, zone: &str) -> BucketFacts {
    let kept = json!([{ "ID": "a", "Status": "Enabled", "Transitions": [{ "Days": 90, "StorageClass": "GLACIER_IR" }],
        "Expiration": { "Days": 900 }, "NoncurrentVersionExpiration": { "NoncurrentDays": 30 },
        "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 7 } }]);
    let copy = Replication { to: "copy".to_owned(), role: "arn".to_owned(), replica_key: None };
    BucketFacts {
        name: name.to_owned(),
        is_account_regional: true,
        versioning: Known::Known(Some("Enabled".to_owned())),
        encryption: Known::Known(Some(Encryption {
            algorithm: "aws:kms".to_owned(),
            key: Some("arn:key".to_owned()),
            bucket_key: true,
        })),
        public_access: Known::Known(PublicAccess::BLOCKED),
        ownership: Known::Known(Some("BucketOwnerEnforced".to_owned())),
        policy: Known::Known(Some(policy::with(None, &[policy::tls_only_statement(name)]))),
        lifecycle: rules(kept),
        logging: Known::Known(Some(AccessLog { bucket: "logs".to_owned(), prefix: format!("{name}/") })),
        notification: Known::Known(LiveNotification { event_bridge: true, ..LiveNotification::default() }),
        replication: Known::Known(LiveReplication { owned: Some(copy), ..LiveReplication::default() }),
        tags: Known::Known(BTreeMap::from([("zone".to_owned(), zone.to_owned())])),
    }
}

/// A bucket as it should not be.
fn open_bucket(name: &str, zone: &str) -> BucketFacts {
    let everyone = json!({ "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" }] });
    BucketFacts {
        is_account_regional: false,
        versioning: Known::Known(None),
        encryption: Known::Known(None),
        public_access: Known::Known(PublicAccess::default()),
        ownership: Known::Known(Some("ObjectWriter".to_owned())),
        policy: Known::Known(Some(everyone)),
        lifecycle: Known::Known(None),
        logging: Known::Known(None),
        notification: Known::Known(LiveNotification::default()),
        replication: Known::Known(LiveReplication::default()),
        ..bucket(name, zone)
    }
}

fn column(name: &str, column_type: &str) -> TableColumn {
    TableColumn { name: name.to_owned(), column_type: column_type.to_owned(), comment: None }
}

/// A table as it should be.
fn table(name: &str, place: &str) -> Table {
    Table {
        database: "db".to_owned(),
        name: name.to_owned(),
        description: Some("what it is".to_owned()),
        columns: vec![column("a", "bigint")],
        partition_keys: vec![column("day", "string")],
        location: Some(place.to_owned()),
        input_format: Some("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat".to_owned()),
        serialization_library: Some("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe".to_owned()),
        updated_millis: Some(YEAR),
        ..Table::default()
    }
}

fn with(mut table: Table, parameters: &[(&str, &str)]) -> Table {
    table.parameters.extend(parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    table
}

fn database(name: &str, location: Option<&str>) -> Database {
    Database {
        name: name.to_owned(),
        description: None,
        location: location.map(str::to_owned),
        parameters: BTreeMap::new(),
        created_millis: None,
    }
}

fn group(name: &str, place: Option<&str>, sound: bool) -> WorkGroup {
    WorkGroup {
        name: name.to_owned(),
        enabled: true,
        description: String::new(),
        created_millis: None,
        output_location: place.map(str::to_owned),
        managed_results: false,
        enforced: sound,
        metrics: sound,
        scan_limit: sound.then_some(1 << 30),
        engine: None,
        effective_engine: None,
        encryption: None,
        tags: Some(BTreeMap::new()),
    }
}

fn alarm(name: &str, (space, metric): (&str, &str), of: (&str, &str), actions: &[&str]) -> LiveAlarm {
    let metric = MetricName {
        namespace: space.to_owned(),
        name: metric.to_owned(),
        dimensions: BTreeMap::from([(of.0.to_owned(), of.1.to_owned())]),
    };
    LiveAlarm {
        definition: Some(AlarmDefinition {
            name: name.to_owned(),
            description: None,
            watched: Watched::Metric(MetricStatistic { metric, statistic: Statistic::Sum }),
            period: 300,
            evaluation_periods: 1,
            datapoints_to_alarm: None,
            threshold: 1.0,
            comparison: Comparison::GreaterThanThreshold,
            missing_data: MissingData::Missing,
            actions: actions.iter().map(|action| (*action).to_owned()).collect(),
            wall_clock: None,
        }),
        composite: None,
        name: name.to_owned(),
        arn: None,
        description: None,
        state: AlarmState::Ok,
        reason: None,
        since_millis: None,
        actions_enabled: true,
    }
}

fn grant(principal: &str, resource: Resource, permission: Permission) -> Grant {
    Grant { principal: Principal::as_given(principal), resource, permission, columns: Columns::All, grantable: false }
}

fn location(arn: &str, hybrid: bool) -> Location {
    Location { arn: arn.to_owned(), role: None, hybrid, verification: None }
}

/// A lake in which nothing is wrong.
fn sound() -> Facts {
    let arguments = [
        ("--job-bookmark-option", "job-bookmark-enable"),
        ("--enable-metrics", "true"),
        ("--enable-continuous-cloudwatch-log", "true"),
        ("--enable-auto-scaling", "true"),
    ];
    let told = ["arn:aws:sns:us-east-1:123456789012:t"];
    let drill = Drill { at_millis: YEAR, passed: true, backup: "b".to_owned() };
    let newest = NewestBackup { id: "b".to_owned(), made_millis: Some(YEAR), is_part: false, unread: 0 };
    Facts {
        caller: "arn:aws:iam::123456789012:role/ann".to_owned(),
        region: "us-east-1".to_owned(),
        now_millis: YEAR,
        buckets: ["raw", "processed", "curated", "scripts", "query-results", "logs"]
            .map(|zone| bucket(zone, zone))
            .into(),
        databases: vec![database("db", Some("s3://curated/db/"))],
        tables: vec![table("t", "s3://curated/t/")],
        workgroups: vec![group("w", Some("s3://query-results/w/"), true)],
        crawlers: vec![Crawler {
            name: "c".to_owned(),
            database: Some("db".to_owned()),
            targets: vec![CrawlerTarget { path: "s3://raw/in/".to_owned(), ..CrawlerTarget::default() }],
            schedule: Some("cron(0 2 * * ? *)".to_owned()),
            last_crawl: Some(LastCrawl { status: "SUCCEEDED".to_owned(), ..LastCrawl::default() }),
            ..Crawler::default()
        }],
        jobs: vec![Job {
            name: "j".to_owned(),
            command: "glueetl".to_owned(),
            script: Some("s3://scripts/j.py".to_owned()),
            arguments: arguments.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            max_retries: 1,
            timeout_minutes: Some(60),
            glue_version: Some("5.0".to_owned()),
            workers: Some(5),
            ..Job::default()
        }],
        triggers: vec![Trigger {
            name: "g".to_owned(),
            workflow: None,
            when: When::OnDemand,
            actions: vec![Action { work: Work::Job("j".to_owned()), arguments: BTreeMap::new() }],
            state: "ACTIVATED".to_owned(),
            description: None,
        }],
        schemas: vec![SchemaFacts {
            registry: "r".to_owned(),
            name: "s".to_owned(),
            mode: Mode::Backward,
            versions: 1,
        }],
        registries: vec!["r".to_owned()],
        locations: vec![location("arn:aws:s3:::curated", false)],
        admins: Admins { full: vec!["arn:aws:iam::123456789012:role/admin".to_owned()], read_only: Vec::new() },
        iam_defaults: Some(IamDefaults::default()),
        grants: vec![grant("arn:aws:iam::123456789012:role/analyst", Resource::table("db", "t"), Permission::Select)],
        alarms: vec![
            alarm("scan", ("AWS/Athena", "ProcessedBytes"), ("WorkGroup", "w"), &told),
            alarm("failure", ("Glue", "glue.driver.aggregate.numFailedTasks"), ("JobName", "j"), &told),
        ],
        files: BTreeMap::from([("db.t".to_owned(), FileSample { files: 100, bytes: 100 << 28, is_all: true })]),
        partitions: BTreeMap::from([(
            "db.t".to_owned(),
            PartitionSample { partitions: 100, is_all: true, outdated: 0, outside: 0 },
        )]),
        clock_skew: Some(1),
        looked_for_backups: true,
        backups: Some(BackupFacts {
            place: "b".to_owned(),
            hours: 25,
            newest: Some(newest),
            drill_hours: Some(168),
            last_drill: Some(drill),
        }),
        ..Facts::default()
    }
}

/// Lakes with faults, as many in each as go together.
fn wrecks() -> Vec<Facts> {
    let slow =
        json!([{ "ID": "slow", "Status": "Enabled", "Transitions": [{ "Days": 30, "StorageClass": "DEEP_ARCHIVE" }] }]);
    let key = Encryption { algorithm: "aws:kms".to_owned(), key: Some("k".to_owned()), bucket_key: false };
    let unknown = BucketFacts { tags: Known::Unknown("denied".to_owned()), ..bucket("closed", "raw") };
    let versions =
        BucketFacts { lifecycle: rules(slow), encryption: Known::Known(Some(key)), ..bucket("kept", "processed") };
    let storage = Facts {
        buckets: vec![open_bucket("raw", "raw"), open_bucket("gold", "curated"), unknown, versions],
        tables: vec![
            table("old", "s3://kept/old/"),
            table("away", "s3://away/x/"),
            Table { partition_keys: Vec::new(), ..table("whole", "s3://kept/whole/") },
            Table { description: None, ..with(table("text", "s3://gold/text/"), &[("classification", "json")]) },
        ],
        workgroups: vec![group("loose", None, false)],
        other_regions: BTreeMap::from([("away".to_owned(), "eu-west-1".to_owned())]),
        locations: Vec::new(),
        iam_defaults: Some(IamDefaults { databases: true, tables: true }),
        admins: Admins::default(),
        caller: "arn:aws:iam::123456789012:root".to_owned(),
        clock_skew: Some(-1200),
        other_programs: vec!["/usr/bin/lakectl".to_owned()],
        backups: None,
        alarms: Vec::new(),
        unread: vec![("dashboards".to_owned(), "denied".to_owned())],
        ..sound()
    };
    let results = Facts { buckets: vec![open_bucket("out", "query-results")], clock_skew: Some(60), ..sound() };
    let projected = [
        ("projection.enabled", "true"),
        ("projection.day.type", "moon"),
        ("projection.hour.type", "integer"),
        ("projection.hour.range", "23,0"),
        ("projection.at.type", "date"),
        ("projection.other.type", "enum"),
        ("storage.location.template", "s3://curated/p/${day}/"),
    ];
    let many = (0..600).map(|number| column(&format!("c{number}"), "int")).collect();
    let keys = ["day", "hour", "at", "none"].map(|name| column(name, "string")).to_vec();
    let catalog = Facts {
        now_millis: 3 * YEAR,
        databases: vec![database("db", None), database("empty", Some("s3://nowhere/"))],
        crawlers: Vec::new(),
        tables: vec![
            Table {
                input_format: Some("org.apache.hadoop.mapred.TextInputFormat".to_owned()),
                ..table("a", "s3://curated/a/")
            },
            with(table("b", "s3://curated/a/b/"), &[("classification", "orc"), ("skip.header.line.count", "1")]),
            Table { location: None, columns: Vec::new(), ..table("c", "") },
            with(table("d", "s3://nowhere/d/"), &[("DEPRECATED_BY_CRAWLER", "1")]),
            Table { columns: vec![column("x", "nonsense"), column("X", "int")], ..table("e", "s3://theirs/e/") },
            Table { columns: many, partition_keys: vec![column("user_id", "double")], ..table("f", "s3://curated/f/") },
            Table { partition_keys: keys, ..with(table("p", "s3://curated/p/"), &projected) },
            table("small", "s3://curated/small/"),
            table("hollow", "s3://curated/hollow/"),
            table("unseen", "s3://curated/unseen/"),
        ],
        files: [("small", 1000), ("hollow", 0), ("unseen", 5)]
            .map(|(name, files)| (format!("db.{name}"), FileSample { files, bytes: files << 10, is_all: true }))
            .into(),
        partitions: [("small", 20_000, 3), ("unseen", 0, 0)]
            .map(|(name, partitions, odd)| {
                let sample = PartitionSample { partitions, is_all: true, outdated: odd, outside: odd };
                (format!("db.{name}"), sample)
            })
            .into(),
        elsewhere: BTreeMap::from([("theirs".to_owned(), Whereabouts::Others)]),
        backups: sound().backups.map(|found| BackupFacts { drill_hours: None, ..found }),
        ..sound()
    };
    let crawler = Crawler {
        name: "bad".to_owned(),
        database: Some("none".to_owned()),
        targets: vec![CrawlerTarget { path: "s3://nowhere/in/".to_owned(), ..CrawlerTarget::default() }],
        delete_behavior: Some("DELETE_FROM_DATABASE".to_owned()),
        ..Crawler::default()
    };
    let failed = LastCrawl { status: "FAILED".to_owned(), ..LastCrawl::default() };
    let job = Job {
        name: "bad".to_owned(),
        command: "glueetl".to_owned(),
        script: Some("s3://nowhere/j.py".to_owned()),
        arguments: BTreeMap::from([("--password".to_owned(), "x".to_owned())]),
        glue_version: Some("2.0".to_owned()),
        workers: Some(50),
        ..Job::default()
    };
    let off = Trigger { state: "DEACTIVATED".to_owned(), ..sound().triggers.remove(0) };
    let gone = ["WorkGroup", "BucketName"].map(|of| alarm(of, ("X", "M"), (of, "gone"), &[]));
    let noisy = LiveAlarm {
        state: AlarmState::Alarm,
        actions_enabled: false,
        ..alarm("noisy", ("AWS/Glue", "FailedJobs"), ("WorkGroup", "same"), &[])
    };
    let drill = Drill { at_millis: 0, passed: false, backup: "b".to_owned() };
    let newest = NewestBackup { id: "b".to_owned(), made_millis: Some(0), is_part: true, unread: 2 };
    let analyst = "arn:aws:iam::123456789012:role/analyst";
    let work = Facts {
        workgroups: vec![group("same", Some("s3://nowhere/w/"), false), group("too", Some("s3://nowhere/w/"), true)],
        crawlers: vec![Crawler { last_crawl: Some(failed), ..crawler.clone() }, crawler],
        jobs: vec![job],
        triggers: vec![off],
        grants: vec![
            Grant { grantable: true, ..grant(analyst, Resource::table("db", "t"), Permission::Insert) },
            grant(analyst, Resource::table("db", "gone"), Permission::Select),
            grant(analyst, Resource::database("db"), Permission::All),
            grant(EVERY_IAM_PRINCIPAL, Resource::database("db"), Permission::All),
            grant(EVERY_IAM_PRINCIPAL, Resource::table("db", "t"), Permission::All),
        ],
        locations: vec![location("arn:aws:s3:::nowhere", true)],
        schemas: vec![SchemaFacts { registry: "r".to_owned(), name: "s".to_owned(), mode: Mode::None, versions: 0 }],
        registries: vec!["r".to_owned(), "bare".to_owned()],
        alarms: gone.into_iter().chain([noisy]).collect(),
        backups: Some(BackupFacts {
            place: "b".to_owned(),
            hours: 25,
            newest: Some(newest),
            drill_hours: Some(168),
            last_drill: Some(drill),
        }),
        ..sound()
    };
    let bare = Facts { backups: Some(BackupFacts { place: "b".to_owned(), ..BackupFacts::default() }), ..sound() };
    vec![storage, results, catalog, work, bare]
}

/// The same lake, but its names look like flags.
fn with_names_like_flags(mut facts: Facts) -> Facts {
    let rename = |name: &mut String| *name = format!("--yes-{name}");
    facts.workgroups.iter_mut().for_each(|group| rename(&mut group.name));
    facts.jobs.iter_mut().for_each(|job| rename(&mut job.name));
    facts.crawlers.iter_mut().for_each(|crawler| {
        rename(&mut crawler.name);
        crawler.database.iter_mut().for_each(rename);
    });
    facts.databases.iter_mut().for_each(|database| rename(&mut database.name));
    facts.tables.iter_mut().for_each(|table| rename(&mut table.database));
    facts.registries.iter_mut().for_each(rename);
    for schema in &mut facts.schemas {
        rename(&mut schema.registry);
        rename(&mut schema.name);
    }
    for grant in &mut facts.grants {
        if let Resource::Database { database } | Resource::Table { database, .. } = &mut grant.resource {
            rename(database);
        }
    }
    for alarm in &mut facts.alarms {
        rename(&mut alarm.name);
        if let Some(AlarmDefinition { watched: Watched::Metric(of), .. }) = &mut alarm.definition {
            of.metric.dimensions.get_mut("WorkGroup").into_iter().for_each(rename);
        }
    }
    facts.backups.iter_mut().for_each(|backups| rename(&mut backups.place));
    facts.files = facts.files.into_iter().map(|(name, sample)| (format!("--yes-{name}"), sample)).collect();
    facts.partitions = facts.partitions.into_iter().map(|(name, sample)| (format!("--yes-{name}"), sample)).collect();
    facts
}

#[test]
fn a_name_that_looks_like_a_flag_is_none_in_any_mend() {
    let mut tried = BTreeSet::new();
    for finding in wrecks().into_iter().flat_map(|facts| examine(&with_names_like_flags(facts))) {
        let Some(mend) = &finding.seen.mend else { continue };
        let words = crate::shell_word::words(mend);
        let flags = words.iter().position(|word| word == "--").unwrap_or(words.len());
        assert!(!words[..flags].iter().any(|word| word.starts_with("--yes-")), "{}: {mend}", finding.check);
        if mend.contains("--yes-") {
            tried.insert(finding.check);
        }
    }
    for check in [
        "workgroup-cutoff",
        "workgroup-metrics",
        "workgroup-enforced",
        "job-retries",
        "job-glue-version",
        "job-timeout",
        "crawler-failed",
        "crawler-never-run",
        "crawler-by-hand",
        "crawler-database",
        "alarm-scan-cost",
        "alarm-job-failure",
        "alarm-unmeasured-workgroup",
        "alarm-tells-nobody",
        "alarm-switched-off",
        "alarm-off-now",
        "grant-dead-table",
        "schema-unchecked",
        "registry-empty",
    ] {
        assert!(tried.contains(check), "{check} was not tried: {tried:?}");
    }
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let findings = examine(&sound());
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn every_check_finds_the_fault_that_it_is_about() {
    let found: Vec<Finding> = wrecks().iter().flat_map(examine).collect();
    let named: BTreeSet<&str> = found.iter().map(|finding| finding.check).collect();
    let silent: Vec<&str> = checks().map(|check| check.id).filter(|id| !named.contains(id)).collect();
    assert!(silent.is_empty(), "these found nothing: {silent:?}");
    for finding in &found {
        let Seen { subject, evidence, mend } = &finding.seen;
        assert!(!subject.is_empty() && !evidence.is_empty(), "{finding:?}");
        assert!(mend.as_ref().is_none_or(|command| command.starts_with("lakectl ")), "{finding:?}");
    }
}

#[test]
fn a_policy_that_lets_everyone_in_is_found_however_it_is_written() {
    let is_open = |statements: serde_json::Value| {
        let mut open = bucket("b", "raw");
        open.policy = Known::Known(Some(json!({ "Statement": statements })));
        let facts = Facts { buckets: vec![open], ..Facts::default() };
        examine(&facts).iter().any(|finding| finding.check == "bucket-policy-everyone")
    };
    let to = |who: serde_json::Value| json!({ "Effect": "Allow", "Principal": who, "Action": "s3:GetObject", "Resource": "*" });
    for who in [json!("*"), json!({ "AWS": "*" }), json!({ "AWS": ["arn:aws:iam::123456789012:root", "*"] })] {
        assert!(is_open(json!([to(who.clone())])), "{who}");
        assert!(is_open(to(who.clone())), "a lone statement: {who}");
        let mut bound = to(who);
        bound["Condition"] = json!({});
        assert!(is_open(json!([bound.clone()])), "a condition of nothing");
        bound["Condition"] = json!({ "StringEquals": { "aws:PrincipalOrgID": "o-1" } });
        assert!(!is_open(json!([bound])));
    }
    assert!(!is_open(json!([to(json!({ "AWS": ["arn:aws:iam::123456789012:root"] }))])));
}

#[test]
fn missing_access_logs_are_mended_by_what_changes_something() {
    let mend = |zones: &[&str]| {
        let mut buckets: Vec<BucketFacts> = zones.iter().map(|zone| bucket(zone, zone)).collect();
        buckets[0].logging = Known::Known(None);
        let facts = Facts { buckets, ..Facts::default() };
        let found = examine(&facts).into_iter().find(|finding| finding.check == "bucket-access-logs");
        found.and_then(|finding| finding.seen.mend).expect("a command")
    };
    assert_eq!(mend(&["raw"]), "lakectl bucket create --zone logs");
    assert_eq!(mend(&["raw", "logs"]), "lakectl bucket create raw --zone raw");
}

//! `lakectl bucket show`

use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use crate::clock::epoch_millis;
use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::{AccessLog, EffectiveSwitch, Known, PublicAccess};
use crate::domain::lifecycle::{Configuration, Rule, actions, filter};
use crate::domain::policy;
use crate::domain::price::Prices;
use crate::domain::size::grouped;
use crate::domain::zone::ZONE_TAG;
use crate::error::Result;
use crate::ops;
use crate::ops::bucket::BucketReport;
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

use super::size::{gaps, sum};

const FIELDS: &[Column] = &[
    Column::text("name", "name"),
    Column::text("zone", "zone"),
    Column::new("objects", "objects", Style::Count),
    Column::new("size", "bytes", Style::Bytes),
    Column::new("old versions", "contents.noncurrent.count", Style::Count),
    Column::new("size of old versions", "contents.noncurrent.bytes", Style::Bytes),
    Column::new("delete markers", "contents.markers", Style::Count),
    Column::new("unfinished uploads", "contents.uploads.count", Style::Count),
    Column::new("size of uploads", "contents.uploads.bytes", Style::Bytes),
    Column::text("versioning", "versioning"),
    Column::text("encryption", "encryption.algorithm"),
    Column::text("key", "encryption.key"),
    Column::new("public access blocked", "public_access_blocked", Style::Flag),
    Column::new("policy is public", "policy_is_public", Style::Flag),
    Column::text("ownership", "ownership"),
    Column::new("TLS only", "tls_only", Style::Flag),
    Column::text("access logs", "access_logs.place"),
    Column::new("new objects are told to", "notification", Style::List),
    Column::text("copied to", "replication.to"),
    Column::new("unknown", "unknown", Style::List),
];

const SWITCHES: &[Column] = &[
    Column::text("SWITCH", "switch"),
    Column::new("BUCKET", "bucket", Style::Flag),
    Column::new("ACCOUNT", "account", Style::Flag),
    Column::new("EFFECTIVE", "effective", Style::Flag),
    Column::text("DECIDED BY", "decided_by"),
];

const CLASSES: &[Column] = &[
    Column::text("CLASS", "storage_class"),
    Column::new("OBJECTS", "objects", Style::Count),
    Column::new("SIZE", "bytes", Style::Bytes),
    Column::new("OLD VERSIONS", "noncurrent.count", Style::Count),
    Column::new("SIZE", "noncurrent.bytes", Style::Bytes),
    Column::new("UPLOADS", "uploads.count", Style::Count),
    Column::new("SIZE", "uploads.bytes", Style::Bytes),
];

const RULES: &[Column] = &[
    Column::text("RULE", "id"),
    Column::text("STATUS", "status"),
    Column::text("OBJECTS", "filter"),
    Column::new("ACTIONS", "actions", Style::List),
    Column::text("OWNER", "owner"),
];

const TABLES: &[Column] = &[Column::text("TABLE", "name"), Column::text("LOCATION", "location")];

const SECTIONS: [Section; 4] = [
    Section { title: "public access", key: "public_access", columns: SWITCHES },
    Section { title: "storage classes", key: "classes", columns: CLASSES },
    Section { title: "lifecycle rules", key: "rules", columns: RULES },
    Section { title: "tables", key: "tables", columns: TABLES },
];

/// Show a bucket: its security, its lifecycle, what is in it
///
/// What may not be read is shown as `unknown`, which is not the same as absent.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local bucket show lake-raw\n  lakectl bucket show lake-raw -o json --select bucket.bytes"
)]
pub struct BucketShowArgs {
    /// The bucket's name
    name: BucketName,
    /// Do not list what is in the bucket, which takes a call for every thousand objects
    #[arg(long)]
    no_contents: bool,
}

pub async fn run(ctx: &Ctx, args: BucketShowArgs) -> Result<Answer> {
    let progress = ctx.ui.progress_on_terminal(&format!("reading {}", args.name));
    let seen = |count: u64| progress.count(count, |count| format!("reading {}: {}", args.name, grouped(count)));
    let now = epoch_millis(ctx.lake_time().await?);
    let prices = Arc::new(crate::cli::lake_file::prices_here(ctx)?);
    let of_contents = (!args.no_contents).then(|| prices.clone());
    let report = ops::bucket::show(ctx.read().await?, &args.name, of_contents, now, seen).await?;
    drop(progress);
    let value = document(args.name.as_str(), &report, &prices);
    let sections = SECTIONS.into_iter().filter(|section| !args.no_contents || section.key != "classes").collect();
    Ok(Answer::done(View::record_with("bucket", value, FIELDS, sections)))
}

fn document(name: &str, report: &BucketReport, prices: &Prices) -> Value {
    let live = &report.live;
    let log = |log: &Option<AccessLog>| match log {
        Some(log) => {
            json!({ "bucket": log.bucket, "prefix": log.prefix, "place": format!("s3://{}/{}", log.bucket, log.prefix) })
        }
        None => Value::Null,
    };
    let mut value = json!({
        "name": name,
        "zone": live.tags.json(|tags| json!(tags.get(ZONE_TAG))),
        "versioning": live.versioning.json(|versioning| json!(versioning)),
        "encryption": live.encryption.json(|encryption| json!(encryption)),
        "public_access_blocked": blocked(report),
        "public_access": report.switches.iter().map(switch).collect::<Value>(),
        "policy_is_public": report.policy_is_public.json(|public| json!(public)),
        "ownership": live.ownership.json(|ownership| json!(ownership)),
        "tls_only": live.policy.json(|document| json!(policy::is_tls_only(document.as_ref(), name))),
        "policy": live.policy.json(|policy| json!(policy)),
        "access_logs": live.logging.json(log),
        "notification": live.notification.json(|live| json!(live.names())),
        "replication": live.replication.json(|live| json!(live.owned)),
        "tags": live.tags.json(|tags| json!(tags)),
        "foreign_rules": live.lifecycle.json(|live| json!(rules(live.as_ref()).filter(|rule| !rule.is_owned()).count())),
        "foreign_notifications": live.notification.json(|live| json!(live.foreign)),
        "foreign_replication_rules": live.replication.json(|live| json!(live.foreign)),
        "rules": described(&live.lifecycle),
        "tables": report.tables.json(|tables| {
            tables.iter().map(|table| json!({ "name": table.name, "location": table.location })).collect()
        }),
        "unknown": unknown(report),
    });
    if let Some(contents) = &report.contents {
        let total = &contents.usage.total;
        value["objects"] = json!(total.current.count);
        value["bytes"] = json!(total.current.bytes);
        value["contents"] = sum(total, prices);
        let classes = contents.usage.groups().into_iter().map(|(class, part)| {
            let mut group = sum(part, prices);
            group["storage_class"] = json!(class);
            group
        });
        value["classes"] = classes.collect();
    }
    value
}

/// A switch as JSON; a level that could not be read is `unknown`.
fn switch(switch: &EffectiveSwitch) -> Value {
    let said = |level: Option<bool>| level.map_or_else(|| json!("unknown"), |on| json!(on));
    json!({
        "switch": switch.switch,
        "bucket": said(switch.bucket),
        "account": said(switch.account),
        "effective": said(switch.effective),
        "decided_by": switch.decided_by,
    })
}

/// Whether the public is kept out by all four switches, at whatever level; null when that is not known.
fn blocked(report: &BucketReport) -> Value {
    if report.live.public_access.known().copied().is_some_and(PublicAccess::is_blocked) {
        return json!(true);
    }
    let effective: Option<Vec<bool>> = report.switches.iter().map(|switch| switch.effective).collect();
    effective.map_or_else(|| json!("unknown"), |all| json!(all.into_iter().all(|on| on)))
}

fn rules(configuration: Option<&Configuration>) -> impl Iterator<Item = &Rule> {
    configuration.into_iter().flat_map(|configuration| configuration.rules.iter())
}

fn described(lifecycle: &Known<Option<Configuration>>) -> Value {
    lifecycle.json(|configuration| {
        rules(configuration.as_ref())
            .map(|rule| {
                json!({
                    "id": rule.name(),
                    "status": rule.status.name(),
                    "filter": filter(rule),
                    "actions": actions(rule),
                    "owner": if rule.is_owned() { "lakectl" } else { "others" },
                    "rule": rule,
                })
            })
            .collect()
    })
}

/// Everything that could not be read, with the reason.
fn unknown(report: &BucketReport) -> Vec<String> {
    let live = report.live.unknown().into_iter().map(|(property, reason)| (property, reason.to_owned()));
    let more = [
        ("public access of the account", report.account_unknown.clone()),
        ("policy status", report.policy_is_public.reason().map(str::to_owned)),
        ("tables", report.tables.reason().map(str::to_owned)),
    ];
    let more = more.into_iter().filter_map(|(property, reason)| Some((property, reason?)));
    let mut unknown: Vec<String> =
        live.chain(more).map(|(property, reason)| format!("{property} ({reason})")).collect();
    unknown.extend(report.contents.iter().flat_map(gaps));
    unknown
}

//! `lakectl status`

use serde_json::{Value, json};

use crate::clock::{from_epoch_millis, rfc3339};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops::{self, status::Known};
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};
use crate::settings::Target;

const FIELDS: &[Column] = &[
    Column::text("lake", "target"),
    Column::text("account", "account"),
    Column::text("region", "region"),
    Column::text("acting as", "principal"),
    Column::new("databases", "database_count", Style::Count),
    Column::new("tables", "table_count", Style::Count),
    Column::new("unknown", "unknown", Style::List),
];

const BUCKETS: &[Column] =
    &[Column::text("BUCKET", "name"), Column::text("ZONE", "zone"), Column::text("REGION", "region")];

const TABLES: &[Column] = &[
    Column::text("TABLE", "name"),
    Column::text("FORMAT", "format"),
    Column::new("COLUMNS", "columns", Style::Count),
    Column::text("UPDATED", "updated"),
];

const CRAWLERS: &[Column] = &[
    Column::text("CRAWLER", "name"),
    Column::text("STATE", "state"),
    Column::text("LAST CRAWL", "last_status"),
    Column::text("STARTED", "last_started"),
];

const ALARMS: &[Column] =
    &[Column::text("ALARM", "name"), Column::text("STATE", "state"), Column::text("SINCE", "since")];

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let status = ops::status::read(ctx.read().await?).await?;
    let mut unknown = Vec::new();
    let buckets = part(
        &mut unknown,
        "buckets",
        &status.buckets,
        |bucket| json!({ "name": bucket.bucket.name, "zone": bucket.zone.json(|zone| json!(zone)), "region": bucket.bucket.region }),
    );
    let databases = part(&mut unknown, "databases", &status.databases, |database| json!(database.name));
    let tables = part(&mut unknown, "tables", &status.tables, |table| {
        json!({
            "name": format!("{}.{}", table.database, table.name),
            "format": table.classification(),
            "columns": table.columns.len() + table.partition_keys.len(),
            "updated": table.updated_millis.map(time),
        })
    });
    let crawlers = part(&mut unknown, "crawlers", &status.crawlers, |crawler| {
        let last = crawler.last_crawl.as_ref();
        json!({
            "name": crawler.name,
            "state": crawler.state,
            "last_status": last.map(|last| &last.status),
            "last_started": last.and_then(|last| last.started_millis).map(time),
        })
    });
    let alarms = part(
        &mut unknown,
        "alarms",
        &status.alarms,
        |alarm| json!({ "name": alarm.name, "state": alarm.state.to_string(), "since": alarm.since_millis.map(time) }),
    );
    let value = json!({
        "target": target(ctx, ctx.read().await?.endpoints().values().next().map(String::as_str)),
        "account": status.identity.account,
        "region": status.region,
        "principal": status.identity.arn,
        "database_count": databases.as_array().map(Vec::len),
        "table_count": tables.as_array().map(Vec::len),
        "databases": databases,
        "buckets": buckets,
        "tables": tables,
        "crawlers": crawlers,
        "alarms": alarms,
        "unknown": (!unknown.is_empty()).then_some(unknown),
    });
    let sections = vec![
        Section { title: "Buckets", key: "buckets", columns: BUCKETS },
        Section { title: "Tables", key: "tables", columns: TABLES },
        Section { title: "Crawlers", key: "crawlers", columns: CRAWLERS },
        Section { title: "Alarms", key: "alarms", columns: ALARMS },
    ];
    Ok(Answer::done(View::record_with("status", value, FIELDS, sections)))
}

/// A part as JSON; an unknown one is null and named with its reason.
fn part<T>(unknown: &mut Vec<String>, name: &str, known: &Known<Vec<T>>, show: impl Fn(&T) -> Value) -> Value {
    match known {
        Ok(items) => Value::Array(items.iter().map(show).collect()),
        Err(error) => {
            unknown.push(format!("{name} ({})", error.chain().join(": ")));
            Value::Null
        }
    }
}

/// Which lake: an endpoint that stands in place of AWS, by whatever it was named, is said before the profile.
fn target(ctx: &Ctx, endpoint: Option<&str>) -> String {
    match (&ctx.settings.target, endpoint) {
        (Target::Local { directory }, _) => format!("local, {}", directory.display()),
        (Target::Aws { .. }, Some(url)) => format!("endpoint {url}"),
        (Target::Aws { profile: Some(profile), .. }, None) => format!("AWS, profile {profile}"),
        (Target::Aws { .. }, None) => "AWS".to_owned(),
    }
}

fn time(millis: i64) -> String {
    rfc3339(from_epoch_millis(millis))
}

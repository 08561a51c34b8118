//! `lakectl status`

mod recovery;

use std::collections::BTreeSet;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::backup;
use crate::cli::catalog::time;
use crate::cli::complete::known as complete;
use crate::cli::lake_file;
use crate::clock::epoch_millis;
use crate::context::Ctx;
use crate::domain::completion;
use crate::domain::lake_file::Document;
use crate::domain::price::{dollars, list_prices};
use crate::domain::size::friendly;
use crate::domain::span::Span;
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::ops::status::{Known, Status};
use crate::outcome::Answer;
use crate::render::{self, Column, Format, Section, Style, View};
use crate::settings::Target;

/// The lake at a glance
///
/// Zones with their sizes, the catalog and how fresh its tables are, the last crawls and job runs, queries, scan and spend
/// since midnight (UTC), alarms, what IAM's default leaves open, and, where lake.toml says where backups are, the newest of
/// them and how the last drill went. What may not be read is named as unknown.
///
/// Everything is asked at once, and what needs an answer of that right after it: a look takes no longer than its two slowest
/// calls. Of lists that are longer than two pages the rest is named as unknown. Queries of a workgroup that was never seen
/// from here are counted by its metrics.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl status\n  lakectl status --profile prod -o json\n  lakectl --local status --watch"
)]
pub struct StatusArgs {
    /// Look again and again, until Ctrl-C
    #[arg(long)]
    watch: bool,
    /// How long to wait between two looks
    #[arg(long, value_name = "DURATION", default_value = "5s", requires = "watch")]
    every: Span,
}

const FIELDS: &[Column] = &[
    Column::text("lake", "target"),
    Column::text("account", "account"),
    Column::text("region", "region"),
    Column::text("acting as", "principal"),
    Column::new("databases", "database_count", Style::Count),
    Column::new("tables", "table_count", Style::Count),
    Column::text("queries today", "queries_text"),
    Column::text("spend today", "spend_text"),
    Column::text("storage", "storage_text"),
    Column::text("governance", "governance_text"),
    Column::text("recovery", "recovery_text"),
    Column::new("unknown", "unknown", Style::List),
];

const BUCKETS: &[Column] = &[
    Column::text("BUCKET", "name"),
    Column::text("ZONE", "zone"),
    Column::new("SIZE", "bytes", Style::Bytes),
    Column::new("OBJECTS", "objects", Style::Count),
    Column::text("GROWTH", "growth_text"),
    Column::text("LAST OBJECT", "last_object"),
    Column::text("REGION", "region"),
];

const TABLES: &[Column] = &[
    Column::text("TABLE", "name"),
    Column::text("FORMAT", "format"),
    Column::new("COLUMNS", "columns", Style::Count),
    Column::text("FRESH TO", "last_object"),
    Column::text("UPDATED", "updated"),
];

const CRAWLERS: &[Column] = &[
    Column::text("CRAWLER", "name"),
    Column::text("STATE", "state"),
    Column::text("LAST CRAWL", "last_status"),
    Column::text("STARTED", "last_started"),
];

const JOBS: &[Column] = &[
    Column::text("JOB", "name"),
    Column::text("LAST RUN", "last_state"),
    Column::text("STARTED", "last_started"),
    Column::new("SECONDS", "last_seconds", Style::Count),
];

const ALARMS: &[Column] =
    &[Column::text("ALARM", "name"), Column::text("STATE", "state"), Column::text("SINCE", "since")];

pub async fn run(ctx: &Ctx, args: StatusArgs) -> Result<Answer> {
    if !args.watch {
        return Ok(Answer::done(look(ctx).await?));
    }
    if args.every.0 < Duration::from_secs(1) {
        return Err(Error::usage("--every is at least 1s"));
    }
    let mut interrupts = ctx.listen();
    loop {
        let view = look(ctx).await?;
        if ctx.ui.stdout_is_terminal() && ctx.settings.format == Format::Table {
            // From the top of an empty screen.
            ctx.ui.write(b"\x1b[H\x1b[2J")?;
        }
        render::show(&ctx.ui, view, ctx.settings.format, ctx.settings.select.as_deref())?;
        ctx.ui.flush()?;
        tokio::select! {
            () = tokio::time::sleep(args.every.0) => {}
            () = interrupts.heard() => return Err(Error::new(Kind::Interrupted, "interrupted")),
        }
    }
}

async fn look(ctx: &Ctx) -> Result<View> {
    let read = ctx.read().await?;
    let now = epoch_millis(ctx.lake_time().await?);
    // A file that cannot be read says nothing here; who needs it says what is wrong with it.
    let file = lake_file::said_here(ctx).ok();
    let said = file.as_ref().and_then(|file| backup::said(ctx, file));
    let expected = expected_workgroups(ctx, file.as_ref());
    let (status, recovery) = tokio::join!(ops::status::read(read, now, &expected), recovery::look(ctx, said.as_ref()));
    let status = status?;
    remember_workgroups(ctx, &status);
    let mut unknown: Vec<String> =
        status.cut.iter().map(|part| format!("further {part} (there are very many)")).collect();
    let mut value = value(&status, &mut unknown);
    let recovery = said.zip(recovery).map(|(said, found)| recovery::value(&said, found, now, &mut unknown));
    value["recovery_text"] = json!(recovery.as_ref().map(|recovery| &recovery["text"]));
    value["recovery"] = json!(recovery);
    value["target"] = json!(target(ctx, read.endpoints().values().next().map(String::as_str)));
    value["time"] = json!(time(Some(now)));
    value["unknown"] = json!((!unknown.is_empty()).then_some(unknown));
    let sections = vec![
        Section { title: "Buckets", key: "buckets", columns: BUCKETS },
        Section { title: "Tables", key: "tables", columns: TABLES },
        Section { title: "Crawlers", key: "crawlers", columns: CRAWLERS },
        Section { title: "Jobs", key: "jobs", columns: JOBS },
        Section { title: "Alarms", key: "alarms", columns: ALARMS },
    ];
    Ok(View::record_with("status", value, FIELDS, sections))
}

/// The workgroups that are likely to be there: those of the lake's file, and those that were seen before. Their queries are
/// asked for at once, and not after all workgroups are known.
fn expected_workgroups(ctx: &Ctx, file: Option<&Document>) -> BTreeSet<String> {
    let said = file.into_iter().flat_map(|file| file.of("workgroups").map(|entry| entry.name.clone()));
    let seen = seen_workgroups(ctx).into_iter().flat_map(|known| known.names).map(|name| name.value);
    said.chain(seen).collect()
}

fn seen_workgroups(ctx: &Ctx) -> Option<complete::Known> {
    complete::Known::read(&complete::file(&ctx.settings, completion::Kind::Workgroup)?)
}

/// So that the next look, and completion, know them. Where nothing can be kept, nothing is.
fn remember_workgroups(ctx: &Ctx, status: &Status) {
    let Ok(queries) = &status.queries else { return };
    let seen: BTreeSet<String> =
        seen_workgroups(ctx).into_iter().flat_map(|known| known.names).map(|name| name.value).collect();
    if seen != queries.workgroups
        && let Some(file) = complete::file(&ctx.settings, completion::Kind::Workgroup)
    {
        let names: Vec<_> = queries.workgroups.iter().map(|name| completion::Candidate::new(name, "")).collect();
        drop(complete::Known::write(&file, &names));
    }
}

fn value(status: &Status, unknown: &mut Vec<String>) -> Value {
    let buckets = part(unknown, "buckets", &status.buckets, |bucket| {
        let contents = bucket.contents.known();
        json!({
            "name": bucket.name,
            "zone": bucket.zone.json(|zone| json!(zone)),
            "region": bucket.region,
            "bytes": contents.and_then(|contents| contents.bytes),
            "objects": contents.and_then(|contents| contents.objects),
            "last_object": time(contents.and_then(|contents| contents.last_object_millis)),
            "growth_bytes": bucket.growth.map(|growth| growth.bytes),
            "growth_days": bucket.growth.map(|growth| growth.days),
            "growth_text": bucket.growth.map(growth_text),
            "unknown": bucket.contents.reason(),
        })
    });
    let databases = part(unknown, "databases", &status.databases, |database| json!(database.name));
    let tables = part(unknown, "tables", &status.tables, |found| {
        let table = &found.table;
        json!({
            "name": format!("{}.{}", table.database, table.name),
            "format": table.classification(),
            "columns": table.columns.len() + table.partition_keys.len(),
            "last_object": time(found.last_object_millis.known().copied().flatten()),
            "unknown": found.last_object_millis.reason(),
            "updated": time(table.updated_millis),
        })
    });
    let crawlers = part(unknown, "crawlers", &status.crawlers, |found| {
        let last = found.crawler.last_crawl.as_ref();
        json!({
            "name": found.crawler.name,
            "state": found.crawler.state,
            "last_status": last.map(|last| &last.status),
            "last_started": time(last.and_then(|last| last.started_millis)),
        })
    });
    let jobs = part(unknown, "jobs", &status.jobs, |job| {
        let last = job.last.as_ref().ok().and_then(Option::as_ref);
        json!({
            "name": job.name,
            "last_state": last.map(|run| &run.state),
            "last_started": time(last.and_then(|run| run.started_millis)),
            "last_seconds": last.map(|run| run.seconds),
            "unknown": job.last.as_ref().err(),
        })
    });
    let alarms = part(
        unknown,
        "alarms",
        &status.alarms,
        |alarm| json!({ "name": alarm.name, "state": alarm.state.to_string(), "since": time(alarm.since_millis) }),
    );
    let queries = queries(status, unknown);
    let spend = spend(status);
    let governance = governance(status, unknown);
    json!({
        "target": null,
        "time": null,
        "account": status.identity.account,
        "region": status.region,
        "principal": status.identity.arn,
        "database_count": databases.as_array().map(Vec::len),
        "table_count": tables.as_array().map(Vec::len),
        "queries_text": queries["text"],
        "spend_text": spend["text"],
        "storage_text": spend["storage_text"],
        "governance_text": governance["text"],
        "queries": queries,
        "spend": spend,
        "governance": governance,
        "databases": databases,
        "buckets": buckets,
        "tables": tables,
        "crawlers": crawlers,
        "jobs": jobs,
        "alarms": alarms,
    })
}

/// The queries since midnight.
fn queries(status: &Status, unknown: &mut Vec<String>) -> Value {
    let today = match &status.queries {
        Ok(today) => today,
        Err(error) => {
            unknown.push(format!("queries ({})", error.chain().join(": ")));
            return Value::Null;
        }
    };
    unknown.extend(today.unknown.iter().map(|group| format!("queries of workgroup {group}")));
    let least = if today.is_least { "at least " } else { "" };
    json!({
        "count": today.count,
        "failed": today.failed,
        "running": today.running,
        "scanned_bytes": today.scanned_bytes,
        "is_least": today.is_least,
        "measured": today.measured,
        "text": format!(
            "{least}{}, {} failed, {} running, {} scanned",
            today.count, today.failed, today.running, friendly(today.scanned_bytes)
        ),
    })
}

/// What today cost so far, and what storage costs a month, as an estimate at list prices.
fn spend(status: &Status) -> Value {
    let queries = status.queries.as_ref().ok().filter(|today| today.unknown.is_empty()).map(|today| today.spent);
    let jobs: Option<f64> = status.jobs.as_ref().ok().and_then(|jobs| jobs.iter().map(|job| job.spent).sum());
    let crawls: Option<f64> =
        status.crawlers.as_ref().ok().and_then(|crawlers| crawlers.iter().map(|crawler| crawler.spent).sum());
    let total = queries.zip(jobs).zip(crawls).map(|((queries, jobs), crawls)| queries + jobs + crawls);
    let storage: Option<f64> = status.buckets.as_ref().ok().and_then(|buckets| {
        buckets.iter().map(|bucket| bucket.contents.known().and_then(|contents| contents.month)).sum()
    });
    let shown = |amount: Option<f64>| amount.map_or("unknown".to_owned(), dollars);
    json!({
        "queries_today": queries,
        "jobs_today": jobs,
        "crawls_today": crawls,
        "today": total,
        "storage_month": storage,
        "label": list_prices().label(),
        "text": format!(
            "{} estimated (queries {}, jobs {}, crawls {})",
            shown(total), shown(queries), shown(jobs), shown(crawls)
        ),
        "storage_text": match storage {
            Some(amount) => format!("{} a month estimated", dollars(amount)),
            None => "not all buckets were seen whole: lakectl cost estimate".to_owned(),
        },
    })
}

/// Who is kept from what: IAM's default, administrators, registered places.
fn governance(status: &Status, unknown: &mut Vec<String>) -> Value {
    let mut note = |what: &str, error: Option<&Error>| {
        unknown.extend(error.map(|error| format!("{what} ({})", error.chain().join(": "))));
    };
    note("IAM defaults", status.defaults.as_ref().err());
    note("administrators", status.admins.as_ref().err());
    note("locations", status.locations.as_ref().err());
    let defaults = status.defaults.as_ref().ok();
    let admins = status.admins.as_ref().ok().map(|admins| admins.full.len());
    let locations = status.locations.as_ref().ok().copied();
    let open = defaults.map(|defaults| defaults.databases || defaults.tables);
    let words = match open {
        None => "unknown",
        Some(true) => "IAM's default leaves new databases or tables open to everybody",
        Some(false) => "grants are enforced on what is new",
    };
    let count = |count: Option<usize>| count.map_or("unknown".to_owned(), |count| count.to_string());
    json!({
        "new_databases_open": defaults.map(|defaults| defaults.databases),
        "new_tables_open": defaults.map(|defaults| defaults.tables),
        "admins": admins,
        "locations": locations,
        "text": format!("{words}; administrators {}, registered places {}", count(admins), count(locations)),
    })
}

fn growth_text(growth: ops::status::Growth) -> String {
    let sign = if growth.bytes < 0.0 { '-' } else { '+' };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes, whole to begin with")]
    let bytes = growth.bytes.abs() as u64;
    format!("{sign}{} in {} d", friendly(bytes), growth.days)
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

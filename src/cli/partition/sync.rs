//! `lakectl partition sync`

use std::collections::HashSet;

use clap::Args;
use serde_json::{Value, json};

use super::shown::{failures, lines, warn_when_interrupted};
use crate::cli::catalog::counted;
use crate::context::{Answers, Ctx, Danger};
use crate::domain::catalog::TableName;
use crate::domain::partition::Layout;
use crate::error::{Error, Kind, Result};
use crate::ops::partition::{self, Applied, SyncOptions, SyncPlan};
use crate::outcome::{Answer, Outcome};
use crate::render::{Format, View};

/// Add the partitions that the folders of a table have and the catalog has not
///
/// Lists the table's location once and compares it with the catalog. What is missing is added; what has no objects any
/// more is shown, and removed with --drop-dead.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local partition sync raw.events --dry-run\n  lakectl partition sync raw.events --where \"year = '2026'\" --drop-dead --yes\n  lakectl partition sync raw.logs --layout '{year}/{month}/{day}'\n\nExit codes: 8 when some partitions failed (each is named); run it again to complete the rest."
)]
pub struct PartitionSyncArgs {
    /// The table, as database.table
    name: TableName,
    /// Only partitions that this expression chooses, over the partition keys
    #[arg(long = "where", value_name = "EXPRESSION")]
    filter: Option<String>,
    /// How folders tell the values: hive (key=value/key=value), or a template like {year}/{month}/{day}
    #[arg(long, value_name = "LAYOUT", default_value = "hive")]
    layout: Layout,
    /// Remove partitions whose folder has no objects any more
    #[arg(long)]
    drop_dead: bool,
    /// Give partitions of an earlier state of the table its columns and format
    #[arg(long)]
    cascade: bool,
    /// Show what would change and stop
    #[arg(long)]
    dry_run: bool,
    /// Do not ask before partitions are removed
    #[arg(short, long)]
    yes: bool,
}

pub async fn run(ctx: &Ctx, args: PartitionSyncArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let progress = ctx.ui.progress(&format!("partitions of {}: looking at folders and catalog", args.name));
    let options = SyncOptions { filter: args.filter, layout: args.layout, cascade: args.cascade };
    let sync = partition::look(read, &args.name, &options).await?;
    for warning in &sync.warnings {
        ctx.ui.warn(warning);
    }
    let removed = if args.drop_dead { sync.difference.dead.len() } else { 0 };
    if removed > 0 && sync.fits_nothing {
        return Err(Error::new(Kind::Refused, format!("none of the folders of {} fits the layout", sync.location))
            .because(format!("with another layout, {} would not be dead", counted(removed as u64, "partition")))
            .hint("say how folders tell the values: --layout hive, or --layout '{year}/{month}'"));
    }
    let total = sync.difference.missing.len() + removed + sync.outdated.len();
    // The document of a hundred thousand partitions is made only when somebody wants it.
    let whole = ctx.settings.select.is_some() || ctx.settings.format != Format::Table;
    let shows = |applied: Option<&Applied>| show(&sync, args.drop_dead, applied, whole);
    if total == 0 {
        return Ok(shows(Some(&Applied::default())).with(Outcome::Unchanged));
    }
    let question = format!("removing {} of {} from the catalog", counted(removed as u64, "partition"), args.name);
    let danger = if removed > 0 { Danger::Moderate(question) } else { Danger::None };
    let answers = Answers { dry_run: args.dry_run, yes: args.yes, confirm: None };
    let Some(consent) = ctx.consent(&answers, &danger)? else { return Ok(shows(None)) };
    let write = ctx.write(consent).await?;
    let update = |message: &str| progress.update(message);
    let applied = partition::apply(&write, &sync, args.drop_dead, &update, ctx.interruption()).await?;
    drop(progress);
    warn_when_interrupted(ctx, &sync.keys, &applied);
    if let Some(error) = applied.interrupted(&args.name) {
        return Err(error);
    }
    if let Some(error) = partition::failed(&applied.failures, total) {
        return Err(error);
    }
    let outcome = if applied.failures.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(shows(Some(&applied)).with(outcome))
}

/// Without `applied`: what would be done.
fn show(sync: &SyncPlan, drop_dead: bool, applied: Option<&Applied>, whole: bool) -> Answer {
    let (keys, difference) = (&sync.keys, &sync.difference);
    let failures_of = applied.map(|applied| applied.failures.as_slice()).unwrap_or_default();
    let undone: HashSet<&[String]> = failures_of.iter().map(|failure| failure.values.as_slice()).collect();
    let is_done = |values: &[String]| !undone.contains(values);
    let mut text = Vec::new();
    let word = |done: &'static str, wanted: &'static str| if applied.is_some() { done } else { wanted };
    let missing: Vec<(&[String], Option<&str>)> = difference
        .missing
        .iter()
        .map(|new| (new.values.as_slice(), Some(new.location.as_str())))
        .filter(|(values, _)| is_done(values))
        .collect();
    text.extend(lines('+', keys, &missing, word("added", "add")));
    let dead: Vec<(&[String], Option<&str>)> = difference
        .dead
        .iter()
        .map(|dead| (dead.values.as_slice(), None))
        .filter(|(values, _)| is_done(values))
        .collect();
    if drop_dead {
        text.extend(lines('-', keys, &dead, word("removed", "remove")));
    }
    let outdated: Vec<(&[String], Option<&str>)> =
        sync.outdated.iter().map(|old| (old.values(), None)).filter(|(values, _)| is_done(values)).collect();
    text.extend(lines('~', keys, &outdated, word("brought up to date", "bring up to date")));
    let (failed, failure_values) = applied.map_or_else(|| (Vec::new(), json!([])), |applied| failures(keys, applied));
    text.extend(failed);
    let there = counted(difference.known as u64, "partition");
    text.push(format!("= table {}: {there} of {} in the catalog already", sync.name, sync.location));
    if !drop_dead && !difference.dead.is_empty() {
        let count = counted(difference.dead.len() as u64, "partition");
        text.push(format!("! {count} without objects stay in the catalog: --drop-dead removes them"));
    }
    if difference.elsewhere > 0 {
        let count = counted(difference.elsewhere as u64, "partition");
        text.push(format!("= {count} outside of {} were not looked at", sync.location));
    }
    if applied.is_none() {
        text.push("nothing was changed".to_owned());
    }
    if !whole {
        return Answer::done(View::changes("sync", Value::Null, text));
    }
    let value = json!({
        "table": sync.name.to_string(),
        "location": sync.location,
        "applied": applied.is_some(),
        "added": missing.iter().map(|(values, location)| json!({ "values": values, "location": location })).collect::<Vec<_>>(),
        "removed": if drop_dead { values_of(&dead) } else { json!([]) },
        "updated": values_of(&outdated),
        "dead": difference.dead.iter().map(|dead| json!({ "values": dead.values, "location": dead.location })).collect::<Vec<_>>(),
        "known": difference.known,
        "elsewhere": difference.elsewhere,
        "failures": failure_values,
        "warnings": sync.warnings,
    });
    Answer::done(View::changes("sync", value, text))
}

fn values_of(items: &[(&[String], Option<&str>)]) -> Value {
    items.iter().map(|(values, _)| json!({ "values": values })).collect()
}

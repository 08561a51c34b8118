//! `lakectl partition add`

use clap::Args;
use serde_json::json;

use super::shown::{failures, lines, warn_when_interrupted};
use crate::cli::args::ChangeArgs;
use crate::cli::place;
use crate::context::{Ctx, Danger};
use crate::domain::catalog::TableName;
use crate::domain::partition::Layout;
use crate::domain::shell_word::command;
use crate::error::{Error, Result};
use crate::ops::partition::{self, Applied};
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Add partitions by name
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local partition add raw.events year=2026/month=11 year=2026/month=12\n  lakectl partition add raw.events year=2025/month=01 --location s3://archive/events/2025-01/"
)]
pub struct PartitionAddArgs {
    /// The table, as database.table
    name: TableName,
    /// The partitions: key=value/key=value
    #[arg(required = true, value_name = "PARTITION")]
    partitions: Vec<String>,
    /// Where the one partition lies, when it is not in its own folder below the table
    #[arg(long, value_name = "PLACE")]
    location: Option<String>,
    /// How the folders below the table tell the values: hive, or a template like {year}/{month}/{day}
    #[arg(long, value_name = "LAYOUT", default_value = "hive")]
    layout: Layout,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: PartitionAddArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let location = match &args.location {
        None => None,
        Some(text) => Some(place::resolve(ctx, text).await?.to_string()),
    };
    let found = partition::named(read, &args.name, &args.partitions, &args.layout, location.as_deref()).await?;
    if let Some((key, column_type, value)) = found.unfit.first() {
        return Err(Error::usage(format!("`{value}` is no {column_type}, and the key `{key}` is one"))
            .because("every query of the table would fail by this partition"));
    }
    for known in &found.known {
        let there = known.location.as_deref().unwrap_or_default();
        if location.as_deref().is_some_and(|wanted| wanted.trim_end_matches('/') != there.trim_end_matches('/')) {
            return Err(Error::new(
                crate::error::Kind::Conflict,
                format!("the partition is there already, at {there}"),
            )
            .hint(command(
                "remove it first: lakectl partition drop",
                &[&args.name.to_string(), &args.partitions[0].to_string()],
                "",
            )));
        }
    }
    let show = |applied: Option<&Applied>| {
        let is_done = |values: &[String]| {
            applied.is_none_or(|applied| !applied.failures.iter().any(|failure| failure.values == values))
        };
        let missing: Vec<(&[String], Option<&str>)> = found
            .missing
            .iter()
            .map(|new| (new.values.as_slice(), Some(new.location.as_str())))
            .filter(|(values, _)| is_done(values))
            .collect();
        let known: Vec<(&[String], Option<&str>)> =
            found.known.iter().map(|known| (known.values.as_slice(), None)).collect();
        let mut text = lines('+', &found.keys, &missing, if applied.is_some() { "added" } else { "add" });
        text.extend(lines('=', &found.keys, &known, "is there already: nothing to do"));
        let (failed, failure_values) =
            applied.map_or_else(|| (Vec::new(), json!([])), |applied| failures(&found.keys, applied));
        text.extend(failed);
        if applied.is_none() {
            text.push("nothing was changed".to_owned());
        }
        let value = json!({
            "table": args.name.to_string(),
            "applied": applied.is_some(),
            "added": missing.iter().map(|(values, location)| json!({ "values": values, "location": location })).collect::<Vec<_>>(),
            "known": known.iter().map(|(values, _)| json!({ "values": values })).collect::<Vec<_>>(),
            "failures": failure_values,
        });
        Answer::done(View::changes("add", value, text))
    };
    if found.missing.is_empty() {
        return Ok(show(Some(&Applied::default())).with(Outcome::Unchanged));
    }
    let Some(consent) = ctx.consent(&args.change.answers(), &Danger::None)? else { return Ok(show(None)) };
    let write = ctx.write(consent).await?;
    let applied = partition::add(&write, &args.name, &found.missing, &|_| {}, ctx.interruption()).await?;
    warn_when_interrupted(ctx, &found.keys, &applied);
    let ended = applied.interrupted(&args.name).or_else(|| partition::failed(&applied.failures, found.missing.len()));
    if let Some(error) = ended {
        return Err(error);
    }
    let outcome = if applied.failures.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(show(Some(&applied)).with(outcome))
}

//! `lakectl partition drop`

use clap::Args;
use serde_json::json;

use super::shown::{failures, lines, warn_when_interrupted};
use crate::cli::args::RemoveArgs;
use crate::cli::catalog::counted;
use crate::context::{Ctx, Danger};
use crate::domain::catalog::{Partition, TableName};
use crate::domain::partition::Layout;
use crate::domain::shell_word::command;
use crate::error::{Error, Result};
use crate::ops::partition::{self, Applied};
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Remove partitions from the catalog; their objects stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local partition drop raw.events year=2024/month=01 --yes\n  lakectl partition drop raw.events --where \"year < '2024'\" --dry-run"
)]
pub struct PartitionDropArgs {
    /// The table, as database.table
    name: TableName,
    /// The partitions: key=value/key=value
    #[arg(value_name = "PARTITION", required_unless_present = "filter", conflicts_with = "filter")]
    partitions: Vec<String>,
    /// All partitions that this expression chooses, over the partition keys
    #[arg(long = "where", value_name = "EXPRESSION")]
    filter: Option<String>,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: PartitionDropArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let (keys, chosen): (Vec<String>, Vec<Partition>) =
        match &args.filter {
            Some(filter) => partition::chosen(read, &args.name, filter).await?,
            None => {
                let found = partition::named(read, &args.name, &args.partitions, &Layout::Hive, None).await?;
                if let Some(missing) = found.missing.first() {
                    let name = crate::domain::partition::partition_path(found.keys.iter().zip(&missing.values));
                    return Err(Error::not_found(format!("table `{}` has no partition {name}", args.name))
                        .hint(command("lakectl partition list", &[&args.name.to_string()], "")));
                }
                (found.keys, found.known)
            }
        };
    let show = |applied: Option<&Applied>| {
        let gone: Vec<(&[String], Option<&str>)> = chosen
            .iter()
            .map(|partition| (partition.values.as_slice(), None))
            .filter(|(values, _)| {
                applied.is_none_or(|applied| !applied.failures.iter().any(|failure| failure.values == *values))
            })
            .collect();
        let mut text = lines('-', &keys, &gone, if applied.is_some() { "removed" } else { "remove" });
        let (failed, failure_values) =
            applied.map_or_else(|| (Vec::new(), json!([])), |applied| failures(&keys, applied));
        text.extend(failed);
        if chosen.is_empty() {
            text.push(format!("= table {}: no partition to remove", args.name));
        }
        if applied.is_none() {
            text.push("nothing was changed".to_owned());
        }
        let value = json!({
            "table": args.name.to_string(),
            "applied": applied.is_some(),
            "removed": gone.iter().map(|(values, _)| json!({ "values": values })).collect::<Vec<_>>(),
            "failures": failure_values,
        });
        Answer::done(View::changes("drop", value, text))
    };
    if chosen.is_empty() {
        return Ok(show(Some(&Applied::default())).with(Outcome::Unchanged));
    }
    let question = format!("removing {} of {} from the catalog", counted(chosen.len() as u64, "partition"), args.name);
    let Some(consent) = ctx.consent(&args.remove.answers(), &Danger::Moderate(question))? else {
        return Ok(show(None));
    };
    let write = ctx.write(consent).await?;
    let progress = ctx.ui.progress(&format!("partitions of {}: removing", args.name));
    let values: Vec<Vec<String>> = chosen.iter().map(|partition| partition.values.clone()).collect();
    let update = |message: &str| progress.update(message);
    let applied = partition::remove(&write, &args.name, &values, &update, ctx.interruption()).await?;
    drop(progress);
    warn_when_interrupted(ctx, &keys, &applied);
    let ended = applied.interrupted(&args.name).or_else(|| partition::failed(&applied.failures, chosen.len()));
    if let Some(error) = ended {
        return Err(error);
    }
    let outcome = if applied.failures.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(show(Some(&applied)).with(outcome))
}

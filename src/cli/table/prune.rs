//! `lakectl table prune`

use clap::Args;
use serde_json::json;

use crate::cli::args::RemoveArgs;
use crate::cli::catalog::counted;
use crate::context::{Ctx, Danger};
use crate::domain::catalog::TableName;
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Forget old versions of a table; the newest ones stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table prune raw.weather --keep 10 --dry-run\n  lakectl table prune raw.weather --keep 10 --yes"
)]
pub struct TablePruneArgs {
    /// The table, as database.table
    name: TableName,
    /// How many versions stay, the current one among them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep: u32,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: TablePruneArgs) -> Result<Answer> {
    let versions = ops::table::history(ctx.read().await?, &args.name).await?;
    let keep = usize::try_from(args.keep).unwrap_or(usize::MAX);
    let old: Vec<String> = versions.into_iter().skip(keep).filter_map(|table| table.version).collect();
    let show = |failed: Option<&[(String, String)]>| {
        let is_gone =
            |version: &&String| failed.is_none_or(|failed| !failed.iter().any(|(known, _)| known == *version));
        let word = if failed.is_some() { "forgotten" } else { "forget" };
        let mut lines: Vec<String> =
            old.iter().filter(is_gone).map(|version| format!("- version {version} of {} {word}", args.name)).collect();
        for (version, reason) in failed.unwrap_or_default() {
            lines.push(format!("! version {version}: {reason}"));
        }
        if old.is_empty() {
            lines.push(format!("= table {}: nothing to do", args.name));
        } else if failed.is_none() {
            lines.push("nothing was changed".to_owned());
        }
        let value = json!({
            "table": args.name.to_string(),
            "applied": failed.is_some(),
            "forgotten": old.iter().filter(is_gone).collect::<Vec<_>>(),
            "failures": failed.unwrap_or_default().iter()
                .map(|(version, message)| json!({ "version": version, "message": message }))
                .collect::<Vec<_>>(),
        });
        Answer::done(View::changes("prune", value, lines))
    };
    if old.is_empty() {
        return Ok(show(Some(&[])).with(Outcome::Unchanged));
    }
    let question = format!("forgetting {} of {}", counted(old.len() as u64, "version"), args.name);
    let Some(consent) = ctx.consent(&args.remove.answers(), &Danger::Moderate(question))? else {
        return Ok(show(None));
    };
    let (begun, failed) =
        ctx.write(consent).await?.delete_table_versions(&args.name, &old, &ctx.interruption()).await?;
    if begun < old.len() {
        let (done, left) = (begun.saturating_sub(failed.len()), old.len() - begun);
        for (version, reason) in &failed {
            ctx.ui.warn(&format!("version {version}: {reason}"));
        }
        let failures = if failed.is_empty() { String::new() } else { format!(", {} failed", failed.len()) };
        return Err(Error::new(
            Kind::Interrupted,
            format!("interrupted: {done} versions of {} were forgotten{failures}, {left} are left", args.name),
        )
        .hint("run the same command again: it does what is missing"));
    }
    let outcome = if failed.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(show(Some(&failed)).with(outcome))
}

//! `lakectl table compact`

use clap::Args;
use serde_json::json;

use super::rewrite::{RewriteArgs, carry_out};
use crate::context::{Answers, Ctx, Danger};
use crate::domain::catalog::TableName;
use crate::domain::price::dollars;
use crate::domain::query::dollars_of;
use crate::domain::rewrite::Purpose;
use crate::domain::size::{friendly, grouped};
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::query::Current;
use crate::ops::rewrite::{Keys, Wish};
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Put the small files of a table together, proven row by row
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table compact raw.events --dry-run\n  lakectl table compact raw.events --filter \"day < '2026-11-01'\" --target-file-size 256MiB\n  lakectl table compact raw.events --delete-old --confirm raw.events\n\nThe rows are copied to a place beside the table's by statements of at most 100 partitions each, counted and summed on both sides; then each partition, or the table, is given its new place in the catalog. What is done is kept beside the new files: a run that was killed goes on where it stood. The old files stay until --delete-old. Whoever writes files into the old folders of what was compacted must write to the new ones from then on.\n\nAn Iceberg table is compacted by the service's own OPTIMIZE."
)]
pub struct TableCompactArgs {
    /// The table, as database.table
    name: TableName,
    /// Only the partitions that satisfy this: \"day < '2026-11-01'\", as the catalog filters
    #[arg(long, value_name = "EXPRESSION")]
    filter: Option<String>,
    /// Remove the files that earlier compactions have left
    #[arg(long)]
    delete_old: bool,
    /// With --delete-old: the table's name, in place of typing it
    #[arg(long, value_name = "NAME", requires = "delete_old")]
    confirm: Option<String>,
    #[command(flatten)]
    rewrite: RewriteArgs,
}

pub async fn run(ctx: &Ctx, args: TableCompactArgs) -> Result<Answer> {
    if args.delete_old {
        return delete_old(ctx, &args).await;
    }
    let read = ctx.read().await?;
    if ops::table::need(read, &args.name).await?.is_iceberg() {
        return iceberg(ctx, &args).await;
    }
    let location = args.rewrite.place(ctx).await?;
    let wish = Wish {
        purpose: Purpose::Compact,
        source: args.name.clone(),
        target: args.name.clone(),
        format: None,
        compression: None,
        keys: Keys::Same,
        target_file: args.rewrite.target_file_size,
        filter: args.filter.clone(),
        location,
        max_scan: args.rewrite.max_scan(ctx),
        session: args.rewrite.session(),
    };
    carry_out(ctx, &wish, &args.rewrite).await
}

async fn iceberg(ctx: &Ctx, args: &TableCompactArgs) -> Result<Answer> {
    if args.filter.is_some() || args.rewrite.location.is_some() {
        return Err(Error::usage(
            "--filter and --location are not for Iceberg tables: OPTIMIZE works on all of it, in place",
        ));
    }
    let name = &args.name;
    let statement = ops::rewrite::statement(name);
    let value = |applied: bool, done: &ops::rewrite::Optimized| {
        json!({
            "source": name.to_string(), "target": name.to_string(), "applied": applied, "changed": applied,
            "statement": statement, "statements": done.runs, "scanned_bytes": done.scanned,
            "estimated_dollars": dollars_of(done.scanned),
        })
    };
    if args.rewrite.dry_run {
        let lines =
            vec![format!("~ table {name} compact"), format!("    runs: {statement}"), "nothing was changed".to_owned()];
        return Ok(Answer::done(View::changes("compact", value(false, &Default::default()), lines)));
    }
    let write = ctx.write_without_question().await?;
    let current = Current::default();
    let mut interrupts = ctx.listen();
    let progress = ctx.ui.progress(&format!("compact {name}"));
    let session = args.rewrite.session();
    let tell = |line: &str| progress.update(line);
    let work = ops::rewrite::optimize(&write, name, &session, &current, &tell);
    let done = current.unless(&write, interrupts.heard(), work).await;
    drop(progress);
    let done = done?;
    let lines = vec![
        format!("~ table {name} compacted"),
        format!(
            "    OPTIMIZE: {} runs, {} scanned, about {}",
            done.runs,
            friendly(done.scanned),
            dollars(dollars_of(done.scanned))
        ),
        "    old snapshots keep their files until VACUUM".to_owned(),
    ];
    Ok(Answer::done(View::changes("compact", value(true, &done), lines)))
}

async fn delete_old(ctx: &Ctx, args: &TableCompactArgs) -> Result<Answer> {
    let name = &args.name;
    let old = ops::rewrite::old_data(ctx.read().await?, name).await?;
    for uri in &old.strangers {
        ctx.ui.warn(&format!("{uri} came to the old place after the compaction: no query reads it, and it stays"));
    }
    let show = |applied: bool, size: crate::domain::rewrite::Size, strangers: &[String]| {
        let word = if applied { "removed" } else { "remove" };
        let mut lines =
            vec![format!("- {} old files of table {name} {word}, {}", grouped(size.files), friendly(size.bytes))];
        if !applied {
            lines.push("nothing was changed".to_owned());
        }
        let value = json!({
            "table": name.to_string(), "applied": applied, "files": size.files, "bytes": size.bytes, "strangers": strangers,
        });
        Answer::done(View::changes("delete_old", value, lines))
    };
    if old.is_empty() {
        let value = json!({ "table": name.to_string(), "applied": true, "files": 0, "bytes": 0, "strangers": [] });
        let line = format!("= table {name}: no compaction has left old files");
        return Ok(Answer::done(View::changes("delete_old", value, vec![line])).with(Outcome::Unchanged));
    }
    let question = format!(
        "removing {} files with {} that {name} had before it was compacted",
        grouped(old.size.files),
        friendly(old.size.bytes)
    );
    let answers = Answers { dry_run: args.rewrite.dry_run, yes: false, confirm: args.confirm.clone() };
    let danger = Danger::Severe { question, name: name.to_string() };
    let (size, strangers) = (old.size, old.strangers.clone());
    let Some(consent) = ctx.consent(&answers, &danger)? else { return Ok(show(false, size, &strangers)) };
    ops::rewrite::remove_old(&ctx.write(consent).await?, name, old).await?;
    Ok(show(true, size, &strangers))
}

//! `lakectl restore`

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use serde_json::json;

use crate::cli::apply::lake_directory;
use crate::cli::backup::{SelectionArgs, store};
use crate::cli::change::Write;
use crate::cli::steps::{Steps, interrupted};
use crate::context::{Answers, Ctx, Danger};
use crate::domain::backup::{Manifest, Renames};
use crate::error::{Error, Kind, Result};
use crate::ops::backup::latest;
use crate::outcome::{Answer, Outcome};
use crate::plan::lake::journal::{self, Journal};
use crate::plan::lake::{Ended, Event, carry_out};
use crate::plan::restore::{Restore, RestoreOptions};
use crate::plan::{Plan, one_line};
use crate::render::View;

/// Make what a backup holds again: here, or in another account or region, under other names
///
/// What is there already stays: when it differs, the restore is refused before anything is changed, unless --overwrite is
/// given. A restore that was interrupted goes on when it is run again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local restore backups/ --dry-run\n  lakectl restore scripts:backups --only sales.orders --rename-db sales=sales_copy --yes\n  lakectl restore s3://b/daily --account 222222222222 --map-prefix s3://lake-eu=s3://lake-us\n\nBuckets, data and administrators are not restored. Exit codes: 6 when something that is there differs, 8 when some steps failed."
)]
pub struct RestoreArgs {
    /// A folder, s3://bucket/prefix or zone:path
    place: String,
    /// The backup; the latest when it is not given
    id: Option<String>,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Call a database otherwise; can be repeated
    #[arg(long, value_name = "OLD=NEW", value_parser = pair)]
    rename_db: Vec<(String, String)>,
    /// Point places in S3 elsewhere, by their beginning; can be repeated
    #[arg(long, value_name = "S3-OLD=S3-NEW", value_parser = places)]
    map_prefix: Vec<(String, String)>,
    /// The account to restore to, when it is not the one that was backed up: ARNs are rewritten
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    /// Replace what is there and differs
    #[arg(long)]
    overwrite: bool,
    /// Show what would be done, and stop
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((old, new)) if !old.is_empty() && !new.is_empty() => Ok((old.to_lowercase(), new.to_lowercase())),
        _ => Err(format!("`{text}` is not OLD=NEW")),
    }
}

fn places(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((old, new)) if [old, new].iter().all(|place| place.len() > 5 && place.starts_with("s3://")) => {
            if old.ends_with('/') == new.ends_with('/') {
                Ok((old.to_owned(), new.to_owned()))
            } else {
                Err("either both places end with a slash, or none does".to_owned())
            }
        }
        _ => Err(format!("`{text}` is not s3://OLD=s3://NEW")),
    }
}

pub async fn run(ctx: &Ctx, args: RestoreArgs) -> Result<Answer> {
    let store = store(ctx, &args.place).await?;
    let manifest = latest(&store, args.id.as_deref()).await?;
    let read = ctx.read().await?;
    let (account, region) = (read.account().await?.to_owned(), read.region().to_owned());
    let renames = renames(&args, &manifest, &account, &region)?;
    for gap in &manifest.unread {
        ctx.ui.warn(&format!("not in the backup: {} {}: {}", gap.kind.word(), gap.of, gap.why));
    }
    if manifest.region != region {
        ctx.ui.warn(&format!("the backup is of region {}, this is {region}: ARNs are rewritten", manifest.region));
    }
    let progress = ctx.ui.progress_on_terminal("reading the backup and the lake");
    let earlier = journal::left(Path::new("."), &journal_of(&manifest))?;
    let options = RestoreOptions {
        selection: args.selection.selection(),
        renames,
        overwrite: args.overwrite,
        begun: if earlier.ended { BTreeSet::new() } else { earlier.begun },
    };
    let planned = Restore::plan(read, &store, &manifest, options).await;
    drop(progress);
    let restore = planned?;
    for warning in &restore.warnings {
        ctx.ui.warn(warning);
    }
    let plan = Plan { account: account.clone(), region: region.clone(), steps: restore.steps() };
    let mut lines = plan.lines();
    lines.push(format!(
        "{} to do, {} there already; from backup {}, {}",
        plan.steps.len(),
        restore.unchanged,
        manifest.id,
        plan.place()
    ));
    if !restore.refused.is_empty() {
        lines.iter().for_each(|line| ctx.ui.status(line));
        let error = Error::new(
            Kind::Conflict,
            format!("{} of what the backup holds are there and differ; nothing was changed", restore.refused.len()),
        );
        return Err(error
            .because(restore.refused.join("; "))
            .hint("replace them with --overwrite, or choose others with --only"));
    }
    let mut value = plan.json(false);
    value["backup"] = json!(manifest.id);
    value["unchanged"] = json!(restore.unchanged);
    if plan.steps.is_empty() {
        return Ok(Answer::done(View::changes("plan", value, lines)).with(Outcome::Unchanged));
    }
    if args.dry_run {
        lines.push("nothing was changed".to_owned());
        return Ok(Answer::done(View::changes("plan", value, lines)));
    }
    lines.iter().for_each(|line| ctx.ui.status(line));
    let answers = Answers { dry_run: false, yes: args.yes, confirm: None };
    let question = format!("restoring {} things {}", plan.steps.len(), plan.place());
    let Some(consent) = ctx.consent(&answers, &Danger::Moderate(question))? else {
        return Ok(Answer::done(View::changes("plan", value, lines)));
    };
    let write = ctx.write(consent).await?;
    carry(ctx, restore, &manifest, write, &plan).await
}

/// What the journal of a backup's restores is called.
fn journal_of(manifest: &Manifest) -> String {
    format!("restore-{}", manifest.id)
}

/// What is called otherwise. Another account must have been named: a backup of one lake is not to end up in another by
/// accident.
fn renames(args: &RestoreArgs, manifest: &Manifest, account: &str, region: &str) -> Result<Renames> {
    match &args.account {
        Some(wanted) if wanted != account => {
            return Err(Error::refused(format!("--account says {wanted}, these keys are of {account}"))
                .hint("use the profile of that account"));
        }
        None if manifest.account != account => {
            return Err(Error::refused(format!("the backup is of account {}, this is {account}", manifest.account))
                .hint(format!("when that is meant: --account {account}")));
        }
        _ => {}
    }
    let moved = |old: &str, new: &str| (old != new).then(|| (old.to_owned(), new.to_owned()));
    Ok(Renames {
        databases: args.rename_db.iter().cloned().collect(),
        prefixes: args.map_prefix.iter().cloned().collect(),
        account: moved(&manifest.account, account),
        region: moved(&manifest.region, region),
    })
}

async fn carry(ctx: &Ctx, restore: Restore, manifest: &Manifest, write: Write, plan: &Plan) -> Result<Answer> {
    let restore = Arc::new(restore);
    let mut steps = Steps::new(&ctx.ui, "restoring", restore.tasks.len());
    let told = Arc::new({
        let bar = steps.display();
        move |table: &str, done: u64| bar.show(&format!("partitions of {table}: {done}"))
    });
    let work = restore.work(write.clone(), ctx.interruption(), told);
    // Listening: what is under way is brought to its end, and nothing new is begun.
    let _listening = ctx.listen();
    let mut journal = Journal::open(Path::new("."), lake_directory(ctx), &journal_of(manifest), ctx.clock().clone())?;
    let ended = carry_out(&restore.tasks, &work, ctx.interruption(), &mut |event| {
        if let Event::Failed(_, error) = &event {
            ctx.ui.error(error);
        }
        steps.tell(&event);
        journal.event(&event)
    })
    .await;
    drop((work, steps));
    let ended = ended?;
    let (mut lines, mut steps, mut failed, mut not_tried) = (Vec::new(), Vec::new(), 0, 0);
    for (step, ended) in plan.steps.iter().zip(&ended) {
        let (sign, word, reason) = match ended {
            Ended::Done => ('+', step.action.done_word(), None),
            Ended::Failed(error) => {
                failed += 1;
                ('!', "failed", Some(error.chain().join(": ")))
            }
            Ended::NotTried(why) => {
                not_tried += 1;
                ('!', "not tried", Some(why.clone()))
            }
        };
        let why = reason.as_ref().map(|reason| format!(": {}", one_line(reason))).unwrap_or_default();
        lines.push(format!("{sign} {} {} {word}{why}", step.noun, one_line(&step.name)));
        steps.push(json!({ "noun": step.noun, "name": step.name, "action": step.action.word(), "result": word, "reason": reason }));
    }
    let done = plan.steps.len() - failed - not_tried;
    lines.push(format!("{done} done, {failed} failed, {not_tried} not tried; {}", plan.place()));
    let value = json!({
        "backup": manifest.id, "account": plan.account, "region": plan.region, "applied": true,
        "done": done, "failed": failed, "not_tried": not_tried, "unchanged": restore.unchanged, "steps": steps,
    });
    if failed + not_tried == 0 {
        let left = restore.left(&write).await?;
        if let Some(first) = left.first() {
            return Err(Error::failed(format!(
                "{} things do not read back as they were written; the first: {} {} ({})",
                left.len(),
                first.kind.noun(),
                first.name,
                if first.members.is_empty() { first.how.word().to_owned() } else { first.members.join(", ") }
            ))
            .hint("run the same command again; if this repeats, the lake takes these otherwise than they were given"));
        }
        journal.end()?;
        return Ok(Answer::done(View::changes("plan", value, lines)));
    }
    if failed == 0 || ctx.is_interrupted() {
        return Err(
            interrupted(done, failed, not_tried).hint("run the same command again: it goes on where it stopped")
        );
    }
    ctx.ui.hint("run the same command again: it goes on where it stopped");
    Ok(Answer::done(View::changes("plan", value, lines)).with(Outcome::Partial))
}

//! `lakectl backup verify`

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use super::place::{SelectionArgs, said, store};
use crate::cli::lake_file::said_here;
use crate::cli::steps::Steps;
use crate::clock::{epoch_millis, from_epoch_millis, rfc3339};
use crate::context::Ctx;
use crate::domain::backup::difference::Difference;
use crate::domain::backup::{Drill, Kind, Manifest, Part, Renames, Selection};
use crate::domain::catalog::TableName;
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::ops::backup::{Store, check, latest};
use crate::outcome::{Answer, Outcome};
use crate::plan::lake::{Ended, carry_out};
use crate::plan::restore::{Counts, Restore, RestoreOptions, compare};
use crate::render::View;

/// Restore a backup into a local lake made for it, and compare: the proof that it can be restored
///
/// Every file is compared with its checksum, those too that are kept to be read and never restored.
/// What came of it is noted beside the backups, where `lakectl doctor` and `lakectl status` find it; the lake itself is not
/// written to. With --live the backup is compared with the lake instead: what has changed since.
///
/// As a drill that is repeated, lake.toml says where the backups are and how often one is tried, and any schedule calls
/// `lakectl backup verify --due`: it does nothing until it is time.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local backup verify backups/\n  lakectl backup verify s3://lake-backups/daily --live\n  lakectl -q backup verify --due\n\nIn lake.toml:\n  [recovery]\n  backups = 's3://lake-backups/daily'\n  drill = '7d'\n\nExit code 3 when something differs."
)]
pub struct BackupVerifyArgs {
    /// A folder, s3://bucket/prefix or zone:path; where lake.toml says when it is not given
    place: Option<String>,
    /// The backup; the latest when it is not given
    id: Option<String>,
    /// Compare with the lake as it is, and restore nothing
    #[arg(long)]
    live: bool,
    /// Only when the last drill is longer ago than lake.toml says it may be
    #[arg(long, conflicts_with_all = ["live", "id", "only", "kind"])]
    due: bool,
    #[command(flatten)]
    selection: SelectionArgs,
}

pub async fn run(ctx: &Ctx, args: BackupVerifyArgs) -> Result<Answer> {
    let said = if args.place.is_none() || args.due { said(ctx, &said_here(ctx)?) } else { None };
    let store = match (&args.place, &said) {
        (Some(place), _) => store(ctx, place).await?,
        (None, Some(said)) => said.store(ctx).await?,
        (None, None) => {
            return Err(Error::usage("which backups? Nothing in lake.toml says where they are")
                .hint("lakectl backup verify PLACE")
                .hint("or in lake.toml: [recovery] backups = 's3://bucket/prefix'"));
        }
    };
    let now = epoch_millis(ctx.lake_time().await?);
    if args.due {
        let every = said.and_then(|said| said.drill).ok_or_else(|| {
            Error::usage("nothing says how often a backup is tried").hint("in lake.toml: [recovery] drill = '7d'")
        })?;
        if let Some(answer) = not_yet(&store, now, every).await? {
            return Ok(answer);
        }
    }
    let manifest = latest(&store, args.id.as_deref()).await?;
    let options = RestoreOptions {
        selection: args.selection.selection(),
        renames: Renames::default(),
        overwrite: true,
        begun: BTreeSet::new(),
    };
    let differences = if args.live {
        let _display = ctx.ui.progress_on_terminal("comparing the lake with the backup");
        told(compare(ctx.read().await?, &store, &manifest, &options).await?)
    } else {
        let tried = drill(ctx, &store, &manifest, &options).await;
        // Who is interrupted has found out nothing; and a part proves a part.
        let is_over = !tried.as_ref().is_err_and(|error| error.kind() == ErrorKind::Interrupted);
        if is_over && options.selection == Selection::default() {
            let drill =
                Drill { at_millis: now, passed: tried.as_ref().is_ok_and(Vec::is_empty), backup: manifest.id.clone() };
            let found = match &tried {
                Ok(differences) => json!(differences),
                Err(error) => json!([{ "how": "not restored", "what": error.chain().join(": ") }]),
            };
            note(ctx, &store, &drill, found).await;
        }
        tried?
    };
    for gap in &manifest.unread {
        ctx.ui.warn(&format!("not in the backup, and so not proved: {} {}: {}", gap.kind.word(), gap.of, gap.why));
    }
    Ok(answer(&manifest.id, args.live, manifest.counts().iter().map(|(_, count)| count).sum(), differences))
}

/// Restores a backup into a lake made for it, and compares: what came back otherwise, or not at all.
async fn drill(ctx: &Ctx, store: &Store, manifest: &Manifest, options: &RestoreOptions) -> Result<Vec<Value>> {
    // What no restore reads is to be there all the same when somebody wants to read it.
    let is_only_kept = |part: &&Part| !part.kind.is_restored() && options.selection.has_kind(part.kind);
    let checked = check(store, manifest.parts.iter().filter(is_only_kept)).await?;
    if let Some((part, error)) = checked.bad.into_iter().next() {
        return Err(error.context(format!("the {} of the backup cannot be read", part.kind.word())));
    }
    let folder = tempfile::Builder::new().prefix("lakectl-verify-").tempdir();
    let folder = folder.map_err(|error| Error::failed("a temporary folder cannot be made").because(error))?;
    let write = ctx.scratch_lake(&folder.path().join("lake"), &manifest.account, &manifest.region).await?;
    let display = ctx.ui.progress_on_terminal("reading the backup");
    let planned = Restore::plan(&write, store, manifest, options.clone()).await;
    drop(display);
    let restore = Arc::new(planned?);
    let mut steps = Steps::new(&ctx.ui, "restoring", restore.tasks.len());
    let told_of = Arc::new({
        let bar = steps.display();
        move |table: &str, done: u64| bar.show(&format!("partitions of {table}: {done}"))
    });
    let work = restore.work(write.clone(), ctx.interruption(), told_of);
    let ended = carry_out(&restore.tasks, &work, ctx.interruption(), &mut |event| {
        steps.tell(&event);
        Ok(())
    })
    .await;
    drop((work, steps));
    let ended = ended?;
    let mut differences = Vec::new();
    for (task, ended) in restore.tasks.iter().zip(&ended) {
        let why = match ended {
            Ended::Done => continue,
            Ended::Failed(error) => error.chain().join(": "),
            Ended::NotTried(why) => why.clone(),
        };
        differences.push(json!({ "kind": task.step.noun, "name": task.step.name, "how": "not restored", "what": why }));
    }
    if *ctx.interruption().borrow() {
        return Err(Error::new(ErrorKind::Interrupted, "interrupted"));
    }
    let _display = ctx.ui.progress_on_terminal("comparing what was restored with the backup");
    differences.extend(told(compare(&write, store, manifest, options).await?));
    Ok(differences)
}

/// What differs, for people.
fn told((found, counts): (Vec<Difference>, BTreeMap<TableName, Counts>)) -> Vec<Value> {
    let mut differences = Vec::new();
    for one in found {
        if one.kind == Kind::Workgroups && one.name == "primary" && one.how.word() == "extra" {
            // Every lake has it.
            continue;
        }
        differences.push(json!({
            "kind": one.kind.noun(), "name": one.name, "how": one.how.word(), "what": one.members.join(", "),
        }));
    }
    for (table, counts) in counts {
        let what = format!("{} missing, {} changed, {} extra", counts.missing, counts.changed, counts.extra);
        differences.push(json!({ "kind": "partitions", "name": table.to_string(), "how": "changed", "what": what }));
    }
    differences
}

/// The answer when the last drill is not so long ago, and went well. One that went wrong is repeated.
async fn not_yet(store: &Store, now: i64, every: Duration) -> Result<Option<Answer>> {
    let drills = store.drills().await?;
    let Some(last) = drills.last().filter(|last| last.passed) else { return Ok(None) };
    let next = last.at_millis.saturating_add(i64::try_from(every.as_millis()).unwrap_or(i64::MAX));
    if now >= next {
        return Ok(None);
    }
    let (at, next) = (rfc3339(from_epoch_millis(last.at_millis)), rfc3339(from_epoch_millis(next)));
    let line =
        format!("= backup {} was tried at {at} and came back as it was; the next drill is due at {next}", last.backup);
    let value = json!({ "backup": last.backup, "documents": null, "live": false, "differences": [], "tried_at": at, "due_at": next });
    Ok(Some(Answer::done(View::changes("verified", value, vec![line])).with(Outcome::Unchanged)))
}

/// Notes a drill beside the backups. What it found holds, whether it can be noted or not.
async fn note(ctx: &Ctx, store: &Store, drill: &Drill, differences: Value) {
    let noted = async {
        let write = match store {
            Store::Folder(_) => None,
            Store::Bucket { .. } => Some(ctx.write_without_question().await?),
        };
        let found = json!({
            "backup": drill.backup,
            "at": rfc3339(from_epoch_millis(drill.at_millis)),
            "passed": drill.passed,
            "made_by": format!("lakectl {}", env!("CARGO_PKG_VERSION")),
            "differences": differences,
        });
        store.put_drill(drill, format!("{found:#}\n").as_bytes(), write.as_ref()).await
    };
    if let Err(error) = noted.await {
        ctx.ui.warn(&format!(
            "the drill could not be noted beside the backups, so that doctor does not know of it: {}",
            error.chain().join(": ")
        ));
    }
}

fn answer(id: &str, live: bool, documents: u64, differences: Vec<Value>) -> Answer {
    let text = |one: &Value, member: &str| one[member].as_str().unwrap_or_default().to_owned();
    let mut lines: Vec<String> = differences
        .iter()
        .map(|one| {
            let sign = match one["how"].as_str() {
                Some("missing") => '-',
                Some("extra") => '+',
                Some("not restored") => '!',
                _ => '~',
            };
            format!("{sign} {} {} {}: {}", text(one, "kind"), text(one, "name"), text(one, "how"), text(one, "what"))
        })
        .collect();
    lines.push(match (differences.is_empty(), live) {
        (true, false) => format!("= backup {id}: {documents} documents were restored and read back the same"),
        (true, true) => format!("= backup {id}: the lake is what it was"),
        (false, _) => format!("backup {id}: {} differences", differences.len()),
    });
    let outcome = if differences.is_empty() { Outcome::Done } else { Outcome::Differences };
    let value = json!({ "backup": id, "documents": documents, "live": live, "differences": differences });
    Answer::done(View::changes("verified", value, lines)).with(outcome)
}

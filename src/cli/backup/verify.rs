//! `lakectl backup verify`

use std::collections::BTreeSet;
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use super::place::{SelectionArgs, store};
use crate::context::Ctx;
use crate::domain::backup::{Kind, Renames};
use crate::error::{Error, Result};
use crate::ops::backup::latest;
use crate::outcome::{Answer, Outcome};
use crate::plan::lake::{Ended, carry_out};
use crate::plan::restore::{Restore, RestoreOptions, compare};
use crate::render::View;

/// Restore a backup into a local lake made for it, and compare: the proof that it can be restored
///
/// Nothing but a temporary folder is written. With --live the backup is compared with the lake instead: what has changed
/// since.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local backup verify backups/\n  lakectl backup verify s3://lake-backups/daily --live\n\nExit code 3 when something differs. From cron: lakectl -q backup verify PLACE || alert."
)]
pub struct BackupVerifyArgs {
    /// A folder, s3://bucket/prefix or zone:path
    place: String,
    /// The backup; the latest when it is not given
    id: Option<String>,
    /// Compare with the lake as it is, and restore nothing
    #[arg(long)]
    live: bool,
    #[command(flatten)]
    selection: SelectionArgs,
}

pub async fn run(ctx: &Ctx, args: BackupVerifyArgs) -> Result<Answer> {
    let store = store(ctx, &args.place).await?;
    let manifest = latest(&store, args.id.as_deref()).await?;
    let options = RestoreOptions {
        selection: args.selection.selection(),
        renames: Renames::default(),
        overwrite: true,
        begun: BTreeSet::new(),
    };
    let mut differences: Vec<Value> = Vec::new();
    let (found, counts) = if args.live {
        compare(ctx.read().await?, &store, &manifest, &options).await?
    } else {
        let folder = tempfile::Builder::new().prefix("lakectl-verify-").tempdir();
        let folder = folder.map_err(|error| Error::failed("a temporary folder cannot be made").because(error))?;
        let write = ctx.scratch_lake(&folder.path().join("lake"), &manifest.account, &manifest.region).await?;
        let restore = Arc::new(Restore::plan(&write, &store, &manifest, options.clone()).await?);
        let work = restore.work(write.clone(), ctx.interruption(), Arc::new(|_, _| {}));
        let ended = carry_out(&restore.tasks, &work, ctx.interruption(), &mut |_| Ok(())).await?;
        for (task, ended) in restore.tasks.iter().zip(&ended) {
            let why = match ended {
                Ended::Done => continue,
                Ended::Failed(error) => error.chain().join(": "),
                Ended::NotTried(why) => why.clone(),
            };
            differences
                .push(json!({ "kind": task.step.noun, "name": task.step.name, "how": "not restored", "what": why }));
        }
        compare(&write, &store, &manifest, &options).await?
    };
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
    for gap in &manifest.unread {
        ctx.ui.warn(&format!("not in the backup, and so not proved: {} {}: {}", gap.kind.word(), gap.of, gap.why));
    }
    Ok(answer(&manifest.id, args.live, manifest.counts().iter().map(|(_, count)| count).sum(), differences))
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

//! `lakectl job bookmark`

use clap::Args;
use serde_json::json;

use crate::cli::args::DestroyArgs;
use crate::context::{Ctx, Danger};
use crate::domain::job::JobBookmark;
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, View};

/// Show where a job has got to with its input, or make it begin from the start
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local job bookmark clean\n  lakectl job bookmark clean --reset --confirm clean"
)]
pub struct JobBookmarkArgs {
    /// The job's name
    name: String,
    /// Forget the bookmark: the next run reads everything again
    #[arg(long)]
    reset: bool,
    #[command(flatten)]
    destroy: DestroyArgs,
}

const FIELDS: &[Column] = &[
    Column::text("Job", "job"),
    Column::text("Version", "version"),
    Column::text("Runs", "run"),
    Column::text("Moved by", "run_id"),
    Column::text("Before that", "previous_run"),
    Column::text("State", "state"),
];

pub async fn run(ctx: &Ctx, args: JobBookmarkArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    ops::job::need(read, &args.name).await?;
    let found = read.job_bookmark(&args.name).await?;
    let Some(bookmark) = found else {
        let line = format!("= job {}: no bookmark{}", args.name, if args.reset { ", nothing to do" } else { "" });
        let value = json!({ "job": args.name, "version": null });
        return Ok(Answer::done(View::changes("bookmark", value, vec![line])).with(Outcome::Unchanged));
    };
    if !args.reset {
        return Ok(Answer::done(View::record("bookmark", value(&args.name, &bookmark), FIELDS)));
    }
    // What its runs wrote stays: a run from the start writes it once more.
    let question = format!("forgetting how far job {} has got: its next run may write its output twice", args.name);
    let shown = |word: &str| {
        let lines = vec![format!("- bookmark of job {} {word}", args.name)];
        Answer::done(View::changes("bookmark", value(&args.name, &bookmark), lines))
    };
    let Some(consent) = ctx.consent(&args.destroy.answers(), &Danger::Severe { question, name: args.name.clone() })?
    else {
        return Ok(shown("forget"));
    };
    ctx.write(consent).await?.reset_job_bookmark(&args.name).await?;
    Ok(shown("forgotten"))
}

fn value(job: &str, bookmark: &JobBookmark) -> serde_json::Value {
    json!({
        "job": job,
        "version": bookmark.version,
        "run": bookmark.run,
        "attempt": bookmark.attempt,
        "run_id": bookmark.run_id,
        "previous_run": bookmark.previous_run,
        "state": bookmark.state,
    })
}

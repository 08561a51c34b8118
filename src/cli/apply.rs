//! `lakectl apply`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde_json::json;

use crate::cli::lake_file::{self, Loaded};
use crate::cli::plan::saved;
use crate::cli::steps::{Steps, interrupted};
use crate::context::{Answers, Ctx, Danger};
use crate::error::{Error, Result};
use crate::outcome::{Answer, Outcome};
use crate::plan::lake::journal::{self, Journal};
use crate::plan::lake::saved::Saved;
use crate::plan::lake::{Ended, Event, Planning, Task, Work, carry_out, tasks};
use crate::plan::{Action, Step};
use crate::render::View;
use crate::settings::Target;

/// Make the lake what lake.toml says: shown, asked, done in the order of what needs what, and looked at again
///
/// With a FILE that `lakectl plan --out` wrote, exactly that plan is applied, or nothing when the lake is no longer what
/// it was made for. An apply that was interrupted, or killed, is completed by running it again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local apply --yes\n  lakectl apply prod.plan\n\nExit codes: 6 when the plan is stale or another apply is under way, 8 when some steps failed, 11 when a guard refuses."
)]
pub struct ApplyArgs {
    /// A plan that `lakectl plan --out` wrote
    file: Option<PathBuf>,
    /// Show what would change and stop
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    /// The lake's name, when the plan deletes what cannot be made again
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,
    /// Let the plan delete more than ten resources, or more than half of them
    #[arg(long)]
    allow_mass_deletion: bool,
}

/// The largest plan that is read.
const LARGEST: u64 = 256 << 20;

pub async fn run(ctx: &Ctx, args: ApplyArgs) -> Result<Answer> {
    let (mut loaded, of_file) = match &args.file {
        None => (lake_file::load(ctx).await?, None),
        Some(path) => {
            let plan = read(path)?;
            check_place(ctx, &plan).await?;
            (lake_file::load_saved(ctx, &plan).await?, Some(plan))
        }
    };
    let planning = lake_file::planned(ctx, &mut loaded).await?;
    let plan = of_file.clone().unwrap_or_else(|| saved(ctx, &loaded, &planning));
    let left = journal::left(&loaded.directory, &plan.fingerprint())?;
    if !left.ended {
        ctx.ui
            .status(&format!("an earlier apply of this did not come to its end; {} of its steps were done", left.done));
    }
    if let Some(plan) = &of_file {
        plan.check(&planning.steps, &left.begun)?;
    }
    let mut shown = lake_file::show(ctx, &loaded, &planning)?;
    if shown.plan.is_empty() {
        let outcome = if shown.plan.has_unknown() { Outcome::Partial } else { Outcome::Unchanged };
        return Ok(Answer::done(View::changes("plan", shown.value, shown.lines)).with(outcome));
    }
    lake_file::guard(&loaded, &planning, args.allow_mass_deletion)?;
    let permitted = lake_file::permitted(ctx, &loaded, &planning.steps).await?;
    shown.tell_permissions(&loaded, &permitted);
    if let Some(error) = lake_file::refusal(&loaded, &permitted) {
        return Err(error.context("this is not begun, and nothing was changed"));
    }
    let answers = Answers { dry_run: args.dry_run, yes: args.yes, confirm: args.confirm };
    if !args.dry_run {
        for line in &shown.lines {
            ctx.ui.status(line);
        }
    }
    let Some(consent) = ctx.consent(&answers, &danger(&loaded, &planning, &shown.plan.place()))? else {
        let mut lines = shown.lines;
        lines.push("nothing was changed".to_owned());
        return Ok(Answer::done(View::changes("plan", shown.value, lines)));
    };
    let write = ctx.write(consent).await?;
    let tasks = Arc::new(tasks(&loaded.items, &planning.steps));
    let work: Work = Arc::new({
        let (tasks, items) = (tasks.clone(), loaded.items.clone());
        move |position| {
            let (tasks, items, write) = (tasks.clone(), items.clone(), write.clone());
            Box::pin(async move {
                let task = &tasks[position];
                items[task.item].resource.carry_out(&task.step, &write).await
            })
        }
    });
    let mut journal = Journal::open(&loaded.directory, lake_directory(ctx), &plan.fingerprint(), ctx.clock().clone())?;
    let mut steps = Steps::new(&ctx.ui, "applying", tasks.len());
    let ended = carry_out(&tasks, &work, ctx.interruption(), &mut |event| {
        tell(ctx, &event);
        steps.tell(&event);
        journal.event(&event)
    })
    .await?;
    drop(steps);
    // While something is missing, what was begun and left half done is this plan's own.
    if ended.iter().all(|ended| matches!(ended, Ended::Done)) {
        journal.end()?;
    }
    told(ctx, &loaded, &tasks, &ended)
}

/// The one question: the worst of the steps says how it is answered.
fn danger(loaded: &Loaded, planning: &Planning, place: &str) -> Danger {
    let mut parts = Vec::new();
    let mut is_severe = false;
    for (_, step) in &planning.steps {
        is_severe |= matches!(step.danger, Danger::Severe { .. });
        if let Danger::Moderate(question) | Danger::Severe { question, .. } = &step.danger {
            parts.push(question.clone());
        }
    }
    parts.push(format!("making these changes {place}"));
    let question = parts.join("; ");
    if is_severe { Danger::Severe { question, name: loaded.name().to_owned() } } else { Danger::Moderate(question) }
}

/// What happens, as it happens. Where the answer is seen below it, what is done is not told twice: a display shows how far it
/// is meanwhile.
pub fn tell(ctx: &Ctx, event: &Event<'_>) {
    match event {
        Event::Begun(_) => {}
        Event::Done(_) if ctx.ui.is_one_screen() => {}
        Event::Done(step) => ctx.ui.status(&format!("{} {} {}", step.noun, step.name, step.action.done_word())),
        Event::Failed(_, error) => ctx.ui.error(error),
    }
}

/// The answer to what was done.
pub fn told(ctx: &Ctx, loaded: &Loaded, tasks: &[Task], ended: &[Ended]) -> Result<Answer> {
    let mut lines = Vec::new();
    let mut steps = Vec::new();
    let (mut done, mut failed, mut not_tried) = (0, 0, 0);
    for (Task { step, .. }, ended) in tasks.iter().zip(ended) {
        let (word, reason) = match ended {
            Ended::Done => {
                done += 1;
                (step.action.done_word(), None)
            }
            Ended::Failed(error) => {
                failed += 1;
                ("failed", Some(error.chain().join(": ")))
            }
            Ended::NotTried(why) => {
                not_tried += 1;
                ("not tried", Some(why.clone()))
            }
        };
        lines.push(line(step, word, reason.as_deref()));
        steps.push(json!({ "noun": step.noun, "name": step.name, "action": step.action.word(), "result": word, "reason": reason }));
    }
    lines.push(format!(
        "{done} done, {failed} failed, {not_tried} not tried; in account {}, region {}",
        loaded.account, loaded.region
    ));
    let value = json!({
        "account": loaded.account, "region": loaded.region, "applied": true,
        "done": done, "failed": failed, "not_tried": not_tried, "steps": steps,
    });
    if failed + not_tried == 0 {
        return Ok(Answer::done(View::changes("plan", value, lines)));
    }
    if failed == 0 || ctx.is_interrupted() {
        return Err(interrupted(done, failed, not_tried).hint("run the same command again: it does what is missing"));
    }
    ctx.ui.hint("run the same command again: it does what is missing");
    Ok(Answer::done(View::changes("plan", value, lines)).with(Outcome::Partial))
}

fn line(step: &Step, word: &str, reason: Option<&str>) -> String {
    let sign = match (reason, step.action) {
        (Some(_), _) => '!',
        (None, Action::Create) => '+',
        (None, Action::Delete) => '-',
        (None, _) => '~',
    };
    let reason = reason.map(|reason| format!(": {}", crate::plan::one_line(reason))).unwrap_or_default();
    format!("{sign} {} {} {word}{reason}", step.noun, crate::plan::one_line(&step.name))
}

fn read(path: &Path) -> Result<Saved> {
    let shown = path.display().to_string();
    let unreadable = |error: std::io::Error| Error::unreadable(path, error);
    if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(Error::usage(format!("{shown} is larger than {} MiB, which is no plan", LARGEST >> 20)));
    }
    Saved::read(&shown, &std::fs::read_to_string(path).map_err(unreadable)?)
}

/// Where a lake is that is here: a lock in it keeps out applies of other files.
pub fn lake_directory(ctx: &Ctx) -> Option<&Path> {
    match &ctx.settings.target {
        Target::Local { directory } => Some(directory),
        Target::Aws { .. } => None,
    }
}

/// A plan is for one account and region.
async fn check_place(ctx: &Ctx, plan: &Saved) -> Result<()> {
    let read = ctx.read().await?;
    let (account, region) = (read.account().await?, read.region());
    if plan.account == account && plan.region == region {
        return Ok(());
    }
    Err(Error::refused(format!(
        "the plan is for account {}, region {}; this is account {account}, region {region}",
        plan.account, plan.region
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_cannot_forge_a_line() {
        let step = Step::new("db", "a\n- bucket raw", false, Vec::new());
        assert_eq!(line(&step, "failed", Some("x\ny")), "! db a\\n- bucket raw failed: x\\ny");
        assert_eq!(line(&step, "created", None), "+ db a\\n- bucket raw created");
    }
}

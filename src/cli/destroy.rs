//! `lakectl destroy`

use std::sync::Arc;

use clap::Args;

use crate::cli::apply::{tell, told};
use crate::cli::args::DestroyArgs;
use crate::cli::change::Read;
use crate::cli::lake_file;
use crate::cli::steps::Steps;
use crate::context::{Ctx, Danger};
use crate::error::{Error, Result};
use crate::outcome::{Answer, Outcome};
use crate::plan::lake::{Work, carry_out, existing, removals, tasks};
use crate::plan::{self, Plan};
use crate::render::View;

/// Remove everything that lake.toml names; objects stay, and a bucket that holds some is not removed
///
/// What is there and not in the file stays, except for tables in a database that goes: each is named before.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local destroy --confirm my-lake\n  lakectl destroy --env test --dry-run\n\nExit codes: 8 when some of it could not be removed, 11 when the file protects the lake."
)]
pub struct DestroyLakeArgs {
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: DestroyLakeArgs) -> Result<Answer> {
    let loaded = lake_file::load(ctx).await?;
    if loaded.is_protected() {
        return Err(Error::refused(format!("the lake `{}` is protected", loaded.name()))
            .hint("take `protected = true` out of [guards] first, when it is meant"));
    }
    let there = existing(&loaded.items, ctx.read().await?).await?;
    let steps = removals(&loaded.items, there);
    let of_steps = steps.iter().map(|(_, step)| step.clone()).collect();
    let plan = Plan { account: loaded.account.clone(), region: loaded.region.clone(), steps: of_steps };
    if plan.steps.is_empty() {
        let line = format!("nothing that the file names is there; {}", plan.place());
        return Ok(Answer::done(View::changes("plan", plan.json(false), vec![line])).with(Outcome::Unchanged));
    }
    let permitted = lake_file::permitted(ctx, &loaded, &steps).await?;
    if let Some(error) = lake_file::refusal(&loaded, &permitted) {
        return Err(error.context("this is not begun, and nothing was changed"));
    }
    for step in &plan.steps {
        for warning in &step.warnings {
            ctx.ui.warn(&format!("{} {}: {warning}", step.noun, step.name));
        }
    }
    let mut lines = plan.lines();
    lines.push(format!("{} to delete; {}", plan.steps.len(), plan.place()));
    let danger = Danger::Severe {
        question: format!("deleting the lake {} {}", loaded.name(), plan.place()),
        name: loaded.name().to_owned(),
    };
    if !args.destroy.dry_run {
        for line in &lines {
            ctx.ui.status(line);
        }
    }
    let Some(consent) = ctx.consent(&args.destroy.answers(), &danger)? else {
        lines.push("nothing was changed".to_owned());
        return Ok(Answer::done(View::changes("plan", plan.json(false), lines)));
    };
    let write = ctx.write(consent).await?;
    let tasks = Arc::new(tasks(&loaded.items, &steps));
    let work: Work = Arc::new({
        let (tasks, items) = (tasks.clone(), loaded.items.clone());
        move |position| {
            let (tasks, items, write) = (tasks.clone(), items.clone(), write.clone());
            Box::pin(async move {
                let task = &tasks[position];
                let removal = &items[task.item].removal;
                let deleted = removal.remove(&write).await;
                let read = Read::clone(&write);
                plan::prove_deleted(&task.step, deleted, || removal.is_there(&read)).await
            })
        }
    });
    let mut steps = Steps::new(&ctx.ui, "destroying", tasks.len());
    let ended = carry_out(&tasks, &work, ctx.interruption(), &mut |event| {
        tell(ctx, &event);
        steps.tell(&event);
        Ok(())
    })
    .await?;
    drop(steps);
    told(ctx, &loaded, &tasks, &ended)
}

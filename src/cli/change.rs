//! How every verb that changes something goes: read, difference, show, consent, apply, read back, say what was done.

pub use crate::aws::{Read, Write};
use crate::context::{Answers, Ctx, Danger};
use crate::error::{Error, Kind, Result};
use crate::outcome::{Answer, Outcome};
use crate::plan::{self, Action, Plan, Resource, Step, guard};
use crate::render::View;

/// Makes one resource as it should be.
pub async fn carry_out<R>(ctx: &Ctx, resource: &R, answers: &Answers) -> Result<Answer>
where
    R: Resource + Sync,
    R::Live: Send + Sync,
{
    carry_out_asking(ctx, resource, answers, &Danger::None).await
}

/// As [`carry_out`], with this question before it when there is something to do, in place of the step's own.
pub async fn carry_out_asking<R>(ctx: &Ctx, resource: &R, answers: &Answers, danger: &Danger) -> Result<Answer>
where
    R: Resource + Sync,
    R::Live: Send + Sync,
{
    let live = match resource.read(ctx.read().await?).await {
        // The plan for what is not there says what it is about; a service's own words do not.
        Err(error) if error.aws().is_some() && error.chain().len() == 1 => {
            return Err(match resource.diff(None) {
                Ok(step) => error.context(format!("{} {} could not be read", step.noun, step.name)),
                Err(_) => error,
            });
        }
        live => live?,
    };
    carry_out_from(ctx, resource, live, answers, danger).await
}

/// The same for a verb that has looked already.
pub async fn carry_out_from<R>(
    ctx: &Ctx,
    resource: &R,
    live: Option<R::Live>,
    answers: &Answers,
    danger: &Danger,
) -> Result<Answer>
where
    R: Resource + Sync,
    R::Live: Send + Sync,
{
    let step = resource.diff(live.as_ref())?;
    let plan = plan_of(ctx, step).await?;
    // What could not be read was not compared: the rest is done, and the exit code says that it is not all.
    let outcome = |done| if plan.has_unknown() { Outcome::Partial } else { done };
    if plan.is_empty() {
        return Ok(done(&plan).with(outcome(Outcome::Unchanged)));
    }
    if answers.dry_run {
        return Ok(planned(&plan));
    }
    let danger = if *danger == Danger::None { &plan.steps[0].danger } else { danger };
    tell(ctx, &plan);
    let Some(consent) = ctx.consent(answers, danger)? else { return Ok(planned(&plan)) };
    let write = ctx.write(consent).await?;
    let apply = plan::apply_one(resource, live.as_ref(), &plan.steps[0], &write);
    unless_interrupted(ctx, &plan.steps[0], apply).await?;
    Ok(done(&plan).with(outcome(Outcome::Done)))
}

/// Makes several resources of one kind as they should be, after one question. One that fails does not keep the others from
/// being made; `warnings` are said before.
pub async fn carry_out_each<R>(
    ctx: &Ctx,
    resources: &[R],
    warnings: &[String],
    answers: &Answers,
    danger: &Danger,
) -> Result<Answer>
where
    R: Resource + Sync,
    R::Live: Send + Sync,
{
    let read = ctx.read().await?;
    let mut work = Vec::new();
    for resource in resources {
        let live = resource.read(read).await?;
        let mut step = resource.diff(live.as_ref())?;
        if work.is_empty() {
            step.warnings.extend_from_slice(warnings);
        }
        work.push((resource, live, step));
    }
    let steps: Vec<Step> = work.iter().map(|(_, _, step)| step.clone()).collect();
    let plan = Plan::new(read.account().await?, read.region(), steps);
    guard::check(&plan, false)?;
    if plan.is_empty() {
        return Ok(done(&plan).with(Outcome::Unchanged));
    }
    for warning in work.iter().flat_map(|(_, _, step)| &step.warnings) {
        ctx.ui.warn(warning);
    }
    if answers.dry_run {
        return Ok(planned(&plan));
    }
    tell(ctx, &plan);
    let Some(consent) = ctx.consent(answers, danger)? else { return Ok(planned(&plan)) };
    let write = ctx.write(consent).await?;
    let mut failed: Vec<Error> = Vec::new();
    for (position, (resource, live, step)) in work.iter().enumerate() {
        let apply = plan::apply_one(*resource, live.as_ref(), step, &write);
        match unless_interrupted(ctx, step, apply).await {
            Err(error) if error.kind() == Kind::Interrupted => {
                let begun = position - failed.len();
                for failure in &failed {
                    ctx.ui.warn(&failure.chain().join(": "));
                }
                let failures = if failed.is_empty() { String::new() } else { format!(", {} failed", failed.len()) };
                return Err(error.context(format!("interrupted: {begun} of {} were done{failures}", work.len())));
            }
            Err(error) => failed.push(error),
            Ok(()) => {}
        }
    }
    let (failures, all) = (failed.len(), work.len());
    match failed.into_iter().next() {
        None => Ok(done(&plan)),
        Some(error) if failures == all => Err(error),
        Some(error) => Err(error
            .context(format!("{failures} of {all} were not done"))
            .with_kind(Kind::Partial)
            .hint("run the same command again: it does what is missing")),
    }
}

/// Removes one resource and looks whether it is gone: `step` says what goes, `delete` does it.
pub async fn delete<F, G>(
    ctx: &Ctx,
    step: Step,
    answers: &Answers,
    delete: impl FnOnce(Write) -> F,
    is_there: impl Fn(Read) -> G,
) -> Result<Answer>
where
    F: Future<Output = Result<()>>,
    G: Future<Output = Result<bool>>,
{
    let (asked, danger) = (step.clone(), step.danger.clone());
    let prove = |write: Write| async move {
        let read = Read::clone(&write);
        plan::prove_deleted(&asked, delete(write).await, || is_there(read.clone())).await
    };
    remove(ctx, step, answers, &danger, prove).await
}

/// Removes one resource: `step` says what goes, `remove` does it and knows that it did.
pub async fn remove<F>(
    ctx: &Ctx,
    step: Step,
    answers: &Answers,
    danger: &Danger,
    remove: impl FnOnce(Write) -> F,
) -> Result<Answer>
where
    F: Future<Output = Result<()>>,
{
    debug_assert_eq!(step.action, Action::Delete, "only deletions are removed");
    let plan = plan_of(ctx, step).await?;
    if answers.dry_run {
        return Ok(planned(&plan));
    }
    tell(ctx, &plan);
    let Some(consent) = ctx.consent(answers, danger)? else { return Ok(planned(&plan)) };
    let write = ctx.write(consent).await?;
    unless_interrupted(ctx, &plan.steps[0], remove(write)).await?;
    Ok(done(&plan))
}

/// Makes a change, unless the operator presses Ctrl-C meanwhile: then it ends at once, and says that nobody knows how far
/// it came.
async fn unless_interrupted(ctx: &Ctx, step: &Step, change: impl Future<Output = Result<()>>) -> Result<()> {
    let mut interrupts = ctx.listen();
    tokio::select! {
        biased;
        ended = change => ended,
        () = interrupts.heard() => {
            let Step { noun, name, action, .. } = step;
            let what = format!("{noun} {} was being {}", plan::one_line(name), action.done_word());
            let again = match action {
                Action::Delete => "run the same command again: it goes, or it is not there any more",
                _ => "run the same command again: it does what is missing",
            };
            Err(Error::new(Kind::Interrupted, format!("interrupted while {what}: part of it may be done")).hint(again))
        }
    }
}

async fn plan_of(ctx: &Ctx, step: Step) -> Result<Plan> {
    let read = ctx.read().await?;
    for warning in &step.warnings {
        ctx.ui.warn(warning);
    }
    let plan = Plan::new(read.account().await?, read.region(), vec![step]);
    guard::check(&plan, false)?;
    Ok(plan)
}

/// Shows what is about to be done; what was done is then said without its details.
fn tell(ctx: &Ctx, plan: &Plan) {
    for line in plan.lines() {
        ctx.ui.status(&line);
    }
}

/// What would be done.
fn planned(plan: &Plan) -> Answer {
    let mut lines = plan.lines();
    lines.push(format!("{}; nothing was changed", plan.place()));
    Answer::done(View::changes("plan", plan.json(false), lines))
}

/// What was done.
fn done(plan: &Plan) -> Answer {
    Answer::done(View::changes("plan", plan.json(true), plan.done_lines()))
}

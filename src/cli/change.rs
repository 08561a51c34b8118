//! How every verb that changes something goes: read, difference, consent, apply, read back, say what was done.

use crate::context::{Answers, Ctx, Danger};
use crate::error::Result;
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

/// As [`carry_out`], with a question before it when there is something to do.
pub async fn carry_out_asking<R>(ctx: &Ctx, resource: &R, answers: &Answers, danger: &Danger) -> Result<Answer>
where
    R: Resource + Sync,
    R::Live: Send + Sync,
{
    let live = resource.read(ctx.read().await?).await?;
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
        return Ok(show(&plan, true).with(outcome(Outcome::Unchanged)));
    }
    let Some(consent) = ctx.consent(answers, danger)? else { return Ok(show(&plan, false)) };
    let write = ctx.write(consent).await?;
    plan::apply_one(resource, live.as_ref(), &plan.steps[0], &write).await?;
    Ok(show(&plan, true).with(outcome(Outcome::Done)))
}

/// Removes one resource: `step` says what goes, `remove` does it.
pub async fn remove<F>(
    ctx: &Ctx,
    step: Step,
    answers: &Answers,
    danger: &Danger,
    remove: impl FnOnce(crate::aws::Write) -> F,
) -> Result<Answer>
where
    F: Future<Output = Result<()>>,
{
    debug_assert_eq!(step.action, Action::Delete, "only deletions are removed");
    let plan = plan_of(ctx, step).await?;
    let Some(consent) = ctx.consent(answers, danger)? else { return Ok(show(&plan, false)) };
    let write = ctx.write(consent).await?;
    remove(write).await?;
    Ok(show(&plan, true))
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

fn show(plan: &Plan, applied: bool) -> Answer {
    Answer::done(View::changes("plan", plan.json(applied), plan.lines(applied)))
}

//! A kind of resource, and the way every one is applied: once, then looked at until it is seen.

use std::time::Duration;

use super::{Action, Change, Step};
use crate::aws::{Read, Write};
use crate::error::{Error, Kind, Result};

/// How long what was written may take to be seen: the pauses between the looks. Most services are eventually consistent.
const SETTLING: [Duration; 4] =
    [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(8)];

/// A kind of resource that plans can hold.
pub trait Resource {
    /// What is there, as far as this kind looks at it.
    type Live;

    /// What is there now; none when there is no such resource.
    fn read(&self, read: &Read) -> impl Future<Output = Result<Option<Self::Live>>> + Send;

    /// The difference between what is wanted and what is there. Pure.
    fn diff(&self, live: Option<&Self::Live>) -> Result<Step>;

    /// Makes exactly the changes of the step.
    fn apply(&self, live: Option<&Self::Live>, step: &Step, write: &Write) -> impl Future<Output = Result<()>> + Send;

    /// The pauses between the looks at what was written, for kinds that settle later than others.
    fn settling(&self) -> &'static [Duration] {
        &SETTLING
    }

    /// What is left to do after an apply. It is looked at again while the service may still show what was before.
    fn read_back(&self, read: &Read) -> impl Future<Output = Result<Step>> + Send
    where
        Self: Sync,
        Self::Live: Send + Sync,
    {
        async {
            let mut left = self.diff(self.read(read).await?.as_ref());
            for pause in self.settling() {
                if left.as_ref().is_ok_and(|step| step.action == Action::Unchanged) {
                    break;
                }
                tokio::time::sleep(*pause).await;
                left = self.diff(self.read(read).await?.as_ref());
            }
            left
        }
    }
}

/// Applies one step and proves it.
pub async fn apply_one<R>(resource: &R, live: Option<&R::Live>, step: &Step, write: &Write) -> Result<()>
where
    R: Resource + Sync,
    R::Live: Send + Sync,
{
    if step.action == Action::Unchanged {
        return Ok(());
    }
    if let Err(error) = resource.apply(live, step, write).await {
        return after_failure(resource, step, write, error).await;
    }
    let left = resource.read_back(write).await?;
    if left.action == Action::Unchanged {
        return Ok(());
    }
    Err(Error::failed(format!(
        "{} {} was written but does not read back as written: {}",
        step.noun,
        step.name,
        fields(&left.changes)
    ))
    .hint("run the same command again; if this repeats, somebody else is changing it"))
}

/// Looks what an apply that failed has left. An answer that was lost may have been a good one: what is as wanted is done.
/// What is half done is told by name.
async fn after_failure<R>(resource: &R, step: &Step, write: &Write, error: Error) -> Result<()>
where
    R: Resource + Sync,
    R::Live: Send + Sync,
{
    let what = format!("{} {}", step.noun, step.name);
    let not_done = |error: Error| error.context(format!("{what} was not {}", step.action.done_word()));
    let may_be_done = error.outcome_is_unknown() || matches!(error.kind(), Kind::Conflict | Kind::TimedOut);
    let Ok(live) = resource.read(write).await else { return Err(not_done(error)) };
    let Ok(mut left) = resource.diff(live.as_ref()) else { return Err(not_done(error)) };
    // A bucket whose creation was answered by nobody is ours, and empty of settings: the rest is made as it was planned.
    let is_ours = error.outcome_is_unknown() || error.has_code(&["BucketAlreadyOwnedByYou"]);
    let is_planned = |left: &Step| left.changes.iter().all(|change| is_in(change, step));
    let is_begun =
        |left: &Step| is_ours && is_planned(left) && step.action == Action::Create && left.action == Action::Update;
    if left.action != Action::Unchanged && error.outcome_is_unknown() && !is_begun(&left) {
        // It may have arrived and not be seen yet.
        left = resource.read_back(write).await.unwrap_or(left);
    }
    let mut error = error;
    if is_begun(&left) {
        let live = resource.read(write).await?;
        match resource.apply(live.as_ref(), &left, write).await {
            Ok(()) => left = resource.read_back(write).await?,
            Err(again) => {
                error = again;
                left = resource.diff(resource.read(write).await?.as_ref())?;
            }
        }
    }
    if left.action == Action::Unchanged {
        return if may_be_done { Ok(()) } else { Err(not_done(error)) };
    }
    let done: Vec<Change> = step.changes.iter().filter(|change| !is_in(change, &left)).cloned().collect();
    if done.is_empty() || (step.action == Action::Create && left.action == Action::Create) || !is_planned(&left) {
        return Err(not_done(error));
    }
    Err(error
        .context(format!(
            "{what} was {} in part; done: {}; not done: {}",
            step.action.done_word(),
            fields(&done),
            fields(&left.changes)
        ))
        .with_kind(Kind::Partial)
        .hint("run the same command again: it does what is missing"))
}

/// Whether a step makes a property what a change makes it.
fn is_in(change: &Change, step: &Step) -> bool {
    step.changes.iter().any(|other| other.field == change.field && other.new == change.new)
}

fn fields(changes: &[Change]) -> String {
    changes.iter().map(|change| change.field).collect::<Vec<_>>().join(", ")
}

/// Looks whether what was deleted is gone. Whatever the deletion was answered: what is gone is deleted.
pub async fn prove_deleted<F>(step: &Step, deleted: Result<()>, is_there: impl Fn() -> F) -> Result<()>
where
    F: Future<Output = Result<bool>>,
{
    let what = format!("{} {}", step.noun, step.name);
    if let Err(error) = deleted {
        let may_be_done = error.outcome_is_unknown() || error.kind() == Kind::NotFound;
        let gone = may_be_done && matches!(is_there().await, Ok(false));
        return if gone { Ok(()) } else { Err(error.context(format!("{what} was not deleted"))) };
    }
    for pause in SETTLING {
        if !is_there().await? {
            return Ok(());
        }
        tokio::time::sleep(pause).await;
    }
    match is_there().await? {
        false => Ok(()),
        true => Err(Error::failed(format!("{what} was deleted but is still there"))
            .hint("run the same command again; if this repeats, somebody else is making it anew")),
    }
}

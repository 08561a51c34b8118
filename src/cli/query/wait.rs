//! Watching a query that runs, and stopping it on Ctrl-C.

use std::time::Duration;

use crate::context::{Ctx, Interrupts};
use crate::domain::query::{Execution, State};
use crate::domain::size;
use crate::error::{Error, Kind, Result};
use crate::ops;

/// Waits until the query is over and succeeded. On Ctrl-C one that is `ours` is stopped; another one goes on.
pub async fn wait(
    ctx: &Ctx,
    id: &str,
    timeout: Duration,
    ours: bool,
    interrupts: &mut Interrupts,
) -> Result<Execution> {
    let read = ctx.read().await?;
    let progress = ctx.ui.progress(&format!("query {id}: started"));
    let begun = ctx.clock().instant();
    let update = |execution: &Execution| {
        if !execution.state.is_final() {
            let state = format!("query {id}: {}", execution.state.word());
            progress.update(&state);
            // On a terminal, what changes with every look.
            let seconds = ctx.clock().instant().duration_since(begun).as_secs();
            let scanned = match execution.scanned_bytes {
                0 => String::new(),
                bytes => format!(", {} scanned", size::friendly(bytes)),
            };
            progress.show(&format!("{state}, {seconds} s{scanned}"));
        }
    };
    let execution = tokio::select! {
        execution = ops::query::wait(read, id, timeout, &update) => execution?,
        () = interrupts.heard() => {
            drop(progress);
            return Err(stopped(ctx, id, ours).await);
        }
    };
    drop(progress);
    if execution.state != State::Succeeded {
        return Err(ops::query::failure(read, &execution).await);
    }
    Ok(execution)
}

async fn stopped(ctx: &Ctx, id: &str, ours: bool) -> Error {
    if !ours {
        return Error::new(Kind::Interrupted, format!("interrupted; query {id} goes on"))
            .hint(format!("stop it: lakectl queries cancel {id}"));
    }
    ctx.ui.status(&format!("stopping query {id}"));
    match stop(ctx, id).await {
        Ok(last) => Error::new(
            Kind::Interrupted,
            format!(
                "interrupted; query {id} is {}, it scanned {}",
                last.state.word(),
                size::friendly(last.scanned_bytes)
            ),
        ),
        Err(error) => error
            .with_kind(Kind::Interrupted)
            .context(format!("interrupted; query {id} may go on"))
            .hint(format!("stop it: lakectl queries cancel {id}")),
    }
}

async fn stop(ctx: &Ctx, id: &str) -> Result<Execution> {
    ops::query::stop(&ctx.write_without_question().await?, id).await
}

//! Planning on a thread of its own: it is a long computation without a pause for some statements, and a query that is
//! stopped leaves it behind.

use std::future::Future;
use std::panic::AssertUnwindSafe;

use futures::FutureExt as _;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::error::EngineError;

/// The stack of a planning thread, in bytes: trees are walked in depth.
const STACK: usize = 16 << 20;

/// Runs work apart, and waits for it or for the query's end.
pub async fn apart<T: Send + 'static>(
    cancel: &CancellationToken,
    work: impl Future<Output = Result<T, EngineError>> + Send + 'static,
) -> Result<T, EngineError> {
    let (answer, answered) = oneshot::channel();
    let runtime = Handle::current();
    std::thread::Builder::new().name("planning".to_owned()).stack_size(STACK).spawn(move || {
        let done = runtime.block_on(AssertUnwindSafe(work).catch_unwind());
        let done = done.unwrap_or_else(|_| Err(EngineError::system("the planner failed")));
        // Nobody waits for the plan of a query that was stopped.
        drop(answer.send(done));
    })?;
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(EngineError::cancelled()),
        answer = answered => answer.unwrap_or_else(|_| Err(EngineError::system("the planner went away"))),
    }
}

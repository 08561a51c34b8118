//! Compacting an Iceberg table: the service does it, as often as it asks to be called again.

use super::statement::{Runner, Session};
use crate::aws::Write;
use crate::domain::catalog::TableName;
use crate::domain::query::State;
use crate::domain::rewrite::table;
use crate::error::{Error, Result};
use crate::query::Current;

/// The most runs in a row: each works on what is left. Source: Amazon Athena User Guide, "OPTIMIZE".
const MOST_RUNS: usize = 200;
/// What the failure says when there is more to do.
const MORE: &str = "ICEBERG_OPTIMIZE_MORE_RUNS_REQUIRED";

/// What it came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Optimized {
    pub runs: u64,
    pub scanned: u64,
}

/// The statement.
pub fn statement(name: &TableName) -> String {
    format!("OPTIMIZE {} REWRITE DATA USING BIN_PACK", table(name))
}

/// Runs OPTIMIZE until there is nothing more to do.
pub async fn optimize(
    write: &Write,
    name: &TableName,
    session: &Session,
    current: &Current,
    tell: &(dyn Fn(&str) + Send + Sync),
) -> Result<Optimized> {
    let runner = Runner::new(write, session, current, tell).await?;
    let mut done = Optimized::default();
    while (done.runs as usize) < MOST_RUNS {
        tell(&format!("OPTIMIZE, run {}", done.runs + 1));
        let execution = runner.run(&statement(name)).await?;
        done.runs += 1;
        done.scanned += execution.scanned_bytes;
        let wants_more = execution.reason.as_deref().is_some_and(|reason| reason.contains(MORE));
        match execution.state {
            State::Succeeded => return Ok(done),
            State::Failed if wants_more => {}
            _ => return Err(runner.failure(&execution).await),
        }
    }
    Err(Error::failed(format!("`{name}` is still not compact after {MOST_RUNS} runs"))
        .hint("run the same command again: it goes on"))
}

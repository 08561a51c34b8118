//! Checks of many schemas in one run.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::schema_check::{self, Checked, Job};
use crate::error::{Error, Result};

/// Deep schemas are compared by recursion; the depth is bounded, and this is enough for the bound.
const STACK_BYTES: usize = 16 << 20;

/// Checks schemas on every core, and gives the answers in the order of the questions. With `fix`, the answers hold the
/// mended texts; nothing is written.
pub fn check_all(jobs: &[Job], fix: bool) -> Result<Vec<Checked>> {
    let one = |job: &Job| if fix { schema_check::fix(job) } else { schema_check::check(job) };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Checked>>> = Mutex::new(vec![None; jobs.len()]);
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { break };
            let checked = one(job);
            done.lock().expect("nobody panics while holding the answers")[index] = Some(checked);
        }
    };
    let failed = |error: std::io::Error| Error::failed("no thread can be started").because(error);
    std::thread::scope(|scope| {
        let threads = (0..cores.min(jobs.len()))
            .map(|_| std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work).map_err(failed))
            .collect::<Result<Vec<_>>>()?;
        for thread in threads {
            thread.join().map_err(|_| Error::failed("lakectl stopped in the middle of a check; this is a bug"))?;
        }
        Ok(())
    })?;
    let done = done.into_inner().expect("nobody panics while holding the answers");
    Ok(done.into_iter().flatten().collect())
}

//! Many alarms, each looked at by its data alone, several at a time.

use std::sync::Mutex;
use std::thread::available_parallelism;

use serde_json::Value;

use crate::lake::Lake;
use crate::store::Tx;
use crate::wire::ServiceError;

/// Alarms that one thread takes at a time.
const SHARE: usize = 50;

/// An alarm's name and document, and what was found out about it.
type Seen<T> = (String, Value, T);

/// Looks at alarms side by side, in transactions that read: a caller whose own transaction writes has written nothing of
/// metrics, and keeps others from it, so that they see what it sees. The answers are in the order of the alarms' names.
pub fn look<T: Send>(
    lake: &Lake,
    alarms: Vec<(String, Value)>,
    look: impl Fn(&Tx<'_>, &Value) -> Result<T, ServiceError> + Sync,
) -> Result<Vec<Seen<T>>, ServiceError> {
    let threads = available_parallelism().map_or(1, usize::from).min(alarms.len().div_ceil(SHARE)).max(1);
    let left = Mutex::new(alarms.into_iter());
    let work = || {
        let mut seen = Vec::new();
        loop {
            let share: Vec<(String, Value)> =
                left.lock().expect("taking a share does not panic").by_ref().take(SHARE).collect();
            if share.is_empty() {
                return Ok::<_, ServiceError>(seen);
            }
            lake.store().read(|tx| {
                for (name, alarm) in share {
                    let found = look(tx, &alarm)?;
                    seen.push((name, alarm, found));
                }
                Ok::<_, ServiceError>(())
            })?;
        }
    };
    let parts = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut parts = vec![work()];
        parts.extend(
            others.into_iter().map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))),
        );
        parts
    });
    let mut all = Vec::new();
    for part in parts {
        all.extend(part?);
    }
    all.sort_by(|left: &Seen<T>, right| left.0.cmp(&right.0));
    Ok(all)
}

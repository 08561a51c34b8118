//! Time and identities, behind a trait so that tests and the local lake's virtual clock can fix them.
//!
//! Invariant: nothing else in the crate asks the operating system for the time.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A source of time.
pub trait Clock: Send + Sync + fmt::Debug {
    /// Now, as the lake sees it.
    fn now(&self) -> SystemTime;
    /// A reading for measuring durations; never goes back.
    fn instant(&self) -> Instant;
}

/// A clock that can be handed around.
pub type SharedClock = Arc<dyn Clock>;

/// The operating system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one home of the wall clock")]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of the monotonic clock")]
    fn instant(&self) -> Instant {
        Instant::now()
    }
}

/// A clock that runs at the usual pace but from another point in time.
#[derive(Debug, Clone, Copy)]
pub struct OffsetClock {
    /// Seconds added to the system's clock; may be negative.
    pub offset_seconds: i64,
}

impl Clock for OffsetClock {
    fn now(&self) -> SystemTime {
        let now = SystemClock.now();
        let offset = Duration::from_secs(self.offset_seconds.unsigned_abs());
        if self.offset_seconds >= 0 { now + offset } else { now - offset }
    }

    fn instant(&self) -> Instant {
        SystemClock.instant()
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
pub fn epoch_millis(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
    }
}

/// The inverse of [`epoch_millis`].
pub fn from_epoch_millis(millis: i64) -> SystemTime {
    let distance = Duration::from_millis(millis.unsigned_abs());
    if millis >= 0 { UNIX_EPOCH + distance } else { UNIX_EPOCH - distance }
}

/// `2026-11-22T10:00:00Z`, with milliseconds when there are any.
pub fn rfc3339(time: SystemTime) -> String {
    use time::format_description::well_known::Rfc3339;
    let whole = from_epoch_millis(epoch_millis(time));
    time::OffsetDateTime::from(whole).format(&Rfc3339).unwrap_or_else(|_| "unknown".to_owned())
}

/// A fresh random identity (UUID version 4).
pub fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

//! Waiting for remote work: a growing delay and a deadline.
//!
//! Each delay is a share of what was waited already, so that no work is waited for much longer than it took.

use std::time::{Duration, Instant};

use crate::clock::SharedClock;
use crate::error::{Error, Kind, Result};

/// The shortest delay: local work is often done by then.
const SHORTEST: Duration = Duration::from_millis(4);
/// Delays grow up to this.
const LONGEST: Duration = Duration::from_secs(5);
/// The share of the time waited so far that the next delay is.
const SHARE: u32 = 8;

/// One wait.
#[derive(Debug)]
pub struct Wait {
    clock: SharedClock,
    begun: Instant,
    timeout: Duration,
}

impl Wait {
    /// Begins to wait, for at most `timeout`.
    pub fn new(clock: &SharedClock, timeout: Duration) -> Self {
        Self { clock: clock.clone(), begun: clock.instant(), timeout }
    }

    /// Sleeps until it is time to look again; an error when the deadline has passed.
    pub async fn pause(&mut self, what: &str) -> Result<()> {
        let waited = self.clock.instant().saturating_duration_since(self.begun);
        let Some(left) = self.timeout.checked_sub(waited).filter(|left| !left.is_zero()) else {
            let seconds = self.timeout.as_secs();
            return Err(Error::new(Kind::TimedOut, format!("{what} was not over after {seconds} s")));
        };
        tokio::time::sleep(delay_after(waited).min(left)).await;
        Ok(())
    }
}

fn delay_after(waited: Duration) -> Duration {
    (waited / SHARE).clamp(SHORTEST, LONGEST)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::SystemClock;

    #[test]
    fn delays_grow_with_the_wait() {
        assert_eq!(delay_after(Duration::ZERO), SHORTEST);
        assert_eq!(delay_after(Duration::from_millis(400)), Duration::from_millis(50));
        assert_eq!(delay_after(Duration::from_secs(3600)), LONGEST);
    }

    #[tokio::test]
    async fn a_deadline_is_an_error_of_its_own_kind() {
        let clock: SharedClock = Arc::new(SystemClock);
        let mut wait = Wait::new(&clock, Duration::from_millis(1));
        assert!(wait.pause("x").await.is_ok());
        assert_eq!(wait.pause("x").await.unwrap_err().kind(), Kind::TimedOut);
    }
}

//! The lake's own time: the real one, or one some way from it when asked.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime};

use serde_json::json;

use super::lake::Lake;
use super::store::{Store, StoreError};
use crate::clock::{Clock, OffsetClock, SystemClock};

/// A clock at the usual pace, some seconds from the real one; the distance can change while it is in use.
#[derive(Debug, Default)]
pub struct LakeClock {
    offset_seconds: AtomicI64,
}

impl LakeClock {
    /// The clock that a lake's store says.
    pub fn stored(store: &Store) -> Result<Self, StoreError> {
        Ok(Self { offset_seconds: AtomicI64::new(offset(store)?) })
    }
}

impl Clock for LakeClock {
    fn now(&self) -> SystemTime {
        OffsetClock { offset_seconds: self.offset_seconds.load(Ordering::Relaxed) }.now()
    }

    fn instant(&self) -> Instant {
        SystemClock.instant()
    }
}

impl Lake {
    /// Seconds that the lake's clock is ahead of the real one; negative when it is behind.
    pub fn clock_offset(&self) -> Result<i64, StoreError> {
        offset(self.store())
    }

    /// Sets how far the lake's clock is from the real one, for every process that works on the lake.
    pub fn set_clock_offset(&self, seconds: i64) -> Result<(), StoreError> {
        self.store().write(|tx| tx.put("lake", "", "clock", &json!({ "offset_seconds": seconds })))?;
        self.own_clock().offset_seconds.store(seconds, Ordering::Relaxed);
        Ok(())
    }

    /// Follows a clock that another process has set meanwhile.
    pub fn follow_clock(&self) -> Result<(), StoreError> {
        self.own_clock().offset_seconds.store(offset(self.store())?, Ordering::Relaxed);
        Ok(())
    }
}

fn offset(store: &Store) -> Result<i64, StoreError> {
    let document = store.read(|tx| tx.get("lake", "", "clock"))?;
    Ok(document.as_ref().and_then(|value| value["offset_seconds"].as_i64()).unwrap_or(0))
}

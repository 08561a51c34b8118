//! `--verbose`: each call with its duration and request id, never a header or a body. And how far this machine's clock is from
//! that of whoever answers.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::date_time::Format;
use aws_types::request_id::RequestId;

use crate::clock::{SharedClock, epoch_millis};

/// Takes a line of the trace.
pub type TraceSink = Arc<dyn Fn(String) + Send + Sync>;

/// Reports calls to a sink, when there is one.
#[derive(Clone)]
pub struct Trace {
    sink: Option<TraceSink>,
    clock: SharedClock,
    /// Seconds; [`NOT_KNOWN`] before anybody said what time it is.
    skew: Arc<AtomicI64>,
}

const NOT_KNOWN: i64 = i64::MIN;

impl Trace {
    /// A trace to a sink, or to nowhere.
    pub fn new(sink: Option<TraceSink>, clock: SharedClock) -> Self {
        Self { sink, clock, skew: Arc::new(AtomicI64::new(NOT_KNOWN)) }
    }

    /// How many seconds this machine's clock is ahead of the last answer's date; none when no answer had one.
    pub fn clock_skew(&self) -> Option<i64> {
        Some(self.skew.load(Ordering::Relaxed)).filter(|skew| *skew != NOT_KNOWN)
    }

    fn look_at_date(&self, date: &str) {
        if let Ok(theirs) = DateTime::from_str(date, Format::HttpDate) {
            self.skew.store(epoch_millis(self.clock.now()) / 1000 - theirs.secs(), Ordering::Relaxed);
        }
    }
}

impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trace")
    }
}

#[derive(Debug)]
struct Started(Instant);

impl Storable for Started {
    type Storer = StoreReplace<Self>;
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Trace {
    fn name(&self) -> &'static str {
        "Trace"
    }

    fn read_before_execution(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        bag.interceptor_state().store_put(Started(self.clock.instant()));
        Ok(())
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(date) = context.response().and_then(|response| response.headers().get("date")) {
            self.look_at_date(date);
        }
        let Some(sink) = &self.sink else { return Ok(()) };
        let (service, operation) =
            bag.load::<Metadata>().map_or(("?", "?"), |metadata| (metadata.service(), metadata.name()));
        let millis =
            bag.load::<Started>().map_or(0, |started| self.clock.instant().duration_since(started.0).as_millis());
        let response = context.response();
        let status = response.map_or_else(|| "no response".to_owned(), |response| response.status().to_string());
        let request_id =
            response.and_then(|response| response.request_id().map(|id| format!(" {id}"))).unwrap_or_default();
        sink(format!("{service} {operation}: {status} in {millis} ms{request_id}"));
        Ok(())
    }
}

//! `--verbose`: each call with its duration and request id, never a header or a body.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_types::request_id::RequestId;

use crate::clock::SharedClock;

/// Takes a line of the trace.
pub type TraceSink = Arc<dyn Fn(String) + Send + Sync>;

/// Reports calls to a sink, when there is one.
#[derive(Clone)]
pub struct Trace {
    sink: Option<TraceSink>,
    clock: SharedClock,
}

impl Trace {
    /// A trace to a sink, or to nowhere.
    pub fn new(sink: Option<TraceSink>, clock: SharedClock) -> Self {
        Self { sink, clock }
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

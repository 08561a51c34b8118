//! Documents as the services give and take them, unread: what lakectl does not know of a resource is in them too. For
//! whoever has to keep a resource whole, where the domain's values keep what lakectl understands.
//!
//! Invariants:
//! - The SDK signs, sends, repeats and judges every call; only what is in the body is ours.
//! - Looking takes [`Read`], changing takes [`Write`].

mod cbor;
mod list;
mod operation;

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use serde_json::Value;

pub use list::{PartitionSegment, SEGMENTS};
pub use operation::{Change, Look};

use super::{Read, Write};
use crate::error::{Error, Result};

/// How a service writes its documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Json,
    Cbor,
}

impl Encoding {
    fn encode(self, document: &Value) -> Vec<u8> {
        match self {
            Self::Json => document.to_string().into_bytes(),
            Self::Cbor => cbor::encode(document),
        }
    }

    fn decode(self, bytes: &[u8]) -> std::result::Result<Value, String> {
        match self {
            _ if bytes.is_empty() => Ok(Value::Null),
            Self::Json => serde_json::from_slice(bytes).map_err(|error| error.to_string()),
            Self::Cbor => cbor::decode(bytes),
        }
    }
}

/// One call: puts our document in place of the body, and keeps the answer's.
#[derive(Debug, Clone)]
struct Exchange {
    encoding: Encoding,
    request: Arc<Vec<u8>>,
    answer: Arc<Mutex<Vec<u8>>>,
}

impl Exchange {
    fn new(encoding: Encoding, document: &Value) -> Self {
        Self { encoding, request: Arc::new(encoding.encode(document)), answer: Arc::default() }
    }

    /// The document of the answer.
    fn answer(&self, operation: &str) -> Result<Value> {
        let bytes = std::mem::take(&mut *self.answer.lock().expect("nothing panics while it holds the answer"));
        self.encoding
            .decode(&bytes)
            .map_err(|error| Error::failed(format!("the answer of {operation} could not be understood")).because(error))
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Exchange {
    fn name(&self) -> &'static str {
        "Exchange"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        *request.body_mut() = SdkBody::from(self.request.as_slice());
        request.headers_mut().try_insert("content-length", self.request.len().to_string())?;
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let (Ok(_), Some(bytes)) = (context.output_or_error(), context.response().body().bytes()) {
            *self.answer.lock().expect("nothing panics while it holds the answer") = bytes.to_vec();
        }
        Ok(())
    }
}

impl Read {
    /// Asks for a document.
    pub async fn look(&self, what: Look, request: &Value) -> Result<Value> {
        what.send(&self.clients, request).await
    }
}

impl Write {
    /// Sends a document.
    pub async fn change(&self, what: Change, request: &Value) -> Result<Value> {
        what.send(&self.clients, request).await
    }
}

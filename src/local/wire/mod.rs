//! The AWS wire protocols: what comes in over the seam or the loopback port, and what goes out.
//!
//! Invariants:
//! - Protocols know no service: they turn bytes into a [`Call`] and a [`Reply`] into bytes.
//! - Services know no protocol: an input is a JSON value with the model's member names, and so is an output. What JSON
//!   cannot say is marked: [`timestamp`] and [`blob`].
//! - Nothing is routed before the caller is known: a wrong signature never reaches a service.

pub mod cbor;
pub mod error;
pub mod input;
pub mod json;
pub mod query;
pub mod route;
pub mod signature;

use std::sync::LazyLock;
use std::time::SystemTime;

use bytes::Bytes;
use futures::future::BoxFuture;
use http_body_util::BodyExt;
use http_body_util::combinators::BoxBody;
use serde_json::{Value, json};

pub use error::ServiceError;
pub use input::Input;

use super::lake::Lake;
use super::model::Model;
use crate::clock::epoch_millis;

/// A request or response body on this side of the seam.
pub type Body = BoxBody<Bytes, BoxError>;
/// What can go wrong while a body is read.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
/// A request as it crosses the seam.
pub type Request = http::Request<Body>;
/// A response as it crosses the seam.
pub type Response = http::Response<Body>;

/// What an operation answers: the output's members, or the service's error.
pub type Reply = Result<Value, ServiceError>;

/// Who is asking, from the verified signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The access key that signed the request.
    pub access_key: String,
    /// The principal's ARN, for example `arn:aws:iam::123456789012:role/analyst`.
    pub principal: String,
    /// Twelve digits.
    pub account: String,
    /// The region named in the signature's scope.
    pub region: String,
    /// Whether an administrator vouches for the caller, the role of a job or crawler: as on AWS, such a role has S3's
    /// permissions of its own. What Lake Formation grants is asked of it as of anybody.
    pub vouched: bool,
}

/// One request, understood.
#[derive(Debug, Clone)]
pub struct Call {
    /// The lake that is asked.
    pub lake: Lake,
    /// Who asks.
    pub caller: Caller,
    /// The input's members, by the model's names.
    pub input: Value,
    /// The identity of this request, also sent back as the request id.
    pub request_id: String,
}

impl Call {
    /// A typed view of the input.
    pub fn input(&self) -> Input<'_> {
        Input::new(&self.input)
    }

    /// The scope of regional documents: region first, then the parts given.
    pub fn scope(&self, parts: &[&str]) -> String {
        let mut all = vec![self.caller.region.as_str()];
        all.extend_from_slice(parts);
        super::store::scope(&all)
    }

    /// Now, by the lake's clock.
    pub fn now(&self) -> SystemTime {
        self.lake.clock().now()
    }

    /// `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.caller.region, self.caller.account)
    }
}

/// One row of a service's operation table.
pub struct Operation {
    /// The operation's name in the service model.
    pub name: &'static str,
    /// What it does.
    pub run: Run,
}

/// How an operation runs.
pub enum Run {
    /// Answers at once (a transaction or two).
    Sync(fn(&Call) -> Reply),
    /// Reads objects, runs queries, waits.
    Async(fn(Call) -> BoxFuture<'static, Reply>),
}

/// A service of the lake: how it is named on the wire and what it can do.
pub struct Service {
    /// The name in a signature's scope: `glue`, `monitoring`, …
    pub signing_name: &'static str,
    /// The operations, in groups: each of the service's files owns one.
    pub operations: &'static [&'static [Operation]],
    /// The namespace of XML answers in the query protocol; empty for the others.
    pub xml_namespace: &'static str,
    /// The code of the error for a request that the service's model does not allow.
    pub invalid_code: &'static str,
    /// A member that such an error has besides its message, with its value where the error names no other.
    pub invalid_member: Option<(&'static str, &'static str)>,
    /// What the service's model says of inputs; no operation sees one that the model does not allow.
    pub model: LazyLock<Model>,
}

impl Service {
    /// The row of an operation.
    pub fn operation(&self, name: &str) -> Option<&'static Operation> {
        self.operations.iter().flat_map(|group| group.iter()).find(|operation| operation.name == name)
    }

    /// Runs an operation; one that the lake does not have is the service's own 'not implemented'.
    pub async fn run(&self, name: &str, call: Call) -> Reply {
        let Some(operation) = self.operation(name) else {
            return Err(ServiceError::not_implemented(self.signing_name, name));
        };
        let reply = match (self.model.check(name, &call.input), &operation.run) {
            (Err(error), _) => Err(error),
            (Ok(()), Run::Sync(run)) => run(&call),
            (Ok(()), Run::Async(run)) => run(call).await,
        };
        reply.map_err(|error| {
            let mut error = error.with_invalid_code(self.invalid_code);
            if let Some((member, value)) = self.invalid_member.filter(|_| error.code == self.invalid_code) {
                error.fields.entry(member).or_insert_with(|| value.into());
            }
            error
        })
    }
}

/// The key that marks a timestamp in an output.
const TIMESTAMP_MARK: &str = "$timestamp";
/// The key that marks base64 bytes in an output.
const BLOB_MARK: &str = "$blob";

/// Whether a name is one that marks a value.
fn is_mark(name: &str) -> bool {
    name == TIMESTAMP_MARK || name == BLOB_MARK
}

/// Refuses an input that has a mark of ours as the name of a member: kept, it would come back as something else.
pub fn refuse_marks(input: &Value) -> Result<(), ServiceError> {
    match input {
        Value::Array(items) => items.iter().try_for_each(refuse_marks),
        Value::Object(members) => members.iter().try_for_each(|(name, value)| {
            if is_mark(name) {
                return Err(ServiceError::unsupported(format_args!("the name {name} in a request")));
            }
            refuse_marks(value)
        }),
        _ => Ok(()),
    }
}

/// A time in an output; each protocol writes it its own way.
pub fn timestamp(time: SystemTime) -> Value {
    timestamp_millis(epoch_millis(time))
}

/// As [`timestamp`], from milliseconds since the epoch.
pub fn timestamp_millis(millis: i64) -> Value {
    json!({ TIMESTAMP_MARK: millis })
}

/// The milliseconds of a value made by [`timestamp`].
pub fn as_timestamp_millis(value: &Value) -> Option<i64> {
    value.get(TIMESTAMP_MARK)?.as_i64()
}

/// Bytes in an output, given as base64.
pub fn blob(base64: &str) -> Value {
    json!({ BLOB_MARK: base64 })
}

/// The base64 text of a value made by [`blob`].
pub fn as_blob(value: &Value) -> Option<&str> {
    value.get(BLOB_MARK)?.as_str()
}

/// A body from bytes.
pub fn full(bytes: impl Into<Bytes>) -> Body {
    http_body_util::Full::new(bytes.into()).map_err(|never| match never {}).boxed()
}

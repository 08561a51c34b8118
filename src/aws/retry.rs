//! What is repeated beyond what the SDK repeats by itself, and what never is. One table that every client carries, so
//! that no call can forget it.
//!
//! The SDK repeats throttling, 5xx answers and broken connections, with jitter. This table adds errors that pass by
//! themselves, and takes away the calls that would do their work twice: those are made once, and an answer that is lost is
//! told to the caller by [`Error::outcome_is_unknown`].

use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
    FinalizerInterceptorContextMut, InterceptorContext,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, Metadata, OrchestratorError};
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction, RetryClassifierPriority};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::retry::{ErrorKind, RetryConfig};

use crate::error::Error;

/// Calls that do their work again when they are repeated, and carry no token that would keep them from it.
const ONCE: &[(&str, &str)] = &[
    // Each is a run that is paid for.
    ("glue", "StartJobRun"),
    ("glue", "StartWorkflowRun"),
    ("glue", "ResumeWorkflowRun"),
    // The second one finds the crawl of the first and takes it for somebody else's.
    ("glue", "StartCrawler"),
    // Sums and counts would hold the value twice.
    ("cloudwatch", "PutMetricData"),
];

/// Codes that say that nothing was done because there was too much to do.
const SLOW_DOWN: &[&str] = &[
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "BandwidthLimitExceeded",
];

/// Why a call is made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    /// The service was busy with it for a moment.
    Soon,
    /// Something just made is not everywhere yet.
    Settling,
    /// There is a limit on concurrent work.
    Later,
}

impl Again {
    /// The pause before it is made again; where the SDK would wait longer by now, it does.
    fn pause(self) -> Duration {
        match self {
            Self::Soon => Duration::from_millis(500),
            Self::Settling => Duration::from_secs(2),
            Self::Later => Duration::from_secs(10),
        }
    }
}

/// An answer that is an error, as far as the table looks at it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// Without its namespace; empty when there is none.
    pub code: String,
    /// Empty when there is none.
    pub message: String,
}

/// Whether an operation of S3 is about a setting of a bucket.
fn is_setting(operation: &str) -> bool {
    let of_bucket = operation.contains("Bucket") || operation.contains("PublicAccessBlock");
    of_bucket && (operation.starts_with("Get") || operation.starts_with("Put"))
}

/// The table.
fn again(service: &str, operation: &str, answer: &Answer) -> Option<Again> {
    let Answer { code, message } = answer;
    match (service, code.as_str()) {
        ("glue", "OperationTimeoutException" | "FederationSourceRetryableException" | "ResourceNotReadyException") => {
            Some(Again::Soon)
        }
        ("s3", "OperationAborted") => Some(Again::Soon),
        // A setting of a bucket that was made a moment ago.
        ("s3", "NoSuchBucket") if is_setting(operation) => Some(Again::Settling),
        ("lakeformation", "ConcurrentModificationException") => Some(Again::Soon),
        // A role or a location that was made a moment ago.
        ("lakeformation", "InvalidInputException")
            if ["Invalid principal", "register the S3 path"].iter().any(|text| message.contains(text)) =>
        {
            Some(Again::Settling)
        }
        ("athena", "TooManyRequestsException") if message.contains("CONCURRENT_QUERY_LIMIT_EXCEEDED") => {
            Some(Again::Later)
        }
        _ => None,
    }
}

/// Whether an XML document ends before its first element does: the SDK's reader takes what is there for all of it.
fn is_cut_document(response: &HttpResponse) -> bool {
    let Some(body) = response.body().bytes().filter(|_| response.status().is_success()) else { return false };
    let is_xml = response.headers().get("content-type").is_some_and(|kind| kind.contains("xml"));
    let body = body.trim_ascii();
    // Other makers' servers call a bucket's policy XML too, which is JSON.
    if !is_xml || !body.starts_with(b"<") {
        return false;
    }
    // What begins the document is of no interest: `<?xml …?>`.
    let start = match body.strip_prefix(b"<?") {
        Some(rest) => {
            rest.windows(2).position(|end| end == b"?>").map_or(&b""[..], |end| rest[end + 2..].trim_ascii_start())
        }
        None => body,
    };
    let Some(open) = start.strip_prefix(b"<") else { return true };
    let name: &[u8] = open.split(|byte| b" \t\r\n/>".contains(byte)).next().unwrap_or_default();
    let Some(first_end) = open.iter().position(|byte| *byte == b'>') else { return true };
    if first_end > 0 && open[first_end - 1] == b'/' && first_end + 1 == open.len() {
        return false;
    }
    let close = [b"</".as_slice(), name, b">"].concat();
    !body.ends_with(&close)
}

/// Whether what was asked for cannot be nothing at all, and is: the SDK's reader takes that for a list without items.
fn is_without_document(service: &str, operation: &str, response: &HttpResponse) -> bool {
    const LOOKING: [&str; 7] = ["Get", "List", "Describe", "BatchGet", "Search", "Query", "Filter"];
    // S3 says some settings by the status alone.
    let looks = if service == "s3" {
        operation.starts_with("List")
    } else {
        LOOKING.iter().any(|verb| operation.starts_with(verb))
    };
    looks && response.status().is_success() && response.body().bytes().is_some_and(|body| body.trim_ascii().is_empty())
}

/// The table, as the SDK asks it: one for the client of each service.
#[derive(Debug, Clone, Copy)]
pub(super) struct RetryTable {
    /// `glue`, `s3`, …
    pub service: &'static str,
}

/// Where an answer says which operation it is of: whoever classifies it is not told otherwise.
const OPERATION: &str = "x-lakectl-operation";
/// Where an answer says how often it was asked for.
const ATTEMPTS: &str = "x-lakectl-attempts";

/// How often an answer was asked for, when it was more than once.
pub(super) fn attempts(response: &HttpResponse) -> Option<u32> {
    response.headers().get(ATTEMPTS)?.parse().ok().filter(|attempts| *attempts > 1)
}

/// No error that comes as a success is longer.
const ERROR_BYTES: usize = 4096;

/// Whether an answer that calls itself a success names an error: a proxy or a service on a bad day.
fn is_error_in_success(response: &HttpResponse) -> bool {
    let Some(body) = response.body().bytes().filter(|body| body.len() <= ERROR_BYTES) else { return false };
    const NAME: &[u8] = b"\"__type\"";
    // In CBOR, a map whose first name is this text of six bytes.
    const BINARY_NAME: &[u8] = b"\x66__type";
    let is_binary = response.headers().get("content-type").is_some_and(|kind| kind.contains("cbor"));
    if is_binary && response.status().is_success() && body.get(1..=BINARY_NAME.len()) == Some(BINARY_NAME) {
        return true;
    }
    response.status().is_success()
        && body.windows(NAME.len()).any(|bytes| bytes == NAME)
        && serde_json::from_slice::<serde_json::Value>(body).is_ok_and(|document| document["__type"].is_string())
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for RetryTable {
    fn name(&self) -> &'static str {
        "RetryTable"
    }

    fn read_before_serialization(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let operation = bag.load::<Metadata>().map_or_else(String::new, |metadata| metadata.name().to_owned());
        if ONCE.contains(&(self.service, operation.as_str())) {
            bag.interceptor_state().store_put(RetryConfig::disabled());
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(metadata) = bag.load::<Metadata>() {
            context.response_mut().headers_mut().insert(OPERATION, metadata.name().to_owned());
        }
        let attempts = bag.load::<RequestAttempts>().map_or(1, RequestAttempts::attempts);
        context.response_mut().headers_mut().insert(ATTEMPTS, attempts.to_string());
        Ok(())
    }

    fn modify_before_attempt_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let operation = bag.load::<Metadata>().map_or("", |metadata| metadata.name());
        let wrong = match context.response() {
            Some(response) if is_error_in_success(response) => "the answer is an error that comes as a success",
            Some(response) if is_cut_document(response) => "the answer ends in the middle of its document",
            Some(response) if is_without_document(self.service, operation, response) => "the answer is empty",
            _ => return Ok(()),
        };
        if let Some(outcome) = context.output_or_error_mut()
            && outcome.is_ok()
        {
            *outcome = Err(OrchestratorError::response(wrong.into()));
        }
        Ok(())
    }
}

impl ClassifyRetry for RetryTable {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(response) = context.response().filter(|_| context.is_failed()) else {
            return RetryAction::NoActionIndicated;
        };
        let operation = response.headers().get(OPERATION).unwrap_or("");
        let Some(class) = again(self.service, operation, &answer_of(response)) else {
            return RetryAction::NoActionIndicated;
        };
        RetryAction::retryable_error_with_explicit_delay(ErrorKind::ServerError, jittered(class.pause()))
    }

    fn name(&self) -> &'static str {
        "RetryTable"
    }

    fn priority(&self) -> RetryClassifierPriority {
        // The last word.
        RetryClassifierPriority::run_after(RetryClassifierPriority::transient_error_classifier())
    }
}

/// Makes a call of [`ONCE`], and again only when the answer was that there is too much to do: then nothing was done.
pub(super) async fn unless_told_to_slow_down<T, F>(call: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut pause = Duration::from_millis(500);
    loop {
        match call().await {
            Err(error) if error.has_code(SLOW_DOWN) && pause < Duration::from_secs(8) => {
                tokio::time::sleep(jittered(pause)).await;
                pause *= 2;
            }
            answer => return answer,
        }
    }
}

/// The code and the message of an error, in JSON or XML.
pub(super) fn answer_of(response: &HttpResponse) -> Answer {
    let body = response.body().bytes().unwrap_or_default();
    let named = response.headers().get("x-amzn-errortype");
    let short = |code: &str| {
        let code = code.rsplit('#').next().unwrap_or(code);
        code.split(':').next().unwrap_or(code).to_owned()
    };
    if let Ok(document) = serde_json::from_slice::<serde_json::Value>(body) {
        let text = |names: [&str; 2]| names.iter().find_map(|name| document[*name].as_str()).unwrap_or("");
        return Answer {
            code: short(named.unwrap_or(text(["__type", "code"]))),
            message: text(["message", "Message"]).to_owned(),
        };
    }
    let body = String::from_utf8_lossy(body);
    let element = |name: &str| {
        let (_, rest) = body.split_once(&format!("<{name}>"))?;
        Some(rest.split_once("</")?.0.to_owned())
    };
    Answer {
        code: named.map(short).or_else(|| element("Code")).unwrap_or_default(),
        message: element("Message").unwrap_or_default(),
    }
}

/// A pause that differs from that of others who wait for the same: between three quarters and five quarters of it.
pub(super) fn jittered(pause: Duration) -> Duration {
    let chance = u32::from(uuid::Uuid::new_v4().into_bytes()[0]);
    pause * (192 + chance / 2) / 256
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use http_body_util::{BodyExt, Full};

    use super::*;
    use crate::domain::alarm::{MetricName, NewDatum};
    use crate::testing::client;
    use crate::transport::Transport;
    use crate::{Read, Write};

    fn said(code: &str, message: &str) -> Answer {
        Answer { code: code.to_owned(), message: message.to_owned() }
    }

    #[test]
    fn the_table_decides() {
        assert_eq!(again("glue", "GetTable", &said("OperationTimeoutException", "")), Some(Again::Soon));
        assert_eq!(again("glue", "UpdateTable", &said("ConcurrentModificationException", "")), None);
        assert_eq!(
            again("lakeformation", "GrantPermissions", &said("ConcurrentModificationException", "")),
            Some(Again::Soon)
        );
        assert_eq!(
            again("lakeformation", "GrantPermissions", &said("InvalidInputException", "Invalid principal x")),
            Some(Again::Settling)
        );
        assert_eq!(again("s3", "PutBucketPolicy", &said("NoSuchBucket", "")), Some(Again::Settling));
        assert_eq!(again("s3", "GetObject", &said("NoSuchBucket", "")), None);
    }

    /// A service that answers with an error so many times, then with `{}`; and how often it was asked.
    async fn failing(times: u32, status: u16, body: &'static str) -> (Read, Arc<AtomicU32>) {
        let calls = Arc::new(AtomicU32::new(0));
        let counted = calls.clone();
        let transport = Transport::new(move |_| {
            let failed = counted.fetch_add(1, Ordering::SeqCst) < times;
            async move {
                let (status, body) = if failed { (status, body) } else { (200, "{}") };
                http::Response::builder()
                    .status(status)
                    .header("content-type", "application/x-amz-json-1.1")
                    .body(Full::from(body).map_err(|never| match never {}).boxed())
                    .expect("a response")
            }
        });
        let read = client(transport).await;
        (read, calls)
    }

    #[tokio::test]
    async fn errors_that_pass_are_repeated_for_every_call() {
        let (read, calls) = failing(1, 400, r#"{"__type":"OperationTimeoutException","message":"busy"}"#).await;
        assert!(read.registries().await.unwrap().is_empty());
        assert_eq!(calls.load(Ordering::SeqCst), 2);
        let (read, calls) = failing(9, 400, r#"{"__type":"InvalidInputException","message":"no"}"#).await;
        assert!(read.registries().await.is_err());
        assert_eq!(calls.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn what_would_be_done_twice_is_asked_once() {
        let (read, calls) = failing(9, 500, r#"{"__type":"InternalServiceException","message":"oops"}"#).await;
        let metric = MetricName {
            namespace: "n".to_owned(),
            name: "m".to_owned(),
            dimensions: std::collections::BTreeMap::new(),
        };
        let datum = NewDatum { metric, value: 1.0, unit: None, at_millis: None };
        let error = Write::granted(read).put_metric(&datum).await.unwrap_err();
        assert_eq!(calls.load(Ordering::SeqCst), 1);
        assert!(error.aws().is_some_and(|aws| aws.outcome_unknown), "{error:?}");
    }

    #[test]
    fn a_document_that_is_cut_is_told_from_a_whole_one() {
        let is_cut = |body: &'static str| {
            let mut response = HttpResponse::new(200.try_into().unwrap(), aws_smithy_types::body::SdkBody::from(body));
            response.headers_mut().insert("content-type", "application/xml");
            is_cut_document(&response)
        };
        for whole in [
            "",
            "<a/>",
            "<a x=\"1\">t</a>",
            "<?xml version=\"1.0\"?>\n<a><b/></a>\n",
            "<a></a>",
            "{\"Version\": \"2012-10-17\"}",
        ] {
            assert!(!is_cut(whole), "{whole}");
        }
        for cut in ["<a>", "<a><b></b>", "<?xml version", "<a", "<a/><b>", "<a><b/></a"] {
            assert!(is_cut(cut), "{cut}");
        }
    }

    #[test]
    fn pauses_differ_a_little() {
        let pause = Duration::from_secs(4);
        for _ in 0..100 {
            let found = jittered(pause);
            assert!(found >= Duration::from_secs(3) && found <= Duration::from_secs(5), "{found:?}");
        }
    }
}

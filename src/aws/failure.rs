//! From the SDK's errors to ours: service, operation, code, request id, and what to do next.

use std::error::Error as StdError;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use aws_types::request_id::RequestId;

use super::denied;
use crate::error::{AwsFailure, Error, Kind, Result};

/// Names the call that a result came from.
pub(super) trait Named<T> {
    /// The result as ours.
    fn named(self, service: &'static str, operation: &'static str) -> Result<T>;
}

impl<T, E> Named<T> for Result<T, SdkError<E, HttpResponse>>
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    fn named(self, service: &'static str, operation: &'static str) -> Result<T> {
        self.map_err(|error| describe(error, service, operation))
    }
}

fn describe<E>(error: SdkError<E, HttpResponse>, service: &'static str, operation: &'static str) -> Error
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    let response = error.raw_response();
    let status = response.map(|response| response.status().as_u16());
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code).map(str::to_owned);
    let message = error.as_service_error().and_then(ProvideErrorMetadata::message).map(str::to_owned);
    let failure = AwsFailure {
        service,
        operation,
        // A HEAD response has no body, so S3's code is lost: the status says as much.
        code: code.or_else(|| status.and_then(code_of_status).map(str::to_owned)),
        message,
        request_id: error.request_id().map(str::to_owned),
        status,
        attempts: response.and_then(super::retry::attempts),
        outcome_unknown: is_outcome_unknown(&error, status),
    };
    if failure.status.is_none() {
        return without_response(&error, failure);
    }
    let kind = kind_of(failure.code.as_deref().unwrap_or(""), status.unwrap_or(0));
    let sentence = failure
        .message
        .clone()
        .or_else(|| failure.code.clone())
        .unwrap_or_else(|| format!("the answer of {service} {operation} could not be understood"));
    let mut ours = Error::new(kind, sentence);
    let said = failure.message.as_deref().unwrap_or_default();
    if is_about_time(said) {
        ours = ours.hint(CLOCK);
    } else if let Some(hint) = failure.code.as_deref().and_then(hint_for) {
        ours = ours.hint(hint);
    } else if kind == Kind::Denied {
        ours = denied::hints(service, operation, said).into_iter().fold(ours, Error::hint);
    }
    if matches!(error, SdkError::ResponseError(_))
        && let Some(cause) = StdError::source(&error)
    {
        ours = ours.because(cause.to_string());
    }
    ours.from_aws(failure)
}

/// Whether the request may have been carried out although no answer says so: it was sent, and what came back is
/// nothing, half an answer, or an error of the service itself.
fn is_outcome_unknown<E>(error: &SdkError<E, HttpResponse>, status: Option<u16>) -> bool
where
    E: StdError + 'static,
{
    match error {
        SdkError::TimeoutError(_) | SdkError::ResponseError(_) => true,
        SdkError::DispatchFailure(failure) => !failure.is_user() && !was_not_sent(&causes(error)),
        SdkError::ServiceError(_) => status.is_some_and(|status| matches!(status, 500 | 502 | 504)),
        _ => false,
    }
}

/// Whether there was no connection, or nobody to sign as.
fn was_not_sent(causes: &[String]) -> bool {
    const WORDS: [&str; 5] = ["tcp connect error", "dns error", "failed to lookup", "credential", "identity"];
    causes.iter().any(|cause| WORDS.iter().any(|word| cause.to_lowercase().contains(word)))
}

fn causes<E: StdError + 'static>(error: &E) -> Vec<String> {
    let mut causes = Vec::new();
    let mut cause: Option<&(dyn StdError + 'static)> = StdError::source(error);
    while let Some(inner) = cause {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    causes
}

/// No response came: credentials, network or time.
fn without_response<E: StdError + 'static>(error: &SdkError<E, HttpResponse>, failure: AwsFailure) -> Error {
    let text = causes(error).join(": ");
    let lower = text.to_lowercase();
    if lower.contains("credential") || lower.contains("token") && lower.contains("sso") || lower.contains("identity") {
        return without_credentials(&text);
    }
    if matches!(error, SdkError::TimeoutError(_)) {
        return Error::new(Kind::TimedOut, format!("{} {} got no answer in time", failure.service, failure.operation))
            .because(text)
            .hint("check the network, the endpoint and the region; -v shows each call and how long it took")
            .from_aws(failure);
    }
    let unsent = Error::failed(format!("{} {} could not be sent", failure.service, failure.operation));
    let hint = match () {
        () if lower.contains("unknownissuer") => {
            "the server's certificate is of an authority that is not trusted here; name the file of your own: AWS_CA_BUNDLE"
        }
        () if lower.contains("certificate") => {
            "the server is not who it should be: check the endpoint's name, and who is between"
        }
        () if lower.contains("protocolversion")
            || lower.contains("peerincompatible")
            || lower.contains("handshake") =>
        {
            "the server speaks no TLS 1.2 or later, and nothing older is spoken with it"
        }
        () => "check the network, the endpoint and the region",
    };
    unsent.because(text).hint(hint).from_aws(failure)
}

/// There is nobody to sign as: a role that refused, a network that did not let us ask, or no keys at all.
fn without_credentials(text: &str) -> Error {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["AccessDenied", "not authorized to perform", "UnauthorizedException", "ForbiddenException"]) {
        return Error::new(Kind::Denied, "the role may not be assumed, or the session may not have its keys")
            .because(text.to_owned())
            .hint("the role's trust policy has to name whoever asks: --as, role_arn in the profile, or the SSO role");
    }
    if has(&["ExpiredToken", "InvalidGrant", "token has expired", "expired", "InvalidIdentityToken"]) {
        return Error::new(Kind::Denied, "the session has expired")
            .because(text.to_owned())
            .hint("sign in again: aws sso login --profile NAME");
    }
    if has(&["dispatch failure", "connect error", "dns error", "timed out", "timeout", "connection"]) {
        return Error::failed("the credentials could not be fetched: whoever gives them did not answer")
            .because(text.to_owned())
            .hint("check the network, and the proxy if there is one");
    }
    Error::new(Kind::Denied, "no usable AWS credentials were found")
        .because(text.to_owned())
        .hint("sign in: aws sso login --profile NAME, then --profile NAME; or export AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
        .hint("or work on the embedded lake, no account needed: add --local")
}

/// A request that lacks what the service must have: a mistake of ours, never of the operator.
pub(super) fn incomplete(error: BuildError) -> Error {
    Error::failed("a request could not be put together").because(error)
}

/// What is not there is no error where looking is the question.
pub(super) fn absent<T>(answer: Result<T>, codes: &[&str]) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.has_code(codes) => Ok(None),
        Err(error) => Err(error),
    }
}

fn code_of_status(status: u16) -> Option<&'static str> {
    match status {
        301 => Some("PermanentRedirect"),
        403 => Some("AccessDenied"),
        404 => Some("NotFound"),
        412 => Some("PreconditionFailed"),
        _ => None,
    }
}

/// The kind of a service's error.
fn kind_of(code: &str, status: u16) -> Kind {
    const DENIED: &[&str] = &[
        "AccessDenied",
        "AccessDeniedException",
        "UnauthorizedAccess",
        "ExpiredToken",
        "ExpiredTokenException",
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "InvalidAccessKeyId",
        "SignatureDoesNotMatch",
        "InvalidSignatureException",
        "MissingAuthenticationTokenException",
        "MissingAuthenticationToken",
        "RequestTimeTooSkewed",
        "AuthFailure",
        "IncompleteSignatureException",
    ];
    const THROTTLED: &[&str] = &[
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
        "RequestLimitExceeded",
        "SlowDown",
        "LimitExceededException",
        "LimitExceeded",
        "ResourceNumberLimitExceededException",
        "ConcurrentRunsExceededException",
        "TooManyBuckets",
    ];
    const CONFLICT: &[&str] = &[
        "AlreadyExistsException",
        "BucketAlreadyExists",
        "BucketAlreadyOwnedByYou",
        "BucketNotEmpty",
        "ConcurrentModificationException",
        "VersionMismatchException",
        "OperationAborted",
        "ConflictException",
        "PreconditionFailed",
        "CrawlerRunningException",
        "CrawlerStoppingException",
        "ConditionalRequestConflict",
        "SchedulerTransitioningException",
        "ResourceNotReadyException",
        "ConditionCheckFailureException",
    ];
    if DENIED.contains(&code) {
        Kind::Denied
    } else if THROTTLED.contains(&code) {
        Kind::Throttled
    } else if CONFLICT.contains(&code) {
        Kind::Conflict
    } else if code.starts_with("NoSuch") || code.contains("NotFound") || status == 404 {
        Kind::NotFound
    } else if status == 403 {
        Kind::Denied
    } else {
        Kind::Failed
    }
}

const CLOCK: &str = "this machine's clock is off: set it, then try again";

/// Whether a signature was refused for its time. Source: AWS General Reference, "Troubleshoot AWS signature errors".
fn is_about_time(message: &str) -> bool {
    message.starts_with("Signature expired:") || message.starts_with("Signature not yet current:")
}

fn hint_for(code: &str) -> Option<&'static str> {
    match code {
        "ExpiredToken" | "ExpiredTokenException" => Some("sign in again: aws sso login, or renew the keys"),
        "UnrecognizedClientException" | "InvalidClientTokenId" | "InvalidAccessKeyId" => {
            Some("the access key is not known there: check the profile, and that the endpoint is the one meant")
        }
        "SignatureDoesNotMatch" | "InvalidSignatureException" => Some("the secret does not fit the access key"),
        "RequestTimeTooSkewed" => Some(CLOCK),
        "NoSuchBucket" => Some("the buckets that there are: lakectl bucket list"),
        "PermanentRedirect" => Some("the bucket is in another region: name it with --region"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_for_having_no_credentials_are_told_apart() {
        let kind = |text: &str| {
            let error = without_credentials(text);
            (error.kind(), error.to_string())
        };
        assert!(kind("provider error: unhandled error (AccessDenied)").1.contains("may not be assumed"));
        assert!(kind("the credentials provider: dispatch failure: io error").1.contains("did not answer"));
        assert_eq!(kind("dispatch failure").0, Kind::Failed);
        assert!(kind("the SSO token has expired").1.contains("expired"));
        assert!(kind("no providers in chain provided credentials").1.contains("no usable AWS credentials"));
    }

    #[test]
    fn codes_have_kinds() {
        assert_eq!(kind_of("EntityNotFoundException", 400), Kind::NotFound);
        assert_eq!(kind_of("NoSuchBucket", 404), Kind::NotFound);
        assert_eq!(kind_of("AccessDeniedException", 400), Kind::Denied);
        assert_eq!(kind_of("VersionMismatchException", 400), Kind::Conflict);
        assert_eq!(kind_of("TooManyRequestsException", 400), Kind::Throttled);
        assert_eq!(kind_of("InvalidInputException", 400), Kind::Failed);
    }
}

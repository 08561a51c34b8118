//! From the SDK's errors to ours: service, operation, code, request id, and what to do next.

use std::error::Error as StdError;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;

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
        outcome_unknown: matches!(error, SdkError::TimeoutError(_) | SdkError::ResponseError(_))
            || matches!(&error, SdkError::DispatchFailure(failure) if !failure.is_user()),
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
    if let Some(hint) = failure.code.as_deref().and_then(hint_for) {
        ours = ours.hint(hint);
    }
    if matches!(error, SdkError::ResponseError(_))
        && let Some(cause) = StdError::source(&error)
    {
        ours = ours.because(cause.to_string());
    }
    ours.from_aws(failure)
}

/// No response came: credentials, network or time.
fn without_response<E: StdError + 'static>(error: &SdkError<E, HttpResponse>, failure: AwsFailure) -> Error {
    let mut causes = Vec::new();
    let mut cause: Option<&(dyn StdError + 'static)> = StdError::source(error);
    while let Some(inner) = cause {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    let text = causes.join(": ");
    let lower = text.to_lowercase();
    if lower.contains("credential") || lower.contains("token") && lower.contains("sso") || lower.contains("identity") {
        return Error::new(Kind::Denied, "no usable AWS credentials were found")
            .because(text)
            .hint("sign in: aws sso login --profile NAME, then --profile NAME; or export AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
            .hint("or work on the embedded lake, no account needed: add --local");
    }
    if matches!(error, SdkError::TimeoutError(_)) {
        return Error::new(Kind::TimedOut, format!("{} {} got no answer in time", failure.service, failure.operation))
            .because(text)
            .from_aws(failure);
    }
    Error::failed(format!("{} {} could not be sent", failure.service, failure.operation))
        .because(text)
        .hint("check the network, the endpoint and the region")
        .from_aws(failure)
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

fn hint_for(code: &str) -> Option<&'static str> {
    match code {
        "ExpiredToken" | "ExpiredTokenException" => Some("sign in again: aws sso login, or renew the keys"),
        "UnrecognizedClientException" | "InvalidClientTokenId" | "InvalidAccessKeyId" => {
            Some("the access key is not known there: check the profile, and that the endpoint is the one meant")
        }
        "SignatureDoesNotMatch" | "InvalidSignatureException" => Some("the secret does not fit the access key"),
        "RequestTimeTooSkewed" => Some("this machine's clock is off: set it, then try again"),
        "PermanentRedirect" => Some("the bucket is in another region: name it with --region"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

//! The errors that the SDK does not retry and we do. One table, one loop.
//!
//! The SDK itself repeats throttling, 5xx and socket errors; what is here comes after that.

use std::future::Future;
use std::time::Duration;

use crate::error::{Error, Result};

/// What a failed call deserves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryClass {
    /// Nothing: explain it.
    Never,
    /// The same call again, soon.
    Soon,
    /// The same call again after minutes: a limit on concurrent work.
    Later,
    /// Read again, plan again, then once more.
    Replan,
    /// Wait for the resource's state, then again.
    AfterState,
    /// Something just created is not everywhere yet.
    Settling,
}

/// The class of an error.
pub fn classify(error: &Error) -> RetryClass {
    let Some(aws) = error.aws() else { return RetryClass::Never };
    let message = aws.message.as_deref().unwrap_or("");
    match (aws.service, aws.code.as_deref().unwrap_or("")) {
        ("glue", "OperationTimeoutException" | "InternalServiceException" | "FederationSourceRetryableException") => {
            RetryClass::Soon
        }
        ("glue", "ResourceNotReadyException") | ("s3", "OperationAborted") => RetryClass::Soon,
        ("lakeformation", "ConcurrentModificationException") => RetryClass::Soon,
        ("athena", "TooManyRequestsException") if message.contains("CONCURRENT_QUERY_LIMIT_EXCEEDED") => {
            RetryClass::Later
        }
        ("glue", "ConcurrentModificationException" | "VersionMismatchException") => RetryClass::Replan,
        (
            "glue",
            "CrawlerRunningException"
            | "CrawlerStoppingException"
            | "SchedulerTransitioningException"
            | "ConcurrentRunsExceededException",
        ) => RetryClass::AfterState,
        ("s3", "NoSuchBucket") => RetryClass::Settling,
        ("lakeformation", "InvalidInputException")
            if ["Invalid principal", "Grantee has no permissions", "register the S3 path"]
                .iter()
                .any(|text| message.contains(text)) =>
        {
            RetryClass::Settling
        }
        ("lakeformation", "AccessDeniedException")
            if message.contains("not authorized to access requested permissions") =>
        {
            RetryClass::Settling
        }
        _ => RetryClass::Never,
    }
}

/// How often and how long a class is repeated: first pause, factor 2 from there, attempts.
fn policy(class: RetryClass) -> Option<(Duration, u32)> {
    match class {
        RetryClass::Soon => Some((Duration::from_millis(500), 6)),
        RetryClass::Later => Some((Duration::from_secs(10), 5)),
        RetryClass::Settling => Some((Duration::from_secs(1), 7)),
        RetryClass::Never | RetryClass::Replan | RetryClass::AfterState => None,
    }
}

/// Runs a call, again where its error's class is one of `classes`.
pub async fn retrying<T, F>(classes: &[RetryClass], call: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    retrying_with(classes, call, tokio::time::sleep).await
}

async fn retrying_with<T, F, S>(
    classes: &[RetryClass],
    mut call: impl FnMut() -> F,
    mut sleep: impl FnMut(Duration) -> S,
) -> Result<T>
where
    F: Future<Output = Result<T>>,
    S: Future<Output = ()>,
{
    let mut attempt = 0;
    loop {
        let error = match call().await {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let class = classify(&error);
        let Some((first, attempts)) = policy(class).filter(|_| classes.contains(&class)) else { return Err(error) };
        attempt += 1;
        if attempt >= attempts {
            return Err(error.hint(format!("tried {attempts} times")));
        }
        sleep(first * 2u32.pow(attempt - 1)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{AwsFailure, Kind};

    fn failure(service: &'static str, code: &str, message: &str) -> Error {
        Error::new(Kind::Failed, message).from_aws(AwsFailure {
            service,
            operation: "Op",
            code: Some(code.to_owned()),
            message: Some(message.to_owned()),
            request_id: None,
            status: Some(400),
            outcome_unknown: false,
        })
    }

    #[test]
    fn the_table_decides() {
        assert_eq!(classify(&failure("glue", "OperationTimeoutException", "")), RetryClass::Soon);
        assert_eq!(classify(&failure("glue", "ConcurrentModificationException", "")), RetryClass::Replan);
        assert_eq!(classify(&failure("lakeformation", "ConcurrentModificationException", "")), RetryClass::Soon);
        assert_eq!(
            classify(&failure("lakeformation", "InvalidInputException", "Invalid principal x")),
            RetryClass::Settling
        );
        assert_eq!(classify(&failure("glue", "InvalidInputException", "")), RetryClass::Never);
    }

    #[tokio::test]
    async fn a_call_is_repeated_and_given_up() {
        let mut calls = 0;
        let mut slept = Vec::new();
        let call = || {
            calls += 1;
            async { Err::<(), _>(failure("glue", "InternalServiceException", "")) }
        };
        let result = retrying_with(&[RetryClass::Soon], call, |pause| {
            slept.push(pause.as_millis());
            std::future::ready(())
        })
        .await;
        assert!(result.is_err());
        assert_eq!(calls, 6);
        assert_eq!(slept, [500, 1000, 2000, 4000, 8000]);
    }
}

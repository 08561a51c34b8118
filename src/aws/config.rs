//! From settings to clients. The only place that loads the SDK's configuration.

use std::sync::Arc;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use tokio::sync::OnceCell;

use super::trace::{Trace, TraceSink};
use super::transport::{self, Transport};
use super::{Clients, Read};
use crate::clock::SharedClock;
use crate::error::{Error, Kind, Result};

/// Keys that are known, in place of the usual chain.
#[derive(Clone)]
pub struct StaticCredentials {
    /// The access key.
    pub access_key: String,
    /// The secret.
    pub secret_key: String,
    /// The session's token, if it is a session.
    pub session_token: Option<String>,
}

/// How to reach the target.
pub struct ConnectOptions {
    /// The profile, when one was named.
    pub profile: Option<String>,
    /// The region, when one was named.
    pub region: Option<String>,
    /// One endpoint for every service.
    pub endpoint_url: Option<String>,
    /// A role to assume before anything else.
    pub assume_role: Option<String>,
    /// In place of the network.
    pub transport: Option<Transport>,
    /// In place of the usual chain of credentials.
    pub credentials: Option<StaticCredentials>,
    /// Where each call is reported, when it should be.
    pub trace: Option<TraceSink>,
    /// The clock that waits use.
    pub clock: SharedClock,
}

/// The handle that can look. No call is made yet.
pub async fn connect(options: ConnectOptions) -> Result<Read> {
    let sdk = load(&options).await;
    let region = sdk.region().map(ToString::to_string).ok_or_else(|| {
        Error::new(Kind::Usage, "no region is set")
            .hint("name one: --region eu-central-1, AWS_REGION, or `region` in the profile")
            .hint("or work on the local lake: --local")
    })?;
    let sdk = match &options.assume_role {
        None => sdk,
        Some(role) => assume(sdk, role).await,
    };
    let trace = Trace::new(options.trace, options.clock.clone());
    // A local lake and most emulators have no virtual hosts; AWS wants them.
    let path_style = options.endpoint_url.is_some();
    let clients = Clients {
        s3: aws_sdk_s3::Client::from_conf(
            aws_sdk_s3::config::Builder::from(&sdk).force_path_style(path_style).interceptor(trace.clone()).build(),
        ),
        glue: aws_sdk_glue::Client::from_conf(
            aws_sdk_glue::config::Builder::from(&sdk).interceptor(trace.clone()).build(),
        ),
        athena: aws_sdk_athena::Client::from_conf(
            aws_sdk_athena::config::Builder::from(&sdk).interceptor(trace.clone()).build(),
        ),
        lakeformation: aws_sdk_lakeformation::Client::from_conf(
            aws_sdk_lakeformation::config::Builder::from(&sdk).interceptor(trace.clone()).build(),
        ),
        cloudwatch: aws_sdk_cloudwatch::Client::from_conf(
            aws_sdk_cloudwatch::config::Builder::from(&sdk).interceptor(trace.clone()).build(),
        ),
        logs: aws_sdk_cloudwatchlogs::Client::from_conf(
            aws_sdk_cloudwatchlogs::config::Builder::from(&sdk).interceptor(trace.clone()).build(),
        ),
        sts: aws_sdk_sts::Client::from_conf(aws_sdk_sts::config::Builder::from(&sdk).interceptor(trace).build()),
        region,
        identity: OnceCell::new(),
        clock: options.clock,
    };
    Ok(Read { clients: Arc::new(clients) })
}

async fn load(options: &ConnectOptions) -> SdkConfig {
    let client = match &options.transport {
        Some(transport) => transport::in_process(transport.clone()),
        None => transport::network(),
    };
    // The SDK sets no limit on a whole call: a stalled endpoint would hang a script for ever.
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(5))
        .operation_attempt_timeout(Duration::from_secs(300))
        .build();
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(client)
        .retry_config(RetryConfig::standard().with_max_attempts(4))
        .timeout_config(timeouts);
    if let Some(profile) = &options.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(region) = &options.region {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(url) = &options.endpoint_url {
        loader = loader.endpoint_url(url);
    }
    if let Some(credentials) = &options.credentials {
        // Known keys never look at the machine's profiles: keys of a local lake must not mix with real ones.
        loader = loader.empty_test_environment().credentials_provider(Credentials::new(
            &credentials.access_key,
            &credentials.secret_key,
            credentials.session_token.clone(),
            None,
            "lakectl",
        ));
    }
    loader.load().await
}

async fn assume(sdk: SdkConfig, role: &str) -> SdkConfig {
    let provider =
        aws_config::sts::AssumeRoleProvider::builder(role).session_name("lakectl").configure(&sdk).build().await;
    sdk.into_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build()
}

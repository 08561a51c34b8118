//! From settings to clients. The only place that loads the SDK's configuration.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_s3::config::retry::RetryPartition;
#[cfg(test)]
use aws_sdk_s3::config::retry::TokenBucket;
#[cfg(test)]
use aws_sdk_s3::config::{AsyncSleep, SharedAsyncSleep};
use aws_types::service_config::ServiceConfigKey;
use tokio::sync::OnceCell;

use super::retry::RetryTable;
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

/// The services that are used, by our name and by that of the SDK's configuration.
pub const SERVICES: [(&str, &str); 8] = [
    ("s3", "S3"),
    ("glue", "Glue"),
    ("athena", "Athena"),
    ("lakeformation", "LakeFormation"),
    ("cloudwatch", "CloudWatch"),
    ("logs", "CloudWatch Logs"),
    ("sts", "STS"),
    ("iam", "IAM"),
];

/// How long an answer may take: parts of objects are long.
const PATIENCE_WITH_OBJECTS: Duration = Duration::from_secs(300);
/// The same where requests and answers are short.
const PATIENCE: Duration = Duration::from_secs(90);

/// The SDK sets no limit on a whole call: a stalled endpoint would hang a script for ever.
fn timeouts(service: &str) -> TimeoutConfig {
    let patience = if service == "s3" { PATIENCE_WITH_OBJECTS } else { PATIENCE };
    TimeoutConfig::builder().connect_timeout(Duration::from_secs(5)).operation_attempt_timeout(patience).build()
}

/// What every client has.
struct Base {
    sdk: SdkConfig,
    trace: Trace,
    retries: Option<RetryPartition>,
}

/// The client of a service.
macro_rules! client {
    ($sdk:ident, $service:literal, $base:expr $(, $set:ident($value:expr))?) => {{
        let base = Arc::clone($base);
        LazyLock::new(Box::new(move || {
            let mut builder = $sdk::config::Builder::from(&base.sdk);
            builder.set_retry_partition(base.retries.clone());
            let builder = builder
                .timeout_config(timeouts($service))
                .interceptor(base.trace.clone())
                .interceptor(RetryTable { service: $service })
                .retry_classifier(RetryTable { service: $service });
            $sdk::Client::from_conf(builder$(.$set($value))?.build())
        }))
    }};
}

/// The handle that can look. No call is made yet.
pub async fn connect(options: ConnectOptions) -> Result<Read> {
    connect_trusting(options, None).await
}

/// The same, trusting besides the system's authorities those of a bundle of certificates, in PEM.
pub async fn connect_trusting(options: ConnectOptions, authorities: Option<&[u8]>) -> Result<Read> {
    let sdk = load(&options, authorities).await?;
    connect_with(options, sdk, None).await
}

/// The same at a pace of the test's own. Failures are not counted together with those of other tests in the process.
#[cfg(test)]
pub(super) async fn connect_pacing(options: ConnectOptions, pace: impl AsyncSleep + 'static) -> Result<Read> {
    let sdk = load(&options, None).await?.into_builder().sleep_impl(SharedAsyncSleep::new(pace)).build();
    let retries = RetryPartition::custom("test").token_bucket(TokenBucket::unlimited()).build();
    connect_with(options, sdk, Some(retries)).await
}

async fn connect_with(options: ConnectOptions, sdk: SdkConfig, retries: Option<RetryPartition>) -> Result<Read> {
    let region = sdk.region().map(ToString::to_string).ok_or_else(|| {
        Error::new(Kind::Usage, "no region is set")
            .hint("name one: --region eu-central-1, AWS_REGION, or `region` in the profile")
            .hint("or work on the local lake: --local")
    })?;
    let endpoints = endpoints(&sdk, &options)?;
    let sdk = match &options.profile {
        None => sdk,
        Some(profile) => of_profile(sdk, profile),
    };
    let sdk = match &options.assume_role {
        None => sdk,
        Some(role) => assume(sdk, role).await,
    };
    let trace = Trace::new(options.trace, options.clock.clone());
    // A local lake and most emulators have no virtual hosts; AWS wants them.
    let path_style = endpoints.contains_key("s3");
    let base = &Arc::new(Base { sdk, trace: trace.clone(), retries });
    let clients = Clients {
        s3: client!(aws_sdk_s3, "s3", base, force_path_style(path_style)),
        glue: client!(aws_sdk_glue, "glue", base),
        athena: client!(aws_sdk_athena, "athena", base),
        lakeformation: client!(aws_sdk_lakeformation, "lakeformation", base),
        cloudwatch: client!(aws_sdk_cloudwatch, "cloudwatch", base),
        logs: client!(aws_sdk_cloudwatchlogs, "logs", base),
        sts: client!(aws_sdk_sts, "sts", base),
        region,
        endpoints,
        identity: OnceCell::new(),
        clock: options.clock,
        trace,
    };
    Ok(Read { clients: Arc::new(clients) })
}

async fn load(options: &ConnectOptions, authorities: Option<&[u8]>) -> Result<SdkConfig> {
    let client = match &options.transport {
        Some(transport) => transport::in_process(transport.clone()),
        None => transport::network(authorities)?,
    };
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(client)
        .retry_config(RetryConfig::standard().with_max_attempts(4))
        .timeout_config(timeouts("sts"));
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
    Ok(loader.load().await)
}

/// The endpoints that are not AWS's own, by service: of the flag, else as the environment and the profile say.
fn endpoints(sdk: &SdkConfig, options: &ConnectOptions) -> Result<BTreeMap<&'static str, String>> {
    let mut found = BTreeMap::new();
    for (name, id) in SERVICES {
        let key = ServiceConfigKey::builder().service_id(id).env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
        let key = key.map_err(|error| Error::failed("the endpoints cannot be looked up").because(error.to_string()))?;
        let own = || sdk.service_config().and_then(|config| config.load_config(key));
        let url = options.endpoint_url.clone().or_else(own).or_else(|| sdk.endpoint_url().map(str::to_owned));
        let Some(url) = url.filter(|url| !url.is_empty()) else { continue };
        let uri = url.parse::<http::Uri>().ok();
        if uri.is_none_or(|uri| uri.host().is_none() || !matches!(uri.scheme_str(), Some("http" | "https"))) {
            return Err(
                Error::usage(format!("`{url}` is no endpoint URL of {name}")).hint("write it as http://127.0.0.1:4566")
            );
        }
        found.insert(name, url);
    }
    Ok(found)
}

/// A profile that was named speaks for itself: keys in the environment, which the usual chain takes first, are another
/// account's as soon as somebody forgets them there.
fn of_profile(sdk: SdkConfig, profile: &str) -> SdkConfig {
    let mut provider = ProviderConfig::without_region().with_region(sdk.region().cloned());
    if let Some(client) = sdk.http_client() {
        provider = provider.with_http_client(client);
    }
    let provider = ProfileFileCredentialsProvider::builder().profile_name(profile).configure(&provider).build();
    sdk.into_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build()
}

async fn assume(sdk: SdkConfig, role: &str) -> SdkConfig {
    let provider =
        aws_config::sts::AssumeRoleProvider::builder(role).session_name("lakectl").configure(&sdk).build().await;
    sdk.into_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build()
}

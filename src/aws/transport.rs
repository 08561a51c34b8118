//! The seam: a function from an HTTP request to an HTTP response, under the SDK's clients.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{TlsContext, TrustStore};
use aws_smithy_http_client::{Connector, tls};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body_util::BodyExt;
use http_body_util::combinators::BoxBody;

use crate::error::{Error, Result};

/// A body on the seam.
pub type Body = BoxBody<Bytes, Box<dyn std::error::Error + Send + Sync>>;

/// What comes of a request: an answer, or a connection that breaks.
type Outcome = std::result::Result<http::Response<Body>, ConnectorError>;

type Answer = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// Answers requests in this process.
#[derive(Clone)]
pub struct Transport {
    answer: Arc<dyn Fn(http::Request<Body>) -> Answer + Send + Sync>,
}

impl Transport {
    /// A transport from a function.
    pub fn new<F, R>(answer: F) -> Self
    where
        F: Fn(http::Request<Body>) -> R + Send + Sync + 'static,
        R: Future<Output = http::Response<Body>> + Send + 'static,
    {
        Self::breaking(move |request| {
            let answer = answer(request);
            async move { Ok(answer.await) }
        })
    }

    /// A transport from a function whose connections may break.
    pub(super) fn breaking<F, R>(answer: F) -> Self
    where
        F: Fn(http::Request<Body>) -> R + Send + Sync + 'static,
        R: Future<Output = Outcome> + Send + 'static,
    {
        Self { answer: Arc::new(move |request| Box::pin(answer(request))) }
    }

    /// What comes of a request: for a transport around this one.
    #[cfg(test)]
    pub(super) async fn ask(&self, request: http::Request<Body>) -> Outcome {
        (self.answer)(request).await
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Transport")
    }
}

impl HttpConnector for Transport {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let transport = self.clone();
        HttpConnectorFuture::new(async move {
            let request = request.try_into_http1x().map_err(|error| ConnectorError::user(error.into()))?;
            let response = (transport.answer)(request.map(BodyExt::boxed)).await?;
            HttpResponse::try_from(response.map(SdkBody::from_body_1_x))
                .map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

/// A client whose requests stay in this process.
pub fn in_process(transport: Transport) -> SharedHttpClient {
    let connector = SharedHttpConnector::new(transport);
    http_client_fn(move |_: &HttpConnectorSettings, _: &RuntimeComponents| connector.clone())
}

/// The one HTTPS client: TLS 1.2 and later, the system's certificates and those of the bundle, the usual proxy variables
/// (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, also in lower case).
pub fn network(authorities: Option<&[u8]>) -> Result<SharedHttpClient> {
    let trusted = authorities.map_or_else(TrustStore::default, |pem| TrustStore::default().with_pem_certificate(pem));
    let context = TlsContext::builder().with_trust_store(trusted).build();
    let context = context.map_err(|error| Error::failed("the certificates cannot be loaded").because(error))?;
    Ok(aws_smithy_http_client::Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = Connector::builder()
            .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring))
            .tls_context(context.clone())
            .proxy_config(ProxyConfig::from_env());
        if let Some(settings) = settings {
            connector = connector.connector_settings(settings.clone());
        }
        if let Some(sleep) = components.and_then(RuntimeComponents::sleep_impl) {
            connector = connector.sleep_impl(sleep);
        }
        connector.build()
    }))
}

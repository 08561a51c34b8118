//! The one question to the key service that lakectl has: is this key there and can it encrypt? S3 does not look when it
//! is told to use a key, and everything written later fails.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SigningName;
use serde_json::{Value, json};

use super::Read;
use super::failure::Named;
use super::s3::known;
use crate::domain::bucket_settings::Known;
use crate::error::Result;

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyState {
    /// `Enabled`, `Disabled`, `PendingDeletion`, …
    pub state: String,
    /// `ENCRYPT_DECRYPT`, …
    pub usage: String,
    /// `SYMMETRIC_DEFAULT`, …
    pub spec: String,
}

impl Read {
    /// A key by its ARN; none when there is no such key.
    ///
    /// One call does not pay for a client of its own: the logs service speaks the same protocol, and its client carries
    /// this request too, addressed and signed for the key service.
    pub async fn key_state(&self, arn: &str) -> Result<Known<Option<KeyState>>> {
        let question = Question { body: json!({ "KeyId": arn }).to_string(), answer: Arc::default() };
        let call = self.clients.logs.describe_log_groups().customize().interceptor(question.clone());
        match call.send().await.named("kms", "DescribeKey") {
            Ok(_) => Ok(Known::Known(question.read())),
            Err(error) if error.has_code(&["NotFoundException"]) => Ok(Known::Known(None)),
            // Servers that have no key service say so in words of their own.
            Err(error) if error.aws().is_some_and(|aws| aws.status.is_some()) => {
                let code = error.aws().and_then(|aws| aws.code.clone()).unwrap_or_default();
                Ok(Known::Unknown(format!("kms DescribeKey: {code}")))
            }
            Err(error) => known(Err(error)),
        }
    }
}

/// `DescribeKey` in place of the request that the client made, and its answer kept.
#[derive(Debug, Clone)]
struct Question {
    body: String,
    answer: Arc<Mutex<Vec<u8>>>,
}

impl Question {
    fn read(&self) -> Option<KeyState> {
        let bytes = self.answer.lock().ok()?;
        let answer: Value = serde_json::from_slice(&bytes).ok()?;
        let word = |name: &str| answer["KeyMetadata"][name].as_str().unwrap_or_default().to_owned();
        answer["KeyMetadata"].is_object().then(|| KeyState {
            state: word("KeyState"),
            usage: word("KeyUsage"),
            spec: word("KeySpec"),
        })
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Question {
    fn name(&self) -> &'static str {
        "DescribeKey"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> std::result::Result<(), BoxError> {
        bag.interceptor_state().store_put(SigningName::from_static("kms"));
        let request = context.request_mut();
        // On AWS each service has a host; everywhere else one address serves them all.
        let address = request.uri().replacen("://logs.", "://kms.", 1);
        request.set_uri(address.as_str())?;
        request.headers_mut().insert("x-amz-target", "TrentService.DescribeKey");
        request.headers_mut().insert("content-length", self.body.len().to_string());
        *request.body_mut() = SdkBody::from(self.body.as_str());
        Ok(())
    }

    // Before that, the body of an answer that came over the network is not read yet.
    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _bag: &mut ConfigBag,
    ) -> std::result::Result<(), BoxError> {
        if let (Some(bytes), Ok(mut answer)) = (context.response().body().bytes(), self.answer.lock()) {
            *answer = bytes.to_vec();
        }
        Ok(())
    }
}

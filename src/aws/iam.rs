//! Questions to IAM. Here: is this role or user still there? Lake Formation keeps the grants of principals that are gone,
//! and IAM alone knows them. The other one, whether somebody may do something, is in `iam_simulation`.
//!
//! Two questions do not pay for a client of their own: the token service speaks the same protocol, and its client carries
//! these requests too, addressed and signed for IAM.

use aws_sdk_sts::operation::get_caller_identity::{GetCallerIdentityError, GetCallerIdentityOutput};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut, Error as Failure, Output,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, Metadata, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::metadata::ErrorMetadata;
use aws_types::SigningName;
use aws_types::region::SigningRegion;

use super::failure::{Named, absent};
use super::{Read, retry};
use crate::domain::permission::existence::IamName;
use crate::error::{Error, Result};

impl Read {
    /// The ARN of the role or user of a name in the caller's account, with its path; none when there is none.
    pub async fn iam_arn(&self, principal: &IamName) -> Result<Option<String>> {
        let (operation, parameter) = if principal.is_user { ("GetUser", "UserName") } else { ("GetRole", "RoleName") };
        let fields = format!("{parameter}={}", encoded(&principal.name));
        absent(self.ask_iam(operation, &fields, arn_in).await, &["NoSuchEntity", "NoSuchEntityException"])
    }

    /// Asks IAM an operation with the fields of its form, and gives what `said` finds in the document that answers. A
    /// document in which it finds nothing is an error.
    pub(super) async fn ask_iam(&self, operation: &'static str, fields: &str, said: Said) -> Result<String> {
        let own = self.clients.endpoints.get("iam").map(|url| format!("{}/", url.trim_end_matches('/')));
        let home = Home::of(&self.clients.region);
        let home = match (home, &own) {
            (Some(home), _) => home,
            // Whoever answers there decides for itself which region it takes.
            (None, Some(_)) => Home::COMMERCIAL,
            (None, None) => {
                return Err(Error::failed(format!("the address of IAM for {} is not known", self.clients.region))
                    .hint("name it: AWS_ENDPOINT_URL_IAM"));
            }
        };
        let body = format!("Action={operation}&Version=2010-05-08&{fields}");
        let question = Question { operation, body, own, home, said };
        let call = self.clients.sts.get_caller_identity().customize().interceptor(question);
        let answer = call.send().await.named("iam", operation)?;
        Ok(answer.arn.unwrap_or_default())
    }
}

/// What is looked for in a document that IAM answers.
pub(super) type Said = fn(&str) -> Option<String>;

/// Where IAM of a partition is: there is one for all of its regions.
/// Source: AWS General Reference, "AWS Identity and Access Management endpoints and quotas".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Home {
    host: &'static str,
    validated_host: &'static str,
    region: &'static str,
}

impl Home {
    const COMMERCIAL: Self =
        Self { host: "iam.amazonaws.com", validated_host: "iam-fips.amazonaws.com", region: "us-east-1" };
    const CHINA: Self = Self {
        host: "iam.cn-north-1.amazonaws.com.cn",
        validated_host: "iam.cn-north-1.amazonaws.com.cn",
        region: "cn-north-1",
    };
    const GOVERNMENT: Self =
        Self { host: "iam.us-gov.amazonaws.com", validated_host: "iam.us-gov.amazonaws.com", region: "us-gov-west-1" };

    fn of(region: &str) -> Option<Self> {
        let has = |starts: &[&str]| starts.iter().any(|start| region.starts_with(start));
        if has(&["cn-"]) {
            Some(Self::CHINA)
        } else if has(&["us-gov-"]) {
            Some(Self::GOVERNMENT)
        } else if has(&["us-iso", "eu-iso", "eusc-"]) {
            None
        } else {
            Some(Self::COMMERCIAL)
        }
    }
}

/// Our question in place of the request that the client made.
#[derive(Debug)]
struct Question {
    operation: &'static str,
    body: String,
    /// The endpoint, where it is not AWS's own.
    own: Option<String>,
    home: Home,
    said: Said,
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Question {
    fn name(&self) -> &'static str {
        "IamQuestion"
    }

    fn read_before_execution(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        bag: &mut ConfigBag,
    ) -> std::result::Result<(), BoxError> {
        let state = bag.interceptor_state();
        state.store_put(Metadata::new(self.operation, "IAM"));
        state.store_put(SharedResponseDeserializer::new(Answer(self.said)));
        Ok(())
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> std::result::Result<(), BoxError> {
        let request = context.request_mut();
        let address = match &self.own {
            Some(url) => url.clone(),
            // Whoever wants validated endpoints wants all of them.
            None if request.uri().contains("-fips.") => format!("https://{}/", self.home.validated_host),
            None => format!("https://{}/", self.home.host),
        };
        request.set_uri(address.as_str())?;
        request.headers_mut().insert("content-length", self.body.len().to_string());
        *request.body_mut() = SdkBody::from(self.body.as_str());
        let state = bag.interceptor_state();
        state.store_put(SigningName::from_static("iam"));
        state.store_put(SigningRegion::from(self.home.region));
        Ok(())
    }
}

/// Reads what IAM says. The client's own answer has one text for it, whatever it is about.
#[derive(Debug)]
struct Answer(Said);

impl DeserializeResponse for Answer {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        _bag: &ConfigBag,
    ) -> std::result::Result<Output, OrchestratorError<Failure>> {
        let failed = |error: GetCallerIdentityError| Err(OrchestratorError::operation(Failure::erase(error)));
        if !response.status().is_success() {
            let said = retry::answer_of(response);
            let said_by = |text: &str| Some(unescaped(text)).filter(|text| !text.is_empty());
            let mut error = ErrorMetadata::builder();
            if let Some(code) = said_by(&said.code) {
                error = error.code(code);
            }
            if let Some(message) = said_by(&said.message) {
                error = error.message(message);
            }
            return failed(GetCallerIdentityError::generic(error.build()));
        }
        let body = String::from_utf8_lossy(response.body().bytes().unwrap_or_default());
        match (self.0)(&body) {
            Some(said) => Ok(Output::erase(GetCallerIdentityOutput::builder().arn(said).build())),
            // Not to be taken for an answer: a principal that is there, say.
            None => failed(GetCallerIdentityError::unhandled("the answer does not say what was asked")),
        }
    }
}

/// The ARN of the role or the user that a document is about.
fn arn_in(document: &str) -> Option<String> {
    let (_, about) = document.split_once("<Role>").or_else(|| document.split_once("<User>"))?;
    let (arn, _) = about.split_once("<Arn>")?.1.split_once("</Arn>")?;
    let arn = unescaped(arn.trim());
    arn.starts_with("arn:").then_some(arn)
}

/// A text of a document as it was meant.
pub(super) fn unescaped(text: &str) -> String {
    const WORDS: [(&str, &str); 5] = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    WORDS.iter().fold(text.to_owned(), |text, (word, character)| text.replace(word, character))
}

/// A value in the body of a form.
pub(super) fn encoded(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            form.push(char::from(byte));
        } else {
            form.push_str(&format!("%{byte:02X}"));
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use http_body_util::{BodyExt, Full};

    use super::*;
    use crate::error::Kind;
    use crate::testing::client;
    use crate::transport::Transport;

    type Seen = Arc<Mutex<Vec<(String, String, String)>>>;

    /// A client of a service that gives the answers one after the other; and what it was asked: address, signature, body.
    async fn asked(answers: &'static [(u16, &'static str)]) -> (Read, Seen) {
        let seen = Seen::default();
        let noted = seen.clone();
        let transport = Transport::new(move |request| {
            let noted = noted.clone();
            async move {
                let address = request.uri().to_string();
                let signature = request.headers()["authorization"].to_str().expect("a text").to_owned();
                let body = request.into_body().collect().await.expect("a body").to_bytes();
                let mut noted = noted.lock().expect("nobody panics");
                let (status, body_of_answer) = answers[noted.len().min(answers.len() - 1)];
                noted.push((address, signature, String::from_utf8(body.to_vec()).expect("a text")));
                http::Response::builder()
                    .status(status)
                    .header("content-type", "text/xml")
                    .body(Full::from(body_of_answer).map_err(|never| match never {}).boxed())
                    .expect("a response")
            }
        });
        (client(transport).await, seen)
    }

    fn role(name: &str) -> IamName {
        IamName { is_user: false, name: name.to_owned() }
    }

    const THERE: &str = "<GetRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetRoleResult><Role>\
        <Path>/a&amp;b/</Path><Arn>arn:aws:iam::1:role/a&amp;b/x</Arn></Role></GetRoleResult></GetRoleResponse>";
    const GONE: &str = "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>none</Message></Error></ErrorResponse>";
    const DENIED: &str = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::1:user/u is not \
        authorized to perform: iam:GetRole on resource: role x</Message></Error></ErrorResponse>";
    const BUSY: &str =
        "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>";

    #[tokio::test]
    async fn iam_is_asked_in_its_own_words_and_signed_for() {
        let (read, seen) = asked(&[(200, THERE)]).await;
        assert_eq!(read.iam_arn(&role("x+y")).await.unwrap().as_deref(), Some("arn:aws:iam::1:role/a&b/x"));
        let (address, signature, body) = seen.lock().unwrap()[0].clone();
        assert_eq!(address, "https://iam.amazonaws.com/");
        assert!(signature.contains("/us-east-1/iam/aws4_request"), "{signature}");
        assert_eq!(body, "Action=GetRole&Version=2010-05-08&RoleName=x%2By");
    }

    #[tokio::test]
    async fn only_iam_says_that_somebody_is_gone() {
        let (read, _) = asked(&[(404, GONE)]).await;
        assert_eq!(read.iam_arn(&IamName { is_user: true, name: "u".to_owned() }).await.unwrap(), None);
        let (read, _) = asked(&[(403, DENIED)]).await;
        let error = read.iam_arn(&role("x")).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Denied);
        for other in [(404, "<html>not here</html>"), (200, "<html>welcome</html>"), (200, "")] {
            let answers: &'static [(u16, &'static str)] = Box::leak(Box::new([other]));
            let (read, _) = asked(answers).await;
            assert!(read.iam_arn(&role("x")).await.is_err(), "{other:?}");
        }
    }

    #[tokio::test]
    async fn a_busy_iam_is_asked_again() {
        let (read, seen) = asked(&[(400, BUSY), (200, THERE)]).await;
        assert!(read.iam_arn(&role("x")).await.unwrap().is_some());
        assert_eq!(seen.lock().unwrap().len(), 2);
    }

    #[test]
    fn each_partition_has_one_iam() {
        assert_eq!(Home::of("eu-central-1"), Some(Home::COMMERCIAL));
        assert_eq!(Home::of("cn-northwest-1").map(|home| home.region), Some("cn-north-1"));
        assert_eq!(Home::of("us-gov-east-1").map(|home| home.host), Some("iam.us-gov.amazonaws.com"));
        assert_eq!(Home::of("us-iso-east-1"), None);
    }
}

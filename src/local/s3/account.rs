//! What `s3s` does not route itself: the account's own public-access block, in the API of S3 Control (the same four
//! switches, for every bucket), and reads with a `Range` that is none.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use quick_xml::Reader;
use quick_xml::events::Event;
use s3s::route::S3Route;
use s3s::{Body, S3Request, S3Response, S3Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::access::{Asker, unknown_key};
use super::errors::s3_error;
use super::settings::malformed;
use super::whole;
use crate::lake::Lake;
use crate::store::StoreError;
use crate::wire::ServiceError;

/// The one path of S3 Control that is here.
const PATH: &str = "/v20180820/configuration/publicAccessBlock";
/// The document kind of the account's settings.
const SETTING: &str = "account_setting";
const PUBLIC_ACCESS: &str = "public_access_block";
/// Four switches fit easily.
const BODY_LIMIT: usize = 64 << 10;

/// The four switches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Switches {
    pub block_public_acls: bool,
    pub ignore_public_acls: bool,
    pub block_public_policy: bool,
    pub restrict_public_buckets: bool,
}

/// What holds for a bucket: the stricter of its own switches and the account's.
pub fn switches(lake: &Lake, bucket: &Value) -> Result<Switches, ServiceError> {
    let own: Switches = Switches::deserialize(&bucket[PUBLIC_ACCESS]).unwrap_or_default();
    let account = lake.store().read(kept)?.unwrap_or_default();
    Ok(Switches {
        block_public_acls: own.block_public_acls || account.block_public_acls,
        ignore_public_acls: own.ignore_public_acls || account.ignore_public_acls,
        block_public_policy: own.block_public_policy || account.block_public_policy,
        restrict_public_buckets: own.restrict_public_buckets || account.restrict_public_buckets,
    })
}

fn kept(tx: &crate::store::Tx<'_>) -> Result<Option<Switches>, StoreError> {
    Ok(tx.get(SETTING, "", PUBLIC_ACCESS)?.and_then(|value| Switches::deserialize(&value).ok()))
}

/// Answers for the account, and reads with a `Range` that is none.
pub struct AccountRoute {
    /// The lake.
    pub lake: Lake,
    /// Who asks, where signatures are not checked.
    pub assumed: Option<Asker>,
}

#[async_trait::async_trait]
impl S3Route for AccountRoute {
    fn is_match(&self, method: &Method, uri: &Uri, headers: &HeaderMap, _: &mut http::Extensions) -> bool {
        is_account(uri, headers) || whole::is_meant(method, headers)
    }

    async fn check_access(&self, request: &mut S3Request<Body>) -> S3Result<()> {
        if !is_account(&request.uri, &request.headers) {
            // Decided where the request goes on.
            return Ok(());
        }
        self.check(request).map_err(|error| s3_error(error, ""))
    }

    async fn call(&self, request: S3Request<Body>) -> S3Result<S3Response<Body>> {
        if !is_account(&request.uri, &request.headers) {
            return whole::answer(&self.lake, self.assumed.clone(), request).await;
        }
        self.answer(request).await.map_err(|error| s3_error(error, ""))
    }
}

/// No other client of S3 names the account in this header.
fn is_account(uri: &Uri, headers: &HeaderMap) -> bool {
    uri.path() == PATH && headers.contains_key("x-amz-account-id")
}

impl AccountRoute {
    fn check(&self, request: &S3Request<Body>) -> Result<(), ServiceError> {
        let principal = match (&self.assumed, &request.credentials) {
            (Some(assumed), _) => Some(assumed.principal.clone()),
            (None, Some(keys)) => Some(self.lake.credential(&keys.access_key)?.ok_or_else(unknown_key)?.principal),
            (None, None) => None,
        };
        let account = request.headers.get("x-amz-account-id").and_then(|value| value.to_str().ok());
        let is_root = principal.as_deref() == Some(self.lake.root_principal().as_str());
        if is_root && account == Some(self.lake.options().account.as_str()) {
            return Ok(());
        }
        Err(ServiceError::new(403, "AccessDenied", "Access Denied"))
    }

    async fn answer(&self, request: S3Request<Body>) -> Result<S3Response<Body>, ServiceError> {
        let store = self.lake.store();
        match request.method {
            Method::GET => {
                let switches = store.read(kept)?.ok_or_else(|| {
                    let message = "The public access block configuration was not found";
                    ServiceError::new(404, "NoSuchPublicAccessBlockConfiguration", message)
                })?;
                let mut response = S3Response::new(Body::from(written(switches)));
                response.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/xml"));
                Ok(response)
            }
            Method::PUT => {
                let mut body = request.input;
                let bytes = body.store_all_limited(BODY_LIMIT).await.map_err(|_| malformed())?;
                let switches = read(&bytes)?;
                let value = serde_json::to_value(switches).unwrap_or_default();
                store.write(|tx| tx.put(SETTING, "", PUBLIC_ACCESS, &value))?;
                Ok(S3Response::with_status(Body::empty(), StatusCode::CREATED))
            }
            Method::DELETE => {
                store.write(|tx| tx.delete(SETTING, "", PUBLIC_ACCESS))?;
                Ok(S3Response::with_status(Body::empty(), StatusCode::NO_CONTENT))
            }
            _ => Err(ServiceError::new(405, "MethodNotAllowed", "The specified method is not allowed.")),
        }
    }
}

fn written(switches: Switches) -> String {
    let Switches { block_public_acls, ignore_public_acls, block_public_policy, restrict_public_buckets } = switches;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PublicAccessBlockConfiguration \
         xmlns=\"http://awss3control.amazonaws.com/doc/2018-08-20/\"><BlockPublicAcls>{block_public_acls}\
         </BlockPublicAcls><IgnorePublicAcls>{ignore_public_acls}</IgnorePublicAcls><BlockPublicPolicy>\
         {block_public_policy}</BlockPublicPolicy><RestrictPublicBuckets>{restrict_public_buckets}\
         </RestrictPublicBuckets></PublicAccessBlockConfiguration>"
    )
}

fn read(xml: &[u8]) -> Result<Switches, ServiceError> {
    let mut reader = Reader::from_str(std::str::from_utf8(xml).map_err(|_| malformed())?);
    let (mut switches, mut element) = (Switches::default(), String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => element = start.local_name().as_ref().to_owned(),
            Ok(Event::Text(text)) if !text.trim().is_empty() => {
                let on = match text.trim().to_ascii_lowercase().as_str() {
                    "true" => true,
                    "false" => false,
                    _ => return Err(malformed()),
                };
                match element.as_str() {
                    "BlockPublicAcls" => switches.block_public_acls = on,
                    "IgnorePublicAcls" => switches.ignore_public_acls = on,
                    "BlockPublicPolicy" => switches.block_public_policy = on,
                    "RestrictPublicBuckets" => switches.restrict_public_buckets = on,
                    _ => return Err(malformed()),
                }
            }
            Ok(Event::Eof) => return Ok(switches),
            Ok(_) => {}
            Err(_) => return Err(malformed()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_are_written_and_read() {
        let some = Switches { block_public_policy: true, ..Switches::default() };
        assert_eq!(read(written(some).as_bytes()).unwrap(), some);
        assert!(read(b"<PublicAccessBlockConfiguration><BlockPublicAcls>maybe</BlockPublicAcls></PublicAccessBlockConfiguration>").is_err());
    }
}

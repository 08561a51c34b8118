//! Headers of an answer that a request asks for (`response-content-type`, …), where signatures are not checked.
//!
//! Only who is known may ask for them, and `s3s` knows nobody there: the lake sets the headers itself.
//! Source: S3 API Reference, GetObject, "Overriding response header values through the request".

use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, EXPIRES, HeaderName,
};
use http::request::Parts;
use http::{HeaderValue, Method};

use super::{query_value, strip_query};
use crate::wire::Response;

const OVERRIDES: &[(&str, HeaderName)] = &[
    ("response-cache-control", CACHE_CONTROL),
    ("response-content-disposition", CONTENT_DISPOSITION),
    ("response-content-encoding", CONTENT_ENCODING),
    ("response-content-language", CONTENT_LANGUAGE),
    ("response-content-type", CONTENT_TYPE),
    ("response-expires", EXPIRES),
];

/// The headers that a request asks for.
pub struct Overrides(Vec<(HeaderName, HeaderValue)>);

impl Overrides {
    /// Takes them out of the request.
    pub fn take(parts: &mut Parts) -> Self {
        if parts.method != Method::GET && parts.method != Method::HEAD {
            return Self(Vec::new());
        }
        let found = OVERRIDES.iter().filter_map(|(parameter, header)| {
            let value = query_value(parts, parameter)?;
            Some((header.clone(), HeaderValue::from_str(&value).ok()?))
        });
        let found = found.collect();
        let names: Vec<&str> = OVERRIDES.iter().map(|(parameter, _)| *parameter).collect();
        strip_query(parts, &names);
        Self(found)
    }

    /// Sets them on the answer, when it is the object.
    pub fn apply(self, mut response: Response) -> Response {
        if response.status().is_success() {
            response.headers_mut().extend(self.0.into_iter().map(|(name, value)| (Some(name), value)));
        }
        response
    }
}

//! Errors as services send them.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::store::StoreError;

/// Stands for "this service's own invalid-input code" until the service's table fills it in.
const INVALID: &str = "$invalid";

/// An error in a service's own words.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceError {
    /// The HTTP status.
    pub status: u16,
    /// The code, for example `EntityNotFoundException`.
    pub code: Cow<'static, str>,
    /// The message, as the service words it.
    pub message: String,
    /// Members besides the message, where the model has some.
    pub fields: Map<String, Value>,
}

impl ServiceError {
    /// An error with a status and a code.
    pub fn new(status: u16, code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into(), fields: Map::new() }
    }

    /// A client error: status 400.
    pub fn client(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::new(400, code, message)
    }

    /// The input is not what the model asks for; the service's own code is filled in by its table.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, INVALID, message)
    }

    /// An operation of AWS that this lake does not have.
    pub fn not_implemented(service: &str, operation: &str) -> Self {
        Self::unsupported(format_args!("{service} {operation}"))
    }

    /// A parameter or feature of an operation that this lake does not have.
    pub fn unsupported(what: impl std::fmt::Display) -> Self {
        Self::new(501, "NotImplemented", format!("the local lake does not implement {what}; it works on AWS"))
    }

    /// Adds a member.
    pub fn with_field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// Fills in the service's code for invalid input.
    pub fn with_invalid_code(mut self, code: &'static str) -> Self {
        if self.code == INVALID {
            self.code = Cow::Borrowed(code);
        }
        self
    }
}

impl std::fmt::Display for ServiceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for ServiceError {}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        let (status, code) = match error {
            StoreError::Busy => (503, "ServiceUnavailable"),
            // Not one of the statuses that clients repeat by themselves: the disk stays full.
            StoreError::Full => (507, "InsufficientStorage"),
            StoreError::TooNew { .. } | StoreError::Other(_) => (500, "InternalFailure"),
        };
        Self::new(status, code, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_named_and_not_tried_again() {
        let error = ServiceError::from(StoreError::Full);
        assert_eq!((error.status, error.code.as_ref()), (507, "InsufficientStorage"));
        assert!(![500, 502, 503, 504].contains(&error.status), "clients repeat those");
    }
}

//! The service's errors. Their names differ between protocols; these are the codes of the wire.

use crate::wire::ServiceError;

/// A value that the operation does not take.
pub fn invalid_value(message: impl Into<String>) -> ServiceError {
    ServiceError::client("InvalidParameterValue", message)
}

/// Parameters that do not go together.
pub fn invalid_combination(message: impl Into<String>) -> ServiceError {
    ServiceError::client("InvalidParameterCombination", message)
}

/// A request that does not hold together.
pub fn invalid(message: impl Into<String>) -> ServiceError {
    ServiceError::client("ValidationError", message)
}

/// A parameter that is needed and not there.
pub fn missing(message: impl Into<String>) -> ServiceError {
    ServiceError::client("MissingParameter", message)
}

/// An alarm or dashboard that is not there.
pub fn not_found(message: impl Into<String>) -> ServiceError {
    ServiceError::new(404, "ResourceNotFound", message)
}

/// A resource whose tags are asked for and that is not there.
pub fn no_tagged(message: impl Into<String>) -> ServiceError {
    ServiceError::new(404, "ResourceNotFoundException", message)
}

//! One definition out of several files, for a registry that knows no references between definitions.
//!
//! Invariants: nothing is fetched from the web; what cannot be put into one file without changing its meaning is an error
//! that names it. The caller reads the files, and checks that what comes out is valid.

mod json;
mod protobuf;

pub use json::bundle_json;
pub use protobuf::bundle_protobuf;

/// Why a definition cannot be put into one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleError {
    /// One sentence without a full stop.
    pub message: String,
    /// In the definition's own file, from 1.
    pub line: Option<usize>,
}

impl BundleError {
    /// An error without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), line: None }
    }

    fn at(message: impl Into<String>, line: usize) -> Self {
        Self { message: message.into(), line: Some(line) }
    }
}

#[cfg(test)]
mod tests;

//! What must be there, or the error that helps on.

use crate::error::{Error, Result};

/// What was looked for, for the error when it is not there.
#[derive(Debug, Clone)]
pub struct Sought<'a> {
    /// What it is, with its name: ``job `etl` ``.
    pub what: String,
    /// The name as it was typed.
    pub typed: &'a str,
    /// The command that lists what there is.
    pub list: String,
}

/// As [`require`], for the answer of a read. What could not be read at all is named: services say only what they think
/// of the caller.
pub async fn require_read<T, F>(found: Result<Option<T>>, sought: Sought<'_>, known: impl FnOnce() -> F) -> Result<T>
where
    F: Future<Output = Result<Vec<String>>>,
{
    let found = found.map_err(|error| match error.aws() {
        Some(_) => error.context(format!("{} could not be read", sought.what)),
        None => error,
    })?;
    require(found, sought, known).await
}

/// The thing, or an error with the nearest of the known names and the command that lists them. Names that may not be
/// listed are no reason to fail otherwise.
pub async fn require<T, F>(found: Option<T>, sought: Sought<'_>, known: impl FnOnce() -> F) -> Result<T>
where
    F: Future<Output = Result<Vec<String>>>,
{
    if let Some(found) = found {
        return Ok(found);
    }
    let known = known().await.unwrap_or_default();
    Err(Error::not_found(format!("there is no {}", sought.what))
        .did_you_mean(sought.typed, known.iter().map(String::as_str))
        .hint(sought.list))
}

//! Whether a definition may become a version: the rules are `domain::schema`'s, under the profile `glue`.
//!
//! AWS does not say which old version the modes without `_ALL` compare with, the latest or the checkpoint. Both are
//! compared here, so that a version which one of the readings would refuse is not accepted.

use serde_json::Value;

use crate::domain::schema::{self, Budget, DataFormat, Mode, Profile, Severity};
use crate::domain::schema_check::{self, Against, Ending, Job, OldVersion};
use crate::wire::ServiceError;

/// What is to be done with a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgment {
    /// It fits.
    Fits,
    /// It does not; the reason is for people.
    Breaks(String),
}

/// Refuses a definition that is not valid in its format.
pub fn check_valid(format: &str, definition: &str) -> Result<(), ServiceError> {
    match first_error(format, definition)? {
        None => Ok(()),
        Some(error) => {
            Err(ServiceError::invalid(format!("Schema definition of {format} data format is invalid: {error}")))
        }
    }
}

/// What is wrong with a definition, in one sentence.
pub fn first_error(format: &str, definition: &str) -> Result<Option<String>, ServiceError> {
    Ok(schema::validate(data_format(format)?, definition).first().map(ToString::to_string))
}

/// Whether two definitions are one version.
pub fn same(format: &str, left: &str, right: &str) -> Result<bool, ServiceError> {
    Ok(schema::same_definition(data_format(format)?, left, right))
}

/// Judges a definition against the available versions, oldest first.
pub fn judge(schema_document: &Value, definition: &str, available: &[(i64, String)]) -> Result<Judgment, ServiceError> {
    let format = data_format(schema_document["format"].as_str().unwrap_or_default())?;
    let mode: Mode = schema_document["compatibility"].as_str().unwrap_or_default().parse().map_err(damaged)?;
    let history: Vec<OldVersion> = available
        .iter()
        .map(|(number, text)| OldVersion {
            number: *number,
            label: format!("version {number}"),
            is_file: false,
            text: text.clone(),
            bundle: None,
        })
        .collect();
    let against = Against::select(None, mode, &history, schema_document["checkpoint"].as_i64()).map_err(damaged)?;
    let checked = schema_check::check(&Job {
        file: String::new(),
        format,
        mode,
        profile: Profile::Glue,
        budget: Budget::default(),
        text: definition.to_owned(),
        bundle: None,
        history,
        against,
    });
    match checked.ending {
        Ending::Compatible | Ending::Nothing | Ending::Same { .. } => Ok(Judgment::Fits),
        Ending::Incompatible => {
            let breaking = checked.findings.iter().filter(|finding| finding.severity == Severity::Breaking);
            let reasons: Vec<String> =
                breaking.map(|finding| format!("{} (against version {})", finding.message, finding.against)).collect();
            Ok(Judgment::Breaks(reasons.join("; ")))
        }
        Ending::Invalid(errors) => {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Err(ServiceError::invalid(format!("Schema definition is invalid: {}", errors.join("; "))))
        }
        Ending::Refused { reason } | Ending::Unreadable { reason, .. } => Err(ServiceError::invalid(reason)),
        Ending::Unknown { reason } => Err(ServiceError::invalid(format!(
            "the local lake cannot judge whether this version is compatible and does not accept it: {reason}"
        ))),
    }
}

fn data_format(format: &str) -> Result<DataFormat, ServiceError> {
    format.parse().map_err(damaged)
}

/// Formats and modes are checked when they come in, so one that cannot be read was damaged in the store.
fn damaged(why: String) -> ServiceError {
    ServiceError::new(500, "InternalServiceException", why)
}

//! Schemas of a registry: what a valid definition is, and whether a new version can follow those before it.
//!
//! [`examine`] answers one question: can this be the next version, by a mode and a [`Profile`], and if not, why — all
//! [`Finding`]s, each with its rule, direction, version, places in both texts, causes and fix. [`check`] is the short form
//! of it, [`validate`] looks at one definition alone, [`apply_edits`] writes fixes.
//!
//! Invariants:
//! - One primitive per format, `can_read(reader, writer)`; FORWARD is BACKWARD with the roles swapped (but for what the
//!   `proto-` profiles want reserved, which only the new version can do), and `_ALL` compares with each old version, not
//!   neighbour by neighbour.
//! - A verdict is only given by rules that are written here; what they do not cover, or what costs more than the
//!   [`Budget`], is [`Outcome::Unknown`], never "compatible".
//! - Every tree knows the spans of its parts, and nesting is bounded when it is read, so that no comparison recurses
//!   without end.
//! - Pure: the same question has the same answer everywhere.
//!
//! AWS does not publish the registry's rules. The profile `glue` has, for AVRO, those of Avro's own Java checker
//! (`SchemaCompatibility`, 1.11.4), which the registry names as its parser's version; for JSON and PROTOBUF the strict
//! rule sets that registries of the same formats have published. A verdict says what those rules say and not what the
//! service will answer.

mod avro;
mod check;
mod finding;
mod json_schema;
mod limits;
mod obstacle;
mod outline;
mod pairs;
mod protobuf;
mod source;

use std::fmt;
use std::str::FromStr;

pub use check::{Outcome, Question, Report, check, differences, examine, same_definition, validate};
pub use finding::{Budget, Cause, Edit, Finding, Fix, Profile, Severity, Spot, apply_edits};
pub use limits::{
    LimitError, MAX_DEFINITION, MAX_METADATA_PAIRS, RegistryName, SchemaName, check_definition_size,
    check_metadata_pair,
};
pub use outline::{Element, outline};
pub(crate) use source::{Json, JsonKind, Lines, Member, parse_json};
pub use source::{Place, Span};

/// The language of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DataFormat {
    Avro,
    Json,
    Protobuf,
}

/// What a new version must be able to do with the data of old ones, and the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Anything goes.
    None,
    /// No new version at all.
    Disabled,
    Backward,
    BackwardAll,
    Forward,
    ForwardAll,
    Full,
    FullAll,
}

/// Who reads whose data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The new version reads data of the old one.
    Backward,
    /// The old version reads data of the new one.
    Forward,
}

/// A stored version to check against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version<'a> {
    pub number: i64,
    pub definition: &'a str,
}

/// Something wrong with a definition on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionError {
    pub place: Place,
    /// One sentence without a full stop.
    pub message: String,
    pub hint: Option<String>,
}

impl fmt::Display for DefinitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.place.line, self.place.column, self.message)
    }
}

/// The answer of [`check`], under the profile [`Profile::Glue`]; [`examine`] says more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Compatible,
    /// The definition is stored already: registering it gives that version again.
    Same {
        version: i64,
    },
    /// All that breaks.
    Incompatible(Vec<Finding>),
    /// The definition itself is not valid.
    Invalid(Vec<DefinitionError>),
    /// The mode lets no new version in ([`Mode::Disabled`]).
    Refused {
        reason: String,
    },
    /// There is no rule to go by.
    CannotJudge {
        reason: String,
    },
}

impl Verdict {
    /// Whether a registry may take the version.
    pub fn accepts(&self) -> bool {
        matches!(self, Self::Compatible | Self::Same { .. })
    }
}

impl Mode {
    /// The directions that are checked.
    pub fn directions(self) -> &'static [Direction] {
        match self {
            Self::None | Self::Disabled => &[],
            Self::Backward | Self::BackwardAll => &[Direction::Backward],
            Self::Forward | Self::ForwardAll => &[Direction::Forward],
            Self::Full | Self::FullAll => &[Direction::Backward, Direction::Forward],
        }
    }

    /// Whether every old version counts, not just one.
    pub fn is_transitive(self) -> bool {
        matches!(self, Self::BackwardAll | Self::ForwardAll | Self::FullAll)
    }

    /// All modes, in the order of the documentation.
    pub const ALL: [Mode; 8] = [
        Self::None,
        Self::Disabled,
        Self::Backward,
        Self::BackwardAll,
        Self::Forward,
        Self::ForwardAll,
        Self::Full,
        Self::FullAll,
    ];
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "NONE",
            Self::Disabled => "DISABLED",
            Self::Backward => "BACKWARD",
            Self::BackwardAll => "BACKWARD_ALL",
            Self::Forward => "FORWARD",
            Self::ForwardAll => "FORWARD_ALL",
            Self::Full => "FULL",
            Self::FullAll => "FULL_ALL",
        })
    }
}

impl FromStr for Mode {
    type Err = String;

    /// Any case, `-` for `_`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.to_ascii_uppercase().replace('-', "_");
        Self::ALL.into_iter().find(|mode| mode.to_string() == wanted).ok_or_else(|| {
            let all: Vec<String> = Self::ALL.iter().map(Mode::to_string).collect();
            format!("'{text}' is no compatibility mode: {}", all.join(", "))
        })
    }
}

impl fmt::Display for DataFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Avro => "AVRO",
            Self::Json => "JSON",
            Self::Protobuf => "PROTOBUF",
        })
    }
}

impl FromStr for DataFormat {
    type Err = String;

    /// Any case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_uppercase().as_str() {
            "AVRO" => Ok(Self::Avro),
            "JSON" => Ok(Self::Json),
            "PROTOBUF" => Ok(Self::Protobuf),
            _ => Err(format!("'{text}' is no data format: AVRO, JSON, PROTOBUF")),
        }
    }
}

impl Direction {
    /// The other one.
    fn reversed(self) -> Self {
        match self {
            Self::Backward => Self::Forward,
            Self::Forward => Self::Backward,
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Backward => "BACKWARD",
            Self::Forward => "FORWARD",
        })
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

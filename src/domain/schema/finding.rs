//! What a comparison has to say: findings with their places, causes and fixes.

use std::fmt;
use std::str::FromStr;

use super::source::{Place, Span};
use super::{DataFormat, Direction};

/// The rule set by which versions are judged. AWS publishes none, so every result names its profile, and no profile is a
/// promise of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// The closest known rules to those of the Glue Schema Registry: Avro's own checker for AVRO, the strict published
    /// sets for JSON and PROTOBUF.
    #[default]
    Glue,
    /// JSON: like [`Profile::Glue`], but properties may come and go in open content models, as their users expect.
    JsonLenient,
    /// PROTOBUF: only what changes the encoding on the wire.
    ProtoWire,
    /// PROTOBUF: what changes the encoding on the wire or in protobuf's JSON.
    ProtoWireJson,
    /// PROTOBUF: what changes the encoding, or the code that is generated from the file. The strictest.
    ProtoFile,
    /// Any format: whether some datum of the one version cannot be read by the other, as far as that can be told. Three
    /// answers: yes, no, unknown.
    Semantic,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Profile; 6] =
        [Self::Glue, Self::JsonLenient, Self::ProtoWire, Self::ProtoWireJson, Self::ProtoFile, Self::Semantic];

    /// Whether the profile has rules for a format.
    pub fn judges(self, format: DataFormat) -> bool {
        match self {
            Self::Glue | Self::Semantic => true,
            Self::JsonLenient => format == DataFormat::Json,
            Self::ProtoWire | Self::ProtoWireJson | Self::ProtoFile => format == DataFormat::Protobuf,
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Glue => "glue",
            Self::JsonLenient => "json-lenient",
            Self::ProtoWire => "proto-wire",
            Self::ProtoWireJson => "proto-wire-json",
            Self::ProtoFile => "proto-file",
            Self::Semantic => "semantic",
        })
    }
}

impl FromStr for Profile {
    type Err = String;

    /// Any case, `_` for `-`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.to_ascii_lowercase().replace('_', "-");
        Self::ALL.into_iter().find(|profile| profile.to_string() == wanted).ok_or_else(|| {
            let all: Vec<String> = Self::ALL.iter().map(Profile::to_string).collect();
            format!("'{text}' is no profile: {}", all.join(", "))
        })
    }
}

/// How much a comparison may cost, in pairs of schema parts that it looks at. Beyond it the answer is "unknown"; it never
/// depends on the clock, so that the same check gives the same answer everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget(pub u64);

impl Default for Budget {
    /// A million steps, which is seconds of work; large real schemas need thousands.
    fn default() -> Self {
        Self(1_000_000)
    }
}

/// How a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The profile calls the change incompatible.
    Breaking,
    /// Whether it breaks cannot be told: the verdict is "unknown" unless something else breaks.
    Unknown,
    /// Worth knowing; never part of the verdict.
    Warning,
    /// A change that the profile lets pass. Only [`super::differences`] has these.
    Compatible,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Breaking => "breaking",
            Self::Unknown => "unknown",
            Self::Warning => "warning",
            Self::Compatible => "compatible",
        })
    }
}

/// An element of a definition: where it stands and how it reads. For something that is gone, the nearest element that
/// encloses its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    pub place: Place,
    /// The element as it is written, on one line, cut after [`Spot::MAX_TEXT`] characters.
    pub text: String,
}

impl Spot {
    /// The longest excerpt, in characters.
    pub const MAX_TEXT: usize = 80;
}

/// Why one branch of a union, `anyOf` or `oneOf` does not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Which branch, as in "branch 1 (`n.Address`)"; empty when the cause is not about a branch.
    pub branch: String,
    /// The rule that stands against it.
    pub rule: &'static str,
    /// One sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.branch.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.branch, self.message) }
    }
}

/// The smallest change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// For people: one sentence without a full stop.
    pub text: String,
    /// For `--fix`: what to write into the new definition; empty when only a person can decide.
    pub edits: Vec<Edit>,
}

/// A replacement in the new definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    pub replacement: String,
}

/// One thing to know about a pair of versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, in capitals. It is stable: baselines refer to it.
    pub rule: &'static str,
    /// The rule set that it is judged by.
    pub profile: Profile,
    /// The new version reads old data, or the old version reads new data.
    pub direction: Direction,
    /// The number of the old version.
    pub against: i64,
    pub severity: Severity,
    /// What it is about. AVRO: JSON pointer into the reader's definition (`/fields/1/type`), as Avro's checker gives it.
    /// JSON: pointer with `#` (`#/properties/a`). PROTOBUF: full name (`a.b.Order.id`), `/` for the file. Stable under
    /// reformatting: baselines refer to it.
    pub path: String,
    /// In the new definition.
    pub new: Spot,
    /// In the old definition.
    pub old: Spot,
    /// One sentence without a full stop.
    pub message: String,
    pub causes: Vec<Cause>,
    pub fix: Option<Fix>,
}

impl Finding {
    /// Whether two findings say the same of different old versions (a break against v1, v2 and v3 is one thing to mend).
    pub fn same_change_as(&self, other: &Finding) -> bool {
        (self.rule, self.direction, self.severity, &self.path, &self.message, self.new.place)
            == (other.rule, other.direction, other.severity, &other.path, &other.message, other.new.place)
    }
}

/// Writes the edits into a text. Edits that touch the same place are written once when they are equal; of different ones
/// the first stays. `None` when there is nothing to write.
pub fn apply_edits(text: &str, edits: &[Edit]) -> Option<String> {
    let mut edits: Vec<&Edit> = edits
        .iter()
        .filter(|edit| edit.span.start <= edit.span.end && text.get(edit.span.start..edit.span.end).is_some())
        .collect();
    // Stable: of edits at one place the first one given stays first.
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits.dedup_by(|later, earlier| later == earlier);
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    let mut last: Option<Span> = None;
    for edit in edits {
        if edit.span.start < at || last == Some(edit.span) {
            continue;
        }
        result.push_str(&text[at..edit.span.start]);
        result.push_str(&edit.replacement);
        at = edit.span.end;
        last = Some(edit.span);
    }
    last?;
    result.push_str(&text[at..]);
    Some(result)
}

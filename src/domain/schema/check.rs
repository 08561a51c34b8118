//! The check of a new version: which old versions, which directions, which rules.

use super::finding::{Budget, Finding, Profile, Severity, Spot};
use super::obstacle::{Compared, Obstacle, Work};
use super::source::{Lines, Place, Problem, parse_json};
use super::{DataFormat, DefinitionError, Direction, Mode, Verdict, Version, avro, json_schema, protobuf};

/// What is to be checked, and by what.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub format: DataFormat,
    pub mode: Mode,
    pub new: &'a str,
    /// The stored versions that count (those the registry calls AVAILABLE), oldest first. Modes without `_ALL` look at
    /// the last of them: which version that is — the latest, or the checkpoint — is the caller's to decide, by what it
    /// passes.
    pub previous: &'a [Version<'a>],
    pub profile: Profile,
    pub budget: Budget,
}

/// The whole answer to a [`Question`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub profile: Profile,
    pub mode: Mode,
    pub outcome: Outcome,
    /// All of them, by old version, direction and place. Warnings, and what cannot be told, are among them whatever the
    /// outcome is.
    pub findings: Vec<Finding>,
    /// Why not everything was compared, whatever the outcome is.
    pub gave_up: Option<String>,
    /// The numbers of the versions that were compared.
    pub compared: Vec<i64>,
}

/// The gist of a [`Report`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing stands against the version under the profile.
    Compatible,
    /// The definition is stored already: registering it gives that version again.
    Same { version: i64 },
    /// There is a finding that breaks.
    Incompatible,
    /// Nothing is known to break, and yet it cannot be called compatible.
    Unknown { reason: String },
    /// The definition itself is not valid.
    Invalid(Vec<DefinitionError>),
    /// The mode lets no new version in ([`Mode::Disabled`]).
    Refused { reason: String },
}

impl Outcome {
    /// The outcome in a word: `compatible`, `same`, `incompatible`, `unknown`, `invalid` or `refused`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Same { .. } => "same",
            Self::Incompatible => "incompatible",
            Self::Unknown { .. } => "unknown",
            Self::Invalid(_) => "invalid",
            Self::Refused { .. } => "refused",
        }
    }
}

/// A definition that could be understood.
enum Definition {
    Avro(avro::Schema),
    Json(json_schema::Document),
    Protobuf(protobuf::File),
}

impl Definition {
    /// None when nothing can be made of the text; what is wrong is in the list either way.
    fn read(format: DataFormat, text: &str) -> (Option<Self>, Vec<Problem>) {
        match format {
            DataFormat::Avro => {
                let (schema, problems) = avro::parse(text);
                (schema.map(Self::Avro), problems)
            }
            DataFormat::Json => {
                let (document, problems) = json_schema::parse(text);
                (document.map(Self::Json), problems)
            }
            DataFormat::Protobuf => {
                let (file, problems) = protobuf::parse(text);
                (file.map(Self::Protobuf), problems)
            }
        }
    }

    /// Whether `self` can read what `writer` wrote.
    fn can_read(&self, writer: &Self, direction: Direction, profile: Profile, work: &mut Work) -> Compared {
        match (self, writer) {
            (Self::Avro(reader), Self::Avro(writer)) => avro::can_read(reader, writer, direction, profile, work),
            (Self::Json(reader), Self::Json(writer)) => json_schema::can_read(reader, writer, direction, profile, work),
            (Self::Protobuf(reader), Self::Protobuf(writer)) => {
                protobuf::can_read(reader, writer, direction, profile, work)
            }
            // One question has one format.
            _ => Compared { obstacles: Vec::new(), gave_up: Some("the formats differ".to_owned()) },
        }
    }
}

/// Checks whether `new` can be the next version, with everything that there is to say about it.
pub fn examine(question: &Question<'_>) -> Report {
    let Question { format, mode, new, previous, profile, .. } = *question;
    let report = |outcome| Report { profile, mode, outcome, findings: Vec::new(), gave_up: None, compared: Vec::new() };
    if let Some(same) = previous.iter().rev().find(|version| same_definition(format, version.definition, new)) {
        return report(Outcome::Same { version: same.number });
    }
    let (definition, problems) = Definition::read(format, new);
    let (Some(definition), true) = (definition, problems.is_empty()) else {
        return report(Outcome::Invalid(placed(new, problems)));
    };
    if previous.is_empty() || mode == Mode::None {
        return report(Outcome::Compatible);
    }
    if mode == Mode::Disabled {
        return report(Outcome::Refused {
            reason: "the compatibility mode is DISABLED, which lets no new version in".to_owned(),
        });
    }
    if !profile.judges(format) {
        return report(Outcome::Unknown { reason: format!("the profile {profile} has no rules for {format}") });
    }
    let against = if mode.is_transitive() { previous } else { &previous[previous.len() - 1..] };
    compare(question, &definition, against, false)
}

/// Like [`examine`], with the changes that the profile lets pass among the findings ([`Severity::Compatible`]): what is
/// different, and what it means. Two versions that cannot be compared have no differences; the outcome says why.
pub fn differences(question: &Question<'_>) -> Report {
    let mut report = examine(question);
    let comparable = matches!(report.outcome, Outcome::Compatible | Outcome::Incompatible | Outcome::Unknown { .. });
    if comparable && let (Some(definition), _) = Definition::read(question.format, question.new) {
        let numbers = &report.compared;
        let against: Vec<Version<'_>> =
            question.previous.iter().filter(|version| numbers.contains(&version.number)).copied().collect();
        report.findings = compare(question, &definition, &against, true).findings;
    }
    report
}

/// Like [`examine`], under the profile `glue`, for those who only need the verdict.
pub fn check(format: DataFormat, mode: Mode, new: &str, previous: &[Version<'_>]) -> Verdict {
    let question = Question { format, mode, new, previous, profile: Profile::Glue, budget: Budget::default() };
    let mut report = examine(&question);
    match report.outcome {
        Outcome::Compatible => Verdict::Compatible,
        Outcome::Same { version } => Verdict::Same { version },
        Outcome::Incompatible => {
            report.findings.retain(|finding| finding.severity == Severity::Breaking);
            Verdict::Incompatible(report.findings)
        }
        Outcome::Unknown { reason } => Verdict::CannotJudge { reason },
        Outcome::Invalid(errors) => Verdict::Invalid(errors),
        Outcome::Refused { reason } => Verdict::Refused { reason },
    }
}

/// Everything wrong with a definition on its own; empty for a valid one.
pub fn validate(format: DataFormat, definition: &str) -> Vec<DefinitionError> {
    placed(definition, Definition::read(format, definition).1)
}

/// Whether two definitions are one and the same to a registry: equal but for the blanks between tokens (AVRO, JSON) or at
/// the ends and line ends (PROTOBUF, where a blank may matter).
pub fn same_definition(format: DataFormat, left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    match format {
        DataFormat::Avro | DataFormat::Json if differ_plainly(left, right) => false,
        DataFormat::Avro | DataFormat::Json => match (parse_json(left), parse_json(right)) {
            (Ok(left), Ok(right)) => left.same_as(&right),
            _ => false,
        },
        DataFormat::Protobuf => left.lines().map(str::trim_end).eq(right.lines().map(str::trim_end)),
    }
}

/// Whether two JSON texts differ beyond blanks, where that can be told without reading them: in texts without escapes.
fn differ_plainly(left: &str, right: &str) -> bool {
    let substance = |text: &'_ str| -> Vec<u8> {
        let mut in_text = false;
        let is_kept = |byte: &u8| {
            in_text ^= *byte == b'"';
            in_text || !byte.is_ascii_whitespace()
        };
        text.bytes().filter(is_kept).collect()
    };
    !left.contains('\\') && !right.contains('\\') && substance(left) != substance(right)
}

fn placed(text: &str, problems: Vec<Problem>) -> Vec<DefinitionError> {
    let lines = Lines::new(text);
    problems
        .into_iter()
        .map(|problem| DefinitionError {
            place: lines.place(problem.span),
            message: problem.message,
            hint: problem.hint,
        })
        .collect()
}

fn compare(question: &Question<'_>, new: &Definition, against: &[Version<'_>], all: bool) -> Report {
    let mut findings = Vec::new();
    let mut unknown: Option<String> = None;
    let mut work = Work::new(question.budget);
    let new_lines = Lines::new(question.new);
    for version in against {
        let Some(old) = Definition::read(question.format, version.definition).0 else {
            let reason = format!("the stored version {} cannot be read as {}", version.number, question.format);
            unknown.get_or_insert(reason);
            continue;
        };
        let old_lines = Lines::new(version.definition);
        for direction in question.mode.directions() {
            let compared = match direction {
                Direction::Backward => new.can_read(&old, *direction, question.profile, &mut work),
                Direction::Forward => old.can_read(new, *direction, question.profile, &mut work),
            };
            if let Some(reason) = compared.gave_up {
                unknown.get_or_insert(format!("compared with version {}: {reason}", version.number));
            }
            for obstacle in compared.obstacles {
                if obstacle.severity == Severity::Compatible && !all {
                    continue;
                }
                let sides = (&new_lines, &old_lines);
                findings.push(finding(obstacle, sides, *direction, version.number, question.profile));
            }
        }
    }
    let has = |severity| findings.iter().any(|finding: &Finding| finding.severity == severity);
    let gave_up = unknown.clone();
    let outcome = if has(Severity::Breaking) {
        Outcome::Incompatible
    } else if let Some(reason) = unknown {
        Outcome::Unknown { reason }
    } else if let Some(first) = findings.iter().find(|finding| finding.severity == Severity::Unknown) {
        Outcome::Unknown { reason: format!("{} ({})", first.message, first.path) }
    } else {
        Outcome::Compatible
    };
    let compared = against.iter().map(|version| version.number).collect();
    Report { profile: question.profile, mode: question.mode, outcome, findings, gave_up, compared }
}

fn finding(
    obstacle: Obstacle,
    (new, old): (&Lines<'_>, &Lines<'_>),
    direction: Direction,
    against: i64,
    profile: Profile,
) -> Finding {
    let (new_span, old_span) = match direction {
        Direction::Backward => (obstacle.reader, obstacle.writer),
        Direction::Forward => (obstacle.writer, obstacle.reader),
    };
    let spot = |lines: &Lines<'_>, span| {
        let place: Place = lines.place(span);
        Spot { text: lines.excerpt(span, Spot::MAX_TEXT), place }
    };
    Finding {
        rule: obstacle.rule,
        profile,
        direction,
        against,
        severity: obstacle.severity,
        path: obstacle.path,
        new: spot(new, new_span),
        old: spot(old, old_span),
        message: obstacle.message,
        causes: obstacle.causes,
        fix: obstacle.fix,
    }
}

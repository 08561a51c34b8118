//! The check of a new version: which old versions, which directions, which rules.

use super::avro::{self, Outcome};
use super::source::{Place, parse_json};
use super::{DataFormat, DefinitionError, Direction, Finding, Mode, Verdict, Version, json_schema, protobuf};

/// Checks whether `new` can be the next version. `previous` are the stored versions that count (those the registry calls
/// AVAILABLE), oldest first. Modes without `_ALL` look at the last of them: which version that is — the latest, or the
/// checkpoint — is the caller's to decide, by what it passes.
pub fn check(format: DataFormat, mode: Mode, new: &str, previous: &[Version<'_>]) -> Verdict {
    if let Some(same) = previous.iter().rev().find(|version| same_definition(format, version.definition, new)) {
        return Verdict::Same { version: same.number };
    }
    let errors = validate(format, new);
    if !errors.is_empty() {
        return Verdict::Invalid(errors);
    }
    if previous.is_empty() || mode == Mode::None {
        return Verdict::Compatible;
    }
    if mode == Mode::Disabled {
        return Verdict::Refused {
            reason: "the compatibility mode is DISABLED, which lets no new version in".to_owned(),
        };
    }
    let against = if mode.is_transitive() { previous } else { &previous[previous.len() - 1..] };
    match format {
        DataFormat::Avro => check_avro(mode, new, against),
        DataFormat::Json | DataFormat::Protobuf => Verdict::CannotJudge {
            reason: format!(
                "there are no compatibility rules for {format} here yet; only the mode NONE takes a changed {format} schema"
            ),
        },
    }
}

/// Everything wrong with a definition on its own; empty for a valid one.
pub fn validate(format: DataFormat, definition: &str) -> Vec<DefinitionError> {
    let problems = match format {
        DataFormat::Avro => avro::parse(definition).1,
        DataFormat::Json => json_schema::validate(definition),
        DataFormat::Protobuf => protobuf::validate(definition),
    };
    problems
        .into_iter()
        .map(|problem| DefinitionError {
            place: Place::of(definition, problem.span),
            message: problem.message,
            hint: problem.hint,
        })
        .collect()
}

/// Whether two definitions are one and the same to a registry: equal but for the blanks between tokens (AVRO, JSON) or at
/// the ends and line ends (PROTOBUF, where a blank may matter).
pub fn same_definition(format: DataFormat, left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    match format {
        DataFormat::Avro | DataFormat::Json => match (parse_json(left), parse_json(right)) {
            (Ok(left), Ok(right)) => left.same_as(&right),
            _ => false,
        },
        DataFormat::Protobuf => left.lines().map(str::trim_end).eq(right.lines().map(str::trim_end)),
    }
}

fn check_avro(mode: Mode, new: &str, against: &[Version<'_>]) -> Verdict {
    let (Some(new_schema), _) = avro::parse(new) else {
        return Verdict::Invalid(validate(DataFormat::Avro, new));
    };
    let mut findings = Vec::new();
    for version in against {
        let (Some(old_schema), _) = avro::parse(version.definition) else {
            return Verdict::CannotJudge {
                reason: format!("the stored version {} cannot be read as an Avro schema", version.number),
            };
        };
        for direction in mode.directions() {
            let outcome = match direction {
                Direction::Backward => avro::can_read(&new_schema, &old_schema, *direction),
                Direction::Forward => avro::can_read(&old_schema, &new_schema, *direction),
            };
            let Outcome::Judged(obstacles) = outcome else {
                return Verdict::CannotJudge {
                    reason: format!(
                        "the schema and version {} are too large or nested too deep to be compared",
                        version.number
                    ),
                };
            };
            findings.extend(obstacles.into_iter().map(|obstacle| {
                let (new_span, old_span) = match direction {
                    Direction::Backward => (obstacle.reader, obstacle.writer),
                    Direction::Forward => (obstacle.writer, obstacle.reader),
                };
                Finding {
                    rule: obstacle.rule,
                    direction: *direction,
                    against: version.number,
                    path: obstacle.path,
                    message: obstacle.message,
                    hint: obstacle.hint,
                    place: Place::of(new, new_span),
                    old_place: Place::of(version.definition, old_span),
                    causes: obstacle.causes,
                }
            }));
        }
    }
    if findings.is_empty() { Verdict::Compatible } else { Verdict::Incompatible(findings) }
}

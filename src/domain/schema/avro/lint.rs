//! What Avro's checker does not look at and people should know: warnings, and under the profile `semantic` what cannot be
//! told.

use super::compare::{At, Comparison};
use super::{Field, Kind, Name, Primitive, TypeId};
use crate::schema::finding::Severity;
use crate::schema::obstacle::Obstacle;
use crate::schema::{Direction, Fix, Profile};

fn warning(rule: &'static str, at: &At, message: String, advice: &str) -> Obstacle {
    Obstacle {
        rule,
        severity: Severity::Warning,
        path: if at.path.is_empty() { "/".to_owned() } else { at.path.clone() },
        message,
        fix: Some(Fix::advice(advice)),
        reader: at.reader,
        writer: at.writer,
        causes: Vec::new(),
    }
}

/// Unknown where data can really be misread, a warning elsewhere.
fn severity(comparison: &Comparison<'_>) -> Severity {
    if comparison.profile == Profile::Semantic { Severity::Unknown } else { Severity::Warning }
}

fn subject(at: &At) -> String {
    if at.field.is_empty() { "the schema".to_owned() } else { format!("field `{}`", at.field) }
}

/// A logical type, or a decimal's precision or scale, that is another one now. Readers get other values without an error.
pub(super) fn logical(comparison: &Comparison<'_>, reader: TypeId, writer: TypeId, at: &At) -> Option<Obstacle> {
    let own = &comparison.reader.types[reader].logical;
    let other = &comparison.writer.types[writer].logical;
    if own == other {
        return None;
    }
    let words = |logical: &Option<String>| logical.clone().unwrap_or_else(|| "no logical type".to_owned());
    let (from, to) = comparison.old_and_new(words(other), words(own));
    let decimals = [own, other].iter().all(|logical| logical.as_deref().is_some_and(|l| l.starts_with("decimal")));
    let rule = if decimals { "DECIMAL_CHANGED" } else { "LOGICAL_TYPE_CHANGED" };
    let message = format!("{} changed from {from} to {to}, which Avro's rules do not look at", subject(at));
    let advice = "values are read as other values without an error; keep the logical type, or add a new field";
    Some(Obstacle { severity: severity(comparison), ..warning(rule, at, message, advice) })
}

/// Promotions that can lose something.
pub(super) fn promotion(
    comparison: &Comparison<'_>,
    reader: Primitive,
    writer: Primitive,
    at: &At,
) -> Option<Obstacle> {
    let what = match (writer, reader) {
        (Primitive::Long, Primitive::Float | Primitive::Double) | (Primitive::Int, Primitive::Float) => {
            "large numbers lose digits"
        }
        (Primitive::Bytes, Primitive::String) => "bytes that are no UTF-8 cannot be read as text",
        _ => return None,
    };
    let name = |primitive: Primitive| Kind::Primitive(primitive).word().to_lowercase();
    let who = match comparison.direction {
        Direction::Backward => "is read as",
        Direction::Forward => "is read by the old version as",
    };
    let message = format!("{} of {} {who} {}: {what}", subject(at), name(writer), name(reader));
    // Digits that are lost are still a value; bytes that are no text are not.
    let severity = if writer == Primitive::Bytes { severity(comparison) } else { Severity::Warning };
    Some(Obstacle { severity, ..warning("LOSSY_PROMOTION", at, message, "keep the type if that matters") })
}

/// The local names fit and the namespaces do not: Avro's checker lets that pass, some readers of data do not.
pub(super) fn namespace(comparison: &Comparison<'_>, reader: &Name, writer: &Name, at: &At) -> Option<Obstacle> {
    let (own, other) = (reader.full(), writer.full());
    if own == other || reader.aliases.contains(&other) {
        return None;
    }
    let (from, to) = comparison.old_and_new(other, own);
    let message = format!("the type `{from}` is `{to}` now: only the name without its namespace is compared");
    let advice = match comparison.direction {
        Direction::Backward => format!("readers that compare full names need \"aliases\": [\"{from}\"]"),
        Direction::Forward => "readers that compare full names need the old namespace".to_owned(),
    };
    let found = warning("NAMESPACE_CHANGED", at, message, &advice);
    Some(Obstacle { severity: severity(comparison), reader: reader.span, writer: writer.span, ..found })
}

/// A default that is gone: the next version that drops the field, or reads data without it, breaks.
pub(super) fn field_default(
    comparison: &Comparison<'_>,
    reader: &Field,
    writer: &Field,
    index: usize,
    at: &At,
) -> Option<Obstacle> {
    // The old version's default counts when it reads; so this is about the new version in the one direction only.
    if comparison.direction != Direction::Backward || reader.default.is_some() || writer.default.is_none() {
        return None;
    }
    let message = format!("field `{}` has no default any more", reader.name);
    let advice = "keep the default: versions before the field was added cannot be read without it";
    let found = warning("DEFAULT_REMOVED", at, message, advice);
    let path = format!("{}/fields/{index}", at.path);
    Some(Obstacle { path, reader: reader.span, writer: writer.span, ..found })
}

/// An enum's default that is gone.
pub(super) fn enum_default(comparison: &Comparison<'_>, reader: &Kind, writer: &Kind, at: &At) -> Option<Obstacle> {
    let (Kind::Enum { name, symbols_span, .. }, Kind::Enum { symbols_span: other_span, .. }) = (reader, writer) else {
        return None;
    };
    if comparison.direction != Direction::Backward {
        return None;
    }
    let message = format!("the enum `{}` has no default any more", name.full());
    let advice = "keep the default: it is what symbols are read as that this version does not know";
    let found = warning("DEFAULT_REMOVED", at, message, advice);
    Some(Obstacle { reader: *symbols_span, writer: *other_span, ..found })
}

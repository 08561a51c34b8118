//! Texts, numbers, and values that are listed.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::super::node::{Given, Keyword, Kind, Node, NumberRules, TextRules};
use super::super::number::Number;
use super::{At, Comparison};
use crate::schema::obstacle::Obstacle;
use crate::schema::source::Span;
use crate::schema::{Direction, Edit, Fix};

/// The rules of a bound: added, removed, increased, decreased.
pub(super) type Bound = [&'static str; 4];

type Limit<'r> = &'r Option<Keyword<Number>>;

impl Comparison<'_> {
    /// A keyword that is a number. Equal numbers are equal however they are written.
    pub(super) fn bound(
        &self,
        name: &str,
        rules: Bound,
        (writer, reader): (&Option<Keyword<Number>>, &Option<Keyword<Number>>),
        nodes: (&Node, &Node),
        at: &At,
    ) -> Option<Obstacle> {
        let [added, removed, increased, decreased] = rules;
        let (writer, reader) = (writer.as_ref(), reader.as_ref());
        let rule = match (writer, reader) {
            (None, None) => return None,
            (None, Some(_)) => added,
            (Some(_), None) => removed,
            (Some(own), Some(other)) => match other.value.compare(own.value) {
                Ordering::Equal => return None,
                Ordering::Greater => increased,
                Ordering::Less => decreased,
            },
        };
        Some(self.keyword(rule, name, (writer, reader), nodes, at))
    }

    pub(super) fn texts(
        &self,
        (writer, reader): (&TextRules, &TextRules),
        nodes: (&Node, &Node),
        at: &At,
    ) -> Vec<Obstacle> {
        const MAX: Bound = ["MAX_LENGTH_ADDED", "MAX_LENGTH_REMOVED", "MAX_LENGTH_INCREASED", "MAX_LENGTH_DECREASED"];
        const MIN: Bound = ["MIN_LENGTH_ADDED", "MIN_LENGTH_REMOVED", "MIN_LENGTH_INCREASED", "MIN_LENGTH_DECREASED"];
        let mut found = Vec::new();
        found.extend(self.type_asked(writer.only, reader.only, "string", nodes, at));
        found.extend(self.bound("maxLength", MAX, (&writer.max_length, &reader.max_length), nodes, at));
        found.extend(self.bound("minLength", MIN, (&writer.min_length, &reader.min_length), nodes, at));
        let pattern = match (&writer.pattern, &reader.pattern) {
            (None, Some(_)) => Some("PATTERN_ADDED"),
            (Some(_), None) => Some("PATTERN_REMOVED"),
            (Some(own), Some(other)) if own.value != other.value => Some("PATTERN_CHANGED"),
            _ => None,
        };
        let patterns = (writer.pattern.as_ref(), reader.pattern.as_ref());
        found.extend(pattern.map(|rule| self.keyword(rule, "pattern", patterns, nodes, at)));
        for (rule, name, own, other) in [
            ("FORMAT_CHANGED", "format", &writer.format, &reader.format),
            ("CONTENT_CHANGED", "contentEncoding", &writer.content_encoding, &reader.content_encoding),
            ("CONTENT_CHANGED", "contentMediaType", &writer.content_media_type, &reader.content_media_type),
        ] {
            found.extend(self.unseen(rule, name, (own, other), nodes, at));
        }
        found
    }

    /// A keyword that the published rules do not compare; leaving it out is harmless.
    pub(super) fn unseen(
        &self,
        rule: &'static str,
        name: &str,
        (writer, reader): (&Option<Keyword<String>>, &Option<Keyword<String>>),
        nodes: (&Node, &Node),
        at: &At,
    ) -> Option<Obstacle> {
        let reader = reader.as_ref()?;
        if writer.as_ref().is_some_and(|writer| writer.value == reader.value) {
            return None;
        }
        let what = self.changed(name, writer.as_ref(), Some(reader));
        let found = self.hole(rule, &what, nodes, at);
        let writer = writer.as_ref().map_or(found.writer, |writer| writer.span);
        Some(Obstacle { path: format!("{}/{name}", at.path), reader: reader.span, writer, ..found })
    }

    /// A reader that asks for a type where the writer did not: other types passed before.
    pub(super) fn type_asked(
        &self,
        writer: bool,
        reader: bool,
        class: &str,
        nodes: (&Node, &Node),
        at: &At,
    ) -> Option<Obstacle> {
        if writer || !reader {
            return None;
        }
        let what = match self.direction {
            Direction::Backward => format!("the type must be {class} now, and was free"),
            Direction::Forward => format!("the type is free now, and had to be {class}"),
        };
        Some(self.hole("TYPE_ADDED", &what, nodes, at))
    }

    pub(super) fn numbers(
        &self,
        (writer, reader): (&NumberRules, &NumberRules),
        nodes: (&Node, &Node),
        at: &At,
    ) -> Vec<Obstacle> {
        let bounds: [(&str, Bound, Limit<'_>, Limit<'_>); 4] = [
            (
                "maximum",
                ["MAXIMUM_ADDED", "MAXIMUM_REMOVED", "MAXIMUM_INCREASED", "MAXIMUM_DECREASED"],
                &writer.maximum,
                &reader.maximum,
            ),
            (
                "minimum",
                ["MINIMUM_ADDED", "MINIMUM_REMOVED", "MINIMUM_INCREASED", "MINIMUM_DECREASED"],
                &writer.minimum,
                &reader.minimum,
            ),
            (
                "exclusiveMaximum",
                [
                    "EXCLUSIVE_MAXIMUM_ADDED",
                    "EXCLUSIVE_MAXIMUM_REMOVED",
                    "EXCLUSIVE_MAXIMUM_INCREASED",
                    "EXCLUSIVE_MAXIMUM_DECREASED",
                ],
                &writer.exclusive_maximum,
                &reader.exclusive_maximum,
            ),
            (
                "exclusiveMinimum",
                [
                    "EXCLUSIVE_MINIMUM_ADDED",
                    "EXCLUSIVE_MINIMUM_REMOVED",
                    "EXCLUSIVE_MINIMUM_INCREASED",
                    "EXCLUSIVE_MINIMUM_DECREASED",
                ],
                &writer.exclusive_minimum,
                &reader.exclusive_minimum,
            ),
        ];
        let mut found = Vec::new();
        found.extend(self.type_asked(writer.only, reader.only, "number", nodes, at));
        // Draft 4 says by a word beside a bound that it is exclusive: where both versions say so, the bound is compared.
        let is_word = |limit: Limit<'_>| limit.as_ref().is_some_and(|keyword| !keyword.editable);
        for (name, rules, own, other) in bounds.into_iter().filter(|(.., own, other)| !(is_word(own) && is_word(other)))
        {
            found.extend(self.bound(name, rules, (own, other), nodes, at));
        }
        found.extend(self.multiple((&writer.multiple_of, &reader.multiple_of), nodes, at));
        if writer.integer != reader.integer {
            let (from, to) = self.versions(writer.integer, reader.integer);
            let word = |integer: bool| if integer { "integer" } else { "number" };
            let rule = if writer.integer { "TYPE_EXTENDED" } else { "TYPE_NARROWED" };
            let tail = self.tail("fractions", "fractions");
            let message = format!("{}: the type changed from {} to {}{tail}", at.subject(), word(from), word(to));
            let fix = self.revert("type", nodes.0.type_name.as_ref(), nodes.1.type_name.as_ref(), nodes);
            let fix = Fix { text: format!("go back to {}", word(from)), ..fix };
            found.push(self.obstacle(rule, &at.path, message, Some(fix), nodes));
        }
        found
    }

    fn multiple(
        &self,
        (writer, reader): (&Option<Keyword<Number>>, &Option<Keyword<Number>>),
        nodes: (&Node, &Node),
        at: &At,
    ) -> Option<Obstacle> {
        let (writer, reader) = (writer.as_ref(), reader.as_ref());
        let rule = match (writer, reader) {
            (None, None) => return None,
            (None, Some(_)) => "MULTIPLE_OF_ADDED",
            (Some(_), None) => "MULTIPLE_OF_REMOVED",
            (Some(own), Some(other)) if own.value == other.value => return None,
            (Some(own), Some(other)) => {
                if other.value.is_multiple_of(own.value) == Some(true) {
                    "MULTIPLE_OF_EXPANDED"
                } else if own.value.is_multiple_of(other.value) == Some(true) {
                    "MULTIPLE_OF_REDUCED"
                } else {
                    "MULTIPLE_OF_CHANGED"
                }
            }
        };
        Some(self.keyword(rule, "multipleOf", (writer, reader), nodes, at))
    }

    /// `enum` or `const`.
    pub(super) fn values(
        &self,
        (writer, reader): (&[Given], &[Given]),
        nodes: (&Node, &Node),
        at: &At,
    ) -> Option<Obstacle> {
        let own: HashSet<&str> = writer.iter().map(|value| value.canonical.as_str()).collect();
        let other: HashSet<&str> = reader.iter().map(|value| value.canonical.as_str()).collect();
        if own == other {
            return None;
        }
        let rule = if other.is_superset(&own) {
            "ENUM_ARRAY_EXTENDED"
        } else if own.is_superset(&other) {
            "ENUM_ARRAY_NARROWED"
        } else {
            "ENUM_ARRAY_CHANGED"
        };
        let keyword = match nodes.0.kind {
            Kind::Values { single: true, .. } => "const",
            _ => "enum",
        };
        let lost: Vec<&Given> = writer.iter().filter(|value| !other.contains(value.canonical.as_str())).collect();
        let gained: Vec<&Given> = reader.iter().filter(|value| !own.contains(value.canonical.as_str())).collect();
        let (lost_words, gained_words) = self.versions(listed(&lost), listed(&gained));
        let what = match (lost_words.is_empty(), gained_words.is_empty()) {
            (false, true) => format!("the value {lost_words} is gone"),
            (true, _) => format!("the value {gained_words} is new"),
            (false, false) => format!("the value {lost_words} became {gained_words}"),
        };
        let shut_out = listed(&lost);
        let message = format!("{}: {what}{}", at.subject(), self.tail(&shut_out, &shut_out));
        let fix = match self.direction {
            Direction::Backward => {
                let values: Vec<&str> = lost.iter().map(|value| value.shown.as_str()).collect();
                let edit = reader.last().filter(|_| keyword == "enum").map(|last| Edit {
                    span: Span::new(last.span.end, last.span.end),
                    replacement: format!(", {}", values.join(", ")),
                });
                let advice = match keyword {
                    "const" => {
                        format!("make it \"enum\": [{shut_out}, {}]", listed(&reader.iter().collect::<Vec<_>>()))
                    }
                    _ => format!("keep {shut_out} among the values"),
                };
                Fix::edit(advice, edit.into_iter().collect())
            }
            Direction::Forward => {
                Fix::advice(format!("leave {shut_out} out; the old version knows its own values only"))
            }
        };
        let found = self.obstacle(rule, &format!("{}/{keyword}", at.path), message, Some(fix), nodes);
        let reader = gained.first().copied().or(reader.first()).map_or(found.reader, |value| value.span);
        let writer = lost.first().map_or(found.writer, |value| value.span);
        Some(Obstacle { reader, writer, ..found })
    }
}

/// A few values, and how many more there are.
fn listed(values: &[&Given]) -> String {
    let shown: Vec<&str> = values.iter().take(8).map(|value| value.shown.as_str()).collect();
    let more = if values.len() > 8 { format!(" and {} more", values.len() - 8) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

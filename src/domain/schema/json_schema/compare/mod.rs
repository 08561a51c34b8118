//! The published rules of JSON Schema compatibility, by name, for the profiles `glue` (the strict set) and `json-lenient`.
//!
//! Stated for a reader and a writer: `MAX_LENGTH_DECREASED` says that the reader's bound is lower than the writer's,
//! whichever of the two is the new version. Messages speak of the versions. What the published rules do not look at
//! (`format`, `contains`, `if`, …) is a warning here; the proof of [`super::semantic`] does look at it.

mod array;
mod combined;
mod object;
mod rules;
mod scalar;

use super::Document;
use super::node::{Keyword, Kind, Node, NodeId};
use crate::schema::finding::Severity;
use crate::schema::obstacle::{Compared, Obstacle, Work, breaks, each_once};
use crate::schema::pairs::Pairs;
use crate::schema::source::Span;
use crate::schema::{Cause, Direction, Edit, Fix, Profile};

/// How deep two schemas are followed.
const MAX_DEPTH: usize = 128;

/// Compares two documents by the rules of a profile.
pub(super) fn compare(
    reader: &Document,
    writer: &Document,
    direction: Direction,
    profile: Profile,
    work: &mut Work,
) -> Compared {
    let mut comparison = Comparison { reader, writer, direction, profile, work, pairs: Pairs::new(), too_deep: false };
    let start = At { path: "#".to_owned(), name: String::new(), depth: 0 };
    let found = comparison.compare(writer.root_node, reader.root_node, &start);
    let gave_up = if comparison.too_deep {
        Some(format!("the schemas are nested deeper than {MAX_DEPTH} levels"))
    } else if comparison.work.is_spent() {
        Some(comparison.work.spent())
    } else {
        None
    };
    Compared { obstacles: each_once(found), gave_up }
}

/// Where the comparison stands.
#[derive(Debug, Clone)]
struct At {
    /// A pointer, as in `#/properties/a`.
    path: String,
    /// The same for people: `a.b[]`; empty at the root.
    name: String,
    depth: usize,
}

impl At {
    /// A part that people do not name.
    fn step(&self, token: &str) -> Self {
        Self { path: format!("{}/{token}", self.path), name: self.name.clone(), depth: self.depth + 1 }
    }

    fn property(&self, list: &str, name: &str) -> Self {
        let dotted = if self.name.is_empty() { name.to_owned() } else { format!("{}.{name}", self.name) };
        let token = name.replace('~', "~0").replace('/', "~1");
        Self { path: format!("{}/{list}/{token}", self.path), name: dotted, depth: self.depth + 1 }
    }

    fn elements(&self, token: &str, index: Option<usize>) -> Self {
        let index = index.map_or(String::new(), |index| index.to_string());
        Self { path: format!("{}/{token}", self.path), name: format!("{}[{index}]", self.name), depth: self.depth + 1 }
    }

    /// What it is about, as the subject of a sentence.
    fn subject(&self) -> String {
        if self.name.is_empty() { "the schema".to_owned() } else { format!("`{}`", self.name) }
    }
}

struct Comparison<'a> {
    reader: &'a Document,
    writer: &'a Document,
    direction: Direction,
    profile: Profile,
    work: &'a mut Work,
    pairs: Pairs<NodeId>,
    too_deep: bool,
}

impl Comparison<'_> {
    fn compare(&mut self, writer: NodeId, reader: NodeId, at: &At) -> Vec<Obstacle> {
        let (writer, reader) = (resolved(self.writer, writer), resolved(self.reader, reader));
        let pair = (writer, reader);
        if let Some(known) = self.pairs.known(pair) {
            // Copies cost, too.
            self.work.steps(1 + known.len() as u64);
            return known;
        }
        if at.depth > MAX_DEPTH {
            self.too_deep = true;
            return Vec::new();
        }
        if !self.work.step() {
            return Vec::new();
        }
        let opened = self.pairs.open(pair);
        let found = self.compare_new(writer, reader, at);
        self.pairs.close(opened, &found);
        found
    }

    fn compare_new(&mut self, writer_id: NodeId, reader_id: NodeId, at: &At) -> Vec<Obstacle> {
        let (writer, reader) = (&self.writer.nodes[writer_id], &self.reader.nodes[reader_id]);
        if let (Kind::Any, Kind::Any) | (Kind::Never, Kind::Never) = (&writer.kind, &reader.kind) {
            return self.notes(writer, reader, at);
        }
        let mut causes = Vec::new();
        match (&writer.kind, &reader.kind) {
            (Kind::Combined { .. }, Kind::Combined { .. }) => {}
            (_, Kind::Combined { criterion, branches }) => {
                match self.one_of_many((writer_id, reader_id), *criterion, branches, at) {
                    Ok(found) => return found,
                    Err(reasons) => causes = reasons,
                }
            }
            (Kind::Combined { branches, .. }, _) if branches.len() == 1 => {
                let found = self.compare(branches[0], reader_id, at);
                if !breaks(&found) {
                    return found;
                }
            }
            _ => {}
        }
        if !writer.kind.same_class(&reader.kind) {
            return self.other_class(writer, reader, causes, at);
        }
        let mut found = self.notes(writer, reader, at);
        match (&writer.kind, &reader.kind) {
            (Kind::Text(own), Kind::Text(other)) => found.extend(self.texts((own, other), (writer, reader), at)),
            (Kind::Number(own), Kind::Number(other)) => found.extend(self.numbers((own, other), (writer, reader), at)),
            (Kind::Values { values: own, .. }, Kind::Values { values: other, .. }) => {
                found.extend(self.values((own, other), (writer, reader), at));
            }
            (Kind::Object(own), Kind::Object(other)) => found.extend(self.objects((own, other), (writer, reader), at)),
            (Kind::Array(own), Kind::Array(other)) => found.extend(self.arrays((own, other), (writer, reader), at)),
            (Kind::Combined { .. }, Kind::Combined { .. }) => found.extend(self.combined((writer, reader), at)),
            (Kind::Not(own), Kind::Not(other)) => found.extend(self.not((*own, *other), (writer, reader), at)),
            (Kind::Conditional(own), Kind::Conditional(other)) if own != other => {
                found.push(self.hole("CONDITION_CHANGED", "`if`, `then` or `else` changed", (writer, reader), at));
            }
            (Kind::Unresolved(own), Kind::Unresolved(other)) => {
                found.push(self.unresolved(own, other, (writer, reader), at));
            }
            _ => {}
        }
        found
    }

    /// Two nodes that are not about the same.
    fn other_class(&self, writer: &Node, reader: &Node, causes: Vec<Cause>, at: &At) -> Vec<Obstacle> {
        if matches!(writer.kind, Kind::Never) || matches!(reader.kind, Kind::Any) {
            return Vec::new();
        }
        let unresolved = [&writer.kind, &reader.kind].into_iter().find_map(|kind| match kind {
            Kind::Unresolved(text) => Some(text),
            _ => None,
        });
        if let Some(text) = unresolved {
            return vec![self.unresolved(text, text, (writer, reader), at)];
        }
        let (from, to) = self.versions(self.described(self.writer, writer), self.described(self.reader, reader));
        let what = format!("the type changed from {from} to {to}");
        let values = |node: &Node, words: &str| match node.kind {
            Kind::Any | Kind::Not(_) | Kind::Conditional(_) | Kind::Combined { .. } => "other values".to_owned(),
            _ => format!("{words} values"),
        };
        let tail = match self.direction {
            Direction::Backward => self.tail(&values(writer, &from), ""),
            Direction::Forward => self.tail("", &values(writer, &to)),
        };
        let message = format!("{}: {what}{tail}", at.subject());
        let fix = self.other_type(writer, reader, &from);
        vec![Obstacle { causes, ..self.obstacle("TYPE_CHANGED", &at.path, message, Some(fix), (writer, reader)) }]
    }

    /// What a node is about, with the types of a list of types by name.
    fn described(&self, document: &Document, node: &Node) -> String {
        if let Kind::Combined { branches, .. } = &node.kind {
            let listed = branches.iter().all(|branch| document.nodes[*branch].span == node.span);
            let names: Vec<&str> = branches.iter().map(|branch| document.nodes[*branch].kind.class()).collect();
            if let (true, Some((last, before))) = (listed && !names.is_empty(), names.split_last()) {
                return if before.is_empty() { (*last).to_owned() } else { format!("{} or {last}", before.join(", ")) };
            }
        }
        node.kind.class().to_owned()
    }

    /// Allows the old type again beside the new one, or goes back to it where the old version reads.
    fn other_type(&self, writer: &Node, reader: &Node, from: &str) -> Fix {
        let (old, new) = self.versions(writer.type_name.as_ref(), reader.type_name.as_ref());
        let replaced = |replacement: String| match new {
            Some(new) => vec![Edit { span: new.span, replacement }],
            None => Vec::new(),
        };
        let edits = |write: fn(&str, &str) -> String| match (old, new) {
            (Some(old), Some(new)) => replaced(write(&old.raw, &new.raw)),
            _ => Vec::new(),
        };
        match self.direction {
            Direction::Backward => Fix::edit(
                format!("go back to {from}, or allow both with a list of types or `anyOf`"),
                edits(|old, new| format!("[{old}, {new}]")),
            ),
            Direction::Forward => Fix::edit(
                format!("go back to {from}, or put the new values under a new name"),
                edits(|old, _| old.to_owned()),
            ),
        }
    }

    /// A reference that cannot be followed: nothing can be told, unless both lead to the same place.
    fn unresolved(&self, own: &str, other: &str, (writer, reader): (&Node, &Node), at: &At) -> Obstacle {
        let same = own == other && matches!((&writer.kind, &reader.kind), (Kind::Unresolved(_), Kind::Unresolved(_)));
        let message = if same {
            format!("{}: both versions refer to {own}, which is not in this document", at.subject())
        } else {
            format!("{}: the reference {own} leads out of this document and was not followed", at.subject())
        };
        let fix = Fix::advice("put what is referred to into the document (lakectl schema bundle)");
        let severity = if same { Severity::Warning } else { Severity::Unknown };
        Obstacle { severity, ..self.obstacle("REFERENCE_UNRESOLVED", &at.path, message, Some(fix), (writer, reader)) }
    }

    /// Title, description and such, which never break anything.
    fn notes(&self, writer: &Node, reader: &Node, at: &At) -> Vec<Obstacle> {
        let rule = |note: &str| match note {
            "title" => "TITLE_CHANGED",
            "description" => "DESCRIPTION_CHANGED",
            "default" => "DEFAULT_CHANGED",
            _ => "ID_CHANGED",
        };
        let (writer_node, reader_node) = (writer, reader);
        let mut found = Vec::new();
        for note in ["$id", "id", "title", "description", "default"] {
            let writer = writer_node.notes.iter().find(|(key, _)| *key == note);
            let reader = reader_node.notes.iter().find(|(key, _)| *key == note);
            if writer != reader {
                let message = format!("{}: `{note}` changed", at.subject());
                found.push(self.obstacle(rule(note), &at.path, message, None, (writer_node, reader_node)));
            }
        }
        found
    }

    fn obstacle(
        &self,
        rule: &'static str,
        path: &str,
        message: String,
        fix: Option<Fix>,
        (writer, reader): (&Node, &Node),
    ) -> Obstacle {
        let severity = rules::severity(rule, self.profile);
        let path = path.to_owned();
        Obstacle { rule, severity, path, message, fix, reader: reader.span, writer: writer.span, causes: Vec::new() }
    }

    /// Something that the published rules do not look at.
    fn hole(&self, rule: &'static str, what: &str, nodes: (&Node, &Node), at: &At) -> Obstacle {
        let message = format!("{}: {what}, which the published rules do not look at", at.subject());
        let fix = Fix::advice("the profile semantic judges it");
        Obstacle { severity: Severity::Warning, ..self.obstacle(rule, &at.path, message, Some(fix), nodes) }
    }

    /// Two values in the order of the versions.
    fn versions<T>(&self, writer: T, reader: T) -> (T, T) {
        match self.direction {
            Direction::Backward => (writer, reader),
            Direction::Forward => (reader, writer),
        }
    }

    /// What follows for data; the words for what old data, and what new data, may have.
    fn tail(&self, old: &str, new: &str) -> String {
        match self.direction {
            Direction::Backward => format!(": old data may have {old}"),
            Direction::Forward => format!(": the old version does not take {new}"),
        }
    }

    /// Undoes the change of a keyword in the new version.
    fn revert<T>(
        &self,
        name: &str,
        writer: Option<&Keyword<T>>,
        reader: Option<&Keyword<T>>,
        nodes: (&Node, &Node),
    ) -> Fix {
        let (old, new) = self.versions(writer, reader);
        if [old, new].iter().flatten().any(|keyword| !keyword.editable) {
            return Fix::advice(format!("leave `{name}` as it was"));
        }
        let new_node = self.versions(nodes.0, nodes.1).1;
        match (old, new) {
            (Some(old), Some(new)) => Fix::edit(
                format!("go back to `{name}` {}", old.raw),
                vec![Edit { span: new.span, replacement: old.raw.clone() }],
            ),
            (None, Some(new)) => {
                Fix::edit(format!("leave `{name}` out"), vec![Edit { span: new.gone, replacement: String::new() }])
            }
            (Some(old), None) => {
                // After the brace that opens the schema.
                let at = new_node.span.start + 1;
                let replacement = format!("\"{name}\": {}, ", old.raw);
                Fix::edit(format!("put `{name}` {} back", old.raw), vec![Edit { span: Span::new(at, at), replacement }])
            }
            (None, None) => Fix::advice(format!("leave `{name}` as it was")),
        }
    }

    /// "`maxLength` went from 3 to 2", in the order of the versions.
    fn changed<T>(&self, name: &str, writer: Option<&Keyword<T>>, reader: Option<&Keyword<T>>) -> String {
        match self.versions(writer, reader) {
            (Some(old), Some(new)) => format!("`{name}` went from {} to {}", old.raw, new.raw),
            (None, Some(new)) => format!("`{name}` {} was added", new.raw),
            (Some(old), None) => format!("`{name}` {} was removed", old.raw),
            (None, None) => format!("`{name}` changed"),
        }
    }

    /// A rule about a keyword.
    fn keyword<T>(
        &self,
        rule: &'static str,
        name: &str,
        (writer, reader): (Option<&Keyword<T>>, Option<&Keyword<T>>),
        nodes: (&Node, &Node),
        at: &At,
    ) -> Obstacle {
        let words = match (name, reader) {
            ("exclusiveMaximum" | "exclusiveMinimum", Some(bound)) => {
                format!("{} or {}", bound.raw, rules::beyond(name))
            }
            _ => rules::beyond(name).to_owned(),
        };
        let message = format!("{}: {}{}", at.subject(), self.changed(name, writer, reader), self.tail(&words, &words));
        let fix = self.revert(name, writer, reader, nodes);
        let found = self.obstacle(rule, &format!("{}/{name}", at.path), message, Some(fix), nodes);
        Obstacle {
            reader: reader.map_or(found.reader, |keyword| keyword.span),
            writer: writer.map_or(found.writer, |keyword| keyword.span),
            ..found
        }
    }
}

/// Compares with the roles changed: what the reader describes is written, what the writer describes reads it.
fn compare_swapped(comparison: &mut Comparison<'_>, writer: NodeId, reader: NodeId, at: &At) -> Vec<Obstacle> {
    let mut swapped = Comparison {
        reader: comparison.writer,
        writer: comparison.reader,
        direction: comparison.direction.reversed(),
        profile: comparison.profile,
        work: &mut *comparison.work,
        pairs: Pairs::new(),
        too_deep: false,
    };
    let found = swapped.compare(writer, reader, &at.step("not"));
    let too_deep = swapped.too_deep;
    comparison.too_deep |= too_deep;
    found
}

/// Through references to the node that is meant. Those that end nowhere are no [`Kind::Reference`].
fn resolved(document: &Document, mut id: NodeId) -> NodeId {
    while let Kind::Reference(next) = document.nodes[id].kind {
        id = next;
    }
    id
}

/// What breaks, as causes of something larger.
fn causes(branch: &str, obstacles: &[Obstacle]) -> Vec<Cause> {
    obstacles
        .iter()
        .filter(|obstacle| obstacle.severity == Severity::Breaking)
        .map(|obstacle| Cause { branch: branch.to_owned(), rule: obstacle.rule, message: obstacle.message.clone() })
        .collect()
}

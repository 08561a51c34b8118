//! The JSON format: JSON Schema of draft 4, 6 or 7, the drafts that the registry documents.
//!
//! A definition is read once ([`parse`]) into a [`Document`]: the JSON itself with the places of its parts, and beside it
//! a tree of [`node::Node`]s in the normal form in which the published rules are stated. Two ways of judging go over it:
//!
//! - [`compare`](mod@compare): the rules by name, keyword by keyword, for the profiles `glue` and `json-lenient`;
//! - [`semantic`]: a proof that every value of the one schema is one of the other, or a value for which it is not.
//!
//! Invariants: references are followed within the document only; a reference that leads elsewhere, and a regular
//! expression that cannot be run, are unknown and never taken for fitting by the proof.

mod build;
mod compare;
mod node;
mod number;
mod reference;
mod semantic;
mod validity;

use super::obstacle::{Compared, Work};
use super::source::{Json, JsonKind, Problem, Span, parse_json};
use super::{Direction, Profile};
use node::{Node, NodeId};
use reference::References;

/// The drafts, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Draft {
    Four,
    Six,
    Seven,
}

/// A definition that could be read as JSON.
#[derive(Debug, Clone)]
pub(super) struct Document {
    root: Json,
    draft: Draft,
    references: References,
    nodes: Vec<Node>,
    root_node: NodeId,
}

impl Document {
    /// The value that stands at a span.
    fn at(&self, span: Span) -> Option<&Json> {
        let mut at = &self.root;
        while at.span != span {
            let within = |inner: &Json| inner.span.start <= span.start && span.end <= inner.span.end;
            at = match &at.kind {
                JsonKind::Object(members) => {
                    let after = members.partition_point(|member| member.value.span.start <= span.start);
                    &members.get(after.checked_sub(1)?)?.value
                }
                JsonKind::Array(elements) => {
                    let after = elements.partition_point(|element| element.span.start <= span.start);
                    elements.get(after.checked_sub(1)?)?
                }
                _ => return None,
            };
            if !within(at) {
                return None;
            }
        }
        Some(at)
    }
}

/// Reads a definition. The document is missing only if the text is no JSON, or no schema at its root.
pub(super) fn parse(text: &str) -> (Option<Document>, Vec<Problem>) {
    let root = match parse_json(text) {
        Ok(root) => root,
        Err(error) => return (None, vec![Problem::not_json(&error)]),
    };
    let references = References::of(&root);
    let (draft, problems) = validity::validate(&root, &references);
    let (nodes, root_node) = build::nodes(&root, draft, &references);
    (Some(Document { root, draft, references, nodes, root_node }), problems)
}

/// Whether every value that the writer's schema takes is taken by the reader's, by a profile's rules.
pub(super) fn can_read(
    reader: &Document,
    writer: &Document,
    direction: Direction,
    profile: Profile,
    work: &mut Work,
) -> Compared {
    match profile {
        Profile::Semantic => semantic::judge(reader, writer, direction, work),
        _ => compare::compare(reader, writer, direction, profile, work),
    }
}

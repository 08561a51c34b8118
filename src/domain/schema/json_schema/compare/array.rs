//! Arrays: one schema for all elements, schemas by place, and what may come after them.

use super::super::node::{Additional, ArrayRules, Kind, Node, NodeId};
use super::scalar::Bound;
use super::{At, Comparison, breaks, causes, resolved};
use crate::schema::obstacle::Obstacle;
use crate::schema::{Direction, Fix};

const MAX: Bound = ["MAX_ITEMS_ADDED", "MAX_ITEMS_REMOVED", "MAX_ITEMS_INCREASED", "MAX_ITEMS_DECREASED"];
const MIN: Bound = ["MIN_ITEMS_ADDED", "MIN_ITEMS_REMOVED", "MIN_ITEMS_INCREASED", "MIN_ITEMS_DECREASED"];

type Rules<'r> = (&'r ArrayRules, &'r ArrayRules);

impl Comparison<'_> {
    pub(super) fn arrays(&mut self, rules: Rules<'_>, nodes: (&Node, &Node), at: &At) -> Vec<Obstacle> {
        let (writer, reader) = rules;
        let mut found = Vec::new();
        found.extend(self.type_asked(writer.only, reader.only, "array", nodes, at));
        found.extend(self.all_items(rules, nodes, at));
        found.extend(self.tuples(rules, nodes, at));
        found.extend(self.beyond(
            (&writer.additional, &reader.additional),
            [
                "ADDITIONAL_ITEMS_ADDED",
                "ADDITIONAL_ITEMS_REMOVED",
                "ADDITIONAL_ITEMS_EXTENDED",
                "ADDITIONAL_ITEMS_NARROWED",
            ],
            "additionalItems",
            (writer.additional_keyword.as_ref(), reader.additional_keyword.as_ref()),
            nodes,
            at,
        ));
        found.extend(self.bound("maxItems", MAX, (&writer.max_items, &reader.max_items), nodes, at));
        found.extend(self.bound("minItems", MIN, (&writer.min_items, &reader.min_items), nodes, at));
        let unique = match (&writer.unique, &reader.unique) {
            (None, Some(_)) => Some("UNIQUE_ITEMS_ADDED"),
            (Some(_), None) => Some("UNIQUE_ITEMS_REMOVED"),
            _ => None,
        };
        let keywords = (writer.unique.as_ref(), reader.unique.as_ref());
        found.extend(unique.map(|rule| self.keyword(rule, "uniqueItems", keywords, nodes, at)));
        let contains = (&writer.contains, &reader.contains);
        found.extend(self.unseen("CONTAINS_CHANGED", "contains", contains, nodes, at));
        found
    }

    fn all_items(&mut self, (writer, reader): Rules<'_>, nodes: (&Node, &Node), at: &At) -> Vec<Obstacle> {
        let inner = at.elements("items", None);
        let (rule, message) = match (writer.all, reader.all) {
            (Some(own), Some(other)) => return self.compare(own, other, &inner),
            (None, None) => return Vec::new(),
            // A schema for all, where there was none or one for each place.
            (None, Some(other)) => {
                if matches!(self.reader.nodes[resolved(self.reader, other)].kind, Kind::Any) {
                    return Vec::new();
                }
                let what = match self.direction {
                    Direction::Backward => "got a schema",
                    Direction::Forward => "lost their schema",
                };
                let words = "elements that do not fit it";
                ("SCHEMA_ADDED", format!("the elements of {} {what}{}", at.subject(), self.tail(words, words)))
            }
            (Some(_), None) => {
                let what = match self.direction {
                    Direction::Backward => "lost their schema",
                    Direction::Forward => "got a schema",
                };
                ("SCHEMA_REMOVED", format!("the elements of {} {what}", at.subject()))
            }
        };
        let advice = match self.direction {
            Direction::Backward => "leave \"items\" as it was, or give it the empty schema {}",
            Direction::Forward => "keep \"items\"",
        };
        vec![self.obstacle(rule, &inner.path, message, Some(Fix::advice(advice)), nodes)]
    }

    fn tuples(&mut self, (writer, reader): Rules<'_>, nodes: (&Node, &Node), at: &At) -> Vec<Obstacle> {
        let (own, other) = (writer.tuple.as_deref().unwrap_or_default(), reader.tuple.as_deref().unwrap_or_default());
        let mut found = Vec::new();
        for index in 0..own.len().max(other.len()) {
            let at = at.elements(&format!("items/{index}"), Some(index));
            match (own.get(index), other.get(index)) {
                (Some(own), Some(other)) => found.extend(self.compare(*own, *other, &at)),
                (Some(own), None) => found.push(self.item_removed(*own, reader, nodes, &at)),
                (None, Some(other)) => found.push(self.item_added(*other, writer, nodes, &at)),
                (None, None) => {}
            }
        }
        found
    }

    fn item_removed(&mut self, node: NodeId, reader: &ArrayRules, nodes: (&Node, &Node), at: &At) -> Obstacle {
        let (rule, reasons) = match &reader.additional {
            Additional::Free => ("ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL", Vec::new()),
            Additional::Schema(beyond) => {
                let found = self.compare(node, *beyond, at);
                if breaks(&found) {
                    ("ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", found)
                } else {
                    ("ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", Vec::new())
                }
            }
            Additional::Forbidden => match self.writer.nodes[resolved(self.writer, node)].kind {
                Kind::Never => ("ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL", Vec::new()),
                _ => ("ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL", Vec::new()),
            },
        };
        let (what, advice) = match self.direction {
            Direction::Backward => ("was removed", "keep it, or allow other elements"),
            Direction::Forward => {
                ("was added", "only a version that is open to other elements can be read after one is added")
            }
        };
        let message = format!("the element {} {what}{}", at.subject(), self.tail("it", "it"));
        let found = self.obstacle(rule, &at.path, message, Some(Fix::advice(advice)), nodes);
        Obstacle { writer: self.writer.nodes[node].span, causes: causes("", &reasons), ..found }
    }

    fn item_added(&mut self, node: NodeId, writer: &ArrayRules, nodes: (&Node, &Node), at: &At) -> Obstacle {
        let (rule, reasons) = match &writer.additional {
            Additional::Free => match self.reader.nodes[resolved(self.reader, node)].kind {
                Kind::Any => ("ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL", Vec::new()),
                _ => ("ITEM_ADDED_TO_OPEN_CONTENT_MODEL", Vec::new()),
            },
            Additional::Schema(beyond) => {
                let found = self.compare(*beyond, node, at);
                if breaks(&found) {
                    ("ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", found)
                } else {
                    ("ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", Vec::new())
                }
            }
            Additional::Forbidden => ("ITEM_ADDED_TO_CLOSED_CONTENT_MODEL", Vec::new()),
        };
        let (what, advice) = match self.direction {
            Direction::Backward => ("was added", "give it the empty schema {}"),
            Direction::Forward => ("was removed", "keep it"),
        };
        let words = "another value there";
        let message = format!("the element {} {what}{}", at.subject(), self.tail(words, words));
        let found = self.obstacle(rule, &at.path, message, Some(Fix::advice(advice)), nodes);
        Obstacle { reader: self.reader.nodes[node].span, causes: causes("", &reasons), ..found }
    }
}

//! Lineage: what a table is made of, and what is made of it. A graph of tables, views, places, crawlers, jobs and queries,
//! from what each of them says of itself.
//!
//! Invariants:
//! - Every edge says how it is known. What is only likely is told as such, and nothing is guessed from names alone.
//! - Data flows along the edges: from what is read to what is made.

mod build;
mod draw;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use build::{Sources, Statement, build};
pub use draw::{dot, mermaid};
pub use walk::{Direction, Line, layers, tree};

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// A folder in S3.
    Place,
    /// A crawler.
    Crawler,
    /// A job.
    Job,
    /// A table.
    Table,
    /// A view.
    View,
}

impl NodeKind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Crawler => "crawler",
            Self::Job => "job",
            Self::Table => "table",
            Self::View => "view",
        }
    }
}

/// A node: what it is and its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// `database.table`, `s3://…`, or a name.
    pub name: String,
}

impl Node {
    /// A node.
    pub fn new(kind: NodeKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into() }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.word(), self.name)
    }
}

/// What flows where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// From, to, and how it is known.
    edges: BTreeMap<(Node, Node), BTreeSet<String>>,
}

impl Graph {
    /// Adds an edge. Nothing flows from a thing to itself.
    pub fn add(&mut self, from: Node, to: Node, known_by: impl Into<String>) {
        if from != to {
            self.edges.entry((from, to)).or_default().insert(known_by.into());
        }
    }

    /// Every edge, in order.
    pub fn edges(&self) -> impl Iterator<Item = (&Node, &Node, &BTreeSet<String>)> {
        self.edges.iter().map(|((from, to), by)| (from, to, by))
    }

    /// Every node, in order.
    pub fn nodes(&self) -> BTreeSet<&Node> {
        self.edges.keys().flat_map(|(from, to)| [from, to]).collect()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// The neighbours of a node in a direction, and how they are known.
    pub fn next(&self, node: &Node, direction: Direction) -> Vec<(&Node, &BTreeSet<String>)> {
        self.edges
            .iter()
            .filter_map(|((from, to), by)| match direction {
                Direction::Up => (to == node).then_some((from, by)),
                Direction::Down => (from == node).then_some((to, by)),
            })
            .collect()
    }

    /// What a node is made of and what is made of it, at any distance.
    pub fn around(&self, node: &Node) -> Self {
        let mut kept = Self::default();
        for direction in [Direction::Up, Direction::Down] {
            let (mut seen, mut waiting) = (BTreeSet::from([node.clone()]), vec![node.clone()]);
            while let Some(one) = waiting.pop() {
                for (other, by) in self.next(&one, direction) {
                    let key = match direction {
                        Direction::Up => (other.clone(), one.clone()),
                        Direction::Down => (one.clone(), other.clone()),
                    };
                    kept.edges.insert(key, by.clone());
                    if seen.insert(other.clone()) {
                        waiting.push(other.clone());
                    }
                }
            }
        }
        kept
    }
}

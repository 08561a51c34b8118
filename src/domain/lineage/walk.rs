//! Walks along a graph: as a tree, and in layers for a drawing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Graph, Node};

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To what it is made of.
    Up,
    /// To what is made of it.
    Down,
}

/// A line of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it is, from 1.
    pub depth: usize,
    /// For each level above, whether more follows there.
    pub more: Vec<bool>,
    /// What it is.
    pub node: Node,
    /// How it is known.
    pub known_by: Vec<String>,
    /// Whether what is below was shown before, or comes back to where it began.
    pub seen: bool,
}

/// The most lines of a tree.
const MOST: usize = 2_000;

/// A graph from a node on, as a tree. What is met again is not opened again.
pub fn tree(graph: &Graph, node: &Node, direction: Direction) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut opened = BTreeSet::from([node.clone()]);
    grow(graph, node, direction, &[], &mut opened, &mut lines);
    lines
}

fn grow(
    graph: &Graph,
    node: &Node,
    direction: Direction,
    above: &[bool],
    opened: &mut BTreeSet<Node>,
    lines: &mut Vec<Line>,
) {
    let next = graph.next(node, direction);
    let last = next.len().saturating_sub(1);
    for (place, (other, by)) in next.into_iter().enumerate() {
        if lines.len() >= MOST {
            return;
        }
        let mut more = above.to_vec();
        more.push(place < last);
        let is_new = opened.insert(other.clone());
        let has_below = !graph.next(other, direction).is_empty();
        lines.push(Line {
            depth: more.len(),
            more: more.clone(),
            node: other.clone(),
            known_by: by.iter().cloned().collect(),
            seen: !is_new && has_below,
        });
        if is_new {
            grow(graph, other, direction, &more, opened, lines);
        }
    }
}

/// The column of each node in a drawing: everything is to the right of what it is made of, as far as nothing goes round.
pub fn layers(graph: &Graph) -> Vec<Vec<&Node>> {
    let nodes: Vec<&Node> = graph.nodes().into_iter().collect();
    let mut layer: BTreeMap<&Node, usize> = nodes.iter().map(|node| (*node, 0)).collect();
    // Each round moves what must move; a circle would move for ever.
    for _ in 0..nodes.len().min(64) {
        let mut moved = false;
        for (from, to, _) in graph.edges() {
            let wanted = layer[from] + 1;
            if layer[to] < wanted && wanted < nodes.len().min(64) {
                layer.insert(to, wanted);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    let mut columns: BTreeMap<usize, Vec<&Node>> = BTreeMap::new();
    for (node, column) in layer {
        columns.entry(column).or_default().push(node);
    }
    columns.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::super::NodeKind;
    use super::*;

    fn node(name: &str) -> Node {
        Node::new(NodeKind::Table, name)
    }

    fn graph(edges: &[(&str, &str)]) -> Graph {
        let mut graph = Graph::default();
        edges.iter().for_each(|(from, to)| graph.add(node(from), node(to), "x"));
        graph
    }

    #[test]
    fn a_tree_opens_everything_once_and_ends_in_a_circle() {
        let circle = graph(&[("a", "b"), ("b", "c"), ("c", "a"), ("a", "c")]);
        let lines = tree(&circle, &node("a"), Direction::Down);
        let told: Vec<(usize, &str, bool)> =
            lines.iter().map(|line| (line.depth, line.node.name.as_str(), line.seen)).collect();
        assert_eq!(told, [(1, "b", false), (2, "c", false), (3, "a", true), (1, "c", true)]);
    }

    #[test]
    fn layers_follow_the_flow() {
        let graph = graph(&[("a", "b"), ("b", "d"), ("a", "d"), ("c", "d")]);
        let names: Vec<Vec<&str>> =
            layers(&graph).iter().map(|layer| layer.iter().map(|node| node.name.as_str()).collect()).collect();
        assert_eq!(names, [vec!["a", "c"], vec!["b"], vec!["d"]]);
    }
}

//! Lineage drawn: as a tree of lines, and as an SVG in columns from left to right.

use std::collections::BTreeMap;

use super::page::{Cell, escape, table, whole};
use crate::domain::lineage::{Graph, Line, Node, layers};

const WIDTH: usize = 230;
const HEIGHT: usize = 44;
const GAP: usize = 70;
const ROW: usize = 60;
/// The letters of a name that fit into a box.
const LETTERS: usize = 30;

/// Lines of a tree.
pub fn lines(tree: &[Line]) -> Vec<String> {
    tree.iter()
        .map(|line| {
            let mut text = String::new();
            for (level, more) in line.more.iter().enumerate() {
                let is_own = level + 1 == line.depth;
                text.push_str(match (is_own, more) {
                    (true, true) => "├── ",
                    (true, false) => "└── ",
                    (false, true) => "│   ",
                    (false, false) => "    ",
                });
            }
            let again = if line.seen { " (see above)" } else { "" };
            format!("{text}{}  [{}]{again}", line.node, line.known_by.join("; "))
        })
        .collect()
}

/// A graph as SVG: names are escaped, and nothing is asked of anybody.
pub fn svg(graph: &Graph, about: Option<&Node>) -> String {
    let columns = layers(graph);
    let mut places: BTreeMap<&Node, (usize, usize)> = BTreeMap::new();
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    for (column, nodes) in columns.iter().enumerate() {
        // Short columns stand in the middle.
        let down = (rows - nodes.len()) * ROW / 2;
        for (row, node) in nodes.iter().enumerate() {
            places.insert(node, (10 + column * (WIDTH + GAP), 10 + down + row * ROW));
        }
    }
    let (width, height) = (columns.len() * (WIDTH + GAP) + 20 - GAP.min(columns.len() * GAP), rows * ROW + 20);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"lineage\">\n\
         <defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
    );
    for (from, to, by) in graph.edges() {
        let (Some((x1, y1)), Some((x2, y2))) = (places.get(from), places.get(to)) else { continue };
        let (x1, y1, y2) = (x1 + WIDTH, y1 + HEIGHT / 2, y2 + HEIGHT / 2);
        let by = by.iter().map(String::as_str).collect::<Vec<_>>().join("; ");
        text.push_str(&format!(
            "<path d=\"M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}\" marker-end=\"url(#arrow)\"><title>{}</title></path>\n",
            x1 + GAP / 2,
            x2.saturating_sub(GAP / 2),
            escape(&by)
        ));
    }
    for (node, (x, y)) in &places {
        let class = if Some(*node) == about { " class=\"about\"" } else { "" };
        text.push_str(&format!(
            "<g{class}><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"6\"/>\
             <text class=\"kind\" x=\"{}\" y=\"{}\">{}</text><text x=\"{}\" y=\"{}\">{}</text></g>\n",
            escape(&node.to_string()),
            x + 10,
            y + 16,
            node.kind.word(),
            x + 10,
            y + 33,
            escape(&shortened(&node.name))
        ));
    }
    text.push_str("</svg>\n");
    text
}

/// An SVG that stands alone, with its style.
pub fn svg_alone(graph: &Graph, about: &Node) -> String {
    let style = "<style>text{font:13px sans-serif;fill:#1c1c1c}.kind{font-size:10.5px;fill:#5c6470}\
        rect{fill:#f6f7f9;stroke:#5c6470}.about rect{stroke-width:2.5;stroke:#0a5cad}path{fill:none;stroke:#5c6470}\
        marker path{fill:#5c6470;stroke:none}</style>\n<defs>";
    svg(graph, Some(about)).replacen("<defs>", style, 1)
}

/// The end of a long name tells more than its beginning.
fn shortened(name: &str) -> String {
    let count = name.chars().count();
    if count <= LETTERS {
        return name.to_owned();
    }
    let tail: String = name.chars().skip(count - LETTERS + 1).collect();
    format!("…{tail}")
}

/// The page of a graph.
pub fn page(title: &str, graph: &Graph, about: &Node, notes: &[String]) -> String {
    let mut body = String::new();
    for note in notes {
        body.push_str(&format!("<p class=\"warning\">Not known: {}</p>\n", escape(note)));
    }
    body.push_str(&section(graph, Some(about)));
    whole(title, &body)
}

/// A drawing and the table of the same.
pub fn section(graph: &Graph, about: Option<&Node>) -> String {
    if graph.is_empty() {
        return "<p>Nothing is known to flow anywhere.</p>\n".to_owned();
    }
    let rows: Vec<Vec<Cell>> = graph
        .edges()
        .map(|(from, to, by)| {
            let by = by.iter().map(String::as_str).collect::<Vec<_>>().join("; ");
            vec![Cell::text(from.to_string()), Cell::text(to.to_string()), Cell::text(by)]
        })
        .collect();
    format!("<div class=\"scroll\">{}</div>\n{}", svg(graph, about), table(&["From", "To", "Known by"], &rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lineage::{Direction, NodeKind, tree};

    #[test]
    fn a_drawing_holds_every_node_once_and_no_name_becomes_markup() {
        let evil = Node::new(NodeKind::Table, "d.</title><script>alert(1)</script>");
        let mut graph = Graph::default();
        graph.add(Node::new(NodeKind::Place, "s3://b/x"), evil.clone(), "its location");
        graph.add(evil.clone(), Node::new(NodeKind::View, "d.v"), "<b>");
        let page = page("Lineage", &graph, &evil, &["<i>".to_owned()]);
        assert_eq!(page.matches("<rect").count(), 3);
        assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("<i>"), "{page}");
        let told = lines(&tree(&graph, &evil, Direction::Down));
        assert_eq!(told, ["└── view d.v  [<b>]"]);
        assert!(svg_alone(&graph, &evil).contains("<style>"));
    }
}

//! A graph as text for other programs: DOT for Graphviz, Mermaid. Names are text from outside, and stay text there.

use super::{Graph, Node, NodeKind};

/// A graph in DOT.
pub fn dot(graph: &Graph, about: &Node) -> String {
    let mut text = String::from("digraph lineage {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
    for node in graph.nodes() {
        let shape = match node.kind {
            NodeKind::Place => "folder",
            NodeKind::Crawler | NodeKind::Job => "component",
            NodeKind::Table => "box",
            NodeKind::View => "note",
        };
        let bold = if node == about { ", penwidth=2" } else { "" };
        text.push_str(&format!("  {} [shape={shape}{bold}];\n", dot_quoted(&node.to_string())));
    }
    for (from, to, by) in graph.edges() {
        let by = by.iter().map(String::as_str).collect::<Vec<_>>().join("; ");
        text.push_str(&format!(
            "  {} -> {} [tooltip={}];\n",
            dot_quoted(&from.to_string()),
            dot_quoted(&to.to_string()),
            dot_quoted(&by)
        ));
    }
    text.push_str("}\n");
    text
}

/// A text in quotes, on one line; a backslash is itself and begins nothing.
fn dot_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            letter if letter.is_control() => quoted.push('\u{fffd}'),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A graph in Mermaid.
pub fn mermaid(graph: &Graph, about: &Node) -> String {
    let mut text = String::from("flowchart LR\n");
    let nodes: Vec<&Node> = graph.nodes().into_iter().collect();
    let id = |node: &Node| format!("n{}", nodes.iter().position(|known| *known == node).unwrap_or_default());
    for node in &nodes {
        let (open, close) = match node.kind {
            NodeKind::Place => ("[(", ")]"),
            NodeKind::Crawler | NodeKind::Job => ("([", "])"),
            NodeKind::Table => ("[", "]"),
            NodeKind::View => ("[/", "/]"),
        };
        text.push_str(&format!("  {}{open}\"{}\"{close}\n", id(node), mermaid_text(&node.to_string())));
    }
    for (from, to, _) in graph.edges() {
        text.push_str(&format!("  {} --> {}\n", id(from), id(to)));
    }
    text.push_str(&format!("  style {} stroke-width:3px\n", id(about)));
    text
}

/// A text within quotes: everything that could end it, or be taken for markup, is a numbered character.
fn mermaid_text(text: &str) -> String {
    let harmless = |letter: char| letter.is_alphanumeric() || " ._-/:=".contains(letter);
    text.chars()
        .map(|letter| if harmless(letter) { letter.to_string() } else { format!("#{};", u32::from(letter)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_quotes() {
        let evil = Node::new(NodeKind::Table, "d.\"]; x\\\n--> y<b>");
        let mut graph = Graph::default();
        graph.add(Node::new(NodeKind::Place, "s3://b"), evil.clone(), "x");
        let dot = dot(&graph, &evil);
        assert!(dot.contains("\\\"]; x\\\\\u{fffd}--> y<b>\""), "{dot}");
        assert_eq!(dot.lines().count(), 7);
        let mermaid = mermaid(&graph, &evil);
        assert_eq!(mermaid.lines().count(), 5, "{mermaid}");
        assert!(!mermaid.contains("<b>") && mermaid.contains("#34;"), "{mermaid}");
    }
}

//! `lakectl table lineage`

use clap::Args;
use serde_json::{Value, json};

use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::domain::lineage::{Direction, Line, Node, NodeKind, dot, mermaid, tree};
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::{View, lineage};

/// What a table is made of, and what is made of it
///
/// Known from views, CREATE TABLE AS and INSERT in the history of queries, crawlers' targets, arguments of jobs, and what
/// crawlers and jobs write into a table's parameters. Each line says how it is known.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table lineage sales.orders\n  lakectl table lineage sales.daily --html > lineage.html\n  lakectl table lineage sales.daily --dot | dot -Tpng > lineage.png\n\nExit code 8 when something could not be read."
)]
pub struct TableLineageArgs {
    /// The table or view: database.table
    name: TableName,
    /// Graphviz's language
    #[arg(long, group = "drawing")]
    dot: bool,
    /// Mermaid's language
    #[arg(long, group = "drawing")]
    mermaid: bool,
    /// A picture that stands alone
    #[arg(long, group = "drawing")]
    svg: bool,
    /// A page that stands alone
    #[arg(long, group = "drawing")]
    html: bool,
    /// How many of the newest queries of each workgroup are read; 0 for none
    #[arg(long, value_name = "N", default_value_t = 500)]
    queries: usize,
}

pub async fn run(ctx: &Ctx, args: TableLineageArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let table = ops::table::need(read, &args.name).await?;
    let kind = match table.table_type.as_deref() {
        Some(kind) if kind.eq_ignore_ascii_case("VIRTUAL_VIEW") => NodeKind::View,
        _ => NodeKind::Table,
    };
    let about = Node::new(kind, format!("{}.{}", table.database, table.name));
    let (graph, gaps) = ops::lineage::graph(read, args.queries).await?;
    for gap in &gaps {
        ctx.ui.warn(&format!("not known: {gap}"));
    }
    let around = graph.around(&about);
    let outcome = if gaps.is_empty() { Outcome::Done } else { Outcome::Partial };
    let view = match (args.html, args.svg, args.dot, args.mermaid) {
        (true, ..) => View::document(lineage::page(&format!("Lineage of {}", about.name), &around, &about, &gaps)),
        (_, true, ..) => View::document(lineage::svg_alone(&around, &about)),
        (_, _, true, _) => View::document(dot(&around, &about)),
        (.., true) => View::document(mermaid(&around, &about)),
        _ => {
            let (up, down) = (tree(&around, &about, Direction::Up), tree(&around, &about, Direction::Down));
            let edges: Vec<Value> = around
                .edges()
                .map(|(from, to, by)| {
                    json!({
                        "from": { "kind": from.kind.word(), "name": from.name },
                        "to": { "kind": to.kind.word(), "name": to.name }, "known_by": by,
                    })
                })
                .collect();
            let value = json!({ "name": about.name, "kind": about.kind.word(), "edges": edges, "not_known": gaps });
            View::lines("lineage", value, shown(&about, &up, &down))
        }
    };
    Ok(Answer::done(view).with(outcome))
}

fn shown(about: &Node, up: &[Line], down: &[Line]) -> Vec<String> {
    let mut lines = vec![about.to_string()];
    for (title, tree, nothing) in [
        ("is made of:", up, "is made of nothing that is known"),
        ("is used by:", down, "is used by nothing that is known"),
    ] {
        if tree.is_empty() {
            lines.push(nothing.to_owned());
        } else {
            lines.push(title.to_owned());
            lines.extend(lineage::lines(tree));
        }
    }
    lines
}

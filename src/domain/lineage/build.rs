//! The graph from what a lake says of itself.

use super::{Graph, Node, NodeKind};
use crate::catalog::Table;
use crate::crawler::Crawler;
use crate::job::Job;
use crate::query::sql::names::{Named, fills, names};
use crate::query::sql::view_query;

/// A statement that was run.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The statement.
    pub sql: String,
    /// The database of names that say none.
    pub database: Option<String>,
    /// The execution's id.
    pub id: String,
}

/// What the graph is made of.
#[derive(Debug, Default)]
pub struct Sources {
    /// Tables and views.
    pub tables: Vec<Table>,
    /// Crawlers.
    pub crawlers: Vec<Crawler>,
    /// Jobs.
    pub jobs: Vec<Job>,
    /// Statements that succeeded.
    pub statements: Vec<Statement>,
}

/// Builds the graph; beside it what could not be understood.
pub fn build(sources: &Sources) -> (Graph, Vec<String>) {
    let mut graph = Graph::default();
    let mut gaps = Vec::new();
    let is_view = |name: &str| sources.tables.iter().any(|table| full_name(table) == name && is_view(table));
    let node = |named: &Named, default: Option<&str>| {
        let database = named.0.as_deref().or(default)?;
        let name = format!("{database}.{}", named.1);
        Some(Node::new(if is_view(&name) { NodeKind::View } else { NodeKind::Table }, name))
    };
    for table in &sources.tables {
        let own = node_of(table);
        if let Some(place) = table.location.as_deref().filter(|place| place.starts_with("s3")) {
            graph.add(Node::new(NodeKind::Place, bare(place)), own.clone(), "its location");
        }
        if is_view(&own.name) {
            match view_query(table).map(|(sql, database)| (names(&sql), database)) {
                Some((Ok(found), database)) => {
                    let reads = found.reads.iter().filter_map(|named| node(named, Some(&database)));
                    reads.for_each(|from| graph.add(from, own.clone(), "its SQL"));
                }
                Some((Err(why), _)) => gaps.push(format!("{own}: its SQL is not understood: {}", why.message)),
                None => gaps.push(format!("{own}: it was made by another engine")),
            }
        }
        // Parameters that the crawlers and jobs of the service write themselves.
        for (parameter, kind) in [("UPDATED_BY_CRAWLER", NodeKind::Crawler), ("UPDATED_BY_JOB", NodeKind::Job)] {
            if let Some(name) = table.parameter(parameter).filter(|name| !name.is_empty()) {
                graph.add(Node::new(kind, name), own.clone(), format!("its parameter {parameter}"));
            }
        }
    }
    for crawler in &sources.crawlers {
        for target in &crawler.targets {
            let from = Node::new(NodeKind::Place, bare(&target.path));
            graph.add(from, Node::new(NodeKind::Crawler, &crawler.name), "the crawler's target");
        }
    }
    for job in &sources.jobs {
        arguments(&mut graph, job, &sources.tables);
    }
    for statement in &sources.statements {
        match names(&statement.sql) {
            Ok(found) => {
                let default = statement.database.as_deref();
                let Some(to) = found.fills.as_ref().and_then(|named| node(named, default)) else { continue };
                for from in found.reads.iter().filter_map(|named| node(named, default)) {
                    graph.add(from, to.clone(), format!("query {}", statement.id));
                }
            }
            // What only reads adds nothing to the lineage.
            Err(why) if fills(&statement.sql) => {
                gaps.push(format!("query {}: it is not understood: {}", statement.id, why.message))
            }
            Err(_) => {}
        }
    }
    (graph, gaps)
}

/// What the arguments of a job say that it reads and writes: places and tables, by the words in the arguments' names.
fn arguments(graph: &mut Graph, job: &Job, tables: &[Table]) {
    const READS: [&str; 5] = ["source", "input", "from", "read", "raw"];
    const WRITES: [&str; 7] = ["target", "output", "dest", "sink", "write", "result", "to"];
    // Where the service keeps what it needs itself.
    const OWN: [&str; 8] = [
        "--tempdir",
        "--extra-py-files",
        "--extra-jars",
        "--extra-files",
        "--spark-event-logs-path",
        "--additional-python-modules",
        "--scriptlocation",
        "--job-bookmark-option",
    ];
    let own = Node::new(NodeKind::Job, &job.name);
    for (argument, value) in &job.arguments {
        let name = argument.to_lowercase();
        if OWN.contains(&name.as_str()) {
            continue;
        }
        let words: Vec<&str> = name.trim_start_matches('-').split(['-', '_', '.']).collect();
        let says = |known: &[&str]| words.iter().any(|word| known.contains(word));
        let (reads, writes) = (says(&READS), says(&WRITES));
        let known = tables.iter().filter(|table| full_name(table) == value.to_lowercase()).map(node_of);
        let at = tables.iter().filter(|table| {
            value.starts_with("s3") && table.location.as_deref().is_some_and(|place| bare(place) == bare(value))
        });
        let mut things: Vec<Node> = known.chain(at.map(node_of)).collect();
        if things.is_empty() && value.starts_with("s3://") {
            things.push(Node::new(NodeKind::Place, bare(value)));
        }
        for thing in things {
            match (reads, writes) {
                (true, false) => graph.add(thing, own.clone(), format!("the job's argument {argument}")),
                (false, true) => graph.add(own.clone(), thing, format!("the job's argument {argument}")),
                // Which way it flows is not said.
                _ => graph.add(thing, own.clone(), format!("the job's argument {argument}, read or written")),
            }
        }
    }
}

fn is_view(table: &Table) -> bool {
    table.table_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("VIRTUAL_VIEW"))
}

fn full_name(table: &Table) -> String {
    format!("{}.{}", table.database, table.name)
}

fn node_of(table: &Table) -> Node {
    Node::new(if is_view(table) { NodeKind::View } else { NodeKind::Table }, full_name(table))
}

/// A place without the slash at its end.
fn bare(place: &str) -> String {
    place.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::Direction;
    use super::*;
    use crate::crawler::CrawlerTarget;

    fn table(name: &str, location: &str) -> Table {
        let mut table = Table {
            database: "d".to_owned(),
            name: name.to_owned(),
            location: Some(location.to_owned()),
            ..Table::default()
        };
        table.parameters.insert("UPDATED_BY_CRAWLER".to_owned(), "c".to_owned());
        table
    }

    #[test]
    fn crawlers_jobs_and_queries_meet_in_tables() {
        let crawler = Crawler {
            name: "c".to_owned(),
            targets: vec![CrawlerTarget { path: "s3://b/raw/".to_owned(), ..CrawlerTarget::default() }],
            ..Crawler::default()
        };
        let arguments = [("--source_path", "s3://b/raw/a/"), ("--output-table", "d.clean"), ("--TempDir", "s3://t/")];
        let job = Job {
            name: "j".to_owned(),
            arguments: arguments.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            ..Job::default()
        };
        let statement =
            |sql: &str| Statement { sql: sql.to_owned(), database: Some("d".to_owned()), id: "q".to_owned() };
        let sources = Sources {
            tables: vec![table("a", "s3://b/raw/a"), table("clean", "s3://b/clean/")],
            crawlers: vec![crawler],
            jobs: vec![job],
            statements: vec![statement("CREATE TABLE daily AS SELECT * FROM clean"), statement("SELEC")],
        };
        let (graph, gaps) = build(&sources);
        let daily = Node::new(NodeKind::Table, "d.daily");
        let around = graph.around(&daily);
        let names: Vec<String> = around.nodes().iter().map(ToString::to_string).collect();
        for expected in ["place s3://b/raw", "crawler c", "job j", "table d.a", "table d.clean", "table d.daily"] {
            assert!(names.contains(&expected.to_owned()), "{expected} is not in {names:?}");
        }
        assert!(!names.iter().any(|name| name.contains("s3://t")), "{names:?}");
        assert!(graph.next(&daily, Direction::Down).is_empty());
        assert!(gaps.is_empty(), "{gaps:?}");
    }
}

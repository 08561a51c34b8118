//! Lineage: gathered from the catalog, the crawlers, the jobs and the history of queries.

use crate::aws::Read;
use crate::domain::lineage::{Graph, Sources, Statement, build};
use crate::domain::query::State;
use crate::error::Result;

/// The lineage of a lake, and what is not in it. `queries`: how many of the newest queries of each workgroup are read.
pub async fn graph(read: &Read, queries: usize) -> Result<(Graph, Vec<String>)> {
    let (tables, crawlers, jobs, statements) = tokio::join!(
        crate::table::list(read, None),
        crate::crawler::list(read),
        crate::job::list(read),
        statements(read, queries)
    );
    let mut gaps = Vec::new();
    let sources = Sources {
        tables: tables?,
        crawlers: known("crawlers", crawlers, &mut gaps),
        jobs: known("jobs", jobs, &mut gaps),
        statements: known("the history of queries", statements, &mut gaps),
    };
    let (graph, more) = build(&sources);
    gaps.extend(more);
    Ok((graph, gaps))
}

fn known<T: Default>(what: &str, found: Result<T>, gaps: &mut Vec<String>) -> T {
    found.unwrap_or_else(|error| {
        gaps.push(format!("{what} cannot be read: {}", error.chain().join(": ")));
        T::default()
    })
}

/// The statements that succeeded, newest first.
async fn statements(read: &Read, most: usize) -> Result<Vec<Statement>> {
    let mut found = Vec::new();
    if most == 0 {
        return Ok(found);
    }
    for group in read.workgroups().await? {
        let (executions, _) = read.queries(Some(&group.name), most).await?;
        let succeeded = executions.into_iter().filter(|one| one.state == State::Succeeded);
        found.extend(succeeded.map(|one| Statement { sql: one.sql, database: one.database, id: one.id }));
    }
    Ok(found)
}

//! Judging statements without running them: `--check` and `--estimate`.

use serde_json::json;

use super::script::Statement;
use crate::context::Ctx;
use crate::domain::query::estimate::{Estimate, TableEstimate, warnings};
use crate::domain::query::sql::{Analysis, Effect, Entry, Lookup, Problem, Unreadable, Wanted};
use crate::domain::query::{Position, pointer};
use crate::error::{Error, Kind, Result};
use crate::ops::query::estimate::{Question, estimate, understand};
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

const CHECKED: &[Column] =
    &[Column::new("Statements", "statements", Style::Count), Column::new("Valid", "valid", Style::Flag)];
const READS: &[Column] = &[
    Column::new("STATEMENT", "statement", Style::Count),
    Column::text("TABLE", "table"),
    Column::text("COLUMNS", "columns_of"),
    Column::text("KEYS", "conditions_on_keys"),
];

/// `--check`: every statement is read and its names are looked up in the catalog; nothing runs.
pub async fn check(ctx: &Ctx, statements: &[Statement], database: Option<&str>) -> Result<Answer> {
    let mut rows = Vec::new();
    for (index, statement) in statements.iter().enumerate() {
        let (analysis, lookup) =
            understood(ctx, statement, database, false).await.map_err(|error| numbered(error, index, statements))?;
        if !analysis.problems.is_empty() {
            return Err(numbered(problems(&statement.sql, &analysis.problems), index, statements));
        }
        for warning in unsized_warnings(&analysis, &lookup) {
            ctx.ui.warn(&warning);
        }
        for gap in &analysis.gaps {
            ctx.ui.warn(&format!("not checked: {gap}"));
        }
        rows.extend(analysis.reads.iter().map(|read| {
            let wanted = Wanted { database: read.database.clone(), table: read.table.clone() };
            let all = match lookup.entries.get(&wanted) {
                Some(Entry::Table(table)) => table.columns.len() + table.partition_keys.len(),
                _ => read.columns.len(),
            };
            json!({
                "statement": index + 1,
                "table": format!("{}.{}", read.database, read.table),
                "columns": read.columns,
                "columns_of": format!("{} of {all}", read.columns.len()),
                "conditions_on_keys": read.conditions.len(),
                "blocked": read.blocked.iter().map(|blocked| json!({ "condition": blocked.text, "why": blocked.why })).collect::<Vec<_>>(),
            })
        }));
    }
    let count = statements.len();
    let value = json!({ "statements": count, "valid": true, "reads": rows });
    let lists = if value["reads"].as_array().is_some_and(Vec::is_empty) {
        Vec::new()
    } else {
        vec![Section { title: "Reads", key: "reads", columns: READS }]
    };
    Ok(Answer::done(View::record_with("check", value, CHECKED, lists)))
}

/// The warnings that need no look at the data.
fn unsized_warnings(analysis: &Analysis, lookup: &Lookup) -> Vec<String> {
    let tables = analysis.reads.iter().filter_map(|read| {
        let wanted = Wanted { database: read.database.clone(), table: read.table.clone() };
        let Some(Entry::Table(table)) = lookup.entries.get(&wanted) else { return None };
        let name = format!("{}.{}", read.database, read.table);
        let format = table.classification().map(str::to_ascii_lowercase);
        Some((read, table.as_ref(), TableEstimate { name, format, ..TableEstimate::default() }))
    });
    let tables: Vec<_> = tables.collect();
    let borrowed: Vec<_> = tables.iter().map(|(read, table, estimate)| (*read, *table, estimate)).collect();
    warnings(analysis, &borrowed)
}

const FIELDS: &[Column] = &[
    Column::new("Scan", "bytes", Style::Bytes),
    Column::new("At most", "at_most", Style::Flag),
    Column::new("Files", "files", Style::Count),
    Column::new("Partitions", "partitions", Style::Count),
    Column::text("Dollars, about", "estimated_dollars"),
];
const TABLES: &[Column] = &[
    Column::new("STATEMENT", "statement", Style::Count),
    Column::text("TABLE", "table"),
    Column::text("FORMAT", "format"),
    Column::text("PARTITIONS", "partitions_of"),
    Column::new("FILES", "files", Style::Count),
    Column::new("SCAN", "bytes", Style::Bytes),
    Column::text("AT MOST, BECAUSE", "at_most"),
];

/// `--estimate`: what the statements will scan and cost; nothing runs.
pub async fn estimated(ctx: &Ctx, statements: &[Statement], database: Option<&str>, footers: bool) -> Result<Answer> {
    let read = ctx.read().await?;
    let (mut whole, mut dollars, mut tables) = (Estimate::default(), 0.0, Vec::new());
    for (index, statement) in statements.iter().enumerate() {
        if !statement.effect.scans() {
            continue;
        }
        let (analysis, lookup) =
            understood(ctx, statement, database, footers).await.map_err(|error| numbered(error, index, statements))?;
        if !analysis.problems.is_empty() {
            return Err(numbered(problems(&statement.sql, &analysis.problems), index, statements));
        }
        let found = estimate(read, &analysis, &lookup, footers).await?;
        // Each statement has the least charge of its own.
        dollars += found.dollars();
        tables.extend(found.tables.iter().map(|table| {
            json!({
                "statement": index + 1,
                "table": table.name,
                "format": table.format,
                "partitions": table.partitions.map(|(chosen, _)| chosen),
                "partitions_total": table.partitions.map(|(_, all)| all),
                "partitions_of": table.partitions.map(|(chosen, all)| format!("{chosen} of {all}")),
                "files": table.files,
                "bytes": table.bytes,
                "columns": table.columns.0,
                "columns_total": table.columns.1,
                "at_most": table.at_most,
            })
        }));
        whole.tables.extend(found.tables);
        whole.gaps.extend(found.gaps);
        whole.warnings.extend(found.warnings);
    }
    whole.warnings.iter().for_each(|warning| ctx.ui.warn(warning));
    whole.gaps.iter().for_each(|gap| ctx.ui.warn(&format!("not counted: {gap}")));
    let partitions = whole.tables.iter().filter_map(|table| table.partitions).map(|(chosen, _)| chosen).sum::<u64>();
    let value = json!({
        "bytes": whole.bytes(),
        "at_most": whole.tables.iter().any(|table| table.at_most.is_some()),
        "files": whole.files(),
        "partitions": partitions,
        "estimated_dollars": (dollars * 1e6).round() / 1e6,
        "complete": whole.is_whole(),
        "tables": tables,
        "warnings": whole.warnings,
        "not_counted": whole.gaps,
    });
    let lists = if whole.tables.is_empty() {
        Vec::new()
    } else {
        vec![Section { title: "Tables", key: "tables", columns: TABLES }]
    };
    Ok(Answer::done(View::record_with("estimate", value, FIELDS, lists)))
}

async fn understood(
    ctx: &Ctx,
    statement: &Statement,
    database: Option<&str>,
    footers: bool,
) -> Result<(Analysis, Lookup)> {
    match statement.effect {
        Effect::Query | Effect::Write => {}
        Effect::Execute => {
            return Err(Error::usage("an EXECUTE runs a prepared statement, which only the service knows")
                .hint("check or estimate the statement itself"));
        }
        Effect::Look | Effect::Define => {
            return Err(Error::usage("the statement is about definitions: only queries are read here")
                .hint("run it: such statements scan nothing and cost nothing"));
        }
    }
    let now = ctx.lake_time().await?;
    let question = Question { sql: &statement.sql, parameters: &statement.parameters, database, now, footers };
    understand(ctx.read().await?, &question).await?.map_err(|unreadable| unread(&statement.sql, &unreadable))
}

fn unread(sql: &str, unreadable: &Unreadable) -> Error {
    let error = Error::usage("the statement is not understood").because(unreadable.message.clone());
    match unreadable.place {
        Some(place) => error.at(spot(sql, place, "")),
        None => error,
    }
}

/// All names of a statement that mean nothing.
pub fn problems(sql: &str, problems: &[Problem]) -> Error {
    let message = match problems {
        [one] => one.kind.to_string(),
        several => format!("{} names in the statement mean nothing", several.len()),
    };
    let is_one = problems.len() == 1;
    problems.iter().fold(Error::new(Kind::NotFound, message), |error, problem| {
        let near = problem.suggestion.as_ref().map(|name| format!("did you mean `{name}`?"));
        let what = if is_one { String::new() } else { format!(": {}", problem.kind) };
        let error = match problem.place {
            Some(place) => error.at(spot(sql, place, &what)),
            None => error.at(format!("in the statement{what}")),
        };
        match near {
            Some(near) => error.hint(near),
            None => error,
        }
    })
}

/// A place, the line that it is in, and a caret under the column.
fn spot(sql: &str, place: Position, what: &str) -> String {
    let at = format!("line {}, column {}{what}", place.line, place.column);
    match pointer(sql, place) {
        Some([line, caret]) => format!("{at}\n      {line}\n      {caret}"),
        None => at,
    }
}

/// Says which statement of several an error is about.
pub fn numbered(error: Error, index: usize, statements: &[Statement]) -> Error {
    if statements.len() < 2 {
        return error;
    }
    let line = statements.get(index).map_or(1, |statement| statement.line);
    error.context(format!("statement {} of {}, on line {line}", index + 1, statements.len()))
}

/// The statement that has the service say how it would run this one.
pub fn explanation(sql: &str, kind: ExplainKind) -> String {
    match kind {
        ExplainKind::Logical => format!("EXPLAIN {sql}"),
        ExplainKind::Distributed => format!("EXPLAIN (TYPE DISTRIBUTED) {sql}"),
        ExplainKind::Validate => format!("EXPLAIN (TYPE VALIDATE) {sql}"),
        ExplainKind::Io => format!("EXPLAIN (TYPE IO, FORMAT JSON) {sql}"),
    }
}

/// What `--explain` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExplainKind {
    /// The plan
    Logical,
    /// The plan in its stages
    Distributed,
    /// Whether the statement is valid, as the service sees it
    Validate,
    /// The tables that are read
    Io,
}

//! The tables of `fixtures/athena`: what Athena answers, line by line, and what is refused by name.

use std::path::Path;

use super::lake::TestLake;

/// The lines of a fixture that say something.
fn lines(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/athena").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let found: Vec<String> =
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect();
    assert!(found.len() > 30, "{} has hardly a line", path.display());
    found
}

/// Runs every line; `query` makes the statement of what stands before the answer.
async fn hold(name: &str, query: impl Fn(&str) -> String) {
    let lake = TestLake::new();
    let mut wrong = Vec::new();
    for line in lines(name) {
        let (left, expected, fails) = match (line.split_once(" => "), line.split_once(" !! ")) {
            (Some((left, expected)), _) => (left, expected, false),
            (None, Some((left, expected))) => (left, expected, true),
            (None, None) => panic!("{line}: neither an answer nor an error"),
        };
        let got = lake.try_rows(&query(left)).await.map(|rows| rows.join(" ; "));
        let holds = match &got {
            Ok(rows) => !fails && rows == expected,
            Err(error) => fails && error.message.contains(expected),
        };
        if !holds {
            wrong.push(format!("{left}\n    expected {expected}\n    got      {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} lines differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_function_answers_as_athena_or_is_refused() {
    hold("functions.txt", |expression| format!("SELECT {expression}")).await;
}

#[tokio::test]
async fn every_aggregate_answers_as_athena_or_is_refused() {
    hold("aggregates.txt", |line| {
        let (call, rows) = line.split_once(" | ").unwrap_or_else(|| panic!("{line}: no rows"));
        let columns = if rows.trim_start().starts_with('(') { "x, y" } else { "x" };
        format!("SELECT {call} FROM (VALUES {rows}) AS t({columns})")
    })
    .await;
}

#[tokio::test]
async fn every_construct_answers_as_athena_or_is_refused() {
    hold("queries.txt", str::to_owned).await;
}

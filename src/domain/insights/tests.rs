//! The language, over a few events.

use super::*;

fn record(minute: i64, message: &str) -> Record {
    Record {
        group: "g".to_owned(),
        stream: "s".to_owned(),
        at: 1_795_341_600_000 + minute * 60_000,
        ingested: 0,
        message: message.to_owned(),
        pointer: minute.to_string(),
    }
}

fn events() -> Vec<Record> {
    vec![
        record(0, r#"{"level": "INFO", "took": 10, "user": {"name": "ada"}}"#),
        record(1, r#"{"level": "ERROR", "took": 30, "user": {"name": "bob"}}"#),
        record(6, "plain: ERROR in step 7 of etl"),
        record(7, r#"{"level": "INFO", "took": 20, "user": {"name": "ada"}}"#),
    ]
}

fn rows(query: &str) -> Vec<Vec<String>> {
    let query = parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let found = run(&query, events(), 1000);
    let shown = |row: &Vec<(String, String)>| {
        row.iter().filter(|(name, _)| name != "@ptr").map(|(_, value)| value.clone()).collect()
    };
    found.rows.iter().map(shown).collect()
}

#[test]
fn events_are_filtered_shown_and_sorted() {
    assert_eq!(
        rows("fields @message | filter @message like /ERROR in (step|job)/"),
        [["plain: ERROR in step 7 of etl"]]
    );
    assert_eq!(rows("fields took, user.name | filter level = 'INFO'"), [["20", "ada"], ["10", "ada"]], "newest first");
    assert_eq!(rows("fields took * 2 + 1 as more | filter took >= 20 | sort more asc"), [["41"], ["61"]]);
    assert_eq!(rows("filter took > 5 and not (level in ['INFO']) | display @timestamp"), [["2026-11-22 10:01:00.000"]]);
    assert_eq!(rows("fields level | limit 1"), [["INFO"]]);
    assert_eq!(
        rows("filter @message like 'step' | parse @message '* in step * of *' as what, step, job | display step, job"),
        [["7", "etl"]]
    );
    assert_eq!(rows("parse /step (?<step>\\d+)/ | filter ispresent(step) | display step"), [["7"]]);
    assert_eq!(
        rows("filter ispresent(user.name) | dedup user.name | display user.name, took"),
        [["ada", "20"], ["bob", "30"]]
    );
    assert_eq!(rows("display toupper(user.name) as name | filter took = 30"), [["BOB"]]);
    assert_eq!(rows("filter took / 2 > 10 # half\n| display took"), [["30"]]);
}

#[test]
fn events_are_counted_in_groups() {
    assert_eq!(rows("stats count(*)"), [["4"]]);
    assert_eq!(rows("filter level = 'NONE' | stats count(*) as n"), [["0"]]);
    assert_eq!(
        rows(
            "stats count(took) as n, sum(took), avg(took), min(took), max(took) by level | filter n > 0 | sort n desc"
        ),
        [["INFO", "2", "30", "15", "10", "20"], ["ERROR", "1", "30", "30", "30", "30"]]
    );
    assert_eq!(
        rows("stats count(*) as n by bin(5m)"),
        [["2026-11-22 10:00:00.000", "2"], ["2026-11-22 10:05:00.000", "2"]]
    );
    assert_eq!(
        rows("stats pct(took, 50), median(took), count_distinct(user.name), latest(took)"),
        [["20", "20", "2", "20"]]
    );
    assert_eq!(rows("stats count(*) by level | sort count(*) desc | limit 1"), [["INFO", "2"]]);
}

#[test]
fn what_is_not_understood_is_named_with_its_place() {
    let refused = |text: &str| {
        let error = parse(text).expect_err(text);
        (error.from, error.message)
    };
    assert_eq!(refused("fields a | pattern @message"), (11, "the command pattern is not supported here".to_owned()));
    assert_eq!(refused("fields @message | fitler a"), (18, "there is no command `fitler`".to_owned()));
    assert!(refused("fields jsonParse(a)").1.contains("the function jsonParse is not supported here"));
    assert!(refused("stats first(a)").1.contains("the function first is not supported by stats here"));
    assert!(refused("filter a like").1.contains("like needs"));
    assert!(refused("parse @message '* and *' as one").1.contains("2 stars"));
    assert!(refused("stats count(*) | stats count(*)").1.contains("second stats"));
    assert!(refused("fields 'a").1.contains("does not end"));
    assert!(refused("stats count(*) by bin(5x)").1.contains("no unit of time"));
    assert!(refused("").1.contains("at least one command"));
    assert!(refused("fields a fields b").1.contains("`|` is missing"));
}

#[test]
fn what_was_looked_at_is_counted() {
    let query = parse("filter level = 'INFO' | limit 1").expect("a query");
    let found = run(&query, events(), 1000);
    assert_eq!((found.scanned, found.matched, found.rows.len()), (4, 2, 1));
    assert_eq!(found.columns, ["@timestamp", "@message"]);
    assert_eq!(found.rows[0].last(), Some(&("@ptr".to_owned(), "7".to_owned())));
    assert_eq!(run(&parse("fields @message").expect("a query"), events(), 2).rows.len(), 2);
}

//! What stands between a statement and its start: checks, estimates, limits, budgets, only reading.

use serde_json::{Value, json};

use crate::objects::put;
use crate::sandbox::{Output, Sandbox};

/// A table `raw.events` of three days, a megabyte each, and one without partitions.
fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    let rows = "1,a\n".repeat(250_000);
    for day in ["2026-01-01", "2026-01-02", "2026-02-01"] {
        put(&sandbox, "lake-raw", &format!("events/day={day}/part.csv"), rows.as_bytes());
    }
    put(&sandbox, "lake-raw", "events/day=2026-02-01/_hidden.csv", b"9,9\n");
    put(&sandbox, "lake-raw", "people/people.csv", b"1,Ann\n2,Bo\n");
    for sql in [
        "CREATE DATABASE raw",
        "CREATE EXTERNAL TABLE raw.events (id bigint, kind string) PARTITIONED BY (day string) \
         ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake-raw/events/'",
        "MSCK REPAIR TABLE raw.events",
        "CREATE EXTERNAL TABLE raw.people (id bigint, name string) \
         ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake-raw/people/'",
    ] {
        sandbox.run(["query", sql]).code(0);
    }
    sandbox
}

fn query(sandbox: &Sandbox, sql: &str, more: &[&str]) -> Output {
    let mut args = vec!["query", sql];
    args.extend_from_slice(more);
    sandbox.run(args)
}

#[track_caller]
fn estimate(sandbox: &Sandbox, sql: &str, more: &[&str]) -> Value {
    let mut args = vec!["--estimate", "-o", "json"];
    args.extend_from_slice(more);
    query(sandbox, sql, &args).code(0).json()["estimate"].clone()
}

#[test]
fn an_estimate_is_what_is_scanned_and_runs_nothing() {
    let sandbox = lake();
    let before = sandbox.json("lakectl queries list")["queries"].as_array().map(Vec::len);
    let one = estimate(&sandbox, "SELECT count(*) FROM raw.events WHERE day = '2026-02-01' AND kind = 'a'", &[]);
    assert_eq!((&one["bytes"], &one["files"], &one["partitions"]), (&json!(1_000_000), &json!(1), &json!(1)), "{one}");
    assert_eq!(one["tables"][0]["partitions_total"], 3);
    assert_eq!(one["estimated_dollars"], json!(0.00005), "the least charge");
    assert_eq!((&one["complete"], &one["warnings"]), (&json!(true), &json!([])));
    let all = estimate(&sandbox, "SELECT kind FROM raw.events e JOIN raw.people p ON e.id = p.id", &[]);
    assert_eq!(all["bytes"], 3_000_011);
    let warnings = all["warnings"].to_string();
    assert!(warnings.contains("full scan of raw.events: all its 3 partitions"), "{warnings}");
    let view = "CREATE VIEW raw.february AS SELECT id, day FROM raw.events WHERE day LIKE '2026-02%'";
    query(&sandbox, view, &[]).code(0);
    assert_eq!(estimate(&sandbox, "SELECT * FROM february", &["-d", "raw"])["bytes"], 1_000_000);
    let after = sandbox.json("lakectl queries list")["queries"].as_array().map(Vec::len);
    assert_eq!(before.map(|count| count + 1), after, "only the view's statement was run");
    let scanned = query(&sandbox, "SELECT count(kind) AS n FROM raw.events WHERE day = '2026-02-01'", &[]).code(0);
    assert!(scanned.stderr.contains("scanned 977 KiB"), "{scanned:#}");
}

#[test]
fn warnings_say_what_defeats_the_choice_of_partitions() {
    let sandbox = lake();
    let warned = |sql: &str| estimate(&sandbox, sql, &[])["warnings"].to_string();
    let cast = warned("SELECT id FROM raw.events WHERE cast(day AS date) > DATE '2026-01-15'");
    assert!(cast.contains("chooses no partitions") && cast.contains("inside an expression"), "{cast}");
    assert!(warned("SELECT id FROM raw.events WHERE day = '2026-01-01' OR id = 1").contains("in an OR"));
    assert!(warned("SELECT id FROM raw.events WHERE day >= '2020'").contains("leave out none"));
    assert!(warned("SELECT * FROM raw.people").contains("SELECT * (line 1, column 8) asks for all 2 columns"));
    assert_eq!(warned("SELECT id FROM raw.events WHERE day = '2026-01-01'"), "[]");
    query(&sandbox, "SELECT * FROM raw.people", &["--estimate"]).code(0).stderr_has("warning: SELECT *");
    query(&sandbox, "SELECT id FROM raw.events WHERE lower(day) = 'x'", &["--check"])
        .code(0)
        .stderr_has("inside an expression");
}

#[test]
fn a_limit_on_the_scan_refuses_before_anything_runs() {
    let sandbox = lake();
    let sql = "SELECT count(*) AS n FROM raw.events";
    query(&sandbox, sql, &["--max-scan", "2MB"])
        .code(11)
        .stderr_has("would scan 2.86 MiB (about $0.000050), more than the 2MB of --max-scan")
        .stderr_has("3 of 3 partitions")
        .stderr_has("--no-max-scan");
    assert!(!sandbox.sh("lakectl queries list --search count").code(0).stdout.contains("SELECT count"));
    query(&sandbox, sql, &["--max-scan", "3MB", "-o", "csv"]).code(0);
    let few = "SELECT count(*) AS n FROM raw.events WHERE day = '2026-01-01'";
    assert_eq!(query(&sandbox, few, &["--max-scan", "2MB", "-o", "csv"]).code(0).stdout, "n\n250000\n");
    let bound = "SELECT count(*) AS n FROM raw.events WHERE day = ?";
    query(&sandbox, bound, &["--max-scan", "2MB", "--param", "'2026-01-01'"]).code(0);
    // What is not known is not taken for little.
    query(&sandbox, "EXECUTE something", &["--max-scan", "1TB"]).code(11).stderr_has("prepared statement");
    sandbox.write("lake.toml", "max_scan = \"2MB\"\n[workgroups.big]\nmax_scan = \"1GB\"\n");
    query(&sandbox, sql, &[]).code(11).stderr_has("2MB of lake.toml");
    query(&sandbox, sql, &["--no-max-scan"]).code(0);
    sandbox.sh("lakectl workgroup create big --no-enforce").code(0);
    query(&sandbox, sql, &["--workgroup", "big"]).code(0);
    sandbox.write("lake.toml", "target = \"local\"\nmax_scan = \"lots\"\n");
    query(&sandbox, sql, &[]).code(2).stderr_has("lake.toml:2:").stderr_has("10GB");
}

#[test]
fn a_lake_that_is_only_read_is_not_changed() {
    let sandbox = lake();
    sandbox.write("lake.toml", "read_only = true\n");
    for sql in
        ["DROP TABLE raw.people", "INSERT INTO raw.people VALUES (3, 'Cy')", "CREATE VIEW raw.v AS SELECT 1 AS x"]
    {
        query(&sandbox, sql, &[]).code(11).stderr_has("--allow-write");
    }
    assert_eq!(query(&sandbox, "SELECT count(*) AS n FROM raw.people", &["-o", "csv"]).code(0).stdout, "n\n2\n");
    query(&sandbox, "SHOW TABLES IN raw", &[]).code(0).stdout_has("people");
    query(&sandbox, "CREATE VIEW raw.v AS SELECT 1 AS x", &["--allow-write"]).code(0);
}

#[test]
fn a_budget_ends_a_script_before_it_is_exceeded() {
    let sandbox = lake();
    let script = "SELECT count(*) AS a FROM raw.events;\nSELECT count(*) AS b FROM raw.people;\nSELECT count(*) AS c FROM raw.events;\n";
    sandbox.write("s.sql", script);
    // Each costs the least charge of five hundred-thousandths.
    let ended = sandbox.run(["query", "-f", "s.sql", "--budget", "0.00012USD", "-o", "csv"]).code(11);
    assert_eq!(ended.stdout, "a\n750000\nb\n2\n");
    assert!(
        ended.stderr.contains("statement 3 of 3, on line 3") && ended.stderr.contains("of the budget"),
        "{ended:#}"
    );
    sandbox.run(["query", "-f", "s.sql", "--budget", "1USD", "-o", "csv"]).code(0).stdout_has("c\n750000\n");
    sandbox.run(["query", "-f", "s.sql", "--budget", "five"]).code(2).stderr_has("5USD");
}

#[test]
fn a_script_stops_at_the_first_failure_unless_told_not_to() {
    let sandbox = lake();
    sandbox.write("s.sql", "SELECT 1 AS a; -- one\nSELECT nothing;\n\nSELECT 2 AS b");
    let stopped = sandbox.run(["query", "-f", "s.sql", "-o", "csv"]).code(9);
    assert_eq!(stopped.stdout, "a\n1\n");
    assert!(stopped.stderr.contains("statement 2 of 3, on line 2"), "{stopped:#}");
    let went_on = sandbox.run(["query", "-f", "s.sql", "-o", "csv", "--keep-going"]).code(8);
    assert_eq!(went_on.stdout, "a\n1\nb\n2\n");
    assert!(went_on.stderr.contains("1 of 3 statements failed"), "{went_on:#}");
    let named =
        sandbox.run(["query", "SELECT :x AS a, ':x' AS b; SELECT :x AS c", "--param", "x=7", "-o", "csv"]).code(0);
    assert_eq!(named.stdout, "a,b\n7,:x\nc\n7\n");
    sandbox.run(["query", "SELECT :x", "--param", "y=1"]).code(2).stderr_has("`:x` has no value");
}

#[test]
fn names_are_checked_without_running() {
    let sandbox = lake();
    query(&sandbox, "SELECT id,\n  nmae FROM raw.people", &["--check"])
        .code(5)
        .stderr_has("no table here has a column `nmae`")
        .stderr_has("line 2, column 3\n      \u{20} nmae FROM raw.people\n        ^")
        .stderr_has("did you mean `name`?");
    query(&sandbox, "SELECT 1 FROM raw.pepole", &["--check"]).code(5).stderr_has("did you mean `people`?");
    query(&sandbox, "SELECT 1 FROM row.people", &["--check"])
        .code(5)
        .stderr_has("there is no database `row`")
        .stderr_has("did you mean `raw`?");
    query(&sandbox, "SELECT id FROM people", &["--check"]).code(5).stderr_has("without a database");
    query(&sandbox, "SELECT (1", &["--check"]).code(2).stderr_has("not understood");
    query(&sandbox, "DROP TABLE raw.people", &["--check"]).code(2).stderr_has("only queries");
    let right =
        query(&sandbox, "SELECT name FROM people WHERE id = 1", &["--check", "-d", "raw", "-o", "json"]).code(0).json();
    assert_eq!(right["check"]["reads"][0]["columns"], json!(["id", "name"]));
    query(&sandbox, "SELECT nmae FROM raw.people", &["--estimate"]).code(5).stderr_has("did you mean `name`?");
    assert!(!sandbox.sh("lakectl queries list --search people --limit 3").code(0).stdout.contains("SELECT id"));
    query(&sandbox, "SELECT name FROM raw.people", &["--explain"]).code(0).stdout_has("people");
    query(&sandbox, "SELECT name FROM raw.people", &["--explain=validate"]).code(0).stdout_has("true");
}

#[test]
fn parquet_is_estimated_by_its_column_chunks_when_asked() {
    let sandbox = lake();
    let write = "CREATE TABLE raw.wide WITH (format = 'PARQUET', external_location = 's3://lake-raw/wide/') AS \
                 SELECT id, kind, day FROM raw.events";
    query(&sandbox, write, &[]).code(0);
    let whole = estimate(&sandbox, "SELECT id FROM raw.wide", &[]);
    let part = estimate(&sandbox, "SELECT id FROM raw.wide", &["--footers"]);
    assert!(whole["tables"][0]["at_most"].as_str().is_some_and(|why| why.contains("1 of 3 columns")), "{whole}");
    let (whole, part) = (whole["bytes"].as_u64().unwrap(), part["bytes"].as_u64().unwrap());
    assert!(part > 0 && part < whole, "{part} of {whole}");
    assert_eq!(estimate(&sandbox, "SELECT count(*) FROM raw.wide", &["--footers"])["bytes"], 0);
}

#[test]
fn a_query_that_the_workgroup_cuts_off_is_refused_too() {
    let sandbox = lake();
    let rows = "1,a\n".repeat(3_000_000);
    put(&sandbox, "lake-raw", "events/day=2026-03-01/part.csv", rows.as_bytes());
    query(&sandbox, "MSCK REPAIR TABLE raw.events", &[]).code(0);
    sandbox.sh("lakectl workgroup create small --scan-limit 10MB --no-enforce").code(0);
    query(&sandbox, "SELECT count(kind) AS n FROM raw.events", &["--workgroup", "small"])
        .code(11)
        .stderr_has("was cancelled")
        .stderr_has("lakectl workgroup show small");
}

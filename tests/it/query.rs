//! `lakectl query`, `queries` and `workgroup`, on a lake with real tables.

use std::io::{BufRead, BufReader, Read as _};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::objects::{fixture, put};
use crate::sandbox::{Output, Sandbox};

/// A lake with a place for results.
fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    sandbox
}

/// The same with the crawled tables of the fixtures in the database `raw`.
fn crawled() -> Sandbox {
    let sandbox = lake();
    put(&sandbox, "lake-raw", "weather/seattle-weather.csv", &fixture("data/seattle-weather.csv"));
    put(&sandbox, "lake-raw", "airports/airports.csv", &fixture("data/airports.csv"));
    put(&sandbox, "lake-raw", "flights/flights-2k.json", &fixture("data/flights-2k.json"));
    sandbox.sh("lakectl crawler create all --database raw --target s3://lake-raw/").code(0);
    sandbox.sh("lakectl crawler run all").code(0);
    sandbox
}

fn query(sandbox: &Sandbox, sql: &str, more: &[&str]) -> Output {
    let mut args = vec!["query", sql];
    args.extend_from_slice(more);
    sandbox.run(args)
}

#[track_caller]
fn rows(sandbox: &Sandbox, sql: &str) -> Value {
    query(sandbox, sql, &["-o", "json"]).code(0).json()["rows"].clone()
}

#[test]
fn every_format_keeps_what_it_can_of_a_row() {
    let sandbox = lake();
    let sql = "SELECT 7 AS n, true AS yes, 'a,\"b\"' AS t, '' AS empty, CAST(NULL AS varchar) AS nothing, \
               DECIMAL '1.50' AS d, CAST(9007199254740993 AS bigint) AS big";
    assert_eq!(
        query(&sandbox, sql, &["-o", "csv"]).code(0).stdout,
        "n,yes,t,empty,nothing,d,big\n7,true,\"a,\"\"b\"\"\",\"\",,1.50,9007199254740993\n"
    );
    let object = "{\"n\":7,\"yes\":true,\"t\":\"a,\\\"b\\\"\",\"empty\":\"\",\"nothing\":null,\"d\":\"1.50\",\"big\":9007199254740993}";
    assert_eq!(query(&sandbox, sql, &["-o", "jsonl"]).code(0).stdout, format!("{object}\n"));
    let whole = query(&sandbox, sql, &["-o", "json"]).code(0);
    assert!(whole.stdout.contains(object), "{whole:#}");
    assert_eq!(whole.json()["schema_version"], 1);
    assert_eq!(whole.stderr, "", "with JSON, stderr is for a program too");
    query(&sandbox, sql, &["-o", "tsv"]).code(0).stdout_has("7\ttrue\ta,\"b\"\t\t\t1.50\t");
    query(&sandbox, sql, &["-o", "markdown"]).code(0).stdout_has("| 7 | true |");
    let table = query(&sandbox, sql, &[]).code(0).stdout_has("NULL").stderr_has(": 1 row, scanned 0 B (about $0.00)");
    table.stderr_has("result: s3://lake-results/");
    let none = query(&sandbox, "SELECT 1 AS n WHERE 1 = 2", &["-o", "json"]).code(0);
    assert_eq!(none.json()["rows"], json!([]));
    assert_eq!(query(&sandbox, "SELECT 1 AS n WHERE 1 = 2", &["-o", "csv"]).code(0).stdout, "n\n");
}

#[test]
fn tables_are_filtered_joined_and_counted() {
    let sandbox = crawled();
    assert_eq!(rows(&sandbox, "SELECT count(*) AS n FROM raw.weather"), json!([{ "n": 1461 }]));
    assert_eq!(
        rows(&sandbox, "SELECT weather, count(*) AS days FROM raw.weather GROUP BY 1 HAVING count(*) > 500 ORDER BY 1"),
        json!([{ "weather": "rain", "days": 641 }, { "weather": "sun", "days": 640 }])
    );
    let joined = rows(
        &sandbox,
        "SELECT a.state, count(*) AS n FROM raw.flights f JOIN raw.airports a ON f.origin = a.iata \
         GROUP BY a.state ORDER BY n DESC, a.state LIMIT 3",
    );
    assert_eq!(joined.as_array().map(Vec::len), Some(3), "{joined}");
    let other = query(&sandbox, "SELECT count(*) AS n FROM weather", &["-d", "raw", "-o", "csv"]).code(0);
    assert_eq!(other.stdout, "n\n1461\n");
    query(&sandbox, "SELECT count(*) AS n FROM raw.weather", &[]).code(0).stderr_has("scanned 4");
}

#[test]
fn a_result_of_many_pages_is_streamed_whole() {
    let sandbox = crawled();
    let all = query(&sandbox, "SELECT origin, delay FROM raw.flights", &["-o", "csv"]).code(0);
    assert_eq!(all.stdout.lines().count(), 2001);
    let three = rows(&sandbox, "SELECT f.origin FROM raw.flights f ORDER BY f.origin LIMIT 1000");
    assert_eq!(three.as_array().map(Vec::len), Some(1000));
    let exact = rows(&sandbox, "SELECT f.origin FROM raw.flights f LIMIT 999");
    assert_eq!(exact.as_array().map(Vec::len), Some(999));
    let one_more = query(&sandbox, "SELECT origin FROM raw.flights LIMIT 1001", &["-o", "jsonl"]).code(0);
    assert_eq!(one_more.stdout.lines().count(), 1001);
    query(&sandbox, "SELECT origin FROM raw.flights", &[]).code(0).stderr_has(": 2,000 rows, scanned");
}

#[test]
fn a_reader_that_goes_away_is_quiet() {
    let sandbox = crawled();
    let sql = "SELECT f.*, a.* FROM raw.flights f CROSS JOIN raw.airports a LIMIT 60000";
    let mut command = sandbox.command(["query", sql, "-o", "csv", "-q"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    let mut reader = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    drop(reader);
    let mut stderr = String::new();
    child.stderr.take().expect("stderr is a pipe").read_to_string(&mut stderr).expect("stderr");
    assert_eq!(child.wait().expect("an end").code(), Some(0), "{stderr}");
    assert_eq!(stderr, "");
    assert!(line.starts_with("date,"), "{line}");
}

#[test]
fn a_failure_points_into_the_statement() {
    let sandbox = crawled();
    query(&sandbox, "SELECT *\nFROM raw.wether", &[])
        .code(9)
        .stderr_has("failed (user error")
        .stderr_has("did you mean `weather`?")
        .stderr_has("lakectl table list raw");
    query(&sandbox, "SELECT date,\n  no_such FROM raw.weather", &[]).code(9).stderr_has("no_such");
    let failed = query(&sandbox, "SELEC 1", &["-o", "json"]).code(9);
    let error: Value = serde_json::from_str(failed.stderr.trim()).expect("one JSON error");
    assert_eq!(error["error"]["exit_code"], 9);
}

#[test]
fn the_catalog_can_be_asked_and_changed_by_statements() {
    let sandbox = crawled();
    let tables = rows(&sandbox, "SHOW TABLES IN raw");
    let names: Vec<&str> =
        tables.as_array().unwrap().iter().filter_map(|row| row.as_object()?.values().next()?.as_str()).collect();
    assert_eq!(names, ["airports", "flights", "weather"]);
    let described = rows(&sandbox, "DESCRIBE raw.weather");
    assert_eq!(described[1], json!({ "col_name": "precipitation", "data_type": "double", "comment": "" }));
    query(&sandbox, "CREATE DATABASE curated", &[]).code(0).stdout_has("create database: done");
    let written = query(
        &sandbox,
        "CREATE TABLE curated.sunny WITH (external_location = 's3://lake-raw/sunny/') AS \
         SELECT date, temp_max FROM raw.weather WHERE weather = 'sun'",
        &["-o", "json"],
    );
    assert_eq!(written.code(0).json()["result"]["rows_written"], 640);
    assert_eq!(rows(&sandbox, "SELECT count(*) AS n FROM curated.sunny"), json!([{ "n": 640 }]));
}

#[test]
fn definitions_are_altered_by_statements() {
    let sandbox = lake();
    put(&sandbox, "lake-raw", "days/day=1/x.csv", b"1,a\n");
    put(&sandbox, "lake-raw", "moved/x.csv", b"9,z\n");
    for sql in [
        "CREATE DATABASE raw COMMENT 'kept'",
        "ALTER DATABASE raw SET DBPROPERTIES ('owner' = 'us')",
        "CREATE EXTERNAL TABLE raw.days (id int, kind string) PARTITIONED BY (day int) \
         ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake-raw/days/'",
        "MSCK REPAIR TABLE raw.days",
        "ALTER TABLE raw.days ADD PARTITION (day = 2)",
        "ALTER TABLE raw.days PARTITION (day = 2) SET LOCATION 's3://lake-raw/moved/'",
        "ALTER TABLE raw.days PARTITION (day = 2) RENAME TO PARTITION (day = 7)",
        "ALTER TABLE raw.days CHANGE COLUMN kind sort string COMMENT 'what it is'",
        "CREATE EXTERNAL TABLE raw.put (id int) CLUSTERED BY (id) INTO 4 BUCKETS STORED AS PARQUET LOCATION 's3://lake-raw/put/'",
    ] {
        query(&sandbox, sql, &[]).code(0);
    }
    let database = sandbox.json("lakectl db show raw").to_string();
    assert!(database.contains("kept"), "{database}");
    assert_eq!(
        rows(&sandbox, "SELECT id, sort, day FROM raw.days ORDER BY id"),
        json!([{ "id": 1, "sort": "a", "day": 1 }, { "id": 9, "sort": "z", "day": 7 }])
    );
    assert_eq!(
        rows(&sandbox, "SELECT day FROM raw.\"days$partitions\" ORDER BY day DESC"),
        json!([{ "day": 7 }, { "day": 1 }])
    );
    let shown = rows(&sandbox, "SHOW CREATE TABLE raw.put").to_string();
    assert!(shown.contains("INTO 4 BUCKETS"), "{shown}");
    // A change of something else keeps the buckets.
    query(&sandbox, "ALTER TABLE raw.put SET TBLPROPERTIES ('a' = 'b')", &[]).code(0);
    let whole = rows(&sandbox, "DESCRIBE FORMATTED raw.put").to_string();
    assert!(whole.contains("[id]") && whole.contains("# Storage Information"), "{whole}");
    query(&sandbox, "ALTER TABLE raw.days PARTITION (day = 1) RENAME TO PARTITION (day = 7)", &[]).code(9);
    // The types that only expressions have.
    assert_eq!(
        rows(
            &sandbox,
            "SELECT TIME '10:00:00' AS t, IPADDRESS '10.0.0.1' AS i, CAST(X'00112233445566778899aabbccddeeff' AS uuid) AS u"
        ),
        json!([{ "t": "10:00:00.000", "i": "10.0.0.1", "u": "00112233-4455-6677-8899-aabbccddeeff" }])
    );
}

#[test]
fn statements_come_from_files_and_stdin_with_parameters() {
    let sandbox = lake();
    sandbox.write("q.sql", "SELECT ? AS n, ? AS t");
    let out = sandbox.run(["query", "-f", "q.sql", "--parameter", "-7", "--parameter", "'x'", "-o", "csv"]).code(0);
    assert_eq!(out.stdout, "n,t\n-7,x\n");
    let out = sandbox.run_with_input(["query", "-", "-o", "csv"], b"SELECT 1 AS n").code(0);
    assert_eq!(out.stdout, "n\n1\n");
    sandbox.run(["query", "-f", "missing.sql"]).code(2).stderr_has("missing.sql");
    sandbox.run(["query"]).code(2).stderr_has("SQL");
    sandbox.run_with_input(["query", "-"], b" \n").code(2).stderr_has("empty");
    let long = format!("SELECT '{}'", "x".repeat(262_144));
    sandbox.run_with_input(["query", "-"], long.as_bytes()).code(2).stderr_has("at most 262144");
    sandbox.run(["query", "SELECT 1", "--select", "rows"]).code(2).stderr_has("--select");
    sandbox.run(["query", "SELECT 1", "--output-location", "results"]).code(2).stderr_has("s3://BUCKET");
}

#[test]
fn queries_are_listed_shown_and_read_again() {
    let sandbox = lake();
    let id = query(&sandbox, "SELECT 'again' AS word", &["--no-wait"]).code(0).stdout.trim().to_owned();
    let again = sandbox.run(["queries", "results", &id, "-o", "csv"]).code(0);
    assert_eq!(again.stdout, "word\nagain\n");
    let shown = sandbox.json(&format!("lakectl queries show {id}"))["query"].clone();
    assert_eq!((&shown["state"], &shown["statement_type"]), (&json!("succeeded"), &json!("DML")));
    query(&sandbox, "SELECT nothing", &[]).code(9);
    let failed = sandbox.json("lakectl queries list --state failed")["queries"].clone();
    assert_eq!(failed.as_array().map(Vec::len), Some(1), "{failed}");
    assert_eq!(failed[0]["sql"], "SELECT nothing");
    let found = sandbox.json("lakectl queries list --search AGAIN")["queries"].clone();
    assert_eq!(found[0]["id"], json!(id));
    let stopped = sandbox.json(&format!("lakectl queries cancel {id}"))["queries"].clone();
    assert_eq!(stopped[0]["state"], "succeeded", "a query that is over stays as it is");
    let failed_id = failed[0]["id"].as_str().unwrap();
    sandbox.run(["queries", "results", failed_id]).code(9).stderr_has("failed");
    sandbox.run(["queries", "show", "no-such-query"]).code(5).stderr_has("lakectl queries list");
}

#[test]
fn a_place_for_results_is_found_or_asked_for() {
    let sandbox = Sandbox::new();
    query(&sandbox, "SELECT 1", &[])
        .code(2)
        .stderr_has("no place for the result is known")
        .stderr_has("--zone query-results")
        .stderr_has("--output-location");
    // Who may not look for a bucket is told what else there is.
    query(&sandbox, "SELECT 1", &["--as", "role/analyst"])
        .code(4)
        .stderr_has("no place for the result is known")
        .stderr_has("workgroup set primary --output-location");
    sandbox.sh("lakectl bucket create lake-out").code(0);
    query(&sandbox, "SELECT 1", &["--output-location", "s3://lake-out/a/"])
        .code(0)
        .stderr_has("result: s3://lake-out/a/");
    sandbox.sh("lakectl workgroup set primary --output-location s3://lake-out/b/").code(0);
    query(&sandbox, "SELECT 1", &[]).code(0).stderr_has("result: s3://lake-out/b/");
    query(&sandbox, "SELECT 1", &["--workgroup", "primry"]).code(5).stderr_has("did you mean `primary`?");
    sandbox.sh("lakectl workgroup create strict --output-location s3://lake-out/c/ --enforce").code(0);
    query(&sandbox, "SELECT 1", &["--workgroup", "strict", "--output-location", "s3://lake-out/d/"])
        .code(0)
        .stderr_has("the workgroup insists on its own place")
        .stderr_has("result: s3://lake-out/c/");
}

#[test]
fn workgroups_are_made_changed_and_deleted() {
    let sandbox = lake();
    let create = "lakectl workgroup create analysts --description 'who asks' --scan-limit 10GB --no-enforce";
    sandbox.sh(&format!("{create} --dry-run")).code(0).stdout_has("nothing was changed");
    sandbox.sh(create).code(0).stdout_has("+ workgroup analysts created");
    sandbox.sh(create).code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl workgroup set analysts --no-scan-limit --no-metrics").code(0).stderr_has("- scan_limit");
    let shown = sandbox.json("lakectl workgroup show analysts")["workgroup"].clone();
    assert_eq!(shown["scan_limit"], Value::Null);
    assert_eq!(
        (&shown["description"], &shown["enforced"], &shown["metrics"]),
        (&json!("who asks"), &json!(false), &json!(false))
    );
    sandbox.sh("lakectl workgroup set analysts").code(2).stderr_has("nothing to set");
    sandbox.sh("lakectl workgroup set analists --metrics").code(5).stderr_has("did you mean `analysts`?");
    sandbox.sh("lakectl workgroup create x --scan-limit 1MB").code(2).stderr_has("10MB");
    sandbox.sh("lakectl workgroup set analysts --disable").code(0);
    query(&sandbox, "SELECT 1", &["--workgroup", "analysts"]).code(1).stderr_has("workgroup set analysts --enable");
    let names: Vec<Value> = sandbox.json("lakectl workgroup list")["workgroups"].as_array().unwrap().clone();
    assert_eq!(names.len(), 2, "{names:?}");
    sandbox.sh("lakectl workgroup delete analysts").code(11).stderr_has("--confirm analysts");
    sandbox.sh("lakectl workgroup delete analysts --confirm analysts").code(0);
    sandbox.sh("lakectl workgroup delete analysts --confirm analysts").code(5);
    sandbox.sh("lakectl workgroup delete primary --confirm primary").code(11);
}

#[test]
fn a_wait_that_is_too_short_says_how_to_go_on() {
    let sandbox = lake();
    query(&sandbox, "SELECT count(*) AS n FROM UNNEST(sequence(1, 100000)) AS t (x)", &["--timeout", "0s"])
        .code(10)
        .stderr_has("lakectl queries results ")
        .stderr_has("lakectl queries cancel ");
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_the_query_and_says_so() {
    let sandbox = crawled();
    let sql = "SELECT count(*) AS n FROM raw.flights a CROSS JOIN raw.flights b CROSS JOIN raw.flights c \
               WHERE a.delay + b.delay + c.delay = 12345";
    let mut child =
        sandbox.command(["query", sql]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    let mut stderr = BufReader::new(child.stderr.take().expect("stderr is a pipe"));
    let mut line = String::new();
    while !line.contains(": running") {
        line.clear();
        assert!(stderr.read_line(&mut line).expect("a line") > 0, "the query ended before it was seen to run");
    }
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(killed.success());
    let mut rest = String::new();
    stderr.read_to_string(&mut rest).expect("stderr");
    assert_eq!(child.wait().expect("an end").code(), Some(130), "{rest}");
    assert!(rest.contains("stopping query") && rest.contains("is cancelled"), "{rest}");
    let newest = sandbox.json("lakectl queries list --limit 1")["queries"][0].clone();
    assert_eq!(newest["state"], "cancelled", "{newest}");
}

#[test]
fn the_dialect_is_athenas() {
    let sandbox = crawled();
    assert_eq!(
        rows(&sandbox, "SELECT count(*) AS n FROM (VALUES nan(), 1e0, 0e0 / 0) AS t(x) WHERE x > 0 OR x = x"),
        json!([{ "n": 1 }])
    );
    query(&sandbox, "CREATE VIEW hot AS SELECT date, temp_max FROM weather WHERE temp_max > 30", &["--db", "raw"])
        .code(0);
    let hot = query(&sandbox, "SELECT max(temp_max) AS t, count(*) > 5 AS many FROM raw.hot", &["-o", "json"]).code(0);
    assert_eq!(hot.json()["rows"], json!([{ "t": 35.6, "many": true }]));
    query(&sandbox, "SHOW CREATE VIEW raw.hot", &[]).code(0).stdout_has("WHERE temp_max > 30");
    assert_eq!(
        rows(
            &sandbox,
            "SELECT weather, approx_percentile(temp_max, 0.5) AS p, cardinality(filter(array_agg(wind), w -> w > 9)) > 0 AS gusts \
             FROM raw.weather GROUP BY weather ORDER BY weather LIMIT 1"
        )[0]["weather"],
        "drizzle"
    );
    query(&sandbox, "PREPARE busy FROM SELECT count(*) AS n FROM raw.flights WHERE origin = ?", &[]).code(0);
    let busy = query(&sandbox, "EXECUTE busy USING 'SEA'", &["-o", "json"]).code(0).json()["rows"].clone();
    assert_eq!(busy, rows(&sandbox, "SELECT count(*) AS n FROM raw.flights WHERE origin = 'SEA'"));
    query(&sandbox, "DEALLOCATE PREPARE busy", &[]).code(0);
    let gone = query(&sandbox, "EXECUTE busy USING 'SEA'", &[]);
    assert_ne!(gone.code, 0, "{gone:#}");
    assert!(gone.stderr.contains("Prepared statement not found: busy"), "{gone:#}");
}

//! Results of queries: every way to them gives the same rows, in every format with their types.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::sandbox::{Output, Sandbox};
use crate::stub::{Reply, Stub};

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    sandbox
}

fn query(sandbox: &Sandbox, sql: &str, more: &[&str]) -> Output {
    let mut args = vec!["query", sql];
    args.extend_from_slice(more);
    sandbox.run(args)
}

/// More than a page, more than a range, with all that CSV can get wrong.
const MANY: &str = "SELECT x AS n, CASE x % 5 WHEN 0 THEN '' WHEN 1 THEN NULL WHEN 2 THEN 'a,\"b\"' WHEN 3 THEN 'line' || chr(10) || 'é' \
                    ELSE rpad('p', 6000, 'q') END AS t FROM UNNEST(sequence(1, 9000)) AS s (x) ORDER BY x";

#[test]
fn every_way_to_the_rows_gives_the_same_bytes() {
    let sandbox = lake();
    let id = query(&sandbox, MANY, &["--no-wait"]).code(0).stdout.trim().to_owned();
    let by =
        |how: &str, format: &str| sandbox.run(["queries", "results", &id, "--fetch", how, "-o", format]).code(0).stdout;
    for format in ["csv", "jsonl"] {
        let pages = by("pages", format);
        assert!(pages.len() > 10_000_000, "{}", pages.len());
        assert!(pages == by("object", format), "the object has other rows than the pages, as {format}");
        assert!(pages == by("fastest", format), "the fastest way has other rows than the pages, as {format}");
    }
}

#[test]
fn a_limit_asks_for_no_more_than_it_shows() {
    let sandbox = lake();
    let id = query(&sandbox, MANY, &["--no-wait"]).code(0).stdout.trim().to_owned();
    sandbox.run(["queries", "results", &id, "-q"]).code(0);
    let (client, stub) = Stub::before(&sandbox, |_| Reply::Lake);
    let shown = |limit: &str, more: &[&str]| {
        let mut args = vec!["queries", "results", &id, "--limit", limit, "-o", "csv"];
        args.extend_from_slice(more);
        client.run(args).code(0)
    };
    let few = shown("3", &[]);
    assert_eq!(few.stdout, "n,t\n1,\n2,\"a,\"\"b\"\"\"\n3,\"line\né\"\n");
    assert!(few.stderr.contains("the first 3 rows of more"), "{few:#}");
    let asked: Vec<Value> = stub
        .requests()
        .iter()
        .filter(|request| request.operation() == "GetQueryResults")
        .map(|request| serde_json::from_slice::<Value>(&request.body).unwrap()["MaxResults"].clone())
        .collect();
    assert_eq!(asked, [json!(5)], "a header, three rows, and one more to know whether there are more");
    assert!(stub.requests().iter().all(|request| !request.path.contains(".csv")), "the object is left alone");
    assert_eq!(
        shown("1500", &[]).stdout.matches("\n").count(),
        shown("1500", &["--fetch", "object"]).stdout.matches("\n").count()
    );
    let all = shown("9000", &["-q"]);
    assert_eq!(all.stdout, shown("100000", &["-q"]).stdout);
    assert!(!shown("9000", &[]).stderr.contains("of more"));
    client.run(["queries", "results", &id, "--limit", "0"]).code(2);
}

#[test]
fn json_keeps_the_types() {
    let sandbox = lake();
    let sql = "SELECT TIMESTAMP '2026-01-31 10:00:00.123' AS at, DATE '2026-01-31' AS day, DECIMAL '12.50' AS d, \
               ARRAY[1, 2] AS list, MAP(ARRAY['a'], ARRAY[1.5e0]) AS m, CAST(ROW(1, 'x') AS row(a integer, b varchar)) AS r, \
               CAST(MAP(ARRAY['k'], ARRAY[1]) AS json) AS doc, CAST(NULL AS varchar) AS nothing, '' AS empty, true AS yes, 1e0 / 0 AS inf";
    let row = query(&sandbox, sql, &["-o", "json"]).code(0).json()["rows"][0].clone();
    assert_eq!(
        row,
        json!({
            "at": "2026-01-31T10:00:00.123Z", "day": "2026-01-31", "d": "12.50", "list": [1, 2], "m": { "a": 1.5 },
            "r": { "a": 1, "b": "x" }, "doc": { "k": 1 }, "nothing": null, "empty": "", "yes": true, "inf": "Infinity"
        })
    );
}

#[test]
fn formulas_are_disarmed_for_spreadsheets() {
    let sandbox = lake();
    let sql = "SELECT '=cmd()' AS a, -5 AS n, '@x' AS \"=b\", 'plain' AS c";
    assert_eq!(query(&sandbox, sql, &["-o", "csv"]).code(0).stdout, "a,n,=b,c\n=cmd(),-5,@x,plain\n");
    assert_eq!(query(&sandbox, sql, &["-o", "csv", "--csv-safe"]).code(0).stdout, "a,n,'=b,c\n'=cmd(),-5,'@x,plain\n");
    query(&sandbox, sql, &["-o", "json", "--csv-safe"]).code(0).stdout_has("\"=cmd()\"");
}

#[test]
fn tables_can_stand_upright() {
    let sandbox = lake();
    let out =
        query(&sandbox, "SELECT 1 AS id, 'x' AS name UNION ALL SELECT 2, NULL ORDER BY 1", &["--upright"]).code(0);
    assert_eq!(out.stdout, "─ row 1\nid    1\nname  x\n─ row 2\nid    2\nname  NULL\n");
}

#[test]
fn rows_go_into_files_with_their_types() {
    let sandbox = lake();
    let sql = "SELECT x AS n, CAST(x AS decimal(10, 2)) / 4 AS d, DATE '2026-01-31' AS day, TIMESTAMP '2026-01-31 10:00:00' AS at, \
               IF(x = 2, NULL, 'é') AS t, x > 1 AS yes, X'00ff' AS b FROM UNNEST(sequence(1, 3)) AS s (x)";
    for name in ["rows.parquet", "rows.arrow", "rows.csv", "rows.json", "rows.jsonl"] {
        let out = query(&sandbox, sql, &["--to", name]).code(0);
        assert!(out.stdout.starts_with(&format!("{name}: 3 rows, ")), "{out:#}");
        assert!(sandbox.work().join(name).is_file());
    }
    assert!(sandbox.read("rows.csv").starts_with("n,d,day,at,t,yes,b\n1,"));
    assert_eq!(sandbox.read("rows.jsonl").lines().count(), 3);
    let document: Value = serde_json::from_str(&sandbox.read("rows.json")).unwrap();
    assert_eq!(document["rows"][1]["t"], Value::Null);
    // What was written is read again as a table.
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    let bytes = std::fs::read(sandbox.work().join("rows.parquet")).unwrap();
    assert!(bytes.starts_with(b"PAR1"));
    crate::objects::put(&sandbox, "lake-raw", "rows/rows.parquet", &bytes);
    sandbox.sh("lakectl crawler create c --database raw --target s3://lake-raw/rows/").code(0);
    sandbox.sh("lakectl crawler run c").code(0);
    let types = sandbox.json("lakectl table show raw.rows")["table"]["columns"].clone();
    let of = |name: &str| {
        let columns = types.as_array().unwrap();
        columns.iter().find(|column| column["name"] == name).map(|column| column["type"].clone()).unwrap_or_default()
    };
    assert_eq!(
        (of("n"), of("day"), of("at"), of("yes"), of("b")),
        (json!("bigint"), json!("date"), json!("timestamp"), json!("boolean"), json!("binary")),
        "{types}"
    );
    assert!(of("d").as_str().is_some_and(|kind| kind.starts_with("decimal(")), "{types}");
    let back = query(&sandbox, "SELECT n, d, day, at, t FROM raw.rows ORDER BY n", &["-o", "csv"]).code(0).stdout;
    let first = query(&sandbox, &sql.replace(", x > 1 AS yes, X'00ff' AS b", ""), &["-o", "csv"]).code(0).stdout;
    assert_eq!(back, first);
    assert!(std::fs::read(sandbox.work().join("rows.arrow")).unwrap().starts_with(b"ARROW1"));
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let sandbox = lake();
    query(&sandbox, "SELECT 1 AS n", &["--to", "rows.xlsx"]).code(2).stderr_has(".parquet");
    query(&sandbox, "SELECT 1 AS n", &["--to", "missing/rows.csv"]).code(1).stderr_has("cannot be written");
    query(&sandbox, "SHOW DATABASES; SELECT 1", &["--to", "rows.csv"]).code(2).stderr_has("one statement");
    sandbox.write("rows.parquet", "old");
    let zoned = "SELECT TIMESTAMP '2026-01-31 10:00:00 Europe/Berlin' AS t";
    query(&sandbox, zoned, &["--to", "rows.parquet"]).code(1).stderr_has("AT TIME ZONE 'UTC'");
    assert_eq!(sandbox.read("rows.parquet"), "old");
    let left: Vec<_> = std::fs::read_dir(sandbox.work()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["rows.parquet"], "nothing is left behind");
}

#[test]
fn sums_and_suggestions_come_from_the_history() {
    let sandbox = lake();
    query(&sandbox, "SELECT 1", &[]).code(0);
    query(&sandbox, "SELECT nothing", &[]).code(9);
    let totals = sandbox.json("lakectl queries list --totals")["totals"].clone();
    assert_eq!((&totals["queries"], &totals["bytes_scanned"]), (&json!(2), &json!(0)), "{totals}");
    assert_eq!(
        totals["states"],
        json!([
            { "queries": 1, "bytes_scanned": 0, "estimated_dollars": 0.0, "state": "succeeded" },
            { "queries": 1, "bytes_scanned": 0, "estimated_dollars": 0.0, "state": "failed" }
        ])
    );
    sandbox.sh("lakectl workgroup suggest primary").code(0).stderr_has("nothing to suggest from");
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    crate::objects::put(&sandbox, "lake-raw", "t/t.csv", "1,a\n".repeat(2_000_000).as_bytes());
    query(&sandbox, "CREATE DATABASE raw", &[]).code(0);
    let create = "CREATE EXTERNAL TABLE raw.t (id bigint, kind string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake-raw/t/'";
    query(&sandbox, create, &[]).code(0);
    query(&sandbox, "SELECT count(kind) FROM raw.t", &[]).code(0);
    let suggested = sandbox.json("lakectl workgroup suggest primary")["suggestion"].clone();
    assert_eq!((&suggested["most"], &suggested["scan_limit"]), (&json!(8_000_000), &json!(16_000_000)), "{suggested}");
}

#[test]
fn a_workgroup_has_encryption_an_engine_and_tags() {
    let sandbox = lake();
    let create = "lakectl workgroup create team --encryption SSE_S3 --engine 'Athena engine version 3' --tag team=data --tag cost=42";
    sandbox.sh(create).code(0);
    sandbox.sh(create).code(0).stdout_has("nothing to do");
    let shown = sandbox.json("lakectl workgroup show team")["workgroup"].clone();
    assert_eq!((&shown["encryption"], &shown["engine"]), (&json!("SSE_S3"), &json!("Athena engine version 3")));
    assert_eq!(shown["tags"], json!({ "cost": "42", "team": "data" }));
    sandbox.sh("lakectl workgroup set team --tag team=ops --no-encryption").code(0);
    let shown = sandbox.json("lakectl workgroup show team")["workgroup"].clone();
    assert_eq!((&shown["encryption"], &shown["tags"]), (&Value::Null, &json!({ "cost": "42", "team": "ops" })));
    sandbox.sh("lakectl workgroup set team --encryption SSE_KMS").code(2).stderr_has("needs a key");
    sandbox.sh("lakectl workgroup set team --tag x").code(2).stderr_has("KEY=VALUE");
}

#[test]
fn a_start_whose_answer_was_lost_is_not_repeated() {
    let sandbox = lake();
    let is_lost = Arc::new(AtomicBool::new(true));
    let rule = is_lost.clone();
    let (client, _stub) = Stub::before(&sandbox, move |request| {
        let lost = request.operation() == "StartQueryExecution" && rule.load(Ordering::SeqCst);
        if lost { Reply::Lost } else { Reply::Lake }
    });
    let start = || client.run(["query", "SELECT 'once' AS n", "-o", "csv"]);
    let failed = start();
    assert_ne!(failed.code, 0, "{failed:#}");
    is_lost.store(false, Ordering::SeqCst);
    let again = start().code(0).stderr_has("was sent before");
    assert_eq!(again.stdout, "n\nonce\n");
    assert_eq!(client.json("lakectl queries list")["queries"].as_array().map(Vec::len), Some(1));
    // With its answer there, the statement is meant anew.
    let anew = start().code(0);
    assert!(!anew.stderr.contains("was sent before"), "{anew:#}");
    assert_eq!(client.json("lakectl queries list")["queries"].as_array().map(Vec::len), Some(2));
}

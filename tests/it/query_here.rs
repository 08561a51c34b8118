//! `query --engine local` on a lake that is not here: its files are brought to this machine, and nobody is charged.

use serde_json::json;

use crate::objects::put;
use crate::sandbox::{Output, Sandbox};
use crate::stub::{Reply, Stub};

/// A lake with a partitioned table and a view, behind an endpoint that counts the calls.
fn far() -> (Sandbox, Sandbox, Stub) {
    let lake = Sandbox::new();
    lake.sh("lakectl bucket create lake-raw").code(0);
    lake.sh("lakectl bucket create lake-results --zone query-results").code(0);
    for day in ["2026-01-01", "2026-01-02", "2026-02-01"] {
        let rows: String = (0..500).map(|row| format!("{row},{day}-{row}\n")).collect();
        put(&lake, "lake-raw", &format!("events/day={day}/part.csv"), rows.as_bytes());
    }
    put(&lake, "lake-raw", "people/people.csv", b"1,Ann\n2,\n");
    for sql in [
        "CREATE DATABASE raw",
        "CREATE EXTERNAL TABLE raw.events (id bigint, kind string) PARTITIONED BY (day string) \
         ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake-raw/events/'",
        "MSCK REPAIR TABLE raw.events",
        "CREATE EXTERNAL TABLE raw.people (id bigint, name string) \
         ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake-raw/people/'",
        "CREATE VIEW raw.january AS SELECT id, day FROM raw.events WHERE day LIKE '2026-01%'",
    ] {
        lake.run(["query", sql]).code(0);
    }
    let (away, stub) = Stub::before(&lake, |_| Reply::Lake);
    (lake, away, stub)
}

fn here(sandbox: &Sandbox, sql: &str, more: &[&str]) -> Output {
    let mut args = vec!["query", sql, "--engine", "local"];
    args.extend_from_slice(more);
    sandbox.run(args)
}

#[test]
fn a_statement_runs_here_and_the_service_is_not_asked() {
    let (lake, away, stub) = far();
    let sql = "SELECT e.id, p.name, e.\"$path\" AS place FROM raw.events e JOIN raw.people p ON e.id = p.id \
               WHERE day = ? ORDER BY e.id";
    let args = ["--param", "'2026-01-02'", "-o", "csv"];
    let found =
        here(&away, sql, &args).code(0).stderr_has("on this machine, no charge").stderr_has("of 2 files of the lake");
    let theirs = lake.run([&["query", sql][..], &args].concat()).code(0);
    assert_eq!(found.stdout, theirs.stdout, "the same rows as the service gives");
    assert_eq!(stub.count("StartQueryExecution"), 0);
    assert!(!stub.requests().iter().any(|request| request.path.contains("2026-02-01")), "pruned files are not read");
    let view = here(&away, "SELECT count(*) AS n FROM january", &["-d", "raw", "-o", "json"]).code(0);
    assert_eq!(view.json()["rows"], json!([{ "n": 1000 }]));
    // A script brings each file once.
    away.write("two.sql", "SELECT count(*) AS n FROM raw.people;\nSELECT max(id) AS n FROM raw.people;\n");
    let before = stub.requests().iter().filter(|request| request.path.contains("people.csv")).count();
    let script = away.run(["query", "-f", "two.sql", "--engine", "local", "-o", "csv"]).code(0);
    assert_eq!(script.stdout, "n\n2\nn\n2\n");
    let after = stub.requests().iter().filter(|request| request.path.contains("people.csv")).count();
    assert_eq!(after - before, 1);
    here(&away, "SELECT id FROM raw.people", &["--to", "people.parquet"]).code(0).stdout_has("2 rows");
}

/// The bytes that were asked for of the objects of a folder.
fn asked(stub: &Stub, name: &str) -> u64 {
    let name = format!("/lake-raw/{name}/");
    let reads = stub.requests().into_iter().filter(|request| request.method == "GET" && request.path.contains(&name));
    let length = |range: &str| {
        let (start, end) = range.strip_prefix("bytes=")?.split_once('-')?;
        Some(end.parse::<u64>().ok()? - start.parse::<u64>().ok()? + 1)
    };
    reads.map(|request| length(request.header("range")).expect("every read is one of a part")).sum()
}

#[test]
fn of_parquet_and_orc_the_needed_columns_are_read_alone() {
    let lake = Sandbox::new();
    lake.sh("lakectl bucket create lake-raw").code(0);
    lake.sh("lakectl bucket create lake-results --zone query-results").code(0);
    lake.run(["query", "CREATE DATABASE raw"]).code(0);
    for format in ["PARQUET", "ORC"] {
        let sql = format!(
            "CREATE TABLE raw.{format} WITH (format = '{format}', write_compression = 'NONE', \
             external_location = 's3://lake-raw/{format}/') AS SELECT x AS id, x % 7 AS kind, to_hex(sha512(to_utf8(CAST(x AS \
             varchar)))) || to_hex(sha512(to_utf8(CAST(x + 1 AS varchar)))) AS padding FROM UNNEST(sequence(1, 9000)) AS t (x)"
        );
        lake.run(["query", sql.as_str()]).code(0);
    }
    let (away, stub) = Stub::before(&lake, |_| Reply::Lake);
    for format in ["PARQUET", "ORC"] {
        let size = lake.run(["query", &format!("SELECT max(\"$file_size\") AS n FROM raw.{format}"), "-o", "json"]);
        let size = size.code(0).json()["rows"][0]["n"].as_u64().expect("a size");
        assert!(size > 2_000_000, "{format}: {size}");
        let sql = format!("SELECT kind, count(*) AS n FROM raw.{format} GROUP BY kind ORDER BY kind");
        let found = here(&away, &sql, &["-o", "csv"]).code(0);
        assert_eq!(found.stdout, lake.run(["query", &sql, "-o", "csv"]).code(0).stdout);
        found.stderr_has("of 1 file of the lake").stderr_has("on this machine, no charge");
        let few = asked(&stub, format);
        assert!(few > 0 && few < size / 4, "{format}: {few} of {size}");
        // What is more than the limit as a whole is not when its needed columns are less.
        if format == "PARQUET" {
            here(&away, &sql, &["--max-scan", "1MB", "-o", "csv"]).code(0);
            here(&away, &format!("SELECT max(padding) AS n FROM raw.{format}"), &["--max-scan", "1MB"])
                .code(11)
                .stderr_has("in 1 file");
        }
        let whole = format!("SELECT id, padding FROM raw.{format} WHERE id > 8990 ORDER BY id");
        let found = here(&away, &whole, &["-o", "csv"]).code(0);
        assert_eq!(found.stdout, lake.run(["query", &whole, "-o", "csv"]).code(0).stdout);
    }
}

#[test]
fn a_file_that_is_written_anew_meanwhile_is_not_mixed() {
    let lake = Sandbox::new();
    lake.sh("lakectl bucket create lake-raw").code(0);
    lake.sh("lakectl bucket create lake-results --zone query-results").code(0);
    lake.run(["query", "CREATE DATABASE raw"]).code(0);
    let sql = "CREATE TABLE raw.t WITH (format = 'PARQUET', external_location = 's3://lake-raw/t/') AS SELECT 1 AS a";
    lake.run(["query", sql]).code(0);
    let (away, _stub) = Stub::before(&lake, |request| {
        let part =
            request.method == "GET" && request.path.contains("lake-raw/t/") && !request.header("range").is_empty();
        if part && !request.header("if-match").is_empty() {
            let text = "<Error><Code>PreconditionFailed</Code><Message>At least one of the conditions failed</Message></Error>";
            return Reply::Status(412, text.to_owned());
        }
        Reply::Lake
    });
    here(&away, "SELECT a FROM raw.t", &["-o", "csv"]).code(9).stderr_has("was written anew while it was read");
}

#[test]
fn what_is_too_much_or_cannot_be_told_is_refused() {
    let (_lake, away, stub) = far();
    here(&away, "SELECT count(*) FROM raw.events", &["--max-scan", "10KB"])
        .code(11)
        .stderr_has("raw.events: ")
        .stderr_has("in 3 files")
        .stderr_has("--no-max-scan");
    assert!(!stub.requests().iter().any(|request| request.method == "GET" && request.path.contains("part.csv")));
    here(&away, "SELECT count(*) AS n FROM raw.events", &["--max-scan", "10KB", "-o", "csv"]).code(11);
    here(&away, "SELECT count(*) AS n FROM raw.events", &["--no-max-scan", "-o", "csv"]).code(0);
    here(&away, "SELECT nothing FROM raw.events", &[]).code(5).stderr_has("nothing");
    here(&away, "DROP TABLE raw.people", &[]).code(2).stderr_has("only reads");
    here(&away, "SELECT table_name FROM information_schema.tables", &[]).code(2).stderr_has("what is in the catalog");
    here(&away, "SELECT * FROM \"raw\".\"events$partitions\"", &[]).code(2).stderr_has("what is in the catalog");
    here(&away, "SELECT 1 AS x", &["--no-wait"]).code(2).stderr_has("--no-wait is for Athena");
    here(&away, "SELECT 1 AS x", &["--workgroup", "primary"]).code(2).stderr_has("--workgroup");
    away.run(["query", "SELECT 1 AS x", "--memory", "1GB"]).code(2).stderr_has("--engine local");
    assert_eq!(here(&away, "SELECT 1 AS x", &["--memory", "256MiB", "-o", "csv"]).code(0).stdout, "x\n1\n");
}

#[test]
fn rules_that_a_read_of_the_files_would_go_around_are_honoured() {
    let (lake, away, stub) = far();
    lake.sh("lakectl governance on raw --yes").code(0);
    lake.sh("lakectl grant SELECT --on raw.people --columns id --to role/analyst").code(0);
    let as_analyst =
        |sql: &str| away.run(["query", sql, "--engine", "local", "--as", "arn:aws:iam::123456789012:role/analyst"]);
    as_analyst("SELECT id FROM raw.people").code(11).stderr_has("Lake Formation's care").stderr_has("raw.people: ");
    assert!(!stub.requests().iter().any(|request| request.path.contains("people.csv")), "no file was read");
}

#[test]
fn the_memory_of_the_engine_is_what_was_said() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    let sql = "SELECT cardinality(array_agg(a.x * 500 + b.y)) AS n FROM UNNEST(sequence(1, 3000)) AS a (x) \
               CROSS JOIN UNNEST(sequence(1, 60)) AS b (y)";
    sandbox.run(["query", sql, "--memory", "1MiB"]).code(9).stderr_has("memory");
    sandbox.run(["query", sql, "--memory", "2GiB"]).code(0);
}

//! Attempts by `query --engine local`: what is hidden in part is not brought to the operator's machine at all.

use super::{lake, nothing_hidden_in};
use crate::sandbox::Sandbox;
use crate::stub::{Reply, Stub};

/// The files that have hidden values in them.
const FILES: &[&str] = &["emp/a.csv", "staff/a.csv", "graded/", "closed/a.csv"];

/// A lake with hidden data as it is seen from another machine.
fn far() -> (Sandbox, Sandbox, Stub) {
    let sandbox = lake();
    // What is to be refused is to be refused by lakectl, not for want of a right to read the objects.
    let principals = ["analyst", "clerk", "steward"].map(|name| format!("\"arn:aws:iam::123456789012:role/{name}\""));
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":[{}]}},
        "Action":"s3:*","Resource":["arn:aws:s3:::lake","arn:aws:s3:::lake/*"]}}]}}"#,
        principals.join(",")
    );
    let wire = super::wire::Wire::of(&sandbox);
    let s3 = aws_sdk_s3::Client::new(&wire.client("root"));
    wire.run(s3.put_bucket_policy().bucket("lake").policy(policy).send()).unwrap();
    drop((s3, wire));
    let (away, stub) = Stub::before(&sandbox, |_| Reply::Lake);
    (sandbox, away, stub)
}

fn arn(principal: &str) -> String {
    format!("arn:aws:iam::123456789012:{principal}")
}

/// Runs statements here as a principal: each is refused, nothing hidden comes out, and no file with it is read.
#[track_caller]
fn refused(away: &Sandbox, stub: &Stub, principal: &str, attempts: &[(&str, &str)]) {
    for (attempt, sql) in attempts {
        let tried = away.run(["query", sql, "--engine", "local", "--as", &arn(principal), "-o", "csv"]);
        assert_ne!(tried.code, 0, "{attempt} succeeded\n{tried:#}");
        nothing_hidden_in(attempt, &format!("{}{}", tried.stdout, tried.stderr));
        no_file_was_read(stub, attempt);
    }
}

#[track_caller]
fn no_file_was_read(stub: &Stub, attempt: &str) {
    let read = |path: &str| FILES.iter().any(|file| path.split('?').next().is_some_and(|path| path.contains(file)));
    let requests = stub.requests();
    let found = requests.iter().find(|request| request.method == "GET" && read(&request.path));
    assert!(found.is_none(), "{attempt}: {} was read", found.map_or("", |request| request.path.as_str()));
}

#[test]
fn a_table_with_hidden_columns_is_not_brought_here() {
    let (_lake, away, stub) = far();
    refused(
        &away,
        &stub,
        "role/analyst",
        &[
            ("a hidden column", "SELECT salary FROM hr.emp"),
            ("every column", "SELECT * FROM hr.emp"),
            ("a column that may be read", "SELECT name FROM hr.emp"),
            ("a count", "SELECT count(*) AS n FROM hr.emp"),
            ("a place", "SELECT \"$path\" FROM hr.emp"),
            ("a quoted name", "SELECT \"SALARY\" FROM \"HR\".\"Emp\""),
            ("a catalog's name", "SELECT salary FROM awsdatacatalog.hr.emp"),
            ("an alias", "SELECT t.x FROM hr.emp AS t (a, b, x)"),
            ("a join", "SELECT a.name FROM hr.emp a JOIN hr.emp b ON a.salary = b.salary"),
            ("a subquery", "SELECT x FROM (SELECT max(salary) AS x FROM hr.emp) t"),
            ("a condition", "SELECT name FROM hr.emp WHERE salary LIKE '7%'"),
            ("an EXISTS", "SELECT 1 AS x WHERE EXISTS (SELECT 1 FROM hr.emp WHERE salary LIKE '7%')"),
            ("a WITH", "WITH t AS (TABLE hr.emp) SELECT * FROM t"),
            ("a UNION", "SELECT 'x' AS s UNION ALL SELECT salary FROM hr.emp"),
            ("a failing cast", "SELECT CAST(salary AS date) FROM hr.emp"),
            ("two statements", "SELECT 1 AS x; SELECT salary FROM hr.emp"),
            ("a new table", "CREATE TABLE mine.copy AS SELECT * FROM hr.emp"),
            ("an UNLOAD", "UNLOAD (SELECT * FROM hr.emp) TO 's3://results/u/' WITH (format = 'JSON')"),
            ("its partitions", "SELECT * FROM \"hr\".\"graded$partitions\""),
            ("the columns of the catalog", "SELECT column_name FROM information_schema.columns"),
        ],
    );
}

#[test]
fn a_hidden_partition_key_and_a_closed_table_are_not_brought_here() {
    let (_lake, away, stub) = far();
    refused(
        &away,
        &stub,
        "role/analyst",
        &[
            ("a hidden partition key", "SELECT grade FROM hr.graded"),
            ("a place with its value", "SELECT \"$path\" FROM hr.graded"),
            ("a condition on it", "SELECT name FROM hr.graded WHERE grade > 'a'"),
            ("a table that may be described", "SELECT * FROM hr.closed"),
            ("a count of it", "SELECT count(*) AS n FROM hr.closed"),
        ],
    );
    refused(&away, &stub, "role/steward", &[("a database that may be described", "SELECT * FROM hr.emp")]);
    refused(&away, &stub, "role/nobody", &[("nothing at all", "SELECT name FROM hr.emp")]);
}

#[test]
fn a_table_with_hidden_rows_is_not_brought_here() {
    let (_lake, away, stub) = far();
    refused(
        &away,
        &stub,
        "role/clerk",
        &[
            ("every row", "SELECT * FROM hr.staff"),
            ("the rows of the filter", "SELECT name FROM hr.staff WHERE region = 'EU'"),
            ("the others", "SELECT name FROM hr.staff WHERE region <> 'EU'"),
            ("how many there are", "SELECT region, count(*) AS n FROM hr.staff GROUP BY region"),
            ("one that fails on them", "SELECT CAST(level AS varchar) FROM hr.staff WHERE 1 / (level - 77) > 0"),
        ],
    );
}

#[test]
fn other_ways_to_ask_the_engine_here_hide_alike() {
    let (sandbox, away, stub) = far();
    away.write("two.sql", "SELECT 1 AS x;\nSELECT salary FROM hr.emp;\n");
    let analyst = arn("role/analyst");
    let lines: &[(&str, &[&str])] = &[
        ("a script", &["query", "-f", "two.sql"]),
        ("a file of rows", &["query", "SELECT salary FROM hr.emp", "--to", "rows.parquet"]),
        ("a parameter", &["query", "SELECT name FROM hr.emp WHERE salary > ?", "--param", "'7'"]),
        ("no limit", &["query", "SELECT salary FROM hr.emp", "--no-max-scan"]),
        ("a database of its own", &["query", "SELECT salary FROM emp", "-d", "hr"]),
    ];
    for (attempt, line) in lines {
        let tried = away.run([*line, &["--engine", "local", "--as", &analyst]].concat());
        assert_ne!(tried.code, 0, "{attempt} succeeded\n{tried:#}");
        nothing_hidden_in(attempt, &format!("{}{}", tried.stdout, tried.stderr));
        no_file_was_read(&stub, attempt);
    }
    assert!(!away.work().join("rows.parquet").exists(), "no half of a result is left");
    // A view of the caller's own over what is hidden is no way around, whether it can be made or not.
    sandbox.run(["query", "CREATE VIEW mine.peek AS SELECT salary FROM hr.emp", "--as", "role/analyst"]);
    refused(&away, &stub, "role/analyst", &[("a view", "SELECT * FROM mine.peek")]);
    // Whoever may read all of it is served here, with the same files.
    let all = away.run(["query", "SELECT count(*) AS n FROM hr.emp", "--engine", "local", "-o", "csv"]).code(0);
    assert_eq!(all.stdout, "n\n2\n");
    assert!(stub.requests().iter().any(|request| request.method == "GET" && request.path.contains("emp/a.csv")));
}

//! Attempts by SQL, through the binary.

use super::{SECRETS, count, lake, nothing_hidden_in, query};
use crate::sandbox::Sandbox;

/// Runs attempts that must be refused: (name, statement).
#[track_caller]
fn refused(sandbox: &Sandbox, principal: &str, attempts: &[(&str, &str)]) {
    for (name, sql) in attempts {
        let tried = query(sandbox, principal, sql);
        assert_ne!(tried.code, 0, "{name} succeeded\n{tried:#}");
        // The statement itself is quoted in errors, so what it names is taken out.
        nothing_hidden_in(name, &format!("{}{}", tried.stdout, tried.stderr.replace(sql, "")));
    }
}

/// Runs attempts that may succeed and must show nothing.
#[track_caller]
fn harmless(sandbox: &Sandbox, principal: &str, attempts: &[(&str, &str)]) {
    for (name, sql) in attempts {
        let tried = query(sandbox, principal, sql);
        nothing_hidden_in(name, &format!("{}{}", tried.stdout, tried.stderr.replace(sql, "")));
    }
}

#[test]
fn what_is_granted_is_seen() {
    let sandbox = lake();
    assert_eq!(
        query(&sandbox, "role/analyst", "SELECT * FROM hr.emp ORDER BY 1").code(0).stdout,
        "name,dept\nann,dev\nbob,ops\n"
    );
    assert_eq!(
        query(&sandbox, "role/clerk", "SELECT name, region FROM hr.staff").code(0).stdout,
        "name,region\nann,EU\n"
    );
    assert_eq!(query(&sandbox, "role/analyst", "SELECT name FROM hr.graded").code(0).stdout, "name\nann\n");
    // The secrets are there for the root, or the other tests would prove nothing.
    let all: String = ["hr.emp", "hr.graded", "hr.closed"]
        .iter()
        .map(|table| sandbox.ok(["query", &format!("SELECT * FROM {table}"), "-o", "csv"]).stdout)
        .collect();
    let staff = sandbox.ok(["query", "SELECT name, dept, region FROM hr.staff", "-o", "csv"]).stdout;
    for secret in SECRETS.iter().filter(|secret| **secret != "77x0004") {
        assert!(format!("{all}{staff}").contains(secret), "{secret} is not in the lake");
    }
}

#[test]
fn a_hidden_column_cannot_be_named() {
    refused(
        &lake(),
        "role/analyst",
        &[
            ("plainly", "SELECT salary FROM hr.emp"),
            ("in capitals", "SELECT SALARY FROM HR.EMP"),
            ("in quotes", "SELECT \"salary\" FROM \"hr\".\"emp\""),
            ("in quotes and capitals", "SELECT \"SALARY\" FROM hr.emp"),
            ("with the table", "SELECT emp.salary FROM hr.emp"),
            ("with an alias", "SELECT e.salary FROM hr.emp e"),
            ("renamed by the alias of a table", "SELECT c FROM hr.emp AS t(a, b, c)"),
            ("in a condition", "SELECT name FROM hr.emp WHERE salary > '7'"),
            ("in a condition that fails", "SELECT name FROM hr.emp WHERE CAST(salary AS boolean)"),
            ("in an order", "SELECT name FROM hr.emp ORDER BY salary"),
            ("in a group", "SELECT count(*) FROM hr.emp GROUP BY salary"),
            ("in a having", "SELECT dept FROM hr.emp GROUP BY dept HAVING max(salary) > '1'"),
            ("in an aggregate", "SELECT max(salary) FROM hr.emp"),
            ("in a distinct count", "SELECT count(DISTINCT salary) FROM hr.emp"),
            ("in a window", "SELECT name, rank() OVER (ORDER BY salary) FROM hr.emp"),
            ("in a function", "SELECT length(salary) FROM hr.emp"),
            ("in a cast that fails", "SELECT CAST(salary AS date) FROM hr.emp"),
            ("in a try", "SELECT try(CAST(salary AS int)) FROM hr.emp"),
            ("in a case", "SELECT CASE WHEN salary = '1' THEN 1 ELSE 0 END FROM hr.emp"),
            ("in a coalesce", "SELECT coalesce(salary, '') FROM hr.emp"),
            ("in a join", "SELECT a.name FROM hr.emp a JOIN hr.emp b ON a.salary = b.salary"),
            ("in a join by name", "SELECT name FROM hr.emp a JOIN hr.emp b USING (salary)"),
            ("in a subquery", "SELECT (SELECT max(salary) FROM hr.emp) AS x"),
            ("in an EXISTS", "SELECT 1 AS x WHERE EXISTS (SELECT 1 FROM hr.emp WHERE salary > '1')"),
            ("in an IN", "SELECT name FROM hr.emp WHERE '7' IN (SELECT salary FROM hr.emp)"),
            ("in a WITH", "WITH t AS (SELECT salary FROM hr.emp) SELECT * FROM t"),
            ("in a UNION", "SELECT name FROM hr.emp UNION ALL SELECT salary FROM hr.emp"),
            ("in an EXCEPT", "SELECT name FROM hr.emp EXCEPT SELECT salary FROM hr.emp"),
            ("in an UNNEST", "SELECT x FROM hr.emp CROSS JOIN UNNEST(ARRAY[salary]) AS t(x)"),
            ("in an EXPLAIN", "EXPLAIN SELECT salary FROM hr.emp"),
            ("in a validation", "EXPLAIN (TYPE VALIDATE) SELECT salary FROM hr.emp"),
            ("into a table", "CREATE TABLE mine.t AS SELECT salary FROM hr.emp"),
            ("into an object", "UNLOAD (SELECT salary FROM hr.emp) TO 's3://results/u/' WITH (format = 'PARQUET')"),
            ("through a view", "CREATE VIEW mine.v AS SELECT salary FROM hr.emp"),
            ("through the catalog's name", "SELECT salary FROM awsdatacatalog.hr.emp"),
        ],
    );
}

#[test]
fn a_star_has_no_hidden_columns() {
    harmless(
        &lake(),
        "role/analyst",
        &[
            ("a star", "SELECT * FROM hr.emp"),
            ("a star of an alias", "SELECT e.* FROM hr.emp e"),
            ("a star below a star", "SELECT * FROM (SELECT * FROM hr.emp) t"),
            ("a star in a join", "SELECT * FROM hr.emp a CROSS JOIN hr.emp b"),
            ("the plan", "EXPLAIN SELECT * FROM hr.emp"),
            ("a row as text", "SELECT CAST(ROW(e.name, e.dept) AS json) AS x FROM hr.emp e"),
            ("paths of files", "SELECT \"$path\" FROM hr.graded"),
            ("partitions as a table", "SELECT * FROM hr.\"graded$partitions\""),
            ("the information schema", "SELECT * FROM information_schema.columns"),
            ("the definition", "SHOW CREATE TABLE hr.graded"),
        ],
    );
}

#[test]
fn hidden_names_cannot_be_told_from_names_that_are_not_there() {
    let sandbox = lake();
    let says = |name: &str| {
        let tried = query(&sandbox, "role/analyst", &format!("SELECT {name} FROM hr.emp")).code(9);
        let line = tried.stderr.lines().find(|line| line.contains("cannot be resolved")).unwrap_or_default();
        line.replace(name, "X")
    };
    assert_eq!(says("salary"), says("nosuch"));
    assert!(says("nosuch").contains("or requester is not authorized"), "{}", says("nosuch"));
}

#[test]
fn the_keys_of_partitions_are_hidden_like_columns() {
    let sandbox = lake();
    refused(
        &sandbox,
        "role/analyst",
        &[
            ("a key", "SELECT grade FROM hr.graded"),
            ("a key in a condition", "SELECT name FROM hr.graded WHERE grade > 'a'"),
            ("SHOW PARTITIONS", "SHOW PARTITIONS hr.graded"),
            ("whether a partition is there", "ALTER TABLE hr.graded ADD PARTITION (grade = 'a')"),
            ("whether a partition can go", "ALTER TABLE hr.graded DROP PARTITION (grade = 'a')"),
            ("a repair", "MSCK REPAIR TABLE hr.graded"),
        ],
    );
    for statement in ["DESCRIBE hr.graded", "SHOW COLUMNS IN hr.graded", "SHOW CREATE TABLE hr.graded"] {
        let shown = query(&sandbox, "role/analyst", statement).code(0);
        assert!(!shown.stdout.contains("grade "), "{shown:#}");
        assert!(!shown.stdout.contains("`grade`"), "{shown:#}");
    }
}

#[test]
fn describe_alone_reads_no_row() {
    let sandbox = lake();
    query(&sandbox, "role/analyst", "DESCRIBE hr.closed").code(0).stdout_has("salary");
    refused(
        &sandbox,
        "role/analyst",
        &[
            ("a count", "SELECT count(*) FROM hr.closed"),
            ("a constant", "SELECT 1 FROM hr.closed"),
            ("an EXISTS", "SELECT 1 AS x WHERE EXISTS (SELECT 1 FROM hr.closed)"),
            ("a join", "SELECT e.name FROM hr.emp e CROSS JOIN hr.closed c"),
            ("a copy", "CREATE TABLE mine.c AS SELECT * FROM hr.closed"),
        ],
    );
    let unknown = query(&sandbox, "role/nobody", "SELECT count(*) FROM hr.closed").code(9);
    assert!(unknown.stderr.contains("does not exist"), "{unknown:#}");
}

#[test]
fn hidden_rows_do_not_come_out() {
    let sandbox = lake();
    refused(
        &sandbox,
        "role/clerk",
        &[
            (
                "a division by what only hidden rows have",
                "SELECT 1 / 0 FROM hr.staff WHERE region = 'US' OR region = 'EU'",
            ),
            ("SHOW PARTITIONS of rows", "SHOW PARTITIONS hr.staff"),
        ],
    );
    harmless(
        &sandbox,
        "role/clerk",
        &[
            ("a star of rows", "SELECT name, dept, region FROM hr.staff"),
            ("the other region", "SELECT name FROM hr.staff WHERE region = 'US'"),
            ("either region", "SELECT name FROM hr.staff WHERE region = 'EU' OR true"),
            ("the greatest name", "SELECT max(name) AS x FROM hr.staff"),
            ("all in one", "SELECT array_agg(name) AS x FROM hr.staff"),
            ("a join with itself", "SELECT b.name FROM hr.staff a RIGHT JOIN hr.staff b ON a.name = b.name"),
            ("a value that cannot be read", "SELECT level FROM hr.staff"),
            ("a cast that only hidden rows fail", "SELECT CAST(name AS int) FROM hr.staff WHERE region <> 'EU'"),
            ("the plan of rows", "EXPLAIN SELECT name FROM hr.staff WHERE region = 'US'"),
            ("a limit below the filter", "SELECT name FROM hr.staff LIMIT 5"),
        ],
    );
    let counted = query(&sandbox, "role/clerk", "SELECT count(*) AS n FROM hr.staff").code(0);
    assert_eq!(counted.stdout, "n\n1\n");
    let failing = query(&sandbox, "role/clerk", "SELECT 1 / (length(name) - 8) AS x FROM hr.staff").code(0);
    assert_eq!(failing.stdout.lines().count(), 2, "{failing:#}");
}

#[test]
fn a_table_cannot_be_laid_over_hidden_data() {
    let sandbox = lake();
    let lay = "CREATE EXTERNAL TABLE mine.x (name string, dept string, salary string) ROW FORMAT DELIMITED FIELDS \
               TERMINATED BY ',' LOCATION";
    refused(
        &sandbox,
        "role/analyst",
        &[
            ("over the table", &format!("{lay} 's3://lake/emp/'")),
            ("over the table without a slash", &format!("{lay} 's3://lake/emp'")),
            ("over the bucket", &format!("{lay} 's3://lake/'")),
            ("over everything", &format!("{lay} 's3://'")),
            ("over the results of others", &format!("{lay} 's3://results/q/'")),
            (
                "by a query's own place",
                "CREATE TABLE mine.y WITH (external_location = 's3://lake/emp/new/') AS SELECT 1 AS a",
            ),
            ("by a database's place", "CREATE DATABASE sly LOCATION 's3://lake/emp/'"),
        ],
    );
    // A table of one's own moves nowhere either.
    query(&sandbox, "role/analyst", "CREATE TABLE mine.own AS SELECT 'a' AS name").code(0);
    query(&sandbox, "role/analyst", "SELECT name FROM mine.own").code(0).stdout_has("a");
    refused(
        &sandbox,
        "role/analyst",
        &[
            ("by moving a table", "ALTER TABLE mine.own SET LOCATION 's3://lake/emp/'"),
            ("by moving a granted table", "ALTER TABLE hr.emp SET LOCATION 's3://lake/closed/'"),
        ],
    );
    query(
        &sandbox,
        "role/analyst",
        "CREATE TABLE mine.parts WITH (partitioned_by = ARRAY['p']) AS SELECT 'a' AS name, 'b' AS p",
    )
    .code(0);
    refused(
        &sandbox,
        "role/analyst",
        &[("by a partition", "ALTER TABLE mine.parts ADD PARTITION (p = 'c') LOCATION 's3://lake/emp/'")],
    );
    // What was refused left nothing behind.
    let tables = sandbox.json("lakectl table list mine");
    let names: Vec<&str> = tables["tables"].as_array().unwrap().iter().filter_map(|t| t["name"].as_str()).collect();
    assert_eq!(names, ["own", "parts"]);
    // With a grant on the place, and only then, the same statement works.
    sandbox.sh("lakectl grant DATA_LOCATION_ACCESS --on s3://lake/emp --to role/analyst").code(0);
    query(&sandbox, "role/analyst", &format!("{lay} 's3://lake/emp/'")).code(0);
    refused(
        &sandbox,
        "role/analyst",
        &[("over the place beside", &format!("{lay} 's3://lake/closed/'").replace("mine.x", "mine.z"))],
    );
}

#[test]
fn rows_cannot_be_added_without_the_right_to() {
    let sandbox = lake();
    query(&sandbox, "role/boss", "SELECT 1 AS x").code(0);
    sandbox
        .ok(["query", "CREATE TABLE hr.ledger WITH (external_location = 's3://lake/ledger/') AS SELECT 'a' AS name"]);
    sandbox.sh("lakectl grant SELECT --on hr.ledger --to role/analyst --enforce --yes").code(0);
    query(&sandbox, "role/analyst", "SELECT name FROM hr.ledger").code(0);
    refused(
        &sandbox,
        "role/analyst",
        &[
            ("an INSERT", "INSERT INTO hr.ledger SELECT 'b'"),
            ("an INSERT of values", "INSERT INTO hr.ledger VALUES ('b')"),
            ("an INSERT of nothing", "INSERT INTO hr.ledger SELECT name FROM hr.ledger WHERE false"),
            ("a table in a closed database", "CREATE TABLE hr.sly AS SELECT 'b' AS name"),
            (
                "a table in a closed database, over the data",
                "CREATE TABLE hr.sly WITH (external_location = 's3://lake/ledger/more/') AS SELECT 'b' AS name",
            ),
        ],
    );
    assert_eq!(count(&sandbox, "hr.ledger"), "1");
    sandbox.sh("lakectl grant INSERT --on hr.ledger --to role/analyst").code(0);
    query(&sandbox, "role/analyst", "INSERT INTO hr.ledger SELECT 'b'").code(0);
    assert_eq!(count(&sandbox, "hr.ledger"), "2");
}

#[test]
fn results_cannot_be_written_into_a_table() {
    let sandbox = lake();
    for place in ["s3://lake/emp/", "s3://lake/emp", "s3://lake/emp/deeper/", "s3://results/q/tables/x/"] {
        let sql = "SELECT 'eve' AS name, 'dev' AS dept";
        let tried = sandbox.run(["query", sql, "--as", "role/analyst", "--output-location", place]);
        assert_eq!(tried.code, 4, "{place}: {tried:#}");
    }
    // Beside the data, and where the workgroup says, a result is only a result.
    for place in ["s3://lake/", "s3://lake/employees/", "s3://results/q"] {
        sandbox.run(["query", "SELECT 1 AS x", "--as", "role/analyst", "--output-location", place]).code(0);
    }
    assert_eq!(count(&sandbox, "hr.emp"), "2");
    // Registered, the whole bucket is a place of data.
    sandbox.sh("lakectl location register s3://lake").code(0);
    let tried = sandbox.run(["query", "SELECT 1 AS x", "--as", "role/analyst", "--output-location", "s3://lake/"]);
    assert_eq!(tried.code, 4, "{tried:#}");
}

#[test]
fn a_database_goes_only_with_the_right_to_every_table() {
    let sandbox = lake();
    sandbox.sh("lakectl grant DROP --on hr --to role/cleaner").code(0);
    refused(
        &sandbox,
        "role/cleaner",
        &[("a database that looks empty", "DROP DATABASE hr"), ("and all in it", "DROP DATABASE hr CASCADE")],
    );
    let shown = query(&sandbox, "role/cleaner", "DROP DATABASE hr").code(9);
    assert!(shown.stderr.contains("is not empty"), "{shown:#}");
    assert_eq!(count(&sandbox, "hr.emp"), "2");
    for table in ["emp", "staff", "graded", "closed"] {
        sandbox.sh(&format!("lakectl grant DROP --on hr.{table} --to role/cleaner")).code(0);
    }
    query(&sandbox, "role/cleaner", "DROP DATABASE hr CASCADE").code(0);
    sandbox.sh("lakectl db show hr").code(5);
}

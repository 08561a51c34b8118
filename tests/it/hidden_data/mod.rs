//! Attempts to see what is hidden: each by name, none may succeed.
//!
//! Invariants:
//! - What is hidden is told by [`SECRETS`]: texts that are in the data and in no statement or expectation of a test.
//! - An attempt fails when one of them comes out anywhere: rows, names, errors, plans, logs.

mod engine;
mod expressions;
mod newer;
mod queries;
mod wire;
mod wire_roles;

use crate::objects::put;
use crate::sandbox::{Output, Sandbox};

/// What nobody but the root may learn: values of `salary`, rows of the region US, values of the partition key `grade`.
pub const SECRETS: &[&str] = &["7700001", "7700002", "7700003", "77x0004", "usperson", "usdept", "gradexyz"];

/// A lake with hidden data, and the analyst and the clerk who may see some of it.
///
/// - `hr.emp` (name, dept, salary): the analyst may SELECT name and dept.
/// - `hr.staff` (name, dept, region): the clerk may SELECT the rows of the region EU.
/// - `hr.graded` (name, partitioned by grade): the analyst may SELECT name.
/// - `hr.closed` (name, salary): the analyst may DESCRIBE.
/// - `mine`: a database of the analyst's own.
pub fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    for bucket in ["lake", "results"] {
        sandbox.sh(&format!("lakectl bucket create {bucket}")).code(0);
    }
    sandbox.sh("lakectl workgroup set primary --output-location s3://results/q/").code(0);
    put(&sandbox, "lake", "emp/a.csv", b"ann,dev,7700001\nbob,ops,7700002\n");
    put(&sandbox, "lake", "staff/a.csv", b"ann,dev,1,EU\nusperson,usdept,77x0004,US\n");
    put(&sandbox, "lake", "graded/grade=gradexyz/a.csv", b"ann\n");
    put(&sandbox, "lake", "closed/a.csv", b"ann,7700003\n");
    for database in ["hr", "mine"] {
        sandbox.sh(&format!("lakectl db create {database}")).code(0);
    }
    for (table, columns) in [
        ("emp", "name string, dept string, salary string"),
        ("staff", "name string, dept string, level int, region string"),
        ("closed", "name string, salary string"),
    ] {
        let create = format!("lakectl table create hr.{table} --format csv --location s3://lake/{table}/ --columns");
        sandbox.sh(&format!("{create} '{columns}'")).code(0);
    }
    let graded = "lakectl table create hr.graded --format csv --location s3://lake/graded/ --columns 'name string'";
    sandbox.sh(&format!("{graded} --partitioned-by 'grade string'")).code(0);
    sandbox.ok(["query", "MSCK REPAIR TABLE hr.graded"]);
    sandbox.sh("lakectl filter create eu --on hr.staff --rows \"region = 'EU'\"").code(0);
    for grant in [
        "DESCRIBE --on hr --to role/steward --enforce",
        "ALL --on mine --to role/analyst --enforce",
        "SELECT --on hr.emp --columns name,dept --to role/analyst --enforce",
        "SELECT --on hr.staff --filter eu --to role/clerk",
        "DESCRIBE --on hr.staff --to role/steward --enforce",
        "SELECT --on hr.graded --columns name --to role/analyst --enforce",
        "DESCRIBE --on hr.closed --to role/analyst --enforce",
    ] {
        sandbox.sh(&format!("lakectl grant {grant} --yes")).code(0);
    }
    sandbox
}

/// Runs a statement as a principal.
pub fn query(sandbox: &Sandbox, principal: &str, sql: &str) -> Output {
    sandbox.run(["query", sql, "--as", principal, "-o", "csv"])
}

/// Fails when a text has a secret in it.
#[track_caller]
pub fn nothing_hidden_in(attempt: &str, text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{attempt}: {secret} came out\n{text}");
    }
}

/// How many rows a table has, as the root counts them.
pub fn count(sandbox: &Sandbox, table: &str) -> String {
    let counted = sandbox.ok(["query", &format!("SELECT count(*) AS n FROM {table}"), "-o", "csv"]);
    counted.stdout.lines().nth(1).unwrap_or_default().to_owned()
}

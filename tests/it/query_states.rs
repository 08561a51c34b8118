//! What a query goes through, what it costs when it does not end well, and what is kept between commands.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use crate::objects::put;
use crate::sandbox::Sandbox;
use crate::stub::{Reply, Stub};

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    sandbox
}

/// An execution as the service shows it.
fn shown(state: &str) -> Reply {
    let execution = json!({ "QueryExecution": {
        "QueryExecutionId": "5a1c0f5e-0d6c-4b4e-9d1f-2b7f7c0f6a11", "Query": "SELECT 1 AS x", "StatementType": "DML",
        "SubstatementType": "SELECT", "Status": { "State": state }, "Statistics": { "DataScannedInBytes": 0 },
    } });
    Reply::Status(200, execution.to_string())
}

#[test]
fn a_query_that_goes_back_into_the_queue_is_waited_for() {
    let looks = AtomicUsize::new(0);
    let lake = lake();
    let (away, _stub) = Stub::before(&lake, move |request| {
        if request.operation() != "GetQueryExecution" {
            return Reply::Lake;
        }
        match looks.fetch_add(1, Ordering::SeqCst) {
            0 => shown("QUEUED"),
            1 => shown("RUNNING"),
            2 => shown("QUEUED"),
            3 => shown("RUNNING"),
            _ => Reply::Lake,
        }
    });
    let run = away.run(["query", "SELECT 1 AS x", "-o", "csv"]).code(0);
    assert_eq!(run.stdout, "x\n1\n");
    let states: Vec<&str> =
        run.stderr.lines().filter_map(|line| line.rsplit_once(": ").map(|(_, state)| state)).collect();
    let states: Vec<&str> = states.into_iter().filter(|state| ["queued", "running"].contains(state)).collect();
    assert_eq!(states, ["queued", "running", "queued", "running"], "{run:#}");
}

#[test]
fn a_budget_counts_what_failed_statements_have_scanned() {
    let sandbox = lake();
    let rows = "1,a\n".repeat(50_000);
    put(&sandbox, "lake-raw", "t/part.csv", rows.as_bytes());
    sandbox.sh("lakectl db create raw").code(0);
    sandbox
        .run([
            "table",
            "create",
            "raw.t",
            "--format",
            "csv",
            "--columns",
            "id bigint, kind string",
            "--location",
            "s3://lake-raw/t/",
        ])
        .code(0);
    // Each statement costs the least charge, 0.00005 dollars; the first one fails after it has read.
    sandbox.write("two.sql", "SELECT sum(1 / (id - 1)) AS n FROM raw.t;\nSELECT count(*) AS n FROM raw.t;\n");
    let run = |budget: &str| sandbox.run(["query", "-f", "two.sql", "--keep-going", "--budget", budget]);
    run("0.00007USD")
        .code(8)
        .stderr_has("would cost about $0.000050, and $0.000050 of the budget of $0.000070 is spent")
        .stderr_has("2 of 2 statements failed");
    run("0.00011USD").code(8).stderr_has("1 of 2 statements failed");
}

#[test]
fn a_token_that_cannot_be_kept_is_said() {
    let sandbox = lake();
    let file = sandbox.write("not-a-folder", "x");
    let sandbox = sandbox.env("XDG_STATE_HOME", &file.display().to_string());
    sandbox
        .run(["query", "SELECT 1 AS x", "-o", "csv"])
        .code(0)
        .stdout_has("x\n1")
        .stderr_has("cannot be kept in")
        .stderr_has("may run the statement twice");
}

#[test]
fn a_file_that_is_not_there_says_what_it_should_be() {
    let sandbox = lake();
    sandbox
        .sh("lakectl grant -f nothing.csv")
        .code(2)
        .stderr_has("nothing.csv cannot be read")
        .stderr_has("lakectl grant --help");
    sandbox.sh("lakectl access test -f nothing.toml").code(2).stderr_has("lakectl access test --help");
}

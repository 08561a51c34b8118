//! What is said beside an answer or an error: files that were meant, parts that nobody knows yet, rows without a word.

use crate::sandbox::Sandbox;

#[test]
fn a_file_that_is_not_there_is_told_with_what_was_meant() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw --zone raw").code(0);
    sandbox.sh("lakectl db create d").code(0);
    sandbox.write("data/t.csv", "id\n1\n");
    sandbox.write("schemas/user.avsc", r#"{"type": "record", "name": "R", "fields": []}"#);
    sandbox.write("rules.dqdl", "Rules = [ RowCount > 0 ]");
    let near = "did you mean `schemas/user.avsc`?";
    sandbox.run(["schema", "check", "schemas/usr.avsc"]).code(2).stderr_has("cannot be read").stderr_has(near);
    sandbox.run(["schema", "register", "schemas/user.asvc", "--name", "u"]).code(2).stderr_has(near);
    sandbox.run(["schema", "check", "schema/user.avsc"]).code(2).stderr_has("there is no folder schema\n");
    sandbox
        .run(["quality", "check", "d.t", "--rules", "rule.dqdl"])
        .code(2)
        .stderr_has("rule.dqdl cannot be read")
        .stderr_has("did you mean `rules.dqdl`?");
    sandbox.run(["ingest", "data/tt.csv", "--source", "s"]).code(2).stderr_has("did you mean `data/t.csv`?");
    sandbox
        .run(["schema", "validate", "far-away.json", "--schema", "schemas/user.avsc"])
        .code(2)
        .stderr_has("counts from the folder in which lakectl is started");
    sandbox.run(["query", "-f", "rules.dq"]).code(2).stderr_has("did you mean `rules.dqdl`?");
}

#[test]
fn sizes_that_are_not_measured_yet_make_no_report_a_failure() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw --zone raw").code(0);
    let report = sandbox.run(["cost", "report"]).code(0).stderr_has("not in the report yet: storage");
    assert!(report.stdout.contains("unknown"), "{report}");
    let report = sandbox.json("lakectl cost report");
    assert_eq!(report["cost_report"]["unknown"], serde_json::json!([]));
    assert_eq!(report["cost_report"]["pending"].as_array().map(Vec::len), Some(1), "{report}");
    assert_eq!(report["cost_report"]["items"][0]["storage"], serde_json::Value::Null);
}

#[test]
fn a_list_of_nothing_is_no_row() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw --zone raw").code(0);
    let shown = sandbox.sh("lakectl bucket show lake-raw").code(0);
    assert!(!shown.stdout.lines().any(|line| line.trim() == "unknown"), "{shown}");
    let bucket = sandbox.json("lakectl bucket show lake-raw");
    assert_eq!(bucket["bucket"]["unknown"], serde_json::json!([]));
}

#[test]
fn a_recipe_is_found_by_a_part_of_its_name() {
    let sandbox = Sandbox::new();
    sandbox
        .run(["alarm", "create", "a", "--recipe", "scan-cost", "--target", "primary"])
        .code(2)
        .stderr_has("did you mean `athena-scan-cost`?");
}

#[test]
fn an_error_names_what_helps() {
    let sandbox = Sandbox::new();
    for line in [
        "bucket create lake-raw --zone raw",
        "db create raw",
        "table create raw.m --columns 'id int, name string' --location s3://lake-raw/m/ --format csv",
        "backup kept",
    ] {
        sandbox.sh(&format!("lakectl {line}")).code(0);
    }
    sandbox.write("u.avsc", r#"{"type": "record", "name": "R", "fields": []}"#);
    sandbox.write("file", "");
    for (line, code, help) in [
        ("filter create f --on raw.m --rows 'nope = 1'", 2, "lakectl table show raw.m"),
        ("filter create f --on raw.m --rows 'id ='", 2, "what stands after WHERE"),
        ("filter create f --on raw.m --exclude-columns idd", 5, "did you mean `id`?"),
        ("db list --select 'databases[?name'", 2, "databases[].name"),
        ("schema check u.avsc --import-path nope", 2, "nope is no folder to import from"),
        ("schema check u.avsc --against git:main", 2, "--old FILE"),
        ("backup s3://not-there-at-all/x", 5, "lakectl bucket list"),
        ("backup list nowhere", 5, "lakectl backup nowhere"),
        ("restore kept --only nope --yes", 5, "lakectl backup show kept"),
        ("restore kept --only raw.nope --yes", 5, "has nothing of raw.nope"),
        ("report --to missing/lake.html", 1, "there is no folder missing"),
        ("report --to .", 1, "it is a folder"),
        ("--local=file/lake db list", 1, "--local=DIR"),
    ] {
        let output = sandbox.sh(&format!("lakectl {line}")).code(code);
        assert!(output.stderr.contains("error: ") && output.stderr.contains(help), "{output}");
    }
    // What is there is restored as before.
    sandbox.sh("lakectl restore kept --only raw.m --yes").code(0);
}

#[test]
fn a_query_that_fails_says_what_to_try() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    sandbox.sh("lakectl db create raw").code(0);
    let columns = "'id bigint, name string' --partitioned-by 'day date'";
    sandbox
        .sh(&format!("lakectl table create raw.people --location s3://lake-raw/p/ --format csv --columns {columns}"))
        .code(0);
    let failed = |sql: &str| sandbox.run(["query", sql]).code(9);
    failed("SELCT 1").stderr_has("did you mean `SELECT`?");
    failed("SELECT * FROM raw.people WHERE").stderr_has("the statement ends before it is whole");
    failed("SELECT abs(1, 2)").stderr_has("`abs` takes other arguments");
    failed("SELECT uper('a')").stderr_has("did you mean `upper`?");
    failed("SELECT foo(1)").stderr_has("functions.html");
    failed("SELECT CAST('a' AS int)").stderr_has("TRY_CAST");
    failed("SELECT name, count(*) FROM raw.people").stderr_has("add it to GROUP BY");
    failed("SELECT nmae FROM raw.people")
        .stderr_has("did you mean `name`?")
        .stderr_has("lakectl table show raw.people");
    sandbox.run(["query", "SELECT 1", "--limit", "0"]).code(2).stderr_has("it is 1 or more");
    // A partition that would break every query of its table is not made.
    sandbox.sh("lakectl partition add raw.people day=2026-13-01").code(2).stderr_has("`2026-13-01` is no date");
    sandbox.sh("lakectl partition add raw.people day=2026-12-01").code(0);
}

#[test]
fn a_grant_that_is_typed_wrongly_is_told_what_was_meant() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl db create raw").code(0);
    sandbox
        .sh("lakectl table create raw.people --location s3://lake-raw/p/ --format csv --columns 'id bigint, name string'")
        .code(0);
    sandbox.sh("lakectl filter create berlin --on raw.people --rows \"name = 'x'\"").code(0);
    let grant = "lakectl grant SELECT --on raw.people --to role/a --filter";
    for dry in ["", " --dry-run"] {
        sandbox.sh(&format!("{grant} berlinn{dry}")).code(5).stderr_has("did you mean `berlin`?");
    }
    sandbox.sh(&format!("{grant} berlin")).code(0);
    let why = sandbox.sh("lakectl access explain role/a SELECT raw.people").code(0);
    assert!(!why.stdout.contains("berlin, berlin"), "{why}");
    sandbox.sh("lakectl grant SLECT --on raw.people --to role/a").code(2).stderr_has("did you mean SELECT?");
    let from = "what does that here is --from PRINCIPAL";
    sandbox.sh("lakectl revoke SELECT --on raw.people --to role/a").code(2).stderr_has(from);
    let of = "what does that here is --principal PRINCIPAL";
    sandbox.sh("lakectl access list --to role/a").code(2).stderr_has(of);
    let near = "did you mean int?";
    sandbox
        .sh("lakectl table create raw.t --location s3://lake-raw/t/ --format csv --columns 'a itn'")
        .code(2)
        .stderr_has(near);
}

//! Which lake a command works on, and what keeps it from the wrong one.

use crate::sandbox::Sandbox;
use crate::stub::{Reply, Stub};

#[test]
fn without_credentials_or_a_local_lake_both_ways_out_are_named() {
    let sandbox = Sandbox::without_target();
    sandbox
        .run(["bucket", "list", "--region", "eu-central-1", "--endpoint-url", "http://127.0.0.1:9"])
        .code(4)
        .stderr_has("no usable AWS credentials")
        .stderr_has("aws sso login")
        .stderr_has("--local");
    sandbox.run(["bucket", "list"]).code(2).stderr_has("no region is set").stderr_has("--local");
}

#[test]
fn a_local_lake_is_found_from_below_it() {
    let sandbox = Sandbox::without_target();
    sandbox.ok(["--local", "bucket", "create", "lake-raw"]);
    sandbox.write("deep/down/note", "");
    let mut command = sandbox.command(["--local", "bucket", "list", "-o", "csv"]);
    command.current_dir(sandbox.work().join("deep/down"));
    crate::sandbox::finish(command, b"").code(0).stdout_has("lake-raw");
    assert!(!sandbox.work().join("deep/down/.lake").exists());
}

#[test]
fn the_project_file_chooses_the_target_and_pins_the_region() {
    let sandbox = Sandbox::without_target();
    sandbox.write("lake.toml", "target = \"local\"\n");
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.write("lake.toml", "target = \"local\"\nregion = \"eu-west-1\"\n");
    sandbox.run(["bucket", "create", "lake-two", "--region", "us-east-1"]).code(11).stderr_has("eu-west-1");
    let list = sandbox.ok(["bucket", "list", "-o", "json"]).json();
    assert_eq!(list["buckets"].as_array().map(Vec::len), Some(1), "{list}");
}

#[test]
fn the_project_file_pins_the_account() {
    let (client, stub) = Stub::before(&Sandbox::new(), |_| Reply::Lake);
    client.write("lake.toml", "account = \"999999999999\"\n");
    let refused = client.run(["bucket", "create", "lake-raw"]).code(11);
    refused.stderr_has("lake.toml is for account 999999999999").stderr_has("123456789012");
    client.run(["db", "create", "raw", "--dry-run"]).code(0);
    client.write("lake.toml", "account = \"999999999999\"\n[databases.raw]\n");
    let told = "`lakectl apply` refuses this: lake.toml is for account 999999999999";
    client.run(["plan"]).code(0).stderr_has(told);
    client.run(["apply", "--yes"]).code(11).stderr_has("lake.toml is for account 999999999999");
    client.write("lake.toml", "account = \"123456789012\"\n");
    client.ok(["db", "create", "raw"]);
    assert!(!stub.requests().iter().any(|request| request.method == "PUT"), "no bucket was made");
    assert_eq!(stub.count("CreateDatabase"), 1);
}

#[test]
fn contradicting_targets_are_refused() {
    let sandbox = Sandbox::without_target();
    sandbox.run(["--local", "--endpoint-url", "http://127.0.0.1:9", "bucket", "list"]).code(2).stderr_has("--local");
    sandbox.run(["--endpoint-url", "nonsense", "bucket", "list"]).code(2).stderr_has("no endpoint URL");
    sandbox.run(["--local", "--region", "Nowhere!", "bucket", "list"]).code(2).stderr_has("no region name");
}

#[test]
fn a_broken_project_file_is_named_with_its_line() {
    let sandbox = Sandbox::without_target();
    sandbox.write("lake.toml", "target = \"local\"\naccount = [\n");
    sandbox.run(["bucket", "list"]).code(2).stderr_has("lake.toml:");
    sandbox.write("lake.toml", "target = \"cloud\"\n");
    sandbox.run(["bucket", "list"]).code(2).stderr_has("`cloud`");
}

#[test]
fn keys_of_the_machine_never_reach_the_local_lake() {
    let sandbox = Sandbox::new().env("AWS_ACCESS_KEY_ID", "AKIAREALREALREALREAL").env("AWS_SECRET_ACCESS_KEY", "real");
    sandbox.ok(["bucket", "create", "lake-raw"]);
    let found = sandbox.run(["bucket", "list", "-v"]).code(0);
    assert!(!found.stderr.contains("AKIAREAL"), "{found:#}");
}

#[test]
fn a_dry_run_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--dry-run"]).stdout_has("nothing was changed");
    let list = sandbox.ok(["bucket", "list", "-o", "json"]).json();
    assert_eq!(list["buckets"], serde_json::json!([]));
}

#[test]
fn errors_are_json_when_answers_are() {
    let sandbox = Sandbox::new();
    let failed = sandbox.run(["bucket", "delete", "no-such-bucket", "-o", "json"]).code(5);
    let error: serde_json::Value = serde_json::from_str(failed.stderr.trim()).unwrap();
    assert_eq!(error["error"]["exit_code"], 5);
    assert_eq!(error["error"]["kind"], "not_found");
}

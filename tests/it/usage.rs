//! What is typed wrongly, and readers that go away.

use std::process::Stdio;

use crate::sandbox::Sandbox;

#[test]
fn an_unknown_command_is_a_usage_error_with_a_suggestion() {
    let sandbox = Sandbox::new();
    sandbox.run(["buckt", "list"]).code(2).stderr_has("bucket");
    sandbox.run(["bucket", "lst"]).code(2).stderr_has("list");
    sandbox.run(["bucket", "list", "--outptu", "json"]).code(2).stderr_has("--output");
    sandbox.run(["bucket", "list", "-o", "yaml"]).code(2).stderr_has("json");
}

#[test]
fn no_command_at_all_shows_the_help() {
    let output = Sandbox::new().run::<&str>([]);
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains("Usage: lakectl"), "{output}");
}

#[test]
fn help_and_version_go_to_stdout() {
    let sandbox = Sandbox::without_target();
    for args in [["--help"], ["-h"], ["--version"]] {
        let output = sandbox.ok(args);
        assert!(output.stderr.is_empty() && !output.stdout.is_empty(), "{output}");
    }
}

#[test]
fn every_help_has_examples() {
    let sandbox = Sandbox::without_target();
    for line in ["lakectl -h", "lakectl bucket create -h", "lakectl local serve -h"] {
        sandbox.sh(line).code(0).stdout_has("Examples:");
    }
}

#[test]
fn a_malformed_lake_toml_is_named_with_its_line() {
    let sandbox = Sandbox::without_target();
    sandbox.write("lake.toml", "target = \"local\"\naccount = = 1\n");
    sandbox.run(["bucket", "list"]).code(2).stderr_has("lake.toml:2:");
}

#[test]
fn a_reader_that_goes_away_is_nobodys_failure() {
    let sandbox = Sandbox::new();
    for args in [["completions", "bash"].as_slice(), &["--help"], &["local", "status"]] {
        let mut command = sandbox.command(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("lakectl starts");
        // Closed before anything is written: every write fails.
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("lakectl ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!stderr.contains("error") && !stderr.contains("panicked"), "{args:?}: {stderr}");
    }
}

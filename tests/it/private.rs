//! What is nobody else's business: files and folders of the lake, secrets in the output, escape sequences in whatever
//! comes from outside.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::hostile::{HOSTILE, acts_on_no_terminal};
use crate::sandbox::{Output, Sandbox, finish};
use crate::stub::{Reply, Stub};

/// A secret that must not be seen.
pub const CANARY: &str = "canary0SECRET0wJalrXUtnFEMIK7MDENG";
pub const TOKEN: &str = "canary0TOKEN0FwoGZXIvYXdzEBYaDH";

fn below(directory: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            below(&path, found);
        }
        found.insert(path);
    }
}

#[test]
#[cfg(unix)]
fn the_lake_and_what_is_kept_of_it_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    // Somebody made the directory, open as directories are.
    std::fs::create_dir(sandbox.lake()).expect("a folder");
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.ok(["bucket", "create", "lake-results", "--zone", "query-results"]);
    sandbox.ok(["db", "create", "raw"]);
    crate::objects::put(&sandbox, "lake-raw", "t/a.csv", b"id,name\n1,x\n2,y\n");
    sandbox.ok(["crawler", "create", "all", "--database", "raw", "--target", "s3://lake-raw/t/"]);
    sandbox.ok(["crawler", "run", "all"]);
    sandbox.ok(["query", "SELECT * FROM raw.t"]);
    sandbox.ok(["query", "CREATE TABLE raw.u WITH (format = 'PARQUET') AS SELECT * FROM raw.t"]);
    sandbox.ok(["complete", "zsh", "--", "lakectl", "bucket", "show", ""]);
    sandbox.write("lake.toml", "[databases.two]\n");
    sandbox.ok(["plan", "--out", "later.plan"]);
    sandbox.ok(["apply", "--yes"]);
    // Who may what, arguments of jobs: whoever keeps a lake decides who else is to read it.
    sandbox.ok(["backup", "kept"]);
    let mut found = BTreeSet::from([sandbox.work().join("kept"), sandbox.work().join("later.plan")]);
    below(&sandbox.lake(), &mut found);
    below(&sandbox.work().join("kept"), &mut found);
    for kept in [sandbox.home().join(".local/state/lakectl-lake"), sandbox.home().join(".cache/lakectl-lake")] {
        found.insert(kept.clone());
        below(&kept, &mut found);
    }
    let mode = |path: &Path| std::fs::symlink_metadata(path).map(|about| about.permissions().mode() & 0o777);
    let open: Vec<String> = found
        .iter()
        .filter_map(|path| Some((path, mode(path).ok()?)))
        .filter(|(path, mode)| !path.is_symlink() && mode & 0o077 != 0)
        .map(|(path, mode)| format!("{mode:o} {}", path.display()))
        .collect();
    assert!(open.is_empty(), "others can look into\n{}", open.join("\n"));
    assert!(found.iter().any(|path| path.ends_with("lake.sqlite")) && found.len() > 10, "{found:?}");
    let journal = sandbox.work().join(".lake-journal");
    assert_eq!(mode(&journal).expect("the journal"), 0o700);
}

/// What is made to be handed on is as readable as any new file of the operator's.
#[test]
#[cfg(unix)]
fn a_result_in_a_file_is_as_readable_as_the_mask_says() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-results", "--zone", "query-results"]);
    let query = |mask: &str, file: &str| {
        let mut command = std::process::Command::new("sh");
        let script = format!("umask {mask} && exec \"$0\" query 'SELECT 1 AS n' --to {file}");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_lakectl")]).current_dir(sandbox.work());
        sandbox.fix_environment(&mut command);
        finish(command, b"").code(0);
        let about = std::fs::metadata(sandbox.work().join(file)).expect("the result");
        about.permissions().mode() & 0o777
    };
    assert_eq!(query("077", "own.csv"), 0o600);
    assert_eq!(query("022", "shared.csv"), 0o644);
    // One that is there stays what it was.
    assert_eq!(query("022", "own.csv"), 0o600);
}

#[test]
fn a_secret_is_in_no_output_however_much_is_asked_for() {
    let stub = Stub::alone(|request| {
        match request.operation().as_str() {
        "GetDatabases" => Reply::Status(200, json!({ "DatabaseList": [{ "Name": "raw" }] }).to_string()),
        "GetCallerIdentity" => Reply::Status(
            200,
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ops</Arn><UserId>1</UserId>\
             <Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
                .to_owned(),
        ),
        // A service that quotes what it was sent, as proxies do.
        _ if request.method == "GET" => Reply::Status(
            403,
            format!("<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message><StringToSign>{}</StringToSign></Error>", request.header("authorization")),
        ),
        _ => Reply::error(400, "AccessDeniedException", "User is not authorized"),
    }
    });
    let sandbox = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", CANARY)
        .env("AWS_SESSION_TOKEN", TOKEN)
        .env("AWS_REGION", "us-east-1")
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full");
    let mut seen = 0;
    for line in [
        "db list",
        "bucket list",
        "bucket show lake-raw",
        "table list",
        "status",
        "doctor",
        "query 'SELECT 1'",
        "version",
        "access list",
        "job run x",
        "db create x --dry-run",
        "apply --yes",
    ] {
        for more in ["", "-v", "-v -o json", "-o jsonl", "--no-input -v -o csv"] {
            let output = sandbox.sh(&format!("lakectl {line} {more}"));
            assert!(!output.stderr.contains("panicked"), "{output}");
            holds_no_secret(&output);
            seen += output.stdout.len() + output.stderr.len();
        }
    }
    assert!(seen > 2000, "something was said");
    // It was signed with, so that the services had a chance to give it back.
    assert!(stub.requests().iter().any(|request| request.header("x-amz-security-token") == TOKEN));
    // What was kept of it on the disk: nothing.
    let mut kept = BTreeSet::new();
    below(sandbox.root(), &mut kept);
    for path in kept.iter().filter(|path| path.is_file()) {
        let text = String::from_utf8_lossy(&std::fs::read(path).expect("a file")).into_owned();
        assert!(!text.contains(CANARY) && !text.contains(TOKEN), "{}", path.display());
    }
}

/// Whether the secret can be seen.
pub fn shows_secret(output: &Output) -> bool {
    [&output.stdout, &output.stderr].iter().any(|text| text.contains(CANARY) || text.contains(TOKEN))
}

#[track_caller]
fn holds_no_secret(output: &Output) {
    assert!(!shows_secret(output), "{output}");
}

#[test]
fn the_lakes_own_keys_are_shown_where_they_are_asked_for_and_nowhere_else() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    let keys = sandbox.json("lakectl local credentials");
    let secret = keys["credentials"]["environment"]["AWS_SECRET_ACCESS_KEY"].as_str().expect("a secret").to_owned();
    for line in [
        "status -v",
        "bucket show lake-raw -v -o json",
        "local status -v -o json",
        "doctor -v",
        "db show nothing -v",
        "query 'SELECT' -v",
        "version -o json",
    ] {
        let output = sandbox.sh(&format!("lakectl {line}"));
        assert!(!output.stdout.contains(&secret) && !output.stderr.contains(&secret), "{output}");
    }
}

#[test]
fn what_is_in_files_and_on_the_command_line_acts_on_no_terminal() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.ok(["bucket", "create", "lake-results", "--zone", "query-results"]);
    sandbox.ok(["db", "create", "raw"]);
    let hostile = HOSTILE.replace('\r', "");
    sandbox.write("cells.csv", format!("id,name\n1,{hostile}\n2,b\n"));
    sandbox.write("broken.avsc", format!("{{\"type\": \"record\", \"name\": \"{hostile}\", \"fields\": ["));
    sandbox.write("wrong.json", format!("{{\"{hostile}\": "));
    sandbox.write("lake.bad.toml", "x = 1\n");
    crate::objects::put(&sandbox, "lake-raw", "t/a.csv", format!("id,name\n1,{hostile}\n2,b\n").as_bytes());
    let runs: Vec<Vec<&str>> = vec![
        vec!["ingest", "cells.csv", "--source", "s"],
        vec!["crawler", "create", "c", "--database", "raw", "--target", "s3://lake-raw/t/"],
        vec!["crawler", "run", "c"],
        vec!["query", "SELECT * FROM raw.t"],
        vec!["query", "SELECT * FROM raw.t", "--upright"],
        vec!["query", "SELECT * FROM raw.t", "-o", "json"],
        vec!["query", "SELECT * FROM raw.t", "-o", "markdown"],
        vec!["schema", "check", "broken.avsc"],
        vec!["schema", "infer", "wrong.json"],
        vec!["db", "show", HOSTILE],
        vec!["bucket", "show", HOSTILE],
        vec![HOSTILE],
        vec!["db", HOSTILE],
        vec!["bucket", "list", HOSTILE],
        vec!["bucket", "list", "--output", HOSTILE],
        vec!["bucket", "list", "--select", HOSTILE],
        vec!["query", HOSTILE],
        vec!["alarm", "create", "a", "--namespace", HOSTILE, "--metric", "m", "--threshold", "1"],
        vec!["alarm", "list"],
        vec!["db", "create", "other", "--description", HOSTILE],
        vec!["db", "list"],
    ];
    let mut marks = 0;
    for words in runs {
        let output = sandbox.run(&words);
        assert!(!output.stderr.contains("panicked"), "{output}");
        acts_on_no_terminal(&output);
        marks += usize::from(output.stdout.contains("mark") || output.stderr.contains("mark"));
    }
    assert!(marks > 12, "{marks}");
}

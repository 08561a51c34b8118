//! Completion: what is offered at the cursor, and how fast.

use std::process::Command;
use std::time::Duration;

use crate::sandbox::{Output, Sandbox, finish, now};
use crate::stub::{Reply, Stub};

/// What a shell is offered after these words, in the form of zsh.
fn offered(sandbox: &Sandbox, words: &[&str]) -> Vec<String> {
    let mut args = vec!["complete", "zsh", "--", "lakectl"];
    args.extend(words);
    let output = sandbox.ok(args);
    assert_eq!(output.stderr, "", "{output}");
    let mut lines = output.stdout.lines();
    assert!(lines.next().is_some(), "{output}");
    lines.map(|line| line.split('\t').next().unwrap_or(line).to_owned()).collect()
}

/// The same, asked again until the look at the lake is done: a loaded machine may need more than the shell waits for.
fn offered_soon(sandbox: &Sandbox, words: &[&str], expected: &str) -> Vec<String> {
    for _ in 0..200 {
        let found = offered(sandbox, words);
        if found.iter().any(|name| name == expected) {
            return found;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{words:?}: {expected} is never offered");
}

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "acme-raw", "--zone", "raw"]);
    sandbox.ok(["bucket", "create", "acme-results", "--zone", "query-results"]);
    sandbox.ok(["db", "create", "sales"]);
    sandbox.ok([
        "table",
        "create",
        "sales.orders",
        "--columns",
        "id int",
        "--location",
        "s3://acme-raw/o/",
        "--format",
        "csv",
    ]);
    sandbox.ok(["registry", "create", "events"]);
    sandbox.write("user.avsc", r#"{"type":"record","name":"u","fields":[{"name":"id","type":"long"}]}"#);
    sandbox.ok(["schema", "register", "user.avsc", "--registry", "events", "--name", "user-event"]);
    sandbox.ok(["workgroup", "create", "analytics"]);
    sandbox.ok(["crawler", "create", "orders-crawler", "--database", "sales", "--target", "s3://acme-raw/"]);
    sandbox.write("etl.py", "print(1)\n");
    let job = "lakectl job create etl --script etl.py --upload-to s3://acme-raw/s/ --role glue-job";
    sandbox.sh(job).code(0);
    sandbox.sh("lakectl alarm create slow --namespace n --metric m --threshold 1").code(0);
    sandbox.ok(["tag", "create", "team", "sales"]);
    sandbox.ok(["tag", "expression", "create", "open-data", "team=sales"]);
    sandbox.ok(["workflow", "create", "nightly", "--step", "job:etl"]);
    sandbox.ok(["grant", "SELECT", "--on", "sales.orders", "--to", "role/analyst"]);
    sandbox
}

#[test]
fn the_names_of_every_kind_are_offered() {
    let sandbox = lake();
    for (words, expected) in [
        (["bucket", "show", ""].as_slice(), "acme-raw"),
        (&["lifecycle", "show", "acme-res"], "acme-results"),
        (&["db", "show", ""], "sales"),
        (&["table", "show", "sal"], "sales.orders"),
        (&["partition", "list", ""], "sales.orders"),
        (&["crawler", "run", ""], "orders-crawler"),
        (&["job", "run", "e"], "etl"),
        (&["alarm", "show", ""], "slow"),
        (&["registry", "show", ""], "events"),
        (&["schema", "show", ""], "user-event"),
        (&["workgroup", "show", "ana"], "analytics"),
        (&["query", "SELECT 1", "--workgroup", ""], "analytics"),
        (&["tag", "values", ""], "team"),
        (&["tag", "expression", "show", ""], "open-data"),
        (&["tag", "expand", "op"], "open-data"),
        (&["grant", "SELECT", "--on", "tag:"], "tag:open-data"),
        (&["workflow", "run", ""], "nightly"),
        (&["access", "list", "--principal", ""], "role/analyst"),
        (&["query", "--as", "role/g"], "role/glue-job"),
        (&["grant", "SELECT", "--on", ""], "sales.orders"),
        (&["crawler", "create", "x", "--target", ""], "s3://acme-raw/"),
        (&["crawler", "create", "x", "--target", "ra"], "raw:"),
        (&["logs", "tail", ""], "job:etl"),
        (&["logs", "tail", "crawler:"], "crawler:orders-crawler"),
        (&["schema", "show", "--registry=eve"], "--registry=events"),
    ] {
        let found = offered_soon(&sandbox, words, expected);
        let typed = words.last().expect("words");
        assert!(found.iter().all(|name| name.starts_with(typed)), "{words:?}: {found:?}");
    }
    // What is new shows a moment later; what nobody asked for is never made.
    sandbox.ok(["bucket", "create", "acme-new"]);
    offered_soon(&sandbox, &["bucket", "show", "acme-n"], "acme-new");
    assert!(!offered(&sandbox, &["bucket", "create", ""]).contains(&"acme-raw".to_owned()));
    // A schema of another registry is not meant.
    offered_soon(&sandbox, &["schema", "show", "--registry", "events", ""], "user-event");
    assert_eq!(offered(&sandbox, &["schema", "show", "--registry", "others", ""]), [] as [&str; 0]);
}

#[test]
fn no_lake_is_made_and_nothing_is_said_by_completing() {
    let sandbox = Sandbox::without_target();
    assert_eq!(offered(&sandbox, &["--local", "bucket", "show", ""]), [] as [&str; 0]);
    assert!(!sandbox.work().join(".lake").exists());
    // A project file that cannot be read leaves the commands.
    sandbox.write("lake.toml", "target = = \n");
    assert!(offered(&sandbox, &["buck"]).contains(&"bucket".to_owned()));
    assert_eq!(offered(&sandbox, &["bucket", "show", ""]), [] as [&str; 0]);
    for words in [&["--profile"] as &[&str], &["\u{1b}[31m"], &["bucket", "--=", "x"], &["-o"], &["--", "--", ""]] {
        offered(&sandbox, words);
    }
    for args in [&["complete", "tcsh", "--", "x"] as &[&str], &["complete", "bash"], &["complete", "zsh"]] {
        let output = sandbox.run(args);
        assert!(output.code == 0 && output.stderr.is_empty(), "{output}");
    }
}

#[test]
fn profiles_and_environments_come_from_their_files() {
    let sandbox = Sandbox::without_target();
    std::fs::create_dir(sandbox.home().join(".aws")).expect("a folder");
    std::fs::write(sandbox.home().join(".aws/config"), "[profile prod]\n[profile staging]\n").expect("a file");
    assert_eq!(offered(&sandbox, &["--profile", ""]), ["prod", "staging"]);
    sandbox.write("lake.toml", "target = \"local\"\n");
    sandbox.write("lake.test.toml", "");
    assert_eq!(offered(&sandbox, &["plan", "--env", ""]), ["test"]);
}

/// An endpoint that takes its time: the shell gets its answer all the same, and the names with a later TAB.
#[test]
fn a_slow_endpoint_does_not_keep_the_shell_waiting() {
    let stub = Stub::alone(|_| {
        std::thread::sleep(Duration::from_millis(1500));
        Reply::Status(200, "<ListAllMyBucketsResult><Buckets><Bucket><Name>far-away</Name></Bucket></Buckets></ListAllMyBucketsResult>".to_owned())
    });
    let sandbox = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "wJalrCanary")
        .env("AWS_REGION", "us-east-1");
    let started = now();
    assert_eq!(offered(&sandbox, &["bucket", "show", ""]), [] as [&str; 0]);
    assert!(started.elapsed() < Duration::from_millis(1400), "it waited for the endpoint: {:?}", started.elapsed());
    offered_soon(&sandbox, &["bucket", "show", ""], "far-away");
    // From now on they are known, and nobody is asked for a while.
    let asked = stub.requests().len();
    assert_eq!(offered(&sandbox, &["bucket", "show", "f"]), ["far-away"]);
    assert_eq!(stub.requests().len(), asked);
    // Another account is another lake.
    let other = sandbox.env("AWS_ACCESS_KEY_ID", "AKIAOTHER");
    assert_eq!(offered(&other, &["bucket", "show", "f"]), [] as [&str; 0]);
}

#[test]
fn hostile_names_reach_no_shell() {
    let stub = Stub::alone(|request| {
        match request.operation().as_str() {
        "ListCrawlers" | "GetCrawlers" => Reply::Status(
            200,
            serde_json::json!({ "Crawlers": [
                { "Name": "$(touch owned)" }, { "Name": "a\u{1b}]0;x\u{7}b" }, { "Name": "two\nlines" }, { "Name": "plain" },
            ] })
            .to_string(),
        ),
        _ => Reply::Status(200, "{}".to_owned()),
    }
    });
    let sandbox = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "wJalrCanary")
        .env("AWS_REGION", "us-east-1");
    let names = offered_soon(&sandbox, &["crawler", "run", ""], "plain");
    assert_eq!(names, ["$(touch owned)", "plain"], "zsh quotes by itself");
    let line = "lakectl crawler run ";
    let output = sandbox.ok(["complete", "bash", "--", " \t\n\"'><=;|&(:", line]);
    assert_eq!(output.stdout, "-\n\\$\\(touch\\ owned\\)\nplain\n");
}

/// In a real bash, by the script that is printed: what readline would be given.
fn in_bash(sandbox: &Sandbox, program: &str, line: &str) -> Output {
    let script = format!(
        "source <({program} completions bash)\n\
         COMP_LINE={quoted}\nCOMP_POINT=${{#COMP_LINE}}\nread -ra COMP_WORDS <<<\"$COMP_LINE\"\n\
         function=$(complete -p {program} | sed 's/.*-F \\([^ ]*\\) .*/\\1/')\n\
         \"$function\" {program} '' ''\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
        quoted = shell_quoted(line)
    );
    let mut command = Command::new("bash");
    command.args(["--norc", "-c", &script]).current_dir(sandbox.work());
    sandbox.fix_environment(&mut command);
    let folder = sandbox.root().join("bin");
    command.env("PATH", format!("{}:/usr/bin:/bin", folder.display()));
    finish(command, b"")
}

fn shell_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Puts the program into a folder under a name of its own.
#[cfg(unix)]
fn linked(sandbox: &Sandbox, name: &str) -> std::path::PathBuf {
    let folder = sandbox.root().join("bin");
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_lakectl"), &path).expect("a link");
    path
}

#[test]
#[cfg(unix)]
fn bash_is_given_what_it_takes() {
    let sandbox = lake();
    linked(&sandbox, "lakectl");
    offered_soon(&sandbox, &["bucket", "show", ""], "acme-raw");
    for (line, expected) in [
        ("lakectl buck", "bucket\n"),
        ("lakectl bucket list -o js", "json\njsonl\n"),
        // Readline takes what is before `=` and `:` for words of their own.
        ("lakectl bucket list --output=ma", "markdown\n"),
        ("lakectl --local local cl", "clock\n"),
    ] {
        let output = in_bash(&sandbox, "lakectl", line);
        assert_eq!((output.code, output.stdout.as_str()), (0, expected), "{line}: {output}");
    }
    for _ in 0..100 {
        let output = in_bash(&sandbox, "lakectl", "lakectl crawler create x --target s3://acme-re");
        if output.stdout == "//acme-results/\n" {
            return;
        }
    }
    panic!("places are never completed");
}

#[test]
#[cfg(unix)]
fn a_program_of_another_name_follows_it_everywhere() {
    let sandbox = lake();
    let program = linked(&sandbox, "lakectl-aws");
    let run = |args: &[&str]| {
        let mut command = Command::new(&program);
        command.args(args).current_dir(sandbox.work());
        sandbox.fix_environment(&mut command);
        command.env("LAKE_LOCAL", sandbox.lake());
        finish(command, b"")
    };
    let help = run(&["bucket", "create", "-h"]).code(0).stdout_has("Usage: lakectl-aws bucket create");
    assert!(help.stdout.contains("\n  lakectl-aws ") && !help.stdout.contains("\n  lakectl "), "{help}");
    run(&["--version"]).code(0).stdout_has("lakectl-aws ");
    run(&["bucket", "show", "acme-rww"]).code(5).stderr_has("hint: lakectl-aws bucket list");
    let json = run(&["bucket", "show", "acme-rww", "-o", "json"]).code(5);
    assert!(json.stderr.contains("lakectl-aws bucket list"), "{json}");
    run(&["bucket", "lst"]).code(2).stderr_has("Usage: lakectl-aws bucket");
    run(&["completions", "bash"]).code(0).stdout_has("complete -F _lakectl_aws lakectl-aws");
    run(&["completions", "install", "--shell", "fish", "--yes"]).code(0).stdout_has("lakectl-aws.fish");
    let output = in_bash(&sandbox, "lakectl-aws", "lakectl-aws quer");
    assert_eq!(output.stdout, "queries\nquery\n", "{output}");
}

#[test]
fn completions_are_installed_where_the_shell_looks() {
    let sandbox = Sandbox::without_target().env("SHELL", "/usr/bin/zsh");
    sandbox.ok(["completions", "install", "--dry-run"]).stdout_has(".zfunc/_lakectl, nothing was written");
    assert!(!sandbox.home().join(".zfunc").exists());
    // Nobody is there to be asked.
    sandbox.run(["completions", "install"]).code(11).stderr_has("--yes").stderr_has(".zfunc/_lakectl");
    assert!(!sandbox.home().join(".zfunc").exists());
    sandbox.ok(["completions", "install", "--yes"]).stdout_has("fpath=");
    let text = std::fs::read_to_string(sandbox.home().join(".zfunc/_lakectl")).expect("the script");
    assert_eq!(text, sandbox.ok(["completions", "zsh"]).stdout);
    sandbox.ok(["completions", "install", "--yes"]).stdout_has("nothing to do");
    // Another program's of the same name is left alone.
    let path = sandbox.home().join(".local/share/bash-completion/completions/lakectl");
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    std::fs::write(&path, "# bash completion for lakectl, by cobra\n").expect("a file");
    sandbox.run(["completions", "install", "--shell", "bash", "--yes"]).code(11).stderr_has("lakectl-aws");
    assert!(std::fs::read_to_string(&path).expect("the file").contains("cobra"));
    let nameless = Sandbox::without_target();
    nameless.run(["completions", "install"]).code(2).stderr_has("name the shell: bash");
}

#[test]
fn the_version_says_what_it_is_made_of() {
    let sandbox = Sandbox::without_target();
    let version = sandbox.json("lakectl version")["version"].clone();
    let names: Vec<&str> =
        version["dependencies"].as_array().expect("a list").iter().filter_map(|one| one["name"].as_str()).collect();
    assert!(names.contains(&"clap") && names.contains(&"datafusion"), "{names:?}");
    assert!(!names.contains(&"assert_cmd") && !names.contains(&"criterion"), "only tests need them");
    assert_eq!(version["features"], serde_json::json!(["local"]));
    assert!(version.get("commit").is_some(), "{version}");
    let bill: serde_json::Value = serde_json::from_str(&sandbox.ok(["version", "--sbom"]).stdout).expect("JSON");
    assert_eq!(bill["bomFormat"], "CycloneDX");
    assert_eq!(bill["components"].as_array().map(Vec::len), Some(names.len()));
}

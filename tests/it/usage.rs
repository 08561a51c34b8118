//! What is typed wrongly, and readers that go away.

use std::process::Stdio;

use crate::examples::commands;
use crate::sandbox::{Sandbox, finish};

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
fn every_command_shows_examples_that_can_be_typed() {
    let mut wrong = Vec::new();
    let commands = commands();
    for command in &commands {
        let path = command.path.join(" ");
        if command.is_leaf && command.examples.len() < 2 {
            wrong.push(format!("{path}: {} examples, not two", command.examples.len()));
        }
        for words in &command.examples {
            match lakectl::cli::tree().try_get_matches_from(words) {
                Ok(matches) => {
                    let (mut at, mut meant) = (&matches, Vec::new());
                    while let Some((name, inner)) = at.subcommand() {
                        meant.push(name.to_owned());
                        at = inner;
                    }
                    if !meant.starts_with(&command.path) {
                        wrong.push(format!("{path}: an example of another command: {}", words.join(" ")));
                    }
                }
                Err(error) => wrong.push(format!("{path}: {}: {error}", words.join(" "))),
            }
        }
    }
    let leaves = commands.iter().filter(|command| command.is_leaf).count();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(leaves > 100, "{leaves}");
    // They are shown, too.
    let sandbox = Sandbox::without_target();
    for line in ["lakectl -h", "lakectl bucket create -h", "lakectl local status -h"] {
        sandbox.sh(line).code(0).stdout_has("Examples:");
    }
}

#[test]
fn help_is_what_is_asked_for_by_that_word_too() {
    let sandbox = Sandbox::without_target();
    for (asked, long) in [
        ("lakectl help", "lakectl --help"),
        ("lakectl help bucket", "lakectl bucket --help"),
        ("lakectl help bucket create", "lakectl bucket create --help"),
        ("lakectl bucket help", "lakectl bucket --help"),
        ("lakectl bucket help create", "lakectl bucket create --help"),
    ] {
        assert_eq!(sandbox.sh(asked).code(0).stdout, sandbox.sh(long).code(0).stdout, "{asked}");
    }
    sandbox.sh("lakectl help bukcet").code(2).stderr_has("'bucket'");
}

#[test]
fn what_was_typed_in_another_tools_way_is_told_in_ours() {
    let sandbox = Sandbox::without_target();
    for (line, tip) in [
        ("lakectl bucket delete raw --yes", "--confirm NAME"),
        ("lakectl workgroup delete team --force", "--confirm NAME"),
        ("lakectl bucket list --yes", "leave --yes out"),
        ("lakectl table list --json", "-o json"),
        ("lakectl table list --database raw", "lakectl table list [DATABASE]"),
        ("lakectl bucket ls", "lakectl bucket list"),
        ("lakectl list buckets", "lakectl bucket list"),
        ("lakectl sql", "lakectl query"),
    ] {
        let output = sandbox.sh(line).code(2).stderr_has(tip);
        assert!(!output.stderr.contains("as a value, use"), "{output}");
        sandbox.sh(&format!("{line} -o json")).code(2).stderr_has("\"hints\"");
    }
    // What begins with two hyphens and is no flag may well be a value.
    sandbox.run(["query", "-- a comment\nSELECT 1"]).code(2).stderr_has("as a value, use");
}

/// Lines that the source breaks would be broken again where the terminal ends.
#[test]
fn paragraphs_of_help_are_whole() {
    fn broken(command: &clap::Command, path: &str, found: &mut Vec<String>) {
        let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let is_prose = |line: &str| !line.is_empty() && !line.starts_with(' ');
        for pair in lines.windows(2) {
            if is_prose(pair[0]) && is_prose(pair[1]) && !pair[0].ends_with(':') {
                found.push(format!("{path}: {} / {}", pair[0], pair[1]));
            }
        }
        command.get_subcommands().for_each(|below| broken(below, &format!("{path} {}", below.get_name()), found));
    }
    let mut found = Vec::new();
    broken(&lakectl::cli::tree(), "lakectl", &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
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

#[test]
fn a_usage_error_is_one_json_object_when_json_is_asked_for() {
    let sandbox = Sandbox::new();
    for (line, message, hint) in [
        ("lakectl buckt list -o json", "unrecognized subcommand 'buckt'", "'bucket'"),
        ("lakectl -ojson bucket lst", "unrecognized subcommand 'lst'", "'list'"),
        ("lakectl bucket list --outptu json --output=jsonl", "unexpected argument '--outptu' found", "'--output'"),
        ("lakectl db create -o json", "required arguments were not provided: <NAME>", "usage: lakectl db create"),
        ("lakectl local clock --advance soon -o json", "90d", "--help"),
        ("lakectl bucket -o json", "requires a subcommand", "--help"),
    ] {
        let output = sandbox.sh(line).code(2);
        assert_eq!(output.stdout, "", "{output}");
        let error: serde_json::Value = serde_json::from_str(&output.stderr).unwrap_or_else(|_| panic!("{output}"));
        let error = &error["error"];
        assert_eq!((&error["kind"], &error["exit_code"]), (&"usage".into(), &2.into()), "{output}");
        assert!(error["message"].as_str().is_some_and(|text| text.contains(message)), "{output}");
        assert!(error["hints"].to_string().contains(hint), "{output}");
    }
}

#[test]
fn colours_come_and_go_as_the_environment_says() {
    const ESCAPE: char = '\u{1b}';
    let sandbox = Sandbox::new();
    let plain = sandbox.ok(["bucket", "create", "raw"]).stdout_has("+ bucket raw created");
    assert!(!plain.stdout.contains(ESCAPE) && !plain.stderr.contains(ESCAPE), "a pipe gets no colours\n{plain}");

    let forced = Sandbox::new().env("CLICOLOR_FORCE", "1");
    let created = forced.ok(["bucket", "create", "raw"]);
    assert!(created.stdout.contains("\u{1b}[32m+ bucket raw created"), "{created}");
    assert!(forced.ok(["bucket", "list"]).stdout.starts_with("\u{1b}[1m"), "the header has a role");
    let error = forced.run(["bucket", "show", "rwa"]).code(5);
    assert!(error.stderr.contains("error:\u{1b}[0m") && error.stderr.contains("hint:\u{1b}[0m"), "{error}");
    let json = forced.run(["bucket", "show", "rwa", "-o", "json"]).code(5);
    assert!(!json.stderr.contains(ESCAPE), "what is for a program has no colours\n{json}");

    let refused = forced.env("NO_COLOR", "1");
    let error = refused.run(["bucket", "show", "rwa"]).code(5).stderr_has("error: ").stderr_has("  hint: ");
    assert!(!error.stderr.contains(ESCAPE), "{error}");
    assert!(!refused.ok(["bucket", "list"]).stdout.contains(ESCAPE));
}

/// On a terminal of its own, which python's `pty` makes.
#[test]
#[cfg(unix)]
fn a_terminal_is_coloured_unless_it_is_dumb() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "raw"]);
    let on_a_terminal = |term: &str| {
        let mut command = std::process::Command::new("python3");
        let script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
        command.args(["-c", script, env!("CARGO_BIN_EXE_lakectl"), "bucket", "list"]).current_dir(sandbox.work());
        sandbox.fix_environment(&mut command);
        command.env("LAKE_LOCAL", sandbox.lake()).env("TERM", term);
        finish(command, b"").code(0).stdout_has("raw")
    };
    let coloured = on_a_terminal("xterm-256color");
    assert!(coloured.stdout.contains("\u{1b}[1m"), "{coloured}");
    let dumb = on_a_terminal("dumb");
    assert!(!dumb.stdout.contains('\u{1b}'), "{dumb}");
}

#[test]
fn a_closed_pipe_is_quiet_in_every_format() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "results", "--zone", "query-results"]);
    // Far more than a pipe holds.
    let sql = "SELECT n, 'some text that fills the pipe' AS t FROM UNNEST(sequence(1, 10000)) AS s (n)";
    for format in ["table", "json", "jsonl", "csv", "tsv", "markdown"] {
        for args in [["query", sql, "-o", format].as_slice(), &["bucket", "list", "-o", format]] {
            let mut command = sandbox.command(args);
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().expect("lakectl starts");
            drop(child.stdout.take());
            let output = child.wait_with_output().expect("lakectl ends");
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{args:?}: {}\n{stderr}", output.status);
            assert!(!stderr.contains("error") && !stderr.contains("panic"), "{args:?}\n{stderr}");
        }
    }
}

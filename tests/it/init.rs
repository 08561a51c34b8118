//! `lakectl init`: on a terminal by questions, elsewhere by flags; and what the templates make.

use std::process::{Command, Stdio};

use crate::sandbox::{Output, Sandbox, ended, fixtures};

/// Runs a program on a terminal of its own: types each answer when its question is there, and shows what was seen.
const TERMINAL: &str = r#"
import os, pty, select, sys, time
program, directory, answers = sys.argv[1], sys.argv[2], [pair.split("=>", 1) for pair in sys.argv[3:]]
process, terminal = pty.fork()
if process == 0:
    os.execv(program, [program, "init", directory])
seen, start = b"", time.monotonic()
while time.monotonic() - start < 60:
    ready, _, _ = select.select([terminal], [], [], 0.2)
    if ready:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        seen += data
    if answers and answers[0][0].encode() in seen:
        _, keys = answers.pop(0)
        seen_before, seen = seen, b""
        sys.stdout.buffer.write(seen_before)
        os.write(terminal, keys.encode().decode("unicode_escape").encode())
sys.stdout.buffer.write(seen)
_, status = os.waitpid(process, 0)
sys.exit(os.waitstatus_to_exitcode(status) if not answers else 99)
"#;

fn on_a_terminal(sandbox: &Sandbox, directory: &str, answers: &[&str]) -> Output {
    let mut command = Command::new("python3");
    sandbox.fix_environment(&mut command);
    command.args(["-c", TERMINAL, env!("CARGO_BIN_EXE_lakectl"), directory]).args(answers);
    command.current_dir(sandbox.work()).env("TERM", "xterm");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    ended("lakectl init on a terminal", command.spawn().expect("python3 is there"))
}

#[test]
fn on_a_terminal_it_asks_for_what_no_flag_says() {
    let sandbox = Sandbox::without_target();
    // The third of the templates, a name that is none and one that is, and the second target.
    let answers = [
        "which lake=>\\x1b[B\\x1b[B\\r",
        "the lake's name=>Not A Name\\r",
        "lower-case letters=>\\x15acme\\r",
        "where it is=>\\x1b[B\\r",
    ];
    let told = on_a_terminal(&sandbox, "made", &answers).code(0);
    let file = sandbox.read("made/lake.toml");
    assert!(file.contains("target = \"aws\"") && file.contains("name = \"acme\""), "{file}\n{told:#}");
    assert!(file.contains("[zones.bronze]"), "{file}");
    // Ctrl-C at a question writes nothing.
    let told = on_a_terminal(&sandbox, "not-made", &["which lake=>\\x03"]);
    assert!(told.code != 0 && !sandbox.work().join("not-made/lake.toml").exists(), "{told:#}");
}

#[test]
fn elsewhere_flags_say_it_all() {
    let sandbox = Sandbox::without_target();
    sandbox.sh("lakectl init made").code(0);
    let file = sandbox.read("made/lake.toml");
    assert!(file.contains("target = \"local\"") && file.contains("name = \"lake\""), "{file}");
    sandbox.sh("lakectl init other --target aws --name acme --template streaming").code(0);
    assert!(sandbox.read("other/lake.toml").contains("target = \"aws\""));
}

/// A template's lake, made in a directory of its own by the target that its file says.
fn made(template: &str) -> Sandbox {
    let sandbox = Sandbox::without_target();
    sandbox.sh(&format!("lakectl init --template {template} --name t1")).code(0);
    sandbox.sh("lakectl apply --yes").code(0);
    sandbox.sh("lakectl plan --exit-code").code(0);
    sandbox
}

/// The bucket whose name has this in it.
fn bucket(sandbox: &Sandbox, part: &str) -> String {
    let list = sandbox.json("lakectl bucket list");
    let buckets = list["buckets"].as_array().cloned().unwrap_or_default();
    let names = buckets.iter().filter_map(|bucket| bucket["name"].as_str());
    names.filter(|name| name.contains(part)).map(str::to_owned).next().unwrap_or_else(|| panic!("no {part}: {list:#}"))
}

#[test]
fn the_medallion_lake_is_filled_crawled_and_queried() {
    let sandbox = made("medallion");
    let data = fixtures().join("data/airports.csv");
    let bronze = bucket(&sandbox, "bronze");
    sandbox.sh(&format!("lakectl ingest {} --bucket {bronze} --source airports", data.display())).code(0);
    sandbox.sh("lakectl crawler run bronze").code(0);
    let rows = sandbox.json("lakectl query --workgroup analytics 'SELECT count(*) AS n FROM bronze.airports'");
    assert_eq!(rows["rows"][0]["n"], 3376, "{rows:#}");
    let silver = bucket(&sandbox, "silver");
    let ctas = format!(
        "CREATE TABLE silver.by_state WITH (format = 'PARQUET', external_location = 's3://{silver}/by_state/') AS SELECT state, count(*) AS airports FROM bronze.airports GROUP BY state"
    );
    sandbox.ok(["query", "--workgroup", "analytics", &ctas]);
    let rows = sandbox.json("lakectl query --workgroup analytics 'SELECT sum(airports) AS n FROM silver.by_state'");
    assert_eq!(rows["rows"][0]["n"], 3376, "{rows:#}");
    sandbox.sh("lakectl drift").code(0);
}

#[test]
fn the_streaming_lake_takes_events_by_the_hour() {
    let sandbox = made("streaming");
    let processed = bucket(&sandbox, "processed");
    for (hour, users) in [("00", ["a", "b"]), ("01", ["c", "d"])] {
        let values: Vec<String> =
            users.iter().map(|user| format!("('{user}', 'view', 1, '2026-11-22', '{hour}')")).collect();
        let insert = format!("INSERT INTO streams.user_events VALUES {}", values.join(", "));
        sandbox.ok(["query", "--workgroup", "streams", &insert]);
    }
    sandbox.sh(&format!("lakectl bucket size {processed} --by prefix")).code(0).stdout_has("user_events");
    let rows = sandbox.json(
        "lakectl query --workgroup streams \"SELECT hr, count(*) AS n FROM streams.user_events WHERE dt = '2026-11-22' GROUP BY hr ORDER BY hr\"",
    );
    assert_eq!((&rows["rows"][0]["n"], &rows["rows"][1]["hr"]), (&2.into(), &"01".into()), "{rows:#}");
    sandbox
        .sh("lakectl schema check schemas/user_event.avsc --registry event-schemas --name user_event_schema")
        .code(0);
    sandbox.sh("lakectl drift").code(0);
}

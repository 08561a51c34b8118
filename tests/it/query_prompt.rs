//! The prompt of `lakectl query`, on a terminal that python3 makes.

use std::process::Command;

use crate::sandbox::{Output, Sandbox, finish};

/// Types what comes second whenever what comes first was shown; ends with the program.
const TYPIST: &str = r#"
import fcntl, json, os, pty, select, struct, sys, termios, time
steps = json.loads(sys.argv[2])
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], [sys.argv[1], "query", "-d", "raw"])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, int(sys.argv[3]), 0, 0))
shown, seen, end = b"", 0, time.monotonic() + 120
while time.monotonic() < end:
    while steps and steps[0][0].encode() in shown[seen:]:
        seen += shown[seen:].index(steps[0][0].encode()) + len(steps[0][0].encode())
        keys = steps.pop(0)[1]
        # Between two keys the terminal itself would take it, and throw away what was typed.
        time.sleep(0.5 if keys.startswith("\x03") else 0)
        os.write(fd, keys.encode())
    if not select.select([fd], [], [], 0.1)[0]:
        continue
    try:
        data = os.read(fd, 65536)
    except OSError:
        break
    if not data:
        break
    shown += data
else:
    os.kill(pid, 9)
    print("the prompt did not end; still to be typed:", steps)
_, status = os.waitpid(pid, 0)
sys.stdout.write(shown.decode(errors="replace"))
sys.exit(os.waitstatus_to_exitcode(status))
"#;

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    crate::objects::put(&sandbox, "lake-raw", "people/people.csv", b"1,Ann\n2,Bo\n");
    for sql in [
        "CREATE DATABASE raw",
        "CREATE EXTERNAL TABLE raw.people (id bigint, name string) \
         ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake-raw/people/'",
    ] {
        sandbox.run(["query", sql]).code(0);
    }
    sandbox
}

/// Runs the prompt on a terminal of so many columns.
fn typed(sandbox: &Sandbox, columns: u16, steps: &[(&str, &str)]) -> Output {
    let mut command = Command::new("python3");
    let steps = serde_json::json!(steps).to_string();
    command.args(["-c", TYPIST, env!("CARGO_BIN_EXE_lakectl"), &steps, &columns.to_string()]);
    command.current_dir(sandbox.work());
    sandbox.fix_environment(&mut command);
    command.env("TERM", "xterm").env("NO_COLOR", "1");
    finish(command, b"")
}

#[test]
fn statements_are_typed_completed_and_run() {
    let sandbox = lake();
    let out = typed(
        &sandbox,
        100,
        &[
            ("lake> ", "SELECT na\t\r"),
            ("   -> ", "FROM peo\t ORDER BY 1;\r"),
            ("Bo", ""),
            ("lake> ", "\\d people\r"),
            ("bigint", ""),
            ("lake> ", "\\timing\r"),
            ("timing is on", ""),
            ("lake> ", "\\o csv\r"),
            ("lake> ", "SELECT 6 * 7 AS answer;\r"),
            ("answer", ""),
            ("took ", ""),
            // The arrow brings the statement back.
            ("lake> ", "\u{1b}[A\r"),
            ("took ", ""),
            ("lake> ", "SELECT nothing;\r"),
            ("error: ", ""),
            ("lake> ", "\\nonsense\r"),
            ("is no command", ""),
            ("lake> ", "\\q\r"),
        ],
    )
    .code(0);
    assert!(!out.stdout.contains("did not end"), "{out:#}");
    assert_eq!(out.stdout.matches("answer\r\n42\r\n").count(), 2, "{out:#}");
    assert!(out.stdout.contains("Ann"), "{out:#}");
}

#[test]
fn nothing_is_said_within_a_document_and_nobody_is_caught_in_a_statement() {
    let sandbox = lake();
    let steps = [
        ("lake> ", "\\o json\r"),
        ("lake> ", "SELECT 1 AS one;\r"),
        ("scanned", ""),
        // No semicolon, and a way out all the same.
        ("lake> ", "SELECT 2\r"),
        ("   -> ", "\\d\r"),
        ("raw.people", ""),
        ("   -> ", "\\q\r"),
    ];
    let out = typed(&sandbox, 100, &steps).code(0);
    assert!(!out.stdout.contains("did not end"), "{out:#}");
    let whole = "{\r\n  \"schema_version\": 1,\r\n  \"rows\": [\r\n    {\"one\":1}\r\n  ]\r\n}\r\n";
    assert!(out.stdout.contains(whole), "the document in one piece\n{out:#}");
}

#[test]
fn ctrl_c_stops_the_query_and_not_the_prompt() {
    let sandbox = lake();
    let long = "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x) CROSS JOIN UNNEST(sequence(1, 10000)) AS b (y) \
                CROSS JOIN UNNEST(sequence(1, 10000)) AS c (z) WHERE x + y + z = 12345;\r";
    let out = typed(
        &sandbox,
        100,
        &[
            ("lake> ", "SELECT thrown away"),
            ("thrown away", "\u{3}"),
            ("lake> ", long),
            ("running", "\u{3}"),
            ("interrupted", ""),
            ("lake> ", "SELECT 'still' || ' here' AS x;\r"),
            ("still here", ""),
            ("lake> ", "\u{4}"),
        ],
    )
    .code(0);
    assert!(!out.stdout.contains("did not end"), "{out:#}");
    let newest = sandbox.json("lakectl queries list --state cancelled")["queries"].clone();
    assert_eq!(newest.as_array().map(Vec::len), Some(1), "{newest}");
}

#[test]
fn wide_rows_stand_upright_on_a_narrow_terminal() {
    let sandbox = lake();
    let steps = [
        ("lake> ", "SELECT rpad('a', 30, 'b') AS first_column, rpad('c', 30, 'd') AS second_column;\r"),
        ("row 1", ""),
        ("lake> ", "\\q\r"),
    ];
    let out = typed(&sandbox, 40, &steps).code(0);
    assert!(out.stdout.contains("second_column  cddd"), "{out:#}");
    let out = typed(&sandbox, 100, &[steps[0], ("second_column", ""), ("lake> ", "\\q\r")]).code(0);
    assert!(!out.stdout.contains("row 1"), "{out:#}");
}

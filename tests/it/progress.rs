//! Long work on a terminal that python3 makes: what its operator sees while it goes on, and what stays when it is over.

use std::process::Command;

use crate::sandbox::{Sandbox, finish};

/// Runs a command on a terminal of so many columns and gives back every byte that came to it.
const WATCHER: &str = r#"
import fcntl, os, pty, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, int(sys.argv[1]), 0, 0))
    os.execv(sys.argv[2], sys.argv[2:])
shown = b""
while True:
    try:
        data = os.read(fd, 65536)
    except OSError:
        break
    if not data:
        break
    shown += data
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status))
"#;

/// A terminal, as far as lakectl uses one.
#[derive(Debug, Default)]
struct Screen {
    lines: Vec<Vec<char>>,
    row: usize,
    column: usize,
    /// Each state that a line had.
    drawn: Vec<String>,
    /// The control sequences that came, without their introducer.
    controls: Vec<String>,
}

impl Screen {
    fn of(bytes: &str) -> Self {
        let mut screen = Self { lines: vec![Vec::new()], ..Self::default() };
        let mut characters = bytes.chars();
        while let Some(character) = characters.next() {
            match character {
                '\r' => {
                    screen.keep();
                    screen.column = 0;
                }
                '\n' => {
                    screen.keep();
                    screen.row += 1;
                    if screen.row == screen.lines.len() {
                        screen.lines.push(Vec::new());
                    }
                }
                '\u{1b}' => {
                    assert_eq!(characters.next(), Some('['), "{bytes:?}");
                    let mut control = String::new();
                    while control.chars().last().is_none_or(|last| !last.is_ascii_alphabetic()) {
                        control.push(characters.next().expect("a control sequence ends"));
                    }
                    screen.control(control);
                }
                character => screen.put(character),
            }
        }
        screen.keep();
        screen
    }

    fn put(&mut self, character: char) {
        let line = &mut self.lines[self.row];
        if line.len() <= self.column {
            line.resize(self.column + 1, ' ');
        }
        line[self.column] = character;
        self.column += 1;
    }

    fn control(&mut self, control: String) {
        match control.as_str() {
            "2K" => {
                self.keep();
                self.lines[self.row].clear();
            }
            // Colours change nothing that stands there.
            control if control.ends_with('m') => {}
            other => panic!("the display takes more than its line: {other}"),
        }
        self.controls.push(control);
    }

    fn keep(&mut self) {
        let line: String = self.lines[self.row].iter().collect();
        self.drawn.push(line.trim_end().to_owned());
    }

    /// What stands there in the end.
    fn left(&self) -> Vec<String> {
        let lines = self.lines.iter().map(|line| line.iter().collect::<String>().trim_end().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    }
}

/// What a terminal of so many columns gets of a command, with these variables.
fn shown(sandbox: &Sandbox, columns: usize, variables: &[(&str, &str)], args: &[&str]) -> String {
    let mut command = Command::new("python3");
    command.args(["-c", WATCHER, &columns.to_string(), env!("CARGO_BIN_EXE_lakectl")]);
    command.args(args).current_dir(sandbox.work());
    sandbox.fix_environment(&mut command);
    command.env("TERM", "xterm").envs(variables.iter().copied());
    finish(command, b"").code(0).stdout
}

const TABLE: &str = "warehouse_of_the_north.measurements_by_station_and_minute";

/// A lake with work that takes a moment.
fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    sandbox.ok(["bucket", "create", "lake-results", "--zone", "query-results"]);
    sandbox.ok(["db", "create", "warehouse_of_the_north"]);
    for day in 1..=9 {
        let key = format!("measurements/day=2026-11-0{day}/a.csv");
        crate::objects::put(&sandbox, "lake-raw", &key, b"id,value\n1,2\n");
    }
    let create = ["table", "create", TABLE, "--columns", "id int, value int", "--partitioned-by", "day date"];
    let more = ["--location", "s3://lake-raw/measurements/", "--format", "csv", "--header"];
    sandbox.ok(create.into_iter().chain(more));
    let crawler = ["crawler", "create", "measurements", "--database", "warehouse_of_the_north"];
    sandbox.ok(crawler.into_iter().chain(["--target", "s3://lake-raw/measurements/"]));
    sandbox.write("load.py", "import time\ntime.sleep(0.3)\nprint('loaded')\n");
    sandbox.sh("lakectl job create load --script load.py --upload-to s3://lake-raw/scripts/ --role etl").code(0);
    sandbox.ok(["registry", "create", "events"]);
    for number in 0..20 {
        let definition = r#"{"type": "record", "name": "event", "fields": [{"name": "id", "type": "long"}]}"#;
        sandbox.write(&format!("schemas/events-of-the-stations-of-the-north-{number}.avsc"), definition);
    }
    sandbox.ok([
        "schema",
        "register",
        "schemas/events-of-the-stations-of-the-north-0.avsc",
        "--registry",
        "events",
        "--name",
        "events-of-the-stations-of-the-north-0",
    ]);
    let databases: String = (0..12).map(|number| format!("[databases.area_of_the_north_{number}]\n")).collect();
    sandbox.write("lake.toml", format!("name = \"north\"\n{databases}"));
    sandbox
}

/// Long work of each form of display.
fn work(sandbox: &Sandbox) -> Vec<Vec<String>> {
    let folder = "a-folder-with-a-long-name/of-all-exports/2026/11/22";
    let mut ingest = vec!["ingest".to_owned()];
    for number in 0..3 {
        let file = format!("{folder}/measurements-of-all-stations-of-the-north-{number}.csv");
        sandbox.write(&file, format!("id,value\n{number},2\n").repeat(2_000));
        ingest.push(file);
    }
    ingest.extend(["--source", "stations"].map(str::to_owned));
    let one = [ingest[0].clone(), ingest[1].clone(), "--source".to_owned(), "one".to_owned()];
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let sql = "SELECT count(*) FROM measurements_by_station_and_minute";
    vec![
        ingest,
        one.to_vec(),
        words(&format!("partition sync {TABLE}")),
        words("crawler run measurements"),
        words("bucket size lake-raw"),
        vec!["query".to_owned(), "-d".to_owned(), "warehouse_of_the_north".to_owned(), sql.to_owned()],
        words("job run load"),
        words("schema check schemas --registry events"),
        words("apply --yes"),
        words("backup kept"),
        words(
            "restore kept --only warehouse_of_the_north --kind databases,tables,partitions,grants \
             --rename-db warehouse_of_the_north=copy --yes",
        ),
        words("backup verify kept"),
        words("bucket empty lake-raw --confirm lake-raw"),
    ]
}

#[test]
fn a_display_takes_one_line_and_leaves_nothing_behind() {
    for columns in [80, 200] {
        let sandbox = lake();
        let mut displays = 0;
        for args in work(&sandbox) {
            // The calls are told meanwhile, each on a line of its own.
            let args: Vec<&str> = ["-v"].into_iter().chain(args.iter().map(String::as_str)).collect();
            let bytes = shown(&sandbox, columns, &[], &args);
            let screen = Screen::of(&bytes);
            let is_display = |line: &str| line.starts_with(|first| ('\u{2800}'..='\u{28ff}').contains(&first));
            for line in screen.drawn.iter().filter(|line| is_display(line)) {
                displays += 1;
                assert!(line.chars().count() <= columns, "{args:?} at {columns}: {line}");
            }
            let left = screen.left();
            assert!(!left.iter().any(|line| line.contains(|c| ('\u{2800}'..='\u{28ff}').contains(&c))), "{left:#?}");
            // The lake that a proof is made in is none of the operator's.
            let is_told = args.contains(&"verify") || left.iter().any(|line| line.contains(": 200 in "));
            assert!(is_told, "{left:#?}");
        }
        // Each command has one for as long as it waits for anything.
        assert!(displays >= 13, "{displays} at {columns}");
    }
}

#[test]
fn colours_are_left_out_where_they_are_not_wanted() {
    let sandbox = lake();
    let sync = ["partition", "sync", TABLE];
    for (name, value) in [("NO_COLOR", "1"), ("CLICOLOR", "0")] {
        let bytes = shown(&sandbox, 80, &[(name, value)], &sync);
        let screen = Screen::of(&bytes);
        assert!(screen.controls.iter().all(|control| !control.ends_with('m')), "{name}: {bytes:?}");
    }
    // A terminal without a cursor to move gets lines, and not a control among them.
    let bytes = shown(&sandbox, 80, &[("TERM", "dumb")], &["crawler", "run", "measurements"]);
    assert!(!bytes.contains('\u{1b}') && bytes.contains("crawler measurements: starting"), "{bytes:?}");
    let piped = sandbox.ok(["crawler", "run", "measurements"]);
    assert!(!piped.stderr.contains('\u{1b}') && piped.stderr.contains("crawler measurements: starting"), "{piped}");
}

#[test]
fn what_was_done_is_told_once_where_all_is_seen() {
    let sandbox = Sandbox::new();
    sandbox.write("lake.toml", "name = 'once'\n[databases.a]\n");
    let told = |words: &[&str], what: &str| {
        let left = Screen::of(&shown(&sandbox, 120, &[], words)).left();
        assert_eq!(left.iter().filter(|line| line.ends_with(what)).count(), 1, "{left:#?}");
    };
    told(&["apply", "--yes"], "db a created");
    told(&["destroy", "--confirm", "once"], "db a deleted");
    // Where the answer goes elsewhere, what happens is told as it happens.
    sandbox.sh("lakectl apply --yes").code(0).stdout_has("+ db a created").stderr_has("db a created");
}

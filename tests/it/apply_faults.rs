//! The failure matrix for plan and apply: whatever happens in the middle, the next apply makes the lake what the file says,
//! and then a plan is empty.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::sandbox::{Output, Sandbox, ended, now};
use crate::stub::{Reply, Stub};

/// A lake whose names begin with a word.
fn file(word: &str) -> String {
    format!(
        "name = '{word}'\n[zones.raw]\nbucket = '{word}-raw'\nlifecycle = 'archive-90'\ntags = {{ team = 'x' }}\n\
         [databases.{word}]\n[tables.{word}.t]\ncolumns = 'id bigint'\nlocation = 'raw:t/'\nformat = 'parquet'\n\
         [workgroups.{word}]\nscan_limit = '1GB'\n[registries.{word}]\n[schemas.{word}.s]\nfile = 's.avsc'\n\
         [crawlers.{word}]\ndatabase = '{word}'\ntargets = 'raw:in/'\n\
         [[grants]]\npermissions = ['SELECT', 'DESCRIBE']\non = '{word}.t'\nto = 'role/a'\nenforce = true\n"
    )
}

fn write(sandbox: &Sandbox, word: &str) {
    sandbox.write("s.avsc", "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
    sandbox.write("lake.toml", file(word));
}

#[track_caller]
fn converges(client: &Sandbox, line: &str, case: &str) {
    let again = client.sh(line);
    assert_eq!(again.code, 0, "{case}\n{again:#}");
    let plan = client.sh("lakectl plan --exit-code");
    assert_eq!(plan.code, 0, "{case}\n{plan:#}");
}

pub fn signal(name: &str, process: u32) {
    let sent = Command::new("kill").args([name, &process.to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "kill is there");
}

/// What happens at the write of a number: the process that makes it is killed.
#[derive(Default)]
struct Trap {
    process: u32,
    /// Writes so far.
    writes: usize,
    /// At which it happens; 0 for never.
    at: usize,
    /// Whether the lake hears of that write.
    heard: bool,
}

/// Kills an apply of a saved plan at each of its writes; the same plan completes it.
fn killed_at_each_write(heard: bool) {
    let trap = Arc::new(Mutex::new(Trap { heard, ..Trap::default() }));
    let set = trap.clone();
    let lake = Sandbox::new();
    let (client, _stub) = Stub::before(&lake, move |request| {
        if !request.is_write() {
            return Reply::Lake;
        }
        let mut trap = set.lock().expect("the trap");
        trap.writes += 1;
        if trap.writes != trap.at {
            return Reply::Lake;
        }
        signal("-KILL", trap.process);
        if trap.heard { Reply::Lost } else { Reply::Status(500, String::new()) }
    });
    let mut killed = 0;
    for at in 1..200 {
        let word = format!("k{at}{}", if heard { "h" } else { "u" });
        write(&client, &word);
        // An account has few registries: all lakes share one.
        let file = client.read("lake.toml");
        let names = [("registries", format!("registries.{word}")), ("schemas", format!("schemas.{word}.s"))];
        let file = names.iter().fold(file, |file, (section, name)| match *section {
            "registries" => file.replace(name, "registries.shared"),
            _ => file.replace(name, &format!("schemas.shared.{word}")),
        });
        client.write("lake.toml", file);
        client.sh("lakectl plan --out p.plan").code(0);
        let mut command = client.command(["apply", "p.plan", "--yes"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // The trap is held until the process is known: its first write waits for that.
        let mut armed = trap.lock().expect("the trap");
        (armed.writes, armed.at) = (0, at);
        let child = command.spawn().expect("it starts");
        armed.process = child.id();
        drop(armed);
        let output = ended("apply", child);
        trap.lock().expect("the trap").at = 0;
        if output.code == 0 {
            break;
        }
        assert_eq!(output.code, 128 + 9, "{output:#}");
        killed += 1;
        // What the journal holds is said, and the same plan is not stale.
        let again = client.sh("lakectl apply p.plan --yes");
        assert_eq!(again.code, 0, "at write {at}\n{again:#}");
        let plan = client.sh("lakectl plan --exit-code");
        assert_eq!(plan.code, 0, "at write {at}\n{plan:#}");
    }
    assert!(killed >= 12, "an apply makes more writes than {killed}");
}

#[test]
fn fault_8_an_apply_killed_before_each_write_converges() {
    killed_at_each_write(false);
}

#[test]
fn fault_8_an_apply_killed_after_each_write_converges() {
    killed_at_each_write(true);
}

/// A client whose writes from the second on are answered by this, until it is switched off.
fn failing(answer: impl Fn() -> Reply + Send + Sync + 'static) -> (Sandbox, Stub, Arc<AtomicUsize>) {
    let lake = Sandbox::new();
    let from = Arc::new(AtomicUsize::new(2));
    let (limit, count) = (from.clone(), AtomicUsize::new(0));
    let (client, stub) = Stub::before(&lake, move |request| {
        let is_late = request.is_write() && count.fetch_add(1, Ordering::SeqCst) + 1 >= limit.load(Ordering::SeqCst);
        if is_late { answer() } else { Reply::Lake }
    });
    write(&client, "lake");
    (client, stub, from)
}

const OFF: usize = usize::MAX;

fn journals(client: &Sandbox) -> String {
    let folder = client.work().join(".lake-journal");
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).expect("a journal").flatten() {
        text.push_str(&std::fs::read_to_string(entry.path()).unwrap_or_default());
    }
    text
}

#[test]
fn fault_1_an_answer_that_is_lost_is_no_failure_and_nothing_is_made_twice() {
    let lake = Sandbox::new();
    let count = AtomicUsize::new(0);
    let (client, stub) = Stub::before(&lake, move |request| {
        // Every third write is done, and nobody hears that it was.
        let is_lost = request.is_write() && count.fetch_add(1, Ordering::SeqCst) % 3 == 1;
        if is_lost { Reply::Lost } else { Reply::Lake }
    });
    write(&client, "lost");
    client.sh("lakectl apply --yes");
    converges(&client, "lakectl apply --yes", "lost answers");
    assert!(stub.count("CreateDatabase") >= 1);
    assert_eq!(client.json("lakectl schema versions s --registry lost")["versions"].as_array().map(Vec::len), Some(1));
}

#[test]
fn fault_2_an_answer_that_is_cut_is_an_error_and_no_empty_plan() {
    let lake = Sandbox::new();
    let (client, _stub) = Stub::before(&lake, |request| match request.operation().as_str() {
        "GetDatabase" => Reply::Status(200, "{\"Database\":{\"Name\":\"cu".to_owned()),
        _ => Reply::Lake,
    });
    write(&client, "cut");
    let plan = client.sh("lakectl plan --exit-code");
    assert!(![0, 3].contains(&plan.code) && plan.stderr.contains("GetDatabase"), "{plan:#}");
    let applied = client.sh("lakectl apply --yes");
    assert!(![0, 3].contains(&applied.code), "{applied:#}");
    assert!(!journal_is_there(&client), "nothing was begun");
}

fn journal_is_there(client: &Sandbox) -> bool {
    client.work().join(".lake-journal").exists()
}

#[test]
fn fault_3_a_service_that_is_down_for_ever_ends_the_apply_in_bounded_time_and_the_rest_is_done() {
    let lake = Sandbox::new();
    let is_down = Arc::new(AtomicUsize::new(1));
    let down = is_down.clone();
    let (client, _stub) = Stub::before(&lake, move |request| {
        let is_crawler = request.operation() == "CreateCrawler" && down.load(Ordering::SeqCst) == 1;
        if is_crawler { Reply::error(503, "ServiceUnavailableException", "down") } else { Reply::Lake }
    });
    write(&client, "down");
    let applied = client.sh("lakectl apply --yes").code(8);
    assert!(applied.stdout.contains("! crawler down failed") && applied.stdout.contains(" 1 failed"), "{applied:#}");
    assert!(applied.stdout.contains("+ table down.t created"), "{applied:#}");
    is_down.store(0, Ordering::SeqCst);
    converges(&client, "lakectl apply --yes", "after the service is back");
}

#[test]
fn fault_4_an_answer_that_stalls_and_answers_that_drip_keep_no_apply_from_its_end() {
    let lake = Sandbox::new();
    let stalled = AtomicUsize::new(0);
    let (client, stub) = Stub::before(&lake, move |request| match request.operation().as_str() {
        // What is written is there, and its answer does not come to its end.
        "CreateDatabase" if stalled.fetch_add(1, Ordering::SeqCst) == 0 => {
            Reply::Slow { bytes: 1, pause: Duration::from_secs(300), goes_on: false }
        }
        "GetTable" | "GetCrawler" => Reply::Slow { bytes: 16, pause: Duration::from_millis(10), goes_on: true },
        _ => Reply::Lake,
    });
    write(&client, "slow");
    let started = now();
    converges(&client, "lakectl apply --yes", "an answer that stalls");
    assert!(started.elapsed() < Duration::from_secs(150), "{:?}", started.elapsed());
    assert!(stub.count("CreateDatabase") >= 1);
}

#[test]
fn fault_5_an_error_in_a_good_answer_is_no_success() {
    let lake = Sandbox::new();
    let (client, _stub) = Stub::before(&lake, |request| {
        let is_put = request.method == "PUT" && request.path.contains("lifecycle");
        // S3 may answer 200 and an error; what was put is read back.
        if is_put {
            let body = "<?xml version=\"1.0\"?><Error><Code>InternalError</Code><Message>no</Message></Error>";
            return Reply::Status(200, body.to_owned());
        }
        Reply::Lake
    });
    write(&client, "good");
    let applied = client.sh("lakectl apply --yes").code(8);
    assert!(applied.stdout.contains("! bucket good-raw failed"), "{applied:#}");
}

#[test]
fn fault_6_a_listing_that_never_ends_is_an_error() {
    let lake = Sandbox::new();
    let (client, _stub) = Stub::before(&lake, |request| match request.operation().as_str() {
        "GetTables" => Reply::Status(200, "{\"TableList\":[],\"NextToken\":\"again\"}".to_owned()),
        _ => Reply::Lake,
    });
    client.sh("lakectl db create loop").code(0);
    client.write("lake.toml", "[databases.loop]\n[scope]\ntables = 'authoritative'\n");
    let plan = client.sh("lakectl plan --exit-code");
    assert!(![0, 3].contains(&plan.code), "{plan:#}");
}

#[test]
fn fault_7_keys_that_expire_in_the_middle_are_said_and_the_next_apply_completes() {
    let (client, _stub, from) = failing(|| Reply::error(400, "ExpiredTokenException", "The security token is expired"));
    let applied = client.sh("lakectl apply --yes");
    assert!([4, 8].contains(&applied.code), "{applied:#}");
    assert!(applied.stderr.contains("expired"), "{applied:#}");
    let journal = journals(&client);
    assert!(journal.contains("\"failed\"") && !journal.contains("\"end\""), "{journal}");
    from.store(OFF, Ordering::SeqCst);
    let again = client.sh("lakectl apply --yes").code(0);
    assert!(again.stderr.contains("an earlier apply of this did not come to its end"), "{again:#}");
    client.sh("lakectl plan --exit-code").code(0);
}

#[test]
fn fault_7_a_clock_that_is_wrong_is_said() {
    let (client, _stub, from) = failing(|| {
        Reply::error(
            403,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
        )
    });
    let applied = client.sh("lakectl apply --yes");
    assert!(applied.code != 0 && applied.stderr.contains("clock"), "{applied:#}");
    from.store(OFF, Ordering::SeqCst);
    converges(&client, "lakectl apply --yes", "after the clock is set");
}

/// An apply that is told to end at its fourth write, when others are under way.
fn told_to_end(name: &str) -> (Sandbox, Output) {
    let process = Arc::new(Mutex::new(0));
    let (known, name_of, count) = (process.clone(), name.to_owned(), AtomicUsize::new(0));
    let lake = Sandbox::new();
    let (client, _stub) = Stub::before(&lake, move |request| {
        if request.is_write() && count.fetch_add(1, Ordering::SeqCst) == 3 {
            signal(&name_of, *known.lock().expect("the process"));
            // The signal is heard before the answer is.
            std::thread::sleep(std::time::Duration::from_millis(300));
        }
        Reply::Lake
    });
    write(&client, "told");
    let mut command = client.command(["apply", "--yes"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut known = process.lock().expect("the process");
    let child = command.spawn().expect("it starts");
    *known = child.id();
    drop(known);
    let output = ended("apply", child);
    converges(&client, "lakectl apply --yes", name);
    (client, output)
}

#[test]
fn fault_8_an_interrupted_apply_ends_what_it_began_and_the_next_completes() {
    let (_, output) = told_to_end("-INT");
    assert_eq!(output.code, 130, "{output:#}");
    assert!(output.stderr.contains("were not begun"), "{output:#}");
}

#[test]
fn fault_8_a_terminated_apply_is_completed_by_the_next() {
    let (_, output) = told_to_end("-TERM");
    assert_eq!(output.code, 143, "{output:#}");
    let (_, output) = told_to_end("-HUP");
    if hangups_are_ignored() {
        assert_eq!(output.code, 0, "whoever asked for it by nohup gets the whole apply\n{output:#}");
    } else {
        assert!(output.code > 128, "{output:#}");
    }
}

/// Whether the tests, and with them what they start, were told to take no notice of a terminal that goes.
fn hangups_are_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap_or("0").trim().to_owned();
    u64::from_str_radix(&ignored, 16).is_ok_and(|signals| signals & 1 == 1)
}

#[test]
fn fault_9_a_journal_that_cannot_be_written_changes_nothing() {
    let sandbox = Sandbox::new();
    write(&sandbox, "full");
    sandbox.write(".lake-journal", "no folder");
    sandbox.sh("lakectl apply --yes").code(1).stderr_has(".lake-journal");
    assert_eq!(sandbox.json("lakectl bucket list")["buckets"].as_array().map(Vec::len), Some(0));
    // A plan that cannot be written is no plan.
    sandbox.sh("lakectl plan --out no/such/folder.plan").code(1).stderr_has("cannot be written");
}

#[test]
fn fault_10_two_applies_from_two_directories_keep_each_other_out() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create first").code(0);
    write(&sandbox, "two");
    let lock =
        std::fs::File::options().create(true).truncate(false).write(true).open(sandbox.lake().join("apply.lock"));
    let lock = lock.expect("the lock of the lake");
    lock.lock().expect("nobody else holds it");
    sandbox.sh("lakectl apply --yes").code(6).stderr_has("another apply of this lake is under way");
    drop(lock);
    sandbox.sh("lakectl apply --yes").code(0);
}

#[test]
fn fault_11_what_changes_between_plan_and_apply_is_not_overwritten() {
    let lake = Sandbox::new();
    let other = Arc::new(AtomicUsize::new(0));
    let (seen, served) = (other.clone(), Arc::new(Mutex::new(None::<Vec<(String, String)>>)));
    let environment = served.clone();
    let binary = lake.command(["db", "create", "moved", "--description", "theirs"]);
    let program = binary.get_program().to_owned();
    let (client, _stub) = Stub::before(&lake, move |request| {
        // Between the look of the plan and that of the step, somebody else makes the database with words of their own.
        if request.operation() == "GetDatabase" && seen.fetch_add(1, Ordering::SeqCst) == 1 {
            let environment = environment.lock().expect("the environment").clone().expect("it is known");
            let mut command = Command::new(&program);
            command.args(["db", "create", "moved", "--description", "theirs"]).env_clear().envs(environment);
            assert!(command.status().is_ok_and(|status| status.success()));
        }
        Reply::Lake
    });
    let mut probe = client.command(["version"]);
    probe.stdin(Stdio::null());
    let variables = probe
        .get_envs()
        .filter_map(|(name, value)| Some((name.to_string_lossy().into_owned(), value?.to_string_lossy().into_owned())));
    *served.lock().expect("the environment") = Some(variables.collect());
    client.write("lake.toml", "[databases.moved]\ndescription = 'ours'\n");
    client.sh("lakectl apply --yes").code(8).stdout_has("was changed since the plan was made: description");
    assert_eq!(client.json("lakectl db show moved")["database"]["description"], "theirs");
    assert!(other.load(Ordering::SeqCst) >= 2);
}

#[test]
fn fault_12_a_large_lake_is_planned_from_lists() {
    let lake = Sandbox::new();
    let (client, stub) = Stub::before(&lake, |_| Reply::Lake);
    let mut file = String::from("[zones.raw]\nbucket = 'many-raw'\n[databases.many]\n");
    for number in 0..400 {
        file.push_str(&format!(
            "[tables.many.t{number}]\ncolumns = 'id bigint'\nlocation = 'raw:{number}/'\nformat = 'parquet'\n\
             [[grants]]\npermissions = 'SELECT'\non = 'many.t{number}'\nto = 'role/a'\n"
        ));
    }
    client.write("lake.toml", file);
    client.sh("lakectl db create many").code(0);
    let before = stub.requests().len();
    client.sh("lakectl plan").code(0).stdout_has("801 to create");
    let asked = stub.requests().len() - before;
    assert!(asked < 40, "{asked} questions about 802 things");
}

#[test]
fn fault_13_files_that_are_bombs_are_refused() {
    let sandbox = Sandbox::new();
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    sandbox.write("lake.toml", format!("name = {}\n", deep("[", "]")));
    sandbox.sh("lakectl plan").code(2);
    sandbox.write("lake.toml", "[registries.r]\n[schemas.r.s]\nfile = 's.avsc'\n");
    for schema in [deep("{\"type\":\"array\",\"items\":", "}"), "{\"type\":\"record\"".to_owned(), "\0".repeat(1000)] {
        sandbox.write("s.avsc", schema);
        sandbox.sh("lakectl plan").code(2).stderr_has("s.avsc");
    }
}

#[test]
fn fault_14_what_is_not_known_of_an_answer_is_passed_over() {
    let lake = Sandbox::new();
    let (client, _stub) = Stub::before(&lake, |request| match request.operation().as_str() {
        "GetDatabase" => {
            let name = serde_json::from_slice::<serde_json::Value>(&request.body).unwrap_or_default()["Name"].clone();
            let body = serde_json::json!({ "Database": { "Name": name, "Novelty": { "Deep": [1] }, "FederatedDatabase": null }, "More": 1 });
            Reply::Status(200, body.to_string())
        }
        _ => Reply::Lake,
    });
    client.write("lake.toml", "[databases.known]\n");
    client.sh("lakectl plan --exit-code").code(0);
}

#[test]
fn fault_15_a_plan_that_is_torn_or_from_elsewhere_is_refused() {
    let sandbox = Sandbox::new();
    write(&sandbox, "torn");
    sandbox.sh("lakectl plan --out p.plan").code(0);
    let text = sandbox.read("p.plan");
    for length in [0, 1, text.len() / 3, text.len() - 1] {
        sandbox.write("torn.plan", &text[..length]);
        sandbox.sh("lakectl apply torn.plan --yes").code(2).stderr_has("no plan of this lakectl");
    }
    // A journal whose last line is torn: that step was not begun.
    sandbox.sh("lakectl apply p.plan --yes").code(0);
    let journal = std::fs::read_dir(sandbox.work().join(".lake-journal")).expect("a journal").flatten();
    for entry in journal.filter(|entry| entry.path().extension().is_some_and(|end| end == "jsonl")) {
        let mut text = std::fs::read_to_string(entry.path()).expect("the journal");
        text.push_str("{\"event\":\"begun\",\"noun\":\"buc");
        std::fs::write(entry.path(), text).expect("the journal");
    }
    sandbox.sh("lakectl apply p.plan --yes").code(0);
    sandbox.sh("lakectl plan --exit-code").code(0);
}

//! Ctrl-C in the middle of what takes long: the exit code, what is said of what was done, and that the same command again
//! does the rest.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::faults::interrupts::signalled;
use crate::objects::put;
use crate::sandbox::{Output, Sandbox, ended};
use crate::stub::{Reply, Request, Stub};

/// How long the call takes in which Ctrl-C is pressed: longer than an operator is left without a word.
const PAUSE: Duration = Duration::from_millis(1_000);

/// Runs a command against a lake and presses Ctrl-C in the call of this number that `is_meant`.
fn pressed(sandbox: &Sandbox, line: &str, number: usize, is_meant: fn(&Request) -> bool) -> Output {
    let (client, stub) = slow(sandbox, number, is_meant);
    copy(sandbox, &client);
    let count = || stub.requests().iter().filter(|request| is_meant(request)).count();
    let output = signalled(&client, line, "-INT", || count() >= number);
    output.code(130)
}

/// A client of the sandbox's lake; the call of this number that `is_meant`, and those after it, take their time.
fn slow(sandbox: &Sandbox, number: usize, is_meant: fn(&Request) -> bool) -> (Sandbox, Stub) {
    let seen = AtomicUsize::new(0);
    Stub::before(sandbox, move |request| {
        if is_meant(request) && seen.fetch_add(1, Ordering::Relaxed) + 1 >= number {
            std::thread::sleep(PAUSE);
        }
        Reply::Lake
    })
}

/// The files of one sandbox in another.
fn copy(from: &Sandbox, to: &Sandbox) {
    let all = std::process::Command::new("cp").arg("-R").arg(from.work().join(".")).arg(to.work()).status();
    assert!(all.expect("cp").success());
}

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    sandbox.ok(["bucket", "create", "lake-results", "--zone", "query-results"]);
    sandbox.ok(["db", "create", "raw"]);
    sandbox
}

/// With a table that has so many partitions, and names for so many.
fn partitioned(sandbox: &Sandbox, count: usize) -> String {
    let create = "lakectl table create raw.events --columns 'id int' --partitioned-by 'n int' --location s3://lake-raw/events/ --format csv";
    sandbox.sh(create).code(0);
    (0..count).map(|number| format!(" n={number}")).collect()
}

fn partitions(sandbox: &Sandbox) -> usize {
    sandbox.json("lakectl partition list raw.events")["partitions"].as_array().expect("a list").len()
}

#[test]
fn batches_end_with_those_that_are_on_their_way_and_are_counted() {
    let sandbox = lake();
    let names = partitioned(&sandbox, 450);
    let add = format!("lakectl partition add raw.events{names}");
    let output = pressed(&sandbox, &add, 1, |request| request.operation() == "BatchCreatePartition");
    let output = output.stderr_has("interrupted; partitions of raw.events: 400 added, 50 not begun");
    output.stderr_has("ending what was begun; Ctrl-C again leaves at once").stderr_has("run the same command again");
    assert_eq!(partitions(&sandbox), 400);
    sandbox.sh(&add).code(0).stdout_has("+ and 30 more added");
    assert_eq!(partitions(&sandbox), 450);

    let drop = "lakectl partition drop raw.events --where 'n >= 0' --yes";
    let output = pressed(&sandbox, drop, 1, |request| request.operation() == "BatchDeletePartition");
    output.stderr_has("interrupted; partitions of raw.events: 100 removed, 350 not begun");
    assert_eq!(partitions(&sandbox), 350);
    sandbox.sh(drop).code(0);
    assert_eq!(partitions(&sandbox), 0);
}

#[test]
fn a_second_one_leaves_at_once() {
    let sandbox = lake();
    let names = partitioned(&sandbox, 450);
    let (client, stub) = Stub::before(&sandbox, |request| {
        if request.operation() == "BatchCreatePartition" {
            std::thread::sleep(Duration::from_secs(60));
        }
        Reply::Lake
    });
    let words = crate::transcript::words(&format!("partition add raw.events{names}"));
    let mut command = client.command(words);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("lakectl starts");
    while stub.count("BatchCreatePartition") == 0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let stderr = child.stderr.take().expect("stderr is a pipe");
    let press = |id: u32| std::process::Command::new("kill").args(["-INT", &id.to_string()]).status().expect("kill");
    assert!(press(child.id()).success());
    let mut said = Vec::new();
    for line in BufReader::new(stderr).lines() {
        let line = line.expect("a line");
        if line.starts_with("ending what was begun") {
            assert!(press(child.id()).success());
        }
        said.push(line);
    }
    ended("partition add", child).code(130);
    assert!(said.iter().any(|line| line == "error: interrupted"), "{said:?}");
    // The service was never asked: nothing was there to be counted.
    assert_eq!(partitions(&sandbox), 0);
}

#[test]
fn a_change_of_many_calls_says_that_it_may_be_half_done_and_is_completed() {
    let sandbox = lake();
    let create = "lakectl bucket create lake-new --zone raw";
    let output = pressed(&sandbox, create, 3, |request| request.operation().starts_with("PUT /lake-new"));
    output.stderr_has("interrupted while bucket lake-new was being created").stderr_has("run the same command again");
    sandbox.sh(create).code(0).stdout_has("~ bucket lake-new updated");
    sandbox.sh(create).code(0).stdout_has("nothing to do");
}

#[test]
fn grants_of_a_file_are_counted() {
    let sandbox = lake();
    sandbox.sh("lakectl table create raw.t --columns 'id int' --location s3://lake-raw/t/ --format csv").code(0);
    let lines: String = (0..60).map(|number| format!("role/r{number},SELECT,raw.t\n")).collect();
    sandbox.write("grants.csv", format!("principal,permissions,on\n{lines}"));
    let is_grant = |request: &Request| request.operation().ends_with("/BatchGrantPermissions");
    let output = pressed(&sandbox, "lakectl grant -f grants.csv", 2, is_grant);
    output.stderr_has("interrupted: 40 granted, 20 were left");
    sandbox.sh("lakectl grant -f grants.csv").code(0).stderr_has("20 granted, 40 with nothing to do");
}

/// A client of the sandbox's lake: the first call of an operation has this answer, and the second takes its time.
fn refused_first(sandbox: &Sandbox, line: &str, operation: &'static str, answer: serde_json::Value) -> Output {
    let seen = AtomicUsize::new(0);
    let is_meant = move |request: &Request| request.operation().ends_with(operation);
    let (client, stub) = Stub::before(sandbox, move |request| match is_meant(request) {
        false => Reply::Lake,
        true if seen.fetch_add(1, Ordering::Relaxed) == 0 => Reply::Status(200, answer.to_string()),
        true => {
            std::thread::sleep(PAUSE);
            Reply::Lake
        }
    });
    copy(sandbox, &client);
    let count = || stub.requests().iter().filter(|request| is_meant(request)).count();
    signalled(&client, line, "-INT", || count() >= 2).code(130)
}

#[test]
fn what_had_failed_before_is_said() {
    let sandbox = lake();
    let names = partitioned(&sandbox, 550);
    let detail = |reason: &str| json!({ "ErrorCode": "InternalServiceException", "ErrorMessage": reason });
    let answer = json!({ "Errors": [{ "PartitionValues": ["0"], "ErrorDetail": detail("not today") }] });
    let add = format!("lakectl partition add raw.events{names}");
    let output = refused_first(&sandbox, &add, "BatchCreatePartition", answer);
    output.stderr_has("not today").stderr_has("1 failed, ");

    sandbox.sh("lakectl table create raw.t --columns 'id int' --location s3://lake-raw/t/ --format csv").code(0);
    let lines: String = (0..60).map(|number| format!("role/r{number},SELECT,raw.t\n")).collect();
    sandbox.write("grants.csv", format!("principal,permissions,on\n{lines}"));
    let error = json!({ "ErrorCode": "InvalidInputException", "ErrorMessage": "no such role" });
    let answer = json!({ "Failures": [{ "RequestEntry": { "Id": "3" }, "Error": error }] });
    // The lake has not heard of the first batch: what is not among its failures does not read back.
    let output = refused_first(&sandbox, "lakectl grant -f grants.csv", "/BatchGrantPermissions", answer);
    output.stderr_has("no such role").stderr_has("interrupted: 20 granted, 20 failed, 20 were left");
}

#[test]
fn an_ingestion_says_how_many_files_are_there() {
    let sandbox = lake();
    let mut line = "lakectl ingest".to_owned();
    for number in 0..20 {
        sandbox.write(&format!("many/{number}.csv"), format!("id\n{number}\n"));
        line.push_str(&format!(" many/{number}.csv"));
    }
    line.push_str(" --source many --jobs 2");
    let is_put = |request: &Request| request.operation().contains(".csv.gz?x-id=PutObject");
    let output = pressed(&sandbox, &line, 5, is_put);
    let said = output.stderr_has("of 20 files are in s3://lake-raw").stderr;
    let there: usize = said
        .split("interrupted: ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .expect("a count")
        .parse()
        .expect("one");
    assert!((1..20).contains(&there), "{said}");
    let again = sandbox.sh(&format!("{line} -o json")).code(0).json();
    let files = again["files"].as_array().expect("a list");
    let present = files.iter().filter(|file| file["result"] == "present").count();
    // What was on its way may have come.
    assert!(present >= there && files.len() == 20, "{there} {again}");
}

#[test]
fn a_backup_is_whole_or_none_and_a_restore_goes_on() {
    let sandbox = lake();
    let names = partitioned(&sandbox, 1_100);
    sandbox.sh(&format!("lakectl partition add raw.events{names}")).code(0);
    let (client, stub) = slow(&sandbox, 1, |request| request.operation() == "GetPartitions");
    let output = signalled(&client, "lakectl backup kept", "-INT", || stub.count("GetPartitions") > 0);
    output.code(130).stderr_has("interrupted: no backup was made");
    let parts = std::fs::read_dir(client.work().join("kept/parts")).expect("a folder");
    for part in parts {
        let name = part.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(name.contains(".jsonl.gz"), "{name} is half a file");
    }
    client.run(["backup", "list", "kept"]).code(0).stdout_has("none");
    client.ok(["backup", "kept"]);
    let restore = "lakectl restore kept --only raw --kind databases,tables,partitions --rename-db raw=copy --yes";
    copy(&client, &sandbox);
    let output = pressed(&sandbox, restore, 1, |request| request.operation() == "BatchCreatePartition");
    output.stderr_has("failed or broke off").stderr_has("it goes on where it stopped");
    sandbox.sh(restore).code(0);
    let copied = sandbox.json("lakectl partition list copy.events");
    assert_eq!(copied["partitions"].as_array().map(Vec::len), Some(1_100));
}

#[test]
fn a_backup_whose_manifest_is_on_its_way_is_made() {
    let sandbox = lake();
    let is_manifest = |request: &Request| request.method == "PUT" && request.path.contains("/backups/");
    let (client, stub) = slow(&sandbox, 1, is_manifest);
    let line = "lakectl backup s3://lake-raw/kept";
    let output = signalled(&client, line, "-INT", || stub.requests().iter().any(is_manifest));
    output.code(0).stdout_has("backup ").stderr_has("ending what was begun; Ctrl-C again leaves at once");
    let listed = sandbox.sh("lakectl backup list s3://lake-raw/kept").code(0);
    assert!(!listed.stdout.contains("none"), "{listed:#}");
}

/// A table of files of rows.
fn rows(sandbox: &Sandbox, files: usize, rows: usize) {
    let text: String = (0..rows).map(|number| format!("{number},name of {number}\n")).collect();
    for number in 0..files {
        put(sandbox, "lake-raw", &format!("t/{number}.csv"), text.as_bytes());
    }
    let create = "lakectl table create raw.t --columns 'id int, name string' --location s3://lake-raw/t/ --format csv";
    sandbox.sh(create).code(0);
}

#[test]
fn a_query_whose_start_is_on_its_way_is_found_and_stopped() {
    let sandbox = lake();
    rows(&sandbox, 2, 10);
    let is_start = |request: &Request| request.operation() == "StartQueryExecution";
    // It may have ended before it could be stopped; that it is named is what matters.
    pressed(&sandbox, "lakectl tag suggest raw.t", 1, is_start).stderr_has("interrupted; query ");
    let convert = "lakectl table convert raw.t raw.better --location s3://lake-raw/better/";
    let output = pressed(&sandbox, convert, 1, is_start);
    output.stderr_has("interrupted; query ").stderr_has("the same command goes on");
    sandbox.sh(convert).code(0).stdout_has("rows: 20");
}

#[test]
fn nothing_is_left_in_temporary_folders_and_no_file_is_half_written() {
    let sandbox = lake();
    rows(&sandbox, 4, 2_000);
    let (client, stub) = slow(&sandbox, 3, |request| request.path.starts_with("/lake-raw/t/"));
    let temporary = client.root().join("temporary");
    std::fs::create_dir(&temporary).expect("a folder");
    let client = client.env("TMPDIR", &temporary.display().to_string());
    let gets = || stub.requests().iter().filter(|request| request.path.starts_with("/lake-raw/t/")).count();
    let line = "lakectl query 'SELECT * FROM raw.t' --engine local";
    signalled(&client, line, "-INT", || gets() >= 3).code(130);
    let left: Vec<_> = std::fs::read_dir(&temporary).expect("a folder").collect();
    assert!(left.is_empty(), "{left:?}");

    let (client, stub) = Stub::before(&sandbox, |request| match request.method.as_str() {
        "GET" if is_result(request) => Reply::Slow { bytes: 1_000, pause: Duration::from_millis(50), goes_on: true },
        _ => Reply::Lake,
    });
    let line = "lakectl query 'SELECT * FROM raw.t' --to all.csv";
    signalled(&client, line, "-INT", || stub.requests().iter().any(is_result)).code(130);
    let left: Vec<_> = std::fs::read_dir(client.work()).expect("a folder").collect();
    assert!(left.is_empty(), "{left:?}");
}

fn is_result(request: &Request) -> bool {
    request.method == "GET" && request.path.starts_with("/lake-results/") && request.path.contains(".csv")
}

#[test]
fn looking_ends_at_once() {
    let sandbox = lake();
    rows(&sandbox, 2, 2);
    sandbox.write("lake.toml", "name = \"x\"\n[databases.one]\n");
    for line in [
        "lakectl bucket size lake-raw",
        "lakectl lifecycle preview lake-raw",
        "lakectl doctor",
        "lakectl status",
        "lakectl plan",
        "lakectl export there",
        "lakectl access audit",
        "lakectl report --to lake.html",
    ] {
        let (client, stub) = slow(&sandbox, 2, |_| true);
        copy(&sandbox, &client);
        let output = signalled(&client, line, "-INT", || stub.requests().len() >= 2);
        output.code(130).stderr_has("error: interrupted");
        let there = client.work().join("there");
        assert!(!there.exists() && !client.work().join("lake.html").exists(), "{line} left half of it");
    }
}

#[test]
fn a_server_that_has_said_where_it_is_ends_well() {
    let sandbox = lake();
    for signal in ["-INT", "-TERM"] {
        let mut command = sandbox.command(["local", "serve", "--port", "0"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let mut first = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
        stdout.read_line(&mut first).expect("a line of the server");
        let sent = std::process::Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        drop(std::io::copy(&mut stdout, &mut std::io::sink()));
        ended("local serve", child).code(0);
    }
}

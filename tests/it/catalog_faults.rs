//! What goes wrong between looking and changing: edits by others, races, objects that go, data that is no table.

use std::process::Command;
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::objects::put;
use crate::sandbox::{Sandbox, finish};
use crate::stub::{Reply, Request, Stub};

/// A rule that runs commands when an operation is asked for the first time, and then does as `then` says.
fn first(
    operation: &'static str,
    commands: Vec<Command>,
    then: Reply,
) -> impl Fn(&Request) -> Reply + Send + Sync + 'static {
    let commands = Mutex::new(Some(commands));
    move |request| {
        if request.operation() != operation {
            return Reply::Lake;
        }
        let Some(commands) = commands.lock().expect("nobody panics while holding it").take() else {
            return Reply::Lake;
        };
        for command in commands {
            let done = finish(command, b"");
            assert_eq!(done.code, 0, "{done:#}");
        }
        then.clone()
    }
}

const CREATE: &str =
    "lakectl table create raw.t --format csv --location s3://lake-raw/t/ --partitioned-by 'day string'";

/// A lake with the table `raw.t`, and a folder for each day.
fn lake(days: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh(&format!("{CREATE} --columns 'id bigint'")).code(0);
    for day in days {
        put(&sandbox, "lake-raw", &format!("t/day={day}/a.csv"), b"id,name\n1,x\n2,y\n");
    }
    sandbox
}

fn words(line: &str) -> Vec<String> {
    crate::transcript::words(line).into_iter().skip(1).collect()
}

#[test]
fn an_edit_by_somebody_else_meanwhile_stays() {
    let sandbox = lake(&[]);
    let other = sandbox.command(words(&format!("{CREATE} --columns 'id bigint' --owner sales --parameter team=emea")));
    let (client, stub) = Stub::before(&sandbox, first("UpdateTable", vec![other], Reply::Lake));
    client.sh(&format!("{CREATE} --columns 'id bigint, name string'")).code(0).stdout_has("~ table raw.t updated");
    assert_eq!(stub.count("UpdateTable"), 2, "one with the stale version, one with the new one");
    let table = sandbox.json("lakectl table show raw.t")["table"].clone();
    assert_eq!((&table["owner"], &table["parameters"]["team"]), (&json!("sales"), &json!("emea")));
    assert_eq!((&table["columns"][1]["name"], &table["version"]), (&json!("name"), &json!("2")));
}

#[test]
fn edits_by_others_one_after_the_other_all_stay() {
    let sandbox = lake(&[]);
    let edit = |n: u32| sandbox.command(words(&format!("{CREATE} --columns 'id bigint' --parameter k{n}=v")));
    let others = Mutex::new((1..=3).map(edit).collect::<Vec<Command>>());
    let (client, stub) = Stub::before(&sandbox, move |request| {
        if request.operation() == "UpdateTable"
            && let Some(other) = others.lock().expect("nobody panics while holding it").pop()
        {
            let done = finish(other, b"");
            assert_eq!(done.code, 0, "{done:#}");
        }
        Reply::Lake
    });
    client.sh(&format!("{CREATE} --columns 'id bigint, name string'")).code(0).stdout_has("~ table raw.t updated");
    assert_eq!(stub.count("UpdateTable"), 4);
    let table = sandbox.json("lakectl table show raw.t")["table"].clone();
    assert!(["k1", "k2", "k3"].iter().all(|name| table["parameters"][*name] == "v"), "{table}");
    assert_eq!(table["columns"][1]["name"], "name");
}

#[test]
fn what_somebody_else_did_meanwhile_is_not_done_again() {
    let sandbox = lake(&[]);
    let wanted = format!("{CREATE} --columns 'id bigint, name string'");
    let (client, stub) =
        Stub::before(&sandbox, first("UpdateTable", vec![sandbox.command(words(&wanted))], Reply::Lake));
    client.sh(&wanted).code(0);
    assert_eq!(stub.count("UpdateTable"), 1, "the stale one");
    assert_eq!(sandbox.json("lakectl table show raw.t")["table"]["version"], "1");
}

#[test]
fn two_edits_of_the_same_are_a_conflict() {
    let sandbox = lake(&[]);
    let other = sandbox.command(words(&format!("{CREATE} --columns 'id bigint, theirs string'")));
    let (client, _stub) = Stub::before(&sandbox, first("UpdateTable", vec![other], Reply::Lake));
    client
        .sh(&format!("{CREATE} --columns 'id bigint, ours string'"))
        .code(6)
        .stderr_has("ConcurrentModificationException")
        .stderr_has("somebody else changed the same");
    assert_eq!(sandbox.json("lakectl table show raw.t")["table"]["columns"][1]["name"], "theirs");
}

#[test]
fn a_crawl_that_runs_already_is_waited_for() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    put(&sandbox, "lake-raw", "t/a.csv", b"id,name\n1,x\n2,y\n");
    sandbox.sh("lakectl crawler create all --database raw --target s3://lake-raw/").code(0);
    let other = sandbox.command(["crawler", "run", "all", "--no-wait"]);
    let running = Reply::error(400, "CrawlerRunningException", "Crawler with name all has already started");
    let (client, _stub) = Stub::before(&sandbox, first("StartCrawler", vec![other], running));
    client.sh("lakectl crawler run all").code(0).stderr_has("running already").stdout_has("+ table raw.t: 2 columns");
    assert_eq!(sandbox.json("lakectl crawler history all")["crawls"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_job_with_as_many_runs_as_it_may_have_is_a_conflict() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create scripts").code(0);
    sandbox.write("etl.py", "print(1)\n");
    sandbox.sh("lakectl job create etl --script etl.py --upload-to s3://scripts/ --role glue-job").code(0);
    let full = Reply::error(400, "ConcurrentRunsExceededException", "Concurrent runs exceeded for etl");
    let (client, stub) = Stub::before(&sandbox, first("StartJobRun", vec![], full));
    client.sh("lakectl job run etl").code(6).stderr_has("has 1 run already").stderr_has("lakectl job stop etl");
    assert_eq!(stub.count("StartJobRun"), 1);
}

#[test]
fn a_partition_that_somebody_else_adds_first_is_done() {
    let sandbox = lake(&["1", "2", "3"]);
    let other = sandbox.command(["partition", "add", "raw.t", "day=2"]);
    let (client, _stub) = Stub::before(&sandbox, first("BatchCreatePartition", vec![other], Reply::Lake));
    client.sh("lakectl partition sync raw.t").code(0).stdout_has("+ partition day=3 added");
    assert_eq!(sandbox.json("lakectl partition list raw.t")["partitions"].as_array().map(Vec::len), Some(3));
    sandbox.sh("lakectl partition add raw.t day=2").code(0).stdout_has("nothing to do");
}

#[test]
fn a_batch_with_three_bad_entries_names_them_and_a_rerun_adds_them() {
    let days: Vec<String> = (0..120).map(|day| format!("{day:03}")).collect();
    let sandbox = lake(&days.iter().map(String::as_str).collect::<Vec<_>>());
    // The first hundred but three are added behind the stub's back: what a service does with a batch of which three fail.
    let bad = ["007", "042", "099"];
    let mut good = vec!["partition".to_owned(), "add".to_owned(), "raw.t".to_owned()];
    good.extend(days.iter().take(100).filter(|day| !bad.contains(&day.as_str())).map(|day| format!("day={day}")));
    let errors: Vec<Value> = bad
        .iter()
        .map(|day| json!({ "PartitionValues": [day], "ErrorDetail": { "ErrorCode": "InternalServiceException", "ErrorMessage": "oops" } }))
        .collect();
    let answer = Reply::Status(200, json!({ "Errors": errors }).to_string());
    let commands = Mutex::new(Some(sandbox.command(good)));
    let (client, _stub) = Stub::before(&sandbox, move |request| {
        if request.operation() != "BatchCreatePartition" || !request.text().contains("\"042\"") {
            return Reply::Lake;
        }
        match commands.lock().expect("nobody panics while holding it").take() {
            Some(command) => {
                assert_eq!(finish(command, b"").code, 0);
                answer.clone()
            }
            None => Reply::Lake,
        }
    });
    let sync = client.sh("lakectl partition sync raw.t").code(8);
    for day in bad {
        assert!(sync.stdout.contains(&format!("! partition day={day}: InternalServiceException: oops")), "{sync:#}");
    }
    let value = client.json("lakectl partition sync raw.t")["sync"].clone();
    let added: Vec<&str> =
        value["added"].as_array().expect("a list").iter().filter_map(|one| one["values"][0].as_str()).collect();
    assert_eq!((added, &value["known"]), (bad.to_vec(), &json!(117)));
}

#[test]
#[cfg(unix)]
fn a_job_that_is_killed_has_failed_and_says_so() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create scripts").code(0);
    sandbox.write(
        "etl.py",
        "import os, signal, sys\nprint('careful', file=sys.stderr, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n",
    );
    sandbox.sh("lakectl job create etl --script etl.py --upload-to s3://scripts/ --role glue-job").code(0);
    sandbox.sh("lakectl job run etl").code(9).stderr_has("was killed (signal 9)").stderr_has("lakectl job logs etl");
    assert_eq!(sandbox.json("lakectl job runs etl")["runs"][0]["state"], "FAILED");
}

#[test]
fn a_job_may_print_what_is_no_text() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create scripts").code(0);
    sandbox.write(
        "etl.py",
        "import sys\nsys.stdout.buffer.write(b'\\xff\\xfe\\x00\\x1b[31mred\\x07\\n' + bytes(range(256)) * 2000)\n\
         sys.stderr.buffer.write(b'\\x80\\x81')\n",
    );
    sandbox.sh("lakectl job create etl --script etl.py --upload-to s3://scripts/ --role glue-job").code(0);
    sandbox.sh("lakectl job run etl").code(0).stdout_has("succeeded");
    let logs = sandbox.sh("lakectl job logs etl").code(0);
    assert!(logs.stdout.contains("red") && !logs.stdout.contains('\u{1b}'), "no escapes reach a terminal");
    let events = sandbox.json("lakectl job logs etl")["log"]["events"].clone();
    assert!(events.as_array().is_some_and(|events| events.len() > 2), "{events}");
}

#[test]
fn an_object_that_goes_while_it_is_looked_at_is_left_out() {
    let sandbox = lake(&["1", "2", "3"]);
    let directory = sandbox.lake();
    let (client, _stub) = Stub::before(&sandbox, move |request| {
        if request.method == "GET" && request.path.contains("2/a.csv") {
            let lake = lakectl::local::Lake::open(&directory, lakectl::local::LakeOptions::default());
            lake.expect("the lake opens").objects().delete("lake-raw", "t/day=2/a.csv").expect("it goes");
        }
        Reply::Lake
    });
    let value = client.json("lakectl crawler preview --target s3://lake-raw/t/")["preview"].clone();
    assert_eq!((&value["problems"], &value["objects_seen"]), (&json!([]), &json!(3)), "{value}");
    assert_eq!(value["notes"], json!(["s3://lake-raw/t/day=2/a.csv was deleted meanwhile and is left out"]));
    assert_eq!(value["tables"][0]["partition_count"], 2, "{value}");
}

/// A crawl of objects below one folder: the answer of `crawler run`.
fn crawl(objects: &[(&str, &str)], code: i32) -> (Sandbox, Value) {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    for (key, text) in objects {
        put(&sandbox, "lake-raw", key, text.as_bytes());
    }
    sandbox.sh("lakectl crawler create all --database raw --target s3://lake-raw/t/").code(0);
    let run = sandbox.sh("lakectl crawler run all -o json").code(code).json()["crawl"].clone();
    (sandbox, run)
}

fn names(run: &Value) -> Vec<&str> {
    run["tables"].as_array().expect("tables").iter().filter_map(|table| table["name"].as_str()).collect()
}

#[test]
fn mixed_schemas_in_one_folder_are_tables_of_their_own() {
    let (_, run) =
        crawl(&[("t/people.csv", "id,name\n1,x\n2,y\n"), ("t/cars.json", "{\"wheels\":4,\"color\":\"red\"}\n")], 0);
    assert_eq!(names(&run), ["cars_json", "people_csv"], "{run}");
}

#[test]
fn a_csv_with_nothing_but_a_header_is_named_and_makes_no_table() {
    let (sandbox, run) = crawl(&[("t/head.csv", "id,name\n")], 8);
    assert_eq!((names(&run), &run["problems"][0]["object"]), (vec![], &json!("s3://lake-raw/t/head.csv")), "{run}");
    sandbox.sh("lakectl crawler preview all").code(8).stdout_has("! s3://lake-raw/t/head.csv: one line makes no table");
    sandbox.sh("lakectl db create other").code(0);
    sandbox.sh("lakectl table create other.t --infer s3://lake-raw/t/").code(5).stderr_has("t/head.csv");
    // Beside files with rows it is left out, and named.
    put(&sandbox, "lake-raw", "t/whole.csv", b"id,name\n1,x\n2,y\n");
    let run = sandbox.sh("lakectl crawler run all -o json").code(8).json()["crawl"].clone();
    assert_eq!(names(&run), ["t"], "{run}");
}

#[test]
fn an_empty_file_is_no_table_and_no_failure() {
    let (_, run) = crawl(&[("t/empty.csv", ""), ("t/whole.csv", "id,name\n1,x\n2,y\n")], 0);
    assert_eq!((names(&run), &run["problems"]), (vec!["t"], &json!([])), "{run}");
    let (_, run) = crawl(&[("t/empty.csv", "")], 0);
    assert_eq!((names(&run), &run["problems"]), (vec![], &json!([])), "{run}");
}

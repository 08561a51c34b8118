//! Workflows: what runs together, one step after the other, by itself.

use lakectl::local::events;
use lakectl::local::wire::{Call, Caller};
use serde_json::{Value, json};

use crate::objects::open;
use crate::sandbox::Sandbox;
use crate::stub::{Reply, Stub};

/// Reads what is raw and writes what is clean, through the lake that the script was given.
const SCRIPT: &str = "import os, subprocess, sys\n\
    from awsglue.utils import getResolvedOptions\n\
    print(getResolvedOptions(sys.argv, ['WORKFLOW_NAME']))\n\
    assert '--WORKFLOW_RUN_ID' in sys.argv\n\
    lakectl = lambda *args: subprocess.check_output([os.environ['LAKE_BIN'], *args])\n\
    open('x.csv', 'wb').write(lakectl('query', 'SELECT upper(carrier) AS code, delay FROM raw.flights', '-o', 'csv'))\n\
    lakectl('ingest', 'x.csv', '--source', 'clean', '--bucket', 'lake')\n";

/// A raw zone with a file, crawlers of the raw and the clean folder, and a job between them.
fn sandbox(script: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    for bucket in ["lake", "results", "scripts"] {
        sandbox.ok(["bucket", "create", bucket]);
    }
    sandbox.sh("lakectl workgroup set primary --output-location s3://results/q/").code(0);
    crate::objects::put(&sandbox, "lake", "raw/flights/a.csv", b"carrier,delay\naa,1\nbb,2\n");
    for name in ["raw", "clean"] {
        sandbox.ok(["db", "create", name]);
        let place = format!("s3://lake/{name}/{}", if name == "raw" { "flights/" } else { "" });
        sandbox.ok(["crawler", "create", name, "--target", &place, "--database", name, "--role", "crawl"]);
    }
    sandbox.write("etl.py", script);
    sandbox.sh("lakectl job create clean --script etl.py --upload-to s3://scripts/etl/ --role etl").code(0);
    sandbox
}

const CREATE: &str = "lakectl workflow create nightly --step crawler:raw --step job:clean --step crawler:clean";

#[test]
fn a_workflow_crawls_cleans_and_crawls_again() {
    let sandbox = sandbox(SCRIPT);
    sandbox.sh(&format!("{CREATE} --dry-run")).code(0).stdout_has("nothing was changed");
    sandbox.sh("lakectl workflow show nightly").code(5).stderr_has("workflow list");
    sandbox.sh(CREATE).code(0).stdout_has("+ workflow nightly created");
    sandbox.sh(CREATE).code(0).stdout_has("nothing to do");
    sandbox
        .sh("lakectl workflow run nightly")
        .code(0)
        .stdout_has("3 actions succeeded")
        .stdout_has("= job clean: succeeded");
    sandbox.sh("lakectl table show clean.clean").code(0).stdout_has("code");
    sandbox.sh("lakectl job logs clean").code(0).stdout_has("'WORKFLOW_NAME': 'nightly'");
    let shown = sandbox.json("lakectl workflow show nightly");
    let whats: Vec<&str> = shown["workflow"]["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|action| action["what"].as_str().unwrap())
        .collect();
    assert_eq!(whats, ["crawler raw", "job clean", "crawler clean"], "{shown}");
    assert_eq!(shown["workflow"]["last_state"], "COMPLETED");
    sandbox.sh("lakectl workflow list").code(0).stdout_has("nightly").stdout_has("COMPLETED");
    sandbox.sh("lakectl workflow stop nightly").code(0).stdout_has("completed");
    // Outside of the workflow its crawlers and jobs start nothing.
    sandbox.sh("lakectl crawler run raw").code(0);
    let runs = sandbox.json("lakectl job runs clean");
    assert_eq!(runs["runs"].as_array().unwrap().len(), 1, "{runs}");

    let shorter = "lakectl workflow create nightly --step crawler:raw --step job:clean --max-runs 1";
    sandbox.sh(shorter).code(0).stdout_has("~ workflow nightly updated");
    sandbox.sh("lakectl workflow run nightly").code(0).stdout_has("2 actions succeeded");
    assert_eq!(sandbox.json("lakectl workflow runs nightly")["runs"].as_array().unwrap().len(), 2);
    sandbox.sh("lakectl workflow delete nightly").code(11).stderr_has("--yes");
    sandbox.sh("lakectl workflow delete nightly --yes").code(0).stdout_has("- workflow nightly deleted");
    sandbox.sh("lakectl workflow delete nightly --yes").code(5);
    sandbox.sh("lakectl job schedule clean").code(0);
    assert_eq!(sandbox.json("lakectl job schedule clean")["triggers"], json!([]));
}

#[test]
fn a_run_in_which_a_job_fails_has_failed() {
    let sandbox = sandbox("raise ValueError('no such column')\n");
    sandbox.sh(CREATE).code(0);
    sandbox
        .sh("lakectl workflow run nightly")
        .code(9)
        .stderr_has("job clean failed")
        .stderr_has("no such column")
        .stderr_has("lakectl workflow show nightly");
    let shown = sandbox.json("lakectl workflow show nightly");
    let last = &shown["workflow"]["last_run"];
    assert_eq!(
        (&last["state"], &last["actions_total"], &last["actions_failed"]),
        (&json!("COMPLETED"), &json!(2), &json!(1))
    );
}

#[test]
fn a_run_goes_on_where_it_failed() {
    let sandbox = sandbox("raise ValueError('no such column')\n");
    sandbox.sh(CREATE).code(0);
    sandbox.sh("lakectl workflow resume nightly").code(5).stderr_has("no run yet");
    sandbox.sh("lakectl workflow run nightly").code(9).stderr_has("lakectl workflow resume nightly");
    let first = sandbox.json("lakectl workflow runs nightly")["runs"][0]["id"].as_str().unwrap().to_owned();
    sandbox.sh("lakectl workflow resume nightly --from job:join").code(5).stderr_has("crawler raw, job clean");
    let again = sandbox.sh("lakectl workflow resume nightly").code(9);
    again.stderr_has("goes on from job clean").stderr_has("no such column");

    sandbox.write("etl.py", SCRIPT);
    sandbox.sh("lakectl job create clean --script etl.py --upload-to s3://scripts/etl/ --role etl").code(0);
    let resumed = sandbox.sh(&format!("lakectl workflow resume nightly --run {first}")).code(0);
    resumed.stdout_has("2 actions succeeded").stdout_has("= crawler clean: succeeded");
    sandbox.sh("lakectl table show clean.clean").code(0).stdout_has("code");
    let crawls = sandbox.json("lakectl crawler history raw");
    assert_eq!(crawls["crawls"].as_array().map(Vec::len), Some(1), "what ended well is not run again: {crawls}");
    sandbox.sh("lakectl workflow resume nightly").code(2).stderr_has("nothing failed").stderr_has("--from");
    sandbox.sh("lakectl workflow resume nightly --from crawler:clean").code(0).stdout_has("1 action succeeded");

    let (client, stub) = Stub::before(&sandbox, |request| match request.operation().as_str() {
        "ResumeWorkflowRun" => Reply::Lost,
        _ => Reply::Lake,
    });
    let lost = client.sh("lakectl workflow resume nightly --from crawler:clean --no-wait").code(1);
    lost.stderr_has("a run may have begun").stderr_has("lakectl workflow runs nightly");
    assert_eq!(stub.count("ResumeWorkflowRun"), 1, "what may have begun is not begun again");
}

#[test]
fn what_cannot_be_a_workflow_is_refused() {
    let sandbox = sandbox("");
    let create = "lakectl workflow create w --step";
    sandbox.sh(&format!("{create} crawler:rwa")).code(5).stderr_has("`raw`");
    sandbox.sh(&format!("{create} table:x")).code(2).stderr_has("crawler:NAME");
    sandbox.sh(&format!("{create} crawler:raw --step crawler:raw")).code(2).stderr_has("in two steps");
    sandbox.sh(&format!("{create} crawler:raw --cron often")).code(2).stderr_has("often");
    sandbox.sh(&format!("{create} crawler:raw --on-event --window 2h")).code(2).stderr_has("15 minutes");
    sandbox.sh(&format!("{create} crawler:raw --property password=x")).code(2).stderr_has("secret");
    assert_eq!(sandbox.json("lakectl workflow list")["workflows"], json!([]));
}

#[test]
fn a_workflow_runs_by_the_clock_and_can_be_stopped() {
    let sandbox = sandbox("import time\ntime.sleep(60)\n");
    sandbox.sh("lakectl local clock --set 2026-11-22T12:00:00Z").code(0);
    sandbox.sh("lakectl workflow create w --step job:clean --step crawler:clean --cron 'cron(0 2 * * ? *)'").code(0);
    // The command that moves the clock would wait for the job: another one starts the workflow, and is left.
    let begun = sandbox.json("lakectl workflow run w --no-wait");
    let id = begun["run"]["id"].as_str().unwrap();
    sandbox.sh("lakectl workflow stop w").code(0).stdout_has(id);
    let mut state = Value::Null;
    for _ in 0..200 {
        state = sandbox.json("lakectl workflow show w")["workflow"]["last_state"].clone();
        if state == "STOPPED" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(state, "STOPPED");
    assert_eq!(sandbox.json("lakectl crawler history clean")["crawls"], json!([]), "nothing more is started");
    sandbox.sh("lakectl job delete clean --yes").code(0);
    // The job is gone: what the clock starts is an action in error, and the run is over.
    let moved = sandbox.json("lakectl local clock --set 2026-11-23T12:00:00Z");
    assert_eq!(moved["clock"]["scheduled_started"], 1);
    let shown = sandbox.json("lakectl workflow show w");
    assert_eq!(shown["workflow"]["last_run"]["actions_failed"], 1, "{shown}");
}

/// An operation of the event bus, as the root of the account.
fn on_the_bus(sandbox: &Sandbox, operation: &str, input: Value) {
    let lake = open(sandbox);
    let caller = Caller {
        access_key: String::new(),
        principal: lake.root_principal(),
        account: lake.options().account.clone(),
        region: "us-east-1".to_owned(),
        vouched: false,
    };
    let call = Call { lake, caller, input, request_id: "test".to_owned() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(events::SERVICE.run(operation, call)).unwrap_or_else(|error| panic!("{operation}: {error}"));
}

#[test]
fn a_new_object_starts_a_workflow() {
    let sandbox = sandbox(SCRIPT);
    let create = CREATE.replace("nightly", "arrival");
    sandbox.sh(&format!("{create} --on-event")).code(0).stderr_has("workflow/arrival");
    let pattern = json!({ "source": ["aws.s3"], "detail-type": ["Object Created"], "detail": { "bucket": { "name": ["inbox"] } } });
    on_the_bus(&sandbox, "PutRule", json!({ "Name": "new", "EventPattern": pattern.to_string() }));
    let target = json!({
        "Id": "1", "Arn": "arn:aws:glue:us-east-1:123456789012:workflow/arrival",
        "RoleArn": "arn:aws:iam::123456789012:role/events",
    });
    on_the_bus(&sandbox, "PutTargets", json!({ "Rule": "new", "Targets": [target] }));
    sandbox.ok(["bucket", "create", "inbox"]);
    crate::objects::change_bucket(&sandbox, "inbox", |bucket| {
        bucket["notification"] = json!({ "event_bridge_configuration": {} });
    });
    sandbox.write("new.csv", "carrier,delay\ncc,3\n");
    sandbox.sh("lakectl ingest new.csv --source flights --bucket inbox").code(0);
    let shown = sandbox.json("lakectl workflow show arrival");
    assert_eq!(shown["workflow"]["last_state"], "COMPLETED", "{shown}");
    assert_eq!(shown["workflow"]["last_run"]["actions_succeeded"], 3, "{shown}");
}

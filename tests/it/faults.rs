//! Answers that are lost, services that fail, networks with a proxy: what the operator's side makes of them.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use crate::sandbox::{Sandbox, finish};
use crate::stub::{Reply, Request, Stub};

/// An endpoint that knows who everybody is and fails at everything else.
const IDENTITY: &str = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
    <Arn>arn:aws:iam::123456789012:user/ops</Arn><UserId>1</UserId><Account>123456789012</Account>\
    </GetCallerIdentityResult></GetCallerIdentityResponse>";

fn client(stub: &Stub) -> Sandbox {
    Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_REGION", "us-east-1")
}

/// The access key that signed a request.
fn signer(request: &Request) -> String {
    let header = request.header("authorization");
    header.split("Credential=").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or("").to_owned()
}

/// A lake with a job whose script ends at once.
fn lake_with_job(script: &str, more: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "scripts"]);
    sandbox.write("etl.py", script);
    let create = "lakectl job create etl --script etl.py --upload-to s3://scripts/etl/ --role glue-job";
    sandbox.sh(&format!("{create} {more}")).code(0);
    sandbox
}

#[test]
fn a_named_profile_wins_over_keys_in_the_environment() {
    let stub = Stub::alone(|_| Reply::Status(200, IDENTITY.to_owned()));
    let sandbox = client(&stub);
    let home = sandbox.home().join(".aws");
    std::fs::create_dir_all(&home).expect("a folder");
    std::fs::write(
        home.join("credentials"),
        "[prod]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = other\n",
    )
    .expect("a file");
    sandbox.run(["db", "list", "--profile", "prod"]);
    assert!(!stub.requests().is_empty());
    for request in stub.requests() {
        assert_eq!(signer(&request), "AKIAPROFILE", "{request:?}");
    }
    sandbox.run(["db", "list"]);
    assert_eq!(stub.requests().last().map(signer).as_deref(), Some("AKIAENVIRONMENT"));
    sandbox.run(["db", "list", "--profile", "nowhere"]).code(4).stderr_has("nowhere");
}

#[test]
fn a_start_that_fails_is_not_made_again() {
    let sandbox = lake_with_job("print(1)\n", "");
    let (client, stub) = Stub::before(&sandbox, |request| match request.operation().as_str() {
        "StartJobRun" => Reply::error(500, "InternalServiceException", "oops"),
        _ => Reply::Lake,
    });
    client.sh("lakectl job run etl").code(1).stderr_has("not known whether").stderr_has("lakectl job runs etl");
    assert_eq!(stub.count("StartJobRun"), 1);
}

#[test]
fn a_start_whose_answer_was_lost_is_found_and_waited_for() {
    let sandbox = lake_with_job("print(1)\n", "");
    let (client, stub) = Stub::before(&sandbox, |request| match request.operation().as_str() {
        "StartJobRun" => Reply::Lost,
        _ => Reply::Lake,
    });
    client
        .sh("lakectl job run etl --arg day=1")
        .code(0)
        .stderr_has("answer to the start was lost")
        .stdout_has("succeeded");
    assert_eq!(stub.count("StartJobRun"), 1);
    let runs = client.json("lakectl job runs etl");
    assert_eq!(runs["runs"].as_array().map(Vec::len), Some(1), "{runs}");
}

#[test]
fn a_crawl_whose_start_was_lost_is_ours() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.ok(["db", "create", "raw"]);
    sandbox.ok(["crawler", "create", "c", "--database", "raw", "--target", "s3://lake-raw/"]);
    let first = AtomicU32::new(0);
    let (client, stub) = Stub::before(&sandbox, move |request| match request.operation().as_str() {
        "StartCrawler" if first.fetch_add(1, Ordering::SeqCst) == 0 => Reply::Lost,
        _ => Reply::Lake,
    });
    let output = client.sh("lakectl crawler run c").code(0);
    assert!(stub.count("StartCrawler") >= 2, "{output}");
}

#[test]
fn a_value_is_put_once_or_said_to_be_in_doubt() {
    let (client, stub) = Stub::before(&Sandbox::new(), |request| match request.operation().as_str() {
        "PutMetricData" => Reply::Lost,
        _ => Reply::Lake,
    });
    client.sh("lakectl metric put Lake Rows 5").code(1).stderr_has("not known whether");
    assert_eq!(stub.count("PutMetricData"), 1);
}

#[test]
fn errors_that_pass_are_repeated_in_every_service() {
    let first = AtomicU32::new(0);
    let (client, stub) = Stub::before(&Sandbox::new(), move |request| match request.operation().as_str() {
        "CreateRegistry" if first.fetch_add(1, Ordering::SeqCst) == 0 => {
            Reply::error(400, "OperationTimeoutException", "busy")
        }
        _ => Reply::Lake,
    });
    client.sh("lakectl registry create events").code(0).stdout_has("created");
    assert_eq!(stub.count("CreateRegistry"), 2);
}

#[test]
fn what_was_made_although_its_answer_was_lost_is_done() {
    let sandbox = Sandbox::new();
    let lost = Arc::new(Mutex::new(Vec::<String>::new()));
    let (client, _stub) = Stub::before(&sandbox, move |request| {
        let operation = request.operation();
        let is_write =
            ["CreateDatabase", "CreateWorkGroup", "PUT /lake-raw", "PUT /lake-raw/"].contains(&operation.as_str());
        let mut lost = lost.lock().expect("nobody panics while holding it");
        if is_write && !lost.contains(&operation) {
            lost.push(operation);
            return Reply::Lost;
        }
        Reply::Lake
    });
    client.sh("lakectl db create raw").code(0).stdout_has("+ db raw created");
    client.sh("lakectl workgroup create team").code(0).stdout_has("+ workgroup team created");
    client.sh("lakectl bucket create lake-raw --zone raw").code(0).stdout_has("+ bucket lake-raw created");
    client.sh("lakectl bucket create lake-raw --zone raw").code(0).stdout_has("nothing to do");
}

#[test]
fn an_apply_that_fails_midway_says_what_is_done() {
    let (client, _stub) = Stub::before(&Sandbox::new(), |request| {
        if request.method == "PUT" && request.path.contains("versioning") {
            return Reply::Status(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>".to_owned());
        }
        Reply::Lake
    });
    let output = client.sh("lakectl bucket create lake-raw --zone raw").code(8);
    let output = output.stderr_has("bucket lake-raw was created in part").stderr_has("not done: versioning");
    assert!(output.stderr.contains("done: ") && output.stderr.contains("public_access"), "{output}");
    // What it was about was shown before it was tried.
    assert!(output.stderr.starts_with("endpoint") && output.stderr.contains("+ bucket lake-raw create\n"), "{output}");
}

#[test]
fn what_is_deleted_is_looked_for() {
    let sandbox = Sandbox::new();
    sandbox.ok(["db", "create", "raw"]);
    let (client, _stub) = Stub::before(&sandbox, |request| match request.operation().as_str() {
        "DeleteDatabase" => Reply::Status(200, "{}".to_owned()),
        _ => Reply::Lake,
    });
    client.sh("lakectl db delete raw --confirm raw").code(1).stderr_has("is still there");
    let (client, _stub) = Stub::before(&sandbox, |request| match request.operation().as_str() {
        "DeleteDatabase" => Reply::Lost,
        _ => Reply::Lake,
    });
    client.sh("lakectl db delete raw --confirm raw").code(0).stdout_has("deleted");
}

#[test]
fn a_dry_run_makes_no_write_call() {
    let sandbox = lake_with_job("print(1)\n", "");
    sandbox.ok(["db", "create", "raw"]);
    sandbox.ok(["table", "create", "raw.t", "--columns", "id int", "--location", "s3://scripts/t/", "--format", "csv"]);
    sandbox.write("user.avsc", r#"{"type":"record","name":"u","fields":[{"name":"id","type":"long"}]}"#);
    let (client, stub) = Stub::before(&sandbox, |_| Reply::Lake);
    client.write("etl.py", "print(2)\n");
    client.write("user.avsc", r#"{"type":"record","name":"u","fields":[{"name":"id","type":"long"}]}"#);
    client.write("day.csv", "a,b\n1,2\n");
    for line in [
        "bucket create lake-raw --zone raw",
        "db create other",
        "db delete raw",
        "table create raw.u --columns 'id int' --location s3://scripts/u/ --format csv",
        "table delete raw.t",
        "crawler create c --database raw --target s3://scripts/",
        "job create etl --script etl.py --upload-to s3://scripts/etl/ --role glue-job",
        "job delete etl",
        "registry create events",
        "schema register user.avsc --registry default-registry --create-registry --name u",
        "workgroup create team",
        "workgroup set primary --scan-limit 10GB",
        "grant SELECT --on raw.t --to role/analyst --enforce",
        "revoke ALL --on raw.t --from IAM_ALLOWED_PRINCIPALS",
        "filter create f --on raw.t --rows 'id = 1'",
        "alarm create a --namespace n --metric m --threshold 1",
        "metric put n m 1",
        "ingest day.csv --source s --bucket scripts",
    ] {
        client.sh(&format!("lakectl {line} --dry-run")).code(0);
    }
    const LOOKS: [&str; 7] = ["Get", "List", "Describe", "Search", "Query", "BatchGet", "Check"];
    let writes: Vec<String> = stub
        .requests()
        .iter()
        .filter(|request| request.method != "GET" && request.method != "HEAD")
        .map(Request::operation)
        .filter(|operation| {
            let name = operation.rsplit('/').next().unwrap_or(operation);
            !LOOKS.iter().any(|look| name.starts_with(look))
        })
        .collect();
    assert!(writes.is_empty(), "{writes:?}");
    assert!(stub.requests().len() > 30, "{}", stub.requests().len());
}

#[test]
fn a_proxy_of_the_environment_is_used() {
    let proxy = Stub::alone(|_| Reply::Status(200, IDENTITY.to_owned()));
    let sandbox = Sandbox::without_target()
        .env("HTTP_PROXY", &proxy.url())
        .env("AWS_ENDPOINT_URL", "http://lake.invalid")
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_REGION", "us-east-1");
    sandbox.run(["db", "list"]);
    let requests = proxy.requests();
    assert!(requests.iter().any(|request| request.header("host").contains("lake.invalid")), "{requests:?}");
}

#[test]
fn an_endpoint_of_one_service_is_used_for_it_alone_and_said() {
    let rest = Stub::alone(|_| Reply::Status(200, IDENTITY.to_owned()));
    let s3 = Stub::alone(|_| {
        Reply::Status(200, "<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>".to_owned())
    });
    let sandbox = client(&rest).env("AWS_ENDPOINT_URL_S3", &s3.url());
    sandbox.run(["bucket", "list"]).code(0).stderr_has(&format!("endpoint of s3: {}", s3.url()));
    assert!(!s3.requests().is_empty() && rest.requests().is_empty());
    let sandbox = client(&rest).env("AWS_ENDPOINT_URL_S3", "nonsense");
    sandbox.run(["bucket", "list"]).code(2).stderr_has("no endpoint URL of s3");
}

#[test]
fn a_role_that_may_not_be_assumed_is_told_from_missing_keys() {
    let stub = Stub::alone(|request| match request.operation().as_str() {
        "AssumeRole" => Reply::Status(
            403,
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole\
             </Message></Error></ErrorResponse>"
                .to_owned(),
        ),
        _ => Reply::Status(200, IDENTITY.to_owned()),
    });
    let role = "arn:aws:iam::123456789012:role/analyst";
    client(&stub).run(["db", "list", "--as", role]).code(4).stderr_has("may not be assumed");
}

#[test]
fn what_may_not_be_read_is_named() {
    let stub = Stub::alone(|request| match request.operation().as_str() {
        "GetCallerIdentity" => Reply::Status(200, IDENTITY.to_owned()),
        // As S3 answers HEAD: a status, and no body.
        _ if request.method == "HEAD" => Reply::Status(403, String::new()),
        _ => Reply::error(400, "AccessDeniedException", "User is not authorized"),
    });
    let client = client(&stub);
    for (line, object) in [
        ("bucket show lake-raw", "bucket `lake-raw`"),
        ("bucket create lake-raw", "bucket `lake-raw`"),
        ("db show raw", "database `raw`"),
        ("db create raw", "db raw"),
        ("table show raw.t", "table `raw.t`"),
        ("crawler run c", "crawler `c`"),
        ("crawler create c --database raw --target s3://lake-raw/", "crawler c"),
        ("job show etl", "job `etl`"),
        ("registry show events", "registry `events`"),
        ("workgroup show team", "workgroup `team`"),
        ("filter show f --on raw.t", "raw.t"),
    ] {
        let output = client.sh(&format!("lakectl {line}")).code(4);
        let said = output.stderr.lines().find(|line| line.starts_with("error: ")).unwrap_or_default().to_owned();
        // A bucket that answers so may be anybody's.
        let ends = ["could not be read", "is another account's, or closed to you"];
        assert!(said.contains(object) && ends.iter().any(|end| said.ends_with(end)), "{output}");
        assert!(output.stderr.contains("AccessDenied"), "{output}");
    }
}

#[test]
fn a_selection_that_is_none_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.run(["bucket", "create", "lake-raw", "-o", "json", "--select", "plan["]).code(2).stderr_has("JMESPath");
    assert_eq!(sandbox.json("lakectl bucket list")["buckets"], serde_json::json!([]));
}

#[test]
fn a_misspelt_guard_is_an_error() {
    let sandbox = Sandbox::without_target();
    sandbox.write("lake.toml", "target = \"local\"\nacount = \"123456789012\"\n");
    sandbox.run(["bucket", "list"]).code(2).stderr_has("lake.toml:2:1").stderr_has("did you mean `account`?");
}

#[test]
fn what_comes_from_outside_breaks_neither_json_nor_lines() {
    let sandbox = Sandbox::new();
    let name = "evil\u{202e}\n= bucket raw: nothing to do";
    let failed = sandbox.run(["job", "show", name, "-o", "json"]).code(1);
    let error: serde_json::Value = serde_json::from_str(failed.stderr.trim()).expect("one JSON object");
    assert!(error["error"]["message"].as_str().unwrap().contains('\u{202e}'), "{error}");
    assert!(!failed.stderr.contains('\u{202e}'), "{failed}");
    let output = sandbox.run(["db", "create", "raw", "--description", "x\n- bucket raw delete"]).code(0);
    assert!(!output.stderr.contains("\n- bucket"), "{output}");
}

#[test]
fn numbers_that_are_none_are_refused() {
    let sandbox = Sandbox::new();
    for number in ["nan", "inf"] {
        let alarm = ["alarm", "create", "a", "--namespace", "n", "--metric", "m", "--threshold", number];
        sandbox.run(alarm).code(2).stderr_has("no finite number");
        sandbox.run(["metric", "put", "n", "m", number]).code(2).stderr_has("no finite number");
    }
}

#[cfg(unix)]
pub mod interrupts {
    use std::process::{Child, Command, Stdio};
    use std::time::Duration;

    use super::*;
    use crate::sandbox::Output;

    fn send(signal: &str, child: &Child) {
        let status = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill");
        assert!(status.success());
    }

    /// Starts a command, waits until `ready` is true, sends a signal, waits for the end.
    pub fn signalled(sandbox: &Sandbox, line: &str, signal: &str, ready: impl Fn() -> bool) -> Output {
        let words = crate::transcript::words(line);
        let mut command = sandbox.command(&words[1..]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().expect("lakectl starts");
        let is_ready = (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            ready()
        });
        send(if is_ready { signal } else { "-KILL" }, &child);
        let output = crate::sandbox::ended(line, child);
        assert!(is_ready, "never ready: {output}");
        output
    }

    const SLEEPS: &str = "import time\ntime.sleep(60)\n";

    #[test]
    fn ctrl_c_during_the_start_lets_it_finish_and_stops_what_was_started() {
        let sandbox = lake_with_job(SLEEPS, "");
        let (client, stub) = Stub::before(&sandbox, |request| {
            if request.operation() == "StartJobRun" {
                std::thread::sleep(Duration::from_millis(1500));
            }
            Reply::Lake
        });
        let output = signalled(&client, "lakectl job run etl", "-INT", || stub.count("StartJobRun") > 0);
        let output = output.code(130).stderr_has("was told to stop");
        assert_eq!(stub.count("BatchStopJobRun"), 1, "{output}");
    }

    #[test]
    fn ctrl_c_stops_the_attempt_that_runs_not_the_one_that_failed() {
        let script = "import os, sys, time\nif not os.path.exists('GATE'):\n    open('GATE', 'w').close()\n    sys.exit('first')\ntime.sleep(60)\n";
        let gate = tempfile::tempdir().expect("a directory");
        let gate = gate.path().join("gate").display().to_string();
        let sandbox = lake_with_job(&script.replace("GATE", &gate), "--retries 1");
        let (client, stub) = Stub::before(&sandbox, |_| Reply::Lake);
        let second = || {
            let asked = stub.requests();
            asked.iter().any(|request| request.operation() == "GetJobRun" && request.text().contains("_attempt_1"))
        };
        signalled(&client, "lakectl job run etl", "-INT", second).code(130).stderr_has("_attempt_1 was told to stop");
        let stops: Vec<_> = stub.requests().into_iter().filter(|r| r.operation() == "BatchStopJobRun").collect();
        assert!(stops.iter().all(|stop| stop.text().contains("_attempt_1")), "{stops:?}");
    }

    #[test]
    fn a_terminated_command_stops_its_work_and_says_143() {
        let sandbox = lake_with_job(SLEEPS, "");
        let (client, stub) = Stub::before(&sandbox, |_| Reply::Lake);
        let output = signalled(&client, "lakectl job run etl", "-TERM", || stub.count("GetJobRun") > 0);
        output.code(143).stderr_has("was told to stop");
    }

    #[test]
    fn ctrl_c_during_a_crawl_is_130_even_when_the_stop_fails() {
        let sandbox = Sandbox::new();
        sandbox.ok(["bucket", "create", "lake-raw"]);
        sandbox.ok(["db", "create", "raw"]);
        sandbox.ok(["crawler", "create", "c", "--database", "raw", "--target", "s3://lake-raw/"]);
        let (client, stub) = Stub::before(&sandbox, |request| match request.operation().as_str() {
            "StartCrawler" => Reply::Status(200, "{}".to_owned()),
            "StopCrawler" => Reply::error(400, "AccessDeniedException", "you may not stop"),
            _ => Reply::Lake,
        });
        let output = signalled(&client, "lakectl crawler run c", "-INT", || stub.count("StartCrawler") > 0);
        output.code(130).stderr_has("goes on").stderr_has("you may not stop");
    }
}

#[test]
fn pins_guard_the_lake_itself_too() {
    let sandbox = Sandbox::without_target();
    sandbox.write("lake.toml", "target = \"local\"\n");
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.write("lake.toml", "target = \"local\"\nregion = \"eu-west-1\"\n");
    sandbox.run(["local", "reset", "--confirm", ".lake", "--region", "us-east-1"]).code(11).stderr_has("eu-west-1");
    sandbox.run(["local", "clock", "--advance", "1d", "--region", "us-east-1"]).code(11);
    let other = finish(sandbox.command(["bucket", "list", "-o", "csv"]), b"");
    other.code(0).stdout_has("lake-raw");
}

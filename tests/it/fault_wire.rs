//! The network between lakectl and a service on a bad day: answers that are cut, that drip, that stall, that come with the
//! wrong sign, that go in circles, that nobody has heard of. The rows are those of the table in ARCHITECTURE.md, "Faults".

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::sandbox::{Output, Sandbox, now};
use crate::stub::{Reply, Request, Stub};

/// A lake with one of each that is listed.
fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.ok(["db", "create", "raw", "--description", "what is received, as it is received, and nothing else"]);
    sandbox.sh("lakectl alarm create slow --namespace n --metric m --threshold 1").code(0);
    sandbox.ok(["workgroup", "create", "analytics", "--output-location", "s3://lake-raw/results/"]);
    sandbox
}

/// What lists, and the call that answers it; one of each protocol.
const LISTS: &[(&str, &str)] = &[
    ("lakectl db list", "GetDatabases"),
    ("lakectl bucket list", "GET /"),
    ("lakectl alarm list", "DescribeAlarms"),
    ("lakectl workgroup list", "ListWorkGroups"),
    ("lakectl access list", "ListPermissions"),
];

fn asks(request: &Request, operation: &str) -> bool {
    let asked = request.operation();
    // Lake Formation's operations are paths.
    asked.strip_prefix("POST /").unwrap_or(&asked) == operation
        || operation == "GET /" && asked.starts_with("GET /?x-id=ListBuckets")
}

/// Whatever went wrong is an error, and nothing of half an answer was shown.
#[track_caller]
fn is_an_error(output: &Output) {
    assert!(output.code != 0 && output.stderr.contains("error: "), "{output}");
    assert!(output.stdout.is_empty(), "half an answer was shown\n{output}");
    assert!(!output.stderr.contains("panicked") && !output.stderr.contains("this is a bug"), "{output}");
}

#[test]
fn row_2_an_answer_that_is_cut_is_an_error_and_no_part_of_it_a_success() {
    let sandbox = lake();
    for (line, operation) in LISTS {
        for bytes in [1, 9, 30] {
            let (client, stub) = Stub::before(&sandbox, move |request| match asks(request, operation) {
                true => Reply::Cut(bytes),
                false => Reply::Lake,
            });
            is_an_error(&client.sh(line));
            assert!(stub.requests().iter().any(|request| asks(request, operation)), "{line} never asks {operation}");
        }
    }
}

#[test]
fn row_2_a_document_that_is_not_whole_is_an_error_although_its_length_is_right() {
    let whole = [
        ("lakectl db list", "GetDatabases", r#"{"DatabaseList":[{"Name":"raw"},{"Na"#),
        ("lakectl workgroup list", "ListWorkGroups", r#"{"WorkGroups":[{"Name":"a"}"#),
        ("lakectl bucket list", "GET /", "<ListAllMyBucketsResult><Buckets><Bucket><Name>lake-raw</Name></Bucket>"),
        ("lakectl bucket list", "GET /", "<ListAllMyBucketsResult><Buckets><Bucket><Name>lake-r"),
        ("lakectl access list", "ListPermissions", r#"{"PrincipalResourcePermissions":"#),
    ];
    let sandbox = lake();
    for (line, operation, body) in whole {
        let (client, _stub) = Stub::before(&sandbox, move |request| match asks(request, operation) {
            true => Reply::Status(200, body.to_owned()),
            false => Reply::Lake,
        });
        is_an_error(&client.sh(line));
    }
}

#[test]
fn row_2_chunks_that_end_in_the_middle_are_an_error() {
    let sandbox = lake();
    let body = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nTransfer-Encoding: chunked\r\n\r\n\
                 1d\r\n{\"DatabaseList\":[{\"Name\":\"raw\r\n";
    let (client, _stub) = Stub::before(&sandbox, move |request| match asks(request, "GetDatabases") {
        true => Reply::Raw(body.to_vec()),
        false => Reply::Lake,
    });
    is_an_error(&client.sh("lakectl db list"));
}

#[test]
fn row_3_a_service_that_is_busy_is_asked_again_and_not_for_ever() {
    let sandbox = lake();
    for (line, operation) in LISTS {
        let busy = AtomicUsize::new(0);
        let (client, stub) = Stub::before(&sandbox, move |request| {
            if asks(request, operation) && busy.fetch_add(1, Ordering::SeqCst) < 2 {
                return Reply::Raw(
                    b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
                );
            }
            Reply::Lake
        });
        client.sh(line).code(0);
        let asked = stub.requests().iter().filter(|request| asks(request, operation)).count();
        // A listing of several kinds is as many calls.
        assert!(asked >= 3, "{line}: {asked}");
    }
}

#[test]
fn row_3_a_service_that_stays_busy_ends_the_command_in_bounded_time() {
    let sandbox = lake();
    let (client, stub) = Stub::before(&sandbox, move |request| match asks(request, "GetDatabases") {
        true => Reply::error(503, "ServiceUnavailableException", "come back later"),
        false => Reply::Lake,
    });
    let started = now();
    let output = client.sh("lakectl db list").code(1).stderr_has("come back later").stderr_has("asked 4 times");
    assert!(started.elapsed() < Duration::from_secs(90), "{output}");
    assert_eq!(stub.count("GetDatabases"), 4);
    let (client, _stub) = Stub::before(&sandbox, move |request| match asks(request, "GetDatabases") {
        true => Reply::error(400, "ThrottlingException", "Rate exceeded"),
        false => Reply::Lake,
    });
    client.sh("lakectl db list").code(7).stderr_has("Rate exceeded").stderr_has("asked 4 times");
}

/// The wait is the SDK's: twenty seconds without a byte.
#[test]
fn row_4_a_body_that_stalls_is_an_error_and_no_hang() {
    let sandbox = lake();
    let (client, _stub) = Stub::before(&sandbox, move |request| match asks(request, "GetDatabases") {
        true => Reply::Slow { bytes: 40, pause: Duration::from_secs(300), goes_on: false },
        false => Reply::Lake,
    });
    let started = now();
    let output = client.sh("lakectl db list");
    is_an_error(&output);
    assert!(started.elapsed() < Duration::from_secs(150), "{:?}\n{output}", started.elapsed());
}

#[test]
fn row_4_a_body_that_drips_is_read_to_its_end() {
    let sandbox = lake();
    let (client, _stub) = Stub::before(&sandbox, move |request| match asks(request, "GetDatabases") {
        true => Reply::Slow { bytes: 16, pause: Duration::from_millis(20), goes_on: true },
        false => Reply::Lake,
    });
    client.sh("lakectl db list").code(0).stdout_has("raw");
}

#[test]
fn row_5_an_error_that_comes_as_a_success_is_an_error() {
    let sandbox = lake();
    for (line, operation, body) in [
        (
            "lakectl db list",
            "GetDatabases",
            json!({ "__type": "InternalServiceException", "message": "oops" }).to_string(),
        ),
        (
            "lakectl workgroup list",
            "ListWorkGroups",
            json!({ "__type": "x#InternalServerException", "Message": "oops" }).to_string(),
        ),
        (
            "lakectl access list",
            "ListPermissions",
            json!({ "__type": "InternalServiceException", "message": "oops" }).to_string(),
        ),
        ("lakectl bucket list", "GET /", "<Error><Code>InternalError</Code><Message>oops</Message></Error>".to_owned()),
    ] {
        let (client, _stub) = Stub::before(&sandbox, move |request| match asks(request, operation) {
            true => Reply::Status(200, body.clone()),
            false => Reply::Lake,
        });
        is_an_error(&client.sh(line));
    }
}

#[test]
fn row_5_what_a_batch_could_not_delete_is_told() {
    let sandbox = lake();
    crate::objects::put(&sandbox, "lake-raw", "a.txt", b"a");
    crate::objects::put(&sandbox, "lake-raw", "b.txt", b"b");
    let (client, _stub) = Stub::before(&sandbox, move |request| {
        match request.method == "POST" && request.path.contains("delete") {
        true => Reply::Status(
            200,
            "<DeleteResult><Error><Key>b.txt</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>".to_owned(),
        ),
        false => Reply::Lake,
    }
    });
    let output = client.sh("lakectl bucket empty lake-raw --confirm lake-raw");
    assert!(output.code != 0 && format!("{output}").contains("b.txt"), "{output}");
}

#[test]
fn row_6_pages_that_go_in_circles_end() {
    let sandbox = lake();
    for width in [1, 2, 5] {
        let page = AtomicUsize::new(0);
        let (client, stub) = Stub::before(&sandbox, move |request| match asks(request, "GetDatabases") {
            true => {
                let token = format!("page-{}", page.fetch_add(1, Ordering::SeqCst) % width);
                Reply::Status(200, json!({ "DatabaseList": [], "NextToken": token }).to_string())
            }
            false => Reply::Lake,
        });
        let output = client.sh("lakectl db list");
        is_an_error(&output);
        assert!(output.stderr.contains("again and again") && stub.count("GetDatabases") <= width + 1, "{output}");
    }
    // The same key for ever, with the versions in a circle.
    for width in [1, 3] {
        let page = AtomicUsize::new(0);
        let (client, _stub) = Stub::before(&sandbox, move |request| match request.path.contains("versions") {
            true => {
                let version = page.fetch_add(1, Ordering::SeqCst) % width;
                let answer = format!(
                    "<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker>\
                     <NextVersionIdMarker>{version}</NextVersionIdMarker></ListVersionsResult>"
                );
                Reply::Status(200, answer)
            }
            false => Reply::Lake,
        });
        for line in ["lakectl bucket size lake-raw", "lakectl bucket empty lake-raw --confirm lake-raw"] {
            let output = client.sh(line);
            is_an_error(&output);
            assert!(output.stderr.contains("again and again"), "{output}");
        }
    }
}

#[test]
fn row_6_empty_pages_are_passed() {
    let sandbox = lake();
    let page = AtomicUsize::new(0);
    let (client, _stub) = Stub::before(&sandbox, move |request| match asks(request, "GetDatabases") {
        true => match page.fetch_add(1, Ordering::SeqCst) {
            number @ 0..9 => {
                Reply::Status(200, json!({ "DatabaseList": [], "NextToken": number.to_string() }).to_string())
            }
            _ => Reply::Status(200, json!({ "DatabaseList": [{ "Name": "last", "CreateTime": 1.0 }] }).to_string()),
        },
        false => Reply::Lake,
    });
    client.sh("lakectl db list").code(0).stdout_has("last");
}

/// A lake file of three things, and what a rerun leaves.
fn file(sandbox: &Sandbox) {
    sandbox.write(
        "lake.toml",
        "[databases.one]\n[databases.two]\n[workgroups.team]\noutput_location = \"s3://lake-raw/r/\"\n[registries.events]\n",
    );
}

#[test]
fn row_7_a_session_that_expires_in_the_middle_leaves_a_journal_and_the_remedy() {
    let sandbox = lake();
    let writes = AtomicUsize::new(0);
    let (client, _stub) = Stub::before(&sandbox, move |request| {
        let operation = request.operation();
        let is_write = operation.starts_with("Create") && !operation.contains("Session");
        if is_write && writes.fetch_add(1, Ordering::SeqCst) >= 1 {
            return Reply::error(400, "ExpiredTokenException", "The security token included in the request is expired");
        }
        Reply::Lake
    });
    file(&client);
    let output = client.sh("lakectl apply --yes");
    assert!(output.code == 4 || output.code == 8, "{output}");
    assert!(output.stderr.contains("sign in again"), "{output}");
    let journals = std::fs::read_dir(client.work().join(".lake-journal")).expect("the journals").count();
    assert!(journals > 1, "a journal and the lock");
    // Signed in again, the same command does what is missing.
    let (again, _stub) = Stub::before(&sandbox, |_| Reply::Lake);
    file(&again);
    again.sh("lakectl apply --yes").code(0);
    again.sh("lakectl plan --exit-code").code(0);
}

#[test]
fn row_7_a_clock_that_is_off_is_told() {
    let sandbox = lake();
    for (line, operation, reply) in [
        (
            "lakectl bucket list",
            "GET /",
            Reply::Status(
                403,
                "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message></Error>"
                    .to_owned(),
            ),
        ),
        (
            "lakectl db list",
            "GetDatabases",
            Reply::error(
                400,
                "InvalidSignatureException",
                "Signature expired: 20261122T100000Z is now earlier than 20261122T101500Z",
            ),
        ),
    ] {
        let (client, _stub) = Stub::before(&sandbox, move |request| match asks(request, operation) {
            true => reply.clone(),
            false => Reply::Lake,
        });
        client.sh(line).code(4).stderr_has("clock is off");
    }
}

#[test]
fn row_8_an_apply_whose_connection_breaks_at_any_call_is_completed_by_the_next() {
    // The n-th call gets no answer, be it that the lake has heard of it or not; n grows until the apply comes through.
    for (kind, stride) in [("reset", 5), ("lost", 7)] {
        for (broken, at) in (3..).step_by(stride).enumerate() {
            let sandbox = Sandbox::new();
            sandbox.ok(["bucket", "create", "lake-raw"]);
            let call = AtomicUsize::new(0);
            let (client, stub) = Stub::before(&sandbox, move |request| {
                // From the n-th call on nothing comes through: repeats of the SDK would mend a single one.
                match (call.fetch_add(1, Ordering::SeqCst) >= at, request.method == "GET") {
                    (false, _) => Reply::Lake,
                    (true, false) if kind == "lost" => Reply::Lost,
                    (true, _) => Reply::Reset,
                }
            });
            file(&client);
            let first = client.sh("lakectl apply --yes");
            let calls = stub.requests().len();
            drop(stub);
            if first.code == 0 {
                assert!(broken > 1, "no apply was broken off");
                break;
            }
            assert!(!first.stderr.contains("panicked"), "{first}");
            file(&sandbox);
            sandbox.sh("lakectl apply --yes").code(0);
            sandbox.sh("lakectl plan --exit-code").code(0);
            assert!(at < 400, "{calls} calls and no end");
        }
    }
}

#[test]
fn row_14_what_nobody_has_heard_of_is_shown_as_it_is() {
    let crawlers = json!({ "Crawlers": [
        { "Name": "later", "State": "HIBERNATING", "Mood": { "level": [1, 2] }, "LastCrawl": { "Status": "PONDERING" } },
        { "Name": "bare" },
    ] });
    let jobs = json!({ "Jobs": [
        { "Name": "quantum", "Command": { "Name": "qubitshell" }, "WorkerType": "Q.2X", "Unknown": 1 },
        { "Name": "bare" },
    ] });
    let groups = json!({ "WorkGroups": [{ "Name": "later", "State": "PAUSED", "Colour": "red" }, {}] });
    let stub = Stub::alone(move |request| {
        match request.operation().as_str() {
        "GetCrawlers" => Reply::Status(200, crawlers.to_string()),
        "GetJobs" => Reply::Status(200, jobs.to_string()),
        "ListWorkGroups" => Reply::Status(200, groups.to_string()),
        "GetDatabases" => Reply::Status(200, json!({ "DatabaseList": [{ "Name": "raw", "Shape": {} }] }).to_string()),
        _ if request.method == "GET" => Reply::Status(
            200,
            "<ListAllMyBucketsResult><Buckets><Bucket><Name>raw</Name><Moon>full</Moon></Bucket></Buckets><New/></ListAllMyBucketsResult>"
                .to_owned(),
        ),
        _ => Reply::Status(200, "{}".to_owned()),
    }
    });
    let client = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_REGION", "us-east-1");
    client.sh("lakectl crawler list").code(0).stdout_has("HIBERNATING").stdout_has("bare");
    client.sh("lakectl job list").code(0).stdout_has("quantum").stdout_has("bare");
    client.sh("lakectl workgroup list").code(0).stdout_has("later");
    client.sh("lakectl db list").code(0).stdout_has("raw");
    client.sh("lakectl bucket list").code(0).stdout_has("raw");
}

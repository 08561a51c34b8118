//! Two at once: an operator who stops a command, and writers who change what a command is about to change.

use std::collections::BTreeSet;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use crate::sandbox::{Sandbox, ended};
use crate::stub::{Reply, Request, Stub};

const IDENTITY: &str = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
    <Arn>arn:aws:iam::123456789012:user/ops</Arn><UserId>1</UserId><Account>123456789012</Account>\
    </GetCallerIdentityResult></GetCallerIdentityResponse>";

/// Keys of one page and of one batch, as S3 has it.
const PAGE: usize = 1000;
/// Batches that lakectl has under way at once.
const AT_ONCE: usize = 8;

/// A bucket of so many objects whose deletions wait at a gate.
struct SlowBucket {
    keys: Mutex<BTreeSet<String>>,
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl SlowBucket {
    fn new(count: usize) -> Arc<Self> {
        let keys = (0..count).map(|number| format!("k{number:06}")).collect();
        Arc::new(Self { keys: Mutex::new(keys), is_open: Mutex::new(false), opened: Condvar::new() })
    }

    fn left(&self) -> usize {
        self.keys.lock().expect("the keys").len()
    }

    fn open(&self) {
        *self.is_open.lock().expect("the gate") = true;
        self.opened.notify_all();
    }

    fn answer(&self, request: &Request) -> Reply {
        let xml = |body: String| Reply::Status(200, body);
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        match (request.method.as_str(), path) {
            ("POST", "/") => xml(IDENTITY.to_owned()),
            ("GET", _) if query.contains("versions") => xml(self.page(query)),
            ("GET", _) if query.contains("uploads") => {
                xml("<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
                    .to_owned())
            }
            ("POST", _) if query.contains("delete") => {
                let is_open = self.is_open.lock().expect("the gate");
                let wait = Duration::from_secs(60);
                drop(self.opened.wait_timeout_while(is_open, wait, |is_open| !*is_open).expect("the gate"));
                let mut keys = self.keys.lock().expect("the keys");
                for key in request.text().split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next()) {
                    keys.remove(key);
                }
                xml("<DeleteResult></DeleteResult>".to_owned())
            }
            ("HEAD", _) => xml(String::new()),
            _ => Reply::Status(501, "<Error><Code>NotImplemented</Code></Error>".to_owned()),
        }
    }

    fn page(&self, query: &str) -> String {
        let marker = query.split('&').find_map(|pair| pair.strip_prefix("key-marker=")).unwrap_or("");
        let keys = self.keys.lock().expect("the keys");
        let mut page: Vec<&String> = keys.iter().filter(|key| key.as_str() > marker).take(PAGE + 1).collect();
        let is_truncated = page.len() > PAGE;
        page.truncate(PAGE);
        let versions: String = page
            .iter()
            .map(|key| {
                format!(
                    "<Version><Key>{key}</Key><VersionId>v1</VersionId><IsLatest>true</IsLatest>\
                     <LastModified>2026-01-01T00:00:00Z</LastModified><Size>1</Size><StorageClass>STANDARD</StorageClass></Version>"
                )
            })
            .collect();
        let next = page.last().filter(|_| is_truncated).map_or(String::new(), |last| {
            format!("<NextKeyMarker>{last}</NextKeyMarker><NextVersionIdMarker>v1</NextVersionIdMarker>")
        });
        format!("<ListVersionsResult><IsTruncated>{is_truncated}</IsTruncated>{next}{versions}</ListVersionsResult>")
    }
}

#[test]
#[cfg(unix)]
fn an_emptying_that_is_stopped_begins_no_further_batch_and_is_taken_up_again() {
    let bucket = SlowBucket::new(12 * PAGE);
    let asked = bucket.clone();
    let stub = Stub::alone(move |request| asked.answer(request));
    let sandbox = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_REGION", "us-east-1");
    let deletions = || {
        let is_deletion = |request: &Request| request.method == "POST" && request.path.contains("delete");
        stub.requests().iter().filter(|request| is_deletion(request)).count()
    };
    let args = ["bucket", "empty", "old-raw", "--confirm", "old-raw"];
    let mut command = sandbox.command(args);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("lakectl starts");
    for _ in 0..600 {
        if deletions() == AT_ONCE {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(deletions(), AT_ONCE, "all at once are under way");
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "kill is there");
    // What is under way ends; the signal has come by then.
    std::thread::sleep(Duration::from_millis(500));
    bucket.open();
    ended("bucket empty", child)
        .code(130)
        .stderr_has("stopped: 8,000 versions and markers and 0 uploads deleted in old-raw")
        .stderr_has("run the same command again to go on");
    assert_eq!((deletions(), bucket.left()), (AT_ONCE, 4 * PAGE));
    sandbox.run(args).code(0).stdout_has("4,000 versions and markers");
    assert_eq!((deletions(), bucket.left()), (AT_ONCE + 4, 0));
    sandbox.run(args).code(0).stdout_has("nothing to do, it is empty");
}

/// Another writer's rule, as S3 answers it.
const FOREIGN: &str = "<LifecycleConfiguration><Rule><ID>theirs</ID><Filter><Prefix>tmp/</Prefix></Filter>\
    <Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>";

fn is_lifecycle(request: &Request, method: &str) -> bool {
    request.method == method && request.path.contains("lifecycle")
}

#[test]
fn rules_that_change_between_the_look_and_the_put_are_not_overwritten() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    let looks = AtomicUsize::new(0);
    let (client, stub) = Stub::before(&sandbox, move |request| {
        // The first look is that of the plan; before the second one, right before the put, somebody else was there.
        match is_lifecycle(request, "GET") && looks.fetch_add(1, Ordering::Relaxed) > 0 {
            true => Reply::Status(200, FOREIGN.to_owned()),
            false => Reply::Lake,
        }
    });
    client
        .sh("lakectl lifecycle add lake-raw --template scratch")
        .code(6)
        .stderr_has("somebody else changed the lifecycle of bucket lake-raw at the same time")
        .stderr_has("theirs")
        .stderr_has("nothing was written");
    assert!(!stub.requests().iter().any(|request| is_lifecycle(request, "PUT")));
}

#[test]
fn rules_that_are_overwritten_right_after_the_put_are_a_conflict() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    let put = AtomicUsize::new(0);
    let (client, stub) = Stub::before(&sandbox, move |request| {
        if is_lifecycle(request, "PUT") {
            put.fetch_add(1, Ordering::Relaxed);
        }
        match is_lifecycle(request, "GET") && put.load(Ordering::Relaxed) > 0 {
            true => Reply::Status(200, FOREIGN.to_owned()),
            false => Reply::Lake,
        }
    });
    client
        .sh("lakectl lifecycle add lake-raw --template scratch")
        .code(6)
        .stderr_has("somebody else changed the lifecycle of bucket lake-raw at the same time")
        .stderr_has("lakectl lifecycle show lake-raw");
    assert_eq!(stub.requests().iter().filter(|request| is_lifecycle(request, "PUT")).count(), 1);
}

//! What S3 does to those who do not know its rules, each provoked on the way between lakectl and a served lake.
//!
//! | rule | test here, or elsewhere |
//! |---|---|
//! | where a bucket is made: nothing is said in us-east-1, the region elsewhere | `a_bucket_is_made_where_it_should_be` |
//! | a creation in us-east-1 answers 200 to the owner and resets the ACLs | `what_is_there_is_not_made_again` |
//! | somebody else's bucket | `what_is_there_is_not_made_again` |
//! | names, and those that only the account can own | `names_are_judged_before_anybody_is_asked`, `a_bucket_is_made_where_it_should_be` |
//! | ExpectedBucketOwner | `every_call_to_a_bucket_names_its_owner` |
//! | the whole lifecycle is replaced; no rules cannot be put; the least size stands beside them | `lifecycle_rules_are_replaced_whole_and_kept`, `lifecycle.rs` |
//! | rules that S3 refuses | `lifecycle.rs`, `lifecycle_rules_that_s3_refuses_do_not_reach_it` |
//! | rules show late, and other writers | `races.rs`, `ops::lifecycle::tests` |
//! | an answer that says "there is none" | `what_a_bucket_does_not_have_is_no_error` |
//! | settings of a bucket that was made a moment ago; one change at a time | `what_passes_is_waited_for` |
//! | versions: never set is not suspended; the first minutes; old versions cost | `versions_that_are_switched_on_are_warned_about` |
//! | replication: what a rule must have, and keys | `a_copying_rule_has_what_s3_wants` |
//! | keys are not looked at by S3; bans of kinds of encryption | `a_key_is_looked_at_first`, `bans_of_encryption_stay` |
//! | a policy: other statements, other writers, the owner's account, locking oneself out | `a_policy_is_changed_with_care`, `bucket.rs` |
//! | which level keeps the public out | `bucket.rs` |
//! | versions and markers keep a bucket, uploads go with it | `what_is_hidden_keeps_a_bucket`, `bucket_contents.rs` |

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::json;

use crate::objects;
use crate::sandbox::Sandbox;
use crate::stub::{Reply, Request, Stub};

const ACCOUNT: &str = "123456789012";
const ROLE: &str = "arn:aws:iam::123456789012:role/copy";

fn is_s3(request: &Request) -> bool {
    request.header("authorization").contains("/s3/aws4_request")
}

/// The bucket of a request to S3, what stands behind it, and the query.
fn place(request: &Request) -> (&str, &str, &str) {
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let (bucket, key) = path.trim_start_matches('/').split_once('/').unwrap_or((path.trim_start_matches('/'), ""));
    (bucket, key, query)
}

/// Whether a request is about a setting of a bucket: `PUT`, `versioning`.
fn is(request: &Request, method: &str, setting: &str) -> bool {
    let (_, key, query) = place(request);
    request.method == method && key.is_empty() && is_s3(request) && query.split(['&', '=']).any(|word| word == setting)
}

/// Whether a request makes a bucket.
fn makes(request: &Request) -> bool {
    let (bucket, key, query) = place(request);
    is_s3(request) && request.method == "PUT" && !bucket.is_empty() && key.is_empty() && query.is_empty()
}

fn fault(status: u16, code: &str) -> Reply {
    Reply::Status(status, format!("<Error><Code>{code}</Code><Message>{code}: said the stub</Message></Error>"))
}

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox
}

#[test]
fn every_call_to_a_bucket_names_its_owner() {
    let sandbox = Sandbox::new();
    let (client, stub) = Stub::before(&sandbox, |_| Reply::Lake);
    client.write("a.csv", "a,b\n1,2\n");
    let copying = format!("--replicate-to lake-copy --replication-role {ROLE}");
    for line in [
        "lakectl bucket create lake-logs --zone logs",
        "lakectl bucket create lake-copy --zone raw",
        &format!("lakectl bucket create lake-raw --zone raw --tag team=data {copying}"),
        "lakectl ingest a.csv --source s --bucket lake-raw",
        "lakectl bucket show lake-raw",
        "lakectl bucket size lake-raw",
        "lakectl lifecycle add lake-raw --template tiering",
        "lakectl lifecycle preview lake-raw --in 60d",
        "lakectl lifecycle remove lake-raw lakectl-tiering --yes",
        "lakectl bucket empty lake-raw --confirm lake-raw",
        "lakectl bucket delete lake-raw --confirm lake-raw",
    ] {
        client.sh(line).code(0);
    }
    let mut asked = 0;
    for request in stub.requests().iter().filter(|request| is_s3(request) && !makes(request)) {
        let (bucket, _, query) = place(request);
        let is_of_a_bucket = bucket.starts_with("lake-");
        // A bucket that gets copies may be another account's.
        let is_of_anybody = bucket == "lake-copy" && request.method == "GET" && query.contains("versioning");
        if is_of_a_bucket && !is_of_anybody {
            let owner = request.header("x-amz-expected-bucket-owner");
            assert_eq!(owner, ACCOUNT, "{} {}", request.method, request.path);
            asked += 1;
        }
    }
    assert!(asked > 80, "{asked} calls");
}

#[test]
fn a_bucket_is_made_where_it_should_be() {
    let made = |region: &str, args: &str| {
        let (client, stub) = Stub::before(&Sandbox::new(), |_| Reply::Lake);
        client.env("AWS_REGION", region).sh(&format!("lakectl bucket create {args}")).code(0);
        let made: Vec<Request> = stub.requests().into_iter().filter(makes).collect();
        assert_eq!(made.len(), 1, "{made:?}");
        made[0].clone()
    };
    let classic = made("us-east-1", "lake-raw");
    assert_eq!((classic.text().as_str(), classic.header("x-amz-bucket-namespace")), ("", ""));
    let europe = made("eu-west-1", "lake-raw");
    assert!(europe.text().contains("<LocationConstraint>eu-west-1</LocationConstraint>"), "{}", europe.text());
    let ours = made("us-east-1", "--zone raw");
    assert_eq!(place(&ours).0, "lake-raw-123456789012-us-east-1-an");
    assert_eq!(ours.header("x-amz-bucket-namespace"), "account-regional");
}

#[test]
fn what_is_there_is_not_made_again() {
    let sandbox = lake();
    let (client, stub) = Stub::before(&sandbox, |_| Reply::Lake);
    client.sh("lakectl bucket create lake-raw --zone raw").code(0).stdout_has("~ bucket lake-raw updated");
    assert!(!stub.requests().iter().any(makes), "the answer would be 200, and the access-control lists gone");
    // Somebody else has it, and lets nobody see that.
    let (client, stub) = Stub::before(&sandbox, |request| match request.method.as_str() {
        "HEAD" => Reply::Status(403, String::new()),
        _ => Reply::Lake,
    });
    client.sh("lakectl bucket create lake-raw --zone raw").code(4).stderr_has("lake-raw");
    assert!(!stub.requests().iter().any(makes));
    // Or took it between the look and the creation.
    let (client, stub) = Stub::before(&sandbox, |request| match makes(request) {
        true => fault(409, "BucketAlreadyExists"),
        false => Reply::Lake,
    });
    client.sh("lakectl bucket create lake-new").code(6).stderr_has("bucket lake-new was not created");
    assert_eq!(stub.requests().iter().filter(|request| makes(request)).count(), 1, "it is not tried again");
    assert!(!stub.requests().iter().any(|request| is_s3(request) && request.method == "PUT" && !makes(request)));
}

#[test]
fn names_are_judged_before_anybody_is_asked() {
    let (client, stub) = Stub::before(&Sandbox::new(), |_| Reply::Lake);
    let long = "a".repeat(64);
    for name in ["ab", "Lake", "a_b", "-ab", "ab-", "a..b", "192.168.0.1", "xn--lake", "a-s3alias", "a--ol-s3", &long] {
        client.run(["bucket", "create", "--name", name]).code(2);
    }
    assert!(stub.requests().is_empty());
}

#[test]
fn what_a_bucket_does_not_have_is_no_error() {
    let sandbox = lake();
    objects::change_bucket(&sandbox, "lake-raw", |document| {
        for setting in ["policy", "lifecycle", "public_access_block", "ownership", "tags", "replication", "logging"] {
            document[setting] = json!(null);
        }
    });
    let shown = sandbox.json("lakectl bucket show lake-raw");
    assert_eq!((&shown["bucket"]["unknown"], &shown["bucket"]["rules"]), (&json!([]), &json!([])), "{shown}");
    assert_eq!((&shown["bucket"]["policy"], &shown["bucket"]["tls_only"]), (&json!(null), &json!(false)));
    assert_eq!(sandbox.json("lakectl lifecycle show lake-raw")["lifecycle"]["count"], 0);
}

#[test]
fn lifecycle_rules_are_replaced_whole_and_kept() {
    let sandbox = lake();
    sandbox.write(
        "rules.json",
        r#"{"TransitionDefaultMinimumObjectSize": "varies_by_storage_class", "Rules": [
            {"ID": "theirs", "Filter": {"Prefix": "t/"}, "Status": "Enabled", "Expiration": {"Days": 3}}]}"#,
    );
    sandbox.ok(["lifecycle", "set", "lake-raw", "--file", "rules.json"]);
    let (client, stub) = Stub::before(&sandbox, |_| Reply::Lake);
    client.sh("lakectl lifecycle add lake-raw --template scratch").code(0);
    let put: Vec<Request> = stub.requests().into_iter().filter(|request| is(request, "PUT", "lifecycle")).collect();
    assert_eq!(put.len(), 1);
    assert_eq!(put[0].header("x-amz-transition-default-minimum-object-size"), "varies_by_storage_class");
    assert_eq!(put[0].text().matches("<Rule>").count(), 3, "{}", put[0].text());
    client.sh("lakectl lifecycle remove lake-raw theirs lakectl-scratch lakectl-abort-uploads --yes").code(0);
    let count = |method: &str| stub.requests().iter().filter(|request| is(request, method, "lifecycle")).count();
    assert_eq!((count("PUT"), count("DELETE")), (1, 1), "no rules are a deletion");
}

#[test]
fn lifecycle_rules_that_s3_refuses_do_not_reach_it() {
    let (client, stub) = Stub::before(&lake(), |_| Reply::Lake);
    let long = format!("--id {} --expire 5d", "r".repeat(256));
    for (flags, reason) in [
        (
            "--id r --transition 30d:ONEZONE_IA --transition 60d:GLACIER_IR",
            "no object goes from ONEZONE_IA to GLACIER_IR",
        ),
        (
            "--id r --transition 30d:INTELLIGENT_TIERING --transition 60d:STANDARD_IA",
            "no object goes from INTELLIGENT_TIERING to STANDARD_IA",
        ),
        ("--id r --transition 30d:STANDARD_IA --transition 59d:GLACIER", "at least 30 days before GLACIER, not 29"),
        ("--id r --transition 29d:ONEZONE_IA", "at least 30 days, not 29"),
        ("--id r --noncurrent-transition 29d:STANDARD_IA", "at least 30 days"),
        ("--id r --expire 5d --expire-markers", "marker"),
        (&long, "255"),
    ] {
        client.sh(&format!("lakectl lifecycle add lake-raw {flags}")).code(2).stderr_has(reason);
    }
    assert!(!stub.requests().iter().any(|request| is(request, "PUT", "lifecycle")));
    // Days may be none where the class has no least stay.
    client.sh("lakectl lifecycle add lake-raw --id now --transition 0d:GLACIER_IR").code(0);
}

#[test]
fn what_passes_is_waited_for() {
    let (versions, rules) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (client, stub) = Stub::before(&Sandbox::new(), move |request| {
        let is_first = |seen: &AtomicUsize| seen.fetch_add(1, Ordering::Relaxed) == 0;
        // A bucket that not all of S3 knows yet, another change that is under way, and too much to do.
        if is(request, "PUT", "versioning") && is_first(&versions) {
            return fault(404, "NoSuchBucket");
        }
        if is(request, "PUT", "policy") && is_first(&rules) {
            return fault(409, "OperationAborted");
        }
        Reply::Lake
    });
    client.sh("lakectl bucket create lake-raw --zone raw").code(0).stdout_has("+ bucket lake-raw created");
    for setting in ["versioning", "policy"] {
        let puts = stub.requests().iter().filter(|request| is(request, "PUT", setting)).count();
        assert_eq!(puts, 2, "{setting}");
    }
}

#[test]
fn what_fails_for_good_is_told_from_what_was_done() {
    let (client, _stub) = Stub::before(&Sandbox::new(), |request| match is(request, "PUT", "tagging") {
        // Nobody can tell whether a setting that is answered so was made.
        true => fault(500, "InternalError"),
        false => Reply::Lake,
    });
    let output = client.sh("lakectl bucket create lake-raw --zone raw").code(8);
    let output = output.stderr_has("bucket lake-raw was created in part").stderr_has("not done: notification, tags");
    assert!(!output.stderr.contains("was not created"), "{output}");
    assert!(output.stderr.contains("lifecycle") && output.stderr.contains("versioning"), "{output}");
}

#[test]
fn versions_that_are_switched_on_are_warned_about() {
    let sandbox = lake();
    let shown = sandbox.json("lakectl bucket show lake-raw");
    assert_eq!(shown["bucket"]["versioning"], json!(null), "never set is not suspended");
    let on = sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    on.stderr_has("wait 15 minutes").stderr_has("lakectl-noncurrent: old versions 30d expire");
    objects::change_bucket(&sandbox, "lake-raw", |document| document["versioning"] = json!("Suspended"));
    let again = sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    assert!(!again.stderr.contains("15 minutes"), "{again}");
    assert!(again.stderr.contains("versioning: Suspended -> Enabled"), "{again}");
}

#[test]
fn a_copying_rule_has_what_s3_wants() {
    let sandbox = lake();
    sandbox.ok(["bucket", "create", "lake-copy", "--zone", "curated"]);
    let (client, stub) = Stub::before(&sandbox, |_| Reply::Lake);
    let copying = format!("--replicate-to lake-copy --replication-role {ROLE}");
    let (key, other) = ("arn:aws:kms:us-east-1:123456789012:key/1", "arn:aws:kms:us-east-1:123456789012:key/2");
    client.sh(&format!("lakectl bucket create lake-raw --zone raw {copying}")).code(0);
    client
        .sh(&format!("lakectl bucket create lake-key --zone raw {copying} --kms-key {key}"))
        .code(2)
        .stderr_has("copies");
    client
        .sh(&format!("lakectl bucket create lake-key --zone raw {copying} --kms-key {key} --replica-kms-key {other}"))
        .code(0);
    let puts: Vec<Request> = stub.requests().into_iter().filter(|request| is(request, "PUT", "replication")).collect();
    assert_eq!(puts.len(), 2);
    for part in ["<Priority>1</Priority>", "<DeleteMarkerReplication>", "<Status>Enabled</Status>", "<Filter>", ROLE] {
        assert!(puts.iter().all(|put| put.text().contains(part)), "{part}: {}", puts[0].text());
    }
    assert!(!puts[0].text().contains("SourceSelectionCriteria"));
    assert!(puts[1].text().contains("<SourceSelectionCriteria><SseKmsEncryptedObjects>"), "{}", puts[1].text());
    assert!(puts[1].text().contains(&format!("<ReplicaKmsKeyID>{other}</ReplicaKmsKeyID>")), "{}", puts[1].text());
}

#[test]
fn a_key_is_looked_at_first() {
    let key = "arn:aws:kms:us-east-1:123456789012:key/1";
    let asked = |answer: Reply, code: i32, says: &str| {
        let (client, stub) = Stub::before(&Sandbox::new(), move |request| match request.operation().as_str() {
            "DescribeKey" => answer.clone(),
            _ => Reply::Lake,
        });
        let output = client.sh(&format!("lakectl bucket create lake-raw --zone curated --kms-key {key}"));
        let output = output.code(code).stderr_has(says);
        assert_eq!(stub.requests().iter().any(makes), code == 0, "{output}");
        output
    };
    let state = |state: &str, usage: &str, spec: &str| {
        let key = json!({"KeyMetadata": {"KeyState": state, "KeyUsage": usage, "KeySpec": spec}});
        Reply::Status(200, key.to_string())
    };
    asked(state("PendingDeletion", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT"), 1, "its state is PendingDeletion");
    asked(state("Enabled", "SIGN_VERIFY", "RSA_2048"), 1, "it is for SIGN_VERIFY, RSA_2048");
    asked(Reply::error(400, "NotFoundException", "no such key"), 5, "there is no key");
    asked(Reply::error(400, "AccessDeniedException", "no"), 0, "could not be checked (kms DescribeKey: AccessDenied");
    let good = asked(state("Enabled", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT"), 0, "bucket_key true");
    assert!(!good.stderr.contains("could not be checked"), "{good}");
}

#[test]
fn bans_of_encryption_stay() {
    let key = "arn:aws:kms:us-east-1:123456789012:key/1";
    let written = AtomicBool::new(false);
    let (client, stub) = Stub::before(&lake(), move |request| {
        let algorithm = if written.load(Ordering::Relaxed) {
            format!("<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>{key}</KMSMasterKeyID>")
        } else {
            "<SSEAlgorithm>AES256</SSEAlgorithm>".to_owned()
        };
        if is(request, "GET", "encryption") {
            return Reply::Status(
                200,
                format!(
                    "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>{algorithm}\
                     </ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled>\
                     <BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes>\
                     </Rule></ServerSideEncryptionConfiguration>"
                ),
            );
        }
        if is(request, "PUT", "encryption") {
            written.store(true, Ordering::Relaxed);
            return Reply::Status(200, String::new());
        }
        Reply::Lake
    });
    client.sh(&format!("lakectl bucket create lake-raw --kms-key {key}")).code(0);
    let puts: Vec<Request> = stub.requests().into_iter().filter(|request| is(request, "PUT", "encryption")).collect();
    assert_eq!(puts.len(), 1);
    let ban = "<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes>";
    assert!(puts[0].text().contains(ban) && puts[0].text().contains(key), "{}", puts[0].text());
}

#[test]
fn a_policy_is_changed_with_care() {
    // Only the owner's account writes policies.
    let (client, _stub) = Stub::before(&Sandbox::new(), |request| match is(request, "PUT", "policy") {
        true => fault(405, "MethodNotAllowed"),
        false => Reply::Lake,
    });
    client.sh("lakectl bucket create lake-raw --zone raw").code(8).stderr_has("the account that owns the bucket");
    // Somebody else writes between the look and the put: nothing is overwritten.
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    objects::change_bucket(&sandbox, "lake-raw", |document| document["policy"] = json!(null));
    let looks = AtomicUsize::new(0);
    let theirs = json!({"Version": "2012-10-17", "Statement": [{"Sid": "Theirs", "Effect": "Deny", "Principal": "*",
        "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::lake-raw"}]});
    let (client, stub) = Stub::before(&sandbox, move |request| {
        match is(request, "GET", "policy") && looks.fetch_add(1, Ordering::Relaxed) > 1 {
            true => Reply::Status(200, theirs.to_string()),
            false => Reply::Lake,
        }
    });
    client
        .sh("lakectl bucket create lake-raw")
        .code(6)
        .stderr_has("the policy of bucket lake-raw was changed meanwhile");
    assert!(!stub.requests().iter().any(|request| is(request, "PUT", "policy")));
    // S3 refuses a policy that locks its writer out unless it is told to do it: lakectl never says so.
    let (client, stub) = Stub::before(&sandbox, |_| Reply::Lake);
    client.sh("lakectl bucket create lake-raw").code(0).stdout_has("~ bucket lake-raw updated");
    let puts: Vec<Request> = stub.requests().into_iter().filter(|request| is(request, "PUT", "policy")).collect();
    assert_eq!(puts.len(), 1);
    assert_eq!(puts[0].header("x-amz-confirm-remove-self-bucket-access"), "");
}

#[test]
fn what_is_hidden_keeps_a_bucket() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    sandbox.write("a.csv", "a,b\n1,2\n");
    sandbox.ok(["ingest", "a.csv", "--source", "s", "--bucket", "lake-raw"]);
    sandbox.run(["bucket", "delete", "lake-raw", "--confirm", "lake-raw"]).code(6).stderr_has("lakectl bucket empty");
    objects::begin_upload(&sandbox, "lake-raw", "k", b"part");
    sandbox.ok(["bucket", "empty", "lake-raw", "--confirm", "lake-raw"]).stdout_has("1 uploads");
    objects::begin_upload(&sandbox, "lake-raw", "k", b"part");
    sandbox.ok(["ingest", "a.csv", "--source", "s", "--bucket", "lake-raw"]);
    assert!(sandbox.lake().join("objects/lake-raw").is_dir());
    sandbox.ok(["bucket", "empty", "lake-raw", "--confirm", "lake-raw"]);
    objects::begin_upload(&sandbox, "lake-raw", "k", b"part");
    sandbox.ok(["bucket", "delete", "lake-raw", "--confirm", "lake-raw"]);
    assert!(!sandbox.lake().join("objects/lake-raw").exists(), "nothing of it is left to see");
}

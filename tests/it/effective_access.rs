//! `access show`, `audit`, `matrix` and `test`: what they say is what queries find.

use serde_json::{Value, json};

use crate::hidden_data::{lake, query};
use crate::sandbox::Sandbox;
use crate::stub::{Reply, Request, Stub};

fn rights(sandbox: &Sandbox, what: &str) -> Vec<Value> {
    sandbox.json(&format!("lakectl access show {what}"))["rights"].as_array().expect("a list").clone()
}

#[test]
fn effective_rights_say_where_each_comes_from() {
    let sandbox = lake();
    sandbox.sh("lakectl grant SELECT --on hr.* --to role/auditor").code(0);
    sandbox.sh("lakectl grant DESCRIBE --on hr.closed --to 123456789012:IAMPrincipals").code(0);
    let told = |what: &str| -> Vec<String> {
        rights(&sandbox, what)
            .iter()
            .map(|right| {
                format!("{} {} {}: {}", right["permission"], right["resource"], right["columns"], right["origin"])
                    .replace('"', "")
            })
            .collect()
    };
    assert_eq!(
        told("--principal role/auditor"),
        [
            "SELECT hr.closed null: grant on all tables",
            "DESCRIBE hr.closed null: grant to all principals of the account",
            "SELECT hr.emp null: grant on all tables",
            "SELECT hr.graded null: grant on all tables",
            "SELECT hr.staff null: grant on all tables",
        ]
    );
    let clerk = rights(&sandbox, "--principal role/clerk --on hr.staff");
    assert_eq!((&clerk[0]["rows"], &clerk[0]["origin"]), (&json!("region = 'EU'"), &json!("filter eu")));
    assert_eq!(told("--principal role/analyst --on hr.emp"), ["SELECT hr.emp [dept,name]: grant"]);
    let everybody = rights(&sandbox, "--on hr.emp");
    let who: Vec<&str> = everybody.iter().filter_map(|right| right["principal"].as_str()?.rsplit('/').next()).collect();
    assert_eq!(who, ["analyst", "auditor", "arn:aws:iam::123456789012:root"], "{everybody:#?}");
    // Whoever may not read what decides is told so.
    sandbox.sh("lakectl access show --principal role/analyst --as role/analyst").code(8).stderr_has("unknown: ");
}

#[test]
fn the_listing_holds_every_kind() {
    let sandbox = lake();
    sandbox.sh("lakectl tag create zone raw").code(0);
    sandbox.sh("lakectl grant SELECT --on tag:zone=raw --to role/analyst").code(0);
    sandbox.sh("lakectl grant DESCRIBE --on tag-key:zone --to role/analyst").code(0);
    sandbox.sh("lakectl grant DATA_LOCATION_ACCESS --on s3://lake/emp --to role/analyst").code(0);
    sandbox.sh("lakectl grant CREATE_DATABASE --on catalog --to role/analyst").code(0);
    sandbox.sh("lakectl grant SELECT --on hr.* --to role/analyst").code(0);
    let listed = sandbox.json("lakectl access list");
    let mut kinds: Vec<&str> = listed["grants"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|grant| grant["resource_type"].as_str())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, ["all_tables", "catalog", "database", "filter", "location", "table", "tag", "tag_policy"]);
}

#[test]
fn the_audit_finds_what_is_wrong_and_ends_with_3() {
    let sandbox = lake();
    let rules = |line: &str, code: i32| -> Vec<String> {
        let found = sandbox.sh(&format!("{line} -o json")).code(code).json();
        let list = found["findings"].as_array().expect("a list").clone();
        let mut rules: Vec<String> =
            list.iter().filter_map(|finding| finding["rule"].as_str().map(str::to_owned)).collect();
        rules.dedup();
        rules
    };
    let found = rules("lakectl access audit", 3);
    assert_eq!(
        found,
        [
            "default-for-new-objects",
            "personal-data-readable",
            "super-grant",
            "unregistered-location",
            "personal-data-readable",
        ]
    );
    sandbox.sh("lakectl db create open").code(0);
    sandbox
        .sh("lakectl table create open.people --format csv --location s3://lake/people/ --columns 'email string'")
        .code(0);
    assert_eq!(rules("lakectl access audit --least high", 3), ["iam-default-open", "personal-data-open"]);
    let known = sandbox.write("roles.json", r#"[{"Arn": "arn:aws:iam::123456789012:role/analyst"}]"#);
    let with = format!("lakectl access audit --least high --principals {}", known.display());
    let gone: Vec<Value> = sandbox.sh(&format!("{with} -o json")).code(3).json()["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|finding| finding["rule"] == "unknown-principal")
        .map(|finding| finding["subject"].clone())
        .collect();
    let arn = |name: &str| json!(format!("arn:aws:iam::123456789012:role/{name}"));
    assert_eq!(gone, [arn("clerk"), arn("steward")]);
    // What it says to mend it mends it.
    sandbox.sh("lakectl governance on open --yes").code(0);
    sandbox.sh("lakectl access audit --least high").code(0);
}

/// IAM of an account in which the analyst is there, the clerk is in another path, and the steward is gone. S3 and the rest
/// are the lake's.
fn with_iam(request: &Request) -> Reply {
    let role = |path: &str| {
        let arn = format!("arn:aws:iam::123456789012:role/{path}");
        let said = format!("<GetRoleResult><Role><Path>/</Path><Arn>{arn}</Arn></Role></GetRoleResult>");
        Reply::Status(200, format!("<GetRoleResponse>{said}</GetRoleResponse>"))
    };
    let refused = |status: u16, code: &str| {
        let said = format!("<Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error>");
        Reply::Status(status, format!("<ErrorResponse>{said}</ErrorResponse>"))
    };
    let text = request.text();
    match (request.operation().as_str(), text.rsplit('=').next().unwrap_or_default()) {
        ("GetRole", "analyst") => role("analyst"),
        ("GetRole", "clerk") => role("people/clerk"),
        ("GetRole", "steward") => refused(404, "NoSuchEntity"),
        ("GetRole" | "GetUser", _) => refused(403, "AccessDenied"),
        _ => Reply::Lake,
    }
}

#[test]
fn on_aws_iam_is_asked_once_about_each_role_and_user() {
    let sandbox = lake();
    sandbox.sh("lakectl grant DESCRIBE --on hr.closed --to user/ann,999999999999").code(0);
    let (client, stub) = Stub::before(&sandbox, with_iam);
    let found = client.sh("lakectl access audit -o json").code(3);
    let told: Vec<(String, String, bool)> = found.json()["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|finding| ["unknown-principal", "principal-existence"].iter().any(|rule| finding["rule"] == *rule))
        .map(|finding| {
            let text = |name: &str| finding[name].as_str().expect("a text").to_owned();
            let subject = text("subject").replace("arn:aws:iam::123456789012:", "");
            (text("severity"), subject, text("message").contains("iam:GetUser"))
        })
        .collect();
    let expected = [("high", "role/clerk", false), ("high", "role/steward", false), ("unknown", "user/ann", true)];
    assert_eq!(told, expected.map(|(severity, who, denied)| (severity.to_owned(), who.to_owned(), denied)));
    assert_eq!((stub.count("GetRole"), stub.count("GetUser")), (3, 1));
    let asked = stub.requests().into_iter().find(|request| request.operation() == "GetRole").expect("it was asked");
    assert!(asked.header("authorization").contains("/us-east-1/iam/aws4_request"), "{asked:?}");
    assert!(asked.text().starts_with("Action=GetRole&Version=2010-05-08&RoleName="), "{asked:?}");
}

#[test]
fn an_iam_that_is_out_of_reach_is_not_waited_for_again_and_again() {
    let sandbox = lake();
    let (client, stub) = Stub::before(&sandbox, |request| match request.operation().as_str() {
        "GetRole" => Reply::Reset,
        _ => Reply::Lake,
    });
    let found = client.sh("lakectl access audit -o json").code(3).json();
    let unknown = found["findings"].as_array().expect("a list").iter();
    assert_eq!(unknown.filter(|finding| finding["rule"] == "principal-existence").count(), 3, "{found}");
    assert!(stub.count("GetRole") <= 4, "one question, and what is asked again of it");
}

#[test]
fn the_matrix_is_a_table_a_csv_and_one_page() {
    let sandbox = lake();
    let csv = sandbox.sh("lakectl access matrix --on hr -o csv").code(0);
    let analyst = csv.stdout.lines().find(|line| line.contains("role/analyst")).expect("the analyst");
    assert_eq!(csv.stdout.lines().next(), Some("principal,hr.closed,hr.emp,hr.graded,hr.staff"));
    assert_eq!(analyst, "arn:aws:iam::123456789012:role/analyst,DESCRIBE,SELECT 2/3 columns,SELECT 1/2 columns,");
    let columns = sandbox.json("lakectl access matrix --on hr.staff");
    let clerk: Vec<&Value> = columns["cells"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|cell| cell["principal"].as_str().is_some_and(|name| name.ends_with("clerk")))
        .collect();
    assert_eq!(
        (clerk.len(), &clerk[0]["access"], &clerk[0]["level"]),
        (4, &json!("rows region = 'EU'"), &json!("some"))
    );
    let page = sandbox.sh("lakectl access matrix --html").code(0).stdout;
    assert!(page.starts_with("<!doctype html>") && page.contains("hr.emp") && page.contains("type=\"search\""));
    assert!(!page.contains("http://") && !page.contains("https://"), "the page needs no network");
}

#[test]
fn expectations_are_tried_and_a_broken_one_ends_with_3() {
    let sandbox = lake();
    let good = r#"expect = [
        "as role/analyst: can SELECT hr.emp(name, dept); cannot salary",
        "as role/clerk: can SELECT hr.staff(name); sees only region = 'EU'",
        "as role/nobody: cannot SELECT hr.emp; cannot DESCRIBE hr.emp",
    ]
    [[test]]
    as = "role/analyst"
    on = "hr.closed"
    can = ["DESCRIBE"]
    cannot = ["SELECT", "DROP"]
    "#;
    sandbox.write("good.toml", good);
    let ran = sandbox.sh("lakectl access test -f good.toml -o json").code(0).json();
    let list = ran["expectations"].as_array().expect("a list");
    assert_eq!(list.len(), 9);
    assert!(list.iter().all(|row| row["result"] == "holds"), "{ran:#}");
    assert_eq!(list.iter().filter(|row| row["how"] == "tried").count(), 8, "{ran:#}");
    for broken in [
        "as role/analyst: can SELECT hr.emp(salary)",
        // A table without columns is meant as a whole, whatever `SELECT *` leaves out.
        "as role/analyst: can SELECT hr.emp",
        "as role/analyst: cannot SELECT hr.emp",
        "as role/analyst: cannot SELECT hr.emp(name)",
        "as role/clerk: can SELECT hr.staff; sees only region = 'US'",
        "as role/analyst: can DROP hr.emp",
    ] {
        sandbox.write("broken.toml", format!("expect = [\"{broken}\"]"));
        sandbox.sh("lakectl access test -f broken.toml").code(3).stdout_has("broken");
    }
    sandbox.write("wrong.toml", "expect = [\"as role/analyst: may SELECT hr.emp\"]");
    sandbox.sh("lakectl access test -f wrong.toml").code(2).stderr_has("expectation 1");
    sandbox.write("missing.toml", "expect = [\"as role/analyst: cannot SELECT hr.emp(nosuch)\"]");
    sandbox.sh("lakectl access test -f missing.toml").code(5).stderr_has("no column `nosuch`");
    assert_eq!(query(&sandbox, "role/analyst", "SELECT name FROM hr.emp").code, 0);
}

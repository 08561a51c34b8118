//! `lakectl tag`: what carries a tag is what a grant by it opens.

use serde_json::{Value, json};

use crate::objects::put;
use crate::sandbox::Sandbox;

/// A governed lake with `crm.people` (id, email, phone) and `crm.orders` (id, amount), and the tag `pii`.
pub fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    for bucket in ["lake", "results"] {
        sandbox.sh(&format!("lakectl bucket create {bucket}")).code(0);
    }
    sandbox.sh("lakectl workgroup set primary --output-location s3://results/q/").code(0);
    sandbox.sh("lakectl governance defaults --closed").code(0);
    put(&sandbox, "lake", "people/a.csv", b"1,ann@example.com,+49 30 1234567\n2,bob@example.org,+49 40 7654321\n");
    put(&sandbox, "lake", "orders/a.csv", b"1,10\n2,20\n");
    sandbox.sh("lakectl db create crm").code(0);
    for (table, columns) in [("people", "id int, email string, phone string"), ("orders", "id int, amount int")] {
        let create = format!("lakectl table create crm.{table} --format csv --location s3://lake/{table}/ --columns");
        sandbox.sh(&format!("{create} '{columns}'")).code(0);
    }
    sandbox.sh("lakectl tag create pii none,email,phone").code(0).stdout_has("+ tag pii");
    sandbox
}

fn rows(sandbox: &Sandbox, line: &str, key: &str) -> Vec<Value> {
    sandbox.json(line)[key].as_array().unwrap_or_else(|| panic!("{line} lists no {key}")).clone()
}

fn query(sandbox: &Sandbox, principal: &str, sql: &str) -> (i32, String) {
    let ran = sandbox.run(["query", sql, "--as", principal, "-o", "csv"]);
    (ran.code, ran.stdout)
}

#[test]
fn tags_and_their_values_come_and_go() {
    let sandbox = lake();
    sandbox.sh("lakectl tag create pii none").code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl tag create PII card --dry-run").code(0).stdout_has("nothing was changed");
    sandbox.sh("lakectl tag create pii card").code(0).stdout_has("~ tag pii");
    assert_eq!(
        rows(&sandbox, "lakectl tag list", "tags"),
        [json!({"key": "pii", "values": ["card", "email", "none", "phone"]})]
    );
    sandbox.sh("lakectl tag values pii --remove card").code(11).stderr_has("--yes");
    sandbox.sh("lakectl tag values pii --remove card --add ip --yes").code(0);
    assert_eq!(sandbox.json("lakectl tag values pii")["tag"]["values"], json!(["email", "ip", "none", "phone"]));
    sandbox.sh("lakectl tag values pi").code(5).stderr_has("did you mean `pii`?");
    sandbox.sh("lakectl tag delete pii --yes").code(0).stdout_has("- tag pii");
    assert!(rows(&sandbox, "lakectl tag list", "tags").is_empty());
}

#[test]
fn more_values_than_one_call_takes_are_all_there() {
    let sandbox = Sandbox::new();
    let values: Vec<String> = (0..120).map(|number| format!("v{number:03}")).collect();
    sandbox.sh(&format!("lakectl tag create many {}", values.join(","))).code(0);
    assert_eq!(sandbox.json("lakectl tag values many")["tag"]["values"], json!(values));
}

#[test]
fn a_grant_by_tags_opens_what_carries_them_and_no_more() {
    let sandbox = lake();
    sandbox.sh("lakectl tag assign pii=none --on crm").code(0);
    sandbox.sh("lakectl tag assign pii=email --on crm.people --columns email").code(0);
    sandbox
        .sh("lakectl tag assign pii=phone --on crm.people --columns phone")
        .code(0)
        .stdout_has("~ tags of crm.people");
    sandbox.sh("lakectl tag assign pii=phone --on crm.people --columns phone").code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl grant SELECT --on tag:pii=none --to role/analyst").code(0);
    sandbox.sh("lakectl grant SELECT --on tag:pii=none --to role/analyst").code(0).stdout_has("nothing to do");
    assert_eq!(query(&sandbox, "role/analyst", "SELECT * FROM crm.people ORDER BY id").1, "id\n1\n2\n");
    assert_eq!(query(&sandbox, "role/analyst", "SELECT email FROM crm.people").0, 9);
    assert_eq!(query(&sandbox, "role/analyst", "SELECT amount FROM crm.orders ORDER BY 1").1, "amount\n10\n20\n");
    // What is there is what the listing, the effective rights and the expression say.
    let listed = rows(&sandbox, "lakectl access list --principal role/analyst", "grants");
    assert_eq!((listed.len(), &listed[0]["resource_type"]), (1, &json!("tag_policy")));
    let shown = rows(&sandbox, "lakectl access show --principal role/analyst", "rights");
    let people = shown.iter().find(|right| right["resource"] == "crm.people").expect("a right on people");
    assert_eq!((&people["columns"], &people["origin"]), (&json!(["id"]), &json!("tag policy pii=none")));
    let expanded = rows(&sandbox, "lakectl tag expand pii=none", "matches");
    assert_eq!(
        expanded,
        [
            json!({"resource": "crm", "kind": "database", "columns": null, "whole": true}),
            json!({"resource": "crm.orders", "kind": "table", "columns": ["id", "amount"], "whole": true}),
            json!({"resource": "crm.people", "kind": "table", "columns": ["id"], "whole": false}),
        ]
    );
    sandbox.sh("lakectl revoke SELECT --on tag:pii=none --from role/analyst --yes").code(0);
    assert_eq!(query(&sandbox, "role/analyst", "SELECT id FROM crm.people").0, 9);
}

#[test]
fn tags_are_shown_with_where_they_were_assigned() {
    let sandbox = lake();
    sandbox.sh("lakectl tag assign pii=none --on crm").code(0);
    sandbox.sh("lakectl tag assign pii=email --on crm.people --all-but id,phone").code(0);
    let told: Vec<String> = rows(&sandbox, "lakectl tag show crm.people", "tags")
        .iter()
        .map(|row| format!("{} {} {}", row["object"], row["value"], row["origin"]).replace('"', ""))
        .collect();
    assert_eq!(
        told,
        [
            "crm.people none database",
            "crm.people.id none database",
            "crm.people.email email column",
            "crm.people.phone none database",
        ]
    );
    sandbox.sh("lakectl tag unassign pii --on crm.people --columns email").code(0);
    let email = rows(&sandbox, "lakectl tag show crm.people", "tags")[2].clone();
    assert_eq!((&email["value"], &email["origin"]), (&json!("none"), &json!("database")));
}

#[test]
fn a_preview_says_what_would_open_and_changes_nothing() {
    let sandbox = lake();
    sandbox.sh("lakectl tag assign pii=email --on crm.people --columns email").code(0);
    sandbox.sh("lakectl grant SELECT,DESCRIBE --on tag:pii=none --to role/analyst").code(0);
    let preview = "lakectl tag preview pii=none --on crm";
    let effects = rows(&sandbox, preview, "effects");
    let told: Vec<String> = effects
        .iter()
        .map(|row| {
            format!("{} {} {} {}", row["effect"], row["permission"], row["resource"], row["columns"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        told,
        [
            "opens SELECT crm.orders null",
            "opens DESCRIBE crm.orders null",
            "opens SELECT crm.people [id,phone]",
            "opens DESCRIBE crm.people [id,phone]",
        ]
    );
    assert_eq!(query(&sandbox, "role/analyst", "SELECT id FROM crm.people").0, 9);
    let assigned = sandbox.sh("lakectl tag assign pii=none --on crm").code(0);
    let assigned =
        assigned.stderr_has("opens SELECT (id, phone) on crm.people to arn:aws:iam::123456789012:role/analyst");
    drop(assigned);
    assert_eq!(query(&sandbox, "role/analyst", "SELECT id FROM crm.people ORDER BY 1").1, "id\n1\n2\n");
    let closing = rows(&sandbox, "lakectl tag preview --remove pii --on crm", "effects");
    assert!(closing.len() == 4 && closing.iter().all(|row| row["effect"] == "closes"), "{closing:?}");
    // What somebody may read anyway is not opened.
    sandbox.sh("lakectl grant SELECT --on crm.people --to role/analyst").code(0);
    assert!(
        rows(&sandbox, "lakectl tag preview pii=none --on crm.people --columns email", "effects")
            .iter()
            .all(|row| row["permission"] != "SELECT")
    );
}

#[test]
fn what_is_not_there_is_named() {
    let sandbox = lake();
    sandbox.sh("lakectl tag assign pii=emial --on crm").code(5).stderr_has("did you mean `email`?");
    sandbox.sh("lakectl tag assign pi=none --on crm").code(5).stderr_has("did you mean `pii`?");
    sandbox
        .sh("lakectl tag assign pii=none --on crm.people --columns emial")
        .code(5)
        .stderr_has("did you mean `email`?");
    sandbox.sh("lakectl tag assign pii=none --on crm --columns email").code(2);
    sandbox.sh("lakectl tag assign 'pii=none|email' --on crm").code(2).stderr_has("exactly one value");
    sandbox.sh("lakectl tag expand 'pii=none or zone=raw'").code(2).stderr_has("no OR across keys");
    sandbox.sh("lakectl grant SELECT --on tag:pii=nobody --to role/x").code(5).stderr_has("has no value `nobody`");
    sandbox.sh("lakectl grant CREATE_TABLE --on tag:pii=none --to role/x").code(2).stderr_has("tag-db:pii=none");
    sandbox.sh("lakectl grant CREATE_TABLE --on tag-db:pii=none --to role/x").code(0);
    sandbox.sh("lakectl grant ASSOCIATE --on tag-key:pii=none,email --to role/steward").code(0);
    let listed = rows(&sandbox, "lakectl access list --on tag-key:pii=none,email", "grants");
    assert_eq!((&listed[0]["permission"], listed.len()), (&json!("ASSOCIATE"), 1));
    sandbox.sh("lakectl tag assign pii=none --on crm.orders --as role/steward").code(4);
}

#[test]
fn personal_data_is_counted_proposed_and_never_shown() {
    let sandbox = lake();
    let looked = sandbox.sh("lakectl tag suggest crm.people -o json").code(0);
    assert!(!looked.stdout.contains("example") && !looked.stdout.contains("1234567"), "{looked}");
    let found: Vec<String> = looked.json()["suggestions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| format!("{} {} {}/{}", row["column"], row["kind"], row["matches"], row["values"]).replace('"', ""))
        .collect();
    assert_eq!(found, ["email email 2/2", "phone phone 2/2"]);
    assert!(rows(&sandbox, "lakectl tag show crm.people", "tags").is_empty(), "nothing is written unless told");
    sandbox.sh("lakectl tag suggest crm.people --apply").code(11).stderr_has("--yes");
    sandbox.sh("lakectl tag suggest crm.people --apply --yes --key personal").code(0);
    let tags = rows(&sandbox, "lakectl tag show crm.people", "tags");
    assert_eq!((tags.len(), &tags[0]["object"], &tags[0]["value"]), (2, &json!("crm.people.email"), &json!("email")));
    sandbox.sh("lakectl tag suggest crm.orders -o json").code(0).stdout_has("[]");
}

//! Grants in normal form: what is written is what is read back, whatever shapes it takes on the way.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::sandbox::Sandbox;

/// A grant as a line of a file, and as the listing should show it.
#[derive(Debug, Clone)]
struct Generated {
    permissions: Vec<&'static str>,
    on: &'static str,
    shown: &'static str,
    columns: Vec<&'static str>,
    excluded: Vec<&'static str>,
    filter: bool,
    grantable: bool,
}

/// (as it is typed, as it is shown, the permissions that it has)
const RESOURCES: &[(&str, &str, &[&str])] = &[
    ("catalog", "catalog", &["CREATE_DATABASE", "CREATE_LF_TAG"]),
    ("d", "database d", &["ALL", "ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"]),
    ("d.t", "d.t", &["ALL", "SELECT", "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT"]),
    ("D.Other", "d.other", &["SELECT", "INSERT"]),
    ("d.*", "d.*", &["ALL", "SELECT", "DESCRIBE", "INSERT"]),
    ("s3://lake/t", "arn:aws:s3:::lake/t", &["DATA_LOCATION_ACCESS"]),
    ("tag-key:zone=raw,gold", "tag zone=gold,raw", &["ASSOCIATE", "DESCRIBE"]),
    ("tag:zone=raw", "tables with zone=raw", &["SELECT", "DESCRIBE", "ALL"]),
    ("tag:zone=gold|raw", "tables with zone=gold|raw", &["SELECT"]),
    ("tag-db:zone=raw", "databases with zone=raw", &["CREATE_TABLE", "DESCRIBE"]),
];

fn generated() -> impl Strategy<Value = Generated> {
    let columns = proptest::sample::subsequence(vec!["a", "b", "c"], 1..=2);
    let resource = proptest::sample::select(RESOURCES);
    (resource, any::<u64>(), columns, 0..4u8, any::<bool>()).prop_map(|(resource, seed, columns, shape, grantable)| {
        let (on, shown, all) = resource;
        let mut permissions: Vec<&str> =
            all.iter().enumerate().filter(|(index, _)| seed >> index & 1 == 1).map(|(_, name)| *name).collect();
        if permissions.is_empty() {
            permissions.push(all[0]);
        }
        let mut grant =
            Generated { permissions, on, shown, columns: vec![], excluded: vec![], filter: false, grantable };
        // Columns and filters are a matter of SELECT on one table.
        if on == "d.t" && shape > 0 {
            grant.permissions = vec!["SELECT"];
            match shape {
                1 => grant.columns = columns,
                2 => grant.excluded = columns,
                _ => (grant.filter, grant.shown) = (true, "filter f on d.t"),
            }
        }
        grant
    })
}

fn key(principal: &str, permission: &str, resource: &str, columns: &str, excluded: &str, grantable: bool) -> String {
    format!("{principal} {permission} {resource} only[{columns}] but[{excluded}] {grantable}")
}

fn names(value: &Value) -> String {
    let list = value.as_array().map_or(&[][..], Vec::as_slice);
    list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
}

#[test]
fn what_is_written_is_read_back_in_normal_form() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl governance defaults --closed").code(0);
    sandbox.sh("lakectl db create d").code(0);
    for table in ["t", "other"] {
        let create = format!("lakectl table create d.{table} --format csv --location s3://lake/{table}/");
        sandbox.sh(&format!("{create} --columns 'a int, b int, c int'")).code(0);
    }
    sandbox.sh("lakectl tag create zone raw,gold").code(0);
    sandbox.sh("lakectl filter create f --on d.t --rows 'a > 1'").code(0);
    let mut runner = TestRunner::deterministic();
    let mut file = String::from("principal,permissions,on,columns,exclude_columns,filter,grantable\n");
    let mut wanted = BTreeSet::new();
    for number in 0..300 {
        let grant = generated().new_tree(&mut runner).expect("a grant").current();
        let principal = format!("role/r{number}");
        let filter = if grant.filter { "f" } else { "" };
        let (columns, excluded) = (grant.columns.join(";"), grant.excluded.join(";"));
        let (permissions, on) = (grant.permissions.join(";"), grant.on);
        let yes = if grant.grantable { "yes" } else { "no" };
        file.push_str(&format!("{principal},{permissions},\"{on}\",{columns},{excluded},{filter},{yes}\n"));
        for permission in &grant.permissions {
            let arn = format!("arn:aws:iam::123456789012:{principal}");
            let (columns, excluded) = (grant.columns.join(","), grant.excluded.join(","));
            wanted.insert(key(&arn, permission, grant.shown, &columns, &excluded, grant.grantable));
        }
    }
    sandbox.write("grants.csv", file);
    sandbox.sh("lakectl grant -f grants.csv").code(0);
    let listed = sandbox.json("lakectl access list");
    let found: BTreeSet<String> = listed["grants"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|grant| {
            let text = |name: &str| grant[name].as_str().unwrap_or_default();
            let (columns, excluded) = (names(&grant["columns"]), names(&grant["excluded_columns"]));
            let grantable = grant["grantable"] == true;
            key(text("principal"), text("permission"), text("resource"), &columns, &excluded, grantable)
        })
        .collect();
    let lost: Vec<&String> = wanted.difference(&found).collect();
    let made_up: Vec<&String> = found.difference(&wanted).collect();
    assert!(lost.is_empty() && made_up.is_empty(), "lost {lost:#?}\nmade up {made_up:#?}");
    // Nothing is left to be granted, and what was granted can be revoked in the shapes in which it was.
    sandbox.sh("lakectl grant -f grants.csv").code(0).stderr_has("0 granted, ");
    sandbox.sh("lakectl revoke -f grants.csv --yes").code(0);
    assert_eq!(sandbox.json("lakectl access list")["grants"], serde_json::json!([]));
}

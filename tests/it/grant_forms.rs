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
    ("tag:open data", "tables with the expression open data", &["SELECT", "DESCRIBE", "ALL"]),
    ("tag-db:@a=b", "databases with the expression a=b", &["ALTER", "DESCRIBE"]),
    ("tag-expression:open data", "LF-tag expression open data", &["ALL", "DESCRIBE", "ALTER", "DROP"]),
];

/// Every kind of principal that the service takes: as it is typed, and its name in full.
fn principal(number: usize) -> (String, String) {
    let iam = "arn:aws:iam::123456789012:";
    match number % 7 {
        0 => (format!("user/u{number}"), format!("{iam}user/u{number}")),
        1 => (format!("{iam}saml-provider/idp:user/u{number}"), format!("{iam}saml-provider/idp:user/u{number}")),
        2 => (format!("{:012}", 210_000_000_000_usize + number), format!("{:012}", 210_000_000_000_usize + number)),
        3 => {
            let group = format!("arn:aws:identitystore:::group/d-{number}");
            (group.clone(), group)
        }
        4 => {
            let other = format!("arn:aws:iam::{:012}:role/r{number}", 310_000_000_000_usize + number);
            (other.clone(), other)
        }
        _ => (format!("role/r{number}"), format!("{iam}role/r{number}")),
    }
}

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
    sandbox.sh("lakectl tag expression create 'open data' zone=raw").code(0);
    sandbox.sh("lakectl tag expression create a=b 'zone=raw|gold'").code(0);
    sandbox.sh("lakectl filter create f --on d.t --rows 'a > 1'").code(0);
    let mut runner = TestRunner::deterministic();
    let head = "principal,permissions,on,columns,exclude_columns,filter,grantable\n";
    let (mut file, mut half) = (head.to_owned(), head.to_owned());
    let (mut wanted, mut left) = (BTreeSet::new(), BTreeSet::new());
    for number in 0..300 {
        let grant = generated().new_tree(&mut runner).expect("a grant").current();
        let (principal, arn) = principal(number);
        let filter = if grant.filter { "f" } else { "" };
        let (columns, excluded) = (grant.columns.join(";"), grant.excluded.join(";"));
        let (permissions, on) = (grant.permissions.join(";"), grant.on);
        let yes = if grant.grantable { "yes" } else { "no" };
        let line = format!("{principal},{permissions},\"{on}\",{columns},{excluded},{filter},{yes}\n");
        file.push_str(&line);
        let stays = number % 3 != 0;
        if !stays {
            half.push_str(&line);
        }
        for permission in &grant.permissions {
            let (columns, excluded) = (grant.columns.join(","), grant.excluded.join(","));
            let key = key(&arn, permission, grant.shown, &columns, &excluded, grant.grantable);
            if stays {
                left.insert(key.clone());
            }
            wanted.insert(key);
        }
    }
    sandbox.write("grants.csv", file);
    sandbox.sh("lakectl grant -f grants.csv").code(0);
    same(&wanted, &listed(&sandbox));
    // Nothing is left to be granted, and what was granted can be revoked in the shapes in which it was: a part of it, and
    // the rest stays as it is.
    sandbox.sh("lakectl grant -f grants.csv").code(0).stderr_has("0 granted, ");
    sandbox.write("half.csv", half);
    sandbox.sh("lakectl revoke -f half.csv --yes").code(0);
    same(&left, &listed(&sandbox));
    sandbox.sh("lakectl revoke -f half.csv --yes").code(0).stderr_has("0 revoked, ");
    same(&left, &listed(&sandbox));
    sandbox.sh("lakectl revoke -f grants.csv --yes").code(0);
    same(&BTreeSet::new(), &listed(&sandbox));
}

/// Every grant, as it is listed.
fn listed(sandbox: &Sandbox) -> BTreeSet<String> {
    sandbox.json("lakectl access list")["grants"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|grant| {
            let text = |name: &str| grant[name].as_str().unwrap_or_default();
            let (columns, excluded) = (names(&grant["columns"]), names(&grant["excluded_columns"]));
            let grantable = grant["grantable"] == true;
            key(text("principal"), text("permission"), text("resource"), &columns, &excluded, grantable)
        })
        .collect()
}

#[track_caller]
fn same(wanted: &BTreeSet<String>, found: &BTreeSet<String>) {
    let lost: Vec<&String> = wanted.difference(found).collect();
    let made_up: Vec<&String> = found.difference(wanted).collect();
    assert!(lost.is_empty() && made_up.is_empty(), "lost {lost:#?}\nmade up {made_up:#?}");
}

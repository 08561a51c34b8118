//! Principals, grants and a picture for the tests of this folder.

use super::{Picture, TableFacts};
use crate::permission::{Admins, Columns, Grant, Permission, Principal, Resource};

pub const ACCOUNT: &str = "123456789012";

pub fn role(name: &str) -> Principal {
    Principal::as_given(&format!("arn:aws:iam::{ACCOUNT}:role/{name}"))
}

pub fn grant(principal: Principal, permission: Permission, resource: Resource, columns: Columns) -> Grant {
    Grant { principal, resource, permission, columns, grantable: false }
}

pub fn picture(grants: Vec<Grant>) -> Picture {
    let table = |name: &str| TableFacts {
        database: "hr".to_owned(),
        table: name.to_owned(),
        columns: ["name", "salary"].map(str::to_owned).to_vec(),
        location: None,
    };
    Picture {
        account: ACCOUNT.to_owned(),
        admins: Some(Admins { full: vec![role("steward").as_str().to_owned()], read_only: Vec::new() }),
        grants,
        databases: vec!["hr".to_owned()],
        tables: vec![table("emp"), table("old")],
        opt_ins: Some(Vec::new()),
        locations: Some(Vec::new()),
        ..Picture::default()
    }
}

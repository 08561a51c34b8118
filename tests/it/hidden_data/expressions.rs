//! Attempts by named expressions of LF-tags: a grant by one opens what it says now, and whoever it is granted to may not say
//! what it says.

use aws_sdk_lakeformation::types::{
    DataLakePrincipal, LfTag, LfTagExpressionResource, LfTagPolicyResource, Permission, Resource, ResourceType,
};
use serde_json::{Value, json};

use super::wire::Wire;
use super::{lake, nothing_hidden_in, query};
use crate::sandbox::Sandbox;

const DENIED: &[&str] = &["AccessDeniedException"];

/// `hr.emp` with its columns tagged, of which the clerk may read what `open` says: name and dept.
fn tagged() -> Sandbox {
    let sandbox = lake();
    for line in [
        "tag create pii none,money",
        "tag assign pii=none --on hr.emp --columns name,dept",
        "tag assign pii=money --on hr.emp --columns salary",
        "tag expression create open pii=none",
        "grant SELECT --on tag:open --to role/clerk",
    ] {
        sandbox.sh(&format!("lakectl {line}")).code(0);
    }
    sandbox
}

fn rows(sandbox: &Sandbox, column: &str) -> (i32, String) {
    let ran = query(sandbox, "role/clerk", &format!("SELECT {column} FROM hr.emp ORDER BY 1"));
    nothing_hidden_in(column, &format!("{}{}", ran.stdout, ran.stderr));
    (ran.code, ran.stdout)
}

#[test]
fn a_grant_by_a_name_opens_what_it_says_now_and_nothing_else() {
    let sandbox = tagged();
    assert_eq!(rows(&sandbox, "name"), (0, "name\nann\nbob\n".to_owned()));
    assert_ne!(rows(&sandbox, "salary").0, 0);
    let shown = sandbox.json("lakectl access show --principal role/clerk --on hr.emp");
    let rights = shown["rights"].as_array().expect("a list");
    assert!(rights.iter().any(|right| right["columns"] == json!(["dept", "name"])), "{shown:#}");
    assert!(shown.to_string().contains("tag policy open (pii=none)"), "{shown:#}");
    let why = sandbox.json("lakectl access explain role/clerk SELECT hr.emp.salary");
    assert_eq!(why["explanation"]["answer"], "no", "{why:#}");
    assert_eq!(sandbox.json("lakectl access explain role/clerk SELECT hr.emp.name")["explanation"]["answer"], "yes");
    // Another word in the expression, and what it opened is closed.
    sandbox
        .sh("lakectl tag expression create open 'pii=none & zone=x'")
        .code(5)
        .stderr_has("there is no LF-tag `zone`");
    sandbox.sh("lakectl tag create zone x").code(0);
    sandbox.sh("lakectl tag expression create open 'pii=none & zone=x'").code(0).stderr_has(
        "SELECT on tables with the expression open to arn:aws:iam::123456789012:role/clerk follows at once",
    );
    assert_ne!(rows(&sandbox, "name").0, 0);
    sandbox.sh("lakectl tag expression create open pii=none").code(0);
    assert_eq!(rows(&sandbox, "dept").0, 0);
}

#[test]
fn a_name_that_goes_takes_its_grants_along() {
    let sandbox = tagged();
    sandbox.sh("lakectl tag expression delete open").code(11).stderr_has("--yes");
    sandbox.sh("lakectl tag expression delete open --yes").code(0).stderr_has("goes with it");
    assert_ne!(rows(&sandbox, "name").0, 0);
    // The name made anew gives nothing back.
    sandbox.sh("lakectl tag expression create open pii=none").code(0);
    assert_ne!(rows(&sandbox, "name").0, 0);
    assert_eq!(sandbox.json("lakectl tag expression show open")["expression"]["grants"], json!([]));
}

#[test]
fn a_tag_that_goes_leaves_a_name_that_matches_nothing() {
    let sandbox = tagged();
    sandbox.sh("lakectl tag delete pii --yes").code(0).stderr_has("matches nothing any more");
    assert_ne!(rows(&sandbox, "name").0, 0);
    sandbox.sh("lakectl tag create pii none,money").code(0);
    assert_ne!(rows(&sandbox, "name").0, 0, "nothing carries the tag");
}

#[test]
fn whoever_is_granted_by_a_name_may_not_say_what_it_says() {
    let sandbox = tagged();
    for (attempt, line) in [
        ("another expression under the name", "tag expression create open pii=money"),
        ("an expression of one's own", "tag expression create mine pii=money"),
        ("a deletion", "tag expression delete open --yes"),
        ("a look", "tag expression show open"),
        ("a grant by it", "grant SELECT --on tag:open --to role/analyst"),
        ("a grant to oneself by tags", "grant SELECT --on tag:pii=money --to role/clerk"),
        ("a right on it", "grant ALTER --on tag-expression:open --to role/clerk"),
        ("a tag of one's own", "tag assign pii=none --on hr.emp --columns salary"),
    ] {
        let tried = sandbox.sh(&format!("lakectl {line} --as role/clerk"));
        assert_ne!(tried.code, 0, "{attempt} succeeded\n{tried:#}");
        nothing_hidden_in(attempt, &format!("{}{}", tried.stdout, tried.stderr));
    }
    assert_eq!(sandbox.json("lakectl tag expression list --as role/clerk")["expressions"], json!([]));
    assert_eq!(sandbox.json("lakectl tag expression show open")["expression"]["expression"], "pii=none");
    assert_ne!(rows(&sandbox, "salary").0, 0);
    // Who may see it, and who may change it, can be told.
    sandbox.sh("lakectl grant DESCRIBE --on tag-expression:open --to role/clerk").code(0);
    assert_eq!(
        sandbox.json("lakectl tag expression show open --as role/clerk")["expression"]["expression"],
        "pii=none"
    );
    sandbox.sh("lakectl tag expression create open pii=money --as role/clerk").code(4);
}

#[test]
fn requests_of_the_service_hide_alike() {
    let sandbox = tagged();
    let wire = Wire::of(&sandbox);
    let clerk = aws_sdk_lakeformation::Client::new(&wire.client("role/clerk"));
    let root = aws_sdk_lakeformation::Client::new(&wire.client("root"));
    let money = || LfTag::builder().tag_key("pii").tag_values("money").build().unwrap();
    wire.refused("a look", DENIED, clerk.get_lf_tag_expression().name("open").send());
    wire.refused("a look at nothing", DENIED, clerk.get_lf_tag_expression().name("nosuch").send());
    wire.refused("a change", DENIED, clerk.update_lf_tag_expression().name("open").expression(money()).send());
    wire.refused("a new one", DENIED, clerk.create_lf_tag_expression().name("x").expression(money()).send());
    wire.refused("a deletion", DENIED, clerk.delete_lf_tag_expression().name("open").send());
    let seen = wire.run(clerk.list_lf_tag_expressions().send()).unwrap();
    assert!(seen.lf_tag_expressions().is_empty());
    let me = || {
        let name = "arn:aws:iam::123456789012:role/clerk";
        DataLakePrincipal::builder().data_lake_principal_identifier(name).build()
    };
    let policy = |name: Option<&str>, tags: Option<LfTag>| {
        let policy = LfTagPolicyResource::builder().resource_type(ResourceType::Table);
        let policy = policy.set_expression_name(name.map(str::to_owned)).set_expression(tags.map(|tag| vec![tag]));
        Resource::builder().lf_tag_policy(policy.build().unwrap()).build()
    };
    let grant = |client: &aws_sdk_lakeformation::Client, resource: Resource| {
        client.grant_permissions().principal(me()).resource(resource).permissions(Permission::Select).send()
    };
    wire.refused("a grant of one's own", DENIED, grant(&clerk, policy(Some("open"), None)));
    // What cannot be meant is no grant of something else.
    let (invalid, missing) = (&["InvalidInputException"][..], &["EntityNotFoundException"][..]);
    wire.refused("a name and tags", invalid, grant(&root, policy(Some("open"), Some(money()))));
    wire.refused("neither", invalid, grant(&root, policy(None, None)));
    wire.refused("a name that is not there", missing, grant(&root, policy(Some("nosuch"), None)));
    wire.refused("the name in another case", missing, grant(&root, policy(Some("OPEN"), None)));
    let itself = LfTagExpressionResource::builder().name("open").build().unwrap();
    let itself = Resource::builder().lf_tag_expression(itself).build();
    wire.refused("SELECT on the expression itself", invalid, grant(&root, itself));
    let listed = wire.run(root.list_permissions().principal(me()).send()).unwrap();
    let policies: Vec<Value> = listed
        .principal_resource_permissions()
        .iter()
        .filter_map(|record| record.resource()?.lf_tag_policy())
        .map(|policy| json!([policy.expression_name(), policy.expression().len()]))
        .collect();
    assert_eq!(policies, [json!(["open", 0])], "it is given back as it was granted");
    assert_ne!(rows(&sandbox, "salary").0, 0);
}

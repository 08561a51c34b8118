//! Whether the caller may do what a plan says is asked before anything is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::sandbox::Sandbox;
use crate::stub::{Reply, Request, Stub};

const ACCOUNT: &str = "123456789012";
const ROLE: &str = "arn:aws:iam::123456789012:role/eng/dev";

/// Decision of IAM and the context keys that it lacks.
type Judge = dyn Fn(&str, &str) -> (&'static str, &'static str) + Send + Sync;

fn unescaped(text: &str) -> String {
    text.replace("%3A", ":").replace("%2F", "/").replace("%2A", "*")
}

/// The values of a list in a form.
fn list(request: &Request, name: &str) -> Vec<String> {
    let begin = format!("{name}.member.");
    let text = request.text();
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| name.starts_with(&begin)).map(|(_, value)| unescaped(value)).collect()
}

/// IAM's answer to a simulation, in which each action on each resource is judged.
fn simulated(request: &Request, judge: &Judge) -> Reply {
    let mut results = String::new();
    for action in list(request, "ActionNames") {
        let each: String = list(request, "ResourceArns")
            .iter()
            .map(|resource| {
                let (decision, lacks) = judge(&action, resource);
                let lacks = if lacks.is_empty() { String::new() } else { format!("<member>{lacks}</member>") };
                format!(
                    "<member><EvalResourceName>{resource}</EvalResourceName><EvalResourceDecision>{decision}\
                     </EvalResourceDecision><MissingContextValues>{lacks}</MissingContextValues></member>"
                )
            })
            .collect();
        results.push_str(&format!(
            "<member><EvalActionName>{action}</EvalActionName><EvalResourceName>*</EvalResourceName>\
             <EvalDecision>implicitDeny</EvalDecision><ResourceSpecificResults>{each}</ResourceSpecificResults></member>"
        ));
    }
    Reply::Status(
        200,
        format!(
            "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated>\
             <EvaluationResults>{results}</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>"
        ),
    )
}

fn refused(code: &str) -> Reply {
    Reply::Status(
        403,
        format!("<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>"),
    )
}

/// A client that is a session of a role, before a lake that lets it do everything; what it asks IAM gets these answers.
fn session(iam: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> (Sandbox, Stub) {
    session_before(move |request| match request.operation().as_str() {
        "SimulatePrincipalPolicy" => iam(request),
        _ => Reply::Lake,
    })
}

/// The same; whatever it asks gets these answers, but who it is.
fn session_before(rule: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> (Sandbox, Stub) {
    let (client, stub) = Stub::before(&Sandbox::new(), move |request| match request.operation().as_str() {
        "GetCallerIdentity" => Reply::Status(
            200,
            format!(
                "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::{ACCOUNT}:assumed-role/dev/ann</Arn>\
                 <UserId>AROA:ann</UserId><Account>{ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
            ),
        ),
        "GetRole" => Reply::Status(
            200,
            format!("<GetRoleResponse><GetRoleResult><Role><Arn>{ROLE}</Arn></Role></GetRoleResult></GetRoleResponse>"),
        ),
        _ => rule(request),
    });
    client.write(
        "lake.toml",
        "name = 'may'\n[zones.raw]\nbucket = 'may-raw'\n[databases.may]\n[tables.may.t]\ncolumns = 'id bigint'\n\
         location = 'raw:t/'\nformat = 'parquet'\n[workgroups.may]\n",
    );
    (client, stub)
}

fn judged(judge: impl Fn(&str, &str) -> (&'static str, &'static str) + Send + Sync + 'static) -> (Sandbox, Stub) {
    let judge: Arc<Judge> = Arc::new(judge);
    session(move |request| simulated(request, judge.as_ref()))
}

fn writes(stub: &Stub) -> Vec<String> {
    stub.requests().iter().filter(|request| request.is_write()).map(Request::operation).collect()
}

#[test]
fn what_is_allowed_is_asked_and_applied() {
    let (client, stub) = judged(|_, _| ("allowed", ""));
    // Lake Formation is asked about grants only, and decides about the catalog.
    client.sh("lakectl plan").code(0).stderr_has("Lake Formation decides about 1 of the steps too");
    assert_eq!(client.json("lakectl plan")["plan"]["permissions"], "unknown");
    client.sh(&format!("lakectl admin add {ROLE}")).code(0);
    let before_plan = stub.requests().len();
    let plan = client.json("lakectl plan")["plan"].clone();
    assert_eq!(plan["permissions"], "allowed", "{plan}");
    let asked: Vec<Request> = stub
        .requests()
        .into_iter()
        .skip(before_plan)
        .filter(|request| request.operation() == "SimulatePrincipalPolicy")
        .collect();
    let text = asked.iter().map(|request| unescaped(&request.text())).collect::<Vec<_>>().join("\n");
    // The role with its path, which the session's name lacks; and what the requests will say for certain.
    assert!(text.contains(&format!("PolicySourceArn={ROLE}&")), "{text}");
    assert!(text.contains("ContextKeyName=aws:RequestedRegion"), "{text}");
    for needed in ["s3:CreateBucket", "s3:PutBucketPolicy", "glue:CreateTable", "athena:CreateWorkGroup"] {
        assert!(text.contains(&format!("={needed}")), "{needed}: {text}");
    }
    for resource in ["arn:aws:s3:::may-raw", ":table/may/t", ":database/may", ":catalog", ":workgroup/may"] {
        assert!(text.contains(resource), "{resource}: {text}");
    }
    client.sh("lakectl apply --yes").code(0);
    let before = stub.count("SimulatePrincipalPolicy");
    client.sh("lakectl plan --exit-code").code(0);
    client.sh("lakectl drift").code(0);
    assert_eq!(stub.count("SimulatePrincipalPolicy"), before, "nothing changes, and nothing is asked");
}

#[test]
fn what_a_policy_denies_is_an_error_of_the_plan() {
    let (client, stub) =
        judged(|action, _| (if action == "glue:CreateTable" { "explicitDeny" } else { "allowed" }, ""));
    for line in ["lakectl plan", "lakectl apply --yes"] {
        let said = client.sh(line).code(4);
        let said = said.stderr_has("lake.toml:5:13: table may.t").stderr_has("a policy denies it");
        said.stderr_has("may not glue:CreateTable on arn:aws:glue:us-east-1:123456789012:catalog, arn:");
    }
    assert_eq!(writes(&stub), Vec::<String>::new());
}

#[test]
fn what_no_policy_allows_is_told_by_the_plan_and_refused_by_apply() {
    let (client, stub) = judged(|action, _| (if action == "s3:CreateBucket" { "implicitDeny" } else { "allowed" }, ""));
    let shown = client.sh("lakectl plan").code(0).stdout_has("+ bucket may-raw create");
    shown
        .stderr_has("`lakectl apply` refuses this")
        .stderr_has("s3:CreateBucket on arn:aws:s3:::may-raw: no policy allows");
    let plan = client.json("lakectl plan")["plan"].clone();
    assert_eq!(plan["permissions"], "missing", "{plan}");
    assert_eq!(plan["permissions_missing"][0]["name"], "may-raw", "{plan}");
    client
        .sh("lakectl apply --yes")
        .code(4)
        .stderr_has("lake.toml:2:8: bucket may-raw")
        .stderr_has("nothing was changed");
    assert_eq!(writes(&stub), Vec::<String>::new());
}

#[test]
fn what_depends_on_the_request_is_unknown_and_no_refusal() {
    let (client, _stub) = judged(|_, _| ("explicitDeny", "aws:MultiFactorAuthPresent"));
    client.sh(&format!("lakectl admin add {ROLE}")).code(0);
    client.sh("lakectl plan").code(0).stderr_has("is not known").stderr_has("it depends on aws:MultiFactorAuthPresent");
    assert_eq!(client.json("lakectl plan")["plan"]["permissions"], "unknown");
    client.sh("lakectl apply --yes").code(0);
}

#[test]
fn a_policy_of_the_bucket_may_let_in() {
    let silent = |action: &str, _: &str| (if action.starts_with("s3:Put") { "implicitDeny" } else { "allowed" }, "");
    let (client, _stub) = judged(silent);
    client.sh("lakectl bucket create may-raw").code(0);
    client.write("lake.toml", "[zones.raw]\nbucket = 'may-raw'\ntags = { team = 'x' }\n");
    // Its policy denies and lets nobody in.
    client
        .sh("lakectl apply --yes")
        .code(4)
        .stderr_has("s3:PutBucketTagging on arn:aws:s3:::may-raw: no policy allows it");
    let policy = serde_json::json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*",
        "Principal": { "AWS": ROLE }, "Resource": "arn:aws:s3:::may-raw" } });
    let judge: Arc<Judge> = Arc::new(silent);
    let is_let_in = Arc::new(AtomicBool::new(false));
    let says = is_let_in.clone();
    let (client, _stub) = session_before(move |request| match request.operation().as_str() {
        "SimulatePrincipalPolicy" => simulated(request, judge.as_ref()),
        operation if operation.starts_with("GET /may-raw") && operation.contains("policy") => {
            match says.load(Ordering::Relaxed) {
                true => Reply::Status(200, policy.to_string()),
                false => Reply::Lake,
            }
        }
        _ => Reply::Lake,
    });
    client.sh("lakectl bucket create may-raw").code(0);
    is_let_in.store(true, Ordering::Relaxed);
    client.write("lake.toml", "[zones.raw]\nbucket = 'may-raw'\ntags = { team = 'x' }\n");
    client.sh("lakectl plan").code(0).stderr_has("none of your policies allows it, and the resource's own may");
}

#[test]
fn destroying_asks_about_what_it_does() {
    let adds = ["lakeformation:GrantPermissions", "lakeformation:AddLFTagsToResource"];
    let (client, stub) = judged(move |action, _| (if adds.contains(&action) { "explicitDeny" } else { "allowed" }, ""));
    client.write(
        "lake.toml",
        "[databases.may]\n[tags.team]\nvalues = 'x'\n[[tagged]]\non = 'may'\ntags = { team = 'x' }\n\
         [[grants]]\npermissions = 'DESCRIBE'\non = 'may'\nto = 'role/analyst'\n",
    );
    client.sh(&format!("lakectl admin add {ROLE}")).code(0);
    let made = ["db create may", "tag create team x", "tag assign team=x --on may"];
    for line in made.into_iter().chain(["grant DESCRIBE --on may --to role/analyst"]) {
        client.sh(&format!("lakectl {line}")).code(0);
    }
    let (before, asked) = (writes(&stub).len(), stub.requests().len());
    // Whoever may not grant may still take away.
    client.sh("lakectl destroy --confirm lake").code(0);
    assert!(writes(&stub).len() > before);
    let text: String = stub.requests().iter().skip(asked).map(|request| unescaped(&request.text())).collect();
    for action in ["lakeformation:RevokePermissions", "lakeformation:RemoveLFTagsFromResource"] {
        assert!(text.contains(action), "{action}: {text}");
    }
}

#[test]
fn a_question_without_an_answer_leaves_the_others_theirs() {
    let (client, _stub) =
        session(|request| match list(request, "ActionNames").iter().any(|one| one.starts_with("glue:")) {
            true => Reply::Status(
                501,
                "<ErrorResponse><Error><Code>NotImplemented</Code><Message>no</Message></Error></ErrorResponse>"
                    .to_owned(),
            ),
            false => simulated(request, &|action, _| {
                (if action == "s3:CreateBucket" { "implicitDeny" } else { "allowed" }, "")
            }),
        });
    client.sh(&format!("lakectl admin add {ROLE}")).code(0);
    let shown = client.sh("lakectl plan").code(0);
    let shown = shown.stderr_has("is not known").stderr_has("answered NotImplemented");
    shown
        .stderr_has("you may not do what 1 thing of the plan needs")
        .stderr_has("s3:CreateBucket on arn:aws:s3:::may-raw");
}

#[test]
fn a_crawler_s_role_is_asked_about() {
    let (client, _stub) = judged(|action, _| (if action == "iam:PassRole" { "explicitDeny" } else { "allowed" }, ""));
    client.write(
        "lake.toml",
        format!(
            "[zones.raw]\nbucket = 'may-raw'\n[databases.may]\n[crawlers.c]\ndatabase = 'may'\ntargets = 'raw:t/'\n\
             role = 'arn:aws:iam::{ACCOUNT}:role/service/crawl'\n"
        ),
    );
    let told = format!("may not iam:PassRole on arn:aws:iam::{ACCOUNT}:role/service/crawl: a policy denies it");
    client.sh("lakectl plan").code(4).stderr_has(&told);
}

#[test]
fn grants_through_filters_that_cannot_be_listed_are_said_to_be_missing() {
    let (client, _stub) = session_before(|request| match request.operation().as_str() {
        "POST /ListDataCellsFilter" => Reply::error(403, "AccessDeniedException", "no"),
        _ => Reply::Lake,
    });
    client.sh("lakectl access list").code(0).stderr_has("grants through filters are not shown");
    client
        .sh("lakectl export there --only grants")
        .code(0)
        .stderr_has("left out: grants through filters: you may not list the filters");
}

#[test]
fn whoever_may_not_ask_hears_it_once() {
    let (client, stub) = session(|_| refused("AccessDenied"));
    let shown = client.sh("lakectl plan").code(0);
    assert_eq!(shown.stderr.matches("is not known").count(), 1, "{shown:#}");
    shown.stderr_has("may not call iam:SimulatePrincipalPolicy");
    assert_eq!(stub.count("SimulatePrincipalPolicy"), 1);
    client.sh("lakectl apply --yes").code(0);
    client.sh("lakectl plan --exit-code").code(0);
}

#[test]
fn actions_that_cannot_be_asked_together_are_asked_one_by_one() {
    let (client, stub) = session(|request| {
        match list(request, "ActionNames").len() {
        1 => simulated(request, &|_, _| ("allowed", "")),
        _ => Reply::Status(
            400,
            "<ErrorResponse><Error><Code>InvalidInput</Code><Message>different authorization information</Message></Error></ErrorResponse>"
                .to_owned(),
        ),
    }
    });
    client.sh(&format!("lakectl admin add {ROLE}")).code(0);
    assert_eq!(client.json("lakectl plan")["plan"]["permissions"], "allowed");
    assert!(stub.count("SimulatePrincipalPolicy") > 8);
}

#[test]
fn a_grant_needs_an_administrator_or_the_grant_option() {
    let (client, stub) = judged(|_, _| ("allowed", ""));
    client.sh("lakectl apply --yes").code(0);
    let before = writes(&stub).len();
    let file = client.read("lake.toml");
    let grant = "[[grants]]\npermissions = 'SELECT'\non = 'may.t'\nto = 'role/analyst'\n";
    client.write("lake.toml", format!("{file}{grant}"));
    let told = "may not grant SELECT on may.t: it is no data lake administrator";
    client.sh("lakectl plan").code(0).stderr_has("`lakectl apply` refuses this").stderr_has(told);
    client.sh("lakectl apply --yes").code(4).stderr_has("lake.toml:10:1: grant").stderr_has(told);
    assert_eq!(writes(&stub).len(), before, "nothing was written");
    // Who is made one by the same plan may.
    client.write("lake.toml", format!("{file}{grant}[admins]\nfull = '{ROLE}'\n"));
    client.sh("lakectl apply --yes").code(0);
}

#[test]
fn the_local_lake_says_what_it_would_do() {
    let sandbox = Sandbox::new();
    sandbox.write("lake.toml", "[workgroups.may]\n");
    // The root may do everything, and nobody is asked.
    assert_eq!(sandbox.json("lakectl plan")["plan"]["permissions"], "allowed");
    // Workgroups are for administrators.
    assert_eq!(sandbox.json("lakectl --as role/ann plan")["plan"]["permissions"], "missing");
    let refused = sandbox.sh("lakectl --as role/ann apply --yes").code(4);
    refused
        .stderr_has("role/ann may not athena:CreateWorkGroup on arn:aws:athena:us-east-1:123456789012:workgroup/may");
    sandbox.sh("lakectl admin add role/ann").code(0);
    assert_eq!(sandbox.json("lakectl --as role/ann plan")["plan"]["permissions"], "allowed");
    sandbox.sh("lakectl --as role/ann apply --yes").code(0);
    sandbox.sh("lakectl --as role/ann destroy --confirm lake").code(0);
}

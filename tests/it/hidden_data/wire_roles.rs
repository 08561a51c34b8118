//! Attempts to become somebody else: sessions, jobs and crawlers with other roles.

use aws_sdk_glue::types::{CrawlerTargets, JobCommand, S3Target};

use super::wire::Wire;
use super::{lake, nothing_hidden_in};
use crate::objects::put;
use crate::sandbox::Sandbox;

const DENIED: &[&str] = &["AccessDeniedException", "AccessDenied"];
const ROLE: &str = "arn:aws:iam::123456789012:role/";

#[test]
fn a_role_is_assumed_by_administrators_and_by_itself() {
    let sandbox = lake();
    let wire = Wire::of(&sandbox);
    let sts = |principal: &str| aws_sdk_sts::Client::new(&wire.client(principal));
    let assume = |principal: &str, role: &str| {
        sts(principal).assume_role().role_arn(format!("{ROLE}{role}")).role_session_name("it").send()
    };
    wire.refused("another role", DENIED, assume("role/analyst", "clerk"));
    wire.refused("a role with more", DENIED, assume("user/ann", "analyst"));
    let lf = aws_sdk_lakeformation::Client::new(&wire.client("root"));
    let settings = wire.run(lf.get_data_lake_settings().send()).unwrap().data_lake_settings.unwrap();
    let chief = aws_sdk_lakeformation::types::DataLakePrincipal::builder()
        .data_lake_principal_identifier(format!("{ROLE}chief"))
        .build();
    let mut wanted = settings.clone();
    wanted.data_lake_admins.get_or_insert_default().push(chief);
    wire.run(lf.put_data_lake_settings().data_lake_settings(wanted).send()).unwrap();
    wire.refused("an administrator's role", DENIED, assume("role/analyst", "chief"));
    wire.run(assume("role/analyst", "analyst")).unwrap();
    wire.run(assume("role/chief", "analyst")).unwrap();
    let session = wire.run(assume("root", "analyst")).unwrap().credentials.unwrap();
    let (key, secret) = (session.access_key_id(), session.secret_access_key());
    let glue = aws_sdk_glue::Client::new(&wire.with_keys(key, secret, Some(session.session_token())));
    let seen = wire.run(glue.get_table().database_name("hr").name("emp").send()).unwrap();
    assert!(!format!("{seen:?}").contains("salary"), "{seen:?}");
    // A key of a session is nothing without its token, and a session cannot climb.
    let bare = aws_sdk_glue::Client::new(&wire.with_keys(key, secret, None));
    wire.refused("without the token", &["UnrecognizedClientException"], bare.get_databases().send());
    let climb = aws_sdk_sts::Client::new(&wire.with_keys(key, secret, Some(session.session_token())));
    let call = climb.assume_role().role_arn(format!("{ROLE}chief")).role_session_name("it").send();
    wire.refused("from a session", DENIED, call);
}

fn command(script: &str) -> JobCommand {
    JobCommand::builder().name("pythonshell").script_location(script).python_version("3.9").build()
}

#[test]
fn jobs_and_crawlers_take_no_role_but_ones_own() {
    let sandbox = lake();
    put(&sandbox, "results", "etl.py", b"print(1)\n");
    let wire = Wire::of(&sandbox);
    let (root, glue) = (wire.client("root"), wire.client("role/analyst"));
    let (root, glue) = (aws_sdk_glue::Client::new(&root), aws_sdk_glue::Client::new(&glue));
    let job = |client: &aws_sdk_glue::Client, name: &str, role: &str| {
        client.create_job().name(name).role(role).command(command("s3://results/etl.py")).send()
    };
    let target = CrawlerTargets::builder().s3_targets(S3Target::builder().path("s3://lake/emp/").build()).build();
    let crawler = |client: &aws_sdk_glue::Client, name: &str, role: &str| {
        client.create_crawler().name(name).role(role).database_name("mine").targets(target.clone()).send()
    };
    for role in ["clerk", &format!("{ROLE}clerk"), "arn:aws:iam::123456789012:root"] {
        wire.refused("CreateJob", DENIED, job(&glue, "sly", role));
        wire.refused("CreateCrawler", DENIED, crawler(&glue, "sly", role));
    }
    wire.run(job(&root, "etl", "clerk")).unwrap();
    wire.run(crawler(&root, "all", "clerk")).unwrap();
    wire.refused("StartJobRun", DENIED, glue.start_job_run().job_name("etl").send());
    let update =
        aws_sdk_glue::types::JobUpdate::builder().role("analyst").command(command("s3://results/etl.py")).build();
    wire.refused("UpdateJob", DENIED, glue.update_job().job_name("etl").job_update(update).send());
    wire.refused("DeleteJob", DENIED, glue.delete_job().job_name("etl").send());
    wire.refused("StartCrawler", DENIED, glue.start_crawler().name("all").send());
    wire.refused("UpdateCrawler", DENIED, glue.update_crawler().name("all").role("analyst").send());
    let action = aws_sdk_glue::types::Action::builder().job_name("etl").build();
    let trigger = glue.create_trigger().name("sly").r#type(aws_sdk_glue::types::TriggerType::OnDemand);
    wire.refused("CreateTrigger", DENIED, trigger.actions(action).send());
    wire.refused("StartTrigger", DENIED, glue.start_trigger().name("any").send());
    wire.refused("DeleteCrawler", DENIED, glue.delete_crawler().name("all").send());
}

/// Runs the analyst's own crawler, started by somebody, and gives back what its log says.
fn crawl(sandbox: &Sandbox, wire: &Wire, starter: &str) -> String {
    let glue = aws_sdk_glue::Client::new(&wire.client(starter));
    wire.run(glue.start_crawler().name("own").send()).unwrap();
    wire.run(wire.lake.tasks().drain());
    let crawls = wire.run(glue.list_crawls().crawler_name("own").send()).unwrap();
    assert_eq!(crawls.crawls()[0].state().map(|state| state.as_str()), Some("FAILED"), "{crawls:?}");
    let logs = aws_sdk_cloudwatchlogs::Client::new(&wire.client("root"));
    let events = logs.get_log_events().log_group_name("/aws-glue/crawlers").log_stream_name("own").send();
    let tables = sandbox.json("lakectl table list mine");
    assert_eq!(tables["tables"], serde_json::json!([]));
    format!("{crawls:?}{:?}", wire.run(events).unwrap())
}

#[test]
fn a_crawler_reads_no_more_than_its_role() {
    let sandbox = lake();
    put(&sandbox, "lake", "emp/b.csv", b"name,dept,salary\n\"7700001\n");
    let wire = Wire::of(&sandbox);
    let glue = aws_sdk_glue::Client::new(&wire.client("role/analyst"));
    let target = CrawlerTargets::builder().s3_targets(S3Target::builder().path("s3://lake/emp/").build()).build();
    let create = glue.create_crawler().name("own").role("analyst").database_name("mine").targets(target).send();
    wire.run(create).unwrap();
    for starter in ["role/analyst", "root"] {
        let told = crawl(&sandbox, &wire, starter);
        assert!(told.contains("Insufficient Lake Formation permission"), "{starter}: {told}");
        nothing_hidden_in(starter, &told);
    }
}

#[test]
fn a_script_acts_as_its_role() {
    let sandbox = lake();
    sandbox.write(
        "who.py",
        "import os, subprocess\n\
         print('key', os.environ['AWS_ACCESS_KEY_ID'][:4], 'AWS_SESSION_TOKEN' in os.environ)\n\
         lakectl = os.environ['LAKE_BIN']\n\
         print(subprocess.run([lakectl, 'table', 'show', 'hr.emp'], capture_output=True, text=True))\n\
         print(subprocess.run([lakectl, 'table', 'show', 'hr.emp', '--as', 'root'], capture_output=True, text=True))\n\
         print(subprocess.run([lakectl, 'bucket', 'list'], capture_output=True, text=True))\n",
    );
    sandbox.ok([
        "job",
        "create",
        "who",
        "--script",
        "who.py",
        "--upload-to",
        "s3://results/jobs/",
        "--role",
        "analyst",
    ]);
    sandbox.ok(["job", "run", "who"]);
    let told = sandbox.ok(["job", "logs", "who"]).stdout;
    assert!(told.contains("key ASIA True"), "{told}");
    assert!(told.contains("dept") && !told.contains("salary"), "{told}");
    // The operator vouches for the role that it names: like any role of a job, it has S3's permissions.
    assert!(told.contains("results"), "{told}");
}

#[test]
fn a_script_of_ones_own_has_no_more_than_its_role() {
    let sandbox = lake();
    let wire = Wire::of(&sandbox);
    let glue = aws_sdk_glue::Client::new(&wire.client("role/analyst"));
    let call = glue.create_job().name("own").role("analyst").command(command("s3://lake/emp/a.csv")).send();
    wire.run(call).unwrap();
    for starter in ["role/analyst", "root"] {
        let glue = aws_sdk_glue::Client::new(&wire.client(starter));
        let started = wire.run(glue.start_job_run().job_name("own").send()).unwrap();
        wire.run(wire.lake.tasks().drain());
        let run = wire.run(glue.get_job_run().job_name("own").run_id(started.job_run_id().unwrap()).send()).unwrap();
        let run = run.job_run.unwrap();
        assert!(run.error_message().is_some_and(|message| message.contains("s3:GetObject")), "{starter}: {run:?}");
        nothing_hidden_in(starter, &format!("{run:?}"));
    }
}

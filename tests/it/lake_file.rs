//! The lake as a file: `init`, `plan`, `apply`, `drift`, `destroy`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::sandbox::{Sandbox, fixtures};

/// A sandbox whose lake is that of the file.
fn place() -> Sandbox {
    Sandbox::new()
}

#[track_caller]
fn plan_is_empty(sandbox: &Sandbox) {
    let output = sandbox.sh("lakectl plan --exit-code -o json").code(0);
    let plan = output.json();
    let plan = &plan["plan"];
    assert_eq!((&plan["create"], &plan["update"]), (&0.into(), &0.into()), "{output:#}");
}

#[test]
fn the_reference_lake_is_made_proved_crawled_and_queried() {
    let sandbox = place();
    sandbox
        .sh("lakectl init --template reference --name acme")
        .code(0)
        .stdout_has("lake.toml")
        .stdout_has("user_event.avsc");
    sandbox.sh("lakectl drift").code(3);
    let plan = sandbox.sh("lakectl plan --exit-code").code(3);
    assert!(plan.stdout.contains("+ bucket acme-raw-"), "{plan:#}");
    assert!(plan.stdout.contains("+ grant data_lake_db.customers to"), "{plan:#}");
    sandbox.sh("lakectl bucket list -o json").code(0);
    assert_eq!(
        sandbox.json("lakectl bucket list")["buckets"].as_array().map(Vec::len),
        Some(0),
        "a plan writes nothing"
    );
    sandbox.sh("lakectl apply").code(11).stderr_has("--yes");
    let applied = sandbox.sh("lakectl apply --yes").code(0);
    assert!(applied.stdout.contains(" 0 failed, 0 not tried"), "{applied:#}");
    plan_is_empty(&sandbox);
    sandbox.sh("lakectl drift").code(0);
    sandbox.sh("lakectl apply --yes").code(0).stdout_has("0 to create, 0 to update");

    let data = fixtures().join("data/seattle-weather.csv");
    sandbox.sh(&format!("lakectl ingest {} --source weather", data.display())).code(0);
    sandbox.sh("lakectl crawler run raw").code(0);
    let rows = sandbox.json("lakectl query --workgroup analytics 'SELECT count(*) AS n FROM data_lake_db.raw_weather'");
    assert_eq!(rows["rows"][0]["n"], 1461, "{rows:#}");
    // The analyst sees the columns that the file grants, and no others.
    sandbox.sh("lakectl access explain SELECT --on data_lake_db.customers --columns ssn --to role/analyst");
    plan_is_empty(&sandbox);
}

#[test]
fn every_template_is_made_and_a_second_plan_is_empty() {
    for template in ["minimal", "medallion", "streaming"] {
        let sandbox = place();
        sandbox.sh(&format!("lakectl init --template {template} --name t1")).code(0);
        sandbox.sh("lakectl init").code(6).stderr_has("is there already");
        sandbox.sh("lakectl apply --yes").code(0);
        plan_is_empty(&sandbox);
    }
    place().sh("lakectl init --template refrence").code(2).stderr_has("did you mean `reference`?");
}

#[test]
fn everything_that_is_wrong_is_told_at_once_before_anybody_signs_in() {
    let sandbox = Sandbox::without_target();
    sandbox.write(
        "lake.toml",
        "[zones.raw]\nbukcet = 'x'\nlifecycle = 'cool'\n[crawlers.c]\ndatabase = 'd'\ntargets = 'rew:x'\n[schemas.r.s]\nfile = '../s.avsc'\n",
    );
    // What is said in a wrong way and what cannot be meant: the crawler's place is in no zone.
    let told = sandbox.sh("lakectl plan").code(2).stderr_has("4 problems");
    for line in [
        "lake.toml:6:11: `rew:x`: there is no zone `rew`",
        "lake.toml:2:1: unknown key `bukcet`",
        "did you mean `bucket`?",
        "lake.toml:3:13: `lifecycle`: there is no lifecycle template `cool`",
        "lake.toml:8:8: `file`: `../s.avsc` leaves the directory",
    ] {
        assert!(told.stderr.contains(line), "{line}\n{told:#}");
    }
    sandbox.write(
        "lake.toml",
        "[crawlers.c]\ndatabase = 'd'\ntargets = 'rew:x'\n[zones.raw]\n[schemas.r.s]\nfile = 'no.avsc'\n",
    );
    let told = sandbox.sh("lakectl plan").code(2).stderr_has("there is no zone `rew`; did you mean `raw`?");
    assert!(told.stderr.contains("lake.toml:6:8: no.avsc cannot be read"), "{told:#}");
    Sandbox::new().sh("lakectl plan").code(2).stderr_has("lakectl init");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_directory() {
    let sandbox = place();
    std::fs::write(sandbox.root().join("secret.avsc"), "{\"type\":\"string\"}").expect("a file outside");
    std::os::unix::fs::symlink(sandbox.root().join("secret.avsc"), sandbox.work().join("s.avsc")).expect("a link");
    sandbox.write("lake.toml", "[registries.r]\n[schemas.r.s]\nfile = 's.avsc'\n");
    sandbox.sh("lakectl plan").code(2).stderr_has("leads out of the directory");
}

#[test]
fn what_is_missing_is_told_for_every_item_with_its_line() {
    let sandbox = place();
    sandbox.write(
        "lake.toml",
        "[[grants]]\npermissions = 'SELECT'\non = 'db.t'\nto = 'role/a'\n[workgroups.w]\noutput_location = 's3://nowhere-bucket/'\n",
    );
    let told = sandbox.sh("lakectl plan").code(5).stderr_has("2 things of the file cannot be planned");
    assert!(told.stderr.contains("lake.toml:1:1: grant db.t to"), "{told:#}");
    assert!(told.stderr.contains("there is no table `db.t`, neither in the file nor in the lake"), "{told:#}");
    assert!(told.stderr.contains("there is no bucket `nowhere-bucket`"), "{told:#}");
}

const SMALL: &str = "name = 'small'\n[zones.raw]\nbucket = 'small-raw'\n[databases.db]\ndescription = 'one'\n\
                     [tables.db.t]\ncolumns = 'id bigint'\nlocation = 'raw:t/'\nformat = 'parquet'\n\
                     [workgroups.w]\nscan_limit = '1GB'\n[[grants]]\npermissions = ['SELECT', 'DESCRIBE']\non = 'db.t'\nto = ['role/a', 'role/b']\nenforce = true\n";

#[test]
fn drift_tells_what_was_changed_and_apply_mends_it() {
    let sandbox = place();
    sandbox.write("lake.toml", SMALL);
    sandbox.sh("lakectl apply --yes").code(0);
    plan_is_empty(&sandbox);
    sandbox.sh("lakectl workgroup set w --scan-limit 2GB").code(0);
    sandbox.sh("lakectl table create db.t --columns 'id string' --location s3://small-raw/t/ --format parquet").code(0);
    // What the file does not name is nobody's drift.
    sandbox.sh("lakectl db create other").code(0);
    let drift = sandbox.sh("lakectl drift").code(3);
    assert!(drift.stdout.contains("scan_limit: 2GB -> 1GB"), "{drift:#}");
    assert!(drift.stdout.contains("columns: id string -> id bigint"), "{drift:#}");
    assert!(!drift.stdout.contains("other"), "{drift:#}");
    sandbox.sh("lakectl apply --yes").code(0).stdout_has("2 done");
    sandbox.sh("lakectl drift").code(0);
}

#[test]
fn a_lifecycle_rule_that_the_file_says_no_longer_goes_and_one_of_others_stays() {
    let sandbox = place();
    let file = "[zones.raw]\nbucket = 'rules-raw'\nlifecycle = 'archive-90'\n";
    sandbox.write("lake.toml", file);
    sandbox.sh("lakectl apply --yes").code(0);
    sandbox.sh("lakectl lifecycle add rules-raw --id theirs --prefix x/ --expire 9d").code(0);
    plan_is_empty(&sandbox);
    sandbox.write("lake.toml", file.replace("archive-90", "tiering"));
    sandbox.sh("lakectl plan").code(0).stdout_has("lakectl-archive-90");
    sandbox.sh("lakectl apply --yes").code(0);
    plan_is_empty(&sandbox);
    let rules = sandbox.sh("lakectl lifecycle show rules-raw -o json").code(0).stdout;
    assert!(
        rules.contains("theirs") && rules.contains("lakectl-tiering") && !rules.contains("lakectl-archive-90"),
        "{rules}"
    );
    // Unless the file names all of them.
    sandbox
        .write("lake.toml", format!("{file}[scope]\nlifecycle = 'authoritative'\n").replace("archive-90", "tiering"));
    sandbox
        .sh("lakectl plan --exit-code")
        .code(3)
        .stdout_has("! removing lifecycle rules that others set on bucket rules-raw: theirs");
    sandbox.sh("lakectl apply --yes").code(0);
    plan_is_empty(&sandbox);
    assert!(!sandbox.sh("lakectl lifecycle show rules-raw -o json").code(0).stdout.contains("theirs"));
}

#[test]
fn an_environment_is_a_file_over_the_file() {
    let sandbox = place();
    sandbox.write("lake.toml", "[variables]\nname = 'dev'\n[databases.\"${name}_db\"]\n");
    sandbox.write("lake.prod.toml", "[variables]\nname = 'prod'\n");
    sandbox.sh("lakectl plan").code(0).stdout_has("+ db dev_db create");
    sandbox.sh("lakectl plan --env prod").code(0).stdout_has("+ db prod_db create");
    sandbox.sh("lakectl plan --env prd").code(2).stderr_has("did you mean `prod`?");
    sandbox.write("lake.prod.toml", "[databases.x]\ndescripton = 'x'\n");
    sandbox.sh("lakectl plan --env prod").code(2).stderr_has("lake.prod.toml:2:1: unknown key `descripton`");
}

#[test]
fn a_saved_plan_is_applied_as_it_is_or_not_at_all() {
    let sandbox = place();
    sandbox.write("lake.toml", SMALL);
    sandbox.sh("lakectl plan --out small.plan").code(0);
    // The file has moved on; the plan has not.
    sandbox.write("lake.toml", SMALL.replace("'one'", "'two'"));
    sandbox.sh("lakectl apply small.plan --yes").code(0);
    sandbox.sh("lakectl db show db").code(0).stdout_has("one");
    sandbox.sh("lakectl apply small.plan --yes").code(0).stdout_has("0 to create, 0 to update");

    sandbox.sh("lakectl plan --out next.plan").code(0).stdout_has("description: one -> two");
    sandbox.sh("lakectl db create db --description three").code(0);
    sandbox.sh("lakectl apply next.plan --yes").code(6).stderr_has("the plan is stale").stderr_has("db db");
    sandbox.sh("lakectl db show db").code(0).stdout_has("three");

    let text = sandbox.read("next.plan");
    let account = serde_json::from_str::<serde_json::Value>(&text).expect("a plan")["account"].to_string();
    let account = account.trim_matches('"').to_owned();
    sandbox.write("foreign.plan", text.replacen(&account, "999999999999", 1));
    sandbox.sh("lakectl apply foreign.plan --yes").code(11).stderr_has("the plan is for account 999999999999");
    sandbox.write("broken.plan", &text[..text.len() / 2]);
    sandbox.sh("lakectl apply broken.plan --yes").code(2).stderr_has("no plan of this lakectl");
}

/// Kills a child when it is dropped, so that a failed test leaves none.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn an_apply_that_is_killed_at_any_step_is_completed_by_the_next() {
    let sandbox = place();
    sandbox.sh("lakectl init --template minimal --name kill").code(0);
    sandbox.sh("lakectl plan --out all.plan").code(0);
    let mut killed = 0;
    for steps in 1..=4 {
        let mut command = sandbox.command(["apply", "all.plan", "--yes"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = Killed(command.spawn().expect("it starts"));
        let lines = BufReader::new(child.0.stderr.take().expect("stderr is a pipe")).lines();
        let done = lines.map_while(Result::ok).filter(|line| line.ends_with(" created")).take(steps % 2 + 1);
        if done.count() > 0 {
            killed += 1;
        }
        drop(child);
    }
    assert!(killed > 0, "no apply lived long enough to be killed");
    sandbox.sh("lakectl apply all.plan --yes").code(0);
    plan_is_empty(&sandbox);
}

#[test]
fn one_apply_works_at_a_time() {
    let sandbox = place();
    sandbox.write("lake.toml", SMALL);
    let lock = sandbox.write(".lake-journal/apply.lock", "");
    let held = File::options().write(true).open(&lock).expect("the lock");
    held.lock().expect("nobody else holds it");
    sandbox.sh("lakectl apply --yes").code(6).stderr_has("another apply of this lake is under way");
    held.unlock().expect("it is held");
    sandbox.sh("lakectl apply --yes").code(0);
}

#[test]
fn destroying_asks_for_the_name_and_leaves_what_holds_objects() {
    let sandbox = place();
    sandbox.write("lake.toml", format!("{SMALL}[guards]\nprotected = true\n"));
    sandbox.sh("lakectl apply --yes").code(0);
    sandbox.sh("lakectl destroy --confirm small").code(11).stderr_has("is protected");
    sandbox.write("lake.toml", SMALL);
    sandbox.sh("lakectl table create db.crawled --columns 'x int' --location s3://small-raw/c/ --format csv").code(0);
    sandbox.sh("lakectl destroy --confirm large").code(11).stderr_has("small");
    sandbox.sh("lakectl destroy --dry-run").code(0).stdout_has("- table db.t delete").stderr_has("crawled");
    sandbox.sh("lakectl destroy --confirm small").code(0).stdout_has("0 failed");
    assert_eq!(sandbox.json("lakectl db list")["databases"].as_array().map(Vec::len), Some(0));
    assert_eq!(sandbox.json("lakectl bucket list")["buckets"].as_array().map(Vec::len), Some(0));
    sandbox.sh("lakectl destroy --confirm small").code(0).stdout_has("nothing that the file names is there");

    sandbox.sh("lakectl apply --yes").code(0);
    let data = fixtures().join("data/airports.csv");
    sandbox.sh(&format!("lakectl ingest {} --source airports", data.display())).code(0);
    sandbox
        .sh("lakectl destroy --confirm small")
        .code(8)
        .stdout_has("! bucket small-raw failed")
        .stderr_has("bucket empty");
}

#[test]
fn a_schema_that_does_not_fit_is_refused_by_the_plan() {
    let sandbox = place();
    let file = "[registries.r]\n[schemas.r.s]\nfile = 's.avsc'\ncompatibility = 'BACKWARD'\n";
    sandbox.write("lake.toml", file);
    let schema = |fields: &str| format!("{{\"type\":\"record\",\"name\":\"R\",\"fields\":[{fields}]}}");
    sandbox.write("s.avsc", schema("{\"name\":\"a\",\"type\":\"string\"}"));
    sandbox.sh("lakectl apply --yes").code(0);
    plan_is_empty(&sandbox);
    sandbox.write("s.avsc", schema("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"string\"}"));
    sandbox.sh("lakectl plan").code(2).stderr_has("lake.toml:2:").stderr_has("schema r/s");
    // Under another mode it fits; both change at once, and then nothing is left.
    sandbox.write("lake.toml", file.replace("BACKWARD", "NONE"));
    sandbox.sh("lakectl plan").code(0).stdout_has("compatibility: BACKWARD -> NONE").stdout_has("version: 1 -> 2");
    sandbox.sh("lakectl apply --yes").code(0);
    plan_is_empty(&sandbox);
}

#[test]
fn jobs_schedules_filters_and_administrators_are_made_in_their_order() {
    let sandbox = place();
    sandbox.write("scripts/clean.py", "print('clean')\n");
    sandbox.write(
        "lake.toml",
        "[zones.scripts]\nbucket = 'job-scripts'\n[zones.raw]\nbucket = 'job-raw'\nlifecycle = ['tiering']\n\
         [databases.db]\n[tables.db.t]\ncolumns = 'id bigint, region string'\nlocation = 'raw:t'\nformat = 'csv'\nheader = true\n\
         comments = { id = 'the key' }\nparameters = { owner_team = 'x' }\n\
         [jobs.clean]\nscript = 'scripts/clean.py'\nupload_to = 'scripts:clean/'\nrole = 'glue-job'\nretries = 1\narguments = { day = '1' }\n\
         [crawlers.c]\ndatabase = 'db'\ntargets = ['raw:a/', 'raw:b/']\nexclude = '**.tmp'\non_change = 'merge'\n\
         [schedules.nightly]\njob = 'clean'\ncron = 'cron(0 3 * * ? *)'\n\
         [schedules.after]\ncrawler = 'c'\nafter_jobs = 'clean'\n\
         [admins]\nfull = ['role/admin', 'role/other']\nread_only = 'role/auditor'\n\
         [[locations]]\nplace = 'raw:t'\n\
         [[filters]]\nname = 'eu'\non = 'db.t'\nrows = \"region = 'EU'\"\nexclude_columns = 'id'\n\
         [[grants]]\npermissions = 'SELECT'\non = 'db.t'\nfilter = 'eu'\nto = 'role/a'\n\
         [[grants]]\npermissions = 'DATA_LOCATION_ACCESS'\non = 'raw:t'\nto = 'role/etl'\n\
         [[grants]]\npermissions = ['CREATE_TABLE', 'DESCRIBE']\non = 'db'\nto = 'role/etl'\ngrantable = true\n\
         [alarms.late]\nnamespace = 'P'\nmetric = 'Behind'\ndimensions = { stage = 'raw' }\nthreshold = 15\nperiods = 3\ndatapoints = 2\n",
    );
    sandbox.sh("lakectl apply --yes").code(0);
    plan_is_empty(&sandbox);
    // The script is part of what is compared.
    sandbox.write("scripts/clean.py", "print('cleaner')\n");
    sandbox.sh("lakectl plan --exit-code").code(3).stdout_has("~ job clean update");
    sandbox.sh("lakectl apply --yes").code(0);
    plan_is_empty(&sandbox);
    sandbox.sh("lakectl destroy --confirm lake").code(8).stdout_has("! bucket job-scripts failed");
}

#[test]
fn an_exported_lake_is_the_lake() {
    let sandbox = place();
    sandbox.sh("lakectl init first --template reference --name acme").code(0);
    let first = |line: &str| {
        let words = crate::transcript::words(line);
        let mut command = sandbox.command(&words[1..]);
        command.current_dir(sandbox.work().join("first"));
        crate::sandbox::finish(command, b"")
    };
    first("lakectl apply --yes").code(0);
    // What the file cannot say is told by name.
    sandbox.sh("lakectl query --workgroup analytics 'CREATE VIEW data_lake_db.v AS SELECT 1 AS x'").code(0);
    let exported =
        sandbox.sh("lakectl export second").code(0).stderr_has("left out: table data_lake_db.v: it is a view");
    assert!(exported.stdout.contains("schemas/event-schemas/user_event_schema.avsc"), "{exported:#}");
    sandbox.sh("lakectl export second").code(6);
    let second = |line: &str| {
        let words = crate::transcript::words(line);
        let mut command = sandbox.command(&words[1..]);
        command.current_dir(sandbox.work().join("second"));
        crate::sandbox::finish(command, b"")
    };
    let plan = second("lakectl plan --exit-code -o json").code(0).json();
    let unchanged = plan["plan"]["unchanged"].as_u64().unwrap_or_default();
    assert!(unchanged >= 20, "{plan:#}");
    // The same lake again, in an empty one.
    let fresh = sandbox.root().join("fresh");
    let again = |line: &str| {
        let words = crate::transcript::words(line);
        let mut command = sandbox.command(&words[1..]);
        command.current_dir(sandbox.work().join("second")).env("LAKE_LOCAL", &fresh);
        crate::sandbox::finish(command, b"")
    };
    again("lakectl apply --yes").code(0);
    again("lakectl plan --exit-code").code(0);
    let of = |output: crate::sandbox::Output| {
        let mut grants = output.code(0).json()["grants"].as_array().cloned().unwrap_or_default();
        grants.retain(|grant| grant["resource"] != "data_lake_db.v");
        grants
    };
    assert_eq!(of(again("lakectl access list -o json")), of(first("lakectl access list -o json")));
}

#[test]
fn what_a_service_would_refuse_of_texts_and_names_is_refused_by_the_plan() {
    let sandbox = place();
    let long = "x".repeat(2049);
    let admins: Vec<String> = (0..31).map(|number| format!("'role/a{number}'")).collect();
    sandbox.write(
        "lake.toml",
        format!(
            "[databases.db]\ndescription = '{long}'\n[jobs.\"{0}\"]\nscript = 's3://some-bucket/a.py'\nrole = 'r'\n\
             [alarms.a]\nnamespace = 'N'\nmetric = 'M'\nthreshold = 1\ndescription = '{1}'\n\
             [admins]\nfull = [{2}]\n[zones.raw]\nbucket = 'limits-raw'\ntags = {{ \"aws:x\" = 'y' }}\n",
            "j".repeat(256),
            "d".repeat(1025),
            admins.join(", ")
        ),
    );
    let told = sandbox.sh("lakectl plan").code(2).stderr_has("5 problems");
    for line in [
        "lake.toml:2:15: `description` of databases `db`: 2049 characters; 2048 are possible",
        "256 characters; 255 are possible",
        "1025 characters; 1024 are possible",
        "31 administrators; a data lake has 30 at most",
        "`aws:x`: keys that begin with aws: are the service's",
    ] {
        assert!(told.stderr.contains(line), "{line}\n{told:#}");
    }
}

#[test]
fn a_bucket_of_somebody_else_is_refused_by_the_plan() {
    use crate::stub::{Reply, Stub};
    let lake = Sandbox::new();
    let (client, _stub) = Stub::before(&lake, |request| match (request.method.as_str(), request.path.as_str()) {
        ("HEAD", path) if path.starts_with("/theirs-raw") => Reply::Status(403, String::new()),
        _ => Reply::Lake,
    });
    client.write("lake.toml", "[zones.raw]\nbucket = 'theirs-raw'\n");
    client
        .sh("lakectl plan")
        .code(4)
        .stderr_has("lake.toml:1:8: bucket theirs-raw")
        .stderr_has("is another account's, or closed to you");
}

//! `[scope]`: kinds of which the file names all, what that takes away, and what it never does.

use crate::sandbox::Sandbox;

const HEAD: &str = "name = 'scoped'\n[zones.raw]\nbucket = 'scoped-raw'\n[databases.db]\nlocation = 'raw:db/'\n\
    [tables.db.kept]\ncolumns = 'id bigint'\nlocation = 'raw:kept/'\nformat = 'parquet'\n\
    [crawlers.ours]\ndatabase = 'db'\ntargets = 'raw:in/'\n\
    [workgroups.w]\noutput_location = 'raw:out/'\n\
    [registries.r]\n[schemas.r.s]\nfile = 's.avsc'\n\
    [alarms.late]\nnamespace = 'P'\nmetric = 'M'\nthreshold = 1\ndimensions = { WorkGroup = 'w' }\n\
    [tags.pii]\nvalues = ['none', 'email']\n\
    [[tagged]]\non = 'db.kept'\ntags = { pii = 'none' }\n\
    [admins]\nfull = ['role/one', 'role/two']\n\
    [[grants]]\npermissions = ['SELECT']\non = 'db.kept'\nto = 'role/reader'\ncolumns = 'id'\nenforce = true\n";

const ALL: &str = "[scope]\ndatabases = 'authoritative'\ntables = 'authoritative'\ncrawlers = 'authoritative'\n\
    jobs = 'authoritative'\nschedules = 'authoritative'\nschemas = 'authoritative'\nworkgroups = 'authoritative'\n\
    admins = 'authoritative'\nlocations = 'authoritative'\ntagged = 'authoritative'\nfilters = 'authoritative'\n\
    grants = 'authoritative'\nalarms = 'authoritative'\n";

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("s.avsc", "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
    sandbox.write("lake.toml", HEAD);
    sandbox.sh("lakectl apply --yes").code(0);
    sandbox
}

/// The steps of the plan as `sign noun name`, without what is as it should be.
fn steps(sandbox: &Sandbox) -> Vec<String> {
    let plan = sandbox.sh("lakectl plan -o json").code(0).json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let steps = plan["plan"]["steps"].as_array().cloned().unwrap_or_default();
    steps
        .iter()
        .map(|step| format!("{} {} {}", text(&step["action"]), text(&step["noun"]), text(&step["name"])))
        .collect()
}

#[test]
fn what_the_file_leaves_out_stays_until_its_kind_is_authoritative() {
    let sandbox = lake();
    let run = |line: &str| drop(sandbox.sh(line).code(0));
    // Strangers, within what the file names.
    run("lakectl db create stray --location s3://scoped-raw/stray/");
    run("lakectl table create stray.inner --columns 'x int' --location s3://scoped-raw/stray/inner/ --format csv");
    run("lakectl table create db.extra --columns 'x int' --location s3://scoped-raw/extra/ --format csv");
    run("lakectl crawler create theirs --database db --target s3://scoped-raw/theirs/");
    run("lakectl workgroup create extra --output-location s3://scoped-raw/extra-out/");
    run("lakectl schema register s.avsc --registry r --name more");
    run("lakectl alarm create extra --namespace P --metric M --threshold 2 --dimension WorkGroup=w");
    run("lakectl tag create level a,b");
    run("lakectl tag assign level=a --on db.kept");
    run("lakectl admin add role/three");
    run("lakectl filter create eu --on db.kept --rows 'id = 1'");
    run("lakectl grant SELECT --on db.kept --to role/stranger");
    run("lakectl grant DESCRIBE --on db.kept --to role/reader");
    // Others, outside of it.
    run("lakectl db create elsewhere");
    run("lakectl table create elsewhere.t --columns 'x int' --location s3://scoped-raw/e/ --format csv");
    run("lakectl grant SELECT --on elsewhere.t --to role/stranger");
    run("lakectl workgroup create others");
    // What the file cannot say stays.
    run("lakectl query --workgroup w 'CREATE VIEW db.v AS SELECT 1 AS x'");
    sandbox.sh("lakectl plan --exit-code").code(0);

    sandbox.write("lake.toml", format!("{HEAD}{ALL}"));
    let wanted = [
        "delete admin arn:aws:iam::000000000000:role/three as administrator",
        "delete alarm extra",
        "delete crawler theirs",
        "delete db stray",
        "delete filter eu on db.kept",
        "delete grant db.kept to arn:aws:iam::000000000000:role/stranger",
        "delete schema r/more",
        "delete table db.extra",
        "delete workgroup extra",
        "update grant db.kept to arn:aws:iam::000000000000:role/reader",
        "update tags of db.kept",
    ];
    let account = sandbox.json("lakectl status")["status"]["account"].as_str().unwrap_or("000000000000").to_owned();
    let mut found = steps(&sandbox);
    found.sort();
    let wanted = wanted.map(|line| line.replace("000000000000", &account));
    assert_eq!(found, wanted);
    // What goes is marked, and why it goes is said.
    let plan = sandbox.sh("lakectl plan").code(0);
    for line in [
        "- table db.extra delete",
        "    - columns: x int",
        "the file names all tables here, and not this one",
        "! deleting table db.extra: this cannot be undone",
    ] {
        assert!(plan.stdout.contains(line), "{line}\n{plan:#}");
    }
    assert!(plan.stderr.contains("its tables go with it: inner"), "{plan:#}");
    sandbox.sh("lakectl drift").code(3).stdout_has("- table db.extra delete");

    // The name must be typed, because what goes cannot be made again.
    sandbox.sh("lakectl apply --yes").code(11).stderr_has("--confirm scoped");
    sandbox.sh("lakectl apply --confirm scoped").code(0).stdout_has(" 0 failed, 0 not tried");
    sandbox.sh("lakectl plan --exit-code").code(0);
    sandbox.sh("lakectl drift").code(0);
    sandbox.sh("lakectl table show elsewhere.t").code(0);
    sandbox.sh("lakectl workgroup show others").code(0);
    sandbox.sh("lakectl table show db.v").code(0);
    sandbox.sh("lakectl access list --principal role/reader").code(0).stdout_has("SELECT");
    // What the file names is all that is there: an export and the file say the same.
    sandbox.sh("lakectl export ../out --database db").code(0);
}

#[test]
fn what_a_crawler_of_the_file_makes_is_the_files() {
    let sandbox = Sandbox::new();
    let file =
        "[zones.raw]\nbucket = 'crawled-raw'\n[databases.db]\n[crawlers.c]\ndatabase = 'db'\ntargets = 'raw:in/'\n";
    sandbox.write("lake.toml", format!("{file}[scope]\ntables = 'authoritative'\n"));
    sandbox.sh("lakectl apply --yes").code(0);
    let data = crate::sandbox::fixtures().join("data/seattle-weather.csv");
    sandbox.sh(&format!("lakectl ingest {} --source in --bucket crawled-raw", data.display())).code(0);
    sandbox.sh("lakectl crawler run c").code(0);
    sandbox.sh("lakectl plan --exit-code").code(0);
    // Without its crawler the table is one like others.
    sandbox.write(
        "lake.toml",
        format!("{}[scope]\ntables = 'authoritative'\n", file.split("[crawlers").next().unwrap_or("")),
    );
    sandbox.sh("lakectl plan --exit-code").code(3).stdout_has("- table db.");
}

#[test]
fn a_protected_lake_and_mass_deletion_are_refused() {
    let sandbox = Sandbox::new();
    let file = "name = 'many'\n[zones.raw]\nbucket = 'many-raw'\n[databases.db]\n[scope]\ntables = 'authoritative'\n";
    sandbox.write("lake.toml", file);
    sandbox.sh("lakectl apply --yes").code(0);
    for number in 0..4 {
        sandbox
            .sh(&format!(
                "lakectl table create db.t{number} --columns 'x int' --location s3://many-raw/{number}/ --format csv"
            ))
            .code(0);
    }
    sandbox.sh("lakectl plan").code(0).stderr_has("`lakectl apply` refuses this: the plan deletes 4 of 6 resources");
    sandbox.sh("lakectl apply --confirm many").code(11).stderr_has("--allow-mass-deletion");
    sandbox.write("lake.toml", format!("{file}[guards]\nprotected = true\n"));
    sandbox.sh("lakectl apply --confirm many --allow-mass-deletion").code(11).stderr_has("which is protected");
    sandbox.sh("lakectl table show db.t0").code(0);
    sandbox.write("lake.toml", file);
    sandbox.sh("lakectl apply --confirm many --allow-mass-deletion").code(0);
    sandbox.sh("lakectl table show db.t0").code(5);
    sandbox.sh("lakectl plan --exit-code").code(0);
}

#[test]
fn what_something_of_the_file_needs_is_no_stranger() {
    let sandbox = Sandbox::new();
    let file = "[zones.raw]\nbucket = 'need-raw'\n[databases.db]\n[scope]\ntables = 'authoritative'\n\
                [[grants]]\npermissions = 'SELECT'\non = 'db.t'\nto = 'role/a'\n";
    sandbox.sh("lakectl db create db").code(0);
    sandbox.sh("lakectl bucket create need-raw --zone raw").code(0);
    sandbox.sh("lakectl table create db.t --columns 'x int' --location s3://need-raw/t/ --format csv").code(0);
    sandbox.write("lake.toml", file);
    sandbox.sh("lakectl apply --yes").code(0);
    sandbox.sh("lakectl table show db.t").code(0);
    sandbox.sh("lakectl plan --exit-code").code(0);
    sandbox.write("lake.toml", file.replace("authoritative", "authorative"));
    sandbox.sh("lakectl plan").code(2).stderr_has("did you mean `authoritative`?");
    sandbox.write("lake.toml", file.replace("tables =", "table ="));
    sandbox.sh("lakectl plan").code(2).stderr_has("did you mean `tables`?");
}

#[test]
fn tags_composite_alarms_and_prices_are_said_by_the_file_and_exported() {
    let sandbox = Sandbox::new();
    let file = "[zones.raw]\nbucket = 'tagged-raw'\n[databases.crm]\n\
        [tables.crm.people]\ncolumns = 'id bigint, mail string, region string'\nlocation = 'raw:people/'\nformat = 'csv'\n\
        [tags.pii]\nvalues = ['none', 'email']\n[tags.Zone]\nvalues = 'curated'\n\
        [[tagged]]\non = 'crm'\ntags = { zone = 'curated' }\n\
        [[tagged]]\non = 'crm.people'\ntags = { pii = 'none' }\n\
        [[tagged]]\non = 'crm.people'\ncolumns = 'mail'\ntags = { pii = 'email' }\n\
        [[grants]]\npermissions = 'SELECT'\non = 'tag:pii=none & zone=curated'\nto = 'role/analyst'\n\
        [[grants]]\npermissions = 'DESCRIBE'\non = 'tag-db:zone=curated'\nto = 'role/analyst'\n\
        [[grants]]\npermissions = 'ASSOCIATE'\non = 'tag-key:pii'\nto = 'role/steward'\n\
        [alarms.cost]\nrecipe = 'athena-scan-cost'\ntarget = 'primary'\nthreshold = 10\n\
        [alarms.late]\nnamespace = 'P'\nmetric = 'M'\nthreshold = 1\n\
        [alarms.both]\nall = ['cost', 'late']\n[alarms.either]\nrule = 'ALARM(\"cost\") OR NOT ALARM(\"late\")'\n\
        [prices]\ntb_scanned = 6.25\nalarm_month = 0.2\n";
    sandbox.write("first/lake.toml", file);
    let run = |directory: &str, words: &[&str]| {
        let mut command = sandbox.command(words);
        command.current_dir(sandbox.work().join(directory));
        crate::sandbox::finish(command, b"")
    };
    let plan = run("first", &["plan"]).code(0);
    assert!(plan.stdout.contains("+ tag zone create") && plan.stdout.contains("tag: pii=none"), "{plan:#}");
    assert!(plan.stdout.contains("cost: +$0."), "{plan:#}");
    assert!(plan.stdout.contains("estimate: list prices of us-east-1"), "{plan:#}");
    run("first", &["apply", "--yes"]).code(0);
    run("first", &["plan", "--exit-code"]).code(0);
    assert!(run("first", &["tag", "show", "crm.people"]).stdout.contains("email"));
    let exported = run("first", &["export", "../second"]).code(0);
    assert!(!exported.stderr.contains("left out"), "{exported:#}");
    run("second", &["plan", "--exit-code"]).code(0);
    let text = sandbox.read("second/lake.toml");
    for line in ["[tags.pii]", "[[tagged]]", "tag-db:zone=curated", "tag-key:pii", "[alarms.both]", "rule ="] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    // A value that the tag does not have is a problem of the file, and a rule that is none, and prices that are none.
    for (from, to, told) in [
        ("pii = 'none' }", "pii = 'nome' }", "has no value `nome`"),
        ("OR NOT", "OR OR", "is no rule of alarms"),
        ("all = ['cost', 'late']", "all = ['cost', 'both']", "cannot watch itself"),
        ("tb_scanned = 6.25", "list = 'no.json'", "no.json cannot be read"),
        ("alarm_month = 0.2", "alarm_month = -1", "is a price, and not negative"),
    ] {
        sandbox.write("first/lake.toml", file.replace(from, to));
        run("first", &["plan"]).code(2).stderr_has(told);
    }
    sandbox.write("first/lake.toml", file);
    run("first", &["destroy", "--confirm", "lake"]).code(0).stdout_has(" 0 failed");
}

#[test]
fn dashboards_are_files_and_the_widgets_of_others_stay() {
    let sandbox = Sandbox::new();
    let body = |title: &str| {
        format!(
            "{{\"widgets\":[{{\"type\":\"text\",\"x\":0,\"y\":0,\"width\":6,\"height\":3,\"properties\":{{\"markdown\":\"{title}\"}}}}]}}"
        )
    };
    sandbox.write("first/boards/lake.json", body("# the lake"));
    sandbox.write("first/lake.toml", "[dashboards.lake]\nfile = 'boards/lake.json'\n");
    let run = |directory: &str, words: &[&str]| {
        let mut command = sandbox.command(words);
        command.current_dir(sandbox.work().join(directory));
        crate::sandbox::finish(command, b"")
    };
    run("first", &["plan"]).code(0).stdout_has("+ dashboard lake create");
    run("first", &["apply", "--yes"]).code(0);
    run("first", &["plan", "--exit-code"]).code(0);
    run("first", &["export", "../second"]).code(0).stdout_has("dashboards/lake.json");
    run("second", &["plan", "--exit-code"]).code(0);
    sandbox.write("first/boards/lake.json", body("# another"));
    run("first", &["apply", "--yes"]).code(0);
    let shown = run("first", &["dashboard", "show", "lake", "-o", "json"]).stdout;
    assert!(shown.contains("# another") && shown.contains("# the lake"), "{shown}");
    sandbox.write("first/boards/lake.json", "{\"widgets\":[{\"type\":\"picture\"}]}");
    run("first", &["plan"]).code(2).stderr_has("boards/lake.json");
    sandbox.write("first/boards/lake.json", body("# another"));
    run("first", &["destroy", "--confirm", "lake"]).code(0);
    run("first", &["dashboard", "show", "lake"]).code(5);
}

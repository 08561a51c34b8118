//! `lakectl doctor`

use serde_json::Value;

use crate::sandbox::Sandbox;

/// The findings of a check, as subject and evidence.
fn of(sandbox: &Sandbox, check: &str, code: i32) -> Vec<(String, String)> {
    let output = sandbox.sh(&format!("lakectl doctor --check {check} -o json")).code(code);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = output.json()["doctor"]["findings"].as_array().cloned().unwrap_or_default();
    findings.iter().map(|finding| (text(&finding["subject"]), text(&finding["evidence"]))).collect()
}

#[test]
fn what_is_wrong_is_told_with_the_command_that_mends_it() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create sound --zone raw").code(0);
    sandbox.sh("lakectl db create db").code(0);
    sandbox.sh("lakectl workgroup create loose").code(0);
    sandbox.sh("lakectl table create db.gone --columns 'x int' --location s3://nowhere-at-all/x/ --format csv").code(0);
    sandbox
        .sh("lakectl table create db.inner --columns 'x int' --location s3://nowhere-at-all/x/y/ --format csv")
        .code(0);

    assert!(of(&sandbox, "bucket-tls", 0).is_empty());
    assert!(of(&sandbox, "bucket-public-access", 0).is_empty());
    let dead = of(&sandbox, "table-dead-location", 3);
    assert_eq!(dead[0].0, "table db.gone");
    assert!(of(&sandbox, "table-same-place", 3)[0].1.contains("db.gone"));
    assert!(!of(&sandbox, "table-open-to-iam", 3).is_empty());
    assert!(of(&sandbox, "defaults-open-to-iam", 3)[0].1.contains("databases and tables"));
    sandbox.sh("lakectl governance defaults --closed").code(0);
    assert!(of(&sandbox, "defaults-open-to-iam", 0).is_empty());

    let told = sandbox.sh("lakectl doctor --check workgroup-cutoff").code(3);
    assert!(told.stdout.contains("mend it: lakectl workgroup set loose --scan-limit 1TB"), "{told:#}");
    sandbox.sh("lakectl workgroup set loose --scan-limit 1TB").code(0);
    assert!(of(&sandbox, "workgroup-cutoff", 3).iter().all(|(subject, _)| subject != "workgroup loose"));
}

#[test]
fn what_can_be_mended_safely_is_mended_on_request() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl workgroup create silent --no-metrics").code(0);
    let before = of(&sandbox, "workgroup-metrics", 3);
    assert!(before.iter().any(|(subject, _)| subject == "workgroup silent"), "{before:?}");
    sandbox
        .sh("lakectl doctor --check workgroup-metrics --fix")
        .code(0)
        .stderr_has("done: lakectl workgroup set silent --metrics");
    assert_eq!(sandbox.json("lakectl workgroup show silent")["workgroup"]["metrics"], true);
}

#[test]
fn known_findings_stay_until_their_day() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl workgroup create loose").code(0);
    let check = "lakectl doctor --check workgroup-cutoff";
    let ignore = |until: &str| format!("[[ignore]]\ncheck = 'workgroup-cutoff'\nreason = 'small'\nuntil = '{until}'\n");
    sandbox.write("lake.toml", ignore("2999-01-01"));
    sandbox.sh(check).code(0).stdout_has("known and ignored");
    sandbox.write("lake.toml", ignore("2001-01-01"));
    sandbox.sh(check).code(3);
    sandbox.write("lake.toml", ignore("2999-01-01").replace("cutoff", "cutof"));
    sandbox.sh(check).code(2).stderr_has("did you mean `workgroup-cutoff`?").stderr_has("lake.toml:2:9");
    sandbox.write("lake.toml", ignore("soon"));
    sandbox.sh(check).code(2).stderr_has("`soon` is no day");
}

#[test]
fn findings_go_to_other_programs() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl workgroup create loose").code(0);
    let sarif = sandbox.sh("lakectl doctor --report sarif").code(3).json();
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../fixtures/sarif-2.1.0.json")).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let problems: Vec<String> = validator.iter_errors(&sarif).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    let results = sarif["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    assert!(results.iter().any(|result| result["ruleId"] == "workgroup-cutoff"), "{sarif:#}");
    assert!(sarif["runs"][0]["tool"]["driver"]["rules"].as_array().is_some_and(|rules| rules.len() >= 60));
    let checks = sandbox.json("lakectl doctor --list");
    assert!(checks["checks"].as_array().is_some_and(|checks| checks.len() >= 60), "{checks:#}");
    sandbox.sh("lakectl doctor --check bucket-tsl").code(2).stderr_has("did you mean `bucket-tls`?");
}

#[test]
fn what_may_not_be_read_is_said_and_is_no_pass() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create db").code(0);
    let told = sandbox.sh("lakectl doctor --as role/nobody --check not-looked-at -o json");
    // Whatever this principal may not see is named; nothing else is said of it.
    assert!([0, 3].contains(&told.code), "{told:#}");
    let findings = told.json()["doctor"]["findings"].as_array().map_or(0, Vec::len);
    assert_eq!(told.code == 3, findings > 0, "{told:#}");
}

#[test]
fn what_lies_in_the_places_of_tables_is_looked_at() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create files-raw --zone raw").code(0);
    sandbox.sh("lakectl db create db").code(0);
    let create = |name: &str, more: &str| {
        let line = format!("lakectl table create db.{name} --location s3://files-raw/{name}/ --format csv {more}");
        sandbox.sh(&line).code(0);
    };
    create("small", "--columns 'x int'");
    create("empty", "--columns 'x int'");
    let keys = "year string, month string, day string";
    create("parts", &format!("--columns 'x int' --partitioned-by '{keys}'"));
    let names: Vec<String> = (0..60).map(|number| format!("{number}.csv")).collect();
    for (number, name) in names.iter().enumerate() {
        sandbox.write(name, format!("{number}\n"));
    }
    let ingest = |source: &str, names: &[String]| {
        let fixed = ["ingest", "--bucket", "files-raw", "--date", "2026-11-22", "--source", source];
        sandbox.ok(fixed.into_iter().chain(names.iter().map(String::as_str)));
    };
    ingest("small", &names);
    ingest("parts", &names[..1]);
    let small = of(&sandbox, "table-small-files", 3);
    assert!(small.len() == 1 && small[0].0 == "table db.small" && small[0].1.contains("60 files hold"), "{small:?}");
    assert_eq!(of(&sandbox, "table-no-files", 3)[0].0, "table db.empty");
    let lost = of(&sandbox, "table-no-partitions", 3);
    assert_eq!(lost[0].0, "table db.parts", "{lost:?}");
    sandbox.sh("lakectl partition sync db.parts").code(0);
    assert!(of(&sandbox, "table-no-partitions", 0).is_empty());
    assert!(of(&sandbox, "table-partition-schema", 0).is_empty());
    sandbox
        .sh(&format!("lakectl table create db.parts --columns 'x bigint' --partitioned-by '{keys}' --location s3://files-raw/parts/ --format csv"))
        .code(0);
    let outdated = of(&sandbox, "table-partition-schema", 3);
    assert!(outdated[0].1.contains("1 of 1 partitions differ"), "{outdated:?}");
    // Nothing is looked at when it is not wanted.
    sandbox.sh("lakectl doctor --check table-small-files --no-samples").code(0);
}

#[test]
fn profiles_choose_checks() {
    let sandbox = Sandbox::new();
    let count = |line: &str| sandbox.json(line)["checks"].as_array().map_or(0, Vec::len);
    let (all, security) = (count("lakectl doctor --list"), count("lakectl doctor --list --suite security"));
    assert!(all >= 100 && (10..all).contains(&security), "{all} {security}");
    let both = count("lakectl doctor --list --suite security --suite cost");
    assert!(both > security && both < all, "{both}");
    sandbox.sh("lakectl doctor --suite safety").code(2).stderr_has("security").stderr_has("recovery");
    sandbox.sh("lakectl doctor --area places").code(2).stderr_has("setup");
}

#[cfg(unix)]
#[test]
fn another_program_of_the_same_name_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::new();
    let other = sandbox.write("bin/lakectl", "#!/bin/sh\n");
    std::fs::set_permissions(&other, std::fs::Permissions::from_mode(0o755)).expect("it can be run");
    let bin = sandbox.work().join("bin").display().to_string();
    let sandbox = sandbox.env("PATH", &format!("{bin}:/usr/bin:/bin"));
    let found = of(&sandbox, "other-lakectl", 3);
    assert!(found[0].0.ends_with("bin/lakectl"), "{found:?}");
    let sandbox = sandbox.env("PATH", "/usr/bin:/bin");
    assert!(of(&sandbox, "other-lakectl", 0).is_empty());
}

#[test]
fn a_clock_that_is_off_is_told_and_a_bucket_of_others_is_no_error() {
    use crate::stub::{Reply, Stub};
    let lake = Sandbox::new();
    let (client, _stub) = Stub::before(&lake, |request| match (request.method.as_str(), request.path.as_str()) {
        ("HEAD", path) if path.starts_with("/theirs-bucket") => Reply::Status(403, String::new()),
        _ => Reply::Lake,
    });
    client.sh("lakectl db create db").code(0);
    client.sh("lakectl bucket create ours-raw --zone raw").code(0);
    let create = |name: &str, bucket: &str| {
        let place = format!("--columns 'x int' --location s3://{bucket}/x/ --format csv");
        client.sh(&format!("lakectl table create db.{name} {place}")).code(0);
    };
    create("theirs", "theirs-bucket");
    create("gone", "gone-bucket");
    let dead = of(&client, "table-dead-location", 3);
    assert!(dead.len() == 1 && dead[0].0 == "table db.gone", "{dead:?}");
    assert_eq!(of(&client, "table-foreign-bucket", 3)[0].0, "table db.theirs");
    assert!(of(&client, "clock-skew", 0).is_empty());
}

#[test]
fn a_clock_twenty_minutes_behind_is_an_error() {
    use crate::stub::{Reply, Stub};
    let identity = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
        <Arn>arn:aws:iam::123456789012:user/ops</Arn><UserId>1</UserId><Account>123456789012</Account>\
        </GetCallerIdentityResult></GetCallerIdentityResponse>";
    let stub = Stub::alone(move |request| match request.path.as_str() {
        "/" if request.text().contains("GetCallerIdentity") => {
            Reply::Dated("Thu, 01 Jan 2099 00:00:00 GMT".to_owned(), identity.to_owned())
        }
        _ => Reply::error(400, "AccessDeniedException", "no"),
    });
    let sandbox = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_REGION", "us-east-1");
    let found = of(&sandbox, "clock-skew", 3);
    assert!(found[0].1.contains("minutes behind"), "{found:?}");
}

#[test]
fn backups_are_looked_for_where_the_file_says() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create db").code(0);
    let check = |name: &str, code| of(&sandbox, name, code);
    assert_eq!(check("backup-place", 3).len(), 1);
    sandbox.write("lake.toml", "[recovery]\nbackups = 'kept'\nmax_age = '2d'\n");
    assert_eq!(check("backup-place", 0), []);
    let none = check("backup-none", 3);
    assert!(none[0].0.contains("backups kept"), "{none:?}");
    sandbox.sh("lakectl backup kept --only db").code(0);
    assert_eq!(check("backup-none", 0), []);
    assert!(check("backup-gaps", 3)[0].1.contains("a part only"));
    sandbox.sh("lakectl local clock --advance 1h").code(0);
    sandbox.sh("lakectl backup kept").code(0);
    assert_eq!(check("backup-gaps", 0), []);
    // From anywhere below, the folder is the file's.
    sandbox.write("below/x", "");
    let mut command = sandbox.command(["doctor", "--check", "backup-none"]);
    command.current_dir(sandbox.work().join("below"));
    crate::sandbox::finish(command, b"").code(0);
    assert_eq!(check("backup-old", 0), []);
    sandbox.sh("lakectl local clock --advance 49h").code(0);
    assert!(check("backup-old", 3)[0].1.contains("49 hours old"));
    for wrong in ["/elsewhere", "../up", "a/../../b", ""] {
        sandbox.write("lake.toml", format!("[recovery]\nbackups = '{wrong}'\n"));
        sandbox.sh("lakectl doctor").code(2).stderr_has("is neither s3://bucket/prefix");
    }
    sandbox.write("lake.toml", "[recovery]\nbackups = 's3://nobody-has-this/x'\n");
    assert!(of(&sandbox, "not-looked-at", 3).iter().any(|(subject, _)| subject.contains("backups")));
}

/// What an element may be in, and its attributes: those that are needed, and those that may be. The common part of the
/// schemas of Jenkins (jenkins-junit.xsd of its xUnit plugin) and of GitLab's and Azure's readers.
const JUNIT: &[(&str, &str, &[&str], &[&str])] = &[
    ("testsuites", "", &[], &["name", "time", "tests", "failures", "disabled", "errors"]),
    (
        "testsuite",
        "testsuites",
        &["name", "tests"],
        &["failures", "errors", "time", "disabled", "skipped", "timestamp", "hostname", "id", "package"],
    ),
    ("testcase", "testsuite", &["name", "classname"], &["assertions", "time", "status"]),
    ("failure", "testcase", &[], &["type", "message"]),
];

/// An element of the report: its name, what it is in (by place), its attributes, its own text.
struct Element {
    name: String,
    parent: Option<usize>,
    attributes: std::collections::BTreeMap<String, String>,
    text: String,
}

fn elements(xml: &str) -> Vec<Element> {
    use quick_xml::XmlVersion;
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut all, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().expect("well-formed XML");
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    let value = attribute.normalized_value(XmlVersion::default()).expect("a value");
                    (attribute.key.0.to_owned(), value.into_owned())
                });
                let name = start.name().0.to_owned();
                let attributes = attributes.collect();
                all.push(Element { name, parent: open.last().copied(), attributes, text: String::new() });
                if matches!(event, Event::Start(_)) {
                    open.push(all.len() - 1);
                }
            }
            Event::End(_) => drop(open.pop().expect("something is open")),
            Event::Text(text) => {
                if let Some(at) = open.last() {
                    all[*at].text.push_str(text);
                }
            }
            Event::GeneralRef(reference) => {
                let letter =
                    quick_xml::escape::unescape(&format!("&{};", &**reference)).expect("an entity of XML").into_owned();
                all[*open.last().expect("text is in something")].text.push_str(&letter);
            }
            Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("the report has {other:?}"),
        }
    }
    assert!(open.is_empty(), "all is closed");
    all
}

#[test]
fn the_junit_report_is_one_and_its_numbers_add_up() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl workgroup create loose").code(0);
    let hostile = "a<b>&amp;\"']]>";
    sandbox.ok(["alarm", "create", hostile, "--namespace", "N", "--metric", "m", "--threshold", "1"]);
    for least in ["note", "warning"] {
        let told = sandbox.sh(&format!("lakectl doctor --report junit --least {least} -o json")).code(3).stdout;
        assert!(told.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), "{told}");
        let all = elements(&told);
        for element in &all {
            let (name, parent, needed, may) =
                JUNIT.iter().find(|(name, ..)| *name == element.name).unwrap_or_else(|| panic!("<{}>", element.name));
            assert_eq!(element.parent.map_or("", |parent| all[parent].name.as_str()), *parent, "<{name}>");
            for attribute in *needed {
                assert!(element.attributes.contains_key(*attribute), "<{name}> without {attribute}");
            }
            for attribute in element.attributes.keys().map(String::as_str) {
                assert!(needed.contains(&attribute) || may.contains(&attribute), "<{name} {attribute}>");
            }
        }
        // Every number is that of what is below.
        let is_below = |mut at: usize, above: usize| loop {
            match all[at].parent {
                Some(parent) if parent == above => break true,
                Some(parent) => at = parent,
                None => break false,
            }
        };
        for (at, suite) in all.iter().enumerate().filter(|(_, element)| element.name.starts_with("testsuite")) {
            let below = |name: &str| {
                let found = all.iter().enumerate().filter(|(place, one)| one.name == name && is_below(*place, at));
                found.count().to_string()
            };
            assert_eq!(suite.attributes["tests"], below("testcase"), "{:?}", suite.attributes);
            assert_eq!(suite.attributes["failures"], below("failure"), "{:?}", suite.attributes);
            assert_eq!(suite.attributes["errors"], "0");
        }
        let count = |name: &str| all.iter().filter(|element| element.name == name).count();
        assert_eq!((count("testsuites"), count("testcase") >= 60, count("testsuite") > 3), (1, true, true));
        let cases: std::collections::BTreeSet<&str> = all
            .iter()
            .filter(|element| element.name == "testcase")
            .map(|element| element.attributes["name"].as_str())
            .collect();
        assert_eq!(cases.len(), count("testcase"), "a check is one case");
        // What came from outside is what it was, and nothing else.
        let of = |check: &str| {
            let is_of = |element: &&Element| {
                element.name == "failure"
                    && element.parent.is_some_and(|parent| all[parent].attributes["name"] == check)
            };
            all.iter().find(is_of).unwrap_or_else(|| panic!("no failure of {check} in {told}"))
        };
        let said = format!("alarm {hostile}: ");
        let is_told = all.iter().any(|element| element.name == "failure" && element.text.contains(&said));
        assert!(is_told || least != "note", "{told}");
        let cutoff = of("workgroup-cutoff");
        assert!(cutoff.text.contains("mend it: lakectl workgroup set loose --scan-limit 1TB"), "{}", cutoff.text);
        assert!(["error", "warning", "note"].contains(&cutoff.attributes["type"].as_str()));
    }
}

#[test]
fn a_hostile_name_is_a_name_in_the_command_that_mends() {
    let sandbox = Sandbox::new();
    let create = ["crawler", "create", "c", "--target", "s3://nowhere-at-all/", "--database"];
    for (name, shown) in [("two words", "'two words'"), ("a $(x)", "'a $(x)'"), ("--dry-run", "-- --dry-run")] {
        let name_of = format!("--database={name}");
        sandbox.ok(create[..5].iter().copied().chain([name_of.as_str()]));
        let told = sandbox.sh("lakectl doctor --check crawler-database").code(3);
        assert!(told.stdout.contains(&format!("mend it: lakectl db create {shown}\n")), "{told:#}");
        sandbox.sh("lakectl doctor --check crawler-database --fix").code(0);
        assert_eq!(sandbox.run(["db", "show", "--", name]).code, 0, "{name}");
    }
}

#[test]
fn a_workgroup_that_is_called_like_a_flag_is_mended_in_its_metrics_alone() {
    let sandbox = Sandbox::new();
    sandbox.ok(["workgroup", "create", "--no-enforce", "--no-metrics", "--", "--enforce"]);
    let told = sandbox.sh("lakectl doctor --check workgroup-metrics").code(3);
    assert!(told.stdout.contains("mend it: lakectl workgroup set --metrics -- --enforce\n"), "{told:#}");
    sandbox.sh("lakectl doctor --check workgroup-metrics --fix").code(0);
    let shown = sandbox.ok(["workgroup", "show", "-o", "json", "--", "--enforce"]).json();
    let group = &shown["workgroup"];
    assert_eq!((group["metrics"].as_bool(), group["enforced"].as_bool()), (Some(true), Some(false)), "{shown}");
}

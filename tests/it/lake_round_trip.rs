//! Generated lakes: what is applied and exported has an empty plan, and makes the same lake again.

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::sandbox::{Output, Sandbox, finish};

/// Each case runs eight commands.
const CASES: u32 = 4;

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{1,12}", Just("${account} \"quoted\" \\ it's".to_owned()), Just("zeile ä\u{2028}x".to_owned())]
}

fn columns() -> impl Strategy<Value = String> {
    let kinds = prop::sample::select(vec![
        "bigint",
        "string",
        "double",
        "decimal(10,2)",
        "array<struct<k:string,v:int>>",
        "map<string,bigint>",
        "timestamp",
    ]);
    btree_map("[a-z][a-z0-9_]{0,8}", kinds, 1..5).prop_map(|columns| {
        columns.into_iter().map(|(name, kind)| format!("c_{name} {kind}")).collect::<Vec<_>>().join(", ")
    })
}

fn literal(text: &str) -> String {
    toml_edit::Value::from(text.replace("${", "$${")).to_string()
}

fn table() -> impl Strategy<Value = String> {
    let format = prop::sample::select(vec!["parquet", "orc", "json", "csv", "avro", "text"]);
    (columns(), format, any::<[bool; 3]>(), prop::sample::select(vec![',', ';', '\t', '|']), text()).prop_map(
        |(columns, format, [partitioned, header, quoted], delimiter, description)| {
            let mut lines =
                format!("columns = \"{columns}\"\nformat = \"{format}\"\ndescription = {}\n", literal(&description));
            if partitioned {
                lines.push_str("partitioned_by = 'year int, day string'\n");
            }
            if ["csv", "text"].contains(&format) {
                lines.push_str(&format!("delimiter = {}\nheader = {header}\n", literal(&delimiter.to_string())));
            }
            if format == "csv" {
                lines.push_str(&format!("quoted = {quoted}\n"));
            }
            lines
        },
    )
}

fn zone() -> impl Strategy<Value = String> {
    let kind = prop::sample::select(vec!["raw", "processed", "curated", "scripts", "query-results"]);
    let lifecycle = prop::option::of(btree_set(
        prop::sample::select(vec!["archive-90", "tiering", "retain-365", "scratch", "thumbnails"]),
        0..3,
    ));
    (kind, lifecycle, btree_map("[a-z]{1,6}", "[a-z ]{0,6}[a-z]", 0..3)).prop_map(|(kind, lifecycle, tags)| {
        let mut lines = format!("kind = \"{kind}\"\n");
        if let Some(names) = lifecycle {
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            lines.push_str(&format!("lifecycle = [{}]\n", names.join(", ")));
        }
        let tags: Vec<String> = tags.iter().map(|(name, value)| format!("t{name} = \"{value}\"")).collect();
        lines.push_str(&format!("tags = {{ {} }}\n", tags.join(", ")));
        lines
    })
}

/// The files that generated lakes name.
const FILES: [(&str, &str); 4] = [
    ("s.avsc", r#"{"type":"record","name":"Event","namespace":"a.b","fields":[{"name":"id","type":"string"}]}"#),
    (
        "s.json",
        r#"{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"id":{"type":"string"}}}"#,
    ),
    ("s.proto", "syntax = \"proto3\";\npackage a.b;\nmessage Event { string id = 1; }\n"),
    (
        "board.json",
        r##"{"widgets":[{"type":"text","x":0,"y":0,"width":6,"height":3,"properties":{"markdown":"# the lake"}}]}"##,
    ),
];

fn write_files(sandbox: &Sandbox, directory: &str) {
    for (name, text) in FILES {
        sandbox.write(&format!("{directory}{name}"), text);
    }
}

/// Schemas of each format, under any mode.
fn schema() -> impl Strategy<Value = String> {
    let file = prop::sample::select(vec!["s.avsc", "s.json", "s.proto"]);
    let mode = prop::option::of(prop::sample::select(vec!["NONE", "BACKWARD", "BACKWARD_ALL", "FULL_ALL", "DISABLED"]));
    (file, mode, prop::option::of(text()), btree_map("[a-z]{1,6}", "[a-z]{1,6}", 0..3)).prop_map(
        |(file, mode, description, tags)| {
            let mut lines = format!("file = '{file}'\n");
            lines.extend(mode.map(|mode| format!("compatibility = '{mode}'\n")));
            lines.extend(description.map(|text| format!("description = {}\n", literal(&text))));
            let tags: Vec<String> = tags.iter().map(|(name, value)| format!("t{name} = '{value}'")).collect();
            lines.push_str(&format!("tags = {{ {} }}\n", tags.join(", ")));
            lines
        },
    )
}

/// What a lake has besides: buckets that are copied, heard of and not logged; grants on everything that can be granted;
/// crawlers and jobs with everything that they can be told.
fn rest() -> impl Strategy<Value = String> {
    let heard = prop::sample::select(vec!["none", "eventbridge", "arn:aws:sqs:us-east-1:123456789012:q"]);
    let policy = prop::sample::select(vec!["update", "merge", "log"]);
    let gone = prop::sample::select(vec!["deprecate", "delete", "log"]);
    let columns = prop::sample::select(vec!["columns = 'id'", "exclude_columns = 'name'", ""]);
    (vec(schema(), 0..4), heard, policy, gone, columns, any::<[bool; 5]>()).prop_map(
        |(schemas, heard, policy, gone, columns, [copied, combined, worked, grantable, described])| {
            let mut file = String::from("[registries.reg]\ndescription = 'events'\n[registries.empty]\n");
            for (number, schema) in schemas.iter().enumerate() {
                file.push_str(&format!("[schemas.reg.s{number}]\n{schema}"));
            }
            file.push_str(&format!("[zones.heard]\nbucket = 'gen-heard'\nkind = 'raw'\naccess_logs = 'none'\nnotify = '{heard}'\n"));
            if copied {
                file.push_str("versioning = true\nreplicate_to = 'gen-copy'\nreplication_role = 'arn:aws:iam::123456789012:role/copy'\n");
            }
            file.push_str("[zones.copy]\nbucket = 'gen-copy'\nkind = 'curated'\nversioning = true\n");
            file.push_str(&format!(
                "[crawlers.told]\ndatabase = 'db'\ntargets = 'heard:in/'\nrole = 'reader'\ntable_prefix = 'raw_'\nsample = 3\n\
                 on_change = '{policy}'\non_delete = '{gone}'\ncombine = {combined}\ntable_level = 3\nquoted_csv = true\n\
                 schedule = 'cron(15 2 * * ? *)'\n"
            ));
            file.push_str("[jobs.told]\nscript = 'heard:scripts/etl.py'\nrole = 'worker'\ntimeout = 30\nmax_concurrent_runs = 2\narguments = { day = 'x y', '--n' = '1' }\n");
            if worked {
                file.push_str("type = 'glueetl'\nglue_version = '5.0'\nworker_type = 'G.1X'\nworkers = 3\n");
            } else {
                file.push_str("max_capacity = 0.0625\n");
            }
            file.push_str("[schedules.told]\njob = 'told'\nafter_crawlers = 'told'\narguments = { day = 'z' }\n");
            file.push_str("[tables.db.rich]\ncolumns = 'id bigint, name string'\nlocation = 'z0:rich/'\nformat = 'parquet'\nowner = 'ann'\ncomments = { id = 'the key' }\nparameters = { team = 'x' }\n");
            file.push_str("[[filters]]\nname = 'some'\non = 'db.rich'\nrows = \"name = 'x'\"\nexclude_columns = 'id'\n");
            file.push_str(&format!("[[grants]]\npermissions = 'SELECT'\non = 'db.rich'\nto = ['role/some', 'user/one']\n{columns}\ngrantable = {grantable}\n"));
            file.push_str("[[grants]]\npermissions = 'SELECT'\non = 'db.rich'\nfilter = 'some'\nto = 'role/filtered'\n");
            file.push_str("[[grants]]\npermissions = ['SELECT', 'INSERT']\non = 'db.*'\nto = 'role/all'\n");
            file.push_str("[[grants]]\npermissions = 'CREATE_DATABASE'\non = 'catalog'\nto = 'role/maker'\n");
            file.push_str("[[locations]]\nplace = 'heard:x/'\nrole = 'arn:aws:iam::123456789012:role/keeper'\nhybrid = true\n");
            file.push_str("[[grants]]\npermissions = 'DATA_LOCATION_ACCESS'\non = 'heard:x/'\nto = 'role/maker'\n");
            file.push_str("[tag_expressions.open]\nexpression = 'level=a|b & pii=none'\n");
            if described {
                file.push_str("description = 'what is open'\n");
            }
            file.push_str("[[grants]]\npermissions = 'SELECT'\non = 'tag:open'\nto = 'role/named'\n");
            file.push_str("[[tagged]]\non = 'db.rich'\ncolumns = 'name'\ntags = { pii = 'email' }\n");
            file.push_str("[dashboards.lake]\nfile = 'board.json'\n");
            file
        },
    )
}

/// The text of a `lake.toml`.
fn lake() -> impl Strategy<Value = String> {
    (
        vec(zone(), 1..4),
        vec(table(), 0..5),
        vec((text(), any::<[bool; 3]>()), 0..3),
        vec(any::<[bool; 4]>(), 0..6),
        text(),
        rest(),
    )
        .prop_map(|(zones, tables, workgroups, grants, description, rest)| {
            let mut file = String::from("[zones.logs]\nbucket = 'gen-logs'\n");
            for (number, zone) in zones.iter().enumerate() {
                file.push_str(&format!("[zones.z{number}]\nbucket = 'gen-{number}'\n{zone}"));
            }
            file.push_str(&format!("[databases.db]\ndescription = {}\n[databases.\"a-b\"]\n", literal(&description)));
            for (number, table) in tables.iter().enumerate() {
                file.push_str(&format!("[tables.db.t{number}]\nlocation = 'z0:t{number}/x'\n{table}"));
            }
            for (number, (description, [enforced, metrics, limited])) in workgroups.iter().enumerate() {
                file.push_str(&format!("[workgroups.w{number}]\ndescription = {}\n", literal(description)));
                file.push_str(&format!("enforced = {enforced}\nmetrics = {metrics}\n"));
                if *limited {
                    file.push_str("scan_limit = '10MB'\noutput_location = 'z0:out/'\n");
                }
            }
            for (number, [on_table, grantable, enforce, all]) in grants.iter().enumerate() {
                let on_table = *on_table && !tables.is_empty();
                let on = if on_table { "db.t0" } else { "db" };
                let what = if *all { "ALL" } else { "DESCRIBE" };
                file.push_str(&format!(
                    "[[grants]]\npermissions = ['{what}', 'ALTER']\non = '{on}'\nto = 'role/r{number}'\n"
                ));
                file.push_str(&format!("grantable = {grantable}\nenforce = {enforce}\n"));
            }
            file.push_str(
                "[crawlers.c]\ndatabase = 'db'\ntargets = ['z0:in/', 's3://gen-logs/x/']\nexclude = ['**.tmp', '_*']\n",
            );
            file.push_str("[alarms.scan]\nrecipe = 'athena-scan-cost'\ntarget = 'primary'\nthreshold = 7\n");
            file.push_str(
                "[alarms.m]\nnamespace = 'N'\nmetric = 'M'\nthreshold = 0.5\nstatistic = 'p95'\ncomparison = '<='\n",
            );
            file.push_str(
                "[alarms.both]\nall = ['scan', 'm']\n[alarms.odd]\nrule = 'ALARM(\"m\") AND NOT OK(\"scan\")'\n",
            );
            for number in 0..2 {
                file.push_str(&format!("[jobs.j{number}]\nscript = 'z0:j{number}.py'\nrole = 'r'\nretries = {number}\n"));
            }
            file.push_str("[schedules.night]\njob = 'j0'\ncron = 'cron(0 3 * * ? *)'\n");
            file.push_str("[schedules.after]\ncrawler = 'c'\nafter_jobs = ['j0', 'j1']\nany = true\non = 'failed'\n");
            file.push_str("[[filters]]\nname = 'f'\non = 'db.x'\nrows = \"id = 1\"\n[tables.db.x]\ncolumns = 'id bigint'\nlocation = 'z0:x/'\nformat = 'csv'\n");
            file.push_str("[admins]\nfull = ['role/admin']\nread_only = 'role/auditor'\n[[locations]]\nplace = 'z0:x'\n");
            file.push_str("[tags.pii]\nvalues = ['none', 'email']\n[tags.level]\nvalues = ['a', 'b', 'c']\n");
            file.push_str("[[tagged]]\non = 'db'\ntags = { level = 'a' }\n");
            for number in 0..tables.len() {
                file.push_str(&format!("[[tagged]]\non = 'db.t{number}'\ntags = {{ pii = 'none', level = 'b' }}\n"));
            }
            file.push_str("[[grants]]\npermissions = 'DESCRIBE'\non = 'tag-db:level=a'\nto = 'role/tagged'\n");
            file.push_str("[[grants]]\npermissions = 'SELECT'\non = 'tag:level=a|b & pii=none'\nto = 'role/tagged'\n");
            file.push_str(&rest);
            file
        })
}

/// All of every kind.
const SCOPE: &str = "[scope]\nlifecycle = 'authoritative'\ndatabases = 'authoritative'\ntables = 'authoritative'\ncrawlers = 'authoritative'\n\
    jobs = 'authoritative'\nschedules = 'authoritative'\nschemas = 'authoritative'\nworkgroups = 'authoritative'\n\
    admins = 'authoritative'\nlocations = 'authoritative'\ntagged = 'authoritative'\nfilters = 'authoritative'\n\
    grants = 'authoritative'\nalarms = 'authoritative'\n";

#[test]
fn what_is_applied_and_exported_has_an_empty_plan_and_makes_the_same_lake() {
    let config = Config { cases: CASES, max_shrink_iters: 0, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&lake(), |file| {
            let sandbox = Sandbox::new();
            sandbox.write("first/lake.toml", &file);
            write_files(&sandbox, "first/");
            let fresh = sandbox.root().join("fresh");
            let run = |directory: &str, lake: &std::path::Path, words: &[&str]| -> Output {
                let mut command = sandbox.command(words);
                command.current_dir(sandbox.work().join(directory)).env("LAKE_LOCAL", lake);
                finish(command, b"")
            };
            let is_ok = |output: &Output, code: i32| {
                prop_assert_eq!(output.code, code, "{:#}\n{}", output, &file);
                Ok(())
            };
            let lake = sandbox.lake();
            is_ok(&run("first", &lake, &["apply", "--yes"]), 0)?;
            is_ok(&run("first", &lake, &["plan", "--exit-code"]), 0)?;
            let exported = run("first", &lake, &["export", "../second"]);
            is_ok(&exported, 0)?;
            prop_assert!(!exported.stderr.contains("left out"), "{:#}\n{}", exported, &file);
            is_ok(&run("second", &lake, &["plan", "--exit-code"]), 0)?;
            is_ok(&run("second", &fresh, &["apply", "--yes"]), 0)?;
            // The lake that was exported and the one that was made of it pass each other's plans.
            is_ok(&run("first", &fresh, &["plan", "--exit-code"]), 0)?;
            is_ok(&run("second", &fresh, &["drift"]), 0)?;
            // What was exported is all that is there: nothing is a stranger to it.
            let exported = sandbox.read("second/lake.toml");
            sandbox.write("second/lake.toml", format!("{exported}{SCOPE}"));
            is_ok(&run("second", &lake, &["plan", "--exit-code"]), 0)
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn what_is_backed_up_and_restored_compares_the_same() {
    let config = Config { cases: CASES, max_shrink_iters: 0, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&lake(), |file| {
            let sandbox = Sandbox::new();
            sandbox.write("lake.toml", &file);
            write_files(&sandbox, "");
            let fresh = sandbox.root().join("fresh");
            let run = |lake: &std::path::Path, words: &[&str]| {
                let mut command = sandbox.command(words);
                command.env("LAKE_LOCAL", lake);
                let output = finish(command, b"");
                prop_assert_eq!(output.code, 0, "{:#}\n{}", output, &file);
                Ok(())
            };
            let lake = sandbox.lake();
            run(&lake, &["apply", "--yes"])?;
            run(&lake, &["backup", "b", "--versions"])?;
            run(&lake, &["backup", "verify", "b"])?;
            run(&lake, &["backup", "verify", "b", "--live"])?;
            run(&fresh, &["restore", "b", "--yes"])?;
            run(&fresh, &["backup", "verify", "b", "--live"])
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

/// The sections that an export may be limited to.
const PARTS: &[&str] = &[
    "zones",
    "workgroups",
    "registries",
    "schemas",
    "databases",
    "tables",
    "crawlers",
    "jobs",
    "schedules",
    "admins",
    "locations",
    "tags",
    "tagged",
    "tag_expressions",
    "filters",
    "grants",
    "alarms",
    "dashboards",
];

#[test]
fn the_plan_of_a_part_that_was_exported_is_empty_too() {
    let config = Config { cases: 2, max_shrink_iters: 0, failure_persistence: None, ..Config::default() };
    let some = prop::sample::subsequence(PARTS, 2..PARTS.len());
    TestRunner::new(config)
        .run(&(lake(), vec(some, 3)), |(file, subsets)| {
            let sandbox = Sandbox::new();
            sandbox.write("first/lake.toml", &file);
            write_files(&sandbox, "first/");
            let run = |directory: &str, words: &[&str]| {
                let mut command = sandbox.command(words);
                command.current_dir(sandbox.work().join(directory));
                let output = finish(command, b"");
                prop_assert_eq!(output.code, 0, "{} {:?}: {:#}\n{}", directory, words, output, &file);
                Ok(())
            };
            run("first", &["apply", "--yes"])?;
            let alone = PARTS.iter().map(|part| vec![*part]);
            for (number, part) in alone.chain(subsets).enumerate() {
                let (to, only) = (format!("part-{number}"), part.join(","));
                run("first", &["export", &format!("../{to}"), "--only", &only])?;
                run(&to, &["plan", "--exit-code"])?;
                run(&to, &["drift"])?;
            }
            for (number, more) in [&[][..], &["--only", "tables,grants"]].into_iter().enumerate() {
                let to = format!("db-{number}");
                let words = ["export", &format!("../{to}"), "--database", "db"];
                run("first", &[&words[..], more].concat())?;
                run(&to, &["plan", "--exit-code"])?;
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

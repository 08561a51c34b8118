//! Attempts by the commands around queries, by what others have left behind, and by workflows.

use aws_sdk_glue::types::{Action, JobCommand, TriggerType};

use super::wire::Wire;
use super::{lake, nothing_hidden_in, query};
use crate::objects::put;
use crate::sandbox::Sandbox;

const DENIED: &[&str] = &["AccessDeniedException"];

/// Runs command lines as a principal: whatever comes of them, neither a hidden value nor a hidden name comes out.
#[track_caller]
fn shows_nothing(sandbox: &Sandbox, principal: &str, names: &[&str], attempts: &[(&str, &str)]) {
    for (attempt, line) in attempts {
        let tried = sandbox.sh(&format!("{line} --as {principal}"));
        let said = format!("{}{}", tried.stdout, tried.stderr);
        nothing_hidden_in(attempt, &said);
        for name in names {
            // What was typed may be said back.
            let left = said.replace(line, "");
            assert!(line.contains(name) || !left.contains(name), "{attempt}: {name} came out\n{tried:#}");
        }
    }
}

/// As [`shows_nothing`], and the command fails.
#[track_caller]
fn refused(sandbox: &Sandbox, principal: &str, attempts: &[(&str, &str)]) {
    shows_nothing(sandbox, principal, &[], attempts);
    for (attempt, line) in attempts {
        let tried = sandbox.sh(&format!("{line} --as {principal}"));
        assert_ne!(tried.code, 0, "{attempt} succeeded\n{tried:#}");
    }
}

#[test]
fn the_forms_of_a_statement_hide_alike() {
    let sandbox = lake();
    refused(
        &sandbox,
        "role/analyst",
        &[
            ("an analyzed plan", "lakectl query 'EXPLAIN ANALYZE SELECT salary FROM hr.emp'"),
            ("a plan of tables", "lakectl query 'SELECT salary FROM hr.emp' --explain=io"),
            ("a distributed plan", "lakectl query 'SELECT salary FROM hr.emp' --explain=distributed"),
            ("a check", "lakectl query 'SELECT salary FROM hr.emp' --check"),
            ("a parameter", "lakectl query 'SELECT name FROM hr.emp WHERE salary = ?' --parameter \"'7'\""),
            ("a named parameter", "lakectl query 'SELECT name FROM hr.emp WHERE salary > :s' --parameter \"s='7'\""),
            ("a file of rows", "lakectl query 'SELECT salary FROM hr.emp' --to rows.parquet"),
            ("two statements", "lakectl query 'SELECT 1 AS a; SELECT salary FROM hr.emp'"),
            ("a PREPARE", "lakectl query 'PREPARE p FROM SELECT salary FROM hr.emp'"),
            ("an inline view", "lakectl query 'SELECT s FROM (TABLE hr.closed) AS t(n, s)'"),
            ("a lateral", "lakectl query 'SELECT x FROM hr.emp e CROSS JOIN LATERAL (SELECT e.salary AS x) t'"),
            ("a lambda", "lakectl query 'SELECT transform(ARRAY[name], x -> salary) FROM hr.emp'"),
            ("a format", "lakectl query \"SELECT format('%s', salary) FROM hr.emp\""),
            ("grouping sets", "lakectl query 'SELECT count(*) FROM hr.emp GROUP BY GROUPING SETS ((salary), ())'"),
            ("a filter of an aggregate", "lakectl query \"SELECT count(*) FILTER (WHERE salary > '7') FROM hr.emp\""),
            ("an INTERSECT", "lakectl query 'SELECT name FROM hr.emp INTERSECT SELECT salary FROM hr.emp'"),
        ],
    );
    assert!(!sandbox.work().join("rows.parquet").exists(), "a refused query leaves no file");
    shows_nothing(
        &sandbox,
        "role/analyst",
        &["salary"],
        &[
            ("an analyzed plan of a star", "lakectl query 'EXPLAIN ANALYZE SELECT * FROM hr.emp'"),
            ("an estimate of a star", "lakectl query 'SELECT * FROM hr.emp' --estimate --footers"),
            ("SHOW COLUMNS", "lakectl query 'SHOW COLUMNS IN hr.emp'"),
            ("DESCRIBE", "lakectl query 'DESCRIBE hr.emp'"),
            ("DESCRIBE EXTENDED", "lakectl query 'DESCRIBE EXTENDED hr.emp'"),
            (
                "columns of the schema",
                "lakectl query \"SELECT column_name FROM information_schema.columns WHERE table_name = 'emp'\"",
            ),
            ("the partitions' table", "lakectl query 'SELECT * FROM hr.\"emp$partitions\"'"),
            ("sizes of files", "lakectl query 'SELECT \"$path\", \"$file_size\" FROM hr.emp'"),
        ],
    );
    shows_nothing(
        &sandbox,
        "role/clerk",
        &["usperson"],
        &[
            ("an analyzed plan of rows", "lakectl query 'EXPLAIN ANALYZE SELECT name FROM hr.staff'"),
            ("rows into a file", "lakectl query 'SELECT name, dept FROM hr.staff' --to staff.csv"),
            ("a sample", "lakectl query 'SELECT name FROM hr.staff TABLESAMPLE BERNOULLI (100)'"),
            ("an offset", "lakectl query 'SELECT name FROM hr.staff ORDER BY name OFFSET 1'"),
            ("an error with a value", "lakectl query 'SELECT CAST(dept AS bigint) FROM hr.staff'"),
        ],
    );
    let written = std::fs::read_to_string(sandbox.work().join("staff.csv")).unwrap_or_default();
    nothing_hidden_in("the file of rows", &written);
}

#[test]
fn the_commands_of_the_catalog_hide_alike() {
    let sandbox = lake();
    sandbox.sh("lakectl table create hr.emp --format csv --location s3://lake/emp/ --columns 'name string, dept string, salary string' --comment salary=before").code(0);
    shows_nothing(
        &sandbox,
        "role/analyst",
        &["salary"],
        &[
            ("table show", "lakectl table show hr.emp -o json"),
            ("table show --ddl", "lakectl table show hr.emp --ddl"),
            ("table history", "lakectl table history hr.emp -o json"),
            ("table history --diff", "lakectl table history hr.emp --diff"),
            ("table list", "lakectl table list hr -o json"),
            ("db show", "lakectl db show hr -o json"),
            ("access matrix", "lakectl access matrix --on hr.emp -o json"),
            ("tag show", "lakectl tag show hr.emp -o json"),
            ("a schema", "lakectl schema infer hr.emp"),
            ("an export", "lakectl export --to export.toml"),
        ],
    );
    let found = sandbox.sh("lakectl table search salary -o json --as role/analyst").code(0).json();
    let names: Vec<&str> = found["tables"].as_array().unwrap().iter().filter_map(|row| row["name"].as_str()).collect();
    assert!(!names.contains(&"emp"), "a search finds no hidden column: {found}");
    refused(
        &sandbox,
        "role/analyst",
        &[
            ("partition list", "lakectl partition list hr.graded"),
            ("partition list --where", "lakectl partition list hr.graded --where \"grade > 'a'\""),
            ("partition sync", "lakectl partition sync hr.graded --dry-run"),
            ("a preview of a crawl", "lakectl crawler preview --target s3://lake/emp/"),
            ("a table inferred", "lakectl table create mine.i --infer s3://lake/emp/"),
            ("files inferred", "lakectl table infer s3://lake/emp/"),
            ("what is in the bucket", "lakectl bucket show lake --objects"),
            ("a sample for personal data", "lakectl tag suggest hr.closed"),
            ("a rollback", "lakectl table rollback hr.emp 0 --yes"),
            ("the grants of all", "lakectl grant SELECT --on hr.emp --columns salary --to role/analyst"),
        ],
    );
    nothing_hidden_in("the export", &std::fs::read_to_string(sandbox.work().join("export.toml")).unwrap_or_default());
}

#[test]
fn results_of_others_are_not_used_again() {
    let sandbox = lake();
    let star = "SELECT * FROM hr.emp ORDER BY 1";
    let everything = sandbox.ok(["query", star, "--reuse", "1h", "-o", "csv"]);
    assert!(everything.stdout.contains("7700001"));
    let own = sandbox.run(["query", star, "--reuse", "1h", "-o", "csv", "--as", "role/analyst"]).code(0);
    assert_eq!(own.stdout, "name,dept\nann,dev\nbob,ops\n");
    let rows = "SELECT name FROM hr.staff ORDER BY 1";
    assert!(sandbox.ok(["query", rows, "--reuse", "1h", "-o", "csv"]).stdout.contains("usperson"));
    let own = sandbox.run(["query", rows, "--reuse", "1h", "-o", "csv", "--as", "role/clerk"]).code(0);
    assert_eq!(own.stdout, "name\nann\n");
    let listed = sandbox.json("lakectl queries list");
    let ids: Vec<&str> = listed["queries"].as_array().unwrap().iter().filter_map(|row| row["id"].as_str()).collect();
    let foreign = ids.last().expect("the first query of the root");
    refused(
        &sandbox,
        "role/analyst",
        &[
            ("queries results", &format!("lakectl queries results {foreign}")),
            ("queries results --to", &format!("lakectl queries results {foreign} --to all.csv")),
            ("queries show", &format!("lakectl queries show {foreign}")),
            ("queries cancel", &format!("lakectl queries cancel {foreign}")),
        ],
    );
    assert!(!sandbox.work().join("all.csv").exists());
}

#[test]
fn the_requests_of_the_catalog_hide_alike() {
    let sandbox = lake();
    let wire = Wire::of(&sandbox);
    let (root, glue) = (wire.client("root"), aws_sdk_glue::Client::new(&wire.client("role/analyst")));
    let athena = aws_sdk_athena::Client::new(&wire.client("role/analyst"));
    let shown = [
        ("GetTable", format!("{:?}", wire.run(glue.get_table().database_name("hr").name("emp").send()))),
        ("GetTables", format!("{:?}", wire.run(glue.get_tables().database_name("hr").send()))),
        (
            "GetTableVersions",
            format!("{:?}", wire.run(glue.get_table_versions().database_name("hr").table_name("emp").send())),
        ),
        (
            "GetTableVersion",
            format!(
                "{:?}",
                wire.run(glue.get_table_version().database_name("hr").table_name("emp").version_id("0").send())
            ),
        ),
        ("SearchTables", format!("{:?}", wire.run(glue.search_tables().search_text("salary").send()))),
        (
            "GetTableMetadata",
            format!(
                "{:?}",
                wire.run(
                    athena
                        .get_table_metadata()
                        .catalog_name("AwsDataCatalog")
                        .database_name("hr")
                        .table_name("emp")
                        .send()
                )
            ),
        ),
        (
            "ListTableMetadata",
            format!(
                "{:?}",
                wire.run(athena.list_table_metadata().catalog_name("AwsDataCatalog").database_name("hr").send())
            ),
        ),
    ];
    for (attempt, text) in shown {
        nothing_hidden_in(attempt, &text);
        // `closed` may be described, and its column with it.
        let emp: Vec<&str> = text.split("Table").filter(|part| part.contains("\"emp\"")).collect();
        assert!(emp.iter().all(|part| !part.contains("salary")), "{attempt}: {text}");
    }
    // Texts that others have kept run with the rights of whoever runs them.
    let keeper = aws_sdk_athena::Client::new(&root);
    let kept = "SELECT salary FROM hr.emp";
    wire.run(
        keeper.create_prepared_statement().statement_name("pay").work_group("primary").query_statement(kept).send(),
    )
    .unwrap();
    let id = wire.run(keeper.create_named_query().name("pay").database("hr").query_string(kept).send()).unwrap();
    let named = wire.run(athena.get_named_query().named_query_id(id.named_query_id().unwrap()).send());
    let text = match &named {
        Ok(answer) => answer.named_query().unwrap().query_string().to_owned(),
        Err(_) => kept.to_owned(),
    };
    for (attempt, sql) in [("a prepared statement", "EXECUTE pay"), ("a named query", text.as_str())] {
        let tried = query(&sandbox, "role/analyst", sql);
        assert_ne!(tried.code, 0, "{attempt} succeeded\n{tried:#}");
        nothing_hidden_in(attempt, &format!("{}{}", tried.stdout, tried.stderr));
    }
}

#[test]
fn workflows_are_no_way_to_a_roles_rights() {
    let sandbox = lake();
    put(&sandbox, "results", "leak.py", b"raise ValueError('7700001')\n");
    let wire = Wire::of(&sandbox);
    let root = aws_sdk_glue::Client::new(&wire.client("root"));
    let glue = aws_sdk_glue::Client::new(&wire.client("role/analyst"));
    let command = JobCommand::builder().name("pythonshell").script_location("s3://results/leak.py").build();
    wire.run(root.create_job().name("leak").role("etl").command(command).send()).unwrap();
    wire.run(root.create_workflow().name("w").send()).unwrap();
    let start = |client: &aws_sdk_glue::Client, name: &str| {
        let action = Action::builder().job_name("leak").build();
        client.create_trigger().name(name).r#type(TriggerType::OnDemand).workflow_name("w").actions(action).send()
    };
    wire.run(start(&root, "t")).unwrap();
    let id = wire.run(root.start_workflow_run().name("w").send()).unwrap().run_id.unwrap();
    wire.run(wire.lake.tasks().drain());
    wire.refused("CreateWorkflow", DENIED, glue.create_workflow().name("sly").send());
    wire.refused("UpdateWorkflow", DENIED, glue.update_workflow().name("w").send());
    wire.refused("DeleteWorkflow", DENIED, glue.delete_workflow().name("w").send());
    wire.refused("StartWorkflowRun", DENIED, glue.start_workflow_run().name("w").send());
    wire.refused("StopWorkflowRun", DENIED, glue.stop_workflow_run().name("w").run_id(&id).send());
    wire.refused("CreateTrigger", DENIED, start(&glue, "sly"));
    wire.refused("StartTrigger", DENIED, glue.start_trigger().name("t").send());
    let put = glue.put_workflow_run_properties().name("w").run_id(&id).run_properties("a", "b").send();
    wire.refused("PutWorkflowRunProperties", DENIED, put);
    // What the script failed with is told to whoever may use its role, and to nobody else.
    let run = |client: &aws_sdk_glue::Client| {
        let call = client.get_workflow_run().name("w").run_id(&id).include_graph(true).send();
        format!("{:?}", wire.run(call).unwrap())
    };
    assert!(run(&root).contains("7700001"));
    nothing_hidden_in("GetWorkflowRun", &run(&glue));
    let runs = glue.get_workflow_runs().name("w").include_graph(true).send();
    nothing_hidden_in("GetWorkflowRuns", &format!("{:?}", wire.run(runs).unwrap()));
    let whole = glue.get_workflow().name("w").include_graph(true).send();
    nothing_hidden_in("GetWorkflow", &format!("{:?}", wire.run(whole).unwrap()));
}

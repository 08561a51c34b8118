//! Rules about the data of tables, evaluated for real.

use crate::sandbox::Sandbox;

/// A lake with two tables: sales with a hole and a wrong country, customers.
fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("sales/a.csv", "1,ada,DE,10.5,2024-01-01\n2,bob,FR,20.0,2024-01-02\n");
    sandbox.write("sales/b.csv", "3,\\N,XX,5.0,2024-01-03\n4,dan,DE,4.5,2024-01-04\n");
    sandbox.write("customers.csv", "ada\nbob\n");
    sandbox.ok(["bucket", "create", "raw"]);
    sandbox.ok(["bucket", "create", "results"]);
    sandbox.ok(["workgroup", "set", "primary", "--output-location", "s3://results/"]);
    let ingest = |file: &str, source: &str| {
        sandbox.ok(["ingest", file, "--source", source, "--bucket", "raw", "--date", "2024-01-05"]);
    };
    ingest("sales/a.csv", "sales");
    ingest("sales/b.csv", "sales");
    ingest("customers.csv", "customers");
    sandbox.ok(["db", "create", "lake"]);
    let format = "ROW FORMAT DELIMITED FIELDS TERMINATED BY ','";
    sandbox.ok(["query", &format!("CREATE EXTERNAL TABLE lake.sales (id int, customer string, country string, price double, day date) {format} LOCATION 's3://raw/sales/'")]);
    sandbox.ok([
        "query",
        &format!("CREATE EXTERNAL TABLE lake.customers (name string) {format} LOCATION 's3://raw/customers/'"),
    ]);
    sandbox
}

fn results(sandbox: &Sandbox, rules: &str, code: i32, more: &[&str]) -> (serde_json::Value, Vec<String>) {
    sandbox.write("rules.dqdl", rules);
    let mut line = vec!["quality", "check", "lake.sales", "--rules", "rules.dqdl", "-o", "json"];
    line.extend_from_slice(more);
    let shown = sandbox.run(line).code(code).json();
    let rules = shown["quality"]["rules"].as_array().expect("rules");
    let results = rules.iter().map(|rule| rule["result"].as_str().expect("a result").to_owned()).collect();
    (shown, results)
}

#[test]
fn every_kind_of_rule_is_evaluated_on_the_data() {
    let sandbox = lake();
    let passing = r#"Rules = [
        RowCount = 4, RowCount between 3 and 5, ColumnCount = 5, RowCount = 2 where "price > 5.0",
        IsComplete "id", Completeness "customer" = 0.75, IsComplete "customer" where "id < 3",
        IsUnique "id", Uniqueness "country" = 0.5, UniqueValueRatio "country" > 0.6, IsPrimaryKey "id" "country",
        DistinctValuesCount "country" = 3, ColumnExists "price", ColumnNamesMatchPattern "[a-z]+",
        ColumnValues "country" in ["DE", "FR", "XX"], ColumnValues "country" in ["DE", "FR"] with threshold > 0.7,
        ColumnValues "price" between 4 and 21, ColumnValues "customer" matches "[a-z]{3}" with threshold >= 0.75,
        ColumnValues "day" > "2023-12-31", ColumnValues "day" < now(), ColumnValues "customer" in ["ada", "bob", "dan", NULL],
        ColumnValues "customer" != "eve", ColumnLength "country" = 2, ColumnDataType "country" = "INTEGER" with threshold < 0.1,
        Mean "price" = 10.0, Sum "price" = 40.0, StandardDeviation "price" > 6.2, Entropy "country" > 1.0,
        DataFreshness "day" > 2 days, CustomSql "select count(*) from primary where price > 5" = 2,
        ReferentialIntegrity "customer" "people.name" = 0.5, RowCountMatch "people" = 2.0,
        (IsComplete "customer") or (IsComplete "id")
    ]"#;
    let (shown, found) = results(&sandbox, passing, 0, &["--reference", "people=lake.customers"]);
    assert!(found.iter().all(|result| result == "PASS"), "{shown:#}");
    assert_eq!(shown["quality"]["score"], 1.0);
    let failing = r#"Rules = [
        RowCount > 4, IsComplete "customer", IsUnique "country", IsPrimaryKey "customer",
        ColumnValues "country" in ["DE", "FR"], ColumnValues "customer" matches "[a-z]+", ColumnExists "nothing",
        (IsComplete "id") and (IsUnique "country"), DataFreshness "day" < 1 days, IsComplete "nothing",
        CustomSql "select 1, 2" = 1, ReferentialIntegrity "customer" "people.name" = 1.0
    ]"#;
    let (shown, found) = results(&sandbox, failing, 3, &[]);
    let errors = ["IsComplete \"nothing\"", "CustomSql", "ReferentialIntegrity"];
    for (rule, result) in shown["quality"]["rules"].as_array().expect("rules").iter().zip(&found) {
        let text = rule["rule"].as_str().expect("a text");
        let wanted = if errors.iter().any(|error| text.starts_with(error)) { "ERROR" } else { "FAIL" };
        assert_eq!(result, wanted, "{rule:#}");
        assert!(rule["message"].is_string(), "{rule:#}");
    }
    assert_eq!(shown["quality"]["score"], 0.0);
}

#[test]
fn the_score_is_put_where_the_alarm_listens() {
    let sandbox = lake();
    sandbox.ok(["alarm", "create", "bad", "--recipe", "data-quality", "--target", "DataPipeline/DataQualityScore"]);
    let state = || sandbox.json("lakectl alarm show bad")["alarm"]["state"].clone();
    let line = ["quality", "check", "lake.sales", "--rules", "rules.dqdl"];
    sandbox.write("rules.dqdl", "Rules = [ IsComplete \"id\" ]");
    sandbox.run(line).code(0).stdout_has("PASS").stderr_has("ruleset lakectl-lake-sales created");
    assert_eq!(state(), "OK");
    sandbox.write("rules.dqdl", "Rules = [ IsComplete \"id\", IsComplete \"customer\" ]");
    sandbox.run(line).code(3).stdout_has("FAIL").stdout_has("0.75").stderr_has("ruleset lakectl-lake-sales updated");
    assert_eq!(state(), "ALARM");
    let metric = "lakectl metric get DataPipeline DataQualityScore --dimension Table=lake.sales --statistic Minimum";
    assert_eq!(sandbox.json(metric)["datapoints"][0]["value"], 0.5);
    sandbox.run(["quality", "list"]).code(0).stdout_has("lakectl-lake-sales").stdout_has("lake.sales");
    sandbox.run(["quality", "show", "lakectl-lake-sales"]).code(0).stdout_has("IsComplete \"customer\"");
    let history = sandbox.json("lakectl quality history lake.sales");
    let scores: Vec<f64> = history["quality_results"]
        .as_array()
        .expect("results")
        .iter()
        .map(|result| result["score"].as_f64().expect("a score"))
        .collect();
    assert_eq!(scores, [0.5, 1.0], "newest first");
    sandbox.run(["quality", "check", "lake.sales", "--ruleset", "lakectl-lake-sales", "--no-metric"]).code(3);
    sandbox
        .run(["quality", "check", "lake.sales", "--ruleset", "lakectl-lake-sale"])
        .code(5)
        .stderr_has("did you mean");
    sandbox.run(["quality", "delete", "lakectl-lake-sales", "--yes"]).code(0);
    sandbox.run(["quality", "show", "lakectl-lake-sales"]).code(5).stderr_has("there is no ruleset");
}

#[test]
fn rules_that_are_not_understood_are_refused_before_anything_is_done() {
    let sandbox = lake();
    let check = |rules: &str| {
        sandbox.write("rules.dqdl", rules);
        sandbox.run(["quality", "check", "lake.sales", "--rules", "rules.dqdl"])
    };
    check("Rules = [\n  IsComplete \"id\",\n  IsUniqe \"id\"\n]")
        .code(2)
        .stderr_has("there is no rule type `IsUniqe`; did you mean IsUnique?")
        .stderr_has("rules.dqdl:3:3");
    check("Rules = [ RowCount ]").code(2).stderr_has("needs something to compare with");
    sandbox.run(["quality", "list"]).code(0);
    assert_eq!(sandbox.json("lakectl quality list")["rulesets"], serde_json::json!([]));
    sandbox.write("rules.dqdl", "Rules = [ RowCount > 0 ]");
    let dry = ["quality", "check", "lake.sales", "--rules", "rules.dqdl", "--dry-run"];
    sandbox.run(dry).code(0).stdout_has("RowCount > 0").stdout_has("nothing was checked");
    assert_eq!(sandbox.json("lakectl quality list")["rulesets"], serde_json::json!([]));
    sandbox.run(["quality", "check", "lake.sale", "--rules", "rules.dqdl"]).code(5).stderr_has("did you mean");
    sandbox
        .run_with_input(["quality", "check", "lake.sales", "--rules", "-", "--no-metric"], b"Rules = [ RowCount = 4 ]")
        .code(0);
}

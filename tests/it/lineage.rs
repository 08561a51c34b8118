//! `lakectl table lineage` and `report`: what flows where, and the lake on one page.

use serde_json::Value;

use crate::objects::put;
use crate::sandbox::Sandbox;

/// A lake whose tables come from a crawl, a query and a view.
fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    for bucket in ["lake", "results"] {
        sandbox.sh(&format!("lakectl bucket create {bucket}")).code(0);
    }
    sandbox.sh("lakectl workgroup set primary --output-location s3://results/q/").code(0);
    sandbox.sh("lakectl db create sales").code(0);
    put(&sandbox, "lake", "raw/orders/a.csv", b"id,amount\n1,10\n2,20\n");
    sandbox.sh("lakectl crawler create c --database sales --target s3://lake/raw/orders/ --role role/crawler").code(0);
    sandbox.sh("lakectl crawler run c").code(0);
    for sql in [
        "CREATE TABLE sales.daily WITH (external_location = 's3://lake/daily/') AS SELECT sum(amount) AS total FROM sales.orders",
        "CREATE VIEW sales.shown AS WITH d AS (SELECT total FROM daily) SELECT total FROM d",
    ] {
        sandbox.run(["query", sql, "--database", "sales"]).code(0);
    }
    sandbox
}

fn edges(sandbox: &Sandbox, table: &str) -> Vec<String> {
    let lineage = sandbox.json(&format!("lakectl table lineage {table}"))["lineage"].clone();
    let edges = lineage["edges"].as_array().expect("edges").iter();
    let name =
        |node: &Value| format!("{} {}", node["kind"].as_str().unwrap_or("?"), node["name"].as_str().unwrap_or("?"));
    edges.map(|edge| format!("{} -> {}", name(&edge["from"]), name(&edge["to"]))).collect()
}

#[test]
fn a_table_is_followed_to_where_it_comes_from_and_to_who_uses_it() {
    let sandbox = lake();
    let found = edges(&sandbox, "sales.daily");
    for expected in [
        "place s3://lake/raw/orders -> crawler c",
        "crawler c -> table sales.orders",
        "table sales.orders -> table sales.daily",
        "table sales.daily -> view sales.shown",
    ] {
        assert!(found.contains(&expected.to_owned()), "{expected} is not in {found:#?}");
    }
    let shown = sandbox.sh("lakectl table lineage sales.daily").code(0).stdout_has("is made of:").stdout;
    assert!(shown.contains("table sales.orders") && shown.contains("view sales.shown"), "{shown}");
    // Without the history of queries, what a query made is not known.
    let blind = sandbox.json("lakectl table lineage sales.daily --queries 0")["lineage"].to_string();
    assert!(!blind.contains("sales.orders"), "{blind}");
    sandbox.sh("lakectl table lineage sales.dayly").code(5).stderr_has("did you mean");
}

#[test]
fn a_lineage_is_drawn_for_other_programs() {
    let sandbox = lake();
    let dot = sandbox.sh("lakectl table lineage sales.daily --dot").code(0).stdout;
    assert!(dot.starts_with("digraph") && dot.contains("\"table sales.orders\" -> \"table sales.daily\""), "{dot}");
    let mermaid = sandbox.sh("lakectl table lineage sales.daily --mermaid").code(0).stdout;
    assert!(mermaid.starts_with("flowchart LR") && mermaid.contains(" --> "), "{mermaid}");
    let svg = sandbox.sh("lakectl table lineage sales.daily --svg").code(0).stdout;
    assert!(svg.starts_with("<svg") && svg.contains("sales.orders"), "{svg}");
    harmless(&sandbox.sh("lakectl table lineage sales.daily --html").code(0).stdout);
    sandbox.sh("lakectl table lineage sales.daily --html --dot").code(2);
}

/// A page that asks nobody and runs nothing.
fn harmless(page: &str) {
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "no page");
    assert!(page.contains("Content-Security-Policy") && page.contains("default-src 'none'"), "no policy");
    assert!(
        page.contains("name=\"viewport\"")
            && page.contains("prefers-color-scheme:dark")
            && page.contains("@media print")
    );
    for forbidden in ["<script", "<link", "<img", "<iframe", "src=", "@import", "onload", "javascript:"] {
        assert!(!page.contains(forbidden), "the page has {forbidden}");
    }
    let links = page.replace("http://www.w3.org/2000/svg", "");
    assert!(!links.contains("http://") && !links.contains("https://"), "the page names the network");
}

#[test]
fn a_report_has_the_whole_lake_and_names_stay_text() {
    let sandbox = lake();
    let evil = "<script>alert(1)</script>";
    let create =
        ["table", "create", "sales.evil", "--columns", "id int", "--location", "s3://lake/evil/", "--format", "csv"];
    sandbox.run(create.iter().copied().chain(["--description", evil])).code(0);
    sandbox.sh("lakectl grant SELECT --on sales.orders --to role/analyst").code(0);
    sandbox.sh("lakectl alarm create x --namespace N --metric M --threshold 1 --statistic Sum").code(0);
    sandbox.sh("lakectl report --to lake.html").code(0).stdout_has("+ lake.html");
    let page = sandbox.read("lake.html");
    harmless(&page);
    for expected in
        ["sales.orders", "role/analyst", "alarm x", "Findings", "s3://lake/raw/orders", "results", "estimate"]
    {
        assert!(page.contains(expected), "{expected} is not on the page");
    }
    for id in ["findings", "zones", "tables", "schemas", "lineage", "access", "alarms", "costs"] {
        assert!(page.contains(&format!("href=\"#{id}\"")) && page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert_eq!(sandbox.sh("lakectl report").code(0).stdout.lines().next(), page.lines().next());
}

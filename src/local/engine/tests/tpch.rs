//! The 22 queries of TPC-H over a hundredth of its data. `fixtures/tpch` has the tables and the answers of another engine.

use std::path::{Path, PathBuf};

use super::lake::TestLake;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/tpch").join(name)
}

const TABLES: &[(&str, &[(&str, &str)])] = &[
    (
        "customer",
        &[
            ("c_custkey", "bigint"),
            ("c_name", "string"),
            ("c_address", "string"),
            ("c_nationkey", "bigint"),
            ("c_phone", "string"),
            ("c_acctbal", "decimal(15,2)"),
            ("c_mktsegment", "string"),
            ("c_comment", "string"),
        ],
    ),
    (
        "lineitem",
        &[
            ("l_orderkey", "bigint"),
            ("l_partkey", "bigint"),
            ("l_suppkey", "bigint"),
            ("l_quantity", "decimal(15,2)"),
            ("l_extendedprice", "decimal(15,2)"),
            ("l_discount", "decimal(15,2)"),
            ("l_tax", "decimal(15,2)"),
            ("l_returnflag", "string"),
            ("l_linestatus", "string"),
            ("l_shipdate", "date"),
            ("l_commitdate", "date"),
            ("l_receiptdate", "date"),
            ("l_shipinstruct", "string"),
            ("l_shipmode", "string"),
        ],
    ),
    ("nation", &[("n_nationkey", "bigint"), ("n_name", "string"), ("n_regionkey", "bigint")]),
    (
        "orders",
        &[
            ("o_orderkey", "bigint"),
            ("o_custkey", "bigint"),
            ("o_orderstatus", "string"),
            ("o_totalprice", "decimal(15,2)"),
            ("o_orderdate", "date"),
            ("o_orderpriority", "string"),
            ("o_shippriority", "int"),
            ("o_comment", "string"),
        ],
    ),
    (
        "part",
        &[
            ("p_partkey", "bigint"),
            ("p_name", "string"),
            ("p_mfgr", "string"),
            ("p_brand", "string"),
            ("p_type", "string"),
            ("p_size", "int"),
            ("p_container", "string"),
        ],
    ),
    (
        "partsupp",
        &[
            ("ps_partkey", "bigint"),
            ("ps_suppkey", "bigint"),
            ("ps_availqty", "int"),
            ("ps_supplycost", "decimal(15,2)"),
        ],
    ),
    ("region", &[("r_regionkey", "bigint"), ("r_name", "string")]),
    (
        "supplier",
        &[
            ("s_suppkey", "bigint"),
            ("s_name", "string"),
            ("s_address", "string"),
            ("s_nationkey", "bigint"),
            ("s_phone", "string"),
            ("s_acctbal", "decimal(15,2)"),
            ("s_comment", "string"),
        ],
    ),
];

fn lake() -> TestLake {
    let lake = TestLake::new();
    for (name, columns) in TABLES {
        let bytes = std::fs::read(fixture(&format!("{name}.parquet"))).expect("a table of the fixture");
        lake.put(&format!("s3://b/{name}/{name}.parquet"), bytes);
        lake.table(name, columns, "parquet").add();
    }
    lake
}

/// Numbers agree to the cent, to which an average of decimals is rounded, or to nine digits.
fn agree(expected: &str, got: &str) -> bool {
    if expected == got {
        return true;
    }
    match (expected.parse::<f64>(), got.parse::<f64>()) {
        (Ok(expected), Ok(got)) => (expected - got).abs() <= f64::max(0.005_000_1, expected.abs() * 1e-9),
        _ => false,
    }
}

/// The queries with their answers.
fn queries() -> Vec<(String, String, Vec<String>)> {
    let answers = std::fs::read_to_string(fixture("answers.txt")).expect("the answers");
    let mut found = Vec::new();
    // Comments in the data have dashes too.
    for part in format!("\n{answers}").split("\n-- q").skip(1) {
        let (name, rows) = part.split_once('\n').expect("a name on a line of its own");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/tpch").join(format!("q{name}.sql"));
        let sql = std::fs::read_to_string(path).expect("the query");
        found.push((format!("q{name}"), sql, rows.lines().map(str::to_owned).collect()));
    }
    assert_eq!(found.len(), 22);
    found
}

async fn hold(lake: &TestLake) {
    let mut wrong = Vec::new();
    for (name, sql, expected) in queries() {
        match lake.try_rows(&sql).await {
            Ok(rows) => {
                let same = rows.len() == expected.len()
                    && rows.iter().zip(&expected).all(|(row, wanted)| {
                        let (row, wanted): (Vec<&str>, Vec<&str>) =
                            (row.split('|').collect(), wanted.split('|').collect());
                        row.len() == wanted.len() && row.iter().zip(&wanted).all(|(got, wanted)| agree(wanted, got))
                    });
                if !same {
                    wrong.push(format!("{name}: {rows:?}\n  in place of {expected:?}"));
                }
            }
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_queries_give_the_reference_answers() {
    hold(&lake()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_queries_give_the_reference_answers_in_little_memory() {
    let mut lake = lake();
    lake.limit_memory(24 << 20);
    hold(&lake).await;
}

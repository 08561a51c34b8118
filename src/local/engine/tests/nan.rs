//! NaN compares as Trino says: with nothing, not even itself; it groups as one value and sorts as the greatest.

use super::dialect::expect;
use super::lake::TestLake;

/// 0e0 / 0 is a NaN with another sign than the constant's on many machines.
const VALUES: &str =
    "(VALUES (1, nan()), (2, 1e0), (3, CAST(NULL AS double)), (4, 0e0 / 0), (5, 9e0), (6, -0e0)) AS t(id, x)";

#[tokio::test]
async fn comparisons_of_constants() {
    expect(&[
        ("nan() = nan()", "false"),
        ("nan() <> nan()", "true"),
        ("nan() > 1", "false"),
        ("nan() < 1", "false"),
        ("nan() >= nan()", "false"),
        ("1e0 <= nan()", "false"),
        ("NOT (nan() > 1)", "true"),
        ("nan() = CAST(NULL AS double)", "NULL"),
        ("nan() <> CAST(NULL AS double)", "NULL"),
        ("NOT (CAST(NULL AS double) < nan())", "NULL"),
        ("nan() IS DISTINCT FROM nan()", "false"),
        ("nan() IS DISTINCT FROM 1e0", "true"),
        // What is compared ends before AND and OR.
        ("true IS DISTINCT FROM true AND false", "false"),
        ("true IS DISTINCT FROM false OR true", "true"),
        ("false AND true IS NOT DISTINCT FROM false OR true", "true"),
        ("1 IS DISTINCT FROM 1 + 1 AND 2 > 1", "true"),
        ("nan() IN (1e0, nan())", "false"),
        ("nan() NOT IN (1e0, nan())", "true"),
        ("nan() BETWEEN 0 AND 1", "false"),
        ("nan() NOT BETWEEN 0 AND 1", "true"),
        ("1e0 BETWEEN nan() AND 2", "false"),
        ("1e0 BETWEEN 0 AND nan()", "false"),
        ("CASE nan() WHEN nan() THEN 'same' ELSE 'other' END", "other"),
        ("nullif(nan(), nan())", "NaN"),
        ("CAST('NaN' AS real) = CAST('NaN' AS real)", "false"),
        ("0e0 = -0e0", "true"),
        ("0e0 > -0e0", "false"),
        ("greatest(1e0, nan())", "1.0"),
        ("least(nan(), 1e0)", "1.0"),
        ("greatest(nan(), nan())", "NaN"),
        ("contains(ARRAY[nan()], nan())", "false"),
        ("array_position(ARRAY[1e0, nan()], nan())", "0"),
        ("array_max(ARRAY[1e0, nan()])", "1.0"),
    ])
    .await;
}

#[tokio::test]
async fn comparisons_of_columns() {
    let lake = TestLake::new();
    for (condition, ids) in [
        ("x > 1", "5"),
        ("x >= 1", "2,5"),
        ("x < 1", "6"),
        ("x <= 1", "2,6"),
        ("x = x", "2,5,6"),
        ("x <> x", "1,4"),
        ("x <> 1", "1,4,5,6"),
        ("NOT (x > 1)", "1,2,4,6"),
        ("x IN (1, 9)", "2,5"),
        ("x NOT IN (1, 9)", "1,4,6"),
        ("x IN (x, 7)", "2,5,6"),
        ("x BETWEEN 0 AND 5", "2,6"),
        ("x NOT BETWEEN 0 AND 5", "1,4,5"),
        ("x = 0", "6"),
        ("is_nan(x)", "1,4"),
        ("x > (SELECT 1e0)", "5"),
        ("x >= (SELECT 1e0)", "2,5"),
        ("x < (SELECT 1e0)", "6"),
        ("x <= (SELECT nan())", "NULL"),
        ("x >= (SELECT nan())", "NULL"),
        ("x = (SELECT nan())", "NULL"),
        ("x <> (SELECT nan())", "1,2,4,5,6"),
        ("NOT (x > (SELECT 1e0))", "1,2,4,6"),
        ("(SELECT nan()) BETWEEN x AND 9", "NULL"),
        ("x BETWEEN (SELECT nan()) AND 9", "NULL"),
        ("x NOT BETWEEN (SELECT 0e0) AND (SELECT nan())", "1,2,4,5,6"),
        ("x IN (9, (SELECT nan()))", "5"),
        ("x NOT IN (9, (SELECT nan()))", "1,2,4,6"),
        ("CASE x WHEN (SELECT nan()) THEN false WHEN (SELECT 9e0) THEN true END", "5"),
        ("x IN (SELECT x FROM (VALUES nan(), 9e0, 0e0 / 0) AS s(x))", "5"),
        ("EXISTS (SELECT 1 FROM (VALUES nan(), 1e0, 0e0 / 0) AS s(y) WHERE s.y = t.x)", "2"),
    ] {
        let sql = format!("SELECT array_join(array_agg(id ORDER BY id), ',') FROM {VALUES} WHERE {condition}");
        assert_eq!(lake.rows(&sql).await, [ids], "{condition}");
    }
}

#[tokio::test]
async fn a_subquery_beside_a_comparison_is_computed_once() {
    let lake = TestLake::new();
    let condition = "x < (SELECT avg(y) FROM (VALUES (1, 1e0)) AS s(k, y) WHERE k = id)";
    let plan = lake.rows(&format!("EXPLAIN SELECT id FROM {VALUES} WHERE {condition}")).await.join("\n");
    assert_eq!(plan.matches("Aggregate:").count(), 1, "{plan}");
}

#[tokio::test]
async fn joins_do_not_match_nan() {
    let lake = TestLake::new();
    for join in ["JOIN s ON t.x = s.x", "JOIN s USING (x)", "NATURAL JOIN s"] {
        let sql =
            format!("WITH t AS (SELECT x FROM {VALUES}), s AS (SELECT x FROM {VALUES}) SELECT count(*) FROM t {join}");
        assert_eq!(lake.rows(&sql).await, ["3"], "{join}");
    }
    let sql = format!(
        "WITH t AS (SELECT id, x FROM {VALUES}), s AS (SELECT id, x FROM {VALUES}) \
         SELECT count(*), count(s.id) FROM t LEFT JOIN s ON t.x = s.x"
    );
    assert_eq!(lake.rows(&sql).await, ["6|3"]);
    let sql = format!("WITH t AS (SELECT x FROM {VALUES}) SELECT count(*) FROM t JOIN t AS s ON t.x < s.x");
    assert_eq!(lake.rows(&sql).await, ["3"]);
}

#[tokio::test]
async fn grouping_and_sorting_see_one_nan() {
    let lake = TestLake::new();
    assert_eq!(
        lake.rows(&format!("SELECT x, count(*) FROM {VALUES} GROUP BY x ORDER BY x")).await,
        ["0.0|1", "1.0|1", "9.0|1", "NaN|2", "NULL|1"]
    );
    assert_eq!(
        lake.rows(&format!("SELECT DISTINCT x FROM {VALUES} ORDER BY x DESC")).await,
        ["NaN", "9.0", "1.0", "0.0", "NULL"]
    );
    assert_eq!(
        lake.rows(&format!("SELECT id FROM {VALUES} ORDER BY x NULLS FIRST, id")).await,
        ["3", "1", "4", "6", "2", "5"]
    );
    assert_eq!(lake.rows(&format!("SELECT min(x), max(x), count(DISTINCT x) FROM {VALUES}")).await, ["-0.0|9.0|4"]);
    assert_eq!(lake.rows("SELECT min(x), max(x) FROM (VALUES nan(), 0e0 / 0) AS t(x)").await, ["NaN|NaN"]);
    assert_eq!(
        lake.rows(&format!("SELECT x FROM {VALUES} UNION SELECT nan() ORDER BY 1")).await,
        ["0.0", "1.0", "9.0", "NaN", "NULL"]
    );
    assert_eq!(lake.rows(&format!("SELECT x FROM {VALUES} INTERSECT SELECT 0e0 / 0 ORDER BY 1")).await, ["NaN"]);
    assert_eq!(
        lake.rows(&format!(
            "SELECT id, rank() OVER (ORDER BY x), count(*) OVER (PARTITION BY x) FROM {VALUES} ORDER BY id"
        ))
        .await,
        ["1|4|2", "2|2|1", "3|6|1", "4|4|2", "5|3|1", "6|1|1"]
    );
}

/// The condition that NaN needs stands beside the one that prunes, not in its place.
#[tokio::test]
async fn pruning_survives() {
    let lake = TestLake::new();
    lake.rows(
        "CREATE TABLE low WITH (external_location = 's3://b/both/') AS \
         SELECT CAST(x AS double) AS v, lpad('', 20000, CAST(x AS varchar)) AS pad FROM UNNEST(sequence(1, 50)) AS a(x)",
    )
    .await;
    lake.rows("INSERT INTO low SELECT CAST(x AS double), lpad('', 20000, CAST(x AS varchar)) FROM UNNEST(sequence(1001, 1050)) AS a(x)")
        .await;
    let mut all = lake.run("SELECT sum(length(pad)) FROM low").await.expect("a query");
    assert_eq!(all.text_rows().await.expect("rows"), [[Some("2000000".to_owned())]]);
    let mut some = lake.run("SELECT sum(length(pad)) FROM low WHERE v > 1000").await.expect("a query");
    assert_eq!(some.text_rows().await.expect("rows"), [[Some("1000000".to_owned())]]);
    let (all, some) = (all.statistics().bytes, some.statistics().bytes);
    assert!(some < all * 3 / 4, "{some} of {all} bytes");
}

//! Forms of queries: what stands where a table, a condition or a limit stands.

use super::dialect::{expect, refuse};
use super::lake::TestLake;

/// Each query with its rows.
async fn answers(cases: &[(&str, &[&str])]) {
    let lake = TestLake::new();
    let mut wrong = Vec::new();
    for (sql, expected) in cases {
        match lake.try_rows(sql).await {
            Ok(rows) if rows == *expected => {}
            other => wrong.push(format!("{sql}: expected {expected:?}, got {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_shared_column_of_an_outer_join_has_the_value_of_the_side_that_has_a_row() {
    let a = "(VALUES (1, 'a'), (2, 'b')) a(x, l)";
    let b = "(VALUES (2, 'c'), (3, 'd')) b(x, r)";
    answers(&[
        (&format!("SELECT x, l, r FROM {a} FULL JOIN {b} USING (x) ORDER BY x"), &["1|a|NULL", "2|b|c", "3|NULL|d"]),
        (&format!("SELECT * FROM {a} FULL JOIN {b} USING (x) ORDER BY x"), &["1|a|NULL", "2|b|c", "3|NULL|d"]),
        (&format!("SELECT x, l, r FROM {a} RIGHT JOIN {b} USING (x) ORDER BY x"), &["2|b|c", "3|NULL|d"]),
        (&format!("SELECT x, l, r FROM {a} LEFT JOIN {b} USING (x) ORDER BY x"), &["1|a|NULL", "2|b|c"]),
        (&format!("SELECT x, count(*) FROM {a} FULL JOIN {b} USING (x) GROUP BY x HAVING x > 2"), &["3|1"]),
        (
            &format!("SELECT x FROM {a} FULL JOIN {b} USING (x) FULL JOIN (VALUES 3, 4) c(x) USING (x) ORDER BY x"),
            &["1", "2", "3", "4"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_shared_column_is_no_other_than_itself() {
    let ab = "(VALUES (1, 'a'), (2, 'b')) a(x, l) JOIN (VALUES (2, 'c'), (3, 'd')) b(x, r) USING (x)";
    answers(&[
        (&format!("SELECT x, l FROM {ab} WHERE x > 1 AND x + 1 < 9"), &["2|b"]),
        (&format!("SELECT x, count(*) FROM {ab} GROUP BY x HAVING x > 1"), &["2|1"]),
        (&format!("SELECT x FROM {ab} WHERE x IN (SELECT x FROM (VALUES 2) c(x)) ORDER BY x DESC"), &["2"]),
        (&format!("SELECT max(x) OVER (ORDER BY x) FROM {ab} WHERE coalesce(x, 0) <> 0 OR x IS NULL"), &["2"]),
        (&format!("SELECT x, r, y FROM {ab} JOIN (VALUES (2, 7)) c(x, y) USING (x) WHERE x = 2"), &["2|c|7"]),
        (&format!("SELECT X FROM {ab} LEFT JOIN (VALUES (2, 7)) c(x, y) USING (x) ORDER BY x"), &["2"]),
        (&format!("SELECT transform(ARRAY[1], x -> x + 1) FROM {ab} JOIN (VALUES 2) c(x) USING (x)"), &["[2]"]),
    ])
    .await;
}

#[tokio::test]
async fn what_is_inside_is_compared_with_three_truth_values() {
    expect(&[
        ("ARRAY[1, NULL] = ARRAY[1, NULL]", "NULL"),
        ("ARRAY[1, NULL] = ARRAY[2, NULL]", "false"),
        ("ARRAY[1, NULL] <> ARRAY[2, NULL]", "true"),
        ("ARRAY[1, 2] = ARRAY[1, 2, 3]", "false"),
        ("ARRAY[nan()] = ARRAY[nan()]", "false"),
        ("ROW(1, NULL) = ROW(1, 2)", "NULL"),
        ("ROW(1, CAST(NULL AS integer)) = ROW(2, 2)", "false"),
        ("MAP(ARRAY[1, 2], ARRAY[3, 4]) = MAP(ARRAY[2, 1], ARRAY[4, 3])", "true"),
        ("MAP(ARRAY[1], ARRAY[3]) = MAP(ARRAY[2], ARRAY[3])", "false"),
        ("MAP(ARRAY[1], ARRAY[CAST(NULL AS integer)]) = MAP(ARRAY[1], ARRAY[3])", "NULL"),
        ("ARRAY[1, 2] < ARRAY[1, 3]", "true"),
        ("ARRAY[1, 2] >= ARRAY[1]", "true"),
        ("ARRAY[1, NULL] IN (ARRAY[1, NULL], ARRAY[2, 3])", "NULL"),
        ("ARRAY[2, 3] IN (ARRAY[1, NULL], ARRAY[2, 3])", "true"),
        ("CASE ARRAY[1, NULL] WHEN ARRAY[1, NULL] THEN 1 ELSE 2 END", "2"),
        ("nullif(ARRAY[1], ARRAY[1]) IS NULL", "true"),
    ])
    .await;
    refuse(&[
        ("SELECT ARRAY[1, NULL] < ARRAY[1, 2]", "ARRAY comparison not supported for arrays with null elements"),
        ("SELECT ARRAY[1] = ARRAY['a']", "Cannot apply operator: array(integer) = array(varchar"),
    ])
    .await;
}

#[tokio::test]
async fn values_have_columns_and_no_names() {
    answers(&[
        ("VALUES ROW(1, 'a'), ROW(2, 'b')", &["1|a", "2|b"]),
        ("SELECT * FROM (VALUES (1, 'a')), (VALUES 3)", &["1|a|3"]),
        ("SELECT x FROM (VALUES 1, 2, 3) t(x) WHERE x IN (VALUES 1, 3) ORDER BY x", &["1", "3"]),
        ("SELECT x FROM (VALUES 1) t(x) WHERE x NOT IN (VALUES 2, NULL)", &[]),
        ("VALUES 1, 2 ORDER BY 1 DESC LIMIT 1", &["2"]),
        ("VALUES 1 UNION ALL VALUES 2 ORDER BY 1", &["1", "2"]),
    ])
    .await;
    let lake = TestLake::new();
    for sql in ["VALUES (1, 'a')", "SELECT * FROM (VALUES (1, 'a'))"] {
        let columns = lake.run(sql).await.unwrap().columns;
        let names: Vec<String> = columns.into_iter().map(|column| column.name).collect();
        assert_eq!(names, ["_col0", "_col1"], "{sql}");
    }
    refuse(&[
        ("SELECT 1_000", "line 1:8: identifiers must not start with a digit"),
        ("SELECT 0x1F", "identifiers must not start with a digit"),
        ("SELECT 1 1a", "identifiers must not start with a digit"),
        ("SELECT \"$negate\"(1)", "Function '$negate' not registered"),
    ])
    .await;
    expect(&[
        ("typeof(-2147483648)", "integer"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("typeof(2147483648)", "bigint"),
    ])
    .await;
    refuse(&[("SELECT abs(-2147483648)", "out of range"), ("SELECT 9223372036854775808", "Invalid numeric literal")])
        .await;
}

#[tokio::test]
async fn any_and_all_compare_with_every_value() {
    let from = "SELECT x FROM (VALUES 1, 2, 3, NULL) t(x) WHERE";
    answers(&[
        (&format!("{from} x > ALL (SELECT 1 UNION SELECT 2)"), &["3"]),
        (&format!("{from} x >= ANY (VALUES 2, 3) ORDER BY x"), &["2", "3"]),
        (&format!("{from} x < SOME (VALUES 2, 3) ORDER BY x"), &["1", "2"]),
        (&format!("{from} x = ANY (VALUES 2, 3) ORDER BY x"), &["2", "3"]),
        (&format!("{from} x <> ALL (VALUES 2, 3)"), &["1"]),
        (&format!("{from} x = ALL (VALUES 2, 2)"), &["2"]),
        (&format!("{from} x <> ANY (VALUES 2, 2) ORDER BY x"), &["1", "3"]),
        (&format!("{from} x > ALL (VALUES 1, NULL)"), &[]),
        (&format!("{from} x > ANY (VALUES 1, NULL) ORDER BY x"), &["2", "3"]),
        (&format!("{from} x > ALL (SELECT 1 WHERE false) ORDER BY x"), &["1", "2", "3", "NULL"]),
        (&format!("{from} x > ANY (SELECT 1 WHERE false)"), &[]),
        (&format!("{from} (x > ALL (VALUES 2, NULL)) IS NULL ORDER BY x"), &["3", "NULL"]),
    ])
    .await;
}

#[tokio::test]
async fn queries_as_conditions_stand_in_select_lists() {
    answers(&[
        (
            "SELECT x, x IN (SELECT 1), x NOT IN (VALUES 1, NULL) FROM (VALUES 1, 2, NULL) t(x) ORDER BY x",
            &["1|true|false", "2|false|NULL", "NULL|NULL|NULL"],
        ),
        ("SELECT NULL IN (SELECT 1 WHERE false)", &["false"]),
        ("SELECT EXISTS (SELECT 1 WHERE false), NOT EXISTS (SELECT 2 WHERE false)", &["false|true"]),
        ("SELECT EXISTS (VALUES 1, 2)", &["true"]),
        ("SELECT 1.5 IN (SELECT 1 UNION SELECT 2), 'a' IN (VALUES 'a')", &["false|true"]),
        // In a condition, what is not known is not true, whatever stands around it.
        ("SELECT x FROM (VALUES 1, 2) t(x) WHERE NOT (x IN (SELECT y FROM (VALUES 2, NULL) u(y)) OR x = 5)", &[]),
    ])
    .await;
}

#[tokio::test]
async fn lateral_queries_see_the_row_beside_them() {
    answers(&[
        (
            "SELECT a.x, s.m, s.n FROM (VALUES 1, 2) a(x) CROSS JOIN LATERAL (SELECT a.x * 2 AS m, 'n' AS n) s ORDER BY 1",
            &["1|2|n", "2|4|n"],
        ),
        (
            "SELECT x, n FROM (VALUES 1) a(x), LATERAL (SELECT x + 1) b(m), LATERAL (SELECT m + 1) c(n)",
            &["1|3"],
        ),
        ("SELECT x, m FROM (VALUES 1, 2) a(x) LEFT JOIN LATERAL (SELECT x + 1) b(m) ON true ORDER BY 1", &["1|2", "2|3"]),
        ("SELECT x, m FROM (VALUES 1, 2) a(x) JOIN LATERAL (SELECT x + 1) b(m) ON m > 2", &["2|3"]),
    ])
    .await;
}

#[tokio::test]
async fn rows_count_as_often_as_they_are() {
    answers(&[
        ("SELECT x FROM (VALUES 1, 1, 1, 2) t(x) INTERSECT ALL SELECT y FROM (VALUES 1, 1, 3) u(y)", &["1", "1"]),
        ("VALUES 1, 1, 2, NULL, NULL EXCEPT ALL VALUES 1, 3, NULL ORDER BY 1", &["1", "2", "NULL"]),
        ("SELECT 1, 'a' EXCEPT ALL SELECT 1, 'a'", &[]),
        ("VALUES (1, 'a'), (1, 'a') INTERSECT ALL (VALUES (1, 'a'), (1, 'b'))", &["1|a"]),
        ("VALUES 1, 1, 2 EXCEPT ALL VALUES 1 EXCEPT ALL VALUES 2", &["1"]),
    ])
    .await;
}

#[tokio::test]
async fn ties_of_the_last_row_come_too() {
    let from = "FROM (VALUES (1, 'a'), (2, 'b'), (2, 'c'), (3, 'd')) t(x, y)";
    answers(&[
        (&format!("SELECT x, y {from} ORDER BY x FETCH FIRST 2 ROWS WITH TIES"), &["1|a", "2|b", "2|c"]),
        (&format!("SELECT x AS n {from} ORDER BY n DESC FETCH FIRST ROW WITH TIES"), &["3"]),
        (&format!("SELECT * {from} ORDER BY x OFFSET 1 ROW FETCH NEXT 1 ROWS WITH TIES"), &["2|b", "2|c"]),
        (&format!("SELECT count(*), x {from} GROUP BY x ORDER BY 1 DESC FETCH FIRST 1 ROW WITH TIES"), &["2|2"]),
    ])
    .await;
    refuse(&[("SELECT 1 FETCH FIRST 1 ROW WITH TIES", "requires ORDER BY")]).await;
}

#[tokio::test]
async fn frames_are_bounded_by_intervals() {
    answers(&[
        (
            "SELECT d, sum(v) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) FROM \
             (VALUES (DATE '2020-01-01', 1), (DATE '2020-01-02', 2), (DATE '2020-01-05', 4)) t(d, v) ORDER BY d",
            &["2020-01-01|1", "2020-01-02|3", "2020-01-05|4"],
        ),
        (
            "SELECT d, sum(v) OVER (ORDER BY d RANGE INTERVAL '1' MONTH PRECEDING) FROM \
             (VALUES (DATE '2020-01-31', 1), (DATE '2020-02-29', 2), (DATE '2020-05-05', 4)) t(d, v) ORDER BY d",
            &["2020-01-31|1", "2020-02-29|3", "2020-05-05|4"],
        ),
        (
            "SELECT t, count(*) OVER (ORDER BY t RANGE BETWEEN INTERVAL '90' SECOND PRECEDING AND INTERVAL '1' SECOND \
             FOLLOWING) FROM (VALUES TIMESTAMP '2020-01-01 00:00:00', TIMESTAMP '2020-01-01 00:01:30', \
             TIMESTAMP '2020-01-01 00:01:31') s(t) ORDER BY t",
            &["2020-01-01 00:00:00.000|1", "2020-01-01 00:01:30.000|3", "2020-01-01 00:01:31.000|2"],
        ),
        (
            "SELECT x, max_by(x, y) OVER (), min_by(x, y) OVER (ORDER BY x) FROM (VALUES (1, 2), (2, 1), (3, NULL)) t(x, y) \
             ORDER BY x",
            &["1|1|1", "2|1|2", "3|1|2"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn aggregates_that_fold_and_sum_up() {
    answers(&[
        (
            "SELECT id, reduce_agg(v, 0, (a, b) -> a + b, (a, b) -> a + b) FROM \
             (VALUES (1, 3), (1, 4), (1, NULL), (2, 6), (2, 7), (3, NULL)) t(id, v) GROUP BY id ORDER BY id",
            &["1|7", "2|13", "3|NULL"],
        ),
        ("SELECT reduce_agg(v, 1, (a, b) -> a * b, (a, b) -> a * b) FROM (VALUES 2, 3, 4) t(v)", &["24"]),
        (
            "SELECT checksum(x) = (SELECT checksum(y) FROM (VALUES 3, NULL, 1) u(y)) FROM (VALUES 1, NULL, 3) t(x)",
            &["true"],
        ),
        ("SELECT checksum(x) FROM (SELECT 1 x WHERE false)", &["NULL"]),
        ("SELECT numeric_histogram(3, x) FROM (VALUES 1, 2, 2, 10) t(x)", &["{1.0=1.0, 2.0=2.0, 10.0=1.0}"]),
        ("SELECT array_histogram(ARRAY[42, 7, 42, NULL])", &["{42=2, 7=1}"]),
    ])
    .await;
    refuse(&[(
        "SELECT numeric_histogram(2, x) FROM (VALUES 1, 2, 3) t(x)",
        "numeric_histogram of more values than buckets",
    )])
    .await;
}

#[tokio::test]
async fn functions_in_all_their_forms() {
    expect(&[
        ("-INTERVAL '1' DAY", "-1 00:00:00.000"),
        ("day(INTERVAL '30' HOUR)", "1"),
        ("hour(INTERVAL '30' HOUR)", "6"),
        ("month(INTERVAL '15' MONTH)", "3"),
        ("year(INTERVAL '15' MONTH)", "1"),
        ("extract(TIMEZONE_HOUR FROM TIMESTAMP '2022-10-20 05:10:00 +05:30')", "5"),
        ("from_unixtime(0, 5, 30)", "1970-01-01 05:30:00.000 +05:30"),
        ("from_unixtime(0, -3, 0)", "1969-12-31 21:00:00.000 -03:00"),
        ("from_iso8601_date('2020-W10')", "2020-03-02"),
        ("from_iso8601_date('2020-W53-7')", "2021-01-03"),
        ("from_iso8601_date('2020-123')", "2020-05-02"),
        ("from_iso8601_date('2020-05')", "2020-05-01"),
        ("trim(BOTH FROM '  a  ')", "a"),
        ("trim('xyax', 'xy')", "a"),
        ("trim(LEADING FROM '  a') || '.'", "a."),
        ("regexp_position('I have 23 apples, 5 pears and 13 oranges', '\\b\\d+\\b', 12)", "19"),
        ("regexp_position('I have 23 apples, 5 pears and 13 oranges', '\\b\\d+\\b', 12, 2)", "31"),
        ("regexp_position('aé1', '\\d', 9)", "-1"),
        ("regexp_like('foobar', 'foo(?=bar)')", "true"),
        ("regexp_like('foobaz', 'foo(?!baz)')", "false"),
        ("regexp_replace('price 12', '(?<=price )\\d+', 'n')", "price n"),
        ("regexp_extract('abab', '(ab)\\1')", "abab"),
        ("regexp_extract_all('a1a2', '(?<=a)\\d')", "[1, 2]"),
        ("regexp_split('a1b2c', '\\d(?=b)')", "[a, b2c]"),
        ("regexp_count('aaa', 'a(?=a)')", "2"),
        ("regexp_replace('ab', '(?<first>a)', '${first}x')", "axb"),
        ("regexp_replace('ab', '(a)', '$12')", "a2b"),
        ("typeof('cat')", "varchar(3)"),
        ("typeof(CAST('cat' AS varchar(2)))", "varchar(2)"),
        ("typeof(CAST('cat' AS varchar))", "varchar"),
        ("typeof(length('cat'))", "bigint"),
        ("CAST('2020-05-11 11:15:05 +02:00' AS timestamp with time zone)", "2020-05-11 11:15:05.000 +02:00"),
        ("CAST('2020-05-11' AS timestamp(3) with time zone)", "2020-05-11 00:00:00.000 UTC"),
        ("element_at(ARRAY[1], NULL)", "NULL"),
        ("mod(5.5, 2)", "1.5"),
        ("mod(-7, 3)", "-1"),
        ("width_bucket(3e0, ARRAY[1e0, 2e0, 4e0])", "2"),
        ("cardinality(MAP())", "0"),
    ])
    .await;
    refuse(&[
        ("SELECT regexp_replace('abc', 'b', '$')", "Illegal replacement sequence"),
        ("SELECT regexp_replace('abc', 'b', '$1')", "unknown group 1"),
        ("SELECT regexp_like('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', '(a|a)+(?=c)\\1*x')", "tries too many ways"),
        ("SELECT typeof(ARRAY['a'])", "typeof of a varchar whose length"),
    ])
    .await;
}

#[tokio::test]
async fn json_is_put_together() {
    expect(&[
        ("json_object('a' : 1, 'b' VALUE 'x', KEY 'c' VALUE true)", r#"{"a":1,"b":"x","c":true}"#),
        ("json_object('a' : NULL)", r#"{"a":null}"#),
        ("json_object('a' : NULL, 'b' : 1.5 ABSENT ON NULL)", r#"{"b":1.5}"#),
        ("json_object()", "{}"),
        ("json_object('o' : json_object('i' : json_array(1, 'two', NULL)))", r#"{"o":{"i":[1,"two"]}}"#),
        ("json_array(1, NULL, 'x' NULL ON NULL)", r#"[1,null,"x"]"#),
        ("json_array()", "[]"),
        ("json_object('d' : DATE '2020-01-01')", r#"{"d":"2020-01-01"}"#),
    ])
    .await;
    let lake = TestLake::new();
    let sql = "SELECT json_object(key : v) FROM (VALUES ('k\"q', 1)) t(key, v)";
    assert_eq!(lake.rows(sql).await, [r#"{"k\"q":1}"#]);
    refuse(&[
        ("SELECT json_object('a' : ARRAY[1])", "Unexpected parameters (array(integer))"),
        ("SELECT json_object('a' : 1, 'a' : 2)", "the key 'a' twice"),
        ("SELECT json_object(CAST(NULL AS varchar) : 2)", "null value passed for JSON object key"),
    ])
    .await;
}

#[tokio::test]
async fn maps_are_the_same_in_any_order() {
    let maps = "(VALUES MAP(ARRAY[1, 2], ARRAY[3, 4]), MAP(ARRAY[2, 1], ARRAY[4, 3]), MAP(ARRAY[1], ARRAY[3])) t(m)";
    answers(&[
        (&format!("SELECT count(*) FROM (SELECT DISTINCT m FROM {maps})"), &["2"]),
        (&format!("SELECT m, count(*) FROM {maps} GROUP BY m ORDER BY 2"), &["{1=3}|1", "{1=3, 2=4}|2"]),
        (&format!("SELECT count(DISTINCT m) FROM {maps}"), &["2"]),
    ])
    .await;
}

#[tokio::test]
async fn groups_that_are_few_are_looked_for_before_a_join() {
    let sql = "SELECT a.x, b.y FROM (VALUES 1, 2, 3) a(x), (VALUES (1, 'p'), (2, 'q')) b(x, y) WHERE a.x = b.x AND b.x IN \
               (SELECT k FROM (VALUES 1, 2, 2) g(k) GROUP BY k HAVING count(*) > 1)";
    let lake = TestLake::new();
    assert_eq!(lake.rows(sql).await, ["2|q"]);
    let plan = lake.rows(&format!("EXPLAIN {sql}")).await;
    let at = |words: &str| plan.iter().position(|line| line.contains(words));
    assert!(at("Inner Join").is_some() && at("Inner Join") < at("LeftSemi Join"), "{}", plan.join("\n"));
}

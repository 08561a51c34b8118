use super::lake::TestLake;

/// Each expression with the text that Athena answers.
pub async fn expect(cases: &[(&str, &str)]) {
    let lake = TestLake::new();
    let mut wrong = Vec::new();
    for (expression, expected) in cases {
        let sql = format!("SELECT {expression}");
        match lake.try_rows(&sql).await {
            Ok(rows) if rows == [*expected] => {}
            other => wrong.push(format!("{expression}: expected {expected}, got {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each statement with a part of the error that it must be.
pub async fn refuse(cases: &[(&str, &str)]) {
    let lake = TestLake::new();
    let mut wrong = Vec::new();
    for (sql, expected) in cases {
        match lake.try_rows(sql).await {
            Err(error) if error.message.contains(expected) => {}
            other => wrong.push(format!("{sql}: expected an error with {expected}, got {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_the_planner_alone_would_get_wrong() {
    expect(&[
        ("concat('a', NULL)", "NULL"),
        ("greatest(1, NULL)", "NULL"),
        ("least(3, 1, 2)", "1"),
        ("concat(ARRAY[1], ARRAY[2])", "[1, 2]"),
        ("reverse(ARRAY[1, 2])", "[2, 1]"),
        ("substr('hello', -2)", "lo"),
        ("split_part('a,b', ',', 9)", "NULL"),
        ("array_position(ARRAY[1], 5)", "0"),
        ("array_remove(ARRAY[1, 2, 1], 1)", "[2]"),
        ("regexp_replace('aXbX', 'X', 'y')", "ayby"),
        ("regexp_replace('ab', '(a)(b)', '$2$1x')", "bax"),
        ("element_at(map(ARRAY['k'], ARRAY[7]), 'k')", "7"),
        ("extract(dow FROM DATE '2024-01-07')", "7"),
        ("typeof(date_trunc('week', DATE '2024-01-04'))", "date"),
        ("date_trunc('week', DATE '2024-01-04')", "2024-01-01"),
        ("typeof(from_unixtime(0))", "timestamp(3) with time zone"),
        ("from_unixtime(0)", "1970-01-01 00:00:00.000 UTC"),
        ("to_unixtime(TIMESTAMP '1970-01-01 00:00:01')", "1.0"),
        ("CAST(1.7 AS integer)", "2"),
        ("CAST(2.5e0 AS integer)", "3"),
        ("CAST(-1.5 AS bigint)", "-2"),
        ("CAST(TIMESTAMP '2020-01-01 00:00:00' AS varchar)", "2020-01-01 00:00:00"),
        ("CAST(1.5e0 AS varchar)", "1.5E0"),
        ("CAST('abc' AS varchar(2))", "ab"),
        ("typeof(1)", "integer"),
        ("typeof(2147483648)", "bigint"),
        ("typeof(1.5)", "decimal(2,1)"),
        ("typeof(DECIMAL '1.10')", "decimal(3,2)"),
        ("1.0 / 3", "0.3"),
        ("typeof(1.0 / 3)", "decimal(2,1)"),
        ("7 / 2", "3"),
        ("5 % 3", "2"),
        ("0.1 + 0.2", "0.3"),
        ("1e0 / 0", "Infinity"),
        ("'a' || 'b'", "ab"),
        ("'a' || NULL", "NULL"),
        ("'a\\b' LIKE 'a\\b'", "true"),
        ("'a%b' LIKE 'a#%b' ESCAPE '#'", "true"),
        ("'axb' LIKE 'a#%b' ESCAPE '#'", "false"),
        ("if(1 = 2, 'x')", "NULL"),
        ("coalesce(NULL, 2)", "2"),
        ("nullif(1, 1)", "NULL"),
        ("round(2.5e0)", "3.0"),
        ("round(-2.5e0)", "-3.0"),
        ("round(1.255, 2)", "1.260"),
        ("TRY_CAST('x' AS integer)", "NULL"),
        ("current_date", "2024-02-29"),
        ("localtimestamp", "2024-02-29 12:30:00.000"),
        ("date_diff('month', DATE '2020-01-31', DATE '2020-02-29')", "1"),
        ("date_add('month', 1, DATE '2020-01-31')", "2020-02-29"),
        ("date_format(TIMESTAMP '2020-01-02 13:04:05', '%Y-%m-%d %H:%i')", "2020-01-02 13:04"),
        ("date_parse('2001/01/01 06:55', '%Y/%m/%d %H:%i')", "2001-01-01 06:55:00.000"),
        ("DATE '2020-01-31' + INTERVAL '1' MONTH", "2020-02-29"),
        ("TIMESTAMP '2020-01-02 00:00:00' - TIMESTAMP '2020-01-01 12:00:00'", "0 12:00:00.000"),
        ("year(DATE '2020-05-06')", "2020"),
        ("ARRAY[1, 2][2]", "2"),
        ("split('a,b', ',')", "[a, b]"),
        ("json_extract_scalar('{\"a\":{\"b\":[1,2]}}', '$.a.b[1]')", "2"),
        ("1 BETWEEN 0 AND 2.5", "true"),
        ("1 IN (1, 2)", "true"),
        ("ROW(1, 'a')", "{1, a}"),
        ("-(-5)", "5"),
        ("abs(-5)", "5"),
        ("X'6162'", "61 62"),
        ("truncate(-1.75)", "-1"),
        ("typeof(truncate(12.75))", "decimal(2,0)"),
    ])
    .await;
}

#[tokio::test]
async fn what_must_fail_does() {
    refuse(&[
        ("SELECT '1' = 1", "TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar = integer"),
        ("SELECT 1 = 1,\n  (2 + 3) * 'x'", "TYPE_MISMATCH: line 2:11: Cannot apply operator: integer * varchar"),
        ("SELECT x FROM (VALUES (1, 'a')) t(x, y) WHERE x = 1 AND x = y", "TYPE_MISMATCH: line 1:59: Cannot apply"),
        ("SELECT 1 - 2 - DATE '2020-01-01'", "TYPE_MISMATCH: line 1:14: Cannot apply"),
        ("SELECT a.x FROM (VALUES 1) a(x) JOIN (VALUES 'q') b(y) ON a.x <> b.y", "TYPE_MISMATCH: line 1:63: Cannot"),
        ("SELECT 1 IN ('a')", "TYPE_MISMATCH"),
        ("SELECT 1 BETWEEN 'a' AND 'b'", "TYPE_MISMATCH"),
        ("SELECT '1' + 1", "TYPE_MISMATCH"),
        ("SELECT DATE '2020-01-01' = '2020-01-01'", "TYPE_MISMATCH"),
        ("SELECT 1 UNION ALL SELECT 'a'", "TYPE_MISMATCH"),
        ("SELECT CASE WHEN true THEN 1 ELSE 'a' END", "TYPE_MISMATCH"),
        ("SELECT 2147483647 + 1", "integer addition overflow"),
        ("SELECT 9223372036854775807 + 1", "bigint addition overflow"),
        ("SELECT sum(x) FROM (VALUES 9223372036854775807, 1) AS t(x)", "NUMERIC_VALUE_OUT_OF_RANGE"),
        ("SELECT 1 / 0", "DIVISION_BY_ZERO"),
        ("SELECT CAST('abc' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast 'abc' to INT"),
        ("SELECT CAST(3000000000 AS integer)", "Out of range for integer: 3000000000"),
        ("SELECT DATE '2020-01-01' + INTERVAL '1' HOUR", "Cannot add hour, minutes or seconds to a date"),
        ("SELECT foo(1)", "FUNCTION_NOT_FOUND: line 1:8: Function 'foo' not registered"),
        (
            "SELECT st_point(1, 2)",
            "NOT_SUPPORTED: runs on Athena, not in the local engine: line 1:8: function st_point",
        ),
        ("SELECT approx_set(1)", "line 1:8: function approx_set"),
        ("SELECT length(1)", "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function length"),
        ("SELECT * FROM (VALUES 1) t TABLESAMPLE SYSTEM (50)", "TABLESAMPLE other than BERNOULLI"),
        ("SELECT ARRAY[1][2]", "Array subscript must be less than or equal to array length"),
        ("SELEC 1", "SYNTAX_ERROR: line 1:1"),
        ("SELECT 1 FROM", "SYNTAX_ERROR: line 1:"),
        ("SELECT 1; SELECT 2", "SYNTAX_ERROR: line 1:11"),
        ("SELECT 1::varchar", "SYNTAX_ERROR"),
        ("SELECT date_add('day', 5000000000, DATE '2020-01-01')", "out of range of a date"),
        ("SELECT CAST(1 AS char(3))", "Cannot cast integer to char(3)"),
        ("SELECT a, count(*) FROM (VALUES 1) t(a)", "EXPRESSION_NOT_AGGREGATE"),
    ])
    .await;
}

#[tokio::test]
async fn queries_compose() {
    let lake = TestLake::new();
    assert_eq!(lake.rows("SELECT x FROM (VALUES 1, NULL, 3) AS t(x) ORDER BY x DESC").await, ["3", "1", "NULL"]);
    assert_eq!(
        lake.rows("SELECT sum(x), avg(x), count(x), count(*) FROM (VALUES 1, NULL, 4) AS t(x)").await,
        ["5|2.5|2|3"]
    );
    assert_eq!(lake.rows("SELECT avg(x), sum(x) FROM (VALUES 1.05, 1.10) AS t(x)").await, ["1.08|2.15"]);
    assert_eq!(
        lake.rows("SELECT count_if(x > 1), max_by(y, x) FROM (VALUES (1, 'a'), (3, 'b')) AS t(x, y)").await,
        ["1|b"]
    );
    assert_eq!(
        lake.rows("SELECT x, row_number() OVER (ORDER BY x DESC), lag(x, 1) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x) ORDER BY 1").await,
        ["1|2|NULL", "2|1|1"]
    );
    assert_eq!(
        lake.rows("WITH a AS (SELECT 1 AS n UNION ALL SELECT 2) SELECT n FROM a ORDER BY n DESC LIMIT 1").await,
        ["2"]
    );
    assert_eq!(
        lake.rows("SELECT x FROM (VALUES 3, 1, 2) t(x) ORDER BY x OFFSET 1 FETCH FIRST 1 ROWS ONLY").await,
        ["2"]
    );
    assert_eq!(
        lake.rows("SELECT approx_distinct(x), array_agg(x ORDER BY x) FROM (VALUES 3, 1, 3) t(x)").await,
        ["2|[1, 3, 3]"]
    );
    assert_eq!(
        lake.rows(
            "SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1, 2, 3) t(x)"
        )
        .await,
        ["1", "3", "5"]
    );
    assert_eq!(
        lake.rows("SELECT a, grouping(a), count(*) FROM (VALUES 1, 1) t(a) GROUP BY ROLLUP (a) ORDER BY 2").await,
        ["1|0|2", "NULL|1|2"]
    );
}

#[tokio::test]
async fn parameters_take_the_place_of_question_marks() {
    let lake = TestLake::new();
    let mut request = lake.request("SELECT ? + 1, ?");
    request.parameters = vec!["41".to_owned(), "'x''y'".to_owned()];
    let rows = lake.engine.run(request).await.expect("a query").text_rows().await.expect("rows");
    assert_eq!(rows, [[Some("42".to_owned()), Some("x'y".to_owned())]]);
    assert!(lake.error("SELECT ?").await.starts_with("INVALID_PARAMETER_USAGE: line 1:8"));
}

#[tokio::test]
async fn statements_too_large_to_plan_are_refused() {
    let lake = TestLake::new();
    for sql in [
        format!("SELECT 1{}", " + 1".repeat(20_000)),
        format!("SELECT 1, 2{}", " UNION ALL SELECT 1, 2".repeat(5_000)),
        format!("SELECT 1 WHERE 1 = 1{}", " OR 1 = 2".repeat(5_000)),
    ] {
        assert!(lake.error(&sql).await.contains("statement is too large"), "{}", &sql[..40]);
    }
    assert_eq!(lake.rows(&format!("SELECT 1{}", " + 1".repeat(40))).await, ["41"]);
    lake.put("s3://b/deep/a.csv", "x");
    lake.table("deep", &[("a", &"array<".repeat(18_000))], "csv").add();
    assert!(lake.error("SELECT 1 FROM deep").await.contains("too deeply nested"));
}

//! `char(n)` and `varchar(n)`: read, compared, cast, written, and told.

use super::lake::TestLake;

/// A table of texts that are shorter and longer than their types.
fn lake() -> TestLake {
    let lake = TestLake::new();
    lake.put("s3://b/t/x.csv", "1,ab,abcdef,ab\n2,äöüäöü,äöü,äöüäö\n3,x  ,x,x\n4,\\N,\\N,\\N\n");
    lake.table("t", &[("id", "int"), ("c", "char(5)"), ("v", "varchar(3)"), ("s", "string")], "csv").add();
    lake
}

#[tokio::test]
async fn values_have_the_length_of_their_type() {
    let lake = lake();
    assert_eq!(lake.rows("SELECT c, v FROM t ORDER BY id").await, ["ab   |abc", "äöüäö|äöü", "x    |x", "NULL|NULL"]);
    assert_eq!(lake.rows("SELECT length(c), length(v) FROM t WHERE id < 3 ORDER BY id").await, ["5|3", "5|3"]);
    assert_eq!(lake.rows("SELECT '[' || CAST(c AS varchar) || ']' FROM t WHERE id = 1").await, ["[ab   ]"]);
    for (expression, expected) in [
        ("'[' || CAST(CAST('abc' AS char(5)) AS varchar) || ']'", "[abc  ]"),
        ("'[' || CAST(CAST('abcdef' AS char(2)) AS varchar) || ']'", "[ab]"),
        ("CAST('abc' AS char)", "a"),
        ("CAST(CAST('abc' AS char(5)) AS varchar(2))", "ab"),
        ("TRY_CAST('abc' AS char(2))", "ab"),
        ("CAST(NULL AS char(2))", "NULL"),
        ("typeof(CAST('abc' AS char(5)))", "char(5)"),
        ("length(upper(CAST('abc' AS char(5))))", "5"),
        ("length(trim(CAST(' a ' AS char(5))))", "5"),
        ("length(substr(CAST('abc' AS char(5)), 2))", "5"),
        ("length(CAST('a' AS char(2)) || CAST('b' AS char(3)))", "5"),
        ("CAST(CAST('a' AS char(2)) || CAST('b' AS char(2)) AS varchar) || '.'", "a b ."),
        ("coalesce(CAST(NULL AS char(3)), CAST('a' AS char(3))) = 'a'", "true"),
    ] {
        assert_eq!(lake.rows(&format!("SELECT {expression}")).await, [expected], "{expression}");
    }
}

#[tokio::test]
async fn blanks_at_the_end_do_not_count_in_comparisons() {
    let lake = lake();
    let ids = async |condition: &str| lake.rows(&format!("SELECT id FROM t WHERE {condition} ORDER BY id")).await;
    for (condition, expected) in [
        ("c = 'ab'", &["1"][..]),
        ("c = 'ab '", &["1"]),
        ("'ab       ' = c", &["1"]),
        ("c <> 'ab'", &["2", "3"]),
        ("c IN ('ab', 'x', 'y')", &["1", "3"]),
        ("c NOT IN ('ab', 'x')", &["2"]),
        ("c BETWEEN 'ab' AND 'b'", &["1"]),
        ("c > 'ab'", &["2", "3"]),
        ("c >= 'ab' AND c < 'abc'", &["1"]),
        ("c = s", &["1", "2", "3"]),
        ("c = v", &["3"]),
        ("c = CAST('ab' AS char(9))", &["1"]),
        ("c IS DISTINCT FROM 'ab'", &["2", "3", "4"]),
        ("CASE c WHEN 'ab' THEN true ELSE false END", &["1"]),
        ("c IN (SELECT s FROM t)", &["1", "2", "3"]),
        ("c LIKE 'ab'", &[]),
        ("c LIKE 'ab   '", &["1"]),
        ("c LIKE 'ab%'", &["1"]),
        ("c = v OR c IS NULL", &["3", "4"]),
    ] {
        assert_eq!(ids(condition).await, expected, "{condition}");
    }
    assert_eq!(lake.rows("SELECT a.id, b.id FROM t a JOIN t b ON a.c = b.s ORDER BY 1").await, ["1|1", "2|2", "3|3"]);
    assert_eq!(lake.rows("SELECT a.id FROM t a JOIN t b ON a.c = b.c ORDER BY 1").await, ["1", "2", "3"]);
    assert_eq!(lake.rows("SELECT max(c), min(c), count(DISTINCT c) FROM t").await, ["äöüäö|ab   |3"]);
    assert_eq!(lake.rows("SELECT c, count(*) FROM t GROUP BY c ORDER BY c LIMIT 1").await, ["ab   |1"]);
}

#[tokio::test]
async fn what_char_has_no_form_for_is_named() {
    let lake = lake();
    for (sql, expected) in [
        ("SELECT reverse(c) FROM t", "reverse of char(n)"),
        ("SELECT CAST(c AS bigint) FROM t", "CAST to another type of char(n)"),
        ("SELECT c || s FROM t", "concat of char(n)"),
        ("SELECT ARRAY[c] FROM t", "of char(n)"),
        ("SELECT array_agg(c) FROM t", "array_agg of char(n)"),
        ("SELECT coalesce(c, s) FROM t", "COALESCE of char(n) and varchar"),
        ("SELECT c FROM t UNION ALL SELECT s FROM t", "UNION of char(5) and varchar"),
        ("SELECT id FROM t WHERE EXISTS (SELECT 1 FROM t u WHERE u.s = t.c)", "char(n) of the query around"),
        ("SELECT CAST(1 AS char(3))", "Cannot cast integer to char"),
        ("SELECT CAST('a' AS char(65537))", "CHAR length must be in range"),
    ] {
        let error = lake.error(sql).await;
        assert!(error.contains(expected), "{sql}: {error}");
    }
    lake.table("nested", &[("a", "array<char(3)>")], "json").add();
    assert!(lake.error("SELECT * FROM nested").await.contains("column a of type array<char(3)>"));
    lake.table("keyed", &[("a", "int")], "csv").partitioned(&[("k", "char(3)")], &[]).add();
    assert!(lake.error("SELECT * FROM keyed").await.contains("column k of type char(3)"));
}

#[tokio::test]
async fn results_tell_the_lengths_of_texts() {
    let lake = lake();
    for (expression, expected) in [
        ("c", "char 5"),
        ("v", "varchar 3"),
        ("s", "varchar 2147483647"),
        ("'abc'", "varchar 3"),
        ("upper(v)", "varchar 3"),
        ("replace(v, 'a', 'xy')", "varchar 11"),
        ("v || 'x'", "varchar 2147483647"),
        ("coalesce(v, 'abcdef')", "varchar 6"),
        ("CASE WHEN id = 1 THEN 'a' ELSE NULL END", "varchar 1"),
        ("CAST(id AS varchar(9))", "varchar 9"),
        ("CAST(id AS varchar)", "varchar 2147483647"),
        ("(SELECT max(c) FROM t)", "char 5"),
        ("lag(v) OVER (ORDER BY id)", "varchar 3"),
        ("id", "integer 10"),
    ] {
        let execution = lake.run(&format!("SELECT {expression} AS x FROM t")).await.expect("a query");
        let column = &execution.columns[0];
        assert_eq!(format!("{} {}", column.type_name, column.precision), expected, "{expression}");
    }
    for (sql, expected) in [
        ("SELECT x FROM (VALUES 'a', 'bcd') AS t (x)", "varchar 3"),
        ("SELECT v AS x FROM t UNION ALL SELECT 'abcde'", "varchar 5"),
        ("SELECT v AS x, count(*) FROM t GROUP BY v", "varchar 3"),
        ("SELECT DISTINCT c AS x FROM t", "char 5"),
        ("WITH q AS (SELECT c AS y FROM t) SELECT a.y AS x FROM q a JOIN q b ON a.y = b.y", "char 5"),
        ("SELECT u AS x FROM t CROSS JOIN UNNEST(ARRAY['a']) AS q (u)", "varchar 2147483647"),
        ("SELECT c AS x FROM t CROSS JOIN UNNEST(ARRAY['a']) AS q (u)", "char 5"),
    ] {
        let execution = lake.run(sql).await.expect(sql);
        let column = &execution.columns[0];
        assert_eq!(format!("{} {}", column.type_name, column.precision), expected, "{sql}");
    }
    assert_eq!(
        lake.rows("SELECT typeof(c), typeof(v), typeof(s) FROM t LIMIT 1").await,
        ["char(5)|varchar(3)|varchar"]
    );
}

#[tokio::test]
async fn what_is_written_keeps_the_lengths() {
    let lake = lake();
    lake.rows("CREATE TABLE made WITH (format = 'PARQUET') AS SELECT c, v, s, 'x' AS one FROM t").await;
    assert_eq!(
        lake.rows("DESCRIBE made")
            .await
            .iter()
            .map(|line| line.split_whitespace().nth(1).unwrap_or_default().to_owned())
            .collect::<Vec<_>>(),
        ["char(5)", "varchar(3)", "string", "varchar(1)"]
    );
    assert_eq!(lake.rows("SELECT count(*) FROM made WHERE c = 'ab'").await, ["1"]);
    lake.rows("INSERT INTO made VALUES ('q', 'abc  ', 'long enough', 'y')").await;
    assert_eq!(lake.rows("SELECT c, v, s, one FROM made WHERE c = 'q'").await, ["q    |abc|long enough|y"]);
    let error = lake.error("INSERT INTO made VALUES ('q', 'abcd', '', 'y')").await;
    assert!(error.contains("Cannot truncate non-space characters") && error.contains("varchar(3)"), "{error}");
    let error = lake.error("INSERT INTO made VALUES ('toolong', 'a', '', 'y')").await;
    assert!(error.contains("char(5)"), "{error}");
    lake.rows("CREATE EXTERNAL TABLE own (c char(4), v varchar(2)) LOCATION 's3://b/own/'").await;
    lake.put("s3://b/own/x", "ab\u{1}abc\n");
    assert_eq!(lake.rows("SELECT c, v FROM own WHERE c = 'ab'").await, ["ab  |ab"]);
}

#[tokio::test]
async fn a_row_filter_compares_as_queries_do() {
    let lake = lake();
    lake.table("f", &[("id", "int"), ("c", "char(5)")], "csv")
        .with(|table| {
            table.storage.location = "s3://b/t".to_owned();
            table.row_filter = Some("c = 'ab' OR id = 3".to_owned());
        })
        .add();
    assert_eq!(lake.rows("SELECT id, c FROM f ORDER BY id").await, ["1|ab   ", "3|x    "]);
    assert_eq!(lake.rows("SELECT id FROM f WHERE c = 'x'").await, ["3"]);
}

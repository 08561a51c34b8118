//! What Trino's own tests and sources say, where other engines differ.

use super::dialect::{expect, refuse};
use super::lake::TestLake;

#[tokio::test]
async fn texts_and_numbers() {
    expect(&[
        ("upper('ß')", "ß"),
        ("lower('İ')", "i"),
        ("lower('ΑΣ')", "ασ"),
        ("length(trim(chr(160) || 'x'))", "2"),
        ("from_utf8(X'58BF', 35)", "X#"),
        ("from_utf8(X'F7BFBF')", "�"),
        ("from_utf8(X'E08080')", "�"),
        ("from_utf8(X'CED3')", "��"),
        ("4.9E-324", "4.9E-324"),
        ("2e23", "2.0E23"),
        ("REAL '1.4E-45'", "1.4E-45"),
        ("json_object('a' : 1, 'b' : 2 WITH UNIQUE KEYS)", "{\"a\":1,\"b\":2}"),
        ("json_parse('{\"b\":0,\"a\":1,\"a\":2}')", "{\"a\":2,\"b\":0}"),
        ("CAST(INTERVAL '1' DAY AS varchar)", "1 00:00:00.000"),
        ("CAST(INTERVAL '14' MONTH AS varchar)", "1-2"),
        ("CHAR 'abc'", "abc"),
        ("typeof(CHAR 'abc')", "char(3)"),
        ("U&'snow #2603 ##' UESCAPE '#'", "snow \u{2603} #"),
        ("U&'it''s !+01F600' UESCAPE '!'", "it's \u{1f600}"),
        ("U&'\\2603'", "\u{2603}"),
    ])
    .await;
}

#[tokio::test]
async fn formats_are_those_of_java() {
    expect(&[
        ("format('%1$tA, %1$tB %1$te, %1$tY', date '2006-07-04')", "Tuesday, July 4, 2006"),
        ("format('%(d', -5)", "(5)"),
        ("format('%s', TIMESTAMP '2020-01-02 03:04:05')", "2020-01-02T03:04:05"),
        ("format('%tF %<tT', TIMESTAMP '2020-01-02 03:04:05')", "2020-01-02 03:04:05"),
        ("format('%g', 0.0001e0)", "0.000100000"),
        ("format('%h', 'hello')", "5e918d2"),
        ("format('%x', -1)", "ffffffffffffffff"),
        ("format('%s %s %<s %<s', 'a','b')", "a b b b"),
        ("format('%2$s %s %<s %s', 'a', 'b', 'c', 'd')", "b a a b"),
        ("format('%b %B %b', true, false, null)", "true FALSE false"),
        ("format('%1$s %1$f %1$.2f', decimal '9.12345678')", "9.12345678 9.123457 9.12"),
        (
            "format('%1$s %1$tc', timestamp '1969-07-20 16:17:00 America/New_York')",
            "1969-07-20T16:17-04:00[America/New_York] Sun Jul 20 16:17:00 EDT 1969",
        ),
        (
            "format('%1$s %1$tc', timestamp '1969-07-20 20:17:00 UTC')",
            "1969-07-20T20:17Z[UTC] Sun Jul 20 20:17:00 UTC 1969",
        ),
        ("format('%1$s %1$tT %1$tr', time '16:17:13')", "16:17:13 16:17:13 04:17:13 PM"),
        ("format('%08.2f', -3.14159e0)", "-0003.14"),
        ("format('%+d % d', 5, 5)", "+5  5"),
    ])
    .await;
}

#[tokio::test]
async fn times_on_clocks_that_jump_and_texts_of_times() {
    expect(&[
        ("date_add('hour', 1, TIMESTAMP '2020-03-08 01:30:00 America/New_York')", "2020-03-08 03:30:00.000 America/New_York"),
        ("date_add('day', 1, TIMESTAMP '2020-03-07 02:30:00 America/New_York')", "2020-03-08 03:30:00.000 America/New_York"),
        ("TIMESTAMP '2020-03-08 02:30:00 America/New_York'", "2020-03-08 03:30:00.000 America/New_York"),
        ("TIMESTAMP '2020-10-25 02:30:00 Europe/Berlin' AT TIME ZONE 'UTC'", "2020-10-25 00:30:00.000 UTC"),
        ("with_timezone(TIMESTAMP '2020-10-25 02:30:00', 'Europe/Berlin') AT TIME ZONE 'UTC'", "2020-10-25 01:30:00.000 UTC"),
        ("TIMESTAMP '2020-10-25 02:30+01:00'", "2020-10-25 02:30:00.000 +01:00"),
        ("TIMESTAMP '2020-10-25 UTC'", "2020-10-25 00:00:00.000 UTC"),
        ("TIMESTAMP '2020-10-25 10:00 GMT+8'", "2020-10-25 10:00:00.000 +08:00"),
        ("date_diff('month', DATE '2020-02-29', DATE '2020-01-31')", "-1"),
        ("date_diff('year', DATE '2020-02-29', DATE '2021-02-28')", "1"),
        ("date_diff('hour', TIMESTAMP '2020-03-08 00:00:00 America/New_York', TIMESTAMP '2020-03-09 00:00:00 America/New_York')", "23"),
        ("date_diff('day', TIMESTAMP '2020-03-08 00:00:00 America/New_York', TIMESTAMP '2020-03-09 00:00:00 America/New_York')", "1"),
        ("date_parse('Mon May 17', '%a %b %d')", "2000-05-15 00:00:00.000"),
        ("date_parse('1998 53', '%x %v')", "1998-12-28 00:00:00.000"),
        ("date_parse('28-JAN-16 11.45.46.421000 PM','%d-%b-%y %l.%i.%s.%f %p')", "2016-01-28 23:45:46.421"),
        ("date_parse('2013-05-17 12:35:10 AM', '%Y-%m-%d %h:%i:%s %p')", "2013-05-17 00:35:10.000"),
        ("parse_datetime('1960/01/22 03:04 Asia/Tokyo', 'YYYY/MM/dd HH:mm ZZZZZ')", "1960-01-22 03:04:00.000 Asia/Tokyo"),
        ("parse_datetime('1960/01/22 03:04 +0500', 'YYYY/MM/dd HH:mm Z')", "1960-01-22 03:04:00.000 +05:00"),
        ("parse_datetime('1960/01/22 03:04', 'YYYY/MM/dd HH:mm')", "1960-01-22 03:04:00.000 UTC"),
        ("(SELECT parse_datetime(x, 'YYYY-MM-dd') FROM (VALUES '2020-01-02') t(x))", "2020-01-02 00:00:00.000 UTC"),
        ("format_datetime(TIMESTAMP '2001-01-22 03:04:05.321 America/Los_Angeles', 'z zzzz ZZZ')", "PST Pacific Standard Time America/Los_Angeles"),
        ("format_datetime(DATE '2001-01-22', 'w xxxx e D G C')", "4 2001 1 22 AD 20"),
        ("date_trunc('hour', TIMESTAMP '2001-08-22 03:04:05.321 +05:30')", "2001-08-22 03:00:00.000 +05:30"),
        ("cast(from_unixtime_nanos(1234567890123456789) AS varchar)", "2009-02-13 23:31:30.123456789 UTC"),
        ("cast(from_unixtime_nanos(-1) AS varchar)", "1969-12-31 23:59:59.999999999 UTC"),
        ("cast(from_unixtime_nanos(DECIMAL '1234.5') AS varchar)", "1970-01-01 00:00:00.000001235 UTC"),
        ("typeof(from_unixtime_nanos(1))", "timestamp(9) with time zone"),
    ])
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_told() {
    refuse(&[
        ("SELECT format('%.4d', 8)", "Invalid format string: %.4d (IllegalFormatPrecision: 4)"),
        ("SELECT format('%-02d', 8)", "Invalid format string: %-02d (IllegalFormatFlags: Flags = '-0')"),
        ("SELECT format('%--2d', 8)", "Invalid format string: %--2d (DuplicateFormatFlags: Flags = '-')"),
        (
            "SELECT format('%+s', 8)",
            "Invalid format string: %+s (FormatFlagsConversionMismatch: Conversion = s, Flags = +)",
        ),
        ("SELECT format('%-s', 8)", "Invalid format string: %-s (MissingFormatWidth: %-s)"),
        ("SELECT format('%5n', 8)", "Invalid format string: %5n (IllegalFormatWidth: 5)"),
        ("SELECT format('%s %d', 8)", "Invalid format string: %s %d (MissingFormatArgument: Format specifier '%d')"),
        (
            "SELECT format('%d', decimal '8')",
            "Invalid format string: %d (IllegalFormatConversion: d != java.math.BigDecimal)",
        ),
        ("SELECT format('%s', ARRAY[8])", "Type not supported for formatting: array(integer)"),
        ("SELECT date_parse('x3rd', '%D')", "%D not supported in date format string"),
        ("SELECT date_parse('X','%Y')", "Invalid format: \"X\""),
        ("SELECT date_parse('2013-02-30','%Y-%m-%d')", "Cannot parse"),
        ("SELECT date_parse('2013-02-28x','%Y-%m-%d')", "Invalid format: \"2013-02-28x\" is malformed at \"x\""),
        ("SELECT X'abc'", "Binary literal must contain an even number of digits"),
        ("SELECT X'zz'", "Binary literal can only contain hexadecimal digits"),
        ("SELECT random(0)", "bound must be positive"),
        ("SELECT lag(x, -1) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "Offset must be at least 0"),
        ("SELECT nth_value(x, 0) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "Offset must be at least 1"),
        ("SELECT ntile(0) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "Buckets must be greater than 0"),
        ("SELECT json_object('a' : 1, 'a' : 2 WITH UNIQUE KEYS)", "duplicate key passed to JSON_OBJECT"),
        ("SELECT U&'x' UESCAPE 'ab'", "Invalid Unicode escape character"),
        ("SELECT U&'#26' UESCAPE '#'", "Invalid escaped character"),
        (
            "SELECT count(*) FROM (VALUES 1) t(x) GROUP BY DISTINCT ROLLUP (x), ROLLUP (x)",
            "GROUP BY DISTINCT of several groupings",
        ),
    ])
    .await;
}

#[tokio::test]
async fn windows_look_at_rows_whose_places_differ() {
    let lake = TestLake::new();
    let from =
        "FROM (VALUES (1, 1, 1), (2, NULL, 1), (3, 3, 1), (4, NULL, 1), (5, 5, 2), (6, 6, 0), (7, 7, NULL)) t(o, x, n)";
    for (call, expected) in [
        ("lag(x, n) OVER (ORDER BY o)", ["NULL", "1", "NULL", "3", "3", "6", "NULL"]),
        ("lag(x, n) IGNORE NULLS OVER (ORDER BY o)", ["NULL", "1", "1", "3", "1", "6", "NULL"]),
        ("lead(x, n, -o) OVER (ORDER BY o)", ["NULL", "3", "NULL", "5", "7", "6", "NULL"]),
        ("lead(x, n, -o) IGNORE NULLS OVER (ORDER BY o)", ["3", "3", "5", "5", "7", "6", "NULL"]),
        ("lag(o, 1, 0.5) OVER (ORDER BY o)", ["0.5", "1.0", "2.0", "3.0", "4.0", "5.0", "6.0"]),
        ("lag(o, 1, 9000000000) OVER (ORDER BY o)", ["9000000000", "1", "2", "3", "4", "5", "6"]),
        ("lag(o, NULL) OVER (ORDER BY o)", ["NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL"]),
        ("nth_value(x, n + 1) OVER (ORDER BY o)", ["NULL", "NULL", "NULL", "NULL", "3", "1", "NULL"]),
        (
            "nth_value(x, n + 1) IGNORE NULLS OVER (ORDER BY o ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)",
            ["NULL", "NULL", "3", "NULL", "NULL", "5", "NULL"],
        ),
        ("ntile(n + 2) OVER (ORDER BY o)", ["1", "1", "1", "2", "3", "2", "NULL"]),
        ("ntile(o + 5) OVER (ORDER BY o DESC)", ["6", "6", "5", "4", "3", "2", "1"]),
    ] {
        assert_eq!(lake.rows(&format!("SELECT {call} {from} ORDER BY o")).await, expected, "{call}");
    }
    refuse(&[
        ("SELECT lag(x, -x) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "Offset must be at least 0"),
        ("SELECT nth_value(x, x - 1) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "Offset must be at least 1"),
        ("SELECT ntile(x - 1) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "Buckets must be greater than 0"),
        (
            "SELECT lag(x, 1.5) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)",
            "Unexpected parameters (integer, decimal(2,1))",
        ),
        ("SELECT first_value(x, 2) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "Unexpected number of parameters"),
        ("SELECT rank(x) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "Unexpected number of parameters"),
        ("SELECT * FROM t MATCH_RECOGNIZE (PATTERN (a) DEFINE a AS true)", "line 1:17: MATCH_RECOGNIZE"),
    ])
    .await;
}

#[tokio::test]
async fn intervals_are_added_up_and_any_values_counted() {
    let lake = TestLake::new();
    for (sql, expected) in [
        (
            "SELECT sum(i), avg(i) FROM (VALUES INTERVAL '1' DAY, INTERVAL '2' DAY, NULL) t(i)",
            "3 00:00:00.000|1 12:00:00.000",
        ),
        (
            "SELECT sum(i), avg(i), typeof(avg(i)) FROM (VALUES INTERVAL '2' MONTH, INTERVAL '1' YEAR, INTERVAL '1' YEAR) t(i)",
            "2-2|0-9|interval year to month",
        ),
        // Halves upwards, below zero as well.
        ("SELECT avg(i) FROM (VALUES INTERVAL '-1' MONTH, INTERVAL '-2' MONTH) t(i)", "-0-1"),
        ("SELECT approx_distinct(x) FROM (VALUES 1e0, 2e0, 0e0, -0e0, nan(), NULL) t(x)", "4"),
        ("SELECT approx_distinct(x) FROM (VALUES ARRAY[1], ARRAY[1], ARRAY[2], NULL) t(x)", "2"),
        (
            "SELECT length(normalize('\u{c5}', NFD)), length(normalize('A\u{30a}')), normalize('\u{fb01}', NFKC)",
            "2|1|fi",
        ),
        ("SELECT current_schema", "d"),
    ] {
        assert_eq!(lake.rows(sql).await, [expected], "{sql}");
    }
    let run = lake.run("SELECT current_schema").await.expect("a row");
    assert_eq!(run.columns[0].name, "_col0");
    refuse(&[("SELECT normalize('a', NFX)", "one of NFC, NFD, NFKC and NFKD")]).await;
}

#[tokio::test]
async fn whole_tables_and_groupings() {
    let lake = TestLake::new();
    for (sql, expected) in [
        ("WITH a AS (SELECT 1 AS x) TABLE a", &["1"][..]),
        ("WITH a AS (SELECT 1 AS x) SELECT * FROM (TABLE a) UNION ALL TABLE a", &["1", "1"]),
        ("SELECT x FROM (VALUES 1, 1, 2) t(x) GROUP BY DISTINCT x ORDER BY x", &["1", "2"]),
        ("SELECT x FROM (VALUES 1) t(x) GROUP BY ALL GROUPING SETS ((x), ()) ORDER BY x", &["1", "NULL"]),
    ] {
        assert_eq!(lake.rows(sql).await, expected, "{sql}");
    }
}

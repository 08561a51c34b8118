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

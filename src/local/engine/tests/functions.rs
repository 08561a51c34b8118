//! Functions by family, with what Trino answers.

use super::dialect::{expect, refuse};
use super::lake::TestLake;

#[tokio::test]
async fn json() {
    expect(&[
        ("json_extract('{\"a\": [1, {\"b\": \"x\"}]}', '$.a')", "[1,{\"b\":\"x\"}]"),
        ("typeof(json_extract('{}', '$'))", "json"),
        ("json_extract_scalar('[1, 2, 3]', '$[2]')", "3"),
        ("json_extract_scalar('{\"a\": 1.10}', '$.a')", "1.10"),
        ("json_extract_scalar('{\"a\": {}}', '$.a')", "NULL"),
        ("json_extract('not json', '$.a')", "NULL"),
        ("json_parse(' {\"b\": 2, \"a\": 1.0} ')", "{\"a\":1.0,\"b\":2}"),
        ("json_format(JSON '[1, 2, 3]')", "[1,2,3]"),
        ("json_array_length('[1, 2, 3]')", "3"),
        ("json_array_get('[\"a\", [3, 9]]', 1)", "[3,9]"),
        ("json_array_get('[\"a\", 1]', -1)", "1"),
        ("json_array_contains('[1, 2, 3]', 2)", "true"),
        ("json_array_contains('[\"a\"]', 'b')", "false"),
        ("json_size('{\"x\": {\"a\": 1, \"b\": 2}}', '$.x')", "2"),
        ("is_json_scalar('1')", "true"),
        ("is_json_scalar('[1]')", "false"),
        ("json_value('{\"a\": \"x\"}', 'lax $.a')", "x"),
        ("json_query('{\"a\": [1, 2]}', 'lax $.a')", "[1,2]"),
        ("json_exists('{\"a\": null}', 'lax $.a')", "true"),
        ("CAST(NULL AS JSON)", "NULL"),
        ("CAST(1 AS JSON)", "1"),
        ("CAST('abc' AS JSON)", "\"abc\""),
        ("CAST(true AS JSON)", "true"),
        ("CAST(1.234 AS JSON)", "1.234"),
        ("CAST(ARRAY[1, 23, 456] AS JSON)", "[1,23,456]"),
        ("CAST(MAP(ARRAY['k2', 'k1'], ARRAY[1, 23]) AS JSON)", "{\"k1\":23,\"k2\":1}"),
        (
            "CAST(CAST(ROW(123, 'abc', true) AS ROW(v1 BIGINT, v2 VARCHAR, v3 BOOLEAN)) AS JSON)",
            "{\"v1\":123,\"v2\":\"abc\",\"v3\":true}",
        ),
        ("CAST(JSON 'null' AS VARCHAR)", "NULL"),
        ("CAST(JSON '1' AS INTEGER)", "1"),
        ("CAST(JSON '1.7' AS BIGINT)", "2"),
        ("CAST(JSON '\"abc\"' AS VARCHAR)", "abc"),
        ("CAST(JSON 'true' AS BOOLEAN)", "true"),
        ("CAST(JSON '1.234' AS DOUBLE)", "1.234"),
        ("CAST(JSON '[1, 23, 456]' AS ARRAY(INTEGER))", "[1, 23, 456]"),
        ("CAST(JSON '{\"k1\": 1, \"k2\": null}' AS MAP(VARCHAR, INTEGER))", "{k1=1, k2=null}"),
        ("CAST(JSON '{\"v2\": \"abc\", \"v1\": 123, \"x\": 0}' AS ROW(v1 BIGINT, v2 VARCHAR))", "{v1=123, v2=abc}"),
        ("CAST(JSON '[123, \"abc\"]' AS ROW(v1 BIGINT, v2 VARCHAR))", "{v1=123, v2=abc}"),
        ("cardinality(CAST(json_extract('{\"a\": [1, 2]}', '$.a') AS ARRAY(JSON)))", "2"),
        ("TRY_CAST(JSON '[1]' AS BIGINT)", "NULL"),
    ])
    .await;
    refuse(&[
        ("SELECT json_parse('{oops')", "Cannot convert value to JSON"),
        ("SELECT CAST(JSON '[1]' AS BIGINT)", "INVALID_CAST_ARGUMENT"),
        ("SELECT json_extract('{}', '$..a')", "recursive descent"),
        ("SELECT JSON '1' = '1'", "TYPE_MISMATCH"),
        ("SELECT length(JSON '1')", "Unexpected parameters (json) for function length"),
    ])
    .await;
}

#[tokio::test]
async fn collected_aggregates() {
    let lake = TestLake::new();
    let from = "FROM (VALUES ('a', 1), ('b', 2), ('a', 3), (NULL, 4)) AS t(k, v)";
    for (expression, expected) in [
        ("map_agg(k, v)['b']", "2"),
        ("cardinality(map_agg(k, v))", "2"),
        ("histogram(k)", "{a=2, b=1}"),
        ("array_sort(multimap_agg(k, v)['a'])", "[1, 3]"),
        ("listagg(k, '-') WITHIN GROUP (ORDER BY v DESC)", "a-b-a"),
        ("approx_percentile(v, 0.5)", "3"),
        ("approx_percentile(v, ARRAY[0.0, 1.0])", "[1, 4]"),
        ("approx_percentile(v, v, 0.5)", "3"),
        ("max(v, 2)", "[4, 3]"),
        ("min_by(k, v, 2)", "[a, b]"),
        ("max_by(k, v)", "NULL"),
        ("bitwise_or_agg(v)", "7"),
        ("bitwise_and_agg(v)", "0"),
        ("count(DISTINCT k), sum(DISTINCT v % 2), avg(DISTINCT v % 2)", "2|1|0.5"),
        ("round(skewness(v), 3), round(kurtosis(v), 3)", "0.0|-1.2"),
        ("regr_slope(v, v), regr_intercept(v, v)", "1.0|0.0"),
        ("histogram(k) FILTER (WHERE v > 2)", "{a=1}"),
        ("map_agg(k, v) FILTER (WHERE v > 9)", "NULL"),
        ("approx_most_frequent(1, k, 10)", "{a=2}"),
        ("map_union(MAP(ARRAY[v], ARRAY[1]))[4]", "1"),
        ("geometric_mean(v)", "2.213363839400643"),
    ] {
        assert_eq!(lake.rows(&format!("SELECT {expression} {from}")).await, [expected], "{expression}");
    }
    assert_eq!(
        lake.rows(&format!("SELECT k, approx_percentile(v, 0.5), listagg(CAST(v AS varchar), ',') WITHIN GROUP (ORDER BY v) {from} GROUP BY k ORDER BY k")).await,
        ["a|3|1,3", "b|2|2", "NULL|4|4"]
    );
}

#[tokio::test]
async fn arrays_and_maps() {
    expect(&[
        ("array_union(ARRAY[1, 2, 2], ARRAY[3, 1])", "[1, 2, 3]"),
        ("array_intersect(ARRAY[1, 2, 2], ARRAY[2, 3])", "[2]"),
        ("array_except(ARRAY[1, 2, 2, 3], ARRAY[2])", "[1, 3]"),
        ("arrays_overlap(ARRAY[1, 2], ARRAY[2])", "true"),
        ("arrays_overlap(ARRAY[1, NULL], ARRAY[2])", "NULL"),
        ("flatten(ARRAY[ARRAY[1], ARRAY[2, 3], NULL])", "[1, 2, 3]"),
        ("zip(ARRAY[1, 2], ARRAY['1b', NULL, '3b'])", "[{1, 1b}, {2, null}, {null, 3b}]"),
        ("repeat('x', 3)", "[x, x, x]"),
        ("trim_array(ARRAY[1, 2, 3, 4], 1)", "[1, 2, 3]"),
        ("combinations(ARRAY[1, 2, 3], 2)", "[[1, 2], [1, 3], [2, 3]]"),
        ("ngrams(ARRAY['foo', 'bar', 'baz'], 2)", "[[foo, bar], [bar, baz]]"),
        ("contains_sequence(ARRAY[1, 2, 3], ARRAY[2, 3])", "true"),
        ("map_from_entries(ARRAY[ROW(1, 'x'), ROW(2, 'y')])", "{1=x, 2=y}"),
        ("map_entries(MAP(ARRAY[1, 2], ARRAY['x', 'y']))", "[{1, x}, {2, y}]"),
        ("map_concat(MAP(ARRAY[1, 2], ARRAY['a', 'b']), MAP(ARRAY[2], ARRAY['c']))", "{1=a, 2=c}"),
        ("split_to_map('a=1,b=2', ',', '=')", "{a=1, b=2}"),
        ("split_to_multimap('a=1,b=2,a=3', ',', '=')['a']", "[1, 3]"),
        ("concat_ws(',', ARRAY['a', NULL, 'b'])", "a,b"),
        ("ROW(1, 'a')[2]", "a"),
        ("CAST(ROW(1, 'a') AS ROW(x integer, y varchar)).y", "a"),
        ("ARRAY[ROW(1, 'a')][1][2]", "a"),
    ])
    .await;
}

#[tokio::test]
async fn text_and_urls() {
    expect(&[
        ("url_extract_host('https://u@example.com:8080/a%20b/c?k1=v1&k2=v%202#f')", "example.com"),
        ("url_extract_port('https://example.com:8080/')", "8080"),
        ("url_extract_path('https://example.com/a%20b/c?x')", "/a b/c"),
        ("url_extract_query('https://example.com/a?k1=v1')", "k1=v1"),
        ("url_extract_parameter('https://example.com/a?k1=v1&k2=v%202', 'k2')", "v 2"),
        ("url_extract_parameter('https://example.com/a?k1', 'k1')", ""),
        ("url_extract_parameter('https://example.com/a?k1', 'k2')", "NULL"),
        ("url_extract_protocol('https://example.com')", "https"),
        ("url_extract_fragment('https://example.com#x')", "x"),
        ("url_encode('http://test?a=b c')", "http%3A%2F%2Ftest%3Fa%3Db+c"),
        ("url_decode('a%3Db+c')", "a=b c"),
        ("to_base64(to_utf8('abcd'))", "YWJjZA=="),
        ("from_utf8(from_base64('YWJjZA'))", "abcd"),
        ("to_hex(sha1(to_utf8('abc')))", "A9993E364706816ABA3E25717850C26C9CD0D89D"),
        ("crc32(to_utf8('abc'))", "891568578"),
        ("to_hex(xxhash64(to_utf8('abc')))", "44BC2CF5AD770999"),
        ("to_hex(hmac_md5(to_utf8('x'), to_utf8('k')))", "442BA079E8EC6206F7F5534D4653DB0F"),
        ("bitwise_left_shift(1, 2)", "4"),
        ("bitwise_right_shift(-8, 1)", "2147483644"),
        ("bitwise_right_shift_arithmetic(-8, 1)", "-4"),
        ("bit_count(9, 64)", "2"),
        ("bit_count(-7, 8)", "6"),
        ("format('%s%%', 123)", "123%"),
        ("format('%.5f', pi())", "3.14159"),
        ("format('%03d', 8)", "008"),
        ("format('%,.2f', 1234567.89)", "1,234,567.89"),
        ("format('%2$s %3$s %1$s', 'a', 'b', 'c')", "b c a"),
        ("format('%-5s|%5s', 'ab', 'cd')", "ab   |   cd"),
        ("format_number(123456)", "123K"),
        ("format_number(1000000)", "1M"),
        ("soundex('Robert')", "R163"),
        ("luhn_check('79927398713')", "true"),
        ("strpos('abcabc', 'b', 2)", "5"),
        ("strpos('abcabc', 'b', -1)", "5"),
        ("human_readable_seconds(96)", "1 minute, 36 seconds"),
        ("round(great_circle_distance(36.12, -86.67, 33.94, -118.40), 6)", "2886.448973"),
        ("round(normal_cdf(0, 1, 1.96), 12)", "0.975002104852"),
    ])
    .await;
}

#[tokio::test]
async fn times_and_zones() {
    expect(&[
        (
            "TIMESTAMP '2012-10-31 01:00:00 UTC' AT TIME ZONE 'America/Los_Angeles'",
            "2012-10-30 18:00:00.000 America/Los_Angeles",
        ),
        (
            "at_timezone(TIMESTAMP '2012-10-31 01:00:00 UTC', 'America/New_York')",
            "2012-10-30 21:00:00.000 America/New_York",
        ),
        ("with_timezone(TIMESTAMP '2021-08-01 00:00:00', 'Europe/Berlin')", "2021-08-01 00:00:00.000 Europe/Berlin"),
        ("TIMESTAMP '2021-08-01 00:00:00 Europe/Berlin' = TIMESTAMP '2021-07-31 22:00:00 UTC'", "true"),
        ("TIMESTAMP '2021-08-01 00:00:00 +02:00'", "2021-08-01 00:00:00.000 +02:00"),
        ("hour(TIMESTAMP '2012-10-31 01:00:00 UTC' AT TIME ZONE 'Asia/Tokyo')", "10"),
        (
            "date_trunc('day', TIMESTAMP '2012-10-31 01:00:00 UTC' AT TIME ZONE 'America/New_York')",
            "2012-10-30 00:00:00.000 America/New_York",
        ),
        (
            "CAST(TIMESTAMP '2012-10-31 01:00:00 UTC' AT TIME ZONE 'America/New_York' AS timestamp)",
            "2012-10-30 21:00:00.000",
        ),
        ("CAST(TIMESTAMP '2012-10-31 01:00:00 UTC' AT TIME ZONE 'America/New_York' AS date)", "2012-10-30"),
        ("CAST(TIMESTAMP '2012-10-31 01:00:00 America/New_York' AS varchar)", "2012-10-31 01:00:00 America/New_York"),
        ("from_unixtime(0, 'Asia/Kolkata')", "1970-01-01 05:30:00.000 Asia/Kolkata"),
        ("to_iso8601(from_unixtime(0, 'Asia/Kolkata'))", "1970-01-01T05:30:00.000+05:30"),
        ("timezone_hour(from_unixtime(0, 'Asia/Kolkata'))", "5"),
        ("timezone_minute(from_unixtime(0, 'Asia/Kolkata'))", "30"),
        ("from_iso8601_timestamp('2020-05-11T11:15:05+02:00')", "2020-05-11 11:15:05.000 +02:00"),
        ("from_iso8601_timestamp('2020-05-11T11:15:05Z')", "2020-05-11 11:15:05.000 UTC"),
        ("format_datetime(TIMESTAMP '2001-08-22 03:04:05', 'yyyy-MM-dd''T''HH:mm')", "2001-08-22T03:04"),
        ("parse_datetime('2001-08-22', 'yyyy-MM-dd')", "2001-08-22 00:00:00.000 UTC"),
        ("date_format(TIMESTAMP '2012-10-31 01:00:00 UTC' AT TIME ZONE 'America/New_York', '%H')", "21"),
    ])
    .await;
    refuse(&[
        ("SELECT TIMESTAMP '2012-10-31 01:00:00 Mars/Base'", "INVALID_LITERAL"),
        ("SELECT now() AT TIME ZONE 'Mars/Base'", "is not a valid time zone"),
        ("SELECT now() AT TIME ZONE z FROM (VALUES 'UTC') AS t(z)", "time zone that is not a literal"),
    ])
    .await;
}

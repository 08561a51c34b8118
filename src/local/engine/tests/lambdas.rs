//! Functions that take functions.

use super::dialect::{expect, refuse};
use super::lake::TestLake;

#[tokio::test]
async fn arrays() {
    expect(&[
        ("transform(ARRAY[5, 6], x -> x + 1)", "[6, 7]"),
        ("transform(ARRAY[5, NULL], x -> coalesce(x, 0) + 1)", "[6, 1]"),
        ("transform(ARRAY['x', 'abc'], x -> x || '0')", "[x0, abc0]"),
        ("transform(ARRAY[ARRAY[1, NULL, 2], ARRAY[3, NULL]], a -> filter(a, x -> x IS NOT NULL))", "[[1, 2], [3]]"),
        ("transform(ARRAY[], x -> 1)", "[]"),
        ("transform(CAST(NULL AS array(integer)), x -> x)", "NULL"),
        ("filter(ARRAY[5, -6, NULL, 7], x -> x > 0)", "[5, 7]"),
        ("any_match(ARRAY[1, 2], x -> x > 1)", "true"),
        ("any_match(ARRAY[1, NULL], x -> x > 1)", "NULL"),
        ("all_match(ARRAY[1, 2], x -> x > 0)", "true"),
        ("none_match(ARRAY[1, 2], x -> x > 2)", "true"),
        ("all_match(ARRAY[], x -> false)", "true"),
        ("find_first(ARRAY[3, 9, 10], x -> x > 5)", "9"),
        ("find_first_index(ARRAY[3, 9, 10], x -> x > 5)", "2"),
        ("find_first(ARRAY[3], x -> x > 5)", "NULL"),
        ("zip_with(ARRAY[1, 3, 5], ARRAY['a', 'b'], (x, y) -> (y))", "[a, b, null]"),
        ("zip_with(ARRAY[1, 2], ARRAY[3, 4], (x, y) -> x + y)", "[4, 6]"),
        ("reduce(ARRAY[], 0, (s, x) -> s + 1, s -> s)", "0"),
        ("reduce(ARRAY[5, 20, 50], 0, (s, x) -> s + x, s -> s)", "75"),
        ("reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> s + coalesce(x, 0), s -> s)", "75"),
        ("reduce(ARRAY[2147483647, 1], BIGINT '0', (s, x) -> s + x, s -> s)", "2147483648"),
        (
            "reduce(ARRAY[5, 6, 10, 20], CAST(ROW(0.0, 0) AS ROW(sum DOUBLE, count INTEGER)), \
             (s, x) -> CAST(ROW(x + s.sum, s.count + 1) AS ROW(sum DOUBLE, count INTEGER)), \
             s -> IF(s.count = 0, NULL, s.sum / s.count))",
            "10.25",
        ),
        ("array_sort(ARRAY[3, 2, 5, 1, 2], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1)))", "[5, 3, 2, 2, 1]"),
        ("regexp_replace('new york', '(\\w)(\\w*)', x -> upper(x[1]) || lower(x[2]))", "New York"),
        ("transform(ARRAY[ROW(1, 'a'), ROW(2, 'b')], r -> r[2])", "[a, b]"),
        ("transform(sequence(1, 3), x -> transform(sequence(1, x), y -> x * y))", "[[1], [2, 4], [3, 6, 9]]"),
    ])
    .await;
}

#[tokio::test]
async fn maps() {
    expect(&[
        ("map_filter(MAP(ARRAY[10, 20, 30], ARRAY['a', NULL, 'c']), (k, v) -> v IS NOT NULL)", "{10=a, 30=c}"),
        ("transform_keys(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> k || CAST(v AS varchar))", "{a1=1, b2=2}"),
        ("transform_values(MAP(ARRAY[1, 2], ARRAY[10, 20]), (k, v) -> v + k)", "{1=11, 2=22}"),
        (
            "map_zip_with(MAP(ARRAY['k1', 'k2'], ARRAY[1, 2]), MAP(ARRAY['k2', 'k3'], ARRAY[4, 9]), \
             (k, v1, v2) -> (v1 + coalesce(v2, 0)))",
            "{k1=1, k2=6, k3=null}",
        ),
    ])
    .await;
    refuse(&[
        ("SELECT transform_keys(MAP(ARRAY[1, 2], ARRAY[1, 2]), (k, v) -> 1)", "Duplicate map keys (1) are not allowed"),
        ("SELECT transform(1, x -> x)", "Unexpected parameters (integer, function) for function transform"),
        ("SELECT length(x -> x)", "for function length"),
        ("SELECT reduce_agg(1, 0, (a, b) -> a)", "function reduce_agg"),
        ("SELECT transform(ARRAY[0], x -> 1 / x)", "DIVISION_BY_ZERO"),
    ])
    .await;
}

#[tokio::test]
async fn lambdas_see_the_columns_of_their_row() {
    let lake = TestLake::new();
    lake.put("s3://b/n/a.json", "{\"id\":1,\"v\":[1,2]}\n{\"id\":2,\"v\":[]}\n{\"id\":3}\n{\"id\":4,\"v\":[7]}\n");
    lake.table("n", &[("id", "int"), ("v", "array<int>")], "json").add();
    assert_eq!(
        lake.rows(
            "SELECT id, transform(v, x -> x * 10 + id), reduce(v, id, (s, x) -> s + x, s -> s) FROM n ORDER BY id"
        )
        .await,
        ["1|[11, 21]|4", "2|[]|2", "3|NULL|NULL", "4|[74]|11"]
    );
    assert_eq!(lake.rows("SELECT id FROM n WHERE any_match(v, x -> x > id) ORDER BY id").await, ["1", "4"]);
    assert_eq!(
        lake.rows("SELECT try(10 / (id - 2)), try(CAST('x' AS integer)) FROM n ORDER BY id").await,
        ["-10|NULL", "NULL|NULL", "10|NULL", "5|NULL"]
    );
    assert_eq!(lake.rows("SELECT try(sum(id) / (count(*) - 4)), coalesce(try(1 / 0), 7) FROM n").await, ["NULL|7"]);
}

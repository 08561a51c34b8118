//! Queries that depend on the row around them; what they answer is what DuckDB answers.

use super::lake::TestLake;

const T: &str = "(VALUES (1, 10), (2, 20), (3, NULL), (NULL, 40)) AS t(id, v)";
const S: &str = "(VALUES (1, 10), (1, 11), (2, NULL), (4, 40)) AS s(id, w)";

async fn each(cases: &[(&str, &[&str])]) {
    let lake = TestLake::new();
    for (sql, rows) in cases {
        let sql = sql.replace("{T}", T).replace("{S}", S);
        assert_eq!(lake.rows(&sql).await, *rows, "{sql}");
    }
}

#[tokio::test]
async fn queries_that_depend_by_more_than_equality() {
    each(&[
        ("SELECT id, (SELECT count(*) FROM {S} WHERE s.w > t.v) FROM {T} ORDER BY id", &["1|2", "2|1", "3|0", "NULL|0"]),
        ("SELECT id, (SELECT max(w) FROM {S} WHERE s.id <= t.id AND w IS NOT NULL) FROM {T} ORDER BY id", &["1|11", "2|11", "3|11", "NULL|NULL"]),
        ("SELECT id, (SELECT count(*) + 1 FROM {S} WHERE s.id = t.id AND s.w < t.v + 1) FROM {T} ORDER BY id", &["1|2", "2|1", "3|1", "NULL|1"]),
        ("SELECT id FROM {T} WHERE v > (SELECT avg(w) FROM {S} WHERE s.id <> t.id) ORDER BY id", &[]),
        ("SELECT id, EXISTS (SELECT 1 FROM {S} WHERE s.w > t.v) FROM {T} ORDER BY id", &["1|true", "2|true", "3|false", "NULL|false"]),
        ("SELECT id, v IN (SELECT w FROM {S} WHERE s.id >= t.id) FROM {T} ORDER BY id", &["1|true", "2|NULL", "3|NULL", "NULL|false"]),
        ("SELECT id, v NOT IN (SELECT w FROM {S} WHERE s.id >= t.id) FROM {T} ORDER BY id", &["1|false", "2|NULL", "3|NULL", "NULL|true"]),
        ("SELECT id FROM {T} WHERE EXISTS (SELECT 1 FROM {S} WHERE s.w > t.v) OR v IS NULL ORDER BY id", &["1", "2", "3"]),
        ("SELECT id, count(*) FROM {T} GROUP BY id HAVING count(*) < (SELECT count(*) FROM {S} WHERE s.id <= t.id) ORDER BY id", &["1|1", "2|1", "3|1"]),
        ("SELECT sum((SELECT count(*) FROM {S} WHERE s.w < t.v)) FROM {T}", &["4"]),
        ("SELECT id FROM {T} ORDER BY (SELECT count(*) FROM {S} WHERE s.w < t.v) DESC, id", &["2", "NULL", "1", "3"]),
        ("SELECT id, (SELECT count(*) FROM {S} WHERE s.id = t.id OR s.w = t.v) FROM {T} ORDER BY id", &["1|2", "2|1", "3|0", "NULL|1"]),
        ("SELECT id, (SELECT count(*) FROM (SELECT DISTINCT s.id FROM {S} WHERE s.id = t.id) AS d) FROM {T} ORDER BY id", &["1|1", "2|1", "3|0", "NULL|0"]),
        ("SELECT id, (SELECT sum(n) FROM (SELECT count(*) AS n FROM {S} WHERE s.id = t.id GROUP BY s.id) AS d) FROM {T} ORDER BY id", &["1|2", "2|1", "3|NULL", "NULL|NULL"]),
        ("SELECT id, (SELECT min(w) FROM {S} WHERE s.id = t.id HAVING count(*) > 1) FROM {T} ORDER BY id", &["1|10", "2|NULL", "3|NULL", "NULL|NULL"]),
        ("SELECT id, (SELECT sum(x) FROM (SELECT t.v AS x UNION ALL SELECT w FROM {S} WHERE s.id = t.id) AS u) FROM {T} ORDER BY id", &["1|31", "2|20", "3|NULL", "NULL|40"]),
        ("SELECT id, (SELECT count(u.x) FROM {S} LEFT JOIN (VALUES (10), (40)) AS u(x) ON s.w = u.x AND s.id = t.id) FROM {T} ORDER BY id", &["1|1", "2|0", "3|0", "NULL|0"]),
        ("SELECT id, (SELECT max(r) FROM (SELECT sum(w) OVER (ORDER BY w) AS r FROM {S} WHERE s.id = t.id) AS o) FROM {T} ORDER BY id", &["1|21", "2|NULL", "3|NULL", "NULL|NULL"]),
        ("SELECT id FROM {T} WHERE id IN (SELECT s.id FROM {S} WHERE s.w IN (SELECT x FROM (VALUES (10), (11)) AS u(x) WHERE u.x >= t.v))", &["1"]),
    ])
    .await;
}

#[tokio::test]
async fn aggregations_of_nothing_have_a_row() {
    each(&[
        (
            "SELECT id FROM {T} WHERE EXISTS (SELECT count(*) FROM {S} WHERE s.id = t.id) ORDER BY id",
            &["1", "2", "3", "NULL"],
        ),
        ("SELECT id FROM {T} WHERE 0 IN (SELECT count(*) FROM {S} WHERE s.id = t.id) ORDER BY id", &["3", "NULL"]),
        ("SELECT id FROM {T} WHERE 0 NOT IN (SELECT count(*) FROM {S} WHERE s.id = t.id) ORDER BY id", &["1", "2"]),
        ("SELECT id FROM {T} WHERE v NOT IN (SELECT max(w) FROM {S} WHERE s.id = t.id) ORDER BY id", &["1"]),
        (
            "SELECT id, 0 IN (SELECT count(*) FROM {S} WHERE s.id = t.id) FROM {T} ORDER BY id",
            &["1|false", "2|false", "3|true", "NULL|true"],
        ),
        (
            "SELECT id, EXISTS (SELECT sum(w) FROM {S} WHERE s.id = t.id HAVING count(*) > 1) FROM {T} ORDER BY id",
            &["1|true", "2|false", "3|false", "NULL|false"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_value_of_a_query_that_is_no_aggregation() {
    each(&[
        ("SELECT id, (SELECT s.w FROM {S} WHERE s.id = t.id AND s.w > 10) FROM {T} ORDER BY id", &["1|11", "2|NULL", "3|NULL", "NULL|NULL"]),
        ("SELECT id, (SELECT s.w FROM {S} WHERE s.id = t.id ORDER BY w DESC NULLS LAST LIMIT 1) FROM {T} ORDER BY id", &["1|11", "2|NULL", "3|NULL", "NULL|NULL"]),
        ("SELECT id, (SELECT s.w FROM {S} WHERE s.id <= t.id ORDER BY w OFFSET 1 LIMIT 1) FROM {T} ORDER BY id", &["1|11", "2|11", "3|11", "NULL|NULL"]),
        ("SELECT id FROM {T} WHERE v = (SELECT s.w FROM {S} WHERE s.id = t.id AND s.w < 11)", &["1"]),
        ("SELECT (SELECT s.w FROM {S} WHERE s.id = t.id AND s.w > 10) AS w, count(*) FROM {T} GROUP BY 1 ORDER BY 1", &["11|1", "NULL|3"]),
    ])
    .await;
}

#[tokio::test]
async fn lateral_queries() {
    each(&[
        ("SELECT t.id, l.n FROM {T} CROSS JOIN LATERAL (SELECT count(*) AS n FROM {S} WHERE s.w < t.v) AS l ORDER BY 1", &["1|0", "2|2", "3|0", "NULL|2"]),
        ("SELECT t.id, l.w FROM {T} CROSS JOIN LATERAL (SELECT w FROM {S} WHERE s.id = t.id ORDER BY w DESC LIMIT 1) AS l ORDER BY 1", &["1|11", "2|NULL"]),
        ("SELECT t.id, l.w FROM {T} LEFT JOIN LATERAL (SELECT w FROM {S} WHERE s.id = t.id ORDER BY w LIMIT 1) AS l ON TRUE ORDER BY 1", &["1|10", "2|NULL", "3|NULL", "NULL|NULL"]),
        ("SELECT t.id, l.x FROM {T} CROSS JOIN LATERAL (VALUES (t.id), (t.v)) AS l(x) ORDER BY 1, 2", &["1|1", "1|10", "2|2", "2|20", "3|3", "3|NULL", "NULL|40", "NULL|NULL"]),
        ("SELECT t.id, l.x FROM {T}, LATERAL (SELECT t.id AS x UNION ALL SELECT t.v) AS l ORDER BY 1, 2", &["1|1", "1|10", "2|2", "2|20", "3|3", "3|NULL", "NULL|40", "NULL|NULL"]),
        ("SELECT a.id, l.x, m.y FROM {T} JOIN (VALUES (1, 10), (1, 11), (2, NULL), (4, 40)) AS a(id, w) ON t.id = a.id CROSS JOIN LATERAL (SELECT t.v * 2 AS x) AS l CROSS JOIN LATERAL (SELECT count(*) AS y FROM {S} WHERE s.w < l.x) AS m ORDER BY 1, 2", &["1|20|2", "1|20|2", "2|40|2"]),
    ])
    .await;
}

#[tokio::test]
async fn queries_in_the_conditions_of_joins() {
    each(&[
        ("SELECT t.id, s.w FROM {T} JOIN {S} ON t.id = s.id AND s.w = (SELECT max(u.x) FROM (VALUES (10), (11)) AS u(x) WHERE u.x <= t.v) ORDER BY 1", &["1|10"]),
        ("SELECT t.id, s.w FROM {T} LEFT JOIN {S} ON t.id = s.id AND EXISTS (SELECT 1 FROM (VALUES (10), (12)) AS u(x) WHERE u.x = s.w) ORDER BY 1", &["1|10", "2|NULL", "3|NULL", "NULL|NULL"]),
    ])
    .await;
}

/// Only rows that are there ask for the only row.
#[tokio::test]
async fn a_second_row_is_an_error_where_one_is_asked_for() {
    let lake = TestLake::new();
    let sql = |row: &str| format!("SELECT (SELECT w FROM {S} WHERE s.id = t.id) FROM (VALUES {row}) AS t(id)");
    let error = lake.error(&sql("(2), (1)")).await;
    assert!(error.contains("SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows"), "{error}");
    assert_eq!(lake.rows(&sql("(2), (4)")).await, ["NULL", "40"]);
    let error = lake.error(&format!("SELECT (SELECT w FROM {S})")).await;
    assert!(error.contains("SUBQUERY_MULTIPLE_ROWS"), "{error}");
}

/// Rows that would be others at the second look are looked at once, or not at all.
#[tokio::test]
async fn rows_of_chance_are_read_once() {
    let lake = TestLake::new();
    let rows = "SELECT id, random() AS x FROM UNNEST(sequence(1, 50)) AS u(id)";
    let counts = "SELECT r.x, (SELECT count(*) FROM (VALUES 0.25e0, 0.5e0, 0.75e0) AS q(y) WHERE q.y < r.x) AS n,
         EXISTS (SELECT 1 FROM (VALUES 0.5e0) AS q(y) WHERE q.y < r.x) AS above";
    let sql = format!(
        "SELECT count(*), count_if(n = floor(x * 4)), count_if(above = (x > 0.5e0)) FROM ({counts} FROM ({rows}) AS r)"
    );
    assert_eq!(lake.rows(&sql).await, ["50|50|50"]);
    let sql = format!(
        "SELECT id, (SELECT sum(w) FROM {S} WHERE s.id <= r.id), (SELECT w FROM {S} WHERE s.id = r.id AND w > 10)
         FROM (SELECT id, v FROM {T} ORDER BY id LIMIT 2) AS r ORDER BY id"
    );
    assert_eq!(lake.rows(&sql).await, ["1|21|11", "2|21|NULL"]);
    let sql = format!(
        "SELECT r.x, l.w FROM (SELECT random() AS x FROM {T}) AS r CROSS JOIN LATERAL (SELECT w FROM {S} WHERE s.w > r.x LIMIT 1) AS l"
    );
    let error = lake.error(&sql).await;
    assert!(error.contains("NOT_SUPPORTED") && error.contains("random()"), "{error}");
}

/// A sum of doubles has other last digits when it is added up in another order, and an aggregate may choose otherwise.
#[tokio::test]
async fn aggregated_rows_are_read_once_where_their_order_counts() {
    let lake = TestLake::new();
    for file in 0..4_u32 {
        let lines = (0..2_000_u32).map(|line| {
            let number = f64::from(file * 2_000 + line);
            format!("{},{}\n", line % 5, (number * 0.37).sin().mul_add(1e6, 1e7 / (number + 3.0)))
        });
        lake.put(&format!("s3://b/f/{file}.csv"), lines.collect::<String>());
    }
    lake.table("f", &[("g", "int"), ("d", "double")], "csv").add();
    for (column, like) in [
        ("sum(d)", "r.s"),
        ("avg(d)", "r.s"),
        ("max(d)", "r.s"),
        ("stddev(d)", "r.s"),
        ("arbitrary(d)", "r.s"),
        ("array_agg(d)", "r.s[1]"),
        ("max_by(d, g)", "r.s"),
        ("approx_distinct(g)", "CAST(r.s AS double)"),
    ] {
        let sql = format!(
            "SELECT count(*), count_if(n = 2), count_if(member) FROM (
                SELECT (SELECT count(*) FROM (VALUES -1e300, 1e299, 1e300) AS u(a) WHERE u.a > {like} OR u.a = {like} + 1e200 ) AS n,
                       {like} IN (SELECT {like} FROM (VALUES 1e300) AS u(a) WHERE u.a > {like}) AS member
                FROM (SELECT g, {column} AS s FROM f GROUP BY g) AS r)"
        );
        assert_eq!(lake.rows(&sql).await, ["5|5|5"], "{column}");
    }
    let lateral = |column: &str| {
        format!(
            "SELECT count(*) FROM (SELECT g, {column} AS s FROM f GROUP BY g) AS r
             CROSS JOIN LATERAL (SELECT u.a FROM (VALUES 1, 2) AS u(a) WHERE u.a <> r.s) AS l"
        )
    };
    for column in ["sum(d)", "avg(d)", "arbitrary(d)", "max_by(d, g)"] {
        let error = lake.error(&lateral(column)).await;
        assert!(error.contains("NOT_SUPPORTED") && error.contains("sums of doubles"), "{column}: {error}");
    }
    for column in ["sum(g) + 10", "avg(g) + 10", "max(d) + 10", "count(*)", "sum(CAST(d AS decimal(20,2)))"] {
        assert_eq!(lake.rows(&lateral(column)).await, ["10"], "{column}");
    }
    let numbered = "SELECT count(*) FROM (SELECT g, row_number() OVER (ORDER BY g) AS s FROM f) AS r
         CROSS JOIN LATERAL (SELECT u.a FROM (VALUES 1, 2) AS u(a) WHERE u.a < r.s) AS l";
    let error = lake.error(numbered).await;
    assert!(error.contains("NOT_SUPPORTED") && error.contains("the order of the rows"), "{error}");
    let chance = "SELECT count(*) FROM (SELECT g, (SELECT random()) AS s FROM f) AS r
         CROSS JOIN LATERAL (SELECT u.a FROM (VALUES 1, 2) AS u(a) WHERE u.a > r.s) AS l";
    let error = lake.error(chance).await;
    assert!(error.contains("NOT_SUPPORTED") && error.contains("random()"), "{error}");
    // What the rows around ask by a query of their own does not depend on an order.
    let asked = "SELECT count(*) FROM (SELECT g, EXISTS (SELECT 1 FROM f WHERE d > 0) AS e, g IN (SELECT g FROM f) AS i
                                       FROM f GROUP BY g) AS r
         CROSS JOIN LATERAL (SELECT u.a FROM (VALUES 1, 7) AS u(a) WHERE u.a > r.g AND r.e AND r.i) AS l";
    assert_eq!(lake.rows(asked).await, ["6"]);
}

/// A condition without a query keeps rows away from the queries beside it.
#[tokio::test]
async fn nothing_is_computed_for_rows_that_are_thrown_out() {
    each(&[(
        "SELECT t.v FROM (VALUES 0, 1, 2) AS t(v)
         WHERE t.v <> 0 AND (SELECT max(u.a) FROM (VALUES 10, 20) AS u(a) WHERE u.a > 10 / t.v) > 3 ORDER BY 1",
        &["1", "2"],
    )])
    .await;
}

/// Each level copies those below it: beyond some it is refused, not planned for minutes.
#[tokio::test]
async fn long_chains_of_queries_are_refused() {
    let chain = |levels: usize| {
        (0..levels).fold("SELECT 1 AS x".to_owned(), |below, _| {
            format!("SELECT (SELECT count(*) FROM (VALUES 1, 2, 3) AS u(a) WHERE u.a > t.x) AS x FROM ({below}) AS t")
        })
    };
    let lake = TestLake::new();
    assert_eq!(lake.rows(&chain(4)).await, ["1"]);
    let error = lake.error(&chain(14)).await;
    assert!(error.contains("NOT_SUPPORTED") && error.contains("one over the other"), "{error}");
}

/// No name of a statement is that of the query beside a row.
#[tokio::test]
async fn columns_of_any_name_are_looked_for_in_queries_of_rows() {
    each(&[
        ("SELECT _c0 FROM (VALUES (1, 2), (3, 4), (5, 6)) AS _r(_c0, _c1) WHERE (_c0, _c1) IN (SELECT 3, 4)", &["3"]),
        ("SELECT _r._c0 FROM (VALUES (1, 2), (3, 4)) AS _r(_c0, _c1) WHERE (_r._c0, _c1) NOT IN (SELECT 3, 4)", &["1"]),
    ])
    .await;
}

#[tokio::test]
async fn rows_in_queries() {
    each(&[
        ("SELECT id FROM {T} WHERE (id, v) IN (SELECT id, w FROM {S})", &["1"]),
        ("SELECT id FROM {T} WHERE (id, v) NOT IN (SELECT id, w FROM {S}) ORDER BY id", &["3"]),
        (
            "SELECT id, (id, v) IN (SELECT id, w FROM {S} WHERE w > 5) FROM {T} ORDER BY id",
            &["1|true", "2|false", "3|false", "NULL|NULL"],
        ),
        ("SELECT id FROM {T} WHERE (id, v) = ANY (SELECT id, w FROM {S}) OR id = 3 ORDER BY id", &["1", "3"]),
    ])
    .await;
}

/// A query two levels further in looks at the outermost row.
#[tokio::test]
async fn references_across_levels() {
    each(&[
        (
            "SELECT id FROM {T} WHERE NOT EXISTS (SELECT 1 FROM {S} WHERE s.id = t.id AND NOT EXISTS \
             (SELECT 1 FROM (VALUES 10, 11) AS u(x) WHERE u.x = s.w AND u.x <= t.v + 1)) ORDER BY id",
            &["1", "3", "NULL"],
        ),
        (
            "SELECT id, (SELECT count(*) FROM {S} WHERE s.id = t.id AND EXISTS \
             (SELECT 1 FROM (VALUES 10, 11) AS u(x) WHERE u.x = s.w AND u.x <> t.v)) FROM {T} ORDER BY id",
            &["1|1", "2|0", "3|0", "NULL|0"],
        ),
        (
            "SELECT id, (SELECT sum(x) FROM UNNEST(ARRAY[t.id, t.v, 1]) AS u(x)) FROM {T} ORDER BY id",
            &["1|12", "2|23", "3|4", "NULL|41"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn columns_of_two_types_are_joined() {
    each(&[(
        "SELECT id, typeof(id), w FROM {T} FULL JOIN (VALUES (BIGINT '1', 5), (BIGINT '7', 6)) AS s(id, w) USING (id) ORDER BY id",
        &["1|bigint|5", "2|bigint|NULL", "3|bigint|NULL", "7|bigint|6", "NULL|bigint|NULL"],
    )])
    .await;
}

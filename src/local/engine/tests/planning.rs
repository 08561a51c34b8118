//! What the planner alone gets wrong: subqueries, columns of one name, what is never NULL.

use super::lake::TestLake;

const T: &str = "(VALUES (1, 10), (2, 20), (3, NULL), (NULL, 40)) AS t(id, v)";
const S: &str = "(VALUES (1, 10), (1, 11), (2, NULL), (4, 40)) AS s(id, w)";

async fn each(lake: &TestLake, cases: &[(&str, &[&str])]) {
    for (sql, rows) in cases {
        let sql = sql.replace("{T}", T).replace("{S}", S);
        assert_eq!(lake.rows(&sql).await, *rows, "{sql}");
    }
}

#[tokio::test]
async fn conditions_outside_of_where() {
    each(
        &TestLake::new(),
        &[
            (
                "SELECT id, EXISTS (SELECT 1 FROM {S} WHERE s.id = t.id) FROM {T} ORDER BY id",
                &["1|true", "2|true", "3|false", "NULL|false"],
            ),
            (
                "SELECT id, NOT EXISTS (SELECT 1 FROM {S} WHERE s.id = t.id AND w > 10) FROM {T} ORDER BY id",
                &["1|false", "2|true", "3|true", "NULL|true"],
            ),
            (
                "SELECT id, v IN (SELECT w FROM {S} WHERE s.id = t.id) FROM {T} ORDER BY id",
                &["1|true", "2|NULL", "3|false", "NULL|false"],
            ),
            (
                "SELECT id, v NOT IN (SELECT w FROM {S} WHERE s.id = t.id) FROM {T} ORDER BY id",
                &["1|false", "2|NULL", "3|true", "NULL|true"],
            ),
            ("SELECT sum(CASE WHEN EXISTS (SELECT 1 FROM {S} WHERE s.id = t.id) THEN 1 ELSE 0 END) FROM {T}", &["2"]),
            ("SELECT sum((SELECT count(w) FROM {S} WHERE s.id = t.id)) FROM {T}", &["2"]),
            (
                "SELECT (SELECT max(w) FROM {S} WHERE s.id = t.id) AS m, count(*) FROM {T} GROUP BY 1 ORDER BY 1",
                &["11|1", "NULL|3"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn not_in_a_query_that_depends_on_the_row() {
    each(
        &TestLake::new(),
        &[
            ("SELECT id FROM {T} WHERE v NOT IN (SELECT w FROM {S} WHERE s.id = t.id) ORDER BY id", &["3", "NULL"]),
            ("SELECT id FROM {T} WHERE NOT v IN (SELECT w FROM {S} WHERE s.id = t.id) AND id > 0", &["3"]),
            ("SELECT id FROM {T} WHERE v + 1 NOT IN (SELECT w FROM {S} WHERE s.id = t.id) ORDER BY id", &["3", "NULL"]),
            (
                "SELECT id FROM {T} WHERE v + 2 NOT IN (SELECT w FROM {S} WHERE s.id = t.id) ORDER BY id",
                &["1", "3", "NULL"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn in_a_query_with_null_is_neither_true_nor_false() {
    each(
        &TestLake::new(),
        &[
            ("SELECT id FROM {T} WHERE v NOT IN (SELECT w FROM {S}) OR id = 3", &["3"]),
            ("SELECT id FROM {T} WHERE NOT (v IN (SELECT w FROM {S}) AND id > 0) ORDER BY id", &[]),
            ("SELECT id FROM {T} WHERE (v IN (SELECT w FROM {S})) IS NULL ORDER BY id", &["2", "3"]),
            (
                "SELECT id FROM {T} WHERE v NOT IN (SELECT w FROM {S} WHERE s.id = t.id) OR id = 2 ORDER BY id",
                &["2", "3", "NULL"],
            ),
            ("SELECT id FROM {T} WHERE v IN (SELECT w FROM {S}) OR id = 3 ORDER BY id", &["1", "3", "NULL"]),
            ("SELECT id FROM {T} WHERE NOT (v NOT IN (SELECT w FROM {S})) ORDER BY id", &["1", "NULL"]),
        ],
    )
    .await;
}

/// A value that no row has NULL in is NULL where there is no row.
#[tokio::test]
async fn values_of_queries_without_rows() {
    each(
        &TestLake::new(),
        &[
            (
                "SELECT (SELECT 1 FROM {T} WHERE id > 9) IS NULL, coalesce((SELECT 1 FROM {T} WHERE id > 9), 5)",
                &["true|5"],
            ),
            ("SELECT id, coalesce((SELECT 1 FROM {S} WHERE s.w = t.v), 5) FROM {T} ORDER BY id", &["1|1", "2|5", "3|5", "NULL|1"]),
            ("SELECT nullif((SELECT count(*) FROM {S} HAVING count(*) > 9), id) - 5, rank() OVER (ORDER BY id) FROM {T} WHERE id = 1", &["NULL|1"]),
        ],
    )
    .await;
}

/// The planner knows that such a CASE is never NULL, and its operators do not.
#[tokio::test]
async fn groups_of_a_case_that_is_never_null() {
    each(
        &TestLake::new(),
        &[
            ("SELECT DISTINCT CASE WHEN v > 10 THEN v ELSE 0 END FROM {T} ORDER BY 1", &["0", "20", "40"]),
            (
                "SELECT CASE WHEN v > id THEN v ELSE 0 END, count(*) FROM {T} GROUP BY 1 ORDER BY 1",
                &["0|2", "10|1", "20|1"],
            ),
        ],
    )
    .await;
}

/// The engine finds columns by name when it moves conditions; here, each name is there twice.
#[tokio::test]
async fn conditions_over_columns_of_one_name() {
    let lake = TestLake::new();
    lake.rows("CREATE TABLE a WITH (format = 'PARQUET', external_location = 's3://b/a') AS SELECT * FROM (VALUES (1, 5), (2, 6), (3, 7)) AS v(id, x)").await;
    lake.rows("CREATE TABLE b WITH (format = 'PARQUET', external_location = 's3://b/b') AS SELECT * FROM (VALUES (1, 9), (4, 3), (NULL, 8)) AS v(id, x)").await;
    each(
        &lake,
        &[
            ("SELECT b.id FROM a RIGHT JOIN b ON a.id = b.id WHERE a.id IS NOT DISTINCT FROM b.id ORDER BY 1", &["1", "NULL"]),
            ("SELECT b.id FROM a RIGHT JOIN b ON a.id = b.id AND b.x > 1 WHERE a.id IS NOT DISTINCT FROM b.id AND b.x > 2 ORDER BY 1", &["1", "NULL"]),
            ("SELECT b.id, b.x FROM a RIGHT JOIN b ON a.id = b.id AND b.x > 1 WHERE coalesce(a.x, 0) < b.x AND b.x > 2 ORDER BY 1", &["1|9", "4|3", "NULL|8"]),
            ("SELECT a.id, b.id FROM a FULL JOIN b ON a.id = b.id WHERE coalesce(a.x, 100) > coalesce(b.x, 0) ORDER BY 1, 2", &["2|NULL", "3|NULL", "NULL|4", "NULL|NULL"]),
        ],
    )
    .await;
}

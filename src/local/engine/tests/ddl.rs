//! Tables, partitions and databases that are changed and shown by statements.

use super::lake::TestLake;

fn days() -> TestLake {
    let lake = TestLake::new();
    for (day, rows) in [("2024-01-01", "1,a\n"), ("2024-01-02", "2,b\n")] {
        lake.put(&format!("s3://b/days/day={day}/x.csv"), rows);
    }
    lake.put("s3://b/moved/x.csv", "9,z\n");
    lake.table("days", &[("id", "int"), ("kind", "string")], "csv")
        .partitioned(&[("day", "date")], &[&["2024-01-01"], &["2024-01-02"]])
        .add();
    lake
}

#[tokio::test]
async fn partitions_are_moved_renamed_and_asked() {
    let lake = days();
    lake.rows("ALTER TABLE days PARTITION (day = '2024-01-01') SET LOCATION 's3://b/moved/'").await;
    assert_eq!(lake.rows("SELECT id, day FROM days ORDER BY id").await, ["2|2024-01-02", "9|2024-01-01"]);
    lake.rows("ALTER TABLE days PARTITION (day = '2024-01-02') RENAME TO PARTITION (day = '2024-03-01')").await;
    assert_eq!(lake.rows("SELECT id FROM days WHERE day = DATE '2024-03-01'").await, ["2"]);
    assert_eq!(lake.rows("SHOW PARTITIONS days").await, ["day=2024-01-01", "day=2024-03-01"]);
    assert_eq!(
        lake.rows("SELECT max(day), count(*), typeof(max(day)) FROM \"days$partitions\"").await,
        ["2024-03-01|2|date"]
    );
    assert_eq!(lake.rows("SELECT p.day FROM d.\"days$partitions\" p ORDER BY 1 LIMIT 1").await, ["2024-01-01"]);
    for (sql, expected) in [
        ("ALTER TABLE days PARTITION (day = '2020-01-01') SET LOCATION 's3://b/x/'", "Partition not found"),
        ("ALTER TABLE days PARTITION (day = '2024-01-01') SET LOCATION 'here'", "no s3:// address"),
        ("SELECT * FROM \"nothing$partitions\"", "does not exist"),
        ("SELECT * FROM \"days$files\"", "metadata table"),
        ("DESCRIBE days PARTITION (day = '2020-01-01')", "Partition not found"),
        ("DESCRIBE days PARTITION (day = '2020-01-01') kind", "Partition not found"),
    ] {
        let error = lake.error(sql).await;
        assert!(error.contains(expected), "{sql}: {error}");
    }
}

#[tokio::test]
async fn columns_change_their_name_type_and_place() {
    let lake = days();
    lake.rows("ALTER TABLE days CHANGE COLUMN kind sort string COMMENT 'what it is'").await;
    assert_eq!(lake.rows("SELECT sort FROM days ORDER BY 1").await, ["a", "b"]);
    lake.rows("ALTER TABLE days CHANGE id id bigint").await;
    assert_eq!(lake.rows("SELECT typeof(id) FROM days LIMIT 1").await, ["bigint"]);
    lake.rows("ALTER TABLE days CHANGE id number bigint AFTER sort").await;
    let shown = lake.rows("DESCRIBE days").await.join("\n");
    let (sort, number) = (shown.find("sort").expect("a column"), shown.find("number").expect("a column"));
    assert!(sort < number && shown.contains("what it is"), "{shown}");
    for (sql, expected) in [
        ("ALTER TABLE days CHANGE nothing x int", "Invalid column reference nothing"),
        ("ALTER TABLE days CHANGE sort day string", "Duplicate column name: day"),
        ("ALTER TABLE days CHANGE sort x string AFTER nothing", "Invalid column reference nothing"),
    ] {
        let error = lake.error(sql).await;
        assert!(error.contains(expected), "{sql}: {error}");
    }
}

#[tokio::test]
async fn definitions_are_shown_whole_or_in_parts() {
    let lake = days();
    lake.rows("ALTER TABLE days SET TBLPROPERTIES ('owner' = 'us', 'x' = 'y')").await;
    let whole = lake.rows("DESCRIBE FORMATTED days").await.join("\n");
    for part in ["# col_name", "# Detailed Table Information", "s3://b/days", "owner", "# Storage Information", "[]"] {
        assert!(whole.contains(part), "{part}: {whole}");
    }
    let part = lake.rows("DESCRIBE EXTENDED days PARTITION (day = '2024-01-02')").await.join("\n");
    assert!(part.contains("# Detailed Partition Information") && part.contains("day=2024-01-02"), "{part}");
    let column = lake.rows("DESCRIBE days kind").await;
    assert!(column.len() == 1 && column[0].starts_with("kind") && column[0].contains("string"), "{column:?}");
    assert_eq!(lake.rows("SHOW TBLPROPERTIES days ('x')").await.len(), 1);
    let missing = lake.rows("SHOW TBLPROPERTIES days ('nothing')").await.join("");
    assert!(missing.contains("does not have property: nothing"), "{missing}");
}

#[tokio::test]
async fn buckets_are_part_of_a_definition() {
    let lake = days();
    lake.rows("CREATE DATABASE IF NOT EXISTS d").await;
    lake.rows("CREATE EXTERNAL TABLE c (id int, k string) CLUSTERED BY (id) INTO 4 BUCKETS STORED AS PARQUET LOCATION 's3://b/c/'")
        .await;
    let shown = lake.rows("SHOW CREATE TABLE c").await.join("\n");
    assert!(shown.contains("CLUSTERED BY ( \n  id) \nINTO 4 BUCKETS"), "{shown}");
    assert!(lake.error("INSERT INTO c SELECT 1, 'x'").await.contains("bucketed"));
    lake.rows("ALTER DATABASE d SET DBPROPERTIES ('a' = 'b')").await;
    lake.rows("ALTER DATABASE d SET DBPROPERTIES ('c' = 'e')").await;
    let parameters = lake.catalog.databases.lock().expect("no test panics inside")["d"].parameters.clone();
    assert_eq!(parameters.into_iter().map(|(key, value)| key + &value).collect::<Vec<_>>(), ["ab", "ce"]);
    assert!(lake.error("ALTER DATABASE nothing SET DBPROPERTIES ('a' = 'b')").await.contains("does not exist"));
}

#[tokio::test]
async fn a_table_is_made_without_rows() {
    let lake = days();
    lake.rows("CREATE DATABASE IF NOT EXISTS d").await;
    lake.rows("CREATE TABLE empty AS SELECT id, kind FROM days LIMIT 5 WITH NO DATA").await;
    assert_eq!(lake.rows("SELECT count(*) FROM empty").await, ["0"]);
    lake.rows("CREATE TABLE full WITH (external_location = 's3://b/full/') AS SELECT id, kind FROM days WITH DATA")
        .await;
    assert_eq!(lake.rows("SELECT count(*) FROM full").await, ["2"]);
}

#[tokio::test]
async fn columns_of_buckets_are_hidden_and_renamed_as_columns_are() {
    let lake = days();
    let clustered = |buckets: &[&str]| {
        let buckets = buckets.iter().map(|name| (*name).to_owned()).collect();
        lake.table("c", &[("id", "int"), ("secret", "string")], "parquet")
            .with(|table| table.buckets = Some((buckets, 4)))
    };
    for (buckets, expected) in [(&["secret"][..], None), (&["id", "secret"][..], Some("CLUSTERED BY ( \n  id) \n"))] {
        clustered(buckets).with(|table| table.denied_columns = ["secret".to_owned()].into()).add();
        for statement in ["DESCRIBE FORMATTED c", "SHOW CREATE TABLE c"] {
            let shown = lake.rows(statement).await.join("\n");
            assert!(!shown.contains("secret"), "{shown}");
            if statement.starts_with("SHOW") {
                assert!(expected.map_or(!shown.contains("CLUSTERED"), |expected| shown.contains(expected)), "{shown}");
            }
        }
    }
    clustered(&["secret"]).add();
    lake.rows("ALTER TABLE c CHANGE secret open string").await;
    let shown = lake.rows("SHOW CREATE TABLE c").await.join("\n");
    assert!(shown.contains("CLUSTERED BY ( \n  open) \n") && !shown.contains("secret"), "{shown}");
    let error = lake.error("ALTER TABLE c REPLACE COLUMNS (id int)").await;
    assert!(error.contains("CLUSTERED BY"), "{error}");
    lake.rows("ALTER TABLE c REPLACE COLUMNS (open string)").await;
}

use super::lake::TestLake;

/// Days of two countries, in folders that no catalog knows.
fn events(lake: &TestLake) {
    for (country, day, value) in
        [("de", "2024/02/27", 1), ("de", "2024/02/28", 2), ("fr", "2024/02/28", 4), ("fr", "2024/02/29", 8)]
    {
        lake.put(&format!("s3://b/events/{country}/{day}/a.csv"), format!("{value}\n"));
    }
    lake.table("events", &[("v", "int")], "csv")
        .partitioned(&[("country", "string"), ("day", "string")], &[])
        .parameter("projection.enabled", "true")
        .parameter("projection.country.type", "enum")
        .parameter("projection.country.values", "de, fr")
        .parameter("projection.day.type", "date")
        .parameter("projection.day.format", "yyyy/MM/dd")
        .parameter("projection.day.range", "2024/01/01,NOW")
        .parameter("storage.location.template", "s3://b/events/${country}/${day}/")
        .add();
}

#[tokio::test]
async fn partitions_are_projected_and_pruned() {
    let lake = TestLake::new();
    events(&lake);
    assert_eq!(lake.rows("SELECT count(*), sum(v) FROM events").await, ["4|15"]);
    let mut execution = lake
        .run("SELECT v, country, day FROM events WHERE country = 'fr' AND day >= '2024/02/28' ORDER BY v")
        .await
        .expect("a query");
    let rows = execution.text_rows().await.expect("rows");
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(rows, [[text("4"), text("fr"), text("2024/02/28")], [text("8"), text("fr"), text("2024/02/29")]]);
    assert_eq!(execution.statistics().partitions, 2);
}

#[tokio::test]
async fn numbers_dates_and_injected_keys() {
    let lake = TestLake::new();
    lake.put("s3://b/n/shard=007/at=2024-02-29-05/who=ann/a.csv", "1\n");
    lake.put("s3://b/n/shard=010/at=2024-02-29-11/who=bob/a.csv", "2\n");
    lake.table("n", &[("v", "int")], "csv")
        .partitioned(&[("shard", "int"), ("at", "timestamp"), ("who", "string")], &[])
        .parameter("projection.enabled", "TRUE")
        .parameter("projection.shard.type", "integer")
        .parameter("projection.shard.range", "1,20")
        .parameter("projection.shard.digits", "3")
        .parameter("projection.at.type", "date")
        .parameter("projection.at.format", "yyyy-MM-dd-HH")
        .parameter("projection.at.range", "NOW-1DAYS,NOW")
        .parameter("projection.at.interval", "1")
        .parameter("projection.at.interval.unit", "HOURS")
        .parameter("projection.who.type", "injected")
        .add();
    // The query's time is 2024-02-29 12:30.
    assert_eq!(
        lake.rows("SELECT v, shard, who FROM n WHERE who IN ('ann', 'bob', 'eve') ORDER BY v").await,
        ["1|7|ann", "2|10|bob"]
    );
    assert_eq!(lake.rows("SELECT v FROM n WHERE who = 'bob' AND shard > 7").await, ["2"]);
    let error = lake.error("SELECT v FROM n WHERE shard = 7").await;
    assert!(error.starts_with("CONSTRAINT_VIOLATION") && error.contains("who"), "{error}");
    assert!(lake.error("SELECT v FROM n WHERE who > 'a'").await.starts_with("CONSTRAINT_VIOLATION"));
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let lake = TestLake::new();
    let table = |parameters: &[(&str, &str)]| {
        let mut table = lake
            .table("t", &[("v", "int")], "csv")
            .partitioned(&[("k", "string")], &[])
            .parameter("projection.enabled", "true");
        for (name, value) in parameters {
            table = table.parameter(name, value);
        }
        table.add();
    };
    for (parameters, expected) in [
        (&[][..], "projection.k.type is missing"),
        (&[("projection.k.type", "enum")], "projection.k.values is missing"),
        (&[("projection.k.type", "list")], "is 'list', which is no type"),
        (&[("projection.k.type", "integer"), ("projection.k.range", "1")], "not two values"),
        (&[("projection.k.type", "integer"), ("projection.k.range", "1,99999999999")], "more than 1000000 values"),
        (
            &[
                ("projection.k.type", "date"),
                ("projection.k.format", "yyyy-MM-dd HH"),
                ("projection.k.range", "2024-01-01 00,NOW"),
            ],
            "projection.k.interval.unit is missing",
        ),
        (
            &[
                ("projection.k.type", "enum"),
                ("projection.k.values", "a"),
                ("storage.location.template", "s3://b/t/${other}/"),
            ],
            "names 'other'",
        ),
    ] {
        table(parameters);
        let error = lake.error("SELECT v FROM t").await;
        assert!(error.contains(expected), "{error}\n  has not: {expected}");
    }
}

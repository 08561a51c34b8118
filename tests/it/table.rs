//! `lakectl table`

use serde_json::json;

use crate::objects::{fixture, put};
use crate::sandbox::Sandbox;

const CREATE: &str = "lakectl table create raw.weather --format csv --header --columns 'day string, rain double' \
                      --partitioned-by 'year int' --location s3://lake/weather --description 'from the station'";

#[test]
fn a_table_is_made_shown_changed_and_deleted() {
    let sandbox = Sandbox::new();
    sandbox.sh(CREATE).code(5).stderr_has("no database `raw`");
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh(CREATE).code(0).stdout_has("+ table raw.weather created");
    sandbox.sh(CREATE).code(0).stdout_has("nothing to do");
    let shown = sandbox.json("lakectl table show RAW.Weather");
    let table = &shown["table"];
    assert_eq!(table["location"], "s3://lake/weather/");
    assert_eq!(table["columns"][1]["type"], "double");
    assert_eq!(table["partition_keys"][0]["name"], "year");
    assert_eq!(table["parameters"]["skip.header.line.count"], "1");
    assert_eq!(table["version"], "0");
    let changed = CREATE.replace("rain double", "rain double, wind double").replace(" --header", "");
    sandbox
        .sh(&changed)
        .code(0)
        .stdout_has("~ table raw.weather updated")
        .stderr_has("~ columns: day string, rain double -> day string, rain double, wind double");
    let table = sandbox.json("lakectl table show raw.weather")["table"].clone();
    assert_eq!(table["version"], "1");
    assert_eq!(table["parameters"].get("skip.header.line.count"), None);
    let listed = sandbox.json("lakectl table list");
    assert_eq!(listed["tables"][0]["name"], "weather");
    sandbox.sh("lakectl table delete raw.weather --confirm raw.weather").code(0);
    sandbox.sh("lakectl table list raw").code(0);
    sandbox.sh("lakectl table delete raw.weather --confirm raw.weather").code(5).stderr_has("no table `raw.weather`");
}

#[test]
fn the_statement_says_how_to_make_the_table() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh(CREATE).code(0);
    sandbox
        .sh("lakectl table show raw.weather --ddl")
        .code(0)
        .stdout_has("CREATE EXTERNAL TABLE `raw`.`weather` (\n  `day` string,\n  `rain` double)")
        .stdout_has("PARTITIONED BY (\n  `year` int)")
        .stdout_has("LOCATION\n  's3://lake/weather/'");
}

#[test]
fn bad_arguments_are_named() {
    let sandbox = Sandbox::new();
    for (arguments, named) in [
        ("t --columns 'id int' --format csv --location s3://b/", "database.table"),
        ("a.t --columns 'id integre' --format csv --location s3://b/", "`id`"),
        ("a.t --columns 'id int' --format xml --location s3://b/", "xml"),
        ("a.t --columns 'id int' --format csv --location /tmp", "/tmp"),
    ] {
        sandbox.sh(&format!("lakectl table create {arguments}")).code(2).stderr_has(named);
    }
}

#[test]
fn earlier_versions_are_compared_and_come_back() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh(CREATE).code(0);
    sandbox.sh(&CREATE.replace("rain double", "rain double, wind double")).code(0);
    sandbox.sh(&CREATE.replace("rain double", "wind double")).code(0);
    let history = sandbox.json("lakectl table history raw.weather")["versions"].clone();
    let versions: Vec<&str> = history.as_array().unwrap().iter().filter_map(|one| one["version"].as_str()).collect();
    assert_eq!(versions, ["2", "1", "0"]);
    assert_eq!(history[0]["changed"], serde_json::json!(["columns"]));
    sandbox
        .sh("lakectl table history raw.weather --diff")
        .code(0)
        .stdout_has("~ columns: day string, rain double, wind double -> day string, wind double")
        .stdout_has("= the oldest that is kept");
    let back = "lakectl table rollback raw.weather 0";
    sandbox.sh(&format!("{back} --dry-run")).code(0).stdout_has("nothing was changed");
    sandbox.sh(back).code(0).stderr_has("~ columns: day string, wind double -> day string, rain double");
    sandbox.sh(back).code(0).stdout_has("nothing to do");
    assert_eq!(sandbox.json("lakectl table show raw.weather")["table"]["columns"][1]["name"], "rain");
    sandbox.sh("lakectl table rollback raw.weather 9").code(5).stderr_has("it has 3, 2, 1, 0");
    sandbox.sh("lakectl table prune raw.weather --keep 2").code(11).stderr_has("--yes");
    sandbox.sh("lakectl table prune raw.weather --keep 2 --yes").code(0).stdout_has("- version 0 of raw.weather");
    assert_eq!(sandbox.json("lakectl table history raw.weather")["versions"].as_array().unwrap().len(), 2);
    sandbox.sh("lakectl table prune raw.weather --keep 2 --yes").code(0).stdout_has("nothing to do");
}

#[test]
fn iceberg_tables_are_not_rolled_back_by_their_entry() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh(&format!("{CREATE} --parameter table_type=ICEBERG --parameter metadata_location=s3://b/m1")).code(0);
    sandbox.sh(&CREATE.replace("rain double", "rain double, wind double")).code(0);
    let table = sandbox.json("lakectl table show raw.weather")["table"].clone();
    assert_eq!(table["parameters"]["metadata_location"], "s3://b/m1", "what is not given stays");
    sandbox.sh("lakectl table rollback raw.weather 0").code(11).stderr_has("Iceberg");
}

#[test]
fn tables_are_found_by_what_they_say() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh(CREATE).code(0);
    let orders = "lakectl table create raw.orders --format orc --columns 'customer_id bigint' --location s3://b/o/";
    sandbox.sh(&format!("{orders} --owner sales --parameter team=emea")).code(0);
    sandbox.sh("lakectl table search CUSTOMER").code(0).stdout_has("column: customer_id bigint");
    sandbox.sh("lakectl table search station").code(0).stdout_has("description: from the station");
    let found = sandbox.json("lakectl table search emea")["tables"].clone();
    assert_eq!((found.as_array().unwrap().len(), &found[0]["name"]), (1, &serde_json::json!("orders")));
    assert_eq!(sandbox.json("lakectl table search nothing like it")["tables"], serde_json::json!([]));
    let table = sandbox.json("lakectl table show raw.orders")["table"].clone();
    assert!(table["serialization_library"].as_str().unwrap().ends_with("OrcSerde"), "{table}");
}

#[test]
fn a_registered_schema_gives_a_table_its_columns() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.write(
        "user.avsc",
        r#"{"type": "record", "name": "U", "fields": [{"name": "id", "type": "long", "doc": "the key"},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}"#,
    );
    sandbox.sh("lakectl schema register user.avsc --name user --create-registry").code(0);
    let create = "lakectl table create raw.users --format avro --location s3://b/u/ --from-schema";
    sandbox.sh(&format!("{create} user")).code(0).stderr_has("columns: id bigint, at timestamp");
    sandbox.sh(&format!("{create} user")).code(0).stdout_has("nothing to do");
    sandbox.sh(&format!("{create} uesr")).code(5).stderr_has("`user`");
    let table = sandbox.json("lakectl table show raw.users")["table"].clone();
    assert_eq!(table["columns"][0]["comment"], "the key");
}

#[test]
fn files_that_are_there_become_a_table() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh("lakectl bucket create lake-raw --zone raw").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    put(&sandbox, "lake-raw", "weather/seattle-weather.csv", &fixture("data/seattle-weather.csv"));
    for day in 1..=3 {
        put(&sandbox, "lake-raw", &format!("events/day=2026-11-0{day}/a.json"), b"{\"id\":1,\"tags\":[\"x\"]}\n");
    }
    let create = "lakectl table create raw.weather --infer raw:weather/";
    sandbox.sh(&format!("{create} --dry-run")).code(0).stdout_has("nothing was changed");
    sandbox.sh(create).code(0).stdout_has("+ table raw.weather created");
    sandbox.sh(create).code(0).stdout_has("nothing to do");
    let count = sandbox.run(["query", "SELECT count(*) AS n, max(temp_max) AS hot FROM raw.weather", "-o", "json"]);
    assert_eq!(count.code(0).json()["rows"], json!([{ "n": 1461, "hot": 35.6 }]));
    let events = "lakectl table create raw.events --infer s3://lake-raw/events/ --comment 'tags=what it is about'";
    sandbox.sh(events).code(0).stderr_has("lakectl partition sync raw.events");
    sandbox.sh("lakectl partition sync raw.events").code(0).stdout_has("+ partition day=2026-11-03 added");
    let table = sandbox.json("lakectl table show raw.events")["table"].clone();
    assert_eq!(table["partition_keys"], json!([{ "name": "day", "type": "string", "comment": null }]));
    assert_eq!(table["columns"][1], json!({ "name": "tags", "type": "array<string>", "comment": "what it is about" }));
    sandbox.sh("lakectl table create raw.all --infer raw:").code(2).stderr_has("are 2 tables").stderr_has("weather");
    sandbox.sh("lakectl table create raw.all --infer raw:nothing/").code(5).stderr_has("no objects that make a table");
    sandbox.sh("lakectl table create raw.all --infer rwa:x/").code(2).stderr_has("rwa:x/");
    sandbox.sh(&format!("{create} --columns 'id int'")).code(2).stderr_has("--columns");
}

#[test]
fn every_format_has_its_classes() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    for (format, input, output, serde) in [
        ("parquet", "MapredParquetInputFormat", "MapredParquetOutputFormat", "ParquetHiveSerDe"),
        ("orc", "OrcInputFormat", "OrcOutputFormat", "OrcSerde"),
        ("avro", "AvroContainerInputFormat", "AvroContainerOutputFormat", "AvroSerDe"),
        ("json", "TextInputFormat", "HiveIgnoreKeyTextOutputFormat", "JsonSerDe"),
        ("csv", "TextInputFormat", "HiveIgnoreKeyTextOutputFormat", "LazySimpleSerDe"),
        ("csv --quoted", "TextInputFormat", "HiveIgnoreKeyTextOutputFormat", "OpenCSVSerde"),
        ("text", "TextInputFormat", "HiveIgnoreKeyTextOutputFormat", "LazySimpleSerDe"),
    ] {
        let name = format!("raw.t_{}", format.replace(" --", "_"));
        let create =
            format!("lakectl table create {name} --columns 'id string' --location s3://b/t/ --format {format}");
        sandbox.sh(&create).code(0);
        let table = sandbox.json(&format!("lakectl table show {name}"))["table"].clone();
        for (member, end) in [("input_format", input), ("output_format", output), ("serialization_library", serde)] {
            assert!(table[member].as_str().is_some_and(|class| class.ends_with(end)), "{format}: {member}: {table}");
        }
    }
}

#[test]
fn partition_projection_is_checked_and_written() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    let create = "lakectl table create raw.t --columns 'id int' --format parquet --location s3://b/t/ \
                  --partitioned-by 'year int, region string'";
    sandbox
        .sh(&format!(
            "{create} --projection year=integer:2020,2030 --projection region=enum:eu,us \
             --location-template 's3://b/t/${{region}}/${{year}}/'"
        ))
        .code(0);
    let parameters = sandbox.json("lakectl table show raw.t")["table"]["parameters"].clone();
    for (name, value) in [
        ("projection.enabled", "true"),
        ("projection.year.range", "2020,2030"),
        ("projection.region.values", "eu,us"),
        ("storage.location.template", "s3://b/t/${region}/${year}/"),
    ] {
        assert_eq!(parameters[name], value, "{parameters}");
    }
    for (flags, named) in [
        ("--projection year=integer:2020,2030", "`region` has no projection"),
        ("--projection year=integer:2030,2020", "empty"),
        ("--projection year=integer:1,2 --projection region=enum:eu --projection day=injected", "`day`"),
        ("--parameter projection.enabled=true", "`year` has no projection"),
    ] {
        sandbox.sh(&format!("{create} {flags}")).code(2).stderr_has(named);
    }
}

#[test]
fn a_table_tells_its_size_its_freshness_its_readers_and_where_it_comes_from() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    put(&sandbox, "lake-raw", "t/a.csv", b"1,x\n");
    put(&sandbox, "lake-raw", "t/b.csv", b"2,y\n");
    put(&sandbox, "lake-raw", "t/_SUCCESS", b"ignored");
    sandbox
        .sh("lakectl table create raw.t --columns 'id int, name string' --format csv --location s3://lake-raw/t/ \
             --owner sales --parameter lineage.from=crm.customers")
        .code(0);
    let show = |sandbox: &Sandbox| sandbox.json("lakectl table show raw.t")["table"].clone();
    let table = show(&sandbox);
    assert_eq!((&table["data"]["bytes"], &table["data"]["objects"]), (&json!(8), &json!(2)));
    assert!(table["data"]["newest"].as_str().is_some_and(|time| time.ends_with('Z')), "{table}");
    assert_eq!(table["readers"][0]["principal"], "IAM_ALLOWED_PRINCIPALS");
    assert_eq!(table["lineage"]["sources"], json!(["lineage.from=crm.customers"]));
    for revoked in ["ALL --on raw.t", "ALL --on raw"] {
        sandbox.sh(&format!("lakectl revoke {revoked} --from IAM_ALLOWED_PRINCIPALS --yes")).code(0);
    }
    sandbox.sh("lakectl grant SELECT --on raw.t --columns id --to role/analyst").code(0);
    let table = show(&sandbox);
    let readers = table["readers"].as_array().expect("readers");
    assert!(
        readers
            .iter()
            .any(|one| one["principal"].as_str().unwrap().ends_with("role/analyst") && one["columns"] == json!(["id"])),
        "{table}"
    );
    assert!(!readers.iter().any(|one| one["principal"] == "IAM_ALLOWED_PRINCIPALS"), "{table}");
    sandbox.sh("lakectl table show raw.t").code(0).stdout_has("sales").stdout_has("Who can read").stdout_has("Size");
}

#[test]
fn an_avro_table_has_its_columns_from_its_schema() {
    let sandbox = Sandbox::new();
    sandbox.ok(["db", "create", "raw"]);
    let schema = r#"{"type":"record","name":"r","fields":[{"name":"id","type":"long"},{"name":"tag","type":["null","string"],"default":null}]}"#;
    sandbox.write("r.avsc", schema);
    sandbox
        .sh("lakectl table create raw.a --format avro --from-schema r.avsc --location s3://b/a/")
        .code(0)
        .stdout_has("+ table raw.a created");
    let shown = sandbox.json("lakectl table show raw.a");
    assert_eq!(shown["table"]["serde_parameters"]["avro.schema.literal"], schema);
    let literal = format!("avro.schema.literal={schema}");
    let create = ["table", "create", "raw.b", "--format", "avro", "--location", "s3://b/b/", "--parameter", &literal];
    sandbox.run(create).code(0);
    let columns = sandbox.json("lakectl table show raw.b")["table"]["columns"].clone();
    assert_eq!(columns, shown["table"]["columns"]);
    assert_eq!(columns[0]["type"], "bigint");
    sandbox.run(create).code(0).stdout_has("nothing to do");
    let wrong = ["table", "create", "raw.c", "--format", "avro", "--location", "s3://b/c/", "--parameter"];
    let bad = "avro.schema.literal={}";
    sandbox.run([&wrong[..], &[bad]].concat()).code(2).stderr_has("avro.schema.literal");
    sandbox.sh("lakectl table create raw.c --format avro --location s3://b/c/").code(2).stderr_has("--columns");
}

#[test]
fn a_place_can_be_in_a_zone_of_the_file() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "lake.toml",
        "[variables]\nteam = \"sales\"\n[zones.bronze]\nkind = \"raw\"\nbucket = \"${team}-${account}\"\n\
         [zones.raw]\n[zones.odd]\nbucket = \"${nothing}\"\n",
    );
    sandbox.ok(["db", "create", "raw"]);
    let at = |name: &str, place: &str| {
        sandbox.ok(["table", "create", name, "--format", "csv", "--columns", "id int", "--location", place]);
        sandbox.json(&format!("lakectl table show {name}"))["table"]["location"].clone()
    };
    assert_eq!(at("raw.a", "bronze:orders/"), "s3://sales-123456789012/orders/");
    assert_eq!(at("raw.b", "raw:orders/"), "s3://lake-raw-123456789012-us-east-1-an/orders/");
    let create = "lakectl table create raw.c --format csv --columns 'id int' --location";
    sandbox.sh(&format!("{create} odd:orders/")).code(2).stderr_has("no variable `nothing`");
    sandbox.sh(&format!("{create} silver:orders/")).code(2).stderr_has("zone:path");
    sandbox.sh("lakectl grant DATA_LOCATION_ACCESS --on bronze:orders --to role/etl").code(0);
    sandbox.sh("lakectl access list --on bronze:orders").code(0).stdout_has("s3:::sales-123456789012/orders");
    sandbox.sh("lakectl crawler create c --target bronze:x/ --database raw").code(0).stderr_has("sales-123456789012/x");
}

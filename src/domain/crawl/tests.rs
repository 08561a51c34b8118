//! The worked cases of the crawler guide, and slices of real files.

use super::*;

const WEATHER: &[u8] = include_bytes!("../../../fixtures/crawl/weather.csv");
const AIRPORTS: &[u8] = include_bytes!("../../../fixtures/crawl/airports.csv");
const BIRDS: &[u8] = include_bytes!("../../../fixtures/crawl/birdstrikes.csv");
const FLIGHTS: &[u8] = include_bytes!("../../../fixtures/crawl/flights.json");

fn look(bytes: &[u8], complete: bool) -> Inspection {
    inspect("o", Sample { bytes, complete }, &CrawlSettings::default())
}

fn read(bytes: &[u8]) -> (FileSchema, Vec<Problem>) {
    match look(bytes, true) {
        Inspection::Read(schema, problems) => (schema, problems),
        other => panic!("{other:?}"),
    }
}

fn refused(bytes: &[u8]) -> String {
    match look(bytes, true) {
        Inspection::Unreadable(problem) => problem.to_string(),
        other => panic!("{other:?}"),
    }
}

fn shown(columns: &[Column]) -> String {
    columns.iter().map(|column| format!("{} {}", column.name, column.column_type)).collect::<Vec<_>>().join(", ")
}

fn crawl(target: &str, objects: &[(&str, &str)], settings: &CrawlSettings) -> CrawlOutcome {
    let target = CrawlTarget::parse(target).expect("a place");
    let objects = objects
        .iter()
        .map(|(key, text)| CrawledObject {
            key: (*key).to_owned(),
            size: text.len() as u64,
            compression: Compression::None,
            schema: Some(read(text.as_bytes()).0),
        })
        .collect();
    group_tables(&[(target, objects)], settings).expect("no threshold")
}

fn summary(outcome: &CrawlOutcome) -> Vec<String> {
    let keys =
        |table: &CrawledTable| table.partition_keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(",");
    outcome
        .tables
        .iter()
        .map(|table| {
            let values: Vec<_> = table.partitions.iter().map(|partition| partition.values.join("/")).collect();
            format!(
                "{} {} ({}) by [{}] {}",
                table.name,
                table.location,
                shown(&table.columns),
                keys(table),
                values.join(" ")
            )
        })
        .collect()
}

#[test]
fn real_csv_files() {
    let (weather, problems) = read(WEATHER);
    assert_eq!(problems, []);
    assert_eq!(
        shown(&weather.columns),
        "date string, precipitation double, temp_max double, temp_min double, wind double, weather string"
    );
    let FileFormat::Csv(format) = &weather.format else { panic!("{:?}", weather.format) };
    assert!(format.header && !format.quoted && format.delimiter == ',');
    assert_eq!(weather.records_read, 19);

    let (airports, problems) = read(AIRPORTS);
    assert_eq!(problems, []);
    assert_eq!(
        shown(&airports.columns),
        "iata string, name string, city string, state string, country string, latitude double, longitude double"
    );
    assert!(
        matches!(&airports.format, FileFormat::Csv(format) if format.quoted && format.reader == CsvReader::LazySimple)
    );
    assert!(airports.notes[0].contains("OpenCSVSerDe"));

    let (birds, problems) = read(BIRDS);
    assert_eq!(problems, []);
    assert_eq!(birds.columns[0].name, "airport name");
    assert_eq!(birds.columns[12], Column::new("cost total $", GlueType::BigInt));
}

#[test]
fn real_json_files() {
    let (flights, problems) = read(FLIGHTS);
    assert_eq!(problems, []);
    assert_eq!(flights.format, FileFormat::Json(JsonLayout::Elements("$[*]".to_owned())));
    assert_eq!(shown(&flights.columns), "date string, delay int, distance int, origin string, destination string");
    let storage = flights.format.storage(&flights.paths);
    assert_eq!(storage.serde_parameters["paths"], "date,delay,destination,distance,origin");
    assert_eq!(flights.format.parameters(Compression::Gzip)["jsonPath"], "$[*]");
    // Cut in the middle of an element: the elements before it tell enough.
    let Inspection::Read(cut, problems) = look(&FLIGHTS[..250], false) else { panic!("not read") };
    assert_eq!((cut.columns, problems), (flights.columns, vec![]));
}

#[test]
fn csv_headers() {
    assert_eq!(shown(&read(b"a,b\nx,y\n").0.columns), "col0 string, col1 string");
    assert_eq!(shown(&read(b"a,b\nx,1\n").0.columns), "a string, b bigint");
    assert_eq!(shown(&read(b"1,b\n2,c\n").0.columns), "col0 bigint, col1 string");
    assert_eq!(shown(&read(b"a|b|\nx|1.5|\ny|2|\n").0.columns), "a string, b double, col2 string");
    assert_eq!(shown(&read(b"a\tA\n1\t2\n").0.columns), "a bigint, a_1 bigint");
    assert_eq!(shown(&read(b"a\tb,c\td\n1\tx,y\t2\n").0.columns), "a bigint, b,c string, d bigint");
    let long = format!("{},b\n1,2\n", "x".repeat(150));
    assert_eq!(shown(&read(long.as_bytes()).0.columns), "col0 string, col1 string");
    assert_eq!(shown(&read(b"\xef\xbb\xbfa;b\r\n1;2\r\n").0.columns), "a bigint, b bigint");
}

#[test]
fn no_table_in_prose() {
    assert!(refused(b"only one line, here\n").contains("UNKNOWN"));
    assert!(refused(b"one\ntwo\nthree\n").contains("UNKNOWN"));
    assert!(refused(b"").contains("empty"));
    assert!(refused(b"a\0b,c\n1,2\n").contains("UNKNOWN"));
    assert!(refused(b"Obj\x01avro").contains("Avro"));
}

#[test]
fn ragged_rows_are_named_and_the_rest_is_read() {
    let (schema, problems) = read(b"a,b,c\n1,2,3\n4,5\n\n6,\"x,7\n8,9,10,11\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n");
    assert_eq!(schema.columns.len(), 3);
    let problems: Vec<_> = problems.iter().map(Problem::to_string).collect();
    assert_eq!(
        problems,
        [
            "o:3: 2 fields where the table has 3 columns",
            "o:5:3: a quoted field is not closed on its line; tables of delimited text are read line by line",
            "o:6: 4 fields where the table has 3 columns",
        ]
    );
    let many = format!("a,b\n{}{}", "1,2\n".repeat(40), "1\n".repeat(30));
    let problems = read(many.as_bytes()).1;
    assert_eq!((problems.len(), problems[10].message.as_str()), (11, "20 more lines do not fit"));
}

#[test]
fn a_custom_csv_classifier_decides() {
    let classifier = CsvClassifier {
        name: "c".into(),
        delimiter: Some('^'),
        quote: None,
        header_rule: HeaderRule::Present,
        header: Vec::new(),
        allow_single_column: false,
        disable_value_trimming: false,
        custom_datatypes: vec!["DATE".into(), "INT".into()],
        serde: Some("OpenCSVSerDe".into()),
    };
    let settings = CrawlSettings { classifiers: vec![Classifier::Csv(classifier)], ..CrawlSettings::default() };
    let found = inspect("o", Sample { bytes: b"d^n^s\n2024-01-01^7^x\n", complete: true }, &settings);
    let Inspection::Read(schema, _) = found else { panic!("{found:?}") };
    assert_eq!(shown(&schema.columns), "d date, n int, s string");
    assert_eq!(schema.format.storage(&[]).serialization_library, "org.apache.hadoop.hive.serde2.OpenCSVSerde");
}

#[test]
fn custom_classifiers_take_only_what_is_theirs() {
    let csv = CsvClassifier {
        name: "quoted".into(),
        delimiter: Some(','),
        quote: Some('"'),
        header_rule: HeaderRule::Unknown,
        header: Vec::new(),
        allow_single_column: false,
        disable_value_trimming: false,
        custom_datatypes: Vec::new(),
        serde: Some("OpenCSVSerDe".into()),
    };
    let json = Classifier::Json { name: "elements".into(), path: "$[*]".into() };
    let settings = CrawlSettings { classifiers: vec![Classifier::Csv(csv), json], ..CrawlSettings::default() };
    let format = |bytes: &[u8]| match inspect("o", Sample { bytes, complete: true }, &settings) {
        Inspection::Read(schema, _) => schema.format,
        other => panic!("{other:?}"),
    };
    assert_eq!(format(b"{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n"), FileFormat::Json(JsonLayout::Values));
    assert_eq!(format(FLIGHTS), FileFormat::Json(JsonLayout::Elements("$[*]".into())));
    assert!(matches!(format(AIRPORTS), FileFormat::Csv(csv) if csv.reader == CsvReader::OpenCsv && csv.header));
    assert!(matches!(format(b"a|b\n1|2\n3|4\n"), FileFormat::Csv(csv) if csv.delimiter == '|' && !csv.custom));
}

#[test]
fn json_lines_and_their_types() {
    let text = br#"{"A":1,"b":3000000000,"c":1.5,"d":[1,2.5],"e":{"x":null,"y":[]},"f":true,"g":null}
{"a":2,"b":1,"c":7,"d":[],"e":{"z":"s","x":1},"h":[{"k":1},{"l":"m"}]}
"#;
    let (schema, problems) = read(text);
    assert_eq!(problems, []);
    assert_eq!(
        shown(&schema.columns),
        "a int, b bigint, c double, d array<double>, e struct<x:int,y:array<string>,z:string>, f boolean, g string, h array<struct<k:int,l:string>>"
    );
    assert_eq!(schema.records_read, 2);
    assert_eq!(shown(&read(b"{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":{\"b\":1}}").0.columns), "a string");
}

#[test]
fn broken_json_lines_are_named() {
    let (schema, problems) = read(b"{\"a\":1}\n{\"a\":}\n[1]\n\n{\"a\":2}\n{\"a\":");
    assert_eq!((shown(&schema.columns), schema.records_read), ("a int".to_owned(), 2));
    let problems: Vec<_> = problems.iter().map(Problem::to_string).collect();
    assert_eq!(
        problems,
        [
            "o:2:6: broken JSON: expected value",
            "o:3:1: the line is JSON, but no object",
            "o:6:5: broken JSON: EOF while parsing a value",
        ]
    );
    assert_eq!(refused(b"{\"a\":\n  1,\n  b}\n"), "o:3:3: broken JSON: key must be a string");
    let deep = format!("{}1{}", "{\"a\":".repeat(200), "}".repeat(200));
    let told = refused(deep.as_bytes());
    assert!(told.contains("recursion limit exceeded"), "{told}");
    assert_eq!(refused(b"[{\"a\":1"), "o:1:7: broken JSON: EOF while parsing an object");
    let (schema, problems) = read(b"[{\"a\":1},\n{\"a\" 2}]");
    assert_eq!((schema.records_read, problems[0].to_string().as_str()), (1, "o:2:6: broken JSON: expected `:`"));
}

#[test]
fn json_documents() {
    let (geo, _) = read(br#"{"type":"FeatureCollection","features":[{"id":1,"properties":{"mag":2,"place":null}},{"id":2,"properties":{"mag":1.5}}]}"#);
    assert_eq!(
        shown(&geo.columns),
        "type string, features array<struct<id:int,properties:struct<mag:double,place:string>>>"
    );
    assert_eq!((geo.records_read, geo.format), (1, FileFormat::Json(JsonLayout::Values)));
    let (spread, _) = read(b"{\n \"a\": 1\n}\n");
    assert!(spread.notes[0].contains("line by line"));
    assert_eq!(look(b"{\"a\":[1,2", false), Inspection::Need(SampleNeed::More { at_least: 9 + FIRST_SAMPLE }));
    let (scalars, _) = read(b"[1, 2.5]");
    assert_eq!(shown(&scalars.columns), "array array<double>");
    let settings = CrawlSettings {
        classifiers: vec![Classifier::Json { name: "j".into(), path: "$.features[*]".into() }],
        ..CrawlSettings::default()
    };
    let found = inspect("o", Sample { bytes: br#"{"n":0,"features":[{"id":1},{"id":2}]}"#, complete: true }, &settings);
    let Inspection::Read(schema, _) = found else { panic!("{found:?}") };
    assert_eq!((shown(&schema.columns), schema.records_read), ("id int".to_owned(), 2));
}

#[test]
fn hive_folders_become_keys() {
    let outcome = crawl(
        "s3://lake/raw/Flight-Data/",
        &[
            ("raw/Flight-Data/Year=2024/city=S%C3%A3o/a.csv", "a,b\n1,x\n"),
            ("raw/Flight-Data/Year=2024/city=__HIVE_DEFAULT_PARTITION__/a.csv", "a,b\n1,x\n"),
            ("raw/Flight-Data/year=2025/city=Rio/a.csv", "a,b\n1.5,x\n"),
        ],
        &CrawlSettings { table_prefix: "t_".into(), ..CrawlSettings::default() },
    );
    assert_eq!(
        summary(&outcome),
        [
            "t_flight_data s3://lake/raw/Flight-Data/ (a double, b string) by [year,city] 2024/São 2024/__HIVE_DEFAULT_PARTITION__ 2025/Rio"
        ]
    );
    assert_eq!(outcome.tables[0].partitions[0].location, "s3://lake/raw/Flight-Data/Year=2024/city=S%C3%A3o/");
    let parameters = &outcome.tables[0].parameters;
    assert_eq!(
        (
            parameters["objectCount"].as_str(),
            parameters["recordCount"].as_str(),
            parameters["skip.header.line.count"].as_str()
        ),
        ("3", "3", "1")
    );
}

#[test]
fn plain_folders_become_numbered_keys() {
    let objects =
        [("d/2024/01/a.json", "{\"x\":1}"), ("d/2024/02/a.json", "{\"x\":1}"), ("d/2025/01/a.json", "{\"x\":1}")];
    let outcome = crawl("s3://lake/d", &objects, &CrawlSettings::default());
    assert_eq!(summary(&outcome), ["d s3://lake/d/ (x int) by [partition_0,partition_1] 2024/01 2024/02 2025/01"]);
}

#[test]
fn unlike_folders_are_tables_unless_combined() {
    let objects = [("d/year=2017/a.csv", "A,B\n1,2\n"), ("d/year=2018/a.csv", "C,D\n1,2\n")];
    let apart = crawl("s3://lake/d/", &objects, &CrawlSettings::default());
    assert_eq!(
        summary(&apart),
        [
            "year_2017 s3://lake/d/year=2017/ (a bigint, b bigint) by [] ",
            "year_2018 s3://lake/d/year=2018/ (c bigint, d bigint) by [] "
        ]
    );
    let combined = crawl(
        "s3://lake/d/",
        &objects,
        &CrawlSettings { combine_compatible_schemas: true, ..CrawlSettings::default() },
    );
    assert_eq!(summary(&combined), ["d s3://lake/d/ (a bigint, b bigint, c bigint, d bigint) by [year] 2017 2018"]);
}

#[test]
fn a_bucket_of_sources_is_one_table_each() {
    let objects = [
        ("flights/a.json", "[{\"d\":1}]"),
        ("weather/x.csv", "t,w\n1,sun\n"),
        ("weather/y.csv", "t,w\n2,rain\n"),
        ("top.csv", "p,q\n1,2\n"),
    ];
    let outcome = crawl("s3://my-lake", &objects, &CrawlSettings::default());
    assert_eq!(
        summary(&outcome),
        [
            "flights s3://my-lake/flights/ (d int) by [] ",
            "top_csv s3://my-lake/top.csv (p bigint, q bigint) by [] ",
            "weather s3://my-lake/weather/ (t bigint, w string) by [] ",
        ]
    );
    let lone = crawl("s3://my-lake/", &[("weather/x.csv", "t,w\n1,sun\n")], &CrawlSettings::default());
    assert_eq!(summary(&lone), ["weather s3://my-lake/weather/ (t bigint, w string) by [] "]);
}

#[test]
fn table_level_threshold_and_names() {
    let objects = [
        ("a/t/x=1/f.json", "{\"k\":1}"),
        ("b/t/x=1/f.json", "{\"k\":1}"),
        ("b/t/x=2/f.json", "{\"m\":1}"),
        ("loose.json", "{\"k\":1}"),
    ];
    let level = CrawlSettings { table_level: Some(3), ..CrawlSettings::default() };
    let outcome = crawl("s3://lake", &objects, &level);
    assert_eq!(outcome.tables.len(), 2);
    assert_eq!(outcome.tables[0].name, "t");
    assert!(outcome.tables[1].name.starts_with("t_") && outcome.tables[1].name.len() == 34);
    assert_eq!(shown(&outcome.tables[1].columns), "k int, m int");
    assert_eq!(outcome.problems[0].object, "loose.json");

    let target = CrawlTarget::parse("s3://lake").expect("a place");
    let objects: Vec<_> = [("a/x.csv", b"a,b\n1,2\n" as &[u8]), ("b/x.csv", b"c,d\n1,2\n")]
        .iter()
        .map(|(key, text)| CrawledObject {
            key: (*key).into(),
            size: 8,
            compression: Compression::None,
            schema: Some(read(text).0),
        })
        .collect();
    let threshold = CrawlSettings { table_threshold: Some(1), ..CrawlSettings::default() };
    assert_eq!(group_tables(&[(target, objects)], &threshold), Err(CrawlAborted { tables: 2, threshold: 1 }));
}

#[test]
fn a_key_never_hides_a_column() {
    let outcome = crawl("s3://lake/d", &[("d/year=2024/a.csv", "year,n\n2024,1\n")], &CrawlSettings::default());
    assert_eq!(summary(&outcome), ["d s3://lake/d/ (year bigint, n bigint) by [partition_0] 2024"]);
    assert!(outcome.tables[0].notes.iter().any(|note| note.contains("'year'")));
}

fn stored(table: &CrawledTable, crawler: &str) -> ExistingTable {
    let columns = |columns: &[Column]| columns.iter().map(CatalogColumn::from).collect::<Vec<_>>();
    let mut parameters = table.parameters.clone();
    parameters.insert(UPDATED_BY.into(), crawler.into());
    let partitions = table.partitions.iter().map(|partition| ExistingPartition {
        values: partition.values.clone(),
        location: partition.location.clone(),
        columns: columns(&partition.columns),
        parameters: partition.parameters.clone(),
    });
    ExistingTable {
        name: table.name.clone(),
        location: table.location.clone(),
        columns: columns(&table.columns),
        partition_keys: columns(&table.partition_keys),
        serialization_library: table.storage.serialization_library.to_owned(),
        parameters,
        partitions: partitions.collect(),
    }
}

#[test]
fn changes_follow_the_policies() {
    let settings = CrawlSettings::default();
    let before = crawl(
        "s3://lake/d",
        &[("d/y=1/a.csv", "a,b,c,e\n1,2,x,4\n"), ("d/y=2/a.csv", "a,b,c,e\n1,2,x,4\n")],
        &settings,
    )
    .tables;
    let after = crawl(
        "s3://lake/d",
        &[("d/y=2/a.csv", "a,b,d,e\n1,2.5,7,4\n"), ("d/y=3/a.csv", "a,b,d,e\n1,2,7,4\n")],
        &settings,
    )
    .tables;
    let existing = [stored(&before[0], "c")];

    assert!(matches!(&plan_changes("c", &before, &existing, &settings, true)[..], [CatalogChange::Unchanged { .. }]));
    assert!(matches!(&plan_changes("c", &before, &[], &settings, true)[..], [CatalogChange::AddTable(_)]));

    let changes = plan_changes("c", &after, &existing, &settings, true);
    let [CatalogChange::UpdateTable(update)] = &changes[..] else { panic!("{changes:?}") };
    assert!(update.write_table);
    assert_eq!(
        update.column_changes,
        [
            ColumnChange::Retyped { name: "b".into(), from: "bigint".into(), to: "double".into() },
            ColumnChange::Added { name: "d".into(), column_type: "bigint".into() },
            ColumnChange::Removed { name: "c".into() },
        ]
    );
    let partitions: Vec<_> = update
        .partitions
        .iter()
        .map(|change| match change {
            PartitionChange::Add(partition) => format!("+{}", partition.values[0]),
            PartitionChange::Update(partition) => format!("~{}", partition.values[0]),
            PartitionChange::Deprecate { values } => format!("?{}", values[0]),
            PartitionChange::Delete { values } => format!("-{}", values[0]),
        })
        .collect();
    assert_eq!(partitions, ["~2", "+3", "?1"]);

    let merge = CrawlSettings { merge_new_columns: true, ..CrawlSettings::default() };
    let changes = plan_changes("c", &after, &existing, &merge, true);
    let [CatalogChange::UpdateTable(update)] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!(
        update.columns.iter().map(|column| format!("{} {}", column.name, column.column_type)).collect::<Vec<_>>(),
        ["a bigint", "b bigint", "c string", "e bigint", "d bigint"]
    );

    let log = CrawlSettings {
        update_behavior: UpdateBehavior::Log,
        delete_behavior: DeleteBehavior::Log,
        ..CrawlSettings::default()
    };
    let changes = plan_changes("c", &after, &existing, &log, true);
    let [CatalogChange::UpdateTable(update)] = &changes[..] else { panic!("{changes:?}") };
    assert!(!update.write_table && update.column_changes.is_empty());
    assert_eq!((update.partitions.len(), update.logged.len()), (1, 5));
}

#[test]
fn tables_that_are_gone() {
    let settings = CrawlSettings::default();
    let table = crawl("s3://lake/d", &[("d/a.csv", "a,b\n1,2\n")], &settings).tables.remove(0);
    let existing = [stored(&table, "c")];
    let gone = |behavior| {
        plan_changes(
            "c",
            &[],
            &existing,
            &CrawlSettings { delete_behavior: behavior, ..CrawlSettings::default() },
            true,
        )
    };
    assert!(matches!(&gone(DeleteBehavior::DeprecateInDatabase)[..], [CatalogChange::DeprecateTable { .. }]));
    assert!(matches!(&gone(DeleteBehavior::DeleteFromDatabase)[..], [CatalogChange::DeleteTable { .. }]));
    assert!(matches!(&gone(DeleteBehavior::Log)[..], [CatalogChange::LogGone { .. }]));
    assert_eq!(plan_changes("other", &[], &existing, &settings, true), []);
    assert_eq!(plan_changes("c", &[], &existing, &settings, false), []);

    let elsewhere = CrawledTable { location: "s3://lake/other/".into(), ..table };
    let changes = plan_changes("c", &[elsewhere], &existing, &settings, false);
    let [CatalogChange::AddTable(added)] = &changes[..] else { panic!("{changes:?}") };
    assert!(added.name.starts_with("d_"));
}

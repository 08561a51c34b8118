//! The story: what is said, what is typed, how it must end.

/// One command of the story, or only words.
pub struct Step {
    /// What is said before it; nothing when empty.
    pub say: &'static str,
    /// What is typed after `lakectl`; nothing when empty.
    pub arguments: &'static [&'static str],
    /// The exit code that it must have.
    pub exit: u8,
    /// What is written to the end of a file, in place of a command: the file's name, and the text.
    pub append: Option<(&'static str, &'static str)>,
}

const fn step(say: &'static str, arguments: &'static [&'static str]) -> Step {
    Step { say, arguments, exit: 0, append: None }
}

const fn refused(say: &'static str, exit: u8, arguments: &'static [&'static str]) -> Step {
    Step { say, arguments, exit, append: None }
}

const fn written(say: &'static str, file: &'static str, text: &'static str) -> Step {
    Step { say, arguments: &[], exit: 0, append: Some((file, text)) }
}

/// What the story adds to the lake's file.
const MORE: &str = r#"
[alarms.no-rows]
namespace = "DataPipeline"
metric = "Rows"
statistic = "Sum"
threshold = 1
comparison = "<"

[[grants]]
permissions = ["SELECT"]
on = "data_lake_db.raw_weather"
columns = ["date", "temp_max", "weather"]
to = "role/forecaster"

[recovery]
backups = "backups"
"#;

/// The real files that the story ingests, and the small ones that it registers and runs.
pub const FILES: &[(&str, &[u8])] = &[
    ("seattle-weather.csv", include_bytes!("../../../fixtures/data/seattle-weather.csv")),
    ("airports.csv", include_bytes!("../../../fixtures/data/airports.csv")),
    ("flights-2k.json", include_bytes!("../../../fixtures/data/flights-2k.json")),
    ("user_event.avsc", include_bytes!("../../../fixtures/demo/user_event.avsc")),
    ("user_event_v2.avsc", include_bytes!("../../../fixtures/demo/user_event_v2.avsc")),
    ("count_objects.py", include_bytes!("../../../fixtures/demo/count_objects.py")),
];

/// The story, in order.
pub const STORY: &[Step] = &[
    step(
        "A zone of the lake is a bucket: private, encrypted, versioned, with a lifecycle. One command each.",
        &["bucket", "create", "demo-raw", "--zone", "raw"],
    ),
    step("", &["bucket", "create", "demo-curated", "--zone", "curated", "-q"]),
    step("", &["bucket", "create", "demo-scripts", "--zone", "scripts", "-q"]),
    step("", &["bucket", "create", "demo-results", "--zone", "query-results", "-q"]),
    step("The same command again: there is nothing to do.", &["bucket", "create", "demo-raw", "--zone", "raw"]),
    step(
        "Real files come in: checked, compressed, laid out by source and day.",
        &["ingest", "seattle-weather.csv", "--source", "weather"],
    ),
    step("", &["ingest", "flights-2k.json", "--source", "flights"]),
    step("", &["ingest", "airports.csv", "--source", "airports"]),
    step("A database, and a crawler that really reads the files.", &["db", "create", "data_lake_db"]),
    step(
        "",
        &[
            "crawler",
            "create",
            "raw",
            "--target",
            "s3://demo-raw/",
            "--database",
            "data_lake_db",
            "--table-prefix",
            "raw_",
            "--quoted-csv",
        ],
    ),
    step("", &["crawler", "run", "raw"]),
    step("", &["table", "list", "data_lake_db"]),
    step(
        "Queries go where the workgroup says; they are Athena's SQL, on Athena and here.",
        &["workgroup", "set", "primary", "--output-location", "s3://demo-results/"],
    ),
    step(
        "",
        &[
            "query",
            "SELECT weather, count(*) AS days, round(avg(temp_max), 1) AS mean_high FROM data_lake_db.raw_weather GROUP BY weather ORDER BY days DESC",
        ],
    ),
    step(
        "A join of CSV and JSON: where do flights leave late?",
        &[
            "query",
            "SELECT a.city, count(*) AS flights, round(avg(f.delay), 1) AS mean_delay FROM data_lake_db.raw_flights f JOIN data_lake_db.raw_airports a ON f.origin = a.iata GROUP BY a.city ORDER BY flights DESC LIMIT 5",
        ],
    ),
    step(
        "CTAS makes a Parquet table in the curated zone.",
        &[
            "query",
            "CREATE TABLE data_lake_db.weather_monthly WITH (format = 'PARQUET', external_location = 's3://demo-curated/weather_monthly/') AS SELECT substr(date, 1, 7) AS month, weather, count(*) AS days, max(temp_max) AS highest FROM data_lake_db.raw_weather GROUP BY substr(date, 1, 7), weather",
        ],
    ),
    step(
        "",
        &[
            "query",
            "SELECT month, sum(days) AS days, max(highest) AS highest FROM data_lake_db.weather_monthly GROUP BY month ORDER BY highest DESC LIMIT 3",
        ],
    ),
    step("Schemas are registered with a rule for their versions.", &["registry", "create", "event-schemas"]),
    step(
        "",
        &[
            "schema",
            "register",
            "user_event.avsc",
            "--registry",
            "event-schemas",
            "--name",
            "user_event_schema",
            "--compatibility",
            "BACKWARD",
        ],
    ),
    refused(
        "A version that would break readers is refused before it burns a number, with the reason and the fix.",
        3,
        &["schema", "register", "user_event_v2.avsc", "--registry", "event-schemas", "--name", "user_event_schema"],
    ),
    step(
        "An analyst may see three columns of the airports. --enforce ends the default that lets everybody in.",
        &[
            "grant",
            "SELECT",
            "--on",
            "data_lake_db.raw_airports",
            "--columns",
            "iata,name,city",
            "--to",
            "role/analyst",
            "--enforce",
            "--yes",
        ],
    ),
    step(
        "The analyst sees those three:",
        &["query", "SELECT * FROM data_lake_db.raw_airports LIMIT 3", "--as", "role/analyst"],
    ),
    refused(
        "... and no other column, whatever the query.",
        9,
        &["query", "SELECT max(latitude) FROM data_lake_db.raw_airports", "--as", "role/analyst"],
    ),
    step(
        "A job really runs its script.",
        &[
            "job",
            "create",
            "count-objects",
            "--script",
            "count_objects.py",
            "--upload-to",
            "s3://demo-scripts/count-objects/",
            "--role",
            "glue-job",
        ],
    ),
    step("", &["job", "run", "count-objects"]),
    step("", &["job", "logs", "count-objects"]),
    step(
        "An alarm watches the data quality score of a pipeline, and a bad score sets it off.",
        &["alarm", "create", "bad-data", "--recipe", "data-quality", "--target", "DataPipeline/DataQualityScore"],
    ),
    step("", &["metric", "put", "DataPipeline", "DataQualityScore", "0.83"]),
    step("", &["alarm", "list"]),
    step("The lake at a glance.", &["status"]),
    step("All of it is written down as one file ...", &["export"]),
    step("... and what the file says is what is there: nothing to do.", &["plan", "--exit-code"]),
    step(
        "Somebody changes something by hand.",
        &["workgroup", "set", "primary", "--output-location", "s3://demo-results/elsewhere/", "-q"],
    ),
    refused("That is drift:", 3, &["drift"]),
    step("`apply` makes the lake what the file says, and looks again.", &["apply", "--yes", "-q"]),
    step("", &["drift"]),
    written(
        "The file is where the lake is worked on, too: an alarm, a grant, and where backups are.",
        "lake.toml",
        MORE,
    ),
    step("What would that change?", &["plan"]),
    step("", &["apply", "--yes", "-q"]),
    step("Applied and read back; a second plan finds nothing to do.", &["plan", "--exit-code"]),
    step("", &["access", "list", "--principal", "role/forecaster"]),
    step(
        "What the lake is, is kept, and restored into a lake made for it, to prove that it can be.",
        &["backup", "backups"],
    ),
    step("", &["backup", "verify", "backups"]),
    step("The lake on one page, for those who ask.", &["report", "--to", "lake.html"]),
    refused(
        "What is wrong with this lake, and what mends it?",
        3,
        &["doctor", "--suite", "recovery", "--least", "warning"],
    ),
];

/// What to try next. `DIR` is the demo's directory, `PROGRAM` this very program: it need not be installed.
pub const NEXT: &[&str] = &[
    "",
    "Try next:",
    "  cd DIR && export LAKE_LOCAL=.lake && alias lakectl=PROGRAM",
    "  lakectl status",
    "  lakectl query \"SELECT weather, count(*) FROM data_lake_db.raw_weather GROUP BY weather\"",
    "  lakectl local serve          # and point boto3 or the AWS CLI at it",
    "  lakectl --profile PROFILE status      # the same commands on AWS",
];

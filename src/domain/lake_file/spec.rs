//! What may stand in the file: one list of sections and fields, from which the reader, the JSON Schema for editors and
//! the writer are made.

use super::value;

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Any text.
    Text,
    /// A text that must be readable as something; the function says what is wrong with it.
    Parsed(fn(&str) -> Result<(), String>),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A place in S3: `s3://bucket/prefix/`, or `zone:path` for one in a zone of the file.
    Place,
    /// A file, relative to the directory of the file and inside it.
    File,
    /// True or false.
    Switch,
    /// A whole number that is not negative.
    Whole,
    /// A number.
    Number,
    /// Several texts, or one.
    Texts,
    /// Several places, or one.
    Places,
    /// Several texts that must be readable as something, or one.
    ParsedList(fn(&str) -> Result<(), String>),
    /// Names and their texts.
    Pairs,
}

/// A field of an entry.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether an entry without it says nothing.
    pub required: bool,
    /// What it is for, in the JSON Schema.
    pub about: &'static str,
}

/// How the entries of a section are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One entry: `[section]`.
    Single,
    /// By name: `[section.NAME]`.
    Named,
    /// By two names, which are joined by this: `[section.FIRST.SECOND]`.
    Nested(char),
    /// In a list: `[[section]]`.
    List,
}

/// A section of the file.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// The key at the top of the file.
    pub name: &'static str,
    /// How its entries are written.
    pub shape: Shape,
    /// What it is for, in the JSON Schema.
    pub about: &'static str,
    /// The fields of an entry.
    pub fields: &'static [Field],
}

impl Section {
    /// The section of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SECTIONS.iter().find(|section| section.name == name)
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

pub(super) const fn field(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, required: false, about }
}

pub(super) const fn needed(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, required: true, about }
}

/// What stands at the top of the file, outside of every section.
pub const SETTINGS: Section = Section {
    name: "",
    shape: Shape::Single,
    about: "The lake as a file: lakectl makes the lake so, and proves that it is so",
    fields: &[
        field("name", Kind::Parsed(value::lake_name), "The lake's name; destroying it asks for this name"),
        field("target", Kind::Choice(&["aws", "local"]), "Which lake is meant when no flag says: AWS, or .lake here"),
        field("account", Kind::Parsed(value::account), "The account that the lake is in; every other one is refused"),
        field("region", Kind::Text, "The region that the lake is in; every other one is refused"),
        field("read_only", Kind::Switch, "Queries that change something are refused without --allow-write"),
        field("max_scan", Kind::Parsed(value::size), "The most that a query may be estimated to scan: 10GB"),
    ],
};

/// The names and values that texts use as `${name}`.
pub const VARIABLES: &str = "variables";

/// Every section, in the order in which files are written.
pub const SECTIONS: &[Section] = &[
    Section {
        name: "guards",
        shape: Shape::Single,
        about: "What is refused however it was agreed to",
        fields: &[field("protected", Kind::Switch, "The lake is not destroyed, and nothing of it is deleted")],
    },
    super::scope::SCOPE,
    super::scope::PRICES,
    super::scope::RECOVERY,
    Section {
        name: "zones",
        shape: Shape::Named,
        about: "Buckets: private, encrypted, TLS only, with the lifecycle of their zone",
        fields: &[
            field("bucket", Kind::Parsed(value::bucket), "The bucket [default: lake-NAME-ACCOUNT-REGION-an]"),
            field(
                "kind",
                Kind::Choice(&["raw", "processed", "curated", "scripts", "query-results", "logs"]),
                "What the bucket is for [default: what its name says]",
            ),
            field(
                "lifecycle",
                Kind::ParsedList(value::template),
                "Lifecycle templates in place of those of its kind; `lakectl lifecycle templates` lists them",
            ),
            field("versioning", Kind::Switch, "Whether versions are kept [default: what its kind says]"),
            field("kms_key", Kind::Parsed(value::key), "Encrypt with this key, by its full ARN"),
            field("tags", Kind::Pairs, "Tags that the bucket must have; others stay"),
            field(
                "access_logs",
                Kind::Text,
                "The zone that keeps the access logs, or none [default: the zone of kind logs]",
            ),
            field(
                "notify",
                Kind::Parsed(value::notify),
                "Who hears of new objects: eventbridge, none, or an ARN [default: what its kind says]",
            ),
            field("replicate_to", Kind::Parsed(value::bucket), "Copy new objects to this bucket"),
            field("replication_role", Kind::Text, "The role that S3 copies with, by its ARN"),
            field("replica_kms_key", Kind::Parsed(value::key), "The key that copies are encrypted with"),
        ],
    },
    Section {
        name: "workgroups",
        shape: Shape::Named,
        about: "Workgroups: what the queries of a team share",
        fields: &[
            field("description", Kind::Text, "What it is for"),
            field("output_location", Kind::Place, "Where results go"),
            field("scan_limit", Kind::Parsed(value::scan_limit), "The most that one query may scan: 10GB"),
            field("max_scan", Kind::Parsed(value::size), "The most that a query here may be estimated to scan: 10GB"),
            field("enforced", Kind::Switch, "These settings win over those of a query"),
            field("metrics", Kind::Switch, "Publish metrics of the queries"),
            field("enabled", Kind::Switch, "Take queries"),
        ],
    },
    Section {
        name: "registries",
        shape: Shape::Named,
        about: "Registries of schemas",
        fields: &[field("description", Kind::Text, "What it is for")],
    },
    Section {
        name: "schemas",
        shape: Shape::Nested('/'),
        about: "Schemas, as [schemas.REGISTRY.NAME]",
        fields: &[
            needed("file", Kind::File, "The definition: Avro, JSON Schema or Protobuf"),
            field(
                "compatibility",
                Kind::Parsed(value::mode),
                "The compatibility mode [default of a new one: BACKWARD]",
            ),
            field("description", Kind::Text, "What it is for"),
            field("tags", Kind::Pairs, "Tags that the schema must have; others stay"),
        ],
    },
    Section {
        name: "databases",
        shape: Shape::Named,
        about: "Databases of the catalog",
        fields: &[
            field("description", Kind::Text, "What it is for"),
            field("location", Kind::Place, "Where its tables go when they do not say"),
        ],
    },
    Section {
        name: "tables",
        shape: Shape::Nested('.'),
        about: "Tables of the catalog, as [tables.DATABASE.NAME]",
        fields: &[
            needed("columns", Kind::Parsed(value::columns), "The columns with their types: id bigint, name string"),
            needed("location", Kind::Place, "Where the files are"),
            needed(
                "format",
                Kind::Choice(&["parquet", "orc", "json", "csv", "avro", "text"]),
                "The format of the files",
            ),
            field("partitioned_by", Kind::Parsed(value::columns), "The partition keys with their types"),
            field("delimiter", Kind::Parsed(value::character), "CSV: the character between fields [default: ,]"),
            field("header", Kind::Switch, "CSV: the first line holds names"),
            field("quoted", Kind::Switch, "CSV: fields may be in quotes"),
            field("comments", Kind::Pairs, "Comments by column"),
            field("description", Kind::Text, "What it is for"),
            field("owner", Kind::Text, "Who answers for it"),
            field("parameters", Kind::Pairs, "Parameters of the table; others stay"),
        ],
    },
    Section {
        name: "crawlers",
        shape: Shape::Named,
        about: "Crawlers: what finds the tables in the lake's objects",
        fields: &[
            needed("database", Kind::Parsed(value::database), "The database that its tables go to"),
            needed("targets", Kind::Places, "The places to look at"),
            field("role", Kind::Text, "The role that it acts with [default of a new one: AWSGlueServiceRole-lake]"),
            field("exclude", Kind::ParsedList(value::glob), "Objects to leave out, as globs relative to the target"),
            field("sample", Kind::Whole, "Read at most so many files of each leaf folder"),
            field("table_prefix", Kind::Text, "Put before the name of every table"),
            field("description", Kind::Text, "What it is for"),
            field("schedule", Kind::Parsed(value::cron), "When it runs by itself: cron(0 3 * * ? *)"),
            field("classifiers", Kind::Texts, "Classifiers to try before the built-in ones"),
            field("quoted_csv", Kind::Switch, "CSV files have a header, and fields in quotes"),
            field("combine", Kind::Switch, "Make one table of all compatible schemas below a target"),
            field("table_level", Kind::Whole, "The level of the folders that are tables; the bucket is level 1"),
            field("on_change", Kind::Choice(&["update", "merge", "log"]), "What to do with a table that differs"),
            field(
                "on_delete",
                Kind::Choice(&["deprecate", "delete", "log"]),
                "What to do with a table whose objects are gone",
            ),
            field("new_folders_only", Kind::Switch, "Look at new folders only; needs log for both policies"),
        ],
    },
    Section {
        name: "jobs",
        shape: Shape::Named,
        about: "Jobs: scripts that work on the lake",
        fields: &[
            needed("script", Kind::Text, "The script: a file here, with upload_to, or s3://BUCKET/KEY or zone:KEY"),
            needed("role", Kind::Text, "The role that it runs as, by name or ARN"),
            field("upload_to", Kind::Place, "Where a script that is a file here goes, as a folder"),
            field("type", Kind::Choice(&["pythonshell", "glueetl"]), "What runs the script [default: pythonshell]"),
            field("description", Kind::Text, "What it is for"),
            field("arguments", Kind::Pairs, "Arguments of every run; others stay"),
            field("retries", Kind::Whole, "How often a run that failed is repeated"),
            field("timeout", Kind::Whole, "How many minutes a run may take"),
            field("glue_version", Kind::Text, "The version of the service's runtime"),
            field("worker_type", Kind::Text, "The kind of workers of a Spark job"),
            field("workers", Kind::Whole, "How many workers a Spark job has"),
            field("max_capacity", Kind::Number, "The capacity of a Python job: 0.0625 or 1"),
            field("max_concurrent_runs", Kind::Whole, "How many runs it may have at a time"),
        ],
    },
    Section {
        name: "schedules",
        shape: Shape::Named,
        about: "Triggers: what starts jobs and crawlers by themselves",
        fields: &[
            field("job", Kind::Text, "The job that it starts"),
            field("crawler", Kind::Text, "The crawler that it starts"),
            field("cron", Kind::Parsed(value::cron), "By the clock, in UTC: cron(0 3 * * ? *)"),
            field("after_jobs", Kind::Texts, "After all of these jobs"),
            field("after_crawlers", Kind::Texts, "After all of these crawlers"),
            field("any", Kind::Switch, "After any of them, not all"),
            field(
                "on",
                Kind::Choice(&["succeeded", "failed", "stopped"]),
                "How what it waits for must have ended [default: succeeded]",
            ),
            field("arguments", Kind::Pairs, "Arguments of the job's run"),
            field("description", Kind::Text, "What it is for"),
        ],
    },
    Section {
        name: "admins",
        shape: Shape::Single,
        about: "Administrators of the data lake",
        fields: &[
            field("full", Kind::Texts, "Who may do everything: ARNs, role/NAME or user/NAME"),
            field("read_only", Kind::Texts, "Who may see everything"),
        ],
    },
    Section {
        name: "locations",
        shape: Shape::List,
        about: "Places in S3 whose access Lake Formation manages",
        fields: &[
            needed("place", Kind::Place, "The place"),
            field("role", Kind::Text, "The role that reads and writes there [default: the service's own]"),
            field("hybrid", Kind::Switch, "Let principals that are not opted in keep what IAM lets them do"),
        ],
    },
    super::scope::TAGS,
    super::scope::TAG_EXPRESSIONS,
    super::scope::TAGGED,
    Section {
        name: "filters",
        shape: Shape::List,
        about: "Row and cell filters",
        fields: &[
            needed("name", Kind::Text, "The filter's name"),
            needed("on", Kind::Parsed(value::table), "The table, as database.table"),
            field("rows", Kind::Text, "The condition that rows satisfy, in SQL; every row when it is not given"),
            field("columns", Kind::Texts, "These columns alone"),
            field("exclude_columns", Kind::Texts, "All columns but these"),
        ],
    },
    Section {
        name: "grants",
        shape: Shape::List,
        about: "Who may do what",
        fields: &[
            needed("permissions", Kind::ParsedList(value::permission), "SELECT, DESCRIBE, INSERT, ALTER, ALL, …"),
            needed(
                "on",
                Kind::Text,
                "db, db.table, db.* for every table, s3://bucket/prefix, zone:path, tag:EXPR, tag-db:EXPR, tag:NAME for one of [tag_expressions], tag-key:KEY, tag-expression:NAME, or catalog",
            ),
            needed("to", Kind::Texts, "Who: ARNs, role/NAME, user/NAME or accounts"),
            field("filter", Kind::Text, "SELECT through this row and cell filter of the table"),
            field("columns", Kind::Texts, "SELECT on these columns alone"),
            field("exclude_columns", Kind::Texts, "SELECT on all columns but these"),
            field("grantable", Kind::Switch, "Let the principal grant it on"),
            field("enforce", Kind::Switch, "Let Lake Formation alone decide: take ALL of IAM_ALLOWED_PRINCIPALS away"),
        ],
    },
    Section {
        name: "alarms",
        shape: Shape::Named,
        about: "Alarms: what watches the lake",
        fields: &[
            field(
                "recipe",
                Kind::Parsed(value::recipe),
                "What to watch, by a recipe; `lakectl alarm recipes` lists them",
            ),
            field("target", Kind::Text, "What the recipe is about: a workgroup, a bucket or its zone, a job, …"),
            field("any", Kind::Texts, "Go off when any of these alarms does"),
            field("all", Kind::Texts, "Go off when all of these alarms do"),
            field(
                "rule",
                Kind::Parsed(value::rule),
                "Go off by this rule of other alarms: ALARM(\"a\") AND NOT ALARM(\"b\")",
            ),
            field("namespace", Kind::Text, "The metric's namespace, when it is no recipe"),
            field("metric", Kind::Text, "The metric's name"),
            field(
                "dimensions",
                Kind::Pairs,
                "The metric's exact dimensions, or what the recipe takes besides its target",
            ),
            field(
                "statistic",
                Kind::Parsed(value::statistic),
                "Sum, Average, Minimum, Maximum, p95, … [default: Average]",
            ),
            field("threshold", Kind::Number, "The line; for a recipe in the recipe's own unit"),
            field("comparison", Kind::Parsed(value::comparison), "When it goes off: >, >=, < or <= [default: >]"),
            field("period", Kind::Parsed(value::span), "How long a period is [default: 5m]"),
            field("periods", Kind::Whole, "How many periods are looked at [default: 1]"),
            field("datapoints", Kind::Whole, "How many of them must be past the line [default: all]"),
            field("missing_data", Kind::Parsed(value::missing_data), "missing, ignore, breaching or notBreaching"),
            field("wall_clock", Kind::Text, "Count periods by the clock of this time zone"),
            field("actions", Kind::Texts, "What is told when it goes off, by ARN"),
            field("description", Kind::Text, "What it is for"),
            field(
                "price_per_tb",
                Kind::Number,
                "What a terabyte scanned costs, for athena-scan-cost [default: as in prices]",
            ),
        ],
    },
    super::scope::DASHBOARDS,
    Section {
        name: "ignore",
        shape: Shape::List,
        about: "Findings of `lakectl doctor` that are known and stay",
        fields: &[
            needed("check", Kind::Parsed(value::check), "The check's name; `lakectl doctor --list` has them"),
            needed("reason", Kind::Text, "Why it stays"),
            field("subject", Kind::Text, "The thing as the finding names it: bucket raw [default: every one]"),
            field("until", Kind::Parsed(value::day), "The first day on which it counts again: 2027-01-31"),
        ],
    },
];

/// The keys at the top of a file.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let settings = SETTINGS.fields.iter().map(|field| field.name);
    settings.chain([VARIABLES]).chain(SECTIONS.iter().map(|section| section.name))
}

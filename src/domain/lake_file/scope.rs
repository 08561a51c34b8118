//! What the file says about itself: which kinds of things it names all of; what things cost; where its backups are; and
//! LF-tags.

use super::document::Document;
use super::spec::{Kind, Section, Shape, field, needed};
use super::value;

const WORDS: Kind = Kind::Choice(&["additive", "authoritative"]);

/// Which kinds the file names all of. What is there and not in the file stays, unless its kind is authoritative; and
/// then only within what the file names.
pub const SCOPE: Section = Section {
    name: "scope",
    shape: Shape::Single,
    about: "Kinds of which the file names all: authoritative ones are deleted when the file does not name them",
    fields: &[
        field("lifecycle", WORDS, "Lifecycle rules of the buckets of the file's zones"),
        field("databases", WORDS, "Databases whose location is in a bucket of the file's zones"),
        field("tables", WORDS, "Tables of the file's databases; views, and what crawlers of the file made, stay"),
        field("crawlers", WORDS, "Crawlers that write to the file's databases"),
        field("jobs", WORDS, "Jobs whose script is in a bucket of the file's zones"),
        field("schedules", WORDS, "Triggers that start nothing but jobs and crawlers of the file"),
        field("schemas", WORDS, "Schemas of the file's registries, with all their versions"),
        field("workgroups", WORDS, "Workgroups whose results go to a bucket of the file's zones; never primary"),
        field(
            "admins",
            WORDS,
            "Administrators, when the file names one; roles of services and whoever applies the file stay",
        ),
        field("locations", WORDS, "Registered places in buckets of the file's zones"),
        field("tagged", WORDS, "LF-tags on the databases, tables and columns that [[tagged]] names"),
        field("filters", WORDS, "Filters on tables of the file's databases"),
        field("grants", WORDS, "Grants on the file's databases, their tables, and places in buckets of its zones"),
        field("alarms", WORDS, "Alarms that watch a bucket, workgroup or job of the file"),
    ],
};

/// What things cost.
pub const PRICES: Section = Section {
    name: "prices",
    shape: Shape::Single,
    about: "What things cost, in place of the list prices that lakectl comes with",
    fields: &[
        field("list", Kind::File, "A list of prices; `lakectl cost estimate --show-prices` prints one to begin with"),
        field("tb_scanned", Kind::Number, "A terabyte that queries scan"),
        field("dpu_hour", Kind::Number, "A data processing unit of jobs and crawlers for an hour"),
        field("alarm_month", Kind::Number, "An alarm for a month"),
        field("metric_month", Kind::Number, "A custom metric for a month"),
    ],
};

/// How old the newest backup may be when the file does not say, in hours: a day, and an hour for a schedule that drifts.
pub const BACKUP_AGE_HOURS: u64 = 25;

/// Where backups are, for `lakectl doctor` to look at.
pub const RECOVERY: Section = Section {
    name: "recovery",
    shape: Shape::Single,
    about: "Where backups of the lake are, so that `lakectl doctor` tells when they are missing, old or not whole",
    fields: &[
        needed(
            "backups",
            Kind::Parsed(value::backups),
            "Where `lakectl backup` puts them: s3://bucket/prefix, zone:path, or a folder below this file's",
        ),
        field("max_age", Kind::Parsed(value::span), "How old the newest may be: 12h, 7d [default: 25h]"),
        field(
            "drill",
            Kind::Parsed(value::span),
            "How often `lakectl backup verify --due` is to restore the newest into a lake made for it: 7d",
        ),
    ],
};

/// LF-tags.
pub const TAGS: Section = Section {
    name: "tags",
    shape: Shape::Named,
    about: "LF-tags: keys and the values that they may take",
    fields: &[needed("values", Kind::ParsedList(value::tag_value), "The values; others stay")],
};

/// Expressions of LF-tags.
pub const TAG_EXPRESSIONS: Section = Section {
    name: "tag_expressions",
    shape: Shape::Named,
    about: "Expressions of LF-tags that are kept under names: tag:NAME grants by one, and follows when it changes",
    fields: &[
        needed("expression", Kind::Parsed(value::tag_expression), "zone=curated|raw & pii=none; * is any value"),
        field("description", Kind::Text, "What it is for"),
    ],
};

/// Where LF-tags are.
pub const TAGGED: Section = Section {
    name: "tagged",
    shape: Shape::List,
    about: "LF-tags on databases, tables and columns",
    fields: &[
        needed("on", Kind::Text, "The database, or the table as database.table"),
        field("columns", Kind::Texts, "These columns of the table, and not the table itself"),
        needed("tags", Kind::Pairs, "A value for each key; other keys stay"),
    ],
};

/// Dashboards.
pub const DASHBOARDS: Section = Section {
    name: "dashboards",
    shape: Shape::Named,
    about: "Dashboards; widgets of others on them stay",
    fields: &[needed("file", Kind::File, "The body, as JSON: what `lakectl dashboard show NAME -o json` has as body")],
};

impl Document {
    /// Whether the file names all things of a kind.
    pub fn is_authoritative(&self, kind: &str) -> bool {
        self.of(SCOPE.name).any(|scope| scope.text(kind) == Some("authoritative"))
    }
}

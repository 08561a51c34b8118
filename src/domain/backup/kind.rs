//! The kinds of documents, in the order in which they can be made again.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Who administers the lake and what is open by default: kept to be read, never restored.
    Settings,
    /// A registry of schemas.
    Registries,
    /// A schema with all its versions.
    Schemas,
    /// An LF-tag with its values.
    Tags,
    /// An expression of LF-tags that is kept under a name.
    Expressions,
    /// A database.
    Databases,
    /// A table or a view.
    Tables,
    /// An earlier version of a table: kept to be read.
    Versions,
    /// A partition.
    Partitions,
    /// A place that is registered.
    Locations,
    /// A row and cell filter.
    Filters,
    /// The LF-tags of a database, a table or a column.
    Assignments,
    /// What a principal may do with a resource.
    Grants,
    /// A principal for which Lake Formation decides where IAM's default is open.
    OptIns,
    /// A workgroup.
    Workgroups,
    /// A saved query.
    Queries,
    /// A prepared statement.
    Statements,
    /// A classifier of an operator's own, by which crawlers read.
    Classifiers,
    /// A crawler.
    Crawlers,
    /// A job.
    Jobs,
    /// A trigger.
    Triggers,
    /// An alarm on a metric.
    Alarms,
    /// An alarm on other alarms.
    Composites,
}

impl Kind {
    /// Every kind, in the order in which they are made again.
    pub const ALL: [Self; 23] = [
        Self::Settings,
        Self::Registries,
        Self::Schemas,
        Self::Tags,
        Self::Expressions,
        Self::Databases,
        Self::Tables,
        Self::Versions,
        Self::Partitions,
        Self::Locations,
        Self::Filters,
        Self::Assignments,
        Self::Grants,
        Self::OptIns,
        Self::Workgroups,
        Self::Queries,
        Self::Statements,
        Self::Classifiers,
        Self::Crawlers,
        Self::Jobs,
        Self::Triggers,
        Self::Alarms,
        Self::Composites,
    ];

    /// The word on the command line and in the manifest.
    pub fn word(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Registries => "registries",
            Self::Schemas => "schemas",
            Self::Tags => "tags",
            Self::Expressions => "expressions",
            Self::Databases => "databases",
            Self::Tables => "tables",
            Self::Versions => "versions",
            Self::Partitions => "partitions",
            Self::Locations => "locations",
            Self::Filters => "filters",
            Self::Assignments => "assignments",
            Self::Grants => "grants",
            Self::OptIns => "opt_ins",
            Self::Workgroups => "workgroups",
            Self::Queries => "queries",
            Self::Statements => "statements",
            Self::Classifiers => "classifiers",
            Self::Crawlers => "crawlers",
            Self::Jobs => "jobs",
            Self::Triggers => "triggers",
            Self::Alarms => "alarms",
            Self::Composites => "composites",
        }
    }

    /// The word for one of them, as plans say it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Registries => "registry",
            Self::Schemas => "schema",
            Self::Tags => "tag",
            Self::Expressions => "tag expression",
            Self::Databases => "db",
            Self::Tables => "table",
            Self::Versions => "version",
            Self::Partitions => "partitions",
            Self::Locations => "location",
            Self::Filters => "filter",
            Self::Assignments => "tags of",
            Self::Grants => "grant",
            Self::OptIns => "opt-in",
            Self::Workgroups => "workgroup",
            Self::Queries => "saved query",
            Self::Statements => "prepared statement",
            Self::Classifiers => "classifier",
            Self::Crawlers => "crawler",
            Self::Jobs => "job",
            Self::Triggers => "trigger",
            Self::Alarms => "alarm",
            Self::Composites => "composite alarm",
        }
    }

    /// Whether documents of the kind belong to a database, so that they can be chosen by its name.
    pub fn is_of_catalog(self) -> bool {
        matches!(
            self,
            Self::Databases
                | Self::Tables
                | Self::Versions
                | Self::Partitions
                | Self::Filters
                | Self::Assignments
                | Self::Grants
                | Self::OptIns
                | Self::Crawlers
        )
    }

    /// Whether a restore makes it again.
    pub fn is_restored(self) -> bool {
        !matches!(self, Self::Settings | Self::Versions)
    }

    /// The name of a document among those of its kind.
    pub fn name_of(self, document: &Value) -> String {
        let text = |member: &str| document[member].as_str().unwrap_or_default();
        match self {
            Self::Settings => "lake".to_owned(),
            Self::Registries => text("RegistryName").to_owned(),
            Self::Schemas => format!("{}/{}", text("RegistryName"), text("SchemaName")),
            Self::Tags => text("TagKey").to_owned(),
            Self::Expressions
            | Self::Databases
            | Self::Workgroups
            | Self::Classifiers
            | Self::Crawlers
            | Self::Jobs
            | Self::Triggers => text("Name").to_owned(),
            Self::Tables => format!("{}.{}", text("DatabaseName"), text("Name")),
            Self::Versions => {
                let of = |member: &str| document["Table"][member].as_str().unwrap_or_default();
                format!("{}.{} version {}", of("DatabaseName"), of("Name"), text("VersionId"))
            }
            Self::Partitions => {
                let values = document["Values"].as_array().into_iter().flatten();
                values.map(|value| value.as_str().unwrap_or_default()).collect::<Vec<_>>().join("/")
            }
            Self::Locations => text("ResourceArn").to_owned(),
            Self::Filters => format!("{}.{}/{}", text("DatabaseName"), text("TableName"), text("Name")),
            Self::Assignments => resource_name(&document["Resource"]),
            Self::Grants | Self::OptIns => {
                let who = document["Principal"]["DataLakePrincipalIdentifier"].as_str().unwrap_or_default();
                let on = resource_name(&document["Resource"]);
                match document["Condition"]["Expression"].as_str() {
                    Some(condition) => format!("{who} on {on} when {condition}"),
                    None => format!("{who} on {on}"),
                }
            }
            Self::Queries => match document["Number"].as_u64() {
                Some(number) => format!("{}/{} ({number})", text("WorkGroup"), text("Name")),
                None => format!("{}/{}", text("WorkGroup"), text("Name")),
            },
            Self::Statements => format!("{}/{}", text("WorkGroupName"), text("StatementName")),
            Self::Alarms | Self::Composites => text("AlarmName").to_owned(),
        }
    }

    /// The database, and the table, that a document belongs to.
    pub fn home_of(self, document: &Value) -> Option<(&str, Option<&str>)> {
        let text = |member: &str| document[member].as_str();
        match self {
            Self::Databases => Some((text("Name")?, None)),
            Self::Tables => Some((text("DatabaseName")?, text("Name"))),
            Self::Versions => Some((document["Table"]["DatabaseName"].as_str()?, document["Table"]["Name"].as_str())),
            Self::Partitions | Self::Filters => Some((text("DatabaseName")?, text("TableName"))),
            Self::Crawlers => Some((text("DatabaseName")?, None)),
            Self::Assignments | Self::Grants | Self::OptIns => resource_home(&document["Resource"]),
            _ => None,
        }
    }
}

/// Whether a value says anything: null, false, empty lists and empty structures do not.
pub fn says(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    }
}

/// The database and the table of a resource that rights are about.
fn resource_home(resource: &Value) -> Option<(&str, Option<&str>)> {
    if let Some(name) = resource["Database"]["Name"].as_str() {
        return Some((name, None));
    }
    for member in ["Table", "TableWithColumns"] {
        if let Some(database) = resource[member]["DatabaseName"].as_str() {
            return Some((database, resource[member]["Name"].as_str()));
        }
    }
    let filter = &resource["DataCellsFilter"];
    filter["DatabaseName"].as_str().map(|database| (database, filter["TableName"].as_str()))
}

/// A resource in a few words. Two resources never have the same.
fn resource_name(resource: &Value) -> String {
    let Some((member, value)) =
        resource.as_object().and_then(|members| members.iter().find(|(_, value)| value.is_object()))
    else {
        return resource.to_string();
    };
    let text = |name: &str| value[name].as_str().unwrap_or_default();
    let table = || format!("{}.{}", text("DatabaseName"), text("Name"));
    match member.as_str() {
        "Catalog" => "the catalog".to_owned(),
        "Database" => text("Name").to_owned(),
        "Table" if value["TableWildcard"].is_object() => format!("{}.*", text("DatabaseName")),
        "Table" => table(),
        "TableWithColumns" => {
            let listed = |list: &Value| {
                let mut names: Vec<&str> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                names.sort_unstable();
                names.join(", ")
            };
            match (&value["ColumnNames"], &value["ColumnWildcard"]["ExcludedColumnNames"]) {
                (names @ Value::Array(_), _) => format!("{} ({})", table(), listed(names)),
                (_, excluded @ Value::Array(names)) if !names.is_empty() => {
                    format!("{} (all but {})", table(), listed(excluded))
                }
                _ => format!("{} (all columns)", table()),
            }
        }
        "DataCellsFilter" => format!("{}.{}/{}", text("DatabaseName"), text("TableName"), text("Name")),
        "DataLocation" => text("ResourceArn").to_owned(),
        "LFTagExpression" => format!("LF-tag expression {}", text("Name")),
        "LFTagPolicy" if value["ExpressionName"].is_string() => {
            format!("{} with the LF-tag expression {}", text("ResourceType").to_lowercase(), text("ExpressionName"))
        }
        "LFTag" => format!("tag {} {}", text("TagKey"), value["TagValues"]),
        other => format!("{other} {value}"),
    }
}

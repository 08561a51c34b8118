//! The types of rules.

use super::super::suggest::closest;

/// A type of rules.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    pub name: &'static str,
    /// How many parameters it has at least.
    pub least: usize,
    /// And at most.
    pub most: usize,
    pub takes: Takes,
    /// Whether rows can be left out by `where`.
    pub filter: bool,
    /// Whether a share of rows is enough, by `with threshold`.
    pub threshold: bool,
}

/// What a type compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: it holds or it does not.
    Nothing,
    /// One number.
    Number,
    /// The values of a column.
    Values,
    /// The name of a type.
    TypeName,
    /// A span of time.
    Duration,
    /// What a statement gives; perhaps nothing.
    Statement,
    /// Something that is only carried to the service.
    Anything,
}

const MANY: usize = usize::MAX;

const fn kind(name: &'static str, least: usize, most: usize, takes: Takes) -> Kind {
    Kind { name, least, most, takes, filter: false, threshold: false }
}

const fn filtered(name: &'static str, least: usize, most: usize, takes: Takes) -> Kind {
    Kind { filter: true, ..kind(name, least, most, takes) }
}

/// Every type, by name.
pub static KINDS: &[Kind] = &[
    kind("AggregateMatch", 2, 2, Takes::Anything),
    filtered("ColumnCorrelation", 2, 2, Takes::Number),
    kind("ColumnCount", 0, 0, Takes::Number),
    Kind { threshold: true, ..filtered("ColumnDataType", 1, 1, Takes::TypeName) },
    kind("ColumnExists", 1, 1, Takes::Nothing),
    filtered("ColumnLength", 1, 1, Takes::Number),
    kind("ColumnNamesMatchPattern", 1, 1, Takes::Nothing),
    Kind { threshold: true, ..filtered("ColumnValues", 1, 1, Takes::Values) },
    filtered("Completeness", 1, 1, Takes::Number),
    Kind { threshold: true, ..kind("CustomSql", 1, 1, Takes::Statement) },
    filtered("DataFreshness", 1, 1, Takes::Duration),
    kind("DatasetMatch", 2, 3, Takes::Anything),
    kind("DetectAnomalies", 1, MANY, Takes::Anything),
    filtered("DistinctValuesCount", 1, 1, Takes::Number),
    filtered("Entropy", 1, 1, Takes::Number),
    kind("FileFreshness", 0, MANY, Takes::Anything),
    kind("FileMatch", 0, MANY, Takes::Anything),
    kind("FileSize", 0, MANY, Takes::Anything),
    kind("FileUniqueness", 0, MANY, Takes::Anything),
    filtered("IsComplete", 1, 1, Takes::Nothing),
    filtered("IsPrimaryKey", 1, MANY, Takes::Nothing),
    filtered("IsUnique", 1, MANY, Takes::Nothing),
    filtered("Mean", 1, 1, Takes::Number),
    kind("ReferentialIntegrity", 2, 2, Takes::Number),
    filtered("RowCount", 0, 0, Takes::Number),
    kind("RowCountMatch", 1, 1, Takes::Number),
    kind("SchemaMatch", 1, 1, Takes::Number),
    filtered("StandardDeviation", 1, 1, Takes::Number),
    filtered("Sum", 1, 1, Takes::Number),
    filtered("UniqueValueRatio", 1, MANY, Takes::Number),
    filtered("Uniqueness", 1, MANY, Takes::Number),
];

/// The type of a name, or what to say of it.
pub fn find(name: &str) -> Result<&'static Kind, String> {
    KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| {
        let near = closest(name, KINDS.iter().map(|kind| kind.name));
        let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        format!("there is no rule type `{name}`{near}")
    })
}

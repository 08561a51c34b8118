//! What the operator set on the crawler.

use std::fmt;

use serde_json::Value;

/// What a crawl does with a table that differs from what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UpdateBehavior {
    Log,
    #[default]
    UpdateInDatabase,
}

/// What a crawl does with a table or partition whose objects are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DeleteBehavior {
    Log,
    DeleteFromDatabase,
    #[default]
    DeprecateInDatabase,
}

/// Which folders a crawl looks at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RecrawlPolicy {
    #[default]
    CrawlEverything,
    CrawlNewFoldersOnly,
}

/// Which reader a crawled table gets when its CSV fields are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum QuotedCsv {
    /// As the built-in classifier does: `LazySimpleSerDe`, which does not take the quotes off. The table gets a note.
    #[default]
    LazySimple,
    /// `OpenCSVSerde`, which reads the data right and every column as text.
    OpenCsv,
}

/// Whether a custom CSV classifier takes the first line for the column names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeaderRule {
    #[default]
    Unknown,
    Present,
    Absent,
}

/// A custom CSV classifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvClassifier {
    pub name: String,
    /// None: detected as the built-in classifier does.
    pub delimiter: Option<char>,
    pub quote: Option<char>,
    pub header_rule: HeaderRule,
    /// Column names; empty when none were given.
    pub header: Vec<String>,
    pub allow_single_column: bool,
    pub disable_value_trimming: bool,
    /// Type names such as `DATE`; empty unless custom types are switched on.
    pub custom_datatypes: Vec<String>,
    /// `OpenCSVSerDe`, `LazySimpleSerDe` or `None`; None here when unset.
    pub serde: Option<String>,
}

/// A custom classifier, tried in the listed order before the built-in ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Classifier {
    Csv(CsvClassifier),
    /// `$[*]` reads each element of a top-level array as a record; `$.a[*]` those of a member.
    Json {
        name: String,
        path: String,
    },
}

/// The settings of a crawler that decide its result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CrawlSettings {
    /// Put before every table name as it is.
    pub table_prefix: String,
    /// Files read per leaf folder, 1 to 249; None reads all.
    pub sample_size: Option<u32>,
    pub classifiers: Vec<Classifier>,
    pub quoted_csv: QuotedCsv,
    pub update_behavior: UpdateBehavior,
    pub delete_behavior: DeleteBehavior,
    pub recrawl_policy: RecrawlPolicy,
    /// `Grouping.TableGroupingPolicy = CombineCompatibleSchemas`.
    pub combine_compatible_schemas: bool,
    /// `Grouping.TableLevelConfiguration`: the level at which tables are, the bucket being 1.
    pub table_level: Option<u32>,
    /// `CrawlerOutput.Tables.TableThreshold`: more tables than this and nothing is written.
    pub table_threshold: Option<u32>,
    /// `CrawlerOutput.Tables.AddOrUpdateBehavior = MergeNewColumns`.
    pub merge_new_columns: bool,
    /// `CrawlerOutput.Partitions.AddOrUpdateBehavior = InheritFromTable`.
    pub inherit_from_table: bool,
    /// `CreatePartitionIndex`; true unless the configuration says otherwise.
    pub no_partition_index: bool,
}

/// Why a crawler's configuration document is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationError(pub String);

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "crawler configuration: {}", self.0)
    }
}

impl std::error::Error for ConfigurationError {}

impl CrawlSettings {
    /// Takes over a crawler's `Configuration` document. What is not understood is refused, by its name.
    pub fn apply_configuration(&mut self, document: &str) -> Result<(), ConfigurationError> {
        if document.trim().is_empty() {
            return Ok(());
        }
        let value: Value =
            serde_json::from_str(document).map_err(|error| ConfigurationError(format!("not JSON: {error}")))?;
        let root = object(&value, "the document")?;
        for (key, value) in root {
            match key.as_str() {
                "Version" => {
                    if value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok())) != Some(1.0) {
                        return Err(ConfigurationError(format!("Version {value} is not 1.0")));
                    }
                }
                "Grouping" => self.grouping(object(value, key)?)?,
                "CrawlerOutput" => self.output(object(value, key)?)?,
                "CreatePartitionIndex" => self.no_partition_index = !flag(value, key)?,
                _ => return Err(unknown(key)),
            }
        }
        Ok(())
    }

    fn grouping(&mut self, grouping: &serde_json::Map<String, Value>) -> Result<(), ConfigurationError> {
        for (key, value) in grouping {
            match (key.as_str(), value.as_str()) {
                ("TableGroupingPolicy", Some("CombineCompatibleSchemas")) => self.combine_compatible_schemas = true,
                ("TableLevelConfiguration", _) => self.table_level = Some(positive(value, key)?),
                ("TableGroupingPolicy", _) => return Err(wrong(key, value)),
                _ => return Err(unknown(key)),
            }
        }
        Ok(())
    }

    fn output(&mut self, output: &serde_json::Map<String, Value>) -> Result<(), ConfigurationError> {
        for (part, value) in output {
            for (key, value) in object(value, part)? {
                match (part.as_str(), key.as_str(), value.as_str()) {
                    ("Tables", "AddOrUpdateBehavior", Some("MergeNewColumns")) => self.merge_new_columns = true,
                    ("Partitions", "AddOrUpdateBehavior", Some("InheritFromTable")) => self.inherit_from_table = true,
                    ("Tables", "TableThreshold", _) => self.table_threshold = Some(positive(value, key)?),
                    ("Tables" | "Partitions", "AddOrUpdateBehavior", _) => return Err(wrong(key, value)),
                    _ => return Err(unknown(&format!("CrawlerOutput.{part}.{key}"))),
                }
            }
        }
        Ok(())
    }
}

fn object<'a>(value: &'a Value, name: &str) -> Result<&'a serde_json::Map<String, Value>, ConfigurationError> {
    value.as_object().ok_or_else(|| ConfigurationError(format!("{name} is not an object")))
}

fn flag(value: &Value, name: &str) -> Result<bool, ConfigurationError> {
    value.as_bool().ok_or_else(|| wrong(name, value))
}

fn positive(value: &Value, name: &str) -> Result<u32, ConfigurationError> {
    let number = value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    number.and_then(|number| u32::try_from(number).ok()).filter(|number| *number > 0).ok_or_else(|| wrong(name, value))
}

fn wrong(name: &str, value: &Value) -> ConfigurationError {
    ConfigurationError(format!("{name} cannot be {value}"))
}

fn unknown(name: &str) -> ConfigurationError {
    ConfigurationError(format!("unknown setting {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_whole_document() {
        let mut settings = CrawlSettings::default();
        settings
            .apply_configuration(
                r#"{"Version":1.0,"Grouping":{"TableGroupingPolicy":"CombineCompatibleSchemas","TableLevelConfiguration":3},
                    "CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"},
                    "Tables":{"AddOrUpdateBehavior":"MergeNewColumns","TableThreshold":5}},"CreatePartitionIndex":false}"#,
            )
            .expect("a documented configuration");
        assert!(
            settings.combine_compatible_schemas
                && settings.merge_new_columns
                && settings.inherit_from_table
                && settings.no_partition_index
        );
        assert_eq!((settings.table_level, settings.table_threshold), (Some(3), Some(5)));
    }

    #[test]
    fn names_what_it_does_not_know() {
        for (document, named) in [
            (r#"{"Version":2.0}"#, "Version"),
            (r#"{"Grouping":{"TableGrouping":"x"}}"#, "TableGrouping"),
            (r#"{"Grouping":{"TableGroupingPolicy":"Combine"}}"#, "Combine"),
            (r#"{"CrawlerOutput":{"Views":{"A":1}}}"#, "CrawlerOutput.Views.A"),
            ("{", "not JSON"),
        ] {
            let error = CrawlSettings::default().apply_configuration(document).expect_err(document);
            assert!(error.to_string().contains(named), "{document}: {error}");
        }
    }
}

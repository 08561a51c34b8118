//! What a crawl changes in the catalog: the difference between the tables found and the tables that are there, as the
//! crawler's policies allow.

use std::collections::BTreeMap;

use super::names::distinct_name;
use super::{Column, CrawlSettings, CrawledPartition, CrawledTable, DeleteBehavior, RecrawlPolicy, UpdateBehavior};

/// The parameter that names the crawler which last wrote a table.
pub const UPDATED_BY: &str = "UPDATED_BY_CRAWLER";

/// The parameter that marks a table or partition whose objects are gone. Its value is the caller's: the time.
pub const DEPRECATED_BY: &str = "DEPRECATED_BY_CRAWLER";

/// A column as the catalog holds it. The type is text: a hand-made table may have one that no crawler gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogColumn {
    pub name: String,
    pub column_type: String,
    pub comment: Option<String>,
}

impl From<&Column> for CatalogColumn {
    fn from(column: &Column) -> Self {
        Self { name: column.name.clone(), column_type: column.column_type.to_string(), comment: None }
    }
}

/// A partition as the catalog holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingPartition {
    pub values: Vec<String>,
    pub location: String,
    pub columns: Vec<CatalogColumn>,
    pub parameters: BTreeMap<String, String>,
}

/// A table as the catalog holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingTable {
    pub name: String,
    pub location: String,
    pub columns: Vec<CatalogColumn>,
    pub partition_keys: Vec<CatalogColumn>,
    pub serialization_library: String,
    pub parameters: BTreeMap<String, String>,
    pub partitions: Vec<ExistingPartition>,
}

/// One column's difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnChange {
    Added { name: String, column_type: String },
    Retyped { name: String, from: String, to: String },
    Removed { name: String },
}

/// One partition's difference.
#[derive(Debug, Clone, PartialEq)]
pub enum PartitionChange {
    Add(CrawledPartition),
    /// Its columns or location differ; under a policy of logging, this is not in the list of changes but in `logged`.
    Update(CrawledPartition),
    Deprecate {
        values: Vec<String>,
    },
    Delete {
        values: Vec<String>,
    },
}

/// The differences of a table that is in the catalog already.
#[derive(Debug, Clone, PartialEq)]
pub struct TableUpdate {
    pub name: String,
    /// The table's definition is to be written with the columns, keys, storage and parameters below.
    pub write_table: bool,
    pub columns: Vec<CatalogColumn>,
    pub partition_keys: Vec<CatalogColumn>,
    pub found: CrawledTable,
    /// Existing parameters with the crawler's own put over them.
    pub parameters: BTreeMap<String, String>,
    pub column_changes: Vec<ColumnChange>,
    pub partitions: Vec<PartitionChange>,
    /// Differences that the policies forbid to write, in words.
    pub logged: Vec<String>,
}

/// What happens to one table.
#[derive(Debug, Clone, PartialEq)]
pub enum CatalogChange {
    AddTable(Box<CrawledTable>),
    UpdateTable(Box<TableUpdate>),
    DeprecateTable {
        name: String,
        reason: String,
    },
    DeleteTable {
        name: String,
    },
    /// Gone, and left as it is by the policy.
    LogGone {
        name: String,
    },
    Unchanged {
        name: String,
    },
}

/// Plans the changes. `existing` holds the database's tables; those that this crawler did not write are touched only when
/// they are at the very place of a found table. `complete` says that the crawl has seen everything below its targets:
/// otherwise nothing counts as gone.
pub fn plan_changes(
    crawler: &str,
    found: &[CrawledTable],
    existing: &[ExistingTable],
    settings: &CrawlSettings,
    complete: bool,
) -> Vec<CatalogChange> {
    let policy = Policy::of(settings, complete);
    let mut changes = Vec::new();
    let mut matched = vec![false; existing.len()];
    let mut names: Vec<String> = existing.iter().map(|table| table.name.clone()).collect();
    for table in found {
        let same_place = |candidate: &ExistingTable| place(&candidate.location) == place(&table.location);
        let owned =
            |candidate: &ExistingTable| candidate.parameters.get(UPDATED_BY).is_some_and(|owner| owner == crawler);
        let at_place = existing
            .iter()
            .position(|candidate| same_place(candidate) && (owned(candidate) || candidate.name == table.name));
        match at_place {
            Some(index) => {
                matched[index] = true;
                changes.push(update(&existing[index], table, &policy));
            }
            None => {
                let mut table = table.clone();
                // A table of another place has the name.
                if names.contains(&table.name) {
                    table.name = distinct_name(&table.name, &table.location);
                }
                names.push(table.name.clone());
                changes.push(CatalogChange::AddTable(Box::new(table)));
            }
        }
    }
    for (table, matched) in existing.iter().zip(matched) {
        let owned = table.parameters.get(UPDATED_BY).is_some_and(|owner| owner == crawler);
        let deprecated = table.parameters.contains_key(DEPRECATED_BY);
        if matched || !owned || !complete {
            continue;
        }
        let name = table.name.clone();
        changes.push(match policy.delete {
            DeleteBehavior::Log => CatalogChange::LogGone { name },
            DeleteBehavior::DeleteFromDatabase => CatalogChange::DeleteTable { name },
            DeleteBehavior::DeprecateInDatabase if deprecated => CatalogChange::Unchanged { name },
            DeleteBehavior::DeprecateInDatabase => {
                CatalogChange::DeprecateTable { name, reason: "its objects are gone".to_owned() }
            }
        });
    }
    changes
}

struct Policy {
    update: UpdateBehavior,
    delete: DeleteBehavior,
    merge_new_columns: bool,
    inherit: bool,
    complete: bool,
}

impl Policy {
    fn of(settings: &CrawlSettings, complete: bool) -> Self {
        // "Crawl new folders only" forces both behaviors to LOG.
        let only_new = settings.recrawl_policy == RecrawlPolicy::CrawlNewFoldersOnly;
        Self {
            update: if only_new { UpdateBehavior::Log } else { settings.update_behavior },
            delete: if only_new { DeleteBehavior::Log } else { settings.delete_behavior },
            merge_new_columns: settings.merge_new_columns,
            inherit: settings.inherit_from_table,
            complete,
        }
    }
}

fn place(location: &str) -> &str {
    location.strip_suffix('/').unwrap_or(location)
}

fn update(existing: &ExistingTable, found: &CrawledTable, policy: &Policy) -> CatalogChange {
    let mut logged = Vec::new();
    let reformatted = existing.serialization_library != found.storage.serialization_library;
    if reformatted && policy.merge_new_columns && policy.update == UpdateBehavior::UpdateInDatabase {
        let (from, to) = (&existing.serialization_library, found.storage.serialization_library);
        return CatalogChange::DeprecateTable {
            name: existing.name.clone(),
            reason: format!("its format changed from {from} to {to}"),
        };
    }
    let wanted: Vec<CatalogColumn> = found.columns.iter().map(CatalogColumn::from).collect();
    let columns = if policy.merge_new_columns {
        merged(&existing.columns, &wanted)
    } else {
        with_comments(&existing.columns, wanted)
    };
    let mut column_changes = differences(&existing.columns, &columns);
    let keys = with_comments(&existing.partition_keys, found.partition_keys.iter().map(CatalogColumn::from).collect());
    let rekeyed = keys != existing.partition_keys;

    let mut parameters = existing.parameters.clone();
    let returned = parameters.remove(DEPRECATED_BY).is_some();
    parameters.extend(found.parameters.clone());
    let differs = !column_changes.is_empty() || rekeyed || reformatted || returned || parameters != existing.parameters;

    let writes = policy.update == UpdateBehavior::UpdateInDatabase;
    if !writes {
        logged.extend(column_changes.drain(..).map(|change| describe(&change)));
        if rekeyed {
            logged.push("the partition keys differ".to_owned());
        }
        if reformatted {
            logged.push(format!("the format is now {}", found.storage.serialization_library));
        }
    }
    // Partitions are positional against the keys: with other keys written, the old ones mean nothing and are replaced.
    let known: &[ExistingPartition] = if rekeyed && writes { &[] } else { &existing.partitions };
    let mut partitions = Vec::new();
    if rekeyed && !writes {
        logged.push("partitions were left alone, since their keys differ".to_owned());
    } else {
        if rekeyed {
            partitions.extend(
                existing
                    .partitions
                    .iter()
                    .map(|partition| PartitionChange::Delete { values: partition.values.clone() }),
            );
        }
        partition_changes(known, found, &columns, policy, &mut partitions, &mut logged);
    }
    let write_table = writes && differs;
    if !write_table && partitions.is_empty() && logged.is_empty() {
        return CatalogChange::Unchanged { name: existing.name.clone() };
    }
    let (columns, keys) =
        if writes { (columns, keys) } else { (existing.columns.clone(), existing.partition_keys.clone()) };
    CatalogChange::UpdateTable(Box::new(TableUpdate {
        name: existing.name.clone(),
        write_table,
        columns,
        partition_keys: keys,
        found: found.clone(),
        parameters,
        column_changes,
        partitions,
        logged,
    }))
}

fn partition_changes(
    known: &[ExistingPartition],
    found: &CrawledTable,
    table_columns: &[CatalogColumn],
    policy: &Policy,
    changes: &mut Vec<PartitionChange>,
    logged: &mut Vec<String>,
) {
    let mut by_values: BTreeMap<&[String], &ExistingPartition> =
        known.iter().map(|partition| (partition.values.as_slice(), partition)).collect();
    for partition in &found.partitions {
        let Some(old) = by_values.remove(partition.values.as_slice()) else {
            changes.push(PartitionChange::Add(partition.clone()));
            continue;
        };
        let own: Vec<CatalogColumn> = partition.columns.iter().map(CatalogColumn::from).collect();
        let wanted = if policy.inherit { table_columns } else { &own };
        let same_columns = differences(&old.columns, wanted).is_empty() && old.columns.len() == wanted.len();
        let returned = old.parameters.contains_key(DEPRECATED_BY);
        if same_columns && !returned && place(&old.location) == place(&partition.location) {
            continue;
        }
        match policy.update {
            UpdateBehavior::UpdateInDatabase => changes.push(PartitionChange::Update(partition.clone())),
            UpdateBehavior::Log => logged.push(format!("partition {} differs", partition.values.join("/"))),
        }
    }
    if !policy.complete {
        return;
    }
    for (values, old) in by_values {
        let values = values.to_vec();
        match policy.delete {
            DeleteBehavior::Log => logged.push(format!("partition {} is gone", values.join("/"))),
            DeleteBehavior::DeleteFromDatabase => changes.push(PartitionChange::Delete { values }),
            DeleteBehavior::DeprecateInDatabase if old.parameters.contains_key(DEPRECATED_BY) => {}
            DeleteBehavior::DeprecateInDatabase => changes.push(PartitionChange::Deprecate { values }),
        }
    }
}

/// The existing columns as they are, and the new ones after them.
fn merged(existing: &[CatalogColumn], wanted: &[CatalogColumn]) -> Vec<CatalogColumn> {
    let new =
        wanted.iter().filter(|column| !existing.iter().any(|known| known.name.eq_ignore_ascii_case(&column.name)));
    existing.iter().chain(new).cloned().collect()
}

/// An operator's comments outlive a crawl.
fn with_comments(existing: &[CatalogColumn], mut wanted: Vec<CatalogColumn>) -> Vec<CatalogColumn> {
    for column in &mut wanted {
        column.comment = existing
            .iter()
            .find(|known| known.name.eq_ignore_ascii_case(&column.name))
            .and_then(|known| known.comment.clone());
    }
    wanted
}

fn differences(from: &[CatalogColumn], to: &[CatalogColumn]) -> Vec<ColumnChange> {
    let mut changes = Vec::new();
    for column in to {
        match from.iter().find(|known| known.name.eq_ignore_ascii_case(&column.name)) {
            None => {
                changes.push(ColumnChange::Added { name: column.name.clone(), column_type: column.column_type.clone() })
            }
            Some(known) if !known.column_type.eq_ignore_ascii_case(&column.column_type) => {
                changes.push(ColumnChange::Retyped {
                    name: column.name.clone(),
                    from: known.column_type.clone(),
                    to: column.column_type.clone(),
                })
            }
            Some(_) => {}
        }
    }
    let gone = from.iter().filter(|column| !to.iter().any(|kept| kept.name.eq_ignore_ascii_case(&column.name)));
    changes.extend(gone.map(|column| ColumnChange::Removed { name: column.name.clone() }));
    changes
}

fn describe(change: &ColumnChange) -> String {
    match change {
        ColumnChange::Added { name, column_type } => format!("column {name} {column_type} is new"),
        ColumnChange::Retyped { name, from, to } => format!("column {name} is {to} now, not {from}"),
        ColumnChange::Removed { name } => format!("column {name} is gone"),
    }
}

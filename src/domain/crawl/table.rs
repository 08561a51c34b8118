//! A table from the files that were found to be one: columns, partition keys, partitions, parameters.

use std::collections::BTreeMap;

use super::names::partition_key_name;
use super::similarity::merge_columns;
use super::{
    Column, Compression, CrawlSettings, CrawlTarget, CrawledObject, CrawledPartition, CrawledTable, FileFormat,
    table_name,
};
use crate::partition::decode_segment;
use crate::types::GlueType;

/// The files of one folder, read as one.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) format: FileFormat,
    pub(super) compression: Compression,
    pub(super) columns: Vec<Column>,
    pub(super) paths: Vec<String>,
    pub(super) notes: Vec<String>,
    /// Indexes into the objects, unread ones included.
    pub(super) files: Vec<usize>,
}

/// A table before it has a name.
#[derive(Debug, Clone)]
pub(super) struct Proposed {
    /// Folders from the include path to the table.
    pub(super) folders: Vec<String>,
    /// The key of the file, when the table is one file.
    pub(super) file: Option<String>,
    /// Folders from the table to the leaf, all of one depth, and what is there.
    pub(super) leaves: Vec<(Vec<String>, Leaf)>,
}

pub(super) fn build_table(
    proposed: &Proposed,
    target: &CrawlTarget,
    objects: &[CrawledObject],
    settings: &CrawlSettings,
) -> CrawledTable {
    let mut columns = Vec::new();
    let (mut paths, mut notes) = (Vec::new(), Vec::new());
    for (_, leaf) in &proposed.leaves {
        merge_columns(&mut columns, &leaf.columns);
        paths.extend(leaf.paths.iter().cloned());
        notes.extend(leaf.notes.iter().cloned());
    }
    notes.sort();
    notes.dedup();

    let (_, first) = &proposed.leaves[0];
    let mut format = first.format.clone();
    if let FileFormat::Csv(csv) = &mut format {
        csv.quoted = proposed.leaves.iter().any(|(_, leaf)| matches!(&leaf.format, FileFormat::Csv(csv) if csv.quoted));
    }
    let level_names = levels(proposed);
    let partition_keys = partition_keys(&level_names, &columns, &mut notes);
    let mut partitions: Vec<CrawledPartition> = Vec::new();
    if !partition_keys.is_empty() {
        for (folders, leaf) in &proposed.leaves {
            let all: Vec<String> = proposed.folders.iter().chain(folders).cloned().collect();
            partitions.push(CrawledPartition {
                values: folders
                    .iter()
                    .zip(&level_names)
                    .map(|(folder, key)| value_of(folder, key.as_deref()))
                    .collect(),
                location: target.location(&all),
                columns: leaf.columns.clone(),
                parameters: parameters(&format, leaf.compression, &leaf.files, objects),
            });
        }
    }
    partitions.sort_by(|left, right| left.values.cmp(&right.values));

    let files: Vec<usize> = proposed.leaves.iter().flat_map(|(_, leaf)| leaf.files.iter().copied()).collect();
    let mut table_parameters = parameters(&format, first.compression, &files, objects);
    if !partition_keys.is_empty() {
        table_parameters.insert("partition_filtering.enabled".to_owned(), "true".to_owned());
    }
    let folder = proposed.folders.last().map_or(target.folder_name(), String::as_str);
    let (name, location) = match &proposed.file {
        Some(key) => (key.rsplit('/').next().unwrap_or(key), format!("s3://{}/{key}", target.bucket)),
        None => (folder, target.location(&proposed.folders)),
    };
    CrawledTable {
        name: table_name(&settings.table_prefix, name),
        location,
        columns,
        partition_keys,
        storage: format.storage(&paths),
        parameters: table_parameters,
        partitions,
        notes,
    }
}

/// For each level between the table and its leaves, the key that every folder there names (`key=value`), if they agree.
fn levels(proposed: &Proposed) -> Vec<Option<String>> {
    let depth = proposed.leaves[0].0.len();
    (0..depth)
        .map(|level| {
            let mut keys = proposed
                .leaves
                .iter()
                .map(|(folders, _)| folders[level].split_once('=').map(|(key, _)| key.to_lowercase()));
            let first = keys.next()??;
            (!first.is_empty() && keys.all(|key| key.as_deref() == Some(first.as_str()))).then_some(first)
        })
        .collect()
}

/// Keys of `key=value` levels by their names, other levels as `partition_0`, `partition_1`, …; all of them strings.
fn partition_keys(levels: &[Option<String>], columns: &[Column], notes: &mut Vec<String>) -> Vec<Column> {
    let mut unnamed = 0;
    let mut keys: Vec<Column> = Vec::new();
    for level in levels {
        let wanted = level.as_deref().map(|key| partition_key_name(&decode_segment(key)));
        let taken = |name: &str, keys: &[Column]| {
            columns.iter().chain(keys).any(|column| column.name.eq_ignore_ascii_case(name))
        };
        let name = match wanted {
            Some(name) if !taken(&name, &keys) => name,
            other => {
                let mut name = format!("partition_{unnamed}");
                while taken(&name, &keys) {
                    unnamed += 1;
                    name = format!("partition_{unnamed}");
                }
                unnamed += 1;
                if let Some(other) = other {
                    // Two columns of one name would make the table unreadable; values go by position, so a key may be renamed.
                    notes.push(format!("the folders name the partition key '{other}', but a column has that name already; the key is '{name}'"));
                }
                name
            }
        };
        keys.push(Column::new(name, GlueType::String));
    }
    keys
}

fn value_of(folder: &str, key: Option<&str>) -> String {
    match (key, folder.split_once('=')) {
        (Some(_), Some((_, value))) => decode_segment(value),
        _ => decode_segment(folder),
    }
}

/// The parameters of a table or partition over these files.
fn parameters(
    format: &FileFormat,
    compression: Compression,
    files: &[usize],
    objects: &[CrawledObject],
) -> BTreeMap<String, String> {
    let mut parameters = format.parameters(compression);
    let objects = || files.iter().map(|index| &objects[*index]);
    let size: u64 = objects().map(|object| object.size).sum();
    let read = || objects().filter_map(|object| object.schema.as_ref().map(|schema| (object, schema)));
    let records_read: u64 = read().map(|(_, schema)| schema.records_read).sum();
    let bytes_read: u64 = read().map(|(_, schema)| schema.bytes_read).sum();
    let average = bytes_read.checked_div(records_read).map_or(0, |average| average.max(1));
    let whole = read().count() == files.len() && read().all(|(_, schema)| schema.complete);
    let records = if whole || average == 0 { records_read } else { (size / average).max(records_read) };
    let mut set = |name: &str, number: u64| parameters.insert(name.to_owned(), number.to_string());
    set("averageRecordSize", average);
    set("recordCount", records);
    set("objectCount", files.len() as u64);
    set("sizeKey", size);
    parameters
}

//! How alike two schemas are, and whether the folders of a level are one table.

use std::collections::HashMap;

use super::Column;
use crate::types::GlueType;

/// Folders whose schemas are more alike than this share a table.
const THRESHOLD: f64 = 0.7;

/// More groups of unlike schemas than this below one folder, and each folder is a table of its own.
const MAX_CLUSTERS: usize = 5;

/// The share of columns that two schemas have in common: same name, and types of which neither has to become text.
/// 1.0 for equal schemas, 0.0 for schemas with no column in common.
pub(super) fn similarity(left: &[Column], right: &[Column]) -> f64 {
    if left.is_empty() && right.is_empty() {
        return 1.0;
    }
    let types: HashMap<String, &GlueType> =
        left.iter().map(|column| (column.name.to_lowercase(), &column.column_type)).collect();
    let mut named = 0usize;
    let mut alike = 0usize;
    for column in right {
        if let Some(other) = types.get(&column.name.to_lowercase()) {
            named += 1;
            alike += usize::from(compatible(other, &column.column_type));
        }
    }
    let all = left.len() + right.len() - named;
    alike as f64 / all as f64
}

fn compatible(left: &GlueType, right: &GlueType) -> bool {
    left == right || left.merge(right) != GlueType::String
}

/// Adds the columns of `more` that `columns` lacks, and widens those it has.
pub(super) fn merge_columns(columns: &mut Vec<Column>, more: &[Column]) {
    for (index, column) in more.iter().enumerate() {
        let is_it = |known: &Column| known.name.eq_ignore_ascii_case(&column.name);
        // Nearly always it stands where it stood in the file before.
        let place = match columns.get(index) {
            Some(known) if is_it(known) => Some(index),
            _ => columns.iter().position(is_it),
        };
        match place.map(|place| &mut columns[place]) {
            Some(known) if known.column_type == column.column_type => {}
            Some(known) => known.column_type = known.column_type.merge(&column.column_type),
            None => columns.push(column.clone()),
        }
    }
}

/// Whether folders with these schemas are partitions of one table.
///
/// The guide says "when the majority of schemas at a folder level are similar", and names a threshold of 70 percent and
/// five clusters. Read here as: folders join the first cluster they resemble by more than 0.7; one cluster is one table;
/// with two to five clusters, the largest must hold more than 0.7 of the folders.
pub(super) fn are_one_table(schemas: &[&[Column]]) -> bool {
    let mut clusters: Vec<(Vec<Column>, usize)> = Vec::new();
    for schema in schemas {
        match clusters.iter().position(|(known, _)| similarity(known, schema) > THRESHOLD) {
            Some(place) => {
                merge_columns(&mut clusters[place].0, schema);
                clusters[place].1 += 1;
            }
            None if clusters.len() == MAX_CLUSTERS => return false,
            None => clusters.push((schema.to_vec(), 1)),
        }
    }
    let largest = clusters.iter().map(|(_, members)| *members).max().unwrap_or(0);
    clusters.len() <= 1 || largest as f64 > THRESHOLD * schemas.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(text: &str) -> Vec<Column> {
        text.split_whitespace()
            .map(|part| {
                let (name, column_type) = part.split_once(':').unwrap_or((part, "int"));
                Column::new(name, column_type.parse().expect("a type"))
            })
            .collect()
    }

    #[test]
    fn counts_common_columns() {
        assert_eq!(similarity(&schema("a b c"), &schema("a b c d")), 0.75);
        assert_eq!(similarity(&schema("a b"), &schema("c d")), 0.0);
        assert_eq!(similarity(&schema("a b"), &schema("A:bigint b:string")), 0.5);
    }

    #[test]
    fn a_few_odd_folders_do_not_split_a_table() {
        let (usual, odd) = (schema("a b c"), schema("x y"));
        let mut level = vec![usual.as_slice(); 9];
        level.push(&odd);
        assert!(are_one_table(&level));
        assert!(!are_one_table(&[&usual, &odd]));
        assert!(are_one_table(&[&usual, &schema("a b c d")]));
    }
}

//! Names that a crawler gives.

use sha2::{Digest, Sha256};

/// The longest name that a crawler gives to a table, prefix included.
const MAX_TABLE_NAME: usize = 128;

/// The name of a table: the prefix, then the folder's name in lower case, everything but letters, digits and `_`
/// replaced by `_`, 128 characters at most.
pub fn table_name(prefix: &str, folder: &str) -> String {
    let folder =
        folder.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '_' });
    prefix.to_lowercase().chars().chain(folder).take(MAX_TABLE_NAME).collect()
}

/// A name for a second table of the same name: a digest of the location is appended, so that every crawl gives the same
/// one. The form of Glue's own suffix is not documented.
pub(super) fn distinct_name(name: &str, location: &str) -> String {
    let digest = hex::encode(Sha256::digest(location.as_bytes()));
    let suffix = &digest[..32];
    let kept: String = name.chars().take(MAX_TABLE_NAME - suffix.len() - 1).collect();
    format!("{kept}_{suffix}")
}

/// The name of a column: lower case, outer blanks removed, `colN` when nothing is left (`N` counts from 0).
pub fn column_name(text: &str, index: usize) -> String {
    let name = text.trim().to_lowercase();
    if name.is_empty() { format!("col{index}") } else { name }
}

/// Makes every name differ from those before it, by a number at the end. Catalog columns compare without case.
pub(super) fn distinct_columns(names: &mut [String]) {
    for index in 1..names.len() {
        let wanted = names[index].clone();
        let mut number = 1;
        while names[..index].contains(&names[index]) {
            names[index] = format!("{wanted}_{number}");
            number += 1;
        }
    }
}

/// The name of a partition key: lower case, everything but letters, digits and `_` replaced by `_`.
pub(super) fn partition_key_name(text: &str) -> String {
    table_name("", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_and_cut() {
        assert_eq!(table_name("raw_", "My-Data.2024"), "raw_my_data_2024");
        assert_eq!(table_name("", "year=2017"), "year_2017");
        assert_eq!(table_name("", "Größe"), "gr__e");
        assert_eq!(table_name("p", &"x".repeat(300)).len(), 128);
        assert_eq!(distinct_name(&"x".repeat(128), "s3://a/b/").len(), 128);
        assert_ne!(distinct_name("t", "s3://a/b/"), distinct_name("t", "s3://a/c/"));
    }

    #[test]
    fn columns_get_distinct_names() {
        let mut names = vec!["a".to_owned(), "a".to_owned(), "a_1".to_owned(), "a".to_owned()];
        distinct_columns(&mut names);
        assert_eq!(names, ["a", "a_1", "a_1_1", "a_2"]);
        assert_eq!(column_name("  Flight Date ", 3), "flight date");
        assert_eq!(column_name(" ", 3), "col3");
    }
}

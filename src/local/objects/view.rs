//! The view for people and tools: `objects/<bucket>/<key>`, hard links to the blobs of current versions.
//!
//! It follows the rows and is never read by the lake, so what cannot be shown plainly is shown under an encoded name.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::params;
use sha2::{Digest, Sha256};

use crate::clock::new_id;
use crate::private;
use crate::store::{StoreError, Tx};

/// Longest part of a path that every common file system takes.
const PART_LIMIT: usize = 200;

/// The folder of keys that are no harmless path.
const ENCODED: &str = ".encoded";

/// A key whose view must be made again.
pub struct Repair {
    /// The row.
    pub id: i64,
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// The blobs that lost their rows in the same change.
    pub gone: Vec<String>,
}

/// Notes that a view is out of date and which blobs are no more needed, in the transaction that makes it so.
pub fn note_repair(tx: &Tx<'_>, bucket: &str, key: &str, gone: &[String]) -> Result<i64, StoreError> {
    Ok(tx
        .connection()
        .prepare_cached("INSERT INTO view_repair (bucket, key, gone) VALUES (?1, ?2, ?3) RETURNING id")?
        .query_row(params![bucket, key, gone.join(" ")], |row| row.get(0))?)
}

/// The views that may be out of date.
pub fn repairs(tx: &Tx<'_>) -> Result<Vec<Repair>, StoreError> {
    let mut statement = tx.connection().prepare_cached("SELECT id, bucket, key, gone FROM view_repair ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        let gone: String = row.get(3)?;
        let gone = gone.split_whitespace().map(str::to_owned).collect();
        Ok(Repair { id: row.get(0)?, bucket: row.get(1)?, key: row.get(2)?, gone })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes notes of views that are made.
pub fn forget_repairs(tx: &Tx<'_>, ids: &[i64]) -> Result<(), StoreError> {
    for id in ids {
        tx.connection().prepare_cached("DELETE FROM view_repair WHERE id = ?1")?.execute(params![id])?;
    }
    Ok(())
}

/// The path of a key as it is, when every part of it is harmless on every common file system.
pub fn relative_path(key: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for part in key.split('/') {
        let harmless = !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with(['.', ' '])
            && part.len() <= PART_LIMIT
            && !part.chars().any(|character| character.is_control() || r#"\:*?"<>|"#.contains(character));
        if !harmless {
            return None;
        }
        path.push(part);
    }
    Some(path)
}

/// Shows a blob as the key, or takes the key out of the view. A view that cannot be made is left out: the rows are the truth.
pub fn refresh(root: &Path, bucket: &str, key: &str, blob: Option<&Path>) {
    let folder = root.join("objects").join(bucket);
    let encoded = folder.join(ENCODED).join(hex::encode(Sha256::digest(key)));
    let plain = relative_path(key).map(|path| folder.join(path));
    match blob {
        Some(blob) => {
            let shown_plainly = plain.as_deref().is_some_and(|path| link(root, blob, path).is_ok());
            if shown_plainly {
                drop(fs::remove_file(&encoded));
            } else {
                drop(link(root, blob, &encoded));
            }
        }
        None => {
            for path in plain.iter().chain([&encoded]) {
                if fs::remove_file(path).is_ok() {
                    // With its last object the bucket goes out of the view too: an empty folder may be that of no bucket.
                    remove_empty_parents(path, &root.join("objects"));
                }
            }
        }
    }
}

fn link(root: &Path, blob: &Path, target: &Path) -> std::io::Result<()> {
    // A link beside and a rename replace what is there in one step.
    let temporary = root.join("incoming").join(new_id());
    fs::hard_link(blob, &temporary)?;
    let put = || {
        target.parent().map_or(Ok(()), private::folder)?;
        fs::rename(&temporary, target)
    };
    // Another process may take the folder away in between, as an empty one.
    put().or_else(|_| put()).inspect_err(|_| drop(fs::remove_file(&temporary)))?;
    // Renaming one link of a file onto another link of the same file leaves both.
    drop(fs::remove_file(&temporary));
    Ok(())
}

fn remove_empty_parents(path: &Path, up_to: &Path) {
    let mut parent = path.parent();
    while let Some(folder) = parent {
        if folder == up_to || fs::remove_dir(folder).is_err() {
            return;
        }
        parent = folder.parent();
    }
}

#[cfg(test)]
mod tests {
    use super::relative_path;

    #[test]
    fn only_harmless_keys_are_paths() {
        assert!(relative_path("raw/year=2026/a b.csv").is_some());
        assert!(relative_path("a..b/ü.json").is_some());
        for key in
            ["../a", "a/../b", "/a", "a//b", "a/", "a\0b", ".", "..", "a\\b", "c:d", ".hidden", &"x".repeat(1000)]
        {
            assert_eq!(relative_path(key), None, "{key:?}");
        }
    }
}

//! Emptying a lake: everything in it goes at once, its keys and its clock stay.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::thread::JoinHandle;

use super::lake::Lake;
use super::private;
use super::store::{StoreError, Tx};
use crate::clock::new_id;

/// Document kinds that are the lake's own rather than in it.
const KEPT: [&str; 3] = ["credential", "principal", "lake"];

/// The files of an emptied lake on their way out. Dropping it lets them go in the background.
#[derive(Debug)]
pub struct Sweep {
    worker: JoinHandle<()>,
}

impl Sweep {
    /// Waits until the files are gone, as a process does before it exits.
    pub fn wait(self) {
        // Files that are left waste space and do no harm.
        drop(self.worker.join());
    }
}

impl Lake {
    /// Empties the lake, and gives up what this process does in the background. The rows are gone when this returns.
    pub fn reset(&self) -> Result<Sweep, StoreError> {
        self.tasks().give_up();
        let (trash, blobs) = self.store().write(|tx| {
            let blobs = blobs(tx)?;
            empty_tables(tx)?;
            // Within the transaction: a put makes its view after its own, so none of a later one is swept away.
            let trash =
                self.sweep_view().map_err(|error| StoreError::Other(format!("the view of objects: {error}")))?;
            Ok::<_, StoreError>((trash, blobs))
        })?;
        self.objects().forget_mended();
        let lake = self.clone();
        let worker = std::thread::spawn(move || {
            lake.objects().discard(&blobs);
            drop(fs::remove_dir_all(trash));
        });
        Ok(Sweep { worker })
    }

    /// Moves the view of objects away and begins a new one; where the old one is.
    fn sweep_view(&self) -> io::Result<PathBuf> {
        let view = self.directory().join("objects");
        let trash = self.directory().join("incoming").join(format!("trash-{}", new_id()));
        fs::rename(&view, &trash)?;
        private::folder(&view)?;
        Ok(trash)
    }
}

/// The files that rows name.
fn blobs(tx: &Tx<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement =
        tx.connection().prepare("SELECT blob FROM object WHERE blob IS NOT NULL UNION SELECT blob FROM upload_part")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Deletes every row but the lake's own documents, whatever tables the format has.
fn empty_tables(tx: &Tx<'_>) -> Result<(), StoreError> {
    let connection = tx.connection();
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")?;
    let tables: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for table in tables {
        if table == "doc" {
            connection.execute("DELETE FROM doc WHERE kind NOT IN (?1, ?2, ?3)", KEPT)?;
        } else {
            connection.execute(&format!("DELETE FROM \"{table}\""), [])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LakeOptions;
    use crate::objects::NewObject;

    #[test]
    fn a_reset_leaves_the_keys_and_nothing_else() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let lake = Lake::open(directory.path(), LakeOptions::default()).expect("a lake");
        let root = lake.root_credential().expect("the root's key");
        let bucket = serde_json::json!({ "name": "b" });
        lake.store().write(|tx| tx.put("bucket", "", "b", &bucket)).expect("a bucket");
        let incoming = lake.objects().incoming();
        fs::write(&incoming, "bytes").expect("a file");
        let new = NewObject {
            bucket: "b",
            key: "a/k.txt",
            etag: "e".to_owned(),
            storage_class: "STANDARD".to_owned(),
            attributes: serde_json::json!({}),
        };
        let record = lake.objects().put(&new, &incoming).expect("an object");
        let blob = lake.objects().path_of(&record).expect("bytes");
        assert!(blob.exists() && directory.path().join("objects/b/a/k.txt").exists());

        lake.reset().expect("a reset").wait();

        assert_eq!(lake.root_credential().expect("the root's key"), root);
        assert_eq!(lake.objects().bucket("b").expect("the store"), None);
        assert_eq!(lake.objects().head("b", "a/k.txt").expect("the store"), None);
        assert!(!blob.exists(), "the bytes are gone");
        assert_eq!(fs::read_dir(directory.path().join("objects")).expect("the view").count(), 0);
    }
}

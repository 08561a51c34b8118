//! Every scenario in `fixtures/transcripts` on a fresh local lake.

use crate::sandbox::{Sandbox, compare_file, fixtures};
use crate::transcript::Transcript;

/// The scenarios, by name.
pub fn all() -> Vec<std::path::PathBuf> {
    let directory = fixtures().join("transcripts");
    let entries = std::fs::read_dir(&directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry of the directory").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn scenarios_give_what_they_say() {
    let mut failed = Vec::new();
    for path in all() {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let actual = Transcript::parse(&text).run(&Sandbox::new());
        if let Err(panic) = std::panic::catch_unwind(|| compare_file(&path, &actual)) {
            failed.push(panic.downcast_ref::<String>().cloned().unwrap_or_default());
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

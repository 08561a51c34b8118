//! Every scenario in `fixtures/transcripts` on a fresh local lake.

use std::path::PathBuf;

use crate::sandbox::{Sandbox, compare_file, fixtures};
use crate::transcript::Transcript;

/// The scenarios of a folder of the fixtures, by name.
pub fn in_folder(folder: &str) -> Vec<PathBuf> {
    let directory = fixtures().join(folder);
    let entries = std::fs::read_dir(&directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry of the directory").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths
}

fn run_all(folder: &str) {
    let mut failed = Vec::new();
    for path in in_folder(folder) {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let actual = Transcript::parse(&text).run(&Sandbox::new());
        if let Err(panic) = std::panic::catch_unwind(|| compare_file(&path, &actual)) {
            failed.push(panic.downcast_ref::<String>().cloned().unwrap_or_default());
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What only a local lake can show.
#[test]
fn scenarios_of_the_local_lake() {
    run_all("transcripts");
}

/// What any AWS endpoint shows; `.ci/run moto` puts the same to another maker's server.
#[test]
fn scenarios_of_any_endpoint() {
    run_all("transcripts/aws");
}

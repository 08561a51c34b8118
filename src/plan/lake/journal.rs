//! The journal of an apply: each step before it is begun and when it ended, on disk, so that an apply that was killed can
//! say what it had begun; and the lock that lets one apply work at a time.
//!
//! Invariant: nothing is decided by the journal alone. What is there decides; the journal tells only that a half-made
//! resource is this plan's own.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::execute::Event;
use crate::Step;
use crate::clock::{SharedClock, rfc3339};
use crate::error::{Error, Kind, Result};
use crate::ops::private_folder::make_private;

/// The directory beside `lake.toml`.
pub const DIRECTORY: &str = ".lake-journal";
const LOCK: &str = "apply.lock";

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    clock: SharedClock,
    /// Held until the apply is over; the system lets them go when the process ends, however it ends.
    _locks: Vec<File>,
}

/// What earlier applies of a plan left.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// The steps that were begun: noun and name.
    pub begun: BTreeSet<(String, String)>,
    /// Those of them that were done.
    pub done: usize,
    /// Whether the last apply came to its end.
    pub ended: bool,
}

/// What the journal of a plan holds; nothing when there is none. A last line that was torn is passed over: its step was
/// not begun.
pub fn left(directory: &Path, plan: &str) -> Result<Left> {
    let path = path_of(directory, plan);
    let mut left = Left { ended: true, ..Left::default() };
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(left),
        Err(error) => return Err(Error::failed(format!("{} cannot be read", path.display())).because(error)),
    };
    for line in BufReader::new(file).split(b'\n') {
        let line = line.map_err(|error| Error::failed(format!("{} cannot be read", path.display())).because(error))?;
        let Ok(line) = serde_json::from_slice::<Value>(&line) else { continue };
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        match line["event"].as_str() {
            // What was begun before an end is no longer of interest: that apply left nothing half done.
            Some("apply") if left.ended => left = Left::default(),
            Some("begun") => {
                left.begun.insert((text("noun"), text("name")));
            }
            Some("done") => left.done += 1,
            Some("end") => left.ended = true,
            _ => {}
        }
    }
    Ok(left)
}

/// For a file that only its owner can read, made when it is not there.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.create(true);
    options
}

/// Takes a lock, or says that another apply holds it.
fn locked(path: &Path) -> Result<File> {
    let failed = |error| Error::failed(format!("{} cannot be written", path.display())).because(error);
    let lock = private().write(true).truncate(false).open(path).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(fs::TryLockError::WouldBlock) => Err(Error::new(Kind::Conflict, "another apply of this lake is under way")
            .because(format!("{} is locked", path.display()))
            .hint("wait until it ends; a lock of a process that died is let go by itself")),
        Err(fs::TryLockError::Error(error)) => Err(failed(error)),
    }
}

fn path_of(directory: &Path, plan: &str) -> PathBuf {
    directory.join(DIRECTORY).join(format!("{plan}.jsonl"))
}

impl Journal {
    /// Takes the locks, that of the file's directory and that of the lake when it is here, and opens the journal of a plan;
    /// the plan is named by what it holds.
    pub fn open(directory: &Path, lake: Option<&Path>, plan: &str, clock: SharedClock) -> Result<Self> {
        let folder = directory.join(DIRECTORY);
        let failed = |path: &Path, error| Error::failed(format!("{} cannot be written", path.display())).because(error);
        make_private(&folder).map_err(|error| failed(&folder, error))?;
        let mut locks = vec![locked(&folder.join(LOCK))?];
        if let Some(lake) = lake {
            locks.push(locked(&lake.join(LOCK))?);
        }
        let path = path_of(directory, plan);
        let file = private().append(true).open(&path).map_err(|error| failed(&path, error))?;
        let mut journal = Self { path, file, clock, _locks: locks };
        journal.line(json!({ "event": "apply" }))?;
        Ok(journal)
    }

    /// Writes what happens. It is on disk before the step is begun.
    pub fn event(&mut self, event: &Event<'_>) -> Result<()> {
        let of = |word: &str, step: &Step| json!({ "event": word, "noun": step.noun, "name": step.name, "action": step.action.word() });
        match event {
            Event::Begun(step) => self.line(of("begun", step)),
            Event::Done(step) => self.line(of("done", step)),
            Event::Failed(step, error) => {
                let mut line = of("failed", step);
                line["error"] = json!(error.chain().join(": "));
                self.line(line)
            }
        }
    }

    /// The apply came to its end.
    pub fn end(mut self) -> Result<()> {
        self.line(json!({ "event": "end" }))?;
        self.file
            .sync_all()
            .map_err(|error| Error::failed(format!("{} cannot be written", self.path.display())).because(error))
    }

    fn line(&mut self, mut line: Value) -> Result<()> {
        line["at"] = json!(rfc3339(self.clock.now()));
        let mut text = line.to_string();
        text.push('\n');
        // One write a line: the system keeps it when the process is killed.
        self.file
            .write_all(text.as_bytes())
            .map_err(|error| Error::failed(format!("{} cannot be written", self.path.display())).because(error))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::SystemClock;

    #[test]
    fn a_journal_tells_what_was_begun_and_a_second_apply_is_kept_out() {
        let directory = tempfile::tempdir().expect("a directory");
        let clock: SharedClock = Arc::new(SystemClock);
        assert!(left(directory.path(), "p").expect("no journal is fine").ended);
        let mut journal = Journal::open(directory.path(), None, "p", clock.clone()).expect("a journal");
        let step = Step::new("bucket", "raw", false, Vec::new());
        journal.event(&Event::Begun(&step)).expect("it is written");
        let refused = Journal::open(directory.path(), None, "q", clock.clone()).expect_err("one at a time");
        assert_eq!(refused.kind(), Kind::Conflict);
        drop(journal);
        let found = left(directory.path(), "p").expect("it is read");
        assert_eq!((found.ended, found.done, found.begun.len()), (false, 0, 1));
        let mut journal = Journal::open(directory.path(), None, "p", clock).expect("the lock was let go");
        journal.event(&Event::Done(&step)).expect("it is written");
        journal.end().expect("it is written");
        assert!(left(directory.path(), "p").expect("it is read").ended);
    }
}

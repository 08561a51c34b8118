//! Names that were seen: one small file for each lake and kind, below the user's cache. No secret is in it, nobody else
//! reads it, and it is written whole or not at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::clock::{Clock, SystemClock, epoch_millis};
use crate::domain::completion::{Candidate, Kind};
use crate::ops::private_folder::make_private;
use crate::settings::{PROJECT_FILE, Settings};

/// More than this is no file of ours.
const MOST_BYTES: u64 = 64 << 20;

/// How long ago something was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Age(i64);

impl Age {
    /// That of a duration.
    pub fn of(duration: Duration) -> Self {
        Self(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Names, and when they were seen.
#[derive(Debug, Clone)]
pub struct Known {
    /// When, in milliseconds since 1970.
    pub at_millis: i64,
    /// The names.
    pub names: Vec<Candidate>,
}

impl Known {
    /// What was written down; None when nothing was, or it cannot be read.
    pub fn read(file: &Path) -> Option<Self> {
        if std::fs::metadata(file).ok()?.len() > MOST_BYTES {
            return None;
        }
        let document: Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
        let pair = |pair: &Value| Some(Candidate::new(pair[0].as_str()?, pair[1].as_str()?));
        let names = document["names"].as_array()?.iter().filter_map(pair).collect();
        Some(Self { at_millis: document["at"].as_i64()?, names })
    }

    /// Writes names down, seen now.
    pub fn write(file: &Path, names: &[Candidate]) -> std::io::Result<()> {
        let folder = file.parent().unwrap_or(Path::new("."));
        make_private(folder)?;
        let pairs: Vec<Value> = names.iter().map(|name| json!([name.value, name.about])).collect();
        let document = json!({ "at": epoch_millis(SystemClock.now()), "names": pairs });
        // Readable by its owner alone, as temporary files are.
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(document.to_string().as_bytes())?;
        new.persist(file).map_err(|error| error.error)?;
        Ok(())
    }

    /// How old it is; what was seen in the future is as old as can be.
    pub fn age(&self) -> Age {
        let age = epoch_millis(SystemClock.now()) - self.at_millis;
        Age(if age < 0 { i64::MAX } else { age })
    }
}

/// The file of a kind of names in the lake that the settings mean.
pub fn file(settings: &Settings, kind: Kind) -> Option<PathBuf> {
    let mut lake = Sha256::new();
    for part in
        [format!("{:?}", settings.target), format!("{:?}", settings.region), format!("{:?}", settings.acting_as)]
            .iter()
            .chain(&settings.machine.aws_identity)
    {
        lake.update(part.as_bytes());
        lake.update([0]);
    }
    let lake = hex::encode(&lake.finalize()[..8]);
    Some(settings.machine.cache.as_ref()?.join("names").join(lake).join(format!("{}.json", kind.name())))
}

/// The profiles that the AWS configuration names.
pub fn profiles(files: &[PathBuf]) -> Vec<Candidate> {
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(file).ok());
    let mut found = Vec::new();
    for text in texts {
        let sections = text.lines().filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']'));
        for section in sections {
            match section.trim().split_once(char::is_whitespace) {
                Some(("profile", name)) => found.push(Candidate::new(name.trim(), "")),
                // Sections of sessions and services are no profiles.
                Some(_) => {}
                None => found.push(Candidate::new(section.trim(), "")),
            }
        }
    }
    found
}

/// The environments beside the nearest lake.toml.
pub fn environments(from: &Path) -> Vec<Candidate> {
    let Some(directory) = from.ancestors().find(|directory| directory.join(PROJECT_FILE).is_file()) else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let named = |entry: std::fs::DirEntry| {
        let file = entry.file_name().into_string().ok()?;
        Some(Candidate::new(file.strip_prefix("lake.")?.strip_suffix(".toml")?, ""))
    };
    entries.filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_whole_and_for_their_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("names/lake/bucket.json");
        assert!(Known::read(&file).is_none());
        let names = [Candidate::new("raw", ""), Candidate::new("a\u{1b}b", "x")];
        Known::write(&file, &names).unwrap();
        let known = Known::read(&file).unwrap();
        assert_eq!(known.names, names);
        assert!(known.age() < Age::of(Duration::from_secs(600)));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
        }
        std::fs::write(&file, "{\"at\": 1, \"names\": [[1]").unwrap();
        assert!(Known::read(&file).is_none());
    }

    #[test]
    fn profiles_are_read_from_both_files() {
        let folder = tempfile::tempdir().unwrap();
        let (config, credentials) = (folder.path().join("config"), folder.path().join("credentials"));
        std::fs::write(&config, "[default]\n[profile prod]\nregion = x\n[sso-session corp]\n").unwrap();
        std::fs::write(&credentials, "[ci]\naws_access_key_id = x\n").unwrap();
        let names: Vec<String> = profiles(&[config, credentials]).into_iter().map(|one| one.value).collect();
        assert_eq!(names, ["default", "prod", "ci"]);
    }
}

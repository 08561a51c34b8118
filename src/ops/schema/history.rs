//! Where the older versions of a schema are: in files, in a directory, in a commit, in a registry.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::bundle;
use super::file::{SchemaFile, below, read_text};
use super::git::Commit;
use super::{Registered, registered};
use crate::aws::Read;
use crate::domain::schema::Mode;
use crate::domain::schema_check::{Against, OldVersion};
use crate::error::{Error, Result};

/// The older versions of one schema.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// Oldest first.
    pub versions: Vec<OldVersion>,
    /// The registry's checkpoint.
    pub checkpoint: Option<i64>,
    /// The registry's mode.
    pub mode: Option<Mode>,
}

impl History {
    fn of(versions: Vec<OldVersion>) -> Self {
        Self { versions, ..Self::default() }
    }

    /// What a registry has.
    pub fn registered(found: &Registered) -> Self {
        let versions = found.versions.iter().map(|stored| OldVersion {
            number: stored.number,
            label: format!("{} v{}", found.schema.name, stored.number),
            is_file: false,
            text: stored.definition.clone(),
            bundle: None,
        });
        Self { versions: versions.collect(), checkpoint: Some(found.schema.checkpoint), mode: Some(found.schema.mode) }
    }
}

/// Files that were named, the oldest first. A directory among them holds the old version of each schema under the same
/// name.
pub fn in_files(file: &SchemaFile, old: &[PathBuf], import_path: &[PathBuf]) -> Result<History> {
    let mut versions = Vec::new();
    for path in old {
        let path = if path.is_dir() { path.join(file.path.file_name().unwrap_or_default()) } else { path.clone() };
        if old.iter().any(|named| named.is_dir()) && !path.exists() {
            continue;
        }
        versions.push(read_old(file, &path, versions.len(), import_path)?);
    }
    Ok(History::of(versions))
}

/// A directory of older versions, listed once for any number of schemas.
///
/// The versions of a schema are those in `DIR/NAME/` when there is such a directory, otherwise the files of `DIR` that are
/// called after the schema (`NAME.avsc`, `NAME.v2.avsc`, `NAME-2.avsc`, `NAME_v2.avsc`); for a single schema, when there
/// is none of these, every schema file of the directory. Sorted with numbers as numbers.
#[derive(Debug)]
pub struct HistoryDirectory {
    directory: PathBuf,
    /// The directory's own files.
    files: Vec<PathBuf>,
    /// Indexes into `files`, by each name that a file may be a version of.
    called: HashMap<String, Vec<usize>>,
}

impl HistoryDirectory {
    /// Lists a directory.
    pub fn open(directory: &Path) -> Result<Self> {
        if !directory.is_dir() {
            return Err(Error::usage(format!("{} is no directory", directory.display())));
        }
        let files = below(directory, &|path: &Path| path.parent() == Some(directory))?;
        let mut called: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, path) in files.iter().enumerate() {
            for name in names_of(&stem(path)) {
                called.entry(name.to_owned()).or_default().push(index);
            }
        }
        Ok(Self { directory: directory.to_owned(), files, called })
    }

    /// The older versions of a schema.
    pub fn history(&self, file: &SchemaFile, is_single: bool, import_path: &[PathBuf]) -> Result<History> {
        let name = stem(&file.path);
        let same_kind = |path: &Path| path.extension() == file.path.extension();
        let own = self.directory.join(&name);
        let mut paths: Vec<PathBuf> = if own.is_dir() {
            below(&own, &same_kind)?
        } else {
            let indexes = self.called.get(&name).map_or(&[][..], Vec::as_slice);
            let called = indexes.iter().map(|index| &self.files[*index]).filter(|path| same_kind(path));
            let called: Vec<PathBuf> = called.cloned().collect();
            if called.is_empty() && is_single {
                self.files.iter().filter(|path| same_kind(path)).cloned().collect()
            } else {
                called
            }
        };
        paths.sort_by_cached_key(|path| natural(&path.to_string_lossy()));
        // A history that lies beside the schema does not count the schema itself.
        paths.retain(|path| path != &file.path);
        let versions = paths.iter().enumerate().map(|(index, path)| read_old(file, path, index, import_path));
        Ok(History::of(versions.collect::<Result<_>>()?))
    }
}

/// The file as it is in a commit. A file that the commit does not have is new.
pub fn in_commit(
    commit: &mut Commit,
    against: &Against,
    file: &SchemaFile,
    import_path: &[PathBuf],
) -> Result<History> {
    let Against::Git { path: named, .. } = against else { return Ok(History::default()) };
    let path = match named {
        Some(path) => path.clone(),
        None => commit.path_of(&file.path)?,
    };
    match commit.read(&path)? {
        Some(text) => {
            let label = match against {
                Against::Git { reference, .. } => format!("git:{reference}:{path}"),
                other => other.to_string(),
            };
            let bundle = bundle::in_commit(commit, file.format, (&label, &path, &text), import_path)?;
            Ok(History::of(vec![OldVersion { number: 1, label, is_file: false, text, bundle }]))
        }
        None if named.is_some() => Err(Error::usage(format!("there is no {path} in that commit"))
            .hint("the path counts from the top of the repository")),
        None => Ok(History::default()),
    }
}

/// What a registry has of a schema: the versions that the mode and the operator ask for, and no others are fetched.
pub async fn in_registry(read: &Read, registry: &str, name: &str) -> Result<Option<(Registered, History)>> {
    let Some(found) = registered(read, registry, name).await? else { return Ok(None) };
    let history = History::registered(&found);
    Ok(Some((found, history)))
}

/// The name of a schema by its file's name.
pub fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn read_old(file: &SchemaFile, path: &Path, index: usize, import_path: &[PathBuf]) -> Result<OldVersion> {
    let old = bundle::with_old_imports(read_text(path, Some(file.format))?, import_path)?;
    Ok(OldVersion {
        number: i64::try_from(index + 1).unwrap_or(i64::MAX),
        label: path.display().to_string(),
        is_file: true,
        text: old.text,
        bundle: old.bundle,
    })
}

/// The names of schemas that a file of this name is, or is a version of: `user.v2` is a version of `user`.
fn names_of(stem: &str) -> Vec<&str> {
    let mut names = vec![stem];
    let before_digits = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    if before_digits.len() == stem.len() {
        return names;
    }
    let before = before_digits.strip_suffix(['v', 'V']).unwrap_or(before_digits);
    let bare = before.trim_end_matches(SEPARATORS);
    // Separators are one byte each, and any number of them may belong to the name itself.
    names.extend((bare.len()..before.len()).map(|end| &stem[..end]).filter(|name| !name.is_empty()));
    names
}

/// What stands between a schema's name and its version.
const SEPARATORS: [char; 3] = ['.', '-', '_'];

/// A key that sorts `v2` before `v10`.
fn natural(text: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let (mut words, mut digits) = (String::new(), String::new());
    for character in text.chars() {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            parts.push((std::mem::take(&mut words), digits.parse().unwrap_or(u64::MAX)));
            digits.clear();
        }
        words.push(character);
    }
    parts.push((words, digits.parse().unwrap_or(0)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_sort_as_numbers_and_are_called_after_their_schema() {
        let mut names = vec!["user.v10", "user.v9", "user", "user.v1"];
        names.sort_by_key(|name| natural(name));
        assert_eq!(names, ["user", "user.v1", "user.v9", "user.v10"]);
        for (stem, is_version) in [
            ("user", true),
            ("user.v2", true),
            ("user-2", true),
            ("user_v12", true),
            ("users", false),
            ("user2", false),
            ("user_event", false),
        ] {
            assert_eq!(names_of(stem).contains(&"user"), is_version, "{stem}");
        }
    }
}

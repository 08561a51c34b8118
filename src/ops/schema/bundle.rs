//! One definition out of a file and the files it refers to. Only files are read; the rules of the languages are
//! `domain::schema_bundle`'s.
//!
//! Where files are looked for: in the folders that were named, in the order in which they were, then in the definition's own
//! folder, and for PROTOBUF, when no folder was named, in the working directory, as its compiler does.

use std::path::{Path, PathBuf};

use super::SchemaFile;
use super::file::{invalid, read_text};
use super::git::Commit;
use crate::domain::schema::DataFormat;
use crate::domain::schema_bundle::{self, Bundle, BundleError, SourceFile, left_out};
use crate::error::{Error, Result};

/// A definition with what it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundled {
    pub format: DataFormat,
    pub text: String,
    /// The files that it was made from, the definition's own first.
    pub files: Vec<PathBuf>,
}

/// Bundles a definition. What comes out is valid and whole, or this is an error.
pub fn bundle(path: &Path, import_path: &[PathBuf], format: Option<DataFormat>) -> Result<Bundled> {
    let file = read_text(path, format)?;
    if file.format == DataFormat::Avro {
        return Err(Error::usage("AVRO definitions refer to no files: all of their types are in one"));
    }
    let file = with_imports(file, import_path)?;
    let label = path.display().to_string();
    let left = match &file.bundle {
        Some(bundle) => bundle.left().to_vec(),
        None => left_out(file.format, &label, &file.text),
    };
    if let Some(first) = left.first() {
        return Err(cannot_be_bundled(&label, first));
    }
    if let Some(error) = invalid(&file, &file.errors()) {
        return Err(error.context(format!("the bundle of {label} is not valid")));
    }
    let sources = file.bundle.iter().flat_map(|bundle| bundle.files()).skip(1);
    let files = std::iter::once(path.to_owned()).chain(sources.map(|source| PathBuf::from(&source.label)));
    Ok(Bundled { format: file.format, text: file.definition().to_owned(), files: files.collect() })
}

/// A file with what it refers to put into its definition. What is nowhere stays a reference.
pub fn with_imports(file: SchemaFile, import_path: &[PathBuf]) -> Result<SchemaFile> {
    let own = file.path.parent().unwrap_or(Path::new("")).to_owned();
    with_those_in(file, import_path.iter().cloned().chain([own]).collect(), import_path)
}

/// An older version of a file with what it refers to: what lies beside it is as old as it is, and comes first.
pub fn with_old_imports(file: SchemaFile, import_path: &[PathBuf]) -> Result<SchemaFile> {
    let own = file.path.parent().unwrap_or(Path::new("")).to_owned();
    with_those_in(file, std::iter::once(own).chain(import_path.iter().cloned()).collect(), import_path)
}

/// Fails when a folder to import from is not there: mistyped, it would be one without files.
pub fn need_folders(folders: &[PathBuf]) -> Result<()> {
    match folders.iter().find(|folder| !folder.is_dir()) {
        None => Ok(()),
        Some(missing) => Err(Error::usage(format!("{} is no folder to import from", missing.display()))
            .hint("--import-path counts from the folder in which lakectl is started")),
    }
}

fn with_those_in(file: SchemaFile, mut folders: Vec<PathBuf>, import_path: &[PathBuf]) -> Result<SchemaFile> {
    if file.format == DataFormat::Protobuf && import_path.is_empty() {
        folders.push(PathBuf::new());
    }
    let mut read = |name: &str| -> Result<Option<SourceFile>, BundleError> {
        let Some(found) = folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()) else {
            return Ok(None);
        };
        let text = read_text(&found, Some(file.format)).map_err(|error| BundleError::new(error.chain().join(": ")))?;
        Ok(Some(SourceFile { label: found.display().to_string(), text: text.text }))
    };
    let label = file.path.display().to_string();
    let bundle = made(file.format, &label, &file.text, &mut read)?;
    Ok(SchemaFile { bundle, ..file })
}

/// The definition of a file in a commit, with what it refers to as it is in that commit.
pub fn in_commit(
    commit: &mut Commit,
    format: DataFormat,
    (label, path, text): (&str, &str, &str),
    import_path: &[PathBuf],
) -> Result<Option<Bundle>> {
    let mut folders: Vec<String> = Vec::new();
    // A folder that is not in the repository has nothing in the commit.
    let inside = |folder: &PathBuf| commit.path_of(&folder.join("x")).ok();
    folders.extend(import_path.iter().filter_map(inside).map(|path| folder_of(&path).to_owned()));
    folders.push(folder_of(path).to_owned());
    if format == DataFormat::Protobuf && import_path.is_empty() {
        folders.extend(commit.path_of(Path::new("x")).ok().map(|path| folder_of(&path).to_owned()));
    }
    let prefix = label.strip_suffix(path).unwrap_or_default().to_owned();
    let mut read = |name: &str| -> Result<Option<SourceFile>, BundleError> {
        for folder in &folders {
            let Some(path) = joined(folder, name) else { continue };
            let found = commit.read(&path).map_err(|error| BundleError::new(error.chain().join(": ")))?;
            if let Some(text) = found {
                return Ok(Some(SourceFile { label: format!("{prefix}{path}"), text }));
            }
        }
        Ok(None)
    };
    made(format, label, text, &mut read)
}

/// A bundle from files that a reader knows.
pub fn made(
    format: DataFormat,
    label: &str,
    text: &str,
    read: &mut schema_bundle::Reader<'_>,
) -> Result<Option<Bundle>> {
    schema_bundle::bundle(format, label, text, read).map_err(|error| cannot_be_bundled(label, &error))
}

fn cannot_be_bundled(label: &str, error: &BundleError) -> Error {
    let found = Error::usage(format!("{label} cannot be put together with what it refers to"));
    let found = found.because(error.message.clone());
    error.at.iter().fold(found, |found, at| found.at(at.clone()))
}

/// The folder of a path in a commit, with its slash; empty at the top.
fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}

/// A path in a commit; none when it leads out of the repository.
fn joined(folder: &str, name: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_a_commit_stay_in_it() {
        assert_eq!(folder_of("a/b.proto"), "a/");
        assert_eq!(folder_of("b.proto"), "");
        assert_eq!(joined("a/b/", "../c.json").as_deref(), Some("a/c.json"));
        assert_eq!(joined("", "./c.json").as_deref(), Some("c.json"));
        assert_eq!(joined("a/", "../../c.json"), None);
    }
}

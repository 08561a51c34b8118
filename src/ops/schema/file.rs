//! Definitions in files: reading one, finding many.

use std::collections::HashSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::bundle::with_imports;
use crate::domain::crawl::Glob;
use crate::domain::schema::{self, DataFormat, DefinitionError};
use crate::domain::schema_bundle::Bundle;
use crate::error::{Error, Result};

/// The largest file that is read. What a registry takes is far less.
pub const LARGEST_FILE: u64 = 10 << 20;

/// A definition in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaFile {
    pub path: PathBuf,
    /// The file's own text.
    pub text: String,
    pub format: DataFormat,
    /// The definition, when other files belong to it.
    pub bundle: Option<Bundle>,
}

impl SchemaFile {
    /// The definition, whole.
    pub fn definition(&self) -> &str {
        self.bundle.as_ref().map_or(&self.text, Bundle::text)
    }

    /// What is wrong with the definition on its own, where it is.
    pub fn errors(&self) -> Vec<DefinitionError> {
        let mut errors = schema::validate(self.format, self.definition());
        if let (Some(bundle), false) = (&self.bundle, errors.is_empty()) {
            bundle.origins().errors(&mut errors);
        }
        errors
    }

    /// `path:line:column`
    pub fn place(&self, place: schema::Place) -> String {
        let other = self.bundle.as_ref().filter(|_| place.file > 0).and_then(|bundle| bundle.files().get(place.file));
        let file = other.map_or_else(|| self.path.display().to_string(), |file| file.label.clone());
        format!("{file}:{}:{}", place.line, place.column)
    }
}

/// Reads a definition, whatever it says: UTF-8 of a size that can be worked on. `-` is stdin.
pub fn read_text(path: &Path, format: Option<DataFormat>) -> Result<SchemaFile> {
    let shown = path.display();
    let bytes = read_bytes(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let (line, column) = position(error.as_bytes(), error.utf8_error().valid_up_to());
        Error::usage(format!("{shown} is not UTF-8")).because(error.utf8_error()).at(format!("{shown}:{line}:{column}"))
    })?;
    let format = match format.or_else(|| format_of(path, &text)) {
        Some(format) => format,
        None => {
            return Err(Error::usage(format!("the format of {shown} is not known by its name"))
                .hint("name it with --format avro, json or protobuf"));
        }
    };
    Ok(SchemaFile { path: path.to_owned(), text, format, bundle: None })
}

/// Reads a definition with what it refers to, and checks that it is one that a registry takes: of the right size, valid in
/// its format.
pub fn read_file(path: &Path, format: Option<DataFormat>, import_path: &[PathBuf]) -> Result<SchemaFile> {
    let file = with_imports(read_text(path, format)?, import_path)?;
    let shown = path.display();
    schema::check_definition_size(file.definition()).map_err(|error| Error::usage(format!("{shown}: {error}")))?;
    match invalid(&file, &file.errors()) {
        Some(error) => Err(error),
        None => Ok(file),
    }
}

/// The errors of a definition as ours; none when there are none.
pub fn invalid(file: &SchemaFile, errors: &[DefinitionError]) -> Option<Error> {
    let first = errors.first()?;
    let mut error = Error::usage(format!("{} is not a valid {} schema", file.path.display(), file.format))
        .because(first.message.clone());
    for found in errors {
        error = error.at(file.place(found.place));
    }
    if let Some(hint) = &first.hint {
        error = error.hint(hint.clone());
    }
    Some(error)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let shown = path.display();
    let unreadable = |error: std::io::Error| Error::unreadable(path, error);
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        let file = fs::File::open(path).map_err(unreadable)?;
        if file.metadata().map_err(unreadable)?.is_dir() {
            return Err(Error::usage(format!("{shown} is a directory")));
        }
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Error::usage(format!("{shown} is larger than {} MiB, which is no schema", LARGEST_FILE >> 20))
            .at(format!("{shown}:1:1")));
    }
    Ok(bytes)
}

fn position(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = &bytes[..at.min(bytes.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

/// The format that a file's name says. A `.json` file is JSON Schema unless it is plainly an Avro record, enum or fixed,
/// which no JSON Schema can be.
pub fn format_of(path: &Path, text: &str) -> Option<DataFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "avsc" | "avro" => Some(DataFormat::Avro),
        "json" if is_avro(text) => Some(DataFormat::Avro),
        "json" => Some(DataFormat::Json),
        "proto" => Some(DataFormat::Protobuf),
        _ => None,
    }
}

fn is_avro(text: &str) -> bool {
    // Only the head is parsed as a whole document when it can be one: cheap for what is plainly something else.
    if !["\"record\"", "\"enum\"", "\"fixed\""].iter().any(|word| text.contains(word)) {
        return false;
    }
    serde_json::from_str::<serde_json::Value>(text)
        .ok()
        .and_then(|value| value.get("type")?.as_str().map(|name| matches!(name, "record" | "enum" | "fixed")))
        .unwrap_or(false)
}

/// Whether a file found in a directory is taken for a schema.
fn is_schema_name(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["avsc", "json", "proto"].contains(&extension.to_ascii_lowercase().as_str())
}

/// The files that arguments name: files themselves, the schema files below directories (hidden ones left out), what a
/// pattern matches. Each once, in the order of the arguments, sorted within one.
pub fn expand(arguments: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut known: HashSet<PathBuf> = HashSet::new();
    for argument in arguments {
        let found = if argument.is_dir() {
            let found = below(argument, &is_schema_name)?;
            if found.is_empty() {
                let shown = argument.display();
                return Err(Error::usage(format!("there is no .avsc, .json or .proto file below {shown}")));
            }
            found
        } else if !argument.exists() && is_pattern(argument) {
            matching(argument)?
        } else {
            vec![argument.clone()]
        };
        for path in found {
            if known.insert(path.clone()) {
                files.push(path);
            }
        }
    }
    Ok(files)
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

fn matching(pattern: &Path) -> Result<Vec<PathBuf>> {
    let text = pattern.to_string_lossy().replace('\\', "/");
    let text = text.trim_start_matches("./");
    let globs = without_levels(text)
        .iter()
        .map(|text| Glob::new(text))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Error::usage(format!("`{}` is no pattern: {error}", pattern.display())))?;
    let fixed: Vec<&str> = text.split('/').take_while(|part| !part.contains(['*', '?', '[', '{'])).collect();
    let base = fixed.join("/");
    let base = match (base.is_empty(), text.starts_with('/')) {
        (true, true) => PathBuf::from("/"),
        (true, false) => PathBuf::from("."),
        (false, _) => PathBuf::from(base),
    };
    let matches = |path: &Path| {
        let path = path.to_string_lossy();
        globs.iter().any(|glob| glob.matches(path.trim_start_matches("./")))
    };
    let found = if base.is_dir() { below(&base, &matches)? } else { Vec::new() };
    if found.is_empty() {
        return Err(Error::usage(format!("no file matches {}", pattern.display())));
    }
    Ok(found)
}

/// A pattern, and what it says when a `**/` in it stands for no directory at all: `a/**/b` is `a/b` too, as in shells.
fn without_levels(pattern: &str) -> Vec<String> {
    const LEVELS: &str = "**/";
    let mut patterns = vec![pattern.to_owned()];
    let mut next = 0;
    while let Some(text) = patterns.get(next).cloned().filter(|_| next < 64) {
        for (at, _) in text.match_indices(LEVELS).filter(|(at, _)| *at == 0 || text[..*at].ends_with('/')) {
            let shorter = format!("{}{}", &text[..at], &text[at + LEVELS.len()..]);
            if !patterns.contains(&shorter) {
                patterns.push(shorter);
            }
        }
        next += 1;
    }
    patterns
}

/// Directories deeper than this are not entered: they are links that go round.
const MAX_DEPTH: usize = 64;

/// The files below a directory that are wanted, sorted; hidden files and directories are left out.
pub fn below(directory: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    walk(directory, wanted, &mut found, 0)?;
    found.sort();
    Ok(found)
}

fn walk(directory: &Path, wanted: &dyn Fn(&Path) -> bool, found: &mut Vec<PathBuf>, depth: usize) -> Result<()> {
    let unreadable =
        |error: std::io::Error| Error::usage(format!("{} cannot be read", directory.display())).because(error);
    if depth > MAX_DEPTH {
        return Err(Error::usage(format!("{} is nested too deep", directory.display())));
    }
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = if directory == Path::new(".") { PathBuf::from(entry.file_name()) } else { entry.path() };
        if path.is_dir() {
            walk(&path, wanted, found, depth + 1)?;
        } else if wanted(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// Puts a text in a file's place: the old one or the new one is there, whole, whenever one looks.
pub fn replace(path: &Path, text: &str) -> Result<()> {
    let failed = |error: std::io::Error| Error::unwritable(path, error);
    let path = fs::canonicalize(path).map_err(failed)?;
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(directory).map_err(failed)?;
    new.write_all(text.as_bytes()).map_err(failed)?;
    let permissions = fs::metadata(&path).map_err(failed)?.permissions();
    fs::set_permissions(new.path(), permissions).map_err(failed)?;
    new.as_file().sync_all().map_err(failed)?;
    new.persist(&path).map_err(|error| failed(error.error)).map(drop)
}

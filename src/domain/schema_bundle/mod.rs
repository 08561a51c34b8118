//! One definition out of several files, for a registry that knows no references between definitions.
//!
//! Invariants:
//! - Nothing is fetched from the web, and nothing is read here: the caller reads files by their names.
//! - What is taken from a file stands in the bundle as it was written there, but for references and the dots before names,
//!   and is known by its place in that file ([`Bundle::tell`]).
//! - What cannot be put into one file without changing its meaning is an error that names it. What is only missing stays
//!   a reference, and is listed ([`Bundle::left`]).

mod json;
mod protobuf;
mod text;

use super::schema::{DataFormat, DefinitionError, Edit, Finding, Lines, Place, Span};
use text::Composed;

/// Why a definition cannot be put into one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleError {
    /// One sentence without a full stop.
    pub message: String,
    /// `path:line:column`, where there is a place.
    pub at: Option<String>,
}

impl BundleError {
    /// An error without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), at: None }
    }

    fn at(message: impl Into<String>, file: &SourceFile, offset: usize) -> Self {
        let place = Lines::new(&file.text).place(Span { start: offset, end: offset });
        Self { message: message.into(), at: Some(format!("{}:{}:{}", file.label, place.line, place.column)) }
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// What people call it.
    pub label: String,
    pub text: String,
}

/// How files are read: by the path that they are referred to by, from the definition's own folder (JSON) or from any folder
/// of imports (PROTOBUF). None: there is no such file.
pub type Reader<'a> = dyn FnMut(&str) -> Result<Option<SourceFile>, BundleError> + 'a;

/// A definition that was made of several files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    format: DataFormat,
    whole: Composed,
    /// The definition's own file first.
    files: Vec<SourceFile>,
    /// The names by which the files after the first are referred to.
    names: Vec<String>,
    left: Vec<BundleError>,
}

/// Puts what a definition refers to into it. None when it refers to no file, or none of those it refers to can be read.
pub fn bundle(
    format: DataFormat,
    label: &str,
    text: &str,
    read: &mut Reader<'_>,
) -> Result<Option<Bundle>, BundleError> {
    let own = SourceFile { label: label.to_owned(), text: text.to_owned() };
    match format {
        DataFormat::Avro => Ok(None),
        DataFormat::Json => json::bundle(own, read),
        DataFormat::Protobuf => protobuf::bundle(own, read),
    }
}

/// Why what a definition refers to could not be put into it, reference by reference; empty when it refers to nothing.
pub fn left_out(format: DataFormat, label: &str, text: &str) -> Vec<BundleError> {
    let own = SourceFile { label: label.to_owned(), text: text.to_owned() };
    match format {
        DataFormat::Avro => Vec::new(),
        DataFormat::Json => json::left_out(&own),
        DataFormat::Protobuf => protobuf::left_out(&own),
    }
}

impl Bundle {
    /// The definition, whole.
    pub fn text(&self) -> &str {
        &self.whole.text
    }

    /// The files that it was made of, the definition's own first. [`Place::file`] counts them.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// What stayed a reference.
    pub fn left(&self) -> &[BundleError] {
        &self.left
    }

    /// The bundle again, with another text in the definition's own file. No file is read.
    pub fn again(&self, text: &str) -> Result<Option<Bundle>, BundleError> {
        let mut read = |name: &str| {
            let known = self.names.iter().position(|known| known == name);
            Ok(known.map(|index| self.files[index + 1].clone()))
        };
        bundle(self.format, &self.files[0].label, text, &mut read)
    }

    /// Where places of the whole are in its files.
    pub fn origins(&self) -> Origins<'_> {
        Origins { bundle: self, lines: self.files.iter().map(|file| Lines::new(&file.text)).collect() }
    }

    /// An edit of the whole as one of the definition's own file; none when it is elsewhere.
    fn own_edit(&self, edit: &Edit) -> Option<Edit> {
        let span = self.whole.exact(0, edit.span.start..edit.span.end)?;
        Some(Edit { span: Span { start: span.start, end: span.end }, ..edit.clone() })
    }
}

/// The lines of a bundle's files, read once for many places.
pub struct Origins<'a> {
    bundle: &'a Bundle,
    lines: Vec<Lines<'a>>,
}

impl Origins<'_> {
    /// A place of the whole as one in the file that it is from.
    pub fn place(&self, place: Place) -> Place {
        let (file, range) = self.bundle.whole.origin(place.span.start..place.span.end);
        Place { file, ..self.lines[file].place(Span { start: range.start, end: range.end }) }
    }

    /// Puts the errors of a whole where they are.
    pub fn errors(&self, errors: &mut [DefinitionError]) {
        for error in errors {
            error.place = self.place(error.place);
        }
    }

    /// Puts what is said of the new definition where it is. Edits that are not in its own file are left to people.
    pub fn new_side(&self, finding: &mut Finding) {
        finding.new.place = self.place(finding.new.place);
        if let Some(fix) = &mut finding.fix {
            let edits: Option<Vec<Edit>> = fix.edits.iter().map(|edit| self.bundle.own_edit(edit)).collect();
            fix.edits = edits.unwrap_or_default();
        }
    }

    /// Puts what is said of the old definition where it is.
    pub fn old_side(&self, finding: &mut Finding) {
        finding.old.place = self.place(finding.old.place);
    }
}

#[cfg(test)]
mod tests;

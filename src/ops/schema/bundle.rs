//! One file out of a definition and the files it refers to. Only files are read; the rules of the languages are
//! `domain::schema_bundle`'s.

use std::path::{Path, PathBuf};

use super::SchemaFile;
use super::file::{invalid, read_text};
use crate::domain::schema::{DataFormat, validate};
use crate::domain::schema_bundle::{BundleError, bundle_json, bundle_protobuf};
use crate::error::{Error, Result};

/// A definition with what it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundled {
    pub format: DataFormat,
    pub text: String,
    /// The files that it was made from, the definition's own first.
    pub files: Vec<PathBuf>,
}

/// Bundles a definition. What comes out is valid, or this is an error.
pub fn bundle(path: &Path, include: &[PathBuf], format: Option<DataFormat>) -> Result<Bundled> {
    let file = read_text(path, format)?;
    let directory = path.parent().map_or_else(PathBuf::new, Path::to_owned);
    let mut files = vec![path.to_owned()];
    let text = match file.format {
        DataFormat::Avro => {
            return Err(Error::usage("AVRO definitions refer to no files: all of their types are in one"));
        }
        DataFormat::Json => {
            let mut read = |name: &str| {
                let found = directory.join(name);
                let text = read_text(&found, Some(DataFormat::Json)).map(|file| file.text);
                if !files.contains(&found) {
                    files.push(found);
                }
                text.map_err(|error| BundleError::new(error.chain().join(": ")))
            };
            bundle_json(&file.text, &mut read)
        }
        DataFormat::Protobuf => {
            let default = [directory];
            let roots = if include.is_empty() { &default[..] } else { include };
            let mut read = |name: &str| {
                let Some(found) = roots.iter().map(|root| root.join(name)).find(|path| path.is_file()) else {
                    return Ok(None);
                };
                let text = read_text(&found, Some(DataFormat::Protobuf)).map(|file| file.text);
                files.push(found);
                text.map(Some).map_err(|error| BundleError::new(error.chain().join(": ")))
            };
            bundle_protobuf(&file.text, &mut read)
        }
    };
    let text = text.map_err(|error| {
        let found = Error::usage(format!("{} cannot be bundled", path.display())).because(error.message);
        error.line.into_iter().fold(found, |found, line| found.at(format!("{}:{line}:1", path.display())))
    })?;
    let whole = SchemaFile { path: path.to_owned(), text: text.clone(), format: file.format };
    if let Some(error) = invalid(&whole, &validate(file.format, &text)) {
        return Err(error.context(format!("the bundle of {} is not valid", path.display())));
    }
    Ok(Bundled { format: file.format, text, files })
}

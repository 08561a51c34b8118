//! A definition by whatever name an operator gives it: a file, a version in a registry, a file in a commit.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::bundle::with_imports;
use super::file::{format_of, invalid, read_text};
use super::git::Commit;
use super::version;
use crate::aws::Read;
use crate::domain::schema::{DataFormat, SchemaName};
use crate::error::{Error, Result};

/// What an operator wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefinitionName {
    File(PathBuf),
    /// `git:REF:PATH`
    Git {
        reference: String,
        path: String,
    },
    /// `NAME@3`, `NAME@latest`, each also after `REGISTRY/`
    Registered {
        name: String,
        version: Option<i64>,
    },
}

impl FromStr for DefinitionName {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        if let Some((reference, path)) = text.strip_prefix("git:").and_then(|place| place.split_once(':')) {
            return Ok(Self::Git { reference: reference.to_owned(), path: path.to_owned() });
        }
        if let Some((name, version)) = text.rsplit_once('@') {
            let number = version.strip_prefix('v').unwrap_or(version).parse().ok();
            if version == "latest" || number.is_some() {
                return Ok(Self::Registered { name: name.to_owned(), version: number });
            }
        }
        Ok(Self::File(PathBuf::from(text)))
    }
}

/// A definition that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// What people call it.
    pub label: String,
    pub is_file: bool,
    pub format: DataFormat,
    pub text: String,
}

impl DefinitionName {
    /// Whether a registry has to be asked. A name that is no file and could be a schema's is one.
    pub fn is_registered(&self) -> bool {
        match self {
            Self::Registered { .. } => true,
            Self::Git { .. } => false,
            Self::File(path) => self.schema_name().is_some() && path != Path::new("-") && !path.exists(),
        }
    }

    /// Name and version of what could be in a registry.
    fn schema_name(&self) -> Option<(&str, Option<i64>)> {
        match self {
            Self::Registered { name, version } => Some((name, *version)),
            Self::Git { .. } => None,
            Self::File(path) => {
                let text = path.to_str()?;
                let is_name = path.extension().is_none()
                    && text.split('/').count() <= 2
                    && text.split('/').all(|part| part.parse::<SchemaName>().is_ok() && !part.starts_with('.'));
                is_name.then_some((text, None))
            }
        }
    }

    /// Reads a definition that no registry has.
    pub fn read_here(&self, format: Option<DataFormat>) -> Result<Definition> {
        match self {
            Self::File(path) => {
                let file = with_imports(read_text(path, format)?, &[])?;
                let label = path.display().to_string();
                if file.bundle.is_none() {
                    return Ok(Definition { label, is_file: true, format: file.format, text: file.text });
                }
                if let Some(error) = invalid(&file, &file.errors()) {
                    return Err(error);
                }
                // Places in it are those of what `schema bundle` writes.
                Ok(Definition {
                    label: format!("{label} (bundled)"),
                    is_file: false,
                    format: file.format,
                    text: file.definition().to_owned(),
                })
            }
            Self::Git { reference, path } => {
                let text = Commit::open(reference)?.read(path)?.ok_or_else(|| {
                    Error::usage(format!("there is no {path} in {reference}"))
                        .hint("the path counts from the top of the repository")
                })?;
                let format = format.or_else(|| format_of(Path::new(path), &text)).ok_or_else(|| {
                    Error::usage(format!("the format of {path} is not known by its name"))
                        .hint("name it with --format avro, json or protobuf")
                })?;
                Ok(Definition { label: format!("git:{reference}:{path}"), is_file: false, format, text })
            }
            Self::Registered { name, .. } => Err(Error::failed(format!("schema {name} is in a registry"))),
        }
    }

    /// Reads a definition from a registry.
    pub async fn read_registered(&self, read: &Read, registry: &str) -> Result<Definition> {
        let Some((name, number)) = self.schema_name() else {
            return Err(Error::usage("this is no schema's name"));
        };
        let (registry, name) = name.split_once('/').unwrap_or((registry, name));
        let (schema, version, text) = version(read, registry, name, number).await?;
        Ok(Definition { label: format!("{name} v{}", version.number), is_file: false, format: schema.format, text })
    }
}

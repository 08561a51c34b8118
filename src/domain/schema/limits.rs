//! Names and sizes that the registry takes.
//!
//! Source: the Glue API model (`SchemaRegistryNameString`, `SchemaDefinitionString`, `MetadataKeyString`,
//! `MetadataValueString`).

use std::fmt;
use std::str::FromStr;

/// The largest definition. The model counts characters; bytes are counted here, so that what passes is sure to fit.
pub const MAX_DEFINITION: usize = 170_000;

/// Metadata pairs that one version can have.
pub const MAX_METADATA_PAIRS: usize = 10;

const MAX_NAME: usize = 255;

/// What exceeds a limit of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitError(pub String);

impl fmt::Display for LimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LimitError {}

macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = LimitError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                check_name($what, text).map(|()| Self(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name_type!(
    /// The name of a schema: 1 to 255 of letters, digits and `-_$#.`.
    SchemaName,
    "schema"
);
name_type!(
    /// The name of a registry: 1 to 255 of letters, digits and `-_$#.`.
    RegistryName,
    "registry"
);

fn check_name(what: &str, text: &str) -> Result<(), LimitError> {
    if text.is_empty() || text.chars().count() > MAX_NAME {
        return Err(LimitError(format!("a {what} name has 1 to {MAX_NAME} characters")));
    }
    match text.chars().find(|c| !c.is_ascii_alphanumeric() && !"-_$#.".contains(*c)) {
        Some(c) => Err(LimitError(format!(
            "the {what} name '{text}' has the character '{}'; letters, digits and - _ $ # . are allowed",
            c.escape_debug()
        ))),
        None => Ok(()),
    }
}

/// Whether a definition has a size that can be stored: 1 to 170,000 bytes.
pub fn check_definition_size(definition: &str) -> Result<(), LimitError> {
    match definition.len() {
        0 => Err(LimitError("the definition is empty".to_owned())),
        size if size > MAX_DEFINITION => {
            Err(LimitError(format!("the definition has {size} bytes; a registry takes {MAX_DEFINITION} at most")))
        }
        _ => Ok(()),
    }
}

/// Whether a metadata pair can be stored: key 1 to 128, value 1 to 256 characters, all of the model's pattern
/// `[a-zA-Z0-9+-=._./@]`, in which `+-=` is a range.
pub fn check_metadata_pair(key: &str, value: &str) -> Result<(), LimitError> {
    for (what, text, most) in [("key", key, 128), ("value", value, 256)] {
        if text.is_empty() || text.chars().count() > most {
            return Err(LimitError(format!("a metadata {what} has 1 to {most} characters")));
        }
        if let Some(c) =
            text.chars().find(|c| !c.is_ascii_alphanumeric() && !('+'..='=').contains(c) && !"_@".contains(*c))
        {
            return Err(LimitError(format!("the metadata {what} '{text}' has the character '{}'", c.escape_debug())));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_sizes() {
        assert!("user_event-1$#.v".parse::<SchemaName>().is_ok());
        for wrong in ["", "a b", "a/b", "é", &"x".repeat(256)] {
            assert!(wrong.parse::<RegistryName>().is_err(), "{wrong}");
        }
        assert!(check_definition_size(&"x".repeat(170_000)).is_ok());
        assert!(check_definition_size(&"x".repeat(170_001)).is_err());
        assert!(check_definition_size(&"é".repeat(85_001)).is_err());
        assert!(check_metadata_pair("owner", "a:b;c@d").is_ok());
        assert!(check_metadata_pair("owner", "").is_err());
        assert!(check_metadata_pair("owner", "a b").is_err());
    }
}

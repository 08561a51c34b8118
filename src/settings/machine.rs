//! What a command is told about the machine it runs on: under which name it was called, where its files go.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The machine, as far as it matters.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// The name that the program was called by: `lakectl`, or that of a link to it.
    pub program: String,
    /// The user's shell: `SHELL`.
    pub shell: Option<String>,
    /// `HOME`
    pub home: Option<PathBuf>,
    /// Where what can be made again is kept: below `XDG_CACHE_HOME`, or `HOME`.
    pub cache: Option<PathBuf>,
    /// Where programs put data of the user: `XDG_DATA_HOME`.
    pub data: Option<PathBuf>,
    /// Where programs put settings of the user: `XDG_CONFIG_HOME`.
    pub config: Option<PathBuf>,
    /// The files that name the AWS profiles.
    pub profile_files: Vec<PathBuf>,
    /// A file of certificates that are trusted besides the system's: `AWS_CA_BUNDLE`, as other AWS clients have it.
    pub ca_bundle: Option<PathBuf>,
    /// What of the environment decides which AWS account is meant; no secret.
    pub aws_identity: Vec<String>,
}

/// The variables that decide which account is meant. Of keys only the public half is looked at.
const AWS_IDENTITY: &[&str] = &[
    "AWS_PROFILE",
    "AWS_ACCESS_KEY_ID",
    "AWS_ROLE_ARN",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_S3",
    "AWS_ENDPOINT_URL_GLUE",
    "AWS_ENDPOINT_URL_ATHENA",
    "AWS_ENDPOINT_URL_LAKEFORMATION",
    "AWS_ENDPOINT_URL_CLOUDWATCH",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
];

impl Machine {
    /// What the variables say; `program` is what the program was called by.
    pub(super) fn read(program: Option<&Path>, variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let home = variable("HOME").map(PathBuf::from);
        let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let below = |name: &str, fallback: &[&str]| {
            absolute(name)
                .or_else(|| home.as_ref().map(|home| fallback.iter().fold(home.clone(), |at, part| at.join(part))))
        };
        let file = |name: &str, fallback: &str| {
            variable(name).map(PathBuf::from).or_else(|| home.as_ref().map(|home| home.join(".aws").join(fallback)))
        };
        Self {
            program: program_name(program),
            shell: variable("SHELL"),
            ca_bundle: variable("AWS_CA_BUNDLE").map(PathBuf::from),
            cache: below("XDG_CACHE_HOME", &[".cache"]).map(|path| path.join("lakectl-lake")),
            data: below("XDG_DATA_HOME", &[".local", "share"]),
            config: below("XDG_CONFIG_HOME", &[".config"]),
            profile_files: [file("AWS_CONFIG_FILE", "config"), file("AWS_SHARED_CREDENTIALS_FILE", "credentials")]
                .into_iter()
                .flatten()
                .collect(),
            aws_identity: AWS_IDENTITY.iter().map(|name| variable(name).unwrap_or_default()).collect(),
            home,
        }
    }
}

impl Machine {
    /// The value of one of the variables that decide which account is meant.
    pub(super) fn aws_variable(&self, name: &str) -> Option<&str> {
        let position = AWS_IDENTITY.iter().position(|known| *known == name)?;
        self.aws_identity.get(position).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The certificates of the bundle, in PEM.
    pub fn authorities(&self) -> Result<Option<Vec<u8>>> {
        let Some(path) = &self.ca_bundle else { return Ok(None) };
        let wrong =
            || Error::usage(format!("AWS_CA_BUNDLE is {}, and that is no file of certificates", path.display()));
        let bytes = std::fs::read(path).map_err(|error| wrong().because(error))?;
        if !is_bundle(&bytes) {
            return Err(wrong().hint("it holds certificates in PEM, each from BEGIN CERTIFICATE to END CERTIFICATE"));
        }
        Ok(Some(bytes))
    }
}

/// Whether a text holds certificates, each with its begin, its end and nothing but base64 between: whoever reads it
/// afterwards takes that for granted.
fn is_bundle(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let blocks: Vec<&str> = text.split("-----BEGIN CERTIFICATE-----").skip(1).collect();
    let is_base64 = |character: char| character.is_ascii_alphanumeric() || "+/=\r\n".contains(character);
    let is_whole = |block: &&str| {
        let Some((inside, _)) = block.split_once("-----END CERTIFICATE-----") else { return false };
        let digits = inside.chars().filter(|character| !character.is_whitespace()).count();
        // A sequence, as every certificate begins.
        digits > 0 && digits % 4 == 0 && inside.trim_start().starts_with("MI") && inside.chars().all(is_base64)
    };
    !blocks.is_empty() && blocks.iter().all(is_whole) && !text.contains("-----BEGIN TRUSTED")
}

/// The name of a program's file; what cannot be typed as a command is `lakectl`.
pub fn program_name(program: Option<&Path>) -> String {
    let stem = program.and_then(Path::file_name).and_then(std::ffi::OsStr::to_str).unwrap_or("lakectl");
    let stem = stem.strip_suffix(".exe").unwrap_or(stem);
    let legal = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    if stem.is_empty() || stem.starts_with(['-', '.']) || !stem.chars().all(legal) {
        return "lakectl".to_owned();
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_goes_by_the_name_of_its_file() {
        let name = |path: &str| program_name(Some(Path::new(path)));
        assert_eq!(name("/usr/local/bin/lakectl-aws"), "lakectl-aws");
        assert_eq!(name("lakectl"), "lakectl");
        assert_eq!(name("./$(x)"), "lakectl");
        assert_eq!(program_name(None), "lakectl");
    }

    #[test]
    fn places_follow_the_home_unless_they_are_named() {
        let of = |set: &[(&str, &str)]| {
            Machine::read(None, &|name| {
                set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        let machine = of(&[("HOME", "/home/a"), ("XDG_CACHE_HOME", "relative"), ("XDG_DATA_HOME", "/data")]);
        assert_eq!(machine.cache.as_deref(), Some(Path::new("/home/a/.cache/lakectl-lake")));
        assert_eq!(machine.data.as_deref(), Some(Path::new("/data")));
        assert_eq!(machine.profile_files[0], Path::new("/home/a/.aws/config"));
        assert!(of(&[]).cache.is_none());
    }
}

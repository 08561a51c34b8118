//! Which older versions a schema is compared with.

use std::fmt;
use std::str::FromStr;

use super::OldVersion;
use crate::schema::Mode;

/// What an operator asked to compare with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// The file as it is in a commit; without a path, the same path.
    Git {
        reference: String,
        path: Option<String>,
    },
    Latest,
    /// The version that the registry marks.
    Checkpoint,
    All,
    Number(i64),
}

impl FromStr for Against {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(place) = text.strip_prefix("git:") {
            let (reference, path) = match place.split_once(':') {
                Some((reference, path)) => (reference, Some(path).filter(|path| !path.is_empty())),
                None => (place, None),
            };
            if reference.is_empty() {
                return Err("git: needs a commit, branch or tag: git:main, git:v1.2:schemas/user.avsc".to_owned());
            }
            return Ok(Self::Git { reference: reference.to_owned(), path: path.map(str::to_owned) });
        }
        match text.to_ascii_lowercase().as_str() {
            "latest" => Ok(Self::Latest),
            "checkpoint" => Ok(Self::Checkpoint),
            "all" => Ok(Self::All),
            number => match number.strip_prefix('v').unwrap_or(number).parse() {
                Ok(number) if number > 0 => Ok(Self::Number(number)),
                _ => Err(format!(
                    "'{text}' is none of git:REF, git:REF:PATH, latest, checkpoint, all and a version's number"
                )),
            },
        }
    }
}

impl fmt::Display for Against {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Git { reference, path: None } => write!(f, "git:{reference}"),
            Self::Git { reference, path: Some(path) } => write!(f, "git:{reference}:{path}"),
            Self::Latest => f.write_str("latest"),
            Self::Checkpoint => f.write_str("checkpoint"),
            Self::All => f.write_str("all"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

impl Against {
    /// The numbers of the versions to compare with. Nothing asked: what the mode says, which is every version for `_ALL`
    /// and the latest for the others. AWS does not say whether those look at the latest version or at the checkpoint, so
    /// where there are both, both count.
    pub fn select(
        asked: Option<&Self>,
        mode: Mode,
        history: &[OldVersion],
        checkpoint: Option<i64>,
    ) -> Result<Vec<i64>, String> {
        let latest = history.last().map(|old| old.number);
        let has = |number: i64| history.iter().any(|old| old.number == number);
        let numbers = match asked {
            None | Some(Self::Git { .. }) if mode.is_transitive() => history.iter().map(|old| old.number).collect(),
            None | Some(Self::Git { .. }) => {
                let checkpoint = checkpoint.filter(|number| has(*number) && Some(*number) != latest);
                checkpoint.into_iter().chain(latest).collect()
            }
            Some(Self::All) => history.iter().map(|old| old.number).collect(),
            Some(Self::Latest) => latest.into_iter().collect(),
            Some(Self::Checkpoint) => match checkpoint {
                Some(number) if has(number) => vec![number],
                Some(number) => return Err(format!("the checkpoint is v{number}, which is not available")),
                None => return Err("only a schema in a registry has a checkpoint".to_owned()),
            },
            Some(Self::Number(number)) if has(*number) => vec![*number],
            Some(Self::Number(number)) => {
                let known: Vec<String> = history.iter().map(|old| format!("v{}", old.number)).collect();
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Err(format!("there is no version {number} to compare with; there is {known}"));
            }
        };
        Ok(numbers)
    }
}

//! Drills: a backup was restored into a lake made for it, and compared. Of each one file is kept beside the backups, whose
//! name says all that has to be known at a glance.

use std::fmt;

use time::OffsetDateTime;
use time::PrimitiveDateTime;
use time::macros::format_description;

/// A drill, as the name of its file tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drill {
    /// When, in milliseconds since the epoch; whole seconds.
    pub at_millis: i64,
    /// Whether the backup came back as it was.
    pub passed: bool,
    /// The backup's name.
    pub backup: String,
}

/// What stands between the parts of a name.
const BETWEEN: char = '.';

impl fmt::Display for Drill {
    /// The name of its file: sortable by time.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.passed { "passed" } else { "failed" };
        write!(f, "{}{BETWEEN}{word}{BETWEEN}{}", moment(self.at_millis), self.backup)
    }
}

impl Drill {
    /// The drill of a file's name, without its ending; none of a name that is no drill's.
    pub fn of_name(name: &str) -> Option<Self> {
        let mut parts = name.splitn(3, BETWEEN);
        let (at, word, backup) = (parts.next()?, parts.next()?, parts.next()?);
        let passed = match word {
            "passed" => true,
            "failed" => false,
            _ => return None,
        };
        Some(Self { at_millis: millis(at)?, passed, backup: backup.to_owned() })
    }
}

/// When a backup was made, as its name tells it: `20261122T100000Z`, and a number after it when there were several.
pub fn made_millis(id: &str) -> Option<i64> {
    millis(id.split('-').next()?)
}

fn moment(at_millis: i64) -> String {
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    OffsetDateTime::from_unix_timestamp(at_millis.div_euclid(1000))
        .ok()
        .and_then(|at| at.format(format).ok())
        .unwrap_or_default()
}

fn millis(text: &str) -> Option<i64> {
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    let at = PrimitiveDateTime::parse(text, format).ok()?;
    Some(at.assume_utc().unix_timestamp() * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drill_is_known_by_the_name_of_its_file() {
        let drill = Drill { at_millis: 1_795_341_630_000, passed: true, backup: "20261121T010000Z-002".to_owned() };
        assert_eq!(drill.to_string(), "20261122T100030Z.passed.20261121T010000Z-002");
        assert_eq!(Drill::of_name(&drill.to_string()), Some(drill.clone()));
        let failed = Drill { passed: false, ..drill };
        assert_eq!(Drill::of_name(&failed.to_string()), Some(failed));
        for other in ["", "x", "20261122T100030Z.perhaps.b", "soon.passed.b", "20261122T100030Z.passed"] {
            assert_eq!(Drill::of_name(other), None, "{other}");
        }
        assert_eq!(made_millis("20261122T100030Z-002"), Some(1_795_341_630_000));
        assert_eq!(made_millis("mine"), None);
    }
}

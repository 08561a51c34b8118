//! The manifest of a backup: what it holds, with a checksum of each part and of itself. It is written last, so that a
//! backup without one is none.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Kind;

/// The format that this lakectl writes. It reads this one and all before it.
pub const FORMAT: u32 = 1;
/// The member that holds the checksum of all others.
const CHECKSUM: &str = "sha256";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`]
    pub format: u32,
    /// The backup's name: when it was made, sortable.
    pub id: String,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// The lakectl that made it.
    pub made_by: String,
    /// The account that it is of.
    pub account: String,
    /// The region that it is of.
    pub region: String,
    /// The kinds that were read.
    pub kinds: Vec<Kind>,
    /// The databases and tables that it is limited to; empty for all.
    #[serde(default)]
    pub only: Vec<String>,
    /// The files, in the order in which they are restored.
    pub parts: Vec<Part>,
    /// What could not be read.
    #[serde(default)]
    pub unread: Vec<Unread>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What is in it.
    pub kind: Kind,
    /// Whose: the database, the table, and the segment of its partitions; empty when it is all of the kind.
    #[serde(default)]
    pub of: String,
    /// The path below the place of all backups. It is named by its checksum, so that backups share what did not change.
    pub file: String,
    /// The checksum of the file's bytes, SHA-256 in hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub bytes: u64,
    /// The documents in it.
    pub documents: u64,
    /// The backup that wrote the file.
    pub since: String,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Its kind.
    pub kind: Kind,
    /// Whose; empty when it is all of the kind.
    pub of: String,
    /// The reason.
    pub why: String,
}

/// The checksum of bytes, in hexadecimal.
pub fn checksum(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

impl Manifest {
    /// The manifest as a file.
    pub fn write(&self) -> Vec<u8> {
        let mut value = serde_json::to_value(self).expect("a manifest is texts and numbers");
        value[CHECKSUM] = Value::String(checksum(value.to_string().as_bytes()));
        let mut text = serde_json::to_string_pretty(&value).expect("a value can be written");
        text.push('\n');
        text.into_bytes()
    }

    /// The manifest that a file holds; one that is cut off or was changed is an error.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut value: Value = serde_json::from_slice(bytes).map_err(|error| format!("it is no JSON: {error}"))?;
        let format = value["format"].as_u64().ok_or("it does not say its format")?;
        if format > u64::from(FORMAT) {
            return Err(format!("it is of format {format}, which only a newer lakectl reads"));
        }
        let said = value.as_object_mut().and_then(|members| members.shift_remove(CHECKSUM));
        let found = checksum(value.to_string().as_bytes());
        if said.as_ref().and_then(Value::as_str) != Some(&found) {
            return Err("its checksum is not that of what it says".to_owned());
        }
        let manifest: Self = serde_json::from_value(value).map_err(|error| error.to_string())?;
        match manifest.parts.iter().find(|part| !is_safe(&part.file)) {
            Some(part) => Err(format!("it names a file outside the backup: {}", part.file)),
            None => Ok(manifest),
        }
    }

    /// How many documents of each kind it holds, in order.
    pub fn counts(&self) -> Vec<(Kind, u64)> {
        let mut counts: Vec<(Kind, u64)> = Vec::new();
        for part in &self.parts {
            match counts.iter_mut().find(|(kind, _)| *kind == part.kind) {
                Some((_, count)) => *count += part.documents,
                None => counts.push((part.kind, part.documents)),
            }
        }
        counts.sort_unstable();
        counts
    }

    /// The bytes of all its parts; a part that is named twice counts once.
    pub fn bytes(&self) -> u64 {
        let files: std::collections::BTreeMap<&str, u64> =
            self.parts.iter().map(|part| (part.file.as_str(), part.bytes)).collect();
        files.values().sum()
    }

    /// When it was made, in milliseconds since the epoch; none when that cannot be read.
    pub fn made_millis(&self) -> Option<i64> {
        let made = OffsetDateTime::parse(&self.made_at, &Rfc3339).ok()?;
        i64::try_from(made.unix_timestamp_nanos() / 1_000_000).ok()
    }

    /// Whether something is known not to be in it.
    pub fn has_gaps(&self) -> bool {
        !self.unread.is_empty()
    }
}

/// Whether a path stays below the place of the backups.
fn is_safe(path: &str) -> bool {
    let harmless = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    !path.is_empty()
        && path
            .split('/')
            .all(|piece| !piece.is_empty() && piece != "." && piece != ".." && piece.chars().all(harmless))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(file: &str) -> Manifest {
        Manifest {
            format: FORMAT,
            id: "20261122T100000Z".to_owned(),
            made_at: "2026-11-22T10:00:00Z".to_owned(),
            made_by: "lakectl 0.1.0".to_owned(),
            account: "123456789012".to_owned(),
            region: "us-east-1".to_owned(),
            kinds: vec![Kind::Databases, Kind::OptIns],
            only: Vec::new(),
            parts: vec![Part {
                kind: Kind::Databases,
                of: String::new(),
                file: file.to_owned(),
                sha256: "00".to_owned(),
                bytes: 5,
                documents: 2,
                since: "20261122T100000Z".to_owned(),
            }],
            unread: vec![Unread { kind: Kind::Alarms, of: String::new(), why: "denied".to_owned() }],
        }
    }

    #[test]
    fn a_manifest_comes_back_and_one_that_was_touched_does_not() {
        let written = manifest("parts/ab.jsonl.gz").write();
        assert_eq!(Manifest::read(&written), Ok(manifest("parts/ab.jsonl.gz")));
        let touched = String::from_utf8(written.clone()).unwrap().replace("\"documents\": 2", "\"documents\": 3");
        assert!(Manifest::read(touched.as_bytes()).unwrap_err().contains("checksum"));
        for length in [0, 1, written.len() / 2, written.len() - 3] {
            assert!(Manifest::read(&written[..length]).is_err(), "{length} bytes are no manifest");
        }
    }

    #[test]
    fn files_outside_the_backup_are_refused() {
        for file in ["../x", "/etc/passwd", "parts/../../x", "a\\b", "", "parts//x", "c:x"] {
            assert!(Manifest::read(&manifest(file).write()).is_err(), "{file}");
        }
    }

    #[test]
    fn members_of_later_versions_are_passed_over() {
        let mut value = serde_json::to_value(manifest("parts/a")).unwrap();
        value["new"] = Value::from(1);
        value[CHECKSUM] = Value::String(checksum(value.to_string().as_bytes()));
        assert!(Manifest::read(value.to_string().as_bytes()).is_ok());
    }
}

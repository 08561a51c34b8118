//! Which files are put together, and in which steps.

use serde::{Deserialize, Serialize};

use super::{MOST_CONDITION_BYTES, MOST_PARTITIONS, Step};

/// A file of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// `s3://bucket/key`
    pub uri: String,
    pub bytes: u64,
    /// When it was written, in milliseconds since the epoch.
    pub modified: Option<i64>,
}

/// A partition of the source with its files; of a table without partitions, all of it, and no values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePart {
    /// As the catalog has them.
    pub values: Vec<String>,
    /// The same as values of the keys' types; none is NULL.
    pub keys: Vec<Option<String>>,
    pub location: String,
    pub files: Vec<SourceFile>,
}

impl SourcePart {
    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

/// Files that become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portion {
    pub files: Vec<String>,
    pub bytes: u64,
}

/// Puts files together until a portion has the wanted size, in the order of their names. A file that is larger stays alone.
pub fn portions(files: &[SourceFile], target: u64) -> Vec<Portion> {
    let mut all: Vec<Portion> = Vec::new();
    let mut length = 0;
    for file in files {
        // The quotes and the comma of a list.
        let cost = file.uri.len() + 4;
        match all.last_mut() {
            Some(last) if last.bytes + file.bytes <= target && length + cost <= MOST_CONDITION_BYTES => {
                last.bytes += file.bytes;
                last.files.push(file.uri.clone());
                length += cost;
            }
            _ => {
                all.push(Portion { files: vec![file.uri.clone()], bytes: file.bytes });
                length = cost;
            }
        }
    }
    all
}

/// Whether putting a part's files together gives fewer of them.
pub fn worth_it(part: &SourcePart, target: u64) -> bool {
    portions(&part.files, target).len() < part.files.len()
}

/// The steps for parts that keep their partition: many small partitions in one statement, a large one in several.
pub fn steps_of(parts: &[SourcePart], target: u64) -> Vec<Step> {
    let (mut steps, mut together) = (Vec::new(), Vec::new());
    for part in parts.iter().filter(|part| !part.files.is_empty()) {
        // All of it fits one file, or it is cut into portions by the names of its files.
        let fits = part.bytes() <= target;
        let portions = if fits { Vec::new() } else { portions(&part.files, target) };
        if portions.len() > 1 {
            steps.extend(portions.into_iter().map(|portion| Step::new(vec![part.keys.clone()], portion.files)));
        } else {
            together.push(part.keys.clone());
        }
    }
    let mut all: Vec<Step> =
        chunks(&together).into_iter().map(|partitions| Step::new(partitions, Vec::new())).collect();
    all.append(&mut steps);
    all
}

/// At most as many partitions together as one statement may write and name.
pub fn chunks(partitions: &[Vec<Option<String>>]) -> Vec<Vec<Vec<Option<String>>>> {
    let mut all: Vec<Vec<Vec<Option<String>>>> = Vec::new();
    let mut length = 0;
    for keys in partitions {
        // Names, operators and quotes beside the values.
        let cost: usize = keys.iter().map(|key| key.as_ref().map_or(0, String::len) * 2 + 300).sum();
        match all.last_mut() {
            Some(last) if last.len() < MOST_PARTITIONS && length + cost <= MOST_CONDITION_BYTES => {
                last.push(keys.clone());
                length += cost;
            }
            _ => {
                all.push(vec![keys.clone()]);
                length = cost;
            }
        }
    }
    all
}

/// A step as two of half its size: of its partitions, or of its files when it writes one partition. `files` are those of
/// that partition, when the step reads all of them. None when there is nothing to divide it by.
pub fn halves(step: &Step, files: &[String]) -> Option<[Step; 2]> {
    if step.partitions.len() > 1 {
        let (first, second) = step.partitions.split_at(step.partitions.len() / 2);
        return Some([Step::new(first.to_vec(), step.files.clone()), Step::new(second.to_vec(), step.files.clone())]);
    }
    let files = if step.files.is_empty() { files } else { step.files.as_slice() };
    let cost: usize = files.iter().map(|file| file.len() + 4).sum();
    // Each half names its files in one condition.
    if files.len() < 2 || cost / 2 > MOST_CONDITION_BYTES {
        return None;
    }
    let (first, second) = files.split_at(files.len() / 2);
    Some([Step::new(step.partitions.clone(), first.to_vec()), Step::new(step.partitions.clone(), second.to_vec())])
}

/// Whether a statement failed for being too large, so that one of half its size may succeed.
///
/// Source: Amazon Athena User Guide, "Troubleshooting" and "Service Quotas": the time that a statement may take, the
/// memory of the service, and the partitions that are written at once.
pub fn is_too_large(reason: &str) -> bool {
    const SIGNS: &[&str] = &[
        "exhausted resources",
        "exceeded_time_limit",
        "exceeded_memory_limit",
        "exceeded_local_memory_limit",
        "exceeded_global_memory_limit",
        "query timeout",
        "hive_too_many_open_partitions",
    ];
    let reason = reason.to_ascii_lowercase();
    SIGNS.iter().any(|sign| reason.contains(sign))
}

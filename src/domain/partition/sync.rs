//! What the folders of a table have and its catalog has not, and the other way round.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use super::layout::Layout;
use crate::catalog::Partition;
use crate::crawl::CrawlTarget;

/// Above this the catalog and the planning of queries get slow. Source: the reference lake, "Catalog, crawlers, jobs".
const MANY_PARTITIONS: usize = 10_000;
/// A key with more values than this, unless they are times, is worth a warning.
const MANY_VALUES: usize = 1_000;
/// Fewer objects than this are no problem, however small.
const FEW_OBJECTS: u64 = 100;
/// Objects smaller than this on average are.
const SMALL_BYTES: u64 = 1 << 20;
/// Folders that are shown when they do not fit the layout.
const EXAMPLES: usize = 3;

/// Folders that do not fit the layout and are kept in mind, to tell which partitions have their objects there.
const MOST_UNPLACED: usize = 10_000;

/// What lies in a partition's folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// As it is written, without slashes at the ends.
    pub path: String,
    /// Objects that are data.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// What was seen below a table's location.
#[derive(Debug, Clone)]
pub struct Survey {
    /// By the values of the keys.
    pub folders: HashMap<Vec<String>, Folder>,
    /// How many objects lie where the layout has no partition.
    pub unplaced: u64,
    /// Some of their keys, relative to the location.
    pub unplaced_examples: Vec<String>,
    /// The folders that they lie in, relative to the location; none when there are too many.
    pub unplaced_folders: Option<BTreeSet<String>>,
    /// The formats that names tell.
    pub formats: BTreeSet<&'static str>,
    /// Folders that have the same values, by another spelling.
    pub doubles: Vec<String>,
}

impl Default for Survey {
    fn default() -> Self {
        Self {
            folders: HashMap::new(),
            unplaced: 0,
            unplaced_examples: Vec::new(),
            unplaced_folders: Some(BTreeSet::new()),
            formats: BTreeSet::new(),
            doubles: Vec::new(),
        }
    }
}

impl Survey {
    /// Notes an object, by its key relative to the location.
    pub fn add(&mut self, layout: &Layout, keys: &[String], relative: &str, bytes: u64) {
        let (folders, name) = relative.rsplit_once('/').unwrap_or(("", relative));
        let is_hidden = |part: &str| (part.starts_with('_') || part.starts_with('.')) && !part.contains('=');
        // Markers of folders, and what tools leave beside the data.
        if name.is_empty() || is_hidden(name) || folders.split('/').any(is_hidden) || name.ends_with("_$folder$") {
            return;
        }
        let Some(found) = layout.read(keys, folders) else {
            self.unplaced += 1;
            if self.unplaced_examples.len() < EXAMPLES {
                self.unplaced_examples.push(relative.to_owned());
            }
            if self.unplaced_folders.as_ref().is_some_and(|known| !known.contains(folders)) {
                self.unplaced_folders.as_mut().map(|known| known.insert(folders.to_owned()));
                self.forget_many();
            }
            return;
        };
        self.formats.extend(format_of(name));
        let folder = self
            .folders
            .entry(found.values)
            .or_insert_with(|| Folder { path: found.folder.to_owned(), ..Folder::default() });
        if folder.path != found.folder && !self.doubles.iter().any(|known| known == found.folder) {
            self.doubles.push(found.folder.to_owned());
        }
        folder.objects += 1;
        folder.bytes += bytes;
    }

    /// Takes in what was seen elsewhere below the location.
    pub fn merge(&mut self, other: Self) {
        for (values, theirs) in other.folders {
            match self.folders.get_mut(&values) {
                None => {
                    self.folders.insert(values, theirs);
                }
                Some(ours) => {
                    if ours.path != theirs.path {
                        self.doubles.push(theirs.path);
                    }
                    ours.objects += theirs.objects;
                    ours.bytes += theirs.bytes;
                }
            }
        }
        self.unplaced += other.unplaced;
        self.unplaced_examples.extend(other.unplaced_examples);
        self.unplaced_examples.truncate(EXAMPLES);
        match (&mut self.unplaced_folders, other.unplaced_folders) {
            (Some(ours), Some(theirs)) => ours.extend(theirs),
            (ours, _) => *ours = None,
        }
        self.forget_many();
        self.formats.extend(other.formats);
        self.doubles.extend(other.doubles);
    }

    fn forget_many(&mut self) {
        if self.unplaced_folders.as_ref().is_some_and(|known| known.len() > MOST_UNPLACED) {
            self.unplaced_folders = None;
        }
    }

    /// Whether a partition of these values, whose folder is this one, has no objects. The folder need not be the one that
    /// the layout has for the values: whoever added the partition could put it anywhere. What cannot be told is no.
    fn is_empty_at<'a>(
        &'a self,
        layout: &Layout,
        keys: &[String],
        values: &[String],
        folder: &str,
        placed_folders: &OnceCell<BTreeSet<&'a str>>,
    ) -> bool {
        let placed = layout.read(keys, folder);
        if let Some(found) = &placed
            && found.folder == folder
            && found.values == values
        {
            return true;
        }
        let Some(unplaced) = &self.unplaced_folders else { return false };
        let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let first = (Bound::Included(below.as_str()), Bound::Unbounded);
        let has_unplaced = unplaced.contains(folder)
            || unplaced.range::<str, _>(first).next().is_some_and(|found| found.starts_with(&below));
        // Below a partition's folder it is not known what lies where.
        let is_inside = placed.is_some_and(|found| self.folders.contains_key(&found.values));
        let folders = placed_folders.get_or_init(|| self.folders.values().map(|folder| folder.path.as_str()).collect());
        let has_placed = folders.contains(folder)
            || folders.range::<str, _>(first).next().is_some_and(|found| found.starts_with(&below));
        !has_unplaced && !is_inside && !has_placed
    }
}

/// What a name tells about the format.
fn format_of(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let plain = [".gz", ".bz2", ".zst", ".snappy", ".lz4"].iter().find_map(|packed| name.strip_suffix(packed));
    let extension = plain.unwrap_or(&name).rsplit_once('.')?.1;
    Some(match extension {
        "csv" | "tsv" | "txt" => "csv",
        "json" | "jsonl" | "ndjson" => "json",
        "parquet" | "pq" => "parquet",
        "orc" => "orc",
        "avro" => "avro",
        _ => return None,
    })
}

/// The differences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Folders that the catalog does not have: values and location, sorted by values.
    pub missing: Vec<NewPartition>,
    /// Partitions of the catalog, below the location, whose folder has no data; sorted by values.
    pub dead: Vec<Partition>,
    /// Partitions that are in both.
    pub known: usize,
    /// Partitions of the catalog that lie outside the location: theirs is not looked at.
    pub elsewhere: usize,
    /// Partitions whose location is another one than the folder with their values: (values, in the catalog, the folder).
    pub moved: Vec<(Vec<String>, String, String)>,
}

/// A partition that is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPartition {
    /// One per key, in their order.
    pub values: Vec<String>,
    /// `s3://bucket/prefix/`
    pub location: String,
}

/// Compares what was seen with the catalog.
pub fn compare(
    base: &CrawlTarget,
    layout: &Layout,
    keys: &[String],
    survey: &Survey,
    catalog: Vec<Partition>,
) -> Difference {
    let base = base.to_string();
    let location = |folder: &Folder| format!("{base}{}/", folder.path);
    let bare = |location: &str| {
        let place = location.split_once("://").map_or(location, |(_, place)| place);
        place.trim_end_matches('/').to_owned()
    };
    let below = format!("{}/", bare(&base));
    let mut difference = Difference::default();
    let mut in_catalog: HashSet<Vec<String>> = HashSet::with_capacity(catalog.len());
    let placed = OnceCell::new();
    for partition in catalog {
        let place = bare(partition.location.as_deref().unwrap_or_default());
        match survey.folders.get(&partition.values) {
            Some(folder) => {
                difference.known += 1;
                if place != bare(&location(folder)) {
                    let there = partition.location.clone().unwrap_or_default();
                    difference.moved.push((partition.values.clone(), there, location(folder)));
                }
            }
            None => match format!("{place}/").strip_prefix(&below) {
                None => difference.elsewhere += 1,
                Some(folder)
                    if survey.is_empty_at(layout, keys, &partition.values, folder.trim_end_matches('/'), &placed) =>
                {
                    difference.dead.push(partition);
                    continue;
                }
                Some(_) => difference.known += 1,
            },
        }
        in_catalog.insert(partition.values);
    }
    difference.missing = survey
        .folders
        .iter()
        .filter(|(values, _)| !in_catalog.contains(*values))
        .map(|(values, folder)| NewPartition { values: values.clone(), location: location(folder) })
        .collect();
    difference.missing.sort_by(|left, right| left.values.cmp(&right.values));
    difference.dead.sort_by(|left, right| left.values.cmp(&right.values));
    difference.moved.sort();
    difference
}

/// What an operator should know about the partitions of a table.
pub fn warnings(keys: &[String], survey: &Survey, difference: &Difference) -> Vec<String> {
    let mut warnings = Vec::new();
    let total = difference.known + difference.missing.len() + difference.elsewhere;
    if total > MANY_PARTITIONS {
        warnings.push(format!(
            "{total} partitions: above {MANY_PARTITIONS} the catalog and the planning of queries get slow; use fewer keys, or \
             partition projection"
        ));
    }
    for (index, key) in keys.iter().enumerate() {
        let values: BTreeSet<&str> =
            survey.folders.keys().filter_map(|values| values.get(index).map(String::as_str)).collect();
        if values.len() > MANY_VALUES && !values.iter().all(|value| is_date(value)) {
            warnings.push(format!(
                "partition key `{key}` has {} values: what is as fine as that makes many small partitions, and belongs into a column",
                values.len()
            ));
        }
    }
    let (objects, bytes) = survey
        .folders
        .values()
        .fold((0, 0), |(objects, bytes), folder| (objects + folder.objects, bytes + folder.bytes));
    if objects >= FEW_OBJECTS && bytes / objects < SMALL_BYTES {
        warnings.push(format!(
            "{objects} objects of {} on average: files of 128 MB to 1 GB are read many times faster",
            crate::size::friendly(bytes / objects)
        ));
    }
    if survey.formats.len() > 1 {
        let formats: Vec<&str> = survey.formats.iter().copied().collect();
        warnings.push(format!("the folders hold several formats ({}): one table reads only one", formats.join(", ")));
    }
    if survey.unplaced > 0 {
        warnings.push(format!(
            "{} objects lie in no partition of this layout, for example {}",
            survey.unplaced,
            survey.unplaced_examples.join(", ")
        ));
    }
    if let Some(first) = survey.doubles.first() {
        warnings
            .push(format!("several folders have the values of one partition, for example {first}: only one is read"));
    }
    if let Some((_, there, folder)) = difference.moved.first() {
        warnings.push(format!(
            "{} partitions have another location than the folder with their values, for example {there} and not {folder}",
            difference.moved.len()
        ));
    }
    warnings
}

/// `2026-11-22`, `20261122`, `2026-11-22-10`: however many they are, dates are what partitions are for. Numbers of as many
/// digits are none.
fn is_date(value: &str) -> bool {
    let digits: Vec<u32> = value.chars().filter_map(|character| character.to_digit(10)).collect();
    let number = |from: usize, to: usize| {
        digits.get(from..to).map(|digits| digits.iter().fold(0, |number, digit| number * 10 + digit))
    };
    let is_within = |part: Option<u32>, least: u32, most: u32| part.is_none_or(|part| (least..=most).contains(&part));
    matches!(digits.len(), 6 | 8 | 10 | 12 | 14)
        && value.bytes().all(|byte| byte.is_ascii_digit() || b"-T:_ ".contains(&byte))
        && is_within(number(0, 4), 1900, 2199)
        && is_within(number(4, 6), 1, 12)
        && is_within(number(6, 8), 1, 31)
        && is_within(number(8, 10), 0, 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Vec<String> {
        vec!["year".to_owned(), "month".to_owned()]
    }

    fn survey(objects: &[(&str, u64)]) -> Survey {
        let mut survey = Survey::default();
        for (key, bytes) in objects {
            survey.add(&Layout::Hive, &keys(), key, *bytes);
        }
        survey
    }

    fn partition(values: [&str; 2], location: &str) -> Partition {
        Partition {
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            location: Some(location.to_owned()),
            parameters: Default::default(),
            created_millis: None,
        }
    }

    #[test]
    fn both_sides_are_compared() {
        let survey = survey(&[
            ("year=2026/month=10/a.csv", 1),
            ("year=2026/month=11/a.csv", 1),
            ("year=2026/month=11/deep/b.csv", 1),
            ("year=2026/month=12/_SUCCESS", 0),
            ("year=2026/month=09/", 0),
            ("stray.csv", 1),
        ]);
        let catalog = vec![
            partition(["2026", "11"], "s3://b/t/year=2026/month=11"),
            partition(["2025", "01"], "s3://b/t/year=2025/month=01/"),
            partition(["2024", "01"], "s3://other/t/"),
            partition(["2023", "01"], "s3://b/t2/year=2023/month=01/"),
        ];
        let base = CrawlTarget::parse("s3://b/t/").unwrap();
        let found = compare(&base, &Layout::Hive, &keys(), &survey, catalog);
        assert_eq!(found.missing.len(), 1);
        assert_eq!(found.missing[0].location, "s3://b/t/year=2026/month=10/");
        assert_eq!(found.dead.iter().map(|dead| dead.values[0].as_str()).collect::<Vec<_>>(), ["2025"]);
        assert_eq!((found.known, found.elsewhere, found.moved.len()), (1, 2, 0));
        assert_eq!((survey.unplaced, survey.unplaced_examples.as_slice()), (1, ["stray.csv".to_owned()].as_slice()));
    }

    #[test]
    fn what_should_be_known_is_said() {
        let many: Vec<String> = (0..12_000).map(|user| format!("year=2026/month=u{user}/a.csv")).collect();
        let mut seen = survey(&many.iter().map(|key| (key.as_str(), 10)).collect::<Vec<_>>());
        seen.merge(survey(&[("year=2026/month=u1/b.json.gz", 1)]));
        let base = CrawlTarget::parse("s3://b/t/").unwrap();
        let said = warnings(&keys(), &seen, &compare(&base, &Layout::Hive, &keys(), &seen, Vec::new())).join("\n");
        for text in ["12000 partitions", "`month` has 12000 values", "12001 objects of", "csv, json"] {
            assert!(said.contains(text), "{text}\n{said}");
        }
        assert!(!said.contains("`year`"), "{said}");
        let small = survey(&[("year=2026/month=1/a.csv", 1)]);
        assert_eq!(
            warnings(&keys(), &small, &compare(&base, &Layout::Hive, &keys(), &small, Vec::new())),
            Vec::<String>::new()
        );
        assert!(is_date("2026-11-22") && is_date("2026112210") && !is_date("12") && !is_date("u-20261122"));
        assert!(is_date("2026-11") && !is_date("4711004711") && !is_date("20261322") && !is_date("1700000000"));
        // Not every customer has a partition alone: it is the number of them that counts.
        let both: Vec<String> = (0..4_000).map(|n| format!("year={}/month=c{}/a.csv", n % 3, n % 1_500)).collect();
        let seen = survey(&both.iter().map(|key| (key.as_str(), 10)).collect::<Vec<_>>());
        let said = warnings(&keys(), &seen, &compare(&base, &Layout::Hive, &keys(), &seen, Vec::new())).join("\n");
        assert!(said.contains("`month` has 1500 values"), "{said}");
    }

    #[test]
    fn a_location_that_moved_is_no_missing_partition() {
        let seen = survey(&[("year=2026/month=11/a.csv", 1)]);
        let base = CrawlTarget::parse("s3://b/t/").unwrap();
        let found = compare(&base, &Layout::Hive, &keys(), &seen, vec![partition(["2026", "11"], "s3://b/old/")]);
        assert!(found.missing.is_empty() && found.moved.len() == 1);
    }

    #[test]
    fn a_partition_with_objects_anywhere_is_not_dead() {
        let seen = survey(&[
            ("year=2026/month=11/a.csv", 1),
            ("year=/month=1/a.csv", 1),
            ("old/2025/a.csv", 1),
            ("old/2024x/a.csv", 1),
        ]);
        let catalog = vec![
            partition(["", "1"], "s3://b/t/year=/month=1/"),
            partition(["2025", "1"], "s3://b/t/old/2025"),
            partition(["2024", "1"], "s3://b/t/old/2024/"),
            partition(["2023", "1"], "s3://b/t/old/"),
            partition(["2022", "1"], "s3://b/t"),
            partition(["2021", "1"], "s3://b/t/year=2026/"),
            partition(["2020", "1"], "s3://b/t/year=2026/month=11/deep/"),
            partition(["2019", "1"], "s3://b/t/year=2019/month=1/"),
            partition(["2018", "1"], "s3://b/t/nothing/"),
        ];
        let base = CrawlTarget::parse("s3://b/t/").unwrap();
        let dead = |seen: &Survey| -> Vec<String> {
            let found = compare(&base, &Layout::Hive, &keys(), seen, catalog.clone());
            assert_eq!(found.known + found.dead.len(), catalog.len());
            found.dead.into_iter().map(|dead| dead.values[0].clone()).collect()
        };
        assert_eq!(dead(&seen), ["2018", "2019", "2024"]);
        let many: Vec<String> = (0..=MOST_UNPLACED).map(|folder| format!("stray/{folder}/a.csv")).collect();
        let mut seen = seen;
        seen.merge(survey(&many.iter().map(|key| (key.as_str(), 1)).collect::<Vec<_>>()));
        assert_eq!(dead(&seen), ["2019"], "of too many folders nothing is told that is not sure");
    }
}

//! Which of the listed objects a crawl looks at.

use std::collections::BTreeMap;

use super::{CrawlSettings, CrawlTarget, Glob};

/// An object as it was listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedObject {
    pub key: String,
    /// Bytes as stored.
    pub size: u64,
}

/// The objects of a crawl, in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// To be read.
    pub read: Vec<ListedObject>,
    /// Belong to a table but are beyond the sample size of their folder: counted, not read.
    pub count_only: Vec<ListedObject>,
}

/// Leaves out what is excluded, empty, or hidden from queries anyway (a name that begins with `_` or `.`, at any level
/// below the include path), and samples the rest folder by folder.
pub fn select_objects(
    target: &CrawlTarget,
    settings: &CrawlSettings,
    exclusions: &[Glob],
    mut listed: Vec<ListedObject>,
) -> Selection {
    listed.sort_by(|left, right| left.key.cmp(&right.key));
    let most = settings.sample_size.map_or(usize::MAX, |size| size as usize);
    let mut read_per_folder: BTreeMap<String, usize> = BTreeMap::new();
    let mut selection = Selection::default();
    for object in listed {
        let Some(relative) = target.relative(&object.key) else { continue };
        let hidden = relative.split('/').any(|part| part.starts_with(['_', '.']));
        let marker = object.key.ends_with('/') || object.key.ends_with("_$folder$");
        if object.size == 0 || hidden || marker || exclusions.iter().any(|glob| glob.matches(relative)) {
            continue;
        }
        let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let read = read_per_folder.entry(folder).or_default();
        if *read < most {
            *read += 1;
            selection.read.push(object);
        } else {
            selection.count_only.push(object);
        }
    }
    selection
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_is_hidden_empty_or_excluded() {
        let target = CrawlTarget::parse("s3://lake/in/").expect("a place");
        let settings = CrawlSettings { sample_size: Some(1), ..CrawlSettings::default() };
        let keys = [
            "in/a/2.csv",
            "in/a/1.csv",
            "in/b/1.csv",
            "in/b/x.tmp",
            "in/_SUCCESS",
            "in/a/.crc",
            "in/_tmp/a.csv",
            "in/c/",
            "other/1.csv",
        ];
        let mut listed: Vec<_> = keys.iter().map(|key| ListedObject { key: (*key).to_owned(), size: 5 }).collect();
        listed.push(ListedObject { key: "in/a/empty.csv".to_owned(), size: 0 });
        let exclusions = [Glob::new("**.tmp").expect("a glob")];
        let selection = select_objects(&target, &settings, &exclusions, listed);
        let keys = |objects: &[ListedObject]| objects.iter().map(|object| object.key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&selection.read), ["in/a/1.csv", "in/b/1.csv"]);
        assert_eq!(keys(&selection.count_only), ["in/a/2.csv"]);
    }
}

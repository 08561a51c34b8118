//! The lock file of a Rust package: what a program is made of.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Document, Item};

/// A package that is built in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    pub name: String,
    pub version: String,
    /// SHA-256 of the published package, in hexadecimal.
    pub checksum: Option<String>,
}

/// Everything that a program needs, directly or through others, sorted; without what only its tests need. The manifests
/// are those of the program's own packages, which are followed and not named. None when one of the texts is no such file.
pub fn dependencies(lock: &str, manifests: &[&str]) -> Option<Vec<Dependency>> {
    let lock: Document<&str> = Document::parse(lock).ok()?;
    let mut packages: BTreeMap<(String, String), (Dependency, Vec<String>)> = BTreeMap::new();
    for package in lock.get("package")?.as_array_of_tables()? {
        let text = |name: &str| package.get(name).and_then(Item::as_str).map(str::to_owned);
        let (name, version) = (text("name")?, text("version")?);
        let needs = package.get("dependencies").and_then(Item::as_array);
        let needs = needs.map(|needs| needs.iter().filter_map(|need| Some(need.as_str()?.to_owned())).collect());
        let found = Dependency { name: name.clone(), version: version.clone(), checksum: text("checksum") };
        packages.insert((name, version), (found, needs.unwrap_or_default()));
    }
    let manifests = manifests.iter().map(|text| Document::parse(*text).ok()).collect::<Option<Vec<_>>>()?;
    let mut own = BTreeSet::new();
    let mut waiting: Vec<&str> = Vec::new();
    for manifest in &manifests {
        let name = manifest.get("package")?.get("name")?.as_str()?;
        let normal: BTreeSet<&str> =
            manifest.get("dependencies")?.as_table_like()?.iter().map(|(name, _)| name).collect();
        let (_, (_, needs)) = packages.iter().find(|((known, _), _)| known == name)?;
        waiting.extend(needs.iter().map(String::as_str).filter(|need| normal.contains(name_of(need))));
        own.insert(name);
    }
    let mut found = BTreeSet::new();
    while let Some(need) = waiting.pop() {
        // `name`, or `name version` where several versions are locked.
        let (name, version) = need.split_once(' ').map_or((need, None), |(name, rest)| (name, rest.split(' ').next()));
        if own.contains(name) {
            continue;
        }
        let key = packages.keys().find(|(known, of)| known == name && version.is_none_or(|version| version == of))?;
        let (dependency, needs) = &packages[key];
        if found.insert(dependency.clone()) {
            waiting.extend(needs.iter().map(String::as_str));
        }
    }
    Some(found.into_iter().collect())
}

fn name_of(need: &str) -> &str {
    need.split(' ').next().unwrap_or(need)
}

#[cfg(test)]
mod tests {
    use super::dependencies;

    const LOCK: &str = r#"
version = 4
[[package]]
name = "tool"
version = "0.1.0"
dependencies = ["a 2.0.0", "only-tests", "tool-rules"]
[[package]]
name = "tool-rules"
version = "0.1.0"
dependencies = ["c", "only-tests"]
[[package]]
name = "c"
version = "4.0.0"
[[package]]
name = "a"
version = "1.0.0"
[[package]]
name = "a"
version = "2.0.0"
checksum = "ff"
dependencies = ["b"]
[[package]]
name = "b"
version = "3.0.0"
dependencies = ["a 2.0.0"]
[[package]]
name = "only-tests"
version = "9.0.0"
dependencies = ["a 1.0.0"]
"#;

    #[test]
    fn what_only_tests_need_is_not_built_in() {
        let manifest = "[package]\nname = \"tool\"\n[dependencies]\na = \"2\"\ntool-rules = {}\n[dev-dependencies]\nonly-tests = \"9\"\n";
        let rules = "[package]\nname = \"tool-rules\"\n[dependencies]\nc.workspace = true\n";
        let found = dependencies(LOCK, &[manifest, rules]).unwrap();
        let names: Vec<String> = found.iter().map(|one| format!("{} {}", one.name, one.version)).collect();
        assert_eq!(names, ["a 2.0.0", "b 3.0.0", "c 4.0.0"]);
        assert_eq!(found[0].checksum.as_deref(), Some("ff"));
    }

    #[test]
    fn what_is_no_lock_file_is_none() {
        assert!(dependencies("", &[""]).is_none());
        assert!(dependencies("[[package]]\nname = 1", &["[package]\nname = \"tool\"\n[dependencies]\n"]).is_none());
    }
}

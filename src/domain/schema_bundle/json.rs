//! JSON Schema: files that `$ref` names become definitions.

use serde_json::{Map, Value};

use super::BundleError;

/// Keywords that hold data, in which a `$ref` is none.
const DATA: [&str; 4] = ["enum", "const", "default", "examples"];

/// Files that one definition may be made of.
const MOST_FILES: usize = 500;

/// Puts the files that a schema refers to below its definitions. `read` reads a file by its path from the schema's own
/// directory.
pub fn bundle_json(
    text: &str,
    read: &mut dyn FnMut(&str) -> Result<String, BundleError>,
) -> Result<String, BundleError> {
    let mut root = parse(text, "the schema")?;
    let keyword = if root.get("$defs").is_some() { "$defs" } else { "definitions" };
    let taken = root[keyword].as_object().map(|known| known.keys().cloned().collect()).unwrap_or_default();
    let mut bundle = Bundle { keyword, files: Vec::new(), taken };
    bundle.rewrite(&mut root, "", None)?;
    let mut done = 0;
    let mut definitions = Map::new();
    while let Some((path, name)) = bundle.files.get(done).cloned() {
        if done >= MOST_FILES {
            return Err(BundleError::new(format!("the schema refers to more than {MOST_FILES} files")));
        }
        let mut schema = parse(&read(&path)?, &path)?;
        if let Some(members) = schema.as_object_mut() {
            // They would give the definition an address of its own, from which its references would count.
            members.retain(|key, value| !(["$id", "id", "$schema"].contains(&key.as_str()) && value.is_string()));
        }
        bundle.rewrite(&mut schema, &path, Some(&name))?;
        definitions.insert(name, schema);
        done += 1;
    }
    if definitions.is_empty() {
        return Ok(text.to_owned());
    }
    let Some(members) = root.as_object_mut() else {
        return Err(BundleError::new("the schema is no object"));
    };
    let known = members.entry(keyword).or_insert_with(|| Value::Object(Map::new()));
    let Some(known) = known.as_object_mut() else {
        return Err(BundleError::new(format!("`{keyword}` is no object")));
    };
    known.extend(definitions);
    let mut text = serde_json::to_string_pretty(&root).map_err(|error| BundleError::new(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

fn parse(text: &str, what: &str) -> Result<Value, BundleError> {
    serde_json::from_str(text).map_err(|error| BundleError::new(format!("{what} is not JSON: {error}")))
}

struct Bundle {
    keyword: &'static str,
    /// Path and name of every file that is referred to.
    files: Vec<(String, String)>,
    taken: Vec<String>,
}

impl Bundle {
    /// Points the references of a schema at where their targets will be. `base` is the file that it is from, `name` the
    /// definition that it becomes; none for the root.
    fn rewrite(&mut self, schema: &mut Value, base: &str, name: Option<&str>) -> Result<(), BundleError> {
        match schema {
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.rewrite(item, base, name)),
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get_mut("$ref") {
                    *reference = self.target(reference, base, name)?;
                }
                let has_id = ["$id", "id"]
                    .iter()
                    .any(|key| members.get(*key).and_then(Value::as_str).is_some_and(|id| !id.starts_with('#')));
                if has_id && name.is_some() {
                    return Err(BundleError::new(format!("{base} has a schema with an `$id` of its own inside")));
                }
                for (key, member) in members.iter_mut() {
                    if !DATA.contains(&key.as_str()) {
                        self.rewrite(member, base, name)?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn target(&mut self, reference: &str, base: &str, name: Option<&str>) -> Result<String, BundleError> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if !fragment.is_empty() && !fragment.starts_with('/') && (name.is_some() || !file.is_empty()) {
            return Err(BundleError::new(format!(
                "`$ref` to `{reference}` names an anchor; only pointers are followed"
            )));
        }
        if file.is_empty() {
            return Ok(match name {
                None => reference.to_owned(),
                Some(name) => format!("#/{}/{}{fragment}", self.keyword, escaped(name)),
            });
        }
        if file.contains(':') || file.starts_with("//") {
            return Err(BundleError::new(format!("`$ref` to `{reference}` is an address, which is not fetched")));
        }
        let path = joined(base, file)
            .ok_or_else(|| BundleError::new(format!("`$ref` to `{reference}` leads out of the file tree")))?;
        let name = match self.files.iter().find(|(known, _)| *known == path) {
            Some((_, name)) => name.clone(),
            None => {
                let name = self.new_name(&path);
                self.files.push((path, name.clone()));
                name
            }
        };
        Ok(format!("#/{}/{}{fragment}", self.keyword, escaped(&name)))
    }

    fn new_name(&mut self, path: &str) -> String {
        let last = path.rsplit('/').next().unwrap_or(path);
        let stem = last.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("schema");
        let mut name = stem.to_owned();
        let mut number = 1;
        while self.taken.contains(&name) {
            number += 1;
            name = format!("{stem}_{number}");
        }
        self.taken.push(name.clone());
        name
    }
}

/// A name as a part of a pointer in a URI's fragment.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1").replace('%', "%25").replace(' ', "%20")
}

/// A path that a file names, from the directory of the root. Above that directory there may be more: `../` stays in front.
fn joined(base: &str, file: &str) -> Option<String> {
    if file.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

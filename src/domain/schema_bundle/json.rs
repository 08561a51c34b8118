//! JSON Schema: files that `$ref` names become definitions.

use std::ops::Range;

use super::text::Composed;
use super::{Bundle, BundleError, DataFormat, Reader, SourceFile};
use crate::schema::{Json, JsonKind, Member, parse_json};

/// Keywords that hold data, in which a `$ref` is none.
const DATA: [&str; 4] = ["enum", "const", "default", "examples"];

/// Keywords whose members have names of their own.
const NAMED: [&str; 6] =
    ["properties", "patternProperties", "definitions", "$defs", "dependencies", "dependentSchemas"];

/// Keywords that give a schema an address, from which its references count.
const ADDRESS: [&str; 2] = ["$id", "id"];

/// Files that one definition may be made of.
const MOST_FILES: usize = 500;

/// Puts the files that a schema refers to below its definitions.
pub(super) fn bundle(own: SourceFile, read: &mut Reader<'_>) -> Result<Option<Bundle>, BundleError> {
    if !may_refer(&own.text) {
        return Ok(None);
    }
    // What is wrong with the schema itself is told, with all that is, where definitions are checked.
    let Ok(root) = parse_json(&own.text) else { return Ok(None) };
    let keyword = if root.get("$defs").is_some() { "$defs" } else { "definitions" };
    let known = root.get(keyword);
    if known.is_some_and(|known| !matches!(known.kind, JsonKind::Object(_))) {
        return Ok(None);
    }
    let taken = known.map_or(&[][..], Json::members).iter().map(|member| member.key.clone()).collect();
    let mut reading = Reading {
        keyword,
        taken,
        names: Vec::new(),
        keys: Vec::new(),
        files: vec![own],
        absent: Vec::new(),
        left: Vec::new(),
    };
    let mut edits = reading.rewritten(&root, 0, read)?;
    let mut definitions: Vec<Composed> = Vec::new();
    let mut next = 1;
    while next < reading.files.len() {
        definitions.push(reading.definition(next, read)?);
        next += 1;
    }
    if definitions.is_empty() {
        return Ok(None);
    }
    edits.push(placed(&reading.files[0].text, &root, keyword, &definitions));
    let whole = Composed::whole(0, &reading.files[0].text).edited(edits);
    let Reading { keys, files, left, .. } = reading;
    Ok(Some(Bundle { format: DataFormat::Json, whole, files, names: keys, left }))
}

/// The references to files.
pub(super) fn left_out(own: &SourceFile) -> Vec<BundleError> {
    let Ok(root) = parse_json(&own.text) else { return Vec::new() };
    let mut references = Vec::new();
    collect(&root, &mut references);
    references
        .into_iter()
        .filter(|(_, text)| !text.starts_with('#'))
        .map(|(range, text)| match target(text, "") {
            Ok(_) => BundleError::at(format!("`$ref` to `{text}`: there is no such file"), own, range.start),
            Err(why) => BundleError::at(why, own, range.start),
        })
        .collect()
}

/// Whether a text may have a `$ref` that leads out of it: looked at without reading it, because most have none.
fn may_refer(text: &str) -> bool {
    text.match_indices("\"$ref\"").any(|(at, found)| {
        let value = text[at + found.len()..].trim_start().trim_start_matches(':').trim_start();
        !value.starts_with("\"#")
    })
}

struct Reading {
    keyword: &'static str,
    /// Names of definitions.
    taken: Vec<String>,
    /// The definition that each file after the first becomes.
    names: Vec<String>,
    /// The path of each file after the first, from the root's folder.
    keys: Vec<String>,
    files: Vec<SourceFile>,
    /// Paths at which there is nothing.
    absent: Vec<String>,
    left: Vec<BundleError>,
}

type Edits = Vec<(Range<usize>, Composed)>;

impl Reading {
    /// A file as a definition, with its name.
    fn definition(&mut self, file: usize, read: &mut Reader<'_>) -> Result<Composed, BundleError> {
        let source = self.files[file].clone();
        let schema = parse_json(&source.text)
            .map_err(|error| BundleError::at(format!("not JSON: {}", error.message), &source, error.offset))?;
        let mut edits = self.rewritten(&schema, file, read)?;
        // They would give the definition an address of its own, from which its references would count.
        let is_address = |member: &Member| {
            (ADDRESS.contains(&member.key.as_str()) || member.key == "$schema") && member.value.as_text().is_some()
        };
        edits.extend(without(schema.members(), &is_address));
        if let Some(at) = inner_address(&schema, true) {
            return Err(BundleError::at("a schema with an `$id` of its own is inside", &source, at));
        }
        let mut definition = Composed::added(format!("{}: ", quoted(&self.names[file - 1])));
        let edited = Composed::whole(file, &source.text).edited(edits);
        // The blanks around the value stay behind.
        let text = &edited.text;
        let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
        definition.append(&edited.part(start..end.max(start)));
        Ok(definition)
    }

    /// The references of a file, pointed at where their targets will be.
    fn rewritten(&mut self, schema: &Json, file: usize, read: &mut Reader<'_>) -> Result<Edits, BundleError> {
        let mut references = Vec::new();
        collect(schema, &mut references);
        let mut edits = Vec::new();
        for (range, text) in references {
            if let Some(new) = self.pointed(text, file, range.start, read)? {
                edits.push((range, Composed::added(quoted(&new))));
            }
        }
        Ok(edits)
    }

    /// What a reference becomes; none: it stays as it is.
    fn pointed(
        &mut self,
        text: &str,
        file: usize,
        offset: usize,
        read: &mut Reader<'_>,
    ) -> Result<Option<String>, BundleError> {
        if let Some(fragment) = text.strip_prefix('#') {
            if file == 0 {
                return Ok(None);
            }
            if !fragment.is_empty() && !fragment.starts_with('/') {
                let message = format!("`$ref` to `{text}` names an anchor; only pointers are followed");
                return Err(BundleError::at(message, &self.files[file], offset));
            }
            return Ok(Some(self.pointer(file, fragment)));
        }
        let base = if file == 0 { "" } else { self.keys[file - 1].as_str() };
        let (path, fragment) = match target(text, base) {
            Ok(target) => target,
            Err(why) => {
                self.left.push(BundleError::at(why, &self.files[file], offset));
                return Ok(None);
            }
        };
        let own = self.files[0].label.rsplit(['/', '\\', ':']).next().unwrap_or_default();
        if path == own {
            return Ok(Some(format!("#{fragment}")));
        }
        if let Some(known) = self.keys.iter().position(|known| *known == path) {
            return Ok(Some(self.pointer(known + 1, fragment)));
        }
        if self.files.len() > MOST_FILES {
            let message = format!("the schema refers to more than {MOST_FILES} files");
            return Err(BundleError::at(message, &self.files[file], offset));
        }
        let found = if self.absent.contains(&path) { None } else { read(&path)? };
        let Some(found) = found else {
            let message = format!("`$ref` to `{text}`: there is no such file");
            self.left.push(BundleError::at(message, &self.files[file], offset));
            self.absent.push(path);
            return Ok(None);
        };
        let name = self.new_name(&path);
        self.files.push(found);
        self.keys.push(path);
        self.names.push(name);
        Ok(Some(self.pointer(self.names.len(), fragment)))
    }

    fn pointer(&self, file: usize, fragment: &str) -> String {
        format!("#/{}/{}{fragment}", self.keyword, escaped(&self.names[file - 1]))
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

/// The references of a schema: where their texts are, and the texts.
fn collect<'a>(schema: &'a Json, found: &mut Vec<(Range<usize>, &'a str)>) {
    for (key, value) in schemas(schema) {
        match value.as_text() {
            Some(text) if key == "$ref" => found.push((value.span.start..value.span.end, text)),
            _ => collect(value, found),
        }
    }
}

/// What is directly in a schema, or in a list of schemas, and may be a schema, with the keyword that it belongs to.
fn schemas(schema: &Json) -> Vec<(&str, &Json)> {
    match &schema.kind {
        JsonKind::Array(items) => items.iter().map(|item| ("", item)).collect(),
        JsonKind::Object(members) => {
            let members = members.iter().filter(|member| !DATA.contains(&member.key.as_str()));
            let mut inner = Vec::new();
            for member in members {
                match &member.value.kind {
                    // The names in there are no keywords.
                    JsonKind::Object(named) if NAMED.contains(&member.key.as_str()) => {
                        inner.extend(named.iter().map(|member| ("", &member.value)));
                    }
                    _ => inner.push((member.key.as_str(), &member.value)),
                }
            }
            inner
        }
        _ => Vec::new(),
    }
}

/// Where a schema inside another one has an address of its own.
fn inner_address(schema: &Json, is_root: bool) -> Option<usize> {
    let address = |member: &&Member| {
        let text = member.value.as_text().filter(|text| !text.starts_with('#'));
        ADDRESS.contains(&member.key.as_str()) && text.is_some()
    };
    let own = schema.members().iter().find(address).filter(|_| !is_root).map(|member| member.key_span.start);
    own.or_else(|| schemas(schema).into_iter().find_map(|(_, inner)| inner_address(inner, false)))
}

/// The path of a file that a reference names, from the root's folder, and the pointer in that file.
fn target<'a>(text: &'a str, base: &str) -> Result<(String, &'a str), String> {
    let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return Err(format!("`$ref` to `{text}` names an anchor; only pointers are followed"));
    }
    if file.contains(':') || file.starts_with("//") {
        return Err(format!("`$ref` to `{text}` is an address, which is not fetched"));
    }
    let path = joined(base, file).ok_or_else(|| format!("`$ref` to `{text}` leads out of the file tree"))?;
    Ok((path, fragment))
}

/// The removal of members, each with the comma that it leaves behind.
fn without(members: &[Member], gone: &dyn Fn(&Member) -> bool) -> Edits {
    let mut edits = Vec::new();
    for (index, member) in members.iter().enumerate().filter(|(_, member)| gone(member)) {
        let (start, end) = (member.key_span.start, member.value.span.end);
        let range = match members.get(index + 1) {
            Some(next) => start..next.key_span.start,
            // With those before it that go too, the comma is behind the last one that stays.
            None => match members[..index].iter().rfind(|before| !gone(before)) {
                Some(before) => before.value.span.end..end,
                None => start..end,
            },
        };
        edits.push((range, Composed::default()));
    }
    edits
}

/// Where the definitions go in the root, with what has to stand around them.
fn placed(text: &str, root: &Json, keyword: &str, definitions: &[Composed]) -> (Range<usize>, Composed) {
    let known = root.get(keyword);
    let (object, depth) = known.map_or((root, 1), |known| (known, 2));
    // In front of the blanks before the closing brace.
    let close = object.span.end - 1;
    let at = text[..close].trim_end().len();
    let indent = "  ".repeat(depth);
    let mut new = Composed::added(if object.members().is_empty() { "" } else { "," });
    if known.is_none() {
        new.push(&format!("\n{indent}{}: {{", quoted(keyword)));
    }
    for (index, definition) in definitions.iter().enumerate() {
        let inner = "  ".repeat(2);
        new.push(if index == 0 { "\n" } else { ",\n" });
        new.append(&definition.indented(&inner));
    }
    if known.is_none() {
        new.push(&format!("\n{indent}}}"));
    }
    if !text[at..close].contains('\n') {
        new.push(&format!("\n{}", "  ".repeat(depth - 1)));
    }
    (at..at, new)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
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

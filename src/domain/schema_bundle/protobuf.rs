//! Protobuf: the messages and enums of imported files come into the importing file.
//!
//! A file has one package. Types of another package come into messages that are called like the parts of its name, so that
//! `common.Money` is found as `common.Money` still; on the wire nothing changes, because names are not written there.

use std::collections::BTreeMap;

use super::text::Composed;
use super::{Bundle, BundleError, DataFormat, Reader, SourceFile};

/// Imports that the registry resolves itself.
const KNOWN: [&str; 2] = ["google/protobuf/", "google/type/"];

/// Files that one definition may be made of.
const MOST_FILES: usize = 500;

/// Puts imported files into a file.
pub(super) fn bundle(own: SourceFile, read: &mut Reader<'_>) -> Result<Option<Bundle>, BundleError> {
    if !own.text.contains("import") {
        return Ok(None);
    }
    // What is wrong with the file itself is told, with all that is, where definitions are checked.
    let Some(root) = File::read(&own, 0).ok().filter(|file| !file.imports.iter().all(Import::is_known)) else {
        return Ok(None);
    };
    let mut reading = Reading {
        syntax: root.syntax.clone(),
        package: root.package.clone(),
        files: vec![own],
        names: Vec::new(),
        known: root.imports.iter().filter(|import| import.is_known()).map(|import| import.name.clone()).collect(),
        header: Composed::default(),
        missing: Vec::new(),
        left: Vec::new(),
        parts: Vec::new(),
    };
    let mut imports = root.imports.clone();
    let mut next = 0;
    while let Some(import) = imports.get(next).cloned() {
        next += 1;
        imports.extend(reading.follow(&import, read)?);
    }
    if reading.names.is_empty() {
        return Ok(None);
    }
    let Reading { files, names, header, missing, left, parts, .. } = reading;
    let mut whole = root.with_header(&files[0].text, &missing, header);
    if !whole.text.ends_with('\n') {
        whole.push("\n");
    }
    whole.append(&written(&parts));
    let whole = without_leading_dots(&whole, &root.package);
    Ok(Some(Bundle { format: DataFormat::Protobuf, whole, files, names, left }))
}

/// The imports that would have to be put into a file.
pub(super) fn left_out(own: &SourceFile) -> Vec<BundleError> {
    match File::read(own, 0) {
        Ok(file) => file.imports.iter().filter(|import| !import.is_known()).map(|import| import.missing(own)).collect(),
        Err(error) => vec![error],
    }
}

/// What was read so far.
struct Reading {
    syntax: String,
    package: String,
    files: Vec<SourceFile>,
    names: Vec<String>,
    /// Imports that stay.
    known: Vec<String>,
    /// Imports that are added.
    header: Composed,
    /// Names of imports that are nowhere.
    missing: Vec<String>,
    left: Vec<BundleError>,
    parts: Vec<Part>,
}

impl Reading {
    /// Takes an import, and gives those of the file that it names.
    fn follow(&mut self, import: &Import, read: &mut Reader<'_>) -> Result<Vec<Import>, BundleError> {
        if import.is_known() {
            if !self.known.contains(&import.name) {
                self.known.push(import.name.clone());
                self.header.push(&format!("import \"{}\";\n", import.name));
            }
            return Ok(Vec::new());
        }
        if self.names.contains(&import.name) || self.missing.contains(&import.name) {
            return Ok(Vec::new());
        }
        let from = &self.files[import.file];
        if self.names.len() >= MOST_FILES {
            return Err(BundleError::at(format!("the file imports more than {MOST_FILES} files"), from, import.start));
        }
        let Some(found) = read(&import.name)? else {
            self.left.push(import.missing(from));
            self.missing.push(import.name.clone());
            if import.file > 0 {
                // It stays an import, and its place is that in the file that asks for it.
                self.header.append(&Composed::whole(import.file, &from.text).part(import.start..import.end));
                self.header.push("\n");
            }
            return Ok(Vec::new());
        };
        let index = self.files.len();
        let file = File::read(&found, index)?;
        if file.syntax != self.syntax {
            let message =
                format!("{} is {}, and the file that imports it is {}", import.name, file.syntax, self.syntax);
            return Err(BundleError::at(message, from, import.start));
        }
        let package = if file.package == self.package { String::new() } else { file.package };
        let whole = Composed::whole(index, &found.text);
        for (start, end) in file.types {
            let from = import.name.clone();
            self.parts.push(Part { package: package.clone(), from, text: whole.part(start..end) });
        }
        self.files.push(found);
        self.names.push(import.name.clone());
        Ok(file.imports)
    }
}

/// A message or enum of an imported file.
struct Part {
    /// Where it goes; empty: beside those of the root.
    package: String,
    from: String,
    text: Composed,
}

/// Messages that stand for packages, one inside the other.
#[derive(Default)]
struct Tree<'a> {
    parts: Vec<&'a Part>,
    inner: BTreeMap<String, Tree<'a>>,
}

fn written(parts: &[Part]) -> Composed {
    let mut tree = Tree::default();
    for part in parts {
        let mut place = &mut tree;
        for name in part.package.split('.').filter(|name| !name.is_empty()) {
            place = place.inner.entry(name.to_owned()).or_default();
        }
        place.parts.push(part);
    }
    let mut text = Composed::default();
    write_tree(&tree, 0, &mut text);
    text
}

fn write_tree(tree: &Tree<'_>, depth: usize, text: &mut Composed) {
    let indent = "  ".repeat(depth);
    for part in &tree.parts {
        text.push(&format!("\n{indent}// From {}.\n", part.from));
        text.append(&part.text.indented(&indent));
        text.push("\n");
    }
    for (name, inner) in &tree.inner {
        text.push(&format!("\n{indent}// The package `{name}`.\n{indent}message {name} {{"));
        write_tree(inner, depth + 1, text);
        text.push(&format!("{indent}}}\n"));
    }
}

#[derive(Debug, Clone)]
struct Import {
    name: String,
    /// The file in which it stands.
    file: usize,
    start: usize,
    end: usize,
}

impl Import {
    fn is_known(&self) -> bool {
        KNOWN.iter().any(|prefix| self.name.starts_with(prefix))
    }

    fn missing(&self, from: &SourceFile) -> BundleError {
        BundleError::at(format!("the import `{}` is nowhere to be found", self.name), from, self.start)
    }
}

/// What matters of a file at its top level.
struct File {
    syntax: String,
    package: String,
    imports: Vec<Import>,
    /// Where messages and enums are, with the comments before them.
    types: Vec<(usize, usize)>,
    /// Where `syntax` and `package` are over.
    header: usize,
}

impl File {
    /// Reads a file; those with an index above 0 are imported ones.
    fn read(source: &SourceFile, index: usize) -> Result<Self, BundleError> {
        let text = source.text.as_str();
        let mut file = Self {
            syntax: "proto2".to_owned(),
            package: String::new(),
            imports: Vec::new(),
            types: Vec::new(),
            header: 0,
        };
        let tokens = tokens(text);
        let word = |index: usize| tokens.get(index).map_or("", |(start, end)| &text[*start..*end]);
        let mut at = 0;
        let mut before = 0;
        while at < tokens.len() {
            let start = tokens[at].0;
            let end = statement_end(text, &tokens, at)
                .ok_or_else(|| BundleError::at("a statement has no end", source, start))?;
            let stop = tokens[end].1;
            match word(at) {
                "syntax" => {
                    file.syntax = unquoted(word(at + 2)).to_owned();
                    file.header = stop;
                }
                "edition" => {
                    let message = "files with an edition are not bundled: the registry takes none";
                    return Err(BundleError::at(message, source, start));
                }
                "package" => {
                    file.package = word(at + 1).to_owned();
                    file.header = stop;
                }
                "import" => {
                    let named = (at + 1..=end).map(word).find(|word| word.starts_with(['"', '\'']));
                    let name = unquoted(named.unwrap_or_default()).to_owned();
                    file.imports.push(Import { name, file: index, start, end: stop });
                }
                "message" | "enum" => {
                    let blank = text[before..].len() - text[before..].trim_start().len();
                    file.types.push((before + blank, stop));
                }
                "extend" if index > 0 => {
                    let message = "it has extensions, which the registry does not take";
                    return Err(BundleError::at(message, source, start));
                }
                _ => {}
            }
            before = stop;
            at = end + 1;
        }
        Ok(file)
    }

    /// The file without the imports that are put into it, and with others in the line after the header.
    fn with_header(&self, text: &str, missing: &[String], added: Composed) -> Composed {
        let gone = self.imports.iter().filter(|import| !import.is_known() && !missing.contains(&import.name));
        let mut edits: Vec<_> = gone
            .map(|import| {
                let is_line = text[..import.start].is_empty() || text[..import.start].ends_with('\n');
                // The line goes with it when nothing else is on it.
                let end = import.end + usize::from(is_line && text[import.end..].starts_with('\n'));
                (import.start..end, Composed::default())
            })
            .collect();
        if !added.text.is_empty() {
            let line = text[self.header..].find('\n').map(|end| self.header + end + 1);
            let added = match line {
                Some(_) => added,
                None => {
                    let mut own_line = Composed::added("\n");
                    own_line.append(&added);
                    own_line
                }
            };
            let line = line.unwrap_or(text.len());
            edits.push((line..line, added));
        }
        Composed::whole(0, text).edited(edits)
    }
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}

/// The last token of the statement that begins at a token.
fn statement_end(text: &str, tokens: &[(usize, usize)], begin: usize) -> Option<usize> {
    let mut depth = 0;
    for (index, (start, end)) in tokens.iter().enumerate().skip(begin) {
        match &text[*start..*end] {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                if depth == 0 {
                    return Some(index);
                }
            }
            ";" if depth == 0 => return Some(index),
            _ => {}
        }
    }
    None
}

/// Words with their dots, texts in quotes, and single signs, as bytes from and to; no comments.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = text[at..].find('\n').map_or(bytes.len(), |end| at + end);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = text[at + 2..].find("*/").map_or(bytes.len(), |end| at + 2 + end + 2);
                continue;
            }
            quote @ (b'"' | b'\'') => {
                at += 1;
                while at < bytes.len() && bytes[at] != quote {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(bytes.len());
            }
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            byte if is_word(byte) => {
                while at < bytes.len() && is_word(bytes[at]) {
                    at += 1;
                }
            }
            _ => {
                at += 1;
                while !text.is_char_boundary(at) {
                    at += 1;
                }
            }
        }
        tokens.push((start, text.floor_char_boundary(at)));
    }
    tokens
}

/// Names from the root of all packages: those of other packages are inside this one now.
fn without_leading_dots(whole: &Composed, package: &str) -> Composed {
    let own = format!(".{package}.");
    let is_moved = |word: &str| {
        let is_name = word.starts_with('.') && word[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        is_name && (package.is_empty() || !word.starts_with(&own))
    };
    let dots = tokens(&whole.text).into_iter().filter(|(start, end)| is_moved(&whole.text[*start..*end]));
    whole.edited(dots.map(|(start, _)| (start..start + 1, Composed::default())).collect())
}

//! Protobuf: the messages and enums of imported files come into the importing file.
//!
//! A file has one package. Types of another package come into messages that are called like the parts of its name, so that
//! `common.Money` is found as `common.Money` still; on the wire nothing changes, because names are not written there.

use std::collections::BTreeMap;

use super::BundleError;

/// Imports that the registry resolves itself.
const KNOWN: [&str; 2] = ["google/protobuf/", "google/type/"];

/// Files that one definition may be made of.
const MOST_FILES: usize = 500;

/// Puts imported files into a file. `read` reads a file by the name in the import; none when it is nowhere.
pub fn bundle_protobuf(
    text: &str,
    read: &mut dyn FnMut(&str) -> Result<Option<String>, BundleError>,
) -> Result<String, BundleError> {
    let root = File::read(text, None)?;
    let mut imports = root.imports.clone();
    let mut done: Vec<String> = Vec::new();
    let mut known: Vec<String> =
        imports.iter().filter(|import| is_known(&import.name)).map(|i| i.name.clone()).collect();
    let own_known = known.len();
    let mut parts: Vec<Part> = Vec::new();
    let mut index = 0;
    while let Some(import) = imports.get(index).cloned() {
        index += 1;
        if is_known(&import.name) {
            if !known.contains(&import.name) {
                known.push(import.name);
            }
            continue;
        }
        if done.contains(&import.name) {
            continue;
        }
        if done.len() >= MOST_FILES {
            return Err(BundleError::new(format!("the file imports more than {MOST_FILES} files")));
        }
        let Some(text) = read(&import.name)? else {
            let message = format!("the import `{}` is nowhere to be found", import.name);
            return Err(import.line.map_or_else(|| BundleError::new(&message), |line| BundleError::at(&message, line)));
        };
        let file = File::read(&text, Some(&import.name))?;
        if file.syntax != root.syntax {
            return Err(BundleError::new(format!(
                "{} is {}, and the file that imports it is {}",
                import.name, file.syntax, root.syntax
            )));
        }
        imports.extend(file.imports.iter().map(|import| Import { line: None, ..import.clone() }));
        let package = if file.package == root.package { String::new() } else { file.package.clone() };
        for body in &file.types {
            parts.push(Part { package: package.clone(), from: import.name.clone(), text: body.clone() });
        }
        done.push(import.name);
    }
    if done.is_empty() {
        return Ok(text.to_owned());
    }
    let (mut bundled, header) = root.without_imports(text);
    let added: String = known[own_known..].iter().map(|name| format!("import \"{name}\";\n")).collect();
    bundled.insert_str(header, &added);
    if !bundled.ends_with('\n') {
        bundled.push('\n');
    }
    bundled.push_str(&written(&parts));
    Ok(without_leading_dots(&bundled, &root.package))
}

fn is_known(name: &str) -> bool {
    KNOWN.iter().any(|prefix| name.starts_with(prefix))
}

/// A message or enum of an imported file.
struct Part {
    /// Where it goes; empty: beside those of the root.
    package: String,
    from: String,
    text: String,
}

/// Messages that stand for packages, one inside the other.
#[derive(Default)]
struct Tree {
    texts: Vec<String>,
    inner: BTreeMap<String, Tree>,
}

fn written(parts: &[Part]) -> String {
    let mut tree = Tree::default();
    for part in parts {
        let mut place = &mut tree;
        for name in part.package.split('.').filter(|name| !name.is_empty()) {
            place = place.inner.entry(name.to_owned()).or_default();
        }
        place.texts.push(format!("// From {}.\n{}", part.from, part.text));
    }
    let mut text = String::new();
    write_tree(&tree, 0, &mut text);
    text
}

fn write_tree(tree: &Tree, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    for part in &tree.texts {
        text.push('\n');
        for line in part.lines() {
            text.push_str(&if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") });
        }
    }
    for (name, inner) in &tree.inner {
        text.push_str(&format!("\n{indent}// The package `{name}`.\n{indent}message {name} {{"));
        write_tree(inner, depth + 1, text);
        text.push_str(&format!("{indent}}}\n"));
    }
}

#[derive(Debug, Clone)]
struct Import {
    name: String,
    line: Option<usize>,
    start: usize,
    end: usize,
}

/// What matters of a file at its top level.
struct File {
    syntax: String,
    package: String,
    imports: Vec<Import>,
    /// Messages and enums with the comments before them.
    types: Vec<String>,
    /// Where `syntax` and `package` are over.
    header: usize,
}

impl File {
    fn read(text: &str, name: Option<&str>) -> Result<Self, BundleError> {
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
            let end = statement_end(text, &tokens, at).ok_or_else(|| {
                let what = name.map_or_else(|| "the file".to_owned(), str::to_owned);
                let message = format!("a statement of {what} has no end");
                if name.is_some() {
                    BundleError::new(message)
                } else {
                    BundleError::at(message, line(text, tokens[at].0))
                }
            })?;
            let (start, stop) = (tokens[at].0, tokens[end].1);
            match word(at) {
                "syntax" => {
                    file.syntax = unquoted(word(at + 2)).to_owned();
                    file.header = stop;
                }
                "edition" => {
                    return Err(BundleError::new("files with an edition are not bundled: the registry takes none"));
                }
                "package" => {
                    file.package = word(at + 1).to_owned();
                    file.header = stop;
                }
                "import" => {
                    let named = (at + 1..=end).map(word).find(|word| word.starts_with(['"', '\'']));
                    let import = unquoted(named.unwrap_or_default()).to_owned();
                    file.imports.push(Import { name: import, line: Some(line(text, start)), start, end: stop });
                }
                "message" | "enum" => file.types.push(text[before..stop].trim().to_owned()),
                "extend" if name.is_some() => {
                    return Err(BundleError::new(format!(
                        "{} has extensions, which the registry does not take",
                        name.unwrap_or_default()
                    )));
                }
                _ => {}
            }
            before = stop;
            at = end + 1;
        }
        Ok(file)
    }

    /// The text without the imports that are put into it, and where in it the line after the header begins.
    fn without_imports(&self, text: &str) -> (String, usize) {
        let mut left = String::new();
        let (mut at, mut header) = (0, self.header);
        for import in self.imports.iter().filter(|import| !is_known(&import.name)) {
            left.push_str(&text[at..import.start]);
            at = import.end;
            // The line goes with it when nothing else is on it.
            if (left.is_empty() || left.ends_with('\n')) && text[at..].starts_with('\n') {
                at += 1;
            }
            if import.start < self.header {
                header -= at - import.start;
            }
        }
        left.push_str(&text[at..]);
        let header = left.floor_char_boundary(header);
        let line_end = left[header..].find('\n').map_or(left.len(), |end| header + end + 1);
        (left, line_end)
    }
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}

fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
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
fn without_leading_dots(text: &str, package: &str) -> String {
    let own = format!(".{package}.");
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in tokens(text) {
        let word = &text[start..end];
        let is_name = word.starts_with('.') && word[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if is_name && (package.is_empty() || !word.starts_with(&own)) {
            result.push_str(&text[at..start]);
            result.push_str(&word[1..]);
            at = end;
        }
    }
    result.push_str(&text[at..]);
    result
}

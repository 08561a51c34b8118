//! The elements of a definition under names that stay when lines move: what two versions are compared by, element by
//! element, when the question is what changed and not what it breaks.

use std::collections::HashSet;

use super::source::{Json, JsonKind, Lines, Place, Problem, Span, parse_json};
use super::{DataFormat, DefinitionError, protobuf};

/// Excerpts are no longer than this many characters.
const LONGEST_TEXT: usize = 80;

/// An element of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Names that lead to it. AVRO and JSON: a JSON pointer in which elements of arrays go by their names where they have
    /// some. PROTOBUF: the message's or enum's name within the package, and the number of a field or the name of a
    /// value.
    pub path: String,
    /// The path of the element around it.
    pub parent: Option<String>,
    /// How it is written, cut.
    pub text: String,
    /// What it says, whole; empty when other elements say it.
    pub content: String,
    pub place: Place,
    /// Whether it is made of other elements.
    pub is_container: bool,
}

/// All elements of a definition, in the order of the text. Only what cannot be read at all is an error.
pub fn outline(format: DataFormat, text: &str) -> Result<Vec<Element>, DefinitionError> {
    let lines = Lines::new(text);
    let wrong = |problem: Problem| DefinitionError {
        place: lines.place(problem.span),
        message: problem.message,
        hint: problem.hint,
    };
    let mut elements = Vec::new();
    match format {
        DataFormat::Avro | DataFormat::Json => {
            let json = parse_json(text).map_err(|error| wrong(Problem::not_json(&error)))?;
            json_elements(&json, "", None, &lines, &mut elements);
        }
        DataFormat::Protobuf => {
            let (file, mut problems) = protobuf::parse(text);
            let Some(file) = file else {
                let unreadable = || Problem::new(Span::default(), "the file cannot be read");
                let first = if problems.is_empty() { unreadable() } else { problems.remove(0) };
                return Err(wrong(first));
            };
            for part in file.parts() {
                elements.push(Element {
                    place: lines.place(part.span),
                    path: part.path,
                    parent: part.parent,
                    content: if part.is_container { String::new() } else { part.text.clone() },
                    text: part.text,
                    is_container: part.is_container,
                });
            }
        }
    }
    Ok(elements)
}

fn json_elements(json: &Json, path: &str, parent: Option<&str>, lines: &Lines<'_>, elements: &mut Vec<Element>) {
    let is_container = match &json.kind {
        JsonKind::Object(members) => !members.is_empty(),
        JsonKind::Array(items) => items.iter().any(|item| !is_scalar(item)),
        _ => false,
    };
    elements.push(Element {
        path: if path.is_empty() { "/".to_owned() } else { path.to_owned() },
        parent: parent.map(str::to_owned),
        text: lines.excerpt(json.span, LONGEST_TEXT),
        content: if is_container { String::new() } else { content(json) },
        place: lines.place(json.span),
        is_container,
    });
    let own = if path.is_empty() { "/" } else { path };
    match &json.kind {
        JsonKind::Object(members) => {
            for member in members {
                let path = format!("{path}/{}", escaped(&member.key));
                json_elements(&member.value, &path, Some(own), lines, elements);
            }
        }
        JsonKind::Array(items) if is_container => {
            let mut taken = HashSet::new();
            for (index, item) in items.iter().enumerate() {
                let name =
                    item_name(item).filter(|name| taken.insert(name.clone())).unwrap_or_else(|| index.to_string());
                json_elements(item, &format!("{path}/{}", escaped(&name)), Some(own), lines, elements);
            }
        }
        _ => {}
    }
}

/// A scalar, or an array of scalars, without regard to blanks.
fn content(json: &Json) -> String {
    match &json.kind {
        JsonKind::Null => "null".to_owned(),
        JsonKind::Bool(value) => value.to_string(),
        JsonKind::Number(number) => number.clone(),
        JsonKind::Text(text) => format!("{text:?}"),
        JsonKind::Array(items) => format!("[{}]", items.iter().map(content).collect::<Vec<_>>().join(",")),
        JsonKind::Object(_) => "{}".to_owned(),
    }
}

fn is_scalar(json: &Json) -> bool {
    !matches!(json.kind, JsonKind::Object(_) | JsonKind::Array(_))
}

/// What an element of an array is called: a field or named type by its name, a type by its word.
fn item_name(item: &Json) -> Option<String> {
    let text = match &item.kind {
        JsonKind::Text(text) => Some(text.as_str()),
        JsonKind::Object(_) => ["name", "type", "$ref", "title"].iter().find_map(|key| item.get(key)?.as_text()),
        _ => None,
    };
    text.map(str::to_owned)
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

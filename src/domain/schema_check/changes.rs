//! What differs between two definitions, element by element, whatever that means for their data.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::schema::{DataFormat, DefinitionError, Element, Place, outline};

/// An element that came, went or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Names that lead to the element.
    pub path: String,
    /// How it was written, and where; none: it came.
    pub old: Option<(String, Place)>,
    /// How it is written, and where; none: it went.
    pub new: Option<(String, Place)>,
}

impl Change {
    /// `+`, `-` or `~`.
    pub fn sign(&self) -> char {
        match (&self.old, &self.new) {
            (None, _) => '+',
            (_, None) => '-',
            _ => '~',
        }
    }

    /// The change on one line, with the places.
    pub fn line(&self, old_label: &str, new_label: &str) -> String {
        let at = |label: &str, place: &Place| format!("{label}:{}:{}", place.line, place.column);
        let sign = self.sign();
        match (&self.old, &self.new) {
            (Some((old, old_place)), Some((new, new_place))) => format!(
                "{sign} {}: {old} -> {new}   ({}, {})",
                self.path,
                at(old_label, old_place),
                at(new_label, new_place)
            ),
            (Some((text, place)), None) => format!("{sign} {}: {text}   ({})", self.path, at(old_label, place)),
            (None, Some((text, place))) => format!("{sign} {}: {text}   ({})", self.path, at(new_label, place)),
            (None, None) => String::new(),
        }
    }

    /// The change as JSON.
    pub fn json(&self) -> Value {
        let side = |side: &Option<(String, Place)>| {
            side.as_ref().map(|(text, place)| {
                json!({
                    "text": text, "line": place.line, "column": place.column,
                    "start": place.span.start, "end": place.span.end,
                })
            })
        };
        let kind = match self.sign() {
            '+' => "added",
            '-' => "removed",
            _ => "changed",
        };
        json!({ "change": kind, "path": self.path, "old": side(&self.old), "new": side(&self.new) })
    }
}

/// The changes from one definition to another, in the order of the new text, what went after that. A definition that cannot
/// be read is an error; the flag says whether it is the new one.
pub fn changes(format: DataFormat, old: &str, new: &str) -> Result<Vec<Change>, (bool, DefinitionError)> {
    let old = outline(format, old).map_err(|error| (false, error))?;
    let new = outline(format, new).map_err(|error| (true, error))?;
    let by_path = |elements: &'_ [Element]| -> HashMap<String, (usize, bool)> {
        let named = elements.iter().enumerate();
        named.map(|(index, element)| (element.path.clone(), (index, element.is_container))).collect()
    };
    // What came or went with the element around it is no change of its own.
    let is_within = |element: &Element, others: &HashMap<String, (usize, bool)>| {
        element.parent.as_ref().is_some_and(|parent| others.get(parent).is_none_or(|(_, is_container)| !is_container))
    };
    let (old_paths, new_paths) = (by_path(&old), by_path(&new));
    let side = |element: &Element| Some((element.text.clone(), element.place));
    let mut changes = Vec::new();
    for element in &new {
        match old_paths.get(&element.path).map(|(index, _)| &old[*index]) {
            None if is_within(element, &old_paths) => {}
            None => changes.push(Change { path: element.path.clone(), old: None, new: side(element) }),
            Some(before) if before.is_container && element.is_container => {}
            Some(before) if before.content != element.content || before.is_container != element.is_container => {
                changes.push(Change { path: element.path.clone(), old: side(before), new: side(element) });
            }
            Some(_) => {}
        }
    }
    for element in old.iter().filter(|element| !new_paths.contains_key(&element.path)) {
        if is_within(element, &new_paths) {
            continue;
        }
        changes.push(Change { path: element.path.clone(), old: side(element), new: None });
    }
    Ok(changes)
}

//! Writing: entries as a file that reads back as the same entries.

use serde_json::Value;

use super::document::Entry;
use super::spec::{SECTIONS, SETTINGS, Section, Shape};
use super::variable;

/// A file of these settings and entries, in the order of the sections; `head` are its first lines.
pub fn write(head: &str, settings: &[(&str, &str)], entries: &[Entry]) -> String {
    let mut text = head.to_owned();
    for field in SETTINGS.fields {
        for (_, value) in settings.iter().filter(|(name, _)| *name == field.name) {
            text.push_str(&format!("{} = {}\n", field.name, literal(value)));
        }
    }
    for section in SECTIONS {
        let mut of_section: Vec<&Entry> = entries.iter().filter(|entry| entry.section.name == section.name).collect();
        if section.shape != Shape::List {
            of_section.sort_by(|a, b| a.name.cmp(&b.name));
        }
        for entry in of_section {
            text.push_str(&format!("\n{}\n", head_of(section, &entry.name)));
            for field in section.fields {
                if let Some(said) = entry.fields.get(field.name) {
                    text.push_str(&format!("{} = {}\n", field.name, written(&said.value)));
                }
            }
        }
    }
    text
}

fn head_of(section: &Section, name: &str) -> String {
    match section.shape {
        Shape::Single => format!("[{}]", section.name),
        Shape::List => format!("[[{}]]", section.name),
        Shape::Named => format!("[{}.{}]", section.name, key(name)),
        Shape::Nested(separator) => {
            let (first, second) = name.split_once(separator).unwrap_or((name, ""));
            format!("[{}.{}.{}]", section.name, key(first), key(second))
        }
    }
}

fn key(name: &str) -> String {
    toml_edit::Key::new(variable::escaped(name)).to_string()
}

/// A text as TOML writes it, in which no variable is seen.
fn literal(text: &str) -> String {
    toml_edit::Value::from(variable::escaped(text)).to_string()
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => literal(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            match items.as_slice() {
                [one] => one.clone(),
                several => format!("[{}]", several.join(", ")),
            }
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{} = {}", toml_edit::Key::new(name), written(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        other => other.to_string(),
    }
}

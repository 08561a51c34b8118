//! From the JSON of a schema to its nodes.
//!
//! Children and the targets of references wait in a list instead of being read by recursion: definitions that refer to
//! each other in a chain of any length need no stack.

use std::collections::{HashMap, HashSet};

use super::Draft;
use super::node::{
    Additional, ArrayRules, Criterion, Dependency, Given, Keyword, Kind, Name, Node, NodeId, NumberRules, ObjectRules,
    Pattern, Property, TextRules,
};
use super::number::Number;
use super::reference::{References, Target};
use crate::schema::source::{Json, JsonKind, Span};

const TEXT: [&str; 6] = ["minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"];
const ARRAY: [&str; 6] = ["items", "additionalItems", "minItems", "maxItems", "uniqueItems", "contains"];
const NUMBER: [&str; 5] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
const OBJECT: [&str; 8] = [
    "properties",
    "required",
    "minProperties",
    "maxProperties",
    "dependencies",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
];
const NOTES: [&str; 5] = ["$id", "id", "title", "description", "default"];

/// A value in one text for equal values: numbers by value, members in order of their names.
pub(super) fn canonical(json: &Json) -> String {
    let mut text = String::new();
    write_canonical(json, &mut text);
    text
}

fn write_canonical(json: &Json, into: &mut String) {
    match &json.kind {
        JsonKind::Null => into.push_str("null"),
        JsonKind::Bool(value) => into.push_str(if *value { "true" } else { "false" }),
        JsonKind::Number(text) => into.push_str(&Number::read(text).map_or(text.clone(), Number::canonical)),
        JsonKind::Text(text) => into.push_str(&format!("{text:?}")),
        JsonKind::Array(elements) => {
            into.push('[');
            for element in elements {
                write_canonical(element, into);
                into.push(',');
            }
            into.push(']');
        }
        JsonKind::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|a, b| a.key.cmp(&b.key));
            into.push('{');
            for member in sorted {
                into.push_str(&format!("{:?}:", member.key));
                write_canonical(&member.value, into);
                into.push(',');
            }
            into.push('}');
        }
    }
}

/// The nodes of a document, and its root.
pub(super) fn nodes(root: &Json, draft: Draft, references: &References) -> (Vec<Node>, NodeId) {
    let mut builder =
        Builder { root, draft, references, nodes: Vec::new(), known: HashMap::new(), waiting: Vec::new() };
    let id = builder.node(root);
    while let Some((id, json)) = builder.waiting.pop() {
        builder.fill(id, json);
    }
    (builder.nodes, id)
}

struct Builder<'a> {
    root: &'a Json,
    draft: Draft,
    references: &'a References,
    nodes: Vec<Node>,
    known: HashMap<Span, NodeId>,
    waiting: Vec<(NodeId, &'a Json)>,
}

impl<'a> Builder<'a> {
    /// The node of a schema, to be filled when its turn comes.
    fn node(&mut self, json: &'a Json) -> NodeId {
        if let Some(known) = self.known.get(&json.span) {
            return *known;
        }
        let id = self.add(json.span, Kind::Any);
        self.known.insert(json.span, id);
        self.waiting.push((id, json));
        id
    }

    fn add(&mut self, span: Span, kind: Kind) -> NodeId {
        self.nodes.push(Node { span, kind, notes: Vec::new(), has_default: false, type_name: None });
        self.nodes.len() - 1
    }

    fn fill(&mut self, id: NodeId, json: &'a Json) {
        let kind = match &json.kind {
            JsonKind::Bool(false) => Kind::Never,
            JsonKind::Object(_) => self.object(json),
            _ => Kind::Any,
        };
        let notes = NOTES.iter().filter_map(|note| Some((*note, canonical(json.get(note)?))));
        let node = &mut self.nodes[id];
        node.notes = notes.collect();
        node.has_default = json.get("default").is_some();
        node.type_name = text(json, "type");
        node.kind = kind;
    }

    fn object(&mut self, json: &'a Json) -> Kind {
        if let Some(reference) = json.get("$ref") {
            let text = reference.as_text().unwrap_or_default();
            // A circle is found by following the chain; one step is enough for the tree.
            return match (self.references.follow(self.root, json), self.references.resolve(self.root, text)) {
                (Target::Found(_), Target::Found(next)) => Kind::Reference(self.node(next)),
                _ => Kind::Unresolved(text.to_owned()),
            };
        }
        let mut kinds = Vec::new();
        if let Some(values) = json.get("enum").and_then(Json::as_array) {
            kinds.push(Kind::Values { single: false, values: values.iter().map(given).collect() });
        }
        for criterion in [Criterion::All, Criterion::Any, Criterion::One] {
            if let Some(branches) = json.get(criterion.keyword()).and_then(Json::as_array) {
                let branches = branches.iter().map(|branch| self.node(branch)).collect();
                kinds.push(Kind::Combined { criterion, branches });
            }
        }
        if let Some(inner) = json.get("not") {
            kinds.push(Kind::Not(self.node(inner)));
        }
        if let Some(value) = json.get("const").filter(|_| self.draft > Draft::Four) {
            kinds.push(Kind::Values { single: true, values: vec![given(value)] });
        }
        if json.get("if").is_some() && self.draft >= Draft::Seven {
            let parts = ["if", "then", "else"].map(|part| json.get(part).map_or(String::new(), canonical));
            kinds.push(Kind::Conditional(parts.join(" ")));
        }
        let taken = self.typed(json, &mut kinds);
        for family in ["array", "object", "number", "string"] {
            if !taken.contains(family) && has_family(json, family) {
                kinds.push(self.family(json, family, false));
            }
        }
        match kinds.len() {
            0 => Kind::Any,
            1 => kinds.swap_remove(0),
            _ => {
                let branches = kinds.into_iter().map(|kind| self.add(json.span, kind)).collect();
                Kind::Combined { criterion: Criterion::All, branches }
            }
        }
    }

    /// What `type` says; the families whose keywords it takes.
    fn typed(&mut self, json: &'a Json, kinds: &mut Vec<Kind>) -> HashSet<&'static str> {
        let family = |name: &str| match name {
            "integer" | "number" => Some("number"),
            "string" => Some("string"),
            "object" => Some("object"),
            "array" => Some("array"),
            _ => None,
        };
        match json.get("type").map(|value| &value.kind) {
            Some(JsonKind::Text(name)) => {
                kinds.push(self.one_type(json, name));
                family(name).into_iter().collect()
            }
            Some(JsonKind::Array(names)) => {
                let branches = names
                    .iter()
                    .filter_map(Json::as_text)
                    .map(|name| {
                        let kind = self.one_type(json, name);
                        self.add(json.span, kind)
                    })
                    .collect();
                kinds.push(Kind::Combined { criterion: Criterion::Any, branches });
                // Keywords of a type that is not in the list say nothing.
                ["number", "string", "object", "array"].into_iter().collect()
            }
            _ => HashSet::new(),
        }
    }

    fn one_type(&mut self, json: &'a Json, name: &str) -> Kind {
        match name {
            "boolean" => Kind::Boolean,
            "null" => Kind::Null,
            "string" | "object" | "array" | "number" => self.family(json, name, true),
            "integer" => match self.family(json, "number", true) {
                Kind::Number(rules) => Kind::Number(NumberRules { integer: true, ..rules }),
                other => other,
            },
            _ => Kind::Any,
        }
    }

    fn family(&mut self, json: &'a Json, family: &str, only: bool) -> Kind {
        match family {
            "string" => Kind::Text(TextRules {
                only,
                max_length: number(json, "maxLength"),
                min_length: number(json, "minLength"),
                pattern: text(json, "pattern"),
                format: text(json, "format"),
                content_encoding: text(json, "contentEncoding"),
                content_media_type: text(json, "contentMediaType"),
            }),
            "number" => Kind::Number(self.numbers(json, only)),
            "object" => Kind::Object(Box::new(self.objects(json, only))),
            _ => Kind::Array(Box::new(self.arrays(json, only))),
        }
    }

    fn numbers(&mut self, json: &Json, only: bool) -> NumberRules {
        let bound = |limit: &str, flag: &str| {
            let limit = number(json, limit);
            match json.get(flag).map(|value| &value.kind) {
                // Draft 4: the bound itself is left out.
                Some(JsonKind::Bool(true)) => (limit.clone(), limit.map(|limit| Keyword { editable: false, ..limit })),
                Some(JsonKind::Bool(false)) | None => (limit, None),
                _ => (limit, number(json, flag)),
            }
        };
        let (maximum, exclusive_maximum) = bound("maximum", "exclusiveMaximum");
        let (minimum, exclusive_minimum) = bound("minimum", "exclusiveMinimum");
        let multiple_of = number(json, "multipleOf");
        NumberRules { only, integer: false, maximum, minimum, exclusive_maximum, exclusive_minimum, multiple_of }
    }

    fn objects(&mut self, json: &'a Json, only: bool) -> ObjectRules {
        let members = |key: &str| json.get(key).map_or(&[][..], Json::members);
        let properties: Vec<Property> = members("properties")
            .iter()
            .map(|member| Property {
                name: member.key.clone(),
                node: self.node(&member.value),
                key_span: member.key_span,
            })
            .collect();
        let required: Vec<Name> = json.get("required").map(names).unwrap_or_default();
        let patterns = members("patternProperties")
            .iter()
            .map(|member| Pattern {
                text: member.key.clone(),
                regex: regex::Regex::new(&member.key).ok(),
                node: self.node(&member.value),
                key_span: member.key_span,
            })
            .collect();
        let dependencies = members("dependencies")
            .iter()
            .map(|member| {
                let dependency = match &member.value.kind {
                    JsonKind::Array(_) => Dependency::Names(names(&member.value)),
                    _ => Dependency::Schema(self.node(&member.value)),
                };
                (member.key.clone(), dependency, member.key_span)
            })
            .collect();
        let (additional, additional_keyword) = self.additional(json, "additionalProperties");
        ObjectRules {
            only,
            by_name: properties.iter().enumerate().map(|(at, property)| (property.name.clone(), at)).collect(),
            properties,
            required_names: required.iter().map(|name| name.name.clone()).collect(),
            required,
            patterns,
            additional,
            additional_keyword,
            property_names: keyword(json, "propertyNames", |value| Some(canonical(value))),
            dependencies,
            max_properties: number(json, "maxProperties"),
            min_properties: number(json, "minProperties"),
            required_span: json.get("required").map(|value| value.span),
        }
    }

    fn arrays(&mut self, json: &'a Json, only: bool) -> ArrayRules {
        let (mut all, mut tuple) = (None, None);
        match json.get("items") {
            Some(items) if items.as_array().is_some() => {
                let items = items.as_array().unwrap_or_default();
                tuple = Some(items.iter().map(|item| self.node(item)).collect());
            }
            Some(items) => all = Some(self.node(items)),
            None => {}
        }
        let (additional, additional_keyword) = match all {
            // Beside one schema for all elements it says nothing.
            Some(_) => (Additional::Free, None),
            None => self.additional(json, "additionalItems"),
        };
        ArrayRules {
            only,
            all,
            tuple,
            additional,
            additional_keyword,
            contains: keyword(json, "contains", |value| Some(canonical(value))).filter(|_| self.draft > Draft::Four),
            max_items: number(json, "maxItems"),
            min_items: number(json, "minItems"),
            unique: keyword(json, "uniqueItems", |value| match value.kind {
                JsonKind::Bool(unique) => Some(unique),
                _ => None,
            })
            .filter(|unique| unique.value),
        }
    }

    fn additional(&mut self, json: &'a Json, key: &str) -> (Additional, Option<Keyword<()>>) {
        let additional = match json.get(key) {
            None => Additional::Free,
            Some(value) => match &value.kind {
                JsonKind::Bool(false) => Additional::Forbidden,
                JsonKind::Object(members) if !members.is_empty() => Additional::Schema(self.node(value)),
                _ => Additional::Free,
            },
        };
        (additional, keyword(json, key, |_| Some(())))
    }
}

fn has_family(json: &Json, family: &str) -> bool {
    let keywords: &[&str] = match family {
        "array" => &ARRAY,
        "object" => &OBJECT,
        "number" => &NUMBER,
        _ => &TEXT,
    };
    keywords.iter().any(|keyword| json.get(keyword).is_some())
}

fn given(value: &Json) -> Given {
    Given { canonical: canonical(value), shown: shown(value), span: value.span }
}

/// A value as one line of JSON.
pub(super) fn shown(value: &Json) -> String {
    match &value.kind {
        JsonKind::Null => "null".to_owned(),
        JsonKind::Bool(value) => value.to_string(),
        JsonKind::Number(text) => text.clone(),
        JsonKind::Text(text) => quoted(text),
        JsonKind::Array(elements) => format!("[{}]", elements.iter().map(shown).collect::<Vec<_>>().join(", ")),
        JsonKind::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|member| format!("{}: {}", quoted(&member.key), shown(&member.value))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// A text as JSON writes it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

fn keyword<T>(json: &Json, key: &str, read: impl Fn(&Json) -> Option<T>) -> Option<Keyword<T>> {
    let members = json.members();
    let index = members.iter().rposition(|member| member.key == key)?;
    let member = &members[index];
    let gone = match (members.get(index + 1), index.checked_sub(1).map(|before| &members[before])) {
        (Some(next), _) => Span::new(member.key_span.start, next.key_span.start),
        (None, Some(before)) => Span::new(before.value.span.end, member.value.span.end),
        (None, None) => Span::new(member.key_span.start, member.value.span.end),
    };
    Some(Keyword {
        value: read(&member.value)?,
        span: member.value.span,
        gone,
        raw: shown(&member.value),
        editable: true,
    })
}

fn number(json: &Json, key: &str) -> Option<Keyword<Number>> {
    keyword(json, key, |value| match &value.kind {
        JsonKind::Number(text) => Number::read(text),
        _ => None,
    })
}

fn text(json: &Json, key: &str) -> Option<Keyword<String>> {
    keyword(json, key, |value| value.as_text().map(str::to_owned))
}

fn names(list: &Json) -> Vec<Name> {
    let elements = list.as_array().unwrap_or_default();
    let gone = |index: usize| match (elements.get(index + 1), index.checked_sub(1).map(|before| &elements[before])) {
        (Some(next), _) => Span::new(elements[index].span.start, next.span.start),
        (None, Some(before)) => Span::new(before.span.end, elements[index].span.end),
        (None, None) => elements[index].span,
    };
    elements
        .iter()
        .enumerate()
        .filter_map(|(index, element)| {
            Some(Name { name: element.as_text()?.to_owned(), span: element.span, gone: gone(index) })
        })
        .collect()
}

//! Where `$ref` leads.

use std::collections::{HashMap, HashSet};

use crate::schema::source::{Json, JsonKind, Span};

/// Objects with more members than this are indexed.
const LARGE: usize = 16;

/// The steps from the root of a document to one of its values: the index of the member or element at each step.
type Route = Vec<usize>;

/// References that one chain may follow before it counts as leading nowhere.
const MAX_CHAIN: usize = 64;

/// The names that a document gives to its parts.
#[derive(Debug, Clone, Default)]
pub(in crate::schema) struct References {
    by_id: HashMap<String, Route>,
    /// The members of large objects by name, so that a chain through many definitions is not slow.
    members: HashMap<Span, HashMap<String, usize>>,
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Target<'a> {
    Found(&'a Json),
    /// It names a part of this document, and there is none.
    Nowhere,
    /// It names another document.
    Elsewhere,
    /// It leads back to itself.
    Circle,
}

impl References {
    /// Collects `$id` and `id`.
    pub(super) fn of(root: &Json) -> Self {
        let mut found = Self::default();
        found.collect(root, &mut Vec::new());
        found
    }

    fn collect(&mut self, json: &Json, route: &mut Route) {
        match &json.kind {
            JsonKind::Object(members) => {
                if members.len() > LARGE {
                    let index = members.iter().enumerate().map(|(at, member)| (member.key.clone(), at)).collect();
                    self.members.insert(json.span, index);
                }
                for (index, member) in members.iter().enumerate() {
                    if matches!(member.key.as_str(), "$id" | "id")
                        && let Some(id) = member.value.as_text()
                    {
                        let id = id.trim_end_matches('#');
                        if !id.is_empty() {
                            self.by_id.entry(id.to_owned()).or_insert_with(|| route.clone());
                        }
                    }
                    if !matches!(member.key.as_str(), "enum" | "const" | "default" | "examples") {
                        route.push(index);
                        self.collect(&member.value, route);
                        route.pop();
                    }
                }
            }
            JsonKind::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    route.push(index);
                    self.collect(element, route);
                    route.pop();
                }
            }
            _ => {}
        }
    }

    /// The member of an object of the document.
    pub(super) fn member<'a>(&self, json: &'a Json, key: &str) -> Option<&'a Json> {
        match self.members.get(&json.span) {
            Some(index) => json.members().get(*index.get(key)?).map(|member| &member.value),
            None => json.get(key),
        }
    }

    fn named<'a>(&self, root: &'a Json, id: &str) -> Option<&'a Json> {
        let route = self.by_id.get(id).or_else(|| {
            // A relative address is looked up as the end of a whole one.
            let wanted = format!("/{}", id.trim_start_matches("./").trim_start_matches('/'));
            let mut ends: Vec<_> = self.by_id.iter().filter(|(known, _)| known.ends_with(&wanted)).collect();
            ends.sort();
            ends.first().map(|(_, route)| *route)
        })?;
        route.iter().try_fold(root, |at, index| match &at.kind {
            JsonKind::Object(members) => members.get(*index).map(|member| &member.value),
            JsonKind::Array(elements) => elements.get(*index),
            _ => None,
        })
    }

    /// One step: what the text of a reference names.
    pub(super) fn resolve<'a>(&self, root: &'a Json, text: &str) -> Target<'a> {
        let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
        let base = if address.is_empty() {
            root
        } else {
            match self.named(root, address) {
                Some(base) => base,
                None => return Target::Elsewhere,
            }
        };
        if fragment.is_empty() {
            return Target::Found(base);
        }
        if !fragment.starts_with('/') {
            let named = self.named(root, text).or_else(|| self.named(root, &format!("#{fragment}")));
            return named.map_or(Target::Nowhere, Target::Found);
        }
        let mut at = base;
        for token in fragment.split('/').skip(1) {
            let token = percent_decoded(token).replace("~1", "/").replace("~0", "~");
            let next = match &at.kind {
                JsonKind::Array(elements) => token.parse::<usize>().ok().and_then(|index| elements.get(index)),
                _ => self.member(at, &token),
            };
            match next {
                Some(next) => at = next,
                None => return Target::Nowhere,
            }
        }
        Target::Found(at)
    }

    /// Follows a schema's reference, and the reference that it leads to, to a schema without one.
    pub(super) fn follow<'a>(&self, root: &'a Json, schema: &'a Json) -> Target<'a> {
        let mut seen = HashSet::new();
        let mut at = schema;
        loop {
            let Some(text) = at.get("$ref").and_then(Json::as_text) else { return Target::Found(at) };
            if !seen.insert(at.span) || seen.len() > MAX_CHAIN {
                return Target::Circle;
            }
            match self.resolve(root, text) {
                Target::Found(next) => at = next,
                other => return other,
            }
        }
    }
}

fn percent_decoded(token: &str) -> String {
    if token.contains('%') { crate::partition::decode_segment(token) } else { token.to_owned() }
}

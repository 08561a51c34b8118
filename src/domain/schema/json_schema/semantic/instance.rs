//! Whether a value is valid by a schema. What cannot be decided (a `format`, an expression that cannot be run, a
//! reference to another document) is unknown.

use std::collections::{HashMap, HashSet};

use super::super::build::canonical;
use super::super::number::Number;
use super::super::reference::Target;
use super::super::{Document, Draft};
use super::types::TypeSet;
use crate::schema::source::{Json, JsonKind, Span};

/// How deep schemas are followed for one value.
const MAX_DEPTH: usize = 64;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Validity {
    Valid,
    Invalid(Refusal),
    Unknown,
}

/// The keyword that refuses a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Refusal {
    pub(super) keyword: String,
    /// The keyword's value in the schema.
    pub(super) span: Span,
    /// A pointer to what is refused, within the value.
    pub(super) path: String,
}

impl Validity {
    /// The worse of two.
    fn and(self, other: impl FnOnce() -> Validity) -> Validity {
        match self {
            Self::Invalid(_) => self,
            Self::Valid => other(),
            Self::Unknown => match other() {
                refused @ Self::Invalid(_) => refused,
                _ => Self::Unknown,
            },
        }
    }

    pub(super) fn is_invalid(&self) -> bool {
        matches!(self, Self::Invalid(_))
    }
}

/// Checks values against the schemas of a document.
pub(super) struct Checker<'a> {
    pub(super) document: &'a Document,
    expressions: HashMap<String, Option<regex::Regex>>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, expressions: HashMap::new() }
    }

    pub(super) fn check(&mut self, schema: &Json, value: &Json) -> Validity {
        self.schema(schema, value, "", 0)
    }

    /// Whether a text matches; none when the expression cannot be run.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> Option<bool> {
        let expressions = &mut self.expressions;
        if !expressions.contains_key(pattern) {
            expressions.insert(pattern.to_owned(), regex::Regex::new(pattern).ok());
        }
        expressions.get(pattern).and_then(Option::as_ref).map(|regex| regex.is_match(text))
    }

    fn schema(&mut self, schema: &Json, value: &Json, path: &str, depth: usize) -> Validity {
        if depth > MAX_DEPTH {
            return Validity::Unknown;
        }
        let members = match &schema.kind {
            // Called by the keyword that has it.
            JsonKind::Bool(false) => return decided(false),
            JsonKind::Object(members) => members,
            _ => return Validity::Valid,
        };
        if schema.get("$ref").is_some() {
            let document = self.document;
            return match document.references.follow(&document.root, schema) {
                Target::Found(target) => self.schema(target, value, path, depth + 1),
                _ => Validity::Unknown,
            };
        }
        let mut result = Validity::Valid;
        for member in members {
            result = result.and(|| match self.keyword(schema, &member.key, &member.value, value, path, depth) {
                Some(Validity::Invalid(refusal)) if refusal.keyword.is_empty() => Validity::Invalid(Refusal {
                    keyword: member.key.clone(),
                    span: member.value.span,
                    path: path.to_owned(),
                }),
                other => other.unwrap_or(Validity::Valid),
            });
            if result.is_invalid() {
                break;
            }
        }
        result
    }

    /// None for keywords that say nothing about this value.
    fn keyword(
        &mut self,
        schema: &Json,
        key: &str,
        given: &Json,
        value: &Json,
        path: &str,
        depth: usize,
    ) -> Option<Validity> {
        let draft = self.document.draft;
        match key {
            "type" => Some(self.type_allowed(schema, value)),
            "enum" => {
                let wanted = canonical(value);
                Some(decided(given.as_array()?.iter().any(|one| canonical(one) == wanted)))
            }
            "const" if draft > Draft::Four => Some(decided(canonical(given) == canonical(value))),
            "allOf" => Some(
                given
                    .as_array()?
                    .iter()
                    .fold(Validity::Valid, |result, branch| result.and(|| self.schema(branch, value, path, depth + 1))),
            ),
            "anyOf" | "oneOf" => {
                let results: Vec<Validity> =
                    given.as_array()?.iter().map(|branch| self.schema(branch, value, path, depth + 1)).collect();
                let valid = results.iter().filter(|result| **result == Validity::Valid).count();
                let unknown = results.iter().filter(|result| **result == Validity::Unknown).count();
                Some(match (key, valid, unknown) {
                    ("anyOf", 1.., _) => Validity::Valid,
                    ("oneOf", 1, 0) => Validity::Valid,
                    ("oneOf", 2.., _) => decided(false),
                    (_, _, 1..) => Validity::Unknown,
                    _ => decided(false),
                })
            }
            "not" => Some(match self.schema(given, value, path, depth + 1) {
                Validity::Valid => decided(false),
                Validity::Invalid(_) => Validity::Valid,
                Validity::Unknown => Validity::Unknown,
            }),
            "if" if draft >= Draft::Seven => {
                let branch = match self.schema(given, value, path, depth + 1) {
                    Validity::Valid => schema.get("then"),
                    Validity::Invalid(_) => schema.get("else"),
                    Validity::Unknown => return Some(Validity::Unknown),
                };
                branch.map(|branch| self.schema(branch, value, path, depth + 1))
            }
            _ => match &value.kind {
                JsonKind::Number(text) => number(schema, key, given, Number::read(text)?),
                JsonKind::Text(text) => self.text(key, given, text),
                JsonKind::Array(elements) => self.array(schema, key, given, elements, path, depth),
                JsonKind::Object(_) => self.object(schema, key, given, value, path, depth),
                _ => None,
            },
        }
    }

    fn type_allowed(&self, schema: &Json, value: &Json) -> Validity {
        let allowed = TypeSet::of_schema(schema);
        let own = TypeSet::of_value(value);
        // To draft 4, 1.0 is no integer; readers do not agree.
        if self.document.draft == Draft::Four
            && own == TypeSet::INTEGER
            && !TypeSet::FRACTION.within(allowed)
            && matches!(&value.kind, JsonKind::Number(text) if text.contains(['.', 'e', 'E']))
        {
            return Validity::Unknown;
        }
        decided(own.within(allowed))
    }

    fn text(&mut self, key: &str, given: &Json, text: &str) -> Option<Validity> {
        let length = || count(text.chars().count());
        match key {
            "maxLength" => Some(decided(length().compare(read(given)?).is_le())),
            "minLength" => Some(decided(length().compare(read(given)?).is_ge())),
            "pattern" => Some(self.matches(given.as_text()?, text).map_or(Validity::Unknown, decided)),
            "format" => Some(Validity::Unknown),
            _ => None,
        }
    }

    fn array(
        &mut self,
        schema: &Json,
        key: &str,
        given: &Json,
        elements: &[Json],
        path: &str,
        depth: usize,
    ) -> Option<Validity> {
        let length = || count(elements.len());
        match key {
            "maxItems" => Some(decided(length().compare(read(given)?).is_le())),
            "minItems" => Some(decided(length().compare(read(given)?).is_ge())),
            "uniqueItems" if matches!(given.kind, JsonKind::Bool(true)) => {
                let mut seen = HashSet::new();
                Some(decided(elements.iter().all(|element| seen.insert(canonical(element)))))
            }
            "items" | "additionalItems" => {
                let tuple = schema.get("items").and_then(Json::as_array);
                let from = match (key, tuple) {
                    ("items", Some(tuple)) => {
                        let pairs = elements.iter().zip(tuple).enumerate();
                        return Some(pairs.fold(Validity::Valid, |result, (index, (element, schema))| {
                            result.and(|| self.schema(schema, element, &format!("{path}/{index}"), depth + 1))
                        }));
                    }
                    ("items", None) => 0,
                    (_, Some(tuple)) => tuple.len(),
                    (_, None) => return None,
                };
                Some(elements.iter().enumerate().skip(from).fold(Validity::Valid, |result, (index, element)| {
                    result.and(|| self.schema(given, element, &format!("{path}/{index}"), depth + 1))
                }))
            }
            "contains" if self.document.draft > Draft::Four => {
                let results: Vec<Validity> =
                    elements.iter().map(|element| self.schema(given, element, path, depth + 1)).collect();
                Some(if results.contains(&Validity::Valid) {
                    Validity::Valid
                } else if results.contains(&Validity::Unknown) {
                    Validity::Unknown
                } else {
                    decided(false)
                })
            }
            _ => None,
        }
    }

    fn object(
        &mut self,
        schema: &Json,
        key: &str,
        given: &Json,
        value: &Json,
        path: &str,
        depth: usize,
    ) -> Option<Validity> {
        let members = value.members();
        let length = || count(members.len());
        match key {
            "maxProperties" => Some(decided(length().compare(read(given)?).is_le())),
            "minProperties" => Some(decided(length().compare(read(given)?).is_ge())),
            "required" => {
                let mut names = given.as_array()?.iter().filter_map(Json::as_text);
                Some(decided(names.all(|name| value.get(name).is_some())))
            }
            "properties" => Some(members.iter().fold(Validity::Valid, |result, member| {
                result.and(|| match self.document.references.member(given, &member.key) {
                    Some(schema) => self.schema(schema, &member.value, &format!("{path}/{}", member.key), depth + 1),
                    None => Validity::Valid,
                })
            })),
            "patternProperties" => {
                let mut result = Validity::Valid;
                for pattern in given.members() {
                    for member in members {
                        result = result.and(|| match self.matches(&pattern.key, &member.key) {
                            Some(true) => {
                                self.schema(&pattern.value, &member.value, &format!("{path}/{}", member.key), depth + 1)
                            }
                            Some(false) => Validity::Valid,
                            None => Validity::Unknown,
                        });
                    }
                }
                Some(result)
            }
            "additionalProperties" => {
                let mut result = Validity::Valid;
                for member in members {
                    if schema
                        .get("properties")
                        .is_some_and(|named| self.document.references.member(named, &member.key).is_some())
                    {
                        continue;
                    }
                    let patterns = schema.get("patternProperties").map_or(&[][..], Json::members);
                    let matched: Vec<Option<bool>> =
                        patterns.iter().map(|pattern| self.matches(&pattern.key, &member.key)).collect();
                    if matched.contains(&Some(true)) {
                        continue;
                    }
                    result = result.and(|| {
                        let found = self.schema(given, &member.value, &format!("{path}/{}", member.key), depth + 1);
                        if matched.contains(&None) && found.is_invalid() { Validity::Unknown } else { found }
                    });
                }
                Some(result)
            }
            "propertyNames" if self.document.draft > Draft::Four => {
                Some(members.iter().fold(Validity::Valid, |result, member| {
                    let name = Json { span: Span::default(), kind: JsonKind::Text(member.key.clone()) };
                    result.and(|| self.schema(given, &name, path, depth + 1))
                }))
            }
            "dependencies" => {
                let present = given.members().iter().filter(|dependency| value.get(&dependency.key).is_some());
                let mut result = Validity::Valid;
                for dependency in present.collect::<Vec<_>>() {
                    result = result.and(|| match &dependency.value.kind {
                        JsonKind::Array(names) => {
                            decided(names.iter().filter_map(Json::as_text).all(|name| value.get(name).is_some()))
                        }
                        _ => self.schema(&dependency.value, value, path, depth + 1),
                    });
                }
                Some(result)
            }
            _ => None,
        }
    }
}

fn decided(valid: bool) -> Validity {
    if valid {
        return Validity::Valid;
    }
    // The caller knows the keyword.
    Validity::Invalid(Refusal { keyword: String::new(), span: Span::default(), path: String::new() })
}

fn number(schema: &Json, key: &str, given: &Json, value: Number) -> Option<Validity> {
    let flag = |key: &str| matches!(schema.get(key).map(|flag| &flag.kind), Some(JsonKind::Bool(true)));
    let order = |given: &Json| read(given).map(|limit| value.compare(limit));
    match key {
        "maximum" if flag("exclusiveMaximum") => Some(decided(order(given)?.is_lt())),
        "minimum" if flag("exclusiveMinimum") => Some(decided(order(given)?.is_gt())),
        "maximum" => Some(decided(order(given)?.is_le())),
        "minimum" => Some(decided(order(given)?.is_ge())),
        "exclusiveMaximum" => Some(decided(order(given)?.is_lt())),
        "exclusiveMinimum" => Some(decided(order(given)?.is_gt())),
        "multipleOf" => Some(value.is_multiple_of(read(given)?).map_or(Validity::Unknown, decided)),
        _ => None,
    }
}

fn read(json: &Json) -> Option<Number> {
    match &json.kind {
        JsonKind::Number(text) => Number::read(text),
        _ => None,
    }
}

fn count(length: usize) -> Number {
    Number::read(&length.to_string()).unwrap_or(Number::Near(f64::INFINITY))
}

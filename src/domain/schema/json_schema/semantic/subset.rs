//! A proof that every value of the writer's schema is a value of the reader's.
//!
//! The writer is a conjunction of schema objects (what `allOf` and references bring together) and the set of types that
//! its values can have. Each keyword of the reader must follow from it. Where it does not, the cases are taken apart:
//! listed values one by one, branches of the writer's `anyOf` and `oneOf`, types.
//!
//! Recursive schemas are proven by induction over the depth of values: a claim may be used while it is being proven, for
//! a part of the value only.

use std::collections::HashMap;

use super::super::build::canonical;
use super::super::number::Number;
use super::super::reference::Target;
use super::super::{Document, Draft};
use super::instance::{Checker, Validity};
use super::types::TypeSet;
use crate::schema::obstacle::Work;
use crate::schema::source::{Json, JsonKind, Span};

/// How deep a proof may go.
const MAX_DEPTH: usize = 96;

/// Whether the proof succeeds. False says nothing.
pub(super) fn proves(reader: &Document, writer: &Document, work: &mut Work) -> bool {
    let mut prover = Prover {
        reader,
        writer,
        reader_values: Checker::new(reader),
        writer_values: Checker::new(writer),
        work,
        active: HashMap::new(),
        depth: 0,
    };
    let start = Case { parts: vec![&writer.root], types: TypeSet::ALL, split: Vec::new(), level: 0 };
    prover.follows(&start, &reader.root)
}

/// What is known of the writer's values.
#[derive(Clone)]
pub(super) struct Case<'a> {
    /// All of these hold.
    pub(super) parts: Vec<&'a Json>,
    pub(super) types: TypeSet,
    /// The `anyOf` and `oneOf` that were taken apart already.
    split: Vec<Span>,
    /// How deep within the whole value.
    level: usize,
}

pub(super) struct Prover<'a> {
    reader: &'a Document,
    writer: &'a Document,
    reader_values: Checker<'a>,
    writer_values: Checker<'a>,
    work: &'a mut Work,
    /// Claims that are being proven, with the level at which they began.
    active: HashMap<(Vec<Span>, TypeSet, Span), usize>,
    depth: usize,
}

impl<'a> Prover<'a> {
    /// Whether the reader's schema follows.
    fn follows(&mut self, case: &Case<'a>, reader: &'a Json) -> bool {
        let document = self.reader;
        let reader = match document.references.follow(&document.root, reader) {
            Target::Found(target) => target,
            _ => return false,
        };
        match &reader.kind {
            JsonKind::Object(members) if members.is_empty() => return true,
            JsonKind::Bool(false) => return self.is_impossible(case),
            JsonKind::Object(_) => {}
            _ => return true,
        }
        let Some(case) = self.expanded(case) else { return true };
        let mut spans: Vec<Span> = case.parts.iter().map(|part| part.span).collect();
        spans.sort_by_key(|span| (span.start, span.end));
        spans.extend(&case.split);
        let claim = (spans, case.types, reader.span);
        if let Some(level) = self.active.get(&claim) {
            return case.level > *level;
        }
        if self.depth > MAX_DEPTH || !self.work.steps(1 + case.parts.len() as u64) {
            return false;
        }
        self.depth += 1;
        self.active.insert(claim.clone(), case.level);
        let proven = self.by_cases(&case, reader);
        self.active.remove(&claim);
        self.depth -= 1;
        proven
    }

    fn is_impossible(&mut self, case: &Case<'a>) -> bool {
        self.expanded(case).is_none_or(|case| case.types.is_empty())
    }

    /// References followed and `allOf` taken apart; none when nothing can be valid.
    fn expanded(&self, case: &Case<'a>) -> Option<Case<'a>> {
        let mut parts: Vec<&'a Json> = Vec::new();
        let mut types = case.types;
        let mut waiting: Vec<&'a Json> = case.parts.iter().rev().copied().collect();
        while let Some(part) = waiting.pop() {
            let document = self.writer;
            // Of a reference that cannot be followed nothing is known.
            let Target::Found(part) = document.references.follow(&document.root, part) else { continue };
            match &part.kind {
                JsonKind::Bool(false) => return None,
                JsonKind::Object(_) if !parts.iter().any(|known| known.span == part.span) => {
                    parts.push(part);
                    types = types.and(TypeSet::of_schema(part));
                    waiting.extend(part.get("allOf").and_then(Json::as_array).unwrap_or_default());
                }
                _ => {}
            }
        }
        let expanded = Case { parts, types, ..case.clone() };
        let listed = self.values(&expanded);
        if listed.is_some_and(|values| values.iter().all(|value| !TypeSet::of_value(value).within(expanded.types))) {
            return None;
        }
        (!expanded.types.is_empty()).then_some(expanded)
    }

    /// The values that the writer lists, from its shortest list.
    fn values(&self, case: &Case<'a>) -> Option<Vec<&'a Json>> {
        let old = self.writer.draft == Draft::Four;
        let lists = case.parts.iter().filter_map(|part| {
            let single = part.get("const").filter(|_| !old).map(|value| vec![value]);
            single.or_else(|| part.get("enum").and_then(Json::as_array).map(|values| values.iter().collect()))
        });
        lists.min_by_key(Vec::len)
    }

    /// The listed values that can be values at all.
    fn possible_values(&mut self, case: &Case<'a>) -> Option<Vec<&'a Json>> {
        let values = self.values(case)?;
        let parts = case.parts.clone();
        let possible = values.into_iter().filter(|value| {
            TypeSet::of_value(value).within(case.types)
                && parts.iter().all(|part| !self.writer_values.check(part, value).is_invalid())
        });
        Some(possible.collect())
    }

    fn by_cases(&mut self, case: &Case<'a>, reader: &'a Json) -> bool {
        if let Some(values) = self.possible_values(case) {
            return values.iter().all(|value| self.reader_values.check(reader, value) == Validity::Valid);
        }
        if reader.members().iter().all(|member| self.keyword(case, reader, &member.key, &member.value)) {
            return true;
        }
        // One disjunction of the writer after the other.
        for part in case.parts.clone() {
            for keyword in ["anyOf", "oneOf"] {
                let Some(list) = part.get(keyword).filter(|list| !case.split.contains(&list.span)) else { continue };
                let branches = list.as_array().unwrap_or_default();
                if branches.is_empty() {
                    continue;
                }
                return branches.iter().all(|branch| {
                    let mut inner = case.clone();
                    inner.split.push(list.span);
                    inner.parts.push(branch);
                    self.follows(&inner, reader)
                });
            }
        }
        let types: Vec<TypeSet> = case.types.each().collect();
        types.len() > 1
            && types.into_iter().all(|types| {
                let inner = Case { types, ..case.clone() };
                self.follows(&inner, reader)
            })
    }

    fn keyword(&mut self, case: &Case<'a>, reader: &'a Json, key: &str, given: &'a Json) -> bool {
        let draft = self.reader.draft;
        let branches = given.as_array().unwrap_or_default();
        match key {
            "type" => {
                let wanted = TypeSet::of_schema(reader);
                // 1.0 is an integer since draft 6.
                let stricter = draft == Draft::Four
                    && self.writer.draft > draft
                    && case.types.meets(TypeSet::INTEGER)
                    && !TypeSet::FRACTION.within(wanted);
                !stricter && case.types.within(wanted)
            }
            "enum" => self.all_listed(case, branches),
            "const" => draft == Draft::Four || self.all_listed(case, std::slice::from_ref(given)),
            "allOf" => branches.iter().all(|branch| self.follows(case, branch)),
            "anyOf" => branches.iter().any(|branch| self.follows(case, branch)),
            "oneOf" => (0..branches.len()).any(|one| {
                self.follows(case, &branches[one])
                    && (0..branches.len()).all(|other| other == one || self.excludes(case, &branches[other]))
            }),
            "not" => self.excludes(case, given),
            "if" if draft >= Draft::Seven => {
                let same = |part: &&Json| {
                    ["if", "then", "else"]
                        .iter()
                        .all(|key| part.get(key).map(canonical) == reader.get(key).map(canonical))
                };
                let old = self.writer.draft >= Draft::Seven;
                (old && free_of_references(reader) && case.parts.iter().any(same))
                    || ["then", "else"]
                        .iter()
                        .all(|key| reader.get(key).is_none_or(|branch| self.follows(case, branch)))
            }
            "maximum" | "minimum" | "exclusiveMaximum" | "exclusiveMinimum" | "multipleOf" => {
                !case.types.meets(TypeSet::NUMBER) || self.number(case, reader, key, given)
            }
            "maxLength" | "minLength" | "pattern" | "format" => {
                !case.types.meets(TypeSet::STRING) || self.text(case, key, given)
            }
            "items" | "additionalItems" | "maxItems" | "minItems" | "uniqueItems" | "contains" => {
                !case.types.meets(TypeSet::ARRAY) || self.array(case, reader, key, given)
            }
            "properties"
            | "patternProperties"
            | "additionalProperties"
            | "required"
            | "maxProperties"
            | "minProperties"
            | "propertyNames"
            | "dependencies" => !case.types.meets(TypeSet::OBJECT) || self.object(case, reader, key, given),
            // `then` and `else` belong to `if`; everything else is a note.
            _ => true,
        }
    }

    /// Without a list of its own the writer can only have a few values by its types.
    fn all_listed(&self, case: &Case<'a>, wanted: &[Json]) -> bool {
        let wanted: Vec<String> = wanted.iter().map(canonical).collect();
        let has = |value: &str| wanted.iter().any(|wanted| wanted == value);
        let null = !case.types.meets(TypeSet::NULL) || has("null");
        let boolean = !case.types.meets(TypeSet::BOOLEAN) || (has("true") && has("false"));
        case.types.within(few()) && null && boolean
    }

    fn number(&self, case: &Case<'a>, reader: &Json, key: &str, given: &Json) -> bool {
        let wanted = match (&given.kind, key) {
            (JsonKind::Number(text), _) => Number::read(text),
            // Draft 4: read with the bound itself.
            (JsonKind::Bool(_), _) => return true,
            _ => None,
        };
        let Some(wanted) = wanted else { return false };
        let flag =
            |schema: &Json, key: &str| matches!(schema.get(key).map(|value| &value.kind), Some(JsonKind::Bool(true)));
        if key == "multipleOf" {
            let whole = case.types.and(TypeSet::NUMBER).within(TypeSet::INTEGER);
            let one = Number::Exact { digits: 1, exponent: 0 };
            return (whole && one.is_multiple_of(wanted) == Some(true))
                || numbers(case, "multipleOf").any(|own| own.is_multiple_of(wanted) == Some(true));
        }
        let upper = key.ends_with("aximum");
        let (plain, exclusive) = if upper { ("maximum", "exclusiveMaximum") } else { ("minimum", "exclusiveMinimum") };
        let strict = key == exclusive || flag(reader, exclusive);
        let inside = |own: Number, own_strict: bool| {
            let order = own.compare(wanted);
            let order = if upper { order } else { order.reverse() };
            order.is_lt() || (order.is_eq() && (own_strict || !strict))
        };
        case.parts.iter().any(|part| {
            let number = |key: &str| part.get(key).and_then(read);
            number(plain).is_some_and(|own| inside(own, flag(part, exclusive)))
                || number(exclusive).is_some_and(|own| inside(own, true))
        })
    }

    fn text(&self, case: &Case<'a>, key: &str, given: &Json) -> bool {
        match key {
            "pattern" | "format" => case
                .parts
                .iter()
                .any(|part| part.get(key).and_then(Json::as_text).is_some_and(|own| Some(own) == given.as_text())),
            _ => within_bound(case, key, given),
        }
    }

    /// One level deeper, what is known of a part of the value.
    fn inner(case: &Case<'a>, parts: Vec<&'a Json>) -> Case<'a> {
        Case { parts, types: TypeSet::ALL, split: Vec::new(), level: case.level + 1 }
    }

    fn array(&mut self, case: &Case<'a>, reader: &'a Json, key: &str, given: &'a Json) -> bool {
        let tuple = reader.get("items").and_then(Json::as_array);
        match key {
            "maxItems" => {
                within_bound(case, key, given)
                    || longest(case).zip(read(given)).is_some_and(|(own, wanted)| own.compare(wanted).is_le())
            }
            "minItems" => within_bound(case, key, given),
            "uniqueItems" => {
                !matches!(given.kind, JsonKind::Bool(true))
                    || case
                        .parts
                        .iter()
                        .any(|part| matches!(part.get(key).map(|value| &value.kind), Some(JsonKind::Bool(true))))
                    || longest(case).is_some_and(|own| own.compare(count(1)).is_le())
                    || numbers(case, "maxItems").any(|own| own.compare(count(1)).is_le())
            }
            "items" if tuple.is_none() => {
                // Every place that the writer names, and all those after it.
                let named =
                    case.parts.iter().filter_map(|part| part.get("items").and_then(Json::as_array)).map(<[Json]>::len);
                let named = named.max().unwrap_or(0);
                (0..=named).all(|index| {
                    let inner = Self::inner(case, elements(case, index));
                    self.follows(&inner, given)
                })
            }
            "items" => tuple.unwrap_or_default().iter().enumerate().all(|(index, schema)| {
                let inner = Self::inner(case, elements(case, index));
                self.follows(&inner, schema)
            }),
            "additionalItems" => {
                let Some(tuple) = tuple else { return true };
                let named =
                    case.parts.iter().filter_map(|part| part.get("items").and_then(Json::as_array)).map(<[Json]>::len);
                let last = named.max().unwrap_or(0).max(tuple.len());
                (tuple.len()..=last).all(|index| {
                    let short = numbers(case, "maxItems").any(|most| most.compare(count(index)).is_le());
                    let inner = Self::inner(case, elements(case, index));
                    short || self.follows(&inner, given)
                })
            }
            _ => {
                let least = numbers(case, "minItems").any(|least| least.compare(count(1)).is_ge());
                let same = free_of_references(given)
                    && self.writer.draft > Draft::Four
                    && case.parts.iter().any(|part| part.get("contains").map(canonical) == Some(canonical(given)));
                let first = Self::inner(case, elements(case, 0));
                same || (least && self.follows(&first, given))
            }
        }
    }

    /// Whether no value of the writer's is one of the reader's schema. True is proven, false says nothing.
    pub(super) fn excludes(&mut self, case: &Case<'a>, reader: &'a Json) -> bool {
        let document = self.reader;
        let Target::Found(reader) = document.references.follow(&document.root, reader) else { return false };
        match &reader.kind {
            JsonKind::Bool(false) => return true,
            JsonKind::Object(_) => {}
            _ => return self.is_impossible(case),
        }
        let Some(case) = self.expanded(case) else { return true };
        if self.depth > MAX_DEPTH || !self.work.step() {
            return false;
        }
        if !case.types.meets(TypeSet::of_schema(reader)) {
            return true;
        }
        if let Some(values) = self.possible_values(&case) {
            return values.iter().all(|value| self.reader_values.check(reader, value).is_invalid());
        }
        self.depth += 1;
        let excluded = self.excluded(&case, reader);
        self.depth -= 1;
        excluded
    }

    fn excluded(&mut self, case: &Case<'a>, reader: &'a Json) -> bool {
        let old = self.reader.draft == Draft::Four;
        let single = reader.get("const").filter(|_| !old).map(std::slice::from_ref);
        if let Some(values) = single.or_else(|| reader.get("enum").and_then(Json::as_array)) {
            let refused = |prover: &mut Self, value: &Json| {
                case.parts.iter().any(|part| prover.writer_values.check(part, value).is_invalid())
            };
            if values.iter().all(|value| refused(self, value)) {
                return true;
            }
        }
        let list = |key: &str| reader.get(key).and_then(Json::as_array).unwrap_or_default();
        if list("allOf").iter().any(|branch| self.excludes(case, branch)) {
            return true;
        }
        for key in ["anyOf", "oneOf"] {
            if !list(key).is_empty() && list(key).iter().all(|branch| self.excludes(case, branch)) {
                return true;
            }
        }
        if reader.get("not").is_some_and(|inner| self.follows(case, inner)) {
            return true;
        }
        // From here on about objects: one of the sides must take nothing else.
        let only_objects = case.types.within(TypeSet::OBJECT) || TypeSet::of_schema(reader).within(TypeSet::OBJECT);
        only_objects && self.objects_differ(case, reader)
    }

    pub(super) fn writer_member(&self, object: &'a Json, name: &str) -> Option<&'a Json> {
        self.writer.references.member(object, name)
    }

    pub(super) fn reader_member(&self, object: &'a Json, name: &str) -> Option<&'a Json> {
        self.reader.references.member(object, name)
    }

    /// The checker of the reader's expressions.
    pub(super) fn reader_matches(&mut self, pattern: &str, name: &str) -> Option<bool> {
        self.reader_values.matches(pattern, name)
    }

    /// The checker of the writer's expressions.
    pub(super) fn writer_matches(&mut self, pattern: &str, name: &str) -> Option<bool> {
        self.writer_values.matches(pattern, name)
    }

    pub(super) fn part_follows(&mut self, case: &Case<'a>, parts: Vec<&'a Json>, reader: &'a Json) -> bool {
        let inner = Self::inner(case, parts);
        self.follows(&inner, reader)
    }

    pub(super) fn part_excludes(&mut self, case: &Case<'a>, parts: Vec<&'a Json>, reader: &'a Json) -> bool {
        let inner = Self::inner(case, parts);
        self.excludes(&inner, reader)
    }

    pub(super) fn case_follows(&mut self, case: &Case<'a>, reader: &'a Json) -> bool {
        self.follows(case, reader)
    }

    /// Whether the writer's draft knows `propertyNames` and such.
    pub(super) fn writer_is_recent(&self) -> bool {
        self.writer.draft > Draft::Four
    }

    pub(super) fn name_fits(&mut self, name: &str, reader: &Json) -> bool {
        let value = Json { span: Span::default(), kind: JsonKind::Text(name.to_owned()) };
        self.reader_values.check(reader, &value) == Validity::Valid
    }
}

/// The types that have few values.
fn few() -> TypeSet {
    let others = [TypeSet::NUMBER, TypeSet::STRING, TypeSet::ARRAY, TypeSet::OBJECT];
    others.iter().fold(TypeSet::ALL, |few, other| few.without(*other))
}

/// What the writer says of the element at a place.
fn elements<'a>(case: &Case<'a>, index: usize) -> Vec<&'a Json> {
    let of_part = |part: &&'a Json| match part.get("items") {
        Some(items) => match items.as_array() {
            Some(tuple) => tuple.get(index).or_else(|| part.get("additionalItems")),
            None => Some(items),
        },
        None => None,
    };
    case.parts.iter().filter_map(of_part).collect()
}

/// The greatest length that a closed tuple has.
fn longest(case: &Case<'_>) -> Option<Number> {
    let closed = case
        .parts
        .iter()
        .filter(|part| matches!(part.get("additionalItems").map(|value| &value.kind), Some(JsonKind::Bool(false))));
    closed.filter_map(|part| part.get("items").and_then(Json::as_array)).map(<[Json]>::len).min().map(count)
}

pub(super) fn numbers<'c>(case: &'c Case<'_>, key: &'c str) -> impl Iterator<Item = Number> + 'c {
    case.parts.iter().filter_map(move |part| part.get(key).and_then(read))
}

/// `maxLength` and such: one of the writer's bounds is as strict.
pub(super) fn within_bound(case: &Case<'_>, key: &str, given: &Json) -> bool {
    let Some(wanted) = read(given) else { return false };
    if key.starts_with("min") && wanted.compare(count(0)).is_le() {
        return true;
    }
    numbers(case, key).any(|own| {
        let order = own.compare(wanted);
        if key.starts_with("max") { order.is_le() } else { order.is_ge() }
    })
}

pub(super) fn read(json: &Json) -> Option<Number> {
    match &json.kind {
        JsonKind::Number(text) => Number::read(text),
        _ => None,
    }
}

pub(super) fn count(length: usize) -> Number {
    Number::read(&length.to_string()).unwrap_or(Number::Near(f64::INFINITY))
}

/// Whether a schema means the same wherever it stands.
pub(super) fn free_of_references(json: &Json) -> bool {
    match &json.kind {
        JsonKind::Object(members) => {
            members.iter().all(|member| member.key != "$ref" && free_of_references(&member.value))
        }
        JsonKind::Array(elements) => elements.iter().all(free_of_references),
        _ => true,
    }
}

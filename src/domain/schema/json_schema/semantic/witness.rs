//! Values that the writer's schema takes and the reader's refuses.
//!
//! Values are made from the writer's schema where it differs from the reader's: bounds and just beyond them, each listed
//! value, each branch, properties with and without. Every one is checked before it counts; making none says nothing.

use std::collections::{HashMap, HashSet};

use super::super::Document;
use super::super::build::canonical;
use super::super::number::Number;
use super::super::reference::Target;
use super::instance::{Checker, Validity};
use super::subset::free_of_references;
use super::types::TypeSet;
use crate::schema::obstacle::Work;
use crate::schema::source::{Json, JsonKind, Member, Span};

/// How deep values are made.
const MAX_DEPTH: usize = 12;
/// Values that one schema makes.
const MAX_VALUES: usize = 64;
/// Objects that are made of one schema by setting one property.
const MAX_VARIANTS: usize = MAX_VALUES * 4;
/// Steps that these may take together: with thousands of required properties each of them is large, and the rest of the
/// budget is for looking at them.
const VARIANT_STEPS: u64 = 200_000;
/// Refusals that are reported.
const MAX_WITNESSES: usize = 8;

/// A value that one side takes and the other does not.
pub(super) struct Witness {
    pub(super) value: Json,
    /// What refuses it.
    pub(super) keyword: String,
    /// Where that stands in the reader's text.
    pub(super) reader: Span,
    /// A pointer into the value, after `#`.
    pub(super) path: String,
}

/// Looks for values, at most one for each keyword that refuses.
pub(super) fn find(reader: &Document, writer: &Document, work: &mut Work) -> Vec<Witness> {
    let mut maker =
        Maker { reader, writer, writer_values: Checker::new(writer), reader_values: Checker::new(reader), work };
    let values = maker.values(&writer.root, Some(&reader.root), 0);
    let mut reader_values = Checker::new(reader);
    let mut found: Vec<Witness> = Vec::new();
    let mut seen = HashSet::new();
    for value in values {
        if maker.writer_values.check(&writer.root, &value) != Validity::Valid {
            continue;
        }
        if let Validity::Invalid(refusal) = reader_values.check(&reader.root, &value)
            && found.len() < MAX_WITNESSES
            && seen.insert(refusal.span)
        {
            let keyword = if refusal.keyword.is_empty() { "false".to_owned() } else { refusal.keyword };
            let span = if refusal.span == Span::default() { reader.root.span } else { refusal.span };
            found.push(Witness { value, keyword, reader: span, path: format!("#{}", refusal.path) });
        }
    }
    found
}

struct Maker<'a> {
    reader: &'a Document,
    writer: &'a Document,
    writer_values: Checker<'a>,
    reader_values: Checker<'a>,
    work: &'a mut Work,
}

fn json(kind: JsonKind) -> Json {
    Json { span: Span::default(), kind }
}

fn text(value: &str) -> Json {
    json(JsonKind::Text(value.to_owned()))
}

fn number(value: &str) -> Json {
    json(JsonKind::Number(value.to_owned()))
}

impl<'a> Maker<'a> {
    /// Values of the writer's schema, those that may tell the two apart among them. The first is the plainest.
    fn values(&mut self, writer: &'a Json, reader: Option<&'a Json>, depth: usize) -> Vec<Json> {
        if depth > MAX_DEPTH || !self.work.steps(8) {
            return Vec::new();
        }
        let Target::Found(schema) = self.writer.references.follow(&self.writer.root, writer) else {
            return Vec::new();
        };
        let other = reader.and_then(|reader| match self.reader.references.follow(&self.reader.root, reader) {
            Target::Found(found) => Some(found),
            _ => None,
        });
        let mut made = match &schema.kind {
            JsonKind::Bool(false) => return Vec::new(),
            JsonKind::Object(_) => self.of_object(schema, other, depth),
            _ => plain(),
        };
        let alike = other.is_some_and(|other| {
            free_of_references(schema) && free_of_references(other) && canonical(schema) == canonical(other)
        });
        let most = if alike { 1 } else { MAX_VALUES };
        let mut seen = HashSet::new();
        made.retain(|value| seen.insert(canonical(value)));
        let mut valid = Vec::new();
        for value in made {
            if valid.len() == most || !self.work.step() {
                break;
            }
            if self.writer_values.check(schema, &value) == Validity::Valid {
                valid.push(value);
            }
        }
        valid
    }

    fn of_object(&mut self, schema: &'a Json, other: Option<&'a Json>, depth: usize) -> Vec<Json> {
        let mut made: Vec<Json> = Vec::new();
        if let Some(value) = schema.get("const") {
            made.push(value.clone());
        }
        made.extend(schema.get("enum").and_then(Json::as_array).unwrap_or_default().iter().cloned());
        if !made.is_empty() {
            return made;
        }
        let mut branches: Vec<Json> = Vec::new();
        for key in ["allOf", "anyOf", "oneOf"] {
            for (index, branch) in schema.get(key).and_then(Json::as_array).unwrap_or_default().iter().enumerate() {
                let facing = other.and_then(|other| other.get(key)?.as_array()?.get(index)).or(other);
                branches.extend(self.values(branch, facing, depth + 1));
            }
        }
        for key in ["then", "else"] {
            if let Some(branch) = schema.get(key) {
                branches.extend(self.values(branch, other, depth + 1));
            }
        }
        let types = TypeSet::of_schema(schema);
        let mut own = Vec::new();
        for one in types.each() {
            own.extend(self.of_type(schema, other, one, depth));
        }
        // What a branch says of an object comes on top of what the schema itself says.
        let base = own.iter().find(|value| matches!(value.kind, JsonKind::Object(_))).cloned();
        let on_top: Vec<Json> = branches.iter().filter_map(|branch| merged(base.as_ref()?, branch)).collect();
        let all_of = schema.get("allOf").and_then(Json::as_array).unwrap_or_default();
        let mut together: Option<Json> = None;
        for branch in all_of {
            if let Some(value) = self.values(branch, None, depth + 1).first() {
                together = match together {
                    Some(before) => merged_or(before, value),
                    None => Some(value.clone()),
                };
            }
        }
        made.extend(together.iter().filter_map(|value| merged(base.as_ref()?, value)));
        made.extend(on_top);
        made.extend(branches);
        made.extend(own);
        made
    }

    fn of_type(&mut self, schema: &'a Json, other: Option<&'a Json>, one: TypeSet, depth: usize) -> Vec<Json> {
        if one == TypeSet::NULL {
            vec![json(JsonKind::Null)]
        } else if one == TypeSet::BOOLEAN {
            vec![json(JsonKind::Bool(true)), json(JsonKind::Bool(false))]
        } else if one == TypeSet::STRING {
            texts(schema, other)
        } else if one == TypeSet::ARRAY {
            self.arrays(schema, other, depth)
        } else if one == TypeSet::OBJECT {
            self.objects(schema, other, depth)
        } else {
            let whole = one == TypeSet::INTEGER;
            let values = numbers(schema, other);
            values.into_iter().filter(|value| (TypeSet::of_value(value) == TypeSet::INTEGER) == whole).collect()
        }
    }

    fn arrays(&mut self, schema: &'a Json, other: Option<&'a Json>, depth: usize) -> Vec<Json> {
        let mut lengths: Vec<usize> = vec![0, 1, 2];
        for side in [Some(schema), other].into_iter().flatten() {
            for key in ["minItems", "maxItems"] {
                if let Some(length) = side.get(key).and_then(length) {
                    lengths.extend([length.saturating_sub(1), length, length + 1]);
                }
            }
            let tuple = side.get("items").and_then(Json::as_array).map_or(0, <[Json]>::len);
            lengths.extend([tuple, tuple + 1]);
        }
        lengths.retain(|length| *length <= 40);
        lengths.sort_unstable();
        lengths.dedup();
        let longest = lengths.last().copied().unwrap_or(0).min(8);
        let facing = |index: usize| other.and_then(|other| element(other, index));
        let choices: Vec<Vec<Json>> = (0..=longest)
            .map(|index| match element(schema, index) {
                Some(inner) => self.values(inner, facing(index), depth + 1),
                None => match facing(index) {
                    Some(_) => plain(),
                    None => vec![number("0"), text("a"), json(JsonKind::Null), number("1"), text("b")],
                },
            })
            .collect();
        let at = |index: usize, choice: usize| {
            let values = &choices[index.min(longest)];
            // Different elements where there are some, for `uniqueItems`.
            (!values.is_empty()).then(|| values[(choice + index) % values.len()].clone())
        };
        let mut made = Vec::new();
        for length in lengths {
            let plainest: Option<Vec<Json>> = (0..length).map(|index| at(index, 0)).collect();
            let Some(plainest) = plainest else { continue };
            made.push(json(JsonKind::Array(plainest.clone())));
            for index in 0..length.min(4) {
                for value in choices[index.min(longest)].iter().take(MAX_VALUES / 4) {
                    let mut elements = plainest.clone();
                    elements[index] = value.clone();
                    made.push(json(JsonKind::Array(elements)));
                }
            }
            if let Some(first) = plainest.first() {
                made.push(json(JsonKind::Array(vec![first.clone(); length])));
            }
        }
        made
    }

    fn objects(&mut self, schema: &'a Json, other: Option<&'a Json>, depth: usize) -> Vec<Json> {
        let named =
            |side: Option<&'a Json>| side.and_then(|side| side.get("properties")).map_or(&[][..], Json::members);
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Json::as_array)
            .unwrap_or_default()
            .iter()
            .filter_map(Json::as_text)
            .collect();
        let wanted: Vec<&str> = other
            .and_then(|other| other.get("required"))
            .and_then(Json::as_array)
            .unwrap_or_default()
            .iter()
            .filter_map(Json::as_text)
            .collect();
        // Names that may make a difference; a new name stands for all others.
        let mut names: Vec<&str> = required.clone();
        names.extend(named(Some(schema)).iter().map(|member| member.key.as_str()));
        names.extend(named(other).iter().map(|member| member.key.as_str()));
        names.extend(wanted);
        let dependencies = other.and_then(|other| other.get("dependencies")).map_or(&[][..], Json::members);
        names.extend(dependencies.iter().map(|member| member.key.as_str()));
        for side in [Some(schema), other].into_iter().flatten() {
            mentioned(side, &mut names, 0);
        }
        names.extend(["other", "x1"]);
        let mut seen = HashSet::new();
        names.retain(|name| seen.insert(*name));
        let mut choices: Vec<(&str, Vec<Json>)> = Vec::new();
        // Values that the other side's schema of the property refuses are what is looked for.
        let mut telling: HashMap<&str, Vec<Json>> = HashMap::new();
        for name in names {
            let facing = other.and_then(|other| self.facing_property(other, name));
            let values = match self.writer_property(schema, name) {
                Some(inner) => self.values(inner, facing, depth + 1),
                None => facing.map_or_else(|| vec![text("a"), number("1")], |_| plain()),
            };
            if let Some(facing) = facing {
                let refused = values.iter().filter(|value| self.reader_values.check(facing, value).is_invalid());
                telling.insert(name, refused.take(MAX_WITNESSES).cloned().collect());
            }
            choices.push((name, values));
        }
        let own: HashSet<&str> = named(Some(schema)).iter().map(|member| member.key.as_str()).collect();
        let is_required: HashSet<&str> = required.iter().copied().collect();
        let base: Option<Vec<Member>> = choices
            .iter()
            .filter(|(name, _)| is_required.contains(name))
            .map(|(name, values)| values.first().map(|value| member(name, value.clone())))
            .collect();
        let Some(base) = base else { return Vec::new() };
        let mut made = vec![json(JsonKind::Object(base.clone()))];
        let all: Vec<Member> = choices
            .iter()
            .filter(|(name, values)| !values.is_empty() && (is_required.contains(name) || own.contains(name)))
            .map(|(name, values)| member(name, values[0].clone()))
            .collect();
        let most = (MAX_VALUES * 4 / choices.len().max(1)).clamp(2, MAX_VALUES);
        // What the other side refuses comes first: of thousands of properties only so many get an object of their own.
        let is_told = |name: &str| telling.get(name).is_some_and(|values| !values.is_empty());
        let (told, others): (Vec<_>, Vec<_>) = choices.iter().partition(|(name, _)| is_told(name));
        let with = |made: &mut Vec<Json>, name: &str, values: &[Json]| {
            for value in values.iter().take(most) {
                let mut members = base.clone();
                members.retain(|member| member.key != name);
                members.push(member(name, value.clone()));
                made.push(json(JsonKind::Object(members)));
            }
        };
        let mut left = VARIANT_STEPS;
        let mut may_go_on = |made: &[Json], work: &mut Work| {
            let cost = 1 + base.len() as u64;
            left = left.saturating_sub(cost);
            left > 0 && made.len() <= MAX_VARIANTS && work.steps(cost)
        };
        for (name, _) in told {
            if !may_go_on(&made, self.work) {
                break;
            }
            with(&mut made, name, &telling[name]);
        }
        made.push(json(JsonKind::Object(all.clone())));
        for (name, values) in others {
            if !may_go_on(&made, self.work) {
                break;
            }
            with(&mut made, name, values);
        }
        // Everything that is mentioned, and everything but one.
        let whole: Vec<Member> =
            choices.iter().filter_map(|(name, values)| Some(member(name, values.first()?.clone()))).collect();
        if whole.len() <= 16 {
            for without in 0..whole.len() {
                let mut members = whole.clone();
                members.remove(without);
                made.push(json(JsonKind::Object(members)));
            }
            made.push(json(JsonKind::Object(whole)));
        }
        // Longer ones, for `maxProperties`.
        let mut padded = all;
        for extra in 0..8 {
            padded.push(member(&format!("more{extra}"), text("a")));
            made.push(json(JsonKind::Object(padded.clone())));
        }
        made
    }

    fn writer_property(&mut self, schema: &'a Json, name: &str) -> Option<&'a Json> {
        if let Some(found) = schema.get("properties").and_then(|named| self.writer.references.member(named, name)) {
            return Some(found);
        }
        let patterns = schema.get("patternProperties").map_or(&[][..], Json::members);
        let matching = patterns.iter().find(|pattern| self.writer_values.matches(&pattern.key, name) == Some(true));
        matching.map(|pattern| &pattern.value).or_else(|| schema.get("additionalProperties"))
    }

    fn facing_property(&mut self, schema: &'a Json, name: &str) -> Option<&'a Json> {
        let found = schema.get("properties").and_then(|named| self.reader.references.member(named, name));
        found
            .or_else(|| {
                schema.get("patternProperties").and_then(|patterns| patterns.members().first()).map(|m| &m.value)
            })
            .or_else(|| schema.get("additionalProperties"))
    }
}

/// Names that conditions, branches and dependencies of a schema are about.
fn mentioned<'a>(schema: &'a Json, names: &mut Vec<&'a str>, depth: usize) {
    if depth > 4 || names.len() > 64 {
        return;
    }
    names.extend(schema.get("required").and_then(Json::as_array).unwrap_or_default().iter().filter_map(Json::as_text));
    if depth > 0 {
        names.extend(schema.get("properties").map_or(&[][..], Json::members).iter().map(|member| member.key.as_str()));
    }
    for key in ["if", "then", "else", "not"] {
        if let Some(inner) = schema.get(key) {
            mentioned(inner, names, depth + 1);
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for branch in schema.get(key).and_then(Json::as_array).unwrap_or_default() {
            mentioned(branch, names, depth + 1);
        }
    }
    for dependency in schema.get("dependencies").map_or(&[][..], Json::members) {
        names.extend(dependency.value.as_array().unwrap_or_default().iter().filter_map(Json::as_text));
        mentioned(&dependency.value, names, depth + 1);
    }
}

fn member(name: &str, value: Json) -> Member {
    Member { key: name.to_owned(), key_span: Span::default(), value }
}

/// Two objects as one; the second wins.
fn merged(base: &Json, over: &Json) -> Option<Json> {
    let (JsonKind::Object(own), JsonKind::Object(other)) = (&base.kind, &over.kind) else { return None };
    let mut members: Vec<Member> =
        own.iter().filter(|member| other.iter().all(|over| over.key != member.key)).cloned().collect();
    members.extend(other.iter().cloned());
    Some(json(JsonKind::Object(members)))
}

fn merged_or(base: Json, over: &Json) -> Option<Json> {
    merged(&base, over).or(Some(base))
}

/// A value of each kind.
fn plain() -> Vec<Json> {
    vec![
        text("a"),
        number("1"),
        json(JsonKind::Null),
        json(JsonKind::Bool(true)),
        number("0.5"),
        number("-1"),
        text(""),
        json(JsonKind::Array(Vec::new())),
        json(JsonKind::Object(Vec::new())),
    ]
}

fn element(schema: &Json, index: usize) -> Option<&Json> {
    let items = schema.get("items")?;
    match items.as_array() {
        Some(tuple) => tuple.get(index).or_else(|| schema.get("additionalItems")),
        None => Some(items),
    }
}

fn length(value: &Json) -> Option<usize> {
    match &value.kind {
        JsonKind::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn texts(schema: &Json, other: Option<&Json>) -> Vec<Json> {
    let mut made: Vec<String> =
        ["a", "", "A", "0", "abc", "ABC", "123", "a1", "a b", "a-b", "a_b", "2020-01-31", "a@b.co", "é"]
            .iter()
            .map(|text| (*text).to_owned())
            .collect();
    for side in [Some(schema), other].into_iter().flatten() {
        for key in ["minLength", "maxLength"] {
            if let Some(length) = side.get(key).and_then(length).filter(|length| *length <= 4096) {
                made.extend([length.saturating_sub(1), length, length + 1].map(|length| "a".repeat(length)));
                made.push("0".repeat(length));
            }
        }
        // The values that the other side lists are likely to be what a pattern is about.
        let listed = side.get("enum").and_then(Json::as_array).unwrap_or_default();
        made.extend(listed.iter().filter_map(Json::as_text).map(str::to_owned));
        if let Some(pattern) = side.get("pattern").and_then(Json::as_text) {
            let bare = pattern.trim_start_matches('^').trim_end_matches('$');
            made.push(bare.to_owned());
            made.extend(bare.trim_matches(['(', ')']).split('|').map(str::to_owned));
        }
    }
    made.iter().map(|value| text(value)).collect()
}

fn numbers(schema: &Json, other: Option<&Json>) -> Vec<Json> {
    let mut made: Vec<String> = ["0", "1", "-1", "0.5", "2", "3", "10", "100", "-0.5", "1.5", "1000000", "-1000000"]
        .iter()
        .map(|text| (*text).to_owned())
        .collect();
    for side in [Some(schema), other].into_iter().flatten() {
        for key in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] {
            let Some(JsonKind::Number(limit)) = side.get(key).map(|value| &value.kind) else { continue };
            made.push(limit.clone());
            match limit.parse::<i128>() {
                Ok(limit) => {
                    for near in [-1, 1] {
                        made.extend(limit.checked_add(near).map(|near| near.to_string()));
                    }
                    made.extend(
                        [2, 3, 5].iter().filter_map(|times| limit.checked_mul(*times)).map(|value| value.to_string()),
                    );
                    made.push(format!("{limit}.5"));
                }
                Err(_) => {
                    let near = Number::read(limit).map_or(0.0, Number::as_f64);
                    made.extend(
                        [near - 1.0, near + 1.0, near * 2.0, near * 3.0]
                            .iter()
                            .filter(|v| v.is_finite())
                            .map(f64::to_string),
                    );
                }
            }
        }
    }
    made.iter().map(|value| number(value)).collect()
}

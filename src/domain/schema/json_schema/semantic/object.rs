//! The proof for objects: what the writer says of each property, named or not.

use std::collections::HashSet;

use super::super::build::canonical;
use super::subset::{Case, Prover, count, free_of_references, numbers, read, within_bound};
use crate::schema::source::{Json, JsonKind, Member};

/// The properties that a schema object names.
fn named(part: &Json) -> &[Member] {
    part.get("properties").map_or(&[][..], Json::members)
}

fn patterns(part: &Json) -> &[Member] {
    part.get("patternProperties").map_or(&[][..], Json::members)
}

fn required<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c str> + 'c {
    case.parts.iter().flat_map(|part| {
        part.get("required").and_then(Json::as_array).unwrap_or_default().iter().filter_map(Json::as_text)
    })
}

impl<'a> Prover<'a> {
    pub(super) fn object(&mut self, case: &Case<'a>, reader: &'a Json, key: &str, given: &'a Json) -> bool {
        match key {
            "required" => {
                let wanted = given.as_array().unwrap_or_default().iter().filter_map(Json::as_text);
                wanted.into_iter().all(|name| required(case).any(|own| own == name))
            }
            "minProperties" => {
                let mut names: Vec<&str> = required(case).collect();
                names.sort_unstable();
                names.dedup();
                within_bound(case, key, given)
                    || read(given).is_some_and(|wanted| count(names.len()).compare(wanted).is_ge())
            }
            "maxProperties" => {
                let closed = case.parts.iter().filter(|part| is_closed(part) && patterns(part).is_empty());
                within_bound(case, key, given)
                    || read(given).is_some_and(|wanted| {
                        closed
                            .map(|part| named(part).len())
                            .min()
                            .is_some_and(|most| count(most).compare(wanted).is_le())
                    })
            }
            "properties" => given.members().iter().all(|member| {
                let known = self.property(case, &member.key);
                self.part_follows(case, known, &member.value)
            }),
            "patternProperties" => given.members().iter().all(|member| self.pattern(case, &member.key, &member.value)),
            "additionalProperties" => self.beyond(case, reader, given),
            "propertyNames" => {
                let same = free_of_references(given)
                    && self.writer_is_recent()
                    && case.parts.iter().any(|part| part.get(key).map(canonical) == Some(canonical(given)));
                let closed = case.parts.iter().find(|part| is_closed(part) && patterns(part).is_empty()).copied();
                same || closed.is_some_and(|part| named(part).iter().all(|member| self.name_fits(&member.key, given)))
            }
            _ => given.members().iter().all(|dependency| self.dependency(case, &dependency.key, &dependency.value)),
        }
    }

    /// Everything that holds for a property of this name.
    fn property(&mut self, case: &Case<'a>, name: &str) -> Vec<&'a Json> {
        let mut known = Vec::new();
        for part in &case.parts {
            let own = part.get("properties").and_then(|named| self.writer_member(named, name));
            known.extend(own);
            let mut matched = Some(own.is_some());
            for pattern in patterns(part) {
                match self.writer_matches(&pattern.key, name) {
                    Some(true) => {
                        known.push(&pattern.value);
                        matched = Some(true);
                    }
                    Some(false) => {}
                    // It may match, and then what is said of other properties does not hold.
                    None => matched = matched.filter(|matched| *matched),
                }
            }
            if matched == Some(false) {
                known.extend(part.get("additionalProperties"));
            }
        }
        known
    }

    /// Whether all properties that can match the reader's pattern fit its schema.
    fn pattern(&mut self, case: &Case<'a>, pattern: &str, schema: &'a Json) -> bool {
        for part in case.parts.clone() {
            if let Some(own) = part.get("patternProperties").and_then(|own| own.get(pattern))
                && self.part_follows(case, vec![own], schema)
            {
                return true;
            }
        }
        // All that one part allows: its names, its patterns, and the rest.
        for part in case.parts.clone() {
            let Some(additional) = part.get("additionalProperties") else { continue };
            let names = named(part).iter().all(|member| match self.reader_matches(pattern, &member.key) {
                Some(false) => true,
                _ => {
                    let known = self.property(case, &member.key);
                    self.part_follows(case, known, schema)
                }
            });
            if names
                && patterns(part).iter().all(|own| self.part_follows(case, vec![&own.value], schema))
                && self.part_follows(case, vec![additional], schema)
            {
                return true;
            }
        }
        false
    }

    /// Whether properties that the reader does not name fit its `additionalProperties`.
    fn beyond(&mut self, case: &Case<'a>, reader: &'a Json, schema: &'a Json) -> bool {
        if self.part_follows(case, Vec::new(), schema) {
            return true;
        }
        let covered = |prover: &mut Self, name: &str| {
            reader.get("properties").is_some_and(|named| prover.reader_member(named, name).is_some())
                || patterns(reader).iter().any(|pattern| prover.reader_matches(&pattern.key, name) == Some(true))
        };
        for part in case.parts.clone() {
            let Some(additional) = part.get("additionalProperties") else { continue };
            let names = named(part).iter().all(|member| {
                covered(self, &member.key) || {
                    let known = self.property(case, &member.key);
                    self.part_follows(case, known, schema)
                }
            });
            if names
                && patterns(part).iter().all(|own| {
                    patterns(reader).iter().any(|pattern| pattern.key == own.key)
                        || self.part_follows(case, vec![&own.value], schema)
                })
                && self.part_follows(case, vec![additional], schema)
            {
                return true;
            }
        }
        false
    }

    fn dependency(&mut self, case: &Case<'a>, name: &str, dependency: &'a Json) -> bool {
        // A property that cannot be there asks for nothing.
        let known = self.property(case, name);
        if known.iter().any(|schema| matches!(schema.kind, JsonKind::Bool(false))) {
            return true;
        }
        let own: Vec<&Json> =
            case.parts.iter().filter_map(|part| part.get("dependencies").and_then(|own| own.get(name))).collect();
        match &dependency.kind {
            JsonKind::Array(wanted) => wanted.iter().filter_map(Json::as_text).all(|wanted| {
                required(case).any(|name| name == wanted)
                    || own.iter().filter_map(|own| own.as_array()).flatten().any(|name| name.as_text() == Some(wanted))
            }),
            _ => {
                let same =
                    free_of_references(dependency) && own.iter().any(|own| canonical(own) == canonical(dependency));
                same || self.case_follows(case, dependency)
            }
        }
    }

    /// Whether no object can be one of both: a property that cannot be the same in both, or one that the other side
    /// does not have.
    pub(super) fn objects_differ(&mut self, case: &Case<'a>, reader: &'a Json) -> bool {
        let own: Vec<&str> = required(case).collect();
        let wanted: Vec<&str> = reader
            .get("required")
            .and_then(Json::as_array)
            .unwrap_or_default()
            .iter()
            .filter_map(Json::as_text)
            .collect();
        let closed = is_closed(reader);
        for name in &own {
            let named = reader.get("properties").and_then(|named| named.get(name));
            let matched = patterns(reader).iter().any(|pattern| self.reader_matches(&pattern.key, name) != Some(false));
            if closed && named.is_none() && !matched {
                return true;
            }
        }
        for name in own.iter().chain(&wanted) {
            let known = self.property(case, name);
            if known.iter().any(|schema| matches!(schema.kind, JsonKind::Bool(false))) {
                return true;
            }
            if let Some(schema) = reader.get("properties").and_then(|named| named.get(name))
                && self.part_excludes(case, known, schema)
            {
                return true;
            }
        }
        let distinct: HashSet<&str> = wanted.into_iter().collect();
        numbers(case, "maxProperties").any(|most| most.compare(count(distinct.len())).is_lt())
    }
}

fn is_closed(part: &Json) -> bool {
    matches!(part.get("additionalProperties").map(|value| &value.kind), Some(JsonKind::Bool(false)))
}

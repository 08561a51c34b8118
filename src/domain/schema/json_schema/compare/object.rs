//! Objects: what is required, properties that come and go, and what may be beyond them.

use std::collections::{HashMap, HashSet};

use super::super::Draft;
use super::super::node::{Additional, Dependency, Kind, Name, Node, NodeId, ObjectRules};
use super::scalar::Bound;
use super::{At, Comparison, breaks, causes, resolved};
use crate::schema::obstacle::Obstacle;
use crate::schema::source::Span;
use crate::schema::{Direction, Edit, Fix};

const MAX: Bound =
    ["MAX_PROPERTIES_ADDED", "MAX_PROPERTIES_REMOVED", "MAX_PROPERTIES_INCREASED", "MAX_PROPERTIES_DECREASED"];
const MIN: Bound =
    ["MIN_PROPERTIES_ADDED", "MIN_PROPERTIES_REMOVED", "MIN_PROPERTIES_INCREASED", "MIN_PROPERTIES_DECREASED"];

type Rules<'r> = (&'r ObjectRules, &'r ObjectRules);

impl Comparison<'_> {
    pub(super) fn objects(&mut self, rules: Rules<'_>, nodes: (&Node, &Node), at: &At) -> Vec<Obstacle> {
        let (writer, reader) = rules;
        let mut found = Vec::new();
        found.extend(self.type_asked(writer.only, reader.only, "object", nodes, at));
        found.extend(self.required(rules, nodes, at));
        for own in &writer.properties {
            let at = at.property("properties", &own.name);
            match reader.property(&own.name) {
                Some(other) => found.extend(self.compare(own.node, other.node, &at)),
                None => found.extend(self.removed((own.node, own.key_span), &own.name, reader, nodes, &at)),
            }
        }
        for other in reader.properties.iter().filter(|other| writer.property(&other.name).is_none()) {
            let at = at.property("properties", &other.name);
            found.extend(self.added((other.node, other.key_span), &other.name, rules, nodes, &at));
        }
        found.extend(self.patterns(rules, nodes, at));
        found.extend(self.dependencies(rules, nodes, at));
        found.extend(self.beyond(
            (&writer.additional, &reader.additional),
            [
                "ADDITIONAL_PROPERTIES_ADDED",
                "ADDITIONAL_PROPERTIES_REMOVED",
                "ADDITIONAL_PROPERTIES_EXTENDED",
                "ADDITIONAL_PROPERTIES_NARROWED",
            ],
            "additionalProperties",
            (writer.additional_keyword.as_ref(), reader.additional_keyword.as_ref()),
            nodes,
            at,
        ));
        found.extend(self.bound("maxProperties", MAX, (&writer.max_properties, &reader.max_properties), nodes, at));
        found.extend(self.bound("minProperties", MIN, (&writer.min_properties, &reader.min_properties), nodes, at));
        let names = (&writer.property_names, &reader.property_names);
        found.extend(self.unseen("PROPERTY_NAMES_CHANGED", "propertyNames", names, nodes, at));
        found
    }

    /// `required`, for properties that both versions describe; for those that neither describes it is a hole.
    fn required(&self, (writer, reader): Rules<'_>, nodes: (&Node, &Node), whole: &At) -> Vec<Obstacle> {
        let at = whole;
        let mut found = Vec::new();
        for name in &reader.required {
            if writer.required_names.contains(&name.name) {
                continue;
            }
            let at = At { path: format!("{}/required", at.path), ..at.clone() }.property_of("", &name.name);
            let (own, other) = (writer.property(&name.name), reader.property(&name.name));
            let (Some(_), Some(other)) = (own, other) else {
                if other.is_none() {
                    let what = match self.direction {
                        Direction::Backward => format!("`{}`, which is described nowhere, is required now", name.name),
                        Direction::Forward => {
                            format!("`{}`, which is described nowhere, is not required any more", name.name)
                        }
                    };
                    let hole = self.hole("REQUIRED_UNDECLARED_ADDED", &what, nodes, whole);
                    found.push(Obstacle { reader: name.span, path: at.path, ..hole });
                }
                continue;
            };
            let saved = self.has_default(other.node);
            let rule = if saved { "REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED" } else { "REQUIRED_ATTRIBUTE_ADDED" };
            let message = match self.direction {
                Direction::Backward => format!("{} is required now: old data may lack it", at.subject()),
                Direction::Forward => {
                    format!("{} is not required any more: the old version does not take data without it", at.subject())
                }
            };
            let fix = self.require_again(name, nodes, reader.required_span, writer.required_span);
            let obstacle = self.obstacle(rule, &at.path, message, Some(fix), nodes);
            found.push(Obstacle { reader: name.span, ..obstacle });
        }
        for name in &writer.required {
            let both = writer.property(&name.name).is_some() && reader.property(&name.name).is_some();
            if both && !reader.required_names.contains(&name.name) {
                let at = At { path: format!("{}/required", at.path), ..at.clone() }.property_of("", &name.name);
                let message = match self.direction {
                    Direction::Backward => format!("{} is not required any more", at.subject()),
                    Direction::Forward => format!("{} is required now", at.subject()),
                };
                let obstacle = self.obstacle("REQUIRED_ATTRIBUTE_REMOVED", &at.path, message, None, nodes);
                found.push(Obstacle { writer: name.span, ..obstacle });
            }
        }
        found
    }

    /// Makes a name optional again (it is required by the reader alone), or required again when the reader is the old
    /// version.
    fn require_again(
        &self,
        name: &Name,
        (writer, _): (&Node, &Node),
        reader_list: Option<Span>,
        writer_list: Option<Span>,
    ) -> Fix {
        match self.direction {
            Direction::Backward => {
                let only = reader_list.is_some_and(|list| list.end - list.start <= name.span.end - name.span.start + 4);
                let text = format!("leave `{}` optional, or give the property a \"default\"", name.name);
                // Draft 4 takes no empty list; a person decides then.
                if only && self.reader.draft == Draft::Four {
                    return Fix::advice(text);
                }
                Fix::edit(text, vec![Edit { span: name.gone, replacement: String::new() }])
            }
            Direction::Forward => {
                let text = format!("keep `{}` required", name.name);
                let quoted = super::super::build::quoted(&name.name);
                let (at, replacement) = match writer_list {
                    Some(list) => (list.start + 1, format!("{quoted}, ")),
                    None => (writer.span.start + 1, format!("\"required\": [{quoted}], ")),
                };
                Fix::edit(text, vec![Edit { span: Span::new(at, at), replacement }])
            }
        }
    }

    fn has_default(&self, node: NodeId) -> bool {
        self.reader.nodes[node].has_default || self.reader.nodes[resolved(self.reader, node)].has_default
    }

    /// A property that the writer describes and the reader does not.
    fn removed(
        &mut self,
        (node, key): (NodeId, Span),
        name: &str,
        reader: &ObjectRules,
        nodes: (&Node, &Node),
        at: &At,
    ) -> Vec<Obstacle> {
        let took_nothing = matches!(self.writer.nodes[resolved(self.writer, node)].kind, Kind::Never);
        let (rule, reasons) = if reader.is_open() {
            ("PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL", Vec::new())
        } else if let Some(beyond) = reader.schema_beyond(name) {
            let found = self.compare(node, beyond, at);
            if breaks(&found) {
                ("PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", found)
            } else {
                ("PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", Vec::new())
            }
        } else if took_nothing {
            ("PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL", Vec::new())
        } else {
            ("PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL", Vec::new())
        };
        let (what, tail, fix) = match self.direction {
            Direction::Backward => (
                "was removed",
                match rule {
                    "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL" => {
                        ", and the schema allows no other properties: old data may have it"
                    }
                    "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL" => {
                        ", and what the schema says of other properties does not take its old values"
                    }
                    _ => "",
                },
                format!("keep `{name}`, or allow other properties (leave \"additionalProperties\" out)"),
            ),
            Direction::Forward => (
                "was added",
                match rule {
                    "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL" => {
                        ", and the old version allows no properties that it does not name"
                    }
                    "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL" => {
                        ", and what the old version says of other properties does not take its values"
                    }
                    _ => "",
                },
                "only a version that is open to other properties can be read after one is added".to_owned(),
            ),
        };
        let message = format!("{} {what}{tail}", at.subject());
        let found = self.obstacle(rule, &at.path, message, Some(Fix::advice(fix)), nodes);
        vec![Obstacle { writer: key, causes: causes("", &reasons), ..found }]
    }

    /// A property that the reader describes and the writer does not.
    fn added(
        &mut self,
        (node, key): (NodeId, Span),
        name: &str,
        (writer, reader): Rules<'_>,
        nodes: (&Node, &Node),
        at: &At,
    ) -> Vec<Obstacle> {
        let required = reader.required_names.contains(name);
        let saved = self.has_default(node);
        let takes_all = matches!(self.reader.nodes[resolved(self.reader, node)].kind, Kind::Any);
        let mut rules: Vec<(&'static str, Vec<Obstacle>)> = Vec::new();
        if writer.is_open() {
            rules.push((
                match (required, saved) {
                    _ if takes_all && !required => "PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL",
                    (true, false) => "REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
                    (true, true) => "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL",
                    (false, _) => "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
                },
                Vec::new(),
            ));
        } else {
            if let Some(beyond) = writer.schema_beyond(name) {
                let found = self.compare(beyond, node, at);
                rules.push(if breaks(&found) {
                    ("PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", found)
                } else {
                    ("PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", Vec::new())
                });
            }
            rules.push((
                match (required, saved) {
                    (true, false) => "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL",
                    (true, true) => "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL",
                    (false, _) => "OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL",
                },
                Vec::new(),
            ));
        }
        rules
            .into_iter()
            .map(|(rule, reasons)| {
                let (tail, advice) = self.about_added(rule);
                let what = match self.direction {
                    Direction::Backward => "was added",
                    Direction::Forward => "was removed",
                };
                let message = format!("{} {what}{tail}", at.subject());
                let mut fix = (!advice.is_empty()).then(|| Fix::advice(advice));
                // Made optional, it may still need something else; that is another finding then.
                if let (Some(fix), Direction::Backward, true) =
                    (&mut fix, self.direction, rule.starts_with("REQUIRED_PROPERTY_ADDED"))
                    && let Some(asked) = reader.required.iter().find(|asked| asked.name == name)
                {
                    let mended = self.require_again(asked, nodes, reader.required_span, None);
                    fix.edits = mended.edits;
                }
                let found = self.obstacle(rule, &at.path, message, fix, nodes);
                Obstacle { reader: key, causes: causes("", &reasons), ..found }
            })
            .collect()
    }

    /// Why a property cannot simply be added (or, for the old version, removed), and what to do.
    fn about_added(&self, rule: &str) -> (&'static str, &'static str) {
        let backward = self.direction == Direction::Backward;
        match (rule, backward) {
            ("OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL", true) => (
                " with a schema, and the old version was open to any other property: old data may have it with another type",
                "give it the empty schema {}, or close the model (\"additionalProperties\": false) in a version before the one that adds properties; the profile json-lenient lets it pass",
            ),
            ("OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL", false) => (
                ", and the new version is open to any other property: new data may have it with another type than the old version takes",
                "keep the property, or close the model (\"additionalProperties\": false); the profile json-lenient lets it pass",
            ),
            (
                "REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL" | "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL",
                true,
            ) => (" and is required: old data may lack it", "leave it out of \"required\", or give it a \"default\""),
            (
                "REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL" | "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL",
                false,
            ) => (", and the old version requires it", "keep the property, and keep it required"),
            ("REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL", true) => (
                " with a schema, and the old version was open to any other property: old data may have it with another type",
                "close the model (\"additionalProperties\": false) in a version before the one that adds properties; the profile json-lenient lets it pass",
            ),
            ("REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL", false) => (
                ", and the new version is open to any other property: new data may have it with another type than the old version takes",
                "keep the property; the profile json-lenient lets it pass",
            ),
            ("PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", true) => (
                ", and does not take what the old version allowed for other properties",
                "let it take all that \"additionalProperties\" or the matching pattern allowed",
            ),
            ("PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", false) => (
                ", and the old version does not take what is allowed for other properties now",
                "keep the property, or allow less for other properties",
            ),
            _ => ("", ""),
        }
    }

    /// Schemas for names that match a pattern, which the published rules do not compare.
    fn patterns(&mut self, (writer, reader): Rules<'_>, nodes: (&Node, &Node), at: &At) -> Vec<Obstacle> {
        let own: HashMap<&str, NodeId> =
            writer.patterns.iter().map(|pattern| (pattern.text.as_str(), pattern.node)).collect();
        let mut found = Vec::new();
        for pattern in &reader.patterns {
            let at = at.property("patternProperties", &pattern.text);
            let (what, reasons) = match own.get(pattern.text.as_str()) {
                Some(own) => {
                    let inner = self.compare(*own, pattern.node, &at);
                    if !breaks(&inner) {
                        found.extend(inner);
                        continue;
                    }
                    ("the schema of the names that match changed", causes("", &inner))
                }
                None => match self.direction {
                    Direction::Backward => ("the pattern is new", Vec::new()),
                    Direction::Forward => ("the pattern is gone", Vec::new()),
                },
            };
            let hole = self.hole("PATTERN_PROPERTIES_CHANGED", what, nodes, &at);
            found.push(Obstacle { reader: pattern.key_span, causes: reasons, ..hole });
        }
        found
    }

    fn dependencies(&mut self, (writer, reader): Rules<'_>, nodes: (&Node, &Node), at: &At) -> Vec<Obstacle> {
        let find = |rules: &ObjectRules, key: &str| {
            rules
                .dependencies
                .iter()
                .find(|(name, ..)| name == key)
                .map(|(_, dependency, span)| (dependency.clone(), *span))
        };
        let mut found = Vec::new();
        for (key, dependency, span) in &reader.dependencies {
            let at = At { path: format!("{}/dependencies", at.path), ..at.clone() }.property_of("", key);
            let rule = match (find(writer, key), dependency) {
                (Some((Dependency::Schema(own), _)), Dependency::Schema(other)) => {
                    found.extend(self.compare(own, *other, &at));
                    continue;
                }
                (Some((Dependency::Names(own), _)), Dependency::Names(other)) => {
                    let set = |names: &[Name]| names.iter().map(|name| name.name.clone()).collect::<HashSet<_>>();
                    let (own, other) = (set(&own), set(other));
                    if own == other {
                        continue;
                    } else if other.is_superset(&own) {
                        "DEPENDENCY_ARRAY_EXTENDED"
                    } else if own.is_superset(&other) {
                        "DEPENDENCY_ARRAY_NARROWED"
                    } else {
                        "DEPENDENCY_ARRAY_CHANGED"
                    }
                }
                (_, Dependency::Names(_)) => "DEPENDENCY_ARRAY_ADDED",
                (_, Dependency::Schema(_)) => "DEPENDENCY_SCHEMA_ADDED",
            };
            let what = match self.direction {
                Direction::Backward => "asks for more: old data may have it without that",
                Direction::Forward => "asks for less: the old version does not take it without the rest",
            };
            let message = format!("{} {what}", at.subject());
            let fix = Fix::advice(format!("leave the dependency of `{key}` as it was"));
            let obstacle = self.obstacle(rule, &at.path, message, Some(fix), nodes);
            found.push(Obstacle { reader: *span, ..obstacle });
        }
        for (key, dependency, span) in &writer.dependencies {
            let gone = match (dependency, find(reader, key)) {
                (Dependency::Names(_), Some((Dependency::Names(_), _)))
                | (Dependency::Schema(_), Some((Dependency::Schema(_), _))) => continue,
                (Dependency::Names(_), _) => "DEPENDENCY_ARRAY_REMOVED",
                (Dependency::Schema(_), _) => "DEPENDENCY_SCHEMA_REMOVED",
            };
            let at = At { path: format!("{}/dependencies", at.path), ..at.clone() }.property_of("", key);
            let what = self.versions("asks for less", "asks for more").0;
            let message = format!("{} {what}", at.subject());
            let obstacle = self.obstacle(gone, &at.path, message, None, nodes);
            found.push(Obstacle { writer: *span, ..obstacle });
        }
        found
    }

    /// `additionalProperties`, and `additionalItems`: added, removed, extended, narrowed.
    pub(super) fn beyond(
        &mut self,
        (writer, reader): (&Additional, &Additional),
        [added, removed, extended, narrowed]: [&'static str; 4],
        name: &str,
        (writer_keyword, reader_keyword): (Option<&super::Keyword<()>>, Option<&super::Keyword<()>>),
        nodes: (&Node, &Node),
        at: &At,
    ) -> Vec<Obstacle> {
        let rule = match (writer, reader) {
            (Additional::Free, Additional::Free) | (Additional::Forbidden, Additional::Forbidden) => return Vec::new(),
            (Additional::Schema(own), Additional::Schema(other)) => return self.compare(*own, *other, &at.step(name)),
            (Additional::Forbidden, _) => added,
            (_, Additional::Forbidden) => removed,
            (Additional::Free, Additional::Schema(_)) => narrowed,
            (Additional::Schema(_), Additional::Free) => extended,
        };
        let things = if name == "additionalItems" { "elements" } else { "properties" };
        let free = |additional: &Additional| match additional {
            Additional::Free => format!("any other {things}"),
            Additional::Forbidden => format!("no other {things}"),
            Additional::Schema(_) => format!("other {things} of one schema"),
        };
        let (from, to) = self.versions(free(writer), free(reader));
        let others = format!("other {things}");
        let message = format!("{}: {from} were allowed, {to} are now{}", at.subject(), self.tail(&others, &others));
        let fix = self.revert(name, writer_keyword, reader_keyword, nodes);
        let obstacle = self.obstacle(rule, &format!("{}/{name}", at.path), message, Some(fix), nodes);
        vec![Obstacle {
            reader: reader_keyword.map_or(obstacle.reader, |keyword| keyword.span),
            writer: writer_keyword.map_or(obstacle.writer, |keyword| keyword.span),
            ..obstacle
        }]
    }
}

impl At {
    /// A name below a list that is part of the path already.
    fn property_of(&self, list: &str, name: &str) -> Self {
        let found = self.property(list, name);
        Self { path: found.path.replacen("//", "/", 1), ..found }
    }
}
